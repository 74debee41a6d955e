"""Printing incidents as a page of notes, which can be read into another file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.cli.filtering import reading_as_asked
from tracker.cli.shared import say
from tracker.cli.streams import put

if TYPE_CHECKING:
    import sqlite3

    from tracker.filters import Filter


def print_timeline(
    wanted: Filter, limit: int | None, reverse: bool, sort: str, offset: int
) -> None:
    """Print what `wanted` selects; all that the file holds where nothing is left out."""
    from tracker.filters import Filter
    from tracker.store.selection import select

    with reading_as_asked(wanted) as conn:
        found = select(conn, wanted).ids(conn, limit, reverse, sort, offset)
        ids = [number for number, _ in found]
        whole = wanted == Filter() and limit is None and not offset
        if not ids and not whole:
            say(["none of the incidents matches"])
        print_page(conn, ids, whole)


def print_page(conn: sqlite3.Connection, ids: list[int], whole: bool = False) -> None:
    """Print the incidents of `ids`, with the names and the sources that they need."""
    from tracker.formats.notes import write_page
    from tracker.store.noting import noted

    put(write_page(noted(conn, ids, whole)), "notes")
