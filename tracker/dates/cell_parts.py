"""The date cell of what is finer than a day or reaches over several, taken apart as EDTF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.dates.daytimes import named_part, named_third
from tracker.dates.months import MONTHS, WEEKDAYS
from tracker.dates.settle import limit_in_day
from tracker.dates.wording import clock, limit_clock, month, reading_of

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.dates.moments import Moment, Reading
    from tracker.dates.value import Date


def parted(date: Date) -> tuple[str, str, str] | None:
    """The heading, day and clock of a date; None where its words have to stand whole."""
    reading = reading_of(date)
    if reading is None or reading.first is None:
        return None
    first, last = reading.first, reading.last
    heading = f"{MONTHS[first.low.month - 1]} {first.low.year:04}"
    day, time = "", ""
    if reading.kind == "one" and (first.unit == "day" or first.has_clock):
        day, time = _weekday(first), _clock(first) if first.has_clock else ""
    elif reading.kind == "among" and last is not None:
        day, time = _among(reading, first, last)
    elif reading.kind == "span" and (first.unit == "day" or first.has_clock):
        day, time = _span(reading, first, last)
    return (heading, day, time) if day else None


def _among(reading: Reading, first: Moment, last: Moment) -> tuple[str, str]:
    part, limit, third = named_part(reading), limit_in_day(reading), named_third(reading)
    low, high = first.low, last.low
    if part == "night":
        return f"{low.day}–{high.day}", part
    if part is not None:
        return _weekday(first), part
    if limit is not None:
        return _weekday(first), limit_clock(reading, limit)
    if third is not None:
        return (third[0], "") if first.unit == "day" else ("", "")
    if first.unit == last.unit == "minute" and low.date() == high.date():
        return _weekday(first), f"{clock(first)} to {clock(last)}"
    if first.unit == last.unit == "day" and (low.year, low.month) == (high.year, high.month):
        apart = high.day - low.day
        return (f"{low.day} or {high.day}" if apart == 1 else f"in {low.day}–{high.day}"), ""
    return "", ""


def _span(reading: Reading, first: Moment, last: Moment | None) -> tuple[str, str]:
    """A span stands under the month it begins in."""
    low = first.low
    time = _clock(first) if first.has_clock else ""
    if last is None:
        return f"{'from' if reading.unstated else 'since'} {low.day:2}", time
    high = last.low
    if last.unit != "day" and not last.has_clock:
        return "", ""
    if low.date() == high.date():
        ends = f"{time}–{_clock(last)}" if last.has_clock and time else time
        return _weekday(first), ends
    same_month = (low.year, low.month) == (high.year, high.month)
    if same_month and not time and not last.has_clock and not (first.qualifier or last.qualifier):
        return f"{low.day}–{high.day}", ""
    end = f"–{high.day}" if same_month else f"–{high.day} {month(high)}"
    if high.year != low.year:
        end = f"{end} {high.year}"
    return _weekday(first), f"{time}{end}{' ' + _clock(last) if last.has_clock else ''}"


def _weekday(moment: Moment) -> str:
    day = f"{_short(moment.low)} {moment.low.day:2}"
    if moment.has_clock:
        return day
    about = "c. " if moment.qualifier in ("~", "%") else ""
    return f"{about}{day}{'?' if moment.qualifier in ('?', '%') else ''}"


def _clock(moment: Moment) -> str:
    about = "c. " if moment.qualifier in ("~", "%") else ""
    return f"{about}{clock(moment)}{'?' if moment.qualifier in ('?', '%') else ''}"


def _short(when: datetime) -> str:
    return WEEKDAYS[when.weekday()][:3]
