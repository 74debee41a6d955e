"""What a date is made of: a moment (a year, a day, a minute) and a reading (one, a span, among)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date as calendar_day

    from tracker.dates.value import Precision

SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
OPEN = ".."
STATED_BY_NOBODY = ""
SLACK = timedelta(minutes=30)  # how far "about 13:40" reaches either side


@dataclass(frozen=True, slots=True)
class Moment:
    """One date expression: its EDTF base, the window it names, and what qualifies it.

    `low` and `high` are civil time, both included. `unit` is what was given last (a minute, a
    day, a year); `season` counts as `range`. `offset` is minutes east of UTC, for clock times.
    """

    base: str
    low: datetime
    high: datetime
    unit: Precision
    qualifier: str | None = None
    offset: int | None = None

    @property
    def has_clock(self) -> bool:
        """Whether a clock time was given, which a zone can shift."""
        return self.unit in ("hour", "minute")

    @property
    def edtf(self) -> str:
        """The moment as EDTF writes it, with its offset and qualifier."""
        return f"{self.base}{offset_text(self.offset)}{self.qualifier or ''}"

    @property
    def reach(self) -> tuple[datetime, datetime]:
        """The window, 30 minutes wider either side for an approximate minute."""
        if self.unit == "minute" and self.qualifier in ("~", "%"):
            return shifted(self.low, -SLACK), shifted(self.high, SLACK)
        return self.low, self.high


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: one moment, a span that lasted, or a moment somewhere among others.

    An end that is None is open, or (`unstated`) simply not given. A one has two equal ends.
    `zone` is the zone or offset typed beside it, `note` how a surprising text was read.
    """

    kind: Literal["one", "span", "among"]
    first: Moment | None
    last: Moment | None
    unstated: bool = False
    zone: str | None = None
    note: str = ""

    @property
    def edtf(self) -> str:
        """The canonical EDTF form."""
        missing = STATED_BY_NOBODY if self.unstated and self.kind == "span" else OPEN
        first = self.first.edtf if self.first else missing
        last = self.last.edtf if self.last else missing
        if self.kind == "one":
            return first
        if self.kind == "span":
            return f"{first}/{last}"
        return f"[{'' if first == OPEN else first}..{'' if last == OPEN else last}]"

    @property
    def ends(self) -> tuple[Moment, ...]:
        """The one or two moments that were given."""
        if self.kind == "one":
            return (self.first,) if self.first else ()
        return tuple(end for end in (self.first, self.last) if end is not None)


def one(moment: Moment, note: str = "") -> Reading:
    """The reading of a single moment."""
    return Reading("one", moment, moment, note=note)


def century(hundreds: int) -> Moment:
    """`20XX`, of the hundreds 20."""
    year_one, last = max(hundreds * 100, 1), hundreds * 100 + 99
    return Moment(
        f"{hundreds:02}XX", datetime(year_one, 1, 1), _end(datetime(last, 12, 31)), "century"
    )


def decade(tens: int) -> Moment:
    """`201X`, of the tens 201."""
    year_one, last = max(tens * 10, 1), tens * 10 + 9
    return Moment(f"{tens:03}X", datetime(year_one, 1, 1), _end(datetime(last, 12, 31)), "decade")


def year(number: int, base: str = "") -> Moment:
    """A year; `base` is another way to write it, such as `2016-XX`."""
    first, last = datetime(number, 1, 1), datetime(number, 12, 31)
    return Moment(base or f"{number:04}", first, _end(last), "year")


def season(number: int, code: int) -> Moment:
    """A season of the northern year in whole months; winter begins in December of its year."""
    month = {21: 3, 22: 6, 23: 9, 24: 12}[code]
    last_year, last_month = (number + 1, 2) if code == 24 and number < 9999 else (number, month + 2)
    last_month = min(last_month, 12)
    last = datetime(last_year, last_month, monthrange(last_year, last_month)[1])
    return Moment(f"{number:04}-{code}", datetime(number, month, 1), _end(last), "range")


def month(number: int, of_year: int, base: str = "") -> Moment:
    """A month of a year; `base` is another way to write it, such as `2016-03-XX`."""
    first = datetime(of_year, number, 1)
    last = datetime(of_year, number, monthrange(of_year, number)[1])
    return Moment(base or f"{of_year:04}-{number:02}", first, _end(last), "month")


def day(which: calendar_day) -> Moment:
    """A calendar day."""
    start = datetime(which.year, which.month, which.day)
    return Moment(which.isoformat()[:10], start, _end(start), "day")


def hour(which: calendar_day, number: int) -> Moment:
    """One hour of a day (`T23`), for a source that says "11 pm"."""
    start = datetime(which.year, which.month, which.day, number)
    return hour_at(start)


def hour_at(start: datetime) -> Moment:
    """The whole hour that begins at `start`."""
    base = start.isoformat(timespec="hours")
    return Moment(base, start, start + timedelta(minutes=59, seconds=59), "hour")


def minute(which: calendar_day, hours: int, minutes: int) -> Moment:
    """One minute of a day."""
    return minute_at(datetime(which.year, which.month, which.day, hours, minutes))


def minute_at(start: datetime) -> Moment:
    """The minute that begins at `start`."""
    base = start.isoformat(timespec="minutes")
    return Moment(base, start, start + timedelta(seconds=59), "minute")


def second_at(start: datetime) -> Moment:
    """One second, kept because it was given; its precision is still called minute."""
    return Moment(start.isoformat(timespec="seconds"), start, start, "minute")


def neighbour(moment: Moment, step: int) -> Moment | None:
    """The unit just before (-1) or after (1) a moment; None beyond the years 0001 to 9999.

    Beside a decade, a century, a season or a month in part it is a year or a day.
    """
    try:
        second = timedelta(seconds=1)
        edge = moment.low - second if step < 0 else moment.high + second
    except OverflowError:
        return None
    if moment.unit in ("year", "decade", "century"):
        beside = year(edge.year)
    elif moment.unit == "month":
        beside = month(edge.month, edge.year)
    elif moment.unit == "hour":
        beside = hour_at(edge.replace(minute=0, second=0))
    elif moment.unit == "minute" and moment.base.count(":") == 2:
        beside = second_at(edge)
    elif moment.unit == "minute":
        beside = minute_at(edge.replace(second=0))
    else:
        beside = day(edge.date())
    return replace(beside, qualifier=moment.qualifier, offset=moment.offset)


def shifted(when: datetime, by: timedelta) -> datetime:
    """`when + by`, held within the years 0001 to 9999."""
    try:
        return when + by
    except OverflowError:
        return datetime.max.replace(microsecond=0) if by > timedelta(0) else datetime.min


def qualified(moment: Moment, mark: str | None) -> Moment:
    """The moment with one more qualifier: `~` and `?` together are `%`."""
    return replace(moment, qualifier=joined(moment.qualifier, mark)) if mark else moment


def with_offset(moment: Moment, minutes: int | None) -> Moment:
    """The moment with the offset that was written beside its clock time."""
    return moment if minutes is None else replace(moment, offset=minutes)


def joined(one_mark: str | None, other: str | None) -> str | None:
    """Two qualifiers as one."""
    if one_mark is None or one_mark == other:
        return other
    return one_mark if other is None else "%"


def offset_text(minutes: int | None) -> str:
    """`+03:00`, `Z` for UTC itself, nothing where there is no offset."""
    if minutes is None:
        return ""
    if minutes == 0:
        return "Z"
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _end(when: datetime) -> datetime:
    return when.replace(hour=23, minute=59, second=59)
