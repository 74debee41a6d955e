"""The names that a file knows, kept for one command: read once, and ready to be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.names import Near, fold, near, traces

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_FEW: Final = 6
"""Look-ups for which it is quicker to compare with every name than to arrange them."""


class Name(NamedTuple):
    """A name and the number of what has it; its own name comes before its `other` ones."""

    number: int
    other: bool
    name: str


class KnownNames:
    """All names that a query of `Name` rows gives, and those added since."""

    def __init__(self, conn: sqlite3.Connection, query: str) -> None:
        self.conn = conn
        self.query = query
        self._names: list[Name] | None = None
        self._in_order = True
        self._asked = 0
        self._near: dict[str, list[Name]] | None = None
        self._begun: dict[str, list[Name]] | None = None

    def all(self) -> list[tuple[str, int]]:
        """Return each name with the number of what has it, in the order of the numbers."""
        return _pairs(self._ordered())

    def near(self, name: str) -> list[Near[int]]:
        """Return the same as `near(name, self.all())`, comparing with a few of thousands."""
        self._asked += 1
        if self._asked <= _FEW:
            return near(name, self.all())
        if self._near is None:
            self._near = {}
            for one in self._ordered():
                self._arrange(one)
        held = self._near
        whole, words = traces(fold(name))
        found = [one for trace in whole for one in held.get(trace, ())]
        # A name that is near agrees in every word, so that the rarest one is enough.
        rows = [[held[trace] for trace in word if trace in held] for word in words]
        rarest = min(rows, key=lambda row: sum(map(len, row)), default=[])
        found += [one for row in rarest for one in row]
        return near(name, _pairs(sorted(set(found))))

    def beginning_like(self, name: str) -> list[tuple[str, int]]:
        """Return those of `all` that have the first word of `name`."""
        if self._begun is None:
            self._begun = {}
            for one in self._ordered():
                self._begun.setdefault(_first_word(one.name), []).append(one)
        return _pairs(sorted(self._begun.get(_first_word(name), ())))

    def add(self, number: int, other: bool, name: str) -> None:
        """Take a name that was written into the file since."""
        if self._names is not None:
            self._take(Name(number, other, name))

    def forget(self) -> None:
        """Read them anew when they are asked for: what was written was taken back."""
        self._names = self._near = self._begun = None

    def _take(self, one: Name) -> None:
        assert self._names is not None
        self._in_order = self._in_order and (not self._names or self._names[-1] < one)
        self._names.append(one)
        if self._near is not None:
            self._arrange(one)
        if self._begun is not None:
            self._begun.setdefault(_first_word(one.name), []).append(one)

    def _arrange(self, one: Name) -> None:
        assert self._near is not None
        whole, words = traces(fold(one.name))
        for trace in (*whole, *(trace for word in words for trace in word)):
            self._near.setdefault(trace, []).append(one)

    def _ordered(self) -> list[Name]:
        if self._names is None:
            rows = self.conn.execute(self.query)
            self._names = [Name(int(row[0]), bool(row[1]), str(row[2])) for row in rows]
            self._in_order = False
        if not self._in_order:
            self._names.sort()
            self._in_order = True
        return self._names


def _pairs(names: Iterable[Name]) -> list[tuple[str, int]]:
    return [(one.name, one.number) for one in names]


def _first_word(name: str) -> str:
    return fold(name).partition(" ")[0]
