"""The lists of actors, sources, places and types, with how often each is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.errors import TrackerError
from tracker.report.rows import Rows

if TYPE_CHECKING:
    import sqlite3

_COUNTED: Final = (
    "(SELECT count(DISTINCT i.id) FROM incidents AS i WHERE i.deleted_at IS NULL"
    " AND i.merged_into IS NULL AND {which})"
)
_ACTORS: Final = """
SELECT a.name AS name, a.kind AS kind, a.country AS country,
       (SELECT group_concat(name, '; ') FROM (SELECT n.name FROM actor_names AS n
         JOIN actors AS m ON m.id = n.actor_id
         WHERE coalesce(m.merged_into, m.id) = a.id AND n.name <> a.name
         ORDER BY n.name)) AS also,
       (SELECT group_concat(name, '; ') FROM (SELECT DISTINCT b.name FROM actors AS m
         JOIN actor_relations AS r ON r.actor_id = m.id JOIN actors AS o ON o.id = r.other_id
         JOIN actors AS b ON b.id = coalesce(o.merged_into, o.id)
         WHERE coalesce(m.merged_into, m.id) = a.id AND r.kind IN ('part-of', 'member-of')
         ORDER BY b.name)) AS part_of,
       coalesce(u.incidents, 0) AS incidents,
       (SELECT count(DISTINCT c.incident_id) FROM citations AS c JOIN actors AS o
          ON o.id = c.origin_id
         WHERE coalesce(o.merged_into, o.id) = a.id AND c.deleted_at IS NULL) AS speaks_in
  FROM actors AS a LEFT JOIN (
       SELECT coalesce(t.merged_into, t.id) AS actor, count(DISTINCT r.incident_id) AS incidents
         FROM incident_actors AS r JOIN actors AS t ON t.id = r.actor_id
         JOIN incidents AS i ON i.id = r.incident_id
        WHERE i.deleted_at IS NULL AND i.merged_into IS NULL GROUP BY 1) AS u ON u.actor = a.id
 WHERE a.deleted_at IS NULL AND a.merged_into IS NULL
"""
_SOURCES: Final = """
SELECT s.key AS key, s.publisher AS publisher, s.published_words AS published, s.kind AS kind,
       s.reliability AS reliability, coalesce(u.uses, 0) AS uses,
       iif(s.retracted_at IS NULL, NULL, 'retracted') AS state, s.title AS title,
       s.published_earliest AS _published
  FROM sources AS s LEFT JOIN (
       SELECT coalesce(t.merged_into, t.id) AS source, count(DISTINCT c.incident_id) AS uses
         FROM citations AS c JOIN sources AS t ON t.id = c.source_id
         JOIN incidents AS i ON i.id = c.incident_id
        WHERE c.deleted_at IS NULL AND i.deleted_at IS NULL AND i.merged_into IS NULL
        GROUP BY 1) AS u ON u.source = s.id
 WHERE s.deleted_at IS NULL AND s.merged_into IS NULL
"""
_PLACES: Final = """
SELECT p.name AS name, p.country AS country,
       (SELECT group_concat(name, '; ') FROM (SELECT q.name FROM place_relations AS r
         JOIN places AS q ON q.id = r.other_id WHERE r.place_id = p.id AND r.kind = 'within'
         ORDER BY q.name)) AS within,
       (SELECT group_concat(name, '; ') FROM (SELECT n.name FROM place_names AS n
         JOIN places AS m ON m.id = n.place_id
         WHERE coalesce(m.merged_into, m.id) = p.id AND n.name <> p.name ORDER BY n.name)) AS also,
       p.tz AS zone, coalesce(u.incidents, 0) AS incidents
  FROM places AS p LEFT JOIN (
       SELECT coalesce(t.merged_into, t.id) AS place, count(*) AS incidents
         FROM incidents AS i JOIN places AS t ON t.id = i.place_id
        WHERE i.deleted_at IS NULL AND i.merged_into IS NULL GROUP BY 1) AS u ON u.place = p.id
 WHERE p.deleted_at IS NULL AND p.merged_into IS NULL
"""
_TYPES: Final = f"""
SELECT t.code AS code, t.parent AS parent,
       (SELECT group_concat(name, '; ') FROM (SELECT n.name FROM incident_type_names AS n
         WHERE n.type_code = t.code AND replace(n.name_key, ' ', '-') <> t.code
         ORDER BY n.name)) AS also,
       {_COUNTED.format(which="i.type_code = t.code")} AS incidents
  FROM incident_types AS t WHERE 1
"""


def actors(conn: sqlite3.Connection, sort: str | None, limit: int | None) -> Rows:
    """Return the actors that take part; who only speaks in sources is left out unless sorted so."""
    which = "" if _by_voice(sort) else " AND (incidents > 0 OR speaks_in = 0)"
    return _rows(conn, _ACTORS + which, sort or "name", limit, "no actor is known yet")


def voices_left_out(conn: sqlite3.Connection, sort: str | None) -> int:
    """Return how many actors `actors` leaves out."""
    if _by_voice(sort):
        return 0
    only = f"SELECT count(*) FROM ({_ACTORS}) WHERE incidents = 0 AND speaks_in > 0"
    return int(conn.execute(only).fetchone()[0])


def _by_voice(sort: str | None) -> bool:
    return sort is not None and _column(sort) == "speaks_in"


def sources(conn: sqlite3.Connection, sort: str | None, limit: int | None) -> Rows:
    """Return the sources with how many incidents cite each."""
    return _rows(conn, _SOURCES, sort or "key", limit, "no source is known yet")


def places(conn: sqlite3.Connection, sort: str | None, limit: int | None) -> Rows:
    """Return the places with what they lie within."""
    return _rows(conn, _PLACES, sort or "name", limit, "no place is known yet")


def types(conn: sqlite3.Connection, sort: str | None, limit: int | None) -> Rows:
    """Return the types with their parents."""
    return _rows(conn, _TYPES, sort or "code", limit, "there are no types")


def _rows(conn: sqlite3.Connection, query: str, sort: str, limit: int | None, empty: str) -> Rows:
    """Run the query sorted by a column of its own, numbers downwards; names break ties.

    A column `_name` is not shown: it orders what the column `name` says in words.
    """
    every = [column[0] for column in conn.execute(f"SELECT * FROM ({query}) LIMIT 0").description]
    columns = tuple(name for name in every if not name.startswith("_"))
    wanted = _column(sort)
    if wanted not in columns:
        raise TrackerError(f"cannot sort by '{sort}'", f"one of: {', '.join(columns)}")
    way = "DESC" if wanted in ("incidents", "uses", "speaks_in") else "ASC"
    by = f"_{wanted}" if f"_{wanted}" in every else wanted
    rows = conn.execute(
        f"SELECT {', '.join(columns)} FROM ({query})"
        f" ORDER BY {by} IS NULL, {by} COLLATE NOCASE {way}, {columns[0]} COLLATE NOCASE LIMIT ?",
        (limit or -1,),
    ).fetchall()
    return Rows(columns, tuple(tuple(row) for row in rows), empty)


def _column(typed: str) -> str:
    """Return the column that was meant: headings show `part of`, options are typed `part-of`."""
    return "_".join(typed.lower().replace("-", " ").split())
