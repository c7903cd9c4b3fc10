"""Ballots as a voter's browser makes them, and the keys' side of them: written after the descriptions in
Sources/VoteCore, not after its code, so that the two check each other."""

import base64
import hashlib
import hmac
import random
import struct
from dataclasses import dataclass, field

PUZZLES = 16
CHALLENGE = 96


def b64(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def seal(label, data, key, length):
    return hmac.new(key, label + b"\0" + data, hashlib.sha256).digest()[:length]


def cookie(token, key, minute):
    data = token + struct.pack(">I", minute)
    return b64(data + seal(b"gridshow-device-v1", data, key, 8))


def challenge_bytes(election, award, day, token, issued_ms, expires, ident, bits, level=0):
    data = bytes([1, level, PUZZLES, bits]) + hashlib.sha256(election.encode()).digest()[:16]
    data += struct.pack(">HI", award, day) + hashlib.sha256(token).digest()[:16]
    data += struct.pack(">QQ", issued_ms, expires) + ident
    return data.ljust(CHALLENGE, b"\0")


def sealed(data, key):
    return data + seal(b"gridshow-pow-v1", data, key, 16)


def zero_bits(seed, place, answer):
    digest = hashlib.sha256(seed + struct.pack(">II", place, answer)).digest()
    return 256 - int.from_bytes(digest, "big").bit_length()


def solve(data, bits=None):
    """The lowest answers to the puzzles of a challenge."""
    bits = data[3] if bits is None else bits
    seed = hashlib.sha256(data[:CHALLENGE]).digest()
    answers = []
    for place in range(PUZZLES):
        answer = 0
        while zero_bits(seed, place, answer) < bits:
            answer += 1
        answers.append(answer)
    return answers


def day_of(seconds):
    """Days since 1970 in UTC+8."""
    return (seconds + 8 * 3600) // 86400


def voter_tag(election, award, date, token):
    words = "".join(word + "\0" for word in ("gridshow-tag-v1", election, award, date))
    return b64(hashlib.sha256(words.encode() + token).digest()[:16])


@dataclass
class Voter:
    """One browser, with the service's key at hand: it can make what a service would have handed out."""

    election: object
    rng: random.Random
    bits: int
    token: bytes = b""
    address: str = ""
    used: list = field(default_factory=list)

    def __post_init__(self):
        self.token = self.token or self.rng.randbytes(16)
        self.address = self.address or ".".join(str(self.rng.randrange(1, 255)) for _ in range(4))

    def cookie(self, now):
        return cookie(self.token, self.election.secret, now // 60 - 60)

    def challenge(self, key, now, **changes):
        values = {
            "election": self.election.id, "award": self.election.awards.index(key) if key in self.election.awards
            else 0, "day": day_of(now), "token": self.token, "issued_ms": now * 1000 - 900,
            "expires": now + 300, "ident": self.rng.randbytes(16), "bits": self.bits,
        }
        return challenge_bytes(**(values | changes))

    def ballot(self, now, award=None, choices=None, **changes):
        """A ballot as JSON would hold it, in order."""
        award = award or self.rng.choice(self.election.awards)
        least, most, candidates = self.election.choices[award]
        choices = choices or self.rng.sample(candidates, self.rng.randint(least, most))
        data = self.challenge(award, now, **changes)
        return {
            "v": 1, "category": award, "choices": choices, "ballot_id": b64(self.rng.randbytes(16)),
            "challenge": b64(sealed(data, self.election.secret)), "solution": solve(data),
        }
