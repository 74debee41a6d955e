"""The SQL that reads a few hundred incidents at once; `{marks}` are the ids asked for."""

from __future__ import annotations

from typing import Final

INCIDENTS: Final = """
SELECT i.id, i.uid, i.title, i.date_edtf, i.date_text, i.start_earliest, i.start_latest,
       i.end_earliest, i.end_latest, i.date_precision, i.date_qualifier, i.end_kind, i.tz,
       i.start_utc, i.utc_earliest, i.utc_latest, i.description, i.type_code,
       i.duration_low_minutes, i.duration_high_minutes, i.duration_text, p.name, p.country,
       coalesce(i.latitude, p.latitude), coalesce(i.longitude, p.longitude),
       coalesce(i.place_precision, p.precision), i.status, i.note, i.created_at, i.updated_at,
       i.sort_key, i.deleted_at, q.id
  FROM incidents AS i
  LEFT JOIN places AS q ON q.id = i.place_id
  LEFT JOIN places AS p ON p.id = coalesce(q.merged_into, q.id)
 WHERE i.id IN ({marks})
"""
PARTIES: Final = """
SELECT r.incident_id, b.id, b.uid, b.name, r.role, b.kind
  FROM incident_actors AS r JOIN actors AS a ON a.id = r.actor_id
  JOIN actors AS b ON b.id = coalesce(a.merged_into, a.id)
 WHERE r.incident_id IN ({marks}) ORDER BY r.incident_id, r.role, b.name, b.id
"""
COUNTS: Final = """
SELECT incident_id, measure, category, low, best, high, words FROM incident_counts
 WHERE incident_id IN ({marks}) ORDER BY incident_id, measure, category <> 'total', category
"""
ORIGINS: Final = """
SELECT incident_id, sources, origins, independent_origins, not_recorded FROM origins
 WHERE incident_id IN ({marks})
"""
DISPUTES: Final = """
SELECT d.incident_id, d.field, d.citation_id, d.value, d.who, d.source_key, d.published, d.adopted,
       d.undecided
  FROM disputes AS d WHERE d.incident_id IN ({marks})
 ORDER BY d.incident_id, d.field, d.published IS NULL, d.published, d.citation_id
"""
CITATIONS: Final = """
SELECT c.incident_id, c.id, c.uid, s.key, s.kind, s.publisher, s.title, s.author, s.url,
       s.published_words, s.published_edtf, o.name, c.agency, c.stance, c.quote, c.pinpoint, c.note,
       c.deleted_at IS NULL AND s.retracted_at IS NULL AND s.deleted_at IS NULL, s.archive_url,
       s.published_earliest, coalesce(s.retraction_note, s.retracted_at), o.id
  FROM citations AS c JOIN sources AS t ON t.id = c.source_id
  JOIN sources AS s ON s.id = coalesce(t.merged_into, t.id)
  LEFT JOIN actors AS m ON m.id = c.origin_id
  LEFT JOIN actors AS o ON o.id = coalesce(m.merged_into, m.id)
 WHERE c.incident_id IN ({marks}) AND c.deleted_at IS NULL ORDER BY c.incident_id, c.id
"""
CLAIMS: Final = """
SELECT l.incident_id, l.id, l.citation_id, l.field, l.family, l.value, l.low, l.best, l.high,
       l.date_edtf, l.start_earliest, l.start_latest, l.end_earliest, l.end_latest,
       l.date_precision, l.date_qualifier, l.end_kind, l.tz, l.start_utc, l.utc_earliest,
       l.utc_latest, l.stance, l.reading, l.quote, l.place_id, l.actor_id, l.type_code
  FROM claims AS l JOIN citations AS c ON c.id = l.citation_id
 WHERE l.incident_id IN ({marks}) AND l.deleted_at IS NULL AND c.deleted_at IS NULL
 ORDER BY l.incident_id, l.citation_id, l.id
"""
LINKS: Final = """
SELECT k.from_incident_id, k.kind, 0, o.id, o.title, k.note
  FROM incident_links AS k JOIN incidents AS o ON o.id = k.to_incident_id
 WHERE k.from_incident_id IN ({marks}) AND o.deleted_at IS NULL
UNION ALL
SELECT k.to_incident_id, k.kind, 1, o.id, o.title, k.note
  FROM incident_links AS k JOIN incidents AS o ON o.id = k.from_incident_id
 WHERE k.to_incident_id IN ({marks}) AND o.deleted_at IS NULL
 ORDER BY 1, 2, 3, 4
"""
DECISIONS: Final = """
SELECT incident_id, field, kind, citation_id, reason, created_at FROM decisions
 WHERE incident_id IN ({marks}) AND deleted_at IS NULL ORDER BY incident_id, field
"""
TAGS: Final = """
SELECT incident_id, tag FROM incident_tags WHERE incident_id IN ({marks}) ORDER BY 1, 2
"""
ATTRIBUTES: Final = """
SELECT incident_id, namespace, key, value FROM attributes WHERE incident_id IN ({marks})
 ORDER BY 1, 2, 3
"""
