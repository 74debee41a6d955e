"""How a date is printed: never a part that was not given, and always readable by `parse` again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.dates import edtf, moments
from tracker.dates.daytimes import PARTS, named_part, named_third
from tracker.dates.moments import SEASONS
from tracker.dates.months import MONTHS, WEEKDAYS
from tracker.dates.settle import limit_in_day
from tracker.dates.value import UNKNOWN_WORDS

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.dates.moments import Moment, Reading
    from tracker.dates.value import Date

_APPROXIMATE = ("~", "%")
_DOUBTFUL = ("?", "%")


@dataclass(frozen=True, slots=True)
class Style:
    """Whether days are printed with their weekday, and how a limit was typed, where it was.

    `side` is `outer` for "before 2018" and "after 2016", `inner` for "by 2017" and "2017 or
    later", which say the same about other years.
    """

    weekdays: bool = False
    side: str = ""

    def day(self, when: datetime) -> str:
        """`7`, or `Fri 7`."""
        return f"{WEEKDAYS[when.weekday()][:3]} {when.day}" if self.weekdays else f"{when.day}"


def words(date: Date) -> str:
    """`2016`, `7 Jul 2023 09:30 +03`, `between 5 and 7 Jul 2023`; `date unknown`."""
    edtf_form = date.edtf
    if edtf_form is not None and date.precision == "day" and len(edtf_form) == 10:
        return f"{int(edtf_form[8:])} {MONTHS[int(edtf_form[5:7]) - 1][:3]} {edtf_form[:4]}"
    reading = reading_of(date)
    return UNKNOWN_WORDS if reading is None else _reading(reading, Style(side=_side(date)))


def meaning(date: Date) -> str:
    """The words with weekdays, and with what is easily misread said in full."""
    reading = reading_of(date)
    if reading is None:
        return UNKNOWN_WORDS
    said = _reading(reading, Style(weekdays=True, side=_side(date)))
    if reading.kind == "span" and reading.last is None:
        return f"{said}, end not stated" if reading.unstated else f"{said}, still going on"
    if reading.kind == "span" and reading.first is None:
        return f"{said}, start not stated" if reading.unstated else said
    extent = _extent(reading)
    if extent:
        return f"{said} ({extent})"
    if date.tz and "/" in date.tz and any(end.has_clock for end in reading.ends):
        return f"{said} ({date.tz})"
    return said


def reading_of(date: Date) -> Reading | None:
    """What the date's EDTF form says; None for an unknown date."""
    return None if date.edtf is None else edtf.read(date.edtf)


def clock(moment: Moment) -> str:
    """`09:30`, `09:30:15`, or `11 pm` where only the hour was given."""
    if moment.unit == "minute":
        return moment.low.strftime("%H:%M:%S" if moment.base.count(":") == 2 else "%H:%M")
    return f"{(moment.low.hour - 1) % 12 + 1} {'am' if moment.low.hour < 12 else 'pm'}"


def month(when: datetime) -> str:
    """`Jul`."""
    return MONTHS[when.month - 1][:3]


def plain(moment: Moment, style: Style | None = None) -> str:
    """One moment with its qualifier and offset: `c. 2016`, `7 Jul 2023 c. 13:40 +03`."""
    before = "c. " if moment.qualifier in _APPROXIMATE else ""
    after = "?" if moment.qualifier in _DOUBTFUL else ""
    if moment.has_clock:
        day = _day(moment.low, style or Style())
        return f"{day} {before}{clock(moment)}{_offset(moment)}{after}"
    return f"{before}{_coarse(moment, style or Style())}{after}"


def _coarse(moment: Moment, style: Style) -> str:
    low = moment.low
    if moment.unit == "day":
        return _day(low, style)
    if moment.unit == "month":
        return f"{month(low)} {low.year:04}"
    if moment.unit == "range":
        season = int(moment.base[5:7])
        end = f"–{(low.year + 1) % 100:02}" if season == 24 else ""
        return f"{SEASONS[season]} {low.year:04}{end}"
    if moment.unit == "decade" and moment.base[2] != "0":
        return f"{moment.base[:3]}0s"
    if moment.unit in ("decade", "century"):
        return moment.base
    return f"{low.year}" if low.year > 999 else f"year {low.year:04}"


def _day(when: datetime, style: Style) -> str:
    return f"{style.day(when)} {month(when)} {when.year:04}"


def _offset(moment: Moment) -> str:
    if moment.offset is None:
        return ""
    return f" {moments.offset_text(moment.offset).replace(':00', '')}".replace(" Z", " UTC")


def _reading(reading: Reading, style: Style) -> str:
    first, last = reading.first, reading.last
    if reading.kind == "one":
        assert first is not None
        if first.unit in ("decade", "century") and first.base[2] in "0X" and not first.qualifier:
            return f"between {first.low.year:04} and {first.high.year:04}"
        return plain(first, style)
    if first is None or last is None:
        return _open(reading, style)
    if reading.kind == "span":
        return _span(first, last, style)
    return _among(reading, first, last, style)


