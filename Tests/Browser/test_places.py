"""The site opens wherever its folder lies."""

import shutil

import pytest

from places import served
from site_kinds import FIXTURE

PLACES = ("file", "sub-path", "USB stick")


@pytest.fixture(params=PLACES)
def base(request, sites, tmp_path):
    folder = sites("fixture").folder
    if request.param == "file":
        yield folder
    elif request.param == "USB stick":
        yield shutil.copytree(folder, tmp_path / "U盘 展播" / "网站 一")
    else:
        shutil.copytree(folder, tmp_path / "zhuanti" / "2023")
        with served(tmp_path) as address:
            yield f"{address}zhuanti/2023/"


def test_every_kind_of_page_opens(base, sites, new_visitor):
    built = sites("fixture")
    visitor = new_visitor(base)
    faults = []
    for kind in FIXTURE:
        path = built.page_path(kind)
        page = visitor.open(path)
        styles = page.evaluate("document.styleSheets.length")
        faults += [f"{path}: no style sheet"] * (styles == 0)
        faults += [f"{path}: {fault}" for fault in visitor.faults]
    assert not faults, "\n".join(faults)


def test_a_visitor_walks_by_links_alone(base, new_visitor):
    visitor = new_visitor(base)
    page = visitor.open("index.html")
    page.locator("nav a[href*='cases/index.html']").first.click()
    page.locator("main a[href*='page-2.html']").first.click()
    page.locator("main a[href$='.html']", has_text="社区第").first.click()
    assert page.url.startswith(visitor.base + "cases/generated-"), page.url
    page.locator("main a[href*='topics/']").first.click()
    assert "/topics/" in page.url, page.url
    page.locator("header a[href$='index.html']").first.click()
    assert page.url.split("#")[0] == visitor.base + "index.html", page.url
    assert not visitor.faults, "\n".join(visitor.faults)


