"""A reviewer's afternoon in the preview: fifty edits, ten mistakes, a renamed case, a changed template.

In the end the preview's folder is that of a clean build, byte for byte.
"""

import random
import re
import time

from generator import Site, differences, tree
from mistakes import GRIDS, MISTAKES, add, change, swap
from writer import CASE, PAGE, edit, overlay, wait_until

SEED = 20231220
MISTAKE_COUNT = 10
SCROLL = 700
TEXTS = {
    CASE: PAGE,
    "content/cases/xuefu.md": "cases/xuefu.html",
    "content/cases/sangensong.md": "cases/sangensong.html",
    "content/pages/about.md": "about.html",
    "content/pages/demo.md": "demo.html",
    "content/reports/sanchu.md": "reports/sanchu.html",
    "content/news/launch.md": "news/launch.html",
}
CASES = [name for name in TEXTS if "/cases/" in name]
DRAFT = """---
title: 还没写完的案例
date: 2023-12-20
district: 武侯区
street: 某街道
topics: [governance]
summary: 只为测试。
draft: true
---

草稿的正文。
"""


class Afternoon:
    """What a reviewer does, each time with a look at what the browser shows."""

    def __init__(self, folder, preview, page, seed):
        self.folder, self.preview, self.page = folder, preview, page
        self.random = random.Random(seed)
        self.texts = dict(TEXTS)
        self.number = 0
        self.story = [f"seed {seed}"]

    def wait_for(self, page, text):
        end = time.monotonic() + 10
        while text not in self.preview.get("/" + page)[1].decode():
            assert time.monotonic() < end, f"{page} does not show “{text}”:\n" + "\n".join(self.story)
            time.sleep(0.01)

    def shows(self, text):
        wait_until(self.page, f"() => (document.body?.innerText ?? '').includes('{text}')")

    def expect_place(self):
        """The page shows what is on the disk, and stands where it stood, whatever has been loaded again."""
        served = self.preview.get("/" + PAGE)[1].decode()
        # A version is that of the content, a dot, and that of the style sheets, which are swapped.
        content = re.search(r'data-version="([0-9a-f]+)\.', served).group(1)
        wait_until(self.page, f"() => document.querySelector('script[data-version^=\"{content}.\"]')")
        wait_until(self.page, f"() => Math.abs(scrollY - {SCROLL}) < 2")

    def next(self, deed):
        self.number += 1
        self.story.append(f"{self.number}: {deed}")
        return self.number

    def write_text(self):
        file = self.random.choice([CASE, *self.texts])
        sentence = f"这是下午改的第{self.next(file)}处。"
        edit(self.folder, add(sentence), file)
        self.wait_for(self.texts[file], sentence)
        if file == CASE:
            self.shows(sentence)

    def change_title(self):
        file = self.random.choice([name for name in CASES if name in self.texts])
        title = f"第{self.next('title of ' + file)}题"
        edit(self.folder, change(r"\ntitle: .*", f"\ntitle: {title}"), file)
        self.wait_for(self.texts[file], title)
        self.wait_for("cases/index.html", title)

    def change_cell(self):
        value = 300 + self.next("cell")
        edit(self.folder, change(r"(微网格02,02,微网格长,)\d+", rf"\g<1>{value}"), GRIDS)
        self.wait_for("communities/demo.html", str(value))

    def change_style(self):
        """The style sheet is swapped; the page is not loaded again."""
        color = f"rgb({self.next('style')}, 2, 3)"
        self.page.evaluate("window.stays = true")
        edit(self.folder, add(f"main {{ outline-color: {color}; }}"), "templates/assets/site.css")
        wait_until(self.page, f"() => getComputedStyle(document.querySelector('main')).outlineColor === '{color}'")
        assert self.page.evaluate("window.stays === true"), "the page was loaded again for a style sheet"

    def change_template(self):
        sentence = f"模板里的第{self.next('template')}句。"
        edit(self.folder, swap("</article>", f"<p>{sentence}</p></article>"), "templates/case.mustache")
        self.shows(sentence)

    def change_word(self):
        self.next("word")
        edit(self.folder, swap('"首页"', '"第一页"'), "templates/strings/zh-CN.yaml")
        self.wait_for("about.html", "第一页")

    def rename_case(self):
        """The case moves first; what links to it is a mistake until it is mended, text by text."""
        self.next("rename")
        old, new = "content/cases/sangensong.md", "content/cases/renamed.md"
        (self.folder / old).rename(self.folder / new)
        wait_until(self.page, overlay("shown.includes('sangensong.md')"))
        for path in sorted((self.folder / "content").rglob("*.*")):
            if path.suffix in (".md", ".yaml") and "sangensong.md" in path.read_text(encoding="utf-8"):
                edit(self.folder, lambda text: text.replace("sangensong.md", "renamed.md"), path)
        wait_until(self.page, overlay("shown === ''"))
        del self.texts[old]
        self.texts[new] = "cases/renamed.html"
        self.wait_for("cases/renamed.html", "</html>")
        assert self.preview.get("/cases/sangensong.html")[0] == 404, "a page of a renamed case is still served"

    def write_draft(self):
        """Drafts are shown, and the page and its bar say what they are."""
        self.next("draft")
        (self.folder / "content/cases/unfinished.md").write_text(DRAFT, encoding="utf-8")
        self.wait_for("cases/unfinished.html", "草稿的正文。")
        reader = self.page.context.new_page()
        reader.goto(self.preview.address + "cases/unfinished.html")
        reader.locator("gridshow-preview-bar .draft").wait_for()
        assert reader.locator("gridshow-preview-bar .draft").inner_text() == "草稿"
        assert "草稿" in reader.locator("main .draft").first.inner_text(), "the page itself must be marked as a draft"
        reader.close()

    def make_mistake(self, mistake):
        """The overlay names the line and marks the piece over the last good page, until the mistake is mended."""
        before = (self.folder / mistake.file).read_text(encoding="utf-8")
        faulty = mistake.make(before)
        place = f"{mistake.file}:{mistake.line(faulty)}:"
        self.next(f"mistake {mistake.rule} at {place}")
        title = self.page.inner_text("h1")
        self.page.evaluate("window.stays = true")
        edit(self.folder, lambda _: faulty, mistake.file)
        wait_until(self.page, overlay(f"shown.includes('{place}') && shown.includes('{mistake.rule}')"))
        marks = self.page.evaluate(
            "[...document.querySelector('gridshow-preview-faults').shadowRoot.querySelectorAll('mark')]"
            ".map((mark) => mark.textContent)"
        )
        assert any(mark and (mark in mistake.piece or mistake.piece in mark) for mark in marks), f"{place}: {marks}"
        assert self.page.inner_text("h1") == title and self.page.evaluate("window.stays"), "the last good page must stay"
        # The reviewer goes on in another text before mending.
        other = self.random.choice([name for name in self.texts if name not in (mistake.file, CASE)])
        sentence = f"错误还在时写的第{self.number}处。"
        edit(self.folder, add(sentence), other)
        edit(self.folder, lambda _: before, mistake.file)
        wait_until(self.page, overlay("shown === ''"))
        self.wait_for(self.texts[other], sentence)
        assert self.page.evaluate("window.stays"), "a page whose bytes are as before must not be loaded again"

    def bar(self):
        """What the bar tells: state, characters, minutes, faults."""
        bar = self.page.locator("gridshow-preview-bar section")
        bar.locator(".length").wait_for()
        found = re.fullmatch(r"(\d+) 字，约 (\d+) 分钟", bar.locator(".length").inner_text())
        return bar.locator(".state").inner_text(), int(found.group(1)), int(found.group(2)), bar.inner_text()

    def expect_bar(self):
        """The bar counts what is written, and tells a warning that comes and goes."""
        sentence = f"这一句有十一个字，算上{self.next('bar')}。"
        state, characters, _, shown = self.bar()
        assert state == "发布" and "没有问题" in shown, shown
        edit(self.folder, add(sentence))
        self.shows(sentence)
        _, more, minutes, _ = self.bar()
        assert more - characters == 11, f"{sentence} was counted as {more - characters} characters"
        assert minutes == -(-more // 400)
        edit(self.folder, add("<b>网页代码</b>"))
        self.page.locator("gridshow-preview-bar .faults summary").wait_for()
        assert "2 个警告" in self.bar()[3]
        edit(self.folder, swap("<b>网页代码</b>\n", ""))
        self.page.locator("gridshow-preview-bar .good").wait_for()


def test_an_afternoon(folder, preview, page):
    afternoon = Afternoon(folder, preview, page, SEED)
    deeds = [afternoon.write_text] * 32 + [afternoon.change_title] * 5 + [afternoon.change_cell] * 4
    deeds += [afternoon.change_style] * 4 + [afternoon.change_template, afternoon.change_word]
    deeds += [afternoon.rename_case, afternoon.write_draft, afternoon.expect_bar]
    mistakes = afternoon.random.sample(MISTAKES, MISTAKE_COUNT)
    deeds += [lambda mistake=mistake: afternoon.make_mistake(mistake) for mistake in mistakes]
    afternoon.random.shuffle(deeds)
    page.evaluate(f"scrollTo({{ top: {SCROLL}, behavior: 'instant' }})")
    try:
        for deed in deeds:
            deed()
            afternoon.expect_place()
        site = Site(folder / "content", folder / "clean", folder / "clean-cache", folder / "templates")
        site.build("--drafts")
        found = differences(tree(site.output), tree(folder / ".gridshow/preview"))
        assert not found, f"the preview's folder is not that of a clean build:\n{found}"
    except Exception:
        print("\n".join(afternoon.story), preview.said[-3_000:], sep="\n\n")
        raise
