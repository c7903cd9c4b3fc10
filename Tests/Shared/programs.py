"""The programs of a vote and the scripts beside them, for every suite that runs them."""

import importlib.machinery
import importlib.util
import os
import socket
import sys
from pathlib import Path

from generator import REPOSITORY

PROGRAMS = Path(os.environ.get("GRIDSHOW_VOTES_PROGRAMS", REPOSITORY / ".build/debug")).absolute()


def need_programs(*programs):
    for program in programs:
        assert program.is_file(), (
            f"{program} is missing: run `swift build --product {program.name}`, or name another folder of "
            "programs in the variable GRIDSHOW_VOTES_PROGRAMS")


def load_script(name):
    """A script without a suffix as a module."""
    loader = importlib.machinery.SourceFileLoader(name.replace("-", "_"), str(REPOSITORY / "scripts" / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    sys.modules[loader.name] = module
    loader.exec_module(module)
    return module


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
