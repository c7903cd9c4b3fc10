"""Whatever call of the service fails, the store stays sound and nothing is acknowledged that is not kept."""

import random

import failing_calls
from failing_calls import Injection
from vote_service import LOAD

SEED = 20260901


def test_failing_calls_leave_a_sound_store(tmp_path):
    rng, faults, reached = random.Random(SEED), [], 0
    for call in failing_calls.CALLS:
        injection = Injection(call, rng.choice(failing_calls.FAULTS), rng.randint(1, 6))
        found, was_reached = failing_calls.run(tmp_path / call.strip("/^"), SEED, injection)
        reached += was_reached
        faults += [f"{injection}: {fault}" for fault in found]
    assert reached > len(failing_calls.CALLS) / 2, "most of the calls were never made: nothing was tested"
    assert not faults, f"seed {SEED}: " + "\n".join(faults)


def test_a_service_that_answers_before_the_commit_is_found(tmp_path):
    """The negative control: killed when it writes its first votes, it has promised them already."""
    injection = Injection("pwrite64", "signal=KILL", 1)
    faults, was_reached = failing_calls.run(tmp_path, SEED, injection, program=(LOAD, "faulty", "--fault", "hasty"))
    assert was_reached
    assert any("was lost" in fault or "the log holds" in fault for fault in faults), faults
