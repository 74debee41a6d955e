"""Several writers at one file, and writers that are killed: nothing is lost, nothing is half."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tests.crowd import kill_at_random, write_at_once

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


def test_writers_at_once_lose_nothing(run: Run, db: Path) -> None:
    done = write_at_once(db, writers=4, each=15)
    assert all(code == 0 for code, _ in done), done
    with closing(sqlite3.connect(db)) as conn:
        titles = [row[0] for row in conn.execute("SELECT title FROM incidents ORDER BY id")]
        assert sorted(titles) == sorted(f"Writer {w} {n}" for w in range(4) for n in range(15))
        assert conn.execute("SELECT count(DISTINCT uid) FROM incidents").fetchone() == (60,)
        assert conn.execute("SELECT count(*) FROM actors").fetchone() == (5,)
        assert conn.execute("SELECT count(*) FROM log_transactions").fetchone() == (60,)
    run("check")


def test_a_killed_writer_leaves_all_or_nothing(run: Run, db: Path) -> None:
    run("add", "One", "-d", "2016", "--by", "Russia")
    came, did_not = kill_at_random(db, times=6, seed=7)
    assert came + did_not == 6
    run("add", "Afterwards", "-d", "2017")
    run("check")
