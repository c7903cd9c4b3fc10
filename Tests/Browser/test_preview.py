"""`gridshow preview`: what a writer and a reviewer see while they work."""

import shutil
import socket
import subprocess
import time
from pathlib import Path

from generator import differences, reader_environment, require_gridshow, tree
from preview import Events
from writer import CASE, PAGE, edit, overlay, wait_until

CONNECTIONS = 2_000
TALL = "\n" + "\n\n".join(f"第{number}段，为了让网页长一些。" for number in range(80)) + "\n"


def test_a_saved_text_appears_and_the_page_stays_where_it_was(folder, preview, page):
    edit(folder, lambda text: text + TALL)
    wait_until(page, "() => (document.body?.innerText ?? '').includes('第79段')")
    page.evaluate("scrollTo({ top: 900, behavior: 'instant' })")
    for sentence in ("再加一句。", "又加一句。"):
        edit(folder, lambda text: text + "\n" + sentence + "\n")
        wait_until(page, f"() => (document.body?.innerText ?? '').includes('{sentence}')")
        wait_until(page, "() => Math.abs(scrollY - 900) < 2")


def test_a_style_sheet_is_swapped_without_a_reload(folder, preview, page):
    page.evaluate("window.stays = true")
    edit(folder, lambda text: text + "\nmain { outline: 3px solid rgb(1, 2, 3); }\n", "templates/assets/site.css")
    wait_until(page, "() => getComputedStyle(document.querySelector('main')).outlineColor === 'rgb(1, 2, 3)'")
    wait_until(page, "() => document.querySelectorAll('link[rel=stylesheet]').length === 1")
    assert page.evaluate("window.stays"), "the page was loaded again for a style sheet"


def test_a_fault_lies_over_the_page_until_it_is_mended(folder, preview, page):
    page.evaluate("window.stays = true")
    title = page.inner_text("h1")
    edit(folder, lambda text: text.replace("\ntitle:", "\nsumary: <b>x</b>\ntitle:", 1))
    wait_until(page, overlay("shown.includes('sumary') && shown.includes('wayao.md:2:1')"))
    marked = page.evaluate(
        "document.querySelector('gridshow-preview-faults').shadowRoot.querySelector('mark').textContent")
    assert marked == "sumary", "the faulty piece of the line must be marked"
    assert page.inner_text("h1") == title, "the last good page must stay beneath"
    faults = page.locator("gridshow-preview-bar .faults summary")
    faults.wait_for()
    assert "1 个错误" in faults.inner_text(), "the bar must tell the faults of the text as it stands"
    visitor = page.context.new_page()
    visitor.goto(preview.address)
    wait_until(visitor, overlay("shown.includes('sumary')"))
    edit(folder, lambda text: text.replace("sumary: <b>x</b>\n", ""))
    wait_until(page, overlay("shown === ''"))
    wait_until(visitor, overlay("shown === ''"))
    assert page.evaluate("window.stays"), "a page whose bytes are as before must not be loaded again"


def test_the_bar_tells_state_length_and_source(folder, preview, page):
    bar = page.locator("gridshow-preview-bar section")
    bar.locator(".source").wait_for()
    assert bar.locator(".state").inner_text() == "发布"
    assert "字，约" in bar.locator(".length").inner_text()
    assert bar.locator(".source").get_attribute("href") == f"vscode://file{folder / CASE}:1"
    edit(folder, lambda text: text.replace("\ntitle:", "\ndraft: true\ntitle:", 1))
    bar.locator(".draft").wait_for()
    assert bar.locator(".draft").inner_text() == "草稿"
    edit(folder, lambda text: text + "\n<b>网页代码</b>\n")
    bar.locator(".faults").wait_for()
    assert "2 个警告" in bar.locator(".faults summary").inner_text()

    bar.locator("[data-fold]").click()
    assert not bar.locator(".source").is_visible()
    page.reload()
    bar.locator(".source").wait_for(state="attached")
    assert not bar.locator(".source").is_visible(), "a folded bar must stay folded"


