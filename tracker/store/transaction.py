"""Writing: one command is one transaction, named in the log, and nothing is written by halves."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from tracker import schema
from tracker.errors import FileError
from tracker.store import search
from tracker.store.connection import patiently

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from tracker.store.connection import Waiting


class Act(NamedTuple):
    """Who does what: the analyst, the command, why, and the moment (UTC, to the second)."""

    command: str
    at: str
    analyst: str | None = None
    reason: str | None = None
    undoes: int | None = None
    rehearse: bool = False


@contextmanager
def writing(conn: sqlite3.Connection, act: Act, waiting: Waiting = None) -> Iterator[int]:
    """Open the transaction that `act` names, yield its number, and commit what was done in it.

    `waiting` is called where another program keeps the file locked for more than a moment.

    Whatever is raised inside rolls everything back; so does an act that changed nothing, and one
    that is only rehearsed. Raises FileError where the schema is not the one this version makes.
    """
    patiently(conn, "BEGIN IMMEDIATE", waiting)
    try:
        foreign = schema.foreign_objects(conn)
        if foreign:
            raise FileError(
                f"the file was altered from outside: {foreign[0]}",
                "tables, views and indexes of your own need a name that begins with x_",
            )
        # SQLite 3.40 counts its JSON functions, which our triggers use, as unsafe in a schema; the
        # schema was found to be ours.
        conn.execute("PRAGMA trusted_schema = ON")
        tx = _begin(conn, act)
        yield tx
        if act.rehearse or not _changed(conn, tx):
            conn.execute("ROLLBACK")
            return
        _close(conn)
        patiently(conn, "COMMIT", waiting)
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise


def stands(conn: sqlite3.Connection, tx: int | None) -> bool:
    """Tell whether transaction `tx` was committed; one that was never opened was not."""
    if tx is None or conn.in_transaction:
        return False
    found = conn.execute("SELECT 1 FROM log_transactions WHERE id = ?", (tx,)).fetchone()
    return found is not None


def another(conn: sqlite3.Connection, act: Act) -> int:
    """Close the step of the log that is open and open one for `act`, in the same transaction.

    Several steps are then kept or dropped together, and each can be undone by itself.
    """
    _close(conn)
    return _begin(conn, act)


def _close(conn: sqlite3.Connection) -> None:
    (tx,) = conn.execute("SELECT tx FROM log_writer").fetchone()
    search.refresh(conn)
    conn.execute("UPDATE log_transactions SET digest = ? WHERE id = ?", (digest(conn, tx), tx))
    conn.execute("UPDATE log_writer SET tx = NULL")


def _begin(conn: sqlite3.Connection, act: Act) -> int:
    row = conn.execute(
        "INSERT INTO log_transactions (at, analyst, command, reason, undoes)"
        " VALUES (?, ?, ?, ?, ?) RETURNING id",
        (act.at, act.analyst, act.command, act.reason, act.undoes),
    ).fetchone()
    tx = int(row[0])
    conn.execute("UPDATE log_writer SET tx = ?", (tx,))
    return tx


def _changed(conn: sqlite3.Connection, tx: int) -> bool:
    return (
        conn.execute("SELECT 1 FROM log_changes WHERE tx = ? LIMIT 1", (tx,)).fetchone() is not None
    )


def _hash_changes(
    conn: sqlite3.Connection,
    update: Callable[[bytes], object],
    where: str,
    last: int,
    tx: int,
) -> int:
    """Hash the changes of the transactions after `last` up to `tx`, and return how many."""
    changes = conn.execute(
        "SELECT json_array(id, tx, table_name, row_id, operation, before, after) || char(10)"
        f" FROM log_changes WHERE {where} ORDER BY id",
        (last, tx),
    )
    count = 0
    while lines := changes.fetchmany(1000):
        update("".join(line for (line,) in lines).encode())
        count += len(lines)
    return count


def _end(conn: sqlite3.Connection, tx: int) -> int:
    """Return the id of the last change that was logged up to a transaction."""
    row = conn.execute(
        "SELECT id FROM log_changes WHERE tx <= ? ORDER BY tx DESC, id DESC LIMIT 1", (tx,)
    ).fetchone()
    return int(row[0]) if row is not None else 0


def digest(conn: sqlite3.Connection, tx: int) -> str:
    """Return the SHA-256 over the digest before `tx` and all that was logged since, `tx` included.

    It shows accidents and careless edits of the log; whoever recomputes it is not found out.
    """
    from hashlib import sha256  # only a writing command pays for it

    before = conn.execute(
        "SELECT id, digest FROM log_transactions WHERE id < ? AND digest IS NOT NULL"
        " ORDER BY id DESC LIMIT 1",
        (tx,),
    ).fetchone()
    last, chain = before or (0, "")
    hashed = sha256(chain.encode())
    for (line,) in conn.execute(
        "SELECT json_array(id, at, analyst, command, reason, undoes) FROM log_transactions"
        " WHERE id > ? AND id <= ? ORDER BY id",
        (last, tx),
    ):
        hashed.update(line.encode() + b"\n")
    # By their ids, in which the log grew: to read them by their transaction would sort them.
    before_changes = hashed.copy()
    first, end = _end(conn, last), _end(conn, tx)
    read = _hash_changes(
        conn, hashed.update, f"id > {first} AND id <= {end} AND +tx > ? AND +tx <= ?", last, tx
    )
    (logged,) = conn.execute(
        "SELECT count(*) FROM log_changes WHERE tx > ? AND tx <= ?", (last, tx)
    ).fetchone()
    if read != logged:  # only a foreign hand gives a row an id that is not in its turn
        hashed = before_changes
        _hash_changes(conn, hashed.update, "tx > ? AND tx <= ?", last, tx)
    return hashed.hexdigest()
