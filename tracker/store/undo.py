"""Undo and redo: a transaction taken back row by row, and what is in use kept and named."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any, Final

from tracker.errors import TrackerError
from tracker.store import bulk
from tracker.store.history import (
    KEYS,
    Key,
    RowChange,
    Step,
    changes_of,
    step,
    thing,
    undone_by,
)
from tracker.store.unused import revive

# What rests on a row: (table, column) pairs that keep it from being taken back alone.
RESTING: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "incidents": (
        ("citations", "incident_id"), ("claims", "incident_id"), ("decisions", "incident_id"),
        ("incident_actors", "incident_id"), ("incident_counts", "incident_id"),
        ("incident_links", "from_incident_id"), ("incident_links", "to_incident_id"),
        ("incident_tags", "incident_id"), ("attributes", "incident_id"),
        ("incidents", "merged_into"),
    ),
    "citations": (
        ("claims", "citation_id"), ("decisions", "citation_id"),
        ("incident_links", "citation_id"), ("actor_relations", "citation_id"),
    ),
    "actors": (
        ("incident_actors", "actor_id"), ("citations", "origin_id"), ("sources", "origin_id"),
        ("claims", "actor_id"), ("actor_relations", "actor_id"), ("actor_relations", "other_id"),
        ("actors", "merged_into"), ("actor_names", "actor_id"),
    ),
    "places": (
        ("incidents", "place_id"), ("claims", "place_id"), ("place_relations", "place_id"),
        ("place_relations", "other_id"), ("places", "merged_into"), ("place_names", "place_id"),
    ),
    "sources": (("citations", "source_id"), ("sources", "merged_into")),
    "incident_types": (
        ("incidents", "type_code"), ("claims", "type_code"), ("incident_types", "parent"),
        ("incident_type_names", "type_code"),
    ),
}  # fmt: skip
MANY: Final = 100
# Made in passing: kept by undo where later rows use them.
IN_PASSING: Final = ("actors", "places", "sources", "incident_types")
PARTS_OF: Final = {
    "actor_names": ("actors", "actor_id"),
    "actor_relations": ("actors", "actor_id"),
    "place_names": ("places", "place_id"),
    "place_relations": ("places", "place_id"),
    "incident_type_names": ("incident_types", "type_code"),
}


@dataclass(frozen=True, slots=True)
class Undone:
    """What undo did: the step it took back, how many rows, and what it kept since it is used."""

    step: Step
    rows: int
    kept: tuple[str, ...]


def undo(conn: sqlite3.Connection, tx: int) -> Undone:
    """Take transaction `tx` back inside the open transaction, row by row in reverse order.

    What it made in passing and is used by now is kept and named. Raises TrackerError where a later
    change touched the same row, recorded the same again, or attached a row to what would go;
    nothing is changed then.
    """
    try:
        return _undo_in_bulk(conn, tx)
    except sqlite3.IntegrityError as error:
        if "a row with this key is there" not in str(error):
            raise
        raise TrackerError(
            f"t{tx} cannot be undone: the same was recorded again since", f"tracker history t{tx}"
        ) from error


def _undo_in_bulk(conn: sqlite3.Connection, tx: int) -> Undone:
    (citations,) = conn.execute(
        "SELECT count(*) FROM log_changes WHERE tx = ? AND table_name = 'citations'", (tx,)
    ).fetchone()
    if citations < MANY:
        return _undo(conn, tx)
    # Before a citation goes, the claims of it are looked for, and no index has them by citation.
    with bulk.indexed(conn, "claims", "citation_id"):
        return _undo(conn, tx)


def _undo(conn: sqlite3.Connection, tx: int) -> Undone:
    taken = step(conn, tx)
    if taken.undone_by is not None:
        raise TrackerError(
            f"t{tx} was already undone, by t{taken.undone_by}",
            f"tracker undo t{taken.undone_by}",
        )
    _refuse_touched(conn, tx)
    conn.execute("PRAGMA defer_foreign_keys = ON")
    kept: dict[tuple[str, Any], str] = {}
    rows = 0
    changes = list(changes_of(conn, tx))
    waiting: list[RowChange] = []
    made = {
        (change.table, change.row_id)
        for change in changes
        if change.operation == "insert" and change.table in IN_PASSING
    }
    for change in reversed(changes):
        if change.operation == "insert" and (
            change.table in IN_PASSING or change.table in PARTS_OF
        ):
            waiting.append(change)
        elif change.operation == "insert" or (change.table, change.row_id) not in made:
            _revert(conn, change, taken)
            rows += 1
    rows += _take_back_in_passing(conn, waiting, kept, taken)
    if not rows and kept:
        name = next(iter(kept.values()))
        raise TrackerError(
            f"t{tx} cannot be undone: {name} is used by later entries", f"tracker history t{tx}"
        )
    revive(conn)
    return Undone(taken, rows, tuple(kept.values()))


def _refuse_touched(conn: sqlite3.Connection, tx: int) -> None:
    """Refuse where a later transaction that still stands changed a row that `tx` changed.

    An undo stands in the way only where it took back something older than `tx`.
    """
    undone = undone_by(conn)
    rows = conn.execute(
        "SELECT DISTINCT later.tx, later.table_name, later.row_id, t.command"
        " FROM log_changes AS mine"
        " JOIN log_changes AS later ON later.table_name = mine.table_name"
        " AND later.row_id = mine.row_id AND later.id > mine.id"
        " JOIN log_transactions AS t ON t.id = later.tx"
        " WHERE mine.tx = ? AND later.tx <> mine.tx AND coalesce(t.undoes, 0) < mine.tx"
        " ORDER BY later.tx DESC",
        (tx,),
    )
    for later, table, row_id, command in rows:
        if later not in undone:
            raise TrackerError(
                f"t{tx} cannot be undone: t{later} ({command}) changed the same"
                f" {_named(table, row_id)} since",
                f"tracker undo t{later}",
            )


def _named(table: str, row_id: object) -> str:
    number = f" {'c' if table == 'citations' else ''}{row_id}" if isinstance(row_id, int) else ""
    return thing(table) + (number if table in ("incidents", "citations") else "")


def _revert(
    conn: sqlite3.Connection, change: RowChange, taken: Step, settled: bool = False
) -> None:
    """Take one change back; `settled` says that what rests on the row is known to go as well."""
    where = " AND ".join(f"{name} IS ?" for name in change.key)
    key = tuple(change.key.values())
    if change.operation == "insert":
        if not settled:
            _refuse_resting(conn, change, taken)
        done = conn.execute(f"DELETE FROM {change.table} WHERE {where}", key)
    elif change.operation == "delete":
        columns = _columns(conn, change.table, change.before)
        marks = ", ".join("?" * len(columns))
        done = conn.execute(
            f"INSERT INTO {change.table} ({', '.join(columns)}) VALUES ({marks})",
            tuple(change.before[name] for name in columns),
        )
    else:
        columns = _columns(conn, change.table, change.before)
        after = {name: change.after.get(name, change.key[name]) for name in change.key}
        setting = ", ".join(f"{name} = ?" for name in columns)
        done = conn.execute(
            f"UPDATE {change.table} SET {setting} WHERE {where}",
            (*(change.before[name] for name in columns), *after.values()),
        )
    if done.rowcount != 1:
        raise TrackerError(
            f"t{taken.tx} cannot be undone: a row of {change.table} is not as it left it",
            "tracker check",
        )


def _columns(conn: sqlite3.Connection, table: str, image: dict[str, Any]) -> list[str]:
    known = {row[1] for row in conn.execute(f"PRAGMA table_info({table})")}
    strange = set(image) - known
    if strange:
        raise TrackerError(f"the log names an unknown column of {table}", "tracker check")
    return list(image)


def _refuse_resting(conn: sqlite3.Connection, change: RowChange, taken: Step) -> None:
    found = _resting(conn, change.table, change.key)
    if found is None:
        return
    table, row_id = found
    later = conn.execute(
        "SELECT tx FROM log_changes WHERE table_name = ? AND operation = 'insert' AND row_id = ?"
        " ORDER BY id DESC LIMIT 1",
        (table, row_id),
    ).fetchone()
    number = int(later[0]) if later else 0
    told = f" by t{number} ({step(conn, number).command})" if number else ""
    raise TrackerError(
        f"t{taken.tx} cannot be undone: a {thing(table)} was attached to"
        f" {_named(change.table, change.row_id)} since{told}",
        f"tracker undo t{number}" if number else "tracker history",
    )


def _resting(conn: sqlite3.Connection, table: str, key: Key) -> tuple[str, object] | None:
    """Return one row (table, logged id) that rests on the row of that key, or None."""
    identity = next(iter(key.values()))
    for other, column in RESTING.get(table, ()):
        names = KEYS[other]
        row = conn.execute(
            f"SELECT {', '.join(names)} FROM {other} WHERE {column} = ? LIMIT 1", (identity,)
        ).fetchone()
        if row is not None:
            return other, row[0] if len(names) == 1 else _logged_key(conn, row)
    return None


def _logged_key(conn: sqlite3.Connection, row: tuple[object, ...]) -> object:
    marks = ", ".join("?" * len(row))
    return conn.execute(f"SELECT json_array({marks})", row).fetchone()[0]


def _take_back_in_passing(
    conn: sqlite3.Connection,
    waiting: list[RowChange],
    kept: dict[tuple[str, Any], str],
    taken: Step,
) -> int:
    """Take back actors, places, sources and types, unless something that stays uses them.

    Names and relations go with the row they belong to; a row that another kept one belongs to is
    kept too, so what is used is settled first.
    """
    made = {
        (change.table, next(iter(change.key.values()))): change
        for change in waiting
        if change.table in IN_PASSING
    }
    parts = [change for change in waiting if change.table in PARTS_OF]
    own_rows = {(c.table, tuple(c.key.values())) for c in waiting}
    growing = True
    while growing:
        growing = False
        for (table, identity), change in made.items():
            if (table, identity) in kept:
                continue
            if _used(conn, table, identity, own_rows, kept):
                kept[table, identity] = _name_of(conn, table, change.key)
                growing = True
    rows = 0
    for change in parts:
        holder, column = PARTS_OF[change.table]
        owner = change.key.get(column)
        if owner is None:
            where = " AND ".join(f"{name} IS ?" for name in change.key)
            row = conn.execute(
                f"SELECT {column} FROM {change.table} WHERE {where}", tuple(change.key.values())
            ).fetchone()
            owner = row[0] if row else None
        if (holder, owner) not in kept:
            _revert(conn, change, taken)
            rows += 1
    for (table, identity), change in made.items():
        if (table, identity) not in kept:
            _revert(conn, change, taken, settled=True)
            rows += 1
    return rows


def _used(
    conn: sqlite3.Connection,
    table: str,
    identity: object,
    own: set[tuple[str, tuple[Any, ...]]],
    kept: dict[tuple[str, Any], str],
) -> bool:
    for other, column in RESTING.get(table, ()):
        names = KEYS[other]
        for row in conn.execute(
            f"SELECT {', '.join(names)} FROM {other} WHERE {column} = ?", (identity,)
        ):
            if (other, tuple(row)) not in own:
                return True
            if other in IN_PASSING and (other, row[0]) in kept:
                return True
            if other in PARTS_OF and column != PARTS_OF[other][1]:
                holder, owner_column = PARTS_OF[other]
                where = " AND ".join(f"{name} IS ?" for name in names)
                owner = conn.execute(
                    f"SELECT {owner_column} FROM {other} WHERE {where}", tuple(row)
                ).fetchone()
                if owner is not None and (holder, owner[0]) in kept:
                    return True
    return False


def _name_of(conn: sqlite3.Connection, table: str, key: Key) -> str:
    column = {"sources": "key", "incident_types": "code"}.get(table, "name")
    name = next(iter(key))
    row = conn.execute(f"SELECT {column} FROM {table} WHERE {name} = ?", (key[name],)).fetchone()
    return f"the {thing(table)} {row[0]}"
