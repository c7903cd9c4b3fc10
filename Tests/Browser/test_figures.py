"""Maps, charts and tables of data: names, downloads, sorting, keys, and all of it without a script."""

import csv
import io

import pytest

from visitor import WIDTHS

FIGURE_PAGES = [("shipped", "report"), ("shipped", "figures"), ("shipped", "community-with-map"), ("fixture", "table")]
MAP_SCRIPT_LIMIT = 2048
CENTRE = "(e) => { const b = e.getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2]; }"
COLUMN = "(index) => [...document.querySelectorAll('.sortable tbody tr:not(.total)')].map((r) => r.cells[index].innerText)"
SMALL_BUTTONS = """() => [...document.querySelectorAll(".data-table thead button")]
  .map((e) => [e.textContent, e.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([text, box]) => `${text}: ${box.width}×${box.height}`)"""


@pytest.mark.parametrize("site, kind", FIGURE_PAGES)
def test_a_figure_has_a_name_a_table_and_a_download(sites, visitors, site, kind):
    built = sites(site)
    path = built.page_path(kind)
    page = visitors(built.folder, 1280).open(path)
    figures = page.locator("figure.data-figure").all()
    assert figures, f"{path} has no figures"
    for figure in figures:
        caption = figure.locator("figcaption")
        assert caption.inner_text().strip()
        for picture in figure.locator(".data-picture svg").all():
            assert picture.get_attribute("role") in ("img", "group")
            assert picture.get_attribute("aria-labelledby") == caption.get_attribute("id"), "the caption names the picture"
        table = figure.locator("table")
        assert table.count() == 1, f"a table stands beside “{caption.inner_text()}”"
        link = figure.locator("a[download]").get_attribute("href")
        file = (built.folder / path).parent / link
        text = file.read_bytes().decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        assert len(rows) == table.locator("tr").count(), f"{link} has as many rows as the table"


def test_tables_sort_by_mouse(sites, new_visitor):
    visitor = new_visitor(sites("fixture").folder)
    page = visitor.open("statistics/streets.html")
    heads = page.locator(".sortable thead th")
    assert heads.evaluate_all("(all) => all.filter((e) => e.hasAttribute('aria-sort')).length") == 0

    page.locator("thead button", has_text="办结事件").click()
    shown = page.evaluate(COLUMN, 2)
    numbers = [int(text.replace(",", "")) for text in shown if text != "缺失"]
    assert numbers == sorted(numbers, reverse=True)
    assert shown[len(numbers):] == ["缺失"] * 12, "what is missing comes last"
    assert heads.nth(2).get_attribute("aria-sort") == "descending"
    assert "从大到小" in page.locator("[role=status]").inner_text() and "办结事件" in page.locator("[role=status]").inner_text()
    assert page.locator("tbody tr").last.get_attribute("class") == "total", "the total stays last"

    page.locator("thead button", has_text="办结事件").click()
    shown = page.evaluate(COLUMN, 2)
    assert [int(text.replace(",", "")) for text in shown if text != "缺失"] == sorted(numbers)
    assert shown[len(numbers):] == ["缺失"] * 12, "what is missing comes last in either order"
    assert heads.nth(2).get_attribute("aria-sort") == "ascending"

    page.locator("thead button", has_text="户数").click()
    households = [int(text.replace(",", "")) for text in page.evaluate(COLUMN, 1)]
    assert households == sorted(households, reverse=True), "1,234 is a number of four digits"
    assert heads.nth(2).get_attribute("aria-sort") is None, "one column at a time"


def test_tables_sort_by_keyboard(sites, new_visitor):
    page = new_visitor(sites("fixture").folder).open("statistics/streets.html")
    before = page.evaluate(COLUMN, 0)
    page.locator("thead button").nth(1).focus()
    page.keyboard.press("Enter")
    assert page.evaluate(COLUMN, 0) != before
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    assert page.evaluate(COLUMN, 0) == before, "names begin with the first"
    assert page.locator("thead th").first.get_attribute("aria-sort") == "ascending"
    assert page.evaluate("document.activeElement.tagName") == "BUTTON", "the focus stays"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("mode", ["light", "elder"])
def test_sort_buttons_are_large_enough(sites, visitors, width, mode):
    page = visitors(sites("fixture").folder, width, mode).open("statistics/streets.html")
    assert not page.evaluate(SMALL_BUTTONS)


def test_arrow_keys_walk_over_the_map(sites, new_visitor):
    page = new_visitor(sites("shipped").folder).open("communities/demo.html")
    page.locator("svg.map a").first.focus()
    visited = set()
    for key, axis, sign in [("ArrowDown", 1, 1), ("ArrowRight", 0, 1), ("ArrowDown", 1, 1), ("ArrowLeft", 0, -1), ("ArrowUp", 1, -1)]:
        focused = page.locator("svg.map a:focus")
        before = focused.evaluate(CENTRE)
        page.keyboard.press(key)
        after = focused.evaluate(CENTRE)
        assert (after[axis] - before[axis]) * sign > 0, f"{key} leads from {before} to {after}"
        row = page.locator(f"[id='{focused.get_attribute('href')[1:]}']")
        card = page.locator(".map-card").inner_text()
        assert card.startswith(row.locator("th").inner_text())
        for cell in row.locator("td").all_inner_texts():
            assert cell in card, f"the card lacks {cell}: {card}"
        visited.add(card)
    assert len(visited) > 3


def test_pointing_at_a_cell_shows_its_row(sites, new_visitor):
    page = new_visitor(sites("shipped").folder).open("communities/demo.html")
    page.locator("svg.map a", has_text="微网格02").first.hover()
    assert page.locator(".map-card").inner_text().startswith("微网格02")


@pytest.mark.parametrize("path", ["communities/demo.html", "demo.html"])
def test_without_a_script_cells_and_rows_lead_to_each_other(sites, new_visitor, path):
    page = new_visitor(sites("shipped").folder, scripts=False).open(path)
    cell = page.locator("svg.map a", has_text="微网格08").first
    href, own = cell.get_attribute("href"), cell.get_attribute("id")
    cell.click()
    row = page.locator("tr:target")
    assert row.get_attribute("id") == href[1:] and row.is_visible(), "a cell leads to its row, also in a closed table"
    row.locator("th a").click()
    assert page.locator("svg.map a:target").get_attribute("id") == own, "a row leads back to its cell"


def test_the_script_of_maps_is_small(sites):
    script = next((sites("shipped").folder / "assets").glob("figures.*.js")).read_bytes()
    maps, _, tables = script.partition(b"// Tables:")
    assert b"svg.map" in maps and tables, "the part for maps comes first, the part for tables begins with “// Tables:”"
    assert len(maps) <= MAP_SCRIPT_LIMIT, f"the part for maps has {len(maps)} bytes, at most {MAP_SCRIPT_LIMIT} are fine"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_each_figure_in_a_text_leads_to_the_place_that_shows_it(sites, visitors, mode):
    built = sites("shipped")
    page = visitors(built.folder, 1280, mode).open("reports/sanchu.html")
    links = page.locator("a.stat")
    assert links.count() >= 9
    for index in range(links.count()):
        page = visitors(built.folder, 1280, mode).open("reports/sanchu.html")
        link = page.locator("a.stat").nth(index)
        number = link.inner_text()
        link.click()
        target = page.locator(":target")
        page.wait_for_url("**/communities/**")
        assert target.count() == 1, f"“{number}” leads to no element of {page.url}"
        assert number in "".join(target.locator("dd").first.inner_text().split()), f"{page.url} does not show {number}"
