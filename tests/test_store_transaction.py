"""One command is one transaction: all of it stands in the log, or none of it in the file."""

from __future__ import annotations

import hashlib
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ask
from tracker.errors import FileError
from tracker.store.connection import open_reading, open_writing
from tracker.store.transaction import Act, digest, writing

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from tests.conftest import Run, Stock

AT = "2023-07-09T12:00:00"
META = "INSERT INTO meta (key, value) VALUES ('note', 'x')"


def failing(conn: sqlite3.Connection) -> None:
    with writing(conn, Act("test", AT)):
        conn.execute(META)
        raise ZeroDivisionError


def test_what_is_raised_inside_takes_everything_back(db: Path) -> None:
    before = db.read_bytes()
    with closing(open_writing(db)) as conn, pytest.raises(ZeroDivisionError):
        failing(conn)
    assert db.read_bytes() == before


def test_an_act_that_changes_nothing_leaves_no_trace(db: Path, run: Run) -> None:
    run("add", "One", "-d", "2016")
    before = db.read_bytes()
    with closing(open_writing(db)) as conn, writing(conn, Act("test", AT)):
        conn.execute("UPDATE incidents SET title = title")
    assert db.read_bytes() == before


def test_a_rehearsal_is_taken_back(db: Path) -> None:
    before = db.read_bytes()
    with closing(open_writing(db)) as conn, writing(conn, Act("test", AT, rehearse=True)):
        conn.execute(META)
    assert db.read_bytes() == before


def test_the_log_says_who_did_what_and_why(db: Path, stock: Stock) -> None:
    with closing(open_writing(db)) as conn, writing(conn, Act("test", AT, "Ada", "to see")) as tx:
        conn.execute(META)
    assert stock("SELECT id, at, analyst, command, reason, undoes FROM log_transactions") == [
        (tx, AT, "Ada", "test", "to see", None)
    ]
    assert stock("SELECT tx, table_name, operation FROM log_changes") == [(tx, "meta", "insert")]
    assert stock("SELECT tx FROM log_writer") == [(None,)]


def test_each_digest_covers_all_since_the_one_before(db: Path, run: Run, stock: Stock) -> None:
    run("add", "One", "-d", "2016")
    stock("UPDATE incidents SET note = 'from outside'")
    run("add", "Two", "-d", "2017")
    numbers = "SELECT id, digest FROM log_transactions ORDER BY id"
    stored: dict[int, str | None] = dict(stock(numbers))
    assert [value is None for value in stored.values()] == [False, True, False]
    with closing(open_reading(db)) as conn:
        assert digest(conn, 3) == stored[3]
        assert digest(conn, 2) != stored[3]
    assert stored[1] != hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize(
    ("change", "allowed"),
    [
        ("CREATE TABLE x_mine (a)", True),
        ("CREATE VIEW x_mine AS SELECT 1 AS a", True),
        ("CREATE INDEX x_mine ON incidents (title)", True),
        ("ANALYZE", True),
        ("CREATE TABLE mine (a)", False),
        ("CREATE VIEW mine AS SELECT 1 AS a", False),
        ("CREATE TRIGGER x_mine AFTER INSERT ON incidents BEGIN SELECT 1; END", False),
        ("ALTER TABLE incidents ADD COLUMN x_mine TEXT", False),
        ("DROP VIEW timeline", False),
    ],
)
def test_a_schema_that_is_not_ours_is_not_written_to(
    change: str, allowed: bool, db: Path, run: Run
) -> None:
    ask(change, db)
    before = db.read_bytes()
    if allowed:
        run("add", "One", "-d", "2016")
    else:
        with closing(open_writing(db)) as conn, pytest.raises(FileError):
            failing(conn)
        assert db.read_bytes() == before
        assert run("add", "One", "-d", "2016", code=3).stderr.count("\n") == 2
