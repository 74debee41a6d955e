"""A page of hundreds of incidents is written set-wise: the same record, and nothing left open."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.noted import told
from tracker import schema
from tracker.errors import FileError
from tracker.store import bulk, citations, page_queue
from tracker.store.connection import create, open_writing
from tracker.store.transaction import Act, writing

if TYPE_CHECKING:
    from tests.conftest import Run, Stock

HEAD = "@post https://example.org/a | Example Post | 2023-07-09 | A report"
LINES = (
    "date 2022-0{m}-1{d}; by Russia; against US; place Deir ez-Zor, Syria; killed {n}",
    "date {n} Jul 2021; by Wagner; killed about {n}; tag t{m}; x.weather clear; note {n}",
    'date on Thursday; place Syria; by Russia | said-by CENTCOM | page {m} "it was said {n}"',
    "date unknown; duration about {n}h; victim residents; status confirmed; count.aircraft {n}",
    "date 2020; claimed.by Wagner; killed none-reported; desc Line {n}; identity a man",
    "date 2022-02-1{d} 13:4{m}; place Syria; injured {n}-3{d}; by != Wagner\n"
    "  detained {n} | inferred",
)


def page(number: int) -> list[str]:
    """Return incidents, each as its lines."""
    drawn = Random(3)
    made = []
    for n in range(number):
        lines = drawn.sample(LINES, 1)
        text = "\n".join(f"  {line.format(n=n % 28 + 1, m=n % 9 + 1, d=n % 8)}" for line in lines)
        made.append(f"+ Incident {n}\n{text}\n")
    return made


def test_a_long_page_gives_the_same_as_short_ones(run: Run, tmp_path: Path) -> None:
    entries = page(400)
    whole, parts = tmp_path / "whole.db", tmp_path / "parts.db"
    run("--db", str(whole), "read", "-", input="\n".join([HEAD, *entries]))
    for start in range(0, len(entries), 40):
        text = "\n".join([HEAD, *entries[start : start + 40]])
        run("--db", str(parts), "read", "-", input=text)
    assert told(whole) == told(parts)
    for words in ("Incident 39", "it was said", "t4", "Line"):
        found = [run("--db", str(path), "search", words).stdout for path in (whole, parts)]
        assert found[0] == found[1]
        assert "Incident" in found[0]


def test_what_others_say_of_what_waits_is_the_same_as_of_what_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = (
        "killed 3; by Wagner; tag seen",
        "by != Russia\n  place Homs, Syria | adopt the only one there",
        'killed none-reported | said-by SOHR | p. 2 "none died"\n  injured 4 | via AFP',
        '"all of it"\n  said-by SOHR; date 2022; type airstrike; same-equipment &i0',
        "note a remark; injured 3",
        "injured 3 | said-by Army | stance denies\n  killed 4",
        "place Aleppo, Syria | own\n  date 7 July 2021 12:30",
    )
    text = [HEAD, "@wire | Example Wire | 2023-07-10 | A wire\n@other | Other\n"]
    for number, entry in enumerate(page(60)):
        text += ["@post", f"{entry}  &i{number}"]
        for key, lines in zip(("wire", "other", "wire"), said[number % 7 :], strict=False):
            text += [f"@{key}\n= &i{number}\n  {lines}\n"] if number else []
    text.append("@other\n  also second https://example.org/2\n@second\n= &i1\n  injured 2\n")
    Path("page.notes").write_text("\n".join(text), encoding="utf-8")
    quick, slow = tmp_path / "quick.db", tmp_path / "slow.db"
    answers = [run("--db", str(quick), "read", "page.notes")]
    with monkeypatch.context() as patched:
        patched.setattr(page_queue.Queue, "takes", lambda *_: False)
        answers.append(run("--db", str(slow), "read", "page.notes"))
    assert answers[0].output.replace("quick.db", "slow.db") == answers[1].output
    assert told(quick) == told(slow)
    for words in ("none died", "all of it", "seen"):
        found = [run("--db", str(path), "search", words).stdout for path in (quick, slow)]
        assert found[0] == found[1]
    assert "Incident" in found[0]
    again = [run("--db", str(path), "read", "page.notes").output for path in (quick, slow)]
    assert again[0].replace("quick.db", "slow.db") == again[1]
    assert told(quick) == told(slow)


def test_what_several_sources_say_of_new_incidents_is_written_at_once(
    run: Run, db: Path, monkeypatch: pytest.MonkeyPatch, stock: Stock
) -> None:
    written = []
    write = page_queue.Queue._write

    def counted(queue: page_queue.Queue, sharing: bool) -> None:
        written.append(len(queue.incidents))
        write(queue, sharing)

    monkeypatch.setattr(page_queue.Queue, "_write", counted)
    text = f"{HEAD}\n@wire | Example Wire\n"
    for number in range(30):
        text += f"@post\n+ Incident {number}\n  date 2016; &i{number}\n".replace("; &", "\n  &")
        text += f"@wire\n= &i{number}\n  killed {number}\n"
    run("read", "-", input=text)
    assert written == [30]
    assert stock("SELECT count(*) FROM citations") == [(60,)]


def test_a_long_page_leaves_no_trigger_out_and_is_undone_whole(run: Run, stock: Stock) -> None:
    path = Path("big.db")
    run("--db", str(path), "read", "-", input=HEAD + "\n")
    run("--db", str(path), "read", "-", input="\n".join([HEAD, *page(400)]))
    with closing(sqlite3.connect(path)) as conn:
        assert schema.digest_of(conn) == schema.DIGEST
        logged = conn.execute(
            "SELECT table_name, count(*) FROM log_changes WHERE operation = 'insert'"
            " AND table_name IN ('incidents', 'claims', 'incident_actors') GROUP BY 1"
        ).fetchall()
        for table, count in logged:
            assert conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == count
    run("--db", str(path), "check")
    run("--db", str(path), "undo")
    assert stock("SELECT count(*) FROM incidents WHERE deleted_at IS NULL", path=path) == [(0,)]
    run("--db", str(path), "check")


def test_what_a_check_forbids_is_refused_in_bulk_as_well(tmp_path: Path) -> None:
    with closing(create(tmp_path / "a.db")) as conn:
        act = Act("test", "2023-07-09T00:00:00Z")

        def write(status: str, low: int) -> None:
            with writing(conn, act), bulk.unwatched(conn, ("incidents", "log_changes")):
                bulk.insert_sharing(
                    conn, "incidents", (("id", "title", "status"), ("duration_low_minutes",)),
                    [(1, "A", status, 0)], [(low,)], {"created_at": "2023-07-09T00:00:00Z"},
                )  # fmt: skip
                bulk.verify(conn, "incidents", "id = ?", (1,), ("id", "title", "status"))

        for status, low in (("guessed", 1), ("reported", -1)):
            with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed: incidents"):
                write(status, low)
            assert conn.execute("SELECT count(*) FROM incidents").fetchone() == (0,)
            assert conn.execute("PRAGMA ignore_check_constraints").fetchone() == (0,)
            assert schema.digest_of(conn) == schema.DIGEST
            with pytest.raises(sqlite3.IntegrityError):
                conn.execute("INSERT INTO incidents (title) VALUES ('')")


def test_every_check_of_every_table_is_found() -> None:
    with closing(sqlite3.connect(":memory:")) as conn:
        schema.create(conn)
        for table, sql in conn.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE '% STRICT%'"
        ).fetchall():
            found = bulk.checks(sql)
            assert len(found) == sql.count("CHECK (")
            where = " AND ".join(found) or "1"
            conn.execute(f"SELECT 1 FROM {table} WHERE NOT ({where})")  # each is an expression


def test_an_alien_trigger_is_still_refused_after_a_long_page(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    run("--db", str(path), "read", "-", input="\n".join([HEAD, *page(300)]))
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TRIGGER x_t AFTER INSERT ON incidents BEGIN SELECT 1; END")
    with (
        closing(open_writing(path)) as conn,
        pytest.raises(FileError, match="x_t"),
        writing(conn, Act("test", "2023-07-09T00:00:00Z")),
    ):
        pass


def test_no_check_of_what_is_written_in_bulk_is_left_out() -> None:
    parts = {
        "incidents": (page_queue._COLUMNS, page_queue._DATE_COLUMNS),
        "claims": (citations.CLAIM_COLUMNS, citations.TOLD_COLUMNS),
    }
    unasked = {"(merged_into IS NOT id)"}  # never given, so never wrong
    with closing(sqlite3.connect(":memory:")) as conn:
        schema.create(conn)
        for table, groups in parts.items():
            (sql,) = conn.execute(
                "SELECT sql FROM sqlite_schema WHERE name = ?", (table,)
            ).fetchone()
            every = {row[1] for row in conn.execute(f"PRAGMA table_info({table})")}
            for check in bulk.checks(sql):
                about = every.intersection(bulk._words(check))
                whole = any(about <= set(group) for group in groups)
                assert whole or check in unasked, check
