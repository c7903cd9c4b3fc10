"""Makes one call of a service to the system fail, or the service die at it, while votes are stored and published.

strace attaches to the running program and changes what the kernel answers. It counts calls thread by thread.
"""

import collections
import http.client
import json
import random
import re
import subprocess
import time
from dataclasses import dataclass

from audit import read_log
from vote_service import BITS, Refused, Service, make_election, verify_both
from voting import Voter

BALLOTS = 12
CALLS = ("pwrite64", "fdatasync", "fsync", "/^rename", "openat", "ftruncate", "/^mkdir", "write")
FAULTS = ("error=EIO", "error=ENOSPC", "signal=KILL")
PATIENCE = 10


@dataclass(frozen=True)
class Injection:
    """What happens at which call."""

    call: str
    fault: str
    number: int

    def options(self):
        return ["-e", f"inject={self.call}:{self.fault}:when={self.number}"]

    def __str__(self):
        return f"{self.fault} at {self.call} number {self.number}"


class Tracer:
    """strace on a running service."""

    def __init__(self, service, log, call, *options):
        self.log = log
        # Answers to voters are writes too: of those, only the ones to files that are being published.
        drafts = [
            f"{service.publish}/{name}.{service.process.pid}.new"
            for name in ("log/checkpoint", "log/history", "result.json", "rules.txt")]
        paths = [option for draft in drafts for option in ("-P", draft)] if call == "write" else []
        self.process = subprocess.Popen(
            ["strace", "-f", "-y", "-o", str(log), "-e", f"trace={call}", *options, *paths, "-p",
             str(service.process.pid)], stderr=subprocess.PIPE, text=True)
        line = self.process.stderr.readline()
        if "attached" not in line:
            raise AssertionError(f"strace does not attach: {line}{self.process.stderr.read()}")
        time.sleep(0.05)

    def lines(self):
        return self.log.read_text(errors="replace").splitlines() if self.log.exists() else []

    def failed_in(self, folder):
        """Whether a call on a file of this folder was made to fail."""
        return any("INJECTED" in line and str(folder) in line for line in self.lines())

    def detach(self):
        """Ends strace, which now and then waits for ever for a process that it has killed."""
        self.process.terminate()
        try:
            self.process.communicate(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()


class Story:
    """Twelve voters vote and twice what they said is published; then the service starts again."""

    def __init__(self, folder, seed, program=None):
        more = {"program": program} if program else {}
        self.service = Service(make_election(folder / "election"), folder, **more)
        self.rng, self.folder = random.Random(seed), folder
        self.faults, self.acknowledged, self.ballots = [], {}, []

    def begin(self):
        self.service.start()
        self.service.open()

    def tell(self, tracer):
        """Votes and publications while the tracer is attached."""
        for number in range(BALLOTS):
            self.cast(tracer)
            if number % 6 == 5:
                self.publish()

    def cast(self, tracer):
        now = int(time.time())
        voter = Voter(self.service.election, self.rng, BITS)
        ballot = voter.ballot(now)
        self.ballots.append((voter, ballot, now))
        had_failed = tracer.failed_in(self.folder / "data")
        try:
            status, body = self.service.cast(voter, ballot, now)
        except OSError:
            return
        if status == 201:
            self.acknowledged[ballot["ballot_id"]] = body
            if had_failed or tracer.failed_in(self.folder / "data"):
                self.faults.append("a ballot was acknowledged after a call on the store had failed")
        elif status != 503:
            self.faults.append(f"a ballot got {status} {body[:200]}")

    def publish(self):
        try:
            self.service.admin("POST", "publish")
        except (OSError, http.client.HTTPException, Refused):
            pass

    def check_end(self, tracer, injection):
        """A store that fails ends the service; what is only published must not."""
        process, end = self.service.process, time.monotonic() + PATIENCE
        has_to_end = injection.fault == "signal=KILL" or tracer.failed_in(self.folder / "data")
        while has_to_end and process.poll() is None and time.monotonic() < end and self.was_reached(tracer):
            time.sleep(0.02)
        if process.poll() is None and has_to_end and self.was_reached(tracer):
            self.faults.append("the store failed and the service goes on")
        if process.poll() not in (None, 3, -9):
            self.faults.append(f"the service ended with {process.poll()}: {self.service.last_words()[-300:]}")

    @staticmethod
    def was_reached(tracer):
        return any("INJECTED" in line or "killed by SIGKILL" in line for line in tracer.lines())

    def start_again(self):
        """Starts without faults, casts every ballot again and compares."""
        if self.service.process.poll() is None:
            self.service.stop()
        self.service.start()
        for voter, ballot, now in self.ballots:
            status, body = self.service.cast(voter, ballot, now)
            known = self.acknowledged.get(ballot["ballot_id"])
            if known is not None and (status, json.loads(body)) != (200, json.loads(known)):
                self.faults.append(f"an acknowledged ballot was lost: {status} {body[:200]}")
            elif status not in (200, 201):
                self.faults.append(f"a ballot got {status} {body[:200]} when it was cast again")
        self.service.admin("POST", "publish")
        self.faults += verify_both(self.service.publish)
        self.check_log()
        if self.service.stop() != 0:
            self.faults.append("the service does not end in order")

    def check_log(self):
        entries, _ = read_log(self.service.publish, self.service.election.rules)
        fields = [entry.decode().split("\t") for entry in entries]
        counts = collections.Counter(field[-1] for field in fields if field[1] == "B")
        wanted = {ballot["ballot_id"]: 1 for _, ballot, _ in self.ballots}
        if counts != wanted:
            self.faults.append(f"the log holds {sum(counts.values())} ballots of {len(wanted)} that were cast")


def run(folder, seed, injection, program=None):
    """Faults found, and whether the story came to the call at all."""
    story = Story(folder, seed, program)
    try:
        story.begin()
        tracer = Tracer(story.service, folder / "trace", injection.call, *injection.options())
        try:
            story.tell(tracer)
            story.check_end(tracer, injection)
        finally:
            tracer.detach()
        story.start_again()
        return story.faults, story.was_reached(tracer)
    except AssertionError as error:
        return story.faults + [str(error)], True
    finally:
        story.service.__exit__()


def all_injections(folder, seed, program=None):
    """Every call that the story makes, with every fault."""
    found = []
    for place, call in enumerate(CALLS):
        story = Story(folder / str(place), seed, program)
        try:
            story.begin()
            tracer = Tracer(story.service, folder / f"trace-{place}", call)
            try:
                story.tell(tracer)
            finally:
                tracer.detach()
        finally:
            story.service.__exit__()
        threads = collections.Counter(
            line.split()[0] for line in tracer.lines() if re.match(r"\d+ +\w+\(", line))
        most = max(threads.values(), default=0)
        found += [Injection(call, fault, number) for number in range(1, most + 1) for fault in FAULTS]
    return found
