"""The parts of a day and the thirds of a month, year or decade: what "morning" and "early" span."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tracker.dates import moments
from tracker.dates.moments import Moment, Reading

if TYPE_CHECKING:
    from datetime import date as calendar_day

# From and to, in minutes after the day's midnight; a night runs into the next day.
PARTS = {
    "early": (0, 6 * 60),
    "morning": (6 * 60, 12 * 60),
    "afternoon": (12 * 60, 18 * 60),
    "evening": (18 * 60, 24 * 60 - 1),
    "night": (18 * 60, 30 * 60),
    "early morning": (0, 9 * 60),
    "late morning": (9 * 60, 12 * 60),
    "early afternoon": (12 * 60, 15 * 60),
    "late afternoon": (15 * 60, 18 * 60),
    "early evening": (18 * 60, 21 * 60),
    "late evening": (21 * 60, 24 * 60 - 1),
}
_NAMES = {window: name for name, window in PARTS.items()}
THIRDS = ("early", "mid", "late")
_APPROXIMATE = "~"


def part_of_day(which: calendar_day, name: str) -> Reading:
    """The part of the day, as an approximate range: its edges are habits, not facts."""
    low, high = PARTS[name]
    midnight = datetime(which.year, which.month, which.day)
    return _among(
        moments.minute_at(midnight + timedelta(minutes=low)),
        moments.minute_at(midnight + timedelta(minutes=high)),
    )


def named_part(reading: Reading) -> str | None:
    """The name of the part of the day that the reading is; None for any other reading."""
    first, last = reading.first, reading.last
    if reading.kind != "among" or first is None or last is None:
        return None
    if (first.unit, first.qualifier, last.unit, last.qualifier) != ("minute", "~", "minute", "~"):
        return None
    if first.offset is not None or last.offset is not None:
        return None
    midnight = first.low.replace(hour=0, minute=0, second=0)
    low, high = first.low - midnight, last.low - midnight
    return _NAMES.get((low // timedelta(minutes=1), high // timedelta(minutes=1)))


def third_of_month(number: int, of_year: int, which: str) -> Reading:
    """Days 1 to 10, 11 to 20, or 21 to the last."""
    whole = moments.month(number, of_year)
    low, high = {"early": (1, 10), "mid": (11, 20), "late": (21, whole.high.day)}[which]
    return _among(
        moments.day(whole.low.replace(day=low)),
        moments.day(whole.low.replace(day=high)),
    )


def third_of_year(of_year: int, which: str) -> Reading:
    """January to April, May to August, or September to December."""
    low = {"early": 1, "mid": 5, "late": 9}[which]
    return _among(moments.month(low, of_year), moments.month(low + 3, of_year))


def third_of_decade(tens: int, which: str) -> Reading:
    """The years ending in 0 to 3, 4 to 6, or 7 to 9."""
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[which]
    return _among(moments.year(max(tens * 10 + low, 1)), moments.year(tens * 10 + high))


def named_third(reading: Reading) -> tuple[str, Moment] | None:
    """Which third of which month, year or decade the reading is; None for any other reading."""
    first, last = reading.first, reading.last
    if reading.kind != "among" or first is None or last is None or first.unit != last.unit:
        return None
    if (first.qualifier, last.qualifier) != ("~", "~"):
        return None
    year = first.low.year
    for which in THIRDS:
        if first.unit == "day":
            whole = moments.month(first.low.month, year)
            like = third_of_month(first.low.month, year, which)
        elif first.unit == "month":
            whole, like = moments.year(year), third_of_year(year, which)
        elif first.unit == "year":
            whole, like = moments.decade(year // 10), third_of_decade(year // 10, which)
        else:
            return None
        if like.edtf == reading.edtf:
            return which, whole
    return None


def quarter(number: int, of_year: int) -> Reading:
    """Somewhere in the three months of a quarter."""
    low = number * 3 - 2
    return Reading("among", moments.month(low, of_year), moments.month(low + 2, of_year))


def half(number: int, of_year: int) -> Reading:
    """Somewhere in the first or the second six months of a year."""
    low = number * 6 - 5
    return Reading("among", moments.month(low, of_year), moments.month(low + 5, of_year))


def _among(first: Moment, last: Moment) -> Reading:
    return Reading(
        "among", moments.qualified(first, _APPROXIMATE), moments.qualified(last, _APPROXIMATE)
    )