def test_the_bar_hides_nothing_and_is_not_printed(preview, page):
    page.locator("gridshow-preview-bar .source").wait_for()
    page.evaluate("scrollTo({ top: 1e9, behavior: 'instant' })")
    covered = page.evaluate("""() => {
      const bar = document.querySelector("gridshow-preview-bar").getBoundingClientRect();
      const others = [...document.body.children].filter((e) => !e.matches("gridshow-preview-bar, .skip"));
      return others.some((e) => e.getBoundingClientRect().height > 0 && e.getBoundingClientRect().bottom > bar.top + 1);
    }""")
    assert not covered, "at the end of the page the bar must have a place of its own"
    page.emulate_media(media="print")
    assert not page.locator("gridshow-preview-bar section").is_visible()


def test_files_on_the_disk_are_those_of_a_build(folder, preview):
    edit(folder, lambda text: text + TALL)
    time.sleep(0.5)
    folders = ["--content", folder / "content", "--templates", folder / "templates", "--cache", folder / "other"]
    command = [require_gridshow(), "build", "--drafts", "--output", folder / "clean", *folders]
    subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=60)
    assert b"preview.js" in preview.get("/" + PAGE)[1]
    assert not differences(tree(folder / "clean"), tree(folder / ".gridshow/preview"))


def test_a_deleted_content_folder_and_its_return(folder, preview, page):
    (folder / "content").rename(folder / "away")
    wait_until(page, overlay("shown !== ''"))
    assert preview.get("/" + PAGE)[0] == 200, "the last good site must still be served"
    (folder / "away").rename(folder / "content")
    wait_until(page, overlay("shown === ''"))


def test_an_unreadable_output_folder_is_told_and_the_server_stays(folder, preview, page):
    shutil.rmtree(folder / ".gridshow/preview")
    (folder / ".gridshow/preview").write_text("in the way")
    edit(folder, lambda text: text + "\n新的一句。\n")
    wait_until(page, overlay("shown.includes('没能更新')"))
    (folder / ".gridshow/preview").unlink()
    wait_until(page, "() => (document.body?.innerText ?? '').includes('新的一句')")


def test_two_thousand_open_pages_are_told(folder, preview):
    connections = []
    try:
        body = preview.get("/" + PAGE)[1].decode()
        version = body.split('data-version="')[1].split('"')[0]
        request = (
            f"GET /.gridshow/events?page={PAGE}&version={version} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        for _ in range(CONNECTIONS):
            connections.append(socket.create_connection(("127.0.0.1", preview.port), timeout=20))
            connections[-1].sendall(request)
        for connection in connections:
            receive(connection, b"event: overlay")
        threads = len(list(Path(f"/proc/{preview.process.pid}/task").iterdir()))
        assert threads < 40, f"{CONNECTIONS} connections took {threads} threads"
        assert preview.get("/index.html")[0] == 200, "others must still be served"
        edit(folder, lambda text: text + "\n给两千个网页看的一句。\n")
        for connection in connections:
            receive(connection, b"event: reload")
    finally:
        for connection in connections:
            connection.close()


def receive(connection, wanted):
    received = b""
    while wanted not in received:
        piece = connection.recv(4096)
        assert piece, f"the connection was ended before {wanted}: {received}"
        received += piece


def test_a_burst_of_saves_is_one_reload(folder, preview):
    events = preview.events(PAGE)
    events.wait_for("overlay")
    said = len(preview.said)
    for number in range(20):
        edit(folder, lambda text: text + f"\n第{number}次。\n")
    events.wait_for("reload")
    time.sleep(1)
    builds = preview.said[said:].count("已更新")
    assert builds < 20, f"20 saves in one go were built {builds} times"
    assert "第19次。" in preview.get("/" + PAGE)[1].decode()
    events.close()


def test_a_taken_port_ends_with_3_and_a_way_out(folder, preview):
    run = subprocess.run(
        [str(require_gridshow()), "preview", "--port", str(preview.port)],
        cwd=folder, env=reader_environment(), capture_output=True, timeout=60)
    said = run.stderr.decode()
    assert run.returncode == 3, f"ended with {run.returncode}: {said}"
    assert f"端口 {preview.port}" in said and f"--port {preview.port + 1}" in said, said


def test_ctrl_c_ends_at_once_with_0(preview):
    Events(preview.port, PAGE, "none").wait_for("overlay")
    code, seconds = preview.end()
    assert code == 0 and seconds < 1, f"ended with {code} after {seconds:.1f} s"
