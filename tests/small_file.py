"""A small file built row by row, with the states, places and types that the cases speak of."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Final

from tracker import dates
from tracker.fields import field_named, measure_of
from tracker.names import fold
from tracker.quantities import parse_duration, parse_number
from tracker.schema import create

if TYPE_CHECKING:
    from collections.abc import Mapping

Cell = str | int | float | None

ACTORS: Final = {
    "United States": "state",
    "CENTCOM": "force",
    "unnamed US official": "unnamed",
    "US Air Force": "force",
    "432nd Wing": "unit",
    "United Kingdom": "state",
    "the Coalition": "alliance",
    "NATO": "alliance",
    "Russia": "state",
    "Russian aircraft": "equipment",
    "Wagner": "armed-group",
    "ISIS": "armed-group",
    "Usamah al-Muhajir": "person",
    "Daesh": "armed-group",
    "Iran": "state",
    "Iranian-backed militias": "militia",
    "joint patrol": "unit",
}
RELATIONS: Final = (
    ("CENTCOM", "part-of", "United States"),
    ("unnamed US official", "part-of", "United States"),
    ("US Air Force", "part-of", "United States"),
    ("432nd Wing", "part-of", "US Air Force"),
    ("United States", "allied-with", "the Coalition"),
    ("United Kingdom", "allied-with", "the Coalition"),
    ("United States", "member-of", "NATO"),
    ("United Kingdom", "member-of", "NATO"),
    ("Russian aircraft", "part-of", "Russia"),
    ("Usamah al-Muhajir", "member-of", "ISIS"),
    ("Iranian-backed militias", "backed-by", "Iran"),
    ("joint patrol", "part-of", "Russia"),
    ("joint patrol", "part-of", "Iran"),
)
PLACES: Final = {
    "Syria": (),
    "eastern Syria": ("Syria",),
    "northwest Syria": ("Syria",),
    "Aleppo Governorate": ("Syria",),
    "Afrin District": ("Aleppo Governorate",),
    "Miska": ("Afrin District",),
    "Deir ez-Zor": ("eastern Syria",),
    "Halab": (),
    "Iraq": (),
    "Euphrates valley": (),
    "Anbar": ("Iraq",),
    "the badlands": ("Syria", "Iraq"),
}
OVERLAPS: Final = (
    ("northwest Syria", "Aleppo Governorate"),
    ("Euphrates valley", "eastern Syria"),
    ("Euphrates valley", "Anbar"),
)
MERGED: Final = {"actors": {"Daesh": "ISIS"}, "places": {"Halab": "Aleppo Governorate"}}


class SmallFile:
    """A file in memory or at `path`, with the rows above; a method for each row to add."""

    def __init__(self, path: str = ":memory:") -> None:
        self.conn = sqlite3.connect(path, isolation_level=None)
        create(self.conn)
        self.ids: dict[tuple[str, str], int] = {}
        entry = self.insert("log_transactions", at="2024-01-01T00:00:00Z", command="test")
        self.conn.execute("UPDATE log_writer SET tx = ?, bulk = 1", (entry,))
        for name, kind in ACTORS.items():
            self.ids["actors", name] = self.insert("actors", name=name, kind=kind)
        for one, kind, other in RELATIONS:
            self.relate(one, kind, other)
        for name in PLACES:
            self.ids["places", name] = self.insert("places", name=name)
        for name, wider in PLACES.items():
            for other in wider:
                self.lay(name, "within", other)
        for name, other in OVERLAPS:
            self.lay(name, "overlaps", other)
        for table, pairs in MERGED.items():
            for name, other in pairs.items():
                self.merge(table, name, other)

    def insert(self, table: str, **row: Cell) -> int:
        marks = ", ".join("?" * len(row))
        cursor = self.conn.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
        )
        return cursor.lastrowid or 0

    def read(self, query: str, *parameters: Cell) -> list[tuple[Any, ...]]:
        """The rows of a query, read as a program reads that trusts no schema."""
        self.conn.execute("PRAGMA trusted_schema = OFF")
        rows = self.conn.execute(query, parameters).fetchall()
        self.conn.execute("PRAGMA trusted_schema = ON")
        return rows

    def set(self, table: str, number: int, **row: Cell) -> None:
        setting = ", ".join(f"{name} = ?" for name in row)
        self.conn.execute(f"UPDATE {table} SET {setting} WHERE id = ?", (*row.values(), number))

    def relate(self, one: str, kind: str, other: str) -> None:
        self.insert(
            "actor_relations",
            actor_id=self.ids["actors", one], other_id=self.ids["actors", other], kind=kind,
        )  # fmt: skip

    def lay(self, one: str, kind: str, other: str) -> None:
        self.insert(
            "place_relations",
            place_id=self.ids["places", one], other_id=self.ids["places", other], kind=kind,
        )  # fmt: skip

    def merge(self, table: str, name: str, other: str) -> None:
        self.set(table, self.ids[table, name], merged_into=self.ids[table, other])

    def source(self, key: str, **row: Cell) -> int:
        if ("sources", key) not in self.ids:
            self.ids["sources", key] = self.insert("sources", key=key, **row)
        return self.ids["sources", key]

    def incident(self, title: str = "Something happened", **row: Cell) -> int:
        return self.insert("incidents", title=title, **row)

    def cite(self, incident: int, key: str, origin: str | None = None, **row: Cell) -> int:
        return self.insert(
            "citations",
            incident_id=incident,
            source_id=self.source(key),
            origin_id=self.ids["actors", origin] if origin else None,
            **row,
        )

    def decide(self, incident: int, field: str, **row: Cell) -> int:
        return self.insert("decisions", incident_id=incident, field=field, kind="value", **row)

    def say(self, citation: int, field: str, text: str, **more: Cell) -> None:
        """Record what a citation says: `80`, `A + B`, `not 80`, `denied`, `none-reported`."""
        incident = self.conn.execute(
            "SELECT incident_id FROM citations WHERE id = ?", (citation,)
        ).fetchone()[0]
        family = field_named(field).family
        stance, words = "asserts", text
        if text == "denied":
            stance, words = "denies", ""
        elif text in ("none-reported", "under-assessment"):
            stance, words = text, ""
        elif text.startswith("not "):
            stance, words = "denies", text.removeprefix("not ")
        for word in words.split(" + ") if family == "actor" else [words]:
            values = self.values(field, word) if word else {}
            self.insert(
                "claims", citation_id=citation, incident_id=incident, field=field, family=family,
                value=word or None, value_key=fold(word) if word else None, stance=stance,
                **values, **more,
            )  # fmt: skip

    def record(self, incident: int, field: str, text: str) -> None:
        """Adopt a value."""
        family = field_named(field).family
        values = dict(self.values(field, text.split(" + ")[0]))
        if family == "actor":
            for name in text.split(" + "):
                number = self.ids["actors", name]
                self.insert("incident_actors", incident_id=incident, actor_id=number, role=field)
        elif field == "duration":
            minutes = {f"duration_{end}_minutes": values[end] for end in ("low", "high")}
            self.set("incidents", incident, duration_text=text, **minutes)
        elif family == "number":
            measure, category = measure_of(field)
            self.insert(
                "incident_counts", incident_id=incident, measure=measure, category=category,
                words=text, **values,
            )  # fmt: skip
        elif family == "text":
            own = field.startswith("x.")
            self.insert(
                "attributes", incident_id=incident, namespace="x" if own else "field",
                key=field.removeprefix("x."), value=text,
            )  # fmt: skip
        else:
            words = {"date_text": text, "date_words": text} if family == "date" else {}
            self.set("incidents", incident, **words, **values)

    def values(self, field: str, text: str) -> Mapping[str, Cell]:
        """The columns of a value; a date may end in `@ ZONE`, the zone of the place."""
        family = field_named(field).family
        if family == "date":
            words, _, zone = text.partition(" @ ")
            return date_columns(dates.parse(words, zone=zone or None))
        if family == "number" and field == "duration":
            duration = parse_duration(text)
            return {"low": duration.low, "high": duration.high}
        if family == "number":
            number = parse_number(text)
            return {"low": number.low, "best": number.best, "high": number.high}
        if family == "place":
            return {"place_id": self.ids["places", text]}
        if family == "actor":
            return {"actor_id": self.ids["actors", text]}
        return {"type_code": text} if family == "type" else {}


def date_columns(date: dates.Date) -> dict[str, Cell]:
    """The columns that incidents and claims both have for a date."""
    return {
        "date_edtf": date.edtf,
        "date_precision": date.precision,
        "date_qualifier": date.qualifier,
        "start_earliest": date.start_earliest,
        "start_latest": date.start_latest,
        "end_earliest": date.end_earliest,
        "end_latest": date.end_latest,
        "end_kind": date.end_kind,
        "tz": date.tz,
        "start_utc": date.start_utc,
        "utc_earliest": date.utc_earliest,
        "utc_latest": date.utc_latest,
    }
