"""Asking in SQL: every question is answered, and nothing that is asked changes a byte."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TOP, in_shell
from tracker.errors import TrackerError
from tracker.filters import Filter
from tracker.schema.worked import worked
from tracker.store.asking import ask, conditions
from tracker.store.connection import open_reading

if TYPE_CHECKING:
    from tests.conftest import Run, Stock

HOSTILE = (Path(__file__).parent / "data" / "hostile_sql.txt").read_text("utf-8").splitlines()
ENDLESS = "SELECT printf('%.*c', 2147483647, 'x')"  # one step of many seconds
ROUND = next(statement for statement in HOSTILE if "count(*) FROM c" in statement)
STOPPED = [statement for statement in HOSTILE if "printf" not in statement]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("statement", STOPPED)
def test_a_hostile_statement_changes_nothing(seeded: Path, here: Path, statement: str) -> None:
    before, names = digest(seeded), sorted(path.name for path in here.iterdir())
    began = time.monotonic()
    with closing(open_reading(seeded)) as conn:
        expired = lambda: time.monotonic() - began > 0.3  # noqa: E731
        for query in (statement, f"SELECT id FROM timeline WHERE ({statement}\n)"):
            with suppress(TrackerError):
                ask(conn, query, None, 100, expired)
        assert conn.execute("PRAGMA user_version").fetchone() == (1,)
    assert time.monotonic() - began < 5
    assert digest(seeded) == before
    assert sorted(path.name for path in here.iterdir()) == names


def test_there_are_sixty_of_them() -> None:
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize("statement", HOSTILE[:63:9])
def test_a_condition_is_no_way_around(run: Run, seeded: Path, statement: str) -> None:
    before = digest(seeded)
    assert run("timeline", "--where", statement, code=2).stderr.startswith("Error: ")
    assert run("rm", "--where", statement, "--yes", code=2).stdout == ""
    assert digest(seeded) == before


def test_on_a_writing_connection_it_only_reads(seeded: Path) -> None:
    with closing(sqlite3.connect(seeded, isolation_level=None)) as conn:
        conn.execute("BEGIN IMMEDIATE")
        for statement in STOPPED:
            if "RECURSIVE" not in statement and "log_changes, log" not in statement:
                with suppress(TrackerError):
                    list(conditions(conn, Filter(where=(statement,))))
        assert conn.in_transaction
        assert conn.total_changes == 0
        conn.execute("ROLLBACK")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT count(*) FROM timeline", "6"),
        ("  select max(id) from incidents  ;", "6"),
        ("WITH x (n) AS (VALUES (7)) SELECT n FROM x", "7"),
        ("VALUES (1), (2)", "1 2"),
        ("/* a remark */ SELECT 3 AS n -- another", "3"),
        ("SELECT count(*) FROM search WHERE search MATCH 'flares'", "1"),
        ("SELECT value FROM json_each('[4, 5]')", "4 5"),
        ("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c LIMIT 3) SELECT n FROM c",
         "1 2 3"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("seeded")
def test_questions_are_answered(run: Run, query: str, expected: str) -> None:
    rows = run("sql", query, "-f", "csv").stdout.split()[1:]
    assert " ".join(rows) == expected


@pytest.mark.usefixtures("seeded")
def test_answers_come_in_every_format(run: Run) -> None:
    query = (
        "SELECT id, title, 0.5 AS half, x'00ff' AS raw, NULL AS none, 1e999 AS much FROM timeline"
    )
    rows = json.loads(run("sql", query, "--json").stdout)
    assert rows[3] == {
        "id": 4, "title": "Flares dropped in front of MQ-9s", "half": 0.5, "raw": "x'00ff'",
        "none": None, "much": "Inf",
    }  # fmt: skip
    lines = run("sql", query, "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == rows
    read = list(csv.DictReader(run("sql", query, "-f", "csv").stdout.splitlines()))
    assert [row["title"] for row in read] == [row["title"] for row in rows]
    assert "| title" in run("sql", query, "-f", "md").stdout
    assert list(json.loads(run("sql", "SELECT 1 AS a, 2 AS a", "--json").stdout)[0]) == ["a", "a:1"]


@pytest.mark.usefixtures("seeded")
def test_values_are_bound_and_rows_capped(run: Run) -> None:
    query = "SELECT title FROM timeline WHERE id = :id OR title = :title"
    told = run("sql", query, "--param", "id=4", "--param", "title='; DROP TABLE x", "-f", "csv")
    assert told.stdout.splitlines()[1:] == ["Flares dropped in front of MQ-9s"]
    assert "a value is missing" in run("sql", query, code=2).stderr
    assert "--param actor=Russia" in run("sql", query, "--param", "id", code=2).stderr
    capped = run("sql", "SELECT id FROM timeline", "-n", "2", "-f", "csv")
    assert capped.stdout.split() == ["id", "1", "2"]
    assert "stopped after 2 rows" in capped.stderr
    assert run("sql", "-", "-f", "csv", input="SELECT 5").stdout == "5\n5\n"


@pytest.mark.usefixtures("seeded")
def test_a_query_that_takes_too_long_is_stopped(run: Run) -> None:
    began = time.monotonic()
    told = run("sql", ROUND, "--timeout", "0.2", code=2)
    assert "took too long" in told.stderr
    assert time.monotonic() - began < 3


@pytest.mark.usefixtures("seeded")
def test_one_endless_step_is_ended_by_the_clock(here: Path) -> None:
    told = in_shell(f'tracker sql "{ENDLESS}" --timeout 0.1', code=2, cwd=here)
    assert told.stderr == "Error: the query took too long and was stopped\n"


@pytest.mark.parametrize("query", [ENDLESS, ROUND])
@pytest.mark.usefixtures("seeded")
def test_ctrl_c_is_heard_at_once(query: str) -> None:
    program = "from tracker.cli import main; main()"
    asking = subprocess.Popen(
        [sys.executable, "-c", program, "sql", query], stderr=subprocess.PIPE, text=True
    )
    time.sleep(1.0)  # until the query runs
    began = time.monotonic()
    asking.send_signal(signal.SIGINT)
    asking.communicate(timeout=20)
    assert asking.returncode == 130
    assert time.monotonic() - began < 2


@pytest.mark.usefixtures("seeded")
def test_the_worked_queries_run_in_the_stock_shell_and_here(run: Run, stock: Stock) -> None:
    assert len(worked()) >= 12
    for one in worked():
        rows = stock(one.sql)
        told = run("sql", one.sql, "-f", "jsonl").stdout.splitlines()
        assert [tuple(json.loads(line).values()) for line in told] == rows, one.title
        assert rows or "map" in one.title, one.title


def test_the_page_on_sql_shows_the_worked_queries(run: Run) -> None:
    page = (TOP / "docs" / "sql.md").read_text("utf-8")
    told = re.findall(r"^([^\n]+):\n\n```sql\n(.*?);\n```$", page, re.MULTILINE | re.DOTALL)
    assert told == [(one.title, one.sql) for one in worked()]
    examples = run("sql", "--examples").stdout
    assert examples == "".join(f"-- {one.title}\n{one.sql};\n\n" for one in worked())


@pytest.mark.usefixtures("seeded")
def test_the_dictionary_and_the_metadata_name_every_view(run: Run, stock: Stock) -> None:
    views = {row[0] for row in stock("SELECT name FROM sqlite_schema WHERE type = 'view'")}
    shown = run("sql", "--schema").stdout
    assert all(f"{view} (view)" in shown for view in views)
    assert max(map(len, shown.splitlines())) <= 80
    listed = list(csv.DictReader(run("sql", "--schema", "-f", "csv").stdout.splitlines()))
    assert listed[0]["table"] == "timeline"
    about = json.loads(run("sql", "--datasette").stdout)
    assert about["title"].startswith("Syria, July 2023")
    assert views <= set(about["databases"]["incidents"]["tables"])
    assert len(about["databases"]["incidents"]["queries"]) == len(worked())


@pytest.mark.usefixtures("seeded")
def test_a_condition_selects_everywhere(run: Run) -> None:
    def ids(*words: str) -> str:
        rows = run("timeline", *words, "-f", "csv").stdout.splitlines()[1:]
        return " ".join(row.partition(",")[0] for row in rows)

    assert ids("--where", "sources > 2") == "6"
    assert ids("--where", "sources > 2", "--where", "place = 'Afrin'") == "2 3 6"
    assert ids("--where", "title LIKE '%MQ%' -- a remark", "--by", "Russia") == "4 5"
    assert ids("--where", "0") == ""
    run("edit", "--where", "sources > 2", "tag=well-told")
    assert ids("--tag", "well-told") == "6"
    assert "no such column: abc" in run("timeline", "--where", "abc", code=2).stderr


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "there is no query"),
        (["SELECT 1", "--schema"], "ask one thing"),
        (["SELECT 1", "-f", "xml"], "unknown format"),
        ([""], "asks nothing"),
        (["/* only a remark */"], "asks nothing"),
        (["SELEC 1"], "cannot run that"),
        (["SELECT * FROM nowhere"], "no such table: nowhere"),
        (["SELECT 1; SELECT 2"], "more than one statement"),
        (["SELECT " + "(" * 2000 + "1" + ")" * 2000], "cannot run that"),
        (["SELECT '" + "x" * 100_001 + "'"], "characters"),
    ],
)
def test_what_cannot_be_asked_is_refused(run: Run, words: list[str], message: str) -> None:
    assert message in run("sql", *words, code=2).stderr
