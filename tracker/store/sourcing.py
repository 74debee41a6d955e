"""The filters that ask who says what, read as SQL over `incidents AS i`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.filters import ANY_FIELD
from tracker.store.actors import Actors
from tracker.store.notices import Notices
from tracker.store.selection import Condition, marks, members, merged
from tracker.store.sources import Sources

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from tracker.filters import Filter

_CITED = (
    "EXISTS (SELECT 1 FROM citations AS c JOIN sources AS t ON t.id = c.source_id"
    " JOIN sources AS s ON s.id = coalesce(t.merged_into, t.id)"
    " WHERE c.incident_id = i.id AND c.deleted_at IS NULL AND s.deleted_at IS NULL AND {which})"
)
_DISPUTED = "EXISTS (SELECT 1 FROM disputes AS d WHERE d.incident_id = i.id AND {which})"
_ORIGINS = "(SELECT o.{column} FROM origins AS o WHERE o.incident_id = i.id)"


def conditions(conn: sqlite3.Connection, wanted: Filter) -> Iterator[Condition]:
    """Yield a condition with its parameters for each of these filters that was asked for.

    Raises NotFoundError for a source or an origin that the file does not know.
    """
    if wanted.sources:
        sources = Sources(conn, Notices())
        found = tuple(sources.known(text) for text in wanted.sources)
        # A retracted source is found as well: what rested on it is what one then looks for.
        yield Condition(_CITED.format(which=f"s.id IN ({marks(found)})"), found)
    if wanted.said_by:
        voices = _voices(conn, wanted.said_by, wanted.direct)
        which = (
            f"s.retracted_at IS NULL AND c.stance <> 'context' AND c.origin_id IN ({marks(voices)})"
        )
        yield Condition(_CITED.format(which=which), voices)
    if wanted.disputed:
        yield _undecided(wanted.disputed)
    if wanted.settled:
        yield Condition(_DISPUTED.format(which="NOT d.undecided"))
    if wanted.single_origin:
        yield Condition(f"{_ORIGINS.format(column='independent_origins')} = 1")
    if wanted.unsourced:
        yield Condition(f"{_ORIGINS.format(column='sources')} = 0")
    if wanted.min_sources is not None:
        yield Condition(f"{_ORIGINS.format(column='sources')} >= ?", (wanted.min_sources,))
    if wanted.max_sources is not None:
        yield Condition(f"{_ORIGINS.format(column='sources')} <= ?", (wanted.max_sources,))


def _undecided(fields: tuple[str, ...]) -> Condition:
    if ANY_FIELD in fields:
        return Condition(_DISPUTED.format(which="d.undecided"))
    return Condition(
        _DISPUTED.format(which=f"d.undecided AND d.field IN ({marks(fields)})"), fields
    )


def _voices(conn: sqlite3.Connection, names: tuple[str, ...], direct: bool) -> tuple[int, ...]:
    actors = Actors(conn, Notices())
    found: dict[int, None] = {}
    for name in names:
        number = actors.known(name)
        found |= dict.fromkeys(merged(conn, number) if direct else members(conn, number))
    return tuple(found)
