"""What every recording command does around its one act: sources looked up, the result read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.store import incidents
from tracker.store.sources import Source, read_source

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from tracker.model import Incident
    from tracker.store.values import Reader


def sources_of(
    reader: Reader, typed: Iterable[str], same_source: bool, order: str | None
) -> list[Source]:
    """Return the sources that were typed, made where new; with `same_source` the last one first."""
    found: list[Source] = []
    if same_source:
        found.append(reader.sources.read(reader.sources.last()))
    for text in typed:
        source = reader.sources.need(read_source(text, order))
        if all(source.id != other.id for other in found):
            found.append(source)
    return found


def reread(conn: sqlite3.Connection, incident: int) -> Incident:
    """Return the incident as it now stands, with all its evidence."""
    return next(incidents.read(conn, [incident], full=True))
