-- Schema 1: the views, the contract for people who write SQL.
--
-- Deleted incidents and those merged into another never show; actors, places and sources that were
-- merged go by what they were merged into. No view groups or sorts a whole table, so that a
-- condition on the incident reaches the indexes, in a join as well.

-- The rows that were merged into one are found from it.
CREATE INDEX actors_merged ON actors (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX places_merged ON places (merged_into) WHERE merged_into IS NOT NULL;

CREATE VIEW incident_actor_roles AS
SELECT r.incident_id AS incident_id, a.id AS actor_id, a.name AS actor, a.kind AS kind,
       r.role AS role
  FROM incident_actors AS r
  JOIN actors AS a
    ON a.id = (SELECT coalesce(t.merged_into, t.id) FROM actors AS t WHERE t.id = r.actor_id)
  JOIN incidents AS i ON i.id = r.incident_id
 WHERE a.deleted_at IS NULL AND i.deleted_at IS NULL AND i.merged_into IS NULL
   AND NOT EXISTS (SELECT 1 FROM incident_actors AS o JOIN actors AS t ON t.id = o.actor_id
                    WHERE o.incident_id = r.incident_id AND o.role = r.role
                      AND o.actor_id < r.actor_id AND coalesce(t.merged_into, t.id) = a.id);

-- An incident counts for an actor and for whatever that is part or a member of; a state is the end.
CREATE VIEW actor_activity AS
SELECT DISTINCT b.id AS actor_id, b.name AS actor, r.incident_id AS incident_id, r.role AS role,
       EXISTS (SELECT 1 FROM incident_actors AS o JOIN actors AS t ON t.id = o.actor_id
                WHERE o.incident_id = r.incident_id AND o.role = r.role
                  AND coalesce(t.merged_into, t.id) = b.id) AS direct
  FROM actors AS b
  JOIN incident_actors AS r ON r.actor_id IN (
       WITH RECURSIVE down (id) AS (
         SELECT b.id
         UNION SELECT m.actor_id FROM down
           JOIN actor_relations AS m ON m.other_id = down.id AND m.kind IN ('part-of', 'member-of')
           JOIN actors AS t ON t.id = m.actor_id AND t.kind <> 'state'
         UNION SELECT t.merged_into FROM down JOIN actors AS t ON t.id = down.id
          WHERE t.merged_into IS NOT NULL
         UNION SELECT t.id FROM down JOIN actors AS t ON t.merged_into = down.id)
       SELECT id FROM down)
  JOIN incidents AS i ON i.id = r.incident_id
 WHERE b.deleted_at IS NULL AND b.merged_into IS NULL
   AND i.deleted_at IS NULL AND i.merged_into IS NULL;

CREATE VIEW incident_citations AS
SELECT c.id AS citation_id, c.incident_id AS incident_id, s.key AS source_key,
       s.publisher AS publisher, s.title AS title, s.url AS url, s.published_edtf AS published,
       (SELECT coalesce(n.name, o.name) FROM actors AS o LEFT JOIN actors AS n ON n.id = o.merged_into
         WHERE o.id = c.origin_id) AS origin,
       c.agency AS agency, c.stance AS stance, c.pinpoint AS pinpoint, c.quote AS quote,
       c.deleted_at IS NULL AND s.retracted_at IS NULL AND s.deleted_at IS NULL AS standing
  FROM citations AS c
  JOIN incidents AS i ON i.id = c.incident_id
  JOIN sources AS s
    ON s.id = (SELECT coalesce(t.merged_into, t.id) FROM sources AS t WHERE t.id = c.source_id)
 WHERE i.deleted_at IS NULL AND i.merged_into IS NULL;

CREATE VIEW incident_claims AS
SELECT l.citation_id AS citation_id, l.incident_id AS incident_id, l.field AS field,
       l.value AS value, l.low AS low, l.best AS best, l.high AS high, l.stance AS stance,
       l.reading AS reading, c.origin AS origin, c.source_key AS source_key,
       c.standing AND l.deleted_at IS NULL AS standing
  FROM claims AS l JOIN incident_citations AS c ON c.citation_id = l.citation_id;

CREATE VIEW casualties AS
SELECT n.incident_id AS incident_id, n.measure AS measure, n.category AS category, n.low AS low,
       n.best AS best, n.high AS high, n.words AS words
  FROM incident_counts AS n JOIN incidents AS i ON i.id = n.incident_id
 WHERE n.measure IN ('killed', 'injured', 'missing', 'detained', 'displaced')
   AND i.deleted_at IS NULL AND i.merged_into IS NULL;

-- Two origins that share anything they are part or a member of (or are) speak with one voice.
CREATE VIEW origins AS
WITH reports AS NOT MATERIALIZED (
  SELECT c.incident_id, s.id AS source_id, c.agency,
         (SELECT coalesce(o.merged_into, o.id) FROM actors AS o WHERE o.id = c.origin_id)
           AS origin_id
    FROM citations AS c
    JOIN sources AS s
      ON s.id = (SELECT coalesce(t.merged_into, t.id) FROM sources AS t WHERE t.id = c.source_id)
   WHERE c.stance = 'reports' AND c.deleted_at IS NULL
     AND s.retracted_at IS NULL AND s.deleted_at IS NULL),
counted AS NOT MATERIALIZED (
  SELECT i.id AS incident_id,
         (SELECT count(DISTINCT r.source_id) FROM reports AS r WHERE r.incident_id = i.id)
           AS sources,
         (SELECT count(DISTINCT r.origin_id) FROM reports AS r WHERE r.incident_id = i.id)
           AS origins,
         (SELECT count(DISTINCT coalesce('agency ' || lower(r.agency), r.source_id))
            FROM reports AS r WHERE r.incident_id = i.id AND r.origin_id IS NULL) AS not_recorded
    FROM incidents AS i
   WHERE i.deleted_at IS NULL AND i.merged_into IS NULL)
SELECT n.incident_id AS incident_id, n.sources AS sources, n.origins AS origins,
       CASE WHEN n.origins < 2 THEN n.origins ELSE (
         WITH RECURSIVE up (origin, id) AS (
           SELECT r.origin_id, r.origin_id FROM reports AS r
            WHERE r.incident_id = n.incident_id AND r.origin_id IS NOT NULL
           UNION SELECT up.origin, m.other_id FROM up
             JOIN actors AS t ON t.id = up.id AND t.kind <> 'state'
             JOIN actor_relations AS m
               ON m.actor_id = up.id AND m.kind IN ('part-of', 'member-of')
           UNION SELECT up.origin, t.merged_into FROM up JOIN actors AS t ON t.id = up.id
            WHERE t.merged_into IS NOT NULL
           UNION SELECT up.origin, t.id FROM up JOIN actors AS t ON t.merged_into = up.id),
         voice (origin, other) AS (
           SELECT origin, id FROM up WHERE origin = id
           UNION SELECT voice.origin, b.origin FROM voice
             JOIN up AS a ON a.origin = voice.other JOIN up AS b ON b.id = a.id)
         SELECT count(*) FROM voice AS v WHERE v.origin = v.other
            AND NOT EXISTS (SELECT 1 FROM voice AS w WHERE w.origin = v.origin AND w.other < v.origin))
       END AS independent_origins,
       n.not_recorded AS not_recorded
  FROM counted AS n;

-- Every account of each field on which two accounts cannot both be true.
--
-- `told` has what each citation says of a field and, with recorded = 1, what the incident itself
-- holds of it. What could not be contradicted (a title, words without a figure, "under assessment")
-- is left out. Of actors an account is the set that one citation names; its first claim stands for
-- the set. `clash` has the pairs that cannot both be true. `unit` is by how much a date marked ~ is
-- widened; about a minute means half an hour either side, and has that in its bounds already.
CREATE VIEW disputes AS
WITH told AS NOT MATERIALIZED (
  SELECT k.recorded, l.id, l.incident_id, l.field, l.family, c.id AS citation_id, c.origin_id,
         c.agency, s.key AS source_key, s.publisher, s.published_edtf,
         iif(k.recorded, 'asserts', l.stance) AS stance,
         CASE WHEN NOT k.recorded THEN l.value WHEN l.field = 'date' THEN i.date_words
           WHEN l.field = 'duration' THEN i.duration_text ELSE coalesce(x.value, n.words)
           END AS words,
         iif(k.recorded, coalesce((SELECT t.value_key FROM claims AS t
             WHERE t.incident_id = l.incident_id AND t.field = l.field AND t.value = x.value),
           lower(x.value)), l.value_key) AS value_key,
         (SELECT coalesce(p.merged_into, p.id) FROM places AS p
           WHERE p.id = iif(k.recorded, i.place_id, l.place_id)) AS place_id,
         iif(k.recorded, (SELECT min(r.actor_id) FROM incident_actors AS r
             WHERE r.incident_id = l.incident_id AND r.role = l.field), l.actor_id) AS actor_id,
         iif(k.recorded, i.type_code, l.type_code) AS type_code,
         CASE WHEN NOT k.recorded THEN iif(l.stance = 'none-reported', 0, l.low)
           WHEN l.field = 'duration' THEN i.duration_low_minutes ELSE n.low END AS low,
         iif(k.recorded, n.best, l.best) AS best,
         CASE WHEN NOT k.recorded THEN iif(l.stance = 'none-reported', 0, l.high)
           WHEN l.field = 'duration' THEN i.duration_high_minutes ELSE n.high END AS high,
         iif(k.recorded, i.date_edtf, l.date_edtf) AS date_edtf,
         iif(k.recorded, i.start_earliest, l.start_earliest) AS earliest,
         iif(k.recorded, i.end_latest, l.end_latest) AS latest,
         iif(k.recorded, i.utc_earliest, l.utc_earliest) AS utc_earliest,
         iif(k.recorded, i.utc_latest, l.utc_latest) AS utc_latest,
         CASE WHEN iif(k.recorded, i.date_qualifier, l.date_qualifier) IN ('~', '%')
           THEN CASE iif(k.recorded, i.date_precision, l.date_precision)
             WHEN 'hour' THEN '1 hour' WHEN 'part-of-day' THEN '1 hour' WHEN 'day' THEN '1 day'
             WHEN 'range' THEN '1 day' WHEN 'month' THEN '1 month' WHEN 'year' THEN '1 year'
             WHEN 'decade' THEN '10 years' WHEN 'century' THEN '100 years' END END AS unit
    FROM claims AS l
   CROSS JOIN (SELECT 0 AS recorded UNION ALL SELECT 1) AS k
   CROSS JOIN citations AS c ON c.id = l.citation_id
   CROSS JOIN sources AS s
      ON s.id = (SELECT coalesce(t.merged_into, t.id) FROM sources AS t WHERE t.id = c.source_id)
   CROSS JOIN incidents AS i ON i.id = l.incident_id
    LEFT JOIN incident_counts AS n
      ON k.recorded AND l.family = 'number' AND n.incident_id = l.incident_id
     AND l.field IN (n.measure || iif(n.category = 'total', '', '.' || n.category),
                     'count.' || n.measure || iif(n.category = 'total', '', '.' || n.category))
    LEFT JOIN attributes AS x
      ON k.recorded AND l.family = 'text' AND x.incident_id = l.incident_id
     AND x.namespace = iif(l.field GLOB 'x.*', 'x', 'field')
     AND x.key = iif(l.field GLOB 'x.*', substr(l.field, 3), l.field)
   WHERE l.deleted_at IS NULL AND c.deleted_at IS NULL
     AND s.deleted_at IS NULL AND s.retracted_at IS NULL
     AND i.deleted_at IS NULL AND i.merged_into IS NULL
     AND l.stance <> 'under-assessment' AND l.field <> 'title'
     AND NOT (l.family = 'actor' AND l.stance = 'asserts' AND EXISTS (
       SELECT 1 FROM claims AS m WHERE m.incident_id = l.incident_id AND m.field = l.field
          AND m.citation_id = l.citation_id AND m.stance = 'asserts' AND m.deleted_at IS NULL
          AND m.id < l.id))),
said AS NOT MATERIALIZED (
  SELECT t.*, CASE t.family WHEN 'date' THEN coalesce(t.earliest, t.latest)
           WHEN 'place' THEN t.place_id WHEN 'actor' THEN t.actor_id WHEN 'type' THEN t.type_code
           WHEN 'number' THEN coalesce(t.low, t.best, t.high) ELSE t.value_key END AS known
    FROM told AS t),
pair AS NOT MATERIALIZED (
  SELECT a.incident_id, a.field, a.family, a.recorded, b.stance = 'denies' AS denied,
         b.known IS NULL AS everything, a.stance = 'asserts' AS asserted,
         a.citation_id AS a_citation, b.citation_id AS b_citation,
         a.place_id AS a_place, b.place_id AS b_place, a.type_code AS a_type, b.type_code AS b_type,
         a.actor_id AS a_actor, b.actor_id AS b_actor, a.value_key AS a_key, b.value_key AS b_key,
         CASE WHEN a.family = 'number' THEN coalesce(a.low, iif(a.high IS NULL, a.best, NULL), 0)
           ELSE coalesce(strftime('%Y-%m-%dT%H:%M:%S', iif(coalesce(a.utc_earliest, a.utc_latest)
             IS NULL OR coalesce(b.utc_earliest, b.utc_latest) IS NULL, a.earliest, a.utc_earliest),
             '-' || coalesce(a.unit, '0 days')), '') END AS a_first,
         CASE WHEN a.family = 'number' THEN coalesce(a.high, iif(a.low IS NULL, a.best, NULL), 9e18)
           ELSE coalesce(strftime('%Y-%m-%dT%H:%M:%S', iif(coalesce(a.utc_earliest, a.utc_latest)
             IS NULL OR coalesce(b.utc_earliest, b.utc_latest) IS NULL, a.latest, a.utc_latest),
             '1 second', '+' || coalesce(a.unit, '0 days'), '-1 second'), '~') END AS a_last,
         CASE WHEN a.family = 'number' THEN coalesce(b.low, iif(b.high IS NULL, b.best, NULL), 0)
           ELSE coalesce(strftime('%Y-%m-%dT%H:%M:%S', iif(coalesce(a.utc_earliest, a.utc_latest)
             IS NULL OR coalesce(b.utc_earliest, b.utc_latest) IS NULL, b.earliest, b.utc_earliest),
             '-' || coalesce(b.unit, '0 days')), '') END AS b_first,
         CASE WHEN a.family = 'number' THEN coalesce(b.high, iif(b.low IS NULL, b.best, NULL), 9e18)
           ELSE coalesce(strftime('%Y-%m-%dT%H:%M:%S', iif(coalesce(a.utc_earliest, a.utc_latest)
             IS NULL OR coalesce(b.utc_earliest, b.utc_latest) IS NULL, b.latest, b.utc_latest),
             '1 second', '+' || coalesce(b.unit, '0 days'), '-1 second'), '~') END AS b_last
    FROM said AS a CROSS JOIN said AS b ON b.incident_id = a.incident_id AND b.field = a.field
   WHERE NOT b.recorded AND a.stance <> 'denies' AND a.known IS NOT NULL
     AND (b.known IS NOT NULL OR b.stance = 'denies')
     AND (a.recorded OR a.citation_id <> b.citation_id)),
clash AS NOT MATERIALIZED (
  SELECT * FROM pair AS p
   WHERE (p.asserted OR NOT p.denied)
     AND CASE
       WHEN p.denied AND p.everything THEN 1
       WHEN p.family IN ('date', 'number') THEN
         iif(p.denied, p.a_first >= p.b_first AND p.a_last <= p.b_last,
           p.a_first > p.b_last OR p.a_last < p.b_first)
       WHEN p.family = 'place' THEN p.denied = (p.a_place = p.b_place OR EXISTS (
         WITH RECURSIVE up (id, facing) AS (
           SELECT p.a_place, p.b_place
           UNION SELECT p.b_place, p.a_place WHERE NOT p.denied
           UNION SELECT r.other_id, up.facing FROM up
             JOIN place_relations AS r ON r.place_id = up.id AND r.kind = 'within'
           UNION SELECT q.merged_into, up.facing FROM up JOIN places AS q ON q.id = up.id
            WHERE q.merged_into IS NOT NULL
           UNION SELECT q.id, up.facing FROM up JOIN places AS q ON q.merged_into = up.id)
         SELECT 1 FROM up WHERE up.id = up.facing OR NOT p.denied AND EXISTS (
           SELECT 1 FROM place_relations AS r WHERE r.kind = 'overlaps'
              AND (r.place_id = up.id AND r.other_id = up.facing
                OR r.place_id = up.facing AND r.other_id = up.id))))
       WHEN p.family = 'actor' THEN p.denied = (p.a_actor = p.b_actor OR EXISTS (
         WITH RECURSIVE named (side, id) AS (
           SELECT 'a', m.actor_id FROM claims AS m WHERE NOT p.recorded
              AND m.incident_id = p.incident_id AND m.field = p.field
              AND m.citation_id = p.a_citation AND m.stance = 'asserts' AND m.deleted_at IS NULL
           UNION SELECT 'a', r.actor_id FROM incident_actors AS r WHERE p.recorded
              AND r.incident_id = p.incident_id AND r.role = p.field
           UNION SELECT 'b', p.b_actor
           UNION SELECT 'b', m.actor_id FROM claims AS m WHERE NOT p.denied
              AND m.incident_id = p.incident_id AND m.field = p.field
              AND m.citation_id = p.b_citation AND m.stance = 'asserts' AND m.deleted_at IS NULL),
         up (side, id) AS (
           SELECT side, id FROM named WHERE side = 'a' OR NOT p.denied
           UNION SELECT up.side, r.other_id FROM up
             JOIN actors AS t ON t.id = up.id AND t.kind <> 'state'
             JOIN actor_relations AS r
               ON r.actor_id = up.id AND r.kind IN ('part-of', 'member-of')
           UNION SELECT up.side, t.merged_into FROM up JOIN actors AS t ON t.id = up.id
            WHERE t.merged_into IS NOT NULL
           UNION SELECT up.side, t.id FROM up JOIN actors AS t ON t.merged_into = up.id)
         SELECT 1 FROM up JOIN named ON named.id = up.id AND named.side <> up.side))
       WHEN p.family = 'type' THEN p.denied = (p.a_type = p.b_type OR EXISTS (
         WITH RECURSIVE up (code, facing) AS (
           SELECT p.a_type, p.b_type
           UNION SELECT p.b_type, p.a_type WHERE NOT p.denied
           UNION SELECT t.parent, up.facing FROM up JOIN incident_types AS t ON t.code = up.code)
         SELECT 1 FROM up WHERE up.code = up.facing))
       ELSE p.denied = (p.a_key = p.b_key) END),
side AS NOT MATERIALIZED (
  SELECT d.*, EXISTS (
    SELECT 1 FROM said AS e
     WHERE e.incident_id = d.incident_id AND e.field = d.field AND e.recorded <> d.recorded
       AND e.stance = 'asserts' AND d.stance = 'asserts' AND e.known IS NOT NULL
       AND CASE d.family
         WHEN 'date' THEN d.unit IS e.unit AND iif(coalesce(d.utc_earliest, d.utc_latest) IS NULL
             OR coalesce(e.utc_earliest, e.utc_latest) IS NULL,
           (d.earliest, d.latest) IS (e.earliest, e.latest),
           (d.utc_earliest, d.utc_latest) IS (e.utc_earliest, e.utc_latest))
         WHEN 'number' THEN (d.low, d.high, coalesce(d.low, d.high, d.best))
           IS (e.low, e.high, coalesce(e.low, e.high, e.best))
         WHEN 'place' THEN d.place_id = e.place_id
         WHEN 'type' THEN d.type_code = e.type_code
         WHEN 'actor' THEN NOT EXISTS (
           SELECT 1 FROM claims AS m JOIN actors AS t ON t.id = m.actor_id
            WHERE m.incident_id = d.incident_id AND m.field = d.field
              AND m.citation_id = iif(d.recorded, e.citation_id, d.citation_id)
              AND m.stance = 'asserts' AND m.deleted_at IS NULL
              AND coalesce(t.merged_into, t.id) NOT IN (
                SELECT r.actor_id FROM incident_actor_roles AS r
                 WHERE r.incident_id = d.incident_id AND r.role = d.field))
         ELSE d.value_key = e.value_key END) AS matched
    FROM said AS d
   WHERE (d.known IS NOT NULL OR d.stance = 'denies')
     AND EXISTS (SELECT 1 FROM clash AS x WHERE x.incident_id = d.incident_id
        AND x.field = d.field AND (x.recorded OR NOT d.recorded)))
SELECT d.incident_id AS incident_id, d.field AS field,
       iif(d.recorded, NULL, d.citation_id) AS citation_id,
       CASE WHEN d.stance = 'none-reported' THEN 'none reported'
         WHEN d.known IS NULL THEN 'denied'
         ELSE iif(d.stance = 'denies', 'not ', '') || CASE
           WHEN d.family = 'place' THEN (SELECT p.name FROM places AS p WHERE p.id = d.place_id)
           WHEN d.family = 'type' THEN d.type_code
           WHEN d.family <> 'actor' THEN coalesce(d.words,
             iif(d.low = d.high, d.low, coalesce(d.low || '–', 'at most ') || d.high),
             d.low || '+', d.best, d.date_edtf)
           WHEN d.recorded THEN
             (SELECT group_concat(r.actor, '; ') FROM (SELECT o.actor FROM incident_actor_roles AS o
               WHERE o.incident_id = d.incident_id AND o.role = d.field ORDER BY o.actor) AS r)
           ELSE
             (SELECT group_concat(r.name, '; ') FROM (SELECT DISTINCT coalesce(n.name, t.name) AS name
                FROM claims AS m JOIN actors AS t ON t.id = m.actor_id
                LEFT JOIN actors AS n ON n.id = t.merged_into
               WHERE m.incident_id = d.incident_id AND m.field = d.field
                 AND m.citation_id = d.citation_id AND m.deleted_at IS NULL
                 AND iif(d.stance = 'denies', m.id = d.id, m.stance = 'asserts')
               ORDER BY name) AS r) END END AS value,
       CASE WHEN d.recorded THEN 'as recorded' ELSE coalesce(
           (SELECT coalesce(n.name, o.name) FROM actors AS o
              LEFT JOIN actors AS n ON n.id = o.merged_into WHERE o.id = d.origin_id),
           d.agency, d.publisher, d.source_key) END AS who,
       iif(d.recorded, NULL, d.source_key) AS source_key,
       iif(d.recorded, NULL, d.published_edtf) AS published,
       d.recorded OR d.matched AS adopted,
       NOT EXISTS (SELECT 1 FROM decisions AS e WHERE e.incident_id = d.incident_id
          AND e.field = d.field AND e.deleted_at IS NULL) AS undecided
  FROM side AS d
 WHERE NOT d.recorded OR NOT d.matched AND NOT EXISTS (
   SELECT 1 FROM said AS e WHERE e.incident_id = d.incident_id AND e.field = d.field
      AND e.recorded AND e.id < d.id);

CREATE VIEW timeline AS
SELECT i.id AS id, i.uid AS uid, i.date_words AS date_words, i.date_edtf AS date_edtf,
       i.date_precision AS date_precision, i.type_code AS type, i.title AS title, p.name AS place,
       (SELECT group_concat(a.actor, '; ') FROM (SELECT r.actor FROM incident_actor_roles AS r
         WHERE r.incident_id = i.id AND r.role = 'by' ORDER BY r.actor) AS a) AS by_actors,
       (SELECT group_concat(a.actor, '; ') FROM (SELECT r.actor FROM incident_actor_roles AS r
         WHERE r.incident_id = i.id AND r.role = 'against' ORDER BY r.actor) AS a)
         AS against_actors,
       o.sources AS sources, o.origins AS origins, o.independent_origins AS independent_origins,
       (SELECT group_concat(f.field, ', ') FROM (SELECT DISTINCT d.field FROM disputes AS d
         WHERE d.incident_id = i.id AND d.undecided ORDER BY d.field) AS f) AS disputed_fields,
       i.start_earliest AS start_earliest, i.start_latest AS start_latest,
       i.end_earliest AS end_earliest, i.end_latest AS end_latest,
       coalesce(i.latitude, p.latitude) AS latitude,
       coalesce(i.longitude, p.longitude) AS longitude, i.status AS status,
       i.sort_key AS sort_key
  FROM incidents AS i CROSS JOIN origins AS o ON o.incident_id = i.id
  LEFT JOIN places AS p
    ON p.id = (SELECT coalesce(t.merged_into, t.id) FROM places AS t WHERE t.id = i.place_id)
 WHERE i.deleted_at IS NULL AND i.merged_into IS NULL
 ORDER BY i.sort_key, i.id;

-- What would settle most, as far as SQL can tell.
CREATE VIEW todo AS
SELECT o.incident_id AS incident_id, 'unsourced' AS question, NULL AS field,
       'No source is cited.' AS words
  FROM origins AS o WHERE o.sources = 0
UNION ALL
SELECT o.incident_id, 'single-origin', NULL,
       iif(o.origins = 1, 'Everything rests on one origin.',
         'The ' || o.origins || ' origins belong together and count as one.')
  FROM origins AS o WHERE o.independent_origins = 1
UNION ALL
SELECT c.incident_id, 'origin-not-recorded', NULL,
       'Who is speaking in ' || c.source_key || ' (c' || c.citation_id || ') is not recorded.'
  FROM incident_citations AS c WHERE c.standing AND c.stance = 'reports' AND c.origin IS NULL
UNION ALL
SELECT d.incident_id, 'disputed', d.field,
       'Accounts of ' || d.field || ' differ: ' || (
         SELECT group_concat(a.said, ', ')
           FROM (SELECT e.value || ' (' || e.who || ')' AS said FROM disputes AS e
                  WHERE e.incident_id = d.incident_id AND e.field = d.field
                  ORDER BY e.published IS NULL, e.published, e.citation_id) AS a) || '.'
  FROM (SELECT DISTINCT f.incident_id, f.field FROM disputes AS f WHERE f.undecided) AS d
UNION ALL
SELECT d.incident_id, 'later-claim', d.field,
       c.source_key || ' (c' || c.citation_id || ') spoke of ' || d.field
         || ' after that was decided.'
  FROM decisions AS d
  JOIN claims AS l ON l.incident_id = d.incident_id AND l.field = d.field
   AND l.created_at > d.created_at AND l.citation_id IS NOT d.citation_id AND l.deleted_at IS NULL
  JOIN incident_citations AS c ON c.citation_id = l.citation_id AND c.standing
 WHERE d.deleted_at IS NULL
UNION ALL
SELECT c.incident_id, 'source-undated', NULL,
       'When ' || c.source_key || ' was published is not recorded.'
  FROM incident_citations AS c WHERE c.standing AND c.published IS NULL
UNION ALL
SELECT c.incident_id, 'under-assessment', c.field,
       c.source_key || ' (c' || c.citation_id || ') says that ' || c.field
         || ' is under assessment.'
  FROM incident_claims AS c WHERE c.standing AND c.stance = 'under-assessment'
UNION ALL
SELECT i.id, 'imprecise-date', 'date',
       c.source_key || ' (c' || c.citation_id || ') has a finer date, ' || l.value
         || ', than ' || i.date_words || '.'
  FROM incidents AS i
  JOIN claims AS l ON l.incident_id = i.id AND l.field = 'date' AND l.stance = 'asserts'
   AND l.deleted_at IS NULL
  JOIN incident_citations AS c ON c.citation_id = l.citation_id AND c.standing
 WHERE i.deleted_at IS NULL AND i.merged_into IS NULL
   AND coalesce(l.start_earliest, '') >= coalesce(i.start_earliest, '')
   AND coalesce(l.end_latest, '~') <= coalesce(i.end_latest, '~')
   AND (l.start_earliest, l.end_latest) IS NOT (i.start_earliest, i.end_latest);
