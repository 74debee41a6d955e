"""Changing what is recorded of an actor, a place or a type that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.errors import TrackerError, quoted
from tracker.names import fold
from tracker.notes import TYPE_FIELDS
from tracker.store.actors import RELATIONS, Actors
from tracker.store.describing import (
    ACTOR_KINDS,
    NAME_KINDS,
    PLACE_RELATIONS,
    country_code,
    dated_name,
    one_of,
)
from tracker.store.lying import refuse_contradiction
from tracker.store.pairs import Pairs, unknown
from tracker.texts import long_text, one_line

if TYPE_CHECKING:
    import sqlite3

    from tracker.store.notices import Notices

_ACTOR_FIELDS: Final = ("name", "kind", "country", "note")
_PLACE_FIELDS: Final = ("name", "country", "coords", "tz", "precision", "note")


def edit_actor(
    conn: sqlite3.Connection, name: str, pairs: Pairs, notices: Notices, new: bool = False
) -> str:
    """Change what is known of an actor and return its name.

    `alias=X` adds, `alias-=X` takes away, `country=` empties. A new `name=` keeps the old one as an
    alias. Raises NotFoundError for an unknown actor, TrackerError for what cannot be read.
    """
    actors = Actors(conn, notices, new)
    actor = actors.known(name)
    _require(pairs, f"tracker actor edit {quoted(name)} kind=person")
    for key, value in pairs:
        bare, removes = key.removesuffix("-"), key.endswith("-")
        if key == "name":
            _rename(conn, "actor", actor, value, actors.find(value))
        elif key == "kind":
            _set(conn, "actors", actor, kind=one_of("kind", value, ACTOR_KINDS))
        elif key == "country":
            _set(conn, "actors", actor, country=country_code(value) if value else None)
        elif key == "note":
            _set(conn, "actors", actor, note=long_text(value, "note") or None)
        elif bare in NAME_KINDS and removes:
            _take_name(conn, "actor", actor, value)
        elif key in NAME_KINDS:
            actors.add_name(actor, value, key)
        elif bare in RELATIONS and removes:
            _part(conn, "actor", actor, bare, actors.known(dated_name(value)[0]), value)
        elif key in RELATIONS:
            other, date = dated_name(value)
            actors.relate(actor, key, actors.need(other), date)
        else:
            raise unknown(bare, (*_ACTOR_FIELDS, *NAME_KINDS, *RELATIONS))
    return actors.name_of(actor)


def edit_place(conn: sqlite3.Connection, name: str, pairs: Pairs, notices: Notices) -> str:
    """Change what is known of a place and return its name; the same words as for an actor."""
    from tracker.dates import zones
    from tracker.store.adopted import PLACE_PRECISIONS
    from tracker.store.coordinates import read_coordinates
    from tracker.store.places import Places

    places = Places(conn, notices)
    place = places.known(name)
    _require(pairs, f"tracker place edit {quoted(name)} precision=region")
    for key, value in pairs:
        bare, removes = key.removesuffix("-"), key.endswith("-")
        if key == "name":
            _rename(conn, "place", place, value, places.find(value))
        elif key == "country":
            _set(conn, "places", place, country=country_code(value) if value else None)
        elif key == "coords":
            latitude, longitude = read_coordinates(value) if value else (None, None)
            _set(conn, "places", place, latitude=latitude, longitude=longitude)
        elif key == "tz":
            _set(conn, "places", place, tz=zones.canonical(value) if value else None)
        elif key == "precision":
            precision = one_of(key, value, PLACE_PRECISIONS) if value else None
            _set(conn, "places", place, precision=precision)
        elif key == "note":
            _set(conn, "places", place, note=long_text(value, "note") or None)
        elif bare in NAME_KINDS and removes:
            _take_name(conn, "place", place, value)
        elif key in NAME_KINDS:
            places.add_name(place, value, key)
        elif bare in PLACE_RELATIONS and removes:
            _part(conn, "place", place, bare, places.known(value), value)
        elif key in PLACE_RELATIONS:
            other = places.need(value)
            refuse_contradiction(places, place, key, other)
            places.relate(place, key, other)
        else:
            raise unknown(bare, (*_PLACE_FIELDS, *NAME_KINDS, *PLACE_RELATIONS))
    return places.name_of(place)


def edit_type(conn: sqlite3.Connection, name: str, pairs: Pairs, notices: Notices) -> str:
    """Change what is known of a type and return its code, which stays: files refer to it."""
    from tracker.store.describing import describe_type
    from tracker.store.types import Types

    types = Types(conn, notices)
    code = types.known(name)
    _require(pairs, f'tracker type edit {code} "label=..."')
    for key, value in pairs:
        if key == "alias-":
            cursor = conn.execute(
                "DELETE FROM incident_type_names WHERE type_code = ? AND name_key = ?",
                (code, fold(value)),
            )
            if not cursor.rowcount:
                raise TrackerError(f"{code} has no alias '{value}'", f"tracker type show {code}")
        elif (key == "parent" and value) or key in ("label", "alias"):
            describe_type(conn, code, [(key, value)], notices)
        elif key in TYPE_FIELDS:
            column = key.replace("-", "_")
            text = one_line(value, key) if value else "" if key == "meaning" else None
            conn.execute(f"UPDATE incident_types SET {column} = ? WHERE code = ?", (text, code))
        else:
            raise unknown(key.removesuffix("-"), (*TYPE_FIELDS, "alias"))
    return code


def type_lines(conn: sqlite3.Connection, name: str) -> list[str]:
    """Return what is known of a type, a line each. Raises TrackerError for an unknown one."""
    from tracker.store.notices import Notices
    from tracker.store.types import Types

    code = Types(conn, Notices()).known(name)
    row = conn.execute(
        "SELECT label, meaning, acled_event, acled_sub_event, plover, gtd FROM incident_types"
        " WHERE code = ?",
        (code,),
    ).fetchone()
    above = [
        str(found[0])
        for found in conn.execute(
            "WITH RECURSIVE up (code, level) AS (SELECT parent, 1 FROM incident_types"
            " WHERE code = ? UNION SELECT t.parent, level + 1 FROM up JOIN incident_types AS t"
            " ON t.code = up.code) SELECT code FROM up WHERE code IS NOT NULL ORDER BY level",
            (code,),
        )
    ]

    def listed(query: str) -> str:
        return ", ".join(str(found[0]) for found in conn.execute(query, (code,)))

    (count,) = conn.execute(
        "SELECT count(*) FROM incidents WHERE type_code = ? AND deleted_at IS NULL"
        " AND merged_into IS NULL",
        (code,),
    ).fetchone()
    told = {
        "label": row[0],
        "meaning": row[1],
        "a kind of": ", ".join(above),
        "kinds of it": listed("SELECT code FROM incident_types WHERE parent = ? ORDER BY code"),
        "also": listed("SELECT name FROM incident_type_names WHERE type_code = ? ORDER BY name"),
        "ACLED": ": ".join(part for part in row[2:4] if part),
        "PLOVER": row[4],
        "GTD": row[5],
        "incidents": f"{count:,}",
    }
    return [code, *(f"{label:<14}{value}" for label, value in told.items() if value)]


def _require(pairs: Pairs, example: str) -> None:
    if not pairs:
        raise TrackerError("nothing to change was named", example)


def _rename(conn: sqlite3.Connection, one: str, number: int, name: str, meant: int | None) -> None:
    """Show it by another name; the one it had is kept as an alias."""
    name = one_line(name, f"{one}'s name")
    if not name:
        raise TrackerError(f"{one}s have a name", f"tracker {one} list")
    if meant not in (None, number):
        raise TrackerError(
            f"'{name}' is a name of another {one}",
            f"if both are one: tracker {one} merge {quoted(name)} ...",
        )
    conn.execute(
        f"UPDATE {one}_names SET kind = 'alias' WHERE {one}_id = ? AND kind = 'name'", (number,)
    )
    cursor = conn.execute(
        f"UPDATE {one}_names SET kind = 'name' WHERE {one}_id = ? AND name = ?", (number, name)
    )
    if not cursor.rowcount:
        conn.execute(
            f"INSERT INTO {one}_names ({one}_id, name_key, name, kind) VALUES (?, ?, ?, 'name')",
            (number, fold(name), name),
        )
    conn.execute(f"UPDATE {one}s SET name = ? WHERE id = ?", (name, number))


def _take_name(conn: sqlite3.Connection, one: str, number: int, name: str) -> None:
    (shown,) = conn.execute(f"SELECT name FROM {one}s WHERE id = ?", (number,)).fetchone()
    if fold(shown) == fold(name):
        raise TrackerError(
            f"'{shown}' is what it is shown by", f"tracker {one} edit {quoted(shown)} name=..."
        )
    cursor = conn.execute(
        f"DELETE FROM {one}_names WHERE name_key = ? AND {one}_id IN"
        f" (SELECT id FROM {one}s WHERE id = ? OR merged_into = ?)",
        (fold(name), number, number),
    )
    if not cursor.rowcount:
        raise TrackerError(f"{shown} has no name '{name}'", f"tracker {one} show {quoted(shown)}")


def _part(
    conn: sqlite3.Connection, one: str, number: int, kind: str, other: int, typed: str
) -> None:
    cursor = conn.execute(
        f"DELETE FROM {one}_relations WHERE kind = ?1 AND"
        f" {one}_id IN (SELECT id FROM {one}s WHERE id = ?2 OR merged_into = ?2) AND"
        f" other_id IN (SELECT id FROM {one}s WHERE id = ?3 OR merged_into = ?3)",
        (kind, number, other),
    )
    if not cursor.rowcount:
        (shown,) = conn.execute(f"SELECT name FROM {one}s WHERE id = ?", (number,)).fetchone()
        raise TrackerError(f"{shown} is not {kind} {typed}", f"tracker {one} show {quoted(shown)}")


def _set(conn: sqlite3.Connection, table: str, number: int, **changed: str | float | None) -> None:
    setting = ", ".join(f"{name} = ?" for name in changed)
    conn.execute(f"UPDATE {table} SET {setting} WHERE id = ?", (*changed.values(), number))
