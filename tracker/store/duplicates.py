"""Which incidents may be one told twice: the same time, and enough else in common.

Nothing is decided here: two strikes on one town in one day can be two. What both sides tell is
weighed; where they agree it counts for one incident, where they contradict each other against it,
and what only one of them tells counts neither way.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tracker.names import fold
from tracker.store.bodies import climb

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

LIKELY: Final = 3.75
MOST: Final = 80  # candidates that are weighed, so that a crowded day or year costs no more
COARSE: Final = 20  # of them known only to the month or the year

_CANDIDATES: Final = f"""
SELECT id FROM (
  SELECT o.id FROM incidents AS i JOIN incidents AS o
      ON o.sort_key >= date(i.start_earliest, '-1 day')
     AND o.sort_key < date(coalesce(i.start_latest, i.start_earliest), '+2 days')
   WHERE i.id = :id AND o.id <> :id AND o.deleted_at IS NULL AND o.merged_into IS NULL
   LIMIT {MOST})
UNION
SELECT id FROM (
  SELECT o.id FROM incidents AS i JOIN incidents AS o
      ON o.sort_key >= substr(i.start_earliest, 1, 7) || '-01T00:00:00'
     AND o.sort_key < substr(i.start_earliest, 1, 7) || '-01T00:00:01'
   WHERE i.id = :id AND o.id <> :id AND o.date_precision = 'month'
     AND o.deleted_at IS NULL AND o.merged_into IS NULL LIMIT {COARSE})
UNION
SELECT id FROM (
  SELECT o.id FROM incidents AS i JOIN incidents AS o
      ON o.sort_key >= substr(i.start_earliest, 1, 4) || '-01-01T00:00:00'
     AND o.sort_key < substr(i.start_earliest, 1, 4) || '-01-01T00:00:01'
   WHERE i.id = :id AND o.id <> :id AND o.date_precision = 'year'
     AND o.deleted_at IS NULL AND o.merged_into IS NULL LIMIT {COARSE})
"""
_FACTS: Final = """
SELECT i.id, i.title, i.type_code, i.start_earliest, i.start_latest, i.date_precision,
       (SELECT coalesce(p.merged_into, p.id) FROM places AS p WHERE p.id = i.place_id),
       (SELECT coalesce(n.low, n.best) FROM incident_counts AS n
         WHERE n.incident_id = i.id AND n.measure = 'killed' AND n.category = 'total'),
       (SELECT coalesce(n.high, n.best, n.low) FROM incident_counts AS n
         WHERE n.incident_id = i.id AND n.measure = 'killed' AND n.category = 'total')
  FROM incidents AS i WHERE i.id IN ({marks})
