"""Two incidents that are one: evidence, actors, numbers and tags together, under both numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tracker.errors import TrackerError
from tracker.store import links
from tracker.store.adopt import follow_place
from tracker.store.adopted import date_columns
from tracker.store.circles import refusing_a_circle
from tracker.store.rereading import reread

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

# What the one that stays gets where it has nothing, by the name of the field.
_FILLED: Final[dict[str, tuple[str, ...]]] = {
    "date": (
        "date_edtf", "date_text", "date_words", "start_earliest", "start_latest", "end_earliest",
        "end_latest", "date_precision", "date_qualifier", "end_kind", "start_utc", "utc_earliest",
        "utc_latest", "tz",
    ),
    "type": ("type_code",),
    "place": ("place_id", "place_precision", "tz"),
    "coords": ("latitude", "longitude"),
    "duration": ("duration_text", "duration_low_minutes", "duration_high_minutes"),
    "desc": ("description",),
    "note": ("note",),
}  # fmt: skip
# Two that are related so cannot be one; other relations between them say nothing any more.
_APART: Final = ("before", "part-of", "causes", "response-to", "follow-up-of")


class Together(NamedTuple):
    """What a merge of incidents did: both (number, title), and lines on what came together."""

    other: tuple[int, str]
    kept: tuple[int, str]
    lines: tuple[str, ...]


def merge_incidents(conn: sqlite3.Connection, other: int, kept: int) -> Together:
    """Let incident `other` be known as `kept`, inside the open transaction.

    Citations with all they say, links, actors, tags and attributes come together; adopted values of
    the one that stays are kept, and what it lacks it gets. The row of the other stays as it was,
    but for the mark. Raises TrackerError for one incident, and for two that are related so that
    they cannot be one.
    """
    if other == kept:
        raise TrackerError(f"{other} and {kept} are one incident", f"tracker show {kept}")
    heads = (other, links.title_of(conn, other)), (kept, links.title_of(conn, kept))
    lines = list(_differences(conn, other, kept))
    _move_links(conn, other, kept)
    cited = _move_citations(conn, other, kept)
    filled = list(_fill(conn, other, kept))
    gathered = [cited] if cited else []
    gathered += _gather(conn, other, kept)
    conn.execute("UPDATE incidents SET merged_into = ? WHERE merged_into = ?", (kept, other))
    conn.execute("UPDATE incidents SET merged_into = ? WHERE id = ?", (kept, other))
    head = [f"came together: {', '.join(gathered)}"] if gathered else []
    head += [f"{kept} gets its {', '.join(filled)}"] if filled else []
    return Together(*heads, tuple(head + lines))


def merged_incident(conn: sqlite3.Connection, number: int) -> int | None:
    """Return what an incident was merged into, or None for one that was not."""
    row = conn.execute("SELECT merged_into FROM incidents WHERE id = ?", (number,)).fetchone()
    return int(row[0]) if row is not None and row[0] is not None else None


def merging_step(conn: sqlite3.Connection, number: int) -> int:
    """Return the transaction that merged an incident. Raises TrackerError where none is logged."""
    row = conn.execute(
        "SELECT tx FROM log_changes WHERE table_name = 'incidents' AND row_id = ?"
        " AND operation = 'update' AND json_extract(after, '$.merged_into') IS NOT NULL"
        " AND json_extract(before, '$.merged_into') IS NULL ORDER BY id DESC LIMIT 1",
        (number,),
    ).fetchone()
    if row is None:
        raise TrackerError(
            f"the history does not say how incident {number} was merged", "tracker history"
        )
    return int(row[0])


def _differences(conn: sqlite3.Connection, other: int, kept: int) -> Iterator[str]:
    """Tell each adopted value of the other that differs from the one that stays."""
    shown = {
        "title": "title", "date": "date_words", "type": "type_code", "duration": "duration_text",
        "status": "status",
    }  # fmt: skip
    for name, column in shown.items():
        query = f"SELECT {column} FROM incidents WHERE id = ?"
        theirs, own = (conn.execute(query, (number,)).fetchone()[0] for number in (other, kept))
        if theirs and own and theirs != own and theirs != "date unknown" != own:
            yield f"{kept} keeps its own {name}: {own} ({other}: {theirs})"
    query = (
        "SELECT p.name FROM incidents AS i JOIN places AS q ON q.id = i.place_id"
        " JOIN places AS p ON p.id = coalesce(q.merged_into, q.id) WHERE i.id = ?"
    )
    theirs, own = (conn.execute(query, (number,)).fetchone() for number in (other, kept))
    if theirs and own and theirs != own:
        yield f"{kept} keeps its own place: {own[0]} ({other}: {theirs[0]})"
    for measure, category, theirs, own in conn.execute(
        "SELECT a.measure, a.category, coalesce(a.words, a.best, a.low),"
        " coalesce(b.words, b.best, b.low) FROM incident_counts AS a JOIN incident_counts AS b"
        " ON b.measure = a.measure AND b.category = a.category WHERE a.incident_id = ?"
        " AND b.incident_id = ? AND (a.low, a.best, a.high) IS NOT (b.low, b.best, b.high)"
        " ORDER BY 1, 2",
        (other, kept),
    ):
        field = measure if category == "total" else f"{measure}.{category}"
        yield f"{kept} keeps its own {field}: {own} ({other}: {theirs})"


def _move_links(conn: sqlite3.Connection, other: int, kept: int) -> None:
    between = conn.execute(
        "SELECT id, from_incident_id, kind, to_incident_id FROM incident_links"
        " WHERE from_incident_id = ?1 AND to_incident_id = ?2"
        " OR from_incident_id = ?2 AND to_incident_id = ?1",
        (other, kept),
    ).fetchall()
    for number, one, kind, two in between:
        if kind in _APART:
            raise TrackerError(
                f"{one} is {kind} {two}, so they are two",
                f"tracker link {one} {kind} {two} --remove",
            )
        conn.execute("DELETE FROM incident_links WHERE id = ?", (number,))
    known = links.contradictions(conn)
    for end, far in (
        ("from_incident_id", "to_incident_id"), ("to_incident_id", "from_incident_id"),
    ):  # fmt: skip
        conn.execute(
            f"DELETE FROM incident_links WHERE {end} = ?1 AND EXISTS (SELECT 1"
            f" FROM incident_links AS o WHERE o.{end} = ?2 AND o.kind = incident_links.kind"
            f" AND o.{far} = incident_links.{far})",
            (other, kept),
        )
        with refusing_a_circle(
            f"{other} and {kept} cannot be one: they stand on two sides of another incident",
            f"tracker show {kept}",
        ):
            conn.execute(f"UPDATE incident_links SET {end} = ? WHERE {end} = ?", (kept, other))
    links.refuse_contradiction(conn, known)


def _move_citations(conn: sqlite3.Connection, other: int, kept: int) -> str:
    """Move every citation; of the same citation on both, move what only the other one says."""
    rows = conn.execute(
        "SELECT id, deleted_at FROM citations WHERE incident_id = ? ORDER BY id", (other,)
    ).fetchall()
    for citation, deleted in rows:
        same = None if deleted else _same_citation(conn, citation, kept)
        if same is not None and _says_nothing_else(conn, citation, same):
            _hand_over(conn, citation, same, kept)
            continue
        if same is not None:
            # The source says two things, each once: the pinpoint keeps them apart.
            conn.execute(
                "UPDATE citations SET pinpoint = iif(pinpoint IS NULL, '', pinpoint || '; ')"
                " || ? WHERE id = ?",
                (f"of incident {other}", citation),
            )
        conn.execute("UPDATE citations SET incident_id = ? WHERE id = ?", (kept, citation))
        conn.execute("UPDATE claims SET incident_id = ? WHERE citation_id = ?", (kept, citation))
    standing = sum(deleted is None for _, deleted in rows)
    return f"{standing} citation{'s' * (standing != 1)}" if standing else ""


def _same_citation(conn: sqlite3.Connection, citation: int, kept: int) -> int | None:
    row = conn.execute(
        "SELECT o.id FROM citations AS c JOIN citations AS o ON o.source_id = c.source_id"
        " AND o.origin_id IS c.origin_id AND o.agency IS c.agency AND o.pinpoint IS c.pinpoint"
        " WHERE c.id = ? AND o.incident_id = ? AND o.deleted_at IS NULL",
        (citation, kept),
    ).fetchone()
    return int(row[0]) if row is not None else None


def _says_nothing_else(conn: sqlite3.Connection, citation: int, same: int) -> bool:
    """Whether no field has another value in the same citation of the one that stays."""
    differs = conn.execute(
        "SELECT 1 FROM claims AS a JOIN claims AS b ON b.field = a.field"
        " WHERE a.citation_id = ?1 AND b.citation_id = ?2 AND a.deleted_at IS NULL"
        " AND b.deleted_at IS NULL AND a.family <> 'actor'"
        " AND (a.stance, a.value_key, a.place_id, a.type_code, a.low, a.best, a.high, a.date_edtf)"
        " IS NOT (b.stance, b.value_key, b.place_id, b.type_code, b.low, b.best, b.high,"
        " b.date_edtf)"
        " UNION ALL SELECT 1 FROM citations AS a, citations AS b WHERE a.id = ?1 AND b.id = ?2"
        " AND (a.stance <> b.stance OR a.quote <> b.quote) LIMIT 1",
        (citation, same),
    ).fetchone()
    return differs is None


def _hand_over(conn: sqlite3.Connection, citation: int, same: int, kept: int) -> None:
    conn.execute(
        "UPDATE claims SET citation_id = ?2, incident_id = ?3 WHERE citation_id = ?1"
        " AND deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM claims AS o"
        " WHERE o.citation_id = ?2 AND o.field = claims.field AND o.deleted_at IS NULL"
        " AND o.actor_id IS claims.actor_id)",
        (citation, same, kept),
    )
    conn.execute(
        "UPDATE citations SET quote = (SELECT c.quote FROM citations AS c WHERE c.id = ?1)"
        " WHERE id = ?2 AND quote IS NULL AND EXISTS (SELECT 1 FROM citations AS c"
        " WHERE c.id = ?1 AND c.quote IS NOT NULL)",
        (citation, same),
    )


def _dated(
    conn: sqlite3.Connection, theirs: tuple[Any, ...], other: int, kept: int
) -> tuple[Any, ...]:
    """Return the columns of the date of the other, as it is in the zone of the one that stays."""
    query = "SELECT tz FROM incidents WHERE id = ?"
    there, here = (conn.execute(query, (number,)).fetchone()[0] for number in (other, kept))
    columns = _FILLED["date"]
    if here is not None and here != there:
        edtf, text = theirs[:2]
        date = date_columns(reread(text, edtf, here))
        theirs = tuple(date[name] for name in columns if name != "tz")
        return (*theirs, date["tz"] or here)
    return (*theirs[:-1], there if here is None else here)


def _fill(conn: sqlite3.Connection, other: int, kept: int) -> Iterator[str]:
    """Give the one that stays what it lacks, with the decision on it; yield the fields."""
    for field, columns in _FILLED.items():
        query = f"SELECT {', '.join(columns)} FROM incidents WHERE id = ?"
        theirs: tuple[Any, ...]
        theirs, own = (tuple(conn.execute(query, (number,)).fetchone()) for number in (other, kept))
        if theirs[0] is None or own[0] is not None:
            continue
        if field == "place":
            follow_place(conn, kept, theirs[0])
        elif field == "date":
            theirs = _dated(conn, theirs, other, kept)
        setting = ", ".join(
            f"{column} = coalesce({column}, ?)"
            if column == "tz" and field == "place"
            else f"{column} = ?"
            for column in columns
        )
        conn.execute(f"UPDATE incidents SET {setting} WHERE id = ?", (*theirs, kept))
        _move_decision(conn, other, kept, field)
        yield field
    lacking = conn.execute(
        "SELECT measure, category FROM incident_counts AS a WHERE a.incident_id = ?1 AND NOT EXISTS"
        " (SELECT 1 FROM incident_counts AS b WHERE b.incident_id = ?2 AND b.measure = a.measure"
        " AND b.category = a.category) ORDER BY 1, 2",
        (other, kept),
    ).fetchall()
    for measure, category in lacking:
        conn.execute(
            "INSERT INTO incident_counts SELECT ?, measure, category, low, best, high, words"
            " FROM incident_counts WHERE incident_id = ? AND measure = ? AND category = ?",
            (kept, other, measure, category),
        )
        field = measure if category == "total" else f"{measure}.{category}"
        _move_decision(conn, other, kept, field)
        yield field


def _move_decision(conn: sqlite3.Connection, other: int, kept: int, field: str) -> None:
    conn.execute(
        "UPDATE decisions SET incident_id = ?2 WHERE incident_id = ?1 AND field = ?3"
        " AND deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM decisions AS o"
        " WHERE o.incident_id = ?2 AND o.field = ?3 AND o.deleted_at IS NULL)",
        (other, kept, field),
    )


def _gather(conn: sqlite3.Connection, other: int, kept: int) -> list[str]:
    """Add the actors, tags and attributes that the one that stays does not have."""
    counted = []
    for word, query in (
        (
            "actor",
            "INSERT INTO incident_actors (incident_id, actor_id, role, count_low, count_high, note)"
            " SELECT ?2, r.actor_id, r.role, r.count_low, r.count_high, r.note"
            " FROM incident_actors AS r WHERE r.incident_id = ?1 AND NOT EXISTS (SELECT 1"
            " FROM incident_actors AS o WHERE o.incident_id = ?2 AND o.actor_id = r.actor_id"
            " AND o.role = r.role)",
        ),
        (
            "tag",
            "INSERT INTO incident_tags SELECT ?2, t.tag FROM incident_tags AS t"
            " WHERE t.incident_id = ?1 AND NOT EXISTS (SELECT 1 FROM incident_tags AS o"
            " WHERE o.incident_id = ?2 AND o.tag = t.tag)",
        ),
        (
            "attribute",
            "INSERT INTO attributes SELECT ?2, t.namespace, t.key, t.value FROM attributes AS t"
            " WHERE t.incident_id = ?1 AND NOT EXISTS (SELECT 1 FROM attributes AS o"
            " WHERE o.incident_id = ?2 AND o.namespace = t.namespace AND o.key = t.key)",
        ),
    ):
        added = conn.execute(query, (other, kept)).rowcount
        counted += [f"{added} {word}{'s' * (added != 1)}"] if added else []
    return counted
