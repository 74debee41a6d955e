"""What lies near an incident in time: by the bounds of both dates and by recorded order."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.report.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.dates import Date
    from tracker.model import Incident

MINUTE: Final = 60
HOUR: Final = 3600
DAY: Final = 86400
_LONG: Final = 72 * HOUR  # from here on distances are told in days
COLUMNS: Final = (
    "around", "id", "date", "title", "likelihood", "distance", "from_minutes", "to_minutes",
)  # fmt: skip


class Distance(NamedTuple):
    """How long after the other it began, in seconds: negative is before, None has no limit."""

    low: float | None
    high: float | None

    def within(self, before: float, after: float) -> str:
        """`certainly` or `possibly` within so many seconds before and after, or an empty text."""
        if (self.low is not None and self.low > after) or (
            self.high is not None and self.high < -before
        ):
            return ""
        inside = self.low is not None and self.high is not None
        inside = inside and (self.low or 0) >= -before and (self.high or 0) <= after
        return "certainly" if inside else "possibly"


class Neighbour(NamedTuple):
    """An incident near another one: how certainly, how far, and that in words."""

    incident: Incident
    likelihood: str
    distance: Distance
    words: str


class Surroundings(NamedTuple):
    """An incident and what certainly or possibly happened near it, in order."""

    incident: Incident
    neighbours: tuple[Neighbour, ...]


def surroundings(
    centre: Incident,
    others: Iterable[tuple[Incident, str]],
    before: float,
    after: float,
) -> Surroundings:
    """Weigh `others`, each with the recorded order `before`, `after` or an empty text.

    `before` and `after` are seconds, measured from one beginning to the other.
    """
    found = []
    for incident, order in others:
        distance = between(centre.date, incident.date, order)
        likelihood = distance.within(before, after) if distance is not None else ""
        if distance is not None and likelihood:
            words = distance_words(centre.date, incident.date, distance, order)
            found.append(Neighbour(incident, likelihood, distance, words))
    return Surroundings(centre, tuple(found))


def between(centre: Date, other: Date, order: str = "") -> Distance | None:
    """How long after `centre` the `other` began; None where nothing at all is known.

    In UTC where both have a zone, else in civil time. A recorded order leaves out what
    contradicts it, unless the dates do so themselves.
    """
    low, high = _ends(centre)
    first, last = _ends(other)
    if centre.utc_earliest and other.utc_earliest and centre.utc_latest and other.utc_latest:
        low, high = centre.utc_earliest, centre.utc_latest
        first, last = other.utc_earliest, other.utc_latest
    least = _seconds(high, first)
    most = _seconds(low, last)
    if order == "before" and (least is None or least <= 0):
        most = 0.0 if most is None else min(most, 0.0)
    if order == "after" and (most is None or most >= 0):
        least = 0.0 if least is None else max(least, 0.0)
    return None if least is None and most is None else Distance(least, most)


def distance_words(centre: Date, other: Date, distance: Distance, order: str = "") -> str:
    """`2 to 23 hours before`, `same day, before`, `the day after`, `before, at least 3 days`."""
    days = _days(centre, other)
    if days == 0:
        return f"same day, {order}" if order else "same day, order not known"
    if days is not None:
        way = "before" if days < 0 else "after"
        return f"the day {way}" if abs(days) == 1 else f"{abs(days):,} days {way}"
    low, high = distance
    if low is None or high is None:
        if high is not None and high <= 0:
            return "before" + (f", at least {_least(-high)}" if high else "")
        if low is not None and low >= 0:
            return "after" + (f", at least {_least(low)}" if low else "")
        return "before or after"
    if high <= 0:
        return f"{_span(-high, -low)} before"
    if low >= 0:
        return f"{_span(low, high)} after"
    return f"up to {_span(-low, None)} before, up to {_span(high, None)} after"


def as_rows(found: Iterable[Surroundings]) -> Rows:
    """A row a neighbour, for other programs; minutes are rounded outwards."""
    rows = [
        (
            one.incident.id, near.incident.id, near.incident.date.words, near.incident.title,
            near.likelihood, near.words, _minutes(near.distance.low), _minutes(near.distance.high),
        )
        for one in found
        for near in one.neighbours
    ]  # fmt: skip
    return Rows(COLUMNS, tuple(rows), "nothing happened near it")


def _ends(date: Date) -> tuple[str | None, str | None]:
    return date.start_earliest, date.start_latest


def _seconds(start: str | None, end: str | None) -> float | None:
    if start is None or end is None:
        return None
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()


def _days(centre: Date, other: Date) -> int | None:
    """How many days apart, where both are known to the day and no clock time is closer."""
    for date in (centre, other):
        first, last = _ends(date)
        if first is None or last is None or first[:10] != last[:10]:
            return None
    if "day" not in (centre.precision, other.precision):
        return None
    first, second = centre.start_earliest or "", other.start_earliest or ""
    whole = (datetime.fromisoformat(second[:10]) - datetime.fromisoformat(first[:10])).days
    both = centre.precision == other.precision == "day"
    return whole if both or whole == 0 else None


def _span(least: float, most: float | None) -> str:
    """`90 minutes`, `2 to 23 hours`, `3 days`: the lower end rounded down, the upper one up."""
    longest = least if most is None else most
    unit, name = _unit(longest)
    upper = -(-int(longest) // unit)
    lower = int(least) // unit if most is not None else upper
    if lower >= upper:
        return f"1 {name}" if upper == 1 else f"{upper:,} {name}s"
    if lower == 0:
        return f"up to {upper:,} {name}{'s' * (upper != 1)}"
    return f"{lower:,} to {upper:,} {name}s"


def _least(seconds: float) -> str:
    """The same, rounded down."""
    unit, name = _unit(seconds)
    amount = int(seconds) // unit
    return f"1 {name}" if amount == 1 else f"{amount:,} {name}s"


def _unit(seconds: float) -> tuple[int, str]:
    if seconds <= 2 * HOUR:
        return MINUTE, "minute"
    return (DAY, "day") if seconds > _LONG else (HOUR, "hour")


def _minutes(seconds: float | None) -> int | None:
    if seconds is None:
        return None
    return int(seconds // MINUTE) if seconds < 0 else -int(-seconds // MINUTE)
