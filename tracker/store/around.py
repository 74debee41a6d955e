"""Asking what happened near incidents: the neighbours of one, or of all that a filter means."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from tracker.report.around import surroundings
from tracker.store import incidents
from tracker.store.selection import STANDING, select

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from tracker.filters import Filter
    from tracker.model import Incident
    from tracker.report.around import Surroundings

# Civil times of two places differ by at most so much.
_SLACK: Final = timedelta(hours=26)
_ORDERED: Final = (
    "WITH RECURSIVE way (id) AS (SELECT {there} FROM incident_links"
    " WHERE kind = 'before' AND {here} = ? UNION SELECT k.{there} FROM way"
    " JOIN incident_links AS k ON k.kind = 'before' AND k.{here} = way.id) SELECT id FROM way"
)


def around(
    conn: sqlite3.Connection, wanted: Filter, before: float, after: float, limit: int | None = None
) -> Iterator[Surroundings]:
    """Yield each incident of `wanted`, at most `limit`, with what lies within those seconds."""
    ids = [number for number, _ in select(conn, wanted).ids(conn, limit)]
    for centre in incidents.read(conn, ids):
        earlier = {row[0] for row in conn.execute(_order("from", "to"), (centre.id,))}
        later = {row[0] for row in conn.execute(_order("to", "from"), (centre.id,))}
        near = _near(conn, centre, before, after, earlier | later)
        others = (
            (one, "before" if one.id in earlier else "after" if one.id in later else "")
            for one in incidents.read(conn, near)
        )
        yield surroundings(centre, others, before, after)


def _order(there: str, here: str) -> str:
    return _ORDERED.format(there=f"{there}_incident_id", here=f"{here}_incident_id")


def _near(
    conn: sqlite3.Connection, centre: Incident, before: float, after: float, linked: set[int]
) -> list[int]:
    """The incidents that may be near, in order; those without a bound only where a link says so."""
    first = _moved(centre.date.start_earliest, -timedelta(seconds=before) - _SLACK)
    last = _moved(centre.date.start_latest, timedelta(seconds=after) + _SLACK)
    listed = ", ".join(map(str, sorted(linked)))
    rows = conn.execute(
        f"SELECT i.id FROM incidents AS i WHERE {STANDING} AND i.id <> ?"
        " AND (coalesce(i.start_earliest, i.start_latest) IS NOT NULL"
        "   AND coalesce(i.start_latest >= ?, 1) AND coalesce(i.start_earliest <= ?, 1)"
        f"   OR i.id IN ({listed}))"
        " ORDER BY i.sort_key, i.id",
        (centre.id, first, last),
    )
    return [int(row[0]) for row in rows]


def _moved(moment: str | None, by: timedelta) -> str | None:
    if moment is None:
        return None
    try:
        return (datetime.fromisoformat(moment) + by).isoformat(timespec="seconds")
    except OverflowError:
        return None
