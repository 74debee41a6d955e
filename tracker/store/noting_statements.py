"""What a page of notes says of one incident: what is adopted, and what each source says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker import dates
from tracker.fields import field_named
from tracker.notes import Part, Said
from tracker.store.entry import SAID_FAMILIES
from tracker.store.noting_rows import Adopted, Claim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.fields import Operator
    from tracker.store.noting_names import Names
    from tracker.store.noting_values import Values

Row = tuple[Any, ...]  # as sqlite3 hands it over; each query names its columns


class _Voice:
    """One citation beside the first: how it is cited, and its words until they are written."""

    def __init__(self, citation: int, quote: str | None, parts: tuple[Part, ...]) -> None:
        self.citation = citation
        self.quote = quote
        self.parts = parts


class Statements:
    """How what is recorded of an incident is said in lines."""

    def __init__(self, names: Names, values: Values) -> None:
        self.names = names
        self.values = values

    def voices(
        self, cited: list[Row], held: dict[int, list[Row]]
    ) -> tuple[list[Row], dict[int, list[Claim]], list[str]]:
        """Return the citations, what each says, and in words what a page cannot say.

        Where two who spoke were merged, two citations may be of one voice in one source: those are
        one on a page, and of two accounts of a field the first stands.
        """
        voices: dict[tuple[object, ...], Row] = {}
        claims: dict[int, list[Claim]] = {}
        left = []
        for row in cited:
            voice = self.names.actor(row[4]) if row[4] is not None else None
            number = voices.setdefault((row[10], voice, row[5], row[6]), row)[0]
            mine = claims.setdefault(number, [])
            said = {self._what(claim): claim for claim in mine}
            for claim in (Claim(number, *one) for one in held.get(row[0], [])):
                before = said.get(self._what(claim))
                text = self.values.text(claim, int(row[1]))
                if before is None or number == row[0]:
                    mine.append(claim)
                elif self.values.text(before, int(row[1])) != text:
                    left.append(f"the same voice says as well: {claim.field} {text}")
        return list(voices.values()), claims, left

    def _what(self, claim: Claim) -> tuple[object, ...]:
        """Return what a citation can say only once: a field, one of its actors, or one denial."""
        actor = self.names.actor(claim.actor) if claim.actor is not None else None
        denied = self.values.text(claim, 0) if claim.stance == "denies" else None
        return claim.field, actor, denied

    def adopted(
        self,
        values: list[Adopted],
        first: Row | None,
        claims: dict[int, list[Claim]],
        decisions: dict[str, Row],
        zone: str | None,
        beside: Sequence[Row] = (),
    ) -> list[Said]:
        """Return what is adopted and what the first source says, each statement once.

        `beside` are other citations of that source, whose lines say whose words they are.
        """
        mine = claims[first[0]] if first is not None else []
        source = int(first[1]) if first is not None else 0
        reports = first is not None and first[8] == "reports"
        voices = [_Voice(row[0], row[7], self._parts(row)) for row in beside]
        used: set[int] = set()
        said: list[Said] = []
        for value in values:
            decision = decisions.get(value.field)
            kind = decision[1] if decision is not None else None
            if kind == "claim" and value.field != "date" and self._decides(decision, value, claims):
                assert decision is not None
                if first is None or decision[2] != first[0]:
                    continue
            matching = self._matching(value, mine) if reports and kind in (None, "claim") else None
            if matching is not None:
                used.add(id(matching))
                parts = self.values.parts(matching, decisions, zone)
                text = self.values.text(matching, source)
                said.append(Said(value.field, text, parts=parts, quote=matching.quote))
                continue
            voice = next(
                (v for v in voices if kind is None and self._is_said_by(value, claims[v.citation])),
                None,
            )
            if voice is not None:
                claim = next(c for c in claims[voice.citation] if self.values.same(c, value))
                used.add(id(claim))
                said.append(self._voiced(claim, voice, decisions, source, zone))
                continue
            said.append(_ones_own(value, first, kind, decision, said))
        held = {value.field for value in values}
        for field, decision in decisions.items():
            if field not in held and decision[1] in ("value", "range") and field != "title":
                word = "adopt" if decision[1] == "value" else "range"
                said.append(
                    Said(field, "", "=", False, (Part("own"), Part(word, decision[3] or "")))
                )
        said += [
            _claimed(self.said(claim, decisions, source, zone))
            for claim in mine
            if id(claim) not in used
        ]
        said += [
            _claimed(self._voiced(claim, voice, decisions, source, zone))
            for voice in voices
            for claim in claims[voice.citation]
            if id(claim) not in used
        ]
        return said

    def beside(
        self,
        values: list[Adopted],
        citations: list[Row],
        claims: dict[int, list[Claim]],
        decisions: dict[str, Row],
    ) -> list[Row]:
        """Return the citations that are said in the lines of the first one: `killed 3 | said-by X`.

        They are of the same source and the voice of something that is adopted; nothing may hang on
        them that a line cannot say, and the first one has to be the first that is told.
        """
        if not citations or citations[0][8] != "reports":
            return []
        first, *others = citations
        mine = claims[first[0]]
        told = [value for value in values if decisions.get(value.field) is None]
        base = {one.name for one in self.values.evidence(first)} - {"quote"}
        found = [
            row
            for row in others
            if (row[10], row[8], row[9]) == (first[10], "reports", None)
            and base <= {part.name for part in self._parts(row)}
            and self._parts(row)
            and not any(row[0] == decision[2] for decision in decisions.values())
            and not any(claim.quote for claim in claims[row[0]])
            and all(one.text for one in self.values.evidence(row))
            and any(
                self._is_said_by(value, claims[row[0]]) and self._matching(value, mine) is None
                for value in told
            )
        ]
        if first[7]:
            return found
        spoken = (
            self._matching(value, mine) is not None
            for value in told
            if self._matching(value, mine) is not None
            or any(self._is_said_by(value, claims[row[0]]) for row in found)
        )
        return found if next(spoken, False) else []

    def _matching(self, value: Adopted, claims: list[Claim]) -> Claim | None:
        """Return the claim that a plain line with this value is taken for."""
        for claim in claims:
            if claim.family in SAID_FAMILIES and self.values.same(claim, value):
                return claim
        return None

    def _is_said_by(self, value: Adopted, claims: list[Claim]) -> bool:
        return any(self.values.same(claim, value) for claim in claims)

    def _parts(self, cited: Row) -> tuple[Part, ...]:
        """Return how a citation is cited, as it stands after bars."""
        evidence = self.values.evidence(cited)
        return tuple(Part(one.name, one.text) for one in evidence if one.name != "quote")

    def _voiced(
        self, claim: Claim, voice: _Voice, decisions: dict[str, Row], source: int, zone: str | None
    ) -> Said:
        """Return what one voice says in a line; the first of its lines has its words."""
        said = self.said(claim, decisions, source, zone)
        quote, voice.quote = voice.quote, None
        return said._replace(parts=(*voice.parts, *said.parts), quote=quote)

    def placed_later(
        self,
        decisions: dict[str, Row],
        values: list[Adopted],
        claims: dict[int, list[Claim]],
        first: Row | None,
    ) -> bool:
        """Tell whether the place is adopted further down, so that it gives the date no zone."""
        decision = decisions.get("place")
        place = next((value for value in values if value.field == "place"), None)
        if decision is None or decision[1] != "claim" or place is None:
            return False
        return (first is None or decision[2] != first[0]) and self._decides(decision, place, claims)

    def _decides(
        self, decision: Row | None, value: Adopted, claims: dict[int, list[Claim]]
    ) -> bool:
        """Tell whether a decision stands for a claim that gives this very value."""
        assert decision is not None
        return any(self.values.same(claim, value) for claim in claims.get(decision[2], []))

    def said(self, claim: Claim, decisions: dict[str, Row], source: int, zone: str | None) -> Said:
        operator: Operator = "!=" if claim.stance == "denies" else "="
        text = self.values.text(claim, source)
        parts = self.values.parts(claim, decisions, zone)
        return Said(claim.field, text, operator, False, parts, claim.quote)


def _ones_own(
    value: Adopted, first: Row | None, kind: str | None, decision: Row | None, said: list[Said]
) -> Said:
    """Return a value that no source on the page is recorded as saying."""
    parts: list[Part] = []
    if (first is not None and _is_sayable(value)) or kind == "claim":
        parts = [Part("own")]
    if kind in ("value", "range"):
        assert decision is not None
        parts = [Part("own")] if first is not None and kind == "value" else []
        if all(one.name != value.field or not one.has("own") for one in said):
            parts.append(Part("adopt" if kind == "value" else "range", decision[3] or ""))
        elif kind == "range":
            parts = [Part("own")]
    return Said(value.field, value.text, "=", False, tuple(parts))


def _claimed(said: Said) -> Said:
    return said._replace(claimed=said.operator == "=")


def rests(decision: Row, claims: dict[int, list[Claim]]) -> bool:
    """Tell whether what a decision rests on stands still; else it is the analyst's own by now."""
    field, kind, citation, *_ = decision
    return kind != "claim" or any(
        claim.field == field and claim.stance in ("asserts", "none-reported")
        for claim in claims.get(citation, [])
    )


def _is_sayable(value: Adopted) -> bool:
    """Tell whether a value below a source would be taken for what that source says."""
    if value.field == "date":
        return value.text != dates.UNKNOWN_TEXT
    return field_named(value.field).family in SAID_FAMILIES


def inline(said: list[Said], evidence: list[Said]) -> list[Said]:
    """Return what a citation says with how it says it: on its line where there is only one."""
    if len(said) != 1 or not evidence or any(not one.text for one in evidence):
        return [*said, *evidence]
    parts = tuple(Part(one.name, one.text) for one in evidence if one.name != "quote")
    quote = next((one.text for one in evidence if one.name == "quote"), None)
    if quote is not None and said[0].quote is not None:
        return [*said, *evidence]
    return [said[0]._replace(parts=(*parts, *said[0].parts), quote=quote or said[0].quote)]
