"""Votes with the real programs: the scripts of a rehearsal, and where the programs are."""

import importlib.machinery
import importlib.util
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PROGRAMS = Path(os.environ.get("GRIDSHOW_VOTES_PROGRAMS", REPOSITORY / ".build/debug")).absolute()


def load_script(name):
    """A script without a suffix as a module."""
    loader = importlib.machinery.SourceFileLoader(name.replace("-", "_"), str(REPOSITORY / "scripts" / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    sys.modules[loader.name] = module
    loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def rehearsing():
    """scripts/rehearse-election as a module."""
    for program in ("gridshow", "gridshow-votes"):
        assert (PROGRAMS / program).is_file(), f"run `swift build --product {program}`"
    return load_script("rehearse-election")


@pytest.fixture
def options():
    return SimpleNamespace(election="shili", voters=120, seed=7, programs=PROGRAMS, keep=None, postgresql=None)
