"""The rehearsal's own count: from what its voters were told, and from nothing that the service wrote."""

from html.parser import HTMLParser


class Count:
    """Every acknowledged ballot, and which of them are excluded."""

    def __init__(self, awards):
        self.awards = awards
        self.ballots = {}  # by the place in the log: award, choices, receipt
        self.excluded = set()

    def add(self, answer, ballot):
        self.ballots[answer["seq"]] = (ballot["category"], tuple(ballot["choices"]), answer["receipt"])

    def numbers(self):
        """Received, excluded and counted, by the names that pages use: `award/candidate/received` and so on."""
        numbers = {}

        def increase(name, is_excluded):
            numbers[f"{name}/received"] = numbers.get(f"{name}/received", 0) + 1
            numbers[f"{name}/excluded"] = numbers.get(f"{name}/excluded", 0) + is_excluded
            numbers[f"{name}/counted"] = numbers.get(f"{name}/counted", 0) + (not is_excluded)

        for award, candidates in self.awards.items():
            for name in ["ballots", award] + [f"{award}/{candidate}" for candidate in candidates]:
                for part in ("received", "excluded", "counted"):
                    numbers.setdefault(f"{name}/{part}", 0)
        for seq, (award, choices, _) in self.ballots.items():
            is_excluded = seq in self.excluded
            for name in ["ballots", award] + [f"{award}/{choice}" for choice in choices]:
                increase(name, is_excluded)
        return numbers


def result_numbers(text):
    """The same from a published result.txt."""
    numbers, award = {}, None
    for line in text.splitlines():
        fields = line.split("\t")
        if fields[0] == "ballots":
            name, values = "ballots", fields[1:4]
        elif fields[0] == "award":
            award = fields[1]
            name, values = award, fields[2:5]
        elif fields[0] == "candidate":
            name, values = f"{award}/{fields[2]}", fields[3:6]
        else:
            continue
        numbers |= {f"{name}/{part}": int(value) for part, value in zip(("received", "excluded", "counted"), values)}
    return numbers


class PageNumbers(HTMLParser):
    """The numbers of a page by their `data-count` names."""

    def __init__(self, html):
        super().__init__()
        self.numbers, self.name = {}, None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.name = dict(attributes).get("data-count") or self.name

    def handle_endtag(self, tag):
        self.name = None

    def handle_data(self, data):
        if self.name and data.strip():
            value = int(data.strip().replace(",", ""))
            if self.numbers.setdefault(self.name, value) != value:
                raise ValueError(f"the page says {value} and {self.numbers[self.name]} for {self.name}")
