"""Votes with the real programs: the scripts of a rehearsal, and where the programs are."""

from types import SimpleNamespace

import pytest

from programs import PROGRAMS, load_script, need_programs


@pytest.fixture(scope="session")
def rehearsing():
    """scripts/rehearse-election as a module."""
    need_programs(PROGRAMS / "gridshow", PROGRAMS / "gridshow-votes")
    return load_script("rehearse-election")


@pytest.fixture
def options():
    return SimpleNamespace(election="shili", voters=120, seed=7, programs=PROGRAMS, keep=None, postgresql=None)
