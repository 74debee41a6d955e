"""Recording what a source says of an incident that stands; no adopted value is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.dates import zones
from tracker.errors import TrackerError, quoted
from tracker.store.citations import (
    Cited,
    cite,
    claim,
    read_evidence,
    refuse_another_stance,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from tracker.fields import Assignment
    from tracker.store.sources import Source
    from tracker.store.values import Reader


def say_of(
    conn: sqlite3.Connection,
    reader: Reader,
    incident: int,
    source: Source,
    assignments: Iterable[Assignment],
) -> Cited:
    """Cite `source` on `incident` and record a claim for each field, inside the open transaction.

    The same again adds nothing. Raises TrackerError for a field that no source can claim, for a
    second value of one field, and for a date later than the report.
    """
    evidence: list[Assignment] = []
    claimed: list[Assignment] = []
    for assignment in assignments:
        if assignment.field.part == "evidence":
            evidence.append(assignment)
        elif not assignment.field.claimable:
            raise TrackerError(
                f"{assignment.name} is the analyst's own, not what a source says",
                f"tracker edit {incident} {quoted(f'{assignment.name}={assignment.text}')}"
                if assignment.field.family != "link"
                else f"tracker link {incident} {assignment.name} {quoted(assignment.text)}",
            )
        elif assignment.operator == "-=":
            raise TrackerError(
                f"cite takes nothing away: {assignment.name}-={assignment.text}",
                f"a denial is written {assignment.name}!={assignment.text}",
            )
        elif not assignment.field.repeats and any(
            (a.name, a.operator) == (assignment.name, assignment.operator) for a in claimed
        ):
            raise TrackerError(f"{assignment.name} is given twice", f"keep one {assignment.name}=")
        else:
            claimed.append(assignment)
    spoken = read_evidence(reader, evidence, source)
    zone = zone_of_incident(conn, incident)
    anchor = reader.anchor(source.published, has_source=True)
    values = [reader.value(assignment, anchor, zone) for assignment in claimed]
    for value in values:
        if value.date is not None and value.stance == "asserts":
            reader.guard(value.date, source.published)
    citation = cite(conn, incident, source, spoken)
    refuse_another_stance(conn, citation.id, spoken)
    made = (claim(conn, citation.id, incident, value, spoken) for value in values)
    return Cited(citation.id, citation.new, tuple(number for number in made if number is not None))


def zone_of_incident(conn: sqlite3.Connection, incident: int) -> str | None:
    """Return the zone that clock times of an incident are read in, where it is a named one."""
    row = conn.execute("SELECT tz FROM incidents WHERE id = ?", (incident,)).fetchone()
    return named_zone(row[0])


def named_zone(zone: str | None) -> str | None:
    """Return the zone where it is a named one and no offset."""
    return zone if zone is not None and zones.offset_minutes(zone) is None else None
