"""Saying more about an actor, a place or a type, and telling what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tracker import countries
from tracker.dates import zones
from tracker.errors import TrackerError
from tracker.names import fold
from tracker.store.actors import RELATIONS, Actors
from tracker.store.adopted import PLACE_PRECISIONS
from tracker.store.circles import refusing_a_circle
from tracker.store.coordinates import read_coordinates
from tracker.store.lying import refuse_contradiction
from tracker.store.pairs import Pairs, unknown
from tracker.store.places import Places
from tracker.store.types import Types
from tracker.texts import long_text, one_line
from tracker.vocabulary import codes

if TYPE_CHECKING:
    import sqlite3

    from tracker.dates import Date
    from tracker.store.notices import Notices

ACTOR_KINDS: Final = codes("actor-kind")
NAME_KINDS: Final = tuple(code for code in codes("name-kind") if code != "name")
PLACE_RELATIONS: Final = codes("place-relation")


_RELATED: Final = """
SELECT DISTINCT r.kind, b.name, r.date_words, 1 AS forward
  FROM actors AS m JOIN actor_relations AS r ON r.actor_id = m.id
  JOIN actors AS o ON o.id = r.other_id JOIN actors AS b ON b.id = coalesce(o.merged_into, o.id)
 WHERE m.id = :id OR m.merged_into = :id
UNION
SELECT DISTINCT r.kind, b.name, r.date_words, 0
  FROM actors AS m JOIN actor_relations AS r ON r.other_id = m.id
  JOIN actors AS o ON o.id = r.actor_id JOIN actors AS b ON b.id = coalesce(o.merged_into, o.id)
 WHERE m.id = :id OR m.merged_into = :id
 ORDER BY 4 DESC, 1, 2, 3
"""

_LYING: Final = """
SELECT DISTINCT r.kind, b.name, 1 AS forward
  FROM places AS m JOIN place_relations AS r ON r.place_id = m.id
  JOIN places AS o ON o.id = r.other_id JOIN places AS b ON b.id = coalesce(o.merged_into, o.id)
 WHERE (m.id = :id OR m.merged_into = :id) AND r.kind <> 'within'
UNION
SELECT DISTINCT r.kind, b.name, 0
  FROM places AS m JOIN place_relations AS r ON r.other_id = m.id
  JOIN places AS o ON o.id = r.place_id JOIN places AS b ON b.id = coalesce(o.merged_into, o.id)
 WHERE m.id = :id OR m.merged_into = :id
 ORDER BY 3 DESC, 1, 2
