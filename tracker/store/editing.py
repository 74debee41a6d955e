"""Editing incidents: adopted values changed, taken away or emptied; what sources say is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker.dates import zones
from tracker.errors import NotFoundError, TrackerError
from tracker.fields import measure_of
from tracker.store import adopted, links
from tracker.store.adopt import decide
from tracker.store.entry import incident_id
from tracker.store.rereading import reread

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from tracker.dates import Date
    from tracker.fields import Assignment
    from tracker.store.values import Reader

# Fields whose values move an incident, so that a recorded order may be contradicted.
_MOVING: Final = ("date", "place", "tz")


@dataclass(frozen=True, slots=True)
class Kept:
    """An edited field of which sources give accounts: (citation, value), all of them kept.

    `recorded` is the citation that says what was adopted before, where only one does: what was
    mistyped there stands there still. `decided` says whether the edit counts as a decision.
    """

    field: str
    accounts: tuple[tuple[int, str], ...]
    recorded: int | None = None
    decided: bool = False


class Editor:
    """Carries out the same changes on one incident after the other, inside the open transaction."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        reader: Reader,
        assignments: Iterable[Assignment],
        reason: str | None = None,
        many: bool = False,
    ) -> None:
        """Take what is to be changed; of `many` incidents, some may lack what is taken away.

        Raises TrackerError for what is not the incident's own.
        """
        self.conn = conn
        self.reader = reader
        self.reason = reason
        self.many = many
        self.assignments = list(assignments)
        for assignment in self.assignments:
            _refuse(assignment)
        _refuse_twice(self.assignments)
        moves = any(a.name in _MOVING or a.field.family == "link" for a in self.assignments)
        self._contradicted = links.contradictions(conn) if moves else None

    def edit(self, incident: int) -> list[Kept]:
        """Change one incident; return the fields of which sources give accounts.

        Raises TrackerError for a value that cannot be read, or that the sources' dates rule out.
        """
        claimed = {
            a.name: _Claimed.read(self.conn, incident, a.name, a.field.family)
            for a in self.assignments
            if a.field.claimable
        }
        changed = self._moved(incident)
        for assignment in self.assignments:
            if assignment.name not in _MOVING:
                changed |= self._set(incident, assignment)
        adopted.update(self.conn, incident, changed)
        return [
            self._decide(incident, field, found)
            for field, found in claimed.items()
            if found.accounts
        ]

    def finish(self) -> None:
        """Refuse what the recorded order of incidents rules out, once all are changed."""
        if self._contradicted is not None:
            links.refuse_contradiction(self.conn, self._contradicted)

    def _set(self, incident: int, assignment: Assignment) -> adopted.Columns:
        """Write one field into its rows, or return the columns of the incident that it changes."""
        name, text, family = assignment.name, assignment.text, assignment.field.family
        taken = assignment.operator == "-="
        if family == "link":
            self._link(incident, assignment)
        elif name == "tag":
            if taken:
                self._take(incident, "incident_tags", "tag = ?", text, f"the tag {text}")
            elif text:
                adopted.add_tag(self.conn, incident, text)
            else:
                adopted.clear(self.conn, incident, name, family)
        elif taken:
            actor = self.reader.actors.known(text)
            shown = f"{name} {self.reader.actors.name_of(actor)}"
            mine = "actor_id IN (SELECT id FROM actors WHERE ? IN (id, merged_into))"
            self._take(incident, "incident_actors", mine, actor, shown, ("role", name))
        elif not assignment.field.claimable:
            return adopted.plain_columns(assignment)
        elif not text:
            adopted.clear(self.conn, incident, name, family)
        else:
            value = self.reader.value(assignment)
            if value.stance != "asserts":
                raise TrackerError(
                    f"{name}={text} is what a source says, not a value of the incident",
                    f"tracker edit {incident} {name}= empties it",
                )
            adopted.write_rows(self.conn, incident, value)
            return adopted.columns(value)
        return {}

    def _take(
        self,
        incident: int,
        table: str,
        where: str,
        value: str | int,
        shown: str,
        also: tuple[str, str] | None = None,
    ) -> None:
        more = f" AND {also[0]} = ?" if also else ""
        gone = self.conn.execute(
            f"DELETE FROM {table} WHERE incident_id = ? AND {where}{more}",
            (incident, value, *(also[1:] if also else ())),
        )
        if not gone.rowcount and not self.many:
            raise NotFoundError(f"{incident} has not {shown}", f"tracker show {incident}")

    def _link(self, incident: int, assignment: Assignment) -> None:
        word = assignment.name
        if assignment.operator == "-=":
            other = incident_id(self.conn, assignment.text)
            if not links.unlink(self.conn, incident, word, other) and not self.many:
                raise NotFoundError(
                    f"{incident} is not recorded as {word} {other}", f"tracker show {incident}"
                )
        elif assignment.text:
            links.link(self.conn, incident, word, incident_id(self.conn, assignment.text))
        else:
            kind = "before" if word == "after" else word
            end = "to_incident_id" if word == "after" else "from_incident_id"
            self.conn.execute(
                f"DELETE FROM incident_links WHERE kind = ? AND {end} = ?", (kind, incident)
            )

    def _moved(self, incident: int) -> adopted.Columns:
        """Return the columns that a new place, zone or date changes; the zone follows the place."""
        typed = {a.name: a for a in self.assignments if a.name in _MOVING}
        if not typed:
            return {}
        place, zone, text, edtf = self.conn.execute(
            "SELECT place_id, tz, date_text, date_edtf FROM incidents WHERE id = ?", (incident,)
        ).fetchone()
        changed: adopted.Columns = {}
        here = self.reader.places.zone_of(place) if place is not None else None
        derived = zone is None or zone == reread(text, edtf, here).tz
        if "place" in typed:
            changed["place_id"] = place = self._place(typed["place"])
            changed |= {"place_precision": None} if place is None else {}
            here = self.reader.places.zone_of(place) if place is not None else None
        if "tz" in typed and typed["tz"].text:
            here = zones.canonical(typed["tz"].text)
        elif "tz" not in typed and not derived:
            here = zone
        if "date" in typed:
            date = self._date(incident, typed["date"], here)
        else:
            date = reread(text, edtf, here)
        return changed | adopted.date_columns(date)

    def _place(self, assignment: Assignment) -> int | None:
        return self.reader.value(assignment).place if assignment.text else None

    def _date(self, incident: int, assignment: Assignment, zone: str | None) -> Date:
        if not assignment.text:
            raise TrackerError("an incident has a date", f"tracker edit {incident} date=unknown")
        cited = [
            self.reader.sources.read(int(row[0]))
            for row in self.conn.execute(
                "SELECT DISTINCT source_id FROM citations WHERE incident_id = ?"
                " AND deleted_at IS NULL AND stance = 'reports' ORDER BY source_id",
                (incident,),
            )
        ]
        anchor = self.reader.anchor(None, has_source=bool(cited))
        date = self.reader.value(assignment, anchor, zone).date
        assert date is not None
        for source in cited:
            self.reader.guard(date, source.published)
        return date

    def _decide(self, incident: int, field: str, found: _Claimed) -> Kept:
        stands = _adopted(self.conn, incident, field, found.family)
        changed = found.adopted != stands
        decided = self.reason is not None or (changed and found.decision)
        if decided:
            decide(self.conn, incident, field, "value", None, self.reason)
        gone = any(value not in stands for value in found.adopted)
        return Kept(field, found.accounts, found.recorded if gone else None, decided)


