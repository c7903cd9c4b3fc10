"""What an HTML file refers to, and what it can be referred to by."""

from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

# (element, attribute) pairs that name another file. `link` and `meta` have their own rules.
REFERENCES = {
    ("a", "href"),
    ("area", "href"),
    ("audio", "src"),
    ("embed", "src"),
    ("form", "action"),
    ("iframe", "src"),
    ("image", "href"),
    ("img", "src"),
    ("input", "src"),
    ("object", "data"),
    ("script", "src"),
    ("source", "src"),
    ("track", "src"),
    ("use", "href"),
    ("video", "poster"),
    ("video", "src"),
}
# Links that only name an address and that a browser does not load.
ADDRESSES = {"canonical", "alternate", "author", "license"}
NAVIGATIONS = {("a", "href"), ("area", "href"), ("form", "action")}


class HTMLPage(HTMLParser):
    """One parsed file: references as (element, address), ids, headings and meta tags."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.references = []
        self.loads = []
        self.links = []
        self.ids = []
        self.metas = {}
        self.headings = []
        self.json_blocks = []
        self.text = []
        self._capture = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        values = {name: value or "" for name, value in attributes}
        if values.get("id"):
            self.ids.append(values["id"])
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.headings.append(tag)
        if tag == "meta":
            name = values.get("name") or values.get("property")
            if name:
                self.metas.setdefault(name, []).append(values.get("content", ""))
        if tag == "link":
            self._add_link(values)
        for name, value in values.items():
            if (tag, name.removeprefix("xlink:")) in REFERENCES:
                self._add(tag, value, loads=(tag, name) not in NAVIGATIONS)
            if name == "srcset":
                for candidate in value.split(","):
                    self._add(tag, candidate.split()[0], loads=True)
        if tag == "script":
            self._capture = "json" if values.get("type") == "application/ld+json" else "code"
            if self._capture == "json":
                self.json_blocks.append("")
        if tag == "style":
            self._capture = "code"

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        if tag in {"script", "style"}:
            self._capture = None

    def handle_data(self, data):
        if self._capture == "json":
            self.json_blocks[-1] += data
        elif self._capture is None:
            self.text.append(data)

    def _add_link(self, values):
        relations = set(values.get("rel", "").lower().split())
        self.links.append(values)
        if values.get("href"):
            self._add("link", values["href"], loads=not relations & ADDRESSES)

    def _add(self, tag, address, loads):
        self.references.append((tag, address))
        if loads:
            self.loads.append((tag, address))


def read_page(path):
    return HTMLPage(path.read_text(encoding="utf-8"))


def is_external(address):
    parts = urlsplit(address)
    return bool(parts.scheme or parts.netloc)


def resolve(page_path, address):
    """The file and the fragment that a relative address on a page means."""
    parts = urlsplit(address)
    target = page_path
    if parts.path:
        target = page_path.parent / unquote(parts.path)
    return target, unquote(parts.fragment)
