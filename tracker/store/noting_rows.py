"""The rows that a page of notes is written from, those of a few hundred incidents at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from tracker.model import Count

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Made = TypeVar("Made")

CHUNK: Final = 400

# The columns of each query stand in the order of the fields of its class; where rows are grouped,
# what they are grouped by stands before them.
_INCIDENTS: Final = """
SELECT id, uid, title, date_text, date_edtf, tz, type_code, place_id, duration_text,
       duration_low_minutes, duration_high_minutes, description, status, note, place_precision,
       latitude, longitude
  FROM incidents WHERE id IN ({marks})
"""
_PARTIES: Final = """
SELECT r.incident_id, r.role, a.id FROM incident_actors AS r JOIN actors AS t ON t.id = r.actor_id
  JOIN actors AS a ON a.id = coalesce(t.merged_into, t.id)
 WHERE r.incident_id IN ({marks}) GROUP BY 1, 2, 3 ORDER BY a.name, a.uid
"""
_COUNTS: Final = """
SELECT incident_id, measure, category, low, best, high, words FROM incident_counts
 WHERE incident_id IN ({marks}) ORDER BY incident_id, measure, category <> 'total', category
"""
_CITATIONS: Final = """
SELECT c.incident_id, c.id, s.id, t.id, coalesce(b.merged_into, b.id), s.agency,
       coalesce(o.merged_into, o.id), c.agency, c.pinpoint, c.quote, c.stance, c.note
  FROM citations AS c JOIN sources AS t ON t.id = c.source_id
  JOIN sources AS s ON s.id = coalesce(t.merged_into, t.id)
  LEFT JOIN actors AS b ON b.id = s.origin_id LEFT JOIN actors AS o ON o.id = c.origin_id
 WHERE c.incident_id IN ({marks}) AND c.deleted_at IS NULL AND s.deleted_at IS NULL
 ORDER BY c.incident_id, c.id
"""
_CLAIMS: Final = """
SELECT citation_id, citation_id, field, family, value, stance, actor_id, place_id, low, high,
       date_edtf, tz, reading, quote, credibility
  FROM claims WHERE incident_id IN ({marks}) AND deleted_at IS NULL ORDER BY citation_id, id
"""
_DECISIONS: Final = """
SELECT incident_id, field, kind, citation_id, reason FROM decisions
 WHERE incident_id IN ({marks}) AND deleted_at IS NULL ORDER BY field
"""
_LINKS: Final = """
SELECT k.from_incident_id, k.kind, o.id, o.uid, o.title FROM incident_links AS k
  JOIN incidents AS o ON o.id = k.to_incident_id
 WHERE k.from_incident_id IN ({marks}) AND o.deleted_at IS NULL AND o.merged_into IS NULL
 ORDER BY k.kind, o.sort_key, o.id
"""
_TAGS: Final = """
SELECT incident_id, tag FROM incident_tags WHERE incident_id IN ({marks}) ORDER BY 2
"""
_ATTRIBUTES: Final = """
SELECT incident_id, namespace, key, value FROM attributes WHERE incident_id IN ({marks})
   AND namespace IN ('field', 'x') ORDER BY 2, 3
"""


class Noted(NamedTuple):
    """An incident, with its date as it was typed (`date`) and as it is read (`edtf`, `tz`)."""

    number: int
    uid: str
    title: str
    date: str
    edtf: str | None
    tz: str | None
    type: str | None
    place: int | None
    duration: str | None
    shortest: int | None
    longest: int | None
    description: str | None
    status: str
    note: str | None
    precision: str | None
    latitude: float | None
    longitude: float | None


class Party(NamedTuple):
    """Who has a role in an incident; one that was merged, as the one it was merged into."""

    role: str
    actor: int


class Cited(NamedTuple):
    """A citation, and the voice that its source has by itself.

    `named` is the source that was cited, `source` the one that it was merged into, if it was.
    """

    number: int
    source: int
    named: int
    own_origin: int | None
    own_agency: str | None
    origin: int | None
    agency: str | None
    pinpoint: str | None
    quote: str | None
    stance: str
    note: str | None


class Claim(NamedTuple):
    """What a citation says of a field."""

    citation: int
    field: str
    family: str
    value: str | None
    stance: str
    actor: int | None
    place: int | None
    low: int | None
    high: int | None
    edtf: str | None
    tz: str | None
    reading: str
    quote: str | None
    credibility: int | None

    @property
    def adoptable(self) -> bool:
        """Whether it gives a value that can be adopted: none at all, where none is reported."""
        return self.stance in ("asserts", "none-reported")


class Decided(NamedTuple):
    """What was decided of a field: a claim of a citation, a value or a range of one's own."""

    field: str
    kind: str
    citation: int | None
    reason: str | None


class Linked(NamedTuple):
    """A relation to another incident."""

    kind: str
    number: int
    uid: str
    title: str


class Attribute(NamedTuple):
    """A field that has no column of its own."""

    namespace: str
    key: str
    value: str


class Adopted(NamedTuple):
    """One adopted value: what it is compared by, and how it is typed."""

    field: str
    key: object
    text: str


class Chunk(NamedTuple):
    """All that is recorded of a few hundred incidents, by their ids; claims by their citations."""

    incidents: dict[int, Noted]
    parties: dict[int, list[Party]]
    counts: dict[int, list[Count]]
    citations: dict[int, list[Cited]]
    claims: dict[int, list[Claim]]
    decisions: dict[int, list[Decided]]
    links: dict[int, list[Linked]]
    tags: dict[int, list[str]]
    attributes: dict[int, list[Attribute]]


def chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield the ids, as many at a time as one query asks for."""
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def read_chunk(conn: sqlite3.Connection, ids: Sequence[int]) -> Chunk:
    """Read what is recorded of the incidents, with one query a table."""

    def grouped(query: str, made: Callable[[Iterable[Any]], Made]) -> dict[int, list[Made]]:
        groups: dict[int, list[Made]] = {}
        for number, *row in rows_of(conn, query, ids):
            groups.setdefault(number, []).append(made(row))
        return groups

    incidents = [Noted._make(row) for row in rows_of(conn, _INCIDENTS, ids)]
    return Chunk(
        {incident.number: incident for incident in incidents},
        grouped(_PARTIES, Party._make),
        grouped(_COUNTS, Count._make),
        grouped(_CITATIONS, Cited._make),
        grouped(_CLAIMS, Claim._make),
        grouped(_DECISIONS, Decided._make),
        grouped(_LINKS, Linked._make),
        grouped(_TAGS, lambda row: str(*row)),
        grouped(_ATTRIBUTES, Attribute._make),
    )


def rows_of(conn: sqlite3.Connection, query: str, ids: Sequence[int]) -> sqlite3.Cursor:
    """Ask for the rows of these incidents; `{marks}` stand for their ids in the query."""
    marks = ", ".join("?" * len(ids))
    return conn.execute(query.format(marks=marks), [*ids] * query.count("{marks}"))
