"""What a line of notes says of an incident: fields and values, parts after bars, the quote."""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tracker.doubts import is_clause
from tracker.errors import TrackerError
from tracker.importers.allowed import refuse_elsewhere
from tracker.importers.alone import unreadable
from tracker.importers.known import spelling
from tracker.importers.lines import SPACES, FaultError, Piece, bars
from tracker.importers.parts import lost_parts, read_part
from tracker.importers.slips import (
    each,
    example,
    is_free,
    refuse_clause,
    refuse_quoted_field,
    refuse_slips,
)
from tracker.importers.strays import after_semicolon, typed, unknown
from tracker.notes import DECIDING, PARTS, Part, Said, assignment_of, first_word, is_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.fields import Operator

_ONES_OWN: Final = ("own", "sic", "tz", *DECIDING)
_LONG: Final = 400  # characters from which on a line is not one of those that recur


def read_statements(
    piece: Piece, line: int, new: bool, own: bool, before: Said | None = None
) -> list[Said]:
    """Read a line of what is said of an incident, a `new` one or one that stands.

    `own` says that no source is named above it; `before` is what was said last. Raises FaultError,
    with the place in the line.
    """
    if piece.mask is piece.text and "|" not in piece.text and len(piece.text) < _LONG:
        fields = _plain_fields(piece, line, new, own)
        if fields is not None:
            return fields
    return _Line(line, new, own, before).read(piece)


def _plain_fields(piece: Piece, line: int, new: bool, own: bool) -> list[Said] | None:
    """Read a line of nothing but fields, as most are; None where it takes a closer look."""
    fields: list[Said] = []
    column = piece.start + 1
    talks = False
    for text in piece.text.split(";"):
        read = _plain_field(text, new, own)
        if read is None:
            return None
        name, value, operator, claimed, begins, value_begins, free = read
        if talks and is_clause(value):
            return None
        talks = free
        spot, at = (line, column + begins), (line, column + value_begins)
        fields.append(Said(name, value, operator, claimed, (), None, spot, at))
        column += len(text) + 1
    return fields


@lru_cache(maxsize=8192)
def _plain_field(
    text: str, new: bool, own: bool
) -> tuple[str, str, Operator, bool, int, int, bool] | None:
    """Read one field: its name, value, operator, whether it is claimed, where word and value begin.

    At last whether its value is a text; None for whatever is a fault.

    The same field and value stand on many lines, and mean the same on each of them.
    """
    reader = _Line(0, new, own)
    try:
        field = reader.field(Piece(text, text, 0).cut(0), last=False)
        if field is None:
            return None
        refuse_elsewhere(field[0], (), new, own)
    except FaultError:
        return None
    said = field[0]
    begins, value_begins = said.spot[1] - 1, said.at[1] - 1
    free = is_free(said.assignment)
    return said.name, said.text, said.operator, said.claimed, begins, value_begins, free


