"""Whatever is sent to the service, it gives the one right refusal, and honest voters are served meanwhile."""

import malformed_campaign as campaign
from malformed import CASES

SEED = 20260901


def test_there_are_sixty_ways_to_be_wrong():
    assert len({case.name for case in CASES}) == len(CASES) >= 60


def test_every_malformed_ballot_gets_its_code(service):
    faults, statuses = campaign.send_malformed(service, 6 * len(CASES), SEED)
    assert not faults, f"seed {SEED}: " + "\n".join(faults[:20])
    assert not [status for status in statuses if status >= 500]


def test_a_sound_ballot_passes_the_same_sender(service):
    """The negative control: what is not malformed is admitted."""
    assert campaign.send_sound(service, SEED) == 201


def test_hostile_bytes_keep_nobody_out(service):
    report = campaign.attack(service, slow=300, seconds=6, seed=SEED)
    assert not report.faults, "\n".join(report.faults)
