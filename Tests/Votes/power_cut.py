"""Cuts the power under a store on SQLite, as often as wanted, from one recording of what the service wrote.

strace records every write and every sync of the store's files. A cut keeps what was synced before it, and of what was
not any of the sectors, as a disk may. Every ballot that was acknowledged before the cut must be in what is left.
"""

import random
import re
import shutil
import sqlite3
import time
from dataclasses import dataclass, field
from pathlib import Path

from failing_calls import Tracer
from vote_service import BITS, Service, make_election
from voting import Voter, b64

SECTOR = 512
CALLS = "pwrite64,fdatasync,fsync,ftruncate"
START = re.compile(r'(\d+) +(\w+)\(\d+<([^>]*)>(?:, "((?:\\x..)*)", \d+)?(?:, (\d+))?')
RESUMED = re.compile(r"(\d+) +<\.\.\. (\w+) resumed>")

# A ballot is kept where its entry is, and where its id is: in its place, or still waiting for it.
KEPT = """
    select id from (select id, place from ballot union select id, place from waiting_ballot) join leaf using (place)"""


@dataclass
class Recording:
    """The store at rest, what was done to its files then, and when which ballot was acknowledged."""

    image: dict
    events: list = field(default_factory=list)
    acknowledged: list = field(default_factory=list)

    def without_syncs(self):
        """The same, as if nothing had ever been synced: what `synchronous=OFF` makes of it."""
        return Recording(self.image, [e for e in self.events if e[0] != "sync"], self.acknowledged)


def unescaped(text):
    return bytes.fromhex(text.replace("\\x", ""))


def event_of(line, waiting):
    """A line of strace as (kind, file, data, place); None for what changes nothing."""
    if found := RESUMED.match(line):
        return waiting.pop(found[1], None)
    found = START.match(line)
    if not found:
        return None
    thread, call, path, data, place = found.groups()
    name = Path(unescaped(path).decode()).name
    if call == "pwrite64":
        return "write", name, unescaped(data), int(place)
    event = ("cut", name, None, int(place)) if call == "ftruncate" else ("sync", name, None, 0)
    if "<unfinished" in line:
        waiting[thread] = event
        return None
    return event


def record(folder, seed, ballots, program=None):
    """Records a service while voters vote, one after the other and with a publication now and then."""
    more = {"program": program} if program else {}
    service = Service(make_election(folder / "election", seed=seed), folder, **more)
    rng, times = random.Random(seed), []
    with service:
        service.open()
        time.sleep(0.5)
        image = {path.name: path.read_bytes() for path in (folder / "data").iterdir() if "-shm" not in path.name}
        tracer = Tracer(service, folder / "trace", CALLS, "-xx", "-s", "1000000")
        for number in range(ballots):
            now = int(time.time())
            voter = Voter(service.election, rng, BITS)
            ballot = voter.ballot(now)
            status, body = service.cast(voter, ballot, now)
            assert status == 201, body
            times.append((tracer.log.stat().st_size, ballot["ballot_id"]))
            if number % 10 == 9:
                service.admin("POST", "publish")
        lines = tracer.lines()
        tracer.detach()
    return understood(Recording(image), lines, times)


def understood(recording, lines, times):
    """The recording with its events; what came before an acknowledgement is told by the length of strace's file."""
    waiting, length, rest = {}, 0, list(times)
    for line in lines:
        while rest and rest[0][0] <= length:
            recording.acknowledged.append((len(recording.events), rest.pop(0)[1]))
        length += len(line) + 1
        event = event_of(line, waiting)
        if event and event[1] in recording.image:
            recording.events.append(event)
    recording.acknowledged += [(len(recording.events), ident) for _, ident in rest]
    assert recording.events, "strace recorded no call on the store's files"
    return recording


def after_cut(recording, moment, rng):
    """The files that a power cut after `moment` events leaves."""
    files = {name: bytearray(data) for name, data in recording.image.items()}
    last_sync = {name: -1 for name in files}
    for number, (kind, name, _, _) in enumerate(recording.events[:moment]):
        if kind == "sync":
            last_sync[name] = number
    for number, (kind, name, data, place) in enumerate(recording.events[:moment]):
        is_safe = number < last_sync[name]
        if kind == "cut" and (is_safe or rng.random() < 0.5):
            del files[name][place:]
        elif kind == "write":
            put(files[name], data, place, is_safe, rng)
    return files


def put(target, data, place, is_safe, rng):
    if len(target) < place + len(data) and is_safe:
        target.extend(bytes(place + len(data) - len(target)))
    for start in range(0, len(data), SECTOR):
        if not is_safe and rng.random() < 0.5:
            continue
        part, at = data[start : start + SECTOR], place + start
        if len(target) < at + len(part):
            target.extend(bytes(at + len(part) - len(target)))
        target[at : at + len(part)] = part


def faults_after(recording, moment, rng, folder):
    """What is wrong with a store after a cut."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in after_cut(recording, moment, rng).items():
        (folder / name).write_bytes(data)
    store = next(folder.glob("*.sqlite"))
    try:
        connection = sqlite3.connect(store)
        try:
            if (state := connection.execute("pragma integrity_check").fetchone()[0]) != "ok":
                return [f"cut after {moment}: {state}"]
            kept = {b64(row[0]) for row in connection.execute(KEPT)}
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        return [f"cut after {moment}: {error}"]
    missing = [ident for time_then, ident in recording.acknowledged if time_then <= moment and ident not in kept]
    return [f"cut after {moment}: {len(missing)} acknowledged ballots are lost"] if missing else []


def moments(recording, rng):
    """Moments to cut at: every second one of them while the log is moved into the database, where little time is spent."""
    moving = [place for place, event in enumerate(recording.events) if event[1].endswith(".sqlite")]
    while True:
        yield rng.randint(0, len(recording.events))
        if moving:
            yield min(len(recording.events), rng.choice(moving) + rng.randint(0, 20))


def cut(recording, seed, rounds, folder):
    """Cuts the power `rounds` times; the faults."""
    rng, faults = random.Random(seed), []
    for _, moment in zip(range(rounds), moments(recording, rng)):
        faults += faults_after(recording, moment, rng, folder / "cut")
    return faults
