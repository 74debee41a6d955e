"""What every recording command does around its one act: sources looked up, the result read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.names import fold
from tracker.store import incidents
from tracker.store.sources import Source, read_source

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from tracker.model import Incident
    from tracker.store.values import Reader

LIKE_ENOUGH: Final = 0.6

_SAME_TIME: Final = """
SELECT o.id, o.title,
       EXISTS (SELECT 1 FROM incident_actors AS a JOIN incident_actors AS b
                 ON b.actor_id = a.actor_id AND b.incident_id = o.id
                WHERE a.incident_id = i.id) AS shares_actor,
       o.type_code IS i.type_code AND i.type_code IS NOT NULL AS same_type,
       o.place_id IS i.place_id AND i.place_id IS NOT NULL AS same_place
  FROM incidents AS i JOIN incidents AS o ON o.id <> i.id
   AND o.sort_key >= substr(i.start_earliest, 1, 10)
   AND o.sort_key < substr(i.start_latest, 1, 10) || 'U'
 WHERE i.id = ? AND o.deleted_at IS NULL AND o.merged_into IS NULL
   AND i.date_precision IN ('minute', 'hour', 'part-of-day', 'day')
   AND o.date_precision IN ('minute', 'hour', 'part-of-day', 'day')
 ORDER BY o.id LIMIT 200
"""


def sources_of(
    reader: Reader, typed: Iterable[str], same_source: bool, order: str | None
) -> list[Source]:
    """Return the sources that were typed, made where new; with `same_source` the last one first."""
    found: list[Source] = []
    if same_source:
        found.append(reader.sources.read(reader.sources.last()))
    for text in typed:
        source = reader.sources.need(read_source(text, order))
        if all(source.id != other.id for other in found):
            found.append(source)
    return found


def reread(conn: sqlite3.Connection, incident: int) -> Incident:
    """Return the incident as it now stands, with all its evidence."""
    return next(incidents.read(conn, [incident], full=True))


def likely_duplicate(conn: sqlite3.Connection, incident: int) -> tuple[int, str] | None:
    """Return (id, title) of an incident of the same day that may be the same one, or None.

    Two strikes on one day can be two: the type has to be the same and an actor or the place
    shared, or the titles have to share most of their words.
    """
    title = conn.execute("SELECT title FROM incidents WHERE id = ?", (incident,)).fetchone()[0]
    words = set(fold(title).split())
    for number, other, shares_actor, same_type, same_place in conn.execute(_SAME_TIME, (incident,)):
        theirs = set(fold(other).split())
        alike = len(words & theirs) / max(1, len(words | theirs))
        if alike >= LIKE_ENOUGH or (same_type and (shares_actor or same_place) and alike >= 0.4):
            return int(number), str(other)
    return None
