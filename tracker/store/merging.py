"""Two actors or two places that are one: one goes by the other, and both names and ids find it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.errors import TrackerError, quoted

if TYPE_CHECKING:
    import sqlite3

    from tracker.store.actors import Actors
    from tracker.store.places import Places


class Merged(NamedTuple):
    """What a merge did: the name that leads elsewhere now, the one that stays, and lines on it."""

    other: str
    kept: str
    lines: tuple[str, ...]


class _Kind(NamedTuple):
    """A table whose rows can be merged: what counts as used, and what the kept one inherits."""

    one: str
    relations: str
    climbing: tuple[str, ...]
    used: tuple[tuple[str, str], ...]
    inherits: tuple[tuple[str, ...], ...]


_ACTOR: Final = _Kind(
    "actor",
    "actor_relations",
    ("part-of", "member-of"),
    (
        ("incident", "SELECT DISTINCT incident_id FROM incident_actors WHERE actor_id = ?"),
        ("citation", "SELECT id FROM citations WHERE origin_id = ? AND deleted_at IS NULL"),
        ("claim", "SELECT id FROM claims WHERE actor_id = ? AND deleted_at IS NULL"),
        ("source", "SELECT id FROM sources WHERE origin_id = ? AND deleted_at IS NULL"),
    ),
    (("country",), ("note",)),
)
_PLACE: Final = _Kind(
    "place",
    "place_relations",
    ("within",),
    (
        ("incident", "SELECT id FROM incidents WHERE place_id = ?"),
        ("claim", "SELECT id FROM claims WHERE place_id = ? AND deleted_at IS NULL"),
    ),
    (("country",), ("latitude", "longitude"), ("precision",), ("tz",), ("note",)),
)


def merge_actors(conn: sqlite3.Connection, actors: Actors, other: str, kept: str) -> Merged:
    """Let the actor called `other` go by the one called `kept`, inside the open transaction.

    Names, relations, roles, citations and claims stay on the row they were made for and count for
    the one it was merged into, so that undoing takes one mark back and loses nothing. Raises
    TrackerError where the two are one already, or are related so that they cannot be.
    """
    one, stays = actors.known(other), actors.known(kept)
    merged = _merge(conn, _ACTOR, one, stays, (other, kept))
    kinds = [
        str(conn.execute("SELECT kind FROM actors WHERE id = ?", (number,)).fetchone()[0])
        for number in (one, stays)
    ]
    lines = list(merged.lines)
    if kinds[1] == "other" and kinds[0] != "other":
        conn.execute("UPDATE actors SET kind = ? WHERE id = ?", (kinds[0], stays))
        lines.append(f"{merged.kept} gets its kind: {kinds[0]}")
    elif kinds[0] not in ("other", kinds[1]):
        lines.append(f"{merged.kept} keeps its own kind, {kinds[1]}; the other is {kinds[0]}")
    return merged._replace(lines=tuple(lines))


def merge_places(conn: sqlite3.Connection, places: Places, other: str, kept: str) -> Merged:
    """Let the place called `other` go by the one called `kept`; the same rules hold."""
    return _merge(conn, _PLACE, places.known(other), places.known(kept), (other, kept))


def _merge(
    conn: sqlite3.Connection, kind: _Kind, other: int, kept: int, typed: tuple[str, str]
) -> Merged:
    if other == kept:
        raise TrackerError(
            f"'{typed[0]}' and '{typed[1]}' are one {kind.one} already",
            f"tracker {kind.one} show {quoted(typed[1])}",
        )
    names = tuple(
        str(conn.execute(f"SELECT name FROM {kind.one}s WHERE id = ?", (number,)).fetchone()[0])
        for number in (other, kept)
    )
    _refuse_what_is_related(conn, kind, other, kept, names)
    lines = [*_used(conn, kind, other), *_names(conn, kind, other, kept)]
    conn.execute(f"UPDATE {kind.one}s SET merged_into = ? WHERE merged_into = ?", (kept, other))
    conn.execute(f"UPDATE {kind.one}s SET merged_into = ? WHERE id = ?", (kept, other))
    lines += _inherited(conn, kind, other, kept, names[1])
    return Merged(names[0], names[1], tuple(lines))


def _refuse_what_is_related(
    conn: sqlite3.Connection, kind: _Kind, other: int, kept: int, names: tuple[str, ...]
) -> None:
    """Refuse two that are related, at whatever distance: one cannot be part of itself."""
    column = f"{kind.one}_id"
    one, two = (
        f"SELECT id FROM {kind.one}s WHERE id = {number} OR merged_into = {number}"
        for number in (other, kept)
    )
    row = conn.execute(
        f"SELECT kind, {column} IN ({one}) FROM {kind.relations}"
        f" WHERE {column} IN ({one}) AND other_id IN ({two})"
        f" OR {column} IN ({two}) AND other_id IN ({one}) ORDER BY 1 LIMIT 1"
    ).fetchone()
    if row is not None:
        first, second = names if row[1] else reversed(names)
        raise TrackerError(
            f"{first} is {row[0]} {second}, so they are two",
            f"tracker {kind.one} edit {quoted(first)} {quoted(f'{row[0]}-={second}')}",
        )
    for low, high, pair in ((other, kept, names), (kept, other, names[::-1])):
        if high in _above(conn, kind, low):
            raise TrackerError(
                f"{pair[0]} belongs to {pair[1]} through others, so they are two",
                f"tracker {kind.one} show {quoted(pair[0])}",
            )


def _above(conn: sqlite3.Connection, kind: _Kind, number: int) -> set[int]:
    """Return all that it lies in or belongs to, by whatever chain, merged rows included."""
    kinds = ", ".join(f"'{word}'" for word in kind.climbing)
    rows = conn.execute(
        f"WITH RECURSIVE up (id) AS (SELECT ?"
        f" UNION SELECT r.other_id FROM up JOIN {kind.relations} AS r ON r.{kind.one}_id = up.id"
        f" AND r.kind IN ({kinds})"
        f" UNION SELECT t.merged_into FROM up JOIN {kind.one}s AS t ON t.id = up.id"
        " WHERE t.merged_into IS NOT NULL"
        f" UNION SELECT t.id FROM up JOIN {kind.one}s AS t ON t.merged_into = up.id)"
        " SELECT id FROM up",
        (number,),
    )
    return {int(row[0]) for row in rows}


def _used(conn: sqlite3.Connection, kind: _Kind, other: int) -> list[str]:
    counted = [
        (word, int(conn.execute(f"SELECT count(*) FROM ({query})", (other,)).fetchone()[0]))
        for word, query in kind.used
    ]
    told = [f"{count:,} {word}{'s' * (count != 1)}" for word, count in counted if count]
    return [f"moves with it: {', '.join(told)}"] if told else []


def _names(conn: sqlite3.Connection, kind: _Kind, other: int, kept: int) -> list[str]:
    rows = conn.execute(
        f"SELECT n.name FROM {kind.one}_names AS n JOIN {kind.one}s AS a ON a.id = n.{kind.one}_id"
        " WHERE (a.id = ?1 OR a.merged_into = ?1) AND n.name_key NOT IN"
        f" (SELECT m.name_key FROM {kind.one}_names AS m WHERE m.{kind.one}_id = ?2)"
        " ORDER BY n.name",
        (other, kept),
    )
    names = list(dict.fromkeys(str(row[0]) for row in rows))
    return [f"also known as: {', '.join(names)}"] if names else []


def _inherited(
    conn: sqlite3.Connection, kind: _Kind, other: int, kept: int, name: str
) -> list[str]:
    """Fill what the kept one lacks; tell where the two differ."""
    lines = []
    for columns in kind.inherits:
        query = f"SELECT {', '.join(columns)} FROM {kind.one}s WHERE id = ?"
        theirs, own = (conn.execute(query, (number,)).fetchone() for number in (other, kept))
        shown = "coordinates" if columns[0] == "latitude" else columns[0]
        if theirs[0] is None or theirs == own:
            continue
        if own[0] is None:
            setting = ", ".join(f"{column} = ?" for column in columns)
            conn.execute(f"UPDATE {kind.one}s SET {setting} WHERE id = ?", (*theirs, kept))
            lines.append(f"{name} gets its {shown}")
        else:
            told = ", ".join(str(value) for value in own)
            lines.append(f"{name} keeps its own {shown}: {told}")
    return lines
