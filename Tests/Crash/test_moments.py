"""kill -9 at 200 moments of first builds and of builds with a cache: the next build is that of a clean folder.

A moment is a call that changes a file: creating, writing (half the bytes get out), renaming, deleting. Builds are killed
in every phase: while pages are staged, while files are moved and deleted, while the manifest and the cache are written.
The cache that the killed build leaves behind is kept, as are the signatures of all files: nothing is copied.
"""

import random
import shutil
import time
from collections import Counter

import pytest

from disk import calls, forget, watched
from edited_site import EDITS, EditedSite
from killing import faults_of, home_faults

SEED = 20231216
FIRST_BUILDS = 60
LATER_BUILDS = 140
PHASES = ("stage", "list", "move", "delete", "remember", "tidy")
KILLED = -9
# Seconds after which the times of a saved file tell whether it has changed.
UNTRUSTED = 0.15


@pytest.fixture(scope="module")
def edited(tmp_path_factory):
    return EditedSite(tmp_path_factory.mktemp("moments"))


def phase(site, call):
    """What a build does with a call."""
    name, path = call
    output, cache = str(site.output), str(site.cache)
    if path.startswith(cache):
        return "remember"
    if "/.gridshow-staging/manifest" in path or path.endswith("/.gridshow-manifest"):
        return "list"
    if "/.gridshow-staging" in path:
        return "tidy" if name in ("unlink", "rmdir") else "stage"
    assert path.startswith(output), f"a build has changed a file outside its folders: {name} {path}"
    return "delete" if name in ("unlink", "rmdir") else "move"


class Killing:
    """Builds of one site that are killed, and what they were doing then."""

    def __init__(self, edited, seed):
        self.edited, self.site = edited, edited.site
        self.log = edited.folder / "log"
        self.random = random.Random(seed)
        self.story = [f"seed {seed}"]
        self.met = Counter()

    def changes(self, *options):
        """Builds to the end; the phases of the calls that changed files, in their order."""
        forget(self.log)
        run = self.edited.run(*options, environment=watched(self.log))
        assert run.code == 0, run.output
        if not self.log.exists():
            return []
        return [phase(self.site, call) for call in calls(self.log)[0]]

    def kill(self, phases):
        """Kills a build at a moment of that of its phases which has been met least."""
        wanted = min(dict.fromkeys(phases), key=lambda name: self.met[name])
        moment = self.random.choice([n for n, name in enumerate(phases, 1) if name == wanted])
        forget(self.log)
        run = self.edited.run("--jobs", str(self.random.choice([1, 2])), environment=watched(self.log, moment))
        assert run.code in (KILLED, 0), f"a killed build ended with {run.code}:\n{run.output}"
        # A build that follows a killed one has less to do and may end before its moment comes.
        met = phase(self.site, calls(self.log)[0][-1]) if run.code == KILLED else "nothing"
        self.met[met] += 1
        self.story.append(f"to {self.edited.version}: call {moment} of {len(phases)}, wanted {wanted}, met {met}")
        return run.code == KILLED

    def expect_open_site(self):
        """What a visitor meets after a kill opens and loads all it needs."""
        faults = faults_of(self.site.output)
        if (self.site.output / "index.html").exists():
            faults += home_faults(self.site.output)
        assert not faults, "\n".join(self.story[-3:] + faults[:10])

    def expect_recovery(self):
        """The next build equals a clean one in bytes and words, and the one after it repeats that."""
        for build in ("next", "one after it"):
            fault = self.edited.faults_beside(self.edited.run())
            assert not fault, "\n".join([*self.story[:1], *self.story[-3:], f"the {build}: {fault}"])


def expect_spread(killing, count, phases):
    met = killing.met
    assert sum(met.values()) - met["nothing"] >= count, f"too few kills met a running build: {met}"
    for name in phases:
        assert met[name] >= count / 20, f"too few kills while a build was at “{name}”: {met}"


def test_kills_of_first_builds(edited):
    killing = Killing(edited, SEED)
    shutil.rmtree(edited.site.output, ignore_errors=True)
    shutil.rmtree(edited.site.cache, ignore_errors=True)
    phases, killed = killing.changes("--jobs", "1"), 0
    while killed < FIRST_BUILDS:
        shutil.rmtree(edited.site.output)
        shutil.rmtree(edited.site.cache)
        killed += killing.kill(phases)
        killing.expect_open_site()
        killing.expect_recovery()
    expect_spread(killing, FIRST_BUILDS, ["stage", "list", "move", "remember", "tidy"])


def test_kills_of_builds_after_edits(edited):
    """From the base to an edited version and back, with one cache for all builds; some are killed twice in a row."""
    killing = Killing(edited, SEED + 1)
    edited.turn_into("base")
    edited.site.build()
    phases, killed = {}, 0
    while killed < LATER_BUILDS:
        for start, end in [way for name in EDITS for way in (("base", name), (name, "base"))]:
            if (start, end) not in phases:
                edited.turn_into(end)
                phases[start, end] = killing.changes("--jobs", "1")
                edited.turn_into(start)
                edited.site.build()
            edited.turn_into(end)
            # What has just been saved is read again, as its time tells too little; wait that out now and then.
            time.sleep(killing.random.choice([0, 0, UNTRUSTED]))
            for _ in range(killing.random.choice([1, 1, 2])):
                killed += killing.kill(phases[start, end])
                killing.expect_open_site()
            killing.expect_recovery()
    expect_spread(killing, killed, PHASES)


@pytest.mark.parametrize("wanted", ["stage", "move", "remember"])
def test_a_kill_does_not_cost_the_cache(edited, wanted):
    """What an earlier build remembered serves the build after a kill, too: it reads what changed and no other text."""
    killing = Killing(edited, SEED + 2)
    edited.turn_into("base")
    edited.site.build()
    time.sleep(UNTRUSTED)
    edited.site.build()
    edited.turn_into("body")
    phases = killing.changes("--jobs", "1")
    edited.turn_into("base")
    edited.site.build()
    time.sleep(UNTRUSTED)
    edited.site.build()
    edited.turn_into("body")
    time.sleep(UNTRUSTED)
    killing.kill([name if name == wanted else "other" for name in phases])
    forget(killing.log)
    run = edited.run(environment=watched(killing.log))
    assert not edited.faults_beside(run)
    # The one whose line is quoted in a warning, and the one that was edited.
    expected = {f"{edited.site.content}/cases/{name}.md" for name in ("00001", "00003")}
    texts = {path for path in calls(killing.log)[1] if path.endswith(".md")}
    assert texts <= expected, f"after a kill while a build was at “{wanted}” these were read: {sorted(texts)}"
