"""What machines read: sitemap, feed, robots.txt, structured data and shared cards."""

import json
import re
import xml.etree.ElementTree as ElementTree
from urllib.parse import unquote

import pytest
import yaml

from site_kinds import SITES

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@pytest.fixture(params=SITES)
def built(request, sites):
    return sites(request.param)


def settings(built):
    return yaml.safe_load((built.site.content / "site.yaml").read_text(encoding="utf-8"))


def file_of(built, address):
    base = settings(built)["base_url"]
    assert address.startswith(base), f"{address} must start with the base_url {base}"
    return built.folder / unquote(address[len(base) :] or "index.html").split("#")[0]


def test_sitemap_lists_every_page_once(built):
    root = ElementTree.parse(built.folder / "sitemap.xml").getroot()
    assert root.tag == f"{SITEMAP}urlset"
    listed = [file_of(built, element.text.strip()) for element in root.iter(f"{SITEMAP}loc")]
    missing = [str(path) for path in listed if not path.is_file()]
    assert not missing, f"the sitemap names pages that do not exist: {missing}"
    assert len(listed) == len(set(listed)), "the sitemap names a page twice"
    public = {
        built.folder / path
        for path, page in built.pages().items()
        if "noindex" not in " ".join(page.metas.get("robots", [])) and str(path) != "404.html"
    }
    unlisted = sorted(str(path.relative_to(built.folder)) for path in public - set(listed))
    assert not unlisted, f"the sitemap lacks {unlisted}"


def test_feed_is_valid_atom(built):
    root = ElementTree.parse(built.folder / "feed.xml").getroot()
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert root.findtext(f"{ATOM}{name}"), f"the feed lacks {name}"
    links = {link.get("rel", "alternate"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert file_of(built, links["self"]) == built.folder / "feed.xml"
    entries = root.findall(f"{ATOM}entry")
    assert entries, "the feed has no entry"
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert all(ids) and len(ids) == len(set(ids)), "every entry needs an id of its own"
    has_author = root.find(f"{ATOM}author/{ATOM}name") is not None
    for entry in entries:
        title = entry.findtext(f"{ATOM}title")
        assert title, "an entry lacks its title"
        assert RFC3339.fullmatch(entry.findtext(f"{ATOM}updated", "")), f"{title}: updated must be a date and time"
        assert file_of(built, entry.find(f"{ATOM}link").get("href")).is_file(), f"{title}: its page does not exist"
        assert has_author or entry.find(f"{ATOM}author/{ATOM}name") is not None, f"{title}: no author"
    assert RFC3339.fullmatch(root.findtext(f"{ATOM}updated"))


def test_robots_names_the_sitemap(built):
    lines = (built.folder / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert any(line.lower().startswith("user-agent:") for line in lines)
    assert f"Sitemap: {settings(built)['base_url']}sitemap.xml" in lines


def test_structured_data_parses(built):
    faults = []
    for path, page in built.pages().items():
        for block in page.json_blocks:
            try:
                value = json.loads(block)
            except ValueError as error:
                faults.append(f"{path}: {error}: {block[:80]!r}")
                continue
            for item in value if isinstance(value, list) else [value]:
                if "schema.org" not in str(item.get("@context")) or not (item.get("@type") or item.get("@graph")):
                    faults.append(f"{path}: @context and @type are needed")
    assert not faults, "\n".join(faults[:20])
    for kind in ("home", "case"):
        assert built.pages()[built.page_path(kind)].json_blocks, f"the page of kind {kind} has no structured data"


def test_cards_for_sharing_are_complete(built):
    for kind in ("home", "case", "news"):
        path = built.page_path(kind)
        metas = built.pages()[path].metas
        for name in ("og:title", "og:type", "og:url", "og:description"):
            assert metas.get(name, [""])[0], f"{path} lacks {name}"
        assert file_of(built, metas["og:url"][0]) == built.folder / path
        image = metas.get("og:image", [""])[0]
        assert not image or file_of(built, image).is_file(), f"{path}: {image} does not exist"


def test_canonical_address_is_the_page_itself(built):
    for path, page in built.pages().items():
        addresses = [link["href"] for link in page.links if link.get("rel") == "canonical"]
        if str(path) == "404.html":
            continue
        assert len(addresses) == 1, f"{path} must have one canonical address"
        assert file_of(built, addresses[0]) == built.folder / path, f"{path}: {addresses[0]}"
