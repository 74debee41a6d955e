"""Text for a terminal: made safe, measured and wrapped by the columns it fills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# Invisible although Unicode calls them letters or marks: fillers and the grapheme joiner.
_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Formatting characters that are seen: Arabic and Syriac number signs, Kaithi number signs.
_SEEN: Final = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2\U000110bd\U000110cd"
)
_UNSEEN: Final = (
    range(0x2065, 0x2066), range(0xFDD0, 0xFDF0), range(0xFFF0, 0xFFF9), range(0xE0000, 0xE1000)
)  # fmt: skip
_JOINERS: Final = frozenset("\u200c\u200d")
# One column each: Latin letters, and the signs that we draw with.
_SINGLE: Final = frozenset(map(chr, range(32, 0x300))) | frozenset("–—…‘’“”→≠─│╌○◐●·½█▏▎▍▌▋▊▉░⏎✓")


def safe(text: str, newline: str = "⏎") -> str:
    r"""The text as it may be printed: whatever a terminal could obey or hide is shown escaped.

    Escaped are control characters, bidirectional overrides and isolates, zero-width and tag
    characters, invisible fillers and lone surrogates. A joiner stays between letters beyond ASCII
    and between pictures, where scripts and emoji need it. A line break becomes `newline`.

    >>> safe("up\x1b[2J to\u202ehere")
    'up\\x1b[2J to\\u202ehere'
    """
    if text.isprintable() and (text.isascii() or _BLANK.isdisjoint(text)):
        return text
    text = text.replace("\r\n", "\n")
    return "".join(
        newline if sign == "\n" else sign if _stays(text, at, sign) else ascii(sign)[1:-1]
        for at, sign in enumerate(text)
    )


def _stays(text: str, at: int, sign: str) -> bool:
    if " " <= sign <= "~":
        return True
    from unicodedata import category  # only for text that is not plain

    if sign in _BLANK:
        return False
    kind = category(sign)
    if sign in _JOINERS:
        back = 2 if text[at - 1 : at] == "\ufe0f" else 1
        return _joins(text[at - back : at - back + 1]) and _joins(text[at + 1 : at + 2])
    if kind == "Cf":
        return sign in _SEEN
    if kind == "Cn":
        # Newer letters and pictures than this Python knows, but nothing meant to be unseen.
        code = ord(sign)
        return not (code & 0xFFFE == 0xFFFE or any(code in unseen for unseen in _UNSEEN))
    return kind not in ("Cc", "Cs", "Zl", "Zp")


def _joins(sign: str) -> bool:
    from unicodedata import category

    return sign > "\x7f" and category(sign)[0] in "LMS"


def width(text: str) -> int:
    """The columns that safe text fills: wide letters two, combining marks none."""
    if text.isascii() or _SINGLE.issuperset(text):
        return len(text)
    return sum(columns for _, columns in _clusters(text))


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """Each letter with its marks, joiners and modifiers, and the columns it fills."""
    from wcwidth import wcwidth  # only for text beyond Latin letters and our own signs

    start, columns, joined, flag = 0, 0, False, False
    for at, sign in enumerate(text):
        own = max(0, wcwidth(sign))
        is_flag = "\U0001f1e6" <= sign <= "\U0001f1ff"
        follows = own == 0 or joined or "\U0001f3fb" <= sign <= "\U0001f3ff" or (is_flag and flag)
        if at > start and not follows:
            yield text[start:at], columns
            start, columns = at, 0
        columns = max(columns, 2 if sign == "\ufe0f" and columns else own)
        flag = is_flag and not (flag and follows)
        joined = sign == "\u200d"
    if start < len(text):
        yield text[start:], columns


def pad(text: str, columns: int, right: bool = False) -> str:
    """The text with spaces up to `columns`, before it when `right`; longer text as it is."""
    spaces = " " * (columns - width(text))
    return spaces + text if right else text + spaces


def clip(text: str, columns: int, mark: str = "…") -> str:
    """The text, or as much as fits with a mark where it was cut."""
    if width(text) <= columns:
        return text
    if columns <= len(mark):
        return mark[: max(columns, 0)]
    return next(_pieces(text, columns, columns - len(mark), tidy=False)).rstrip() + mark


def _pieces(text: str, columns: int, first: int, tidy: bool = True) -> Iterator[str]:
    """The text in pieces of at most `columns`, the first of at most `first`, none empty.

    A tidy piece ends after a hyphen, slash or the like where one stands in its later half.
    """
    room, start, at, used = max(first, 1), 0, 0, 0
    clusters = ((sign, 1) for sign in text) if text.isascii() else _clusters(text)
    for cluster, fills in clusters:
        if used + fills > room and at > start:
            cut = max(text.rfind(sign, start, at) for sign in "-/_?&=") + 1 if tidy else at
            if cut - start <= room // 2:
                cut = at
            yield text[start:cut]
            used, start, room = width(text[cut:at]), cut, columns
        at += len(cluster)
        used += fills
    yield text[start:]


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines of at most `columns`, broken at spaces, and inside words that are longer.

    Nothing is lost but the spaces where a line ends. A single letter wider than `columns` stands
    alone. There is always one line.
    """
    if width(text) <= columns:
        return [text]
    columns = max(columns, 1)
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        fills = width(word)
        if line and used + 1 + fills <= columns:
            line, used = f"{line} {word}", used + 1 + fills
            continue
        if fills <= columns:
            lines.append(line)
            line, used = word, fills
            continue
        # A long word in a script without spaces goes on in this line.
        room = columns - used - 1
        if line and (word.isascii() or room < 5):
            lines.append(line)
            line = ""
        pieces = list(_pieces(word, columns, room if line else columns))
        if line:
            pieces[0] = f"{line} {pieces[0]}"
        lines += pieces[:-1]
        line, used = pieces[-1], width(pieces[-1])
    lines.append(line)
    return [line for line in lines if line] or [""]


