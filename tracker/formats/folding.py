"""Lines of prose for a terminal: folded at spaces, but never inside what is meant to be pasted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tracker.formats.text import width

if TYPE_CHECKING:
    from collections.abc import Iterator

INDENT: Final = 4  # columns that what goes on stands further in
# A command begins a line, or follows a colon, a semicolon or a gap, and ends before another one.
_COMMAND: Final = (
    r"(?:(?<=[:;(] )|(?<= or )|(?<=  )(?:[a-z]+: )?|\A)(?:tracker|chmod|mkdir|iconv|ls) .+?"
    r"(?=; |  |, then | or tracker |\Z)"
)
# A value in quotes belongs to its field: place="Homs, Syria".
_WORD: Final = r"""[^\s=]+=(?:"[^"]*"|'[^']*')\S*|\S+"""
_piece = re.compile(rf"(\s*)({_COMMAND}|{_WORD})").match
_LABELS: Final = ("Error:", "Hint:", "Note:")


def fold(line: str, columns: int) -> list[str]:
    """The line in lines of at most `columns`, the later ones indented; always at least one.

    A word or a command that is longer stands alone, whole. Spaces are kept, but where a line ends.

    >>> fold("Note: new actors: Red Force, Blue Force", 30)
    ['Note: new actors: Red Force,', '    Blue Force']
    >>> fold("its accounts differ: tracker show 4 --width 120", 30)
    ['its accounts differ:', '    tracker show 4 --width 120']
    """
    if width(line) <= columns:
        return [line]
    indent = " " * min(len(line) - len(line.lstrip(" ")) + INDENT, columns // 2)
    lines = [""]
    for gap, piece in _pieces(line):
        joined = f"{lines[-1]}{gap}{piece}"
        begun = lines[-1].strip()
        if not begun or begun in _LABELS or width(joined) <= columns:
            lines[-1] = joined
        else:
            lines.append(indent + piece)
    return lines


def folded(text: str, columns: int) -> str:
    """The text with each of its lines folded."""
    return "\n".join("\n".join(fold(line, columns)) for line in text.split("\n"))


def _pieces(line: str) -> Iterator[tuple[str, str]]:
    at = 0
    while found := _piece(line, at):
        yield found[1], found[2]
        at = found.end()
