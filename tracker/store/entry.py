"""Adding an incident: its adopted values, its sources, and what the first of them says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tracker import dates
from tracker.dates import zones
from tracker.errors import NotFoundError, TrackerError
from tracker.store import adopted, links
from tracker.store.citations import REPORTS, Cited, Evidence, cite, claim, read_evidence
from tracker.store.uids import looks_like_uid, new_uid
from tracker.texts import TITLE_LIMIT, one_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from tracker.fields import Assignment
    from tracker.store.sources import Source
    from tracker.store.values import Reader, Value


class Added(NamedTuple):
    """The incident that was added, and the sources it was cited with, the first one first."""

    incident: int
    cited: tuple[tuple[Source, Cited], ...]


LARGEST_ID: Final = 2**63 - 1

# What a source is recorded as saying when it is the first one of a new incident.
SAID_FAMILIES = ("date", "place", "actor", "number")


def add(
    conn: sqlite3.Connection,
    reader: Reader,
    title: str,
    assignments: Iterable[Assignment],
    sources: Iterable[Source] = (),
) -> Added:
    """Add one incident inside the open transaction and return it.

    The first source is recorded as saying date, place, actors, numbers and duration; `claimed.`
    values are recorded as its claims alone. Raises TrackerError for anything that cannot be read,
    for a date that lies ahead or after its report, and for an order that the dates rule out.
    """
    title = one_line(title, "title", TITLE_LIMIT)
    assignments = tuple(assignments)
    if any(a.name == "title" and not a.claimed for a in assignments):
        raise TrackerError("title is given twice", "keep the one that comes first")
    cited = list(sources)
    first = cited[0] if cited else None
    request = _Request.sorted(assignments)
    if first is None and (request.evidence or request.claimed):
        name = (request.evidence or request.claimed)[0].name
        name = name if request.evidence else f"claimed.{name}"
        raise TrackerError(
            f"{name} is what a source says, and no source is named",
            '-s "https://example.org/a | Example Post | 2023-07-09"',
        )
    evidence = read_evidence(reader, request.evidence, first) if first else Evidence()
    values, zone = _values(reader, request, first)
    linked = [(a.name, incident_id(conn, a.text)) for a in request.links]
    said = [reader.value(a, _anchor(reader, first), zone) for a in request.claimed]
    row = _row(title, values, request)
    if zone is not None and row.get("tz") is None:
        row["tz"] = zone
    incident = _insert(conn, row)
    for value in values:
        adopted.write_rows(conn, incident, value)
    for assignment in request.plain:
        if assignment.name == "tag":
            adopted.add_tag(conn, incident, assignment.text)
    for word, other in linked:
        links.link(conn, incident, word, other)
    made = []
    for source in cited:
        if source is first:
            citation = cite(conn, incident, source, evidence)
            if evidence.stance in (None, REPORTS):
                said += [value for value in values if _is_said(value)]
            claims = (claim(conn, citation.id, incident, value, evidence) for value in said)
            kept = tuple(number for number in claims if number is not None)
            made.append((source, Cited(citation.id, citation.new, kept)))
        else:
            plain = Evidence(source.origin_id, source.agency)
            made.append((source, cite(conn, incident, source, plain)))
    return Added(incident, tuple(made))


def incident_id(conn: sqlite3.Connection, text: str) -> int:
    """Return the id of the incident that was typed: a number, a uid, or `last`.

    A merged one answers with the one it was merged into. Raises NotFoundError for one that is
    not there or was deleted, TrackerError for what is no id.
    """
    word = text.strip().lower()
    if word == "last":
        row = conn.execute(
            "SELECT id, deleted_at, merged_into FROM incidents WHERE deleted_at IS NULL"
            " AND merged_into IS NULL ORDER BY id DESC LIMIT 1"
        ).fetchone()
        if row is None:
            raise NotFoundError("there is no incident yet", 'tracker add "What happened" -d 2016')
        return int(row[0])
    number = int(word) if word.isascii() and word.isdigit() and len(word) < 4000 else None
    if number is not None and number > LARGEST_ID:
        raise NotFoundError(f"there is no incident {text}", "tracker timeline")
    if number is None and not looks_like_uid(word):
        cited = _incident_of_citation(conn, word)
        if cited is not None:
            raise TrackerError(
                f"{text} is a citation, of incident {cited}", f"tracker show {cited}"
            )
        bare = word.lstrip("#")
        hint = f"tracker show {bare}" if bare.isdigit() else "tracker timeline"
        raise TrackerError(f"'{text}' is no incident's number", hint)
    row = conn.execute(
        "SELECT id, deleted_at, merged_into FROM incidents WHERE id = ? OR uid = ?", (number, word)
    ).fetchone()
    if row is None:
        raise NotFoundError(f"there is no incident {text}", "tracker timeline")
    if row[2] is not None:
        return incident_id(conn, str(row[2]))
    if row[1] is not None:
        raise NotFoundError(f"incident {row[0]} was deleted", f"tracker restore {row[0]}")
    return int(row[0])


def _incident_of_citation(conn: sqlite3.Connection, word: str) -> int | None:
    number = word[1:].partition(".")[0] if word[:1] == "c" else ""
    if not (number.isascii() and number.isdigit() and len(number) < 12):
        return None
    row = conn.execute("SELECT incident_id FROM citations WHERE id = ?", (int(number),)).fetchone()
    return int(row[0]) if row is not None else None


class _Request(NamedTuple):
    """The assignments of one incident, sorted by where they go."""

    values: tuple[Assignment, ...]
    plain: tuple[Assignment, ...]
    links: tuple[Assignment, ...]
    evidence: tuple[Assignment, ...]
    claimed: tuple[Assignment, ...]

    @classmethod
    def sorted(cls, assignments: Iterable[Assignment]) -> _Request:
        values: list[Assignment] = []
        plain: list[Assignment] = []
        linked: list[Assignment] = []
        evidence: list[Assignment] = []
        claimed: list[Assignment] = []
        seen: set[tuple[str, bool]] = set()
        for a in assignments:
            if a.operator == "-=" or (a.operator == "!=" and not a.claimed):
                raise TrackerError(
                    f"a new incident has no {a.name} to take away"
                    if a.operator == "-="
                    else f"a denial is what a source says: {a.name}!={a.text}",
                    f"claimed.{a.name}!={a.text}" if a.operator == "!=" else f"{a.name}={a.text}",
                )
            if not a.field.repeats and (a.name, a.claimed) in seen:
                raise TrackerError(f"{a.name} is given twice", f"keep one {a.name}=")
            seen.add((a.name, a.claimed))
            if a.claimed:
                claimed.append(a)
            elif a.field.part == "evidence":
                evidence.append(a)
            elif a.field.family == "link":
                linked.append(a)
            elif a.field.claimable:
                values.append(a)
            else:
                plain.append(a)
        return cls(tuple(values), tuple(plain), tuple(linked), tuple(evidence), tuple(claimed))


def _values(
    reader: Reader, request: _Request, source: Source | None
) -> tuple[list[Value], str | None]:
    """Read the adopted values, the place first, since its zone is the date's."""
    ordered = sorted(request.values, key=lambda a: a.field.family != "place")
    typed_zone = [a.text for a in request.plain if a.name == "tz" and a.text]
    zone = zones.canonical(typed_zone[0]) if typed_zone else None
    anchor = _anchor(reader, source)
    values: list[Value] = []
    for assignment in ordered:
        value = reader.value(assignment, anchor, zone)
        if value.place is not None and zone is None:
            zone = reader.places.zone_of(value.place)
        values.append(value)
        if value.stance not in ("asserts", "denies") and source is None:
            raise TrackerError(
                f"{value.field}={value.stance} is what a source says, and no source is named",
                f"leave {value.field} out where nothing is known, or name the source with -s",
            )
        if value.date is not None:
            reader.guard(value.date, source.published if source else None)
    return values, zone


def _anchor(reader: Reader, source: Source | None) -> dates.Anchor | None:
    return reader.anchor(source.published if source else None, source is not None)


def _is_said(value: Value) -> bool:
    if value.family == "date":
        return value.date is not None and value.date.edtf is not None
    return value.family in SAID_FAMILIES


def _row(title: str, values: Iterable[Value], request: _Request) -> adopted.Columns:
    row: adopted.Columns = {"uid": new_uid(), "title": title}
    for value in values:
        row |= adopted.columns(value)
    if "date_edtf" not in row:
        row |= adopted.date_columns(dates.unknown())
    for assignment in request.plain:
        if assignment.name != "tag":
            row |= adopted.plain_columns(assignment)
    return row


def _insert(conn: sqlite3.Connection, row: adopted.Columns) -> int:
    marks = ", ".join("?" * len(row))
    made = conn.execute(
        f"INSERT INTO incidents ({', '.join(row)}) VALUES ({marks}) RETURNING id",
        tuple(row.values()),
    ).fetchone()
    return int(made[0])
