"""Runs the gridshow under test and compares what it wrote."""

import os
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
TEMPLATES = REPOSITORY / "templates"
GRIDSHOW = Path(os.environ.get("GRIDSHOW", REPOSITORY / ".build/release/gridshow")).absolute()


@dataclass
class Run:
    """How one run ended: its exit code and all that it printed."""

    code: int
    output: str


@dataclass
class Site:
    """The folders of one site; the output and cache folders need not exist yet."""

    content: Path
    output: Path
    cache: Path
    templates: Path = TEMPLATES

    @classmethod
    def under(cls, folder, content):
        return cls(Path(content), Path(folder) / "output", Path(folder) / "cache")

    def arguments(self, command="build", *options):
        """The command line; `check` writes nothing and takes no output folder."""
        folders = ["--content", self.content, "--templates", self.templates]
        if command == "build":
            folders += ["--output", self.output]
            folders += ["--cache", self.cache] if has_cache_option() else []
        return [str(part) for part in [require_gridshow(), command, *folders, *options]]

    def run(self, command="build", *options, directory=REPOSITORY, environment=None, **process):
        done = subprocess.run(
            self.arguments(command, *options),
            cwd=directory,
            env=reader_environment(environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            timeout=600,
            **process,
        )
        return Run(done.returncode, done.stdout.decode("utf-8", "replace"))

    def build(self, *options, **process):
        """Builds, and fails with the whole report when the content has faults."""
        run = self.run("build", *options, **process)
        assert run.code == 0, (
            f"`gridshow build` of {self.content} ended with {run.code}, expected 0. It said:\n{run.output}"
        )
        return run


def require_gridshow():
    assert GRIDSHOW.is_file(), (
        f"{GRIDSHOW} is missing: run `scripts/build-release gridshow`, "
        "or name another program in the variable GRIDSHOW"
    )
    return GRIDSHOW


@cache
def has_cache_option():
    """Whether builds keep a cache; where they keep none, there is no option for its folder."""
    help_text = subprocess.run([require_gridshow(), "build", "--help"], capture_output=True, check=True).stdout
    return b"--cache" in help_text


def reader_environment(changes=None):
    """The environment of a Chinese reader, with changes; a value of None removes a variable."""
    environment = {**os.environ, "LANG": "zh_CN.UTF-8", **(changes or {})}
    if "LC_ALL" not in (changes or {}):
        environment.pop("LC_ALL", None)
    return {name: value for name, value in environment.items() if value is not None}


def tree(folder):
    """Every file of a folder by its relative path, and every empty folder as None."""
    entries = {}
    for path in sorted(Path(folder).rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file():
            entries[name] = path.read_bytes()
        elif not any(path.iterdir()):
            entries[name + "/"] = None
    return entries


def differences(expected, found, limit=20):
    """What makes two trees unequal, one line an entry; empty when they are equal."""
    lines = []
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            lines.append(f"missing: {name}")
        elif name not in expected:
            lines.append(f"not expected: {name}")
        elif expected[name] != found[name]:
            lines.append(f"other bytes: {name}{first_difference(expected[name], found[name])}")
    if len(lines) > limit:
        lines[limit:] = [f"and {len(lines) - limit} more"]
    return "\n".join(lines)


def first_difference(expected, found):
    if expected is None or found is None:
        return ""
    position = next(
        (i for i, (a, b) in enumerate(zip(expected, found)) if a != b), min(len(expected), len(found))
    )
    start = max(0, position - 40)
    clip = lambda text: text[start : position + 40].decode("utf-8", "replace")
    return f" at byte {position}: expected …{clip(expected)!r}…, found …{clip(found)!r}…"
