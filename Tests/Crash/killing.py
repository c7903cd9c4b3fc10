"""Kills builds and tells whether what they left behind is a site that opens."""

import os
import random
import signal
import subprocess
import time
from functools import cache

from generator import REPOSITORY, reader_environment
from html_page import HTMLPage, is_external, read_page, resolve

SEED = 20231215


def moments(count, longest, seed=SEED):
    """Seeded waits in seconds, one in each of `count` equal parts of a build's time and a little after."""
    rng = random.Random(seed)
    part = longest * 1.1 / count
    return [part * (index + rng.random()) for index in range(count)]


def kill_after(site, seconds):
    """Starts a build and kills it, with all it started; true when it was still running."""
    process = subprocess.Popen(
        site.arguments(),
        cwd=REPOSITORY,
        env=reader_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(seconds)
    was_running = process.poll() is None
    if was_running:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return was_running


def duration(site):
    start = time.monotonic()
    site.build()
    return time.monotonic() - start


def faults_of(output):
    """What a visitor would find broken: torn pages, and style sheets, scripts and pictures that are gone."""
    faults, known = [], {}
    for path in sorted(output.rglob("*.html")):
        name = path.relative_to(output).as_posix()
        # What a killed build was still staging is no part of the site.
        if name.startswith(".gridshow-staging/"):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if not text.rstrip().endswith("</html>"):
            faults.append(f"{name} is torn: it ends with {text[-40:]!r}")
            continue
        for address in missing_loads(path, text, known):
            faults.append(f"{name} loads {address}, which does not exist")
    return faults


@cache
def local_loads(text):
    """Addresses that a page loads from its own site; kept, as most rounds meet the same pages."""
    return [address for _, address in HTMLPage(text).loads if not is_external(address)]


def missing_loads(path, text, known):
    for address in local_loads(text):
        target = os.path.normpath(resolve(path, address)[0])
        if target not in known:
            known[target] = os.path.isfile(target)
        if not known[target]:
            yield address


def home_faults(output):
    """The home page exists, and everything it links to exists."""
    home = output / "index.html"
    if not home.is_file():
        return ["there is no index.html"]
    page = read_page(home)
    return [
        f"index.html refers to {address}, which does not exist"
        for _, address in page.references
        if not is_external(address) and not resolve(home, address)[0].is_file()
    ]
