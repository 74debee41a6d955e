"""The log read back: which transactions there were, and which rows each of them changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tracker.errors import NotFoundError, TrackerError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

Key = dict[str, Any]

# Tables that undo may write, with their keys; all else in a log is refused.
KEYS: Final[dict[str, tuple[str, ...]]] = {
    "incident_types": ("code",),
    "incident_type_names": ("name_key",),
    "actors": ("id",),
    "actor_names": ("actor_id", "name"),
    "places": ("id",),
    "place_names": ("place_id", "name"),
    "place_relations": ("place_id", "other_id", "kind"),
    "sources": ("id",),
    "incidents": ("id",),
    "incident_counts": ("incident_id", "measure", "category"),
    "incident_actors": ("incident_id", "actor_id", "role"),
    "citations": ("id",),
    "claims": ("id",),
    "decisions": ("id",),
    "incident_links": ("id",),
    "actor_relations": ("id",),
    "incident_tags": ("incident_id", "tag"),
    "attributes": ("incident_id", "namespace", "key"),
    "external_ids": ("scheme", "value", "table_name"),
    "meta": ("key",),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One transaction of the log; `undone_by` is the transaction that took it back, if one did."""

    tx: int
    at: str
    analyst: str | None
    command: str
    reason: str | None
    undoes: int | None
    undone_by: int | None = None

    @property
    def outside(self) -> bool:
        """Whether the change was made with another program."""
        return self.command == "outside"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row changed: its table and key, what was done, and the columns before and after."""

    id: int
    tx: int
    table: str
    key: Key
    operation: str
    before: dict[str, Any]
    after: dict[str, Any]


def steps(conn: sqlite3.Connection) -> list[Step]:
    """Return every transaction of the log, the first one first."""
    rows = conn.execute(
        "SELECT id, at, analyst, command, reason, undoes FROM log_transactions ORDER BY id"
    ).fetchall()
    undone: dict[int, int] = {}
    for row in reversed(rows):
        if row[5] is not None and row[0] not in undone:
            undone[row[5]] = row[0]
    return [Step(*row, undone.get(row[0])) for row in rows]


def step(conn: sqlite3.Connection, tx: int) -> Step:
    """Return one transaction. Raises NotFoundError where there is none of that number."""
    for found in steps(conn):
        if found.tx == tx:
            return found
    raise NotFoundError(f"there is no transaction t{tx}", "tracker history")


def changes_of(conn: sqlite3.Connection, tx: int) -> Iterable[RowChange]:
    """Yield the rows that a transaction changed, the first one first."""
    for number, table, row_id, operation, before, after in conn.execute(
        "SELECT id, table_name, row_id, operation, before, after FROM log_changes WHERE tx = ?"
        " ORDER BY id",
        (tx,),
    ).fetchall():
        yield RowChange(
            number, tx, table, key_of(table, row_id), operation, _image(before), _image(after)
        )


def key_of(table: str, row_id: object) -> Key:
    """Return the key columns of a logged row. Raises TrackerError for a table not of ours."""
    names = KEYS.get(table)
    if names is None:
        raise TrackerError(f"the log names a table that is not tracker's: {table}", "tracker check")
    values = json.loads(row_id) if isinstance(row_id, str) and len(names) > 1 else [row_id]
    if isinstance(row_id, str) and row_id.startswith("[") and len(names) == 1:
        values = json.loads(row_id)
    return dict(zip(names, values, strict=True))


def _image(text: str | None) -> dict[str, Any]:
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {}


def thing(table: str) -> str:
    """Return the word for a row of `table`."""
    return {
        "incident_types": "type",
        "incident_actors": "role of an actor",
        "incident_counts": "number",
        "incident_links": "link",
        "incident_tags": "tag",
        "actor_names": "name of an actor",
        "place_names": "name of a place",
        "actor_relations": "relation of actors",
        "place_relations": "relation of places",
    }.get(table, table.removesuffix("s").replace("_", " "))
