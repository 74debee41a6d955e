"""Reading notes: a page of text turned into what it says, or into every fault that is in it.

One line at a time, and one small function for each kind of line. No database is asked: whether a
name is known is found out by what records the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.errors import Problem
from tracker.importers.lines import (
    SIGNS,
    SPACES,
    FaultError,
    Piece,
    UnclosedError,
    bars,
    label_at_end,
    taken,
)
from tracker.importers.slips import each, short
from tracker.importers.statements import read_statements, spelling
from tracker.notes import (
    DECLARED,
    WORDS,
    Declared,
    Entry,
    Opened,
    Page,
    Pair,
    first_word,
    is_field,
)
from tracker.urls import looks_like_url

if TYPE_CHECKING:
    from tracker.notes import Block, Said


_BULLETS: Final = "-*•–"


def read_page(text: str, name: str) -> tuple[Page, list[Problem]]:
    """Return what the text says, and the faults in how it is written, in order.

    Every line without a fault is in the page, so that what records it finds its faults as well.
    """
    reader = _Reader(name)
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        reader.read(number, line[:-1] if line.endswith("\r") else line)
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
        self.pairs: list[Pair] = []
        self.also: list[Opened] = []
        self.open: Block | None = None
        self.source: Opened | None = None
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
            if piece.mask:
                self._line(piece)
                self.unclosed = False
        except FaultError as fault:
            self.unclosed = isinstance(fault, UnclosedError)
            for one in (fault, *fault.others):
                self._problem(one.place, one.message, one.hint)
            if isinstance(self.open, Entry):
                self.open = self.open._replace(partial=True)
                self.said += fault.read

    def finished(self) -> list[Block]:
        """Close the last block and return all of them."""
        self._close()
        return self.blocks

    def _problem(self, place: int, message: str, hint: str) -> None:
        self.problems.append(Problem(where(self.name, self.line, place + 1), message, hint))

    def _spot(self, piece: Piece) -> tuple[int, int]:
        return self.line, piece.start + 1

    def _line(self, piece: Piece) -> None:
        sign = piece.mask[0]
        if sign in "@+=!":
            self._close()
            self.lost = True
            rest = piece.cut(1)
            if sign == "@":
                self._opened(piece, rest)
            elif sign == "!":
                self._declared(piece, rest)
            else:
                self._entry(piece, rest, new=sign == "+")
            self.lost = False
        elif sign == "&":
            self._named(piece)
        elif self.lost:
            return
        elif sign in _BULLETS and piece.mask[1:2] in SPACES:
            raise FaultError(
                piece.start,
                "no bullet is needed",
                "a field stands alone on its line; a new incident begins with +",
            )
        elif isinstance(self.open, Entry):
            assert self.source is not None
            self.said += read_statements(piece, self.line, self.open.new, self.source.own)
        elif self.open is not None:
            kind = self.open.kind if isinstance(self.open, Declared) else "source"
            self.pairs += self._pairs(piece, kind)
        else:
            raise FaultError(
                piece.start,
                f"'{short(piece.text)}' stands before any incident",
                "a page begins with a source: @key URL | PUBLISHER | DATE | TITLE; or @ none",
            )

    def _close(self) -> None:
        if isinstance(self.open, Entry):
            new, text, label, _, spot, partial, left_out = self.open
            said = tuple(self.said)
            self.blocks.append(Entry(new, text, label, said, spot, partial, left_out))
        elif isinstance(self.open, Opened):
            fields, also = (*self.open.fields, *self.pairs), tuple(self.also)
            self.blocks.append(self.open._replace(fields=fields, also=also))
        elif self.open is not None:
            self.blocks.append(self.open._replace(fields=(*self.open.fields, *self.pairs)))
        self.open = None
        self.said, self.pairs, self.also = [], [], []

    def _opened(self, piece: Piece, rest: Piece) -> None:
        """Read `@key URL | PUBLISHER | DATE | TITLE`."""
        self.source = None
        if not rest.mask:
            raise FaultError(
                piece.start, "@ names no source", "@key, or @ none for what you know yourself"
            )
        head, after = rest.word()
        if head.text == "none" and not after.mask:
            self.open = self.source = Opened(own=True, spot=self._spot(piece))
            return
        self.open = self.source = self._described(piece, rest, "@")

    def _described(self, piece: Piece, rest: Piece, before: str) -> Opened:
        """Read `key URL | PUBLISHER | DATE | TITLE`, any part of which may be missing."""
        head, after = rest.word()
        key = ""
        if head.mask[0] != "|" and not looks_like_url(head.text):
            key, rest = head.plain, after
        parts = rest.split(lambda mask: bars(mask)[:3])
        described = bool(rest.mask)
        if described and key and len(parts) == 1 and not looks_like_url(rest.text):
            raise FaultError(
                rest.start,
                f"'{short(rest.text)}' is no URL",
                f"{before}{key} | {rest.text.replace(', ', ' | ')}"
                f", or {before}key URL | PUBLISHER | DATE | TITLE",
            )
        pairs = [Pair("", part.plain, self._spot(part), self._spot(part)) for part in parts]
        url, publisher, published, title = [*pairs, *[Pair("", "")] * 3][:4]
        return Opened(
            key, url, publisher, published, title, described=described, spot=self._spot(piece)
        )

    def _entry(self, piece: Piece, rest: Piece, new: bool) -> None:
        """Read `+ Title &name` or `= which &name`."""
        if self.source is None:
            raise FaultError(
                piece.start,
                "no source is named above this incident",
                "@key URL | PUBLISHER | DATE | TITLE on a line before it; or @ none",
            )
        body, label = label_at_end(rest)
        if not new and label and not body.mask:
            text, label = f"&{label}", ""
        else:
            text = body.plain
        if not text:
            raise FaultError(
                piece.start,
                "the incident has no title" if new else "= names no incident",
                "+ What happened" if new else "= 44, = &name or = Its exact title",
            )
        self.open = Entry(new, text, spot=self._spot(piece))
        if label:
            self._label(label, piece.start)

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
        head, after = rest.word()
        kind = "actor"
        if head.text in DECLARED[1:] and after.mask and after.mask[0] != "=":
            kind, rest = head.text, after
        first, *fields = rest.split(lambda mask: [place for place in [mask.find(";")] if place > 0])
        name, *others = first.split(
            lambda mask: [place for place in [mask.find("=")] if place >= 0]
        )
        name, label = label_at_end(name)
        if not name.mask:
            raise FaultError(piece.start, "! names nobody", "! Russia = RF; kind state")
        if others and kind == "file":
            raise FaultError(others[0].start, "a file has no other names", "! file Its title")
        names = others[0].split(_commas) if others else []
        for place in each(others[0].mask, " = ") if others else ():
            raise FaultError(
                others[0].start + place + 1,
                "other names are parted by commas",
                f"! {head.text} {name.text} = {others[0].text.replace(' = ', ', ')}"
                if kind != "actor"
                else f"! {name.text} = {others[0].text.replace(' = ', ', ')}",
            )
        self.open = Declared(
            kind,
            name.plain,
            label,
            tuple(Pair("alias", n.plain, self._spot(n), self._spot(n)) for n in names if n.mask),
            spot=self._spot(piece),
        )
        self.lost = False
        for field in fields:
            self.pairs += self._pairs(field, kind)

    def _pairs(self, piece: Piece, kind: str) -> list[Pair]:
        """Read `field value; field value` about a source or what is declared."""
        pairs = []
        for field in piece.split(lambda mask: _semicolons(mask, kind)):
            if not field.mask:
                continue
            word, value = field.word()
            name = spelling(word.text.lower())
            if name not in WORDS[kind]:
                raise FaultError(word.start, *_unknown_word(word.text, kind))
            if value.mask[:1] == "=":
                raise FaultError(
                    value.start, f"{name} is written without =", f"{name} {value.text[1:]}"
                )
            if name == "also":
                if not value.mask:
                    raise FaultError(
                        word.start, "also names no source", "also mirror https://example.org/mirror"
                    )
                self.also.append(self._described(value, value, "also "))
                continue
            pairs.append(Pair(name, value.plain, self._spot(word), self._spot(value)))
        return pairs


def _semicolons(mask: str, kind: str) -> list[int]:
    words = WORDS[kind]
    return [
        place
        for place in each(mask, ";")
        if not (after := mask[place + 1 :].lstrip(SPACES))
        or spelling(first_word(after).lower()) in words
    ]


def _commas(mask: str) -> list[int]:
    return list(each(mask, ","))


def _unknown_word(word: str, kind: str) -> tuple[str, str]:
    from difflib import get_close_matches  # only where a word was mistyped

    close = get_close_matches(word.lower(), WORDS[kind], n=2, cutoff=0.6)
    told = f"did you mean {' or '.join(close)}?" if close else f"one of: {', '.join(WORDS[kind])}"
    if not close and kind == "source" and is_field(word.lower()):
        told = "what it says of an incident stands below + Title"
    article = "an" if kind == "actor" else "a"
    return f"'{short(word)}' is not said of {article} {kind}", told
