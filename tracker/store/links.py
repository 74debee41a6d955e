"""Order and other relations between incidents; what the dates rule out is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.errors import TrackerError
from tracker.fields import LINK_WORDS
from tracker.store.circles import refusing_a_circle
from tracker.store.incidents import INVERSE
from tracker.store.uids import new_uid

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from tracker.store.recorded_order import RecordedOrder


def link(
    conn: sqlite3.Connection,
    one: int,
    word: str,
    other: int,
    against_dates: bool = False,
    order: RecordedOrder | None = None,
) -> bool:
    """Record that `one` is before (after, part of, …) `other`; say whether that was news.

    Who adds many hands over the `order` of the file, and has it kept. Raises TrackerError where it
    would make a circle, or where the dates contradict it, unless it is to be recorded
    `against_dates`.
    """
    if word not in LINK_WORDS:
        raise TrackerError(f"unknown relation '{word}'", f"one of: {', '.join(LINK_WORDS)}")
    if one == other:
        raise TrackerError(f"{one} cannot be {word} itself", "name another incident")
    kind = "before" if word == "after" else word
    first, second = (other, one) if word == "after" else (one, other)
    symmetric = INVERSE[kind] == kind
    stands = conn.execute(
        "SELECT 1 FROM incident_links WHERE kind = ? AND (from_incident_id = ?"
        " AND to_incident_id = ? OR ? AND from_incident_id = ? AND to_incident_id = ?)",
        (kind, first, second, symmetric, second, first),
    ).fetchone()
    if stands is not None:
        return False
    asked = kind == "before" and not against_dates
    contradicted = contradictions(conn) if asked and order is None else set()
    with refusing_a_circle(
        f"{one} {word} {other} would make a circle: {other} already leads to {one}",
        f"tracker show {other}",
    ):
        conn.execute(
            "INSERT INTO incident_links (uid, from_incident_id, to_incident_id, kind)"
            " VALUES (?, ?, ?, ?)",
            (new_uid(), first, second, kind),
        )
    if order is not None and kind == "before":
        ruled_out = order.add(first, second)
        if asked:
            _refuse(conn, ruled_out)
    elif asked:
        refuse_contradiction(conn, contradicted)
    return True


def unlink(conn: sqlite3.Connection, one: int, word: str, other: int) -> bool:
    """Take the relation away; say whether it stood."""
    kind = "before" if word == "after" else word
    first, second = (other, one) if word == "after" else (one, other)
    gone = conn.execute(
        "DELETE FROM incident_links WHERE kind = ? AND (from_incident_id = ?"
        " AND to_incident_id = ? OR ? AND from_incident_id = ? AND to_incident_id = ?)",
        (kind, first, second, INVERSE[kind] == kind, second, first),
    )
    return gone.rowcount > 0


def title_of(conn: sqlite3.Connection, incident: int) -> str:
    """Return the title of an incident that is there."""
    row = conn.execute("SELECT title FROM incidents WHERE id = ?", (incident,)).fetchone()
    return str(row[0])


def is_ordered(conn: sqlite3.Connection, incident: int) -> bool:
    """Tell whether the incident is recorded as before or after another one."""
    from tracker.schema.order import linked  # most incidents have no link

    row = conn.execute(
        f"SELECT {linked('i')} FROM incidents AS i WHERE i.id = ?", (incident,)
    ).fetchone()
    return bool(row[0])


def contradictions(conn: sqlite3.Connection) -> set[tuple[int, int]]:
    """Return the pairs recorded as one before the other that the dates rule out."""
    from tracker.schema.order import CONTRADICTIONS  # most incidents have no link

    return {(int(row[0]), int(row[1])) for row in conn.execute(CONTRADICTIONS)}


def refuse_contradiction(conn: sqlite3.Connection, known: set[tuple[int, int]]) -> None:
    """Raise TrackerError where the dates now rule out a recorded order that they did not before."""
    _refuse(conn, contradictions(conn) - known)


def _refuse(conn: sqlite3.Connection, pairs: Iterable[tuple[int, int]]) -> None:
    for first, second in sorted(pairs):
        one, other = (
            conn.execute("SELECT date_words FROM incidents WHERE id = ?", (number,)).fetchone()[0]
            for number in (first, second)
        )
        raise TrackerError(
            f"{first} ({one}) cannot be before {second} ({other})",
            f"look at the dates: tracker show {min(first, second)}",
        )
