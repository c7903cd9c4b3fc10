"""The elder and dark switches, and the site without scripts."""

import pytest

from places import served
from visitor import SWITCHES, WIDTHS

PLACES = ("file", "http")
SMALL_TARGETS = """(least) => [...document.querySelectorAll("header button, header nav a")]
  .filter((e) => e.checkVisibility())
  .map((e) => [e.textContent.trim(), e.getBoundingClientRect()])
  .filter(([, box]) => box.height < least - 0.5)
  .map(([text, box]) => `${text}: ${Math.round(box.width)}×${Math.round(box.height)}`)"""


@pytest.fixture(params=PLACES)
def base(request, sites):
    """The fixture site as a folder and on a server."""
    folder = sites("fixture").folder
    if request.param == "file":
        yield folder
    else:
        with served(folder.parent) as address:
            yield f"{address}{folder.name}/"


@pytest.mark.parametrize("width", WIDTHS)
def test_elder_switch_enlarges_and_is_remembered(base, new_visitor, width):
    visitor = new_visitor(base, width=width)
    visitor.open("cases/shunhe.html")
    plain = visitor.text_size()["size"]
    visitor.press("elder")
    elder = visitor.text_size()
    assert elder["size"] >= 18 and elder["size"] > plain, f"main text is {elder['size']}px, was {plain}px"
    assert elder["lines"] >= 1.3, f"lines are {elder['lines']} times the text size, at least 1.3 are needed"
    assert pressed(visitor, "elder") == "true"

    visitor.open("cases/tables.html")
    assert visitor.text_size()["size"] == elder["size"], "the choice was forgotten on the next page"
    visitor.page.reload()
    assert pressed(visitor, "elder") == "true", "the choice was forgotten after loading the page again"
    visitor.press("elder")
    visitor.open("cases/shunhe.html")
    assert visitor.text_size()["size"] == plain, "switching it off was forgotten"


def test_dark_switch_darkens_and_is_remembered(base, new_visitor):
    visitor = new_visitor(base)
    visitor.open("index.html")
    assert not visitor.is_dark()
    visitor.press("dark")
    assert visitor.is_dark() and pressed(visitor, "dark") == "true"
    visitor.open("topics/mechanism/index.html")
    assert visitor.is_dark(), "the choice was forgotten on the next page"
    visitor.press("dark")
    visitor.open("index.html")
    assert not visitor.is_dark(), "switching it off was forgotten"


def test_system_colours_are_followed_until_a_visitor_chooses(sites, new_visitor):
    visitor = new_visitor(sites("fixture").folder)
    visitor.open("index.html")
    visitor.page.emulate_media(color_scheme="dark")
    assert visitor.is_dark()
    visitor.press("dark")
    assert not visitor.is_dark()


@pytest.mark.parametrize("mode, least", [("light", 44), ("elder", 60)])
@pytest.mark.parametrize("width", WIDTHS)
def test_controls_are_tall_enough_for_a_finger(sites, visitors, width, mode, least):
    visitor = visitors(sites("fixture").folder, width, mode)
    small = visitor.open("index.html").evaluate(SMALL_TARGETS, least)
    assert not small, f"controls of the header must be {least}px high in {mode} mode: {'; '.join(small)}"


@pytest.mark.parametrize("kind", ["home", "cases", "case", "case-with-directives", "interview", "campaign"])
def test_without_scripts_everything_is_there_and_no_switch(sites, visitors, new_visitor, kind):
    built = sites("fixture")
    path = built.page_path(kind)
    with_scripts = visitors(built.folder, 360).open(path).inner_text("main")
    visitor = new_visitor(built.folder, width=360, scripts=False)
    page = visitor.open(path)
    assert page.inner_text("main") == with_scripts, f"{path} reads differently without scripts"
    for selector in SWITCHES.values():
        assert not page.locator(selector).is_visible(), f"{path} shows {selector}, which needs a script"
    assert not visitor.faults, "\n".join(visitor.faults)


def pressed(visitor, switch):
    return visitor.page.locator(SWITCHES[switch]).get_attribute("aria-pressed")
