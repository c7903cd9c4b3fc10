"""A stand-in for the vote service: the same answers, with faults on demand. It checks puzzles for real."""

import base64
import hashlib
import json
import os
import re
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

COUNT = 16
ROUTE = re.compile(r"/v1/elections/([a-z0-9-]+)(?:/(challenges|ballots|receipts/[\w-]{22}))?$")


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def is_solved(challenge, solution, bits):
    seed = hashlib.sha256(challenge[:96]).digest()
    return len(solution) == COUNT and all(
        int.from_bytes(hashlib.sha256(seed + i.to_bytes(4, "big") + n.to_bytes(4, "big")).digest()[:4], "big")
        >> (32 - bits) == 0
        for i, n in enumerate(solution)
    )


class Ballots:
    """What the service knows, and the faults that a test asks for."""

    def __init__(self, bits):
        self.bits = bits
        self.state = "open"
        self.identity = "device"
        self.received = {}
        self.requests = []
        self.challenges = set()
        # Each ballot takes the first of these: None, "lost" (kept, not answered), "dropped" (neither), or a problem.
        self.faults = []

    def challenge(self):
        data = os.urandom(112)
        self.challenges.add(data)
        return {"challenge": encoded(data), "k": COUNT, "bits": self.bits, "expires": 4_000_000_000}

    def answer(self, body):
        """(status, answer) for a ballot; raises KeyError for a field that is missing."""
        ballot = (body["category"], tuple(body["choices"]), body.get("code"))
        known = self.received.get(body["ballot_id"])
        if known:
            return (200, known["answer"]) if known["ballot"] == ballot else (422, problem("E_IDEMPOTENCY_MISMATCH"))
        challenge = decoded(body["challenge"])
        if challenge not in self.challenges:
            return 409, problem("E_CHALLENGE_USED")
        if not is_solved(challenge, body["solution"], self.bits):
            return 422, problem("E_POW_INVALID")
        self.challenges.remove(challenge)
        number = len(self.received) + 42
        answer = {"seq": number, "tag": encoded(b"t" * 16), "receipt": f"c2sp.org/tlog-proof@v1\nindex {number}\n"}
        self.received[body["ballot_id"]] = {"ballot": ballot, "answer": answer}
        return 201, answer


def problem(code, retry_after=None):
    return {"code": code, "title": f"故障 {code}", "title_en": f"fault {code}", "retry_after": retry_after}


class Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments, ballots, folder):
        self.ballots = ballots
        super().__init__(*arguments, directory=folder)

    def do_GET(self):
        route = ROUTE.fullmatch(self.path)
        if not route:
            return super().do_GET()
        if not route[2]:
            return self.reply(200, {
                "id": route[1], "state": self.ballots.state, "opens": 0, "closes": 4_000_000_000, "now": 1_800_000_000,
                "rules": "0" * 64, "identity": self.ballots.identity, "level": 1,
            })
        known = self.ballots.received.get(route[2].split("/")[1])
        return self.reply(200, known["answer"]) if known else self.reply(404, problem("E_RECEIPT"))

    def do_POST(self):
        route = ROUTE.fullmatch(self.path)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if route[2] == "challenges":
            return self.reply(200, self.ballots.challenge())
        self.ballots.requests.append(body)
        fault = self.ballots.faults.pop(0) if self.ballots.faults else None
        if isinstance(fault, tuple):
            return self.reply(*fault)
        if fault == "dropped":
            return self.close_connection_hard()
        status, answer = self.ballots.answer(body)
        if fault == "lost":
            return self.close_connection_hard()
        return self.reply(status, answer)

    def close_connection_hard(self):
        self.close_connection = True
        self.connection.shutdown(2)

    def reply(self, status, value):
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json" if status < 300 else "application/problem+json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


@contextmanager
def voting(folder, bits=8):
    """Serves a built site with the stand-in; gives its address and its `Ballots`."""
    ballots = Ballots(bits)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, ballots=ballots, folder=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", ballots
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
