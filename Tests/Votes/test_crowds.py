"""Crowds and moving clocks: everybody gets what the rules say, and so does the log."""

import crowds
from overload import Overload

SEED = 20260901


def test_crowds_are_served_and_counted_once(tmp_path):
    faults = crowds.crowds(tmp_path, SEED, voters=60)
    assert not faults, "\n".join(faults)


def test_clocks_that_move_decide_by_the_rules(tmp_path):
    faults = crowds.clocks(tmp_path, SEED)
    assert not faults, "\n".join(faults)


def test_too_many_ballots_do_no_harm(tmp_path):
    _, faults = Overload(tmp_path, SEED, seconds=2).run()
    assert not faults, "\n".join(faults)
