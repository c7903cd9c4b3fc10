"""One service for the tests that only send things to it."""

import pytest

from malformed_campaign import raise_file_limit
from programs import need_programs
from vote_service import GRIDSHOW, LOAD, SERVICE, Service, make_election


@pytest.fixture(scope="session", autouse=True)
def programs():
    need_programs(SERVICE, LOAD, GRIDSHOW)
    raise_file_limit()


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    folder = tmp_path_factory.mktemp("service")
    with Service(make_election(folder / "election"), folder) as running:
        running.open()
        yield running
        assert running.stop() == 0, running.last_words()