def flow(items: list[str], columns: int, between: str) -> list[str]:
    """The items in lines, whole where a line holds them; a line's end parts as `between` does."""
    lines: list[str] = []
    for item in items:
        if lines and width(lines[-1]) + width(between) + width(item) <= columns:
            lines[-1] += between + item
        else:
            lines.extend(wrap(item, columns))
    return lines


class Glyphs:
    """Our own signs; each is one column wide, but for the arrow and the half in ASCII."""

    coarse = "╌"
    day = "○"
    part = "◐"
    clock = "●"
    differs = "≠"
    rule = "─"
    bar = "│"
    dot = "·"
    dash = "–"
    long_dash = "—"
    arrow = "→"
    cut = "…"
    newline = "⏎"
    block = "█"
    shade = "░"
    chosen = "✓"

    @classmethod
    def of(cls, glyph_class: str) -> str:
        """The sign for how exactly a date is known."""
        return {"day": cls.day, "part": cls.part, "clock": cls.clock}.get(glyph_class, cls.coarse)


class Ascii(Glyphs):
    """The same where only ASCII can be shown."""

    coarse = "~"
    day = "o"
    part = "+"
    clock = "*"
    differs = "!"
    rule = "-"
    bar = "|"
    dot = "-"
    dash = "-"
    long_dash = "-"
    arrow = "->"
    cut = "..."
    newline = "\\n"
    block = "#"
    shade = "."
    chosen = "*"


_PLAIN_WORDS: Final = str.maketrans(
    {"–": "-", "—": "-", "½": ".5", "·": "-", "→": "->", "…": "...", "’": "'", "“": '"', "”": '"'}
)


class Style(NamedTuple):
    """How text is dressed: with colour or without, in our signs or in ASCII alone."""

    colour: bool = False
    ascii: bool = False

    @property
    def glyphs(self) -> type[Glyphs]:
        """The signs to draw with."""
        return Ascii if self.ascii else Glyphs

    def own(self, words: str) -> str:
        """Our own wording (a date, a silence), in ASCII where asked for; never what users wrote."""
        return words.translate(_PLAIN_WORDS) if self.ascii else words

    def safe(self, text: str) -> str:
        """What a user wrote, safe to print on one line."""
        return safe(text, self.glyphs.newline)

    def dressed(self, text: str, dress: str) -> str:
        """The text in `dim`, `bold` or `warn`; as it is for any other dress, or without colour."""
        code = _CODES.get(dress) if self.colour else None
        return f"\x1b[{code}m{text}\x1b[0m" if code and text else text

    def dim(self, text: str) -> str:
        """What is less important."""
        return self.dressed(text, "dim")


_CODES: Final = {"dim": "2", "bold": "1", "warn": "33"}
PLAIN: Final = Style()
