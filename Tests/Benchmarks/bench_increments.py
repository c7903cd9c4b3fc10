#!/usr/bin/env python3
"""Measure what an edit costs in a fresh process, by gridshow and by Hugo.

usage: bench_increments.py [CASES] [--rounds N]

Both sites are built once. Then each round does nothing, edits one body and
edits one title, and runs both programs after each. Hugo keeps nothing of its
pages between processes, so it makes all of them; the ratio says what that is
worth. The site of the last round is compared with a build from nothing.
Prints a Markdown table with medians. Good for ratios on one machine only.
"""

import filecmp
import shutil
import statistics
import sys
import time

from bench import measure, measurement, programs, say, write_corpus

EDITS = ["nothing changed", "one body edited", "one title edited"]


def edit(kind, work, number):
    """The same edit in both sites; the clock of the file system needs a moment to see it."""
    for folder in (work / "content/cases", work / "hugo/content/cases"):
        case = sorted(folder.glob("*.md"))[number]
        text = case.read_text(encoding="utf-8")
        if kind == "one body edited":
            case.write_text(f"{text}\n又记一笔：第 {number} 次。\n", encoding="utf-8")
        elif kind == "one title edited":
            lines = text.split("\n")
            place = next(index for index, line in enumerate(lines) if line.startswith("title:"))
            lines[place] = f"title: 新题目 {number}"
            case.write_text("\n".join(lines), encoding="utf-8")
    time.sleep(0.3)


def differences(first, second):
    """Files that are not the same in both trees."""
    found = []

    def walk(pair):
        found.extend(pair.left_only + pair.right_only + pair.diff_files)
        for below in pair.subdirs.values():
            walk(below)

    walk(filecmp.dircmp(first, second))
    return found


def verify(gridshow, work):
    """The tree after all edits is that of a build from nothing."""
    output, cache = gridshow.fresh
    kept = work / "kept"
    shutil.copytree(output, kept)
    for folder in (output, cache):
        shutil.rmtree(folder)
    measure(warm(gridshow), work / "log")
    if found := differences(kept, output):
        sys.exit(f"bench: the edited site differs from a clean build: {found[:5]}")


def warm(program):
    """The same program on folders that it has filled before."""
    return type(program)(program.name, program.command, program.directory, [], program.pages)


def table(samples, cases, rounds):
    lines = [
        f"{cases:,} cases, a fresh process after each edit, medians of {rounds} rounds:", "",
        "| Work | gridshow | CPU | Hugo 0.168.0 | gridshow's share |", "| --- | ---: | ---: | ---: | ---: |",
    ]
    for kind in EDITS:
        wall, cpu, peer = (
            statistics.median(getattr(sample, field) for sample in samples[kind, name])
            for name, field in (("gridshow", "wall"), ("gridshow", "cpu"), ("Hugo 0.168.0", "wall"))
        )
        lines.append(f"| {kind} | {wall * 1000:.0f} ms | {cpu * 1000:.0f} ms | {peer:.2f} s | {wall / peer:.3f} |")
    return "\n".join(lines)


def main():
    with measurement(__doc__, rounds=5) as (options, work):
        write_corpus(options.cases, work)
        contenders = [program for program in programs(work) if program.name != "libcmark loop"]
        for program in contenders:
            measure(program, work / "log")
        time.sleep(0.3)
        measure(warm(contenders[0]), work / "log")
        samples = {(kind, program.name): [] for kind in EDITS for program in contenders}
        number = 0
        for round_number in range(1, options.rounds + 1):
            for kind in EDITS:
                number += 1
                edit(kind, work, number)
                for program in contenders:
                    sample = measure(warm(program), work / "log", options.touch)
                    samples[kind, program.name].append(sample)
                    say(f"round {round_number}/{options.rounds}: {kind}: {program.name}: {sample.wall:.3f} s")
        verify(contenders[0], work)
    print(table(samples, options.cases, options.rounds))


if __name__ == "__main__":
    main()
