-- Schema 1: what the file holds. Every table is STRICT; a moment is civil time written
-- YYYY-MM-DDTHH:MM:SS, and a column named *_at or *_utc is UTC.

CREATE TABLE vocabulary (
  list TEXT NOT NULL,
  code TEXT NOT NULL,
  label TEXT NOT NULL,
  meaning TEXT NOT NULL,
  PRIMARY KEY (list, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident_types (
  code TEXT NOT NULL PRIMARY KEY CHECK (code <> '' AND code NOT GLOB '*[^a-z0-9-]*'),
  label TEXT NOT NULL,
  parent TEXT REFERENCES incident_types (code) CHECK (parent IS NOT code),
  meaning TEXT NOT NULL DEFAULT '',
  acled_event TEXT,
  acled_sub_event TEXT,
  plover TEXT,
  gtd TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE incident_type_names (
  name_key TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  type_code TEXT NOT NULL REFERENCES incident_types (code) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE actors (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(6))))
    CHECK (length(uid) = 12 AND uid NOT GLOB '*[^0-9a-hjkmnp-tv-z]*'),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  kind TEXT NOT NULL DEFAULT 'other' CHECK (kind IN ('state', 'force', 'unit', 'armed-group',
    'militia', 'person', 'organisation', 'media', 'civilians', 'alliance', 'unnamed', 'equipment',
    'other')),
  country TEXT CHECK (country GLOB '[A-Z][A-Z][A-Z]'),
  note TEXT,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  deleted_at TEXT,
  merged_into INTEGER REFERENCES actors (id) CHECK (merged_into IS NOT id)
) STRICT;

CREATE TABLE actor_names (
  actor_id INTEGER NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  name_key TEXT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  kind TEXT NOT NULL DEFAULT 'alias' CHECK (kind IN ('name', 'alias', 'acronym',
    'transliteration', 'former', 'weak')),
  language TEXT,
  PRIMARY KEY (actor_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_names_key ON actor_names (name_key, actor_id);

CREATE TABLE places (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(6))))
    CHECK (length(uid) = 12 AND uid NOT GLOB '*[^0-9a-hjkmnp-tv-z]*'),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  country TEXT CHECK (country GLOB '[A-Z][A-Z][A-Z]'),
  latitude REAL CHECK (latitude BETWEEN -90 AND 90),
  longitude REAL CHECK (longitude BETWEEN -180 AND 180),
  precision TEXT CHECK (precision IN ('exact', 'near', 'district', 'province', 'region', 'country',
    'water-or-air', 'unknown')),
  tz TEXT,
  note TEXT,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  deleted_at TEXT,
  merged_into INTEGER REFERENCES places (id) CHECK (merged_into IS NOT id),
  CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;

CREATE TABLE place_names (
  place_id INTEGER NOT NULL REFERENCES places (id) ON DELETE CASCADE,
  name_key TEXT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  kind TEXT NOT NULL DEFAULT 'alias' CHECK (kind IN ('name', 'alias', 'acronym',
    'transliteration', 'former', 'weak')),
  language TEXT,
  PRIMARY KEY (place_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_names_key ON place_names (name_key, place_id);

CREATE TABLE place_relations (
  place_id INTEGER NOT NULL REFERENCES places (id) ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES places (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('within', 'overlaps', 'distinct-from')),
  PRIMARY KEY (place_id, other_id, kind),
  CHECK (place_id <> other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_relations_other ON place_relations (other_id, place_id);

CREATE TABLE sources (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(6))))
    CHECK (length(uid) = 12 AND uid NOT GLOB '*[^0-9a-hjkmnp-tv-z]*'),
  key TEXT NOT NULL CHECK (key <> '' AND key NOT GLOB '*[^a-z0-9._-]*'),
  kind TEXT NOT NULL DEFAULT 'other' CHECK (kind IN ('news', 'wire', 'press-release', 'statement',
    'report', 'dataset', 'social-post', 'video', 'photo', 'satellite', 'document', 'book',
    'testimony', 'other')),
  title TEXT,
  publisher TEXT,
  author TEXT,
  url TEXT,
  url_key TEXT,
  published_text TEXT,
  published_edtf TEXT,
  published_words TEXT,
  published_earliest TEXT
    CHECK (published_earliest IS strftime('%Y-%m-%dT%H:%M:%S', published_earliest, '+0 days')),
  published_latest TEXT
    CHECK (published_latest IS strftime('%Y-%m-%dT%H:%M:%S', published_latest, '+0 days')),
  published_tz TEXT,
  accessed_at TEXT,
  language TEXT,
  origin_id INTEGER REFERENCES actors (id),
  agency TEXT,
  reliability TEXT CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
  archive_url TEXT,
  file TEXT,
  sha256 TEXT CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  retracted_at TEXT,
  retraction_note TEXT,
  note TEXT,
  private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1)),
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  deleted_at TEXT,
  merged_into INTEGER REFERENCES sources (id) CHECK (merged_into IS NOT id),
  CHECK (published_earliest <= published_latest)
) STRICT;
CREATE UNIQUE INDEX sources_key ON sources (key) WHERE deleted_at IS NULL;
CREATE INDEX sources_merged ON sources (merged_into) WHERE merged_into IS NOT NULL;
CREATE UNIQUE INDEX sources_url ON sources (url_key)
  WHERE deleted_at IS NULL AND merged_into IS NULL;

