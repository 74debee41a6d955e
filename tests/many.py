"""A file of any size, made set-wise in SQL: the same numbers give the same file every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.schema import create

if TYPE_CHECKING:
    import sqlite3


def dice(salt: int, sides: str, n: str = "n") -> str:
    """An SQL expression from 0 to `sides` - 1 that looks random in `n`, another for each salt."""
    mixed = f"(({n} * 1103515245 + {salt * 12345 + 1} * 2654435) & 2147483647)"
    return f"((({mixed} * 69069 + {salt} * 362437) & 2147483647) / 1024 % ({sides}))"


def rare(salt: int, sides: int, n: str = "n") -> str:
    """The same with a long tail: the first of `sides` come most often."""
    return f"({dice(salt, str(sides), n)} * {dice(salt + 1, str(sides), n)} / {sides})"


def fill(conn: sqlite3.Connection, incidents: int, actors: int = 60, salt: int = 0) -> None:
    """Make the tables and fill them; history is left out, since no test reads it."""
    create(conn)
    triggers = conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        conn.execute(f"DROP TRIGGER {name}")
    conn.execute("BEGIN")
    for statement in _statements(incidents, actors, salt * 100):
        conn.execute(statement)
    conn.execute("COMMIT")


def _numbers(last: int) -> str:
    return (
        "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers"
        f" WHERE n < {last}) "
    )


def _statements(incidents: int, actors: int, salt: int) -> list[str]:
    states = max(2, actors // 12)
    places, sources = max(3, actors // 3), max(4, actors // 2)
    kinds = "substr('force    militia  person   other    ', 1 + 9 * (n % 4), 9)"
    month = f"(1 + {dice(salt + 2, '12')})"
    day = f"printf('%d-%02d-%02d', 2014 + n % 10, {month}, 1 + {dice(salt + 3, '28')})"
    start = (
        f"CASE WHEN n % 40 = 7 THEN NULL WHEN n % 9 = 5 THEN printf('%d-01-01', 2014 + n % 10)"
        f" WHEN n % 7 = 5 THEN printf('%d-%02d-01', 2014 + n % 10, {month}) ELSE {day} END"
    )
    precision = (
        "CASE WHEN n % 40 = 7 THEN 'unknown' WHEN n % 9 = 5 THEN 'year'"
        " WHEN n % 7 = 5 THEN 'month' ELSE 'day' END"
    )
    step = "trim(substr('+1 year +1 month+1 day  ', 1 + 8 * (p = 'month') + 16 * (p = 'day'), 8))"
    ended = f"strftime('%Y-%m-%dT%H:%M:%S', d, {step}, '-1 second')"
    types = ", ".join(
        f"({n}, '{code}')"
        for n, code in enumerate(("airstrike", "drone-strike", "shelling", "raid", "ied", "other"))
    )
    roles = "trim(substr('by      against victim  involvedby      against ', 1 + 8 * {which}, 8))"
    return [
        _numbers(actors) + "INSERT INTO actors (id, name, kind) SELECT n, 'Actor ' || n,"
        f" CASE WHEN n <= {states} THEN 'state' ELSE trim({kinds}) END FROM numbers",
        # Some were merged, none into one that was merged itself.
        f"UPDATE actors SET merged_into = id - 1 WHERE id % 13 = 0 AND id > {states + 1}",
        "INSERT INTO actor_names (actor_id, name_key, name, kind)"
        " SELECT id, lower(name), name, 'name' FROM actors",
        # A body belongs to a smaller number, so that there is no circle; every third to nobody.
        _numbers(actors) + "INSERT INTO actor_relations (actor_id, other_id, kind)"
        f" SELECT n, 1 + {dice(salt + 4, f'min(n - 2, {states * 4})')}, 'part-of' FROM numbers"
        f" WHERE n > {states} AND n % 3 AND n % 13",
        _numbers(actors) + "INSERT OR IGNORE INTO actor_relations (actor_id, other_id, kind)"
        f" SELECT n, 1 + {dice(salt + 5, 'n - 2')}, 'member-of' FROM numbers"
        f" WHERE n > {states} AND n % 5 = 1 AND n % 13",
        _numbers(places) + "INSERT INTO places (id, name, merged_into) SELECT n, 'Place ' || n,"
        " iif(n % 11 = 0, n - 1, NULL) FROM numbers",
        _numbers(sources) + "INSERT INTO sources (id, key, retracted_at)"
        " SELECT n, 'source-' || n, iif(n % 17 = 0, '2024-01-01', NULL) FROM numbers",
        _numbers(incidents) + f", made AS (SELECT n, {start} AS d, {precision} AS p FROM numbers),"
        f" typed (which, code) AS (VALUES {types})"
        " INSERT INTO incidents (id, title, type_code, date_text, date_edtf, date_words,"
        " start_earliest, start_latest, end_earliest, end_latest, date_precision, place_id,"
        " deleted_at, merged_into, sort_key)"
        f" SELECT n, 'Incident ' || n, iif(n % 23 = 0, NULL, (SELECT code FROM typed"
        f" WHERE which = {dice(salt + 6, '6')})), coalesce(d, 'unknown'), d,"
        " coalesce(substr(d, 1, iif(p = 'year', 4, iif(p = 'month', 7, 10))), 'date unknown'),"
        f" d || 'T00:00:00', {ended}, d || 'T00:00:00', {ended}, p,"
        f" iif(n % 5 = 4, NULL, 1 + {rare(salt + 7, places)}),"
        " iif(n % 61 = 0, '2024-01-01', NULL), iif(n % 67 = 0, n - 1, NULL),"
        " iif(n % 61 = 0 OR n % 67 = 0, NULL, coalesce(d || 'T00:00:00', '~')"
        " || printf(' 00000 6 %010d', n)) FROM made",
        *(
            _numbers(incidents)
            + "INSERT OR IGNORE INTO incident_actors (incident_id, actor_id, role, sort_key)"
            f" SELECT n, 1 + {rare(salt + 10 + 3 * turn, actors)},"
            f" {roles.format(which=which)}, (SELECT sort_key FROM incidents WHERE id = n)"
            f" FROM numbers WHERE n % 19 AND {dice(salt + 12 + 3 * turn, '10')} < {10 - 2 * turn}"
            for turn, which in enumerate(
                ("0", f"(1 + {dice(salt + 30, '2')})", dice(salt + 31, "6"), dice(salt + 32, "6"))
            )
        ),
        *(
            _numbers(incidents)
            + "INSERT INTO incident_counts (incident_id, measure, category, low, best, high, words)"
            f" SELECT n, '{measure}', '{category}', iif(n % 8 = 3, NULL, v),"
            " iif(n % 8 = 3, NULL, v), CASE WHEN n % 8 = 3 THEN NULL WHEN n % 11 = 2 THEN NULL"
            f" ELSE v + n % 3 END, iif(n % 8 = 3, 'dozens', NULL)"
            f" FROM (SELECT n, {dice(salt + 40 + at, '9')} AS v FROM numbers"
            f" WHERE {dice(salt + 45 + at, '10')} < {share})"
            for at, (measure, category, share) in enumerate(
                (("killed", "total", 4), ("killed", "civilian", 2), ("injured", "total", 2))
            )
        ),
        *(
            _numbers(incidents)
            + "INSERT OR IGNORE INTO citations (id, incident_id, source_id, origin_id, agency,"
            f" stance, deleted_at) SELECT n * 2 + {turn}, n, 1 + {rare(salt + 50 + turn, sources)},"
            f" iif({dice(salt + 52 + turn, '4')} = 0, NULL,"
            f" 1 + {dice(salt + 53 + 2 * turn, str(actors))}), NULL,"
            f" CASE {dice(salt + 57 + turn, '9')} WHEN 0 THEN 'context' WHEN 1 THEN 'denies'"
            f" ELSE 'reports' END, iif({dice(salt + 59 + turn, '20')} = 0, '2024-01-01', NULL)"
            f" FROM numbers WHERE {dice(salt + 61 + turn, '10')} < {9 - 6 * turn}"
            for turn in range(2)
        ),
        # One claim in thirty tells another number, which disputes the one adopted.
        "INSERT INTO claims (citation_id, incident_id, field, family, value, low, best, high)"
        " SELECT c.id, c.incident_id, 'killed', 'number', '90', 90, 90, 90 FROM citations AS c"
        " JOIN incident_counts AS k ON k.incident_id = c.incident_id AND k.measure = 'killed'"
        " AND k.category = 'total' WHERE c.id % 30 = 0",
        "INSERT INTO claims (citation_id, incident_id, field, family, stance)"
        " SELECT c.id, c.incident_id, 'killed', 'number', 'none-reported' FROM citations AS c"
        " WHERE c.id % 31 = 0 AND c.id % 30",
        "INSERT OR IGNORE INTO incident_tags (incident_id, tag)"
        " SELECT id, 'tag ' || (id % 7) FROM incidents WHERE id % 3 = 0",
    ]
