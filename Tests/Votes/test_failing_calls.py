"""Whatever call of the service fails, the store stays sound and nothing is acknowledged that is not kept."""

import random

import failing_calls

SEED = 20260901


def test_failing_calls_leave_a_sound_store(tmp_path):
    every = failing_calls.all_injections(tmp_path / "all", SEED)
    rng, faults = random.Random(SEED), []
    for number, call in enumerate(failing_calls.CALLS):
        possible = [injection for injection in every if injection.call == call]
        for place, injection in enumerate(rng.sample(possible, min(2, len(possible)))):
            found, _ = failing_calls.run(tmp_path / f"{number}-{place}", SEED, injection)
            faults += [f"{injection}: {fault}" for fault in found]
    assert not faults, f"seed {SEED}: " + "\n".join(faults)