"""


class Described(NamedTuple):
    """The answer: `Added` or `Noted`, the name that was described, and lines on what was said."""

    verb: str
    name: str
    lines: tuple[str, ...] = ()


def describe_actor(
    conn: sqlite3.Connection, name: str, pairs: Pairs, notices: Notices, new: bool = False
) -> Described:
    """Make the actor if it is new, and record what the pairs say; repeating changes nothing."""
    actors = Actors(conn, notices, new)
    stands = actors.find(name) if not new else None
    kind = next((value for key, value in pairs if key == "kind"), None)
    actor = (
        stands
        if stands is not None
        else actors.need(name, kind and one_of("kind", kind, ACTOR_KINDS))
    )
    say_of_actor(actors, actor, pairs)
    return Described(
        "Noted" if stands is not None else "Added",
        actors.name_of(actor),
        tuple(actor_lines(conn, actors.name_of(actor), actor)[1:]),
    )


def say_of_actor(actors: Actors, actor: int, pairs: Pairs) -> None:
    """Record what the pairs say of an actor that is there."""
    conn = actors.conn
    for key, value in pairs:
        if key == "kind":
            _set(conn, "actors", actor, "kind", one_of("kind", value, ACTOR_KINDS))
        elif key in NAME_KINDS:
            actors.add_name(actor, value, key)
        elif key in RELATIONS:
            other, date = dated_name(value)
            actors.relate(actor, key, actors.need(other), date)
        elif key == "country":
            _set(conn, "actors", actor, "country", country_code(value))
        elif key == "note":
            _set(conn, "actors", actor, "note", long_text(value, "note") or None)
        else:
            raise unknown(key, ("kind", "country", *NAME_KINDS, *RELATIONS, "note"))


def dated_name(text: str) -> tuple[str, Date | None]:
    """Read `SDF | from 2015`: a name, and since or between when. Raises TrackerError."""
    name, parted, words = text.partition("|")
    if not parted:
        return text, None
    from tracker import dates  # few relations have a date

    return name.strip(), dates.parse(words.strip())


def actor_lines(conn: sqlite3.Connection, name: str, actor: int | None = None) -> list[str]:
    """Return what is known of an actor, a line each. Raises NotFoundError for an unknown name."""
    from tracker.store.notices import Notices

    actors = Actors(conn, Notices())
    number = actors.known(name) if actor is None else actor
    shown, kind, country, note = conn.execute(
        "SELECT name, kind, country, note FROM actors WHERE id = ?", (number,)
    ).fetchone()
    lines = [f"{shown} ({', '.join(part for part in (kind, country) if part)})"]
    others = [
        f"{row[0]}" + (f" ({row[1]})" if row[1] not in ("alias", "name") else "")
        for row in conn.execute(
            "SELECT n.name, min(n.kind) FROM actors AS a JOIN actor_names AS n ON n.actor_id = a.id"
            " WHERE (a.id = ?1 OR a.merged_into = ?1) AND n.name <> ?2"
            " GROUP BY n.name ORDER BY 2, 1",
            (number, shown),
        )
    ]
    if others:
        lines.append(f"{'also':<14}{', '.join(others)}")
    for relation, other, date, forward in conn.execute(_RELATED, {"id": number}):
        since = f", {date}" if date else ""
        lines.append(
            f"{relation:<14}{other}{since}" if forward else f"{other} is {relation} it{since}"
        )
    if note:
        lines.append(f"{'note':<14}{note}")
    return lines


def describe_place(
    conn: sqlite3.Connection, name: str, pairs: Pairs, notices: Notices
) -> Described:
    """Make the place (and what contains it) if it is new, and record what the pairs say."""
    places = Places(conn, notices, new=True)
    stands = places.find(name)
    place = stands if stands is not None else places.need(name)
    say_of_place(places, place, pairs, checked=True)
    shown = places.name_of(place)
    verb = "Noted" if stands is not None else "Added"
    return Described(verb, shown, tuple(place_lines(conn, shown, place)[1:]))


def say_of_place(places: Places, place: int, pairs: Pairs, checked: bool = False) -> None:
    """Record what the pairs say of a place that is there.

    With `checked`, a place that would lie within another and apart from it is refused; a page that
    was written from a file has to be read as it is.
    """
    conn = places.conn
    for key, value in pairs:
        if key == "country":
            _set(conn, "places", place, "country", country_code(value))
        elif key == "coords":
            latitude, longitude = read_coordinates(value)
            _set(conn, "places", place, "latitude", latitude, longitude=longitude)
        elif key in PLACE_RELATIONS:
            other = places.need(value)
            if checked:
                refuse_contradiction(places, place, key, other)
            places.relate(place, key, other)
        elif key in NAME_KINDS:
            places.add_name(place, value, key)
        elif key == "tz":
            _set(conn, "places", place, "tz", zones.canonical(value))
        elif key == "precision":
            _set(conn, "places", place, "precision", one_of(key, value, PLACE_PRECISIONS))
        elif key == "note":
            _set(conn, "places", place, "note", long_text(value, "note") or None)
        else:
            fields = ("country", "coords", *PLACE_RELATIONS, *NAME_KINDS, "tz", "precision", "note")
            raise unknown(key, fields)


def place_lines(conn: sqlite3.Connection, name: str, place: int | None = None) -> list[str]:
    """Return what is known of a place, a line each. Raises NotFoundError for an unknown name."""
    from tracker.store.notices import Notices

    places = Places(conn, Notices())
    number = places.known(name) if place is None else place
    shown, country, latitude, longitude, precision, tz, note = conn.execute(
        "SELECT name, country, latitude, longitude, precision, tz, note FROM places WHERE id = ?",
        (number,),
    ).fetchone()
    lines = [f"{shown}" + (f" ({country})" if country else "")]
    others = [
        str(row[0])
        for row in conn.execute(
            "SELECT DISTINCT n.name FROM places AS m JOIN place_names AS n ON n.place_id = m.id"
            " WHERE (m.id = ?1 OR m.merged_into = ?1) AND n.name <> ?2 ORDER BY n.name",
            (number, shown),
        )
    ]
    lines += [f"{'also':<14}{', '.join(others)}"] if others else []
    within = [places.name_of(other) for other in places.containing(number)]
    lines += [f"{'within':<14}{', '.join(within)}"] if within else []
    for kind, other, forward in conn.execute(_LYING, {"id": number}):
        words = other if forward or kind != "within" else f"{other} lies within it"
        lines.append(f"{kind:<14}{words}" if forward or kind != "within" else words)
    zone = tz or places.zone_of(number)
    lines += [f"{'zone':<14}{zone}"] if zone else []
    lines += [f"{'at':<14}{latitude:g}, {longitude:g}"] if latitude is not None else []
    lines += [f"{'precision':<14}{precision}"] if precision else []
    lines += [f"{'note':<14}{note}"] if note else []
    return lines


def describe_type(conn: sqlite3.Connection, code: str, pairs: Pairs, notices: Notices) -> Described:
    """Make the type if it is new, and record what the pairs say."""
    types = Types(conn, notices, new=True)
    stands = types.find(code)
    kept = stands or types.need(code)
    for name, value in pairs:
        if name == "parent":
            parent = types.known(value)
            with refusing_a_circle(
                f"{kept} cannot belong to {parent}, which belongs to it", "tracker type list"
            ):
                conn.execute("UPDATE incident_types SET parent = ? WHERE code = ?", (parent, kept))
        elif name == "label":
            conn.execute(
                "UPDATE incident_types SET label = ? WHERE code = ?",
                (one_line(value, "label"), kept),
            )
        elif name == "alias":
            other = types.find(value)
            if other is not None and other != kept:
                raise TrackerError(f"'{value}' is a name of {other}", "tracker type list")
            if other is None:
                conn.execute(
                    "INSERT INTO incident_type_names (name_key, name, type_code) VALUES (?, ?, ?)",
                    (fold(value), one_line(value, "name"), kept),
                )
        else:
            raise unknown(name, ("parent", "label", "alias"))
    return Described("Added" if stands is None else "Noted", kept)


def _set(
    conn: sqlite3.Connection,
    table: str,
    number: int,
    column: str,
    value: str | float | None,
    longitude: float | None = None,
) -> None:
    changed: dict[str, str | float | None] = {column: value}
    if longitude is not None:
        changed["longitude"] = longitude
    setting = ", ".join(f"{name} = ?" for name in changed)
    conn.execute(f"UPDATE {table} SET {setting} WHERE id = ?", (*changed.values(), number))


def country_code(text: str) -> str:
    found = countries.find(text)
    if found is None:
        raise TrackerError(f"unknown country '{text}'", "its English name or three-letter code")
    return found.code


def one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    word = text.strip().lower().replace(" ", "-")
    if word not in allowed:
        raise TrackerError(f"unknown {name} '{text}'", f"one of: {', '.join(allowed)}")
    return word
