"""The lines below the first source of an incident: what is adopted, and what that source says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker import dates
from tracker.fields import field_named
from tracker.notes import Part, Said
from tracker.store.entry import SAID_FAMILIES
from tracker.store.noting_rows import Adopted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.store.noting_rows import Cited, Claim, Decided
    from tracker.store.noting_statements import Statements, Told


def adopted_lines(
    statements: Statements, told: Told, zone: str | None, beside: Iterable[Cited]
) -> list[Said]:
    """Return what is adopted and what the first source says, each statement once.

    A date is read in `zone`. `beside` are other citations of that source, whose lines say whose
    words they are.
    """
    lines = _Lines(statements, told, zone, beside)
    for value in told.values:
        # The line of a new incident needs its date, whoever gives it.
        if value.field == "date" or not statements.is_adopted_further_down(told, value):
            lines.adopt(value)
    lines.leave_empty()
    lines.claim()
    return lines.said


class _Voice:
    """One citation beside the first: how it is cited, and its words until they are written."""

    def __init__(self, quote: str | None, parts: tuple[Part, ...], claims: list[Claim]) -> None:
        self.quote = quote
        self.parts = parts
        self.claims = claims


class _Lines:
    """What has been said of one incident so far, and which claims are told by it."""

    def __init__(
        self, statements: Statements, told: Told, zone: str | None, beside: Iterable[Cited]
    ) -> None:
        self.statements = statements
        self.told = told
        self.zone = zone
        self.source = told.first.source if told.first is not None else 0
        self.mine = told.claims_of(told.first.number) if told.first is not None else []
        self.voices = [
            _Voice(each.quote, statements.how(each), told.claims_of(each.number)) for each in beside
        ]
        self.said: list[Said] = []
        self._used: set[int] = set()
        self._heard: list[_Voice] = []

    def adopt(self, value: Adopted) -> None:
        """Say a value as the first source or one beside it does, else as the analyst's own."""
        decision = self.told.decisions.get(value.field)
        said = self._plain(value, decision)
        if said is None and decision is None:
            said = self._beside(value)
        self.said.append(said if said is not None else self._own(value, decision))

    def _plain(self, value: Adopted, decision: Decided | None) -> Said | None:
        """Return a value as the first source says it, if it does."""
        first = self.told.first
        if first is None or first.stance != "reports":
            return None
        if decision is not None and decision.kind != "claim":
            return None
        claim = self.statements.matching(value, self.mine)
        if claim is None:
            return None
        self._used.add(id(claim))
        return self.statements.said(claim, self.told.decisions, self.source, self.zone)

    def _beside(self, value: Adopted) -> Said | None:
        """Return a value as another voice in the first source says it, if one does."""
        for voice in self._in_order():
            claim = self.statements.saying(value, voice.claims)
            if claim is not None:
                self._used.add(id(claim))
                return self._voiced(claim, voice)
        return None

    def _voiced(self, claim: Claim, voice: _Voice) -> Said:
        """Return what one voice says in a line; the first of its lines has its words."""
        if voice not in self._heard:
            self._heard.append(voice)
        said = self.statements.said(claim, self.told.decisions, self.source, self.zone)
        quote, voice.quote = voice.quote, None
        return said._replace(parts=(*voice.parts, *said.parts), quote=quote)

    def _in_order(self) -> list[_Voice]:
        """Return the voices as a reader first hears them, who records them so."""
        return [*self._heard, *(voice for voice in self.voices if voice not in self._heard)]

    def _own(self, value: Adopted, decision: Decided | None) -> Said:
        """Return a value that no source on the page is recorded as saying."""
        below = self.told.first is not None
        if decision is None or decision.kind == "claim":
            own = decision is not None or (below and _is_sayable(value))
            return Said(value.field, value.text, parts=(Part("own"),) if own else ())
        repeated = any(one.name == value.field and one.has("own") for one in self.said)
        own = below if decision.kind == "value" else repeated
        parts = [Part("own")] if own else []
        parts += [] if repeated else [_deciding(decision)]
        return Said(value.field, value.text, parts=tuple(parts))

    def leave_empty(self) -> None:
        """Say which fields have no value by a decision, or since an account gave none."""
        held = {value.field for value in self.told.values}
        for field, decision in self.told.decisions.items():
            if field == "title":
                title = Adopted(field, self.told.incident.title, self.told.incident.title)
                said = self.told.claims_of(decision.citation)
                if decision.kind != "claim" or self.statements.saying(title, said) is None:
                    self.said.append(self._own(title, decision))
            elif field in held:
                continue
            elif decision.kind != "claim":
                self.said.append(Said(field, "", parts=(Part("own"), _deciding(decision))))
            elif any(
                claim.field == field and claim.stance == "asserts"
                for claim in self.told.claims_of(decision.citation)
            ):
                self.said.append(Said(field, "", parts=(Part("own"),)))

    def claim(self) -> None:
        """Say what the first source and those beside it say and is not adopted from them."""
        left = [
            self.statements.said(claim, self.told.decisions, self.source, self.zone)
            for claim in self.mine
            if id(claim) not in self._used
        ]
        left += [
            self._voiced(claim, voice)
            for voice in self._in_order()
            for claim in voice.claims
            if id(claim) not in self._used
        ]
        self.said += [said._replace(claimed=said.operator == "=") for said in left]


def _deciding(decision: Decided) -> Part:
    return Part("adopt" if decision.kind == "value" else "range", decision.reason or "")


def _is_sayable(value: Adopted) -> bool:
    """Tell whether a value below a source would be taken for what that source says."""
    if value.field == "date":
        return value.text != dates.UNKNOWN_TEXT
    return field_named(value.field).family in SAID_FAMILIES
