"""Labels of maps in real fonts: a label lies in its cell and touches no other; bytes keep within their budgets."""

import gzip
import os
import subprocess
from pathlib import Path

import brotli
import pytest

from generator import REPOSITORY

PROGRAM = Path(os.environ.get("GRAPHICS_BENCHMARK", REPOSITORY / ".build/release/GraphicsBenchmark")).absolute()
FONTS = ['"Noto Sans CJK SC"', "system-ui, sans-serif"]
LABELLED = {"blocks-83": 83, "blocks-83-narrow": 80, "blocks-1000": 400, "blocks-1000-wide": 840, "tiles-1000": 1000, "names": 1000}

# Kilobytes of 1,024 bytes: raw and with Brotli.
BUDGETS = {
    "blocks-83": (16, 3), "blocks-83-narrow": (16, 3), "tiles-83": (16, 3), "blocks-1000": (130, 16), "tiles-1000": (130, 16),
    "blocks-10000": (320, 85),
    # Nearly every cell of it is wide enough for a link.
    "blocks-1000-wide": (140, 18),
}

# Of every text of a map: its words, the box of its ink, and the box that it must stay in. A cell's label follows its
# path; a header is 24 pixels of its group's box, which it shares with no cell.
LABELS = """() => {
  const canvas = document.createElement("canvas").getContext("2d");
  return [...document.querySelectorAll("svg.map text")].map((text) => {
    const style = getComputedStyle(text);
    canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const ink = canvas.measureText(text.textContent);
    const [x, y] = [Number(text.getAttribute("x")), Number(text.getAttribute("y"))];
    const half = text.getComputedTextLength() / 2;
    let path = text.previousElementSibling;
    while (path.localName !== "path") path = path.previousElementSibling;
    const cell = path.getBBox();
    const link = text.closest("a");
    const isHeader = link && !link.hasAttribute("tabindex");
    return {
      words: text.textContent,
      box: [x - half, y - ink.actualBoundingBoxAscent, x + half, y + ink.actualBoundingBoxDescent],
      room: [cell.x, cell.y, cell.x + cell.width, cell.y + (isHeader ? 24 : cell.height)],
    };
  });
}"""


@pytest.fixture(scope="session")
def map_folder(tmp_path_factory):
    assert PROGRAM.is_file(), (
        f"{PROGRAM} is missing: run `scripts/build-release GraphicsBenchmark`, "
        "or name it in the variable GRAPHICS_BENCHMARK"
    )
    folder = tmp_path_factory.mktemp("maps")
    subprocess.run([PROGRAM, "samples", folder], check=True, timeout=120)
    return folder


@pytest.fixture
def map_page(browser, map_folder):
    """Opens a map in a page with the style sheet of maps, in a font."""
    page = browser.new_page()

    def open_map(name, font, width=1280):
        page.set_viewport_size({"width": width, "height": 740})
        extra = ".map.narrow{display:block}" if width > 600 and "narrow" in name else ""
        style = (map_folder / "maps.css").read_text() + f".map{{font-family:{font}}}" + extra
        picture = (map_folder / f"{name}.svg").read_text()
        patterns = (map_folder / "patterns.svg").read_text()
        page.set_content(
            f"<!DOCTYPE html><title>map</title><style>{style}</style>{patterns}<p id=cap>map</p>{picture}"
        )
        return page

    yield open_map
    page.close()


def fonts_of(page, selector):
    """The fonts that the browser really drew the first such element with."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    return {font["familyName"] for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]}


def meets(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("name", LABELLED)
def test_labels_lie_in_their_cells(map_page, name, font):
    page = map_page(name, font)
    if "Noto" in font:
        assert fonts_of(page, "svg.map text") == {"Noto Sans CJK SC"}, "install fonts-noto-cjk: run `make test`"
    labels = page.evaluate(LABELS)
    assert len(labels) >= LABELLED[name]
    outside = [
        f"{label['words']!r}: {label['box']} outside {label['room']}"
        for label in labels
        if label["box"][0] < label["room"][0] or label["box"][2] > label["room"][2]
        or label["box"][1] < label["room"][1] or label["box"][3] > label["room"][3]
    ]
    assert not outside, f"{len(outside)} of {len(labels)} labels leave their cells; is TextWidth too small?\n" + "\n".join(
        outside[:20]
    )


@pytest.mark.parametrize("name", LABELLED)
def test_labels_do_not_touch(map_page, name):
    labels = sorted(map_page(name, FONTS[0]).evaluate(LABELS), key=lambda label: label["box"][1])
    touching = []
    for index, label in enumerate(labels):
        for other in labels[index + 1:]:
            if other["box"][1] >= label["box"][3]:
                break
            if meets(label["box"], other["box"]):
                touching.append(f"{label['words']!r} and {other['words']!r} at {other['box']}")
    assert not touching, f"{len(touching)} pairs of labels touch:\n" + "\n".join(touching[:20])


def test_telephones_see_the_narrow_drawing(map_page, map_folder):
    page = map_page("blocks-83-narrow", FONTS[0], width=360)
    wide = (map_folder / "blocks-83.svg").read_text().replace('class="map"', 'class="map wide"')
    page.evaluate("(svg) => document.querySelector('.map.narrow').insertAdjacentHTML('beforebegin', svg)", wide)
    wide, narrow = page.locator(".map.wide"), page.locator(".map.narrow")
    assert (wide.is_visible(), narrow.is_visible()) == (False, True)
    assert narrow.bounding_box()["width"] == 336, "it must not be scaled: its text is 12 pixels"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, "the page must not scroll sideways"
    page.evaluate("location.hash = '#c-G02-03'")
    assert (wide.is_visible(), narrow.is_visible()) == (True, False), "a link into the map must show its cell"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.evaluate("location.hash = ''")
    for change in [lambda: page.set_viewport_size({"width": 1280, "height": 740}),
                   lambda: (page.set_viewport_size({"width": 360, "height": 740}), page.emulate_media(media="print"))]:
        change()
        assert (wide.is_visible(), narrow.is_visible()) == (True, False)


@pytest.mark.parametrize("media", [{"media": "print"}, {"forced_colors": "active", "color_scheme": "dark"}])
def test_classes_are_told_without_colour(map_page, media):
    page = map_page("blocks-83", FONTS[0])
    style = "(name) => { const s = getComputedStyle(document.querySelector(name)); return [s.fill, s.markerStart]; }"
    assert "url" not in str([page.evaluate(style, f".map .q{level}") for level in range(5)]), "no hatch on a screen"
    page.emulate_media(**media)
    shown = [page.evaluate(style, f".map .q{level}:not(.u)") for level in range(5)]
    assert ["url" in fill for fill, _ in shown] == [False, True, True, True, True]
    assert all(f"map-d{level}" in number for level, (_, number) in enumerate(shown))
    if "forced_colors" in media:
        ground = page.evaluate("getComputedStyle(document.querySelector('.map .q0')).fill")
        assert ground == page.evaluate("getComputedStyle(document.querySelector('.map')).fill"), "fills must be Canvas"


@pytest.mark.parametrize("name", BUDGETS)
def test_bytes_keep_within_their_budget(map_folder, name):
    picture = (map_folder / f"{name}.svg").read_bytes()
    raw, packed = BUDGETS[name]
    sizes = f"{len(picture)} bytes, {len(gzip.compress(picture, 9))} with gzip"
    assert len(picture) <= raw * 1024, f"{name}: {sizes}, at most {raw} KB"
    small = len(brotli.compress(picture, quality=11))
    assert small <= packed * 1024, f"{name}: {small} bytes with Brotli, at most {packed} KB"
