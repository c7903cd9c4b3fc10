"""A build that takes long tells a person at a terminal how far it is, and a program that reads its output nothing."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios

import pytest

import corpus
from generator import REPOSITORY, Site, reader_environment

CASES = 6000
BAR = re.compile(r"\r\x1b\[K(读取|生成|写入) (■*)(□*) (\d+)(?:/(\d+))?")


@pytest.fixture(scope="module")
def long_site(tmp_path_factory):
    """A site whose build takes longer than a second on one thread."""
    folder = tmp_path_factory.mktemp("long")
    corpus.write_settings(folder / "content")
    corpus.write_cases(folder / "content", CASES)
    return Site.under(folder, folder / "content")


def at_a_terminal(command, columns=80):
    """Everything that the command writes to standard error, which is a terminal."""
    person, program = pty.openpty()
    fcntl.ioctl(program, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        command, cwd=REPOSITORY, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=program,
        env=reader_environment({"LC_ALL": "zh_CN.UTF-8"}))
    os.close(program)
    seen = b""
    while True:
        try:
            piece = os.read(person, 65536)
        except OSError:  # Linux ends a terminal without a writer so.
            break
        if not piece:
            break
        seen += piece
    os.close(person)
    assert process.wait(60) == 0, seen.decode()
    return seen.decode()


def test_a_long_build_shows_a_bar_that_only_grows_and_goes_away(long_site):
    said = at_a_terminal(long_site.arguments("build", "--jobs", "1"))
    bars = BAR.findall(said)
    assert bars, f"no bar was shown in a build of {CASES} cases; it said {said!r}"
    rendered = [(int(done), int(total)) for phase, _, _, done, total in bars if phase == "生成"]
    assert rendered == sorted(rendered) and all(done <= total for done, total in rendered), rendered
    assert len({len(full) + len(empty) for _, full, empty, _, _ in bars}) == 1, "the bar changes its length"
    line = said.rsplit("\r\x1b[K", 1)[1]
    assert "■" not in line, f"the bar stays on the screen: {line!r}"


def test_a_build_that_is_read_by_a_program_shows_no_bar(long_site):
    run = long_site.build("--jobs", "1")
    assert "■" not in run.output and "\r" not in run.output, run.output[-500:]


def test_a_short_build_shows_no_bar(tmp_path):
    corpus.write_settings(tmp_path / "content")
    corpus.write_cases(tmp_path / "content", 20)
    said = at_a_terminal(Site.under(tmp_path, tmp_path / "content").arguments())
    assert "■" not in said, said
