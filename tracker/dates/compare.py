"""Questions to dates: could it lie in a window, was it told too early, how far does it reach."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from tracker.dates.moments import shifted
from tracker.dates.months import MONTHS

if TYPE_CHECKING:
    from tracker.dates.value import Date

ZONE_SLACK = timedelta(hours=26)  # the calendar days of two places differ by at most this much
AHEAD_SLACK = timedelta(hours=14)  # the zone that is furthest ahead of UTC
_APPROXIMATE = ("~", "%")
_WIDENED_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}


class Window(Protocol):
    """Two bounds in civil time, both included, None where unbounded; any `Date` is one."""

    @property
    def start_earliest(self) -> str | None: ...
    @property
    def end_latest(self) -> str | None: ...


def reach(date: Date, *, ongoing: bool = False) -> tuple[str | None, str | None]:
    """The extent that filters and gaps use: civil time, both ends included, None where unbounded.

    An open or unknown end counts only as far as the known start window, unless `ongoing`.
    In SQL: `start_earliest` and
    `CASE WHEN end_kind = 'known' OR :ongoing THEN end_latest ELSE start_latest END`.
    """
    known = date.end_kind == "known" or ongoing
    return date.start_earliest, date.end_latest if known else date.start_latest


def could(date: Date, window: Window, *, ongoing: bool = False) -> bool:
    """Whether it could have happened in the window, both ends included.

    In SQL, with `low` and `high` from `reach` and `:since`, `:until` of the window:
    `(low IS NULL OR :until IS NULL OR low <= :until)
    AND (high IS NULL OR :since IS NULL OR high >= :since)`.
    An unknown date, all of whose bounds are NULL, could have happened at any time.
    """
    low, high = reach(date, ongoing=ongoing)
    since, until = window.start_earliest, window.end_latest
    begins_in_time = low is None or until is None or low <= until
    ends_in_time = high is None or since is None or high >= since
    return begins_in_time and ends_in_time


def certain(date: Date, window: Window, *, ongoing: bool = False) -> bool:
    """Whether it lies wholly inside the window, both ends included.

    In SQL: `(:since IS NULL OR coalesce(low >= :since, 0))
    AND (:until IS NULL OR coalesce(high <= :until, 0))`. An unknown date is certain only where
    the window has no bounds at all.
    """
    low, high = reach(date, ongoing=ongoing)
    since, until = window.start_earliest, window.end_latest
    begins_inside = since is None or (low is not None and low >= since)
    ends_inside = until is None or (high is not None and high <= until)
    return begins_inside and ends_inside


def not_after(date: Date, published: Date) -> bool:
    """Whether it can have happened by the time it was published.

    The earliest bound is held against the latest of the publication: in UTC where both have a
    zone, else in civil time with a slack of 26 hours. True where a bound is missing.
    """
    if date.utc_earliest is not None and published.utc_latest is not None:
        return date.utc_earliest <= published.utc_latest
    if date.start_earliest is None or published.end_latest is None:
        return True
    if date.start_earliest <= published.end_latest:
        return True
    earliest, latest = _when(date.start_earliest), _when(published.end_latest)
    return earliest <= shifted(latest, ZONE_SLACK)


def is_future(date: Date, now_utc: str) -> bool:
    """Whether its earliest bound is more than 14 hours after `now_utc` (ISO, `Z` or not)."""
    earliest = date.utc_earliest or date.start_earliest
    if earliest is None or earliest[:10] < now_utc[:10]:
        return False
    return _when(earliest) > shifted(_when(now_utc[:19].replace(" ", "T")), AHEAD_SLACK)


def limit_words(date: Date, published: Date) -> str:
    """`July 2023, by 9 July` where the publication cuts a coarse date short; empty where not."""
    latest = date.end_latest if date.end_kind == "known" else None
    by = published.end_latest
    if latest is None or by is None or by >= latest or date.precision in ("minute", "hour", "day"):
        return ""
    if date.start_earliest is not None and by < date.start_earliest:
        return ""
    day = _when(by)
    same_year = date.start_earliest is not None and int(date.start_earliest[:4]) == day.year
    year = "" if same_year and latest[:4] == by[:4] else f" {day.year}"
    name = date.words
    if date.precision == "month" and date.qualifier is None and date.start_earliest is not None:
        start = _when(date.start_earliest)
        name = f"{MONTHS[start.month - 1]} {start.year}"
    return f"{name}, by {day.day} {MONTHS[day.month - 1]}{year}"


def compare_extent(date: Date) -> tuple[str | None, str | None]:
    """Earliest start and latest end in civil time, as disputes compare them.

    An approximate date (`~` or `%`) is widened at both ends by one unit of its precision: one
    hour for an hour or a part of the day, one day, one month, year, decade or century; a range
    by the unit of its ends. An approximate clock time (`about 13:40`) already reaches 30 minutes
    either side in its bounds and is not widened again.
    """
    return (
        _widened(date, date.start_earliest, -1),
        _widened(date, date.end_latest, 1),
    )


def compare_extent_utc(date: Date) -> tuple[str | None, str | None] | None:
    """The same in UTC; None where no zone is known."""
    if date.tz is None:
        return None
    return _widened(date, date.utc_earliest, -1), _widened(date, date.utc_latest, 1)


def disagree(one: Date, other: Date) -> bool:
    """Whether two accounts of when cannot both be true: their extents do not overlap.

    Compared in UTC where both have a zone, else in civil time. Unknown disagrees with nothing.
    """
    first, second = compare_extent_utc(one), compare_extent_utc(other)
    if first is None or second is None:
        first, second = compare_extent(one), compare_extent(other)
    (low, high), (other_low, other_high) = first, second
    apart = high is not None and other_low is not None and high < other_low
    return apart or (other_high is not None and low is not None and other_high < low)


def _widened(date: Date, bound: str | None, sign: int) -> str | None:
    if bound is None or date.qualifier not in _APPROXIMATE or date.edtf is None:
        return bound
    when = _when(bound)
    unit = _unit(date)
    if unit in _WIDENED_MONTHS:
        return _text(_months_on(when, sign * _WIDENED_MONTHS[unit]))
    step = {
        "minute": timedelta(0), "limit": timedelta(minutes=30), "hour": timedelta(hours=1),
        "part-of-day": timedelta(hours=1), "day": timedelta(days=1),
    }[unit]  # fmt: skip
    return _text(shifted(when, sign * step))


def _unit(date: Date) -> str:
    """The unit of precision by which an approximate date is widened."""
    if date.precision not in ("range", "minute"):
        return date.precision
    from tracker.dates.edtf import read  # only ranges and limits need a second look

    reading = read(date.edtf or "")
    if reading is None or (reading.kind == "one" and date.precision == "minute"):
        return "minute"
    if date.precision == "minute":
        return "limit" if reading.kind == "among" else "minute"
    units = [end.unit for end in reading.ends]
    if "range" in units:
        return "month"
    order = ("minute", "hour", "day", "month", "year", "decade", "century")
    widest = max(units, key=order.index)
    return "limit" if widest == "minute" else widest


def _months_on(when: datetime, months: int) -> datetime:
    """The same place in a month so many months on; the last day stays the last day."""
    from calendar import monthrange  # only an approximate month or coarser needs it

    total = when.year * 12 + when.month - 1 + months
    year, month = divmod(total, 12)
    if year < 1:
        return datetime.min
    if year > 9999:
        return datetime.max.replace(microsecond=0)
    last = monthrange(year, month + 1)[1]
    is_last = when.day == monthrange(when.year, when.month)[1]
    return when.replace(year=year, month=month + 1, day=last if is_last else min(when.day, last))


def _when(bound: str) -> datetime:
    return datetime.fromisoformat(bound)


def _text(when: datetime) -> str:
    return when.isoformat(timespec="seconds")
