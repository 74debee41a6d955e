"""Removing and restoring: ids are kept, what rested on a thing is named, and all comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.random_commands import contents

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


@pytest.mark.parametrize("what", ["6", "c6", "c6.place", "c6.against", "5"])
def test_what_was_removed_comes_back_whole(run: Run, seeded: Path, what: str) -> None:
    before = contents(seeded)
    told = run("rm", what, "--why", "a test").stdout
    assert f"tracker restore {what}" in told
    assert contents(seeded) != before
    run("restore", what)
    assert contents(seeded) == before
    run("check")


def test_what_rested_on_it_is_named(run: Run, seeded: Path) -> None:
    assert "kept with it: 4 citations, 2 links" in run("rm", "6").stdout
    assert "the decision on duration" in run("rm", "c8").stdout


def test_a_removed_incident_is_gone_from_every_list_and_keeps_its_number(
    run: Run, seeded: Path
) -> None:
    run("rm", "6")
    assert "Muhajir" not in run("timeline").stdout
    assert "Hint: tracker restore 6" in run("show", "6", code=4).stderr
    assert run("add", "Next", "-d", "2023", "-q").stdout.strip() == "7"
    assert "removed" in run("history", "6", "-n", "1").stdout


def test_several_need_consent(run: Run, seeded: Path) -> None:
    before = seeded.read_bytes()
    assert "Hint: tracker rm 1 2 --yes" in run("rm", "1", "2", code=2).stderr
    assert "tracker rm --since 2023 --yes" in run("rm", "--since", "2023", code=2).stderr
    assert seeded.read_bytes() == before
    run("rm", "--since", "2023", "--yes")
    assert "3 incidents" in run("timeline").stdout
    run("undo")
    assert "6 incidents" in run("timeline").stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("rm", "99"), "there is no incident 99"),
        (("rm", "c99"), "there is no citation c99"),
        (("rm", "c6.duration"), "c6 says nothing of duration"),
        (("restore", "6"), "incident 6 was not removed"),
        (("restore", "c6"), "c6 was not removed"),
        (("restore", "c6.place"), "c6.place was not removed"),
        (("restore", "99"), "there is no incident 99"),
    ],
)
def test_what_is_not_there_is_refused(
    run: Run, seeded: Path, words: tuple[str, ...], told: str
) -> None:
    before = seeded.read_bytes()
    refused = run(*words, code=None)
    assert refused.exit_code in (2, 4)
    assert told in refused.stderr
    assert seeded.read_bytes() == before


def test_twice_is_refused_with_the_way_back(run: Run, seeded: Path) -> None:
    for word in ("c6.place", "c6", "6"):
        run("rm", word)
        assert f"Hint: tracker restore {word}" in run("rm", word, code=4).stderr


def test_a_citation_that_was_made_again_is_not_restored(run: Run, db: Path) -> None:
    run("add", "One", "-d", "2016", "-s", "| Gazette | 2017")
    run("rm", "c1")
    run("cite", "1", "gazette")
    assert "the same was recorded again since" in run("restore", "c1", code=2).stderr


def test_an_order_that_became_impossible_is_not_restored(run: Run, db: Path) -> None:
    run("add", "One", "-d", "2016")
    run("add", "Two", "-d", "2017", "after=1")
    run("rm", "1")
    run("edit", "2", "date=2015")
    assert "1 (2016) cannot be before 2 (2015)" in run("restore", "1", code=2).stderr
