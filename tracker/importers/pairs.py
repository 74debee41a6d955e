"""Lines of what is known of a source, or of what a page declares: `name value; name value`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker import doubts
from tracker.importers.heads import read_head
from tracker.importers.known import field_of, spelling
from tracker.importers.lines import SPACES, FaultError, Piece
from tracker.importers.slips import each, refuse_doubt, refuse_glued, refuse_open_quote
from tracker.importers.strays import short, typed
from tracker.notes import RELATIONS, TYPE_FIELDS, WORDS, Pair, first_word, is_field

if TYPE_CHECKING:
    from tracker.notes import Opened

_FREE: Final = (
    "note", "title", "retracted", "author", "publisher", "label", "archive-url",
    *(name for name in TYPE_FIELDS if name != "parent"),
)  # fmt: skip
_ONCE: Final = ("kind", "country", "coords", "tz", "precision", "note", *TYPE_FIELDS)
_NAMES: Final = (
    "said-by", "via", "part-of", "member-of", "commands", "backed-by", "allied-with",
    "successor-of", "operates", "distinct-from", "within", "overlaps", "alias", "acronym",
    "transliteration", "country", "parent",
)  # fmt: skip


class Pairs:
    """What such lines say, gathered until the next line that begins with a sign."""

    def __init__(self) -> None:
        self.pairs: list[Pair] = []
        self.also: list[Opened] = []
        self.faults: list[FaultError] = []
        self.pathless = 0  # the line whose path cannot be read

    def read(self, piece: Piece, kind: str, line: int) -> None:
        """Read one line about a `kind`; raises FaultError with all that is wrong in it."""
        self.faults = []
        for field in piece.split(lambda mask: _semicolons(mask, kind)):
            if field.mask:
                try:
                    self._field(field, kind, line)
                except FaultError as fault:
                    self.faults += (fault, *fault.others)
        if self.faults:
            first, *others = self.faults
            raise FaultError(first.place, first.message, first.hint, tuple(others))

    def _field(self, field: Piece, kind: str, line: int) -> None:
        word, value = field.word()
        name = spelling(word.text.lower())
        if name not in WORDS[kind]:
            raise FaultError(word.start, *_unknown_word(field, kind))
        if value.mask[:1] == "=":
            raise FaultError(
                value.start, f"{name} is written without =", f"{name} {value.cut(1).text}"
            )
        if name == "also":
            if not value.mask:
                raise FaultError(
                    word.start, "also names no source", "also mirror https://example.org/mirror"
                )
            head = read_head(value, line, "also ", (line, value.start + 1))
            self.faults += head.faults
            self.also += [] if head.faults else [head.source]
            return
        if not value.mask and name != "retracted":
            raise FaultError(
                word.start, f"{name} has no value", f'{name} and what it is; to empty it: {name} ""'
            )
        if not value.quoted:
            _refuse_slips(field, kind, name, value)
        before = next((pair for pair in self.pairs if pair.name == name), None)
        if before is not None and name in _ONCE and kind != "source" and before.text != value.plain:
            raise FaultError(
                word.start,
                f"{name} is given on line {before.spot[0]} already: {before.text}",
                "keep one of them",
            )
        if name != "file" or line != self.pathless:
            at = (line, value.start + 1)
            self.pairs.append(Pair(name, value.plain, (line, word.start + 1), at))


def _refuse_slips(field: Piece, kind: str, name: str, value: Piece) -> None:
    """Refuse what was meant otherwise in a value."""
    for place in each(value.mask, ";"):
        after = value.cut(place + 1)
        word = first_word(after.mask)
        near = _near(word, kind)
        if name not in _FREE or (near and field_of(kind, near, after.mask[len(word) :])):
            raise FaultError(
                after.start,
                f"'{short(word)}' stands after a semicolon and is not said of {_a(kind)}",
                (f"did you mean {near}?" if near else f"one of: {', '.join(WORDS[kind])}")
                + "; or put the whole value in double quotes",
            )
    if name == "archive-url" and "|" in value.mask:
        place = value.mask.find("|")
        told = value.text.replace("|", "%7C")
        raise FaultError(value.start + place, "no URL holds a bar", f"archive-url {told}")
    if name in _FREE:
        return
    bar = value.mask.find(" | ")
    if name in RELATIONS and bar >= 0:
        value = value.cut(0, bar)  # behind it stands since when it is so
    bar = value.mask.find("|")
    if bar >= 0 and value.mask[bar - 1 : bar + 2].strip() == "|":
        raise FaultError(
            value.start + bar,
            f"what is known of {_a(kind)} has no bars",
            f"{field.cut(0, value.start - field.start + bar).text}; what is said with it stands"
            " after a semicolon",
        )
    refuse_glued(field, value)
    if name not in _NAMES:
        return
    refuse_open_quote(value)
    refuse_doubt(name, value)
    place = doubts.inside(
        value.mask.replace("\t", " "), lambda word, text: field_of(kind, word, text)
    )
    if place >= 0:
        after = value.cut(place)
        told = field.cut(0, after.start - field.start).text.rstrip(".,: ")
        raise FaultError(
            after.start,
            f"'{first_word(after.mask)}' stands inside a name",
            f"{told}; {typed(after.text)}; or put the whole value in double quotes",
        )


def _semicolons(mask: str, kind: str) -> list[int]:
    words = WORDS[kind]
    return [
        place
        for place in each(mask, ";")
        if not (after := mask[place + 1 :].lstrip(SPACES))
        or spelling(first_word(after).lower()) in words
    ]


def _near(word: str, kind: str) -> str:
    from difflib import get_close_matches  # only where a word was mistyped

    close = get_close_matches(word.lower(), WORDS[kind], n=1, cutoff=0.75)
    return close[0] if close else ""


def _a(kind: str) -> str:
    return f"{'an' if kind == 'actor' else 'a'} {kind}"


def is_title(piece: Piece) -> bool:
    """Tell whether a line below a source was meant as the title of an incident."""
    word, rest = piece.word()
    return bool(rest.mask) and word.text[:1].isupper() and not _near(word.text, "source")


def _unknown_word(field: Piece, kind: str) -> tuple[str, str]:
    from difflib import get_close_matches  # only where a word was mistyped

    word = field.word()[0].text
    close = get_close_matches(word.lower(), WORDS[kind], n=2, cutoff=0.6)
    told = f"did you mean {' or '.join(close)}?" if close else f"one of: {', '.join(WORDS[kind])}"
    if word[-1:] == ":" and spelling(word[:-1].lower()) in WORDS[kind]:
        told = f"without the colon: {word[:-1]} {field.word()[1].text}"
    elif not close and kind == "source" and is_field(word.lower()):
        told = "what it says of an incident stands below + Title"
    elif kind == "source" and field.text.isdigit():
        told = f"an incident that stands: = {field.text}"
    elif kind == "source" and is_title(field):
        told = f"a new incident begins with +: + {typed(field.text)}"
    return f"'{short(word)}' is not said of {_a(kind)}", told
