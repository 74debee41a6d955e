"""A block of a page whose incident was merged into another since: only what is new is added.

What was recorded of it moved with it, perhaps into citations of another name, and what is adopted
is that of the incident that was kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.store.citations import claim, standing
from tracker.store.page_citing import Citing, Claimed
from tracker.store.page_entries import is_said
from tracker.store.page_queue import identity_of
from tracker.store.saying import zone_of_incident

if TYPE_CHECKING:
    from tracker.notes import Entry, Said
    from tracker.store.citations import Evidence
    from tracker.store.page_entries import Entries, Sorted
    from tracker.store.sources import Source
    from tracker.store.values import Value


class MergedCiting(Citing):
    """The citations of one source on the incident that was kept; none that stands is changed."""

    def say(self, said: Said, value: Value) -> Claimed:
        """Record that the source says `value`, unless it was recorded once, or says otherwise."""
        session = self.session
        held = [
            int(row[0])
            for row in session.conn.execute(
                "SELECT l.citation_id FROM claims AS l JOIN citations AS c ON c.id = l.citation_id"
                " JOIN sources AS s ON s.id = c.source_id WHERE l.incident_id = ? AND l.field = ?"
                " AND coalesce(s.merged_into, s.id) = ? AND l.stance = ?"
                " AND (l.value_key IS ? OR l.actor_id = ? OR l.place_id = ? OR l.value = ?)"
                " ORDER BY l.citation_id",
                (
                    self.incident, value.field, self.source.id, value.stance, value.key,
                    value.actor, value.place, value.words,
                ),
            )
        ]  # fmt: skip
        if held:
            session.repeated.update((number, identity_of(value)) for number in held)
            session.cited.update(held)
            return Claimed("same", held[0])
        if any(self.kept.corrected(said, number, value) for number in self._cited_by()):
            return Claimed("kept", 0)
        citation, spoken = self._cited(said)
        if not citation:
            return Claimed("kept", 0)
        stands = standing(session.conn, citation, self.incident, value)
        if stands is not None:
            session.say(
                f"c{citation}.{value.field} stays as it is, as its incident was merged into"
                f" {self.incident}: tracker show {self.incident}"
            )
            return Claimed("kept", citation, stands)
        claim(session.conn, citation, self.incident, value, spoken)
        session.repeated.add((citation, identity_of(value)))
        self.changes.append(f"c{citation}.{value.field}")
        return Claimed("new", citation)

    def _cited_by(self) -> list[int]:
        rows = self.session.conn.execute(
            "SELECT c.id FROM citations AS c JOIN sources AS s ON s.id = c.source_id"
            " WHERE c.incident_id = ? AND coalesce(s.merged_into, s.id) = ? ORDER BY c.id",
            (self.incident, self.source.id),
        )
        return [int(row[0]) for row in rows]

    def _mend(self, citation: int, evidence: Evidence, whole: bool) -> None:
        """Change nothing of a citation that stands."""


def say_of_merged(
    entries: Entries, incident: int, entry: Entry, source: Source, said: Sorted
) -> list[str]:
    """Add what the source is not recorded as saying yet; return what is new."""
    session = entries.session
    citing = MergedCiting(session, incident, source, entry)
    zone = zone_of_incident(session.conn, incident)
    setting = session.setting(source, zone, entries.lenient(entry))
    for each in (*said.values, *said.claims):
        if not each.text and each.own:
            continue
        value = session.value(each, setting)
        if value is None or (each in said.values and not (citing.reports and is_said(each, value))):
            continue
        with session.attempt(each.spot):
            citing.say(each, value)
    return citing.changes
