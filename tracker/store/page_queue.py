"""New incidents of a page, held back and written together: thousands of them in few writes.

Their numbers are given out beforehand, and their history is written set-wise, as that of an import.
Whatever reads the file for one of them asks for `flush` first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.fields import measure_of
from tracker.quantities import parse_number
from tracker.schema.order import key_alone
from tracker.store.citations import INSERT_CLAIM, claim_columns
from tracker.store.uids import new_uid

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from tracker.store.adopted import Columns
    from tracker.store.citations import Evidence
    from tracker.store.values import Value

    Row = Sequence[str | int | float | None]

_COLUMNS: Final = (
    "id", "uid", "title", "description", "type_code", "date_text", "date_edtf", "date_words",
    "start_earliest", "start_latest", "end_earliest", "end_latest", "date_precision",
    "date_qualifier", "end_kind", "tz", "start_utc", "utc_earliest", "utc_latest", "sort_key",
    "duration_low_minutes", "duration_high_minutes", "duration_text", "place_id",
    "place_precision", "latitude", "longitude", "status", "note",
)  # fmt: skip
_CITED: Final = (
    "id", "uid", "incident_id", "source_id", "origin_id", "agency", "pinpoint", "quote", "stance",
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


class Queue:
    """Rows of new incidents that wait to be written."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self._empty()

    def _empty(self) -> None:
        self.incidents: list[Row] = []
        self.parties: dict[tuple[int, int | None, str], str] = {}
        self.counts: dict[tuple[int, str, str], Row] = {}
        self.attributes: dict[tuple[int, str, str], str | None] = {}
        self.tags: dict[tuple[int, str], None] = {}
        self.citations: dict[int, list[str | int | None]] = {}
        self.claims: list[Row] = []
        self.next = {"incidents": 0, "citations": 0}
        self.sort_key = ""

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

    def incident(self, row: Columns) -> int:
        """Take a new incident and return its number."""
        number = self._number("incidents")
        self.sort_key = key_alone(
            number,
            _text(row.get("start_earliest")),
            _text(row.get("start_latest")),
            str(row["date_precision"]),
        )
        row = {"status": "reported", **row, "id": number, "sort_key": self.sort_key}
        self.incidents.append([row.get(column) for column in _COLUMNS])
        return number

    def adopt(self, incident: int, value: Value) -> None:
        """Take what `adopted.write_rows` would write: actors, numbers, fields of one's own."""
        if value.stance != "asserts":
            return
        if value.family == "actor":
            self.parties[incident, value.actor, value.field] = self.sort_key
        elif value.family == "number" and value.field != "duration":
            words = parse_number(value.words).words if value.words else ""
            self.counts[incident, *measure_of(value.field)] = (
                value.low, value.best, value.high, words or None,
            )  # fmt: skip
        elif value.family == "text" and value.field != "title":
            own = value.field.startswith("x.")
            key = value.field.removeprefix("x.")
            self.attributes[incident, "x" if own else "field", key] = value.words

    def tag(self, incident: int, tag: str) -> None:
        """Take a tag."""
        self.tags[incident, tag] = None

    def cite(self, incident: int, source: int, evidence: Evidence) -> int:
        """Take a new citation and return its number."""
        number = self._number("citations")
        self.citations[number] = [
            number, new_uid(), incident, source, evidence.origin, evidence.agency,
            evidence.pinpoint, evidence.quote, evidence.stance,
        ]  # fmt: skip
        return number

    def quoted(self, citation: int, quote: str | None = None) -> str | None:
        """Return the quote of a citation that waits, given one where it has none."""
        row = self.citations[citation]
        if row[7] is None:
            row[7] = quote
        return row[7] if isinstance(row[7], str) else None

    def claim(self, citation: int, incident: int, value: Value, evidence: Evidence) -> None:
        """Take what a citation says of a field."""
        quoted = self.quoted(citation)
        self.claims.append(claim_columns(citation, incident, value, evidence, quoted))

    def flush(self) -> None:
        """Write all that waits, with its history."""
        if not self.incidents:
            return
        first, last = self.incidents[0][0], self.incidents[-1][0]
        conn = self.conn
        conn.execute("UPDATE log_writer SET bulk = 1")
        _insert(conn, "incidents", _COLUMNS, self.incidents)
        _insert(
            conn, "incident_actors", ("incident_id", "actor_id", "role", "sort_key"),
            [(*key, sort_key) for key, sort_key in self.parties.items()],
        )  # fmt: skip
        _insert(
            conn, "incident_counts",
            ("incident_id", "measure", "category", "low", "best", "high", "words"),
            [(*key, *numbers) for key, numbers in self.counts.items()],
        )  # fmt: skip
        _insert(
            conn, "attributes", ("incident_id", "namespace", "key", "value"),
            [(*key, text) for key, text in self.attributes.items()],
        )  # fmt: skip
        _insert(conn, "incident_tags", ("incident_id", "tag"), list(self.tags))
        _insert(conn, "citations", _CITED, list(self.citations.values()))
        conn.executemany(INSERT_CLAIM, self.claims)
        conn.execute("UPDATE log_writer SET bulk = 0")
        for table, key in _KEYS.items():
            which = "id" if table == "incidents" else "incident_id"
            conn.execute(
                "INSERT INTO log_changes (tx, table_name, row_id, operation)"
                f" SELECT (SELECT tx FROM log_writer), ?, {key}, 'insert' FROM {table}"
                f" WHERE {which} BETWEEN ? AND ?",
                (table, first, last),
            )
        self._empty()


def _insert(
    conn: sqlite3.Connection, table: str, columns: Sequence[str], rows: Sequence[Row]
) -> None:
    marks = ", ".join("?" * len(columns))
    conn.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def _text(value: str | float | None) -> str | None:
    return value if isinstance(value, str) else None
