"""Compares what voters remember with what was published: nothing lost, nothing doubled, nothing invented."""

import base64
import hashlib
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field

from vote_service import VERIFIER
from voting import day_of, voter_tag

V = VERIFIER


@dataclass
class Finding:
    """Numbers of a campaign; the lists hold what must not be."""

    acknowledged: int = 0
    entries: int = 0
    refused: int = 0
    notes: int = 0
    signatures: int = 0
    lost: list = field(default_factory=list)
    doubled: list = field(default_factory=list)
    phantoms: list = field(default_factory=list)
    receipts: list = field(default_factory=list)
    other: list = field(default_factory=list)

    def is_sound(self):
        return not (self.lost or self.doubled or self.phantoms or self.receipts or self.other)

    def figures(self):
        return {
            "acknowledged": self.acknowledged, "entries": self.entries, "refused": self.refused,
            "lost": len(self.lost), "doubled": len(self.doubled), "phantoms": len(self.phantoms),
            "bad receipts": len(self.receipts), "other": len(self.other), "checkpoints in receipts": self.notes,
            "signatures checked": self.signatures}

    def faults(self):
        """The first few of every kind."""
        lists = (self.lost, self.doubled, self.phantoms, self.receipts, self.other)
        return [fault for faults in lists for fault in faults[:5]]


@dataclass
class Intent:
    ident: str
    award: str
    choices: tuple
    token: bytes


class Journal:
    """What the load tool wrote: intents and final answers, by the number of the ballot."""

    def __init__(self, path):
        self.intents, self.answers = {}, {}
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                kind, number, rest = line.rstrip("\n").split("\t", 2)
                if kind == "intent":
                    ident, award, choices, token = rest.split("\t")
                    token = base64.urlsafe_b64decode(token + "==")
                    self.intents[int(number)] = Intent(ident, award, tuple(sorted(choices.split(","))), token)
                else:
                    status, body = rest.split("\t", 1)
                    self.answers[int(number)] = (int(status), json.loads(body))