"""
# Words that say little of which incident it is.
_COMMON: Final = frozenset(
    ("a", "an", "and", "after", "at", "by", "for", "from", "in", "into", "its", "near", "of", "on",
     "over", "the", "to", "with", "says", "said", "two", "three", "attack", "strike", "strikes",
     "airstrike", "hit", "hits", "kills", "killed", "us")
)  # fmt: skip


class Twin(NamedTuple):
    """An incident that may be the same as another, and how much speaks for it."""

    id: int
    title: str
    weight: float


def likely(conn: sqlite3.Connection, incident: int) -> list[Twin]:
    """Return the incidents that may be the same one, the likeliest first.

    Undated ones, and those known only to a decade, are not compared.
    """
    ids = [int(row[0]) for row in conn.execute(_CANDIDATES, {"id": incident})]
    if not ids:
        return []
    weigher = _Weigher(conn, [incident, *ids])
    weighed = (Twin(other, weigher.title(other), weigher.weight(incident, other)) for other in ids)
    found = [twin for twin in weighed if twin.weight >= LIKELY]
    return sorted(found, key=lambda twin: (-twin.weight, twin.id))


class _Weigher:
    """The facts of some incidents, and how they compare."""

    def __init__(self, conn: sqlite3.Connection, ids: list[int]) -> None:
        self.conn = conn
        marks = ", ".join("?" * len(ids))
        self.facts: dict[int, tuple[Any, ...]] = {
            row[0]: tuple(row) for row in conn.execute(_FACTS.format(marks=marks), ids)
        }
        self.cast: dict[int, dict[str, set[int]]] = {}
        for number, actor, role in conn.execute(
            "SELECT incident_id, actor_id, role FROM incident_actors"
            f" WHERE incident_id IN ({marks}) AND role IN ('by', 'against', 'victim', 'involved')",
            ids,
        ):
            side = "against" if role == "victim" else role
            self.cast.setdefault(number, {}).setdefault(side, set()).add(actor)
        self.above: dict[tuple[str, object], frozenset[object]] = {}

    def title(self, number: int) -> str:
        """The title of an incident."""
        return str(self.facts[number][1])

    def weight(self, one: int, other: int) -> float:
        """How much speaks for the two being one; a contradiction takes away more than a match."""
        a, b = self.facts[one], self.facts[other]
        time = self._time(a, b)
        total = time + self._type(a[2], b[2], strict=time <= 0) + self._place(a[6], b[6])
        if total < -1:
            return total
        total += self._sides(one, other) + _toll(a[7:9], b[7:9])
        return total + _words(a[1], b[1])

    def _time(self, a: tuple[Any, ...], b: tuple[Any, ...]) -> float:
        exact = ("minute", "hour", "part-of-day")
        if a[3] is None or b[3] is None:
            return 0.0
        if a[5] in exact and b[5] in exact:
            first, second = datetime.fromisoformat(a[3]), datetime.fromisoformat(b[3])
            return 1.5 if abs((first - second).total_seconds()) <= 3 * 3600 else -4
        overlap = a[3] <= (b[4] or b[3]) and b[3] <= (a[4] or a[3])
        fine = all(one[5] in (*exact, "day") for one in (a, b))
        if overlap:
            return 1.5 if fine else 0.5
        # A day apart: the time zones of two reporters.
        return -0.25 if fine else -4

    def _type(self, one: str | None, other: str | None, strict: bool) -> float:
        if one is None or other is None:
            return 0.0
        if one == other:
            return 1.0
        mine, theirs = self._up("type", one), self._up("type", other)
        if one in theirs or other in mine:
            return -0.5 if strict else 0.75
        return -0.5 if mine & theirs else -2.0

    def _place(self, one: int | None, other: int | None) -> float:
        if one is None or other is None:
            return 0.0
        if one == other:
            return 1.0
        near = other in self._up("place", one) or one in self._up("place", other)
        return 0.5 if near else -1.5

    def _sides(self, one: int, other: int) -> float:
        a, b = self.cast.get(one, {}), self.cast.get(other, {})
        total = 0.0
        for side in ("by", "against"):
            mine, theirs = a.get(side), b.get(side)
            if mine and theirs:
                alike = self._actors(mine, theirs)
                # Who did it is often disputed, to whom it was done hardly ever.
                total += alike if alike > 0 or side == "by" else 2 * alike
        if a.get("involved") and b:
            everybody = set().union(*b.values())
            total += 1.0 if self._actors(a["involved"], everybody) > 0 else 0.0
        return total

    def _actors(self, mine: set[int], theirs: set[int]) -> float:
        if mine & theirs:
            return 1.0
        related = any(
            x in self._up("actor", y) or y in self._up("actor", x) for x in mine for y in theirs
        )
        return 0.75 if related else -1.5

    def _up(self, kind: str, key: object) -> frozenset[object]:
        """What a type, a place or an actor is or belongs to, itself included."""
        if (kind, key) not in self.above:
            self.above[kind, key] = frozenset(self._climbed(kind, key))
        return self.above[kind, key]

    def _climbed(self, kind: str, key: object) -> Iterable[object]:
        if kind == "actor":
            return [number for number, _ in climb(self.conn, int(str(key)))]
        query = {
            "type": "WITH RECURSIVE up (id) AS (SELECT ? UNION SELECT t.parent FROM up"
            " JOIN incident_types AS t ON t.code = up.id WHERE t.parent IS NOT NULL)"
            " SELECT id FROM up",
            "place": "WITH RECURSIVE up (id) AS (SELECT ? UNION SELECT r.other_id FROM up"
            " JOIN place_relations AS r ON r.place_id = up.id AND r.kind IN ('within', 'overlaps'))"
            " SELECT id FROM up",
        }[kind]
        return [row[0] for row in self.conn.execute(query, (key,))]


def _toll(mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> float:
    """Whether the numbers killed could be one: apart by more than a half is not."""
    if mine[0] is None or theirs[0] is None or mine[1] is None or theirs[1] is None:
        return 0.0
    if mine[0] <= theirs[1] and theirs[0] <= mine[1]:
        return 0.5
    low, high = sorted((max(mine[0], theirs[0]), min(mine[1], theirs[1])))
    return 0.0 if high <= low * 1.5 else -1.0


def _words(one: str, other: str) -> float:
    """How alike two titles are: 0 to 3, by the words that say something."""
    mine, theirs = _telling(one), _telling(other)
    if not mine or not theirs:
        return 0.0
    shared = len(mine & theirs)
    return 6.0 * shared / (len(mine) + len(theirs)) if shared else -0.5


def _telling(title: str) -> set[str]:
    words = (
        word[:-1] if len(word) > 4 and word[-1] == "s" else word for word in fold(title).split()
    )
    return {word[:6] for word in words if word not in _COMMON}
