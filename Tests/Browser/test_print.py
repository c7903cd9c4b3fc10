"""Printed pages hold the text and leave out what only serves a screen."""

import subprocess

import pytest

from site_kinds import SITES
from visitor import SWITCHES

KINDS = ["home", "case", "case-with-tables", "topic", "community", "interview", "campaign"]


@pytest.mark.parametrize("kind", KINDS)
def test_print_leaves_out_navigation(sites, visitors, tmp_path, kind):
    built = sites("fixture")
    path = built.page_path(kind)
    page = visitors(built.folder, 1280).open(path)
    title = page.inner_text("h1")
    navigation = page.locator("header nav a", has_text="区县导航")
    assert navigation.count() == 1, "the main navigation must be a nav in the header"
    pdf = tmp_path / "page.pdf"
    page.pdf(path=pdf, format="A4")
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True).stdout.decode()

    assert squeeze(title) in squeeze(text), f"the printed {path} lacks its title {title!r}"
    assert "区县导航" not in squeeze(text), f"the printed {path} shows the main navigation"
    page.emulate_media(media="print")
    shown = [
        selector
        for selector in ["header nav", *SWITCHES.values()]
        if any(element.is_visible() for element in page.locator(selector).all())
    ]
    page.emulate_media(media="null")
    assert not shown, f"hide these in print: {shown}"


def test_print_is_dark_on_light_in_dark_mode(sites, visitors):
    visitor = visitors(sites("fixture").folder, 1280, "dark")
    page = visitor.open("cases/shunhe.html")
    page.emulate_media(media="print")
    dark = visitor.is_dark()
    page.emulate_media(media="null")
    assert not dark, "printing in dark mode must not fill the paper with ink"


@pytest.mark.parametrize("site", SITES)
def test_print_keeps_the_whole_text_of_a_case(sites, visitors, tmp_path, site):
    built = sites(site)
    page = visitors(built.folder, 1280).open(built.page_path("case"))
    paragraphs = page.locator("main p").all_inner_texts()
    longest = squeeze(max(paragraphs, key=len))[:20]
    pdf = tmp_path / "case.pdf"
    page.pdf(path=pdf, format="A4")
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True).stdout.decode()
    assert longest in squeeze(text), f"the printed case lacks its longest paragraph, which starts with {longest!r}"


def squeeze(text):
    """The text without white space, which a PDF puts where its lines end."""
    return "".join(text.split())
