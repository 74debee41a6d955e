"""Plain lists in every format: text columns on a screen, Markdown, CSV, TSV, JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.formats.fitting import fitted, natural
from tracker.formats.text import pad, safe, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.report.rows import Rows

GAP: Final = 2
NARROWEST: Final = 12  # columns that a column of words keeps when a table is too wide
ROOM_SHORT: Final = 16  # columns that names may lack, and wrap, where a column is hung below
HUNG: Final = "    "


def write_rows(rows: Rows, name: str, columns: int | None = None) -> Iterator[str]:
    """The rows in the format of that name, as pieces of text that end in whole lines.

    On a screen of `columns` a long column of words stands below each row, or is wrapped; nothing
    is cut.
    """
    if name == "json":
        import json

        objects = [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
        yield json.dumps(objects, ensure_ascii=False, indent=2) + "\n"
    elif name == "jsonl":
        import json

        for row in rows.rows:
            yield json.dumps(dict(zip(rows.columns, row, strict=True)), ensure_ascii=False) + "\n"
    elif name in ("csv", "tsv"):
        yield from _separated(rows, "," if name == "csv" else "\t")
    elif name == "md":
        from tabulate import tabulate  # slow to load, and needed here alone

        cells = [[_cell(value).replace("|", "\\|") for value in row] for row in rows.rows]
        yield tabulate(cells, rows.columns, tablefmt="pipe", disable_numparse=True) + "\n"
    else:
        yield from _table(rows, columns)


def _table(rows: Rows, columns: int | None) -> Iterator[str]:
    cells = [[_cell(value) for value in row] for row in rows.rows]
    heads = [name.replace("_", " ") for name in rows.columns]
    right = [all(isinstance(row[at], int | None) for row in rows.rows) for at in range(len(heads))]
    lines, shown = [heads, *cells], list(range(len(heads)))
    wide = natural(lines)
    below: int | None = None
    if columns is not None and _total(wide) > columns:
        below = _hung(wide, right, columns)
        shown = [at for at in shown if at != below]
        kept = [[line[at] for at in shown] for line in lines]
        wide = fitted(kept, [right[at] for at in shown], columns, GAP, NARROWEST)
    for number, line in enumerate(lines):
        wrapped = [wrap(line[at], size) for at, size in zip(shown, wide, strict=True)]
        for level in range(max(map(len, wrapped))):
            parts = [cell[level] if level < len(cell) else "" for cell in wrapped]
            padded = [
                pad(part, size, right[at])
                for part, at, size in zip(parts, shown, wide, strict=True)
            ]
            yield "  ".join(padded).rstrip() + "\n"
        if below is not None and number and line[below]:
            assert columns is not None
            told = wrap(f"{heads[below]}  {line[below]}", max(columns - len(HUNG), 1))
            yield from (f"{HUNG}{part}\n" for part in told)


def _hung(wide: list[int], right: list[bool], columns: int) -> int | None:
    """The column of words that stands below its row, where the others have room without it.

    It is the widest, and never the first, by which a row is known.
    """
    widest = max(range(len(wide)), key=lambda at: 0 if right[at] else wide[at])
    others = wide[:widest] + wide[widest + 1 :]
    if widest == 0 or right[widest]:
        return None
    relieved = _total(others) <= columns + ROOM_SHORT or wide[widest] >= 2 * max(others)
    return widest if relieved else None


def _total(wide: list[int]) -> int:
    return sum(wide) + GAP * (len(wide) - 1)


def _separated(rows: Rows, delimiter: str) -> Iterator[str]:
    import csv
    from io import StringIO

    from tracker.formats.separated import neutral

    for row in (rows.columns, *rows.rows):
        line = StringIO()
        csv.writer(line, delimiter=delimiter, lineterminator="\n").writerow(map(neutral, row))
        yield line.getvalue()


def _cell(value: str | int | float | None) -> str:
    return "" if value is None else safe(str(value))
