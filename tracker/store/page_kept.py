"""What the analyst has corrected of how a source is cited, which a page leaves as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.errors import quoted

if TYPE_CHECKING:
    from tracker.notes import Said
    from tracker.store.citations import Evidence
    from tracker.store.page_session import Session
    from tracker.store.sources import Source
    from tracker.store.values import Value

# One that was merged counts as the one that it was merged into.
_ORIGIN = "(SELECT coalesce(a.merged_into, a.id) FROM actors AS a WHERE a.id = origin_id)"


class Kept:
    """Of one source on one incident; what is kept is told with the command that changes it.

    In the form of an incident every difference was meant, and nothing is kept.
    """

    def __init__(self, session: Session, incident: int, source: Source) -> None:
        self.session = session
        self.incident = incident
        self.source = source

    def as_corrected(self, evidence: Evidence) -> Evidence:
        """Return how the source is cited now where the analyst has corrected who says it, or where.

        A page that still says it as before does not cite it anew.
        """
        if self.session.editing:
            return evidence
        names = ("origin_id", "agency", "pinpoint")
        held = self.session.conn.execute(
            f"SELECT id, {_ORIGIN}, agency, pinpoint FROM citations WHERE incident_id = ?"
            " AND source_id = ? AND deleted_at IS NULL",
            (self.incident, self.source.row),
        ).fetchall()
        if any(row[1:] == evidence[:3] for row in map(tuple, held)):
            return evidence
        spoke = self._as_it_spoke(evidence)
        if any(row[1:] == spoke[:3] for row in map(tuple, held)):
            return spoke
        for number, *now in held:
            before = self.session.since.changed("citations", number)
            was = [before.get(name, value) for name, value in zip(names, now, strict=True)]
            if tuple(was) == evidence[:3]:
                return evidence._replace(origin=now[0], agency=now[1], pinpoint=now[2])
        return evidence

    def _as_it_spoke(self, evidence: Evidence) -> Evidence:
        """Return the evidence with the voice that the source had before it was corrected."""
        source = self.source
        if evidence[:2] != (source.origin_id, source.agency):
            return evidence
        before = self.session.since.changed("sources", source.row)
        return evidence._replace(
            origin=before.get("origin_id", evidence.origin),
            agency=before.get("agency", evidence.agency),
        )

    def keeps(self, word: str, table: str, number: int, name: str, text: str, held: object) -> bool:
        """Tell whether the analyst has changed what was `held` since, and say so."""
        session = self.session
        if session.editing or not session.since.corrected(table, number, {name: held}):
            return False
        session.say(
            f"{word} keeps its {name}, which was changed since:"
            f" tracker edit {word} {quoted(f'{name}={text}')}"
        )
        return True

    def corrected(self, said: Said, citation: int, value: Value) -> bool:
        """Tell whether a claim that the page makes was corrected since, and say so."""
        if self.session.editing:
            return False
        held: dict[str, object] = (
            {"value_key": value.key} if value.actor is None else {"actor_id": value.actor}
        )
        if not any(
            self.session.since.corrected("claims", number, held)
            for (number,) in self.session.conn.execute(
                "SELECT id FROM claims WHERE incident_id = ? AND field = ? AND citation_id = ?"
                " AND deleted_at IS NULL",
                (self.incident, value.field, citation),
            ).fetchall()
        ):
            return False
        self.session.say(
            f"c{citation}.{value.field} was corrected since and stays so:"
            f" tracker edit c{citation}.{value.field} {quoted(said.text)}"
        )
        return True

    def taken_back(self, citation: int, value: Value) -> bool:
        """Tell whether a claim that the page makes was removed since, and say so."""
        if self.session.editing or not any(
            self.session.since.replaced("claims", number)
            for (number,) in self.session.conn.execute(
                "SELECT id FROM claims WHERE incident_id = ? AND field = ? AND citation_id = ?"
                " AND value_key IS ? AND stance = ? AND deleted_at IS NOT NULL",
                (self.incident, value.field, citation, value.key, value.stance),
            ).fetchall()
        ):
            return False
        self.session.say(
            f"c{citation}.{value.field} was removed since and stays so:"
            f" tracker restore c{citation}.{value.field}"
        )
        return True

    def removed(self, evidence: Evidence) -> bool:
        """Tell whether this citation was removed since it was recorded, and say so."""
        if self.session.editing:
            return False
        row = self.session.conn.execute(
            "SELECT max(id), count(*) FILTER (WHERE deleted_at IS NULL) FROM citations"
            f" WHERE incident_id = ? AND source_id = ? AND {_ORIGIN} IS ? AND agency IS ?"
            " AND pinpoint IS ?",
            (self.incident, self.source.row, evidence.origin, evidence.agency, evidence.pinpoint),
        ).fetchone()
        if row[0] is None or row[1]:
            return False
        self.session.say(f"c{row[0]} was removed since and stays so: tracker restore c{row[0]}")
        return True