CREATE TABLE incidents (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(6))))
    CHECK (length(uid) = 12 AND uid NOT GLOB '*[^0-9a-hjkmnp-tv-z]*'),
  title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 2000),
  description TEXT CHECK (length(description) <= 100000),
  type_code TEXT REFERENCES incident_types (code),
  date_text TEXT NOT NULL DEFAULT 'unknown',
  date_edtf TEXT,
  date_words TEXT NOT NULL DEFAULT 'date unknown',
  start_earliest TEXT
    CHECK (start_earliest IS strftime('%Y-%m-%dT%H:%M:%S', start_earliest, '+0 days')),
  start_latest TEXT
    CHECK (start_latest IS strftime('%Y-%m-%dT%H:%M:%S', start_latest, '+0 days')),
  end_earliest TEXT
    CHECK (end_earliest IS strftime('%Y-%m-%dT%H:%M:%S', end_earliest, '+0 days')),
  end_latest TEXT
    CHECK (end_latest IS strftime('%Y-%m-%dT%H:%M:%S', end_latest, '+0 days')),
  date_precision TEXT NOT NULL DEFAULT 'unknown' CHECK (date_precision IN ('minute', 'hour',
    'part-of-day', 'day', 'range', 'month', 'year', 'decade', 'century', 'unknown')),
  date_qualifier TEXT CHECK (date_qualifier IN ('~', '?', '%')),
  end_kind TEXT NOT NULL DEFAULT 'known' CHECK (end_kind IN ('known', 'open', 'unknown')),
  tz TEXT,
  start_utc TEXT
    CHECK (start_utc IS strftime('%Y-%m-%dT%H:%M:%S', start_utc, '+0 days')),
  utc_earliest TEXT
    CHECK (utc_earliest IS strftime('%Y-%m-%dT%H:%M:%S', utc_earliest, '+0 days')),
  utc_latest TEXT
    CHECK (utc_latest IS strftime('%Y-%m-%dT%H:%M:%S', utc_latest, '+0 days')),
  sort_key TEXT,
  duration_low_minutes INTEGER CHECK (duration_low_minutes >= 0),
  duration_high_minutes INTEGER CHECK (duration_high_minutes >= 0),
  duration_text TEXT,
  place_id INTEGER REFERENCES places (id),
  place_precision TEXT CHECK (place_precision IN ('exact', 'near', 'district', 'province', 'region',
    'country', 'water-or-air', 'unknown')),
  latitude REAL CHECK (latitude BETWEEN -90 AND 90),
  longitude REAL CHECK (longitude BETWEEN -180 AND 180),
  status TEXT NOT NULL DEFAULT 'reported' CHECK (status IN ('reported', 'confirmed', 'refuted',
    'expected')),
  note TEXT CHECK (length(note) <= 100000),
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  deleted_at TEXT,
  merged_into INTEGER REFERENCES incidents (id) CHECK (merged_into IS NOT id),
  CHECK (start_earliest <= start_latest),
  CHECK (end_earliest <= end_latest),
  CHECK (start_earliest <= end_latest),
  CHECK (duration_low_minutes <= duration_high_minutes),
  CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;
CREATE INDEX incidents_order ON incidents (sort_key, id)
  WHERE deleted_at IS NULL AND merged_into IS NULL;

