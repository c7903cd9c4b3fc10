"""Prints the last line that a reader and a script look for: N passed, N failed."""

counts = {"passed": 0, "failed": 0}


def pytest_runtest_logreport(report):
    if report.failed:
        counts["failed"] += 1
    elif report.when == "call" and report.passed:
        counts["passed"] += 1


def pytest_collectreport(report):
    if report.failed:
        counts["failed"] += 1


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        print(f"{counts['passed']} passed, {counts['failed']} failed")
