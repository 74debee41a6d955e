"""How a file gets its schema: one numbered migration for each version, kept by sqlite-utils."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.names import fold
from tracker.schema import (
    APPLICATION_ID,
    MIGRATION_SET,
    SCHEMA_VERSION,
    circles,
    guards,
    history,
    order,
)
from tracker.vocabulary import rows as vocabulary_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

_RECORD = """
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
"""
_HERE = Path(__file__).parent
_DATA = _HERE.parent / "data"


def migrate(conn: sqlite3.Connection) -> None:
    """Apply the migrations that the file lacks, and write its marks."""
    if conn.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None:
        make(conn)
        _record_all(conn)
    else:
        _apply(conn)
    conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _record_all(conn: sqlite3.Connection) -> None:
    """Record every migration as sqlite-utils does, in whose table an older file has them."""
    _run(conn, _RECORD)
    conn.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)",
        (MIGRATION_SET, "m001_schema", str(datetime.now(UTC))),
    )


def _apply(conn: sqlite3.Connection) -> None:
    import sqlite_utils  # slow to load: an older file alone needs it

    migrations = sqlite_utils.Migrations(MIGRATION_SET)

    @migrations()
    def m001_schema(db: sqlite_utils.Database) -> None:
        make(db.conn)

    migrations.apply(sqlite_utils.Database(conn, execute_plugins=False, recursive_triggers=False))


def make(conn: sqlite3.Connection) -> None:
    """Make the tables, fill those that come filled, then add triggers and views.

    The triggers come last, so that what is shipped is not logged as somebody's change.
    """
    _run(conn, _read("tables.sql"))
    _fill(conn)
    for statement in triggers(conn):
        conn.execute(statement)
    if _HERE.joinpath("views.sql").is_file():
        _run(conn, _read("views.sql"))


def triggers(conn: sqlite3.Connection) -> Iterator[str]:
    """The triggers for the tables as they stand in the file."""
    yield from history.log_guards()
    for name in history.CONTENT:
        described = history.described(conn, name)
        yield from guards.triggers(described)
        yield from history.log_triggers(described)
    yield from circles.triggers()
    yield from order.triggers()


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one, triggers whole.

    >>> list(statements("CREATE TABLE a (b); -- why\\nCREATE INDEX c ON a (b);"))
    ['CREATE TABLE a (b);', '-- why\\nCREATE INDEX c ON a (b);']
    """
    kept = ""
    for piece in script.split(";")[:-1]:
        kept += piece + ";"
        if sqlite3.complete_statement(kept):
            yield kept.strip()
            kept = ""


def _run(conn: sqlite3.Connection, script: str) -> None:
    # Not executescript, which commits whatever transaction is open.
    for statement in statements(script):
        conn.execute(statement)


def _fill(conn: sqlite3.Connection) -> None:
    conn.execute("INSERT INTO log_writer (id) VALUES (1)")
    conn.executemany("INSERT INTO vocabulary VALUES (?, ?, ?, ?)", vocabulary_rows())
    _fill_types(conn)
    for name in ("data_dictionary.tsv", "data_dictionary_views.tsv"):
        if _DATA.joinpath(name).is_file():
            conn.executemany(
                "INSERT INTO data_dictionary (table_name, column_name, meaning, unit, example)"
                " VALUES (:table_name, :column_name, :meaning, nullif(:unit, ''),"
                " nullif(:example, ''))",
                table(name),
            )


def _fill_types(conn: sqlite3.Connection) -> None:
    names: dict[str, tuple[str, str]] = {}
    for row in table("incident_types.tsv"):
        conn.execute(
            "INSERT INTO incident_types (code, label, parent, meaning, acled_event,"
            " acled_sub_event, plover, gtd) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                row["code"], row["label"], row["parent"] or None, row["meaning"],
                row["acled_event"] or None, row["acled_sub_event"] or None,
                row["plover"] or None, row["gtd"] or None,
            ),
        )  # fmt: skip
        for name in filter(None, (row["label"], *row["names"].split("|"))):
            names.setdefault(fold(name), (name, row["code"]))
    conn.executemany(
        "INSERT INTO incident_type_names (name_key, name, type_code) VALUES (?, ?, ?)",
        [(key, name, code) for key, (name, code) in names.items()],
    )


def table(name: str) -> list[dict[str, str]]:
    """The rows of one of the package's tab-separated tables, by column."""
    lines = _DATA.joinpath(name).read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1:] if line]


def _read(name: str) -> str:
    return _HERE.joinpath(name).read_text(encoding="utf-8")
