"""What a file holds, in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker import schema
from tracker.model import Tally
from tracker.store.connection import leftovers

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

_STANDING = "deleted_at IS NULL AND merged_into IS NULL"


def overview(conn: sqlite3.Connection, path: Path) -> dict[str, str | int | list[str] | None]:
    """Return what `info` tells: title, counts of standing rows, first and last date, log."""
    meta = dict(conn.execute("SELECT key, value FROM meta").fetchall())
    counted = {
        table: int(conn.execute(f"SELECT count(*) FROM {table} WHERE {_STANDING}").fetchone()[0])
        for table in ("incidents", "actors", "places", "sources")
    }
    first, last = (
        conn.execute(
            f"SELECT date_words FROM incidents WHERE {_STANDING} AND date_edtf IS NOT NULL"
            f" ORDER BY sort_key {way} LIMIT 1"
        ).fetchone()
        for way in ("ASC", "DESC")
    )
    citations, claims = (
        int(conn.execute(f"SELECT count(*) FROM {t} WHERE deleted_at IS NULL").fetchone()[0])
        for t in ("citations", "claims")
    )
    written = conn.execute("SELECT max(id), max(at) FROM log_transactions").fetchone()
    return {
        "title": meta.get("title"),
        "zone": meta.get("tz"),
        **counted,
        "citations": citations,
        "claims": claims,
        "first": first[0] if first else None,
        "last": last[0] if last else None,
        "changes": written[0] or 0,
        "last_change": written[1],
        "schema": schema.SCHEMA_VERSION,
        "leftovers": leftovers(path),
    }


def incidents_held(conn: sqlite3.Connection) -> int:
    """Return how many incidents stand in the file."""
    return int(conn.execute(f"SELECT count(*) FROM incidents WHERE {_STANDING}").fetchone()[0])


def tally(conn: sqlite3.Connection, ids: Iterable[int], more: int, marked: Iterable[int]) -> Tally:
    """Return the figures under a timeline of `ids`: each source and origin is counted once."""
    shown = list(ids)
    sources: set[int] = set()
    origins: set[int] = set()
    disputes = 0
    for start in range(0, len(shown), 500):
        part = shown[start : start + 500]
        marks = ", ".join("?" * len(part))
        for source, origin, stance in conn.execute(
            "SELECT coalesce(s.merged_into, s.id), coalesce(o.merged_into, o.id), c.stance"
            " FROM citations AS c JOIN sources AS s ON s.id = c.source_id"
            " LEFT JOIN actors AS o ON o.id = c.origin_id"
            f" WHERE c.incident_id IN ({marks}) AND c.deleted_at IS NULL"
            " AND s.deleted_at IS NULL AND s.retracted_at IS NULL",
            part,
        ):
            if stance == "reports":
                sources.add(source)
                if origin is not None:
                    origins.add(origin)
        disputes += conn.execute(
            "SELECT count(*) FROM (SELECT DISTINCT incident_id, field FROM disputes"
            f" WHERE undecided AND incident_id IN ({marks}))",
            part,
        ).fetchone()[0]
    return Tally(
        incidents=len(shown),
        sources=len(sources),
        origins=len(origins),
        independent_origins=_groups(conn, origins),
        open_disputes=disputes,
        more=more,
        marked=frozenset(marked),
    )


def _groups(conn: sqlite3.Connection, origins: set[int]) -> int:
    """Return into how many groups the origins fall when those that share a body are one."""
    from tracker.store.actors import climb

    groups: list[set[int]] = []
    for origin in sorted(origins):
        reached = {number for number, _ in climb(conn, origin)}
        apart = [group for group in groups if group.isdisjoint(reached)]
        joined = reached.union(*(group for group in groups if not group.isdisjoint(reached)))
        groups = [*apart, joined]
    return len(groups)
