"""The adopted values of an incident: which columns and rows each field lives in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.errors import TrackerError
from tracker.fields import measure_of
from tracker.quantities import parse_number
from tracker.store.coordinates import read_coordinates
from tracker.texts import long_text, one_line

if TYPE_CHECKING:
    import sqlite3

    from tracker.dates import Date
    from tracker.fields import Assignment
    from tracker.store.values import Value

Columns = dict[str, str | int | float | None]

STATUSES: Final = ("reported", "confirmed", "refuted", "expected")
PLACE_PRECISIONS: Final = (
    "exact", "near", "district", "province", "region", "country", "water-or-air", "unknown",
)  # fmt: skip
TEXT_NAMESPACE: Final = "field"
OWN_NAMESPACE: Final = "x"


def date_columns(date: Date) -> Columns:
    """Return the columns of `incidents` that hold `date`."""
    return {
        "date_text": date.text,
        "date_edtf": date.edtf,
        "date_words": date.words,
        "start_earliest": date.start_earliest,
        "start_latest": date.start_latest,
        "end_earliest": date.end_earliest,
        "end_latest": date.end_latest,
        "date_precision": date.precision,
        "date_qualifier": date.qualifier,
        "end_kind": date.end_kind,
        "tz": date.tz,
        "start_utc": date.start_utc,
        "utc_earliest": date.utc_earliest,
        "utc_latest": date.utc_latest,
    }


def columns(value: Value) -> Columns:
    """Return the columns of `incidents` that hold `value`; empty where it has rows of its own."""
    if value.family == "date" and value.date is not None:
        return date_columns(value.date)
    if value.family == "place":
        return {"place_id": value.place}
    if value.family == "type":
        return {"type_code": value.type}
    if value.field == "title":
        return {"title": value.words}
    if value.field == "duration":
        return {
            "duration_low_minutes": value.low,
            "duration_high_minutes": value.high,
            "duration_text": value.words,
        }
    return {}


def plain_columns(assignment: Assignment) -> Columns:
    """Return the columns that a field which no source claims (status, desc, …) is kept in."""
    name, text = assignment.name, assignment.text
    if name == "coords":
        latitude, longitude = read_coordinates(text) if text else (None, None)
        return {"latitude": latitude, "longitude": longitude}
    if name == "status":
        return {"status": _one_of(name, text, STATUSES)}
    if name == "place-precision":
        return {"place_precision": _one_of(name, text, PLACE_PRECISIONS) if text else None}
    if name == "desc":
        return {"description": long_text(text, "description") or None}
    if name == "note":
        return {"note": long_text(text, "note") or None}
    if name == "tz":
        return {}
    raise TrackerError(f"{name} cannot be set here", "tracker help fields")


class Beside(NamedTuple):
    """What a value adopts beside the incident's own row: one of these, or nothing."""

    party: tuple[int, str] | None = None  # actor and role
    figures: tuple[tuple[str, str], tuple[int | str | None, ...]] | None = None
    attribute: tuple[tuple[str, str], str | None] | None = None  # namespace and key, and the text


def beside(value: Value) -> Beside:
    """Return the row beside the incident's own that holds `value`.

    Figures have measure and category, then low, best, high and the words that say more.
    """
    if value.stance == "none-reported" or value.stance == "under-assessment":
        return Beside()
    if value.family == "actor" and value.actor is not None:
        return Beside(party=(value.actor, value.field))
    if value.family == "number" and value.field != "duration":
        # Words are kept where the figures alone do not say as much: "about 40", "dozens".
        words = parse_number(value.words).words if value.words else ""
        numbers = (value.low, value.best, value.high, words or None)
        return Beside(figures=(measure_of(value.field), numbers))
    if value.family == "text" and value.field != "title":
        return Beside(attribute=(_attribute_of(value.field), value.words))
    return Beside()


