"""Sends malformed ballots and hostile bytes to a service while an honest voter keeps voting."""

import http.client
import json
import random
import resource
import selectors
import socket
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from malformed import Situation, situations
from vote_service import BITS
from voting import Voter


def raise_file_limit():
    """Thousands of connections need as many descriptors, here and in the service that is started from here."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 8192 if most == resource.RLIM_INFINITY else min(most, 8192)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


class Sender:
    """Sends requests over one connection for as long as the service keeps it open."""

    def __init__(self, service):
        self.service, self.connection = service, None

    def send(self, request, voter, now):
        path = request.path or f"/v1/elections/{self.service.election.id}/ballots"
        headers = {
            "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin",
            "Cookie": f"gvt={voter.cookie(now)}", "X-Forwarded-For": voter.address} | request.headers
        headers = {name: value for name, value in headers.items() if value}
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=30)
        try:
            self.connection.request(request.method, path, request.body, headers)
            answer = self.connection.getresponse()
            status, body = answer.status, answer.read()
            if answer.will_close:
                self.close()
            return status, body
        except BaseException:
            self.close()
            raise

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None


def size(service):
    return service.admin("GET", "status")["size"]


def send_malformed(service, count, seed):
    """Faults, and how often each status came."""
    faults, statuses, sender, before = [], Counter(), Sender(service), size(service)
    now = int(time.time())
    for case, request, voter in situations(service.election, count, seed, BITS, now):
        try:
            status, body = sender.send(request, voter, now)
        except (OSError, http.client.HTTPException) as error:
            faults.append(f"{case.name}: no answer: {error!r}")
            continue
        statuses[status] += 1
        code = json.loads(body).get("code") if body.startswith(b"{") else body[:80]
        if (status, code) != (case.status, case.code):
            faults.append(f"{case.name}: {status} {code} instead of {case.status} {case.code}")
    sender.close()
    if size(service) != before:
        faults.append(f"the log grew by {size(service) - before} entries")
    return faults, statuses


def send_sound(service, seed):
    """The status of a ballot that is made in the same way and in order."""
    now = int(time.time())
    situation = Situation(service.election, random.Random(seed), BITS, now)
    return Sender(service).send(situation.body(), situation.voter, now)[0]


# --- Bytes that are no ballots ---


@dataclass
class Attack:
    """Bytes of a connection, the statuses that are right, and how many answers there may be."""

    name: str
    data: bytes
    statuses: tuple
    most_answers: int = 1


def attacks(election, voter, now):
    """Forms by which one request is smuggled inside another, and bombs of headers and chunks."""
    path = f"/v1/elections/{election.id}/ballots".encode()
    ballot = json.dumps(voter.ballot(now)).encode()
    start = b"POST " + path + b" HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
    hidden = b"GET /v1/health HTTP/1.1\r\nHost: a\r\n\r\n"
    length = b"Content-Length: %d\r\n" % len(ballot)
    chunked = b"Transfer-Encoding: chunked\r\n"
    bad = (400,)
    return [
        Attack("length and coding", start + length + chunked + b"\r\n0\r\n\r\n" + hidden, bad),
        Attack("coding and length", start + chunked + b"Content-Length: 4\r\n\r\n0\r\n\r\n" + hidden, bad),
        Attack("two lengths", start + b"Content-Length: 0\r\n" + length + b"\r\n" + ballot, bad),
        Attack("two equal lengths", start + length + length + b"\r\n" + ballot, bad),
        Attack("list of lengths", start + b"Content-Length: 5, 5\r\n\r\nabcde", bad),
        Attack("length with a sign", start + b"Content-Length: +5\r\n\r\nabcde", bad),
        Attack("negative length", start + b"Content-Length: -1\r\n\r\n", bad),
        Attack("length in hexadecimal", start + b"Content-Length: 0x5\r\n\r\nabcde", bad),
        Attack("length of 30 digits", start + b"Content-Length: " + b"9" * 30 + b"\r\n\r\n", (400, 413)),
        Attack("huge length", start + b"Content-Length: 999999999999\r\n\r\n", (413,)),
        Attack("space before the colon", start + b"Content-Length : 5\r\n\r\nabcde", bad),
        Attack("coding xchunked", start + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", bad),
        Attack("coding twice", start + chunked + b"Transfer-Encoding: identity\r\n\r\n0\r\n\r\n", bad),
        Attack("coding in a list", start + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", bad),
        Attack("coding after a tab", start + b"Transfer-Encoding:\tchunked, identity\r\n\r\n0\r\n\r\n", bad),
        Attack("folded header", start + b"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n", bad),
        Attack("header of no name", start + b": x\r\n\r\n", bad),
        Attack("NUL in a header", start + b"X: a\0b\r\n\r\n", bad),
        Attack("line feeds only", start.replace(b"\r\n", b"\n") + b"Content-Length: 0\n\n", (400, 415)),
        Attack("chunk size with a sign", start + chunked + b"\r\n+5\r\nabcde\r\n0\r\n\r\n", bad),
        Attack("chunk size of 20 digits", start + chunked + b"\r\nFFFFFFFFFFFFFFFFFFFF\r\n", (400, 413)),
        Attack("chunk without its end", start + chunked + b"\r\n5\r\nabcdefgh\r\n0\r\n\r\n", bad),
        Attack("chunks for ever", start + chunked + b"\r\n" + b"1\r\na\r\n" * 70_000, (413,)),
        Attack("chunk extensions", start + chunked + b"\r\n" + (b"1;" + b"x" * 4000 + b"\r\na\r\n") * 100, (400, 413)),
        Attack("long body in chunks", start + chunked + b"\r\n" + b"1000\r\n" + b"a" * 4096 + b"\r\n1000\r\n"
               + b"a" * 4096 + b"\r\n0\r\n\r\n", (413,)),
        Attack("header of 1 MiB", start + b"X: " + b"a" * (1 << 20) + b"\r\n\r\n", (431,)),
        Attack("ten thousand headers", start + b"X: a\r\n" * 10_000 + b"\r\n", (431,)),
        Attack("target of 100 kB", b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", (400, 414, 431)),
        Attack("no host", b"GET /v1/health HTTP/1.1\r\n\r\n", bad),
        Attack("two hosts", b"GET /v1/health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", bad),
        Attack("HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", bad),
        Attack("HTTP/9.9", b"GET /v1/health HTTP/9.9\r\nHost: a\r\n\r\n", bad),
        Attack("HTTP/0.9", b"GET /v1/health\r\n\r\n", bad),
        Attack("absolute target", b"GET http://b/v1/health HTTP/1.1\r\nHost: a\r\n\r\n", bad),
        Attack("connect", b"CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", bad),
        Attack("upgrade", b"GET /v1/health HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n", bad),
        Attack("unknown method", b"STEAL /v1/health HTTP/1.1\r\nHost: a\r\n\r\n", (400, 405)),
        Attack("TLS greeting", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500), bad),
        Attack("random bytes", random.Random(1).randbytes(4000), bad),
        Attack("zeros", bytes(4000), bad),
    ]


def exchange(port, data, patience=20):
    """What comes back for these bytes until the service closes; the sending may be cut off."""
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as connection:
        answer = b""
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        try:
            while part := connection.recv(65536):
                answer += part
        except (ConnectionResetError, BrokenPipeError):
            pass
        return answer


def attack_faults(service, attack):
    try:
        answer = exchange(service.port, attack.data)
    except TimeoutError:
        return [f"{attack.name}: the connection stays open"]
    answers = answer.count(b"HTTP/1.1 ")
    status = int(answer[9:12]) if answers else None
    if answers == 0:
        return []
    faults = []
    if status not in attack.statuses:
        faults.append(f"{attack.name}: {status} instead of one of {attack.statuses}: {answer[:300]}")
    if answers > attack.most_answers:
        faults.append(f"{attack.name}: {answers} answers to one request")
    return faults


@dataclass
class Report:
    faults: list = field(default_factory=list)
    honest: list = field(default_factory=list)
    slow: int = 0
    slow_answers: Counter = field(default_factory=Counter)
    memory: float = 0

    def p99(self):
        return sorted(self.honest)[int(len(self.honest) * 0.99)] if self.honest else float("nan")


class Honest(threading.Thread):
    """A new voter every few milliseconds, until told to stop."""

    def __init__(self, service, report, seed, pause=0.02):
        super().__init__()
        self.service, self.report, self.pause = service, report, pause
        self.rng, self.ends = random.Random(f"honest {seed}"), threading.Event()

    def run(self):
        while not self.ends.is_set():
            now = int(time.time())
            voter = Voter(self.service.election, self.rng, BITS)
            ballot = voter.ballot(now)
            start = time.monotonic()
            try:
                status, body = self.service.cast(voter, ballot, now)
            except OSError as error:
                status, body = None, repr(error)
            self.report.honest.append(time.monotonic() - start)
            if status != 201:
                self.report.faults.append(f"an honest voter got {status} {body}")
            time.sleep(self.pause)


def slow_connections(service, report, count, seconds, rng):
    """Connections that send a byte now and then, in a request's head, in its body, or nothing at all."""
    selector = selectors.DefaultSelector()
    path = f"/v1/elections/{service.election.id}/ballots".encode()
    head = b"POST " + path + b" HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n"
    starts = [b"", b"P", head, head + b"\r\n{"]
    sockets = []
    for number in range(count):
        connection = socket.socket()
        connection.settimeout(5)
        try:
            connection.connect(("127.0.0.1", service.port))
            connection.sendall(starts[number % len(starts)])
            connection.setblocking(False)
            selector.register(connection, selectors.EVENT_READ)
            sockets.append(connection)
        except OSError as error:
            report.faults.append(f"slow connection {number} was not taken: {error!r}")
            connection.close()
    report.slow = len(sockets)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for key, _ in selector.select(0.05):
            forget(selector, key.fileobj, report)
        for connection in rng.sample(sockets, min(len(sockets), 40)):
            try:
                connection.send(b"a")
            except OSError:
                pass
    for connection in sockets:
        connection.close()


def forget(selector, connection, report):
    """Notes what the service said to a slow connection, if anything."""
    try:
        data = connection.recv(4096)
    except OSError:
        data = b""
    if data:
        report.slow_answers[int(data[9:12])] += 1
    selector.unregister(connection)


def attack(service, slow, seconds, seed):
    """Everything hostile at once, with honest voters beside it."""
    report, rng = Report(), random.Random(seed)
    honest = Honest(service, report, seed)
    honest.start()
    try:
        slow_connections_thread = threading.Thread(
            target=slow_connections, args=(service, report, slow, seconds, random.Random(seed)))
        slow_connections_thread.start()
        now = int(time.time())
        for one in attacks(service.election, Voter(service.election, rng, BITS), now):
            report.faults += attack_faults(service, one)
        slow_connections_thread.join()
    finally:
        honest.ends.set()
        honest.join()
    if any(status >= 500 for status in report.slow_answers):
        report.faults.append(f"slow connections got {dict(report.slow_answers)}")
    if report.p99() > 1:
        report.faults.append(f"honest voters waited {report.p99():.2f} s (p99)")
    report.memory = service.memory()
    return report
