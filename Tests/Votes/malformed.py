"""Ballots that are wrong in more than sixty ways, each with the one answer that it must get.

A class is a function of the class's random numbers, a voter and the time; it gives a request. Everything about the
request is right except for what the class's name says, so that no check hides behind another one.
"""

import base64
import hashlib
import json
import random
from dataclasses import dataclass, field

from voting import CHALLENGE, Voter, b64, cookie, day_of, sealed, solve, zero_bits


@dataclass
class Request:
    """One request to the ballots of the election; only what is not as usual is given."""

    body: bytes
    headers: dict = field(default_factory=dict)
    method: str = "POST"
    path: str = None


@dataclass
class Case:
    name: str
    make: object
    status: int
    code: str


class Situation:
    """What a class draws from."""

    def __init__(self, election, rng, bits, now):
        self.election, self.rng, self.now, self.bits = election, rng, now, bits
        self.voter = Voter(election, rng, bits)
        self.ballot = self.voter.ballot(now)

    def body(self, **changes):
        """The ballot with other values; None takes a field away."""
        ballot = self.ballot | changes
        return Request(self.text({key: value for key, value in ballot.items() if value is not None}))

    def text(self, ballot):
        return json.dumps(ballot, separators=(",", ":")).encode()

    def replaced(self, old, new):
        data = self.text(self.ballot)
        assert old in data
        return Request(data.replace(old, new, 1))

    def with_challenge(self, key=None, data=None, solution=None, **changes):
        data = data or self.voter.challenge(self.ballot["category"], self.now, **changes)
        return self.body(
            challenge=b64(sealed(data, key or self.election.secret)), solution=solution or solve(data))

    def other(self, alternatives, value):
        return self.rng.choice([other for other in alternatives if other != value])

    def wrong_answer(self):
        """The right answers but for one that does not solve its puzzle."""
        data = base64.urlsafe_b64decode(self.ballot["challenge"] + "==")[:CHALLENGE]
        seed, answers, place = hashlib.sha256(data).digest(), list(self.ballot["solution"]), self.rng.randrange(16)
        while zero_bits(seed, place, answers[place]) >= self.bits:
            answers[place] = self.rng.randrange(2**32)
        return self.body(solution=answers)

    def flipped(self, low, high):
        """The challenge with one bit of these bytes changed, and solved again."""
        data = bytearray(base64.urlsafe_b64decode(self.ballot["challenge"] + "=="))
        place = self.rng.randrange(low, high)
        data[place] ^= 1 << self.rng.randrange(8)
        return self.body(challenge=b64(bytes(data)), solution=solve(bytes(data[:3]) + bytes([self.bits]) + data[4:]))


def header(**changes):
    return lambda s: Request(s.text(s.ballot), {name.replace("_", "-"): value for name, value in changes.items()})


def raw(data):
    return lambda s: Request(data if isinstance(data, bytes) else data(s))


def number(text):
    """The first answer written as `text`."""
    return lambda s: Request(
        s.text(s.ballot | {"solution": ["@", *s.ballot["solution"][1:]]}).replace(b'"@"', text))


def truncated(s):
    data = s.text(s.ballot)
    return Request(data[: s.rng.randrange(1, len(data))])


def garbage(s):
    data = bytearray(s.text(s.ballot))
    data[s.rng.randrange(0, 5)] = s.rng.choice([0, 0x0B, 0x7F, 0x80, 0xC0, 0xFF])
    return Request(bytes(data))


def too_many(s):
    _, most, candidates = s.election.choices[s.ballot["category"]]
    return s.body(choices=s.rng.sample(candidates, most + 1))


def repeated_choice(s):
    choices = s.ballot["choices"][:4]
    return s.body(choices=choices + [s.rng.choice(choices)])


def foreign_choice(s):
    award = s.other(s.election.awards, s.ballot["category"])
    return s.body(choices=[s.rng.choice(s.election.choices[award][2])])


