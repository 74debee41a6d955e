"""What one block of notes says in the name of its source: citations and claims, and changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tracker.errors import quoted
from tracker.fields import FIELDS, Assignment
from tracker.store.citations import Evidence, cite, claim, read_evidence
from tracker.store.correcting import correct_citation, correct_claim
from tracker.store.page_queue import identity
from tracker.store.removing import Target

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.notes import Entry, Said
    from tracker.store.page_queue import Identity, Stored
    from tracker.store.page_session import Session
    from tracker.store.sources import Source
    from tracker.store.values import Value

_ATTRIBUTES: Final = {
    "said-by": "origin", "via": "agency", "pinpoint": "pinpoint", "quote": "quote",
    "stance": "stance", "reading": "reading", "credibility": "credibility",
}  # fmt: skip
_IDENTITY: Final = ("said-by", "via", "pinpoint", "stance")


class Claimed(NamedTuple):
    """What became of one claim: `new`, `same`, `corrected` or `kept` (it was taken away since).

    `before` is the claim as it stood: value_key, actor, place, type, low, best, high, EDTF.
    """

    state: str
    citation: int
    before: tuple[object, ...] = ()


class Citing:
    """The citations of one source on one incident, made as the lines of a block need them."""

    def __init__(self, session: Session, incident: int, source: Source, entry: Entry) -> None:
        self.session = session
        self.incident = incident
        self.source = source
        self.spot = entry.spot
        self.base = Evidence(source.origin_id, source.agency)
        self.quoted = False
        self.note: Said | None = None
        self.made: list[int] = []
        self.changes: list[str] = []
        seen: set[str] = set()
        for said in entry.said:
            if said.name in seen:
                session.fault(said.spot, f"{said.name} is given twice", "keep one of them")
            elif said.name in _ATTRIBUTES:
                seen.add(said.name)
                self.base = self._with(self.base, said.name, said.text, said.at)
                self.quoted = self.quoted or said.name == "quote"
            elif said.name == "note" and not entry.new:
                self.note = said
        # A quote of the whole block is kept with the citation alone.
        self.unquoted = self.base._replace(quote=None) if self.quoted else self.base

    def _with(self, evidence: Evidence, name: str, text: str, spot: tuple[int, int]) -> Evidence:
        """Return the evidence with one more part of it read; an empty one is nobody, or nowhere."""
        if not text and name in ("said-by", "via", "pinpoint"):
            nothing: dict[str, Any] = {_ATTRIBUTES[name]: None}
            return evidence._replace(**nothing)
        reader = self.session.reader
        with self.session.attempt(spot):
            read = read_evidence(reader, [Assignment(FIELDS[name], name, "=", text)], self.source)
            attribute = _ATTRIBUTES[name]
            return evidence._replace(**{attribute: getattr(read, attribute)})
        return evidence

    def evidence(self, said: Said) -> Evidence:
        """Return how the source says one line: what the block says, and what the line adds."""
        own = [part for part in said.parts if part.name in _ATTRIBUTES]
        found = self.base
        if any(part.name in _IDENTITY for part in own):
            found = found._replace(quote=None)
        for part in own:
            found = self._with(found, part.name, part.text, part.spot)
        if said.quote is None:
            return found
        read = self._with(Evidence(), "quote", said.quote, said.at).quote
        return found._replace(quote=found.quote if self.quoted and found.quote else read)

    def cite(self, evidence: Evidence) -> int:
        """Return the citation, made where it is new; a changed quote is changed."""
        conn = self.session.conn
        if not self.session.editing and not self.made and self._was_removed(evidence):
            return 0
        # On a page that names both, each has citations of its own.
        exact = self.source.id in self.session.through
        cited = cite(conn, self.incident, self.source, evidence, exact)
        self.session.cited.add(cited.id)
        if cited.new:
            self.changes.append(f"c{cited.id}")
        if cited.id not in self.made:
            self.made.append(cited.id)
        if not cited.new and evidence is self.base:
            self._mend(cited.id, evidence)
        return cited.id

    def plain(self) -> None:
        """Cite the source for the incident as a whole."""
        self.cite(self.base)

    def _cited(self, said: Said) -> tuple[int, Evidence]:
        """Return the citation that a line belongs to, and how its source says it there."""
        evidence = self.evidence(said)
        base = evidence[:5] == self.base[:5]
        citation = self.cite(self.base if base and self.quoted else evidence)
        words = None
        if said.quote is not None:
            words = self._with(Evidence(), "quote", said.quote, said.at).quote
        return citation, evidence._replace(quote=words)

    def say(self, said: Said, value: Value) -> Claimed:
        """Record that the source says `value`, or correct what it was recorded as saying."""
        citation, spoken = self._cited(said)
        if not citation:
            return Claimed("kept", 0)
        if not self._once(said, identity(value), citation):
            return Claimed("same", citation)
        stands = self._standing(citation, value)
        if stands is None:
            if not self.session.editing and self._was_taken_back(citation, value):
                self.session.say(
                    f"c{citation}.{value.field} was removed since and stays so:"
                    f" tracker restore c{citation}.{value.field}"
                )
                return Claimed("kept", citation)
            if self._was_corrected(citation, value):
                self._keep(said, value, citation)
                return Claimed("kept", citation)
            claim(self.session.conn, citation, self.incident, value, spoken)
            self.changes.append(f"c{citation}.{value.field}")
            return Claimed("new", citation)
        same = stands[0] == value.key and stands[8] == value.stance
        if self.session.editing and value.family in ("date", "number"):
            same = same and stands[9] == value.words
        target = Target(self.incident, citation, value.field)
        reader = self.session.reader
        if not same and self._was_corrected(citation, value):
            self._keep(said, value, citation)
            return Claimed("kept", citation, stands)
        if not same:
            text = value.date.text if value.date is not None else said.text
            correct_claim(self.session.conn, reader, target, [text])
            told = stands[9] or stands[8]
            new = value.words or value.stance
            self.changes.append(f"c{citation}.{value.field}: {told} → {new}")
        self._mend_claim(target, said, spoken, stands)
        return Claimed("same" if same else "corrected", citation, stands)

    def _once(self, said: Said, what: Identity, citation: int) -> bool:
        """Refuse two values of one field in one citation on this page; False for a repetition."""
        before = self.session.claimed.setdefault((citation, what), said.spot)
        if before == said.spot:
            return True
        self.session.fault(
            said.spot,
            f"{self.source.key} says what {what[0]} is on line {before[0]} already",
            "who says so, or where: | said-by X, | via Y or | page 3",
        )
        return False

    def _standing(self, citation: int, value: Value) -> tuple[object, ...] | None:
        denies = value.stance == "denies"
        row = self.session.conn.execute(
            "SELECT value_key, actor_id, place_id, type_code, low, best, high, date_edtf, stance,"
            " value, reading, quote, credibility FROM claims"
            " WHERE incident_id = ? AND field = ? AND citation_id = ? AND (stance = 'denies') = ?"
            " AND deleted_at IS NULL"
            " AND (? IS NULL OR actor_id IS ?) AND (NOT ? OR value_key IS ?)",
            (
                self.incident,
                value.field,
                citation,
                denies,
                value.actor,
                value.actor,
                denies,
                value.key,
            ),
        ).fetchone()
        return tuple(row) if row is not None else None

    def _was_corrected(self, citation: int, value: Value) -> bool:
        """Tell whether the analyst has corrected since what the page says: the last change was so.

        What a reading, an undo or a redo has changed is no correction.
        """
        if self.session.editing:
            return False
        column, held = (
            ("value_key", value.key) if value.actor is None else ("actor_id", value.actor)
        )
        for command, before in self.session.conn.execute(
            "SELECT t.command, g.before FROM claims AS l JOIN log_changes AS g"
            " ON g.table_name = 'claims' AND g.row_id = +l.id AND g.operation = 'update'"
            " JOIN log_transactions AS t ON t.id = g.tx WHERE l.incident_id = ? AND l.field = ?"
            " AND l.citation_id = ? AND l.deleted_at IS NULL"
            " AND g.id = (SELECT max(o.id) FROM log_changes AS o WHERE o.table_name = 'claims'"
            " AND o.row_id = +l.id AND o.operation = 'update')",
            (self.incident, value.field, citation),
        ):
            image = json.loads(before)
            if command not in ("read", "undo", "redo") and image.get(column, self) == held:
                return True
        return False

    def _keep(self, said: Said, value: Value, citation: int) -> None:
        self.session.say(
            f"c{citation}.{value.field} was corrected since and stays so:"
            f" tracker edit c{citation}.{value.field} {quoted(said.text)}"
        )

    def _was_taken_back(self, citation: int, value: Value) -> bool:
        return (
            self.session.conn.execute(
                "SELECT 1 FROM claims AS l WHERE l.incident_id = ? AND l.field = ?"
                " AND l.citation_id = ? AND l.value_key IS ? AND l.stance = ?"
                " AND l.deleted_at IS NOT NULL AND (SELECT t.command FROM log_changes AS g"
                " JOIN log_transactions AS t ON t.id = g.tx WHERE g.table_name = 'claims'"
                " AND g.row_id = +l.id AND g.operation = 'update' ORDER BY g.id DESC LIMIT 1)"
                " IS NOT 'read'",
                (self.incident, value.field, citation, value.key, value.stance),
            ).fetchone()
            is not None
        )

    def _was_removed(self, evidence: Evidence) -> bool:
        """Tell whether this citation was removed since it was recorded, and say so."""
        row = self.session.conn.execute(
            "SELECT max(id), count(*) FILTER (WHERE deleted_at IS NULL) FROM citations"
            " WHERE incident_id = ? AND source_id = ? AND origin_id IS ? AND agency IS ?"
            " AND pinpoint IS ?",
            (self.incident, self.source.row, evidence.origin, evidence.agency, evidence.pinpoint),
        ).fetchone()
        if row[0] is None or row[1]:
            return False
        self.session.say(f"c{row[0]} was removed since and stays so: tracker restore c{row[0]}")
        return True

    def _mend(self, citation: int, evidence: Evidence) -> None:
        """Change the quote and the stance of a citation where the page says others."""
        quote, stance = self.session.conn.execute(
            "SELECT quote, stance FROM citations WHERE id = ?", (citation,)
        ).fetchone()
        changed = []
        if self.quoted and evidence.quote is not None and evidence.quote != quote:
            changed.append(("quote", evidence.quote))
        if evidence.stance != stance:
            changed.append(("stance", evidence.stance))
        self._correct(citation, changed)

    def keep_note(self) -> None:
        """Keep the remark on the citation, once there is one."""
        if self.note is not None and self.made:
            (stands,) = self.session.conn.execute(
                "SELECT note FROM citations WHERE id = ?", (self.made[0],)
            ).fetchone()
            if stands != self.note.text:
                self._correct(self.made[0], [("note", self.note.text)])

    def _correct(self, citation: int, changed: Iterable[tuple[str, str]]) -> None:
        for name, text in changed:
            field = FIELDS[name]
            cited = Target(self.incident, citation)
            assignment = Assignment(field, name, "=", text)
            correct_citation(self.session.conn, self.session.reader, cited, [assignment])
            self.changes.append(f"c{citation} {name}")

    def _mend_claim(
        self, target: Target, said: Said, spoken: Evidence, stands: tuple[object, ...]
    ) -> None:
        reading, quote, credibility = stands[10:13]
        changed = []
        cited = self.session.conn.execute(
            "SELECT quote FROM citations WHERE id = ?", (target.citation,)
        ).fetchone()[0]
        editing = self.session.editing
        if (editing or spoken.reading != "plain") and spoken.reading != reading:
            changed.append(("reading", spoken.reading))
        if spoken.quote is not None and spoken.quote not in (quote, cited if not quote else None):
            changed.append(("quote", spoken.quote))
        elif editing and spoken.quote is None and quote is not None:
            changed.append(("quote", ""))
        if (editing or spoken.credibility) and spoken.credibility != credibility:
            changed.append(("credibility", str(spoken.credibility or "")))
        settings = [Assignment(FIELDS[name], name, "=", text) for name, text in changed]
        if settings:
            correct_claim(self.session.conn, self.session.reader, target, [], settings)
            self.changes += [f"{target.word} {name}" for name, _ in changed]


class NewCiting(Citing):
    """The citations of a new incident: nothing stands that they could be compared with."""

    plainly = 0  # the citation of lines that add nothing to what the block says

    def __init__(self, session: Session, incident: int, source: Source, entry: Entry) -> None:
        super().__init__(session, incident, source, entry)
        self.numbers: dict[tuple[int | None, str | None, str | None], int] = {}

    def cite(self, evidence: Evidence) -> int:
        """Return the citation, taken for writing where it is new."""
        key = (evidence.origin, evidence.agency, evidence.pinpoint)
        queue = self.session.queue
        if key not in self.numbers:
            self.numbers[key] = queue.cite(self.incident, self.source, evidence)
            self.made.append(self.numbers[key])
        queue.quoted(self.numbers[key], evidence.quote)
        return self.numbers[key]

    def tell(self, said: Said, stored: Stored) -> int:
        """Take what the source says for writing, and return the citation."""
        if not said.parts and said.quote is None:
            citation = self.plainly
            if not citation:
                citation = self.plainly = self.cite(self.base)
            if self._once(said, stored.identity, citation):
                self.session.queue.claim(citation, self.incident, stored, self.unquoted)
            return citation
        citation, spoken = self._cited(said)
        if self._once(said, stored.identity, citation):
            self.session.queue.claim(citation, self.incident, stored, spoken)
        return citation


class WaitingCiting(NewCiting):
    """The citations of another source on a new incident that waits to be written."""

    def cite(self, evidence: Evidence) -> int:
        """Return the citation, taken for writing and told where it is new."""
        known = len(self.made)
        citation = super().cite(evidence)
        self.session.cited.add(citation)
        self.changes += [f"c{number}" for number in self.made[known:]]
        return citation

    def say(self, said: Said, value: Value) -> Claimed:
        """Take what the source says for writing."""
        citation, spoken = self._cited(said)
        if not self._once(said, identity(value), citation):
            return Claimed("same", citation)
        queue = self.session.queue
        queue.claim(citation, self.incident, queue.stored(value), spoken)
        self.changes.append(f"c{citation}.{value.field}")
        return Claimed("new", citation)
