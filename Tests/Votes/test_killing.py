"""Services that are killed while voters vote lose nothing, double nothing and invent nothing; broken ones do."""

import pytest

import killing_votes
from database import new_database, server
from vote_service import LOAD

SEED = 20260901


def campaign(folder, cycles=3, **more):
    plan = killing_votes.Campaign(folder, cycles, SEED, longest=1.0, rate=400, most_signatures=50, **more)
    outcome = killing_votes.run(plan)
    assert outcome.finding.acknowledged > 0, f"nobody voted, so nothing was tested: {outcome.figures()}"
    return outcome


def test_a_killed_service_on_sqlite_keeps_what_it_acknowledged(tmp_path):
    faults = campaign(tmp_path).faults()
    assert not faults, f"seed {SEED}: " + "\n".join(faults)


def test_two_services_on_one_database_keep_what_either_acknowledged(tmp_path):
    if not server():
        pytest.skip("no PostgreSQL: run this through scripts/with-postgresql")
    faults = campaign(tmp_path, services=2, postgresql=new_database(server())).faults()
    assert not faults, f"seed {SEED}: " + "\n".join(faults)


def test_answers_before_the_commit_are_found_as_losses(tmp_path):
    outcome = campaign(tmp_path, program=(LOAD, "faulty", "--fault", "hasty"), publishes=False)
    assert outcome.finding.lost, f"a service that answers too early seems sound: {outcome.figures()}"


def test_a_service_that_forgets_voters_is_found_by_doubles(tmp_path):
    outcome = campaign(tmp_path, program=(LOAD, "faulty", "--fault", "forgetful"), second_ballots=40)
    assert outcome.finding.doubled, f"a service that forgets who has voted seems sound: {outcome.figures()}"
    assert not outcome.finding.lost


def test_the_program_of_the_broken_services_is_sound_without_a_fault_also_with_records_on_their_way(tmp_path):
    faults = campaign(tmp_path, program=(LOAD, "faulty", "--fault", "none", "--backlog", "40")).faults()
    assert not faults, f"seed {SEED}: " + "\n".join(faults)
