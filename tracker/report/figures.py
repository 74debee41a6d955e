"""How many and how long, in the words that numbers are typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.errors import TrackerError
from tracker.quantities import Duration, Number, show_duration, show_number

if TYPE_CHECKING:
    from tracker.model import Count, Incident


def number(low: int | None, best: int | None, high: int | None, said: str | None = None) -> str:
    """A number as exactly as it is known, also one that only another program could have written.

    >>> number(80, 80, 80), number(60, None, None), number(None, None, 9), number(None, None, None)
    ('80', '60 or more', 'up to 9', 'not known')
    """
    if low is None and high is not None:
        return f"up to {high:,}"
    if low is None and best is not None:
        return f"{best:,}"
    if low is None and not said:
        return "not known"
    try:
        return show_number(Number(low, best, high, said or ""))
    except TrackerError:
        return "–".join(f"{bound:,}" for bound in (low, high) if bound is not None)


def count(one: Count) -> str:
    """`killed 1 (target)`, `aircraft 3`."""
    figure = number(one.low, one.best, one.high, one.words)
    return f"{one.measure} {figure}" + ("" if one.category == "total" else f" ({one.category})")


def duration(incident: Incident) -> str:
    """How long it lasted, with the words that were used; nothing where that is not known."""
    low, high, said = incident.duration_low, incident.duration_high, incident.duration_text or ""
    if low is None and high is None:
        return said
    try:
        figure = show_duration(Duration(low, high))
    except TrackerError:
        figure = f"{low}–{high} min"
    return f"{said} ({figure})" if said and said != figure else figure
