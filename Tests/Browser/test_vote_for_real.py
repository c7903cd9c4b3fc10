"""A ballot on its whole way: a telephone's browser, the real service, the published log, both verifiers."""

import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest

from generator import Site
from programs import PROGRAMS, REPOSITORY, load_script, need_programs
from proxy import in_front_of
from visitor import Visitor

FORM = "form[data-award] >> nth=0"


@pytest.fixture(scope="module")
def vote(tmp_path_factory):
    """The made-up election with new keys, open, with the puzzles that its rules ask for; and its site."""
    need_programs(PROGRAMS / "gridshow-votes")
    rehearsal = load_script("rehearse-election")
    folder = tmp_path_factory.mktemp("real-vote")
    options = SimpleNamespace(election="shili", voters=0, seed=1, programs=PROGRAMS, keep=None, postgresql=None)
    story = rehearsal.Rehearsal(options, folder)
    story.prepare()
    machine = story.machine
    machine.stop()
    machine.set_clock(story.opens + 30)
    machine.start(puzzle_bits=None)
    story.state("open", "按公布的日程开放")
    machine.votes("publish")
    site = Site.under(folder / "site", story.content)
    machine.copy_published(story.content / "elections/shili/published")
    site.build()
    yield SimpleNamespace(story=story, machine=machine, site=site)
    machine.stop()


def outcome(page, expected):
    found = page.locator(FORM).locator(f"[data-outcome].{expected}")
    found.wait_for(timeout=60_000)
    return found.inner_text()


def test_a_vote_cast_on_a_telephone_is_in_the_published_log(vote, browser, tmp_path):
    machine = vote.machine
    with in_front_of(machine.port, vote.site.output) as address:
        visitor = Visitor(browser, address, width=360, has_service=True)
        page = visitor.open("elections/shili.html")
        page.wait_for_selector("[data-ballot][data-state=open]", timeout=30_000)
        boxes = page.locator(FORM).locator("input[name=choice]")
        boxes.nth(1).check()
        boxes.nth(2).check()
        chosen = [boxes.nth(place).get_attribute("value") for place in (1, 2)]
        page.locator(FORM).locator("button[type=submit]").click()
        outcome(page, "is-done")
        with page.expect_download() as download:
            page.locator(FORM).locator("[data-outcome] a[download]").click()
        receipt = tmp_path / "receipt.tlog-proof"
        shutil.copy(download.value.path(), receipt)
        # The same day, the same browser, the same award: refused in words, and the first ballot stays.
        boxes.nth(0).check()
        page.locator(FORM).locator("button[type=submit]").click()
        assert "投过" in outcome(page, "is-fault")
        visitor.faults = [fault for fault in visitor.faults if "409" not in fault]
        assert not visitor.faults, visitor.faults
        visitor.close()
    machine.votes("publish")
    machine.gridshow("votes", "verify", machine.published, "--receipt", receipt)
    second = subprocess.run(
        [sys.executable, REPOSITORY / "scripts/verify-election", machine.published], capture_output=True, text=True)
    assert second.returncode == 0, second.stdout + second.stderr
    entries = b"".join(path.read_bytes() for path in machine.published.glob("log/tile/entries/**/*") if path.is_file())
    assert ",".join(sorted(chosen)).encode() in entries, "the published log does not hold what was chosen"
