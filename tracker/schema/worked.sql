-- What Russia did to US aircraft in July 2023, sub-actors included
SELECT DISTINCT t.date_words, t.title, t.by_actors, t.against_actors
  FROM timeline AS t
  JOIN actor_activity AS did ON did.incident_id = t.id AND did.role = 'by'
  JOIN actor_activity AS met ON met.incident_id = t.id AND met.role = 'against'
 WHERE did.actor = 'Russia' AND met.actor = 'United States'
   AND t.start_latest >= '2023-07-01' AND t.start_earliest < '2023-08-01'
 ORDER BY t.sort_key, t.id;

-- Incidents that rest on a single source
SELECT t.id, t.date_words, t.title FROM timeline AS t
 WHERE t.sources = 1 ORDER BY t.sort_key, t.id;

-- Incidents whose origins all belong together, however many sources repeat them
SELECT t.id, t.title, t.sources, t.origins FROM timeline AS t
 WHERE t.independent_origins = 1 ORDER BY t.sources DESC, t.sort_key, t.id;

-- Where sources disagree on the place, and who says what
SELECT t.title, d.value, d.who, d.source_key, d.adopted
  FROM disputes AS d JOIN timeline AS t ON t.id = d.incident_id
 WHERE d.field = 'place' AND d.undecided
 ORDER BY t.sort_key, t.id, d.published, d.citation_id;

-- What happened in the day before each drone strike, as far as the dates allow
SELECT s.id AS strike, o.id, o.date_words, o.title
  FROM timeline AS s JOIN timeline AS o ON o.id <> s.id
 WHERE s.type = 'drone-strike'
   AND o.start_earliest <= s.start_latest
   AND o.start_latest >= strftime('%Y-%m-%dT%H:%M:%S', s.start_earliest, '-24 hours')
 ORDER BY s.sort_key, s.id, o.sort_key, o.id;

-- Incidents in each month; those known only to the year stand under the year
SELECT iif(t.date_precision IN ('year', 'decade', 'century'), substr(t.start_earliest, 1, 4),
           substr(t.start_earliest, 1, 7)) AS month, count(*) AS incidents
  FROM timeline AS t WHERE t.start_earliest IS NOT NULL GROUP BY 1 ORDER BY 1;

-- What each actor did and met, counting what belongs to it
SELECT a.actor, count(DISTINCT iif(a.role = 'by', a.incident_id, NULL)) AS did,
       count(DISTINCT iif(a.role IN ('against', 'victim'), a.incident_id, NULL)) AS met
  FROM actor_activity AS a GROUP BY a.actor_id ORDER BY count(DISTINCT a.incident_id) DESC, 1;

-- Killed, from low to high, and in how many incidents no upper figure is known
SELECT c.category, sum(c.low) AS low, sum(coalesce(c.high, c.low)) AS high,
       sum(c.high IS NULL) AS without_upper
  FROM casualties AS c WHERE c.measure = 'killed' GROUP BY c.category ORDER BY c.category;

-- Who speaks, in how many incidents, and through how many sources
SELECT coalesce(c.origin, 'not recorded') AS origin, count(DISTINCT c.incident_id) AS incidents,
       count(DISTINCT c.source_key) AS sources
  FROM incident_citations AS c WHERE c.standing AND c.stance = 'reports'
 GROUP BY c.origin ORDER BY 2 DESC, 1;

-- Every word that is quoted on one incident, with its source
SELECT c.source_key, c.publisher, c.origin, c.quote, c.url
  FROM incident_citations AS c WHERE c.incident_id = 6 AND c.standing AND c.quote IS NOT NULL
 ORDER BY c.published, c.citation_id;

-- What sources say of one incident, field by field
SELECT l.field, l.value, l.stance, l.origin, l.source_key FROM incident_claims AS l
 WHERE l.incident_id = 6 AND l.standing ORDER BY l.field, l.citation_id;

-- The open questions that stand most often
SELECT t.question, count(*) AS times, count(DISTINCT t.incident_id) AS incidents
  FROM todo AS t GROUP BY t.question ORDER BY 2 DESC, 1;

-- Incidents on a map: the points that are known
SELECT t.id, t.title, t.place, t.latitude, t.longitude FROM timeline AS t
 WHERE t.latitude IS NOT NULL ORDER BY t.sort_key, t.id;

-- Who changed what last
SELECT x.at, x.analyst, x.command, count(c.id) AS changes
  FROM log_transactions AS x LEFT JOIN log_changes AS c ON c.tx = x.id
 GROUP BY x.id ORDER BY x.id DESC LIMIT 10;
