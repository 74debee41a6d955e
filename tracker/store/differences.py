"""What a transaction changed, in words: names instead of ids, dates as they are printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tracker.errors import TrackerError
from tracker.quantities import Number, show_number
from tracker.report.changes import Act, Difference
from tracker.store.history import KEYS, RowChange, changes_of, image

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

Row = dict[str, Any]

# Columns shown as one field, by the first of them that changed; the rest are derived from it.
_GROUPS: Final[dict[str, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    "incidents": (
        ("date", ("date_words", "date_text", "date_edtf", "start_earliest", "start_latest",
                  "end_earliest", "end_latest", "date_precision", "date_qualifier", "end_kind")),
        ("tz", ("tz", "start_utc", "utc_earliest", "utc_latest")),
        ("duration", ("duration_text", "duration_low_minutes", "duration_high_minutes")),
        ("place", ("place_id",)),
        ("type", ("type_code",)),
        ("desc", ("description",)),
        ("place-precision", ("place_precision",)),
    ),
    "citations": (("said-by", ("origin_id",)), ("via", ("agency",)), ("source", ("source_id",))),
    "claims": (
        ("", ("value", "date_edtf", "low", "best", "high", "actor_id", "place_id", "type_code",
              "value_key", "date_precision", "date_qualifier", "start_earliest", "start_latest",
              "end_earliest", "end_latest", "end_kind", "tz", "start_utc", "utc_earliest",
              "utc_latest")),
    ),
    "sources": (
        ("published", ("published_words", "published_text", "published_edtf",
                       "published_earliest", "published_latest", "published_tz")),
        ("url", ("url", "url_key")),
        ("said-by", ("origin_id",)),
        ("via", ("agency",)),
        ("file", ("file", "sha256")),
        ("retracted", ("retraction_note", "retracted_at")),
    ),
}  # fmt: skip
_OF_INCIDENT: Final = (
    "incident_counts", "incident_actors", "citations", "claims", "decisions", "incident_tags",
    "attributes",
)  # fmt: skip
_HOLDERS: Final = {
    "actors": ("actor", "id"), "actor_names": ("actor", "actor_id"),
    "actor_relations": ("actor", "actor_id"), "places": ("place", "id"),
    "place_names": ("place", "place_id"), "place_relations": ("place", "place_id"),
    "sources": ("source", "id"),
}  # fmt: skip

_REFERENCES: Final = {
    "place_id": "places", "actor_id": "actors", "origin_id": "actors", "other_id": "actors",
    "source_id": "sources", "incident_id": "incidents",
}  # fmt: skip


def differences(conn: sqlite3.Connection, tx: int) -> Iterator[Difference]:
    """Yield what transaction `tx` changed, in the order in which it was written."""
    past = Past(conn)
    for change in changes_of(conn, tx):
        yield from past.told(change)


@dataclass(slots=True)
class Past:
    """Rows as they were, and how they are told; what is looked up is kept for the next one."""

    conn: sqlite3.Connection
    _names: dict[tuple[str, object], str] | None = None

    def told(self, change: RowChange) -> Iterator[Difference]:
        """Yield the differences of one changed row."""
        before, after = self._sides(change)
        row = after or before
        about, name, incident = self._holder(change.table, row)
        citation = row.get("id") if change.table == "citations" else row.get("citation_id")
        source = self._source(row, change.table) if citation is not None else None
        if change.table == "incident_links":
            about, incident = "incident", row["from_incident_id"]
            name = self.title(incident)

        def made(act: Act, field: str, old: str | None, new: str | None) -> Difference:
            return Difference(act, about, name, field, old, new, incident, citation, source)

        if change.operation == "update":
            if change.table in ("incident_counts", "attributes"):
                words = (self._words(change.table, row) for row in (before, after))
                yield made("changed", _field(change.table, before), *words)
            else:
                for found in self._updated(change, before, after):
                    yield made(*found)
        elif change.operation == "insert":
            yield made("added", _field(change.table, after), None, self._words(change.table, after))
        else:
            yield made(
                "gone", _field(change.table, before), self._words(change.table, before), None
            )

    def title(self, incident: object) -> str:
        """Return the title of an incident that may be gone."""
        return self._name("incidents", incident)

    def _sides(self, change: RowChange) -> tuple[Row, Row]:
        if change.operation == "delete":
            return change.before, {}
        after = self._as_of(change)
        if change.operation == "insert":
            return {}, after
        return {**after, **change.key, **change.before}, {**change.key, **after, **change.after}

    def _as_of(self, change: RowChange) -> Row:
        """Return the row as it was right after `change`: the present one, or the one that went,
        with every later update taken back."""
        where = (
            "table_name = ? AND row_id = ? AND id > ?",
            (change.table, change.row_id, change.id),
        )
        gone = self.conn.execute(
            f"SELECT id, before FROM log_changes WHERE {where[0]} AND operation = 'delete'"
            " ORDER BY id LIMIT 1",
            where[1],
        ).fetchone()
        if gone is not None:
            row, end = image(gone[1]), gone[0]
        else:
            row, end = self._present(change), None
        for (before,) in self.conn.execute(
            f"SELECT before FROM log_changes WHERE {where[0]} AND operation = 'update'"
            " AND (? IS NULL OR id < ?) ORDER BY id DESC",
            (*where[1], end, end),
        ).fetchall():
            row |= image(before)
        return row or dict(change.key)

    def _present(self, change: RowChange) -> Row:
        where = " AND ".join(f"{name} IS ?" for name in change.key)
        found = self.conn.execute(
            f"SELECT * FROM {change.table} WHERE {where}", tuple(change.key.values())
        )
        names = [column[0] for column in found.description]
        row = found.fetchone()
        return dict(zip(names, row, strict=True)) if row is not None else {}

    def _updated(
        self, change: RowChange, before: Row, after: Row
    ) -> Iterable[tuple[Act, str, str | None, str | None]]:
        table = change.table
        changed = {name for name in change.before if before.get(name) != after.get(name)}
        prefix = _field(table, after) if table in ("citations", "claims", "decisions") else ""
        if "deleted_at" in changed:
            act: Act = "removed" if after["deleted_at"] is not None else "restored"
            words = self._words(table, after)
            yield (act, prefix, *((words, None) if act == "removed" else (None, words)))
        changed -= {"deleted_at"}
        if changed & {"latitude", "longitude"}:
            yield "changed", "coords", _point(before), _point(after)
        changed -= {"latitude", "longitude"}
        for field, columns in _GROUPS.get(table, ()):
            told = [name for name in columns if name in changed]
            if not told:
                continue
            if field == "tz" and "tz" not in changed:
                told = [] if "date_edtf" in change.before else told[:1]
            for name in told[:1]:
                yield (
                    "changed",
                    ".".join(part for part in (prefix, field) if part),
                    self._value(table, name, before),
                    self._value(table, name, after),
                )
            changed -= set(columns)
        for name in sorted(changed):
            shown = name.removesuffix("_id").replace("_", "-")
            yield (
                "changed",
                " ".join(part for part in (prefix, shown) if part),
                self._value(table, name, before),
                self._value(table, name, after),
            )

    def _value(self, table: str, column: str, row: Mapping[str, Any]) -> str | None:
        value = row.get(column)
        if column == "value" and table == "claims":
            return _said(row)
        if value is None:
            return None
        holder = _REFERENCES.get(column) or (table if column == "merged_into" else None)
        return self._name(holder, value) if holder is not None else _text(value)

    def _words(self, table: str, row: Mapping[str, Any]) -> str:
        """Return a row in words: what was added or is gone."""
        if table == "incidents":
            return str(row.get("title"))
        if table == "incident_counts":
            return _number(row)
        if table == "incident_actors":
            return self._name("actors", row["actor_id"])
        if table == "citations":
            origin = row.get("origin_id")
            told = self._name("sources", row["source_id"])
            return told + (f", said by {self._name('actors', origin)}" if origin else "")
        if table == "claims":
            return _said(row) or ""
        if table == "decisions":
            return _decided(row)
        if table == "incident_links":
            return f"{row['to_incident_id']} {self.title(row['to_incident_id'])}"
        if table in ("actor_relations", "place_relations"):
            return self._name(table.replace("_relations", "s"), row["other_id"])
        column = {
            "incident_tags": "tag", "attributes": "value", "sources": "key", "meta": "value",
            "incident_types": "code", "external_ids": "value",
        }.get(table, "name")  # fmt: skip
        return _text(row.get(column)) or ""

    def _source(self, row: Mapping[str, Any], table: str) -> str | None:
        """Return who published what a citation cites, or its key."""
        number = row.get("source_id") if table == "citations" else None
        if number is None and row.get("citation_id") is not None:
            found = self.conn.execute(
                "SELECT source_id FROM citations WHERE id = ?", (row["citation_id"],)
            ).fetchone()
            number = found[0] if found is not None else None
        if number is None:
            return None
        found = self.conn.execute(
            "SELECT coalesce(publisher, key) FROM sources WHERE id = ?", (number,)
        ).fetchone()
        return str(found[0]) if found is not None else self._name("sources", number)

    def _holder(self, table: str, row: Mapping[str, Any]) -> tuple[str, str, int | None]:
        if table == "incidents":
            return "incident", str(row.get("title")), row.get("id")
        if table in _OF_INCIDENT:
            return "incident", self.title(row["incident_id"]), row["incident_id"]
        if table in _HOLDERS:
            about, column = _HOLDERS[table]
            return about, self._name(f"{about}s", row[column]), None
        if table in ("incident_types", "incident_type_names"):
            return "type", str(row.get("code") or row.get("type_code")), None
        return "file", "", None

    def _name(self, table: str, number: object) -> str:
        if self._names is None:
            self._names = {}
        key = (table, number)
        if key not in self._names:
            column = {"incidents": "title", "sources": "key"}.get(table, "name")
            row = self.conn.execute(f"SELECT {column} FROM {table} WHERE id = ?", (number,))
            found = row.fetchone() or self.conn.execute(
                "SELECT json_extract(before, ?) FROM log_changes WHERE table_name = ?"
                " AND row_id = ? AND operation = 'delete' ORDER BY id DESC LIMIT 1",
                (f"$.{column}", table, number),
            ).fetchone()  # fmt: skip
            self._names[key] = str(found[0]) if found is not None else f"{table} {number}"
        return self._names[key]


def _field(table: str, row: Mapping[str, Any]) -> str:
    """Return the field that a whole row is, as it is typed; empty for a thing of its own."""
    if table == "incident_counts":
        name = row["measure"]
        name = name if name in _MEASURES else f"count.{name}"
        return name if row["category"] == "total" else f"{name}.{row['category']}"
    if table == "incident_actors":
        return str(row["role"])
    if table == "citations":
        return f"c{row['id']}"
    if table == "claims":
        return f"c{row['citation_id']}.{row['field']}"
    if table == "decisions":
        return f"{row['field']} decided"
    if table == "attributes":
        return str(
            row["key"] if row["namespace"] == "field" else f"{row['namespace']}.{row['key']}"
        )
    if table in ("incident_links", "actor_relations", "place_relations"):
        return str(row["kind"])
    if table == "meta":
        return str(row["key"])
    if table in ("actor_names", "place_names"):
        return str(row.get("kind") or "name")
    return {"incident_tags": "tag", "incident_type_names": "alias", "external_ids": "id"}.get(
        table, ""
    )


def _said(row: Mapping[str, Any]) -> str | None:
    stance, value = row.get("stance"), row.get("value")
    if stance == "denies":
        return f"denies {value}" if value is not None else "denies it"
    return str(value) if value is not None else stance


def _decided(row: Mapping[str, Any]) -> str:
    kind, reason = row["kind"], row.get("reason")
    told = {"claim": f"as c{row.get('citation_id')} says", "range": "the range of all accounts"}
    return told.get(kind, "the analyst's own value") + (f": {reason}" if reason else "")


def _number(row: Mapping[str, Any]) -> str:
    try:
        return show_number(Number(row["low"], row["best"], row["high"], row.get("words") or ""))
    except TrackerError:  # written by another program
        return f"{row['low']}-{row['best']}-{row['high']}"


def _point(row: Mapping[str, Any]) -> str | None:
    if row.get("latitude") is None:
        return None
    return f"{row['latitude']:g}, {row['longitude']:g}"


def _text(value: object) -> str | None:
    if value is None:
        return None
    return f"{value:g}" if isinstance(value, float) else str(value)


_MEASURES: Final = ("killed", "injured", "missing", "detained", "displaced")
assert set(_OF_INCIDENT) <= set(KEYS)
