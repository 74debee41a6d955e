"""Removing an actor, a place or a source that nothing names: what was made by mistake.

It keeps its row under a tombstone. What names it again, because that was restored or an edit was
undone, brings it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.errors import TrackerError, quoted
from tracker.store.history import image

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_OF_CLAIM: Final = (
    "SELECT DISTINCT 'c' || l.citation_id || '.' || l.field FROM claims AS l"
    " JOIN citations AS c ON c.id = l.citation_id JOIN incidents AS i ON i.id = c.incident_id"
    " WHERE l.{column} = ? AND l.deleted_at IS NULL AND c.deleted_at IS NULL"
    " AND i.deleted_at IS NULL ORDER BY l.citation_id, l.field"
)
_OF_CITATION: Final = (
    "SELECT 'c' || c.id FROM citations AS c JOIN incidents AS i ON i.id = c.incident_id"
    " WHERE c.{column} = ? AND c.deleted_at IS NULL AND i.deleted_at IS NULL ORDER BY c.id"
)
_MERGED: Final = (
    "SELECT {name} FROM {table} WHERE merged_into = ? AND deleted_at IS NULL ORDER BY 1"
)
_RELATED: Final = (
    "SELECT DISTINCT o.name FROM {kind}_relations AS r JOIN {kind}s AS o ON o.id = r.{kind}_id"
    " WHERE r.other_id = ? AND o.deleted_at IS NULL ORDER BY 1"
)
# What names a thing, in words as they are typed; an incident by its number.
_USES: Final[dict[str, tuple[str, ...]]] = {
    "actor": (
        "SELECT DISTINCT 'incident ' || i.id FROM incident_actors AS r JOIN incidents AS i"
        " ON i.id = r.incident_id WHERE r.actor_id = ? AND i.deleted_at IS NULL ORDER BY i.id",
        _OF_CLAIM.format(column="actor_id"),
        _OF_CITATION.format(column="origin_id"),
        "SELECT key FROM sources WHERE origin_id = ? AND deleted_at IS NULL ORDER BY 1",
        _RELATED.format(kind="actor"),
        _MERGED.format(name="name", table="actors"),
    ),
    "place": (
        "SELECT 'incident ' || id FROM incidents WHERE place_id = ? AND deleted_at IS NULL"
        " ORDER BY id",
        _OF_CLAIM.format(column="place_id"),
        _RELATED.format(kind="place"),
        _MERGED.format(name="name", table="places"),
    ),
    "source": (
        _OF_CITATION.format(column="source_id"),
        _MERGED.format(name="key", table="sources"),
    ),
}
_LISTED: Final = 4
_SHOWS: Final = {"actor": "history --actor", "place": "place show", "source": "source show"}


def remove_unused(conn: sqlite3.Connection, kind: str, text: str, at: str) -> str:
    """Put the tombstone `at` (UTC) on what `text` means, of that kind, and return its name.

    What it says of others, such as what it is a part of, goes with it. Raises NotFoundError where
    there is none, and TrackerError, with what names it, where it is used.
    """
    number, name = _known(conn, kind, text)
    used = list(_uses(conn, kind, number))
    if used:
        told = ", ".join(used[:_LISTED])
        more = f" and {len(used) - _LISTED:,} more" if len(used) > _LISTED else ""
        raise TrackerError(
            f"{name} is used: {told}{more}", f"tracker {_SHOWS[kind]} {quoted(name)}"
        )
    if kind != "source":
        conn.execute(f"DELETE FROM {kind}_relations WHERE {kind}_id = ?", (number,))
    conn.execute(f"UPDATE {kind}s SET deleted_at = ? WHERE id = ?", (at, number))
    return name


def revive(conn: sqlite3.Connection) -> None:
    """Bring back what was removed and is named again, with what it says of others.

    Raises TrackerError where another one has its name or its key since.
    """
    for kind in _USES:
        for (number,) in conn.execute(
            f"SELECT id FROM {kind}s WHERE deleted_at IS NOT NULL ORDER BY id"
        ).fetchall():
            if next(_uses(conn, kind, int(number)), None) is None:
                continue
            _refuse_a_second(conn, kind, int(number))
            conn.execute(f"UPDATE {kind}s SET deleted_at = NULL WHERE id = ?", (number,))
            if kind != "source":
                _relate_again(conn, kind, int(number))


def _refuse_a_second(conn: sqlite3.Connection, kind: str, number: int) -> None:
    """Refuse to bring back what another one is called by now."""
    column = "key" if kind == "source" else "name"
    (name,) = conn.execute(f"SELECT {column} FROM {kind}s WHERE id = ?", (number,)).fetchone()
    if conn.execute(
        f"SELECT 1 FROM {kind}s WHERE {column} = ? AND id <> ? AND deleted_at IS NULL"
        " AND merged_into IS NULL",
        (name, number),
    ).fetchone():
        raise TrackerError(
            f"the {kind} {name} that it names was removed, and was recorded again since",
            f"tracker {kind} edit {quoted(name)} {column}=ANOTHER, then again",
        )


def _relate_again(conn: sqlite3.Connection, kind: str, number: int) -> None:
    """Write again what was deleted with an actor or a place when it was removed."""
    for (before,) in conn.execute(
        f"SELECT before FROM log_changes WHERE table_name = '{kind}_relations'"
        " AND operation = 'delete' AND tx = (SELECT max(tx) FROM log_changes WHERE table_name = ?"
        " AND row_id = ? AND operation = 'update' AND json_extract(before, '$.deleted_at') IS NULL"
        " AND json_extract(after, '$.deleted_at') IS NOT NULL)",
        (f"{kind}s", number),
    ).fetchall():
        row = image(before)
        if row[f"{kind}_id"] == number:
            marks = ", ".join("?" * len(row))
            conn.execute(
                f"INSERT OR IGNORE INTO {kind}_relations ({', '.join(row)}) VALUES ({marks})",
                tuple(row.values()),
            )


def _uses(conn: sqlite3.Connection, kind: str, number: int) -> Iterator[str]:
    for query in _USES[kind]:
        for (words,) in conn.execute(query, (number,)):
            yield str(words)


def _known(conn: sqlite3.Connection, kind: str, text: str) -> tuple[int, str]:
    # What undoes never asks by name.
    from tracker.store.actors import Actors
    from tracker.store.notices import Notices
    from tracker.store.places import Places
    from tracker.store.sources import Sources

    if kind == "actor":
        actors = Actors(conn, Notices())
        number = actors.known(text)
        return number, actors.name_of(number)
    if kind == "place":
        places = Places(conn, Notices())
        number = places.known(text)
        return number, places.name_of(number)
    sources = Sources(conn, Notices())
    number = sources.known(text)
    return number, sources.key_of(number)
