"""With --db every command that an answer or a screen offers means that file, not another."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

OFFERED = re.compile(r"(?:^| {2}|: |; | or |then )(tracker [a-z-]+)", re.MULTILINE)

PAGE = """@wire | Example Wire | 9 July 2023
= MQ-9 strike kills Usamah al-Muhajir
  killed.target 3 | said-by Red Crescent
+ Shells fall on a market
  date 8 July 2023; place Homs, Syria
"""


@pytest.mark.parametrize(
    "words",
    [
        ["read", "page.notes"],
        ["add", "X", "-d", "2016"],
        ["add", "MQ-9 strike kills Usamah al-Muhajir", "-d", "7 July 2023", "--by", "US"],
        ["cite", "6", "jpost", "killed=3"],
        ["adopt", "c10.place"],
        ["edit", "6", "killed=3"],
        ["edit", "6", "place=Homs, Syria"],
        ["edit", "c10.place", "Homs, Syria"],
        ["edit", "c10", "pinpoint=p. 3"],
        ["rm", "6"],
        ["rm", "c10"],
        ["merge", "5", "6"],
        ["link", "5", "before", "6"],
        ["show", "6"],
        ["disputes"],
        ["todo"],
        ["source", "merge", "jpost", "france24"],
        ["source", "edit", "france24", "published=1 August 2023"],
        ["source", "retract", "france24", "--why", "withdrawn"],
        ["actor", "merge", "US Air Force", "US"],
        ["actor", "edit", "US Air Force", "part-of=Russia"],
        ["place", "merge", "Afrin", "northwest Syria"],
        ["undo"],
        ["search", "nothing like it"],
        ["info"],
        ["check"],
        ["history"],
        ["actor", "list"],
    ],
    ids=" ".join,
)
def test_commands_that_are_offered_mean_the_file_of_db(
    run: Run, seeded: Path, words: list[str]
) -> None:
    (seeded.parent / "page.notes").write_text(PAGE, encoding="utf-8")
    shutil.move(seeded, "other.db")
    told = run("--db", "other.db", *words, code=None)
    screen = told.stdout + told.stderr
    bare = [
        found[1]
        for found in OFFERED.finditer(screen)
        if found[1] not in ("tracker help", "tracker --db")
    ]
    assert not bare, screen


def test_what_is_offered_undoes_what_was_read(run: Run, seeded: Path) -> None:
    (seeded.parent / "page.notes").write_text(PAGE, encoding="utf-8")
    shutil.copy(seeded, "other.db")
    assert (
        "undo: tracker --db other.db undo\n" in run("read", "--db", "other.db", "page.notes").stdout
    )
    assert "settle it: tracker --db other.db adopt c" in run("show", "6", "--db", "other.db").stdout
