"""What a build writes, leaves alone, removes and refuses."""

import os
import resource
import shutil
import signal

import pytest

from generator import REPOSITORY, Site, differences, tree
from killing import faults_of, home_faults


def stamps(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_a_second_build_writes_nothing(versions, tmp_path):
    site = versions.fresh(tmp_path)
    site.build()
    before = stamps(site.output)
    site.build()
    changed = [path.name for path, stamp in stamps(site.output).items() if before.get(path) != stamp]
    assert not changed, f"nothing changed, yet these were written again: {changed[:10]}"


def test_only_changed_files_are_written(versions, tmp_path):
    content = shutil.copytree(versions.newer, tmp_path / "content")
    site = Site.under(tmp_path, content)
    site.build()
    before, bytes_before = stamps(site.output), tree(site.output)
    case = content / "cases/00100.md"
    case.write_text(case.read_text(encoding="utf-8") + "\n最后添的一句。\n", encoding="utf-8")
    site.build()
    bytes_after = tree(site.output)
    for path, stamp in stamps(site.output).items():
        name = path.relative_to(site.output).as_posix()
        was_written = before.get(path) != stamp
        assert was_written == (bytes_before.get(name) != bytes_after[name]), (
            f"{name} was {'written though its bytes are the same' if was_written else 'not written'}"
        )
    assert "最后添的一句" in (site.output / "cases/00100.html").read_text(encoding="utf-8")


def test_foreign_files_stay_and_are_named(versions, tmp_path):
    site = versions.fresh(tmp_path)
    site.build()
    foreign = ["说明.txt", "cases/my-own.html", "下载/数据.csv"]
    for name in foreign:
        path = site.output / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("别人放的", encoding="utf-8")
    run = site.build()
    for name in foreign:
        assert (site.output / name).read_text(encoding="utf-8") == "别人放的", f"{name} was changed"
        assert name in run.output, f"the build must name {name}, which it did not write:\n{run.output}"


def test_stale_files_go_with_their_folders(versions, tmp_path):
    site = versions.over_older(tmp_path)
    site.build()
    found = differences(versions.newer_tree, tree(site.output))
    assert not found, f"a build over an older site differs from a clean one:\n{found}"


def test_errors_leave_the_old_site_untouched(versions, tmp_path):
    content = shutil.copytree(versions.newer, tmp_path / "content")
    site = Site.under(tmp_path, content)
    site.build()
    bytes_before, before = tree(site.output), stamps(site.output)
    (content / "cases/00050.md").unlink()
    case = content / "cases/00100.md"
    case.write_text(case.read_text(encoding="utf-8").replace("topics:", "topic:"), encoding="utf-8")
    run = site.run()
    assert run.code == 1, f"expected exit 1, got {run.code}:\n{run.output}"
    assert not differences(bytes_before, tree(site.output)), "the build wrote although the content has faults"
    assert before == stamps(site.output), "files were written again although the content has faults"


VARIATIONS = {
    "one job": dict(options=["--jobs", "1"]),
    "two jobs": dict(options=["--jobs", "2"]),
    "seven jobs": dict(options=["--jobs", "7"]),
    "another working folder": dict(directory="/"),
    "fixed hashing": dict(environment={"SWIFT_DETERMINISTIC_HASHING": "1"}),
    "random hashing": dict(environment={"SWIFT_DETERMINISTIC_HASHING": None}),
    "another time zone and language": dict(environment={"TZ": "America/New_York", "LANG": "C", "LC_ALL": "C"}),
}


@pytest.mark.parametrize("variation", VARIATIONS)
def test_the_same_input_gives_the_same_bytes(versions, tmp_path, variation):
    change = dict(VARIATIONS[variation])
    site = versions.fresh(tmp_path)
    site.build(*change.pop("options", []), **{"directory": REPOSITORY, **change})
    found = differences(versions.newer_tree, tree(site.output))
    assert not found, f"{variation} changes the output:\n{found}"


def test_content_in_another_folder_gives_the_same_bytes(versions, tmp_path):
    """Copied file by file in reverse order, so that the folder lists its files in another order."""
    content = tmp_path / "内容 副本"
    for path in sorted(versions.newer.rglob("*"), reverse=True):
        if path.is_file():
            target = content / path.relative_to(versions.newer)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    site = Site.under(tmp_path / "网站 输出", content)
    site.build()
    found = differences(versions.newer_tree, tree(site.output))
    assert not found, f"the place of the content changes the output:\n{found}"


def limit_file_size(bytes_per_file):
    """Makes every write past a size fail, as on a full disk, for root too."""

    def apply():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_per_file, bytes_per_file))

    return apply


@pytest.mark.parametrize("limit", [0, 4096, 9000])
def test_failing_writes_end_with_3_and_leave_a_whole_site(versions, tmp_path, limit):
    site = versions.over_older(tmp_path)
    # A pipe is no file: what the build says is not limited.
    run = site.run(preexec_fn=limit_file_size(limit), restore_signals=False)
    assert run.code == 3, f"a full disk must end with 3, ended with {run.code}:\n{run.output}"
    assert run.output.strip(), "a full disk must be told"
    faults = faults_of(site.output) + home_faults(site.output)
    assert not faults, "after failed writes:\n" + "\n".join(faults[:10])
    site.build()
    found = differences(versions.newer_tree, tree(site.output))
    assert not found, f"the build after failed writes differs from a clean one:\n{found}"


def test_an_output_that_cannot_be_a_folder_ends_with_3(versions, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    site = versions.fresh(tmp_path)
    site.output = tmp_path / "file" / "output"
    run = site.run()
    assert run.code == 3, f"expected exit 3, got {run.code}:\n{run.output}"
    assert str(tmp_path / "file") in run.output, f"the report must name the folder:\n{run.output}"


def test_a_foreign_file_in_the_way_of_a_folder_stays(versions, tmp_path):
    site = versions.over_older(tmp_path)
    shutil.rmtree(site.output / "years")
    (site.output / "years").write_text("别人放的", encoding="utf-8")
    run = site.run()
    assert run.code in (1, 3), f"a page cannot be written, so the build must fail, got {run.code}:\n{run.output}"
    assert (site.output / "years").read_text(encoding="utf-8") == "别人放的"
    os.remove(site.output / "years")
    site.build()
    assert not differences(versions.newer_tree, tree(site.output))
