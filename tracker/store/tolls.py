"""How many died on each side of the incidents laid out: sums of bounds, and what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.fields import MEASURES
from tracker.report.summary import Toll
from tracker.store.ledger import DID, SUFFERED, UNDIRECTED

if TYPE_CHECKING:
    import sqlite3

_SIDES: Final = (("by", DID), ("against", SUFFERED), ("involved", UNDIRECTED))
_TOLLS: Final = """
SELECT t.measure, t.category, sum(t.low), iif(count(t.high) = count(*), sum(t.high), NULL), count(*)
  FROM temp.chosen AS m CROSS JOIN temp.toll AS t ON t.incident_id = m.id
 WHERE {side} GROUP BY t.measure, t.category
"""
_NONE_REPORTED: Final = """
SELECT l.field, count(DISTINCT l.incident_id)
  FROM temp.chosen AS m CROSS JOIN claims AS l ON l.incident_id = m.id
 CROSS JOIN citations AS c ON c.id = l.citation_id CROSS JOIN sources AS s ON s.id = c.source_id
 WHERE {side} AND l.stance = 'none-reported' AND l.deleted_at IS NULL AND c.deleted_at IS NULL
   AND s.deleted_at IS NULL AND s.retracted_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM temp.toll AS t WHERE t.incident_id = l.incident_id
      AND t.measure || iif(t.category = 'total', '', '.' || t.category) = l.field)
 GROUP BY l.field
"""


def tolls(conn: sqlite3.Connection) -> list[Toll]:
    """Killed and injured of each side of the incidents laid out, and what else was recorded.

    Only adopted numbers are added up, so that no incident counts twice where accounts differ.
    """
    found = []
    for side, bit in _SIDES:
        condition = f"m.side & {bit}" if bit != UNDIRECTED else f"m.side IN (0, {bit})"
        (within,) = conn.execute(
            f"SELECT count(*) FROM temp.chosen AS m WHERE {condition}"
        ).fetchone()
        if not within:
            continue
        rows = {
            (measure, category): rest
            for measure, category, *rest in conn.execute(_TOLLS.format(side=condition))
        }
        denied = dict(conn.execute(_NONE_REPORTED.format(side=condition)).fetchall())
        keys = {("killed", "total"), ("injured", "total"), *rows}
        for measure, category in sorted(
            keys, key=lambda key: (MEASURES.index(key[0]), key[1] != "total", key[1])
        ):
            low, high, known = rows.get((measure, category), (None, None, 0))
            field = measure if category == "total" else f"{measure}.{category}"
            found.append(
                Toll(side, measure, category, _lowest(low, known), high, known,
                     within - known, denied.get(field, 0))
            )  # fmt: skip
    return found


def _lowest(low: int | None, known: int) -> int | None:
    """The sum of lower bounds; nothing below a figure such as "under 10" is zero."""
    return (low or 0) if known else None
