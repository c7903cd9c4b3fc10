"""Many at once: voters behind one address, one ballot sent a hundred times, one voter with a hundred ballots; and clocks
that move under a service that runs."""

import json
import random
import threading
import time
from collections import Counter

from audit import read_log
from vote_service import BITS, Service, make_election, verify_both
from voting import Voter

AT_ONCE = 100
CLOCK = 10 * 60


def together(bodies):
    """Runs all of them at the same moment; what they return."""
    answers, gate = [None] * len(bodies), threading.Barrier(len(bodies))

    def work(place, body):
        gate.wait()
        answers[place] = body()

    threads = [threading.Thread(target=work, args=item) for item in enumerate(bodies)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


class Crowd:
    """A service with its voters, and what it did wrong."""

    def __init__(self, folder, seed, **more):
        self.rng, self.faults, self.accepted = random.Random(seed), [], 0
        self.service = Service(make_election(folder / "election", seed=seed, **more), folder)

    def voter(self, address=""):
        return Voter(self.service.election, self.rng, BITS, address=address)

    def expect(self, what, found, wanted):
        if found != wanted:
            self.faults.append(f"{what}: {found} instead of {wanted}")

    def check_log(self):
        self.service.admin("POST", "publish")
        entries, _ = read_log(self.service.publish, self.service.election.rules)
        ballots = sum(entry.split(b"\t")[1] == b"B" for entry in entries)
        self.expect("ballots in the log", ballots, self.accepted)
        self.faults += verify_both(self.service.publish)


def one_address(crowd, voters):
    """A school behind one address: everybody's ballot is taken."""
    service, now = crowd.service, int(time.time())
    statuses = Counter()
    for _ in range(voters):
        voter = crowd.voter("203.0.113.7")
        statuses[service.cast(voter, voter.ballot(now), now)[0]] += 1
    crowd.expect("voters behind one address", dict(statuses), {201: voters})
    crowd.accepted += voters


def one_ballot(crowd):
    """The same request a hundred times at once: one entry, and one receipt for all."""
    service, now, voter = crowd.service, int(time.time()), crowd.voter()
    ballot = voter.ballot(now)
    answers = together([lambda: service.cast(voter, ballot, now)] * AT_ONCE)
    statuses = Counter(status for status, _ in answers)
    crowd.expect("one ballot a hundred times", dict(statuses), {201: 1, 200: AT_ONCE - 1})
    crowd.expect("receipts of one ballot", len({body for _, body in answers}), 1)
    crowd.accepted += 1


def one_voter(crowd):
    """A hundred ballots of one voter at once: as many are taken as the rules allow."""
    service, now, voter = crowd.service, int(time.time()), crowd.voter()
    award = service.election.awards[0]
    allowed = service.election.rules["awards"][award][2]
    ballots = [voter.ballot(now, award) for _ in range(AT_ONCE)]
    answers = together([lambda ballot=ballot: service.cast(voter, ballot, now) for ballot in ballots])
    crowd.expect(
        "a hundred ballots of one voter", dict(Counter(status for status, _ in answers)),
        {201: allowed, 409: AT_ONCE - allowed})
    codes = {json.loads(body)["code"] for status, body in answers if status == 409}
    crowd.expect("their codes", codes, {"E_ALREADY_VOTED"})
    crowd.accepted += allowed


def crowds(folder, seed, voters):
    """What a crowd meets; the faults."""
    crowd = Crowd(folder, seed)
    with crowd.service:
        crowd.service.open()
        one_address(crowd, voters)
        one_ballot(crowd)
        one_voter(crowd)
        crowd.check_log()
    return crowd.faults


class MovedClock:
    """A service whose clock the test moves: a file holds the seconds that are added."""

    def __init__(self, folder, seed):
        # It opens an hour ago and closes in two days, so that a midnight of Chengdu lies between.
        now = int(time.time()) // 600 * 600
        self.closes = now + 2 * 86400
        self.crowd = Crowd(folder, seed, opens=now - 3600, closes=self.closes)
        self.file = folder / "clock"
        self.offset = 0
        self.move(0)
        service = self.crowd.service
        service.options += ("--rehearsal-clock", str(self.file))
        service.environment = {"GRIDSHOW_REHEARSAL": "yes"}

    def now(self):
        return int(time.time()) + self.offset

    def move(self, seconds):
        """The file is replaced as a whole: the service reads it ten times a second."""
        self.offset = seconds
        draft = self.file.with_suffix(".new")
        draft.write_text(f"{seconds}\n")
        draft.replace(self.file)
        time.sleep(0.4)

    def move_to(self, moment):
        self.move(moment - int(time.time()))

    def cast(self, voter, award):
        """Status and code."""
        now = self.now()
        status, body = self.crowd.service.cast(voter, voter.ballot(now, award), now)
        self.crowd.accepted += status == 201
        return status, json.loads(body).get("code")


def clocks(folder, seed):
    """A clock that jumps, midnight, and the closing second; the faults."""
    clock = MovedClock(folder, seed)
    crowd = clock.crowd
    with crowd.service:
        crowd.service.open()
        award, voter = crowd.service.election.awards[0], crowd.voter()
        expect = crowd.expect
        expect("a first ballot", clock.cast(voter, award), (201, None))
        midnight = ((clock.now() + 8 * 3600) // 86400 + 1) * 86400 - 8 * 3600
        clock.move_to(midnight - CLOCK)
        expect("a second ballot before midnight", clock.cast(voter, award), (409, "E_ALREADY_VOTED"))
        clock.move_to(midnight + CLOCK)
        expect("a ballot after midnight", clock.cast(voter, award), (201, None))
        clock.move_to(midnight - CLOCK)
        expect("a clock that falls back", clock.cast(crowd.voter(), award), (503, "E_CLOCK"))
        clock.move_to(midnight + CLOCK + 5)
        expect("a clock that is right again", clock.cast(crowd.voter(), award), (201, None))
        clock.move_to(clock.closes - 20)
        expect("a ballot before the closing second", clock.cast(crowd.voter(), award), (201, None))
        clock.move_to(clock.closes + 1)
        expect("a ballot after it", clock.cast(crowd.voter(), award)[0], 410)
        crowd.check_log()
    return crowd.faults
