-- Schema 1: the views, the contract for people who write SQL.
--
-- Deleted incidents and those merged into another never show; actors, places and sources that were
-- merged go by what they were merged into. No view groups or sorts a whole table, so that a
-- condition on the incident reaches the indexes, in a join as well.

-- What the views look up: every citation of an incident, and the rows that were merged into one.
CREATE INDEX citations_incident ON citations (incident_id);
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

-- Two origins that share anything they are part or a member of (or are) speak with one voice. The
-- pairs that do are worked out once, as text, since a recursive step would do so again at each row.
CREATE VIEW origins AS
WITH report AS NOT MATERIALIZED (
  SELECT c.incident_id, s.id AS source_id, c.agency,
         (SELECT coalesce(o.merged_into, o.id) FROM actors AS o WHERE o.id = c.origin_id)
           AS origin_id
    FROM citations AS c
   CROSS JOIN sources AS s
      ON s.id = (SELECT coalesce(t.merged_into, t.id) FROM sources AS t WHERE t.id = c.source_id)
   WHERE c.stance = 'reports' AND c.deleted_at IS NULL
     AND s.retracted_at IS NULL AND s.deleted_at IS NULL)
SELECT i.id AS incident_id,
       (SELECT count(DISTINCT r.source_id) FROM report AS r WHERE r.incident_id = i.id) AS sources,
       (SELECT count(DISTINCT r.origin_id) FROM report AS r WHERE r.incident_id = i.id) AS origins,
       CASE (SELECT min(r.origin_id) < max(r.origin_id) FROM report AS r WHERE r.incident_id = i.id)
         WHEN 0 THEN 1
         WHEN 1 THEN (
           WITH RECURSIVE up (origin, id) AS (
             SELECT r.origin_id, r.origin_id FROM report AS r WHERE r.incident_id = i.id
             UNION SELECT up.origin, m.other_id FROM up
               JOIN actors AS t ON t.id = up.id AND t.kind <> 'state'
               JOIN actor_relations AS m
                 ON m.actor_id = up.id AND m.kind IN ('part-of', 'member-of')
             UNION SELECT up.origin, t.merged_into FROM up JOIN actors AS t ON t.id = up.id
              WHERE t.merged_into IS NOT NULL
             UNION SELECT up.origin, t.id FROM up JOIN actors AS t ON t.merged_into = up.id),
           voice (origin, other, pairs) AS (
             SELECT r.origin_id, r.origin_id, p.pairs
               FROM (SELECT group_concat('<' || a.origin || '=' || b.origin || '>', '') AS pairs
                       FROM up AS a JOIN up AS b ON b.id = a.id AND b.origin <> a.origin) AS p
              CROSS JOIN report AS r WHERE r.incident_id = i.id AND r.origin_id IS NOT NULL
             UNION SELECT v.origin, r.origin_id, v.pairs FROM voice AS v CROSS JOIN report AS r
              WHERE r.incident_id = i.id
                AND instr(v.pairs, '<' || v.other || '=' || r.origin_id || '>'))
           SELECT count(*) FROM (
             SELECT 1 FROM voice AS v GROUP BY v.origin HAVING min(v.other) = v.origin))
         ELSE 0 END AS independent_origins,
       (SELECT count(DISTINCT coalesce('agency ' || lower(r.agency), r.source_id))
          FROM report AS r WHERE r.incident_id = i.id AND r.origin_id IS NULL) AS not_recorded
  FROM incidents AS i
 WHERE i.deleted_at IS NULL AND i.merged_into IS NULL;

