"""A disk that ends a program at a chosen moment, or fails it; see disk.c."""

import errno
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path


@cache
def library():
    """disk.c as a library that is loaded before a program; made once for all tests of a run."""
    compiler = shutil.which("clang") or shutil.which("cc")
    assert compiler, "no C compiler: install Swift's toolchain, which has clang"
    target = Path(tempfile.mkdtemp(prefix="gridshow-disk-")) / "disk.so"
    source = Path(__file__).with_name("disk.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", target, source, "-ldl"], check=True)
    return target


def watched(log, kill_at=None):
    """The environment of a program whose changes are logged, and which is killed at one of them."""
    environment = {"LD_PRELOAD": str(library()), "DISK_LOG": str(log)}
    return environment if kill_at is None else {**environment, "DISK_KILL": str(kill_at)}


def failing(below, code=errno.ENOSPC, start=1, while_there=None):
    """The environment of a program for which files below a folder cannot be changed: the disk is full (ENOSPC), or it is
    read-only (EROFS)."""
    environment = {"LD_PRELOAD": str(library()), "DISK_BELOW": str(below), "DISK_ERROR": str(code)}
    environment["DISK_FROM"] = str(start)
    return environment if while_there is None else {**environment, "DISK_WHILE": str(while_there)}


def calls(log):
    """What a log tells: the changing calls as pairs of name and path, and the files that were read."""
    changes, reads = [], []
    for line in Path(log).read_text(encoding="utf-8").splitlines():
        number, name, path = line.split(" ", 2)
        if name == "read":
            reads.append(path)
        else:
            assert int(number) > 0
            changes.append((name, path))
    return changes, reads


def forget(log):
    """Removes a log, so that the next program begins a new one."""
    if os.path.exists(log):
        os.remove(log)
