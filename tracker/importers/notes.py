"""Reading notes: a page of text turned into what it says, or into every fault that is in it.

One line at a time, and one small function for each kind of line. No database is asked: whether a
name is known is found out by what records the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tracker.doubts import in_title
from tracker.errors import Problem
from tracker.importers.alone import for_nobody, unreadable
from tracker.importers.declarations import Declaration
from tracker.importers.heads import before_any, read_head
from tracker.importers.lines import (
    SIGNS,
    SPACES,
    FaultError,
    Piece,
    UnclosedError,
    label_at_end,
    taken,
)
from tracker.importers.pairs import Pairs, is_title
from tracker.importers.statements import read_statements
from tracker.importers.strays import short
from tracker.importers.titles import (
    bullet,
    field_in_title,
    refuse_no_title,
    refuse_second_name,
    which_meant,
)
from tracker.notes import Declared, Entry, Opened, Page, first_word, is_field

if TYPE_CHECKING:
    from tracker.notes import Block, Said

_BULLETS: Final = "-*•–"
_LINE_ENDS: Final = re.compile(r"\r\n|\r|\n")
_NO_BULLET: Final = "a field stands alone on its line; a new incident begins with +"
_UNTITLED: Final = "…"


def read_page(text: str, name: str) -> tuple[Page, list[Problem]]:
    """Return what the text says, and the faults in how it is written, in order.

    Every line without a fault is in the page, so that what records it finds its faults as well.
    """
    reader = _Reader(name)
    text = text.removeprefix("\ufeff")
    for number, line in enumerate(_LINE_ENDS.split(text) if "\r" in text else text.split("\n"), 1):
        reader.read(number, line)
    return Page(name, tuple(reader.finished())), reader.problems


def where(name: str, line: int, column: int) -> str:
    """Return a place as editors and compilers write it.

    >>> where("syria.notes", 12, 8)
    'syria.notes:12:8'
    """
    return f"{name}:{line}:{column}"


class _Reader:
    """What has been read so far, and the block that is open."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.blocks: list[Block] = []
        self.said: list[Said] = []
        self.pairs = Pairs()
        self.open: Block | None = None
        self.source: Opened | None = None
        self.astray = False  # the line of the source cannot be read
        self.unsent = False  # the incident that is open cannot be known
        self.dateless = False  # when the source came out will not be known
        self.labels: dict[str, int] = {}
        self.line = 0
        self.lost = False  # what follows a line that could not be read belongs to it
        self.unclosed = False  # the quote of the line before goes on

    def read(self, number: int, line: str) -> None:
        self.line = number
        if self.unclosed and line.count('"') % 2 and not line.lstrip().startswith(SIGNS):
            self.unclosed = False
            return
        try:
            piece = taken(line)
        except FaultError as fault:
            self.unclosed = isinstance(fault, UnclosedError)
            self._tell(fault)
            if not fault.meant:
                self._begun(line)
                return
            (piece,) = fault.meant
            self.pairs.pathless = number
        try:
            if piece.mask:
                self._line(piece)
                self.unclosed = False
        except FaultError as fault:
            self.unclosed = False
            self._tell(fault)
            if isinstance(self.open, Entry):
                self.open = self.open._replace(partial=True)
                self._say(list(fault.read))

    def finished(self) -> list[Block]:
        """Close the last block and return all of them."""
        self._close()
        return self.blocks

    def _tell(self, fault: FaultError) -> None:
        for one in (fault, *fault.others):
            place = where(self.name, self.line, one.place + 1)
            self.problems.append(Problem(place, one.message, one.hint))

    def _begun(self, line: str) -> None:
        """Let what follows a line that cannot be taken apart belong to what the line began."""
        sign, bare = line.lstrip()[:1], line.strip()
        if sign not in SIGNS:
            if isinstance(self.open, Entry):
                self.open = self.open._replace(partial=True)
            return
        self._close()
        self.lost = sign == "!"
        if sign == "@":
            self._astray()
        elif sign in "+=":
            label = bare.rpartition(" &")[2] if " &" in bare and bare[-1] != '"' else ""
            self._untitled(sign == "+", label if " " not in label else "")

    def _astray(self) -> None:
        """Go on below a source that could not be read."""
        self.source = Opened(spot=(self.line, 1))
        self.open = Opened(own=True, spot=(self.line, 1))
        self.astray = self.dateless = True

    def _untitled(self, new: bool, label: str = "") -> None:
        """Go on below an incident whose line could not be read."""
        if self.source is None:
            self.lost = True
            return
        self.open = Entry(new, _UNTITLED, label, spot=(self.line, 1), partial=True)
        self.unsent = not new
        if label:
            self.labels.setdefault(label, self.line)

    def _spot(self, piece: Piece) -> tuple[int, int]:
        return self.line, piece.start + 1

    def _line(self, piece: Piece) -> None:
        if self.open is not None and piece.mask[0] in _BULLETS and piece.mask[1:2] == " ":
            self._tell(FaultError(piece.start, "no bullet is needed", _NO_BULLET))
            piece = piece.cut(1)
        sign = piece.mask[0]
        if sign in "@+=!":
            self._began(sign, piece, piece.cut(1))
        elif sign == "&":
            self._named(piece)
        elif self.lost:
            return
        elif isinstance(self.open, Entry):
            self._statements(piece)
        elif self.open is not None:
            self._pairs(piece)
        else:
            raise before_any(piece)

    def _began(self, sign: str, piece: Piece, rest: Piece) -> None:
        if sign == "+" and is_field(first_word(rest.mask)):
            title = label_at_end(rest)[0]
            if in_title(title.mask) == 0:
                self._bullet(piece, title)
                return
        self._close()
        self.lost = True
        if sign == "@":
            self._opened(piece, rest)
        elif sign == "!":
            self._declared(piece, rest)
        else:
            self._entry(piece, rest, new=sign == "+")
        self.lost = False

    def _bullet(self, piece: Piece, rest: Piece) -> None:
        """Refuse a field behind a +, and go on as if it stood alone."""
        self._tell(bullet(piece, rest))
        if not isinstance(self.open, Entry):
            self._close()
            self._untitled(True)
        if isinstance(self.open, Entry):
            self._statements(rest)

    def _statements(self, piece: Piece) -> None:
        assert isinstance(self.open, Entry)
        assert self.source is not None
        before = self.said[-1] if self.said else None
        self._say(read_statements(piece, self.line, self.open.new, self.source.own, before))

    def _say(self, said: list[Said]) -> None:
        """Keep what a line says; what will not be asked of a source is looked at here."""
        if self.dateless or self.unsent:
            for each in said:
                if each.field.family == "date" or self.astray or self.unsent:
                    fault = unreadable(each)
                    if fault is not None:
                        self._tell(fault)
        self.said += for_nobody(said) if self.astray else said

    def _pairs(self, piece: Piece) -> None:
        assert self.open is not None
        kind = self.open.kind if isinstance(self.open, Declared) else "source"
        try:
            self.pairs.read(piece, kind, self.line)
        except FaultError:
            if kind == "source" and self.source is not None and is_title(piece):
                # What follows is said of the incident that was meant.
                self._close()
                self._untitled(True)
            raise

    def _close(self) -> None:
        pairs, also = tuple(self.pairs.pairs), tuple(self.pairs.also)
        if isinstance(self.open, Entry):
            new, text, label, _, spot, partial, left_out = self.open
            if not self.unsent:
                said = tuple(self.said)
                self.blocks.append(Entry(new, text, label, said, spot, partial, left_out))
        elif isinstance(self.open, Opened):
            fields = () if self.open.own else (*self.open.fields, *pairs)
            self.blocks.append(self.open._replace(fields=fields, also=also))
        elif self.open is not None:
            self.blocks.append(self.open._replace(fields=(*self.open.fields, *pairs)))
        self.open, self.unsent, self.said = None, False, []
        if pairs or also:
            self.pairs = Pairs()

    def _opened(self, piece: Piece, rest: Piece) -> None:
        """Read `@key URL | PUBLISHER | DATE | TITLE`."""
        self.astray = self.dateless = False
        if not rest.mask:
            self._astray()
            raise FaultError(
                piece.start, "@ names no source", "@key, or @ none for what you know yourself"
            )
        if rest.text.lower() == "none":
            self.open = self.source = Opened(own=True, spot=self._spot(piece))
            return
        head = read_head(rest, self.line, "@", self._spot(rest))
        if head.faults:
            self._astray()
            for fault in head.faults:
                self._tell(fault)
            return
        self.open = self.source = head.source
        self.dateless = head.dateless

    def _entry(self, piece: Piece, rest: Piece, new: bool) -> None:
        """Read `+ Title &name` or `= which &name`."""
        if self.source is None:
            raise FaultError(
                piece.start,
                "no source is named above this incident",
                "@key URL | PUBLISHER | DATE | TITLE on a line before it; or @ none",
            )
        body, label = label_at_end(rest)
        at = rest.end - len(label) - 1
        if not new and label and not body.mask:
            text, label = f"&{label}", ""
        else:
            text = body.plain
        if not text:
            self._untitled(new, label)
            self.lost = False
            raise FaultError(
                piece.start,
                "the incident has no title" if new else "= names no incident",
                "+ What happened" if new else "= 44, = &name or = Its exact title",
            )
        self.open = Entry(new, text, spot=self._spot(piece if new else rest))
        self.lost = False
        if label:
            self._label(label, at)
        self._refuse_title(body, at, new)

    def _refuse_title(self, body: Piece, at: int, new: bool) -> None:
        """Refuse in a title what was meant as something else of the incident."""
        assert isinstance(self.open, Entry)
        if body.quoted:
            return
        if "&" in body.mask:
            refuse_second_name(body, at, new)
        if not new and (meant := which_meant(body)):
            self._untitled(new)
            raise FaultError(body.start, f"'{short(body.text)}' is no incident", meant)
        mask = body.mask
        if ";" in mask or "," in mask or " date " in mask:
            fault, after = field_in_title(body, "+" if new else "=")
            if fault is not None:
                title = body.cut(0, fault.place - body.start).text.rstrip(";, ")
                self.open = self.open._replace(text=title)
                self._tell(fault)
                if after.mask:
                    self._statements(after)
        if new:
            refuse_no_title(body)

    def _named(self, piece: Piece) -> None:
        """Read `&name` on a line of its own."""
        label = piece.text[1:]
        if self.lost:
            return
        if not isinstance(self.open, Entry) or not label or any(s in label for s in SPACES):
            raise FaultError(
                piece.start,
                f"'{short(piece.text)}' names nothing",
                "&name, one word, on the line of an incident or below it",
            )
        self._label(label, piece.start)

    def _label(self, label: str, place: int) -> None:
        assert isinstance(self.open, Entry)
        if label in self.labels:
            raise FaultError(
                place,
                f"&{label} is the name of another incident, on line {self.labels[label]}",
                f"choose another name: &{label}-2",
            )
        if self.open.label:
            raise FaultError(
                place, f"this incident is called &{self.open.label} already", "keep one"
            )
        self.labels[label] = self.line
        self.open = self.open._replace(label=label)

    def _declared(self, piece: Piece, rest: Piece) -> None:
        """Read `! name = other, other; field value`."""
        if not rest.mask:
            raise FaultError(piece.start, "! names nobody", "! Russia = RF; kind state")
        declaration = Declaration(rest, self._spot(piece), self.pairs)
        self.open = declaration.declared
        self.lost = False
        for fault in declaration.faults:
            self._tell(fault)
