"""The filters that ask who took part, and in which role, read as SQL over `incidents AS i`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.errors import TrackerError
from tracker.fields import ROLES
from tracker.store.actors import Actors
from tracker.store.notices import Notices
from tracker.store.selection import Condition, members, merged

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from tracker.filters import Filter

# Of an actor with fewer incidents than this the ids are looked up; of others the order is walked.
RARE: Final = 2_000
_SAID: Final = (
    "EXISTS (SELECT 1 FROM claims AS l JOIN citations AS c ON c.id = l.citation_id"
    " JOIN sources AS t ON t.id = c.source_id"
    " JOIN sources AS s ON s.id = coalesce(t.merged_into, t.id)"
    " WHERE l.incident_id = i.id AND l.family = 'actor' AND l.stance = 'asserts'"
    " AND l.deleted_at IS NULL AND c.deleted_at IS NULL AND s.deleted_at IS NULL"
    " AND s.retracted_at IS NULL AND ({which}))"
)
Pair = tuple[str | None, list[int]]


def conditions(conn: sqlite3.Connection, wanted: Filter) -> Iterator[Condition]:
    """Yield a condition for each of these filters that was asked for.

    Raises NotFoundError for a name that no actor has, TrackerError for an unknown role.
    """
    looked_up = _Lookup(conn, wanted.direct)
    for role, names in (("by", wanted.by), ("against", wanted.against)):
        if names:
            yield _having(conn, [(role, looked_up.members(names))], wanted.claimed)
    if wanted.actors:
        yield _having(conn, [(None, looked_up.members(wanted.actors))], wanted.claimed)
    if wanted.roles:
        yield _having(conn, list(_roles(looked_up, wanted.roles)), wanted.claimed)
    if wanted.not_actors:
        pairs: list[Pair] = [(None, looked_up.members(wanted.not_actors))]
        there = f"NOT {_part(pairs)}"
        yield Condition(f"{there} AND NOT {_said(pairs)}" if wanted.claimed else there)


class _Lookup:
    """Names turned into the ids of the actors they mean."""

    def __init__(self, conn: sqlite3.Connection, direct: bool) -> None:
        self.conn = conn
        self.direct = direct
        self.actors = Actors(conn, Notices())

    def members(self, names: Iterable[str]) -> list[int]:
        """The ids of all that any of the names means, without repetition."""
        found: dict[int, None] = {}
        for name in names:
            found |= dict.fromkeys(self._of(self.actors.known(name)))
        return list(found)

    def _of(self, actor: int) -> list[int]:
        return merged(self.conn, actor) if self.direct else members(self.conn, actor)


def _roles(looked_up: _Lookup, typed: Iterable[str]) -> Iterator[Pair]:
    for text in typed:
        role, equals, name = text.partition("=")
        role = role.strip().lower()
        if not equals or not name.strip():
            raise TrackerError(
                f"'{text}' names no role and actor", "for example: --role asset=MQ-9"
            )
        if role not in ROLES:
            raise TrackerError(f"unknown role '{role}'", f"one of: {', '.join(ROLES)}")
        yield role, looked_up.members([name.strip()])


def _having(conn: sqlite3.Connection, pairs: list[Pair], claimed: bool) -> Condition:
    """One of the actors in its role; those only said to have had it are possible matches."""
    if claimed:
        adopted = _part(pairs)
        return Condition(f"({adopted} OR {_said(pairs)})", (), adopted)
    rows = " OR ".join(_which("a", pair) for pair in pairs)
    query = f"SELECT a.incident_id FROM incident_actors AS a WHERE {rows}"
    (held,) = conn.execute(f"SELECT count(*) FROM ({query} LIMIT {RARE})").fetchone()
    return Condition(f"i.id IN ({query})" if held < RARE else _part(pairs))


def _part(pairs: Iterable[Pair]) -> str:
    which = " OR ".join(_which("a", pair) for pair in pairs)
    return (
        "EXISTS (SELECT 1 FROM incident_actors AS a"
        f" WHERE a.incident_id = i.id AND ({which}))"
    )  # fmt: skip


def _said(pairs: Iterable[Pair]) -> str:
    return _SAID.format(which=" OR ".join(_which("l", pair) for pair in pairs))


def _which(table: str, pair: Pair) -> str:
    role, actors = pair
    column = {"a": "role", "l": "field"}[table]
    named = f"{table}.actor_id IN ({', '.join(map(str, actors))})"
    return f"({table}.{column} = '{role}' AND {named})" if role is not None else named