-- Every account of each field on which two accounts cannot both be true.
--
-- `told` is what each citation says of a field, beside what the incident itself holds of it (r_…):
-- `thing` is the place, actor, type or folded text; first and last are the extent of a date or the
-- range of a number; `unit` is by how much a date marked ~ is widened (about a minute means half an
-- hour either side, which is in its bounds already). Of actors an account is the set that one
-- citation names, and the first claim stands for the set. A title and what is under assessment
-- dispute nothing and are left out, and so, further down, are words without a figure and unknown
-- dates. `same` is a claim of the adopted value, `account` makes two rows of one, of which the
-- recorded one is the incident's, and p is a pair that may clash. Every text is greater than every
-- number, so 0 and '~' stand for bounds that are missing. LIMIT -1 keeps SQLite from copying every
-- expression to each place that uses it, which doubles the time it takes to prepare a query.
CREATE VIEW disputes AS
WITH told AS NOT MATERIALIZED (
  SELECT l.id, l.incident_id, l.field, l.family, l.stance, l.value, l.citation_id, c.origin_id,
         c.agency, s.key AS source_key, s.publisher, s.published_edtf,
         CASE l.family
           WHEN 'place' THEN
             (SELECT coalesce(p.merged_into, p.id) FROM places AS p WHERE p.id = l.place_id)
           WHEN 'actor' THEN l.actor_id WHEN 'type' THEN l.type_code
           WHEN 'text' THEN l.value_key END AS thing,
         CASE WHEN l.stance = 'none-reported' THEN 0
           ELSE coalesce(l.start_earliest, l.low, iif(l.high IS NULL, l.best, NULL)) END AS first,
         CASE WHEN l.stance = 'none-reported' THEN 0
           ELSE coalesce(l.end_latest, l.high, iif(l.low IS NULL, l.best, NULL)) END AS last,
         l.utc_earliest AS utc_first, l.utc_latest AS utc_last,
         CASE WHEN l.date_qualifier IN ('~', '%') THEN CASE l.date_precision
             WHEN 'hour' THEN '1 hour' WHEN 'part-of-day' THEN '1 hour' WHEN 'day' THEN '1 day'
             WHEN 'range' THEN '1 day' WHEN 'month' THEN '1 month' WHEN 'year' THEN '1 year'
             WHEN 'decade' THEN '10 years' WHEN 'century' THEN '100 years' END END AS unit,
         CASE l.family
           WHEN 'place' THEN
             (SELECT coalesce(p.merged_into, p.id) FROM places AS p WHERE p.id = i.place_id)
           WHEN 'actor' THEN (SELECT min(r.actor_id) FROM incident_actors AS r
               WHERE r.incident_id = l.incident_id AND r.role = l.field)
           WHEN 'type' THEN i.type_code
           WHEN 'text' THEN coalesce((SELECT t.value_key FROM claims AS t
             WHERE t.incident_id = l.incident_id AND t.field = l.field AND t.value = x.value),
             lower(x.value)) END AS r_thing,
         CASE WHEN l.family = 'date' THEN i.start_earliest
           WHEN l.field = 'duration' THEN i.duration_low_minutes
           ELSE coalesce(n.low, iif(n.high IS NULL, n.best, NULL)) END AS r_first,
         CASE WHEN l.family = 'date' THEN i.end_latest
           WHEN l.field = 'duration' THEN i.duration_high_minutes
           ELSE coalesce(n.high, iif(n.low IS NULL, n.best, NULL)) END AS r_last,
         iif(l.family = 'date', i.utc_earliest, NULL) AS r_utc_first,
         iif(l.family = 'date', i.utc_latest, NULL) AS r_utc_last,
         CASE WHEN l.family = 'date' AND i.date_qualifier IN ('~', '%') THEN CASE i.date_precision
             WHEN 'hour' THEN '1 hour' WHEN 'part-of-day' THEN '1 hour' WHEN 'day' THEN '1 day'
             WHEN 'range' THEN '1 day' WHEN 'month' THEN '1 month' WHEN 'year' THEN '1 year'
             WHEN 'decade' THEN '10 years' WHEN 'century' THEN '100 years' END END AS r_unit,
         CASE l.field WHEN 'date' THEN i.date_words WHEN 'duration' THEN i.duration_text
           ELSE coalesce(n.words, x.value) END AS r_words
    FROM claims AS l
   CROSS JOIN incidents AS i ON i.id = l.incident_id
    LEFT JOIN incident_counts AS n
      ON n.incident_id = iif(l.family = 'number', l.incident_id, NULL)
     AND l.field IN (n.measure || iif(n.category = 'total', '', '.' || n.category),
                     'count.' || n.measure || iif(n.category = 'total', '', '.' || n.category))
    LEFT JOIN attributes AS x
      ON x.incident_id = iif(l.family = 'text', l.incident_id, NULL)
     AND x.namespace = iif(l.field GLOB 'x.*', 'x', 'field')
     AND x.key = iif(l.field GLOB 'x.*', substr(l.field, 3), l.field)
   CROSS JOIN citations AS c ON c.id = l.citation_id
   CROSS JOIN sources AS s
      ON s.id = (SELECT coalesce(t.merged_into, t.id) FROM sources AS t WHERE t.id = c.source_id)
   WHERE l.deleted_at IS NULL AND c.deleted_at IS NULL
     AND s.deleted_at IS NULL AND s.retracted_at IS NULL
     AND i.deleted_at IS NULL AND i.merged_into IS NULL
     AND l.stance <> 'under-assessment' AND l.field <> 'title'
     AND NOT (l.family = 'actor' AND l.stance = 'asserts' AND EXISTS (
       SELECT 1 FROM claims AS m WHERE m.incident_id = l.incident_id AND m.field = l.field
          AND m.citation_id = l.citation_id AND m.stance = 'asserts' AND m.deleted_at IS NULL
          AND m.id < l.id))),
