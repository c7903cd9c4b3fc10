"""Kills a vote service at random moments while voters vote, and tells what became of their ballots."""

import http.client
import json
import random
import threading
import time
from dataclasses import dataclass, field

from audit import Audit, Finding, Journal
from vote_service import Refused, Service, begin, finish, make_election, start_load, verify_both


@dataclass
class Campaign:
    """How often, how hard and with which seed."""

    folder: object
    cycles: int
    seed: int = 1
    longest: float = 3.0
    rate: int = 1500
    connections: int = 64
    services: int = 1
    postgresql: str = None
    program: tuple = None
    most_signatures: int = 1000
    publishes: bool = True
    second_ballots: int = 5


@dataclass
class Outcome:
    finding: Finding
    report: dict
    start_seconds: list
    publications: int
    disagreements: list = field(default_factory=list)

    def is_sound(self):
        return self.finding.is_sound() and not self.disagreements

    def figures(self):
        return self.finding.figures() | {
            "requests sent again": self.report["retries"], "publications": self.publications,
            "longest start in seconds": round(max(self.start_seconds), 2)}

    def faults(self):
        return self.finding.faults() + self.disagreements


def run(plan):
    """The whole campaign: voters vote, services die and rise, and at the end every memory is compared with the log."""
    rng = random.Random(plan.seed)
    election = make_election(plan.folder / "election", seed=plan.seed)
    more = {"program": plan.program} if plan.program else {}
    services = [
        Service(election, plan.folder, postgresql=plan.postgresql, name=chr(ord("a") + number), **more)
        for number in range(plan.services)]
    for service in services:
        service.publish = plan.folder / f"published-{service.name}" if plan.postgresql else service.publish
    services[0].start()
    services[0].open()
    for service in services[1:]:
        service.start()
    ballots = int(plan.rate * plan.cycles * (plan.longest + 1) * 0.8) + 1000
    journal = plan.folder / "journal"
    load = start_load(
        election, [service.port for service in services], ballots, "--journal", journal, "--rate", plan.rate,
        "--connections", plan.connections, "--seconds", 3600, "--patience", 30, "--second-ballots", plan.second_ballots,
        "--seed", plan.seed)
    begin(load)
    try:
        starts, publications = kill_again_and_again(plan, rng, services)
        load.terminate()
        report = finish(load, patience=120)
        return conclude(plan, election, services[0], journal, Outcome(None, report, starts, publications))
    finally:
        load.kill()
        for service in services:
            service.__exit__()


def kill_again_and_again(plan, rng, services):
    """Seconds of every start, and how many publications came through."""
    starts, publications = [], 0
    for _ in range(plan.cycles):
        service = rng.choice(services)
        publishing = Publishing(service) if plan.publishes and rng.random() < 0.5 else None
        time.sleep(rng.uniform(0.05, plan.longest))
        if service.process.poll() is not None:
            raise AssertionError(f"the service ended by itself:\n{service.last_words()}")
        service.kill()
        publications += publishing.count() if publishing else 0
        starts.append(service.start())
    return starts, publications


class Publishing:
    """Publishes over and over, so that some kills meet a publication."""

    def __init__(self, service):
        self.service, self.done = service, 0
        self.thread = threading.Thread(target=self.work)
        self.thread.start()

    def work(self):
        while True:
            try:
                self.service.admin("POST", "publish")
                self.done += 1
            except (OSError, http.client.HTTPException, Refused):
                return
            time.sleep(0.05)

    def count(self):
        self.thread.join(130)
        return self.done


def conclude(plan, election, service, journal, outcome):
    service.admin("POST", "publish")
    memories = Journal(journal)
    audit = Audit(memories, service.publish, election.rules, plan.most_signatures, plan.seed)
    outcome.finding = audit.run()
    outcome.disagreements = verify_both(service.publish) + changed_receipts(plan, service, memories)
    return outcome


def changed_receipts(plan, service, memories):
    """Receipts that the service gives otherwise than the first time: it must be byte for byte the same."""
    faults = []
    known = [number for number, (status, _) in memories.answers.items() if status in (200, 201)]
    for number in random.Random(plan.seed).sample(known, min(50, len(known))):
        ident = memories.intents[number].ident
        status, body = service.receipt(ident)
        if status != 200 or json.loads(body) != memories.answers[number][1]:
            faults.append(f"the receipt of ballot {ident} is another one now: {status} {body[:200]}")
    return faults
