"""What each source says of an incident, as lines of a page; which citations share one entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.notes import Part, Said
from tracker.store.entry import SAID_FAMILIES

if TYPE_CHECKING:
    from tracker.fields import Operator
    from tracker.store.noting_names import Names
    from tracker.store.noting_rows import Adopted, Chunk, Cited, Claim, Decided, Noted
    from tracker.store.noting_values import Values


@dataclass(frozen=True, slots=True)
class Told:
    """One incident as a page tells it.

    `citations` are each a voice of its own, `claims` are by the numbers of these, and `unsaid` is
    in words what a page cannot say.
    """

    incident: Noted
    citations: list[Cited]
    claims: dict[int, list[Claim]]
    decisions: dict[str, Decided]
    values: list[Adopted]
    unsaid: list[str]

    @property
    def first(self) -> Cited | None:
        """The citation whose source the incident stands below."""
        return self.citations[0] if self.citations else None

    def claims_of(self, citation: int | None) -> list[Claim]:
        """Return what a citation says; nothing where it is none of these."""
        return self.claims.get(citation, []) if citation is not None else []


class Statements:
    """How what is recorded of an incident is said in lines."""

    def __init__(self, names: Names, values: Values) -> None:
        self.names = names
        self.values = values

    def told(self, incident: Noted, chunk: Chunk) -> Told:
        """Return an incident as a page tells it."""
        number = incident.number
        citations, claims, unsaid = self._voices(chunk.citations.get(number, []), chunk.claims)
        decisions = {
            each.field: each if _rests(each, claims) else each._replace(kind="value")
            for each in chunk.decisions.get(number, [])
        }
        values = self.values.adopted(incident, chunk)
        return Told(incident, citations, claims, decisions, values, unsaid)

    def _voices(
        self, cited: list[Cited], held: dict[int, list[Claim]]
    ) -> tuple[list[Cited], dict[int, list[Claim]], list[str]]:
        """Return the citations, what each says, and in words what a page cannot say.

        Where two who spoke were merged, two citations may be of one voice in one source: those are
        one on a page, and of two accounts of a field the first stands.
        """
        voices: dict[tuple[object, ...], Cited] = {}
        claims: dict[int, list[Claim]] = {}
        unsaid = []
        for each in cited:
            origin = self.names.actor(each.origin) if each.origin is not None else None
            voice = (each.named, origin, each.agency, each.pinpoint)
            number = voices.setdefault(voice, each).number
            mine = claims.setdefault(number, [])
            said = {self._what(claim): claim for claim in mine}
            for claim in held.get(each.number, []):
                if number == each.number and claim.quote == each.quote:
                    # What is the quote of the citation is not said with a line again.
                    claim = claim._replace(quote=None)
                before = said.setdefault(self._what(claim), claim)
                text = self.values.text(claim, each.source)
                if before is claim:
                    mine.append(claim._replace(citation=number))
                elif self.values.text(before, each.source) != text:
                    unsaid.append(f"the same voice says as well: {claim.field} {text}")
        return list(voices.values()), claims, unsaid

    def _what(self, claim: Claim) -> tuple[object, ...]:
        """Return what a citation can say only once: a field, one of its actors, or one denial."""
        actor = self.names.actor(claim.actor) if claim.actor is not None else None
        denied = self.values.text(claim, 0) if claim.stance == "denies" else None
        return claim.field, actor, denied

    def beside(self, told: Told) -> list[Cited]:
        """Return the citations that are said in the lines of the first one: `killed 3 | said-by X`.

        They are of the same source and the voice of something that is adopted; nothing may hang on
        them that a line cannot say, and the first one has to be the first that is told.
        """
        first = told.first
        if first is None or first.stance != "reports" or len(told.citations) == 1:
            return []
        mine = told.claims_of(first.number)
        undecided = [value for value in told.values if value.field not in told.decisions]
        unspoken = [value for value in undecided if self.matching(value, mine) is None]
        base = {part.name for part in self.how(first)}
        found = [
            each
            for each in told.citations[1:]
            if each.named == first.named
            and self._fits_a_line(each, told, base)
            and any(self.saying(value, told.claims_of(each.number)) for value in unspoken)
        ]
        if first.quote:
            return found
        for value in undecided:
            if value not in unspoken:
                return found
            if any(self.saying(value, told.claims_of(each.number)) for each in found):
                break
        return []

    def _fits_a_line(self, cited: Cited, told: Told, base: set[str]) -> bool:
        """Tell whether a line can say all of a citation, below one that says `base` of itself."""
        how = self.how(cited)
        return (
            cited.stance == "reports"
            and cited.note is None
            and bool(how)
            and base <= {part.name for part in how}
            and all(evidence.text for evidence in self.values.evidence(cited))
            and all(cited.number != decision.citation for decision in told.decisions.values())
            and not any(claim.quote for claim in told.claims_of(cited.number))
        )

    def matching(self, value: Adopted, claims: list[Claim]) -> Claim | None:
        """Return the claim that a plain line with this value is taken for."""
        for claim in claims:
            if claim.family in SAID_FAMILIES and self.values.same(claim, value):
                return claim
        return None

    def saying(self, value: Adopted, claims: list[Claim]) -> Claim | None:
        """Return the claim that gives this very value."""
        return next((claim for claim in claims if self.values.same(claim, value)), None)

    def is_adopted_further_down(self, told: Told, value: Adopted) -> bool:
        """Tell whether a value is adopted from another citation than the first, in its entry."""
        decision = told.decisions.get(value.field)
        if decision is None or decision.kind != "claim":
            return False
        if told.first is not None and told.first.number == decision.citation:
            return False
        return self.saying(value, told.claims_of(decision.citation)) is not None

    def how(self, cited: Cited) -> tuple[Part, ...]:
        """Return how a citation is cited, as it stands after bars."""
        return _after_bars(self.values.evidence(cited))

    def said(
        self, claim: Claim, decisions: dict[str, Decided], source: int, *zones: str | None
    ) -> Said:
        """Return what a claim says as a line below its source; a date is read in one of `zones`."""
        operator: Operator = "!=" if claim.stance == "denies" else "="
        text = self.values.text(claim, source)
        parts = self.values.parts(claim, decisions, zones)
        return Said(claim.field, text, operator, False, parts, claim.quote)


def _rests(decision: Decided, claims: dict[int, list[Claim]]) -> bool:
    """Tell whether what a decision rests on stands still; else it is the analyst's own by now."""
    if decision.kind != "claim":
        return True
    said = claims.get(decision.citation, []) if decision.citation is not None else []
    return any(claim.field == decision.field and claim.adoptable for claim in said)


def _after_bars(evidence: list[Said]) -> tuple[Part, ...]:
    return tuple(Part(one.name, one.text) for one in evidence if one.name != "quote")


def inline(said: list[Said], evidence: list[Said]) -> list[Said]:
    """Return what a citation says with how it says it: on its line where there is only one."""
    if len(said) != 1 or not evidence or any(not one.text for one in evidence):
        return [*said, *evidence]
    (only,) = said
    quote = next((one.text for one in evidence if one.name == "quote"), None)
    if quote is not None and only.quote is not None:
        return [*said, *evidence]
    parts = (*_after_bars(evidence), *only.parts)
    return [only._replace(parts=parts, quote=quote or only.quote)]
