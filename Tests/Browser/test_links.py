"""Every reference in the output leads to a file of the output, by a relative address."""

import re
from urllib.parse import unquote, urlsplit

import pytest

from html_page import is_external, resolve
from site_kinds import SITES

SENTINELS = re.compile("[\ufdd0-\ufdef\ufffe]|&#xFDD|\\{\\{|\\}\\}|<!--gs:")


@pytest.fixture(params=SITES)
def built(request, sites):
    return sites(request.param)


def assert_none(faults, rule):
    shown = "\n".join(faults[:30])
    assert not faults, f"{rule}\n{shown}\n({len(faults)} in all)"


def test_every_reference_resolves(built):
    ids = {path: set(page.ids) for path, page in built.pages().items()}
    faults = []
    for path, page in built.pages().items():
        for element, address in page.references:
            if is_external(address):
                continue
            target, fragment = resolve(path, address)
            fault = fault_of_target(built.folder, ids, target, fragment, address)
            if fault:
                faults.append(f"{path}: <{element}> {address}: {fault}")
    assert_none(faults, "Every internal reference must lead to a file that exists:")


def fault_of_target(folder, ids, target, fragment, address):
    if address.startswith("/"):
        return "starts at the root of the host; write it relative to the page"
    if not (folder / target).is_file():
        return "no such file" if not (folder / target).is_dir() else "a folder; name its index.html"
    normal = (folder / target).resolve().relative_to(folder.resolve())
    if fragment and normal.suffix == ".html" and fragment not in ids[normal]:
        return f"no element there has the id {fragment}"
    return None


def test_nothing_is_loaded_from_elsewhere(built):
    faults = [
        f"{path}: <{element}> {address}"
        for path, page in built.pages().items()
        for element, address in page.loads
        if is_external(address) and not address.startswith("data:")
    ]
    assert_none(faults, "A page may load files of the site only:")


def test_style_sheets_refer_to_files_of_the_site(built):
    faults = []
    for sheet in built.folder.rglob("*.css"):
        for address in re.findall(r"url\(\s*['\"]?([^'\")]+)", sheet.read_text(encoding="utf-8")):
            path = unquote(urlsplit(address).path)
            if not address.startswith(("data:", "#")) and not (sheet.parent / path).is_file():
                faults.append(f"{sheet.name}: {address}")
    assert_none(faults, "A style sheet may load files of the site only:")


def test_ids_are_unique(built):
    faults = []
    for path, page in built.pages().items():
        repeated = {name for name in page.ids if page.ids.count(name) > 1}
        faults += [f"{path}: {name}" for name in sorted(repeated)]
    assert_none(faults, "An id may stand once on a page:")


def test_nothing_unfinished_is_published(built):
    faults = []
    for path in built.html_files():
        found = SENTINELS.search(path.read_text(encoding="utf-8"))
        if found:
            faults.append(f"{path.relative_to(built.folder)}: {found.group()!r}")
    assert_none(faults, "Template tags and markers of the Markdown stage must not reach a page:")


def test_drafts_stay_out(sites):
    built = sites("fixture")
    assert not list(built.folder.rglob("*hidden-draft*")), "the draft has a page"
    faults = [
        str(path.relative_to(built.folder))
        for path in built.folder.rglob("*")
        if path.suffix in {".html", ".xml", ".txt"} and "还没写完的草稿" in path.read_text(encoding="utf-8")
    ]
    assert_none(faults, "A draft must not be mentioned:")


def test_every_page_is_reached_from_the_home_page(built):
    pages = built.pages()
    start = next(path for path in pages if str(path) == "index.html")
    reached, queue = {start}, [start]
    while queue:
        path = queue.pop()
        for element, address in pages[path].references:
            if element == "a" and not is_external(address):
                target = (built.folder / resolve(path, address)[0]).resolve()
                relative = target.relative_to(built.folder.resolve())
                if relative in pages and relative not in reached:
                    reached.add(relative)
                    queue.append(relative)
    faults = sorted(str(path) for path in pages.keys() - reached if str(path) != "404.html")
    assert_none(faults, "A visitor must be able to reach every page from the home page:")