@dataclass(frozen=True, slots=True)
class _Claimed:
    """What sources say of a field before it is edited, and what was adopted."""

    family: str
    accounts: tuple[tuple[int, str], ...] = ()
    recorded: int | None = None
    decision: bool = False
    adopted: tuple[tuple[object, ...], ...] = ()

    @classmethod
    def read(cls, conn: sqlite3.Connection, incident: int, field: str, family: str) -> _Claimed:
        rows = conn.execute(
            "SELECT l.citation_id, coalesce(l.value, l.stance), l.value_key, l.actor_id,"
            " l.place_id, l.type_code, l.low, l.best, l.high, l.date_edtf, l.stance"
            " FROM claims AS l JOIN citations AS c ON c.id = l.citation_id"
            " WHERE l.incident_id = ? AND l.field = ? AND l.deleted_at IS NULL"
            " AND c.deleted_at IS NULL ORDER BY l.citation_id, l.id",
            (incident, field),
        ).fetchall()
        if not rows:
            return cls(family)
        stands = _adopted(conn, incident, field, family)
        column = {"actor": 3, "place": 4, "type": 5, "date": 9}.get(family)
        same = {
            int(row[0])
            for row in rows
            if row[10] == "asserts"
            and (
                ((row[column],) in stands)
                if column is not None
                else any(row[6:9] == values[:3] for values in stands)
            )
        }
        decision = conn.execute(
            "SELECT 1 FROM decisions WHERE incident_id = ? AND field = ? AND deleted_at IS NULL",
            (incident, field),
        ).fetchone()
        told = tuple((int(row[0]), str(row[1])) for row in rows)
        only = same.pop() if len(same) == 1 else None
        return cls(family, told, only, decision is not None, stands)


def _adopted(
    conn: sqlite3.Connection, incident: int, field: str, family: str
) -> tuple[tuple[object, ...], ...]:
    """Return what is adopted of a field, in the columns that a claim of it is compared by."""
    if family == "actor":
        query = "SELECT actor_id FROM incident_actors WHERE incident_id = ? AND role = ?"
        values: tuple[object, ...] = (incident, field)
    elif family == "number" and field != "duration":
        query = (
            "SELECT low, best, high, words FROM incident_counts WHERE incident_id = ?"
            " AND measure = ? AND category = ?"
        )
        values = (incident, *measure_of(field))
    elif family == "text" and field != "title":
        query = "SELECT value FROM attributes WHERE incident_id = ? AND key = ?"
        values = (incident, field.removeprefix("x."))
    else:
        column = {
            "date": "date_edtf", "place": "place_id", "type": "type_code", "title": "title",
            "duration": "duration_low_minutes, NULL, duration_high_minutes",
        }[field]  # fmt: skip
        query, values = f"SELECT {column} FROM incidents WHERE id = ?", (incident,)
    return tuple(tuple(row) for row in conn.execute(query, values))


def _refuse(assignment: Assignment) -> None:
    name, text = assignment.name, assignment.text
    if assignment.claimed or assignment.operator == "!=":
        sign = "!=" if assignment.operator == "!=" else "="
        raise TrackerError(
            f"{'a denial' if sign == '!=' else 'a claim'} is what a source says,"
            " and edit changes what is adopted",
            f"tracker help sources; cite records it: {name}{sign}{text}",
        )
    if assignment.operator == "-=" and not assignment.field.repeats:
        raise TrackerError(f"{name} has one value, which {name}= empties", f"{name}=")
    if assignment.operator == "-=" and not text:
        raise TrackerError(f"{name}-= takes away one of several: which", f"{name}= takes all")


def _refuse_twice(assignments: Iterable[Assignment]) -> None:
    seen: set[str] = set()
    for assignment in assignments:
        if assignment.name in seen and not assignment.field.repeats:
            raise TrackerError(f"{assignment.name} is given twice", f"keep one {assignment.name}=")
        seen.add(assignment.name)
