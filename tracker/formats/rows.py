"""Plain lists in every format: text columns on a screen, Markdown, CSV, TSV, JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.formats.text import pad, safe, width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.report.rows import Rows


NARROWEST = 12  # columns that a column of words keeps when a table is too wide


def write_rows(rows: Rows, name: str, columns: int | None = None) -> Iterator[str]:
    """The rows in the format of that name, as pieces of text that end in whole lines.

    On a screen of `columns` the widest columns of words are wrapped; nothing is cut.
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
    wide = [max(width(head), *(width(row[at]) for row in cells)) for at, head in enumerate(heads)]
    while columns is not None and sum(wide) + 2 * (len(wide) - 1) > columns:
        widest = max(range(len(wide)), key=lambda at: 0 if right[at] else wide[at])
        if wide[widest] <= NARROWEST or right[widest]:
            break
        wide[widest] -= 1
    for line in (heads, *cells):
        wrapped = [wrap(cell, wide[at]) or [""] for at, cell in enumerate(line)]
        for level in range(max(map(len, wrapped))):
            parts = [cell[level] if level < len(cell) else "" for cell in wrapped]
            padded = [pad(part, wide[at], right[at]) for at, part in enumerate(parts)]
            yield "  ".join(padded).rstrip() + "\n"


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
