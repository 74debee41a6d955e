"""A line that declares who or what is who: `! name = other, other; field value`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker import doubts
from tracker.doubts import field_begins
from tracker.importers.known import field_of
from tracker.importers.lines import FaultError, Piece, label_at_end
from tracker.importers.slips import each
from tracker.importers.strays import short
from tracker.notes import DECLARED, Declared, Pair, first_word

if TYPE_CHECKING:
    from tracker.importers.pairs import Pairs
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
        if first.text == "file" and fields:
            self.kind, first = "file", first.cut(len(first.mask))
        else:
            first = self._of_what(first)
        name, *others = first.split(lambda mask: [at for at in [mask.find("=")] if at >= 0])
        name, label = label_at_end(name)
        if not name.mask and self.kind != "file":
            raise FaultError(spot[1] - 1, "! names nobody", "! Russia = RF; kind state")
        self._check_name(name, bool(others))
        self.declared = Declared(
            self.kind, name.plain, label, self._others(name, others), spot=spot
        )
        for field in fields:
            try:
                pairs.read(field, self.kind, self.line)
            except FaultError as fault:
                self.faults += (_other_name(fault, name, others, field), *fault.others)

    def _of_what(self, first: Piece) -> Piece:
        """Take off the word that says what is declared, and return the rest."""
        head, after = first.word()
        word = head.text.lower()
        named = bool(after.mask) and after.mask[0] not in "=&"
        bare = word.rstrip(":")
        if bare != word and bare in DECLARED and named:
            self._fault(
                head.start,
                f"'{head.text}' would be a part of the name",
                f"! {'' if bare == 'actor' else f'{bare} '}{after.text}",
                first,
            )
            self.kind = bare
            return after
        if (
            named
            and word not in DECLARED
            and (field_begins(word, after.mask) or field_of("actor", word, after.mask))
        ):
            self._fault(
                head.start,
                f"'{head.text}' stands where the name does",
                f"! Name; {first.text}",
                first,
            )
            return first
        if word in DECLARED[1:] and head.text != word:
            if named and doubts.begins_a_name(after.text):
                told = f"! {word} {after.text}"
                self._fault(head.start, f"'{head.text}' would be a part of the name", told, first)
                self.kind = word
                return after
            return first
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
        if head.text in doubts.DECLARING and (
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
        if name.quoted or not name.mask:
            return
        what = "" if self.kind == "actor" else f"{self.kind} "
        comma = name.mask.find(",")
        after = name.cut(comma + 1)
        word, rest = after.word()
        if comma >= 0 and field_of(self.kind, word.text, rest.text):
            self._fault(
                after.start,
                f"'{word.text}' stands after a comma, and fields are parted by semicolons",
                f"! {what}{name.cut(0, comma).text}; {after.text}",
                name,
            )
            return
        if comma >= 0 and self.kind in ("actor", "type") and not others:
            told = f"{name.cut(0, comma).text} = {after.text}"
            if ": " in name.mask[:comma]:
                told = name.text.replace(": ", " = ")
            self._fault(
                name.start + comma,
                "other names stand after =, and are parted by commas",
                f"! {what}{told.replace(' ,', ',')}",
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
            told = name.cut(0, place).text.rstrip(":,. -–")
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
        if other.mask[:1] == "=":
            self.faults.append(
                FaultError(other.start, "one = is enough", f"! {what}{name.text} {other.text}")
            )
        names = [one for one in other.split(lambda mask: each(mask, ",")) if one.mask]
        for one in names:
            self._check_other(one, what, name, other)
        return tuple(
            Pair("alias", one.plain, (self.line, one.start + 1), (self.line, one.start + 1))
            for one in names
        )

    def _check_other(self, one: Piece, what: str, name: Piece, other: Piece) -> None:
        """Refuse a field among the other names."""
        if one.quoted:
            return
        word, rest = one.word()
        place = (
            0
            if field_of(self.kind, word.text, rest.text)
            else doubts.inside(
                one.mask.replace("\t", " "), lambda word, text: field_of(self.kind, word, text)
            )
        )
        if place < 0:
            return
        after = one.cut(place)
        before = other.cut(0, after.start - other.start).text.rstrip(",:. ")
        self.faults.append(
            FaultError(
                after.start,
                f"'{first_word(after.mask)}' stands among the other names",
                f"! {what}{name.text} = {before}; {after.text}",
            )
        )

    def _fault(self, place: int, message: str, hint: str, name: Piece) -> None:
        quoted = "" if '"' in name.text else f'; or put the name in double quotes: ! "{name.text}"'
        self.faults.append(FaultError(place, message, hint + quoted))


def _other_name(fault: FaultError, name: Piece, others: list[Piece], field: Piece) -> FaultError:
    """Return the fault of what stands behind other names, which may be one more of them."""
    word, rest = field.word()
    end = (word.mask + ";").find(";")
    if fault.place != field.start or not others or (rest.mask and end == len(word.mask)):
        return fault
    told = f"! {name.text} = {others[0].text}, {word.text[:end]}"
    return FaultError(fault.place, "other names are parted by commas", told, fault.others)
