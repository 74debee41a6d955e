"""A filter: what is asked for, as one value that every reading command takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tracker.dates import Date

ANY_FIELD: Final = "*"


class Filter(NamedTuple):
    """Which incidents are meant. Several values of one field are alternatives, fields add up.

    Dates bound the window at their own precision, both ends included; an incident matches when it
    could have happened in it. Types, actors, sources and origins are names as typed, and find what
    belongs to them. `disputed` are the fields on which accounts differ undecided, `*` for any.
    """

    since: Date | None = None
    until: Date | None = None
    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    ids: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    settled: bool = False
    single_origin: bool = False
    unsourced: bool = False
    min_sources: int | None = None
    max_sources: int | None = None

    @property
    def windowed(self) -> bool:
        """Whether a window of dates is asked for, so that some matches are only possible ones."""
        return self.since is not None or self.until is not None

    @property
    def of_evidence(self) -> bool:
        """Whether it asks who says what, and not only what happened."""
        return bool(
            self.sources
            or self.said_by
            or self.disputed
            or self.settled
            or self.single_origin
            or self.unsourced
            or self.min_sources is not None
            or self.max_sources is not None
        )
