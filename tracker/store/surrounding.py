"""What lies around the places that sources name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

_WIDER: Final = """
WITH RECURSIVE up (name, id) AS (
  SELECT l.value, coalesce(p.merged_into, p.id)
    FROM claims AS l JOIN places AS p ON p.id = l.place_id
   WHERE l.incident_id = ? AND l.value IS NOT NULL
  UNION
  SELECT up.name, coalesce(q.merged_into, q.id) FROM up
    JOIN place_relations AS r ON r.place_id = up.id AND r.kind = 'within'
    JOIN places AS q ON q.id = r.other_id)
SELECT up.name, n.name FROM up JOIN place_names AS n ON n.place_id = up.id
 WHERE n.name <> up.name ORDER BY 1, 2
"""


def wider_places(conn: sqlite3.Connection, incident: int) -> dict[str, frozenset[str]]:
    """Return, for each place that a source names for the incident, the names of those around it."""
    found: dict[str, set[str]] = {}
    for name, other in conn.execute(_WIDER, (incident,)):
        found.setdefault(str(name), set()).add(str(other))
    return {name: frozenset(others) for name, others in found.items()}
