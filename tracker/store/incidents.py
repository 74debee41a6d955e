"""Reading incidents: rows of the file turned into values, a chunk at a time."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from tracker.dates import restore
from tracker.model import (
    Account,
    Attribute,
    Change,
    Citation,
    Claim,
    Count,
    Decision,
    Incident,
    Link,
    Party,
)
from tracker.store.actors import climb
from tracker.store.links import INVERSE
from tracker.store.places import label

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from tracker.dates import Date

Row = tuple[Any, ...]  # as sqlite3 hands it over; each query below names its columns

CHUNK: Final = 400

_INCIDENTS: Final = """
SELECT i.id, i.uid, i.title, i.date_edtf, i.date_text, i.start_earliest, i.start_latest,
       i.end_earliest, i.end_latest, i.date_precision, i.date_qualifier, i.end_kind, i.tz,
       i.start_utc, i.utc_earliest, i.utc_latest, i.description, i.type_code,
       i.duration_low_minutes, i.duration_high_minutes, i.duration_text, p.name, p.country,
       coalesce(i.latitude, p.latitude), coalesce(i.longitude, p.longitude),
       coalesce(i.place_precision, p.precision), i.status, i.note, i.created_at, i.updated_at,
       i.sort_key, i.deleted_at
  FROM incidents AS i
  LEFT JOIN places AS q ON q.id = i.place_id
  LEFT JOIN places AS p ON p.id = coalesce(q.merged_into, q.id)
 WHERE i.id IN ({marks})
"""
_PARTIES: Final = """
SELECT r.incident_id, b.id, b.uid, b.name, r.role, b.kind
  FROM incident_actors AS r JOIN actors AS a ON a.id = r.actor_id
  JOIN actors AS b ON b.id = coalesce(a.merged_into, a.id)
 WHERE r.incident_id IN ({marks}) ORDER BY r.incident_id, r.role, b.name, b.id
"""
_COUNTS: Final = """
SELECT incident_id, measure, category, low, best, high, words FROM incident_counts
 WHERE incident_id IN ({marks}) ORDER BY incident_id, measure, category <> 'total', category
"""
_ORIGINS: Final = """
SELECT incident_id, sources, origins, independent_origins, not_recorded FROM origins
 WHERE incident_id IN ({marks})
"""
_DISPUTES: Final = """
SELECT d.incident_id, d.field, d.citation_id, d.value, d.who, d.source_key, d.published, d.adopted,
       d.undecided
  FROM disputes AS d WHERE d.incident_id IN ({marks})
 ORDER BY d.incident_id, d.field, d.published IS NULL, d.published, d.citation_id
"""
_CITATIONS: Final = """
SELECT c.incident_id, c.id, c.uid, s.key, s.kind, s.publisher, s.title, s.author, s.url,
       s.published_words, s.published_edtf, o.name, c.agency, c.stance, c.quote, c.pinpoint, c.note,
       c.deleted_at IS NULL AND s.retracted_at IS NULL AND s.deleted_at IS NULL, s.archive_url,
       s.published_earliest, coalesce(s.retraction_note, s.retracted_at), o.id
  FROM citations AS c JOIN sources AS t ON t.id = c.source_id
  JOIN sources AS s ON s.id = coalesce(t.merged_into, t.id)
  LEFT JOIN actors AS m ON m.id = c.origin_id
  LEFT JOIN actors AS o ON o.id = coalesce(m.merged_into, m.id)
 WHERE c.incident_id IN ({marks}) AND c.deleted_at IS NULL ORDER BY c.incident_id, c.id
"""
_CLAIMS: Final = """
SELECT l.incident_id, l.id, l.citation_id, l.field, l.family, l.value, l.low, l.best, l.high,
       l.date_edtf, l.start_earliest, l.start_latest, l.end_earliest, l.end_latest,
       l.date_precision, l.date_qualifier, l.end_kind, l.tz, l.start_utc, l.utc_earliest,
       l.utc_latest, l.stance, l.reading, l.quote, l.place_id, l.actor_id, l.type_code
  FROM claims AS l JOIN citations AS c ON c.id = l.citation_id
 WHERE l.incident_id IN ({marks}) AND l.deleted_at IS NULL AND c.deleted_at IS NULL
 ORDER BY l.incident_id, l.citation_id, l.id
"""
_LINKS: Final = """
SELECT k.from_incident_id, k.kind, 0, o.id, o.title, k.note
  FROM incident_links AS k JOIN incidents AS o ON o.id = k.to_incident_id
 WHERE k.from_incident_id IN ({marks}) AND o.deleted_at IS NULL
UNION ALL
SELECT k.to_incident_id, k.kind, 1, o.id, o.title, k.note
  FROM incident_links AS k JOIN incidents AS o ON o.id = k.from_incident_id
 WHERE k.to_incident_id IN ({marks}) AND o.deleted_at IS NULL
 ORDER BY 1, 2, 3, 4
