"""What reading a page of notes answers: a line an incident, and the figures of the page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Protocol

from tracker.formats.text import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.model import Incident
    from tracker.report.changes import Difference

VERBS: Final = ("added", "cited", "changed", "stands")
_MOST_NAMED: Final = 12
_MOST_CHANGES: Final = 4
_WIDEST: Final = 26  # of the column of dates; a longer one stands out of it


class Echo(Protocol):
    """What came of one incident of a page."""

    @property
    def verb(self) -> str: ...
    @property
    def incident(self) -> int: ...
    @property
    def how(self) -> str: ...
    @property
    def changes(self) -> tuple[str, ...]: ...


class Named(Protocol):
    """The sources, actors, places or types that a page made or changed."""

    @property
    def about(self) -> str: ...
    @property
    def new(self) -> int: ...
    @property
    def changes(self) -> tuple[Difference, ...]: ...


def echo_lines(rows: Iterable[tuple[Echo, Incident]]) -> Iterator[str]:
    """Yield a line for each: what came of it, its number, its date as read, its title."""
    told = list(rows)
    width = max((len(incident.date.meaning) for _, incident in told), default=0)
    for echo, incident in told:
        date = incident.date.meaning.ljust(min(width, _WIDEST))
        line = f"{echo.verb:<8}{incident.id:>4}  {date}   {incident.title}"
        if echo.how:
            # What it was read as stands before the title.
            line += f"   {echo.how.replace(f' read as {incident.date.edtf} (', ' (')}"
        if echo.verb != "added" and echo.changes:
            more = len(echo.changes) - _MOST_CHANGES
            line += "   " + ", ".join(echo.changes[:_MOST_CHANGES])
            line += f" and {more} more" if more > 0 else ""
        yield safe(line)


def named_lines(found: Iterable[Named]) -> Iterator[str]:
    """Yield a line for each source, actor, place or type that was changed, with what changed."""
    from tracker.formats.changes import field_words  # most pages change none

    told: dict[tuple[str, str], list[str]] = {}
    for one in found:
        for change in one.changes:
            told.setdefault((change.about, change.name), []).append(field_words(change, wide=1))
    for (about, name), changes in list(told.items())[:_MOST_NAMED]:
        line = f"{'changed':<10}{f'{about} {name}'.strip()}   {', '.join(changes[:_MOST_CHANGES])}"
        more = len(changes) - _MOST_CHANGES
        yield safe(line + (f" and {more} more" if more > 0 else ""))
    if len(told) > _MOST_NAMED:
        yield f"{'changed':<10}{len(told) - _MOST_NAMED:,} more sources, actors, places and types"


def figures(
    echoes: Iterable[Echo],
    found: Iterable[Named] = (),
    rehearsed: bool = False,
    undo: str = "tracker undo",
) -> str:
    """Return how many incidents were added, cited, changed, and what takes it back.

    What the page says of sources and names counts where it changed them, and where it made them and
    names no incident.

    >>> figures([])
    'Nothing new on this page'
    """
    counts = Counter(echo.verb for echo in echoes)
    words = [f"{counts[verb]:,} {verb}" for verb in VERBS if counts[verb]]
    new = counts.total() - counts["stands"]
    for one in found:
        changed = len({change.name for change in one.changes})
        if one.new and not counts:
            words.append(f"{_several(one.new, one.about)} added")
        if changed:
            words.append(f"{_several(changed, one.about)} changed")
        new += changed + (one.new if not counts else 0)
    if not words:
        return "Nothing new on this page"
    if not new:
        return f"Nothing new: {', '.join(words)} already"
    if rehearsed:
        return f"{', '.join(words)}: rehearsed, nothing was stored"
    return f"{', '.join(words)}        undo: {undo}"


def _several(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
