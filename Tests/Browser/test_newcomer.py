"""A newcomer adds a case with three mistakes, is told all three, mends them and sees the case."""

import re
import shutil

import pytest

from generator import REPOSITORY, Site, differences, tree
from html_page import read_page

CASE = "cases/xinren.md"
TITLE = "新人写的第一个案例"
MISTAKEN = f"""---
title: {TITLE}
date: 2023-12-31
district: 武侯区
street: 簇锦街道
topics: [治理机治]
sumary: 一句话说清这个案例。
---

第一段正文。

![议事现场](../images/no-such-picture.jpg)
"""
MISTAKES = {
    "the unknown topic": (6, "治理机治"),
    "the unknown key": (7, "sumary"),
    "the missing image": (12, "no-such-picture.jpg"),
}
MENDED = (
    MISTAKEN.replace("[治理机治]", "[治理机制]")
    .replace("sumary", "summary")
    .replace("![议事现场](../images/no-such-picture.jpg)\n", "")
)


@pytest.fixture
def site(tmp_path):
    """A built copy of what ships, as a newcomer has it after `make site`."""
    site = Site.under(tmp_path, shutil.copytree(REPOSITORY / "content", tmp_path / "content"))
    site.build()
    return site


def assert_told(run, command):
    assert run.code == 1, f"`gridshow {command}` must end with 1, ended with {run.code}:\n{run.output}"
    for mistake, (line, word) in MISTAKES.items():
        place = re.search(rf"xinren\.md:{line}:\d+", run.output)
        assert place, f"{mistake} must be told with xinren.md:{line}:column. `{command}` said:\n{run.output}"
        assert word in run.output, f"{mistake} must be quoted as {word}:\n{run.output}"
    assert "summary" in run.output, f"the key that was meant must be suggested:\n{run.output}"
    assert "治理机制" in run.output, f"the topic that was meant must be suggested:\n{run.output}"
    messages = [line for line in run.output.splitlines() if "xinren.md:" in line]
    assert all(re.search(r"[\u4e00-\u9fff]{2}", line.replace("治理机治", "")) for line in messages), (
        f"the messages must be in Chinese:\n{run.output}"
    )


def test_three_mistakes_are_told_and_mended(site):
    before = tree(site.output)
    (site.content / CASE).write_text(MISTAKEN, encoding="utf-8")

    assert_told(site.run("check"), "check")
    assert_told(site.run("build"), "build")
    assert not differences(before, tree(site.output)), "a build with errors must leave the old site as it was"

    (site.content / CASE).write_text(MENDED, encoding="utf-8")
    assert site.run("check").code == 0
    site.build()
    for page in ("index.html", "topics/governance/index.html", "districts/武侯区/index.html"):
        path = site.output / page
        assert path.is_file(), f"{page} was not built"
        parsed = read_page(path)
        links = [address for element, address in parsed.references if element == "a"]
        assert any(address.endswith("cases/xinren.html") for address in links), f"{page} does not link to the case"
        assert TITLE in "".join(parsed.text), f"{page} does not show the case's title"


def test_check_writes_nothing(site, tmp_path):
    before = tree(tmp_path)
    (site.content / CASE).write_text(MENDED, encoding="utf-8")
    assert site.run("check", directory=tmp_path).code == 0
    (site.content / CASE).unlink()
    assert not differences(before, tree(tmp_path))
