"""Campaigns against the vote service: each is a command that prints one line of JSON and ends with 1 on a failure.

    python3 Tests/Votes/campaigns.py malformed --seed 1 --rounds 5000
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Shared"))

import crowds  # noqa: E402
import failing_calls  # noqa: E402
import killing_votes  # noqa: E402
import malformed_campaign  # noqa: E402
import power_cut  # noqa: E402
from database import new_database  # noqa: E402
from malformed import CASES  # noqa: E402
from overload import Overload  # noqa: E402
from programs import need_programs  # noqa: E402
from vote_service import GRIDSHOW, LOAD, SERVICE, Service, make_election  # noqa: E402


def malformed(folder, seed, rounds, _options):
    """`rounds` malformed ballots."""
    with Service(make_election(folder / "election"), folder) as service:
        service.open()
        faults, statuses = malformed_campaign.send_malformed(service, rounds, seed)
        if malformed_campaign.send_sound(service, seed) != 201:
            faults.append("a ballot without a fault was refused too")
    return {
        "ballots": rounds, "classes": len(CASES), "statuses": dict(statuses),
        "server errors": sum(count for status, count in statuses.items() if status >= 500)}, faults


def hostile(folder, seed, rounds, _options):
    """`rounds` slow connections for half a minute, smuggled requests and bombs, with honest voters beside them."""
    with Service(make_election(folder / "election"), folder) as service:
        service.open()
        report = malformed_campaign.attack(service, slow=rounds, seconds=30, seed=seed)
    return {
        "slow connections": report.slow, "honest ballots": len(report.honest),
        "honest p99 ms": round(report.p99() * 1000, 1), "megabytes": round(report.memory)}, report.faults


def kill(folder, seed, rounds, options):
    """`rounds` times SIGKILL under load; on PostgreSQL to one of two services on one database."""
    plan = killing_votes.Campaign(folder, rounds, seed, longest=2.0, rate=options.rate)
    plan.program = small_backlog(options)
    if options.postgresql:
        plan.services, plan.postgresql = 2, new_database(options.postgresql)
    outcome = killing_votes.run(plan)
    figures = {"kills": rounds, "store": "postgresql" if options.postgresql else "sqlite"}
    return figures | outcome.figures(), outcome.faults()


def small_backlog(options):
    """The program that puts records into place all the time; None for the real one, which collects them first."""
    return (LOAD, "faulty", "--fault", "none", "--backlog", str(options.backlog)) if options.backlog else None


def calls(folder, seed, rounds, options):
    """`rounds` of the calls that storing and publishing make fail or kill, drawn from all of them."""
    program = small_backlog(options)
    every = failing_calls.all_injections(folder / "all", seed, program)
    chosen = random.Random(seed).sample(every, min(rounds, len(every)))

    def inject(number):
        return failing_calls.run(folder / str(number), seed + number, chosen[number], program)

    faults, reached = [], Counter()
    # Each is a service of its own that mostly waits.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for injection, (found, was_reached) in zip(chosen, pool.map(inject, range(len(chosen)))):
            reached[injection.call] += was_reached
            faults += [f"{injection}: {fault}" for fault in found]
    return {"possible": len(every), "tried": len(chosen), "reached": dict(reached)}, faults


def power(folder, seed, rounds, options):
    """`rounds` power cuts while 700 votes are stored, and the same without syncs: that must lose votes."""
    recording = power_cut.record(folder, seed, 700, small_backlog(options))
    faults = power_cut.cut(recording, seed, rounds, folder)
    control = power_cut.cut(recording.without_syncs(), seed, 50, folder)
    if not control:
        faults.append("a store that is never synced seems to survive power cuts: this campaign finds nothing")
    files = Counter(f"{kind} {name}" for kind, name, _, _ in recording.events)
    return {
        "cuts": rounds, "ballots": len(recording.acknowledged), "calls": dict(files),
        "stores lost without syncs": f"{len(control)} of 50"}, faults


def overload(folder, seed, rounds, _options):
    """`rounds` seconds of three times as many ballots as the service can take."""
    return Overload(folder, seed, rounds).run()


def crowd(folder, seed, rounds, _options):
    """`rounds` voters behind one address, a hundred requests at the same moment, and clocks that move."""
    faults = crowds.crowds(folder / "crowd", seed, rounds) + crowds.clocks(folder / "clock", seed)
    return {"voters behind one address": rounds, "at once": crowds.AT_ONCE}, faults


CAMPAIGNS = {
    "malformed": (malformed, 5000), "hostile": (hostile, 2000), "kill": (kill, 200), "calls": (calls, 10_000),
    "power": (power, 1000), "overload": (overload, 60), "crowd": (crowd, 300)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("campaign", choices=CAMPAIGNS)
    parser.add_argument("--seed", type=int, default=1, help="draws everything that is random")
    parser.add_argument("--rounds", type=int, help="how many; each campaign has its own full number")
    parser.add_argument("--postgresql", help="a connection string, where a campaign is to run on PostgreSQL")
    parser.add_argument("--backlog", type=int, help="with a SQLite store that collects so few records of voters")
    parser.add_argument("--rate", type=int, default=800, help="ballots a second while services are killed")
    options = parser.parse_args()
    need_programs(SERVICE, LOAD, GRIDSHOW)
    malformed_campaign.raise_file_limit()
    run, full = CAMPAIGNS[options.campaign]
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gridshow-votes.") as folder:
        figures, faults = run(Path(folder), options.seed, options.rounds or full, options)
    figures = {"campaign": options.campaign, "seed": options.seed} | figures
    figures |= {"seconds": round(time.monotonic() - start, 1), "faults": faults[:20], "passed": not faults}
    print(json.dumps(figures, ensure_ascii=False))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
