#!/usr/bin/env python3
"""Measure how long a saved text takes to the browser's reload event.

usage: bench_preview.py [CASES] [--edits N]

`gridshow preview` shows a generated corpus; a case is changed by renaming a new
file over it, as editors do, and the clock runs until the reload event of its
page arrives on an open connection. No browser takes part. The edits come with
pauses, since a bar asks for its facts after each.
"""

import argparse
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Shared"))

from generator import TEMPLATES  # noqa: E402
from preview import previewing  # noqa: E402

SEED = 1
PAUSE = 0.3


def save(path, text):
    new = path.with_name(".new")
    new.write_text(text, encoding="utf-8")
    new.rename(path)


def edit_once(preview, path, number):
    """Seconds from the rename to the event."""
    page = f"cases/{path.stem}.html"
    events = preview.events(page)
    events.wait_for("overlay")
    text = path.read_text(encoding="utf-8") + f"\n第{number}次修改。\n"
    start = time.perf_counter()
    save(path, text)
    events.wait_for("reload")
    seconds = time.perf_counter() - start
    events.close()
    preview.get(f"/.gridshow/bar?page={page}")
    time.sleep(PAUSE)
    return seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="?", type=int, default=10_000)
    parser.add_argument("--edits", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gridshow-preview-") as folder:
        work = Path(folder)
        subprocess.run(
            [sys.executable, HERE / "corpus.py", str(options.cases), work / "content", "--seed", str(SEED)], check=True)
        shutil.copytree(TEMPLATES, work / "templates")
        cases = sorted((work / "content/cases").glob("*.md"))
        rng = random.Random(SEED)
        with previewing(work) as preview:
            times = sorted(edit_once(preview, rng.choice(cases), number) for number in range(options.edits))
    median, p95 = statistics.median(times), times[int(len(times) * 0.95)]
    print("| cases | edits | save to reload, median | p95 |\n| --- | --- | --- | --- |")
    print(f"| {options.cases:,} | {options.edits} | {median * 1000:.0f} ms | {p95 * 1000:.0f} ms |")


if __name__ == "__main__":
    main()