def award_of_other(s):
    """A challenge for another award than the ballot's."""
    award = s.other(range(len(s.election.awards)), s.election.awards.index(s.ballot["category"]))
    return s.with_challenge(award=award)


def last_character(s):
    """The same sixteen bytes, written as nobody writes them: the last character's spare bits are set."""
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    ident = s.ballot["ballot_id"]
    return s.body(ballot_id=ident[:-1] + digits[digits.index(ident[-1]) + s.rng.randrange(1, 16)])


def other_voter(s):
    other = Voter(s.election, s.rng, s.bits)
    return Request(s.text(s.ballot), {"Cookie": f"gvt={other.cookie(s.now)}"})


def case_of(name, status, code, make):
    return Case(name, make, status, code)


FORM = [
    ("empty body", raw(b"")),
    ("truncated", truncated),
    ("garbage in front", garbage),
    ("more after the end", lambda s: Request(s.text(s.ballot) + s.rng.choice([b"x", b"{}", b"]", b"\0", b",", b"\\"]))),
    ("two objects", lambda s: Request(s.text(s.ballot) * 2)),
    ("in an array", lambda s: Request(b"[" + s.text(s.ballot) + b"]")),
    ("a string", raw(b'"v"')),
    ("a number", raw(b"1")),
    ("null", raw(b"null")),
    ("byte order mark", lambda s: Request(b"\xef\xbb\xbf" + s.text(s.ballot))),
    ("UTF-16", lambda s: Request(s.text(s.ballot).decode().encode("utf-16"))),
    ("single quotes", lambda s: Request(s.text(s.ballot).replace(b'"', b"'"))),
    ("comment", lambda s: s.replaced(b"{", b"{/* */")),
    ("comma at the end", lambda s: Request(s.text(s.ballot)[:-1] + b",}")),
    ("no colon", lambda s: s.replaced(b'"v":1', b'"v" 1')),
    ("key without quotes", lambda s: s.replaced(b'"v"', b"v")),
    ("nested object", lambda s: s.body(category={"key": s.ballot["category"]})),
    ("deep arrays", lambda s: s.replaced(b"[", b"[" * s.rng.randrange(2, 1500))),
    ("deep objects", raw(lambda s: b'{"v":' * s.rng.randrange(2, 600))),
    ("NaN", number(b"NaN")),
    ("Infinity", number(b"-Infinity")),
    ("exponent", number(b"1e3")),
    ("fraction", number(b"1.0")),
    ("negative", number(b"-1")),
    ("leading zero", number(b"01")),
    ("2^32", number(b"4294967296")),
    ("2^64", number(b"18446744073709551616")),
    ("a thousand digits", number(b"9" * 1000)),
    ("answer true", number(b"true")),
    ("answer null", number(b"null")),
    ("answer as a string", number(b'"7"')),
    ("solution as a string", lambda s: s.body(solution="0")),
    ("no solution at all", lambda s: s.body(solution=[])),
    ("choices as numbers", lambda s: s.body(choices=[1, 2])),
    ("choices as a string", lambda s: s.body(choices=s.ballot["choices"][0])),
    ("choices mixed", lambda s: s.body(choices=[*s.ballot["choices"], 1])),
    ("category null", lambda s: s.replaced(b'"category":"' + s.ballot["category"].encode() + b'"', b'"category":null')),
    ("category a number", lambda s: s.body(category=7)),
    ("ballot id a number", lambda s: s.body(ballot_id=7)),
    ("challenge a list", lambda s: s.body(challenge=[s.ballot["challenge"]])),
    ("escaped letter", lambda s: s.replaced(b'"category":"a', b'"category":"\\u0061')),
    ("lone surrogate", lambda s: s.replaced(b'"category":"a', b'"category":"\\ud800')),
    ("overlong UTF-8", lambda s: s.replaced(b'"category":"a', b'"category":"\xc1\xa1')),
    ("letters of another script", lambda s: s.replaced(b'"category":"a', '"category":"а'.encode())),
    ("control character", lambda s: s.replaced(b'"category":"a', b'"category":"a' + bytes([s.rng.randrange(0, 32)]))),
    ("delete character", lambda s: s.replaced(b'"category":"a', b'"category":"a\x7f')),
    ("version too large", lambda s: s.body(v=2**32)),
]

