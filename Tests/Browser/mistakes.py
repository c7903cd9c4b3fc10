"""Mistakes of an afternoon: what goes wrong in which file, and where a report must point."""

import re
from dataclasses import dataclass
from typing import Callable

from writer import CASE

GRIDS = "content/communities/demo/grids.csv"


@dataclass
class Mistake:
    """`make` turns a file's text into the faulty one; the report names `rule` and marks `piece` there."""

    file: str
    make: Callable[[str], str]
    piece: str
    rule: str

    def line(self, faulty):
        """The number of the line that holds the piece."""
        return faulty[: faulty.rindex(self.piece)].count("\n") + 1


def swap(old, new):
    """An edit that replaces a text, which must be there."""

    def make(text):
        assert old in text, f"the content holds no {old!r} any more: mend this test"
        return text.replace(old, new, 1)

    return make


def change(pattern, new):
    """An edit that replaces what a pattern finds; it must find something."""

    def make(text):
        changed, count = re.subn(pattern, new, text, count=1)
        assert count == 1, f"the content holds nothing like {pattern!r} any more: mend this test"
        return changed

    return make


def add(line):
    """An edit that adds a paragraph at the end."""
    return lambda text: f"{text.rstrip()}\n\n{line}\n"


MISTAKES = [
    Mistake(CASE, swap("\ntitle:", "\nsumary: 多写的\ntitle:"), "sumary", "unknown-key"),
    Mistake(CASE, change(r"\ndate: .*", "\ndate: 2023-13-45"), "2023-13-45", "bad-date"),
    Mistake(CASE, change(r"\ntopics: .*", "\ntopics: [没有这个专题]"), "没有这个专题", "unknown-topic"),
    Mistake(CASE, swap("\nsummary: ", "\nsummary: “微网”: "), "“微网”: ", "yaml-syntax"),
    Mistake("content/cases/xuefu.md", add("见[坏链接](no-such-page.md)。"), "no-such-page.md", "broken-link"),
    Mistake("content/pages/about.md", add("![图](../images/none.png)"), "../images/none.png", "missing-image"),
    Mistake("content/pages/demo.md", add("::gridmp[图]{of=demo}"), "gridmp", "unknown-directive"),
    Mistake("content/pages/demo.md", add("有:stat{of=demo measure=nothing}。"), "nothing", "unknown-measure"),
    Mistake(GRIDS, swap(",72,", ",七十二,"), "七十二", "bad-number"),
    Mistake("templates/case.mustache", add("{{no_such_thing}}"), "no_such_thing", "template-unknown-name"),
    Mistake("templates/partials/footer.mustache", add("{{#open}}"), "{{#open}}", "template-unclosed-section"),
    Mistake("content/site.yaml", swap("\ntitle:", "\ntitel: 错的\ntitle:"), "titel", "unknown-key"),
]
