"""A small rehearsal, and proof that a rehearsal can fail."""

import pytest


@pytest.fixture
def rehearsal(rehearsing, options, tmp_path):
    made = rehearsing.Rehearsal(options, tmp_path)
    yield made
    if made.machine.process and made.machine.process.poll() is None:
        made.machine.kill()


def test_pages_both_verifiers_and_the_own_count_agree_after_a_whole_election(rehearsal):
    rehearsal.run()
    numbers = rehearsal.count.numbers()
    assert numbers["ballots/received"] > 150
    assert 0 < numbers["ballots/excluded"] < numbers["ballots/received"]


def test_a_ballot_too_few_or_too_many_in_the_count_is_noticed(rehearsal, rehearsing):
    """Negative control: each comparison finds a difference of one."""
    rehearsal.run()
    own = rehearsal.count.numbers()
    published = (rehearsal.machine.published / "result.txt").read_text()
    for name, change in [("ballots/received", 1), ("ballots/excluded", -1), ("ballots/counted", 1)]:
        wrong = own | {name: own[name] + change}
        with pytest.raises(rehearsing.Failure, match=name):
            rehearsal.compare(wrong, rehearsing.result_numbers(published), "result.txt")
    first = next(iter(rehearsal.count.ballots))
    del rehearsal.count.ballots[first]
    with pytest.raises(rehearsing.Failure):
        rehearsal.check_pages(rehearsal.count.numbers())


def test_a_receipt_of_another_log_is_noticed(rehearsal, rehearsing):
    """Negative control: a receipt that was changed by one character does not pass."""
    rehearsal.options.voters = 60
    rehearsal.run()
    place, (award, choices, receipt) = next(iter(rehearsal.count.ballots.items()))
    lines = receipt.splitlines(keepends=True)
    proof = next(index for index, line in enumerate(lines) if len(line) == 45)
    lines[proof] = ("B" if lines[proof][0] != "B" else "C") + lines[proof][1:]
    path = rehearsal.folder / "changed.tlog-proof"
    path.write_text("".join(lines))
    rehearsal.machine.gridshow("votes", "verify", rehearsal.machine.published, "--receipt", path, status=1)
