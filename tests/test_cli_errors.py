"""What cannot be done is refused in two lines, leaves the file as it was, and says what works."""

from __future__ import annotations

import os
import random
import re
import shlex
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.conftest import ask, in_shell

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

DATA = Path(__file__).parent / "data" / "refused_commands.tsv"
SIGNS = {
    "{2001}": "x" * 2001, "{201}": "x" * 201, "{ESC}": "\x1b", "{NEWLINE}": "\n", "{NUL}": "\0",
    "{SURROGATE}": "\udc80",
}  # fmt: skip
SHOWN = re.compile(r"(?:^|: |; | or )(tracker [^;]*|mkdir [^;]*)")


class Case(NamedTuple):
    """One line of the table: which file lies there, what is typed, and what is told."""

    file: str
    code: int
    command: str
    error: str
    hint: str


def cases() -> list[Case]:
    lines = DATA.read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [Case(file, int(code), *rest) for file, code, *rest in rows]


def _holding(content: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def _newer(path: Path) -> None:
    ask("PRAGMA user_version = 99", path)


def _trigger(path: Path) -> None:
    ask("CREATE TRIGGER x_t AFTER INSERT ON meta BEGIN DELETE FROM meta; END", path)


def _foreign(path: Path) -> None:
    path.unlink()
    ask("CREATE TABLE notes (text)", path)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


LAID: dict[str, Callable[[Path], None]] = {
    "seed": lambda path: None,
    "none": lambda path: path.unlink(),
    "folder": _folder,
    "fifo": _fifo,
    "empty-file": _holding(b""),
    "one-byte": _holding(b"S"),
    "text": _holding(b"2016 Turkey enters northwest Syria\n"),
    "foreign": _foreign,
    "newer": _newer,
    "cut": _cut,
    "trigger": _trigger,
}


def lie(name: str, here: Path, seed_file: Path, run: Run) -> None:
    """Lay the file of that name in the folder."""
    path = here / "incidents.db"
    if name == "empty":
        run("init")
    else:
        shutil.copy(seed_file, path)
        LAID[name](path)


def everything(folder: Path) -> dict[str, bytes | None]:
    """Every name in the folder with its bytes; a leftover journal would show."""
    paths = sorted(folder.rglob("*"))
    return {str(path): path.read_bytes() if path.is_file() else None for path in paths}


def typed(command: str) -> list[str]:
    """The words of the command, with the signs that no table can hold put in."""
    words = shlex.split(command)[1:]
    for name, sign in SIGNS.items():
        words = [word.replace(name, sign) for word in words]
    return words


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.file}: {case.command}")
def test_a_refusal_says_what_is_wrong_and_what_to_type(
    case: Case, run: Run, here: Path, seed_file: Path
) -> None:
    lie(case.file, here, seed_file, run)
    before = everything(here)
    told = run(*typed(case.command), code=case.code)
    assert everything(here) == before
    assert told.stdout == ""
    error, hint = told.stderr.splitlines()
    assert error.startswith("Error: ")
    assert hint.startswith("Hint: ")
    assert case.error in error
    assert not error.endswith(".")
    assert case.hint in hint


def pasted() -> list[Case]:
    return [case for case in cases() if "tracker" in case.hint or "mkdir" in case.hint]


@pytest.mark.parametrize("case", pasted(), ids=lambda case: f"{case.file}: {case.command}")
def test_a_command_shown_in_a_hint_works_when_it_is_pasted(
    case: Case, run: Run, here: Path, seed_file: Path
) -> None:
    lie(case.file, here, seed_file, run)
    told = run(*typed(case.command), code=case.code).stderr.splitlines()[1]
    commands = SHOWN.findall(told.removeprefix("Hint: "))
    assert commands or "tracker" not in told.replace("of tracker's", "")
    for command in commands:
        in_shell(command)


def test_a_title_without_quotes_is_told_beside_questions_too(run: Run, seeded: Path) -> None:
    told = run("add", "desc=x", "check", "it", "-i", code=2).stderr
    assert told.endswith("Hint: tracker add 'check it' desc=x -i\n")


WORDS = (
    "add", "cite", "timeline", "show", "adopt", "link", "1", "6", "last", "c1.date", "c12.place",
    "-d", "-i", "--on", "2016", "2023-07-07", "soon", "on Friday", "-t", "airstrike", "--by", "US",
    "Rusia", "--against", "-p", "Homs, Syria", ",", "-s", "jpost", "| Post", "||||", "https://[",
    "http://example.org/%zz", "killed=3", "killed=", "killed!=", "by!=Russia", "place=Syria",
    "claimed.by=US", "count.x=1", "x.y=z", "=", "==", "a=b=c", "before=6", "after=1", "tag=x",
    "coords=1,2", "coords=inf,1", "tz=UTC", "duration=2h", "duration=9" + "9" * 400,
    "killed=" + "9" * 400, "--force", "--new", "--dry-run", "-q", "-n", "0", "-r", "--json", "-f",
    "csv", "--since", "--until", "9999-12-31T23:59", "0001-01-01", "-a", "before", "--", "-", "",
    " ", "\0", "\udc80", "\u202e", "\u0301", "ﬁ", "İ", "١٩٩٩", "💥", "'", '"', "\\", "`", "%s", "?",
    "x'; DROP TABLE incidents; --", "a\nb", "\t", "\x1b[2J", "9" * 30, "-1", "1e999", "[", "..",
)  # fmt: skip


@pytest.mark.parametrize("number", range(12))
def test_no_words_in_any_order_end_in_a_traceback(number: int, run: Run, seeded: Path) -> None:
    chance = random.Random(number)
    for _ in range(40):
        command = chance.choice(("add", "add", "cite", "timeline", "show", "adopt", "link"))
        words = [chance.choice(WORDS) for _ in range(chance.randint(0, 7))]
        if command == "add" and chance.random() < 0.7:
            words = ["A title", "-d", "2016", *words]
        if command == "cite" and chance.random() < 0.7:
            words = ["6", "jpost", *words]
        told = run(command, *words, code=None)
        assert told.exit_code in (0, 2, 4), (command, words, told.stderr)
    with closing(sqlite3.connect(seeded)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
