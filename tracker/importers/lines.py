"""One line of notes, taken apart without regard to what it says: quotes, escapes, comments, bars.

A line is read beside its mask: the same line with an `x` for whatever is quoted or escaped. What
has a meaning is looked for in the mask, and the text is taken from the line, so that a place in
the one is the same column in the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracker.errors import TrackerError
from tracker.notes import spaced

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.notes import Said

SPACES = " \t"
SIGNS = ("@", "+", "=", "!")


class FaultError(TrackerError):
    """What is wrong at a place in a line, counted from 0."""

    def __init__(
        self,
        place: int,
        message: str,
        hint: str = "",
        others: tuple[FaultError, ...] = (),
        read: tuple[Said, ...] = (),
        meant: tuple[Piece, ...] = (),
    ) -> None:
        super().__init__(message, hint)
        self.place = place
        self.others = others  # what else is wrong in the same line
        self.read = read  # what is not wrong in it
        self.meant = meant  # the fields as they were most likely meant


class UnclosedError(FaultError):
    """A quote that is opened in a line and not closed in it."""


class Piece(NamedTuple):
    """A part of a line, without white space around it."""

    text: str
    mask: str
    start: int

    @property
    def end(self) -> int:
        """The place after it."""
        return self.start + len(self.mask)

    @property
    def quoted(self) -> bool:
        """Whether it is one text in double quotes, and nothing else."""
        return self.mask[:1] == '"' and self.mask.find('"', 1) == len(self.mask) - 1

    @property
    def plain(self) -> str:
        """What it says: outer quotes off, escapes resolved."""
        if self.quoted:
            return _unescaped(self.text[1:-1])
        return _unescaped(self.text)

    def cut(self, start: int, end: int | None = None) -> Piece:
        """Return the part between two places of its own, stripped."""
        bare = self.mask[start:end].lstrip()
        stop = len(self.mask) if end is None else end
        first = stop - len(bare)
        bare = bare.rstrip()
        if self.mask is self.text:
            # Nothing is quoted: the line is its own mask.
            return Piece(bare, bare, self.start + first)
        return Piece(self.text[first : first + len(bare)], bare, self.start + first)

    def split(self, marks: Callable[[str], list[int]]) -> list[Piece]:
        """Return what lies between the signs whose places in the mask are `marks`."""
        places = marks(self.mask)
        if not places:
            return [self]
        ends = [*places, len(self.mask)]
        starts = [0, *(place + 1 for place in places)]
        return [self.cut(start, end) for start, end in zip(starts, ends, strict=True)]

    def word(self) -> tuple[Piece, Piece]:
        """Return its first word, as far as white space, and the rest."""
        for place, sign in enumerate(self.mask):
            if sign in SPACES:
                return self.cut(0, place), self.cut(place)
        return self, self.cut(len(self.mask))

    def without_quote(self) -> tuple[Piece, Piece | None]:
        """Return it without a quoted text at its end, and that text; a quoted whole has none."""
        if self.mask[-1:] != '"' or self.quoted:
            return self, None
        opened = self.mask.rfind('"', 0, len(self.mask) - 1)
        if opened < 1 or self.mask[opened - 1] not in SPACES:
            return self, None
        return self.cut(0, opened), self.cut(opened)


def taken(line: str) -> Piece:
    """Return a line without its comment and the white space around it.

    Raises FaultError for a quote that is not closed, and for a backslash with nothing after it or
    in a path.
    """
    plain = line if line.isascii() else spaced(line)
    if "#" in line or '"' in line or "\\" in line or "“" in line:
        paths: list[FaultError] = []
        mask = _masked(plain, paths)
        piece = Piece(line[: len(mask)], mask, 0).cut(0)
        if paths:
            # Read on without escapes, of which a path has none.
            path = piece._replace(text=piece.text.replace("\\", "/"))
            first, *others = {one.hint: one for one in reversed(paths)}.values()
            raise FaultError(first.place, first.message, first.hint, tuple(others), meant=(path,))
        return piece
    if plain is not line:
        return Piece(line, plain, 0).cut(0)
    bare = line.strip()
    return Piece(bare, bare, len(line) - len(line.lstrip()))


def bars(mask: str) -> list[int]:
    """Return the places of the bars that part a line: those with white space on both sides."""
    if "|" not in mask:
        return []
    last = len(mask) - 1
    return [
        place
        for place, sign in enumerate(mask)
        if sign == "|"
        and (place == 0 or mask[place - 1] in SPACES)
        and (place == last or mask[place + 1] in SPACES)
    ]


def glued(mask: str) -> int:
    """Return the place of the first bar that parts nothing, for want of white space; else -1."""
    if "|" not in mask:
        return -1
    parting = bars(mask)
    return next((at for at, sign in enumerate(mask) if sign == "|" and at not in parting), -1)


def label_at_end(piece: Piece) -> tuple[Piece, str]:
    """Return the piece without a last word that begins with `&`, and that word without it."""
    place = piece.mask.rfind("&")
    if place < 0 or (place and piece.mask[place - 1] not in SPACES):
        return piece, ""
    label = piece.mask[place + 1 :]
    if not label or any(space in label for space in SPACES) or '"' in label:
        return piece, ""
    return piece.cut(0, place), piece.text[place + 1 :]


def _masked(line: str, paths: list[FaultError]) -> str:
    """Return the mask of a line; words that have a path's backslashes are gathered."""
    out: list[str] = []
    place, size = 0, len(line)
    while place < size:
        sign = line[place]
        before = line[place - 1] if place else " "
        if sign == "\\":
            if place + 1 == size:
                raise FaultError(
                    place, "nothing follows the backslash", "\\\\ is a backslash itself"
                )
            if _in_path(line, place) or _behind_drive(line, place):
                paths.append(_path(line, place))
            out.append("xx")
            place += 2
        elif sign == "#" and before in SPACES and _is_comment(line, place):
            _refuse_number(line, place)
            break
        elif sign == "“" and before in SPACES and (closed := line.find("”", place)) > 0:
            path = next((at for at in range(place, closed) if _in_path(line, at)), -1)
            paths += [_path(line, path)] * (path >= 0)
            out.append('"' + "x" * (closed - place - 1) + '"')
            place = closed + 1
        elif sign == '"' and (before in SPACES or line[:place].strip() in SIGNS):
            closed = _closing(line, place, paths)
            out.append('"' + "x" * (closed - place - 1) + '"')
            place = closed + 1
        else:
            # A double quote inside a word, as in 5" or O"Neill, is a sign like any other.
            out.append("x" if sign == '"' else sign)
            place += 1
    return "".join(out)


