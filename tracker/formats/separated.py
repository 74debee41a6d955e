"""Incidents as csv and tsv: one row an incident, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from tracker.formats.columns import chosen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.formats.columns import Cell
    from tracker.formats.options import Options
    from tracker.model import Incident

_is_formula = re.compile(r"'*[=+\-@\t\r]").match


def comma_separated(incidents: Iterable[Incident], options: Options) -> Iterator[str]:
    """RFC 4180 rows that end in a line feed, the heading first."""
    return _rows(incidents, options, ",")


def tab_separated(incidents: Iterable[Incident], options: Options) -> Iterator[str]:
    """The same with tabs; a cell that holds a tab, a quote or a line break is quoted."""
    return _rows(incidents, options, "\t")


def neutral(cell: Cell) -> Cell:
    """The cell with an apostrophe before what a spreadsheet would take for a formula.

    Numbers are left alone. A cell that already begins with apostrophes before such a sign gets one
    more, so that `restored` gives every text back exactly.

    >>> neutral("=1+1"), neutral("'=1+1"), neutral(-3.5), neutral("it's")
    ("'=1+1", "''=1+1", -3.5, "it's")
    """
    return f"'{cell}" if isinstance(cell, str) and _is_formula(cell) else cell


def restored(cell: str) -> str:
    """The text that `neutral` was given.

    >>> restored("'=1+1"), restored("''=1+1"), restored("'tis")
    ('=1+1', "'=1+1", "'tis")
    """
    return cell[1:] if cell.startswith("'") and _is_formula(cell) else cell


class _Line:
    """A file of one line: what the csv module wrote last."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        # The csv module quotes a bare carriage return only where lines end in one.
        self.text = text.removesuffix("\r\n") + "\n"
        return len(text)


def _rows(incidents: Iterable[Incident], options: Options, delimiter: str) -> Iterator[str]:
    columns = chosen(options.columns)
    line = _Line()
    writer = csv.writer(line, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    yield line.text
    cells = list(columns.values())
    for incident in incidents:
        values = [cell(incident) for cell in cells]
        writer.writerow(values if options.raw else [neutral(value) for value in values])
        yield line.text
