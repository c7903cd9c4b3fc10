#!/usr/bin/env python3
"""Measure how many votes the service takes, how fast it answers, and what millions of ballots cost it.

usage: bench_votes.py [--seconds 60] [--connections 256] [--millions 10]

The ballots are drawn and their puzzles solved before the clock runs; the load
tool and the service then share the machine's cores. Only durable votes count:
each is acknowledged after the store's commit (SQLite with synchronous FULL,
PostgreSQL with fsync and synchronous_commit on). After each run the log is
published and must verify with as many ballots as were acknowledged. The store
with millions of ballots is filled through the store's own append and then
started as after a crash. Prints Markdown tables. Needs release builds and, for
PostgreSQL, scripts/with-postgresql. Good for one machine only.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
os.environ.setdefault("GRIDSHOW_VOTES_PROGRAMS", str(REPOSITORY / ".build/release"))
sys.path[:0] = [str(REPOSITORY / "Tests" / folder) for folder in ("Votes", "Shared")]

from database import new_database, server  # noqa: E402
from programs import need_programs  # noqa: E402
from vote_service import GRIDSHOW, LOAD, SERVICE, Service, begin, finish, make_election, start_load  # noqa: E402

SEED = 1
MOST_A_SECOND = 15_000


def say(text):
    print(text, file=sys.stderr, flush=True)


def verify(folder, ballots):
    """The published log is sound and holds every acknowledged ballot."""
    done = subprocess.run([GRIDSHOW, "votes", "verify", folder, "--format", "json"], capture_output=True, text=True)
    received = None
    if done.returncode == 0:
        received = sum(award["received"] for award in json.loads(done.stdout)["awards"])
    if received != ballots:
        sys.exit(f"bench: {ballots} votes were acknowledged, the log holds {received}:\n{done.stdout}{done.stderr}")


def cast(work, name, postgresql, options, rate=None):
    """One run; the load tool's report with what the service needed."""
    folder = work / name
    election = make_election(folder / "election", seed=SEED)
    with Service(election, folder, postgresql=postgresql) as service:
        service.open()
        ballots = int(options.seconds * (rate or MOST_A_SECOND) * 1.05) + 1000
        limit = ("--rate", rate) if rate else ()
        load = start_load(
            election, [service.port], ballots, "--connections", options.connections, "--seconds", options.seconds,
            "--seed", SEED, *limit)
        before = service.processor_seconds()
        begin(load)
        report = finish(load)
        report["service"] = (service.processor_seconds() - before) / report["seconds"]
        report["megabytes"] = service.memory()
        if set(report["statuses"]) != {"201"} or report["unanswered"] or report["isExhausted"]:
            sys.exit(f"bench: not every vote was taken: {report}")
        service.admin("POST", "publish")
        verify(service.publish, report["acknowledged"])
    say(f"{name}: {report['perSecond']:.0f} votes a second, p99 {report['milliseconds']['p99']:.1f} ms")
    return report


def row(name, report):
    times = report["milliseconds"]
    return (
        f"| {name} | {report['acknowledged']:,} | {report['perSecond']:,.0f} | {times['p50']:.1f} ms | "
        f"{times['p99']:.1f} ms | {report['megabytes']:.0f} MB | "
        f"{report['service']:.2f} + {report['processorSeconds'] / report['seconds']:.2f} |")


def throughput(work, options):
    stores = [("SQLite", None)]
    if server():
        stores.append(("PostgreSQL", new_database))
    else:
        say("no PostgreSQL: run this through scripts/with-postgresql")
    lines = [
        f"{options.connections} connections, {options.seconds:g} s, {os.cpu_count()} cores shared by service"
        " and load, every check on:", "",
        "| Store, load | Votes | A second | p50 | p99 | Memory | Cores: service + load |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for name, database in stores:
        place = lambda: database(server()) if database else None  # noqa: E731
        full = cast(work, name, place(), options)
        half = cast(work, f"{name}-half", place(), options, rate=round(full["perSecond"] / 2))
        lines += [row(f"{name}, all it takes", full), row(f"{name}, half of that", half)]
    return lines


def large(work, options):
    """A store with millions of ballots: how long a start takes, and what it needs in memory."""
    folder = work / "large"
    election = make_election(folder / "election", seed=SEED, ballots=1)
    service = Service(election, folder)
    service.start()
    service.open()
    service.stop()
    count = int(options.millions * 1e6)
    begun = time.monotonic()
    subprocess.run(
        [LOAD, "fill", "--store", service.store, "--election", election.folder, "--ballots", str(count)], check=True,
        stdout=subprocess.DEVNULL)
    say(f"filled with {count:,} ballots in {time.monotonic() - begun:.0f} s")
    start = service.start(patience=1200, for_voters_only=True)
    begun = time.monotonic()
    # The organiser is answered when all of it has been published, which nothing of it was.
    service.wait_until_healthy(patience=1200)
    published = time.monotonic() - begun
    after_start = service.memory()
    load = start_load(election, [service.port], 60_000, "--connections", 64, "--seconds", 10, "--rate", 2000)
    begin(load)
    report = finish(load)
    megabytes = service.memory()
    size = service.store.stat().st_size
    service.stop()
    return [
        f"A store with {options.millions:g} million ballots ({size / 1e9:.1f} GB):", "",
        "| Start until it takes votes | First publication of all of it | Memory then | Memory under 2,000 votes a second |"
        " p99 |",
        "| ---: | ---: | ---: | ---: | ---: |",
        f"| {start:.1f} s | {published:.0f} s | {after_start:.0f} MB | {megabytes:.0f} MB | "
        f"{report['milliseconds']['p99']:.1f} ms |"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--connections", type=int, default=256)
    parser.add_argument("--millions", type=float, default=10)
    options = parser.parse_args()
    need_programs(SERVICE, LOAD, GRIDSHOW)
    with tempfile.TemporaryDirectory(prefix="gridshow-votes-bench-") as folder:
        work = Path(folder)
        lines = throughput(work, options)
        if options.millions:
            lines += ["", *large(work, options)]
    print("\n".join(lines))


if __name__ == "__main__":
    main()
