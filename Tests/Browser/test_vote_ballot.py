"""A visitor votes: on a telephone, with a keyboard, with a connection that breaks, without scripts."""

import gzip
import json
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

from generator import REPOSITORY, TEMPLATES, Site
from visitor import Visitor
from stand_in_service import problem, voting

PAGE = "elections/shili.html"
FORM = "form[data-award] >> nth=0"
SCRIPT_LIMIT = 12 * 1024


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The exhibition with its made-up election, as if nobody had voted yet."""
    folder = tmp_path_factory.mktemp("vote")
    shutil.copytree(REPOSITORY / "content", folder / "content")
    shutil.rmtree(folder / "content/elections/shili/published", ignore_errors=True)
    description = folder / "content/elections/shili/election.yaml"
    lines = description.read_text(encoding="utf-8").splitlines()
    if not any(line.startswith("service:") for line in lines):
        lines.append("service: /v1")
    lines = [line for line in lines if not line.startswith("frozen_root:")]
    description.write_text("\n".join(lines) + "\n", encoding="utf-8")
    built = Site.under(folder, folder / "content")
    built.build()
    return built.output


@pytest.fixture
def vote(site, browser):
    """A visitor at a telephone in front of an open vote: (page, ballots, visitor)."""
    with voting(site) as (address, ballots):
        visitor = Visitor(browser, address, width=360, has_service=True)
        page = visitor.open(PAGE)
        page.wait_for_selector("[data-ballot][data-state=open]")
        yield page, ballots, visitor
        visitor.close()


def choose(page, count=1):
    boxes = page.locator(FORM).locator("input[name=choice]")
    for place in range(count):
        boxes.nth(place).check()
    return [boxes.nth(place).get_attribute("value") for place in range(count)]


def cast(page):
    page.locator(FORM).locator("button[type=submit]").click()


def outcome(page, expected, timeout=20_000):
    """Waits until the first award's outcome is of a class, and gives its text."""
    found = page.locator(FORM).locator(f"[data-outcome].{expected}")
    found.wait_for(timeout=timeout)
    return found.inner_text()


def test_a_ballot_is_cast_and_its_receipt_kept(vote):
    page, ballots, visitor = vote
    chosen = choose(page)
    cast(page)
    text = outcome(page, "is-done")
    [kept] = ballots.received.values()
    assert kept["ballot"][1] == tuple(chosen)
    assert str(kept["answer"]["seq"]) in text, f"the outcome does not name the ballot's number: {text}"
    page.reload()
    assert str(kept["answer"]["seq"]) in outcome(page, "is-done"), "the receipt is gone after a reload"
    with page.expect_download() as download:
        page.locator(FORM).locator("[data-outcome] a[download]").click()
    assert download.value.path().read_text() == kept["answer"]["receipt"]
    assert not visitor.faults, visitor.faults


def test_no_more_can_be_chosen_than_the_rules_allow(vote):
    page, _, _ = vote
    form = page.locator(FORM)
    most = int(form.get_attribute("data-max"))
    boxes = form.locator("input[name=choice]")
    choose(page, most)
    for place in range(most, boxes.count()):
        assert boxes.nth(place).is_disabled(), f"choice {place + 1} of {most} can be made"
    names = [boxes.nth(place).get_attribute("data-name") for place in range(most)]
    shown = form.locator("[data-chosen]").inner_text()
    assert all(name in shown for name in names), f"the summary does not name every choice: {shown}"
    boxes.nth(0).uncheck()
    assert boxes.nth(most).is_enabled()


def test_an_empty_ballot_is_not_sent(vote):
    page, ballots, _ = vote
    cast(page)
    assert outcome(page, "is-fault")
    assert not ballots.requests


@pytest.mark.parametrize("fault", ["lost", "dropped"])
def test_a_broken_connection_neither_loses_nor_doubles_a_ballot(vote, fault):
    page, ballots, _ = vote
    ballots.faults = [fault]
    choose(page)
    cast(page)
    outcome(page, "is-done")
    assert len(ballots.received) == 1
    assert len({body["ballot_id"] for body in ballots.requests}) == 1, "a repeated ballot got another id"


def test_a_page_that_was_closed_too_early_finds_its_ballot_again(vote):
    page, ballots, _ = vote
    ballots.faults = ["lost"] + ["dropped"] * 20
    choose(page)
    cast(page)
    page.wait_for_function("() => Object.keys(localStorage).some((name) => name.endsWith('/pending'))")
    while not ballots.received:
        page.wait_for_timeout(50)
    ballots.faults = []
    page.reload()
    assert outcome(page, "is-done")
    assert len(ballots.received) == 1


def test_another_choice_waits_until_the_fate_of_the_first_is_known(vote):
    page, ballots, _ = vote
    ballots.faults = ["lost"] + ["dropped"] * 20
    choose(page)
    cast(page)
    outcome(page, "is-fault", timeout=60_000)
    ballots.faults = []
    boxes = page.locator(FORM).locator("input[name=choice]")
    boxes.nth(0).uncheck()
    boxes.nth(1).check()
    cast(page)
    outcome(page, "is-done")
    assert len(ballots.received) == 1, "a second ballot was cast though the first had been counted"


