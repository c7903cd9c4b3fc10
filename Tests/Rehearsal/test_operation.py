"""The examples for running a vote, tried with the real nginx and, where it is installed, systemd's own checks."""

import http.client
import os
import random
import shutil
import socket
import subprocess
import time

import pytest

from programs import REPOSITORY, free_port

EXAMPLES = REPOSITORY / "examples"
WRAPPER = """\
{user} daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types; access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def site_file(text, port, service, root):
    """The example as an organiser would change it: place, port, no certificate on this machine."""
    changes = {
        "listen 443 ssl;": f"listen 127.0.0.1:{port};", "server 127.0.0.1:8100;": f"server 127.0.0.1:{service};",
        "root /srv/site;": f"root {root};", "server_name vote.example.cn;": "server_name localhost;",
        "    ssl_certificate /etc/ssl/vote.example.cn.pem;\n": "",
        "    ssl_certificate_key /etc/ssl/vote.example.cn.key;\n": "",
    }
    for old, new in changes.items():
        assert text.count(old) == 1, f"the example no longer says {old!r}"
        text = text.replace(old, new)
    return text


@pytest.fixture
def running(rehearsing, options, tmp_path):
    """An open vote behind nginx: (story, port)."""
    (tmp_path / "vote").mkdir()
    story = rehearsing.Rehearsal(options, tmp_path / "vote")
    story.prepare()
    machine = story.machine
    machine.set_clock(story.opens + 30)
    story.state("open", "按公布的日程开放")
    site = tmp_path / "site"
    machine.votes("publish")
    machine.copy_published(story.content / "elections/shili/published")
    machine.gridshow(
        "build", "--content", story.content, "--templates", REPOSITORY / "templates", "--output", site, "--cache",
        tmp_path / "cache")
    folder = tmp_path / "nginx"
    folder.mkdir()
    port = free_port()
    text = (EXAMPLES / "nginx-site.conf").read_text()
    (folder / "site.conf").write_text(site_file(text, port, machine.port, site))
    # The worker of a master that root started is somebody else, who may not read this test's folder.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(WRAPPER.format(folder=folder, user=user))
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen(
        [nginx, "-p", folder, "-e", folder / "error.log", "-c", folder / "nginx.conf"], stderr=subprocess.PIPE)
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            assert process.poll() is None, f"nginx ended: {process.stderr.read().decode()}"
            time.sleep(0.05)
    yield story, port
    process.terminate()
    process.wait()
    machine.stop()


def ask(port, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def test_votes_pages_and_the_published_log_are_served_through_nginx(running, rehearsing):
    story, port = running
    voter = rehearsing.Voter(random.Random(3), port, "shili")
    award = next(iter(story.awards))
    ballot, refusal = voter.ballot(award, story.awards[award][:1])
    assert not refusal, refusal
    status, answer = voter.send(ballot)
    assert status == 201, answer
    status, again = voter.ask("GET", f"/receipts/{ballot['ballot_id']}")
    assert status == 200 and again["receipt"] == answer["receipt"]
    page, text = ask(port, "GET", "/elections/shili.html")
    assert page.status == 200 and b"data-ballot" in text
    assert page.getheader("X-Content-Type-Options") == "nosniff"
    script = text.split(b'src="../assets/vote.')[1].split(b'"')[0]
    found, _ = ask(port, "GET", "/assets/vote." + script.decode())
    assert found.status == 200 and "max-age=31536000" in found.getheader("Cache-Control")
    checkpoint, note = ask(port, "GET", "/elections/shili/published/log/checkpoint")
    assert checkpoint.status == 200 and checkpoint.getheader("Cache-Control") == "no-cache"
    assert note.decode() == (story.content / "elections/shili/published/log/checkpoint").read_text()


def test_what_is_too_large_or_not_public_stops_at_nginx(running):
    _, port = running
    json = {"Content-Type": "application/json"}
    assert ask(port, "POST", "/v1/elections/shili/ballots", b"x" * 5000, json)[0].status == 413
    assert ask(port, "GET", "/", headers={"X-Long": "x" * 9000})[0].status in (400, 431)
    assert ask(port, "GET", "/admin/v1/log")[0].status == 404
    assert ask(port, "GET", "/elections/shili/published/.gridshow-lock")[0].status == 404
    assert ask(port, "GET", "/elections/nothing.html")[0].status == 404


def test_a_visitor_cannot_choose_the_address_it_is_counted_under(running, rehearsing):
    """nginx writes X-Forwarded-For anew, so the service sees the same address whatever a visitor claims."""
    _, port = running
    answers = {rehearsing.Voter(random.Random(place), port, "shili", f"203.0.113.{place}").ask("GET", "")[0] for place in range(3)}
    assert answers == {200}
    text = (EXAMPLES / "nginx-site.conf").read_text()
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text and "proxy_add_x_forwarded_for" not in text


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_finds_no_fault_in_the_unit(tmp_path):
    unit = tmp_path / "gridshow-votes.service"
    text = (EXAMPLES / "gridshow-votes.service").read_text()
    unit.write_text(text.replace("/usr/local/bin/gridshow-votes", "/bin/true").replace("User=gridshow-votes", "User=root"))
    found = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True)
    said = [line for line in found.stderr.splitlines() if "gridshow-votes.service" in line]
    assert not said, "\n".join(said)
