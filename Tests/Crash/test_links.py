"""Symbolic links: none makes a build run for ever, and none leads it to write or delete outside its folders."""

import time

from edited_site import EditedSite
from generator import tree


def test_links_in_a_circle_end(tmp_path):
    edited = EditedSite(tmp_path)
    images = edited.site.content / "images"
    images.mkdir()
    for name, target in [("a", "."), ("b", "."), ("c", ".."), ("d", "../images"), ("e", "../..")]:
        (images / name).symlink_to(target)
    start = time.monotonic()
    for _ in range(2):
        run = edited.run()
        assert time.monotonic() - start < 10, "links in a circle must end"
        assert run.code in (0, 1), run.output


def test_a_link_to_a_folder_is_followed(tmp_path):
    edited = EditedSite(tmp_path)
    cases = edited.site.content / "cases"
    cases.rename(tmp_path / "shared")
    cases.symlink_to(tmp_path / "shared")
    fault = edited.faults_beside(edited.run())
    assert not fault, fault


def test_a_link_in_the_place_of_the_staging_folder_costs_nobody_a_file(tmp_path):
    edited = EditedSite(tmp_path)
    edited.site.build()
    outside = tmp_path / "outside"
    (outside / "inner").mkdir(parents=True)
    (outside / "inner/letter.txt").write_text("别人的")
    before = tree(outside)
    staging = edited.site.output / ".gridshow-staging"
    staging.symlink_to(outside)
    edited.turn_into("title")
    assert not edited.faults_beside(edited.run())
    staging.mkdir()
    (staging / "link").symlink_to(outside)
    edited.turn_into("base")
    assert not edited.faults_beside(edited.run())
    assert tree(outside) == before, "a build has deleted what a link leads to"
