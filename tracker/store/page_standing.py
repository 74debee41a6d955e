"""A `+` of a page whose incident stands already: compared with the record line by line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tracker.dates import zones
from tracker.errors import quoted
from tracker.fields import FIELDS, Assignment, measure_of
from tracker.quantities import parse_number
from tracker.store import adopted
from tracker.store.editing import Editor
from tracker.store.page_citing import Citing
from tracker.store.page_entries import is_said, refused, typed_zone
from tracker.store.page_since import log_key
from tracker.store.saying import zone_of_incident

if TYPE_CHECKING:
    from tracker.notes import Entry, Said
    from tracker.store.citations import Stands
    from tracker.store.page_citing import Claimed
    from tracker.store.page_entries import Entries, Sorted
    from tracker.store.sources import Source
    from tracker.store.values import Value


class Standing:
    """One `+` block of an incident that stands already, compared line by line with the record."""

    def __init__(
        self, entries: Entries, incident: int, entry: Entry, source: Source | None
    ) -> None:
        self.entries = entries
        self.session = entries.session
        self.incident = incident
        self.entry = entry
        self.source = source
        self.changes: list[str] = []
        self.how = ""

    def restate(self, said: Sorted) -> None:
        """Record what is new or changed in the block."""
        session, source = self.session, self.source
        if self.entry.new:
            self._title()
        zone = typed_zone(session, said)
        if zone is None:
            zone = zone_of_incident(session.conn, self.incident)
        setting = session.setting(source, zone, self.entries.lenient(self.entry))
        citing = Citing(session, self.incident, source, self.entry) if source is not None else None
        read = []
        for each in self.entry.said:
            if each in said.values or each in said.claims:
                if not each.text and each.own:
                    self._emptied(each)
                    continue
                value = session.value(each, setting)
                if value is None or refused(session, each, value, source):
                    continue
                read.append((each, value))
        self.how = session.heard(*(value for _, value in read))
        reports = citing is not None and citing.reports
        claims = [
            each
            for each, value in read
            if each in said.claims or (reports and is_said(each, value))
        ]
        if citing is not None and (not claims or citing.quoted):
            citing.plain()
        for each, value in read:
            with session.attempt(each.spot):
                if citing is not None and any(each is one for one in claims):
                    made = citing.say(each, value)
                    self.entries.decide(self.incident, each, made.citation or None)
                    if each in said.values:
                        self._follow(each, value, made)
                else:
                    self.entries.decide(self.incident, each, None)
                    self.set_own(each, value)
        if citing is not None:
            self.changes = [*citing.changes, *self.changes]
        for each in said.plain:
            with session.attempt(each.at):
                self._plain(each)
        self.entries.links += [(self.incident, each, "standing") for each in said.links]

    def _title(self) -> None:
        (title,) = self.session.conn.execute(
            "SELECT title FROM incidents WHERE id = ?", (self.incident,)
        ).fetchone()
        text = self.entry.text.strip()
        if text == title:
            return
        if self._was_corrected("incidents", self.incident, {"title": text}):
            return
        with self.session.attempt(self.entry.spot):
            self._edit(Assignment(FIELDS["title"], "title", "=", text), title)

    def _edit(self, assignment: Assignment, before: str = "") -> None:
        """Change what is adopted, and tell what it was."""
        editor = Editor(self.session.conn, self.session.reader, [assignment])
        editor.edit(self.incident)
        editor.finish()
        told = f"{before} → {assignment.text or 'empty'}" if before else assignment.text
        self.changes.append(f"{assignment.name}: {told}")

    def _follow(self, said: Said, value: Value, made: Claimed) -> None:
        """Let what is adopted follow what its source is now recorded as saying."""
        if made.state in ("same", "kept") and not self.session.editing:
            return
        if value.stance != "asserts":
            return
        stands = self._adopted(value)
        mine = _key(value)
        held = stands == mine or (value.family == "actor" and mine in self._parties(value.field))
        if held and not (self.session.editing and value.date is not None):
            return
        before = made.before
        if before and not self.session.editing and stands != _claim_key(value, before):
            self.session.say(
                f"{self.incident} keeps its {value.field}, which was decided since:"
                f" tracker adopt c{made.citation}.{value.field}"
            )
            return
        filled = stands is not None and value.family != "actor"
        if made.state == "new" and filled and not self.session.editing:
            self.session.say(
                f"{self.incident} keeps its {value.field}:"
                f" tracker adopt c{made.citation}.{value.field}"
            )
            return
        self._adopt(said, value)

    def _adopt(self, said: Said, value: Value) -> None:
        text = value.date.text if value.date is not None else said.text
        self._edit(said.assignment._replace(text=text, claimed=False))

    def set_own(self, said: Said, value: Value) -> None:
        """Change a value that no source is recorded as saying, unless it was changed since."""
        mine = _key(value)
        if value.family == "actor":
            if mine in self._parties(value.field):
                return
            bearers = self.session.conn.execute(
                "SELECT id FROM actors WHERE ? IN (id, merged_into)", (value.actor,)
            ).fetchall()
            if any(
                self._was_removed("incident_actors", log_key(self.incident, one, value.field))
                for (one,) in bearers
            ):
                self._kept(said)
                return
        elif self._adopted(value) == mine:
            return
        elif self._was_corrected(*self._columns(value)):
            self._kept(said)
            return
        self._adopt(said, value)

    def _kept(self, said: Said) -> None:
        typed = quoted(f"{said.name}={said.text}")
        self.session.say(
            f"{self.incident} keeps its {said.name}, which was changed since:"
            f" tracker edit {self.incident} {typed}"
        )

    def _emptied(self, said: Said) -> None:
        if self.session.editing:
            self._edit(said.assignment._replace(claimed=False))

    def _plain(self, said: Said) -> None:
        """Set one of the analyst's own fields, unless it was changed since the page was read."""
        conn, incident, name = self.session.conn, self.incident, said.name
        if name == "tag":
            stands = conn.execute(
                "SELECT 1 FROM incident_tags WHERE incident_id = ? AND tag = ?",
                (incident, said.text),
            ).fetchone()
            if stands is None:
                if self._was_removed("incident_tags", log_key(incident, said.text)):
                    self._kept(said)
                else:
                    self._edit(said.assignment)
            return
        wanted = adopted.plain_columns(said.assignment)
        if name == "tz":
            wanted = {"tz": zones.canonical(said.text) if said.text else None}
        columns = ", ".join(wanted)
        row = conn.execute(f"SELECT {columns} FROM incidents WHERE id = ?", (incident,)).fetchone()
        if tuple(row) == tuple(wanted.values()):
            return
        if self._was_corrected("incidents", incident, dict(wanted)):
            self._kept(said)
            return
        self._edit(said.assignment)

    def _was_corrected(self, table: str, row_id: object, wanted: dict[str, object]) -> bool:
        session = self.session
        return not session.editing and session.since.corrected(table, row_id, wanted)

    def _was_removed(self, table: str, row_id: object) -> bool:
        return not self.session.editing and self.session.since.removed(table, row_id)

    def _parties(self, role: str) -> list[object]:
        rows = self.session.conn.execute(
            "SELECT coalesce(a.merged_into, a.id) FROM incident_actors AS r"
            " JOIN actors AS a ON a.id = r.actor_id WHERE r.incident_id = ? AND r.role = ?",
            (self.incident, role),
        )
        return [row[0] for row in rows]

    def _adopted(self, value: Value) -> object:
        """Return what is adopted of a field, as `_key` has it; None where nothing is."""
        table, row_id, columns = self._columns(value)
        if value.family == "actor":
            return None
        if table == "incidents":
            where, key = "id = ?", (self.incident,)
        else:
            names = {
                "incident_counts": ("measure", "category"),
                "attributes": ("namespace", "key"),
            }[table]
            key = tuple(json.loads(str(row_id)))
            where = " AND ".join(f"{name} = ?" for name in ("incident_id", *names))
        row = self.session.conn.execute(
            f"SELECT {', '.join(columns)} FROM {table} WHERE {where}", key
        ).fetchone()
        if row is None or (table == "incidents" and all(each is None for each in row)):
            return None
        if value.family == "place":
            row = self.session.conn.execute(
                "SELECT coalesce(merged_into, id) FROM places WHERE id = ?", tuple(row)
            ).fetchone()
        return row[0] if len(row) == 1 else tuple(row)

    def _columns(self, value: Value) -> tuple[str, object, dict[str, object]]:
        """Return where a value is kept: table, the row's key in the log, columns and contents."""
        kept: dict[str, object]
        if value.family == "number" and value.field != "duration":
            measure, category = measure_of(value.field)
            words = _number_words(value.words)
            kept = {"low": value.low, "best": value.best, "high": value.high, "words": words}
            return "incident_counts", log_key(self.incident, measure, category), kept
        if value.family == "text" and value.field != "title":
            space = "x" if value.field.startswith("x.") else "field"
            name = value.field.removeprefix("x.")
            return "attributes", log_key(self.incident, space, name), {"value": value.words}
        if value.field == "duration":
            kept = {
                "duration_low_minutes": value.low,
                "duration_high_minutes": value.high,
                "duration_text": value.words,
            }
        elif value.date is not None:
            kept = {"date_edtf": value.date.edtf}
        else:
            column = {"place": "place_id", "type": "type_code"}.get(value.field, "title")
            kept = {column: value.place or value.type or value.words}
        return "incidents", self.incident, kept


def _key(value: Value) -> object:
    if value.family == "date":
        return value.date.edtf if value.date is not None else None
    if value.family == "actor":
        return value.actor
    if value.family == "number":
        if value.field == "duration":
            return value.low, value.high, value.words
        return value.low, value.best, value.high, _number_words(value.words)
    return {"place": value.place, "type": value.type}.get(value.family, value.words)


def _claim_key(value: Value, before: Stands) -> object:
    """Return what a claim said before it was corrected, as `_key` has it."""
    if before.stance != "asserts":
        return None
    if value.family == "number":
        if value.field == "duration":
            return before.low, before.high, before.words
        return before.low, before.best, before.high, _number_words(before.words)
    return {
        "date": before.edtf, "actor": before.actor, "place": before.place, "type": before.type,
    }.get(value.family, before.words)  # fmt: skip


def _number_words(text: str | None) -> str | None:
    """Return the words that are adopted with a number, where the figures do not say as much."""
    return (parse_number(text).words or None) if text else None
