"""kill -9 at any moment leaves a site that opens, and the next build is right."""

import shutil

import pytest

from generator import differences, tree
from killing import faults_of, home_faults, kill_after, moments

KILLS = 30


def assert_recovers(site, expected, moment):
    """The next build ends well and gives the tree of a clean build."""
    run = site.run()
    assert run.code == 0, f"the build after a kill at {moment:.3f} s ended with {run.code}:\n{run.output}"
    found = differences(expected, tree(site.output))
    assert not found, f"the build after a kill at {moment:.3f} s differs from a clean build:\n{found}"


def kill_rounds(make_site, versions, folder, seed):
    """Kills at each moment in a folder of its own; at least half the kills must meet a running build."""
    met = 0
    for number, moment in enumerate(moments(KILLS, versions.seconds, seed)):
        site = make_site(folder / str(number))
        met += kill_after(site, moment)
        yield site, moment
        shutil.rmtree(folder / str(number))
    assert met >= KILLS / 2, f"only {met} of {KILLS} kills met a running build: the moments come too late"


def test_kills_of_a_first_build(versions, tmp_path):
    for site, moment in kill_rounds(versions.fresh, versions, tmp_path, seed=1):
        faults = faults_of(site.output)
        if (site.output / "index.html").exists():
            faults += home_faults(site.output)
        assert not faults, f"after a kill at {moment:.3f} s:\n" + "\n".join(faults[:10])
        assert_recovers(site, versions.newer_tree, moment)


def test_kills_of_a_build_over_an_older_site(versions, tmp_path):
    for site, moment in kill_rounds(versions.over_older, versions, tmp_path, seed=2):
        faults = faults_of(site.output) + home_faults(site.output)
        assert not faults, f"after a kill at {moment:.3f} s over an older site:\n" + "\n".join(faults[:10])
        assert_recovers(site, versions.newer_tree, moment)


@pytest.mark.parametrize("seed", range(4))
def test_kills_one_after_another(versions, tmp_path, seed):
    """Builds that are killed again and again, then the older content comes back."""
    site = versions.over_older(tmp_path)
    for moment in moments(6, versions.seconds, seed=10 + seed):
        kill_after(site, moment)
        faults = faults_of(site.output) + home_faults(site.output)
        assert not faults, f"after a kill at {moment:.3f} s:\n" + "\n".join(faults[:10])
    site.content = versions.older
    assert_recovers(site, versions.older_tree, moment)


def test_kill_and_a_lost_cache(versions, tmp_path):
    """The cache is safe to delete at any time, so also after a kill; only stale files may then stay, and are named."""
    site = versions.over_older(tmp_path)
    kill_after(site, versions.seconds / 2)
    shutil.rmtree(site.cache, ignore_errors=True)
    run = site.build()
    found = tree(site.output)
    wrong = differences(versions.newer_tree, {name: found[name] for name in found if name in versions.newer_tree})
    assert not wrong, f"without the cache the pages differ from a clean build:\n{wrong}"
    unnamed = [name for name in found if name not in versions.newer_tree and name not in run.output]
    assert not unnamed, f"files that the build does not know must be named: {unnamed[:10]}"
