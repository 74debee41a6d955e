"""What a page of notes declares before its first source: the file, types, actors, places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.names import fold
from tracker.notes import TYPE_FIELDS, Declared, Pair
from tracker.store.noting_actors import declared_actors
from tracker.store.noting_places import declared_places
from tracker.store.noting_rows import chunks, rows_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from tracker.store.noting_names import Names

_ACTORS: Final = """
SELECT actor_id FROM incident_actors WHERE incident_id IN ({marks})
UNION SELECT actor_id FROM claims WHERE incident_id IN ({marks}) AND deleted_at IS NULL
UNION SELECT origin_id FROM citations WHERE incident_id IN ({marks}) AND deleted_at IS NULL
UNION SELECT s.origin_id FROM citations AS c JOIN sources AS t ON t.id = c.source_id
 JOIN sources AS s ON s.id = coalesce(t.merged_into, t.id)
 WHERE c.incident_id IN ({marks}) AND c.deleted_at IS NULL
"""
_PLACES: Final = """
SELECT place_id FROM incidents WHERE id IN ({marks})
UNION SELECT place_id FROM claims WHERE incident_id IN ({marks}) AND deleted_at IS NULL
"""


def declared(names: Names, ids: Sequence[int], whole: bool) -> Iterator[Declared]:
    """Yield the declarations of a page of these incidents; all that the file has for a `whole`."""
    conn = names.conn
    if whole:
        yield from _file(conn)
    yield from _types(conn)
    yield from declared_actors(names, None if whole else _reached(conn, "actor", ids, _ACTORS))
    yield from declared_places(names, None if whole else _reached(conn, "place", ids, _PLACES))


def _file(conn: sqlite3.Connection) -> Iterator[Declared]:
    meta = dict(conn.execute("SELECT key, value FROM meta").fetchall())
    fields = (Pair("tz", meta["tz"]),) if "tz" in meta else ()
    if "title" in meta or fields:
        yield Declared("file", meta.get("title", ""), fields=fields)


def _types(conn: sqlite3.Connection) -> Iterator[Declared]:
    """Yield the types of the file that are not those shipped, or are not as they were shipped."""
    from tracker.schema.migrations import table

    shipped = {row["code"]: row for row in table("incident_types.tsv")}
    given: dict[str, tuple[str, str]] = {}
    for code, row in shipped.items():
        for name in filter(None, (row["label"], *row["names"].split("|"))):
            given.setdefault(fold(name), (name, code))
    names: dict[str, list[Pair]] = {}
    held: set[tuple[str, str]] = set()
    for name, key, code in conn.execute(
        "SELECT name, name_key, type_code FROM incident_type_names ORDER BY name"
    ):
        held.add((key, code))
        if given.get(key, ("", ""))[1] != code:
            names.setdefault(code, []).append(Pair("alias", name))
    gone: dict[str, list[Pair]] = {}
    for key, (name, code) in given.items():
        if (key, code) not in held:
            gone.setdefault(code, []).append(Pair("alias-", name))
    columns = [name.replace("-", "_") for name in TYPE_FIELDS]
    for code, *values in conn.execute(
        f"SELECT code, {', '.join(columns)} FROM incident_types ORDER BY code"
    ).fetchall():
        usual = shipped.get(code) or {"label": code.replace("-", " ").capitalize()}
        fields = [
            Pair(name, value or "")
            for name, column, value in zip(TYPE_FIELDS, columns, values, strict=True)
            if (value or "") != usual.get(column, "")
        ]
        fields += gone.get(code, [])
        others = tuple(names.get(code, ()))
        if code not in shipped or fields or others:
            yield Declared("type", code, "", others, tuple(fields))


def _reached(conn: sqlite3.Connection, one: str, ids: Sequence[int], query: str) -> set[int]:
    """Return the actors or places that the incidents name, and all that these are related to."""
    waiting = [
        number
        for chunk in chunks(ids)
        for (number,) in rows_of(conn, query, chunk)
        if number is not None
    ]
    found: set[int] = set()
    while waiting:
        (number,) = conn.execute(
            f"SELECT coalesce(merged_into, id) FROM {one}s WHERE id = ?", (waiting.pop(),)
        ).fetchone()
        if number in found:
            continue
        found.add(int(number))
        waiting += [
            int(other)
            for (other,) in conn.execute(
                f"SELECT other_id FROM {one}_relations WHERE {one}_id IN"
                f" (SELECT id FROM {one}s WHERE ? IN (id, merged_into))",
                (number,),
            )
        ]
    return found
