"""`gridshow preview` as a server and as a guest of the file system: nothing wrong is served, and nothing hangs."""

import errno
import random
import re
import shutil
import socket
import time

import pytest

from disk import failing
from generator import Site, differences, tree
from preview import previewing
from writer import CASE, PAGE, edit

SECRET = "这是别处的文件，谁也不该看到"
SEED = 20231219


@pytest.fixture
def secret(folder):
    """A file beside the site, which no address leads to."""
    (folder / "secret.txt").write_text(SECRET, encoding="utf-8")
    (folder / ".gridshow").mkdir(exist_ok=True)
    (folder / ".gridshow/secret.txt").write_text(SECRET, encoding="utf-8")
    return folder / "secret.txt"


def ask(preview, request):
    """All bytes of an answer; the request is sent as it is."""
    with socket.create_connection(("127.0.0.1", preview.port), timeout=10) as connection:
        connection.sendall(request)
        received = b""
        while piece := connection.recv(65_536):
            received += piece
    return received


def ask_path(preview, path):
    return ask(preview, b"GET " + path + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")


def status(answer):
    found = re.match(rb"HTTP/1.1 (\d+)", answer)
    return int(found.group(1)) if found else None


UPWARDS = [b"..", b"%2e%2e", b"%2E.", b".%2e", b"%252e%252e", b"..%00", b"..%2f..", b"..%5c..", b"..\\..", b"%c0%ae%c0%ae",
           b"....", b"..;", b"%uff0e%uff0e", b".", b"%2e", b""]


def hostile_paths():
    """Paths that try to lead up and out, alone and behind folders that are there."""
    rng = random.Random(SEED)
    for up in UPWARDS:
        for count in (1, 2, 6):
            for start in (b"/", b"/cases/", b"/assets/", b"//"):
                yield start + b"/".join([up] * count) + b"/secret.txt"
    for _ in range(100):
        yield b"/" + b"/".join(rng.choice(UPWARDS + [b"cases", b"secret.txt"]) for _ in range(6)) + b"/secret.txt"


def test_no_path_leads_out(folder, secret, preview):
    assert status(ask_path(preview, b"/" + PAGE.encode())) == 200
    for path in hostile_paths():
        answer = ask_path(preview, path)
        assert SECRET.encode() not in answer, f"seed {SEED}: {path} leads out of the site"
        assert status(answer) in (400, 404), f"seed {SEED}: {path} was answered with {answer[:80]}"
    assert status(ask_path(preview, b"/" + PAGE.encode())) == 200


def test_no_link_in_the_site_is_followed(folder, secret, preview):
    """Builds write no links: whoever put one there wants something else."""
    output = folder / ".gridshow/preview"
    (output / "leak.txt").symlink_to(secret)
    (output / "up").symlink_to(folder)
    (output / "cases/leak.html").symlink_to(secret)
    (output / "loop").symlink_to("loop")
    for path in ("/leak.txt", "/up/secret.txt", "/up/", "/up", "/cases/leak.html", "/loop", "/loop/"):
        code, body = preview.get(path)
        assert code == 404 and SECRET.encode() not in body, f"{path} was answered with {code}"
    (output / "cases").rename(folder / "moved")
    (output / "cases").symlink_to(folder / "moved")
    assert preview.get("/" + PAGE)[0] == 404, "a folder that has become a link must not be followed"


def test_broken_requests_do_not_stop_the_server(preview):
    rng = random.Random(SEED)
    requests = [rng.randbytes(size) for size in (1, 100, 5_000)]
    requests += [
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\nConnection: close\r\n\r\n0123456789",
        b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    ]
    for request in requests:
        try:
            answer = ask(preview, request)
        except (ConnectionError, TimeoutError):
            answer = b""
        assert status(answer) != 200, f"seed {SEED}: {request[:60]} was answered with {answer[:80]}"
    begun = [socket.create_connection(("127.0.0.1", preview.port), timeout=10) for _ in range(50)]
    try:
        for connection in begun:
            connection.sendall(b"GET / HT")
        assert preview.get("/" + PAGE)[0] == 200, "requests that are never finished must not keep others out"
    finally:
        for connection in begun:
            connection.close()


def says(text):
    """An edit that adds a sentence."""
    return lambda before: f"{before}\n{text}\n"


def wait_for_page(preview, text, page=PAGE):
    end = time.monotonic() + 10
    while text not in preview.get("/" + page)[1].decode():
        assert time.monotonic() < end, f"{page} does not show “{text}”:\n{preview.said[-2000:]}"
        time.sleep(0.02)


def equals_clean_build(folder):
    """What the preview's folder lacks or has too much; empty when it equals a clean build with drafts."""
    site = Site(folder / "content", folder / "clean", folder / "clean-cache", folder / "templates")
    site.build("--drafts")
    expected = tree(site.output)
    shutil.rmtree(site.output)
    return differences(expected, tree(folder / ".gridshow/preview"))


@pytest.mark.parametrize("code, words", [(errno.ENOSPC, "磁盘满了"), (errno.EROFS, "没有权限")])
def test_a_disk_that_is_full_for_a_while(folder, code, words):
    """The last good site stays, the fault is told once, and with room again all is made good without another save."""
    full = folder / "full"
    with previewing(folder, environment=failing(".gridshow", code, while_there=full)) as preview:
        full.touch()
        said = len(preview.said)
        edit(folder, says("磁盘满时写的一句。"))
        preview.wait_for(words, after=said)
        edit(folder, says("又一句。"))
        edit(folder, lambda text: text.replace("\ntitle: ", "\ntitle: 满时的题目："))
        time.sleep(0.5)
        code, body = preview.get("/" + PAGE)
        assert code == 200 and "磁盘满时写的一句" not in body.decode()
        assert body.decode().rstrip().endswith("</html>")
        full.unlink()
        wait_for_page(preview, "磁盘满时写的一句。")
        wait_for_page(preview, "满时的题目", "cases/index.html")
        assert preview.said.count(words) <= 2, f"a failure that lasts must not be told again and again:\n{preview.said}"
        assert not equals_clean_build(folder)


def test_a_deleted_folder_of_the_site_comes_back(folder, preview):
    shutil.rmtree(folder / ".gridshow/preview/cases")
    edit(folder, says("文件夹被删以后的一句。"))
    wait_for_page(preview, "文件夹被删以后的一句。")
    # The others are made again as soon as more than a text changes.
    edit(folder, lambda text: text.replace("\ntitle: ", "\ntitle: 新题目："))
    wait_for_page(preview, "新题目", "cases/index.html")
    assert not equals_clean_build(folder)


def test_the_whole_cache_is_deleted_meanwhile(folder, preview):
    shutil.rmtree(folder / ".gridshow")
    edit(folder, lambda text: text.replace("\ntitle: ", "\ntitle: 新题目："))
    wait_for_page(preview, "新题目")
    assert not equals_clean_build(folder)


def in_place(path, text):
    path.write_text(text, encoding="utf-8")


def over_it(path, text):
    new = path.with_name("4913")
    new.write_text(text, encoding="utf-8")
    new.rename(path)


def with_backup(path, text):
    """As vim does: the old file is moved away, a new one is written in its place."""
    backup = path.with_name(path.name + "~")
    path.rename(backup)
    path.write_text(text, encoding="utf-8")
    backup.unlink()


def in_pieces(path, text):
    """As a slow editor does."""
    data = text.encode()
    with path.open("wb") as file:
        for start in range(0, len(data), 1_000):
            file.write(data[start : start + 1_000])
            file.flush()
            time.sleep(0.002)


@pytest.mark.parametrize("save", [in_place, over_it, with_backup, in_pieces])
def test_however_an_editor_saves(folder, preview, save):
    path = folder / CASE
    for number in range(5):
        save(path, path.read_text(encoding="utf-8") + f"\n第{number}次存盘。\n")
        wait_for_page(preview, f"第{number}次存盘。")
    assert not equals_clean_build(folder)


def test_a_case_that_is_renamed_and_one_that_is_deleted(folder, preview):
    text = (folder / CASE).read_text(encoding="utf-8")
    (folder / "content/cases/one.md").write_text(text.replace("\ntitle: ", "\ntitle: 一："), encoding="utf-8")
    wait_for_page(preview, "一：", "cases/one.html")
    (folder / "content/cases/one.md").rename(folder / "content/cases/two.md")
    wait_for_page(preview, "一：", "cases/two.html")
    assert preview.get("/cases/one.html")[0] == 404
    (folder / "content/cases/two.md").unlink()
    end = time.monotonic() + 10
    while preview.get("/cases/two.html")[0] != 404:
        assert time.monotonic() < end, "a deleted case is still served"
        time.sleep(0.02)
    assert not equals_clean_build(folder)