CREATE INDEX incidents_merged ON incidents (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE incident_counts (
  incident_id INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  measure TEXT NOT NULL CHECK (measure <> '' AND measure NOT GLOB '*[^a-z0-9-]*'),
  category TEXT NOT NULL DEFAULT 'total' CHECK (category IN ('total', 'civilian', 'combatant',
    'target', 'child', 'side-a', 'side-b', 'unknown')),
  low INTEGER CHECK (low >= 0),
  best INTEGER CHECK (best >= 0),
  high INTEGER CHECK (high >= 0),
  words TEXT,
  PRIMARY KEY (incident_id, measure, category),
  CHECK (low <= high),
  CHECK (low <= best),
  CHECK (best <= high)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident_actors (
  incident_id INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  actor_id INTEGER NOT NULL REFERENCES actors (id),
  role TEXT NOT NULL CHECK (role IN ('by', 'against', 'victim', 'instrument', 'asset', 'supporter',
    'involved')),
  count_low INTEGER CHECK (count_low >= 0),
  count_high INTEGER CHECK (count_high >= 0),
  note TEXT,
  sort_key TEXT,
  PRIMARY KEY (incident_id, actor_id, role),
  CHECK (count_low <= count_high)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_actors_order ON incident_actors (actor_id, sort_key, incident_id);

CREATE TABLE citations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(6))))
    CHECK (length(uid) = 12 AND uid NOT GLOB '*[^0-9a-hjkmnp-tv-z]*'),
  incident_id INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  source_id INTEGER NOT NULL REFERENCES sources (id),
  origin_id INTEGER REFERENCES actors (id),
  agency TEXT,
  pinpoint TEXT,
  quote TEXT,
  stance TEXT NOT NULL DEFAULT 'reports' CHECK (stance IN ('reports', 'denies', 'context')),
  note TEXT,
  private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1)),
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX citations_one ON citations (incident_id, source_id, coalesce(origin_id, 0),
  coalesce(agency, ''), coalesce(pinpoint, '')) WHERE deleted_at IS NULL;
CREATE INDEX citations_source ON citations (source_id, incident_id);

CREATE TABLE claims (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(6))))
    CHECK (length(uid) = 12 AND uid NOT GLOB '*[^0-9a-hjkmnp-tv-z]*'),
  citation_id INTEGER NOT NULL REFERENCES citations (id) ON DELETE CASCADE,
  incident_id INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  field TEXT NOT NULL CHECK (field <> '' AND field NOT GLOB '*[^a-z0-9.-]*'),
  family TEXT NOT NULL CHECK (family IN ('date', 'number', 'place', 'actor', 'type', 'text')),
  value TEXT,
  value_key TEXT,
  place_id INTEGER REFERENCES places (id),
  actor_id INTEGER REFERENCES actors (id),
  type_code TEXT REFERENCES incident_types (code),
  low INTEGER CHECK (low >= 0),
  best INTEGER CHECK (best >= 0),
  high INTEGER CHECK (high >= 0),
  date_edtf TEXT,
  date_precision TEXT CHECK (date_precision IN ('minute', 'hour', 'part-of-day', 'day', 'range',
    'month', 'year', 'decade', 'century', 'unknown')),
  date_qualifier TEXT CHECK (date_qualifier IN ('~', '?', '%')),
  start_earliest TEXT
    CHECK (start_earliest IS strftime('%Y-%m-%dT%H:%M:%S', start_earliest, '+0 days')),
  start_latest TEXT
    CHECK (start_latest IS strftime('%Y-%m-%dT%H:%M:%S', start_latest, '+0 days')),
  end_earliest TEXT
    CHECK (end_earliest IS strftime('%Y-%m-%dT%H:%M:%S', end_earliest, '+0 days')),
  end_latest TEXT
    CHECK (end_latest IS strftime('%Y-%m-%dT%H:%M:%S', end_latest, '+0 days')),
  end_kind TEXT CHECK (end_kind IN ('known', 'open', 'unknown')),
  tz TEXT,
  start_utc TEXT
    CHECK (start_utc IS strftime('%Y-%m-%dT%H:%M:%S', start_utc, '+0 days')),
  utc_earliest TEXT
    CHECK (utc_earliest IS strftime('%Y-%m-%dT%H:%M:%S', utc_earliest, '+0 days')),
  utc_latest TEXT
    CHECK (utc_latest IS strftime('%Y-%m-%dT%H:%M:%S', utc_latest, '+0 days')),
  stance TEXT NOT NULL DEFAULT 'asserts' CHECK (stance IN ('asserts', 'denies', 'none-reported',
    'under-assessment')),
  reading TEXT NOT NULL DEFAULT 'plain' CHECK (reading IN ('plain', 'ambiguous', 'inferred')),
  quote TEXT,
  credibility INTEGER CHECK (credibility BETWEEN 1 AND 6),
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  deleted_at TEXT,
  CHECK (low <= high),
  CHECK (low <= best),
  CHECK (best <= high),
  CHECK (start_earliest <= start_latest),
  CHECK (end_earliest <= end_latest)
) STRICT;
CREATE UNIQUE INDEX claims_one ON claims (citation_id, field, coalesce(actor_id, 0))
  WHERE deleted_at IS NULL AND stance <> 'denies';
CREATE UNIQUE INDEX claims_denied ON claims (citation_id, field, coalesce(value_key, ''))
  WHERE deleted_at IS NULL AND stance = 'denies';
CREATE INDEX claims_field ON claims (incident_id, field, citation_id);

