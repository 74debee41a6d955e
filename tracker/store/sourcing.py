"""The filters that ask who says what, read as SQL over `incidents AS i`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.filters import ANY_FIELD
from tracker.store.actors import Actors
from tracker.store.notices import Notices
from tracker.store.sources import Sources

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from tracker.filters import Filter

Condition = tuple[str, tuple[str | int, ...]]

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
        found = [sources.known(text) for text in wanted.sources]
        # A retracted source is found as well: what rested on it is what one then looks for.
        yield _CITED.format(which=f"s.id IN ({marks(found)})"), tuple(found)
    if wanted.said_by:
        voices = _voices(conn, wanted.said_by)
        which = (
            f"s.retracted_at IS NULL AND c.stance <> 'context' AND c.origin_id IN ({marks(voices)})"
        )
        yield _CITED.format(which=which), voices
    if wanted.disputed:
        yield _undecided(wanted.disputed)
    if wanted.settled:
        yield _DISPUTED.format(which="NOT d.undecided"), ()
    if wanted.single_origin:
        yield f"{_ORIGINS.format(column='independent_origins')} = 1", ()
    if wanted.unsourced:
        yield f"{_ORIGINS.format(column='sources')} = 0", ()
    if wanted.min_sources is not None:
        yield f"{_ORIGINS.format(column='sources')} >= ?", (wanted.min_sources,)
    if wanted.max_sources is not None:
        yield f"{_ORIGINS.format(column='sources')} <= ?", (wanted.max_sources,)


def marks(values: tuple[object, ...] | list[int]) -> str:
    """Return a question mark for each value."""
    return ", ".join("?" for _ in values)


def _undecided(fields: tuple[str, ...]) -> Condition:
    if ANY_FIELD in fields:
        return _DISPUTED.format(which="d.undecided"), ()
    return _DISPUTED.format(which=f"d.undecided AND d.field IN ({marks(fields)})"), fields


def _voices(conn: sqlite3.Connection, names: tuple[str, ...]) -> tuple[int, ...]:
    from tracker.store.selection import members

    actors = Actors(conn, Notices())
    found: dict[int, None] = {}
    for name in names:
        found |= dict.fromkeys(members(conn, actors.known(name)))
    return tuple(found)
