#!/usr/bin/env python3
"""Measure what lists and counts of the whole site on each page cost a cold build.

usage: bench_lists.py [CASES] [--rounds N]

The same content is built with the theme as it is and with a footer that lists
every theme, district and year with its count and the newest cases. In a naive
generator each page would ask for all others; here the ratio should stay close
to what the longer pages take to write. Prints a Markdown table with medians.
"""

import shutil
import statistics

from bench import Program, case_pages, measure, measurement, say, write_content
from generator import TEMPLATES, Site

LISTS = """<ul>{{#catalogue.topics}}<li><a href="{{root}}{{url}}">{{title}}</a> {{count}}</li>{{/catalogue.topics}}</ul>
<ul>{{#catalogue.districts}}<li><a href="{{root}}{{url}}">{{title}}</a> {{count}}</li>{{/catalogue.districts}}</ul>
<ul>{{#catalogue.years}}<li><a href="{{root}}{{url}}">{{title}}</a> {{count}}</li>{{/catalogue.years}}</ul>
<ol>{{#catalogue.newest}}<li><a href="{{root}}{{url}}">{{title}}</a> {{date}}</li>{{/catalogue.newest}}</ol>
<p>{{catalogue.count}}</p>
"""


def program(name, work, templates):
    site = Site(work / "content", work / f"output-{name}", work / f"cache-{name}", templates)
    return Program(
        name, site.arguments(), work, [site.output, site.cache], lambda: case_pages(site.output / "cases"))


def main():
    with measurement(__doc__, rounds=5) as (options, work):
        write_content(options.cases, work / "content")
        listing = shutil.copytree(TEMPLATES, work / "templates")
        with open(listing / "partials/footer.mustache", "a", encoding="utf-8") as footer:
            footer.write(LISTS)
        contenders = [program("without", work, TEMPLATES), program("with", work, listing)]
        samples = {contender.name: [] for contender in contenders}
        for number in range(1, options.rounds + 1):
            for contender in contenders:
                sample = measure(contender, work / "log", options.touch)
                samples[contender.name].append(sample)
                say(f"round {number}/{options.rounds}: {contender.name}: {sample.wall:.2f} s, cpu {sample.cpu:.2f} s")
        sizes = [(contender.fresh[0] / "cases/00001.html").stat().st_size for contender in contenders]
    medians = [
        [statistics.median(getattr(s, field) for s in samples[name]) for field in ("wall", "cpu")]
        for name in ("without", "with")]
    print(f"{options.cases:,} cases, cold, medians of {options.rounds} alternating rounds:\n")
    print("| Pages | Wall | CPU | A case's page |\n| --- | ---: | ---: | ---: |")
    for name, (wall, cpu), size in zip(("without lists", "with site-wide lists and counts"), medians, sizes):
        print(f"| {name} | {wall:.2f} s | {cpu:.2f} s | {size / 1000:.1f} KB |")
    print("| ratio | " + " | ".join(f"{b / a:.2f}" for a, b in zip(*medians)) + f" | {sizes[1] / sizes[0]:.2f} |")


if __name__ == "__main__":
    main()