weighed AS NOT MATERIALIZED (
  SELECT t.*, t.stance = 'asserts' AND CASE
         WHEN t.family = 'actor' THEN NOT EXISTS (
           SELECT 1 FROM claims AS m JOIN actors AS o ON o.id = m.actor_id
            WHERE m.incident_id = t.incident_id AND m.field = t.field
              AND m.citation_id = t.citation_id AND m.stance = 'asserts'
              AND m.deleted_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM incident_actors AS r JOIN actors AS q ON q.id = r.actor_id
                 WHERE r.incident_id = t.incident_id AND r.role = t.field
                   AND coalesce(q.merged_into, q.id) = coalesce(o.merged_into, o.id)))
         WHEN t.family IN ('place', 'type', 'text') THEN t.thing IS t.r_thing
         ELSE t.unit IS t.r_unit AND iif(
           coalesce(t.utc_first, t.utc_last) IS NULL OR coalesce(t.r_utc_first, t.r_utc_last) IS NULL,
           (t.first, t.last) IS (t.r_first, t.r_last),
           (t.utc_first, t.utc_last) IS (t.r_utc_first, t.r_utc_last)) END AS same
    FROM told AS t),
account AS NOT MATERIALIZED (
  SELECT w.*, k.recorded, iif(k.recorded, 'asserts', w.stance) AS voice,
         iif(k.recorded, w.r_thing, w.thing) AS a_thing,
         iif(k.recorded, w.r_first, w.first) AS a_first,
         iif(k.recorded, w.r_last, w.last) AS a_last,
         iif(k.recorded, w.r_utc_first, w.utc_first) AS a_utc_first,
         iif(k.recorded, w.r_utc_last, w.utc_last) AS a_utc_last,
         iif(k.recorded, w.r_unit, w.unit) AS a_unit
    FROM weighed AS w CROSS JOIN (SELECT 0 AS recorded UNION ALL SELECT 1) AS k)
