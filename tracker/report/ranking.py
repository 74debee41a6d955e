"""Incidents counted by something: a row an actor, month, place or pair, and one for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.errors import TrackerError
from tracker.report.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    Cell = str | int | None

PER: Final = ("month", "year", "type", "place", "source", "tag")
SORTS: Final = ("name", "incidents", "by", "against", "first", "last", "disputed", "killed")
KILLED_NOTE: Final = "killed, unknown: where the actor did it; in the last row, in all incidents"


class Extent(NamedTuple):
    """The date of the first or last of several incidents, and its place in their order."""

    words: str
    order: str
    edtf: str


class Count(NamedTuple):
    """One row: how many incidents, in how many of them it acted and was acted on, and the toll.

    `name` is None for the incidents that have none of what is counted by. `killed_low` and
    `killed_high` add up the adopted numbers, `killed_high` None where a bound is missing, both None
    where no figure is known; `no_figure` counts the incidents without one. Of an actor, `number` is
    its id, `above` are those of the bodies it belongs to, and `part_of` their names.
    """

    name: str | None
    incidents: int
    by: int = 0
    against: int = 0
    first: Extent | None = None
    last: Extent | None = None
    disputed: int = 0
    killed_low: int | None = None
    killed_high: int | None = None
    no_figure: int = 0
    level: int = 0
    number: int | None = None
    above: tuple[int, ...] = ()
    part_of: str | None = None


class Ranking(NamedTuple):
    """Rows in order and the total, in which every incident counts once; `what` is counted by."""

    what: str
    counts: tuple[Count, ...]
    total: Count
    sides: bool = False

    def rows(self) -> Rows:
        """The rows as machines read them, without the total."""
        return Rows(tuple(self._cells(self.total)), tuple(self._row(one) for one in self.counts))

    def table(self, markdown: bool = False) -> Rows:
        """The rows as people read them, the total last; sub-actors are indented."""
        heads = [self.what, "any" if self.sides else "incidents"]
        heads += ["by", "against"] * self.sides + ["first", "last", "≠", "killed", "unknown"]
        rows = [self._shown(one, markdown) for one in self.counts]
        return Rows(tuple(heads), (*rows, self._shown(self.total, markdown)), "there is nothing")

    def objects(self) -> dict[str, object]:
        """The rows and the total as plain values."""
        return {
            "rows": [self._cells(one) for one in self.counts],
            "total": {
                key: value
                for key, value in self._cells(self.total).items()
                if key not in (self.what, "part_of", "level")
            },
        }

    def _row(self, one: Count) -> tuple[Cell, ...]:
        return tuple(self._cells(one).values())

    def _cells(self, one: Count) -> dict[str, Cell]:
        cells: dict[str, Cell] = {self.what: one.name}
        if self.what == "actor":
            cells |= {"part_of": one.part_of, "level": one.level}
        cells["incidents"] = one.incidents
        if self.sides:
            cells |= {"by": one.by, "against": one.against}
        return cells | {
            "first": one.first.edtf if one.first else None,
            "last": one.last.edtf if one.last else None,
            "disputed": one.disputed,
            "killed_low": one.killed_low,
            "killed_high": one.killed_high,
            "killed_unknown": one.no_figure,
        }

    def _shown(self, one: Count, markdown: bool) -> tuple[Cell, ...]:
        name = "all" if one is self.total else one.name or f"no {self.what}"
        indent = "\u00a0\u00a0" * one.level if markdown else "  " * one.level
        sides: tuple[Cell, ...] = (one.by, one.against) if self.sides else ()
        return (
            f"{indent}{name}",
            one.incidents,
            *sides,
            one.first.words if one.first else "",
            one.last.words if one.last else "",
            one.disputed or None,
            short_figure(one.killed_low, one.killed_high),
            one.no_figure,
        )


class Pair(NamedTuple):
    """Who acted against whom; None where nobody is named. `types` are (code, incidents)."""

    by: str | None
    against: str | None
    incidents: int
    types: tuple[tuple[str, int], ...]
    first: Extent | None
    last: Extent | None
    killed_low: int | None
    killed_high: int | None
    no_figure: int


class Pairs(NamedTuple):
    """The pairs, the most frequent first, and how many incidents name neither side."""

    pairs: tuple[Pair, ...]
    incidents: int
    undirected: int

    def rows(self) -> Rows:
        """The pairs as machines read them."""
        return Rows(
            ("by", "against", "incidents", "types", "first", "last", "killed_low", "killed_high",
             "killed_unknown"),
            tuple(
                (p.by, p.against, p.incidents, "; ".join(f"{c} {n}" for c, n in p.types),
                 p.first.edtf if p.first else None, p.last.edtf if p.last else None,
                 p.killed_low, p.killed_high, p.no_figure)
                for p in self.pairs
            ),
        )  # fmt: skip

    def table(self) -> Rows:
        """The pairs as people read them."""
        return Rows(
            ("by", "against", "incidents", "types", "killed", "unknown"),
            tuple(
                (p.by or "nobody named", p.against or "nobody named", p.incidents,
                 ", ".join(f"{code} {count}" for code, count in p.types),
                 short_figure(p.killed_low, p.killed_high), p.no_figure)
                for p in self.pairs
            ),
        )  # fmt: skip

    def matrix(self, most: int | None = None) -> Rows:
        """A row for each that acted, a column for each acted against, blank where there is nothing.

        With `most` columns at most; what is left out then stands together under "others".
        """
        across = _frequent((p.against or "nobody named", p.incidents) for p in self.pairs)
        down = _frequent((p.by or "nobody named", p.incidents) for p in self.pairs)
        cells: dict[tuple[str, str], int] = {}
        for pair in self.pairs:
            key = (pair.by or "nobody named", pair.against or "nobody named")
            cells[key] = cells.get(key, 0) + pair.incidents
        shown = across if most is None or len(across) <= most else across[: max(most - 1, 1)]
        heads = ["by / against", *shown]
        rest = across[len(shown) :]
        rows: list[tuple[Cell, ...]] = []
        for one in down:
            row: list[Cell] = [one, *(cells.get((one, other)) for other in shown)]
            if rest:
                row.append(sum(cells.get((one, other), 0) for other in rest) or None)
            rows.append(tuple(row))
        return Rows((*heads, "others") if rest else tuple(heads), tuple(rows))


def short_figure(low: int | None, high: int | None) -> str:
    """`12`, `12–15`, `60+`, nothing where no figure is known: for narrow columns.

    >>> short_figure(12, 15), short_figure(60, None), short_figure(None, None)
    ('12–15', '60+', '')
    """
    if low is None:
        return ""
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low}–{high}"


def arranged(counts: Iterable[Count], sort: str, reverse: bool = False) -> list[Count]:
    """The rows sorted by a column, figures and dates downwards unless `reverse`; none comes last.

    Raises TrackerError for a column that there is not.
    """
    wanted = {"any": "incidents", "≠": "disputed"}.get(sort.lower(), sort.lower())
    if wanted not in SORTS:
        raise TrackerError(f"cannot sort by '{sort}'", f"one of: {', '.join(SORTS)}")
    listed = sorted(counts, key=lambda one: (one.name or "").casefold())
    listed.sort(key=lambda one: _rank(one, wanted), reverse=(wanted in _DOWN) != reverse)
    listed.sort(key=lambda one: one.name is None)
    return listed


def as_tree(counts: Iterable[Count]) -> list[Count]:
    """The rows with each sub-actor below the first body it belongs to that has a row, indented."""
    listed = list(counts)
    known = {one.number for one in listed}
    below: dict[int | None, list[Count]] = {}
    for one in listed:
        parent = next((number for number in one.above if number in known), None)
        below.setdefault(parent, []).append(one)
    found: list[Count] = []

    def descend(parent: int | None, level: int) -> None:
        for one in below.get(parent, ()):
            found.append(one._replace(level=level))
            if one.number is not None:
                descend(one.number, level + 1)

    descend(None, 0)
    return found


_DOWN: Final = ("incidents", "by", "against", "disputed", "killed", "last")


def _rank(one: Count, column: str) -> tuple[int, str]:
    if column == "name":
        return (0, (one.name or "").casefold())
    if column in ("first", "last"):
        extent: Extent | None = getattr(one, column)
        return (0, extent.order if extent else "")
    if column == "killed":
        return (-1 if one.killed_low is None else one.killed_low, "")
    number: int = getattr(one, column)
    return (number, "")


def _frequent(pairs: Iterable[tuple[str, int]]) -> list[str]:
    counted: dict[str, int] = {}
    for name, count in pairs:
        counted[name] = counted.get(name, 0) + count
    return sorted(counted, key=lambda name: (name == "nobody named", -counted[name], name))
