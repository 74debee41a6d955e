"""Disputes and origins worked out in plain Python from the rows, to compare the views with."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from datetime import MAXYEAR, datetime, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from tracker.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Key = int | str
MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}
SPANS = {
    "hour": timedelta(hours=1),
    "part-of-day": timedelta(hours=1),
    "day": timedelta(days=1),
    "range": timedelta(days=1),
}


class DisputeRow(NamedTuple):
    """What the view says of one account, its words and names left out."""

    incident: int
    field: str
    citation: int | None
    adopted: bool
    undecided: bool
    denies: bool


class OriginRow(NamedTuple):
    """The figures of one incident."""

    incident: int
    sources: int
    origins: int
    independent: int
    not_recorded: int


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open time or numbers; None is without end."""

    first: datetime | int | None
    after: datetime | int | None

    def meets(self, other: Span) -> bool:
        return not (_done(self.after, other.first) or _done(other.after, self.first))

    def lies_in(self, other: Span) -> bool:
        starts = other.first is None or (
            self.first is not None and not _less(self.first, other.first)
        )
        ends = other.after is None or (
            self.after is not None and not _less(other.after, self.after)
        )
        return starts and ends


@dataclass(frozen=True, slots=True)
class When:
    """An extent in civil time, and in UTC where that is known."""

    civil: Span
    utc: Span | None


Value = When | Span | frozenset[Key] | None


@dataclass(frozen=True, slots=True)
class Account:
    """Who says what of one field; `citation` is None for what the incident itself holds."""

    citation: int | None
    stance: str
    family: str
    value: Value


