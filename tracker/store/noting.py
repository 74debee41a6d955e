"""A file as a page of notes: its incidents with all that is recorded of them, source by source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.fields import LINK_KINDS
from tracker.notes import Entry, Opened, Said
from tracker.store.noting_adopted import adopted_lines
from tracker.store.noting_declared import declared
from tracker.store.noting_names import Names
from tracker.store.noting_rows import chunks, read_chunk
from tracker.store.noting_sources import source_block
from tracker.store.noting_statements import Statements, inline
from tracker.store.noting_values import Values
from tracker.store.noting_zones import before_placing, zone_of_date

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from tracker.notes import Block
    from tracker.store.noting_rows import Chunk, Cited, Linked, Noted
    from tracker.store.noting_statements import Told


def noted(
    conn: sqlite3.Connection, ids: Sequence[int], whole: bool = False, form: bool = False
) -> Iterator[Block]:
    """Yield the blocks of a page of these incidents in this order, all that it names declared.

    `whole` declares every name and source of the file, `form` none: the page is for the same file.
    """
    writer = _Writer(conn, set(ids), form)
    if not form:
        yield from declared(writer.names, ids, whole)
    for chunk in chunks(ids):
        yield from writer.incidents(chunk)
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
        self.current: int | None = -1  # a source by its id, None for @ none, -1 before any
        self.values = Values(self.names)
        self.statements = Statements(self.names, self.values)

    def incidents(self, ids: Sequence[int]) -> Iterator[Block]:
        """Yield the blocks of a few hundred incidents, read with one query a table."""
        chunk = read_chunk(self.conn, ids)
        for number in ids:
            if number in chunk.incidents:
                yield from self._incident(chunk.incidents[number], chunk)

    def _incident(self, incident: Noted, chunk: Chunk) -> Iterator[Block]:
        told = before_placing(self.statements, self.statements.told(incident, chunk))
        beside = [] if self.form else self.statements.beside(told)
        yield from self._open(told.first)
        yield self._entry(told, chunk, beside)
        if told.first is not None and told.first.note:
            yield self._remark(told.first, incident.uid)
        for cited in told.citations[1:]:
            if cited not in beside:
                yield from self._open(cited)
                yield self._cited(cited, told, chunk)

    def _entry(self, told: Told, chunk: Chunk, beside: list[Cited]) -> Entry:
        """Return the incident, with what its first source says."""
        incident, first = told.incident, told.first
        zone, given = zone_of_date(self.statements, told)
        said = adopted_lines(self.statements, told, zone, beside)
        if self.form:
            # Whoever changes the title in its form does not mean the one that was decided on.
            said = [
                one
                for one in said
                if one.name != "title" or one.claimed or not (one.own or one.has("adopt"))
            ]
        said += [Said("tz", incident.tz or "")] if given else []
        said += _plain(incident, chunk.tags.get(incident.number, []))
        said += self._evidence(first, told) if first is not None else []
        linked, left = self._links(chunk.links.get(incident.number, []))
        said += linked
        return Entry(
            True, incident.title, incident.uid, tuple(said), left_out=(*left, *told.unsaid)
        )

    def _remark(self, first: Cited, uid: str) -> Entry:
        """Return the note on the first citation, which below its + would be the incident's."""
        evidence = [one for one in self.values.evidence(first) if one.name != "quote"]
        return Entry(False, f"&{uid}", "", (*evidence, Said("note", first.note or "")))

    def _cited(self, cited: Cited, told: Told, chunk: Chunk) -> Entry:
        """Return what another citation says of an incident that was told before."""
        number = told.incident.number
        # Before its place is adopted, in a new file, and where it stands.
        zones = [
            tz if tz is not None and "/" in tz else None
            for tz in (told.incident.tz, chunk.incidents[number].tz)
        ]
        said = [
            self.statements.said(claim, told.decisions, cited.source, *zones)
            for claim in told.claims_of(cited.number)
        ]
        evidence = self._evidence(cited, told)
        said = [*said, *evidence] if self.form else inline(said, evidence)
        said += [Said("note", cited.note)] if cited.note else []
        return Entry(False, f"&{told.incident.uid}", "", tuple(said))

    def _evidence(self, cited: Cited, told: Told) -> list[Said]:
        """Return how a source is cited; an empty quote, where only lines of it have their words."""
        evidence = self.values.evidence(cited)
        if not cited.quote and any(claim.quote for claim in told.claims_of(cited.number)):
            evidence.append(Said("quote", ""))
        return evidence

    def _open(self, cited: Cited | None) -> Iterator[Block]:
        """Open the source of a citation, by the name of one that was merged into it if need be."""
        named = cited.named if cited is not None else None
        if named == self.current:
            return
        self.current = named
        if cited is None:
            yield Opened(own=True)
            return
        if cited.source not in self.opened and not self.form:
            yield self._define(cited.source)
            if named == cited.source:
                return
        key = self.conn.execute("SELECT key FROM sources WHERE id = ?", (named,)).fetchone()[0]
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

    def _links(self, links: list[Linked]) -> tuple[list[Said], list[str]]:
        """Return the links to incidents of the page, and in words those to others."""
        said, left = [], []
        for link in sorted(links, key=lambda link: LINK_KINDS.index(link.kind)):
            if link.number in self.ids or self.form:
                said.append(Said(link.kind, f"&{link.uid}"))
            else:
                left.append(f"{link.kind} an incident that is not on this page: {link.title}")
        return said, left


def _plain(incident: Noted, tags: list[str]) -> list[Said]:
    """Return the analyst's own fields."""
    latitude, longitude = incident.latitude, incident.longitude
    said = [Said("status", incident.status)] if incident.status != "reported" else []
    said += [Said("place-precision", incident.precision)] if incident.precision else []
    said += [Said("coords", f"{latitude!r},{longitude!r}")] if latitude is not None else []
    said += [Said("tag", tag) for tag in tags]
    said += [Said("desc", incident.description)] if incident.description else []
    said += [Said("note", incident.note)] if incident.note else []
    return said
