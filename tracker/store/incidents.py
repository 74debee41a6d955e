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
from tracker.names import fold
from tracker.store import queries
from tracker.store.actors import climb
from tracker.store.links import INVERSE
from tracker.store.places import label

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from tracker.dates import Date

Row = tuple[Any, ...]  # as sqlite3 hands it over; each query below names its columns

CHUNK: Final = 400


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
        rows = {row[0]: row for row in self._rows(queries.INCIDENTS)}
        parties = self._grouped(queries.PARTIES)
        origins = {row[0]: row[1:] for row in self._rows(queries.ORIGINS)}
        disputes = self._grouped(queries.DISPUTES)
        links = self._grouped(queries.LINKS, twice=True)
        citations = self._grouped(queries.CITATIONS) if self.full or disputes else {}
        claims = self._grouped(queries.CLAIMS) if self.full or disputes else {}
        rest = {
            name: self._grouped(query) if self.full else {}
            for name, query in (
                ("counts", queries.COUNTS),
                ("decisions", queries.DECISIONS),
                ("tags", queries.TAGS),
                ("attributes", queries.ATTRIBUTES),
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
                    self._claim(found, cited, _adopts(found, row, parties, rest))
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
            publisher=found.publisher if found and not self._speaks(found) else None,
            published_sort=found.published_sort if found else None,
            low=said[5] if said else None,
            high=said[7] if said else None,
            stance=said[20] if said else "asserts",
            reading=said[21] if said else "plain",
        )

    def _speaks(self, citation: Citation) -> bool:
        """Tell whether the publisher is the origin itself, under any of its names."""
        return citation.publisher is not None and any(
            fold(name) == fold(citation.publisher)
            for (name,) in self.conn.execute(
                "SELECT n.name FROM actor_names AS n JOIN actor_names AS o"
                " ON o.actor_id = n.actor_id WHERE o.name = ?",
                (citation.origin,),
            )
        )

    def _claim(
        self,
        row: Row,
        cited: Sequence[Citation],
        adopted: bool,
    ) -> Claim:
        number, citation, field, family, value, low, best, high, edtf = row[:9]
        source = next(found for found in cited if found.id == citation)
        date = None
        if family == "date":
            date = _date((edtf, value or "", *row[9:13], row[13] or "unknown", *row[14:20]))
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
            adopted=adopted,
            standing=source.standing,
        )


def _adopts(
    claim: Row, incident: Row, parties: dict[int, list[Row]], rest: dict[str, dict[int, list[Row]]]
) -> bool:
    """Tell whether what a claim asserts is the very value that the incident adopted."""
    field, family, value, low, best, high, edtf = claim[2:9]
    number = incident[0]
    if claim[20] != "asserts":
        return False
    if family == "date":
        return bool(edtf == incident[3])
    if family == "place":
        return claim[23] is not None and bool(claim[23] == incident[32])
    if family == "type":
        return bool(claim[25] == incident[17])
    if family == "actor":
        return any(p[0] == claim[24] and p[3] == field for p in parties.get(number, ()))
    if field == "duration":
        return bool((low, high, value) == incident[18:21])
    if family == "number":
        adopted = (Count(*count) for count in rest["counts"].get(number, ()))
        return any(
            c.field == field and (c.low, c.best, c.high) == (low, best, high) for c in adopted
        )
    return field == "title" and bool(value == incident[2])


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
        " OR l.table_name = 'incident_links' AND l.row_id IN (SELECT id FROM incident_links"
        " WHERE from_incident_id = ? OR to_incident_id = ?)"
        " ORDER BY t.id",
        (incident,) * 6,
    )
    return [Change(*row) for row in rows]
