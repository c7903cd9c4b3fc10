"""A cache is a cache: whatever becomes of it, the site and the words are those of a clean build, and it only costs time."""

import errno
import os
import random
import shutil
import subprocess

import pytest

import generator
from disk import calls, failing, forget, watched
from edited_site import EditedSite
from generator import GRIDSHOW

SEED = 20231217
TELLS = "缓存没有写成"


@pytest.fixture(scope="module")
def edited(tmp_path_factory):
    return EditedSite(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def built(edited):
    """The site as it was built from the base, with its cache."""
    remove(edited.site.cache)
    edited.turn_into("base")
    edited.site.build()
    return edited


def remove(path):
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.exists() or path.is_symlink():
        path.unlink()


def expect_right(edited, **run):
    run = edited.run(**run)
    words = "\n".join(line for line in run.output.splitlines() if not line.startswith(TELLS))
    fault = edited.faults_beside(type(run)(run.code, words))
    assert not fault, fault
    return run


def truncated(file):
    data = file.read_bytes()
    for length in random.Random(SEED).sample(range(len(data)), 20) + [0, 1, 8, 24, len(data) - 1]:
        file.write_bytes(data[:length])
        yield f"cut to {length} of {len(data)} bytes"


def noisy(file):
    rng = random.Random(SEED)
    for length in (0, 7, 100, 100_000):
        file.write_bytes(rng.randbytes(length))
        yield f"{length} bytes of noise"
    for length in (100, 100_000):
        file.write_bytes(b"GSCACHE5" + rng.randbytes(length))
        yield f"{length} bytes of noise behind the right beginning"


def flipped(file):
    data = file.read_bytes()
    for place in random.Random(SEED).sample(range(len(data)), 25):
        file.write_bytes(data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :])
        yield f"byte {place} changed"


def replaced(file):
    file.unlink()
    yield "deleted"
    remove(file)
    file.mkdir()
    yield "a folder in its place"
    remove(file)
    (file / "inner").mkdir(parents=True)
    yield "a folder that is not empty in its place"
    remove(file)
    file.symlink_to(file)
    yield "a link to itself, which cannot be read"
    remove(file)
    file.with_name("build.new").mkdir()
    yield "a folder where it is to be written"
    remove(file.with_name("build.new"))
    shutil.rmtree(file.parent)
    file.parent.write_text("in the way")
    yield "a file where its folder should be"
    file.parent.unlink()
    yield "its folder deleted"


@pytest.mark.parametrize("harm", [truncated, noisy, flipped, replaced])
def test_a_harmed_cache_costs_time_only(built, harm):
    edited, versions = built, ["body", "base", "title", "delete"]
    for number, story in enumerate(harm(edited.site.cache / "build")):
        edited.turn_into(versions[number % len(versions)])
        run = edited.run()
        words = "\n".join(line for line in run.output.splitlines() if not line.startswith(TELLS))
        fault = edited.faults_beside(type(run)(run.code, words))
        assert not fault, f"{story}: {fault}"


def texts_read(edited):
    """Builds; the articles that were read for it."""
    log = edited.folder / "log"
    forget(log)
    expect_right(edited, environment=watched(log))
    return {path for path in calls(log)[1] if "/content/cases/" in path}


def test_the_cache_of_another_program_is_left_alone(built, tmp_path, monkeypatch):
    """The same program at another place stands for an older version: a cache names the program that wrote it."""
    other = shutil.copy2(GRIDSHOW, tmp_path / "gridshow")
    built.site.build()
    every = {str(path) for path in (built.site.content / "cases").iterdir()}
    with monkeypatch.context() as patch:
        patch.setattr(generator, "GRIDSHOW", other)
        assert texts_read(built) == every, "it used what another program remembered"
        built.turn_into("title")
        expect_right(built)
    assert texts_read(built) == every, "it used what another program remembered"


@pytest.mark.parametrize("code, words", [(errno.EROFS, "没有权限"), (errno.ENOSPC, "磁盘满了")])
def test_a_cache_that_cannot_be_written_is_told_and_the_site_is_whole(built, code, words):
    disk = failing(built.site.cache, code)
    for version in ["body", "delete", "base", "cell", "base"]:
        built.turn_into(version)
        run = expect_right(built, environment=disk)
        assert TELLS in run.output and words in run.output, f"it must say what is wrong:\n{run.output}"
    built.turn_into("title")
    run = expect_right(built)
    assert TELLS not in run.output


def test_a_cache_whose_disk_fills_while_it_is_written(built):
    for start in range(1, 6):
        for version in ["body", "new case", "base"]:
            built.turn_into(version)
            expect_right(built, environment=failing(built.site.cache, start=start))
            left = os.listdir(built.site.cache) if built.site.cache.exists() else []
            assert set(left) <= {"build"}, f"a failed write must leave nothing half done: {left}"
            expect_right(built)


def test_a_second_build_of_one_folder_stops_and_says_so(built):
    """The first is stopped in its middle; whoever comes meanwhile is sent away, with the cache and without."""
    built.turn_into("title")
    environment = generator.reader_environment({**watched(built.folder / "log"), "DISK_STOP": "30"})
    first = subprocess.Popen(
        built.site.arguments(), env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        assert os.WIFSTOPPED(os.waitpid(first.pid, os.WUNTRACED)[1])
        before = generator.tree(built.site.output)
        for options in ([], ["--cache", str(built.folder / "another-cache")], ["--drafts"]):
            run = built.run(*options)
            assert run.code == 3, f"a second build must end with 3, ended with {run.code}:\n{run.output}"
            assert "另一个 gridshow 正在写" in run.output and str(built.site.output) in run.output, run.output
        assert generator.tree(built.site.output) == before, "the second build has changed something"
    finally:
        first.send_signal(18)
        output = first.communicate(timeout=60)[0].decode()
    fault = built.faults_beside(generator.Run(first.returncode, output))
    assert not fault, fault
    expect_right(built)


def test_builds_at_once_into_two_folders_share_a_cache(built):
    """The cache belongs to no output: builds at once may take it from each other, and neither site suffers."""
    other = generator.Site(built.site.content, built.folder / "other", built.site.cache, built.site.templates)
    names = ["body", "title", "base", "new case", "delete", "base"] * 3
    for name in names:
        built.turn_into(name)
        started = [
            subprocess.Popen(
                site.arguments(), env=generator.reader_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
            for site in (built.site, other)
        ]
        outputs = [process.communicate(timeout=60)[0].decode() for process in started]
        for site, process, output in zip((built.site, other), started, outputs):
            assert process.returncode == 0, output
            found = generator.differences(built.clean[name][0], generator.tree(site.output))
            assert not found, f"builds at once into two folders with one cache: {site.output} after {name}:\n{found}"
    remove(other.output)
    built.turn_into("base")
    expect_right(built)
