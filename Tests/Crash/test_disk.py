"""A disk that is full or read-only ends a build with 3, a word on what to do, and the old site whole; the cache is kept."""

import errno
import random
import time

import pytest

from disk import calls, failing, forget, watched
from edited_site import EditedSite
from generator import tree
from killing import faults_of, home_faults

SEED = 20231218
WORDS = {errno.ENOSPC: "磁盘满了", errno.EROFS: "没有权限"}


@pytest.fixture(scope="module")
def edited(tmp_path_factory):
    return EditedSite(tmp_path_factory.mktemp("disk"))


def published(site):
    """What visitors can get."""
    return {name: data for name, data in tree(site.output).items() if not name.startswith(".")}


def moves_begin(edited):
    """The number of the first call of a build to the present version that touches the site itself."""
    log = edited.folder / "log"
    forget(log)
    edited.site.build(environment=watched(log))
    output = str(edited.site.output)
    paths = [path for _, path in calls(log)[0] if path.startswith(output)]
    return next(n for n, path in enumerate(paths, 1) if "/.gridshow-staging" not in path), len(paths)


@pytest.mark.parametrize("code", WORDS)
@pytest.mark.parametrize("version", ["everything", "body"])
def test_a_disk_that_fails_at_any_moment(edited, code, version):
    """The disk fails for good from some call on. Until files are moved into the site nothing of it may change."""
    edited.turn_into(version)
    first_move, last = moves_begin(edited)
    edited.turn_into("base")
    edited.site.build()
    # Deleting what was staged is the end of a build and no failure of it.
    chosen = random.Random(SEED).sample(range(1, last), min(12, last - 1))
    failures = 0
    for start in sorted({1, first_move, *chosen}):
        story = f"seed {SEED}, call {start}, where {first_move} is the first that touches the site"
        before = published(edited.site)
        edited.turn_into(version)
        run = edited.run("--jobs", "1", environment=failing(edited.site.output, code, start))
        failures += run.code == 3
        assert run.code in (0, 3), f"{story}: it ended with {run.code}\n{run.output}"
        if start <= first_move:
            assert run.code == 3, f"{story}: the disk had failed before the site was written\n{run.output}"
        if start < first_move:
            assert published(edited.site) == before, f"{story}: the old site has changed"
        if run.code == 3:
            assert WORDS[code] in run.output and str(edited.site.output) in run.output, f"{story}:\n{run.output}"
        faults = faults_of(edited.site.output) + home_faults(edited.site.output)
        assert not faults, "\n".join([story, *faults[:10]])
        for name in (version, "base"):
            edited.turn_into(name)
            fault = edited.faults_beside(edited.run())
            assert not fault, f"{story}, the next build: {fault}"
    assert failures >= 4, f"the disk failed {failures} builds only"


@pytest.mark.parametrize("code", WORDS)
def test_a_disk_that_holds_output_and_cache(edited, code):
    """Nothing at all can be written: neither the site nor the cache; both are as before and serve the next build."""
    edited.turn_into("base")
    edited.site.build()
    before, cache = published(edited.site), tree(edited.site.cache)
    edited.turn_into("title")
    run = edited.run(environment=failing(edited.folder, code))
    assert run.code == 3 and WORDS[code] in run.output, f"it ended with {run.code}:\n{run.output}"
    assert published(edited.site) == before and tree(edited.site.cache) == cache
    fault = edited.faults_beside(edited.run())
    assert not fault, fault
    # A build that has nothing to write does not need to, once the files are old enough for their times to tell.
    time.sleep(0.15)
    edited.site.build()
    run = edited.run(environment=failing(edited.folder, code))
    assert not edited.faults_beside(run)


@pytest.mark.parametrize("code", WORDS)
def test_a_first_build_on_a_failing_disk(edited, tmp_path, code):
    edited.turn_into("base")
    output = edited.site.output
    edited.site.output = tmp_path / "new" / "output"
    try:
        for start in (1, 2, 20, 60):
            run = edited.run("--jobs", "1", environment=failing(edited.site.output, code, start))
            assert run.code == 3 and WORDS[code] in run.output, f"it ended with {run.code}:\n{run.output}"
            assert not edited.site.output.exists() or not faults_of(edited.site.output)
        fault = edited.faults_beside(edited.run())
        assert not fault, fault
    finally:
        edited.site.output = output
