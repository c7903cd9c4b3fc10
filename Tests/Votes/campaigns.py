"""Campaigns against the vote service: each is a command that prints one line of JSON and ends with 1 on a failure.

    python3 Tests/Votes/campaigns.py malformed --seed 1 --rounds 5000
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

import malformed_campaign
from malformed import CASES
from vote_service import GRIDSHOW, LOAD, SERVICE, Service, make_election, need_programs


def malformed(folder, seed, rounds, _):
    """`rounds` malformed ballots."""
    with Service(make_election(folder / "election"), folder) as service:
        service.open()
        faults, statuses = malformed_campaign.send_malformed(service, rounds, seed)
        if malformed_campaign.send_sound(service, seed) != 201:
            faults.append("a ballot without a fault was refused too")
    return {
        "ballots": rounds, "classes": len(CASES), "statuses": dict(statuses),
        "server errors": sum(count for status, count in statuses.items() if status >= 500)}, faults


def hostile(folder, seed, rounds, _):
    """`rounds` slow connections for half a minute, smuggled requests and bombs, with honest voters beside them."""
    with Service(make_election(folder / "election"), folder) as service:
        service.open()
        report = malformed_campaign.attack(service, slow=rounds, seconds=30, seed=seed)
    return {
        "slow connections": report.slow, "honest ballots": len(report.honest),
        "honest p99 ms": round(report.p99() * 1000, 1), "megabytes": round(report.memory)}, report.faults


CAMPAIGNS = {"malformed": (malformed, 5000), "hostile": (hostile, 2000)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("campaign", choices=CAMPAIGNS)
    parser.add_argument("--seed", type=int, default=1, help="draws everything that is random")
    parser.add_argument("--rounds", type=int, help="how many; each campaign has its own full number")
    parser.add_argument("--postgresql", help="a connection string, where a campaign is to run on PostgreSQL")
    options = parser.parse_args()
    need_programs(SERVICE, LOAD, GRIDSHOW)
    malformed_campaign.raise_file_limit()
    run, full = CAMPAIGNS[options.campaign]
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gridshow-votes.") as folder:
        figures, faults = run(Path(folder), options.seed, options.rounds or full, options.postgresql)
    figures = {"campaign": options.campaign, "seed": options.seed} | figures
    figures |= {"seconds": round(time.monotonic() - start, 1), "faults": faults[:20], "passed": not faults}
    print(json.dumps(figures, ensure_ascii=False))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
