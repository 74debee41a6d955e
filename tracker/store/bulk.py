"""Thousands of rows at once: no trigger and no CHECK is asked about each, all CHECKs about all.

The triggers keep foreign hands from harm. What is written here needs none of them: the caller gives
every row its key in the order, writes its history, and lets plain INSERTs fail on a key that is
there. Row by row the CHECKs take a third of the time; in one question at the end, a fifth of that.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from itertools import chain, groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Row = Sequence[str | int | float | None]

_ROWS: Final = 300
WORTHWHILE: Final = 500
"""Rows from which on it is quicker to set the triggers aside, which takes some milliseconds."""


def insert(
    conn: sqlite3.Connection,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Row],
    constant: Mapping[str, str] | None = None,
) -> None:
    """Insert the rows in their order; `constant` has the same text for a column of every row.

    A row may end before the columns do; the rest of its columns get what they have by default.
    """
    same = constant or {}
    texts = _quoted(same)
    statements: dict[int, str] = {}
    cursor = conn.cursor()
    for size, alike in groupby(rows, len):
        if size not in statements:
            statements[size] = (
                f"INSERT INTO {table} ({', '.join((*columns[:size], *same))})"
                f" VALUES ({', '.join((*'?' * size, *texts))})"
            )
        cursor.executemany(statements[size], alike)


def insert_sharing(
    conn: sqlite3.Connection,
    table: str,
    columns: tuple[Sequence[str], Sequence[str]],
    rows: Sequence[Row],
    values: Iterable[Row],
    constant: Mapping[str, str],
) -> None:
    """Insert rows most of whose columns are the same as those of many others.

    `columns` are a row's own and the shared ones. A row ends with a number, counted from 0, among
    `values`, which have the shared columns: they reach SQLite once and not with every row.
    """
    own, shared = columns
    conn.execute(f"CREATE TEMP TABLE shared (id INTEGER PRIMARY KEY, {', '.join(shared)})")
    insert(conn, "temp.shared", ("id", *shared), ((n, *row) for n, row in enumerate(values)))
    names = ", ".join((*own, *shared, *constant))
    taken = (*(f"given.{name}" for name in own), *(f"shared.{name}" for name in shared))
    chosen = ", ".join((*taken, *_quoted(constant)))
    marks = f"({', '.join('?' * (len(own) + 1))})"
    for start in range(0, len(rows), _ROWS):
        part = rows[start : start + _ROWS]
        conn.execute(
            f"WITH given ({', '.join(own)}, number) AS (VALUES {', '.join([marks] * len(part))})"
            f" INSERT INTO {table} ({names}) SELECT {chosen}"
            " FROM given CROSS JOIN temp.shared ON shared.id = given.number",
            list(chain.from_iterable(part)),
        )
    verify(conn, table, columns=shared, held="temp.shared")
    conn.execute("DROP TABLE temp.shared")


def insert_joined(
    conn: sqlite3.Connection,
    table: str,
    columns: tuple[Sequence[str], Sequence[str]],
    rows: Iterable[Row],
    values: Sequence[Row],
    constant: Mapping[str, str],
) -> None:
    """Insert the same rows as `insert_sharing`, one by one."""
    insert(conn, table, [*columns[0], *columns[1]], _joined(rows, values), constant)


def _joined(rows: Iterable[Row], values: Sequence[Row]) -> Iterator[Row]:
    for *own, number in rows:
        assert isinstance(number, int)
        yield [*own, *values[number]]


def _quoted(constant: Mapping[str, str]) -> list[str]:
    return [f"'{text.replace(chr(39), chr(39) * 2)}'" for text in constant.values()]


@contextmanager
def unwatched(conn: sqlite3.Connection, tables: Sequence[str]) -> Iterator[None]:
    """Set the triggers of the tables and all CHECKs aside, inside the open transaction.

    The triggers are put back at the end; what CHECKs would have said, `verify` says. Nobody else
    sees the file without them: the transaction ends with them, or not at all.
    """
    marks = ", ".join("?" * len(tables))
    triggers = conn.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        f" AND tbl_name IN ({marks}) ORDER BY rowid",
        tables,
    ).fetchall()
    for name, _ in triggers:
        conn.execute(f"DROP TRIGGER {name}")
    try:
        conn.execute("PRAGMA ignore_check_constraints = ON")
        yield
    finally:
        conn.execute("PRAGMA ignore_check_constraints = OFF")
    for _, made in triggers:
        conn.execute(made)


@contextmanager
def indexed(conn: sqlite3.Connection, table: str, column: str) -> Iterator[None]:
    """Give a table an index inside the open transaction, for thousands of look-ups by `column`."""
    name = f"{table}_{column}_for_now"
    conn.execute(f"CREATE INDEX {name} ON {table} ({column})")
    yield
    conn.execute(f"DROP INDEX {name}")


def verify(
    conn: sqlite3.Connection,
    table: str,
    where: str = "1",
    given: Sequence[int] = (),
    columns: Sequence[str] = (),
    held: str = "",
) -> None:
    """Ask the CHECKs of a table about some of its rows at once, except that of uids drawn here.

    With `columns`, those CHECKs alone that are about nothing else; `held` is another table that
    the rows have these columns from. Raises IntegrityError as the INSERT would have.
    """
    (sql,) = conn.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    every = {str(row[1]) for row in conn.execute(f"PRAGMA table_info({table})")}
    asked = set(columns) if columns else every - {"uid"}
    met = [check for check in checks(sql) if every.intersection(_words(check)) <= asked]
    rows = f"SELECT 1 FROM {held or table} WHERE {where} AND NOT ({' AND '.join(met) or '1'})"
    if conn.execute(rows, given).fetchone() is not None:
        raise sqlite3.IntegrityError(f"CHECK constraint failed: {table}")


def _words(check: str) -> set[str]:
    bare = " ".join(check.split("'")[::2])  # without what stands in quotes
    return set("".join(sign if sign.isalnum() or sign == "_" else " " for sign in bare).split())


def checks(sql: str) -> list[str]:
    """Return the CHECKs of a CREATE TABLE, each in its parentheses.

    >>> checks("CREATE TABLE a (b TEXT CHECK (b IN ('(', 'c')), CHECK (b <> 'd'))")
    ["(b IN ('(', 'c'))", "(b <> 'd')"]
    """
    found = []
    depth, start, quoted = 0, -1, False
    for place, sign in enumerate(sql):
        if sign == "'":
            quoted = not quoted
        elif not quoted and sign == "(":
            if start < 0 and sql[:place].endswith("CHECK "):
                start, depth = place, 0
            depth += 1
        elif not quoted and sign == ")":
            depth -= 1
            if start >= 0 and not depth:
                found.append(sql[start : place + 1])
                start = -1
    return found
