"""A filter: what is asked for, as one value that every reading command takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tracker.dates import Date


class Filter(NamedTuple):
    """Which incidents are meant. Several values of one field are alternatives, fields add up.

    Dates bound the window at their own precision, both ends included; an incident matches when it
    could have happened in it. Types and actors are names as typed, and find what belongs to them.
    """

    since: Date | None = None
    until: Date | None = None
    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    ids: tuple[int, ...] = ()

    @property
    def windowed(self) -> bool:
        """Whether a window of dates is asked for, so that some matches are only possible ones."""
        return self.since is not None or self.until is not None
