"""The data dictionary on a screen: each view and table with its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.formats.text import safe, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.report.rows import Rows

LABEL = 22


def pages(described: Rows, columns: int) -> Iterator[str]:
    """Name and meaning of each table, then its columns, one below the other."""
    for number, (table, kind, column, meaning, unit, _) in enumerate(described.rows):
        if column is None:
            yield "\n" * bool(number) + f"{safe(str(table))} ({kind})\n"
            yield from (f"  {line}\n" for line in wrap(safe(str(meaning)), max(columns - 3, 20)))
            continue
        told = safe(f"{meaning} [{unit}]" if unit else str(meaning))
        lines = wrap(told, max(columns - LABEL - 5, 20)) or [""]
        yield f"    {safe(str(column)):<{LABEL}}{lines[0]}\n"
        yield from (f"    {'':<{LABEL}}{line}\n" for line in lines[1:])
