"""Incidents counted by actor, by pair of actors, and per month, type, place and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tracker.errors import TrackerError
from tracker.report.ranking import PER, Count, Extent, Pair, Pairs, Ranking, arranged, as_tree
from tracker.store import ledger
from tracker.store.ledger import DID, SUFFERED
from tracker.store.rows import placed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from tracker.filters import Filter

_EVERYBODY: Final = "SELECT DISTINCT actor_id AS id FROM temp.party"
# A row for each thing and each of its incidents; {things} has (thing, id, side).
_COUNTED: Final = f"""
SELECT t.thing, count(*), sum(t.side & {DID} > 0), sum(t.side & {SUFFERED} > 0),
       min(iif(c.dated, c.sort_key, NULL)), max(iif(c.dated, c.sort_key, NULL)),
       sum(c.disputed), sum(k.low), sum(k.high), count(k.incident_id), count(k.high),
       sum({{weighs}})
  FROM ({{things}}) AS t
 CROSS JOIN (SELECT id, sort_key, coalesce(start_earliest, start_latest) IS NOT NULL AS dated,
                    id IN (SELECT id FROM temp.differing) AS disputed FROM temp.chosen) AS c
    ON c.id = t.id
  LEFT JOIN temp.toll AS k ON k.incident_id = t.id AND k.measure = 'killed'
   AND k.category = 'total' AND {{weighs}}
 GROUP BY t.thing
"""
_PER: Final = {
    "month": "SELECT month AS thing, id, side FROM temp.chosen",
    "year": "SELECT iif(substr(start_earliest, 1, 4) = substr(start_latest, 1, 4),"
    " substr(start_earliest, 1, 4), NULL) AS thing, id, side FROM temp.chosen",
    "type": "SELECT type_code AS thing, id, side FROM temp.chosen",
    "place": "SELECT coalesce(p.merged_into, p.id) AS thing, c.id, c.side FROM temp.chosen AS c"
    " LEFT JOIN places AS p ON p.id = c.place_id",
    "source": "SELECT DISTINCT r.source_id AS thing, c.id, c.side FROM temp.chosen AS c"
    " LEFT JOIN temp.report AS r ON r.incident_id = c.id",
    "tag": "SELECT t.tag AS thing, c.id, c.side FROM temp.chosen AS c"
    " LEFT JOIN incident_tags AS t ON t.incident_id = c.id",
}
# What each actor belongs to in the end: the bodies above it that belong to nothing themselves.
_ROOTS: Final = """
INSERT INTO temp.root
SELECT u.actor_id, u.top FROM temp.up AS u JOIN actors AS t ON t.id = u.top
 WHERE t.kind = 'state' OR NOT EXISTS (
   SELECT 1 FROM actors AS m JOIN actor_relations AS r ON r.actor_id = m.id
    WHERE (m.id = t.id OR m.merged_into = t.id) AND r.kind IN ('part-of', 'member-of'))
"""
_PAIRS: Final = """
SELECT DISTINCT c.id, d.top, s.top, c.type_code FROM temp.chosen AS c
  LEFT JOIN temp.party AS p ON p.incident_id = c.id AND p.role = 'by'
  LEFT JOIN temp.root AS d ON d.actor_id = p.actor_id
  LEFT JOIN temp.party AS q ON q.incident_id = c.id AND q.role IN ('against', 'victim')
  LEFT JOIN temp.root AS s ON s.actor_id = q.actor_id
 WHERE p.actor_id IS NOT NULL OR q.actor_id IS NOT NULL
