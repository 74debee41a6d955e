"""The schema of the file: its marks, the check made before the first write, and how to make it.

`APPLICATION_ID` are the letters "trkr" as a 32-bit number; SQLite keeps it in the file's header,
so that `file` and this program know the file for what it is. `SCHEMA_VERSION` is `user_version`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

APPLICATION_ID: Final = int.from_bytes(b"trkr", "big")
SCHEMA_VERSION: Final = 1
MIGRATION_SET: Final = "tracker"

# Made by `python -m tracker.schema --write` after every change to the schema.
DIGEST: Final = "bfb7a333576c319893f7dceddcd7a7097a1027e96722110e0ae7ed451f00341e"

_OURS: Final = """
    SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema
    WHERE type = 'trigger'
      OR NOT (name GLOB 'x_*'
        OR name IN ('sqlite_sequence', '_sqlite_migrations') AND type = 'table'
        OR name GLOB 'sqlite_stat[0-9]' AND type = 'table'
        OR name GLOB 'search_*' AND type = 'table'
          AND substr(name, 8) IN ('data', 'idx', 'content', 'docsize', 'config')
        OR tbl_name = '_sqlite_migrations' AND type = 'index'
        OR name GLOB 'sqlite_autoindex_*' AND type = 'index' AND sql IS NULL)
    ORDER BY type, name
"""


def create(conn: sqlite3.Connection) -> None:
    """Make the newest schema in an empty file, or bring an older file up to it.

    Runs in the caller's transaction if one is open, else in its own; all or nothing.
    """
    from tracker.schema.migrations import migrate  # what the schema is made of, for a new file

    if conn.in_transaction:
        migrate(conn)
        return
    conn.execute("BEGIN IMMEDIATE")
    try:
        migrate(conn)
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise


def digest_of(conn: sqlite3.Connection) -> str:
    """SHA-256 of every table, index, view and trigger in the file that the program answers for.

    Left out are SQLite's own tables, the record of migrations, the search table's parts, and
    tables, views and indexes of the user's own (`x_…`); a trigger is never left out.
    """
    from hashlib import sha256  # 3 ms, paid by commands that write

    return sha256(repr(conn.execute(_OURS).fetchall()).encode()).hexdigest()


def foreign_objects(conn: sqlite3.Connection) -> list[str]:
    """What in the file's schema is not as this version makes it, in words; empty when all is well.

    Costs about a millisecond when all is well.
    """
    if digest_of(conn) == DIGEST:
        return []
    found = _objects(conn)
    expected = _expected()
    differences = [
        f"the {kind} {name} is missing" for kind, name in expected if (kind, name) not in found
    ]
    for (kind, name), text in found.items():
        if (kind, name) not in expected:
            differences.append(f"the {kind} {name} is not ours")
        elif text != expected[kind, name]:
            differences.append(f"the {kind} {name} was changed")
    return differences


def _objects(conn: sqlite3.Connection) -> dict[tuple[str, str], tuple[str, str]]:
    return {
        (str(kind), str(name)): (str(table), str(sql))
        for kind, name, table, sql in conn.execute(_OURS)
    }


def _expected() -> dict[tuple[str, str], tuple[str, str]]:
    import sqlite3
    from contextlib import closing

    from tracker.schema.migrations import make  # only where the file is to be refused

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        make(fresh)
        return _objects(fresh)
