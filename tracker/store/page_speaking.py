"""How the source of a block says its lines: who speaks, through whom, where, in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tracker.fields import FIELDS, Assignment
from tracker.store.citations import REPORTS, Evidence, read_evidence

if TYPE_CHECKING:
    from tracker.notes import Entry, Said, Spot
    from tracker.store.page_session import Session
    from tracker.store.sources import Source

_ATTRIBUTES: Final = {
    "said-by": "origin", "via": "agency", "pinpoint": "pinpoint", "quote": "quote",
    "stance": "stance", "reading": "reading", "credibility": "credibility",
}  # fmt: skip
_SAID_OF_ALL: Final = frozenset((*_ATTRIBUTES, "note"))
_IDENTITY: Final = ("said-by", "via", "pinpoint", "stance")


class Speaking:
    """What the whole of a block says of how it is said, and what each line adds to it.

    `base` is how its source says a line that adds nothing; `quoted` tells whether the block has a
    quote of its own, which is kept with the citation alone, and may be empty; `note` is a remark on
    the citation.
    """

    def __init__(self, session: Session, incident: int, source: Source, entry: Entry) -> None:
        self.session = session
        self.incident = incident
        self.source = source
        self.spot = entry.spot
        self.base = Evidence(source.origin_id, source.agency)
        self.quoted = False
        self.note: Said | None = None
        seen: set[str] = set()
        for said in entry.said:
            if said.name not in _SAID_OF_ALL:
                continue
            if said.name == "note":
                self.note = None if entry.new else said
            elif said.name in seen:
                session.fault(said.spot, f"{said.name} is given twice", "keep one of them")
            else:
                seen.add(said.name)
                self.base = self._with(self.base, said.name, said.text, said.at)
                self.quoted = self.quoted or said.name == "quote"
        self.voice = self._voice(self.base)
        known = session.stances.get(self.voice)
        if known is not None and self.base.stance not in (None, known[0]):
            self._refuse_stance(next(one for one in entry.said if one.name == "stance"), known)
            self.base = self.base._replace(stance=None)
        self.stance = self.base.stance or (known[0] if known is not None else REPORTS)
        self.unquoted = self.base._replace(quote=None) if self.quoted else self.base

    def line(self, said: Said) -> Evidence:
        """Return how the source says one line: what the block says, and what the line adds."""
        own = [part for part in said.parts if part.name in _ATTRIBUTES]
        found = self.base
        other = any(part.name in _IDENTITY for part in own)
        if other:
            found = found._replace(quote=None)
        for part in own:
            if part.bare and self.session.reader.actors.find(part.text) is not None:
                self.session.fault(
                    part.spot,
                    f"{part.text} is an actor, and would be a place in the source",
                    f"| said-by {part.text}; a place so called: | pinpoint {part.text}",
                )
                continue
            found = self._with(found, part.name, part.text, part.spot)
        if said.quote is None or (self.quoted and not other):
            return found
        return found._replace(
            quote=found.quote if self.quoted and found.quote else self.words(said)
        )

    def words(self, said: Said) -> str | None:
        """Return the quote that stands with a line itself."""
        if said.quote is None:
            return None
        return self._with(Evidence(), "quote", said.quote, said.at).quote

    def check(self, said: Said, evidence: Evidence) -> None:
        """Refuse a line whose stance is not that of the citation it belongs to on this page."""
        voice = self.voice if evidence is self.base else self._voice(evidence)
        of_block = self.stance if voice == self.voice else REPORTS
        stance = evidence.stance or of_block
        known = self.session.stances.setdefault(voice, (stance, said.spot))
        if known[0] != stance:
            self._refuse_stance(said, known)

    def use(self) -> None:
        """Hold what follows on the page to the stance that the block has as a whole."""
        self.session.stances.setdefault(self.voice, (self.stance, self.spot))

    def _voice(self, evidence: Evidence) -> tuple[object, ...]:
        """Return what a citation is known by: all that is said in one voice has one stance."""
        return self.incident, self.source.row, *evidence[:3]

    def _refuse_stance(self, said: Said, known: tuple[str, Spot]) -> None:
        part = next((part for part in said.parts if part.name == "stance"), None)
        self.session.fault(
            part.spot if part is not None else said.spot,
            f"{self.source.key} speaks in the same voice on line {known[1][0]}: {known[0]}",
            "stance on a line of its own holds for all that the block says; one value is denied"
            f" with {said.name if said.field.claimable else 'killed'} !=",
        )

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
