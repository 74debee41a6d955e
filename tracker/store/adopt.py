"""Choosing between accounts: one citation's claim, the range of all, or what is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracker import dates
from tracker.errors import NotFoundError, TrackerError
from tracker.fields import field_named
from tracker.report.standing import standing
from tracker.store import adopted, incidents, links
from tracker.store.entry import incident_id
from tracker.store.notices import Notices
from tracker.store.places import Places
from tracker.store.rereading import reread
from tracker.store.uids import new_uid
from tracker.store.values import Value

if TYPE_CHECKING:
    import sqlite3


class Adopted(NamedTuple):
    """What was adopted: the incident, its field, the value in words, and what stood before."""

    incident: int
    field: str
    words: str
    title: str


def adopt_claim(
    conn: sqlite3.Connection, citation: int, field: str | None, reason: str | None = None
) -> Adopted:
    """Make what citation `citation` says of `field` the adopted value, and record the decision.

    Raises NotFoundError where it says nothing of the field, TrackerError where it only denies.
    """
    values = claimed_values(conn, citation, field)
    field = values[0].field
    incident = int(
        conn.execute("SELECT incident_id FROM citations WHERE id = ?", (citation,)).fetchone()[0]
    )
    family = values[0].family
    moves = family in ("date", "place") and links.is_ordered(conn, incident)
    known = links.contradictions(conn) if moves else set()
    if family == "actor" or values[0].stance == "none-reported":
        adopted.clear(conn, incident, field, family)
    for value in values:
        if value.family == "place":
            follow_place(conn, incident, value.place)
        adopted.update(conn, incident, adopted.columns(value))
        adopted.write_rows(conn, incident, value)
    if moves:
        links.refuse_contradiction(conn, known)
    decide(conn, incident, field, "claim", citation, reason)
    words = ", ".join(_told(value) for value in values)
    return Adopted(incident, field, words, _title(conn, incident))


def adopt_range(
    conn: sqlite3.Connection, incident: int, field: str, reason: str | None = None
) -> Adopted:
    """Adopt the range that holds every standing account of a number or a date."""
    family = field_named(field).family
    if family not in ("number", "date"):
        raise TrackerError(
            f"{field} has no range", f"adopt one of its accounts: tracker show {incident}"
        )
    rows = conn.execute(
        "SELECT l.low, l.high, l.start_earliest, l.end_latest, l.low IS NULL AND l.high IS NULL"
        " FROM claims AS l JOIN citations AS c ON c.id = l.citation_id"
        " JOIN sources AS t ON t.id = c.source_id"
        " JOIN sources AS s ON s.id = coalesce(t.merged_into, t.id)"
        " WHERE l.incident_id = ? AND l.field = ?"
        " AND l.stance = 'asserts' AND l.deleted_at IS NULL AND c.deleted_at IS NULL"
        " AND s.retracted_at IS NULL AND s.deleted_at IS NULL",
        (incident, field),
    ).fetchall()
    if not rows:
        raise _nobody(incident, field)
    if family == "number":
        counted = [row for row in rows if not row[4]]
        if not counted:
            raise TrackerError(f"no account of {field} is a number", f"tracker show {incident}")
        lows = [0 if row[0] is None else int(row[0]) for row in counted]
        highs = [row[1] for row in counted]
        high = None if None in highs else max(int(number) for number in highs)
        low = min(lows)
        words = f"{low}+" if high is None else f"{low}-{high}" if low != high else str(low)
        words += " minutes" if field == "duration" else ""
        best = low if low == high else None
        value = Value(field, family, words, words, low=low, best=best, high=high)
    else:
        first, last = (row[2] for row in rows), (row[3] for row in rows)
        (zone,) = conn.execute("SELECT tz FROM incidents WHERE id = ?", (incident,)).fetchone()
        value = _hull(field, list(first), list(last), incident, zone)
    known = links.contradictions(conn) if family == "date" else set()
    adopted.update(conn, incident, adopted.columns(value))
    adopted.write_rows(conn, incident, value)
    if family == "date":
        links.refuse_contradiction(conn, known)
    decide(conn, incident, field, "range", None, reason)
    return Adopted(incident, field, value.words or "", _title(conn, incident))


def adopt_recorded(
    conn: sqlite3.Connection, incident: int, field: str, reason: str | None = None
) -> Adopted:
    """Let what is recorded of `field` stand against every account that differs from it.

    Raises NotFoundError where nothing is recorded, or no source says anything of it.
    """
    words = _recorded(conn, incident, field)
    if words is None:
        raise NotFoundError(
            f"incident {incident} has no {field} that could be kept",
            f"adopt one of its accounts: tracker show {incident}",
        )
    said = conn.execute(
        "SELECT 1 FROM claims AS l JOIN citations AS c ON c.id = l.citation_id"
        " WHERE l.incident_id = ? AND l.field = ? AND l.deleted_at IS NULL"
        " AND c.deleted_at IS NULL",
        (incident, field),
    ).fetchone()
    if said is None:
        raise _nobody(incident, field)
    decide(conn, incident, field, "value", None, reason)
    return Adopted(incident, field, words, _title(conn, incident))


def _recorded(conn: sqlite3.Connection, incident: int, field: str) -> str | None:
    return standing(next(incidents.read(conn, [incident], full=True)), field)


def _nobody(incident: int, field: str) -> NotFoundError:
    return NotFoundError(
        f"no source says anything of {field} for incident {incident}", f"tracker show {incident}"
    )


def _told(value: Value) -> str:
    return value.date.meaning if value.date is not None else value.words or value.stance


def _title(conn: sqlite3.Connection, incident: int) -> str:
    row = conn.execute("SELECT title FROM incidents WHERE id = ?", (incident,)).fetchone()
    return str(row[0])


def follow_place(conn: sqlite3.Connection, incident: int, place: int | None) -> None:
    """Let the zone of an incident follow its new place, where it was that of the old one."""
    old, zone, text, edtf = conn.execute(
        "SELECT place_id, tz, date_text, date_edtf FROM incidents WHERE id = ?", (incident,)
    ).fetchone()
    places = Places(conn, Notices())
    there = places.zone_of(old) if old is not None else None
    here = places.zone_of(place) if place is not None else None
    if zone == there and zone != here and edtf is not None:
        date = reread(text, edtf, here)
        adopted.update(conn, incident, adopted.date_columns(date) | {"tz": date.tz or here})


def decide(
    conn: sqlite3.Connection,
    incident: int,
    field: str,
    kind: str,
    citation: int | None,
    reason: str | None,
) -> None:
    """Let a decision stand on a field, in the place of an earlier one."""
    conn.execute(
        "UPDATE decisions SET deleted_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
        " WHERE incident_id = ? AND field = ? AND deleted_at IS NULL",
        (incident, field),
    )
    conn.execute(
        "INSERT INTO decisions (uid, incident_id, field, kind, citation_id, reason)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (new_uid(), incident, field, kind, citation, reason),
    )


def claimed_values(conn: sqlite3.Connection, citation: int, field: str | None) -> list[Value]:
    """Return what the citation asserts of the field: one value, or the set of actors of a role.

    Raises NotFoundError where there is no such citation or claim, TrackerError where there is
    only a denial.
    """
    stands = conn.execute(
        "SELECT c.incident_id, s.key, s.retracted_at IS NOT NULL, s.retraction_note"
        " FROM citations AS c JOIN sources AS t ON t.id = c.source_id"
        " JOIN sources AS s ON s.id = coalesce(t.merged_into, t.id)"
        " WHERE c.id = ? AND c.deleted_at IS NULL",
        (citation,),
    ).fetchone()
    if stands is None:
        raise NotFoundError(f"there is no citation c{citation}", "tracker show last")
    if stands[2]:
        raise TrackerError(
            f"c{citation} does not count: {stands[1]} is retracted ({stands[3]})",
            f"tracker source retract {stands[1]} --reinstate",
        )
    incident_id(conn, str(stands[0]))
    rows = conn.execute(
        "SELECT l.field, l.family, l.value, l.value_key, l.stance, l.actor_id, l.place_id,"
        " l.type_code, l.low, l.best, l.high, l.tz, l.date_edtf FROM claims AS l"
        " WHERE l.citation_id = ? AND l.field = ? AND l.deleted_at IS NULL ORDER BY l.id",
        (citation, field),
    ).fetchall()
    if not rows:
        said = conn.execute(
            "SELECT DISTINCT field FROM claims WHERE citation_id = ? AND deleted_at IS NULL"
            " ORDER BY field",
            (citation,),
        ).fetchall()
        told = ", ".join(f"c{citation}.{row[0]}" for row in said)
        raise NotFoundError(
            f"c{citation} says nothing of {field}" if field else f"c{citation} names no field",
            f"it speaks of {told}" if told else f"tracker show {stands[0]}",
        )
    values = [_value(row) for row in rows if row[4] in ("asserts", "none-reported")]
    if not values:
        raise _no_value(conn, citation, int(stands[0]), rows[0][0], rows[0][4])
    return values


def _no_value(
    conn: sqlite3.Connection, citation: int, incident: int, field: str, stance: str
) -> TrackerError:
    """What to say where a citation denies a value, or leaves it open, and gives none."""
    only = "it only denies" if stance == "denies" else "it only says that it is"
    told = f"{only} {'one' if stance == 'denies' else 'under assessment'}"
    kept = _recorded(conn, incident, field)
    return TrackerError(
        f"c{citation} does not say what {field} is: {told}",
        f"tracker adopt {incident} {field} --recorded"
        if kept is not None
        else f"tracker show {incident}",
    )


def _value(row: tuple[object, ...]) -> Value:
    field, family, words, key, stance, actor, place, code, low, best, high, zone, edtf = row
    date = None
    if family == "date":
        date = reread(str(words), str(edtf) if edtf else None, str(zone) if zone else None)
    return Value(
        str(field), str(family), str(words) if words is not None else None,
        str(key) if key is not None else None, str(stance),
        actor=_int(actor), place=_int(place), type=str(code) if code is not None else None,
        date=date, low=_int(low), best=_int(best), high=_int(high),
    )  # fmt: skip


def _int(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _hull(
    field: str,
    firsts: list[str | None],
    lasts: list[str | None],
    incident: int,
    zone: str | None,
) -> Value:
    known_first = [bound for bound in firsts if bound is not None]
    known_last = [bound for bound in lasts if bound is not None]
    if len(known_first) < len(firsts) or len(known_last) < len(lasts):
        raise TrackerError(
            "an account of the date is open at one end, so there is no range",
            f"adopt one of its accounts: tracker show {incident}",
        )
    date = dates.parse(f"[{min(known_first)[:10]}..{max(known_last)[:10]}]", zone=zone)
    return Value(field, "date", date.text, date.edtf, date=date)
