"""A page of a timeline: the incidents that a filter means, with the figures under them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracker.report.timeline import MOST_COUNTED
from tracker.store import incidents
from tracker.store.overview import incidents_held
from tracker.store.selection import select
from tracker.store.tallying import tally

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from tracker.filters import Filter
    from tracker.model import Incident, Tally


class Page(NamedTuple):
    """Incidents in order, read as they are asked for; `empty` says why there are none."""

    incidents: Iterator[Incident]
    tally: Tally
    empty: str = ""


def turn(
    conn: sqlite3.Connection,
    wanted: Filter,
    limit: int | None = None,
    reverse: bool = False,
    full: bool = False,
    sort: str = "date",
    offset: int = 0,
) -> Page:
    """Return the page that `wanted` selects; `full` reads all that JSON and CSV hold.

    `sort` is date, added or id; the first `offset` incidents are left out.
    """
    selection = select(conn, wanted)
    found = list(selection.ids(conn, limit, reverse, sort, offset))
    ids = [number for number, _ in found]
    more = 0
    if limit is not None and len(ids) == limit:
        more = selection.count(conn, offset + len(ids) + MOST_COUNTED) - offset - len(ids)
    marked = [number for number, sure in found if not sure] if wanted.windowed else []
    if wanted.as_of is not None:
        from tracker.store.past import doubtful  # only where one looks back

        marked += doubtful(conn).intersection(ids)
    empty = ""
    if not ids:
        held = incidents_held(conn)
        empty = (
            f"none of the {held:,} incidents matches"
            if held
            else 'the file holds no incident yet: tracker add "What happened" -d 2016'
        )
        if wanted.as_of is not None and not held:
            empty = f"nothing had been published by {wanted.as_of.words}"
    read = incidents.read(conn, ids, full)
    disputed = None
    if not full and len(ids) <= incidents.CHUNK:
        page = list(read)
        disputed = sum(len(incident.disputed) for incident in page)
        read = iter(page)
    return Page(read, tally(conn, ids, more, marked, disputed), empty)
