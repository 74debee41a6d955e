"""What one block of notes says in the name of its source: citations and claims, and changes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tracker.fields import FIELDS, Assignment
from tracker.store.citations import (
    REPORTS,
    Evidence,
    cite,
    claim,
    same_voice,
    standing,
    standing_citation,
)
from tracker.store.correcting import correct_citation, correct_claim
from tracker.store.page_kept import Kept
from tracker.store.page_queue import identity_of
from tracker.store.page_speaking import Speaking
from tracker.store.removing import Target
from tracker.store.rereading import recorded_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.notes import Entry, Said
    from tracker.store.citations import Stands
    from tracker.store.page_queue import Identity, Stored
    from tracker.store.page_session import Session
    from tracker.store.sources import Source
    from tracker.store.values import Value


class Claimed(NamedTuple):
    """What became of one claim: `new`, `same`, `corrected` or `kept` (it was taken away since).

    `before` is the claim as it stood, if one did.
    """

    state: str
    citation: int
    before: Stands | None = None


class Citing:
    """The citations of one source on one incident, made as the lines of a block need them."""

    def __init__(self, session: Session, incident: int, source: Source, entry: Entry) -> None:
        self.session = session
        self.incident = incident
        self.source = source
        self.speaking = Speaking(session, incident, source, entry)
        self.made: list[int] = []
        self.voices: dict[tuple[object, ...], int] = {}  # the citation of each in this block
        self.own = 0  # the citation of the voice that the block speaks in
        self.changes: list[str] = []
        self.zoned = any(said.name == "tz" for said in entry.said)

    @cached_property
    def kept(self) -> Kept:
        """What the analyst has corrected of it since; a new incident never asks."""
        return Kept(self.session, self.incident, self.source)

    @property
    def quoted(self) -> bool:
        """Whether the block has a quote of its own."""
        return self.speaking.quoted

    @property
    def reports(self) -> bool:
        """Whether the block says what happened; one that denies or gives context does not."""
        return self.speaking.base.stance in (None, REPORTS)

    def cite(self, evidence: Evidence) -> int:
        """Return the citation, made where it is new; a changed quote is changed."""
        voice, plain = evidence[:3], evidence.quote is None and evidence.stance is None
        whole = evidence is self.speaking.base
        if voice in self.voices and (plain or whole):
            return self.voices[voice]
        # On a page that names both, each has citations of its own.
        exact = self.source.id in self.session.through
        where = (self.session.conn, self.incident, self.source)
        if standing_citation(*where, evidence, exact) is None:
            if voice not in self.voices and self.kept.removed(evidence):
                return 0
            evidence = self.kept.as_corrected(evidence)
        cited = cite(*where, evidence, exact)
        self.voices[voice] = cited.id
        self.session.cited.add(cited.id)
        if cited.new:
            self.changes.append(f"c{cited.id}")
        if cited.id not in self.made:
            self.made.append(cited.id)
        if evidence[:3] == self.speaking.base[:3]:
            self.own = cited.id
        if not cited.new and (whole or evidence.stance is not None):
            self._mend(cited.id, evidence, whole)
        return cited.id

    def plain(self) -> None:
        """Cite the source for the incident as a whole."""
        self.speaking.use()
        self.cite(self.speaking.base)

    def _cited(self, said: Said) -> tuple[int, Evidence]:
        """Return the citation that a line belongs to, and how its source says it there."""
        speaking = self.speaking
        evidence = speaking.line(said)
        speaking.check(said, evidence)
        base = evidence[:5] == speaking.base[:5]
        citation = self.cite(speaking.base if base and self.quoted else evidence)
        return citation, evidence._replace(quote=speaking.words(said))

    def say(self, said: Said, value: Value) -> Claimed:
        """Record that the source says `value`, or correct what it was recorded as saying."""
        citation, spoken = self._cited(said)
        if not citation:
            return Claimed("kept", 0)
        if not self._once(said, identity_of(value), citation):
            return Claimed("same", citation)
        stands = standing(self.session.conn, citation, self.incident, value)
        for other in same_voice(self.session.conn, citation) if stands is None else ():
            stands = standing(self.session.conn, other, self.incident, value)
            if stands is not None:
                citation = other
                break
        if stands is None:
            kept = self.kept
            if kept.taken_back(citation, value) or kept.corrected(said, citation, value):
                return Claimed("kept", citation)
            claim(self.session.conn, citation, self.incident, value, spoken)
            self.changes.append(f"c{citation}.{value.field}")
            return Claimed("new", citation)
        same = self._stands(said, value, stands)
        if self.session.editing and value.family in ("date", "number"):
            same = same and stands.words == value.words
        target = Target(self.incident, citation, value.field)
        reader = self.session.reader
        if not same and self.kept.corrected(said, citation, value):
            return Claimed("kept", citation, stands)
        if not same:
            correct_claim(self.session.conn, reader, target, [], value=value)
            told = stands.words or stands.stance
            new = value.words or value.stance
            self.changes.append(f"c{citation}.{value.field}: {told} → {new}")
        self._mend_claim(target, said, spoken, stands)
        return Claimed("same" if same else "corrected", citation, stands)

    def _stands(self, said: Said, value: Value, stands: Stands) -> bool:
        """Tell whether a claim says so already; of an actor and a place the names may be others.

        A clock time without a zone is in the one that it was recorded in: the incident may have
        got another since.
        """
        if stands.stance != value.stance:
            return False
        if value.actor is not None:
            return stands.actor == value.actor
        if value.place is not None:
            return value.place in (stands.place, self._merged(stands.place))
        if stands.key == value.key:
            return True
        if value.date is None or value.words != stands.words or said.has("tz") or self.zoned:
            return False
        return recorded_in(value.date, stands.tz).edtf == stands.edtf

    def _merged(self, place: int | None) -> int | None:
        """Return the place that another one was merged into."""
        row = self.session.conn.execute(
            "SELECT merged_into FROM places WHERE id = ?", (place,)
        ).fetchone()
        return row[0] if row is not None else None

    def _once(self, said: Said, what: Identity, citation: int) -> bool:
        """Refuse two values of one field in one citation on this page; False for a repetition."""
        before = self.session.claimed.setdefault((citation, what), said.spot)
        if before == said.spot:
            return True
        if what[1] is not None or what[2] is not None:
            self.session.fault(
                said.spot,
                f"{said.name} {said.text} is said on line {before[0]} already",
                "keep one of them",
            )
            return False
        self.session.fault(
            said.spot,
            f"{self.source.key} says what {what[0]} is on line {before[0]} already",
            "who says so, or where: | said-by X, | via Y or | page 3",
        )
        return False

    def _mend(self, citation: int, evidence: Evidence, whole: bool) -> None:
        """Change the quote and the stance of a citation where the page says others."""
        quote, stance = self.session.conn.execute(
            "SELECT quote, stance FROM citations WHERE id = ?", (citation,)
        ).fetchone()
        changed = []
        if whole and self.quoted and evidence.quote is not None and evidence.quote != quote:
            changed.append(("quote", evidence.quote))
        if evidence.stance is not None and evidence.stance != stance:
            changed.append(("stance", evidence.stance))
        self._correct(citation, changed)

    def keep_note(self) -> None:
        """Keep the remark on the citation of the block's own voice, else on its only one."""
        note = self.speaking.note
        if note is None or not self.made:
            return
        if not self.own and len(self.made) > 1:
            self.session.fault(
                note.spot,
                f"{len(self.made)} voices speak in this block, and the remark is on one of them",
                "note in a block of its own: = the incident, said-by the voice",
            )
            return
        citation = self.own or self.made[0]
        (stands,) = self.session.conn.execute(
            "SELECT note FROM citations WHERE id = ?", (citation,)
        ).fetchone()
        if stands != note.text:
            self._correct(citation, [("note", note.text)])

    def _correct(self, citation: int, changed: Iterable[tuple[str, str]]) -> None:
        for name, text in changed:
            if self.kept.keeps(f"c{citation}", "citations", citation, name, text, text):
                continue
            field = FIELDS[name]
            cited = Target(self.incident, citation)
            assignment = Assignment(field, name, "=", text)
            correct_citation(self.session.conn, self.session.reader, cited, [assignment])
            self.changes.append(f"c{citation} {name}")

    def _mend_claim(self, target: Target, said: Said, spoken: Evidence, stands: Stands) -> None:
        changed = []
        cited = self.session.conn.execute(
            "SELECT quote FROM citations WHERE id = ?", (target.citation,)
        ).fetchone()[0]
        editing = self.session.editing
        if (editing or spoken.reading != "plain") and spoken.reading != stands.reading:
            changed.append(("reading", spoken.reading))
        known = (stands.quote, cited if not stands.quote else None)
        if spoken.quote is not None and spoken.quote not in known:
            changed.append(("quote", spoken.quote))
        elif editing and spoken.quote is None and stands.quote is not None:
            changed.append(("quote", ""))
        if (editing or spoken.credibility) and spoken.credibility != stands.credibility:
            changed.append(("credibility", str(spoken.credibility or "")))
        settings = [
            Assignment(FIELDS[name], name, "=", text)
            for name, text in changed
            # What is the quote of the citation is not kept with the claim again.
            if not self.kept.keeps(
                target.word, "claims", stands.id, name, text, None if text == cited else text
            )
        ]
        if settings:
            correct_claim(self.session.conn, self.session.reader, target, [], settings)
            self.changes += [f"{target.word} {one.name}" for one in settings]


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
                self.speaking.check(said, self.speaking.base)
                citation = self.plainly = self.cite(self.speaking.base)
            session, key = self.session, (citation, stored.identity)
            if session.claimed.setdefault(key, said.spot) is said.spot or self._once(
                said, stored.identity, citation
            ):
                session.queue.claim(citation, self.incident, stored, self.speaking.unquoted)
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
        if not self._once(said, identity_of(value), citation):
            return Claimed("same", citation)
        queue = self.session.queue
        queue.claim(citation, self.incident, queue.stored(value), spoken)
        self.changes.append(f"c{citation}.{value.field}")
        return Claimed("new", citation)
