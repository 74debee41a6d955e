"""A line that declares who or what is who: `! name = other, other; field value`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker import doubts
from tracker.importers.lines import FaultError, Piece, label_at_end
from tracker.importers.pairs import Pairs, field_of
from tracker.importers.slips import each
from tracker.importers.strays import short
from tracker.notes import DECLARED, Declared, Pair, first_word

if TYPE_CHECKING:
    from tracker.notes import Spot

_EXAMPLES: Final = {
    "place": "! place Homs; within Syria", "type": "! type balloon; parent overflight",
    "file": "! file What this file is about",
}  # fmt: skip


class Declaration:
    """One such line, and what is wrong with it; fields below it are gathered in `pairs`."""

    def __init__(self, rest: Piece, spot: Spot, pairs: Pairs) -> None:
        self.faults: list[FaultError] = []
        self.line = spot[0]
        self.kind = "actor"
        first, *fields = rest.split(lambda mask: [at for at in [mask.find(";")] if at > 0])
        first = self._of_what(first)
        name, *others = first.split(lambda mask: [at for at in [mask.find("=")] if at >= 0])
        name, label = label_at_end(name)
        if not name.mask:
            raise FaultError(spot[1] - 1, "! names nobody", "! Russia = RF; kind state")
        self._check_name(name, bool(others))
        self.declared = Declared(
            self.kind, name.plain, label, self._others(name, others), spot=spot
        )
        for field in fields:
            try:
                pairs.read(field, self.kind, self.line)
            except FaultError as fault:
                self.faults += (fault, *fault.others)

    def _of_what(self, first: Piece) -> Piece:
        """Take off the word that says what is declared, and return the rest."""
        head, after = first.word()
        word = head.text.lower()
        named = bool(after.mask) and after.mask[0] not in "=&"
        if word in DECLARED[1:]:
            if not named:
                raise FaultError(
                    first.start,
                    f"! {word} names nothing",
                    f'{_EXAMPLES[word]}; an actor that is called so: ! "{head.text}"',
                )
            self.kind = word
            return after
        if not named:
            return first
        told = f"! {doubts.DECLARING.get(word, '')}{after.text}"
        if word in doubts.DECLARING and (
            word in ("actor", "actors") or doubts.begins_a_name(after.text)
        ):
            self._fault(head.start, f"'{head.text}' would be a part of the name", told, first)
            self.kind = (doubts.DECLARING[word] or "actor").strip()
            return after
        if head.text in doubts.ACTOR_KINDS and doubts.begins_a_name(after.text):
            told = f"! {after.text}; kind {word}"
            self._fault(head.start, f"'{head.text}' would be a part of the name", told, first)
            return after
        return first

    def _check_name(self, name: Piece, others: bool) -> None:
        if name.quoted:
            return
        what = "" if self.kind == "actor" else f"{self.kind} "
        comma = name.mask.find(",")
        if comma >= 0 and self.kind in ("actor", "type"):
            rest = name.cut(comma + 1).text
            self._fault(
                name.start + comma,
                "other names stand after =, and are parted by commas",
                f"! {what}{name.cut(0, comma).text} {',' if others else '='} {rest}",
                name,
            )
        place = max(name.mask.find(sign) for sign in ("|", *doubts.PARTING[2:]))
        if place >= 0:
            self._fault(
                name.start + place,
                "in a declaration there are no bars",
                f"! {what}{name.cut(0, place).text}; {name.cut(place + 1).text}",
                name,
            )
        if self.kind == "file":
            return
        place = doubts.inside(
            name.mask.replace("\t", " "), lambda word, text: field_of(self.kind, word, text)
        )
        if place >= 0:
            after = name.cut(place)
            told = name.cut(0, place).text.rstrip(":,. ")
            self._fault(
                after.start,
                f"'{first_word(after.mask)}' stands inside a name",
                f"! {what}{told}; {after.text}",
                name,
            )
        elif name.mask[-1] in "?:" or doubts.denies(name.mask):
            self._fault(
                name.end - 1 if name.mask[-1] in "?:" else name.start,
                f"'{short(name.text)}' is no name",
                f"! {what}{name.text.strip('?:!~-= ')}",
                name,
            )

    def _others(self, name: Piece, others: list[Piece]) -> tuple[Pair, ...]:
        if not others:
            return ()
        (other,) = others
        if self.kind == "file":
            self.faults.append(
                FaultError(other.start, "a file has no other names", "! file Its title")
            )
            return ()
        what = "" if self.kind == "actor" else f"{self.kind} "
        for sign in (" = ", " | "):
            for place in each(other.mask, sign):
                told = other.text.replace(sign, ", ")
                self.faults.append(
                    FaultError(
                        other.start + place + 1,
                        "other names are parted by commas",
                        f"! {what}{name.text} = {told}",
                    )
                )
                break
        names = [one for one in other.split(lambda mask: each(mask, ",")) if one.mask]
        return tuple(
            Pair("alias", one.plain, (self.line, one.start + 1), (self.line, one.start + 1))
            for one in names
        )

    def _fault(self, place: int, message: str, hint: str, name: Piece) -> None:
        self.faults.append(
            FaultError(place, message, f'{hint}; or put the name in double quotes: ! "{name.text}"')
        )
