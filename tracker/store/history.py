"""The log read back: which transactions there were, and which rows each of them changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tracker.errors import NotFoundError, TrackerError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

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
_STEP: Final = "SELECT id, at, analyst, command, reason, undoes FROM log_transactions"
# The digits and separators of a JSON array that begins with a number sort between these two.
_BEGINS: Final = "row_id >= '[' || :id || ',' AND row_id < '[' || :id || '-'"


class Step(NamedTuple):
    """One transaction of the log; `undone_by` is the undo that stands against it, if one does."""

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

    @property
    def told(self) -> str:
        """The transaction in words: `t12 (edit 4 killed=82)`."""
        return f"t{self.tx} ({self.command})"


class RowChange(NamedTuple):
    """One row changed: its table and key, what was done, and the columns before and after."""

    id: int
    tx: int
    table: str
    row_id: int | str
    key: Key
    operation: str
    before: dict[str, Any]
    after: dict[str, Any]


def steps(conn: sqlite3.Connection, newest: bool = False) -> Iterator[Step]:
    """Yield every transaction of the log, the first one first, or the newest first."""
    undone = undone_by(conn)
    for row in conn.execute(f"{_STEP} ORDER BY id {'DESC' if newest else 'ASC'}"):
        yield _step(row, undone)


def step(conn: sqlite3.Connection, tx: int) -> Step:
    """Return one transaction. Raises NotFoundError where there is none of that number."""
    row = conn.execute(f"{_STEP} WHERE id = ?", (tx,)).fetchone()
    if row is None:
        raise NotFoundError(f"there is no change t{tx}", "tracker history")
    return _step(row, undone_by(conn))


def undone_by(conn: sqlite3.Connection) -> dict[int, int]:
    """Return which undo took back which transaction.

    Left out are undos that were taken back themselves, and the one that is being written.
    """
    undone: dict[int, int] = {}
    for tx, taken in conn.execute(
        "SELECT id, undoes FROM log_transactions WHERE undoes IS NOT NULL"
        " AND id IS NOT (SELECT tx FROM log_writer) ORDER BY id DESC"
    ):
        if tx not in undone:
            undone.setdefault(int(taken), int(tx))
    return undone


def changes_of(conn: sqlite3.Connection, tx: int) -> Iterator[RowChange]:
    """Yield the rows that a transaction changed, the first one first."""
    for number, table, row_id, operation, before, after in conn.execute(
        "SELECT id, table_name, row_id, operation, before, after FROM log_changes WHERE tx = ?"
        " ORDER BY id",
        (tx,),
    ).fetchall():
        yield RowChange(
            number,
            tx,
            table,
            row_id,
            key_of(table, row_id),
            operation,
            image(before),
            image(after),
        )


def touching_incident(conn: sqlite3.Connection, incident: int) -> list[int]:
    """Return the transactions that changed an incident or anything that belongs to it."""
    own = " UNION ".join(
        f"SELECT tx FROM log_changes WHERE table_name = '{table}' AND {_BEGINS}"
        for table, key in KEYS.items()
        if key[0] == "incident_id"
    )
    parts = " UNION ".join(
        f"SELECT tx FROM log_changes WHERE table_name = '{table}' AND row_id IN"
        f" (SELECT id FROM {table} WHERE {' OR '.join(f'{name} = :id' for name in columns)}"
        f" UNION SELECT row_id FROM log_changes WHERE table_name = '{table}'"
        " AND operation = 'delete' AND ("
        + " OR ".join(f"json_extract(before, '$.{name}') = :id" for name in columns)
        + "))"
        for table, columns in (
            ("citations", ("incident_id",)),
            ("claims", ("incident_id",)),
            ("decisions", ("incident_id",)),
            ("incident_links", ("from_incident_id", "to_incident_id")),
        )
    )
    return _numbers(
        conn,
        f"SELECT tx FROM log_changes WHERE table_name = 'incidents' AND row_id = :id"
        f" UNION {own} UNION {parts} ORDER BY tx DESC",
        incident,
    )


def touching_actor(conn: sqlite3.Connection, actor: int) -> list[int]:
    """Return the transactions that changed an actor, its names and relations, or gave it a role."""
    return _numbers(
        conn,
        "SELECT tx FROM log_changes WHERE table_name = 'actors' AND row_id = :id"
        f" UNION SELECT tx FROM log_changes WHERE table_name = 'actor_names' AND {_BEGINS}"
        " UNION SELECT tx FROM log_changes WHERE table_name = 'incident_actors'"
        " AND json_extract(row_id, '$[1]') = :id"
        " UNION SELECT tx FROM log_changes WHERE table_name = 'actor_relations' AND row_id IN"
        " (SELECT id FROM actor_relations WHERE :id IN (actor_id, other_id))"
        " UNION SELECT tx FROM log_changes WHERE table_name = 'citations' AND row_id IN"
        " (SELECT id FROM citations WHERE origin_id = :id)"
        " UNION SELECT tx FROM log_changes WHERE table_name = 'claims' AND row_id IN"
        " (SELECT id FROM claims WHERE actor_id = :id) ORDER BY tx DESC",
        actor,
    )


def touching_source(conn: sqlite3.Connection, source: int) -> list[int]:
    """Return the transactions that changed a source, its citations, or what they say."""
    cited = "SELECT id FROM citations WHERE source_id = :id"
    return _numbers(
        conn,
        "SELECT tx FROM log_changes WHERE table_name = 'sources' AND row_id = :id"
        f" UNION SELECT tx FROM log_changes WHERE table_name = 'citations' AND row_id IN ({cited})"
        " UNION SELECT tx FROM log_changes WHERE table_name = 'claims' AND row_id IN"
        f" (SELECT id FROM claims WHERE citation_id IN ({cited})) ORDER BY tx DESC",
        source,
    )


def cited_still(conn: sqlite3.Connection) -> set[tuple[int | None, str | None]]:
    """Return each incident with each source that it cites, as a difference names the source."""
    rows = conn.execute(
        "SELECT DISTINCT c.incident_id, coalesce(s.publisher, s.key) FROM citations AS c"
        " JOIN sources AS s ON s.id = c.source_id WHERE c.deleted_at IS NULL"
    )
    return {(int(row[0]), str(row[1])) for row in rows}


def key_of(table: str, row_id: object) -> Key:
    """Return the key columns of a logged row. Raises TrackerError for a table not of ours."""
    names = KEYS.get(table)
    if names is None:
        raise TrackerError(f"the log names a table that is not tracker's: {table}", "tracker check")
    values: Sequence[object] = [row_id]
    if isinstance(row_id, str) and (len(names) > 1 or row_id.startswith("[")):
        values = json.loads(row_id)
    return dict(zip(names, values, strict=True))


def image(text: str | None) -> dict[str, Any]:
    """Return the columns of a logged row; empty where none were logged."""
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {}


def thing(table: str) -> str:
    """Return the word for a row of `table`."""
    return {
        "incident_types": "type",
        "incident_type_names": "name of a type",
        "incident_actors": "role of an actor",
        "incident_counts": "number",
        "incident_links": "link",
        "incident_tags": "tag",
        "actor_names": "name of an actor",
        "place_names": "name of a place",
        "actor_relations": "relation of actors",
        "place_relations": "relation of places",
        "meta": "setting",
    }.get(table, table.removesuffix("s").replace("_", " "))


def _step(row: tuple[Any, ...], undone: dict[int, int]) -> Step:
    tx, at, analyst, command, reason, undoes = row
    return Step(tx, at, analyst, command, reason, undoes, undone.get(tx))


def _numbers(conn: sqlite3.Connection, query: str, number: int) -> list[int]:
    return [int(row[0]) for row in conn.execute(query, {"id": number})]
