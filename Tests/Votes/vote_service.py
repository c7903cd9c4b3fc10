"""A vote service that runs for a test: its folder, its start, its end however violent, its organiser's socket."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from programs import PROGRAMS, REPOSITORY, free_port, load_script

SERVICE, LOAD, GRIDSHOW = (PROGRAMS / name for name in ("gridshow-votes", "VoteBenchmark", "gridshow"))
PATIENCE = 60
BITS = 1


# The second verifier, in another language than the service.
VERIFIER = load_script("verify-election")


@dataclass
class Election:
    """A made-up election: rules.txt and keys/ in a folder."""

    folder: Path

    def __post_init__(self):
        self.rules = VERIFIER.read_rules((self.folder / "rules.txt").read_bytes())
        self.id = self.rules["id"]
        self.awards = list(self.rules["awards"])
        self.choices = {key: (value[0], value[1], list(value[5])) for key, value in self.rules["awards"].items()}
        self.secret = (self.folder / "keys/service.key").read_bytes()


def make_election(folder, seed=1, opens=None, closes=None, **options):
    """An election that is open now, for three days."""
    now = int(time.time())
    opens = opens or now // 600 * 600 - 600
    closes = closes or opens + 3 * 86400
    more = [text for key, value in options.items() for text in (f"--{key.replace('_', '-')}", str(value))]
    command = [LOAD, "election", folder, "--opens", str(opens), "--closes", str(closes), "--seed", str(seed), *more]
    subprocess.run(command, check=True)
    return Election(Path(folder))


class Refused(Exception):
    """The organiser's socket said no."""


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=120)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


@dataclass
class Service:
    """One process of the service over the data in `folder`."""

    election: Election
    folder: Path
    program: tuple = (SERVICE, "serve")
    wrapper: tuple = ()
    options: tuple = ("--puzzle-bits", str(BITS))
    postgresql: str = None
    environment: dict = field(default_factory=dict)
    name: str = "a"
    process: subprocess.Popen = None

    def __post_init__(self):
        self.port = free_port()
        self.folder = Path(self.folder)
        (self.folder / "data").mkdir(parents=True, exist_ok=True)
        self.socket = self.folder / f"{self.name}.sock"
        self.publish = self.folder / "published"
        self.log = self.folder / f"service-{self.name}.log"

    @property
    def store(self):
        """The SQLite file."""
        return next((self.folder / "data").glob("*.sqlite"))

    def command(self):
        place = ["--postgresql", self.postgresql] if self.postgresql else []
        return [
            *self.wrapper, *self.program, "--rules", self.election.folder / "rules.txt", "--keys",
            self.election.folder / "keys", "--data", self.folder / "data", "--publish", self.publish, "--address",
            "127.0.0.1", "--port", str(self.port), "--admin-socket", self.socket, *self.options, *place]

    def start(self, patience=PATIENCE, for_voters_only=False):
        """Starts the process; seconds until it answers voters, and organisers too if not `for_voters_only`.

        Organisers wait until it has published what was not published yet.
        """
        begin = time.monotonic()
        self.spawn()
        self.wait_until_healthy(patience, for_voters_only)
        return time.monotonic() - begin

    def spawn(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [str(part) for part in self.command()], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=os.environ | self.environment, start_new_session=True)

    def wait_until_healthy(self, patience=PATIENCE, for_voters_only=False):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise AssertionError(f"the service ended with {self.process.returncode}:\n{self.last_words()}")
            try:
                answers_voters = self.request("GET", "/v1/health", timeout=5)[0] == 200
                if answers_voters and (for_voters_only or self.admin("GET", "status")):
                    return
            except OSError:
                pass
            time.sleep(0.01)
        raise AssertionError(f"the service does not answer within {patience} s:\n{self.last_words()}")

    def last_words(self):
        return self.log.read_text(errors="replace")[-2000:]

    def kill(self):
        """SIGKILL to the process and to what it started."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """SIGTERM; the exit code."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError(f"SIGTERM did not end the service:\n{self.last_words()}") from None
        return self.process.returncode

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.kill()

    def request(self, method, path, body=None, headers=None, timeout=30):
        """Status and body of one request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        except http.client.HTTPException as error:
            raise OSError(str(error)) from error
        finally:
            connection.close()

    def cast(self, voter, ballot, now=None):
        """Casts a ballot; status and body."""
        now = int(now or time.time())
        headers = {
            "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin",
            "Cookie": f"gvt={voter.cookie(now)}", "X-Forwarded-For": voter.address}
        body = json.dumps(ballot, separators=(",", ":"))
        return self.request("POST", f"/v1/elections/{self.election.id}/ballots", body, headers)

    def receipt(self, ident):
        return self.request("GET", f"/v1/elections/{self.election.id}/receipts/{ident}")

    def admin(self, method, path, body=b""):
        """A request of the organiser; the answer's JSON."""
        connection = UnixConnection(self.socket)
        try:
            connection.request(method, f"/admin/v1/{path}", body, {"Content-Type": "text/plain; charset=utf-8"})
            answer = connection.getresponse()
            data = answer.read()
        finally:
            connection.close()
        if answer.status >= 300:
            raise Refused(f"{method} {path}: {answer.status} {data.decode(errors='replace')}")
        return json.loads(data) if data else {}

    def step(self, old, new):
        self.admin("POST", "entries", f"gv1\tS\t0\t0\t{old}\t{new}\top1\t演练的日程\n".encode())

    def open(self):
        """From a new log to an open vote."""
        self.step("draft", "announced")
        self.step("announced", "open")

    def memory(self):
        """Megabytes in memory at the most since the start, of the service itself."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
        return float("nan")

    def processor_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def start_load(election, ports, ballots, *options):
    """The load tool with its ballots prepared, waiting for `begin`."""
    command = [LOAD, "load", "--election", election.folder, "--ballots", str(ballots), "--waits", *options]
    for port in ports:
        command += ["--port", str(port)]
    process = subprocess.Popen(
        [str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    line = process.stdout.readline()
    assert line == "ready\n", f"the load tool says {line!r}"
    return process


def begin(load):
    load.stdin.write("\n")
    load.stdin.flush()


def finish(load, patience=None):
    """What the load tool reports."""
    out, _ = load.communicate(timeout=patience)
    assert load.returncode == 0, f"the load tool ended with {load.returncode}"
    return json.loads(out)


def verify_both(folder):
    """Faults that `gridshow votes verify` and scripts/verify-election find; none for a sound folder."""
    faults = []
    for command in ([GRIDSHOW, "votes", "verify", folder], [REPOSITORY / "scripts/verify-election", folder]):
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
        if done.returncode != 0:
            faults.append(f"{Path(command[0]).name} ends with {done.returncode}: {done.stdout[-500:]}{done.stderr[-500:]}")
    return faults
