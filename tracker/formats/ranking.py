"""Counted incidents as a table on a screen: names wrapped, figures to the right, a ruled total."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.formats.fitting import fitted
from tracker.formats.layout import Line, draw, lay
from tracker.formats.text import flow, pad, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.formats.options import Options
    from tracker.report.rows import Rows

    Cell = str | int | float | None

GAP: Final = 2
NARROWEST: Final = 10  # columns that a column of words keeps when a table is too wide


def table(
    rows: Rows, options: Options, figures: Sequence[str] = (), total: bool = False
) -> Iterator[str]:
    """The rows in columns; those named in `figures` stand to the right, as numbers do.

    With `total` the last row stands below a rule. Where the columns do not fit, each row is a name
    and a list of what it holds. Words are wrapped, and keep their indent; nothing is cut.
    """
    columns = (options.width or 120) - 1
    style = options.style
    heads = [style.glyphs.differs if name == "≠" else name for name in rows.columns]
    cells = [[_cell(value, options, at == 0) for at, value in enumerate(row)] for row in rows.rows]
    right = [
        at > 0 and (name in figures or all(isinstance(row[at], int | None) for row in rows.rows))
        for at, name in enumerate(rows.columns)
    ]
    wide = fitted([heads, *cells], right, columns, GAP, NARROWEST)
    if sum(wide) + GAP * (len(wide) - 1) > columns:
        yield from _stacked(heads, cells, options, columns)
        return
    begins = [sum(wide[:at]) + GAP * at for at in range(len(wide))]
    yield draw(_row(heads, wide, right, begins, "dim"), style)
    for number, row in enumerate(cells):
        if total and number == len(cells) - 1:
            yield draw([[(0, style.glyphs.rule * (begins[-1] + wide[-1]), "dim")]], style)
        yield draw(_row(row, wide, right, begins, ""), style)


def _row(
    cells: list[str], wide: list[int], right: list[bool], begins: list[int], dress: str
) -> list[Line]:
    lines: list[Line] = []
    for at, cell in enumerate(cells):
        indent = len(cell) - len(cell.lstrip(" ")) if at == 0 else 0
        for level, part in enumerate(wrap(cell[indent:], max(wide[at] - indent, 1))):
            text = pad(part, wide[at], right=True) if right[at] else " " * indent + part
            if text.strip():
                lay(lines, level, begins[at], [text], dress)
    return lines


def _stacked(
    heads: list[str], cells: list[list[str]], options: Options, columns: int
) -> Iterator[str]:
    for row in cells:
        lines: list[Line] = []
        lay(lines, 0, 0, wrap(row[0].strip(), max(columns, 1)), "bold")
        told = [f"{head} {cell}" for head, cell in zip(heads[1:], row[1:], strict=True) if cell]
        between = options.style.own(" · ")
        lay(lines, len(lines), 2, flow(told, max(columns - 2, 1), between))
        yield draw(lines, options.style)


def _cell(value: Cell, options: Options, indented: bool) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return f"{value:,}"
    text = options.style.own(options.style.safe(value))
    return text if indented else text.strip()