CREATE TABLE decisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(6))))
    CHECK (length(uid) = 12 AND uid NOT GLOB '*[^0-9a-hjkmnp-tv-z]*'),
  incident_id INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('claim', 'range', 'value')),
  citation_id INTEGER REFERENCES citations (id) ON DELETE SET NULL,
  reason TEXT,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX decisions_one ON decisions (incident_id, field) WHERE deleted_at IS NULL;
CREATE INDEX decisions_incident ON decisions (incident_id);
CREATE INDEX decisions_citation ON decisions (citation_id) WHERE citation_id IS NOT NULL;

CREATE TABLE incident_links (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(6))))
    CHECK (length(uid) = 12 AND uid NOT GLOB '*[^0-9a-hjkmnp-tv-z]*'),
  from_incident_id INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  to_incident_id INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('before', 'part-of', 'same-equipment', 'response-to', 'causes',
    'follow-up-of', 'context-for', 'possibly-same-as')),
  note TEXT,
  citation_id INTEGER REFERENCES citations (id) ON DELETE SET NULL,
  UNIQUE (from_incident_id, kind, to_incident_id),
  CHECK (from_incident_id <> to_incident_id)
) STRICT;
CREATE INDEX incident_links_citation ON incident_links (citation_id)
  WHERE citation_id IS NOT NULL;
CREATE INDEX incident_links_to ON incident_links (to_incident_id, kind, from_incident_id);

CREATE TABLE actor_relations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(6))))
    CHECK (length(uid) = 12 AND uid NOT GLOB '*[^0-9a-hjkmnp-tv-z]*'),
  actor_id INTEGER NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('part-of', 'member-of', 'commands', 'backed-by',
    'allied-with', 'successor-of', 'operates', 'distinct-from')),
  date_text TEXT,
  date_edtf TEXT,
  date_words TEXT,
  start_earliest TEXT
    CHECK (start_earliest IS strftime('%Y-%m-%dT%H:%M:%S', start_earliest, '+0 days')),
  start_latest TEXT
    CHECK (start_latest IS strftime('%Y-%m-%dT%H:%M:%S', start_latest, '+0 days')),
  end_earliest TEXT
    CHECK (end_earliest IS strftime('%Y-%m-%dT%H:%M:%S', end_earliest, '+0 days')),
  end_latest TEXT
    CHECK (end_latest IS strftime('%Y-%m-%dT%H:%M:%S', end_latest, '+0 days')),
  citation_id INTEGER REFERENCES citations (id) ON DELETE SET NULL,
  note TEXT,
  CHECK (actor_id <> other_id)
) STRICT;
CREATE UNIQUE INDEX actor_relations_one
  ON actor_relations (actor_id, kind, other_id, coalesce(date_edtf, ''));
CREATE INDEX actor_relations_citation ON actor_relations (citation_id)
  WHERE citation_id IS NOT NULL;
CREATE INDEX actor_relations_other ON actor_relations (other_id, kind, actor_id);

CREATE TABLE incident_tags (
  incident_id INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 200),
  PRIMARY KEY (incident_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_tags_tag ON incident_tags (tag, incident_id);

CREATE TABLE attributes (
  incident_id INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  namespace TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (incident_id, namespace, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE external_ids (
  scheme TEXT NOT NULL,
  value TEXT NOT NULL,
  table_name TEXT NOT NULL CHECK (table_name IN ('incidents', 'actors', 'places', 'sources',
    'citations', 'claims')),
  row_id INTEGER NOT NULL,
  PRIMARY KEY (scheme, value, table_name)
) STRICT, WITHOUT ROWID;
CREATE INDEX external_ids_row ON external_ids (table_name, row_id);

CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE log_transactions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  analyst TEXT,
  command TEXT NOT NULL,
  reason TEXT,
  undoes INTEGER REFERENCES log_transactions (id),
  digest TEXT
) STRICT;

CREATE TABLE log_changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  tx INTEGER NOT NULL REFERENCES log_transactions (id),
  table_name TEXT NOT NULL,
  row_id ANY NOT NULL,
  operation TEXT NOT NULL CHECK (operation IN ('insert', 'update', 'delete')),
  before TEXT,
  after TEXT
) STRICT;
CREATE INDEX log_changes_row ON log_changes (table_name, row_id, id);
CREATE INDEX log_changes_tx ON log_changes (tx, id);

CREATE TABLE log_writer (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  tx INTEGER REFERENCES log_transactions (id),
  bulk INTEGER NOT NULL DEFAULT 0 CHECK (bulk IN (0, 1)),
  searched INTEGER NOT NULL DEFAULT 0,
  placing INTEGER,
  CHECK (bulk = 0 OR tx IS NOT NULL)
) STRICT;

CREATE TABLE data_dictionary (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  meaning TEXT NOT NULL,
  unit TEXT,
  example TEXT,
  PRIMARY KEY (table_name, column_name)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5 (title, body, tokenize = "unicode61 remove_diacritics 0");
