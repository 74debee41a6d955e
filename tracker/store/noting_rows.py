"""The rows of a few hundred incidents that a page of notes is written from; `{marks}` are ids."""

from __future__ import annotations

from typing import Final, NamedTuple

INCIDENTS: Final = """
SELECT i.id, i.uid, i.title, i.date_text, i.date_edtf, i.tz, i.type_code, i.place_id,
       i.duration_text, i.duration_low_minutes, i.duration_high_minutes, i.description, i.status,
       i.note, i.place_precision, i.latitude, i.longitude
  FROM incidents AS i WHERE i.id IN ({marks})
"""
PARTIES: Final = """
SELECT r.incident_id, r.role, a.id FROM incident_actors AS r JOIN actors AS t ON t.id = r.actor_id
  JOIN actors AS a ON a.id = coalesce(t.merged_into, t.id)
 WHERE r.incident_id IN ({marks}) GROUP BY 1, 2, 3 ORDER BY a.name, a.uid
"""
COUNTS: Final = """
SELECT incident_id, measure, category, low, best, high, words FROM incident_counts
 WHERE incident_id IN ({marks}) ORDER BY incident_id, measure, category <> 'total', category
"""
CITATIONS: Final = """
SELECT c.incident_id, c.id, s.id, s.origin_id, s.agency, c.origin_id, c.agency, c.pinpoint,
       c.quote, c.stance, c.note, t.id
  FROM citations AS c JOIN sources AS t ON t.id = c.source_id
  JOIN sources AS s ON s.id = coalesce(t.merged_into, t.id)
 WHERE c.incident_id IN ({marks}) AND c.deleted_at IS NULL AND s.deleted_at IS NULL
 ORDER BY c.incident_id, c.id
"""
CLAIMS: Final = """
SELECT citation_id, field, family, value, stance, actor_id, place_id, type_code, low, best, high,
       date_edtf, tz, reading, quote, credibility
  FROM claims WHERE incident_id IN ({marks}) AND deleted_at IS NULL ORDER BY citation_id, id
"""
DECISIONS: Final = """
SELECT incident_id, field, kind, citation_id, reason FROM decisions
 WHERE incident_id IN ({marks}) AND deleted_at IS NULL ORDER BY field
"""
LINKS: Final = """
SELECT k.from_incident_id, k.kind, o.uid, o.title, o.id FROM incident_links AS k
  JOIN incidents AS o ON o.id = k.to_incident_id
 WHERE k.from_incident_id IN ({marks}) AND o.deleted_at IS NULL AND o.merged_into IS NULL
 ORDER BY k.kind, o.sort_key, o.id
"""
TAGS: Final = "SELECT incident_id, tag FROM incident_tags WHERE incident_id IN ({marks}) ORDER BY 2"
ATTRIBUTES: Final = """
SELECT incident_id, namespace, key, value FROM attributes WHERE incident_id IN ({marks})
   AND namespace IN ('field', 'x') ORDER BY 2, 3
"""


ACTORS_OF: Final = """
SELECT actor_id FROM incident_actors WHERE incident_id IN ({marks})
UNION SELECT actor_id FROM claims WHERE incident_id IN ({marks}) AND deleted_at IS NULL
UNION SELECT origin_id FROM citations WHERE incident_id IN ({marks}) AND deleted_at IS NULL
UNION SELECT s.origin_id FROM citations AS c JOIN sources AS t ON t.id = c.source_id
 JOIN sources AS s ON s.id = coalesce(t.merged_into, t.id)
 WHERE c.incident_id IN ({marks}) AND c.deleted_at IS NULL
"""
PLACES_OF: Final = """
SELECT place_id FROM incidents WHERE id IN ({marks})
UNION SELECT place_id FROM claims WHERE incident_id IN ({marks}) AND deleted_at IS NULL
"""


class Claim(NamedTuple):
    """What a citation says of a field, as it is stored."""

    citation: int
    field: str
    family: str
    value: str | None
    stance: str
    actor: int | None
    place: int | None
    type: str | None
    low: int | None
    best: int | None
    high: int | None
    edtf: str | None
    tz: str | None
    reading: str
    quote: str | None
    credibility: int | None


class Adopted(NamedTuple):
    """One adopted value: what it is compared by, and how it is typed."""

    field: str
    key: object
    text: str
