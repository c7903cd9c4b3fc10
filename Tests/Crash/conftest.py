"""Content for builds that are killed: an older site, a newer one, and what the newer one must be."""

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

import corpus
from generator import Site, tree

CASES = 300
REMOVED = range(1, 31)
ADDED = 30


@dataclass
class Versions:
    """Two contents of one site, how long the newer takes, and the trees that clean builds of them give."""

    older: Path
    newer: Path
    seconds: float
    older_built: Path
    older_tree: dict
    newer_tree: dict

    def fresh(self, folder):
        """The newer content, to be built into an empty folder."""
        return Site.under(folder, self.newer)

    def over_older(self, folder):
        """The newer content, to be built over a copy of the older site and its cache."""
        shutil.copytree(self.older_built, folder, dirs_exist_ok=True)
        return Site.under(folder, self.newer)


def write_newer(older, newer):
    """The same content after a busy day: cases gone, added and changed, and another title on every page."""
    shutil.copytree(older, newer)
    rng = random.Random(2)
    for number in REMOVED:
        (newer / f"cases/{number:05d}.md").unlink()
    for number in range(CASES + 1, CASES + ADDED + 1):
        (newer / f"cases/{number:05d}.md").write_text(corpus.case(number, rng), encoding="utf-8")
    settings = newer / "site.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("微网实格优秀案例展播", "微网实格案例展（新版）"), encoding="utf-8"
    )


@pytest.fixture(scope="session")
def versions(tmp_path_factory):
    from killing import duration

    folder = tmp_path_factory.mktemp("versions")
    older, newer = folder / "older", folder / "newer"
    corpus.write_settings(older)
    corpus.write_cases(older, CASES)
    write_newer(older, newer)
    older_site = Site.under(folder / "older-site", older)
    older_site.build()
    newer_site = Site.under(folder / "newer-site", newer)
    seconds = duration(newer_site)
    return Versions(
        older, newer, seconds, folder / "older-site", tree(older_site.output), tree(newer_site.output)
    )
