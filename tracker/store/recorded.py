"""Asking the log: the transactions that touched something, newest first, with what they changed."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from tracker.fields import LINK_KINDS
from tracker.report.changes import Difference, Recorded
from tracker.store.differences import differences
from tracker.store.history import Step, step, steps

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator

SHOWN = 40


def recorded(
    conn: sqlite3.Connection,
    among: Collection[int] | None = None,
    since: str | None = None,
    incident: int | None = None,
    shown: int | None = SHOWN,
) -> Iterator[Recorded]:
    """Yield transactions, newest first: those of `among`, none before `since` (UTC, or its begin).

    Of one incident, only what concerns it is told. At most `shown` differences are read of each.
    """
    for found in steps(conn, newest=True):
        if since is not None and found.at < since:
            break
        if among is None or found.tx in among:
            yield tell(conn, found, incident, shown)


def tell(
    conn: sqlite3.Connection,
    found: Step,
    incident: int | None = None,
    shown: int | None = SHOWN,
) -> Recorded:
    """Return one transaction with what it changed."""
    own = (
        one
        for one in differences(conn, found.tx)
        if incident is None or one.incident == incident or _names(one, incident)
    )
    kept = tuple(islice(own, shown))
    more = 0
    if shown is not None and len(kept) == shown:
        more = sum(1 for _ in own) if incident is not None else _rows(conn, found.tx) - shown
    return Recorded(
        found.tx,
        found.at,
        found.analyst,
        found.command,
        found.reason,
        found.undoes,
        found.undone_by,
        kept,
        max(0, more),
    )


def made_by(conn: sqlite3.Connection, shown: int | None = SHOWN) -> Recorded:
    """Return what the transaction that is being written has changed so far."""
    (tx,) = conn.execute("SELECT tx FROM log_writer").fetchone()
    return tell(conn, step(conn, tx), shown=shown)


def _rows(conn: sqlite3.Connection, tx: int) -> int:
    row = conn.execute("SELECT count(*) FROM log_changes WHERE tx = ?", (tx,)).fetchone()
    return int(row[0])


def _names(one: Difference, incident: int) -> bool:
    # A link belongs to the incident that it leads to as well.
    other = one.after or one.before or ""
    return one.field in LINK_KINDS and other.startswith(f"{incident} ")


def count(
    conn: sqlite3.Connection, among: Collection[int] | None = None, since: str | None = None
) -> int:
    """Return how many transactions `recorded` would yield."""
    rows = conn.execute(
        "SELECT id FROM log_transactions WHERE ? IS NULL OR at >= ?", (since, since)
    )
    return sum(1 for (tx,) in rows if among is None or tx in among)
