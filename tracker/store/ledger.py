"""The incidents of one question laid out in temporary tables, for summaries to count in.

- `chosen` (id, type_code, place_id, month, start_earliest, start_latest, sort_key, certain, side):
  the incidents, and which sides the actors asked for take in them.
- `party` (incident_id, actor_id, role): who takes part; a merged actor goes by the other.
- `report` (incident_id, source_id, origin_id, stance): the standing citations that report or deny.
- `up` (actor_id, top): each actor above with itself and all it belongs to, as far as a state.
- `toll` (incident_id, measure, category, low, high, figure): the adopted numbers of casualties.

They live in memory beside a file that may be open for reading only.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from tracker.store.selection import select

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from tracker.filters import Filter

# The bits of `side`: who did it, to whom it was done, and of whom the direction is not known.
DID, SUFFERED, UNDIRECTED = 1, 2, 4
_SIDES: Final = (
    f"max(r.role = 'by') * {DID} | max(r.role IN ('against', 'victim')) * {SUFFERED}"
    f" | max(r.role = 'involved') * {UNDIRECTED}"
)
# A month is known where the whole window of the start lies in it.
_MONTH: Final = (
    "iif(substr(i.start_earliest, 1, 7) = substr(i.start_latest, 1, 7),"
    " substr(i.start_earliest, 1, 7), NULL)"
)
_TABLES: Final = {
    "chosen": "id INTEGER PRIMARY KEY, type_code TEXT, place_id INTEGER, month TEXT,"
    " start_earliest TEXT, start_latest TEXT, sort_key TEXT, certain INTEGER, side INTEGER",
    "party": "incident_id INTEGER, actor_id INTEGER, role TEXT,"
    " PRIMARY KEY (incident_id, actor_id, role)",
    "report": "incident_id INTEGER, source_id INTEGER, origin_id INTEGER, stance TEXT",
    "up": "actor_id INTEGER, top INTEGER, PRIMARY KEY (actor_id, top)",
    "toll": "incident_id INTEGER, measure TEXT, category TEXT, low INTEGER, high INTEGER,"
    " PRIMARY KEY (incident_id, measure, category)",
}
_WITHOUT_ROWID: Final = ("party", "up", "toll")

_CHOSEN: Final = f"""
INSERT INTO temp.chosen
SELECT i.id, i.type_code, i.place_id,
       {_MONTH}, i.start_earliest, i.start_latest, i.sort_key, {{certain}}, {{side}}
  FROM {{rows}} WHERE {{where}}
"""
_PARTY: Final = """
INSERT OR IGNORE INTO temp.party
SELECT r.incident_id, coalesce(a.merged_into, a.id), r.role
  FROM temp.chosen AS c CROSS JOIN incident_actors AS r ON r.incident_id = c.id
 CROSS JOIN actors AS a ON a.id = r.actor_id
"""
_REPORT: Final = """
INSERT INTO temp.report
SELECT c.incident_id, s.id,
       (SELECT coalesce(o.merged_into, o.id) FROM actors AS o WHERE o.id = c.origin_id), c.stance
  FROM temp.chosen AS i CROSS JOIN citations AS c ON c.incident_id = i.id
 CROSS JOIN sources AS s
    ON s.id = (SELECT coalesce(t.merged_into, t.id) FROM sources AS t WHERE t.id = c.source_id)
 WHERE c.stance <> 'context' AND c.deleted_at IS NULL
   AND s.retracted_at IS NULL AND s.deleted_at IS NULL
"""
_UP: Final = """
INSERT INTO temp.up
WITH RECURSIVE up (actor_id, top) AS (
  SELECT id, id FROM ({actors})
  UNION SELECT up.actor_id, coalesce(b.merged_into, b.id) FROM up
    JOIN actors AS t ON t.id = up.top AND t.kind <> 'state'
    JOIN actors AS m ON m.id = t.id OR m.merged_into = t.id
    JOIN actor_relations AS r ON r.actor_id = m.id AND r.kind IN ('part-of', 'member-of')
    JOIN actors AS b ON b.id = r.other_id)
SELECT actor_id, top FROM up
"""
# The bounds of a number; where one is missing the best figure stands for both.
_TOLL: Final = """
INSERT INTO temp.toll
SELECT n.incident_id, n.measure, n.category,
       coalesce(n.low, iif(n.high IS NULL, n.best, NULL)),
       coalesce(n.high, iif(n.low IS NULL, n.best, NULL))
  FROM temp.chosen AS i CROSS JOIN incident_counts AS n ON n.incident_id = i.id
 WHERE n.measure IN ({measures}) AND (n.low IS NOT NULL OR n.best IS NOT NULL OR n.high IS NOT NULL)
"""
# Where only categories have a figure, the total is at least the greatest of them.
_AT_LEAST: Final = """
INSERT INTO temp.toll
SELECT t.incident_id, t.measure, 'total', max(t.low), NULL FROM temp.toll AS t
 GROUP BY t.incident_id, t.measure HAVING max(t.category = 'total') = 0 AND max(t.low) > 0
"""


def merged(conn: sqlite3.Connection, actor: int) -> list[int]:
    """Return the actor and all that were merged into it."""
    rows = conn.execute("SELECT id FROM actors WHERE id = ? OR merged_into = ?", (actor, actor))
    return [int(row[0]) for row in rows]


@contextmanager
def at_once(conn: sqlite3.Connection) -> Iterator[None]:
    """Let all that is asked inside see one state of the file, whoever writes meanwhile."""
    if conn.in_transaction:
        yield
        return
    conn.execute("BEGIN")
    try:
        yield
    finally:
        if conn.in_transaction:
            conn.execute("COMMIT")


def choose(conn: sqlite3.Connection, wanted: Filter, actors: Iterable[int] | None = None) -> None:
    """Lay out the incidents of `wanted`; with `actors` those in which one of them takes part."""
    for name, columns in _TABLES.items():
        conn.execute(f"DROP TABLE IF EXISTS temp.{name}")
        rowid = " WITHOUT ROWID" if name in _WITHOUT_ROWID else ""
        conn.execute(f"CREATE TEMP TABLE {name} ({columns}){rowid}")
    selection = select(conn, wanted)
    rows, side = "incidents AS i", "0"
    if actors is not None:
        ids = ", ".join(map(str, actors)) or "NULL"
        rows = (
            f"(SELECT r.incident_id AS id, {_SIDES} AS side FROM incident_actors AS r"
            f" WHERE r.actor_id IN ({ids}) GROUP BY 1) AS m"
            " CROSS JOIN incidents AS i ON i.id = m.id"
        )
        side = "m.side"
    query = _CHOSEN.format(certain=selection.certain, side=side, rows=rows, where=selection.where)
    conn.execute(query, (*selection.certain_parameters, *selection.parameters))
    conn.execute(_PARTY)


def lay_reports(conn: sqlite3.Connection) -> None:
    """Lay out who reports them."""
    conn.execute(_REPORT)


def lay_tolls(conn: sqlite3.Connection, measures: Iterable[str]) -> None:
    """Lay out their casualties of these measures."""
    conn.execute(_TOLL.format(measures=", ".join(f"'{measure}'" for measure in measures)))
    conn.execute(_AT_LEAST)


def climb_all(conn: sqlite3.Connection, actors: str) -> None:
    """Lay out what the actors belong to, that `actors`, a SELECT of `id`, names."""
    conn.execute(_UP.format(actors=actors))