"""
_DECISIONS: Final = """
SELECT incident_id, field, kind, citation_id, reason, created_at FROM decisions
 WHERE incident_id IN ({marks}) AND deleted_at IS NULL ORDER BY incident_id, field
"""
_TAGS: Final = """
SELECT incident_id, tag FROM incident_tags WHERE incident_id IN ({marks}) ORDER BY 1, 2
"""
_ATTRIBUTES: Final = """
SELECT incident_id, namespace, key, value FROM attributes WHERE incident_id IN ({marks})
 ORDER BY 1, 2, 3
"""


def read(
    conn: sqlite3.Connection, ids: Iterable[int], full: bool = False, log: bool = False
) -> Iterator[Incident]:
    """Yield the incidents of `ids` in that order; `full` reads all that JSON and `show` need."""
    chunk: list[int] = []
    for number in ids:
        chunk.append(number)
        if len(chunk) == CHUNK:
            yield from _Chunk(conn, chunk, full, log)
            chunk = []
    if chunk:
        yield from _Chunk(conn, chunk, full, log)


class _Chunk:
    """A few hundred incidents read together: one query a table, not one an incident."""

    def __init__(self, conn: sqlite3.Connection, ids: Sequence[int], full: bool, log: bool) -> None:
        self.conn = conn
        self.ids = list(ids)
        self.full = full
        self.log = log
        self.bodies: dict[int, tuple[tuple[int, ...], tuple[str, ...]]] = {}
        self.publishers: dict[str, str | None] = {}

    def __iter__(self) -> Iterator[Incident]:
        rows = {row[0]: row for row in self._rows(_INCIDENTS)}
        parties = self._grouped(_PARTIES)
        origins = {row[0]: row[1:] for row in self._rows(_ORIGINS)}
        disputes = self._grouped(_DISPUTES)
        links = self._grouped(_LINKS, twice=True)
        citations = self._grouped(_CITATIONS) if self.full or disputes else {}
        claims = self._grouped(_CLAIMS) if self.full or disputes else {}
        rest = {
            name: self._grouped(query) if self.full else {}
            for name, query in (
                ("counts", _COUNTS),
                ("decisions", _DECISIONS),
                ("tags", _TAGS),
                ("attributes", _ATTRIBUTES),
            )
        }
        for number in self.ids:
            row = rows.get(number)
            if row is None:
                continue
            side = self._side(parties.get(number, ()))
            cited = [self._citation(found, side) for found in citations.get(number, ())]
            accounts = [
                self._account(found, cited, claims.get(number, ()))
                for found in disputes.get(number, ())
            ]
            undecided = dict.fromkeys(account.field for account in accounts if account.undecided)
            decided = dict.fromkeys(account.field for account in accounts if not account.undecided)
            figures = origins.get(number, (0, 0, 0, 0))
            yield Incident(
                id=number,
                uid=row[1],
                title=row[2],
                date=_date(row[3:16]),
                description=row[16],
                type=row[17],
                duration_low=row[18],
                duration_high=row[19],
                duration_text=row[20],
                place=label(row[21], row[22]) if row[21] is not None else None,
                place_name=row[21],
                country=row[22],
                latitude=row[23],
                longitude=row[24],
                place_precision=row[25],
                status=row[26],
                note=row[27],
                created_at=row[28],
                updated_at=row[29],
                sort_key=row[30],
                deleted_at=row[31],
                parties=tuple(self._party(found) for found in parties.get(number, ())),
                counts=tuple(Count(*found) for found in rest["counts"].get(number, ())),
                sources=figures[0],
                origins=figures[1],
                independent_origins=figures[2],
                not_recorded=figures[3],
                disputed=tuple(undecided),
                settled=tuple(decided),
                accounts=tuple(accounts),
                decisions=tuple(Decision(*found) for found in rest["decisions"].get(number, ())),
                tags=tuple(found[0] for found in rest["tags"].get(number, ())),
                citations=tuple(cited),
                claims=tuple(
                    self._claim(found, cited, accounts, row, side)
                    for found in claims.get(number, ())
                )
                if self.full
                else (),
                links=tuple(
                    Link(INVERSE[kind] if inverse else kind, other, title, note)
                    for kind, inverse, other, title, note in links.get(number, ())
                ),
                attributes=tuple(Attribute(*found) for found in rest["attributes"].get(number, ())),
                log=tuple(changes(self.conn, number)) if self.log else (),
            )

    def _rows(self, query: str, twice: bool = False) -> list[Row]:
        marks = ", ".join("?" * len(self.ids))
        ids = self.ids * 2 if twice else self.ids
        return self.conn.execute(query.format(marks=marks), ids).fetchall()

    def _grouped(self, query: str, twice: bool = False) -> dict[int, list[Row]]:
        grouped: dict[int, list[Row]] = defaultdict(list)
        for number, *rest in self._rows(query, twice):
            grouped[number].append(tuple(rest))
        return dict(grouped)

    def _climbed(self, actor: int) -> tuple[tuple[int, ...], tuple[str, ...]]:
        if actor not in self.bodies:
            found = climb(self.conn, actor)
            self.bodies[actor] = (
                tuple(number for number, _ in found),
                tuple(name for _, name in found[1:]),
            )
        return self.bodies[actor]

    def _side(self, parties: Iterable[Row]) -> set[int]:
        """Return the ids of the actors of an incident and of all they belong to."""
        found: set[int] = set()
        if self.full or self.ids:
            for party in parties:
                found.update(self._climbed(party[0])[0])
        return found

    def _party(self, row: Row) -> Party:
        number, uid, name, role, kind = row
        return Party(number, uid, name, role, kind, self._climbed(number)[1])

    def _is_party(self, origin: int | None, side: set[int]) -> bool:
        return origin is not None and not side.isdisjoint(self._climbed(origin)[0])

    def _citation(self, row: Row, side: set[int]) -> Citation:
        (
            number, uid, source, kind, publisher, title, author, url, published, edtf, origin,
            agency, stance, quote, pinpoint, note, standing, archive, earliest, retraction,
            origin_id,
        ) = row  # fmt: skip
        return Citation(
            id=number,
            uid=uid,
            source=source,
            source_kind=kind,
            publisher=publisher,
            title=title,
            author=author,
            url=url,
            published=published,
            published_edtf=edtf,
            origin=origin,
            agency=agency,
            stance=stance,
            quote=quote,
            pinpoint=pinpoint,
            note=note,
            party=self._is_party(origin_id, side),
            standing=bool(standing),
            archive_url=archive,
            published_sort=earliest,
            retraction=retraction,
        )

    def _account(self, row: Row, cited: Sequence[Citation], claims: Iterable[Row]) -> Account:
        field, citation, value, who, source, published, adopted, undecided = row
        by_id = {found.id: found for found in cited}
        found = by_id.get(citation)
        said = next((c for c in claims if c[1] == citation and c[2] == field), None)
        return Account(
            field=field,
            citation=citation,
            value=value,
            who=who,
            source=source,
            published=published,
            party=found.party if found else False,
            adopted=bool(adopted),
            undecided=bool(undecided),
            publisher=found.publisher if found else None,
            published_sort=found.published_sort if found else None,
            low=said[5] if said else None,
            high=said[7] if said else None,
            stance=said[20] if said else "asserts",
            reading=said[21] if said else "plain",
        )

    def _claim(
        self,
        row: Row,
        cited: Sequence[Citation],
        accounts: Iterable[Account],
        incident: Row,
        side: set[int],
    ) -> Claim:
        number, citation, field, family, value, low, best, high, edtf = row[:9]
        source = next(found for found in cited if found.id == citation)
        date = None
        if family == "date":
            date = _date((edtf, value or "", *row[9:13], row[13] or "unknown", *row[14:20]))
        decided = [a.adopted for a in accounts if a.citation == citation and a.field == field]
        return Claim(
            id=number,
            citation=citation,
            field=field,
            family=family,
            value=value,
            low=low,
            best=best,
            high=high,
            date=date,
            stance=row[20],
            reading=row[21],
            quote=row[22],
            origin=source.origin,
            source=source.source,
            adopted=decided[0] if decided else row[20] == "asserts",
            standing=source.standing,
        )


def _date(columns: Row) -> Date:
    """Return the date kept in thirteen columns, from EDTF to the UTC extent."""
    return restore(*columns)


def changes(conn: sqlite3.Connection, incident: int) -> list[Change]:
    """Return the transactions that touched the incident, the first one first."""
    rows = conn.execute(
        "SELECT DISTINCT t.id, t.at, t.analyst, t.command, t.reason FROM log_changes AS l"
        " JOIN log_transactions AS t ON t.id = l.tx"
        " WHERE l.table_name = 'incidents' AND l.row_id = ?"
        " OR l.table_name IN ('citations', 'claims', 'decisions') AND l.row_id IN"
        " (SELECT id FROM citations WHERE incident_id = ?) AND l.table_name = 'citations'"
        " OR l.table_name = 'claims' AND l.row_id IN (SELECT id FROM claims WHERE incident_id = ?)"
        " OR l.table_name = 'decisions' AND l.row_id IN"
        " (SELECT id FROM decisions WHERE incident_id = ?)"
        " ORDER BY t.id",
        (incident, incident, incident, incident),
    )
    return [Change(*row) for row in rows]
