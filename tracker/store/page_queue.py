"""New incidents of a page, held back and written together: thousands of them in few writes.

Their numbers are given out beforehand, and their history is written set-wise, as that of an import.
Whatever reads the file for one of them asks for `flush` first.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.schema.order import key_alone
from tracker.store import adopted, bulk, search
from tracker.store.citations import (
    CLAIM_COLUMNS,
    REPORTS,
    TOLD_COLUMNS,
    Evidence,
    told_columns,
)
from tracker.store.entry import SAID_FAMILIES
from tracker.store.uids import new_uids

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from tracker.dates import Date
    from tracker.store.adopted import Columns
    from tracker.store.sources import Source
    from tracker.store.values import Value

    Row = Sequence[str | int | float | None]
    Identity = tuple[str, int | None, str | None]

_COLUMNS: Final = (
    "id", "uid", "title", "status", "sort_key", "tz", "type_code", "place_id",
    "duration_low_minutes", "duration_high_minutes", "duration_text", "place_precision",
    "latitude", "longitude", "description", "note",
)  # fmt: skip
_DATE_COLUMNS: Final = (
    "date_text", "date_edtf", "date_words", "start_earliest", "start_latest", "end_earliest",
    "end_latest", "date_precision", "date_qualifier", "end_kind", "start_utc", "utc_earliest",
    "utc_latest",
)  # fmt: skip
_CITED: Final = (
    "id", "uid", "incident_id", "source_id", "stance", "origin_id", "agency", "pinpoint", "quote",
)  # fmt: skip
_KEYS: Final = {
    "incidents": "id",
    "incident_actors": "json_array(incident_id, actor_id, role)",
    "incident_counts": "json_array(incident_id, measure, category)",
    "attributes": "json_array(incident_id, namespace, key)",
    "incident_tags": "json_array(incident_id, tag)",
    "citations": "id",
    "claims": "id",
}
"""The tables that are written, parents first, and the key of a row as the log has it."""
_NOTHING: Final[Columns] = {**dict.fromkeys(_COLUMNS), "status": "reported"}
_PLAIN: Final = Evidence()
_MOST: Final = 20_000
"""Incidents that wait at most, so that the memory they take has a bound."""

_texts: Final = itemgetter(*(_COLUMNS.index(c) for c in ("id", "title", "description", "note")))
_row: Final = itemgetter(*_COLUMNS, "date")


class Stored(NamedTuple):
    """A value as it is stored, worked out once however many incidents have it.

    `told` is its number in the queue's list of what claims say.
    """

    value: Value
    told: int
    columns: Columns  # of the incident's own row
    party: tuple[int, str] | None  # these three as in adopted.Beside
    figures: tuple[tuple[str, str], Row] | None
    attribute: tuple[tuple[str, str], str | None] | None
    identity: Identity
    said: bool  # whether a source says it where it is adopted, if its line says nothing more


def identity(
    field: str, actor: int | None, stance: str, key: str | None, place: int | None = None
) -> Identity:
    """Return what a citation can say only once: a field, one of its actors, or one denial.

    Who and where are known by their numbers, whatever they were called when it was said.
    """
    if stance != "denies":
        return field, actor, None
    return field, actor, "" if actor is not None else str(place) if place else key or ""


def identity_of(value: Value) -> Identity:
    """Return what saying a value says only once in a citation."""
    return identity(value.field, value.actor, value.stance, value.key, value.place)


def _is_said(value: Value) -> bool:
    unknown = value.date is not None and value.date.edtf is None
    return not unknown and value.family in SAID_FAMILIES


class Queue:
    """Rows of new incidents that wait to be written."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self.logged: list[tuple[int, int]] = []  # from after which change to which: all new rows
        self.uids = new_uids()
        self._empty()

    def _empty(self) -> None:
        self.incidents: list[Row] = []
        self.parties: dict[tuple[int, int, str], str] = {}
        self.counts: dict[tuple[int, str, str], Row] = {}
        self.attributes: dict[tuple[int, str, str], str | None] = {}
        self.tags: dict[tuple[int, str], None] = {}
        self.citations: dict[int, list[str | int | None]] = {}
        self.cited: set[tuple[int, int]] = set()  # incidents and sources
        self.zones: dict[int, str | None] = {}
        self.claims: list[tuple[str, int, int, int]] = []
        self.told: list[Row] = []
        self.dates: list[Row] = []
        self.next = {"incidents": 0, "citations": 0}
        self._stored: dict[int, Stored] = {}
        self._numbered: dict[int, tuple[Date, int]] = {}

    def _number(self, table: str) -> int:
        """Give out the next number of a table, one that was never used."""
        if not self.next[table]:
            row = self.conn.execute(
                "SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?1), 0),"
                f" coalesce((SELECT max(id) FROM {table}), 0))",
                (table,),
            ).fetchone()
            self.next[table] = int(row[0]) + 1
        self.next[table] += 1
        return self.next[table] - 1

    def room(self) -> None:
        """Write what waits where it has become much, before one more incident begins."""
        if len(self.incidents) >= _MOST:
            self.flush()

    def incident(self, own: Columns, date: Date, values: Iterable[Stored]) -> int:
        """Take a new incident and return its number.

        `own` has what its row holds beside the date, and `values` what is adopted.
        """
        number = self._number("incidents")
        key = key_alone(number, date.start_earliest, date.start_latest, date.precision)
        dated = self._dated(date)
        zone = own.get("tz")
        self.zones[number] = zone if isinstance(zone, str) else None
        self.incidents.append(
            _row({**_NOTHING, **own, "id": number, "sort_key": key, "date": dated})
        )
        for _, _, _, party, figures, attribute, *_ in values:
            if party is not None:
                self.parties[number, *party] = key
            elif figures is not None:
                self.counts[number, *figures[0]] = figures[1]
            elif attribute is not None:
                self.attributes[number, *attribute[0]] = attribute[1]
        return number

    def tag(self, incident: int, tag: str) -> None:
        """Take a tag."""
        self.tags[incident, tag] = None

    def takes(self, incident: int, source: Source) -> bool:
        """Tell whether the incident waits to be written, and no word of the source on it does."""
        return incident in self.zones and (incident, source.id) not in self.cited

    def leave(self) -> None:
        """Have none that waits cited here, since what two sources say may be one's by now."""
        self.zones.clear()

    def cite(self, incident: int, source: Source, evidence: Evidence) -> int:
        """Take a new citation and return its number."""
        number = self._number("citations")
        self.cited.add((incident, source.id))
        self.citations[number] = [
            number, next(self.uids), incident, source.row, evidence.stance or REPORTS,
            evidence.origin,
            evidence.agency, evidence.pinpoint, evidence.quote,
        ]  # fmt: skip
        return number

    def quoted(self, citation: int, quote: str | None = None) -> str | None:
        """Return the quote of a citation that waits, given one where it has none."""
        row = self.citations[citation]
        if row[-1] is None:
            row[-1] = quote
        return row[-1] if isinstance(row[-1], str) else None

    def claim(self, citation: int, incident: int, stored: Stored, evidence: Evidence) -> None:
        """Take what a citation says of a field."""
        told = stored.told
        plain = evidence.reading == _PLAIN.reading and evidence.credibility is None
        if evidence.quote is not None or not plain:
            quote = evidence.quote if evidence.quote != self.quoted(citation) else None
            told = len(self.told)
            self.told.append(told_columns(stored.value, evidence, quote))
        self.claims.append((next(self.uids), citation, incident, told))

    def stored(self, value: Value) -> Stored:
        """Return how a value is stored."""
        held = self._stored.get(id(value))
        if held is None or held.value is not value:
            held = self._stored[id(value)] = self._worked_out(value)
        return held

    def _worked_out(self, value: Value) -> Stored:
        columns = {} if value.date is not None else adopted.columns(value)
        beside = adopted.beside(value) if value.stance == "asserts" else adopted.Beside()
        self.told.append(told_columns(value, _PLAIN, None))
        return Stored(
            value, len(self.told) - 1, columns, *beside, identity_of(value), _is_said(value)
        )

    def _dated(self, date: Date) -> int:
        """Return the number of a date among those that wait."""
        held = self._numbered.get(id(date))
        if held is None or held[0] is not date:
            columns = adopted.date_columns(date)
            self.dates.append([columns[name] for name in _DATE_COLUMNS])
            held = self._numbered[id(date)] = date, len(self.dates) - 1
        return held[1]

    def flush(self) -> None:
        """Write all that waits, with its history."""
        if not self.incidents:
            return
        if len(self.incidents) + len(self.citations) + len(self.claims) < bulk.WORTHWHILE:
            self.conn.execute("UPDATE log_writer SET bulk = 1")
            self._write(sharing=False)
            self.conn.execute("UPDATE log_writer SET bulk = 0")
            self._log()
        else:
            search.refresh(self.conn)
            with bulk.unwatched(self.conn, (*_KEYS, "log_changes")):
                self._write(sharing=True)
                self._log()
            self._search()
        self._empty()

    def _write(self, sharing: bool) -> None:
        """Write the rows, parents first; `sharing` is quicker for many, and asks the CHECKs."""
        conn = self.conn
        now = str(conn.execute("SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now')").fetchone()[0])
        made = {"created_at": now}
        put = bulk.insert_sharing if sharing else bulk.insert_joined
        put(
            conn, "incidents", (_COLUMNS, _DATE_COLUMNS), self.incidents, self.dates,
            {**made, "updated_at": now},
        )  # fmt: skip
        bulk.insert(
            conn, "incident_actors", ("incident_id", "actor_id", "role", "sort_key"),
            [(*key, sort_key) for key, sort_key in self.parties.items()],
        )  # fmt: skip
        bulk.insert(
            conn, "incident_counts",
            ("incident_id", "measure", "category", "low", "best", "high", "words"),
            [(*key, *numbers) for key, numbers in self.counts.items()],
        )  # fmt: skip
        bulk.insert(
            conn, "attributes", ("incident_id", "namespace", "key", "value"),
            [(*key, text) for key, text in self.attributes.items()],
        )  # fmt: skip
        bulk.insert(conn, "incident_tags", ("incident_id", "tag"), list(self.tags))
        bulk.insert(conn, "citations", _CITED, list(self.citations.values()), made)
        put(conn, "claims", (CLAIM_COLUMNS, TOLD_COLUMNS), self.claims, self.told, made)
        if sharing:
            for table in _KEYS:
                if table != "claims":
                    columns = _COLUMNS if table == "incidents" else ()
                    bulk.verify(conn, table, *self._mine(table), columns)

    def _search(self) -> None:
        """Write the rows that search reads; those with tags and quotes are gathered by the file."""
        said = {number for number, told in enumerate(self.told) if told[1] is not None}
        worded = {incident for incident, _ in self.tags}
        worded |= {int(row[2] or 0) for row in self.citations.values() if row[-1] is not None}
        worded |= {incident for _, _, incident, told in self.claims if told in said}
        texts = (_texts(row) for row in self.incidents)
        search.add(self.conn, "incidents", (row for row in texts if row[0] not in worded))
        search.write(self.conn, (("incidents", number) for number in sorted(worded)))
        search.caught_up(self.conn)

    def _log(self) -> None:
        """Write the history set-wise, and keep where in it these rows stand."""
        before = self._last_logged()
        self._log_rows()
        self.logged.append((before, self._last_logged()))

    def _last_logged(self) -> int:
        return int(self.conn.execute("SELECT max(id) FROM log_changes").fetchone()[0] or 0)

    def _log_rows(self) -> None:
        for table, key in _KEYS.items():
            where, given = self._mine(table)
            self.conn.execute(
                "INSERT INTO log_changes (tx, table_name, row_id, operation)"
                f" SELECT (SELECT tx FROM log_writer), '{table}', {key}, 'insert' FROM {table}"
                f" WHERE {where}",
                given,
            )

    def _mine(self, table: str) -> tuple[str, tuple[int, int]]:
        """Return the condition of the rows that were written here, whose incidents are in a row."""
        first, last = self.incidents[0][0], self.incidents[-1][0]
        assert isinstance(first, int)
        assert isinstance(last, int)
        return f"{'id' if table == 'incidents' else 'incident_id'} BETWEEN ? AND ?", (first, last)
