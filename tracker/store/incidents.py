"""Reading incidents: rows of the file turned into values, a few hundred at a time."""

from __future__ import annotations

from sqlite3 import Row
from typing import TYPE_CHECKING, Final

from tracker.model import Attribute, Change, Count, Decision, Incident, Link, Party
from tracker.store import queries
from tracker.store.rows import dated, grouped, placed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from tracker.store.accounts import Accounts

CHUNK: Final = 400
INVERSE: Final = {
    "before": "after",
    "part-of": "has-part",
    "same-equipment": "same-equipment",
    "response-to": "answered-by",
    "causes": "caused-by",
    "follow-up-of": "followed-up-by",
    "context-for": "has-context",
    "possibly-same-as": "possibly-same-as",
}


def read(
    conn: sqlite3.Connection, ids: Iterable[int], full: bool = False, log: bool = False
) -> Iterator[Incident]:
    """Yield the incidents of `ids` in that order.

    `full` reads all that JSON and `show` need, `log` also the transactions that touched them;
    without them only what a timeline shows is read.
    """
    chunk: list[int] = []
    for number in ids:
        chunk.append(number)
        if len(chunk) == CHUNK:
            yield from _read(conn, chunk, full, log)
            chunk = []
    if chunk:
        yield from _read(conn, chunk, full, log)


def changes(conn: sqlite3.Connection, incident: int) -> list[Change]:
    """Return the transactions that touched the incident, the first one first."""
    return [Change(*row) for row in conn.execute(queries.CHANGES, {"id": incident})]


def _read(conn: sqlite3.Connection, ids: list[int], full: bool, log: bool) -> Iterator[Incident]:
    """Read each kind of row with one query for all `ids`, not one an incident."""
    rows = {row["id"]: row for row in _rows(conn, queries.INCIDENTS, ids)}
    parties = grouped(_rows(conn, queries.PARTIES, ids))
    origins = {row["incident"]: row for row in _rows(conn, queries.ORIGINS, ids)}
    links = grouped(_rows(conn, queries.LINKS, ids * 2, len(ids)))
    accounts = _accounts(conn, ids, full)
    for number in ids:
        row = rows.get(number)
        if row is None:
            continue
        figures = origins.get(number)
        incident = Incident(
            **{name: row[name] for name in _PLAIN},
            date=dated(row),
            place=placed(row["place_name"], row["country"]) if full else row["place_name"],
            parties=tuple(
                Party(p["id"], p["uid"], p["name"], p["role"], p["kind"])
                for p in parties.get(number, ())
            ),
            sources=figures["sources"] if figures else 0,
            origins=figures["origins"] if figures else 0,
            independent_origins=figures["independent_origins"] if figures else 0,
            not_recorded=figures["not_recorded"] if figures else 0,
            links=tuple(
                Link(_seen(k["kind"], k["inverse"]), k["id"], k["title"], k["note"])
                for k in links.get(number, ())
            ),
        )
        if full:
            incident = _completed(conn, incident, row["place_id"], accounts, log)
        elif accounts is not None:
            incident = accounts.disputed(incident)
        yield incident


def _accounts(conn: sqlite3.Connection, ids: list[int], full: bool) -> Accounts | None:
    """Load what sources say, unless only a timeline is wanted and none of `ids` has a claim."""
    if not full:
        marks = ", ".join("?" * len(ids))
        found = conn.execute(queries.CLAIMED.format(marks=marks), ids).fetchall()
        if not found:
            return None
        ids = [row[0] for row in found]
    from tracker.store.accounts import Accounts  # a file without claims never needs it

    return Accounts(conn, ids, full)


def _completed(
    conn: sqlite3.Connection,
    incident: Incident,
    place: int | None,
    accounts: Accounts | None,
    log: bool,
) -> Incident:
    """Add what only `show` and the machine formats hold."""
    assert accounts is not None
    rest = accounts.rest
    number = incident.id
    incident = incident._replace(
        parties=tuple(p._replace(bodies=accounts.bodies(p.id)) for p in incident.parties),
        counts=tuple(Count(*tuple(row)[1:]) for row in rest["counts"].get(number, ())),
        decisions=tuple(Decision(*tuple(row)[1:]) for row in rest["decisions"].get(number, ())),
        tags=tuple(row["tag"] for row in rest["tags"].get(number, ())),
        attributes=tuple(Attribute(*tuple(row)[1:]) for row in rest["attributes"].get(number, ())),
        log=tuple(changes(conn, number)) if log else (),
    )
    return accounts.claimed(accounts.disputed(incident), place)


def _seen(kind: str, inverse: int) -> str:
    return INVERSE[kind] if inverse else kind


def _rows(
    conn: sqlite3.Connection, query: str, parameters: list[int], marks: int | None = None
) -> Iterable[Row]:
    cursor = conn.cursor()
    cursor.row_factory = Row
    found: list[Row] = cursor.execute(
        query.format(marks=", ".join("?" * (marks or len(parameters)))), parameters
    ).fetchall()
    return found


_PLAIN: Final = (
    "id", "uid", "title", "description", "type", "duration_low", "duration_high", "duration_text",
    "place_name", "place_precision", "country", "latitude", "longitude", "status", "note",
    "created_at", "updated_at", "sort_key", "deleted_at",
)  # fmt: skip