CASES = [case_of(name, 400, "E_JSON", make) for name, make in FORM] + [
    case_of(f"without {key}", 400, "E_MISSING", lambda s, key=key: s.body(**{key: None}))
    for key in ("v", "category", "choices", "ballot_id", "challenge", "solution")
] + [
    case_of(f"twice {key}", 400, "E_DUP_FIELD", lambda s, key=key: Request(
        s.text(s.ballot)[:-1] + b"," + s.text({key: s.ballot[key]})[1:]))
    for key in ("v", "choices", "ballot_id", "challenge")
] + [
    case_of("unknown field", 400, "E_UNKNOWN_FIELD", lambda s: s.body(**{s.rng.choice(["V", "id", "admin", "__proto__"]): 1})),
    case_of("empty field name", 400, "E_UNKNOWN_FIELD", lambda s: s.body(**{"": "x"})),
    case_of("version 2", 400, "E_VERSION", lambda s: s.body(v=2)),
    case_of("version 0", 400, "E_VERSION", lambda s: s.body(v=0)),
    case_of("version as a string", 400, "E_VERSION", lambda s: s.body(v="1")),
    case_of("short ballot id", 400, "E_BALLOT_ID", lambda s: s.body(ballot_id=s.ballot["ballot_id"][:-1])),
    case_of("long ballot id", 400, "E_BALLOT_ID", lambda s: s.body(ballot_id=s.ballot["ballot_id"] + "A")),
    case_of("empty ballot id", 400, "E_BALLOT_ID", lambda s: s.body(ballot_id="")),
    case_of("ballot id in another alphabet", 400, "E_BALLOT_ID", lambda s: s.body(
        ballot_id="+/" + s.ballot["ballot_id"][2:])),
    case_of("ballot id in hexadecimal", 400, "E_BALLOT_ID", lambda s: s.body(ballot_id=s.rng.randbytes(16).hex())),
    case_of("spare bits in the ballot id", 400, "E_BALLOT_ID", last_character),
    case_of("unknown award", 422, "E_CATEGORY", lambda s: s.body(category="award-99")),
    case_of("award in capitals", 422, "E_CATEGORY", lambda s: s.body(category=s.ballot["category"].upper())),
    case_of("empty award", 422, "E_CATEGORY", lambda s: s.body(category="")),
    case_of("award with a path", 422, "E_CATEGORY", lambda s: s.body(category="../" + s.ballot["category"])),
    case_of("unknown choice", 422, "E_CHOICE_UNKNOWN", lambda s: s.body(choices=["nobody"])),
    case_of("empty choice", 422, "E_CHOICE_UNKNOWN", lambda s: s.body(choices=[""])),
    case_of("choice of another award", 422, "E_CHOICE_UNKNOWN", foreign_choice),
    case_of("choice with a space", 422, "E_CHOICE_UNKNOWN", lambda s: s.body(choices=[s.ballot["choices"][0] + " "])),
    case_of("same choice twice", 422, "E_CHOICE_DUPLICATE", repeated_choice),
    case_of("no choice", 422, "E_CHOICE_COUNT", lambda s: s.body(choices=[])),
    case_of("a choice too many", 422, "E_CHOICE_COUNT", too_many),
    case_of("challenge cut short", 422, "E_POW_INVALID", lambda s: s.body(challenge=s.ballot["challenge"][:-4])),
    case_of("challenge too long", 422, "E_POW_INVALID", lambda s: s.body(challenge=s.ballot["challenge"] + "AAAA")),
    case_of("challenge with padding", 422, "E_POW_INVALID", lambda s: s.body(challenge=s.ballot["challenge"] + "==")),
    case_of("challenge is no base 64", 422, "E_POW_INVALID", lambda s: s.body(challenge="*" * 150)),
    case_of("bit of the challenge changed", 422, "E_POW_INVALID", lambda s: s.flipped(0, CHALLENGE)),
    case_of("bit of the seal changed", 422, "E_POW_INVALID", lambda s: s.flipped(CHALLENGE, CHALLENGE + 16)),
    case_of("sealed by another key", 422, "E_POW_INVALID", lambda s: s.with_challenge(key=s.rng.randbytes(32))),
    case_of("answer missing", 422, "E_POW_INVALID", lambda s: s.body(solution=s.ballot["solution"][:-1])),
    case_of("answer too many", 422, "E_POW_INVALID", lambda s: s.body(solution=[*s.ballot["solution"], 0])),
    case_of("answer wrong", 422, "E_POW_INVALID", lambda s: s.wrong_answer()),
    case_of("challenge expired", 422, "E_POW_EXPIRED", lambda s: s.with_challenge(
        expires=s.now - s.rng.randrange(0, 100_000))),
    case_of("challenge of another voter", 422, "E_POW_BINDING", lambda s: s.with_challenge(token=s.rng.randbytes(16))),
    case_of("challenge of another election", 422, "E_POW_BINDING", lambda s: s.with_challenge(election="load-999")),
    case_of("challenge of another award", 422, "E_POW_BINDING", award_of_other),
    case_of("challenge of another day", 422, "E_POW_BINDING", lambda s: s.with_challenge(
        day=day_of(s.now) + s.rng.choice([-1, 1]))),
    case_of("challenge too easy", 422, "E_POW_BINDING", lambda s: s.with_challenge(bits=s.bits - 1)),
    case_of("no cookie", 422, "E_POW_BINDING", header(Cookie="")),
    case_of("cookie of another voter", 422, "E_POW_BINDING", other_voter),
    case_of("cookie cut short", 422, "E_POW_BINDING", lambda s: Request(
        s.text(s.ballot), {"Cookie": f"gvt={s.voter.cookie(s.now)[:-1]}"})),
    case_of("cookie sealed by another key", 422, "E_POW_BINDING", lambda s: Request(
        s.text(s.ballot), {"Cookie": f"gvt={cookie(s.voter.token, s.rng.randbytes(32), s.now // 60)}"})),
    case_of("no media type", 415, "E_MEDIA_TYPE", header(Content_Type="")),
    case_of("plain text", 415, "E_MEDIA_TYPE", header(Content_Type="text/plain")),
    case_of("a form", 415, "E_MEDIA_TYPE", header(Content_Type="application/x-www-form-urlencoded")),
    case_of("from another site", 403, "E_ORIGIN", header(Sec_Fetch_Site="cross-site")),
    case_of("from a sister site", 403, "E_ORIGIN", header(Sec_Fetch_Site="same-site")),
    case_of("from nowhere", 403, "E_ORIGIN", header(Sec_Fetch_Site="none")),
    case_of("from another origin", 403, "E_ORIGIN", header(Sec_Fetch_Site="", Origin="https://evil.example")),
    case_of("from a null origin", 403, "E_ORIGIN", header(Sec_Fetch_Site="", Origin="null")),
    case_of("other election", 404, "E_ELECTION", lambda s: Request(
        s.text(s.ballot), path="/v1/elections/load-999/ballots")),
    case_of("other address", 404, "E_PATH", lambda s: Request(
        s.text(s.ballot), path=f"/v1/elections/{s.election.id}/ballots/")),
    case_of("put", 405, "E_METHOD", lambda s: Request(b"", method="PUT")),
    case_of("get", 405, "E_METHOD", lambda s: Request(b"", method="GET")),
    case_of("too long", 413, "E_TOO_LARGE", lambda s: Request(
        s.text(s.ballot).ljust(4097 + s.rng.randrange(60_000)))),
]


def situations(election, count, seed, bits, now):
    """`count` requests over all classes, the classes in turn: class, request, voter."""
    for number in range(count):
        case = CASES[number % len(CASES)]
        situation = Situation(election, random.Random(f"{seed} {number}"), bits, now)
        yield case, case.make(situation), situation.voter
