"""Citations and claims: what a source says of an incident, kept beside what is adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.errors import TrackerError, quoted
from tracker.fields import READINGS, STANCES
from tracker.store.uids import new_uid
from tracker.texts import TITLE_LIMIT, long_text, one_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from tracker.fields import Assignment
    from tracker.store.sources import Source
    from tracker.store.values import Reader, Value

QUOTE_WORDS: Final = 25
REPORTS: Final = STANCES[0]
CLAIM_COLUMNS: Final = ("uid", "citation_id", "incident_id")
TOLD_COLUMNS: Final = (
    "reading", "quote", "credibility", "field", "family", "value", "value_key", "stance",
    "actor_id", "place_id", "type_code", "low", "best", "high", "date_edtf", "date_precision",
    "date_qualifier", "start_earliest", "start_latest", "end_earliest", "end_latest", "end_kind",
    "tz", "start_utc", "utc_earliest", "utc_latest",
)  # fmt: skip
"""How a source says something, and what; few claims have anything in the last of these."""


class Evidence(NamedTuple):
    """How a source is cited: who is speaking, through which agency, where, in which words.

    A `stance` that nobody gave is None: a new citation reports, and one that stands keeps its own.
    """

    origin: int | None = None
    agency: str | None = None
    pinpoint: str | None = None
    quote: str | None = None
    stance: str | None = None
    reading: str = "plain"
    credibility: int | None = None


class Cited(NamedTuple):
    """A citation as it stands after a command; `new` says whether the command made it."""

    id: int
    new: bool
    claims: tuple[int, ...] = ()


class Stands(NamedTuple):
    """A claim as it stands; its parts are columns of `claims`."""

    id: int
    key: str | None
    actor: int | None
    place: int | None
    type: str | None
    low: int | None
    best: int | None
    high: int | None
    edtf: str | None
    stance: str
    words: str | None
    reading: str
    quote: str | None
    credibility: int | None
    tz: str | None


def read_evidence(reader: Reader, assignments: Iterable[Assignment], source: Source) -> Evidence:
    """Read said-by, via, pinpoint, quote, stance and so on; the source gives the defaults."""
    given: dict[str, str] = {}
    for assignment in assignments:
        name = assignment.name
        if assignment.operator != "=":
            raise TrackerError(f"{name} is set with =", f"{name}={assignment.text}")
        if name in given:
            raise TrackerError(f"{name} is given twice", f"keep one {name}=")
        given[name] = assignment.text
    quote = given.get("quote")
    if quote and len(quote.split()) > QUOTE_WORDS:
        reader.notices.say(
            f"the quote has {len(quote.split())} words; more than {QUOTE_WORDS} may need permission"
        )
    origin = given.get("said-by")
    return Evidence(
        origin=reader.actors.need(origin) if origin else source.origin_id,
        agency=one_line(given["via"], "agency") if given.get("via") else source.agency,
        pinpoint=one_line(given["pinpoint"], "pinpoint", TITLE_LIMIT)
        if given.get("pinpoint")
        else None,
        quote=long_text(quote, "quote").strip() if quote else None,
        stance=one_of("stance", given["stance"], STANCES) if given.get("stance") else None,
        reading=one_of("reading", given.get("reading"), READINGS),
        credibility=read_credibility(given.get("credibility")),
    )


def standing_citation(
    conn: sqlite3.Connection,
    incident: int,
    source: Source,
    evidence: Evidence,
    exact: bool = False,
) -> tuple[int, str | None] | None:
    """Return the citation of this source with this origin, agency and pinpoint, and its quote.

    One of a source that was merged into it counts as one of it, unless it has to be `exact`.
    """
    row = conn.execute(
        "SELECT c.id, c.quote FROM citations AS c JOIN sources AS s ON s.id = c.source_id"
        " WHERE c.incident_id = ? AND coalesce(s.merged_into, s.id) = ?"
        " AND (c.source_id = ? OR NOT ?) AND"
        " (SELECT coalesce(a.merged_into, a.id) FROM actors AS a WHERE a.id = c.origin_id) IS ?"
        " AND c.agency IS ?"
        " AND c.pinpoint IS ? AND c.deleted_at IS NULL ORDER BY c.source_id <> ?, c.id LIMIT 1",
        (
            incident,
            source.id,
            source.row,
            exact,
            evidence.origin,
            evidence.agency,
            evidence.pinpoint,
            source.row,
        ),
    ).fetchone()
    return (int(row[0]), row[1]) if row is not None else None


def cite(
    conn: sqlite3.Connection,
    incident: int,
    source: Source,
    evidence: Evidence,
    exact: bool = False,
) -> Cited:
    """Return the citation of this source with this origin, agency and pinpoint, made where new."""
    row = standing_citation(conn, incident, source, evidence, exact)
    if row is not None:
        if evidence.quote is not None and row[1] is None:
            conn.execute("UPDATE citations SET quote = ? WHERE id = ?", (evidence.quote, row[0]))
        return Cited(row[0], new=False)
    made = conn.execute(
        "INSERT INTO citations (uid, incident_id, source_id, origin_id, agency, pinpoint, quote,"
        " stance) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            new_uid(), incident, source.row, evidence.origin, evidence.agency, evidence.pinpoint,
            evidence.quote, evidence.stance or REPORTS,
        ),
    ).fetchone()  # fmt: skip
    return Cited(int(made[0]), new=True)


def refuse_another_stance(conn: sqlite3.Connection, citation: int, evidence: Evidence) -> None:
    """Raise TrackerError where a citation that stands has another stance than the one given."""
    (stance,) = conn.execute("SELECT stance FROM citations WHERE id = ?", (citation,)).fetchone()
    if evidence.stance not in (None, stance):
        raise TrackerError(
            f"c{citation} is of this source and this voice, and its stance is {stance}",
            f"for all that it says: tracker edit c{citation} stance={evidence.stance};"
            " a denial of one value is written killed!=3; another place in the source has a"
            " citation of its own: pinpoint=",
        )


def claim(
    conn: sqlite3.Connection, citation: int, incident: int, value: Value, evidence: Evidence
) -> int | None:
    """Record that a citation says `value`; return the claim's id, None where it stood already.

    A field has one value in a citation (a role has a set): raises TrackerError for a second one.
    """
    stands = standing(conn, citation, incident, value)
    if stands is not None:
        if stands.key == value.key and stands.stance == value.stance:
            return None
        raise TrackerError(
            f"c{citation} already says that {value.field} is {stands.words or stands.stance}",
            f"to change what was recorded: tracker edit c{citation}.{value.field}"
            f" {quoted(value.words or value.stance)}",
        )
    kept = conn.execute("SELECT quote FROM citations WHERE id = ?", (citation,)).fetchone()[0]
    row = (
        new_uid(), citation, incident,
        *told_columns(value, evidence, evidence.quote if evidence.quote != kept else None),
    )  # fmt: skip
    made = conn.execute(
        f"INSERT INTO claims ({', '.join((*CLAIM_COLUMNS, *TOLD_COLUMNS)[: len(row)])})"
        f" VALUES ({', '.join('?' * len(row))}) RETURNING id",
        row,
    ).fetchone()
    return int(made[0])


def standing(conn: sqlite3.Connection, citation: int, incident: int, value: Value) -> Stands | None:
    """Return the claim of a citation that `value` would repeat or contradict.

    A field has one value in a citation, a role each of its actors, and each denial is one. An
    actor or a place that was merged is the one that it was merged into, by whose key it is known.
    """
    denies = value.stance == "denies"
    row = conn.execute(
        "SELECT l.id, l.value_key, coalesce(a.merged_into, a.id), coalesce(p.merged_into, p.id),"
        " l.type_code, l.low, l.best, l.high, l.date_edtf, l.stance, l.value, l.reading, l.quote,"
        " l.credibility, l.tz FROM claims AS l LEFT JOIN actors AS a ON a.id = l.actor_id"
        " LEFT JOIN places AS p ON p.id = l.place_id"
        " WHERE l.incident_id = :incident AND l.field = :field AND l.citation_id = :citation"
        " AND (l.stance = 'denies') = :denies AND l.deleted_at IS NULL"
        " AND (:actor IS NULL OR coalesce(a.merged_into, a.id) = :actor)"
        " AND (NOT :denies OR :actor IS NOT NULL OR coalesce(p.merged_into, p.id) = :place"
        " OR l.value_key IS :key) ORDER BY l.id LIMIT 1",
        {
            "incident": incident, "field": value.field, "citation": citation, "denies": denies,
            "actor": value.actor, "place": value.place, "key": value.key,
        },
    ).fetchone()  # fmt: skip
    if row is None:
        return None
    stands = Stands(*row)
    if (value.actor or value.place) and (stands.actor, stands.place) == (value.actor, value.place):
        return stands._replace(key=value.key)
    return stands


def same_voice(conn: sqlite3.Connection, citation: int) -> list[int]:
    """Return the other citations of the same source in the same voice, as a merge makes them."""
    return [
        int(number)
        for (number,) in conn.execute(
            "SELECT v.id FROM citations AS c JOIN citations AS v ON v.incident_id = c.incident_id"
            " AND v.source_id = c.source_id AND v.agency IS c.agency AND v.pinpoint IS c.pinpoint"
            " JOIN actors AS a ON a.id = c.origin_id JOIN actors AS o ON o.id = v.origin_id"
            " WHERE c.id = ? AND v.id <> c.id AND v.deleted_at IS NULL"
            " AND coalesce(a.merged_into, a.id) = coalesce(o.merged_into, o.id) ORDER BY v.id",
            (citation,),
        )
    ]


def told_columns(
    value: Value, evidence: Evidence, quote: str | None
) -> tuple[str | int | None, ...]:
    """Return the TOLD_COLUMNS of a value as a source says it, as far as they reach."""
    date = value.date
    columns = (
        evidence.reading, quote, evidence.credibility, value.field, value.family, value.words,
        value.key, value.stance, value.actor, value.place, value.type, value.low, value.best,
        value.high,
    )  # fmt: skip
    if date is not None:
        return (
            *columns, date.edtf, date.precision, date.qualifier, date.start_earliest,
            date.start_latest, date.end_earliest, date.end_latest, date.end_kind, date.tz,
            date.start_utc, date.utc_earliest, date.utc_latest,
        )  # fmt: skip
    end = len(columns)
    while columns[end - 1] is None:
        end -= 1
    return columns[:end]


def parse_citation(text: str) -> tuple[int, str | None]:
    """Read `c9` or `c9.place`. Raises TrackerError for anything else.

    >>> parse_citation("c9.killed.civilian")
    (9, 'killed.civilian')
    """
    head, _, field = text.strip().partition(".")
    if head[:1] in "cC" and head[1:].isdigit() and head.isascii():
        return int(head[1:]), field or None
    raise TrackerError(
        f"'{text}' names no citation: one is written c9, and what it says of a field c9.place",
        "tracker show last",
    )


def one_of(name: str, text: str | None, allowed: tuple[str, ...]) -> str:
    """Return the word that was typed, the first of those allowed where none was."""
    if not text:
        return allowed[0]
    word = text.strip().lower()
    if word not in allowed:
        raise TrackerError(f"unknown {name} '{text}'", f"one of: {', '.join(allowed)}")
    return word


def read_credibility(text: str | None) -> int | None:
    """Read a grade from 1 to 6; nothing typed is no grade."""
    if not text:
        return None
    if text not in ("1", "2", "3", "4", "5", "6"):
        raise TrackerError(f"cannot read the credibility '{text}'", "a number from 1 to 6")
    return int(text)
