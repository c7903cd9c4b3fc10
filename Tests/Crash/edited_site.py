"""A small site with versions of its content that lie one edit apart, and what a clean build makes of each."""

import random
import shutil
from pathlib import Path

import corpus
from generator import REPOSITORY, Site, differences, tree

CASES = 8
FIGURES = """---
title: 数据
summary: 编造的示例数据。
---

东院有:stat{of=demo measure=households code=G01}。

::gridmap[网格图]{of=demo}

::chart[办结事件]{of=demo type=bar measure=events}
"""
DRAFT = """---
title: 还没写完
date: 2023-12-01
district: 锦江区
street: 某街道
topics: [治理机制]
summary: 草稿。
draft: true
---

草稿。
"""


def replaced(name, old, new):
    """An edit of one file; it must hold the old text, or the edit would be none."""

    def edit(files):
        text = files[name].decode()
        assert old in text, f"{name} holds no {old!r} any more: mend this edit"
        files[name] = text.replace(old, new, 1).encode()

    return edit


def added(name, text):
    def edit(files):
        files[name] = files.get(name, b"") + text.encode()

    return edit


def renamed(old, new):
    def edit(files):
        files[new] = files.pop(old)

    return edit


EDITS = {
    "body": [added("content/cases/00003.md", "\n最后添的一句，见[另一篇](00002.md)。\n")],
    "title": [replaced("content/cases/00002.md", "title: ", "title: 新题目：")],
    "rename": [renamed("content/cases/00004.md", "content/cases/another-name.md")],
    "delete": [lambda files: files.pop("content/cases/00005.md")],
    "new case": [added("content/cases/00099.md", corpus.case(99, random.Random(99)))],
    "template": [replaced("templates/case.mustache", "<article", "<!-- 新 --><article")],
    "word": [replaced("templates/strings/zh-CN.yaml", "首页", "主页")],
    "style": [added("templates/assets/site.css", "\n.new { color: red; }\n")],
    "cell": [replaced("content/communities/demo/grids.csv", ",72,4,4.5", ",73,4,4.5")],
    "settings": [replaced("content/site.yaml", "title: ", "title: 新的")],
    "warning": [added("content/cases/00006.md", "\n<b>网页代码</b>\n")],
}
EDITS["everything"] = [edit for name in list(EDITS) for edit in EDITS[name]]


class EditedSite:
    """One site in a folder, with its output and cache; its files can be turned into another version of it."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.site = Site.under(self.folder, self.folder / "content")
        self.site.templates = self.folder / "templates"
        write_base(self.folder)
        base = tree(self.site.content)
        theme = tree(self.site.templates)
        files = {f"content/{name}": data for name, data in base.items()}
        files |= {f"templates/{name}": data for name, data in theme.items()}
        self.versions = {"base": files}
        for name, edits in EDITS.items():
            edited = dict(files)
            for edit in edits:
                edit(edited)
            self.versions[name] = edited
        self.version = "base"
        self.clean = {name: self._clean(name) for name in self.versions}
        self.turn_into("base")
        for name in EDITS:
            assert self.clean[name] != self.clean["base"], f"the edit {name!r} changes nothing: mend it"

    def turn_into(self, name):
        """Writes only what differs, as editors do: a new file is renamed over the old one."""
        before, after = self.versions[self.version], self.versions[name]
        for path in before.keys() - after.keys():
            (self.folder / path).unlink()
        for path, data in after.items():
            if before.get(path) != data:
                new = self.folder / f"{path}.new"
                new.write_bytes(data)
                new.rename(self.folder / path)
        self.version = name

    def run(self, *options, environment=None):
        """Builds; what it said beside its last line, and how it ended."""
        return self.site.run("build", *options, environment=environment)

    def faults_beside(self, run):
        """Why a finished build is not what a clean one gives; empty if it is, in bytes and words."""
        expected, words = self.clean[self.version]
        found = differences(expected, tree(self.site.output))
        if run.code != 0:
            return f"it ended with {run.code}:\n{run.output}"
        if diagnostics(run) != words:
            return f"it said\n{diagnostics(run)}\nand a clean build says\n{words}"
        return found

    def _clean(self, name):
        """The tree and the words of a build that knows nothing of an earlier one."""
        self.turn_into(name)
        site = Site(self.site.content, self.folder / "clean", self.folder / "clean-cache", self.site.templates)
        run = site.build("--jobs", "1")
        result = tree(site.output), diagnostics(run)
        shutil.rmtree(site.output)
        shutil.rmtree(site.cache)
        return result


def diagnostics(run):
    """All that a build said but its last line, which counts files and seconds."""
    return "\n".join(line for line in run.output.splitlines() if not line.startswith("写入 "))


def write_base(folder):
    """Cases, a draft, made-up data and a page of figures; one case has a warning."""
    content = folder / "content"
    corpus.write_settings(content)
    corpus.write_cases(content, CASES)
    shutil.copytree(REPOSITORY / "content/communities/demo", content / "communities/demo")
    (content / "pages").mkdir()
    (content / "pages/figures.md").write_text(FIGURES, encoding="utf-8")
    (content / "cases/draft.md").write_text(DRAFT, encoding="utf-8")
    with (content / "cases/00001.md").open("a", encoding="utf-8") as case:
        case.write("\n<i>网页代码</i>\n")
    shutil.copytree(REPOSITORY / "templates", folder / "templates")
