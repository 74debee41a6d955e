"""Checks are silent about a good file, and say of a bad one what is wrong and what mends it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.random_commands import contents

if TYPE_CHECKING:
    from tests.conftest import Run


def alter(path: Path, statement: str, without: tuple[str, ...] = ()) -> None:
    """Alter the file as nobody should, with some of its triggers gone and put back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        kept = [
            conn.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()[0]
            for name in without
        ]
        for name in without:
            conn.execute(f"DROP TRIGGER {name}")
        conn.executescript(statement)
        for sql in kept:
            conn.execute(sql)


def test_a_good_file_is_passed_in_silence(run: Run, seeded: Path) -> None:
    result = run("check")
    assert (result.stdout, result.stderr) == ("", "")
    assert json.loads(run("check", "--json").stdout) == []


@pytest.mark.parametrize(
    ("name", "statement", "without", "told"),
    [
        ("history", "UPDATE log_changes SET after = '{}' WHERE tx = 9",
         ("log_changes_keep_update",), "t9: its digest does not fit"),
        ("history",
         "DELETE FROM log_changes WHERE tx = 9; DELETE FROM log_transactions WHERE id = 9",
         ("log_changes_keep_delete", "log_transactions_keep_delete"),
         "1 of 44 changes are missing"),
        ("history", "UPDATE log_transactions SET analyst = 'nobody' WHERE id = 9",
         ("log_transactions_keep_update",), "t9: its digest does not fit"),
        ("foreign-keys", "UPDATE citations SET source_id = 999 WHERE id = 2", (),
         "citations 2: names a row of sources that is not there"),
        ("schema", "DROP TRIGGER incidents_log_update", (), "incidents_log_update is missing"),
        ("schema", "CREATE TABLE mine (a)", (), "the table mine is not ours"),
        ("order", "UPDATE incidents SET sort_key = 'x' WHERE id = 4", (),
         "4: stands in the wrong place"),
        ("order", "UPDATE incidents SET start_earliest = '2024-01-01T00:00:00', start_latest ="
         " '2024-01-01T00:00:00', end_latest = NULL WHERE id = 5", (),
         "5: is recorded as before 6, but"),
        ("dates", "UPDATE incidents SET date_edtf = '2016' WHERE id = 6", (),
         "6: its bounds are not those of its date 2016"),
        ("dates", "UPDATE incidents SET date_edtf = 'soon' WHERE id = 6", (),
         "6: its date soon cannot be read"),
        ("numbers", "INSERT INTO incident_counts (incident_id, measure, best)"
         " VALUES (6, 'killed', 0)", (), "6: killed.target 1 is more than killed 0"),
        ("vocabulary", "UPDATE claims SET field = 'kiled' WHERE citation_id = 6 AND field ="
         " 'killed.target'", (), "c6.kiled: unknown field 'kiled'"),
        ("vocabulary", "UPDATE incidents SET tz = 'Mars/Olympus' WHERE id = 6", (),
         "6: there is no time zone"),
        ("search", "DELETE FROM search WHERE rowid = 24", (), "1 incidents cannot be found"),
    ],
)  # fmt: skip
def test_a_fault_is_found_and_nothing_else_is(
    run: Run, seeded: Path, name: str, statement: str, without: tuple[str, ...], told: str
) -> None:
    alter(seeded, statement, without)
    assert told in run("check", name, code=1).stdout
    (fault, *_) = json.loads(run("check", name, "--json", code=1).stdout)
    assert fault["check"] == name
    assert fault["mend"]


def test_what_happened_after_it_was_reported_is_found(run: Run, db: Path) -> None:
    run("add", "One", "-d", "2023-08-01", "-s", "| Gazette | 2023-07-01", "--force")
    told = run("check", "dates", code=1).stdout
    assert "1: 1 Aug 2023 is later than its source gazette-2023-07-01" in told
    assert "c1.date" in told
    run("edit", "1", "status=expected")
    run("check")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE incidents SET sort_key = 'x'", "DELETE FROM search", "UPDATE incident_actors SET"
     " sort_key = NULL"],
)  # fmt: skip
def test_what_is_derived_can_be_mended(run: Run, seeded: Path, statement: str) -> None:
    before = contents(seeded)
    alter(seeded, statement)
    run("check", "--fix")
    assert contents(seeded) == before
    run("check")


def test_a_damaged_file_is_told_and_not_a_traceback(run: Run, seeded: Path) -> None:
    data = bytearray(seeded.read_bytes())
    for page in range(8, len(data) // 4096, 3):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    seeded.write_bytes(data)
    result = run("check", code=None)
    assert result.exit_code in (1, 3)
    assert "restore it from a backup" in result.output


def test_a_check_is_explained_and_a_wrong_name_is_refused(run: Run, db: Path) -> None:
    told = run("check", "--explain").stdout
    assert [line.split()[0] for line in told.splitlines()] == [
        "integrity", "schema", "foreign-keys", "history", "order", "dates", "numbers",
            "vocabulary", "search",
    ]  # fmt: skip
    assert "Hint: tracker check history" in run("check", "histroy", code=2).stderr


def test_a_backup_is_the_same_file_and_nobody_elses(run: Run, seeded: Path) -> None:
    told = run("backup", "copy.db").stdout
    assert told.startswith("Backed up 6 incidents to copy.db")
    copy = Path("copy.db")
    assert contents(copy.absolute()) == contents(seeded)
    assert copy.stat().st_mode & 0o777 == 0o600
    run("--db", "copy.db", "check")
    assert run("backup", "copy.db", code=3).stderr.startswith("Error: copy.db exists already")
    assert sorted(path.name for path in seeded.parent.iterdir()) == ["copy.db", "incidents.db"]


def test_a_backup_never_follows_a_link_or_makes_a_folder(run: Run, seeded: Path) -> None:
    Path("link.db").symlink_to("elsewhere.db")
    assert "exists already" in run("backup", "link.db", code=3).stderr
    assert "mkdir -p" in run("backup", "none/copy.db", code=3).stderr
    assert not Path("elsewhere.db").exists()


def test_a_change_that_was_slipped_in_before_the_first_is_found(run: Run, seeded: Path) -> None:
    run("check")
    with closing(sqlite3.connect(seeded)) as conn, conn:
        (tx,) = conn.execute("SELECT max(id) FROM log_transactions").fetchone()
        conn.execute(
            "INSERT INTO log_changes (id, tx, table_name, row_id, operation, before)"
            " VALUES (-5, ?, 'incidents', 1, 'update', '{}')",
            (tx,),
        )
    assert "its digest does not fit" in run("check", code=None).stdout
