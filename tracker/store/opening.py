"""The file for a program: opened for reading, and asked for incidents."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.filters import Filter
from tracker.store import incidents
from tracker.store.connection import open_reading
from tracker.store.selection import select

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from types import TracebackType

    from tracker.model import Incident


class Record:
    """A file open for reading; used with `with`, it is closed at the end."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.connection = conn

    def incidents(self, wanted: Filter = Filter()) -> Iterator[Incident]:  # noqa: B008 - a value
        """Yield the incidents that `wanted` selects, in order and with all their evidence.

        With `as_of` they are as they stood then.
        """
        if wanted.as_of is None:
            yield from self._selected(self.connection, wanted)
            return
        from tracker.store.past import as_it_stood  # only where one looks back

        with closing(as_it_stood(self.connection, wanted.as_of).conn) as past:
            yield from self._selected(past, wanted)

    def _selected(self, conn: sqlite3.Connection, wanted: Filter) -> Iterator[Incident]:
        ids = [number for number, _ in select(conn, wanted).ids(conn)]
        return incidents.read(conn, ids, full=True)

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open(path: str | Path) -> Record:
    """Open the file at `path` for reading. Raises FileError where it cannot be used."""
    return Record(open_reading(Path(path)))
