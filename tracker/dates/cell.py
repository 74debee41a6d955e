"""The date cell of a timeline: a month to stand as heading, and the day and clock under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tracker.dates.daytimes import named_part, named_third
from tracker.dates.moments import MONTHS, WEEKDAYS
from tracker.dates.settle import limit_in_day
from tracker.dates.wording import clock, limit_clock, month, reading_of, words

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.dates.moments import Moment, Reading
    from tracker.dates.value import Date

GlyphClass = Literal["coarse", "day", "part", "clock"]


@dataclass(frozen=True, slots=True)
class Cells:
    """What a timeline prints for a date.

    `heading` is the month ("July 2023") that the row may stand under; None where not even the
    month of the start is known, and then `day` holds the whole words. `day` is at most nine
    characters and `clock` seven, save for a date whose words need more.
    """

    heading: str | None
    day: str
    clock: str
    glyph_class: GlyphClass


def cells(date: Date) -> Cells:
    """The cells of a date: `Fri  7` and `09:30` under July 2023; coarser dates in their words."""
    reading = reading_of(date)
    whole = Cells(None, words(date), "", glyph_class(date))
    if reading is None or reading.first is None:
        return whole
    first, last = reading.first, reading.last
    heading = f"{MONTHS[first.low.month - 1]} {first.low.year:04}"
    day, time = "", ""
    if reading.kind == "one" and (first.unit == "day" or first.has_clock):
        day, time = _weekday(first), _clock(first) if first.has_clock else ""
    elif reading.kind == "among" and last is not None:
        day, time = _among(reading, first, last)
    elif reading.kind == "span" and (first.unit == "day" or first.has_clock):
        day, time = _span(reading, first, last)
    return Cells(heading, day, time, whole.glyph_class) if day else whole


def glyph_class(date: Date) -> GlyphClass:
    """How finely it is known: `clock` is an hour or better, `coarse` anything beyond a day.

    A clock time that only limits a day ("before 12:00") is a part of the day; a span of whole
    days counts as days, a day somewhere among several is coarse.
    """
    if date.precision == "part-of-day":
        return "part"
    if date.edtf is None or date.precision not in ("minute", "hour", "day", "range"):
        return "coarse"
    one_of = date.edtf.startswith("[")
    if date.precision == "range":
        low, high = date.start_earliest or "", date.end_latest or ""
        return "part" if "T" in date.edtf and low[:10] == high[:10] else "coarse"
    if date.precision == "day":
        return "coarse" if one_of else "day"
    if not one_of:
        return "clock"
    return "part" if date.start_earliest and date.end_latest else "coarse"


def day_cell(date: Date) -> str:
    """The day alone: `Fri  7` where it is known, else the words."""
    return cells(date).day


def month_of(date: Date) -> str | None:
    """The month it stands under, `July 2023`; None where that is not known."""
    return cells(date).heading


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
