"""Voters as browsers: they ask for a puzzle, solve it, cast a ballot and keep the receipt."""

import base64
import hashlib
import http.client
import json
import struct

CHALLENGE = 96


def b64(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def solve(challenge, count, bits):
    """The lowest answer to each of the puzzles: SHA-256(SHA-256(challenge) ‖ place ‖ answer) begins with zero bits."""
    seed = hashlib.sha256(challenge[:CHALLENGE]).digest()
    answers = []
    for place in range(count):
        answer = 0
        while int.from_bytes(hashlib.sha256(seed + struct.pack(">II", place, answer)).digest(), "big") >> 256 - bits:
            answer += 1
        answers.append(answer)
    return answers


class Unanswered(Exception):
    """No answer came: the ballot may be in the log or not, and is sent again."""


class Voter:
    """One browser with its cookie and its address."""

    def __init__(self, rng, port, election, address=None):
        self.rng, self.port, self.election = rng, port, election
        self.address = address or ".".join(str(rng.randrange(1, 255)) for _ in range(4))
        self.cookie = None

    def ask(self, method, path, body=None):
        """Status and JSON of an answer."""
        headers = {"Sec-Fetch-Site": "same-origin", "X-Forwarded-For": self.address}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if self.cookie:
            headers["Cookie"] = self.cookie
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, f"/v1/elections/{self.election}{path}", body, headers)
            answer = connection.getresponse()
            cookie, text = answer.getheader("Set-Cookie"), answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise Unanswered(str(error)) from error
        finally:
            connection.close()
        if cookie:
            self.cookie = cookie.split(";")[0]
        return answer.status, json.loads(text) if text else {}

    def ballot(self, award, choices):
        """A ballot ready to be sent; the refusal where there is no puzzle to be had."""
        status, puzzle = self.ask("POST", "/challenges", json.dumps({"v": 1, "category": award}))
        if status != 200:
            return None, (status, puzzle)
        ballot = {
            "v": 1, "category": award, "choices": choices, "ballot_id": b64(self.rng.randbytes(16)),
            "challenge": puzzle["challenge"],
            "solution": solve(decoded(puzzle["challenge"]), puzzle["k"], puzzle["bits"]),
        }
        return ballot, None

    def send(self, ballot):
        return self.ask("POST", "/ballots", json.dumps(ballot))
