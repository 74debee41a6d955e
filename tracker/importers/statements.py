"""What a line of notes says of an incident: fields and values, parts after bars, the quote."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tracker.errors import TrackerError
from tracker.fields import READINGS, STANCES
from tracker.importers.lines import SPACES, FaultError, Piece, bars
from tracker.importers.slips import (
    each,
    example,
    refuse_semicolon,
    refuse_what_ends_no_value,
    unknown,
)
from tracker.notes import DECIDING, PARTS, Part, Said, assignment_of, first_word, is_field

if TYPE_CHECKING:
    from tracker.fields import Operator

_ONES_OWN: Final = ("own", "sic", "tz", *DECIDING)
_LONG: Final = 400  # characters from which on a line is not one of those that recur
_OWN_AT: Final = "status, desc, note and so on stand below the incident's + line"


def read_statements(piece: Piece, line: int, new: bool, own: bool) -> list[Said]:
    """Read a line of what is said of an incident, a `new` one or one that stands.

    `own` says that no source is named above it. Raises FaultError, with the place in the line.
    """
    if piece.mask is piece.text and "|" not in piece.text and len(piece.text) < _LONG:
        fields = _plain_fields(piece, line, new, own)
        if fields is not None:
            return fields
    return _Line(line, new, own).read(piece)


def _plain_fields(piece: Piece, line: int, new: bool, own: bool) -> list[Said] | None:
    """Read a line of nothing but fields, as most are; None where it takes a closer look."""
    fields = []
    column = piece.start + 1
    for text in piece.text.split(";"):
        read = _plain_field(text, new, own)
        if read is None:
            return None
        name, value, operator, claimed, begins, value_begins = read
        spot, at = (line, column + begins), (line, column + value_begins)
        fields.append(Said(name, value, operator, claimed, (), None, spot, at))
        column += len(text) + 1
    return fields


@lru_cache(maxsize=8192)
def _plain_field(
    text: str, new: bool, own: bool
) -> tuple[str, str, Operator, bool, int, int] | None:
    """Read one field: its name, value, operator, whether it is claimed, where word and value begin.

    None for whatever is a fault.

    The same field and value stand on many lines, and mean the same on each of them.
    """
    reader = _Line(0, new, own)
    try:
        field = reader.field(Piece(text, text, 0).cut(0), last=False)
        if field is None:
            return None
        reader.check(field[0], ())
    except FaultError:
        return None
    said = field[0]
    begins, value_begins = said.spot[1] - 1, said.at[1] - 1
    return said.name, said.text, said.operator, said.claimed, begins, value_begins


class _Line:
    """One line, and where it stands."""

    def __init__(self, line: int, new: bool, own: bool) -> None:
        self.line = line
        self.new = new
        self.own = own

    def _spot(self, piece: Piece) -> tuple[int, int]:
        return self.line, piece.start + 1

    def read(self, piece: Piece) -> list[Said]:
        if piece.mask[0] == "|":
            raise FaultError(
                piece.start,
                "a bar stands after a field, on its line",
                f"what holds for the whole block is written without it: {piece.text[1:].strip()}",
            )
        if piece.mask[0] == '"':
            if not piece.quoted:
                raise FaultError(
                    piece.start, "a line cannot begin with a quote", 'the field first: place "Homs"'
                )
            if self.own:
                raise FaultError(
                    piece.start,
                    "a quote needs a source, and this is below @ none",
                    "name the source with @key on a line above",
                )
            spot = self._spot(piece)
            return [Said("quote", piece.plain, spot=spot, at=spot)]
        head, *rest = piece.split(bars)
        quote: Piece | None = None
        if rest:
            rest[-1], quote = _part_and_quote(rest[-1])
            rest = [part for part in rest if part.mask]
            for part in rest:
                left = _part_and_quote(part)[1]
                if left is not None and left is not part:
                    raise FaultError(
                        left.start,
                        "the words of a source stand once, at the end of the line",
                        "a line of its own for other words, or put the whole text in quotes",
                    )
        segments = head.split(_statement_marks)
        fields = []
        faults: list[FaultError] = []
        for number, segment in enumerate(segments, 1):
            try:
                field = self.field(segment, last=number == len(segments))
            except FaultError as fault:
                faults += (fault, *fault.others)
                continue
            if field is None:
                continue
            fields.append(field[0])
            if field[1] is not None and quote is not None:
                faults.append(
                    FaultError(quote.start, "the line has two quotes", "keep one of them")
                )
            quote = quote or field[1]
        if faults:
            first, *others = faults
            raise FaultError(
                first.place, first.message, first.hint, tuple(others), self._unharmed(fields)
            )
        parts = tuple(self._part(part) for part in rest)
        return self._kept(piece, fields, parts, quote)

    def _unharmed(self, fields: list[Said]) -> tuple[Said, ...]:
        """Return the fields of a faulty line that can be checked further."""
        kept = []
        for field in fields:
            try:
                self.check(field, ())
            except FaultError:
                continue
            kept.append(field)
        return tuple(kept)

    def field(self, piece: Piece, last: bool) -> tuple[Said, Piece | None] | None:
        """Read `field value` or `field != value`, and the quote at the end of the last one."""
        if not piece.mask:
            return None
        size = len(first_word(piece.mask))
        word, value = piece.cut(0, size), piece.cut(size)
        try:
            assignment = assignment_of(word.text.lower())
        except TrackerError as error:
            others: tuple[FaultError, ...] = ()
            try:
                refuse_semicolon(value)
            except FaultError as fault:
                others = (fault,)
            told = unknown(word.text, value.text, error)
            raise FaultError(word.start, *told, others) from error
        operator: Operator = "="
        if value.mask[:2] == "!=":
            operator, value = "!=", value.cut(2)
        elif value.mask[:1] == "=":
            raise FaultError(
                value.start,
                f"{word.text} is written without =",
                f"{word.text} {value.cut(1).text}",
            )
        quote: Piece | None = None
        if last and not value.quoted:
            value, quote = value.without_quote()
        if assignment.field.family not in ("text", "other") or assignment.name == "tag":
            refuse_semicolon(value)
            refuse_what_ends_no_value(value, last)
        if not value.mask and operator == "=":
            raise FaultError(
                word.start, f"{word.text} has no value", f"for example: {example(assignment)}"
            )
        said = Said(
            assignment.name,
            value.plain,
            operator,
            assignment.claimed,
            spot=self._spot(word),
            at=self._spot(value if value.mask else word),
        )
        return said, quote

    def _part(self, piece: Piece) -> Part:
        """Read what stands after a bar."""
        spot = self._spot(piece)
        if piece.quoted:
            return Part("pinpoint", piece.plain, spot)
        for mark in _statement_marks(piece.mask):
            raise FaultError(
                piece.start + mark + 1,
                "a field stands after a |, which ends the fields of its line",
                "write it on a line of its own, or put the text in double quotes",
            )
        word, rest = piece.word()
        name = spelling(word.text.lower())
        whole = piece.text.lower()
        if whole in READINGS:
            return Part("reading", whole, spot)
        if whole in STANCES:
            return Part("stance", whole, spot)
        if whole in ("own", "sic"):
            return Part(whole, "", spot)
        if name in DECIDING or (name in PARTS and rest.mask):
            return Part(name, rest.plain, spot)
        return Part("pinpoint", piece.plain, spot)

    def _kept(
        self, piece: Piece, fields: list[Said], parts: tuple[Part, ...], quote: Piece | None
    ) -> list[Said]:
        """Put the parts and the quote where they belong, and refuse what cannot be said here."""
        for field in fields:
            self.check(field, parts)
        evidence = [field for field in fields if field.field.part == "evidence"]
        claims = [field for field in fields if field.field.claimable]
        if (parts or quote) and not claims and not evidence and fields:
            name = fields[0].name
            place = parts[0].spot[1] - 1 if parts else quote.start if quote else piece.start
            raise FaultError(
                place,
                f"{name} is your own: no source says it",
                f'put the whole of it in quotes: {name} "…"',
            )
        foreign = [part for part in parts if part.name not in _ONES_OWN]
        if self.own and foreign:
            raise FaultError(
                foreign[0].spot[1] - 1,
                "after a bar stands how a source says it, and this is below @ none",
                "name the source with @key on a line above",
            )
        if self.own and quote is not None:
            raise FaultError(
                quote.start,
                "a quote needs a source, and this is below @ none",
                "name the source with @key on a line above, or put the value in quotes",
            )
        words = quote.plain if quote is not None else None
        if claims:
            return [
                field._replace(parts=parts, quote=words) if field in claims else field
                for field in fields
            ]
        fields += [Said(part.name, part.text, spot=part.spot, at=part.spot) for part in parts]
        if quote is not None:
            spot = self._spot(quote)
            fields.append(Said("quote", quote.plain, spot=spot, at=spot))
        return fields

    def check(self, said: Said, parts: tuple[Part, ...]) -> None:
        field, place = said.field, said.spot[1] - 1
        decided = any(part.name in DECIDING for part in parts)
        own = any(part.name in ("own", "range") for part in parts)
        if said.name == "title" and self.new and not said.claimed:
            raise FaultError(
                place, "the title stands after the +", "claimed.title is what the source calls it"
            )
        if said.operator == "!=" and not field.claimable:
            raise FaultError(
                place,
                f"{said.name} cannot be denied",
                f"for example: {example(assignment_of(said.name))}",
            )
        if self.own:
            if field.part == "evidence" or said.claimed or said.operator == "!=":
                raise FaultError(
                    place,
                    f"{said.name} is what a source says, and this is below @ none",
                    "name the source with @key on a line above",
                )
            if not self.new and field.claimable and not (decided or own):
                raise FaultError(
                    place,
                    f"nobody is named who says that {said.name} is {said.text}",
                    f"name the source with @key; or decide: {said.name} {said.text} | adopt WHY",
                )
        elif not (
            self.new
            or field.claimable
            or field.part == "evidence"
            or field.family == "link"
            or said.name in ("tag", "note")
        ):
            raise FaultError(place, f"{said.name} is your own, not what a source says", _OWN_AT)
        if said.operator == "!=" and (decided or own):
            raise FaultError(place, "a denial cannot be adopted", f"{said.name} VALUE | adopt WHY")


def _part_and_quote(piece: Piece) -> tuple[Piece, Piece | None]:
    """Return the last part of a line and the quote after it; a word's own quotes are its text."""
    if piece.quoted:
        return piece.cut(len(piece.mask)), piece
    rest, quote = piece.without_quote()
    if quote is not None and rest.text.lower() in (*DECIDING, *PARTS):
        return piece, None
    return rest, quote


@lru_cache(maxsize=4096)
def _statement_marks(mask: str) -> list[int]:
    """Return the places of the semicolons that a known field follows."""
    return [
        place
        for place in each(mask, ";")
        if not (after := mask[place + 1 :].lstrip(SPACES))
        or after[0] == ";"
        or is_field(first_word(after).lower())
    ]


def spelling(word: str) -> str:
    return {"agency": "via", "origin": "said-by"}.get(word, word)