class _Line:
    """One line, and where it stands."""

    def __init__(self, line: int, new: bool, own: bool, before: Said | None = None) -> None:
        self.line = line
        self.new = new
        self.own = own
        self.before = before
        self.faults: list[FaultError] = []
        self.meant: list[Said] = []  # fields that were read out of what is a fault

    def _spot(self, piece: Piece) -> tuple[int, int]:
        return self.line, piece.start + 1

    def read(self, piece: Piece) -> list[Said]:
        if piece.mask[0] == '"':
            return [self._quote(piece)]
        head, *rest = piece.split(bars)
        if not head.mask:
            raise FaultError(
                piece.start,
                "a bar stands after a field, on its line",
                f"what holds for the whole block is written without it: {piece.text[1:].strip()}",
            )
        fields, quote = self._fields(head)
        rest, quote = self._quotes(head, rest, quote)
        parts: list[Part] = []
        sound = len(self.faults)
        for part in rest:
            with self._told():
                parts.append(read_part(head, part, self.line))
        misread = len(self.faults) > sound
        fields += self.meant
        dated = any(field.field.family == "date" for field in fields) or not fields
        self.faults += lost_parts(head, parts, quote, dated)
        # What stands behind a field that cannot be read is not said of the whole block.
        said = self._kept(piece, fields, tuple(parts), quote) if fields or not self.faults else []
        if not self.faults:
            return said
        if misread:
            # Whose words they are is not known, and so not what they would contradict.
            self.faults += filter(None, map(unreadable, fields))
            said = [field for field in said if not field.field.claimable]
        first, *others = sorted(self.faults, key=lambda fault: fault.place)
        raise FaultError(first.place, first.message, first.hint, tuple(others), tuple(said))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Keep a fault of the line and go on, with what was meant by what is wrong."""
        try:
            yield
        except FaultError as fault:
            self.faults += (fault, *fault.others)
            for piece in fault.meant:
                self.meant += self._fields(piece)[0]

    def _fields(self, head: Piece) -> tuple[list[Said], Piece | None]:
        """Read the fields before the bars of a line, and the quote after the last of them."""
        fields: list[Said] = []
        quote: Piece | None = None
        before: Piece | None = None
        segments = head.split(_statement_marks)
        for number, segment in enumerate(segments, 1):
            with self._told():
                read = self.field(segment, number == len(segments), before)
                if read is not None:
                    fields.append(read[0])
                    before, quote = segment, read[1]
        return fields, quote

    def _quote(self, piece: Piece) -> Said:
        """Read a quote on a line of its own: the words for all that the block says."""
        if not piece.quoted:
            quote, *rest = piece.split(bars)
            hint = 'the field first: place "Homs"'
            if rest and quote.quoted:
                name, value = rest[0].word()
                named = spelling(name.text.lower()) in PARTS and value.mask
                hint = f"{rest[0].text if named else f'pinpoint {rest[0].text}'}  {quote.text}"
            raise FaultError(piece.start, "a line cannot begin with a quote", hint)
        if self.own:
            raise FaultError(
                piece.start,
                "a quote needs a source, and this is below @ none",
                "name the source with @key on a line above",
            )
        spot = self._spot(piece)
        return Said("quote", piece.plain, spot=spot, at=spot)

    def _quotes(
        self, head: Piece, rest: list[Piece], quote: Piece | None
    ) -> tuple[list[Piece], Piece | None]:
        """Return the parts without the quote at the end of the line, and the quote of the line."""
        if not rest:
            return rest, quote
        rest[-1], last = _part_and_quote(rest[-1])
        rest = [part for part in rest if part.mask]
        if quote is not None and last is not None:
            self.faults.append(
                FaultError(last.start, "the line has two quotes", "keep one of them")
            )
        kept = []
        for part in rest:
            left = _part_and_quote(part)[1]
            if left is part:
                others = "".join(f" | {other.text}" for other in rest if other is not part)
                self.faults.append(
                    FaultError(
                        part.start,
                        "the words of a source stand before the bars, or at the end of the line",
                        f"{typed(head.text)} {part.text}{others}; a place: | pinpoint {part.text}",
                    )
                )
                continue
            kept.append(part)
            if left is not None:
                self.faults.append(
                    FaultError(
                        left.start,
                        "the words of a source stand once, at the end of the line",
                        "a line of its own for other words, or put the whole text in quotes",
                    )
                )
        return kept, quote or last

    def field(
        self, piece: Piece, last: bool, before: Piece | None = None
    ) -> tuple[Said, Piece | None] | None:
        """Read `field value` or `field != value`, and the quote at the end of the last one.

        `before` is the field that stands before it on the line.
        """
        if not piece.mask:
            return None
        size = len(first_word(piece.mask))
        word, value = piece.cut(0, size), piece.cut(size)
        try:
            assignment = assignment_of(word.text.lower())
        except TrackerError as error:
            own = piece.cut(0, (piece.mask + ";").find(";"))
            fault = unknown(own, error, self.before)
            try:
                after_semicolon(piece, value)
            except FaultError as more:
                fault.others = (*fault.others, more, *more.others)
            raise fault from error
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
        # A text of one's own may end in somebody's words.
        text = is_free(assignment) and not assignment.field.claimable
        if last and not value.quoted and not (text and assignment.field.part != "evidence"):
            value, quote = value.without_quote()
        if quote is not None and not is_free(assignment):
            refuse_quoted_field(piece, value)
        bare = piece if quote is None else piece.cut(0, quote.start - piece.start)
        refuse_slips(bare, assignment, operator, value, last)
        if before is not None and assignment.field.family in ("actor", "place"):
            refuse_clause(before, word, value)
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

    def _kept(
        self, piece: Piece, fields: list[Said], parts: tuple[Part, ...], quote: Piece | None
    ) -> list[Said]:
        """Put the parts and the quote where they belong, and refuse what cannot be said here."""
        allowed: list[Said] = []
        for field in fields:
            with self._told():
                refuse_elsewhere(field, parts, self.new, self.own)
                allowed.append(field)
        evidence = [field for field in fields if field.field.part == "evidence"]
        claims = [field for field in fields if field.field.claimable]
        foreign = [part for part in parts if part.name not in _ONES_OWN]
        if (parts or quote) and not claims and not evidence and fields:
            name = fields[0].name
            place = parts[0].spot[1] - 1 if parts else quote.start if quote else piece.start
            self.faults.append(
                FaultError(
                    place,
                    f"{name} is your own: no source says it",
                    f'put the whole of it in quotes: {name} "…"',
                )
            )
        elif self.own and foreign:
            self.faults.append(
                FaultError(
                    foreign[0].spot[1] - 1,
                    "after a bar stands how a source says it, and this is below @ none",
                    "name the source with @key on a line above",
                )
            )
        elif self.own and quote is not None:
            self.faults.append(
                FaultError(
                    quote.start,
                    "a quote needs a source, and this is below @ none",
                    "name the source with @key on a line above, or put the value in quotes",
                )
            )
        words = quote.plain if quote is not None else None
        if claims:
            return [
                field._replace(parts=parts, quote=words) if field in claims else field
                for field in allowed
            ]
        # What decides on a value, or is said of one, holds for no block.
        of_block = [part for part in parts if part.name not in _ONES_OWN]
        allowed += [Said(part.name, part.text, spot=part.spot, at=part.spot) for part in of_block]
        if quote is not None:
            spot = self._spot(quote)
            allowed.append(Said("quote", quote.plain, spot=spot, at=spot))
        return allowed


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
