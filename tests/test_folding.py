"""What is said of a run fits a terminal: folded between words, commands whole; never in a pipe."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import BIN
from tracker.formats.folding import fold

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Shell


@pytest.mark.parametrize(
    ("line", "folded"),
    [
        ("Error: short", ["Error: short"]),
        ("Hint: tracker edit 4 --why 'a reason that is long'",
         ["Hint: tracker edit 4 --why 'a reason that is long'"]),
        ("Hint: if it is one: tracker merge 4 3; else: tracker add A --new",
         ["Hint: if it is one:", "    tracker merge 4 3; else:", "    tracker add A --new"]),
        ("  every account is kept: tracker show 6        undo: tracker undo",
         ["  every account is kept:", "      tracker show 6", "      undo: tracker undo"]),
        ("Note: see https://example.org/a-very-long-address-of-a-page now",
         ["Note: see", "    https://example.org/a-very-long-address-of-a-page", "    now"]),
        ('Hint: write by=Russia or place="Homs, Syria, the Levant" then',
         ["Hint: write by=Russia or", '    place="Homs, Syria, the Levant"', "    then"]),
    ],
)  # fmt: skip
def test_words_and_commands_are_whole(line: str, folded: list[str]) -> None:
    assert fold(line, 30) == folded


@given(st.text("ab :;=\"'trackeundo\t\u00a0\u2009\u3000火", max_size=80), st.integers(5, 60))
def test_nothing_is_lost_but_the_spaces_where_a_line_ends(line: str, columns: int) -> None:
    assert "".join("".join(fold(line, columns)).split()) == "".join(line.split())


def spoken(*words: str) -> list[str]:
    """What a command says on a terminal of 60 columns."""
    env = {**os.environ, "TERM": "dumb"}
    env.pop("COLUMNS", None)
    told = pexpect.spawn(
        str(BIN / "tracker"), list(words), env=env, encoding="utf-8", timeout=20,
        dimensions=(50, 60),
    )  # fmt: skip
    told.expect(pexpect.EOF)
    return str(told.before).replace("\r\n", "\n").splitlines()


def test_notes_errors_and_answers_fit_the_terminal(seeded: Path, shell: Shell) -> None:
    words = ("add", "A strike on the road", "-d", "2023-07-07", "--by", "Brigade of the Valley",
             "--by", "Company of the Northern Hills", "-p", "Qarah Tappah, Syria")  # fmt: skip
    told = spoken(*words)
    assert max(map(len, told)) < 60
    assert any(line.startswith("Note: new actors: Brigade of the Valley,") for line in told)
    refused = spoken(
        "add", "A strike", "-d", "on the day before the last of them all together", "x=1"
    )
    assert max(len(line) for line in refused if "tracker" not in line) < 60
    actors = "--by 'Guards of the Eastern Plain' --by 'Sentinels of the Western Plain'"
    (note,) = shell(f"tracker add A -d 2016 {actors} --new").stderr.splitlines()
    assert len(note) > 60


def test_a_command_in_a_hint_stays_on_its_line(seeded: Path) -> None:
    title = "A strike on the northern road"
    told = spoken("add", *title.split(), "-d", "2023-07-07", "--by", "Russian aircraft")
    (hint,) = [line for line in told if line.startswith("Hint: tracker ")]
    assert title in hint
    assert len(hint) > 60 or hint.endswith("'Russian aircraft'")
