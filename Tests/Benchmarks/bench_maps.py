#!/usr/bin/env python3
"""Measure maps drawn by GraphicsBenchmark, by d3-hierarchy in Node.js and by Vega.

usage: bench_maps.py PROGRAM [--rounds N] [--seconds S]

All draw the same made-up communities. Each round measures each program in turn
on each map; what a program needs to get warm is not counted. Prints a Markdown
table with medians. The figures are good for ratios on one machine, which is
why no test compares the times with a limit.
"""

import argparse
import gzip
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import brotli
import vl_convert

HERE = Path(__file__).resolve().parent
MAPS = {"blocks-83": 83, "blocks-1000": 1000, "blocks-10000": 10_000}
D3 = Path("/usr/share/nodejs/d3-hierarchy/package.json")


def say(text):
    print(text, file=sys.stderr, flush=True)


def output(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"bench: {command[0]} ended with {done.returncode}. It said:\n{done.stderr.decode()[-2000:]}")
    return done.stdout


def vega_map(data):
    """The map as a Vega specification: squarified, with Vega's own way of headers; titles and labels as in d3's."""
    rows = [{"id": "root", "parent": None}]
    for group in data["root"]["children"]:
        rows.append({"id": group["code"], "parent": "root", "name": group["name"]})
        rows += [
            {"id": cell["code"], "parent": group["code"], "name": cell["short"], "value": cell["value"],
             "shade": cell["shade"], "title": f"{cell['name']} {cell['text']}"}
            for cell in group["children"]
        ]
    box = {"x": {"field": "x0"}, "x2": {"field": "x1"}, "y": {"field": "y0"}, "y2": {"field": "y1"}}
    middle = {"x": {"signal": "(datum.x0 + datum.x1) / 2"}, "y": {"signal": "(datum.y0 + datum.y1) / 2"}}
    return {
        "$schema": "https://vega.github.io/schema/vega/v5.json",
        "width": data["width"], "height": data["height"], "padding": 0,
        "data": [
            {"name": "tree", "values": rows, "transform": [
                {"type": "stratify", "key": "id", "parentKey": "parent"},
                {"type": "treemap", "field": "value", "method": "squarify", "ratio": 1.3, "paddingTop": 24,
                 "paddingLeft": 3, "paddingRight": 3, "paddingBottom": 3,
                 "size": [{"signal": "width"}, {"signal": "height"}]}]},
            {"name": "cells", "source": "tree", "transform": [{"type": "filter", "expr": "!datum.children"}]},
            {"name": "groups", "source": "tree",
             "transform": [{"type": "filter", "expr": "datum.children && datum.parent"}]},
        ],
        "scales": [{"name": "class", "type": "threshold", "domain": data["thresholds"],
                    "range": ["#ecf5fd", "#c1dcfa", "#91c3f6", "#65a8eb", "#388ddd"]}],
        "marks": [
            {"type": "rect", "from": {"data": "groups"}, "encode": {"enter": {**box, "stroke": {"value": "#1f2937"}}}},
            {"type": "rect", "from": {"data": "cells"}, "encode": {"enter": {
                **box, "fill": {"scale": "class", "field": "shade"}, "stroke": {"value": "#1f2937"},
                "href": {"signal": "'#r-' + datum.id"}, "tooltip": {"field": "title"}}}},
            {"type": "text", "from": {"data": "cells"}, "encode": {"enter": {
                **middle, "text": {"field": "name"}, "align": {"value": "center"}, "baseline": {"value": "middle"}}}},
        ],
    }


def vega(specification, rounds):
    """The SVG and the median milliseconds of one drawing, warm."""
    text = json.dumps(specification)
    picture = vl_convert.vega_to_svg(text)
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        vl_convert.vega_to_svg(text)
        times.append((time.perf_counter() - start) * 1000)
    return picture.encode(), statistics.median(times)


def sizes(picture):
    return [len(picture), len(gzip.compress(picture, 9)), len(brotli.compress(picture, quality=11))]


def measure(program, folder, rounds, seconds):
    """Milliseconds by map and program, all rounds, and bytes by map and program."""
    script = HERE / "treemap.js"
    names = ["ours, rows kept", "ours, rows found", "d3", "Vega"]
    times = {(sample, name): [] for sample in MAPS for name in names}
    bytes_of = {}
    for number in range(1, rounds + 1):
        for sample in MAPS:
            say(f"round {number}/{rounds}: {sample}")
            data = folder / f"{sample}.json"
            found, kept = map(float, output(program, "time", sample, seconds).split())
            times[sample, "ours, rows found"].append(found)
            times[sample, "ours, rows kept"].append(kept)
            times[sample, "d3"].append(float(output("node", script, data, seconds)))
            picture, middle = vega(vega_map(json.loads(data.read_text())), 3)
            times[sample, "Vega"].append(middle)
            bytes_of[sample, "Vega"] = sizes(picture)
            if number == 1:
                bytes_of[sample, "ours, rows kept"] = sizes((folder / f"{sample}.svg").read_bytes())
                bytes_of[sample, "d3"] = sizes(output("node", script, data, "--svg"))
    return {key: statistics.median(values) for key, values in times.items()}, bytes_of


def table(times, bytes_of, rounds):
    version = json.loads(D3.read_text())["version"]
    lines = [
        f"Maps, warm, medians of {rounds} alternating rounds ({platform.machine()}, {os.cpu_count()} cores); "
        f"times as multiples of d3's:",
        "",
        "| Cells | Drawn by | Time | Raw | gzip | brotli |",
        "| ---: | --- | ---: | ---: | ---: | ---: |",
    ]
    titles = {
        "ours, rows kept": "GridShow, rows kept", "ours, rows found": "GridShow, rows found anew",
        "d3": f"d3-hierarchy {version}", "Vega": f"Vega (vl-convert {vl_convert.__version__})",
    }
    for sample, cells in MAPS.items():
        for name, title in titles.items():
            ratio = times[sample, name] / times[sample, "d3"]
            time_text = f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}"
            if name == "d3":
                time_text = f"1 ({times[sample, name]:.2f} ms)"
            size = bytes_of.get((sample, name))
            columns = [f"{count / 1024:.1f} KB" for count in size] if size else ["", "", ""]
            lines.append(f"| {cells:,} | {title} | {time_text} | {' | '.join(columns)} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1)
    options = parser.parse_args()
    if not D3.is_file():
        sys.exit("bench: d3-hierarchy is missing: run `make bench`, which installs it")
    with tempfile.TemporaryDirectory(prefix="gridshow-bench-") as folder:
        output(options.program, "samples", folder)
        times, bytes_of = measure(options.program, Path(folder), options.rounds, options.seconds)
    print(table(times, bytes_of, options.rounds))


if __name__ == "__main__":
    main()