def _refuse_number(line: str, place: int) -> None:
    """Refuse a comment that is most likely a number in a text: checkpoint # 4."""
    word = line[place + 1 :].strip(" \t").partition(" ")[0].rstrip(".,:")
    if line[:place].rstrip(" \t") == line[: place - 1] and line[:place].strip() and word.isdigit():
        raise FaultError(
            place,
            f"a comment begins here, and '# {word}' is no part of the text",
            f"#{word}, or the whole text in double quotes; a comment: two spaces before it",
        )


def _is_comment(line: str, place: int) -> bool:
    """Tell a comment from a word that begins with the sign: #3, #MahsaAmini."""
    return not line[:place].strip() or line[place + 1 : place + 2] in ("", *SPACES)


def _in_path(line: str, place: int) -> bool:
    """Tell whether the backslash at a place stands in a path: nothing makes a letter plainer."""
    after = line[place + 1 : place + 2] if line[place] == "\\" else ""
    return after.isalnum() and after not in "nr"


def _behind_drive(line: str, place: int) -> bool:
    r"""Tell whether a backslash follows the letter of a drive, as in C:\new."""
    drive = line[max(0, place - 3) : place].lstrip()
    return len(drive) == 2 and drive[0].isalpha() and drive[1] == ":"


def _path(line: str, place: int) -> FaultError:
    """Return the fault of a word that has a backslash in it which is no sign of the notes."""
    first = max(line.rfind(sign, 0, place) for sign in (*SPACES, '"')) + 1
    word = line[first:].split('"')[0].split()[0]
    single = word.replace("\\\\", "\\")
    return FaultError(
        place,
        f"the backslash before '{line[place + 1]}' would be left out",
        "in a path it is doubled: " + single.replace("\\", "\\\\"),
    )


def _closing(line: str, opened: int, paths: list[FaultError]) -> int:
    place = opened + 1
    while place < len(line):
        if line[place] == "\\":
            if _in_path(line, place):
                paths.append(_path(line, place))
            place += 2
        elif line[place] == '"':
            return place
        else:
            place += 1
    hint = 'close it with ", or write \\" where a quote is meant; a line break is \\n'
    if (end := line.find("”", opened)) > 0:
        hint = f'close it with the same sign: {line[opened:end]}"'
    raise UnclosedError(opened, "the double quote is not closed on this line", hint)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    out: list[str] = []
    place = 0
    while place < len(text):
        sign = text[place]
        if sign == "\\" and place + 1 < len(text):
            place += 1
            sign = {"n": "\n", "r": "\r"}.get(text[place], text[place])
        out.append(sign)
        place += 1
    return "".join(out)