def read_log(folder, rules):
    """The entries below the published checkpoint."""
    size, root, _ = V.read_checkpoint((folder / "log/checkpoint").read_bytes(), rules)
    entries = []
    while len(entries) < size:
        width = min(256, size - len(entries))
        data, offset = (folder / V.tile_path("entries", len(entries) // 256, width)).read_bytes(), 0
        while offset < len(data):
            end = offset + 2 + int.from_bytes(data[offset : offset + 2], "big")
            entries.append(data[offset + 2 : end])
            offset = end
    return entries, root


def root_of(frontier):
    value = frontier[-1]
    for left in reversed(frontier[:-1]):
        value = V.node(left, value)
    return value


def roots(entries, sizes):
    """The tree's root at each of the sizes."""
    wanted, found, frontier = set(sizes), {}, []
    for place, entry in enumerate(entries):
        frontier.append(hashlib.sha256(b"\0" + entry).digest())
        rest = place
        while rest & 1:
            right = frontier.pop()
            frontier[-1] = V.node(frontier[-1], right)
            rest >>= 1
        if place + 1 in wanted:
            found[place + 1] = root_of(frontier)
    return found


def proven_root(leaf, index, size, proof):
    """The root that an inclusion proof leads to (RFC 9162, section 2.1.3.2); None where it does not fit."""
    if index >= size:
        return None
    node, last, value = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return None
        if node & 1 or node == last:
            value = V.node(step, value)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            value = V.node(value, step)
        node, last = node >> 1, last >> 1
    return value if last == 0 else None


def read_receipt(text):
    """Entry, index, proof and note of a receipt (C2SP tlog-proof)."""
    head, _, note = text.partition("\n\n")
    lines = head.split("\n")
    assert lines[0] == "c2sp.org/tlog-proof@v1" and lines[1][:6] == "extra " and lines[2][:6] == "index "
    return (
        base64.b64decode(lines[1][6:]), int(lines[2][6:]), [base64.b64decode(line) for line in lines[3:]], note.encode())


class Audit:
    def __init__(self, journal, folder, rules, most_signatures=1000, seed=1):
        self.journal, self.rules = journal, rules
        self.entries, self.root = read_log(folder, rules)
        self.most_signatures, self.rng = most_signatures, random.Random(seed)
        self.finding = Finding(entries=len(self.entries))

    def run(self):
        self.check_entries()
        self.check_answers()
        self.check_receipts()
        return self.finding

    def check_entries(self):
        """Every ballot in the log was intended so, once, and by a voter who had it to cast."""
        wishes = {intent.ident: intent for intent in self.journal.intents.values()}
        ids, voters = Counter(), Counter()
        self.voters = voters
        for place, entry in enumerate(self.entries):
            fields = entry.decode().split("\t")
            if fields[1] != "B":
                continue
            _, _, _, slot, _, award, choices, tag, ident = fields
            ids[ident] += 1
            voters[award, day_of(int(slot) * 600), tag] += 1
            intent = wishes.get(ident)
            if intent is None:
                self.finding.phantoms.append(f"entry {place}: nobody cast ballot {ident}")
            elif (award, tuple(choices.split(","))) != (intent.award, intent.choices):
                self.finding.phantoms.append(f"entry {place}: ballot {ident} says something else than was cast")
            elif tag != self.tag(intent, int(slot)):
                self.finding.phantoms.append(f"entry {place}: ballot {ident} stands for another voter")
        self.places = ids
        self.finding.doubled += [f"ballot {ident} stands {count} times" for ident, count in ids.items() if count > 1]
        for (award, day, tag), count in voters.items():
            if count > self.rules["awards"][award][2]:
                self.finding.doubled.append(f"voter {tag} has {count} ballots for {award} on day {day}")

    def tag(self, intent, slot):
        date = time.strftime("%Y-%m-%d", time.gmtime(slot * 600 + 8 * 3600))
        return voter_tag(self.rules["id"], intent.award, date, intent.token)

    def check_answers(self):
        """What was acknowledged is there, and nobody was sent away without a reason."""
        for number, (status, body) in self.journal.answers.items():
            intent = self.journal.intents[number]
            if status in (200, 201):
                self.finding.acknowledged += 1
                place = body["seq"]
                fields = self.entries[place].decode().split("\t") if place < len(self.entries) else [""]
                if fields[-1] != intent.ident:
                    self.finding.lost.append(f"ballot {intent.ident} was acknowledged as entry {place}, which is another")
            elif status == 409 and body["code"] in ("E_ALREADY_VOTED", "E_CANDIDATE_REPEATED"):
                self.finding.refused += 1
                if not self.has_voted(intent):
                    self.finding.other.append(f"ballot {intent.ident} was refused as a second one; there is no first")
            else:
                self.finding.other.append(f"ballot {intent.ident} got {status} {body}")
        for number, intent in self.journal.intents.items():
            if number not in self.journal.answers:
                self.finding.other.append(f"ballot {intent.ident} never got an answer")

    def has_voted(self, intent):
        closing = {key[1] for key in self.voters}
        return any(
            self.voters[intent.award, day, self.tag(intent, day * 144 - 48)] > 0 for day in closing)

    def check_receipts(self):
        """Every receipt holds the published entry and leads to the root that the published log had at its size."""
        receipts, sizes = [], {}
        for status, body in self.journal.answers.values():
            if status in (200, 201):
                receipt = read_receipt(body["receipt"])
                receipts.append((body["seq"], receipt))
                sizes[receipt[3]] = None
        for note in sizes:
            lines = note.split(b"\n")
            sizes[note] = int(lines[1]), base64.b64decode(lines[2])
            if lines[0].decode() != self.rules["origin"]:
                self.finding.receipts.append(f"a receipt is of another log: {lines[0]!r}")
        known = roots(self.entries, [size for size, _ in sizes.values()])
        for seq, (entry, index, proof, note) in receipts:
            size, root = sizes[note]
            leaf = hashlib.sha256(b"\0" + entry).digest()
            if index != seq or index >= len(self.entries) or entry != self.entries[index]:
                self.finding.receipts.append(f"the receipt of entry {seq} holds another entry")
            elif proven_root(leaf, index, size, proof) != root or known.get(size) != root:
                self.finding.receipts.append(f"the receipt of entry {seq} does not belong to the published log")
        self.check_signatures(list(sizes))

    def check_signatures(self, notes):
        self.finding.notes = len(notes)
        sample = self.rng.sample(notes, min(len(notes), self.most_signatures))
        self.finding.signatures = len(sample)
        for note in sample:
            try:
                V.read_checkpoint(note, self.rules)
            except V.Fault as fault:
                self.finding.receipts.append(f"a receipt's checkpoint is not signed: {fault}")
