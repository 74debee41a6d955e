"""What sources say of incidents: citations and claims, and the accounts that differ."""

from __future__ import annotations

from sqlite3 import Row
from typing import TYPE_CHECKING

from tracker.model import Account, Citation, Claim
from tracker.names import fold
from tracker.store import queries
from tracker.store.bodies import climb
from tracker.store.rows import dated, grouped

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from tracker.model import Incident


class Accounts:
    """All that is said of a few hundred incidents, read with one query for each kind of row.

    `rest` holds the rows of counts, decisions, tags and attributes where `full` asked for them.
    """

    def __init__(self, conn: sqlite3.Connection, ids: Sequence[int], full: bool) -> None:
        self.conn = conn
        self._climbed: dict[int, tuple[frozenset[int], tuple[str, ...]]] = {}
        self._names: dict[str, frozenset[str]] = {}
        self.disputes = self._grouped(queries.DISPUTES, ids)
        differing = ids if full else list(self.disputes)
        self.citations = self._grouped(queries.CITATIONS, differing)
        self.claims = self._grouped(queries.CLAIMS, differing)
        self.rest = {
            name: self._grouped(query, ids) if full else {}
            for name, query in (
                ("counts", queries.COUNTS),
                ("decisions", queries.DECISIONS),
                ("tags", queries.TAGS),
                ("attributes", queries.ATTRIBUTES),
            )
        }

    def bodies(self, actor: int) -> tuple[str, ...]:
        """Return the names of the bodies that the actor belongs to, nearest first."""
        return self._climb(actor)[1]

    def disputed(self, incident: Incident) -> Incident:
        """Add the accounts of every field on which sources differ, and which are undecided."""
        rows = self.disputes.get(incident.id, [])
        if not rows:
            return incident
        cited = {found.id: found for found in self._cited(incident)}
        accounts = [self._account(row, cited) for row in rows]
        return incident._replace(
            accounts=tuple(accounts),
            disputed=tuple(dict.fromkeys(a.field for a in accounts if a.undecided)),
            settled=tuple(dict.fromkeys(a.field for a in accounts if not a.undecided)),
        )

    def claimed(self, incident: Incident, place: int | None) -> Incident:
        """Add every citation and claim; `place` is the id of the adopted place."""
        cited = self._cited(incident)
        by_id = {found.id: found for found in cited}
        claims = [
            _claim(row, by_id[row["citation"]], _adopts(row, incident, place))
            for row in self.claims.get(incident.id, [])
        ]
        return incident._replace(citations=tuple(cited), claims=tuple(claims))

    def _grouped(self, query: str, ids: Sequence[int]) -> dict[int, list[Row]]:
        cursor = self.conn.cursor()
        cursor.row_factory = Row
        marks = ", ".join("?" * len(ids))
        return grouped(cursor.execute(query.format(marks=marks), ids)) if ids else {}

    def _climb(self, actor: int) -> tuple[frozenset[int], tuple[str, ...]]:
        if actor not in self._climbed:
            found = climb(self.conn, actor)
            self._climbed[actor] = (
                frozenset(number for number, _ in found),
                tuple(name for _, name in found[1:]),
            )
        return self._climbed[actor]

    def _cited(self, incident: Incident) -> list[Citation]:
        side = frozenset[int]().union(*(self._climb(p.id)[0] for p in incident.parties))
        names = Citation._fields
        cited = []
        for row in self.citations.get(incident.id, []):
            values = {name: row[name] for name in names if name != "party"}
            values["standing"] = bool(values["standing"])
            origin = row["origin_id"]
            party = origin is not None and not side.isdisjoint(self._climb(origin)[0])
            cited.append(Citation(**values, party=party))
        return cited

    def _account(self, row: Row, cited: dict[int, Citation]) -> Account:
        citation, field = row["citation"], row["field"]
        found = cited.get(citation)
        claims = self.claims.get(row["incident"], [])
        said = next((c for c in claims if c["citation"] == citation and c["field"] == field), None)
        value = row["value"]
        if said is not None and said["family"] == "date" and said["date_edtf"] is not None:
            value = dated(said).words
        return Account(
            field=field,
            citation=citation,
            value=value,
            who=row["who"],
            source=row["source"],
            published=row["published"],
            party=found.party if found else False,
            adopted=bool(row["adopted"]),
            undecided=bool(row["undecided"]),
            publisher=found.publisher if found and not self._speaks(found) else None,
            published_sort=found.published_sort if found else None,
            low=said["low"] if said else None,
            high=said["high"] if said else None,
            stance=said["stance"] if said else "asserts",
            reading=said["reading"] if said else "plain",
        )

    def _speaks(self, citation: Citation) -> bool:
        """Tell whether the publisher is the origin itself, under any of its names."""
        if citation.publisher is None or citation.origin is None:
            return False
        if citation.origin not in self._names:
            rows = self.conn.execute(
                "SELECT n.name_key FROM actor_names AS n JOIN actors AS a ON a.id = n.actor_id"
                " WHERE a.name = ?",
                (citation.origin,),
            )
            self._names[citation.origin] = frozenset(str(row[0]) for row in rows)
        return fold(citation.publisher) in self._names[citation.origin]


def _claim(row: Row, citation: Citation, adopted: bool) -> Claim:
    return Claim(
        id=row["id"],
        citation=row["citation"],
        field=row["field"],
        family=row["family"],
        value=row["value"],
        low=row["low"],
        best=row["best"],
        high=row["high"],
        date=dated(row) if row["family"] == "date" and row["value"] is not None else None,
        stance=row["stance"],
        reading=row["reading"],
        quote=row["quote"],
        origin=citation.origin,
        source=citation.source,
        adopted=adopted,
        standing=citation.standing,
    )


def _adopts(claim: Row, incident: Incident, place: int | None) -> bool:
    """Tell whether what a claim asserts is the very value that the incident adopted."""
    field, family = claim["field"], claim["family"]
    if claim["stance"] != "asserts":
        return False
    if family == "date":
        return bool(claim["date_edtf"] == incident.date.edtf)
    if family == "place":
        return place is not None and bool(claim["place_id"] == place)
    if family == "type":
        return bool(claim["type_code"] == incident.type)
    if family == "actor":
        return any(p.id == claim["actor_id"] and p.role == field for p in incident.parties)
    bounds = (claim["low"], claim["high"])
    if field == "duration":
        return bounds == (incident.duration_low, incident.duration_high)
    if family == "number":
        return any(c.field == field and (c.low, c.high) == bounds for c in incident.counts)
    return field == "title" and bool(claim["value"] == incident.title)
