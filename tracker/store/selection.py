"""A filter read as SQL: the ids of the incidents it means, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.errors import TrackerError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from tracker.dates import Date
    from tracker.filters import Filter

STANDING: Final = "i.deleted_at IS NULL AND i.merged_into IS NULL"
ORDERS: Final = {"date": "i.sort_key", "added": "i.created_at", "id": "i.id"}


class Condition(NamedTuple):
    """A condition over `incidents AS i`, and where a match may be a mere possibility, another."""

    where: str
    parameters: tuple[str | int | float, ...] = ()
    certain: str = ""
    certain_parameters: tuple[str | int | float, ...] = ()


class Selection(NamedTuple):
    """A condition over `incidents AS i` with its parameters, and one for certain matches."""

    where: str
    parameters: tuple[str | int | float, ...]
    certain: str = "1"
    certain_parameters: tuple[str | int | float, ...] = ()

    def count(self, conn: sqlite3.Connection, most: int = -1) -> int:
        """Return how many incidents match; no more than `most` are counted."""
        return int(
            conn.execute(
                f"SELECT count(*) FROM (SELECT 1 FROM incidents AS i WHERE {self.where} LIMIT ?)",
                (*self.parameters, most),
            ).fetchone()[0]
        )

    def ids(
        self,
        conn: sqlite3.Connection,
        limit: int | None = None,
        newest: bool = False,
        sort: str = "date",
        offset: int = 0,
    ) -> Iterator[tuple[int, bool]]:
        """Yield (id, certain) of what matches, by date, by when it was added or by id.

        `newest` reverses the order. Raises TrackerError for another order.
        """
        if sort not in ORDERS:
            raise TrackerError(f"cannot sort by '{sort}'", f"one of: {', '.join(ORDERS)}")
        way = "DESC" if newest else "ASC"
        rows = conn.execute(
            f"SELECT i.id, {self.certain} FROM incidents AS i WHERE {self.where}"
            f" ORDER BY {ORDERS[sort]} {way}, i.id {way} LIMIT ? OFFSET ?",
            (
                *self.certain_parameters,
                *self.parameters,
                -1 if limit is None else limit,
                offset,
            ),
        )
        return ((int(number), bool(sure)) for number, sure in rows)


def select(conn: sqlite3.Connection, wanted: Filter) -> Selection:
    """Read `wanted` as SQL.

    Raises NotFoundError for a name that nothing has, and TrackerError where `as_of` is asked of
    the file itself and not of a copy that looks back.
    """
    if wanted.as_of is not None:
        from tracker.store.past import refuse_the_present  # only where one looks back

        refuse_the_present(conn, wanted.as_of)
    where = [STANDING]
    parameters: list[str | int | float] = []
    certain: list[str] = []
    sure: list[str | int | float] = []
    for condition in _conditions(conn, wanted):
        where.append(condition.where)
        parameters += condition.parameters
        if condition.certain:
            certain.append(condition.certain)
            sure += condition.certain_parameters
    if wanted.certain:
        where += certain
        parameters += sure
        certain, sure = [], []
    return Selection(
        " AND ".join(where), tuple(parameters), " AND ".join(certain) or "1", tuple(sure)
    )


def members(conn: sqlite3.Connection, actor: int) -> list[int]:
    """Return the actor and all that roll up into it, those merged into any of them included.

    The roll-up follows part-of and member-of; a state does not pass it on.
    """
    rows = conn.execute(
        "WITH RECURSIVE down (id) AS (SELECT ?"
        " UNION SELECT r.actor_id FROM down JOIN actor_relations AS r ON r.other_id = down.id"
        " AND r.kind IN ('part-of', 'member-of')"
        " JOIN actors AS a ON a.id = r.actor_id AND a.kind <> 'state'"
        " UNION SELECT m.merged_into FROM down JOIN actors AS m ON m.id = down.id"
        " WHERE m.merged_into IS NOT NULL"
        " UNION SELECT m.id FROM down JOIN actors AS m ON m.merged_into = down.id)"
        " SELECT id FROM down",
        (actor,),
    )
    return [int(row[0]) for row in rows]


def merged(conn: sqlite3.Connection, actor: int) -> list[int]:
    """Return the actor and all that were merged into it."""
    rows = conn.execute("SELECT id FROM actors WHERE id = ? OR merged_into = ?", (actor, actor))
    return [int(row[0]) for row in rows]


def marks(values: Iterable[object]) -> str:
    """Return a question mark for each value."""
    return ", ".join("?" for _ in values)


def _conditions(conn: sqlite3.Connection, wanted: Filter) -> Iterator[Condition]:
    if wanted.ids:
        yield Condition(f"i.id IN ({marks(wanted.ids)})", wanted.ids)
    if wanted.since is not None or wanted.until is not None:
        yield _window([(wanted.since, wanted.until)], wanted.ongoing)
    if wanted.on:
        yield _window([(day, day) for day in wanted.on], wanted.ongoing)
    if wanted.types:
        codes = _types(conn, wanted.types)
        yield Condition(f"i.type_code IN ({marks(codes)})", codes)
    if wanted.not_types:
        codes = _types(conn, wanted.not_types)
        yield Condition(f"coalesce(i.type_code NOT IN ({marks(codes)}), 1)", codes)
    if wanted.statuses:
        found = _statuses(wanted.statuses)
        yield Condition(f"i.status IN ({marks(found)})", found)
    # A plain page loads none of these.
    if wanted.of_actors:
        from tracker.store import taking_part

        yield from taking_part.conditions(conn, wanted)
    if wanted.of_places:
        from tracker.store import located

        yield from located.conditions(conn, wanted)
    if wanted.text or wanted.tags or wanted.not_tags:
        from tracker.store import worded

        yield from worded.conditions(conn, wanted)
    if wanted.where:
        from tracker.store import asking

        yield from asking.conditions(conn, wanted)
    if wanted.of_evidence:
        from tracker.store import sourcing

        yield from sourcing.conditions(conn, wanted)


def _window(spans: Iterable[tuple[Date | None, Date | None]], ongoing: bool) -> Condition:
    """Any of the spans, from the earliest of one date to the latest of the other."""
    # An open or unknown end counts only as far as the start is known, unless it may reach on.
    low = "i.start_earliest"
    high = "iif(i.end_kind = 'known', i.end_latest, i.start_latest)"
    high = "i.end_latest" if ongoing else high
    could: list[str] = []
    sure: list[str] = []
    bounds: list[str] = []
    for since, until in spans:
        first = since.start_earliest if since is not None else None
        last = until.end_latest if until is not None else None
        parts = [f"coalesce({high} >= ?, 1)"] if first else []
        inside = [f"coalesce({low} >= ?, 0)"] if first else []
        parts += [f"coalesce({low} <= ?, 1)"] if last else []
        inside += [f"coalesce({high} <= ?, 0)"] if last else []
        could.append(" AND ".join(parts) or "1")
        sure.append(" AND ".join(inside) or "1")
        bounds += [bound for bound in (first, last) if bound]
    dated = f"coalesce({low}, {high}) IS NOT NULL"
    return Condition(
        f"{dated} AND (({') OR ('.join(could)}))",
        tuple(bounds),
        f"(({') OR ('.join(sure)}))",
        tuple(bounds),
    )


def _types(conn: sqlite3.Connection, names: Iterable[str]) -> tuple[str, ...]:
    from tracker.store.notices import Notices  # a plain page looks nothing up
    from tracker.store.types import Types

    types = Types(conn, Notices())
    found: list[str] = []
    for name in names:
        rows = conn.execute(
            "WITH RECURSIVE down (code) AS (SELECT ? UNION"
            " SELECT t.code FROM incident_types AS t JOIN down ON t.parent = down.code)"
            " SELECT code FROM down",
            (types.known(name),),
        )
        found += [str(row[0]) for row in rows]
    return tuple(dict.fromkeys(found))


def _statuses(names: Iterable[str]) -> tuple[str, ...]:
    from tracker.store.adopted import STATUSES  # a plain page asks for no status

    found = tuple(name.strip().lower() for name in names)
    for name in found:
        if name not in STATUSES:
            raise TrackerError(f"unknown status '{name}'", f"one of: {', '.join(STATUSES)}")
    return found
