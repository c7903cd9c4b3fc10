"""The page tags and the footer that the profiles for government and media sites require."""

import re

import pytest

from generator import Site
from site_kinds import FIXTURE

SITE_TAGS = {"SiteName": "测试街道网格治理展", "SiteDomain": "example.org", "SiteIDCode": "0000000000"}
COLUMN_TAGS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
COLUMNS = ("cases", "topics", "topic", "districts", "district", "street", "communities", "news-list", "interviews")
ARTICLES = ("case", "news", "interview")
FOOTER_TEXTS = (
    "测试街道办事处",
    "测试市测试区测试路0号",
    "测ICP备00000000号",
    "测公网安备00000000000000号",
    "0000000000",
    "本站内容均为虚构。",
)
FOOTER_LINKS = ("https://example.org/police", "https://example.org/errors", "https://example.org/mark")


def page_of(sites, kind):
    built = sites("fixture")
    path = built.page_path(kind)
    return path, built.pages()[path]


def tag(path, page, name):
    values = page.metas.get(name, [])
    assert len(values) == 1 and values[0].strip(), f"{path} must have one meta {name} with a value, has {values}"
    return values[0]


@pytest.mark.parametrize("kind", FIXTURE)
def test_every_page_names_the_site(sites, kind):
    path, page = page_of(sites, kind)
    for name, value in SITE_TAGS.items():
        assert tag(path, page, name) == value


@pytest.mark.parametrize("kind", COLUMNS)
def test_column_pages_describe_the_column(sites, kind):
    path, page = page_of(sites, kind)
    for name in COLUMN_TAGS:
        tag(path, page, name)


@pytest.mark.parametrize("kind", ARTICLES)
def test_article_pages_describe_the_article(sites, kind):
    path, page = page_of(sites, kind)
    for name in ("ColumnName", "ColumnType", "ArticleTitle", "ContentSource"):
        tag(path, page, name)
    date = tag(path, page, "PubDate")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", date), f"{path}: PubDate {date!r} must be YYYY-MM-DD HH:MM"
    for name in ("Image", "Url"):
        for value in page.metas.get(name, []):
            assert value.startswith("https://example.org/zhanbo/"), f"{path}: {name} must be absolute, is {value}"


@pytest.mark.parametrize("kind", FIXTURE)
def test_footer_is_complete_on_every_page(sites, visitors, kind):
    built = sites("fixture")
    page = visitors(built.folder, 1280).open(built.page_path(kind))
    text = page.inner_text("footer >> nth=-1")
    missing = [item for item in FOOTER_TEXTS if item not in text]
    assert not missing, f"the footer lacks {missing}"
    links = page.locator("footer a").evaluate_all("(all) => all.map((a) => a.getAttribute('href'))")
    missing = [link for link in FOOTER_LINKS if link not in links]
    missing += [] if any(link.endswith("sitemap.xml") for link in links) else ["sitemap.xml"]
    assert not missing, f"the footer lacks links to {missing}"


def test_an_ordinary_site_has_no_government_tags(sites):
    built = sites("shipped")
    found = [str(path) for path, page in built.pages().items() if "SiteIDCode" in page.metas]
    assert not found, f"profile none must not claim a site code: {found[:5]}"


def test_english_site_speaks_english(sites, visitors):
    built = sites("english")
    visitor = visitors(built.folder, 1280)
    faults = []
    for path in built.pages():
        page = visitor.open(path)
        if page.get_attribute("html", "lang") != "en":
            faults.append(f"{path}: lang must be en")
        text = page.inner_text("body").replace("测ICP备00000000号", "")
        names = page.evaluate(
            "[...document.querySelectorAll('[aria-label],[title],[alt]')].map((e) =>"
            " [e.ariaLabel, e.title, e.alt].join(' ')).join(' ')"
        )
        han = re.findall(r".{0,10}[\u4e00-\u9fff]+.{0,10}", text + names + page.title())
        faults += [f"{path}: {words}" for words in han[:3]]
    assert not faults, "words of the interface are not translated:\n" + "\n".join(faults[:20])


def test_a_government_site_without_its_numbers_is_refused(tmp_path):
    """Checked here and not only in the Swift tests, because the law asks for it."""
    content = tmp_path / "content"
    content.mkdir()
    (content / "topics.yaml").write_text("- key: a\n  title: 甲\n", encoding="utf-8")
    lines = ["title: 测试", "base_url: https://example.org/", "profile: gov", "footer:", "  sponsor: 测试"]
    (content / "site.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    run = Site.under(tmp_path, content).run("check")
    assert run.code == 1, f"expected exit 1, got {run.code}:\n{run.output}"
    for name in ("icp", "site_id_code"):
        assert name in run.output, f"the report must name {name}:\n{run.output}"
