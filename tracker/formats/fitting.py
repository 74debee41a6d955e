"""How wide the columns of a table are where not all of them get what they need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.formats.text import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LOOKED_AT: Final = 100  # rows that decide
_LONGEST: Final = 24  # columns of a word that is kept whole


def natural(cells: Sequence[Sequence[str]]) -> list[int]:
    """What each column needs so that nothing is wrapped; `cells` hold the headings as well."""
    return [max(map(width, column)) for column in zip(*cells, strict=True)]


def fitted(
    cells: Sequence[Sequence[str]], fixed: Sequence[bool], columns: int, gap: int, narrowest: int
) -> list[int]:
    """The widths that fit into `columns` with a gap between: room goes where it saves most lines.

    Columns that are `fixed` keep what they need. Words are kept whole where that is possible; else
    the widest columns give way, down to `narrowest`, so that the table may still be too wide.
    """
    sizes = [[width(cell) for cell in row] for row in cells[:LOOKED_AT]]
    wide = [min(size, columns) for size in natural(cells)]
    spaces = gap * (len(wide) - 1)
    whole = [
        size if fixed[at] else min(size, _longest_word(row[at] for row in cells[:LOOKED_AT]))
        for at, size in enumerate(wide)
    ]
    while sum(wide) + spaces > columns:
        spare = [at for at, size in enumerate(wide) if size > whole[at]]
        if not spare:
            break
        wide[min(spare, key=lambda at: (_lines(sizes, wide, at), -wide[at]))] -= 1
    while sum(wide) + spaces > columns:
        widest = max(range(len(wide)), key=lambda at: 0 if fixed[at] else wide[at])
        if fixed[widest] or wide[widest] <= narrowest:
            break
        wide[widest] -= 1
    return wide


def _longest_word(texts: Iterable[str]) -> int:
    longest = max((width(word) for text in texts for word in text.split(" ")), default=1)
    return max(1, min(longest, _LONGEST))


def _lines(sizes: list[list[int]], wide: list[int], narrower: int) -> int:
    """How many lines the rows would fill, were one of the columns narrower by one."""
    trial = [size - (at == narrower) for at, size in enumerate(wide)]
    return sum(
        max(-(-size // room) for size, room in zip(row, trial, strict=True)) for row in sizes
    )
