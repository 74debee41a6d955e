"""Numbers of which a part is larger than the whole: `killed 0` beside `killed.civilian 3`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.report.figures import number

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

TOLD: Final = 5  # of one transaction; tracker check lists all

_THING: Final = "iif(p.measure IN ('killed', 'injured', 'missing', 'detained', 'displaced'), '',"
_ADOPTED: Final = f"""
SELECT p.incident_id, {_THING} 'count.') || p.measure, p.category,
       p.low, p.best, p.high, p.words, t.low, t.best, t.high, t.words
  FROM {{whose}} incident_counts AS p CROSS JOIN incident_counts AS t
    ON t.incident_id = p.incident_id AND t.measure = p.measure AND t.category = 'total'
 CROSS JOIN incidents AS i ON i.id = p.incident_id
 WHERE p.category <> 'total' AND i.deleted_at IS NULL AND i.merged_into IS NULL
   AND coalesce(p.low, iif(p.high IS NULL, p.best, NULL))
     > coalesce(t.high, iif(t.low IS NULL, t.best, NULL)) {{which}}
 ORDER BY 1, 2, 3
"""
_CHANGED: Final = (
    "(SELECT DISTINCT json_extract(g.row_id, '$[0]') AS id FROM log_changes AS g"
    " WHERE g.tx = ? AND +g.table_name = 'incident_counts') AS g CROSS JOIN"
)
_CLAIMED: Final = """
SELECT p.citation_id, t.field, substr(p.field, length(t.field) + 2),
       p.low, p.best, p.high, NULL, iif(t.stance = 'asserts', t.low, 0), t.best,
       iif(t.stance = 'asserts', t.high, 0), NULL, p.incident_id
  FROM (SELECT DISTINCT c.citation_id AS id FROM log_changes AS g CROSS JOIN claims AS c
     ON c.id = g.row_id WHERE g.tx = ? AND +g.table_name = 'claims' AND c.family = 'number') AS g
 CROSS JOIN claims AS p ON p.citation_id = g.id AND p.deleted_at IS NULL AND p.stance <> 'denies'
 CROSS JOIN claims AS t ON t.citation_id = g.id AND t.deleted_at IS NULL AND t.stance <> 'denies'
 WHERE p.family = 'number' AND p.stance = 'asserts' AND p.field GLOB t.field || '.*'
   AND t.stance IN ('asserts', 'none-reported') AND p.low > iif(t.stance = 'asserts', t.high, 0)
 ORDER BY 1, 2, 3
"""


class Excess(NamedTuple):
    """A part that is larger than its whole: of an incident, or of what one citation says."""

    incident: int
    what: str
    field: str
    words: str


def excesses(conn: sqlite3.Connection, tx: int | None = None) -> Iterator[Excess]:
    """Yield what is adopted and cannot be; with `tx`, only where that transaction changed it."""
    if tx is None:
        found = conn.execute(_ADOPTED.format(whose="", which=""))
    else:
        which = "AND p.incident_id = g.id"
        found = conn.execute(_ADOPTED.format(whose=_CHANGED, which=which), (tx,))
    for incident, *rest in found.fetchall():
        yield _excess(int(incident), str(incident), rest)


def notes(conn: sqlite3.Connection, tx: int) -> list[str]:
    """Return a line for each number that a transaction made impossible, the first few of them."""
    found = list(excesses(conn, tx))
    told = {(one.incident, one.field) for one in found}
    for citation, *rest, incident in conn.execute(_CLAIMED, (tx,)).fetchall():
        one = _excess(int(incident), f"c{citation}", rest)
        if (one.incident, one.field) not in told:
            found.append(one)
    lines = [f"{one.what}: {one.words}: tracker show {one.incident}" for one in found[:TOLD]]
    more = len(found) - TOLD
    return [*lines, f"and {more:,} more like this: tracker check numbers"] if more > 0 else lines


def _excess(incident: int, what: str, row: list[int | str | None]) -> Excess:
    total, category, *figures = row
    field = f"{total}.{category}"
    part, whole = (_figure(*figures[at : at + 4]) for at in (0, 4))
    return Excess(incident, what, field, f"{field} {part} is more than {total} {whole}")


def _figure(*bounds: int | str | None) -> str:
    low, best, high, words = bounds
    held = [bound if isinstance(bound, int) else None for bound in (low, best, high)]
    return number(held[0], held[1], held[2], str(words) if words else None)
