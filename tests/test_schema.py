"""A file gets its schema whole or not at all, explains it, and is known to be unaltered."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
import sqlite_utils

from tracker import schema, vocabulary
from tracker.schema.migrations import table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DICTIONARIES = ("data_dictionary.tsv", "data_dictionary_views.tsv")


@pytest.fixture(scope="module")
def image() -> bytes:
    """A new file, as bytes."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        schema.create(conn)
        return conn.serialize()


@pytest.fixture
def conn(image: bytes) -> Iterator[sqlite3.Connection]:
    """A new file, opened as the stock shell opens it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        conn.deserialize(image)
        yield conn


def test_a_new_file_carries_its_marks(conn: sqlite3.Connection) -> None:
    assert conn.execute("PRAGMA application_id").fetchone() == (0x74726B72,)
    assert conn.execute("PRAGMA user_version").fetchone() == (schema.SCHEMA_VERSION,)
    assert conn.execute("SELECT migration_set, name FROM _sqlite_migrations").fetchall() == [
        ("tracker", "m001_schema")
    ]


def test_the_digest_is_that_of_the_schema(conn: sqlite3.Connection) -> None:
    found = schema.digest_of(conn)
    assert found == schema.DIGEST, "the schema was changed: python -m tracker.schema --write"
    assert schema.foreign_objects(conn) == []


def test_making_it_again_changes_nothing(conn: sqlite3.Connection) -> None:
    before = list(conn.iterdump())
    schema.create(conn)
    assert list(conn.iterdump()) == before


def test_making_it_is_part_of_the_callers_transaction(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "new.db", isolation_level=None)) as conn:
        conn.execute("BEGIN")
        schema.create(conn)
        assert conn.in_transaction
        conn.execute("ROLLBACK")
        assert conn.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
        assert conn.execute("PRAGMA application_id").fetchone() == (0,)


def test_a_new_file_has_no_history_and_hurts_no_rule(conn: sqlite3.Connection) -> None:
    assert conn.execute("SELECT count(*) FROM log_transactions").fetchone() == (0,)
    assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
    assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_every_table_of_ours_is_strict(conn: sqlite3.Connection) -> None:
    loose = conn.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND NOT strict AND name NOT GLOB 'sqlite_*' AND name <> '_sqlite_migrations'"
    ).fetchall()
    assert loose == []


ALLOWED = (
    "CREATE TABLE x_notes (a REFERENCES incidents (id))",
    "CREATE VIEW x_strikes AS SELECT * FROM incidents WHERE type_code = 'drone-strike'",
    "CREATE INDEX x_titles ON incidents (title)",
    "ANALYZE",
)


def test_tables_views_and_indexes_of_ones_own_are_welcome(conn: sqlite3.Connection) -> None:
    for statement in ALLOWED:
        conn.execute(statement)
    assert schema.foreign_objects(conn) == []


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (
            "CREATE TRIGGER x_evil AFTER INSERT ON incidents BEGIN DELETE FROM sources; END",
            "the trigger x_evil is not ours",
        ),
        (
            "CREATE TABLE x_own (a); CREATE TRIGGER x_own_insert AFTER INSERT ON x_own"
            " BEGIN DELETE FROM sources; END",
            "the trigger x_own_insert is not ours",
        ),
        ("CREATE TABLE notes (a)", "the table notes is not ours"),
        ("CREATE TABLE search_more (a)", "the table search_more is not ours"),
        ("CREATE INDEX titles ON incidents (title)", "the index titles is not ours"),
        ("CREATE VIEW v AS SELECT 1", "the view v is not ours"),
        ("DROP TRIGGER incidents_log_update", "the trigger incidents_log_update is missing"),
        ("DROP INDEX sources_url", "the index sources_url is missing"),
        ("ALTER TABLE incidents ADD COLUMN weather TEXT", "the table incidents was changed"),
        (
            "DROP TRIGGER meta_log_delete; CREATE TRIGGER meta_log_delete AFTER DELETE ON meta"
            " BEGIN SELECT 1; END",
            "the trigger meta_log_delete was changed",
        ),
        (
            "DROP VIEW casualties; CREATE VIEW casualties AS SELECT 1",
            "the view casualties was changed",
        ),
    ],
)
def test_what_was_altered_from_outside_is_named(
    conn: sqlite3.Connection, statements: str, said: str
) -> None:
    conn.executescript(statements)
    assert schema.foreign_objects(conn) == [said]


def test_a_trigger_cannot_hide_behind_a_name_of_sqlites_own(conn: sqlite3.Connection) -> None:
    conn.execute("PRAGMA writable_schema = ON")
    conn.execute(
        "INSERT INTO sqlite_schema VALUES ('trigger', 'sqlite_stat1', 'incidents', 0,"
        " 'CREATE TRIGGER sqlite_stat1 AFTER INSERT ON incidents BEGIN DELETE FROM sources; END')"
    )
    assert schema.foreign_objects(conn) == ["the trigger sqlite_stat1 is not ours"]


def test_the_dictionary_explains_every_table_view_and_column(conn: sqlite3.Connection) -> None:
    names = [
        name
        for (name,) in conn.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main'"
            " AND type IN ('table', 'view', 'virtual')"
            " AND name NOT GLOB 'sqlite_*' AND name <> '_sqlite_migrations'"
        )
    ]
    columns = {(name, "") for name in names} | {
        (name, column)
        for name in names
        for (column,) in conn.execute("SELECT name FROM pragma_table_info(?)", (name,))
    }
    rows = conn.execute("SELECT table_name, column_name FROM data_dictionary").fetchall()
    assert set(rows) ^ columns == set()


def test_each_meaning_is_a_sentence_and_each_column_has_an_example(
    conn: sqlite3.Connection,
) -> None:
    rows = conn.execute("SELECT * FROM data_dictionary").fetchall()
    assert [row[:3] for row in rows if not re.fullmatch(r"\S.*\.", row[2])] == []
    assert [row[:2] for row in rows if row[1] and not row[4]] == []


def test_the_lists_that_the_dictionary_names_exist(conn: sqlite3.Connection) -> None:
    lists = {row[0] for row in vocabulary.rows()}
    for (meaning,) in conn.execute("SELECT meaning FROM data_dictionary"):
        for named in re.findall(r"\blists? ([a-z-]+)(?: and ([a-z-]+))?\b", meaning):
            assert {name for name in named if name} <= lists, meaning


def test_the_dictionary_cannot_be_changed(conn: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="data_dictionary is part of the schema"):
        conn.execute("DELETE FROM data_dictionary")


def test_a_type_knows_its_counterparts_in_other_codebooks(conn: sqlite3.Connection) -> None:
    row = conn.execute(
        "SELECT acled_event, acled_sub_event, plover, gtd FROM incident_types"
        " WHERE code = 'suicide-bombing'"
    ).fetchone()
    assert row == ("Explosions/Remote violence", "Suicide bomb", "ASSAULT", "Bombing/Explosion")


def test_the_packaged_tables_have_no_blank_or_odd_cells() -> None:
    for name in ("incident_types.tsv", DICTIONARIES[0]):
        for row in table(name):
            assert all(cell == cell.strip() for cell in row.values()), row


def test_a_new_file_records_its_migrations_as_sqlite_utils_does(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "by.db", isolation_level=None)) as theirs:
        migrations = sqlite_utils.Migrations(schema.MIGRATION_SET)

        @migrations()
        def m001_schema(db: sqlite_utils.Database) -> None:
            pass

        migrations.apply(sqlite_utils.Database(theirs))
        with closing(sqlite3.connect(tmp_path / "new.db", isolation_level=None)) as ours:
            schema.create(ours)
            assert migrations.pending(sqlite_utils.Database(ours)) == []
            made = (
                "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = '_sqlite_migrations'"
                " ORDER BY 1, 2"
            )
            assert ours.execute(made).fetchall() == theirs.execute(made).fetchall()
            stamp = "SELECT migration_set, name, length(applied_at) FROM _sqlite_migrations"
            assert ours.execute(stamp).fetchall() == theirs.execute(stamp).fetchall()
            held = ours.execute("SELECT * FROM _sqlite_migrations").fetchall()
            schema.create(ours)
            assert ours.execute("SELECT * FROM _sqlite_migrations").fetchall() == held
