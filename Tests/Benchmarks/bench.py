#!/usr/bin/env python3
"""Measure cold builds of one corpus by gridshow, by Hugo and by a bare loop over libcmark.

usage: bench.py [CASES] [--rounds N] [--folder FOLDER] [--touch GB]

Each round builds with each program in turn, so that what else the machine does
meets all of them alike. Cold means empty output and cache folders; the sources
are in the page cache. What earlier rounds wrote is moved aside and deleted at
the end: ext4 is slow at making files for minutes after many were deleted, which
would be measured otherwise. --folder /dev/shm leaves the disk out altogether. A
virtual machine may have to ask its host for memory, at ten microseconds a page;
--touch has so many gigabytes given before each build, as on a machine that is
nobody's guest.
Prints a Markdown table with medians. The figures are
good for ratios on one machine, which is why no test compares them with a limit.
"""

import argparse
import contextlib
import importlib.metadata
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Shared"))

from generator import Site, require_gridshow  # noqa: E402

SEED = 1


@dataclass
class Program:
    """One contender: its command, where it runs, and what it must find empty."""

    name: str
    command: list
    directory: Path
    fresh: list
    pages: object


@dataclass
class Sample:
    wall: float
    cpu: float
    peak_bytes: int


TOUCH = """
import mmap
size = {} << 30
with mmap.mmap(-1, size) as memory:
    memory[:: mmap.PAGESIZE] = bytes(size // mmap.PAGESIZE)
"""


def touch(gigabytes):
    """Writes a byte to each page of so much memory, in a process that gives it back when it ends."""
    if gigabytes > 0:
        subprocess.run([sys.executable, "-c", TOUCH.format(gigabytes)], check=True)


def say(text):
    print(text, file=sys.stderr, flush=True)


def write_content(cases, folder, *options):
    say(f"writing {cases} cases")
    command = [sys.executable, HERE / "corpus.py", str(cases), folder, "--seed", str(SEED), *options]
    subprocess.run(command, check=True)


def write_corpus(cases, work):
    """The same N and seed for both: only one front matter key differs."""
    shutil.copytree(HERE / "hugo", work / "hugo")
    write_content(cases, work / "content")
    write_content(cases, work / "hugo/content", "--hugo")


@contextlib.contextmanager
def measurement(description, rounds):
    """The options of a measurement, and a folder that goes afterwards: (options, folder)."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("cases", type=int, nargs="?", default=10_000)
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--folder", help="where sources and sites are written; the system's folder for such files")
    parser.add_argument("--touch", type=int, default=0, help="gigabytes of memory to touch before each build")
    options = parser.parse_args()
    require_gridshow()
    with tempfile.TemporaryDirectory(prefix="gridshow-bench-", dir=options.folder) as folder:
        yield options, Path(folder)


def hugo_program():
    """The program inside the package, without the package's Python launcher."""
    try:
        return importlib.metadata.distribution("hugo").locate_file("hugo/binaries/hugo")
    except importlib.metadata.PackageNotFoundError:
        sys.exit("bench: Hugo is missing: run `make bench`, which sets it up")


def compile_floor(work):
    compiler = shutil.which("cc") or shutil.which("clang")
    if compiler is None:
        sys.exit("bench: no C compiler for floor.c: install gcc, or put Swift's clang on the PATH")
    program = work / "floor"
    subprocess.run([compiler, "-O2", "-o", program, HERE / "floor.c", "-lcmark"], check=True)
    return program


def case_pages(folder):
    """Files of single cases, not of the lists beside them."""
    if not folder.is_dir():
        return 0
    flat = sum(1 for page in folder.glob("*.html") if page.stem != "index" and not page.stem.startswith("page-"))
    nested = sum(1 for page in folder.glob("*/index.html") if page.parent.name != "page")
    return flat + nested


def programs(work):
    site, hugo = Site.under(work, work / "content"), work / "hugo"
    return [
        Program(
            "gridshow",
            site.arguments(), work, [site.output, site.cache], lambda: case_pages(site.output / "cases"),
        ),
        Program(
            "Hugo 0.168.0",
            [hugo_program(), "--quiet", "--noBuildLock", "--cacheDir", work / "hugo-cache"],
            hugo, [hugo / "public", hugo / "resources", work / "hugo-cache"],
            lambda: case_pages(hugo / "public/cases"),
        ),
        Program(
            "libcmark loop",
            [compile_floor(work), work / "content/cases", work / "floor-output", str(os.cpu_count())],
            work, [work / "floor-output"], lambda: case_pages(work / "floor-output"),
        ),
    ]


def measure(program, log, gigabytes=0):
    """One cold build; the kernel's own figures for the process and what it started."""
    touch(gigabytes)
    for folder in program.fresh:
        if folder.exists():
            folder.rename(folder.with_name(f"{folder.name}-{uuid.uuid4().hex}"))
    start = time.monotonic()
    with open(log, "wb") as output:
        process = subprocess.Popen(
            [str(part) for part in program.command], cwd=program.directory,
            stdin=subprocess.DEVNULL, stdout=output, stderr=output,
        )
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        said = log.read_text(encoding="utf-8", errors="replace")[-4000:]
        sys.exit(f"bench: {program.name} ended with {process.returncode}. It said:\n{said}")
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def check_pages(contenders, cases):
    found = {program.name: program.pages() for program in contenders}
    if set(found.values()) != {cases}:
        sys.exit(f"bench: every site must hold {cases} case pages, found {found}")


def run_rounds(contenders, rounds, cases, work, gigabytes):
    samples = {program.name: [] for program in contenders}
    for number in range(1, rounds + 1):
        for program in contenders:
            sample = measure(program, work / "log", gigabytes)
            samples[program.name].append(sample)
            say(f"round {number}/{rounds}: {program.name}: {sample.wall:.2f} s, "
                f"cpu {sample.cpu:.2f} s, peak {sample.peak_bytes / 1e6:.0f} MB")
        check_pages(contenders, cases)
    return samples


def table(samples, cases, rounds):
    medians = {
        name: [statistics.median(getattr(s, field) for s in runs) for field in ("wall", "cpu", "peak_bytes")]
        for name, runs in samples.items()
    }
    own = medians["gridshow"]
    lines = [
        f"{cases:,} cases, cold, medians of {rounds} alternating rounds on {os.cpu_count()} cores ({platform.machine()}):",
        "",
        "| Program | Wall | CPU (user + system) | Peak memory | gridshow's share of wall, CPU, memory |",
        "| --- | ---: | ---: | ---: | --- |",
    ]
    for name, (wall, cpu, peak) in medians.items():
        shares = "" if name == "gridshow" else ", ".join(f"{a / b:.2f}" for a, b in zip(own, (wall, cpu, peak)))
        lines.append(f"| {name} | {wall:.2f} s | {cpu:.2f} s | {peak / 1e6:.0f} MB | {shares} |")
    return "\n".join(lines)


def main():
    with measurement(__doc__, rounds=3) as (options, work):
        write_corpus(options.cases, work)
        contenders = programs(work)
        samples = run_rounds(contenders, options.rounds, options.cases, work, options.touch)
    print(table(samples, options.cases, options.rounds))


if __name__ == "__main__":
    main()
