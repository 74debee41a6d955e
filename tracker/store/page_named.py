"""What the reading of a page did to sources, actors, places and types, told from the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.store.history import RowChange, image, key_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from tracker.report.changes import Difference
    from tracker.store.differences import Past

_HOLDERS: Final = {
    "sources": "source", "actors": "actor", "places": "place", "incident_types": "type",
    "actor_names": "actor", "actor_relations": "actor", "place_names": "place",
    "place_relations": "place", "incident_type_names": "type", "meta": "file",
}  # fmt: skip
_MADE: Final = ("sources", "actors", "places", "incident_types")
_CHANGES: Final = f"""
SELECT g.id, g.tx, g.table_name, g.row_id, g.operation, g.before, g.after, CASE g.table_name
         WHEN 'actor_relations' THEN (SELECT r.actor_id FROM actor_relations AS r
           WHERE r.id = g.row_id)
         WHEN 'incident_type_names' THEN (SELECT n.type_code FROM incident_type_names AS n
           WHERE n.name_key = json_extract(g.row_id, '$[0]')) END
  FROM log_changes AS g WHERE g.tx = (SELECT tx FROM log_writer) AND g.id > ? AND g.id <= ?
   AND +g.table_name IN ({", ".join(f"'{table}'" for table in _HOLDERS)})
 ORDER BY g.id
"""


class Named(NamedTuple):
    """The things of one kind (source, actor, place, type, file): how many are new, what changed."""

    about: str
    new: int
    changes: tuple[Difference, ...]


def named(conn: sqlite3.Connection, apart: Sequence[tuple[int, int]] = ()) -> tuple[Named, ...]:
    """Return what the transaction that is open did to them so far; new ones are only counted.

    `apart` are stretches of the log, from after one id to another, that hold incidents alone.
    """
    begins, ends = [0, *(end for _, end in apart)], [*(begin for begin, _ in apart), 2**62]
    made: dict[str, set[object]] = {about: set() for about in _HOLDERS.values()}
    changed: dict[str, list[Difference]] = {about: [] for about in _HOLDERS.values()}
    past: Past | None = None
    rows = (
        row
        for stretch in zip(begins, ends, strict=True)
        for row in conn.execute(_CHANGES, stretch).fetchall()
    )
    for number, tx, table, row_id, operation, before, after, holder in rows:
        about = _HOLDERS[table]
        key = key_of(table, row_id)
        if holder is None:
            holder = next(iter(key.values()))
        if table in _MADE and operation == "insert":
            made[about].add(holder)
        elif table == "meta" and operation == "insert":
            continue  # a file that had no title
        elif holder not in made[about]:
            if past is None:
                from tracker.store.differences import Past  # most pages change none

                past = Past(conn)
            sides = image(before), image(after)
            change = RowChange(number, tx, table, row_id, key, operation, *sides)
            changed[about] += past.told(change)
    return tuple(
        Named(about, len(made[about]), tuple(changed[about]))
        for about in made
        if made[about] or changed[about]
    )
