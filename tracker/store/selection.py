"""A filter read as SQL: the ids of the incidents it means, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from tracker.filters import Filter

STANDING: Final = "i.deleted_at IS NULL AND i.merged_into IS NULL"


class Selection(NamedTuple):
    """A condition over `incidents AS i` with its parameters, and one for certain matches."""

    where: str
    parameters: tuple[str | int, ...]
    certain: str = "1"
    certain_parameters: tuple[str | int, ...] = ()

    def count(self, conn: sqlite3.Connection, most: int = -1) -> int:
        """Return how many incidents match; no more than `most` are counted."""
        return int(
            conn.execute(
                f"SELECT count(*) FROM (SELECT 1 FROM incidents AS i WHERE {self.where} LIMIT ?)",
                (*self.parameters, most),
            ).fetchone()[0]
        )

    def ids(
        self, conn: sqlite3.Connection, limit: int | None = None, newest: bool = False
    ) -> Iterator[tuple[int, bool]]:
        """Yield (id, certain) of what matches, in order; `newest` reverses it."""
        way = "DESC" if newest else "ASC"
        rows = conn.execute(
            f"SELECT i.id, {self.certain} FROM incidents AS i WHERE {self.where}"
            f" ORDER BY i.sort_key {way}, i.id {way} LIMIT ?",
            (*self.certain_parameters, *self.parameters, -1 if limit is None else limit),
        )
        return ((int(number), bool(sure)) for number, sure in rows)


def select(conn: sqlite3.Connection, wanted: Filter) -> Selection:
    """Read `wanted` as SQL. Raises NotFoundError for a name that nothing has."""
    where = [STANDING]
    parameters: list[str | int] = []
    certain: list[str] = []
    sure: list[str | int] = []
    # An open or unknown end counts only as far as the start is known.
    last = "CASE i.end_kind WHEN 'known' THEN i.end_latest ELSE i.start_latest END"
    if wanted.since is not None and wanted.since.start_earliest is not None:
        where.append(f"coalesce({last}, '9999') >= ?")
        parameters.append(wanted.since.start_earliest)
        certain.append("coalesce(i.start_earliest, '') >= ?")
        sure.append(wanted.since.start_earliest)
    if wanted.until is not None and wanted.until.end_latest is not None:
        where.append("coalesce(i.start_earliest, '') <= ?")
        parameters.append(wanted.until.end_latest)
        certain.append(f"coalesce({last}, '9999') <= ?")
        sure.append(wanted.until.end_latest)
    if wanted.types:
        codes = _types(conn, wanted.types)
        where.append(f"i.type_code IN ({_marks(codes)})")
        parameters += codes
    if wanted.actors:
        actors = _actors(conn, wanted.actors)
        where.append(
            "EXISTS (SELECT 1 FROM incident_actors AS a WHERE a.incident_id = i.id"
            f" AND a.actor_id IN ({_marks(actors)}))"
        )
        parameters += actors
    if wanted.ids:
        where.append(f"i.id IN ({_marks(wanted.ids)})")
        parameters += wanted.ids
    if wanted.of_evidence:
        from tracker.store.sourcing import conditions  # a plain page asks nothing of the sources

        for condition, values in conditions(conn, wanted):
            where.append(condition)
            parameters += values
    return Selection(
        " AND ".join(where), tuple(parameters), " AND ".join(certain) or "1", tuple(sure)
    )


def members(conn: sqlite3.Connection, actor: int) -> list[int]:
    """Return the actor and all that belong to it by the roll-up, which a state does not pass on."""
    rows = conn.execute(
        "WITH RECURSIVE down (id) AS (SELECT ? UNION"
        " SELECT r.actor_id FROM down JOIN actor_relations AS r ON r.other_id = down.id"
        " AND r.kind IN ('part-of', 'member-of')"
        " JOIN actors AS a ON a.id = r.actor_id AND a.kind <> 'state')"
        " SELECT id FROM down UNION"
        " SELECT m.id FROM actors AS m JOIN down ON m.merged_into = down.id",
        (actor,),
    )
    return [int(row[0]) for row in rows]


def _types(conn: sqlite3.Connection, names: Iterable[str]) -> list[str]:
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
    return list(dict.fromkeys(found))


def _actors(conn: sqlite3.Connection, names: Iterable[str]) -> list[int]:
    from tracker.store.actors import Actors  # a plain page looks nothing up
    from tracker.store.notices import Notices

    actors = Actors(conn, Notices())
    found: list[int] = []
    for name in names:
        found += members(conn, actors.known(name))
    return list(dict.fromkeys(found))


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
