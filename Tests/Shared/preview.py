"""Runs `gridshow preview` on a free port and asks it things."""

import http.client
import json
import re
import signal
import subprocess
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from generator import reader_environment, require_gridshow

PATIENCE = 30


class Preview:
    """A preview at work; `said` grows with what it prints."""

    def __init__(self, folder, *options, environment=None):
        self.folder = Path(folder)
        self.said = ""
        self.process = subprocess.Popen(
            [str(require_gridshow()), "preview", "--port", "0", *map(str, options)],
            cwd=self.folder,
            env=reader_environment(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        found = self.wait_for(r"http://127\.0\.0\.1:(\d+)/")
        self.address, self.port = found.group(0), int(found.group(1))
        self.wait_for("已更新|有错误")

    def _read(self):
        for line in self.process.stderr:
            self.said += line.decode("utf-8", "replace")

    def wait_for(self, pattern, after=0):
        """Waits until it has printed something that matches, beyond the first `after` characters."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if found := re.compile(pattern).search(self.said, after):
                return found
            assert self.process.poll() is None, f"gridshow preview ended early:\n{self.said}"
            time.sleep(0.01)
        raise AssertionError(f"gridshow preview did not print {pattern} within {PATIENCE} s:\n{self.said}")

    def get(self, path):
        """Status and body; the path is sent as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest("GET", path, skip_accept_encoding=True)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def events(self, page):
        """An open event connection for a page as it stands now."""
        body = self.get("/" + quote(page))[1].decode()
        return Events(self.port, page, re.search(r'data-version="([^"]*)"', body).group(1))

    def end(self):
        """Ends it as Ctrl-C does; the exit code and how long that took."""
        start = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        return code, time.monotonic() - start


class Events:
    """Server-Sent Events as they arrive, as pairs of name and data."""

    def __init__(self, port, page, version):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.connection.request("GET", f"/.gridshow/events?page={quote(page, safe='')}&version={version}")
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200

    def next(self):
        name = None
        while line := self.answer.readline().decode().rstrip("\n"):
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: "):
                return name, json.loads(line[6:])
        return self.next() if not self.answer.isclosed() else (None, None)

    def wait_for(self, wanted):
        """The data of the next event of that name."""
        while True:
            name, data = self.next()
            assert name is not None, "the connection was ended"
            if name == wanted:
                return data

    def close(self):
        self.connection.close()


@contextmanager
def previewing(folder, *options, environment=None):
    """A preview of the site in `folder`, ended afterwards."""
    preview = Preview(folder, *options, environment=environment)
    try:
        yield preview
    finally:
        if preview.process.poll() is None:
            preview.process.kill()
            preview.process.wait()
