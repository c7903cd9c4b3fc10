"""A vote on PostgreSQL is the same vote, and moves between stores without a change of a single number."""

import os
import subprocess

import pytest

CONNECTION = os.environ.get("GRIDSHOW_TEST_POSTGRESQL")
needs_server = pytest.mark.skipif(not CONNECTION, reason="run this through scripts/with-postgresql")


@pytest.fixture
def database():
    """An empty database of the server; its connection string."""
    name = f"rehearsal_{os.getpid()}_{os.urandom(3).hex()}"
    subprocess.run(["psql", CONNECTION, "-qc", f"CREATE DATABASE {name}"], check=True)
    yield CONNECTION.replace("dbname=postgres", f"dbname={name}")
    subprocess.run(["psql", CONNECTION, "-qc", f"DROP DATABASE {name} WITH (FORCE)"], check=True)


@pytest.fixture
def rehearsal(rehearsing, options, tmp_path):
    made = rehearsing.Rehearsal(options, tmp_path)
    yield made
    if made.machine.process and made.machine.process.poll() is None:
        made.machine.kill()


@needs_server
def test_a_whole_election_on_postgresql(rehearsal, database):
    rehearsal.machine.postgresql = database
    rehearsal.run()
    assert not list(rehearsal.folder.glob("data/*.sqlite")), "the votes were kept in SQLite"


def move(machine, database, *words):
    return subprocess.run(
        [machine.programs / "gridshow-votes", "move", "--rules", machine.folder / "rules.txt", "--data",
         machine.folder / "data", "--postgresql", database, *words],
        capture_output=True, text=True, env=os.environ | {"LC_ALL": "zh_CN.UTF-8"})


@needs_server
def test_a_vote_moves_to_postgresql_in_the_midst_and_back_at_the_end(rehearsal, database):
    story, machine = rehearsal, rehearsal.machine
    story.prepare()
    machine.set_clock(story.opens + 30)
    story.state("open", "按公布的日程开放")
    story.crowd([story.voter() for _ in range(40)])
    refused = move(machine, database)
    assert refused.returncode == 3, "a store that a service has open was moved"
    machine.votes("publish")
    machine.stop()
    done = move(machine, database)
    assert done.returncode == 0 and "计票一致" in done.stdout, done.stdout + done.stderr
    again = move(machine, database)
    assert again.returncode == 3 and "已有" in again.stderr, "a store that holds a vote was written over"
    machine.postgresql = database
    machine.start()
    machine.set_clock(story.opens + 3600)
    story.crowd([story.voter() for _ in range(20)])
    story.verify()
    machine.stop()
    (machine.folder / "data").rename(machine.folder / "old")
    back = move(machine, database, "--back")
    assert back.returncode == 0, back.stdout + back.stderr
    machine.postgresql = None
    machine.start()
    machine.set_clock(story.closes + 5)
    story.state("closed", "到公布的时间结束")
    machine.set_clock(story.closes + 16 * 3600)
    story.state("published", "复核完毕，结果公示", ["op1", "op2"])
    machine.set_clock(story.closes + 8 * 86400 + 15 * 3600)
    machine.votes("freeze", "--operator", "op1", "--operator", "op2", "--reason", "公示期满，无异议")
    machine.stop()
    story.check()