"""


def by_actor(
    conn: sqlite3.Connection,
    wanted: Filter,
    direct: bool = False,
    sort: str = "name",
    reverse: bool = False,
) -> Ranking:
    """Return a row an actor that takes part, sub-actors rolled up (unless `direct`) and indented.

    Killed are those of the incidents that the actor did. A row without a name counts the incidents
    that have no actor at all.
    """
    with ledger.at_once(conn):
        return _by_actor(conn, wanted, direct, sort, reverse)


def _by_actor(
    conn: sqlite3.Connection, wanted: Filter, direct: bool, sort: str, reverse: bool
) -> Ranking:
    _lay(conn, wanted)
    ledger.climb_all(conn, _EVERYBODY)
    tops = "SELECT actor_id, actor_id AS top FROM temp.up GROUP BY 1" if direct else "temp.up"
    things = (
        "SELECT u.top AS thing, p.incident_id AS id, max(p.role = 'by') *"
        f" {DID} | max(p.role IN ('against', 'victim')) * {SUFFERED} AS side"
        f" FROM temp.party AS p JOIN ({tops}) AS u ON u.actor_id = p.actor_id GROUP BY 1, 2"
        " UNION ALL SELECT NULL, id, 0 FROM temp.chosen"
        " WHERE id NOT IN (SELECT incident_id FROM temp.party)"
    ).replace("(temp.up)", "temp.up")
    weighs = f"(t.thing IS NULL OR t.side & {DID} > 0)"
    names = {int(row[0]): (str(row[1]), str(row[2])) for row in conn.execute(
        "SELECT id, name, kind FROM actors"
    )}  # fmt: skip
    above = _bodies(conn)
    counts = []
    for thing, count in _counted(conn, things, weighs):
        if thing is not None:
            name, kind = names[thing]
            bodies = () if kind == "state" else tuple(above.get(thing, ()))
            told = "; ".join(names[number][0] for number in bodies)
            count = count._replace(name=name, number=thing, above=bodies, part_of=told or None)
        counts.append(count)
    listed = arranged(counts, sort, reverse)
    return Ranking("actor", tuple(listed if direct else as_tree(listed)), _total(conn), sides=True)


def per(
    conn: sqlite3.Connection,
    wanted: Filter,
    what: str,
    actors: Iterable[int] | None = None,
    sort: str | None = None,
    reverse: bool = False,
) -> Ranking:
    """Return a row a month, year, type, place, source or tag; with `actors`, of what they met.

    An incident of two sources or two tags stands in the row of each, and once in the total.
    """
    if what not in PER:
        raise TrackerError(f"cannot count per '{what}'", f"one of: {', '.join(PER)}")
    with ledger.at_once(conn):
        return _per(conn, wanted, what, actors, sort, reverse)


def _per(
    conn: sqlite3.Connection,
    wanted: Filter,
    what: str,
    actors: Iterable[int] | None,
    sort: str | None,
    reverse: bool,
) -> Ranking:
    _lay(conn, wanted, actors)
    if what == "source":
        ledger.lay_reports(conn)
    named = {}
    if what == "place":
        rows = conn.execute("SELECT id, name, country FROM places")
        named = {number: placed(name, country) for number, name, country in rows}
    elif what == "source":
        named = dict(conn.execute("SELECT id, key FROM sources").fetchall())
    counts = [
        count._replace(name=named.get(thing, thing)) for thing, count in _counted(conn, _PER[what])
    ]
    order = sort or ("name" if what in ("month", "year") else "incidents")
    listed = arranged(counts, order, reverse)
    return Ranking(what, tuple(listed), _total(conn), sides=actors is not None)


def pairs(
    conn: sqlite3.Connection,
    wanted: Filter,
    actors: Iterable[int] | None = None,
    direct: bool = False,
) -> Pairs:
    """Return who acted against whom, by the farthest bodies they belong to, or as they are named.

    An incident counts once for a pair, whichever of their sub-actors took part in it.
    """
    with ledger.at_once(conn):
        return _pairs(conn, wanted, actors, direct)


def _pairs(
    conn: sqlite3.Connection, wanted: Filter, actors: Iterable[int] | None, direct: bool
) -> Pairs:
    _lay(conn, wanted, actors)
    ledger.climb_all(conn, _EVERYBODY)
    conn.execute("DROP TABLE IF EXISTS temp.root")
    conn.execute(
        "CREATE TEMP TABLE root (actor_id INTEGER, top INTEGER,"
        " PRIMARY KEY (actor_id, top)) WITHOUT ROWID"
    )
    if direct:
        conn.execute(f"INSERT INTO temp.root SELECT id, id FROM ({_EVERYBODY})")
    else:
        conn.execute(_ROOTS)
    names = dict(conn.execute("SELECT id, name FROM actors").fetchall())
    found: dict[tuple[int | None, int | None], list[tuple[int, str | None]]] = {}
    for incident, by, against, code in conn.execute(_PAIRS):
        found.setdefault((by, against), []).append((incident, code))
    dated = _extents(conn)
    tolls = _killed(conn)
    told = [
        _pair(names.get(by), names.get(against), rows, dated, tolls)
        for (by, against), rows in found.items()
    ]
    told.sort(key=lambda pair: (-pair.incidents, pair.by is None, pair.by or "",
                                pair.against is None, pair.against or ""))  # fmt: skip
    incidents = _one(conn, "SELECT count(*) FROM temp.chosen")
    named = len({incident for rows in found.values() for incident, _ in rows})
    return Pairs(tuple(told), incidents, incidents - named)


def _lay(conn: sqlite3.Connection, wanted: Filter, actors: Iterable[int] | None = None) -> None:
    ledger.choose(conn, wanted, actors)
    ledger.lay_tolls(conn, ("killed",))
    conn.execute("DROP TABLE IF EXISTS temp.differing")
    conn.execute("CREATE TEMP TABLE differing (id INTEGER PRIMARY KEY)")
    conn.execute(
        "INSERT OR IGNORE INTO temp.differing SELECT d.incident_id FROM temp.chosen AS c"
        " CROSS JOIN disputes AS d ON d.incident_id = c.id WHERE d.undecided"
    )


def _counted(
    conn: sqlite3.Connection, things: str, weighs: str = "1"
) -> Iterable[tuple[Any, Count]]:
    rows = conn.execute(_COUNTED.format(things=things, weighs=weighs)).fetchall()
    words = _words(conn, [key for row in rows for key in row[4:6] if key is not None])
    for thing, incidents, by, against, first, last, disputed, low, high, known, bounded, of in rows:
        yield (
            thing,
            Count(
                None, incidents, by, against,
                first=words.get(first), last=words.get(last), disputed=disputed,
                killed_low=(low or 0) if known else None,
                killed_high=high if known and bounded == known else None,
                no_figure=of - known,
            ),
        )  # fmt: skip


def _total(conn: sqlite3.Connection) -> Count:
    """Every incident once; it acted and was acted on where anybody did or was."""
    sides = (
        "SELECT 1 AS thing, c.id, (SELECT max(p.role = 'by') *"
        f" {DID} | max(p.role IN ('against', 'victim')) * {SUFFERED}"
        " FROM temp.party AS p WHERE p.incident_id = c.id) AS side FROM temp.chosen AS c"
    )
    found = [count for _, count in _counted(conn, sides)]
    return found[0]._replace(by=found[0].by or 0, against=found[0].against or 0) if found else (
        Count(None, 0)
    )  # fmt: skip


def _words(conn: sqlite3.Connection, keys: Iterable[str]) -> dict[str, Extent]:
    """The words of the incidents that have these sort keys, which end in the id."""
    found = {}
    for key in set(keys):
        row = conn.execute(
            "SELECT date_words, date_edtf FROM incidents WHERE id = ?",
            (int(key.rpartition(" ")[2]),),
        ).fetchone()
        found[key] = Extent(str(row[0]), key, str(row[1]))
    return found


def _bodies(conn: sqlite3.Connection) -> dict[int, list[int]]:
    """What each actor is part or a member of, by name; merged actors go by the other."""
    found: dict[int, list[int]] = {}
    for actor, other in conn.execute(
        "SELECT DISTINCT coalesce(a.merged_into, a.id), b.id FROM actor_relations AS r"
        " JOIN actors AS a ON a.id = r.actor_id JOIN actors AS o ON o.id = r.other_id"
        " JOIN actors AS b ON b.id = coalesce(o.merged_into, o.id)"
        " WHERE r.kind IN ('part-of', 'member-of') ORDER BY b.name, b.id"
    ):
        found.setdefault(actor, []).append(other)
    return found


def _extents(conn: sqlite3.Connection) -> dict[int, Extent]:
    rows = conn.execute(
        "SELECT c.id, c.sort_key, i.date_words, i.date_edtf FROM temp.chosen AS c"
        " JOIN incidents AS i ON i.id = c.id"
        " WHERE coalesce(c.start_earliest, c.start_latest) IS NOT NULL"
    )
    return {number: Extent(words, key, edtf) for number, key, words, edtf in rows}


def _killed(conn: sqlite3.Connection) -> dict[int, tuple[int | None, int | None]]:
    rows = conn.execute(
        "SELECT incident_id, low, high FROM temp.toll WHERE measure = 'killed'"
        " AND category = 'total'"
    )
    return {number: (low, high) for number, low, high in rows}


def _pair(
    by: str | None,
    against: str | None,
    rows: list[tuple[int, str | None]],
    dated: dict[int, Extent],
    tolls: dict[int, tuple[int | None, int | None]],
) -> Pair:
    types: dict[str, int] = {}
    for _, code in rows:
        types[code or "no type"] = types.get(code or "no type", 0) + 1
    order = sorted((dated[number] for number, _ in rows if number in dated), key=lambda e: e.order)
    spans = [tolls[number] for number, _ in rows if number in tolls]
    highs = [high for _, high in spans if high is not None]
    return Pair(
        by, against, len(rows),
        tuple(sorted(types.items(), key=lambda one: (-one[1], one[0]))),
        order[0] if order else None,
        order[-1] if order else None,
        sum(low or 0 for low, _ in spans) if spans else None,
        sum(highs) if spans and len(highs) == len(spans) else None,
        len(rows) - len(spans),
    )  # fmt: skip


def _one(conn: sqlite3.Connection, query: str) -> int:
    return int(conn.execute(query).fetchone()[0])
