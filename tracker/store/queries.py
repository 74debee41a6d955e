"""The SQL that reads a few hundred incidents at once; `{marks}` are the ids asked for.

Columns are named as the values of `tracker.model` name their parts; `incident` is whose row it is.
"""

from __future__ import annotations

from typing import Final

INCIDENTS: Final = """
SELECT i.id, i.uid, i.title, i.description, i.type_code AS type,
       i.date_edtf, i.date_text, i.start_earliest, i.start_latest, i.end_earliest, i.end_latest,
       i.date_precision, i.date_qualifier, i.end_kind, i.tz, i.start_utc, i.utc_earliest,
       i.utc_latest, i.date_words,
       i.duration_low_minutes AS duration_low, i.duration_high_minutes AS duration_high,
       i.duration_text, p.id AS place_id, p.name AS place_name, p.country,
       coalesce(i.place_precision, p.precision) AS place_precision,
       coalesce(i.latitude, p.latitude) AS latitude,
       coalesce(i.longitude, p.longitude) AS longitude,
       i.status, i.note, i.created_at, i.updated_at, i.sort_key, i.deleted_at
  FROM incidents AS i
  LEFT JOIN places AS q ON q.id = i.place_id
  LEFT JOIN places AS p ON p.id = coalesce(q.merged_into, q.id)
 WHERE i.id IN ({marks})
"""
PARTIES: Final = """
SELECT DISTINCT r.incident_id AS incident, b.id, b.uid, b.name, r.role, b.kind
  FROM incident_actors AS r JOIN actors AS a ON a.id = r.actor_id
  JOIN actors AS b ON b.id = coalesce(a.merged_into, a.id)
 WHERE r.incident_id IN ({marks}) ORDER BY r.incident_id, r.role, b.name, b.id
"""
COUNTS: Final = """
SELECT incident_id AS incident, measure, category, low, best, high, words FROM incident_counts
 WHERE incident_id IN ({marks}) ORDER BY incident_id, measure, category <> 'total', category
"""
ORIGINS: Final = """
SELECT incident_id AS incident, sources, origins, independent_origins, not_recorded FROM origins
 WHERE incident_id IN ({marks})
"""
CLAIMED: Final = """
SELECT DISTINCT incident_id FROM claims WHERE incident_id IN ({marks}) AND deleted_at IS NULL
"""
DISPUTES: Final = """
SELECT incident_id AS incident, field, citation_id AS citation, value, who, source_key AS source,
       published, adopted, undecided
  FROM disputes WHERE incident_id IN ({marks})
 ORDER BY incident_id, field, published IS NULL, published, citation_id
"""
CITATIONS: Final = """
SELECT c.incident_id AS incident, c.id, c.uid, s.key AS source, s.kind AS source_kind, s.publisher,
       s.title, s.author, s.url, s.published_words AS published, s.published_edtf,
       o.name AS origin, c.agency, c.stance, c.quote, c.pinpoint, c.note,
       s.retracted_at IS NULL AND s.deleted_at IS NULL AS standing, s.archive_url,
       s.published_earliest AS published_sort,
       coalesce(s.retraction_note, s.retracted_at) AS retraction, s.language, s.accessed_at,
       o.kind AS origin_kind, o.id AS origin_id
  FROM citations AS c JOIN sources AS t ON t.id = c.source_id
  JOIN sources AS s ON s.id = coalesce(t.merged_into, t.id)
  LEFT JOIN actors AS m ON m.id = c.origin_id
  LEFT JOIN actors AS o ON o.id = coalesce(m.merged_into, m.id)
 WHERE c.incident_id IN ({marks}) AND c.deleted_at IS NULL ORDER BY c.incident_id, c.id
"""
CLAIMS: Final = """
SELECT l.incident_id AS incident, l.id, l.citation_id AS citation, l.field, l.family, l.value,
       l.low, l.best, l.high, l.date_edtf, l.value AS date_text, l.start_earliest, l.start_latest,
       l.end_earliest, l.end_latest, coalesce(l.date_precision, 'unknown') AS date_precision,
       l.date_qualifier, coalesce(l.end_kind, 'known') AS end_kind, l.tz, l.start_utc,
       l.utc_earliest, l.utc_latest, NULL AS date_words, l.stance, l.reading, l.quote,
       coalesce(p.merged_into, p.id) AS place_id, coalesce(a.merged_into, a.id) AS actor_id,
       l.type_code
  FROM claims AS l JOIN citations AS c ON c.id = l.citation_id
  LEFT JOIN places AS p ON p.id = l.place_id LEFT JOIN actors AS a ON a.id = l.actor_id
 WHERE l.incident_id IN ({marks}) AND l.deleted_at IS NULL AND c.deleted_at IS NULL
 ORDER BY l.incident_id, l.citation_id, l.id
"""
LINKS: Final = """
SELECT k.from_incident_id AS incident, k.kind, 0 AS inverse, o.id, o.title, k.note
  FROM incident_links AS k JOIN incidents AS o ON o.id = k.to_incident_id
 WHERE k.from_incident_id IN ({marks}) AND o.deleted_at IS NULL
UNION ALL
SELECT k.to_incident_id, k.kind, 1, o.id, o.title, k.note
  FROM incident_links AS k JOIN incidents AS o ON o.id = k.from_incident_id
 WHERE k.to_incident_id IN ({marks}) AND o.deleted_at IS NULL
 ORDER BY 1, 2, 3, 4
"""
DECISIONS: Final = """
SELECT incident_id AS incident, field, kind, citation_id AS citation, reason, created_at AS at
  FROM decisions WHERE incident_id IN ({marks}) AND deleted_at IS NULL ORDER BY incident_id, field
"""
TAGS: Final = """
SELECT incident_id AS incident, tag FROM incident_tags WHERE incident_id IN ({marks}) ORDER BY 1, 2
"""
ATTRIBUTES: Final = """
SELECT incident_id AS incident, namespace, key, value FROM attributes
 WHERE incident_id IN ({marks}) ORDER BY 1, 2, 3
"""
CHANGES: Final = """
SELECT t.id AS tx, t.at, t.analyst, t.command, t.reason FROM log_transactions AS t WHERE t.id IN (
  SELECT tx FROM log_changes WHERE table_name = 'incidents' AND row_id = :id
  UNION SELECT tx FROM log_changes WHERE table_name = 'citations'
    AND row_id IN (SELECT id FROM citations WHERE incident_id = :id)
  UNION SELECT tx FROM log_changes WHERE table_name = 'claims'
    AND row_id IN (SELECT id FROM claims WHERE incident_id = :id)
  UNION SELECT tx FROM log_changes WHERE table_name = 'decisions'
    AND row_id IN (SELECT id FROM decisions WHERE incident_id = :id)
  UNION SELECT tx FROM log_changes WHERE table_name = 'incident_links'
    AND row_id IN (SELECT id FROM incident_links
                    WHERE from_incident_id = :id OR to_incident_id = :id)
  UNION SELECT tx FROM log_changes
   WHERE table_name IN ('incident_actors', 'incident_counts', 'incident_tags', 'attributes')
    AND row_id >= '[' || :id || ',' AND row_id < '[' || :id || '-')
 ORDER BY t.id
"""
