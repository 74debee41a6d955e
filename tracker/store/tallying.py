"""The figures under a timeline: each source and origin of what is shown is counted once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.model import Tally
from tracker.store.bodies import climb

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

CHUNK: Final = 500

_CITED: Final = """
SELECT DISTINCT coalesce(s.merged_into, s.id), coalesce(o.merged_into, o.id)
  FROM citations AS c JOIN sources AS t ON t.id = c.source_id
  JOIN sources AS s ON s.id = coalesce(t.merged_into, t.id)
  LEFT JOIN actors AS o ON o.id = c.origin_id
 WHERE c.incident_id IN ({marks}) AND c.deleted_at IS NULL AND c.stance = 'reports'
   AND s.deleted_at IS NULL AND s.retracted_at IS NULL
"""
_DISPUTED: Final = """
SELECT count(*) FROM (SELECT DISTINCT incident_id, field FROM disputes
                       WHERE undecided AND incident_id IN ({marks}))
"""


def tally(
    conn: sqlite3.Connection,
    ids: Sequence[int],
    more: int = 0,
    marked: Iterable[int] = (),
    disputed: int | None = None,
) -> Tally:
    """Return the figures for `ids`; `disputed` fields are counted unless their number is given."""
    sources: set[int] = set()
    origins: set[int] = set()
    for part, marks in _parts(ids):
        for source, origin in conn.execute(_CITED.format(marks=marks), part):
            sources.add(source)
            if origin is not None:
                origins.add(origin)
    if disputed is None:
        disputed = sum(
            conn.execute(_DISPUTED.format(marks=marks), part).fetchone()[0]
            for part, marks in _parts(ids)
        )
    return Tally(
        incidents=len(ids),
        sources=len(sources),
        origins=len(origins),
        independent_origins=_groups(conn, origins),
        open_disputes=disputed,
        more=more,
        marked=frozenset(marked),
    )


def _parts(ids: Sequence[int]) -> Iterator[tuple[Sequence[int], str]]:
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        yield part, ", ".join("?" * len(part))


def _groups(conn: sqlite3.Connection, origins: set[int]) -> int:
    """Return into how many groups the origins fall when those that share a body are one."""
    if len(origins) < 2:
        return len(origins)
    groups: list[set[int]] = []
    for origin in sorted(origins):
        reached = {number for number, _ in climb(conn, origin)}
        apart = [group for group in groups if group.isdisjoint(reached)]
        joined = reached.union(*(group for group in groups if not group.isdisjoint(reached)))
        groups = [*apart, joined]
    return len(groups)