def _open(reading: Reading, style: Style) -> str:
    end = reading.first or reading.last
    assert end is not None
    if reading.kind == "span" and reading.last is None:
        return f"{'from' if reading.unstated else 'since'} {plain(end, style)}"
    if reading.kind == "span":
        return f"{'ending' if reading.unstated else 'until'} {plain(end, style)}"
    step = 1 if reading.first is None else -1
    beyond = moments.neighbour(end, step)
    usual = "outer" if end.unit in ("year", "month") else "inner"
    side = style.side or usual
    if side == "outer" and beyond is not None and beyond.unit == end.unit:
        return f"{'before' if step > 0 else 'after'} {plain(beyond, style)}"
    inner = "on or after" if end.unit == "day" or end.has_clock else "in or after"
    return f"{'by' if step > 0 else inner} {plain(end, style)}"


def _span(first: Moment, last: Moment, style: Style) -> str:
    if _clean(first, last) and first.unit == last.unit and first.low < last.low:
        low, high = first.low, last.low
        same_year = low.year == high.year
        if first.unit == "day" and same_year:
            if low.month == high.month and not style.weekdays:
                return f"{low.day}–{_day(high, style)}"
            start = style.day(low) if low.month == high.month else f"{style.day(low)} {month(low)}"
            return f"{start} – {_day(high, style)}"
        if first.unit == "month" and same_year:
            return f"{month(low)}–{plain(last)}"
        if first.unit == "year":
            return f"{plain(first)}–{plain(last)}"
        if first.has_clock and low.date() == high.date() and first.offset == last.offset:
            return f"{_day(low, style)} {clock(first)}–{clock(last)}{_offset(last)}"
    return f"{plain(first, style)} – {plain(last, style)}"


def _among(reading: Reading, first: Moment, last: Moment, style: Style) -> str:
    part, third, limit = named_part(reading), named_third(reading), limit_in_day(reading)
    if part is not None:
        return _part(part, first, last, style)
    if third is not None:
        which, whole = third
        return f"{which}{'-' if which == 'mid' else ' '}{_coarse(whole, style)}"
    same_ends = (first.qualifier, first.offset) == (last.qualifier, last.offset)
    if limit is not None and same_ends:
        return f"{_day(first.low, style)} {limit_clock(reading, limit)}{_offset(first)}"
    low, high = first.low, last.low
    if _clean(first, last) and first.unit == last.unit and low.year == high.year:
        if first.unit == "day":
            start = style.day(low) if low.month == high.month else f"{style.day(low)} {month(low)}"
            return f"between {start} and {_day(high, style)}"
        if first.unit == "month" and high.month - low.month == 2 and low.month % 3 == 1:
            return f"Q{(low.month + 2) // 3} {low.year:04}"
        if first.unit == "month":
            return f"between {month(low)} and {plain(last)}"
        if first.unit == "minute" and low.date() == high.date() and same_ends:
            clocks = f"between {clock(first)} and {clock(last)}{_offset(last)}"
            return f"{_day(low, style)} {clocks}"
    return f"between {plain(first, style)} and {plain(last, style)}"


def limit_clock(reading: Reading, limit: str) -> str:
    """`before 12:00`, `by 12:01` or `after 10:30`, of a clock time that limits a day."""
    end = reading.last if limit == "before" else reading.first
    assert end is not None
    beyond = moments.neighbour(end, 1)
    if limit == "before" and beyond is not None and beyond.low.minute % 5:
        limit, beyond = "by", end
    about = "c. " if end.qualifier in _APPROXIMATE else ""
    shown = clock(beyond if limit == "before" and beyond is not None else end)
    return f"{limit} {about}{shown}{'?' if end.qualifier in _DOUBTFUL else ''}"


def _part(part: str, first: Moment, last: Moment, style: Style) -> str:
    if part != "night":
        day = _day(first.low, style)
        return f"{part} {day}" if part == "early" else f"{day} {part}"
    low, high = first.low, last.low
    if (low.year, low.month) == (high.year, high.month) and not style.weekdays:
        return f"night of {low.day}–{_day(high, style)}"
    start = f"{style.day(low)} {month(low)}" if low.year == high.year else _day(low, style)
    return f"night of {start} – {_day(high, style)}"


def _extent(reading: Reading) -> str:
    """What "morning" or "early July" was taken to span."""
    part, third = named_part(reading), named_third(reading)
    first, last = reading.first, reading.last
    if first is None or last is None:
        return ""
    if part is not None:
        end = "24:00" if PARTS[part][1] % 60 else clock(last)
        return f"{clock(first)} to {end}"
    if third is None and not (reading.kind == "one" and first.unit == "range"):
        return ""
    low, high = first.low, last.high
    if first.unit == "day":
        return f"{low.day} to {high.day} {month(high)}"
    if first.unit == "year":
        return f"{low.year:04} to {high.year:04}"
    year = f" {high.year:04}" if high.year != low.year else ""
    return f"{month(low)} to {month(high)}{year}"


def _clean(first: Moment, last: Moment) -> bool:
    return first.qualifier is None and last.qualifier is None


def _side(date: Date) -> str:
    typed = date.text.strip().casefold()
    if typed.startswith(("before", "after", "prior")):
        return "outer"
    return "inner" if " or " in typed or typed.startswith(("by ", "no ", "not ")) else ""
