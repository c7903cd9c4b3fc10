"""The programs of a rehearsal: the service with a clock that is moved, and the organiser's commands."""

import datetime
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

EAST = datetime.timezone(datetime.timedelta(hours=8))


class Failure(Exception):
    """What the rehearsal expected did not happen."""


def moment(text):
    """Seconds since 1970 of `2026-09-01 09:00` in UTC+8."""
    return int(datetime.datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=EAST).timestamp())


def iso(seconds):
    return datetime.datetime.fromtimestamp(seconds, EAST).isoformat()


class Machine:
    """A folder with keys, rules, the service's data and what it publishes, and the time that all of it believes in."""

    def __init__(self, folder, programs, election):
        self.folder, self.programs, self.election = Path(folder), Path(programs), election
        self.published, self.keys = self.folder / "published", self.folder / "keys"
        self.socket, self.clock = self.folder / "admin.sock", self.folder / "clock.txt"
        self.keys.mkdir(mode=0o700)
        self.process, self.now = None, 0
        self.postgresql = None  # a connection string, where the votes are kept there
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def set_clock(self, seconds):
        """Moves the clock; the service looks at it ten times a second."""
        self.now = seconds
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(f"{seconds - int(time.time())}\n")
        fresh.replace(self.clock)
        if self.process:
            time.sleep(0.3)

    def gridshow(self, *words, status=0):
        """Runs a command at the rehearsal's time; what it printed."""
        command = [self.programs / "gridshow", *words]
        done = subprocess.run(
            [str(word) for word in command], capture_output=True, text=True, cwd=self.folder,
            env=os.environ | {"GRIDSHOW_NOW": iso(self.now), "LC_ALL": "zh_CN.UTF-8"})
        if done.returncode != status:
            raise Failure(f"`{' '.join(map(str, words))}` ends with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def votes(self, *words, status=0):
        """A command of the organiser that goes through the service."""
        return self.gridshow("votes", *words, "--folder", self.published, "--service", self.socket, status=status)

    def start(self, puzzle_bits=4):
        """Starts the service and waits until it answers.

        puzzle_bits: how hard puzzles are; a thousand scripted voters would take long with those of the rules (None).
        """
        log = open(self.folder / "service.log", "ab")
        command = [
            self.programs / "gridshow-votes", "serve", "--rules", self.folder / "rules.txt", "--data",
            self.folder / "data", "--publish", self.published, "--keys", self.keys, "--port", self.port,
            "--admin-socket", self.socket, "--insecure-cookies", "--rehearsal-clock", self.clock]
        if self.postgresql:
            command += ["--postgresql", self.postgresql]
        if puzzle_bits is not None:
            command += ["--puzzle-bits", puzzle_bits]
        self.process = subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            env=os.environ | {"GRIDSHOW_REHEARSAL": "yes"})
        log.close()
        for _ in range(600):
            if self.process.poll() is not None:
                raise Failure(f"the service ended:\n{(self.folder / 'service.log').read_text()[-2000:]}")
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                if self.socket.exists():
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise Failure("the service does not answer within 30 s")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            if self.process.wait(30) != 0:
                raise Failure(f"the service ended with {self.process.returncode}")

    def copy_published(self, target):
        """What may be shown to everybody: no locks, no half-written files."""
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.published, target, ignore=shutil.ignore_patterns(".*"))
