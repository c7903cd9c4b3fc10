"""Casts three times as many ballots as a service can take, and looks at what it says, needs and does afterwards."""

from audit import Audit, Journal
from vote_service import Service, begin, finish, make_election, start_load, verify_both

MOST_MEGABYTES = 300
STATUSES = {"200", "201", "409", "503"}
LEAST_CONNECTIONS, MOST_CONNECTIONS = 64, 2000


def merged(journals):
    """What several loads remember, as one."""
    whole = journals[0]
    for number, journal in enumerate(journals[1:], 1):
        offset = number * 10_000_000
        whole.intents |= {offset + key: value for key, value in journal.intents.items()}
        whole.answers |= {offset + key: value for key, value in journal.answers.items()}
    return whole


class Overload:
    def __init__(self, folder, seed, seconds):
        self.folder, self.seed, self.seconds = folder, seed, seconds
        self.service = Service(make_election(folder / "election", seed=seed), folder)
        self.journals, self.faults = [], []

    def load(self, ballots, seconds, connections, rate=None):
        path = self.folder / f"journal-{len(self.journals)}"
        limit = ("--rate", rate) if rate else ()
        load = start_load(
            self.service.election, [self.service.port], int(ballots) + 500, "--journal", path, "--seconds", seconds,
            "--connections", connections, "--patience", 60, "--second-ballots", 5, "--seed",
            self.seed * 10 + len(self.journals), *limit)
        begin(load)
        report = finish(load, patience=seconds + 120)
        self.journals.append(Journal(path))
        if unknown := set(report["statuses"]) - STATUSES:
            self.faults.append(f"there were answers {unknown}: {report['statuses']}")
        return report

    def run(self):
        with self.service:
            self.service.open()
            calm = self.load(20_000 * self.seconds / 4, self.seconds / 4, LEAST_CONNECTIONS)
            rate = calm["perSecond"]
            flood = self.load(rate * 3 * self.seconds, self.seconds, MOST_CONNECTIONS, rate * 3)
            after = self.load(rate * self.seconds / 4, self.seconds / 4, LEAST_CONNECTIONS, rate / 2)
            megabytes = self.service.memory()
            if megabytes > MOST_MEGABYTES:
                self.faults.append(f"the service took {megabytes:.0f} MB")
            if after["perSecond"] < rate * 0.4 or after["milliseconds"]["p99"] > 1000:
                self.faults.append(f"the service has not recovered: {after}")
            self.service.admin("POST", "publish")
            finding = Audit(merged(self.journals), self.service.publish, self.service.election.rules, 200).run()
            self.faults += finding.faults() + verify_both(self.service.publish)
        return {
            "calm votes a second": round(rate), "asked for a second": round(rate * 3), "flood": flood["statuses"],
            "flood votes a second": round(flood["perSecond"]), "retries": flood["retries"],
            "afterwards p99 ms": round(after["milliseconds"]["p99"], 1), "megabytes": round(megabytes)
        } | finding.figures(), self.faults
