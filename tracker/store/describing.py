"""Saying more about an actor, a place, a source or a type, and telling what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tracker import countries, dates
from tracker.dates import zones
from tracker.errors import TrackerError
from tracker.names import fold
from tracker.store.actors import RELATIONS, Actors
from tracker.store.adopted import PLACE_PRECISIONS, read_coordinates
from tracker.store.circles import refusing_a_circle
from tracker.store.pairs import Pairs, unknown
from tracker.store.places import Places
from tracker.store.sources import Sources, published_columns, read_source
from tracker.store.types import Types
from tracker.texts import TITLE_LIMIT, long_text, one_line
from tracker.urls import checked

if TYPE_CHECKING:
    import sqlite3

    from tracker.store.notices import Notices
    from tracker.store.values import Terms

ACTOR_KINDS: Final = (
    "state", "force", "unit", "armed-group", "militia", "person", "organisation", "media",
    "civilians", "alliance", "unnamed", "equipment", "other",
)  # fmt: skip
NAME_KINDS: Final = ("alias", "acronym", "transliteration", "former", "weak")
SOURCE_KINDS: Final = (
    "news", "wire", "press-release", "statement", "report", "dataset", "social-post", "video",
    "photo", "satellite", "document", "book", "testimony", "other",
)  # fmt: skip
PLACE_RELATIONS: Final = ("within", "overlaps", "distinct-from")
_SOURCE_TEXTS: Final = {
    "title": TITLE_LIMIT,
    "publisher": 200,
    "author": 200,
    "language": 200,
    "via": 200,
    "archive-url": 2048,
}


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
        else actors.need(name, kind and _one_of("kind", kind, ACTOR_KINDS))
    )
    for key, value in pairs:
        if key == "kind":
            _set(conn, "actors", actor, "kind", _one_of("kind", value, ACTOR_KINDS))
        elif key in NAME_KINDS:
            actors.add_name(actor, value, key)
        elif key in RELATIONS:
            actors.relate(actor, key, actors.need(value))
        elif key == "country":
            _set(conn, "actors", actor, "country", _country(value))
        elif key == "note":
            _set(conn, "actors", actor, "note", long_text(value, "note") or None)
        else:
            raise unknown(key, ("kind", "country", *NAME_KINDS, *RELATIONS, "note"))
    return Described(
        "Noted" if stands is not None else "Added",
        actors.name_of(actor),
        tuple(actor_lines(conn, actors.name_of(actor), actor)[1:]),
    )


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
            "SELECT name, kind FROM actor_names WHERE actor_id = ? AND name <> ?"
            " ORDER BY kind, name",
            (number, shown),
        )
    ]
    if others:
        lines.append(f"{'also':<14}{', '.join(others)}")
    for relation, other, forward in conn.execute(
        "SELECT r.kind, a.name, 1 FROM actor_relations AS r JOIN actors AS a ON a.id = r.other_id"
        " WHERE r.actor_id = ? UNION ALL"
        " SELECT r.kind, a.name, 0 FROM actor_relations AS r JOIN actors AS a ON a.id = r.actor_id"
        " WHERE r.other_id = ? ORDER BY 3 DESC, 1, 2",
        (number, number),
    ):
        lines.append(f"{relation:<14}{other}" if forward else f"{other} is {relation} it")
    if note:
        lines.append(f"{'note':<14}{note}")
    return lines


def describe_place(
    conn: sqlite3.Connection, name: str, pairs: Pairs, notices: Notices
) -> Described:
    """Make the place (and what contains it) if it is new, and record what the pairs say."""
    places = Places(conn, notices)
    stands = places.find(name)
    place = stands if stands is not None else places.need(name)
    for key, value in pairs:
        if key == "country":
            _set(conn, "places", place, "country", _country(value))
        elif key == "coords":
            latitude, longitude = read_coordinates(value)
            _set(conn, "places", place, "latitude", latitude, longitude=longitude)
        elif key in PLACE_RELATIONS:
            places.relate(place, key, places.need(value))
        elif key in NAME_KINDS:
            places.add_name(place, value, key)
        elif key == "tz":
            _set(conn, "places", place, "tz", zones.canonical(value))
        elif key == "precision":
            _set(conn, "places", place, "precision", _one_of(key, value, PLACE_PRECISIONS))
        elif key == "note":
            _set(conn, "places", place, "note", long_text(value, "note") or None)
        else:
            fields = ("country", "coords", *PLACE_RELATIONS, *NAME_KINDS, "tz", "precision", "note")
            raise unknown(key, fields)
    shown = places.name_of(place)
    verb = "Noted" if stands is not None else "Added"
    return Described(verb, shown, tuple(place_lines(conn, shown, place)[1:]))


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
            "SELECT name FROM place_names WHERE place_id = ? AND name <> ? ORDER BY name",
            (number, shown),
        )
    ]
    lines += [f"{'also':<14}{', '.join(others)}"] if others else []
    within = [places.name_of(other) for other in places.containing(number)]
    lines += [f"{'within':<14}{', '.join(within)}"] if within else []
    for kind, other, forward in conn.execute(
        "SELECT r.kind, p.name, 1 FROM place_relations AS r JOIN places AS p ON p.id = r.other_id"
        " WHERE r.place_id = ? AND r.kind <> 'within' UNION ALL"
        " SELECT r.kind, p.name, 0 FROM place_relations AS r JOIN places AS p ON p.id = r.place_id"
        " WHERE r.other_id = ? ORDER BY 3 DESC, 1, 2",
        (number, number),
    ):
        words = other if forward or kind != "within" else f"{other} lies within it"
        lines.append(f"{kind:<14}{words}" if forward or kind != "within" else words)
    zone = tz or places.zone_of(number)
    lines += [f"{'zone':<14}{zone}"] if zone else []
    lines += [f"{'at':<14}{latitude:g}, {longitude:g}"] if latitude is not None else []
    lines += [f"{'precision':<14}{precision}"] if precision else []
    lines += [f"{'note':<14}{note}"] if note else []
    return lines


def describe_source(
    conn: sqlite3.Connection, text: str, pairs: Pairs, notices: Notices, terms: Terms
) -> Described:
    """Make the source if it is new, and record what the pairs say; the name is its key."""
    sources = Sources(conn, notices)
    typed = read_source(text, terms.order)
    key = next((value for name, value in pairs if name == "key"), None)
    found = sources.find(typed)
    if found is None and key is not None and typed.url is None and not typed.described:
        typed = read_source(f"| {text}")
    source = sources.need(typed)
    for name, value in pairs:
        _describe_source(conn, source.id, name, value, notices, terms)
    return Described("Added" if found is None else "Noted", sources.key_of(source.id))


def source_lines(conn: sqlite3.Connection, text: str) -> list[str]:
    """Return what is known of a source, and the incidents that cite it, a line each."""
    from tracker.store.notices import Notices

    number = Sources(conn, Notices()).known(text)
    columns = (
        "key", "kind", "title", "publisher", "author", "published_words", "url", "archive_url",
        "language", "agency", "reliability", "file", "sha256", "note", "retraction_note",
    )  # fmt: skip
    row = conn.execute(
        f"SELECT {', '.join(columns)} FROM sources WHERE id = ?", (number,)
    ).fetchone()
    words = {"published_words": "published", "archive_url": "archive", "agency": "via"}
    lines = [
        f"{words.get(name, name).replace('_', ' '):<12}{value}"
        for name, value in zip(columns, row, strict=True)
        if value is not None
    ]
    origin = conn.execute(
        "SELECT a.name FROM sources AS s JOIN actors AS a ON a.id = s.origin_id WHERE s.id = ?",
        (number,),
    ).fetchone()
    lines += [f"{'said by':<12}{origin[0]}"] if origin else []
    for incident, words_, title in conn.execute(
        "SELECT DISTINCT i.id, i.date_words, i.title FROM citations AS c JOIN incidents AS i"
        " ON i.id = c.incident_id WHERE c.source_id = ? AND c.deleted_at IS NULL"
        " AND i.deleted_at IS NULL ORDER BY i.sort_key, i.id",
        (number,),
    ):
        lines.append(f"{'cited by':<12}{incident}  {words_}  {title}")
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


def _describe_source(
    conn: sqlite3.Connection, source: int, name: str, value: str, notices: Notices, terms: Terms
) -> None:
    if name == "key":
        key = value.strip().lower()
        if not key or any(c not in "abcdefghijklmnopqrstuvwxyz0123456789._-" for c in key):
            raise TrackerError(
                f"cannot use the key '{value}'", "letters, figures, hyphens: key=france24"
            )
        other = conn.execute(
            "SELECT 1 FROM sources WHERE key = ? AND id <> ? AND deleted_at IS NULL", (key, source)
        ).fetchone()
        if other is not None:
            raise TrackerError(f"the key {key} is taken", f"tracker source show {key}")
        _set(conn, "sources", source, "key", key)
    elif name == "kind":
        _set(conn, "sources", source, "kind", _one_of(name, value, SOURCE_KINDS))
    elif name == "published":
        published = dates.parse(value, order=terms.order)
        conn.execute(
            "UPDATE sources SET published_text = ?, published_edtf = ?, published_words = ?,"
            " published_earliest = ?, published_latest = ?, published_tz = ? WHERE id = ?",
            (*published_columns(published), source),
        )
    elif name == "said-by":
        _set(conn, "sources", source, "origin_id", Actors(conn, notices, terms.new).need(value))
    elif name == "reliability":
        _set(conn, "sources", source, "reliability", _one_of(name, value.upper(), tuple("ABCDEF")))
    elif name == "private":
        word = _one_of(name, value.lower(), ("yes", "no", "1", "0"))
        _set(conn, "sources", source, "private", int(word in ("yes", "1")))
    elif name == "note":
        _set(conn, "sources", source, "note", long_text(value, "note") or None)
    elif name == "file":
        _set(conn, "sources", source, "file", *_saved_copy(value))
    elif name in _SOURCE_TEXTS:
        column = {"via": "agency", "archive-url": "archive_url"}.get(name, name)
        text = (
            checked(value) if name == "archive-url" else one_line(value, name, _SOURCE_TEXTS[name])
        )
        _set(conn, "sources", source, column, text)
    else:
        raise unknown(
            name,
            ("key", "kind", "published", "said-by", "reliability", "private", "note", "file",
             *_SOURCE_TEXTS),
        )  # fmt: skip


def _saved_copy(value: str) -> tuple[str, str]:
    from hashlib import sha256
    from pathlib import Path

    path = Path(value)
    try:
        with path.open("rb") as file:
            hashed = sha256()
            while block := file.read(1 << 20):
                hashed.update(block)
    except OSError as error:
        raise TrackerError(
            f"cannot read {value}: {error.strerror}", "file=PATH of a copy"
        ) from error
    return value, hashed.hexdigest()


def _set(
    conn: sqlite3.Connection,
    table: str,
    number: int,
    column: str,
    value: str | float | None,
    sha256: str | None = None,
    longitude: float | None = None,
) -> None:
    changed: dict[str, str | float | None] = {column: value}
    if sha256 is not None:
        changed["sha256"] = sha256
    if longitude is not None:
        changed["longitude"] = longitude
    setting = ", ".join(f"{name} = ?" for name in changed)
    conn.execute(f"UPDATE {table} SET {setting} WHERE id = ?", (*changed.values(), number))


def _country(text: str) -> str:
    found = countries.find(text)
    if found is None:
        raise TrackerError(f"unknown country '{text}'", "its English name or three-letter code")
    return found.code


def _one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    word = text.strip() if allowed[0] == "A" else text.strip().lower().replace(" ", "-")
    if word not in allowed:
        raise TrackerError(f"unknown {name} '{text}'", f"one of: {', '.join(allowed)}")
    return word
