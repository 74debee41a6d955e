"""What reading a page of notes answers: a line an incident, and the figures of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from tracker.formats.text import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.model import Incident

VERBS: Final = {"added": "added", "cited": "cited", "changed": "changed", "stands": "stands"}
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


def echo_lines(rows: Iterable[tuple[Echo, Incident]]) -> Iterator[str]:
    """Yield a line for each: what came of it, its number, its date as read, its title."""
    told = list(rows)
    width = max((len(incident.date.meaning) for _, incident in told), default=0)
    for echo, incident in told:
        date = incident.date.meaning.ljust(min(width, _WIDEST))
        line = f"{VERBS[echo.verb]:<8}{incident.id:>4}  {date}   {incident.title}"
        if echo.how:
            # What it was read as stands before the title.
            line += f"   {echo.how.replace(f' read as {incident.date.edtf} (', ' (')}"
        if echo.verb != "added" and echo.changes:
            more = len(echo.changes) - _MOST_CHANGES
            line += "   " + ", ".join(echo.changes[:_MOST_CHANGES])
            line += f" and {more} more" if more > 0 else ""
        yield safe(line)


def figures(echoes: Iterable[Echo], rehearsed: bool = False, undo: str = "tracker undo") -> str:
    """Return how many incidents were added, cited, changed, and what takes it back.

    >>> figures([])
    'The page names no incident'
    """
    counts = dict.fromkeys(VERBS, 0)
    for echo in echoes:
        counts[echo.verb] += 1
    if not any(counts.values()):
        return "The page names no incident"
    words = [f"{count:,} {VERBS[verb]}" for verb, count in counts.items() if count]
    if not any(count for verb, count in counts.items() if verb != "stands"):
        return f"Nothing new: {', '.join(words)} already"
    if rehearsed:
        return f"{', '.join(words)}: rehearsed, nothing was stored"
    return f"{', '.join(words)}        undo: {undo}"