SELECT d.incident_id AS incident_id, d.field AS field,
       iif(d.recorded, NULL, d.citation_id) AS citation_id,
       CASE WHEN d.voice = 'none-reported' THEN 'none reported'
         WHEN coalesce(d.a_thing, d.a_first, d.a_last) IS NULL THEN 'denied'
         ELSE iif(d.voice = 'denies', 'not ', '') || CASE
           WHEN d.family = 'place' THEN (SELECT p.name FROM places AS p WHERE p.id = d.a_thing)
           WHEN d.family = 'type' THEN d.a_thing
           WHEN d.family <> 'actor' THEN coalesce(iif(d.recorded, d.r_words, d.value),
             CASE WHEN d.a_first = d.a_last THEN d.a_first WHEN d.a_last IS NULL
               THEN d.a_first || '+' ELSE coalesce(d.a_first || '–', 'at most ') || d.a_last END)
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
       d.recorded OR d.same AS adopted,
       NOT EXISTS (SELECT 1 FROM decisions AS e WHERE e.incident_id = d.incident_id
          AND e.field = d.field AND e.deleted_at IS NULL) AS undecided
  FROM account AS d
 WHERE (coalesce(d.a_thing, d.a_first, d.a_last) IS NOT NULL OR d.voice = 'denies')
   AND NOT (d.same AND NOT EXISTS (SELECT 1 FROM claims AS o WHERE o.incident_id = d.incident_id
        AND o.field = d.field AND (o.citation_id <> d.citation_id OR o.stance = 'denies')))
   AND CASE
     WHEN d.recorded AND EXISTS (SELECT 1 FROM weighed AS e WHERE e.incident_id = d.incident_id
        AND e.field = d.field AND (e.same OR e.id < d.id)) THEN 0
     ELSE EXISTS (SELECT 1 FROM (
       SELECT a.incident_id, a.field, a.family, a.recorded, b.stance = 'denies' AS denied,
              coalesce(b.thing, b.first, b.last) IS NULL AS wholly,
              a.citation_id AS a_citation, b.citation_id AS b_citation, a.a_thing,
              b.thing AS b_thing,
              coalesce(iif(a.a_unit IS NULL, iif(z.zoned, a.a_utc_first, a.a_first),
                strftime('%Y-%m-%dT%H:%M:%S', iif(z.zoned, a.a_utc_first, a.a_first),
                  '-' || a.a_unit)), 0) AS a_from,
              coalesce(iif(a.a_unit IS NULL, iif(z.zoned, a.a_utc_last, a.a_last),
                strftime('%Y-%m-%dT%H:%M:%S', iif(z.zoned, a.a_utc_last, a.a_last),
                  '1 second', '+' || a.a_unit, '-1 second')), '~') AS a_to,
              coalesce(iif(b.unit IS NULL, iif(z.zoned, b.utc_first, b.first),
                strftime('%Y-%m-%dT%H:%M:%S', iif(z.zoned, b.utc_first, b.first),
                  '-' || b.unit)), 0) AS b_from,
              coalesce(iif(b.unit IS NULL, iif(z.zoned, b.utc_last, b.last),
                strftime('%Y-%m-%dT%H:%M:%S', iif(z.zoned, b.utc_last, b.last),
                  '1 second', '+' || b.unit, '-1 second')), '~') AS b_to
         FROM account AS a CROSS JOIN told AS b
        CROSS JOIN (SELECT 0 AS zoned UNION ALL SELECT 1) AS z
           ON z.zoned = (coalesce(a.a_utc_first, a.a_utc_last) IS NOT NULL
                         AND coalesce(b.utc_first, b.utc_last) IS NOT NULL)
        WHERE a.incident_id = d.incident_id AND a.field = d.field
          AND b.incident_id = d.incident_id AND b.field = d.field
          AND (a.recorded OR a.citation_id <> b.citation_id AND NOT d.recorded)
          AND coalesce(a.a_thing, a.a_first, a.a_last) IS NOT NULL
          AND iif(b.stance = 'denies', a.voice = 'asserts',
            a.voice <> 'denies' AND coalesce(b.thing, b.first, b.last) IS NOT NULL
              AND (a.recorded OR a.citation_id < b.citation_id))
        LIMIT -1) AS p
   WHERE CASE
       WHEN p.denied AND p.wholly THEN 1
       WHEN p.family IN ('date', 'number') THEN p.denied = (
         iif(p.denied, p.a_to, p.a_from) <= p.b_to AND iif(p.denied, p.a_from, p.a_to) >= p.b_from)
       WHEN p.a_thing = p.b_thing THEN p.denied
       WHEN p.family = 'place' THEN p.denied = EXISTS (
         WITH RECURSIVE up (id, facing) AS (
           SELECT p.a_thing, p.b_thing
           UNION SELECT p.b_thing, p.a_thing WHERE NOT p.denied
           UNION SELECT r.other_id, up.facing FROM up
             JOIN place_relations AS r ON r.place_id = up.id AND r.kind = 'within'
           UNION SELECT q.merged_into, up.facing FROM up JOIN places AS q ON q.id = up.id
            WHERE q.merged_into IS NOT NULL
           UNION SELECT q.id, up.facing FROM up JOIN places AS q ON q.merged_into = up.id)
         SELECT 1 FROM up WHERE up.id = up.facing OR NOT p.denied AND EXISTS (
           SELECT 1 FROM place_relations AS r WHERE r.kind = 'overlaps'
              AND (r.place_id = up.id AND r.other_id = up.facing
                OR r.place_id = up.facing AND r.other_id = up.id)))
       WHEN p.family = 'actor' THEN p.denied = EXISTS (
         WITH RECURSIVE named (side, id) AS (
           SELECT 'a', m.actor_id FROM claims AS m WHERE NOT p.recorded
              AND m.incident_id = p.incident_id AND m.field = p.field
              AND m.citation_id = p.a_citation AND m.stance = 'asserts' AND m.deleted_at IS NULL
           UNION SELECT 'a', r.actor_id FROM incident_actors AS r WHERE p.recorded
              AND r.incident_id = p.incident_id AND r.role = p.field
           UNION SELECT 'b', p.b_thing
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
         SELECT 1 FROM up JOIN named ON named.id = up.id AND named.side <> up.side)
       WHEN p.family = 'type' THEN p.denied = EXISTS (
         WITH RECURSIVE up (code, facing) AS (
           SELECT p.a_thing, p.b_thing
           UNION SELECT p.b_thing, p.a_thing WHERE NOT p.denied
           UNION SELECT t.parent, up.facing FROM up JOIN incident_types AS t ON t.code = up.code)
         SELECT 1 FROM up WHERE up.code = up.facing)
       ELSE NOT p.denied END) END;

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
       'Disputed ' || d.field || ': ' || group_concat(d.value || ' (' || d.who || ')', ', ') || '.'
  FROM disputes AS d WHERE d.undecided GROUP BY d.incident_id, d.field
UNION ALL
SELECT d.incident_id, 'places-unrelated', 'place',
       'Does one of these lie within another, or do they overlap: '
         || replace(group_concat(DISTINCT d.value), ',', ', ') || '?'
  FROM disputes AS d
 WHERE d.field = 'place' AND d.undecided AND d.value NOT LIKE 'not %'
   AND d.value <> 'denied' AND NOT EXISTS (
   SELECT 1 FROM claims AS l
     JOIN place_relations AS r ON r.place_id = l.place_id AND r.kind = 'distinct-from'
     JOIN claims AS o ON o.incident_id = l.incident_id AND o.field = 'place'
      AND o.place_id = r.other_id
    WHERE l.incident_id = d.incident_id AND l.field = 'place')
 GROUP BY d.incident_id HAVING min(d.value) < max(d.value)
UNION ALL
SELECT DISTINCT d.incident_id, 'later-claim', d.field,
       c.source_key || ' (c' || c.citation_id || ') spoke of ' || d.field
         || ' after that was decided.'
  FROM decisions AS d
  JOIN claims AS l ON l.incident_id = d.incident_id AND l.field = d.field
   AND l.created_at > d.created_at AND l.citation_id IS NOT d.citation_id AND l.deleted_at IS NULL
  JOIN incident_citations AS c ON c.citation_id = l.citation_id AND c.standing
 WHERE d.deleted_at IS NULL
UNION ALL
SELECT DISTINCT c.incident_id, 'source-undated', NULL,
       'When ' || c.source_key || ' was published is not recorded.'
  FROM incident_citations AS c WHERE c.standing AND c.published IS NULL
UNION ALL
SELECT c.incident_id, 'under-assessment', c.field,
       c.source_key || ' (c' || c.citation_id || ') says that ' || c.field
         || ' is under assessment.'
  FROM incident_claims AS c WHERE c.standing AND c.stance = 'under-assessment'
UNION ALL
SELECT i.id, 'imprecise-date', 'date',
       c.source_key || ' (c' || c.citation_id || ') has a finer date, '
         || coalesce(l.value, l.date_edtf) || ', than ' || i.date_words || '.'
  FROM incidents AS i
  JOIN claims AS l ON l.incident_id = i.id AND l.field = 'date' AND l.stance = 'asserts'
   AND l.deleted_at IS NULL
  JOIN incident_citations AS c ON c.citation_id = l.citation_id AND c.standing
 WHERE i.deleted_at IS NULL AND i.merged_into IS NULL
   AND coalesce(l.start_earliest, '') >= coalesce(i.start_earliest, '')
   AND coalesce(l.end_latest, '~') <= coalesce(i.end_latest, '~')
   AND (l.start_earliest, l.end_latest) IS NOT (i.start_earliest, i.end_latest)
   AND NOT EXISTS (SELECT 1 FROM decisions AS d WHERE d.incident_id = i.id AND d.field = 'date'
      AND d.deleted_at IS NULL)
UNION ALL
SELECT DISTINCT c.incident_id, 'source-not-saved', NULL,
       'No copy of ' || s.key || ' is kept.'
  FROM incident_citations AS c JOIN sources AS s ON s.key = c.source_key
 WHERE c.standing AND s.deleted_at IS NULL AND s.archive_url IS NULL AND s.file IS NULL
   AND s.url IS NOT NULL;
