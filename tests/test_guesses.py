"""What a newcomer may type is answered with the command that was meant, and changes nothing."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run, Shell

DATA = Path(__file__).parent / "data" / "guesses.tsv"
HINT = re.compile(r"^Hint: (tracker [^;\n]*)", re.MULTILINE)


def guesses() -> list[tuple[str, str]]:
    lines = DATA.read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(typed, hint) for typed, hint in rows]


@pytest.mark.parametrize(("typed", "hint"), guesses(), ids=[typed for typed, _ in guesses()])
def test_a_wrong_guess_is_answered_with_the_right_command(
    run: Run, shell: Shell, seeded: Path, monkeypatch: pytest.MonkeyPatch, typed: str, hint: str
) -> None:
    monkeypatch.setenv("TRACKER_ANALYST", "example")  # whose work the file is
    before = seeded.read_bytes()
    told = run(*shlex.split(typed, comments=True), code=None)
    assert told.exit_code in (2, 4), told.output
    assert seeded.read_bytes() == before
    found = HINT.search(told.stderr)
    assert found, told.stderr
    assert found[1] == hint
    if "|" in hint:
        shell(hint)
    else:
        run(*shlex.split(hint)[1:], code=0)


def test_there_are_enough_guesses() -> None:
    assert len({typed for typed, _ in guesses()}) == len(guesses()) >= 50
