"""Reports and figures on A4: numbered pages, whole figures, repeated table heads, nothing cut. Every check can fail."""

import pytest

from paper import Paper, squeeze

FIGURES = """() => [...document.querySelectorAll("figure.data-figure")].map((figure) => [
  figure.querySelector("figcaption").firstChild.textContent,
  [...figure.querySelectorAll(".data-picture svg")].filter((svg) => svg.checkVisibility())
    .flatMap((svg) => [...svg.querySelectorAll("text")].map((text) => text.textContent))
    .filter((label) => label.length > 1),
])"""
PRINTED = [("shipped", "report"), ("shipped", "figures"), ("shipped", "community-with-map"), ("fixture", "report")]
# Figures may stand in a word of their own, as they are set in another font.
ROW = r"街道(\d{3})?"
HEAD = ("街道名", "户数", "办结事件", "平均时长")


@pytest.fixture
def print_page(sites, new_visitor, tmp_path):
    """Prints a kind of page, with more rules of style where a check is to fail."""

    def get(site, kind, style=""):
        built = sites(site)
        page = new_visitor(built.folder).open(built.page_path(kind))
        if style:
            page.add_style_tag(content=f"@media print {{ {style} }}")
        page.emulate_media(media="print")
        return page, Paper(page, tmp_path / "page.pdf")

    return get


@pytest.mark.parametrize("site, kind", PRINTED)
def test_pages_are_numbered_and_nothing_is_torn_or_cut(print_page, site, kind):
    page, paper = print_page(site, kind)
    figures = page.evaluate(FIGURES)
    assert len(figures) > 0 and any(labels for _, labels in figures), "this page has no figures to look at"
    assert not paper.unnumbered(), "number every page, “第 n 页，共 N 页”"
    assert not paper.torn(figures), "keep a caption and its picture on one page"
    assert not paper.cut(), "text is cut off at the margins"
    title = squeeze(page.inner_text("h1").replace("示例数据", ""))
    assert all(title in text for text in paper.texts()[1:]), "the title must run on every page after the first"


def test_a_long_table_repeats_its_head(print_page):
    page, paper = print_page("fixture", "table")
    assert len(paper.pages) > 3
    assert not paper.without_head(ROW, *HEAD)
    assert not paper.cut() and not paper.unnumbered()
    text = "".join(paper.texts())
    missing = [f"街道{number:03d}" for number in range(1, 121) if text.count(f"街道{number:03d}") != 1]
    assert not missing, f"each row is printed once: {missing}"


def test_an_english_page_is_numbered_in_figures(print_page):
    _, paper = print_page("english", "report")
    assert not paper.unnumbered("{page}/{pages}")


def test_closed_tables_and_addresses_of_sources_are_printed(print_page):
    page, paper = print_page("fixture", "report")
    text = "".join(paper.texts())
    closed = page.locator("details:not([open]) tbody th").all_text_contents()
    assert closed and all(squeeze(name) in text for name in closed), "tables that are closed on screen are open on paper"
    assert "https://example.org/streets" in text, "print the address of a source"


# The checks above fail when the style sheet does.

def test_missing_page_numbers_are_noticed(print_page):
    _, paper = print_page("shipped", "report", "@page { @bottom-center { content: none } }")
    assert len(paper.unnumbered()) == len(paper.pages)


def test_a_head_that_is_not_repeated_is_noticed(print_page):
    _, paper = print_page("fixture", "table", "thead { display: table-row-group !important }")
    assert paper.without_head(ROW, *HEAD)


def test_a_caption_without_its_picture_is_noticed(print_page):
    page, paper = print_page("shipped", "report", ".data-picture { break-before: page !important }")
    assert paper.torn(page.evaluate(FIGURES))


def test_text_beyond_the_margin_is_noticed(print_page):
    _, paper = print_page("fixture", "table", ".table-scroll { transform: translateX(20mm) }")
    assert paper.cut()
