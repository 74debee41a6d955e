"""Plain lists in every format: text columns on a screen, Markdown, CSV, TSV, JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.formats.text import safe, width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.report.rows import Rows


def write_rows(rows: Rows, name: str) -> Iterator[str]:
    """The rows in the format of that name, as pieces of text that end in whole lines."""
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
        yield from _columns(rows)


def _columns(rows: Rows) -> Iterator[str]:
    cells = [[_cell(value) for value in row] for row in rows.rows]
    heads = [name.replace("_", " ") for name in rows.columns]
    wide = [max(width(head), *(width(row[at]) for row in cells)) for at, head in enumerate(heads)]
    right = [all(isinstance(row[at], int | None) for row in rows.rows) for at in range(len(heads))]
    for line in (heads, *cells):
        padded = [
            " " * (wide[at] - width(cell)) + cell
            if right[at]
            else cell + " " * (wide[at] - width(cell))
            for at, cell in enumerate(line)
        ]
        yield "  ".join(padded).rstrip() + "\n"


def _separated(rows: Rows, delimiter: str) -> Iterator[str]:
    import csv
    from io import StringIO

    from tracker.formats.separated import neutral

    for row in (rows.columns, *rows.rows):
        line = StringIO()
        csv.writer(line, delimiter=delimiter, lineterminator="\n").writerow(map(neutral, row))
        yield line.getvalue()


def _cell(value: str | int | None) -> str:
    return "" if value is None else safe(str(value))