class File:
    """All rows of a file, and the questions asked of them."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        cursor = conn.cursor()
        cursor.row_factory = sqlite3.Row
        self.rows = {
            table: cursor.execute(f"SELECT * FROM {table}").fetchall()
            for table in (
                "incidents", "claims", "citations", "sources", "actors", "actor_relations",
                "places", "place_relations", "incident_types", "incident_counts",
                "incident_actors", "attributes", "decisions",
            )
        }  # fmt: skip
        self.sources: dict[int, sqlite3.Row] = {row["id"]: row for row in self.rows["sources"]}
        self.now: dict[str, dict[int, int]] = {
            table: {row["id"]: row["merged_into"] or row["id"] for row in self.rows[table]}
            for table in ("actors", "places", "sources")
        }
        states = {row["id"] for row in self.rows["actors"] if row["kind"] == "state"}
        self.bodies: dict[Key, set[Key]] = defaultdict(set)
        for row in self.rows["actor_relations"]:
            if row["kind"] in ("part-of", "member-of") and row["actor_id"] not in states:
                self.bodies[self.actor(row["actor_id"])].add(self.actor(row["other_id"]))
        self.wider: dict[Key, set[Key]] = defaultdict(set)
        self.overlaps: set[tuple[Key, Key]] = set()
        for row in self.rows["place_relations"]:
            pair = (self.place(row["place_id"]), self.place(row["other_id"]))
            if row["kind"] == "within":
                self.wider[pair[0]].add(pair[1])
            elif row["kind"] == "overlaps":
                self.overlaps |= {pair, pair[::-1]}
        self.parents: dict[Key, set[Key]] = {
            row["code"]: {row["parent"]} for row in self.rows["incident_types"] if row["parent"]
        }

    def actor(self, number: int) -> int:
        return self.now["actors"][number]

    def place(self, number: int) -> int:
        return self.now["places"][number]

    def source(self, citation: sqlite3.Row) -> sqlite3.Row:
        number: int = citation["source_id"]
        return self.sources[self.now["sources"][number]]

    def standing(self, table: str) -> Iterator[sqlite3.Row]:
        """Rows that were not deleted; citations only of sources that still count."""
        for row in self.rows[table]:
            if row["deleted_at"] is not None or (table == "incidents" and row["merged_into"]):
                continue
            if table == "citations":
                source = self.source(row)
                if source["deleted_at"] or source["retracted_at"]:
                    continue
            yield row

    def climb(self, family: str, key: Key) -> set[Key]:
        """What `key` is, is part of, lies within, or is a kind of."""
        above = {"actor": self.bodies, "place": self.wider, "type": self.parents}.get(family, {})
        found, queue = {key}, [key]
        while queue:
            for other in above.get(queue.pop(), ()):
                if other not in found:
                    found.add(other)
                    queue.append(other)
        return found

    def lies_in(self, family: str, one: Value, other: Value) -> bool:
        """Whether whatever makes `one` true makes `other` true."""
        if isinstance(one, When) and isinstance(other, When):
            if one.utc and other.utc:
                return one.utc.lies_in(other.utc)
            return one.civil.lies_in(other.civil)
        if isinstance(one, Span) and isinstance(other, Span):
            return one.lies_in(other)
        assert isinstance(one, frozenset)
        assert isinstance(other, frozenset)
        return any(self.climb(family, key) & other for key in one)

    def agree(self, family: str, one: Value, other: Value) -> bool:
        """Whether both can be true."""
        if isinstance(one, When) and isinstance(other, When):
            if one.utc and other.utc:
                return one.utc.meets(other.utc)
            return one.civil.meets(other.civil)
        if isinstance(one, Span) and isinstance(other, Span):
            return one.meets(other)
        if self.lies_in(family, one, other) or self.lies_in(family, other, one):
            return True
        assert isinstance(one, frozenset)
        assert isinstance(other, frozenset)
        return family == "place" and any(
            (above, face) in self.overlaps
            for this, that in ((one, other), (other, one))
            for key in this
            for above in self.climb(family, key)
            for face in that
        )

    def contradict(self, one: Account, other: Account) -> bool:
        """Whether the two cannot both be true."""
        if one.citation == other.citation:
            return False
        if other.stance == "denies":
            one, other = other, one
        if one.stance == "denies":
            if other.stance != "asserts" or other.value is None:
                return False
            return one.value is None or self.lies_in(one.family, other.value, one.value)
        if one.value is None or other.value is None:
            return False
        return not self.agree(one.family, one.value, other.value)

    def disputes(self) -> set[DisputeRow]:
        """Every account of every disputed field."""
        decided = {(row["incident_id"], row["field"]) for row in self.standing("decisions")}
        found: set[DisputeRow] = set()
        for incident in self.standing("incidents"):
            number = incident["id"]
            for field, accounts in self._accounts(number).items():
                recorded = self._recorded(incident, field, accounts[0].family)
                everyone = [*accounts, recorded]
                if not any(self.contradict(a, b) for a, b in combinations(everyone, 2)):
                    continue
                undecided = (number, field) not in decided
                same = {a.citation for a in accounts if _says(a, recorded)}
                found |= {
                    DisputeRow(number, field, a.citation, a.citation in same and
                               a.stance == "asserts", undecided, a.stance == "denies")
                    for a in accounts
                    if a.value is not None or a.stance == "denies"
                }  # fmt: skip
                if not same and any(self.contradict(a, recorded) for a in accounts):
                    found.add(DisputeRow(number, field, None, True, undecided, False))
        return found

    def _accounts(self, incident: int) -> dict[str, list[Account]]:
        citations = {row["id"] for row in self.standing("citations")}
        sets: dict[tuple[str, int], set[Key]] = defaultdict(set)
        accounts: dict[str, list[Account]] = defaultdict(list)
        for row in self.standing("claims"):
            if row["incident_id"] != incident or row["citation_id"] not in citations:
                continue
            if row["stance"] == "under-assessment" or row["field"] == "title":
                continue
            family, stance = row["family"], row["stance"]
            if family == "actor" and stance == "asserts":
                sets[row["field"], row["citation_id"]].add(self.actor(row["actor_id"]))
                continue
            value = self._value(row, family)
            accounts[row["field"]].append(Account(row["citation_id"], stance, family, value))
        for (field, citation), members in sets.items():
            group = frozenset(members)
            accounts[field].append(Account(citation, "asserts", "actor", group))
        return accounts

    def _value(self, row: sqlite3.Row, family: str) -> Value:
        if row["stance"] == "none-reported":
            return Span(0, 1)
        if family == "date":
            return _when(row)
        if family == "number":
            return _span(row["low"], row["best"], row["high"])
        key = {
            "place": row["place_id"] and self.place(row["place_id"]),
            "actor": row["actor_id"] and self.actor(row["actor_id"]),
            "type": row["type_code"],
            "text": row["value_key"],
        }[family]
        return frozenset([key]) if key is not None else None

    def _recorded(self, incident: sqlite3.Row, field: str, family: str) -> Account:
        number = incident["id"]
        value: Value = None
        if family == "date":
            value = _when(incident)
        elif field == "duration":
            value = _span(incident["duration_low_minutes"], None, incident["duration_high_minutes"])
        elif family == "number":
            for row in self.rows["incident_counts"]:
                name = row["measure"]
                if name not in ("killed", "injured", "missing", "detained", "displaced"):
                    name = f"count.{name}"
                if row["category"] != "total":
                    name = f"{name}.{row['category']}"
                if row["incident_id"] == number and name == field:
                    value = _span(row["low"], row["best"], row["high"])
        elif family == "place" and incident["place_id"]:
            value = frozenset([self.place(incident["place_id"])])
        elif family == "type" and incident["type_code"]:
            value = frozenset([incident["type_code"]])
        elif family == "actor":
            value = frozenset(
                self.actor(row["actor_id"])
                for row in self.rows["incident_actors"]
                if row["incident_id"] == number and row["role"] == field
            ) or None  # fmt: skip
        elif family == "text":
            for row in self.rows["attributes"]:
                name = f"x.{row['key']}" if row["namespace"] == "x" else row["key"]
                if row["incident_id"] == number and name == field:
                    value = frozenset([fold(row["value"])])
        return Account(None, "asserts", family, value)

    def origins(self) -> set[OriginRow]:
        """The figures of every standing incident."""
        cited: dict[int, list[sqlite3.Row]] = defaultdict(list)
        for row in self.standing("citations"):
            if row["stance"] == "reports":
                cited[row["incident_id"]].append(row)
        found: set[OriginRow] = set()
        for incident in self.standing("incidents"):
            rows = cited[incident["id"]]
            voices = {self.actor(row["origin_id"]) for row in rows if row["origin_id"]}
            unknown = {
                row["agency"].lower() if row["agency"] else self.source(row)["id"]
                for row in rows
                if row["origin_id"] is None
            }
            sources = {self.source(row)["id"] for row in rows}
            found.add(
                OriginRow(
                    incident["id"], len(sources), len(voices), self._groups(voices), len(unknown)
                )
            )
        return found

    def _groups(self, voices: Iterable[int]) -> int:
        groups: list[set[Key]] = []
        for voice in voices:
            merged = self.climb("actor", voice)
            apart = []
            for group in groups:
                if group & merged:
                    merged |= group
                else:
                    apart.append(group)
            groups = [*apart, merged]
        return len(groups)


def _says(account: Account, recorded: Account) -> bool:
    """Whether a claim is the adopted value itself; a set of actors, whether all were adopted."""
    if account.stance != "asserts" or account.value is None or recorded.value is None:
        return False
    if account.family == "actor":
        assert isinstance(account.value, frozenset)
        assert isinstance(recorded.value, frozenset)
        return account.value <= recorded.value
    if isinstance(account.value, When) and isinstance(recorded.value, When):
        if account.value.utc and recorded.value.utc:
            return account.value.utc == recorded.value.utc
        return account.value.civil == recorded.value.civil
    return account.value == recorded.value


def _when(row: sqlite3.Row) -> When | None:
    if row["start_earliest"] is None and row["end_latest"] is None:
        return None
    civil = _extent(row, row["start_earliest"], row["end_latest"])
    if row["utc_earliest"] is None and row["utc_latest"] is None:
        return When(civil, None)
    return When(civil, _extent(row, row["utc_earliest"], row["utc_latest"]))


def _extent(row: sqlite3.Row, earliest: str | None, latest: str | None) -> Span:
    first = datetime.fromisoformat(earliest) if earliest else None
    after = datetime.fromisoformat(latest) if latest and latest < "9999-12-31T23" else None
    if after is not None:
        after += timedelta(seconds=1)
    if row["date_qualifier"] in ("~", "%"):
        precision = row["date_precision"]
        return Span(_moved(first, precision, -1), _moved(after, precision, 1))
    return Span(first, after)


def _moved(moment: datetime | None, precision: str, sign: int) -> datetime | None:
    if moment is None or precision in ("minute", "unknown"):
        return moment
    if precision in SPANS:
        return moment + sign * SPANS[precision]
    year, month = divmod(moment.year * 12 + moment.month - 1 + sign * MONTHS[precision], 12)
    return moment.replace(year=year, month=month + 1) if 1 <= year <= MAXYEAR else None


def _span(low: int | None, best: int | None, high: int | None) -> Span | None:
    if low is None and high is None:
        return None if best is None else Span(best, best + 1)
    return Span(low or 0, None if high is None else high + 1)


def _less(one: datetime | int, other: datetime | int) -> bool:
    return one < other  # type: ignore[operator]  # both are moments, or both are numbers


def _done(after: datetime | int | None, first: datetime | int | None) -> bool:
    return after is not None and first is not None and not _less(first, after)
