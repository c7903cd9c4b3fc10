"""The sites under test and the browser that looks at them."""

import os
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

import corpus
from generator import REPOSITORY, TEMPLATES, Site
from html_page import read_page
from preview import previewing
from site_kinds import SITES
from visitor import Visitor
from writer import PAGE

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FIXTURES = Path(__file__).parent / "fixture"
GENERATED_CASES = 60
LONG_TABLE_ROWS = 120
LONG_TABLE = """\
title: 各街道的户数与事件
summary: 虚构的长表，打印出来有好几页。
as_of: 2023-12
columns:
  street: {type: text, label: 街道名}
  households: {label: 户数, unit: 户, agg: sum}
  events: {label: 办结事件, unit: 件, agg: sum}
  hours: {label: 平均时长, unit: 小时, decimals: 1}
sources:
  - title: 测试用的出处
"""


@dataclass
class BuiltSite:
    """A site that was built once for all tests; tests read it and leave it as it is."""

    name: str
    site: Site

    @property
    def folder(self):
        return self.site.output

    def page_path(self, kind):
        """The file of a kind of page, relative to the output folder."""
        pattern = SITES[self.name][kind]
        found = sorted(self.folder.glob(pattern))
        assert found, f"the {self.name} site has no page of kind {kind}: nothing matches {pattern} in its output"
        return found[0].relative_to(self.folder)

    def html_files(self):
        return sorted(self.folder.rglob("*.html"))

    def pages(self):
        """Every parsed page with its path relative to the output folder."""
        if not hasattr(self, "_pages"):
            self._pages = {path.relative_to(self.folder): read_page(path) for path in self.html_files()}
        return self._pages


def fixture_content(folder):
    """The Chinese fixture with enough generated cases for several list pages."""
    shutil.copytree(FIXTURES / "zh", folder)
    rng = random.Random(7)
    for number in range(1, GENERATED_CASES + 1):
        (folder / f"cases/generated-{number:03d}.md").write_text(corpus.case(number, rng), encoding="utf-8")
    write_long_table(folder / "statistics", rng)
    return folder


def write_long_table(folder, rng):
    """A table of statistics that takes several sheets of paper; every tenth row lacks a figure."""
    folder.mkdir()
    (folder / "streets.yaml").write_text(LONG_TABLE, encoding="utf-8")
    rows = [
        f"街道{number:03d},{rng.randrange(10, 20_000)},{'' if number % 10 == 0 else rng.randrange(500)},"
        f"{rng.randrange(10, 400) / 10}"
        for number in range(1, LONG_TABLE_ROWS + 1)
    ]
    (folder / "streets.csv").write_text("\n".join(["street,households,events,hours", *rows, ""]), encoding="utf-8")


@pytest.fixture(scope="session")
def sites(tmp_path_factory):
    """Builds a site when a test first asks for it by name."""
    built, broken = {}, {}

    def content(name, folder):
        if name == "fixture":
            return fixture_content(folder / "content")
        return FIXTURES / "en" if name == "english" else REPOSITORY / "content"

    def get(name):
        if name in broken:
            pytest.fail(f"the {name} site did not build, see the first failure", pytrace=False)
        if name not in built:
            folder = tmp_path_factory.mktemp(name)
            site = Site.under(folder, content(name, folder))
            try:
                site.build()
            except AssertionError as error:
                broken[name] = True
                pytest.fail(str(error), pytrace=False)
            built[name] = BuiltSite(name, site)
        return built[name]

    return get


@pytest.fixture(scope="session")
def browser():
    if not Path(CHROMIUM).exists():
        pytest.exit(f"{CHROMIUM} is missing: run `make test`, or name a browser in the variable CHROMIUM", 2)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def visitors(browser):
    """Visitors by where they look, how wide, and in which mode; kept, as most tests share them."""
    kept = {}

    def get(folder, width, mode="light"):
        key = (folder, width, mode)
        if key not in kept:
            kept[key] = Visitor(browser, folder, width=width, mode=mode)
        return kept[key]

    yield get
    for visitor in kept.values():
        visitor.close()


@pytest.fixture
def new_visitor(browser):
    """Makes visitors with a profile of their own, for tests that change it."""
    made = []

    def make(folder, **options):
        made.append(Visitor(browser, folder, **options))
        return made[-1]

    yield make
    for visitor in made:
        visitor.close()


@pytest.fixture
def folder(tmp_path):
    """A copy of what ships, with a theme of its own to edit."""
    shutil.copytree(REPOSITORY / "content", tmp_path / "content")
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    return tmp_path


@pytest.fixture
def preview(folder):
    with previewing(folder) as preview:
        yield preview


@pytest.fixture
def page(preview, browser):
    visitor = Visitor(browser, preview.address)
    yield visitor.open(PAGE)
    visitor.close()
