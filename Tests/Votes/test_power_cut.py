"""A power cut at any moment leaves every ballot that was acknowledged."""

import pytest

import power_cut

SEED = 20260901


@pytest.fixture(scope="module")
def recording(tmp_path_factory):
    return power_cut.record(tmp_path_factory.mktemp("power"), SEED, 30)


def test_a_power_cut_loses_no_acknowledged_ballot(recording, tmp_path):
    faults = power_cut.cut(recording, SEED, 40, tmp_path)
    assert not faults, f"seed {SEED}: " + "\n".join(faults)


def test_without_syncs_ballots_are_lost(recording, tmp_path):
    """The negative control: what `synchronous=OFF` would make of the same votes."""
    assert power_cut.cut(recording.without_syncs(), SEED, 20, tmp_path)
