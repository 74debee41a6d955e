"""A file as a page of notes: its incidents with all that is recorded of them, source by source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tracker import dates
from tracker.errors import TrackerError
from tracker.fields import LINK_KINDS
from tracker.notes import Declared, Entry, Opened, Pair, Said
from tracker.store.noting_names import Names
from tracker.store.noting_rows import (
    ACTORS_OF,
    ATTRIBUTES,
    CITATIONS,
    CLAIMS,
    COUNTS,
    DECISIONS,
    INCIDENTS,
    LINKS,
    PARTIES,
    PLACES_OF,
    TAGS,
    Claim,
)
from tracker.store.noting_sources import source_block
from tracker.store.noting_statements import Statements, inline, rests
from tracker.store.noting_values import Values
from tracker.store.noting_words import derived_zone
from tracker.store.rereading import reread

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from tracker.notes import Block

Row = tuple[Any, ...]  # as sqlite3 hands it over; each query names its columns

CHUNK: Final = 400


def noted(
    conn: sqlite3.Connection, ids: Sequence[int], whole: bool = False, form: bool = False
) -> Iterator[Block]:
    """Yield the blocks of a page of these incidents in this order, all that it names declared.

    `whole` declares every name and source of the file, `form` none: the page is for the same file.
    """
    writer = _Writer(conn, set(ids), form)
    if not form:
        yield from writer.declared(ids, whole)
    for start in range(0, len(ids), CHUNK):
        yield from writer.chunk(ids[start : start + CHUNK])
    if whole:
        yield from writer.uncited()


class _Writer:
    """What has been written so far: the sources that are known to the reader, and the open one."""

    def __init__(self, conn: sqlite3.Connection, ids: set[int], form: bool) -> None:
        self.conn = conn
        self.names = Names(conn)
        self.ids = ids
        self.form = form
        self.opened: set[int] = set()
        self.current: int | None = -1
        self.values = Values(self.names)
        self.statements = Statements(self.names, self.values)

    def declared(self, ids: Sequence[int], whole: bool) -> Iterator[Block]:
        """Yield the declarations: the file's own, types, actors, places."""
        meta = dict(self.conn.execute("SELECT key, value FROM meta").fetchall())
        if whole and "title" in meta:
            fields = (Pair("tz", meta["tz"]),) if "tz" in meta else ()
            yield Declared("file", meta["title"], fields=fields)
        yield from self.names.declared_types()
        actors = None if whole else self._named(ids, ACTORS_OF)
        yield from self.names.declared_actors(actors)
        places = None if whole else self._named(ids, PLACES_OF)
        yield from self.names.declared_places(places)

    def _named(self, ids: Sequence[int], query: str) -> set[int]:
        found: set[int] = set()
        for start in range(0, len(ids), CHUNK):
            chunk = ids[start : start + CHUNK]
            marks = ", ".join("?" * len(chunk))
            found |= {
                int(row[0])
                for row in self.conn.execute(
                    query.format(marks=marks), [*chunk] * query.count("{marks}")
                )
                if row[0] is not None
            }
        return found

    def chunk(self, ids: Sequence[int]) -> Iterator[Block]:
        """Yield the blocks of a few hundred incidents, read with one query a table."""
        rows = {row[0]: row for row in self._rows(INCIDENTS, ids)}
        held = {
            name: _grouped(self._rows(query, ids))
            for name, query in (
                ("parties", PARTIES), ("counts", COUNTS), ("citations", CITATIONS),
                ("claims", CLAIMS), ("decisions", DECISIONS), ("links", LINKS), ("tags", TAGS),
                ("attributes", ATTRIBUTES),
            )
        }  # fmt: skip
        for number in ids:
            if number in rows:
                yield from self._incident(rows[number], held)

    def _rows(self, query: str, ids: Sequence[int]) -> list[Row]:
        marks = ", ".join("?" * len(ids))
        return self.conn.execute(query.format(marks=marks), list(ids)).fetchall()

    def _incident(self, row: Row, held: dict[str, dict[int, list[Row]]]) -> Iterator[Block]:
        number, uid = int(row[0]), str(row[1])
        citations, claims, twice = self.statements.voices(
            held["citations"].get(number, []), held["claims"]
        )
        decisions = {
            each[0]: each if rests(each, claims) else (each[0], "value", *each[2:])
            for each in held["decisions"].get(number, [])
        }
        row = self._before_placing(row, citations, claims, decisions)
        values = self.values.adopted(row, held)
        first = citations[0] if citations else None
        yield from self._open(first)
        place_zone = (
            None
            if self.statements.placed_later(decisions, values, claims, first)
            else self.values.zone(row)
        )
        derived = derived_zone(values[0].text, place_zone) or place_zone
        zone = place_zone if row[5] == derived else row[5]
        beside: list[Row] = []
        if not self.form:
            beside = self.statements.beside(values, citations, claims, decisions)
        statements = self.statements.adopted(values, first, claims, decisions, zone, beside)
        statements += [Said("tz", row[5] or "")] if row[5] != derived else []
        statements += self._plain(row, held["tags"].get(number, []))
        linked, left = self._links(held["links"].get(number, []))
        if first is not None:
            statements += self.values.evidence(first)
        yield Entry(True, str(row[2]), uid, tuple(statements + linked), left_out=(*left, *twice))
        if first is not None and first[9]:
            evidence = [one for one in self.values.evidence(first) if one.name != "quote"]
            yield Entry(False, f"&{uid}", "", (*evidence, Said("note", first[9])))
        for cited in citations[1:]:
            if cited in beside:
                continue
            yield from self._open(cited)
            zone = row[5] if row[5] is not None and "/" in row[5] else None
            said = [
                self.statements.said(claim, decisions, cited[1], zone) for claim in claims[cited[0]]
            ]
            evidence = self.values.evidence(cited)
            said = [*said, *evidence] if self.form else inline(said, evidence)
            said += [Said("note", cited[9])] if cited[9] else []
            yield Entry(False, f"&{uid}", "", tuple(said))

    def _before_placing(
        self,
        row: Row,
        citations: list[Row],
        claims: dict[int, list[Claim]],
        decisions: dict[str, Row],
    ) -> Row:
        """Return the incident with the date as it was before its place was adopted.

        A place that is adopted further down gives its zone to the date, when the page is read.
        """
        decision = decisions.get("place")
        if decision is None or decision[1] != "claim" or "date" in decisions or row[7] is None:
            return row
        if citations and decision[2] == citations[0][0]:
            return row
        if not any(
            claim.field == "place" and claim.place == row[7]
            for claim in claims.get(decision[2], [])
        ):
            return row
        try:
            before = dates.parse(row[3])
        except TrackerError:
            return row
        zone = self.values.zone(row)
        after = reread(row[3], before.edtf, zone)
        if before.edtf is None or (after.edtf, after.tz or zone) != (row[4], row[5]):
            return row
        return (*row[:4], before.edtf, before.tz, *row[6:])

    def _open(self, cited: Row | None) -> Iterator[Block]:
        """Open the source of a citation, by the name of one that was merged into it if need be."""
        row = int(cited[10]) if cited is not None else None
        if row == self.current:
            return
        self.current = row
        if cited is None:
            yield Opened(own=True)
            return
        source = int(cited[1])
        if source not in self.opened and not self.form:
            yield self._define(source)
            if row == source:
                return
        key = self.conn.execute("SELECT key FROM sources WHERE id = ?", (row,)).fetchone()[0]
        yield Opened(str(key))

    def _define(self, source: int) -> Opened:
        self.opened.add(source)
        return source_block(self.conn, self.names, source)

    def uncited(self) -> Iterator[Block]:
        """Yield the sources that nothing cites."""
        for (number,) in self.conn.execute(
            "SELECT id FROM sources WHERE deleted_at IS NULL AND merged_into IS NULL ORDER BY key"
        ).fetchall():
            if number not in self.opened:
                yield self._define(int(number))

    def _plain(self, row: Row, tags: list[Row]) -> list[Said]:
        """Return the analyst's own fields."""
        said = [Said("status", row[12])] if row[12] != "reported" else []
        said += [Said("place-precision", row[14])] if row[14] else []
        said += [Said("coords", f"{row[15]!r},{row[16]!r}")] if row[15] is not None else []
        said += [Said("tag", tag) for (tag,) in tags]
        said += [Said("desc", row[11])] if row[11] else []
        said += [Said("note", row[13])] if row[13] else []
        return said

    def _links(self, rows: list[Row]) -> tuple[list[Said], list[str]]:
        """Return the links to incidents of the page, and in words those to others."""
        said, left = [], []
        for kind, uid, title, number in sorted(rows, key=lambda row: LINK_KINDS.index(row[0])):
            if number in self.ids or self.form:
                said.append(Said(kind, f"&{uid}"))
            else:
                left.append(f"{kind} an incident that is not on this page: {title}")
        return said, left


def _grouped(rows: Iterable[Row]) -> dict[int, list[Row]]:
    grouped: dict[int, list[Row]] = {}
    for number, *rest in rows:
        grouped.setdefault(int(number), []).append(tuple(rest))
    return grouped
