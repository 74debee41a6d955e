"""A file that another program holds is waited for, and a person at a terminal is told so."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.conftest import BIN
from tracker.store import connection
from tracker.store.connection import open_reading, open_writing
from tracker.store.transaction import Act, writing

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

TOLD = "is in use by another program; waiting for it"


@pytest.mark.parametrize("words", [("timeline",), ("edit", "1", "title=Another")])
def test_a_person_is_told_that_a_file_is_waited_for(
    run: Run, db: Path, words: tuple[str, ...]
) -> None:
    run("add", "A strike", "-d", "2016")
    env = {**os.environ, "TERM": "dumb", "COLUMNS": "200"}
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        told = pexpect.spawn(str(BIN / "tracker"), list(words), env=env, encoding="utf-8")
        told.expect(TOLD, timeout=20)
        other.execute("ROLLBACK")
    told.expect("strike|Another", timeout=20)
    told.expect(pexpect.EOF)
    told.close()
    assert told.exitstatus == 0


def test_what_holds_up_is_told_once_and_then_the_wait_goes_on(
    run: Run, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "SOON_SECONDS", 0)
    monkeypatch.setattr(connection, "TIMEOUT_SECONDS", 0)
    heard: list[str] = []
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            closing(open_writing(db)) as conn,
            pytest.raises(sqlite3.OperationalError, match="locked"),
            writing(conn, Act("edit", "2023-07-07T00:00:00"), lambda: heard.append("held")),
        ):
            pytest.fail("the file was locked")
    assert heard == ["held"]
    with closing(open_reading(db, lambda: heard.append("free"))) as conn:
        assert conn.execute("PRAGMA busy_timeout").fetchone() == (0,)
    assert heard == ["held"]