@pytest.mark.parametrize("code", ["E_POW_EXPIRED", "E_POW_BINDING", "E_CHALLENGE_USED"])
def test_a_puzzle_that_is_too_old_is_replaced_silently(vote, code):
    page, ballots, _ = vote
    ballots.faults = [(422, problem(code))]
    choose(page)
    cast(page)
    outcome(page, "is-done")
    first, second = ballots.requests
    assert first["challenge"] != second["challenge"]
    assert first["ballot_id"] == second["ballot_id"]


@pytest.mark.parametrize(
    ("status", "code"), [(409, "E_ALREADY_VOTED"), (410, "E_CLOSED"), (422, "E_CHOICE_COUNT"), (429, "E_RATE_IP")]
)
def test_a_refusal_is_told_in_the_service_s_words(vote, status, code):
    page, ballots, _ = vote
    ballots.faults = [(status, problem(code))]
    choose(page)
    cast(page)
    assert f"故障 {code}" in outcome(page, "is-fault")
    assert page.locator(FORM).locator("button[type=submit]").is_enabled()


def test_an_overloaded_service_is_asked_again_after_the_time_it_names(vote):
    page, ballots, _ = vote
    ballots.faults = [(503, problem("E_OVERLOADED", retry_after=1))]
    choose(page)
    cast(page)
    outcome(page, "is-done")
    assert len(ballots.requests) == 2


@pytest.mark.parametrize("state", ["announced", "paused", "closed", "frozen"])
def test_nothing_can_be_chosen_while_no_ballots_are_taken(site, browser, state):
    with voting(site) as (address, ballots):
        ballots.state = state
        visitor = Visitor(browser, address, width=360, has_service=True)
        page = visitor.open(PAGE)
        page.wait_for_selector("[data-ballot][data-state]")
        assert page.locator("input[name=choice]:visible").count() == 0
        assert page.locator("[data-ballot-off]").first.is_visible()
        visitor.close()


def test_a_keyboard_is_enough(vote):
    page, ballots, _ = vote
    page.locator(FORM).locator("input[name=choice]").nth(0).focus()
    page.keyboard.press("Space")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('button[type=submit]')"):
            break
    page.keyboard.press("Enter")
    outcome(page, "is-done")
    assert page.evaluate("document.activeElement.matches('[data-outcome]')"), "the focus does not go to the outcome"
    assert len(ballots.received) == 1


@pytest.mark.parametrize("moment", ["open", "chosen", "cast"])
def test_assistive_technology_finds_no_fault(vote, moment):
    page, _, _ = vote
    if moment != "open":
        choose(page)
    if moment == "cast":
        cast(page)
        outcome(page, "is-done")
    found = Axe().run(page).response["violations"]
    assert not found, "\n".join(f"{rule['id']}: {rule['help']}" for rule in found)


def test_without_scripts_everything_can_be_read_and_nothing_is_asked(site, browser):
    with voting(site) as (address, ballots):
        visitor = Visitor(browser, address, width=360, scripts=False, has_service=True)
        asked = []
        visitor.page.on("request", lambda request: asked.append(request.url))
        page = visitor.open(PAGE)
        assert page.locator("input:visible").count() == 0
        assert page.locator("[data-ballot-off]").first.is_visible()
        assert not [url for url in asked if "/v1" in url]
        visitor.close()


def test_the_scripts_of_a_vote_are_small():
    assets = TEMPLATES / "assets"
    size = sum(len(gzip.compress((assets / name).read_bytes(), 9)) for name in ("vote.js", "vote-worker.js"))
    assert size <= SCRIPT_LIMIT, f"vote.js and vote-worker.js take {size} bytes compressed, {SCRIPT_LIMIT} are allowed"


def test_a_slow_telephone_solves_the_usual_puzzle(site, browser, record_property):
    """Level 1 with a processor six times slower; the time is reported, the solution is checked by the service."""
    with voting(site, bits=14) as (address, ballots):
        visitor = Visitor(browser, address, width=360, has_service=True)
        page = visitor.open(PAGE)
        page.wait_for_selector("[data-ballot][data-state=open]")
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
        start = page.evaluate("performance.now()")
        choose(page)
        cast(page)
        outcome(page, "is-done", timeout=60_000)
        record_property("milliseconds", round(page.evaluate("performance.now()") - start))
        assert len(ballots.received) == 1
        visitor.close()


def test_every_request_of_a_vote_is_strict_json(vote):
    page, ballots, _ = vote
    choose(page)
    cast(page)
    outcome(page, "is-done")
    [body] = ballots.requests
    assert set(body) == {"v", "category", "choices", "ballot_id", "challenge", "solution"}, json.dumps(body)
    assert len(body["ballot_id"]) == 22
