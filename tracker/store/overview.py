"""What a file holds, in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker import schema
from tracker.store.connection import leftovers

if TYPE_CHECKING:
    import sqlite3

    from tracker.store.connection import StrPath

_STANDING = "deleted_at IS NULL AND merged_into IS NULL"


def overview(conn: sqlite3.Connection, path: StrPath) -> dict[str, str | int | list[str] | None]:
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
