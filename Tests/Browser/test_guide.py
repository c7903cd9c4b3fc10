"""The examples of the editors' guide work as they stand."""

import re
import shutil

from generator import REPOSITORY, Site

GUIDE = REPOSITORY / "docs" / "编辑指南.md"
EXAMPLE = re.compile(r"^`((?:communities|statistics|pages)/[^`]+)`：\n\n```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FIGURES = 9


def test_the_files_of_the_chapter_on_data_build(tmp_path):
    content = shutil.copytree(REPOSITORY / "content", tmp_path / "content")
    examples = EXAMPLE.findall(GUIDE.read_text(encoding="utf-8"))
    assert len(examples) == 6, f"the guide shows whole files as “`path`：” and a block: {[path for path, _ in examples]}"
    for path, text in examples:
        (content / path).parent.mkdir(exist_ok=True)
        (content / path).write_text(text, encoding="utf-8")
    site = Site.under(tmp_path, content)
    site.build()
    page = (site.output / "guihua.html").read_text(encoding="utf-8")
    assert page.count('<figure class="data-figure') == FIGURES
    assert page.count('class="stat"') == 2
