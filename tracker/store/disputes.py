"""Asking for contested fields: of the incidents that a filter means, or of one."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from tracker.filters import ANY_FIELD
from tracker.report.disputes import Contested
from tracker.store import incidents
from tracker.store.selection import select

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from tracker.filters import Filter
    from tracker.model import Incident

# Most imported incidents have no claim at all, which an index says at once.
_CONTESTED = (
    "EXISTS (SELECT 1 FROM claims AS l WHERE l.incident_id = i.id)"
    " AND EXISTS (SELECT 1 FROM disputes AS d WHERE d.incident_id = i.id)"
)


def contested(
    conn: sqlite3.Connection, wanted: Filter, limit: int | None = None, field: str | None = None
) -> Iterator[Contested]:
    """Yield the incidents on which accounts differ, in order, at most `limit` of them.

    Their fields are those asked for: of `--disputed` the undecided ones, of `--settled` those that
    were decided, else both; with `field` that one alone.
    """
    selection = select(conn, wanted)
    selection = selection._replace(where=f"{selection.where} AND {_CONTESTED}")
    ids = [number for number, _ in selection.ids(conn)]
    found = (
        Contested(incident, fields)
        for incident in incidents.read(conn, ids, full=True)
        if (fields := _fields(incident, wanted, field))
    )
    return islice(found, limit)


def _fields(incident: Incident, wanted: Filter, field: str | None) -> tuple[str, ...]:
    chosen: list[str] = []
    if wanted.disputed or not wanted.settled:
        chosen += incident.disputed
    if wanted.disputed and ANY_FIELD not in wanted.disputed:
        chosen = [name for name in chosen if name in wanted.disputed]
    if wanted.settled or not wanted.disputed:
        chosen += incident.settled
    return tuple(name for name in chosen if field is None or name == field)