def write_rows(conn: sqlite3.Connection, incident: int, value: Value) -> None:
    """Write what `value` adopts into the rows beside the incident: numbers, actors, own fields."""
    found = beside(value)
    if found.party is not None:
        conn.execute(
            "INSERT INTO incident_actors (incident_id, actor_id, role) SELECT ?, ?, ?"
            " WHERE NOT EXISTS (SELECT 1 FROM incident_actors"
            " WHERE incident_id = ? AND actor_id = ? AND role = ?)",
            (incident, *found.party) * 2,
        )
    elif found.figures is not None:
        (measure, category), numbers = found.figures
        gone = conn.execute(
            "UPDATE incident_counts SET low = ?, best = ?, high = ?, words = ?"
            " WHERE incident_id = ? AND measure = ? AND category = ?",
            (*numbers, incident, measure, category),
        )
        if not gone.rowcount:
            conn.execute(
                "INSERT INTO incident_counts (incident_id, measure, category, low, best, high,"
                " words) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (incident, measure, category, *numbers),
            )
    elif found.attribute is not None:
        (namespace, key), text = found.attribute
        gone = conn.execute(
            "UPDATE attributes SET value = ? WHERE incident_id = ? AND namespace = ? AND key = ?",
            (text, incident, namespace, key),
        )
        if not gone.rowcount:
            conn.execute(
                "INSERT INTO attributes (incident_id, namespace, key, value) VALUES (?, ?, ?, ?)",
                (incident, namespace, key, text),
            )


def clear(conn: sqlite3.Connection, incident: int, field: str, family: str) -> None:
    """Empty an adopted field. Raises TrackerError for one that an incident cannot be without."""
    if field in ("title", "date", "status"):
        raise TrackerError(
            f"an incident has a {field}", "date=unknown" if field == "date" else f"{field}=…"
        )
    if family == "actor":
        conn.execute(
            "DELETE FROM incident_actors WHERE incident_id = ? AND role = ?", (incident, field)
        )
    elif family == "number" and field != "duration":
        conn.execute(
            "DELETE FROM incident_counts WHERE incident_id = ? AND measure = ? AND category = ?",
            (incident, *measure_of(field)),
        )
    elif family == "text":
        conn.execute(
            "DELETE FROM attributes WHERE incident_id = ? AND namespace = ? AND key = ?",
            (incident, *_attribute_of(field)),
        )
    elif field == "tag":
        conn.execute("DELETE FROM incident_tags WHERE incident_id = ?", (incident,))
    else:
        update(conn, incident, dict.fromkeys(_COLUMNS_OF[field]))


def update(conn: sqlite3.Connection, incident: int, changed: Columns) -> None:
    """Write `changed` into the incident's row."""
    if changed:
        setting = ", ".join(f"{name} = ?" for name in changed)
        conn.execute(f"UPDATE incidents SET {setting} WHERE id = ?", (*changed.values(), incident))


def add_tag(conn: sqlite3.Connection, incident: int, tag: str) -> None:
    """Tag the incident; a tag that it has stays as it is."""
    tag = one_line(tag, "tag")
    conn.execute(
        "INSERT INTO incident_tags (incident_id, tag) SELECT ?, ? WHERE NOT EXISTS"
        " (SELECT 1 FROM incident_tags WHERE incident_id = ? AND tag = ?)",
        (incident, tag, incident, tag),
    )


def _attribute_of(field: str) -> tuple[str, str]:
    if field.startswith("x."):
        return OWN_NAMESPACE, field[2:]
    return TEXT_NAMESPACE, field


_COLUMNS_OF: Final = {
    "place": ("place_id", "place_precision"),
    "type": ("type_code",),
    "duration": ("duration_low_minutes", "duration_high_minutes", "duration_text"),
    "coords": ("latitude", "longitude"),
    "place-precision": ("place_precision",),
    "desc": ("description",),
    "note": ("note",),
    "tz": ("tz", "start_utc", "utc_earliest", "utc_latest"),
}


def _one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    word = text.strip().lower()
    if word not in allowed:
        raise TrackerError(f"unknown {name} '{text}'", f"one of: {', '.join(allowed)}")
    return word
