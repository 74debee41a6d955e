"""The parts of a written-out date (a day, a month, a clock, "early") and what they come to."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date as calendar_day
from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.dates import daytimes, edtf, moments, zones
from tracker.dates.months import MONTHS, WEEKDAYS
from tracker.dates.value import DateError

if TYPE_CHECKING:
    from typing import NoReturn

    from tracker.dates.moments import Moment, Reading

USUAL = 'try "7 July 2023", "July 2023", 2023-07-07 or "7 July 2023 09:30"'


class NeedsAnchor(Exception):  # noqa: N818 - a question to the caller, not an error
    """The words are relative and nothing says to which day; `refusal` where that is worth more."""

    def __init__(self, refusal: DateError | None = None) -> None:
        super().__init__()
        self.refusal = refusal


@dataclass(slots=True)
class Context:
    """What a text is read against: the day relative words are counted from, and date order."""

    text: str
    today: calendar_day | None = None
    order: str | None = None
    leaned: bool = False
    beyond_today: bool = False

    def anchor(self, *, present_will_do: bool = False) -> calendar_day:
        """The day relative words are counted from; notes that it was needed."""
        self.leaned = True
        self.beyond_today = self.beyond_today or not present_will_do
        if self.today is None:
            raise NeedsAnchor
        return self.today

    def fail(self, reason: str, hint: str = USUAL) -> NoReturn:
        """Refuse the text, with the reason and what to type instead."""
        raise DateError(f"cannot read the date '{self.text}': {reason}", hint)


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time on no day yet; no minute where only the hour was said."""

    hour: int
    minute: int | None = None
    second: int | None = None
    half: str = ""
    midnight: bool = False

    def text(self) -> str:
        """`09:30`, and `09:00` for an hour."""
        return f"{self.hour:02}:{self.minute or 0:02}"


@dataclass(slots=True)
class Parts:
    """Everything that was said of one end of a date, in whatever order it came."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    which_weekday: str = ""
    clock: Clock | None = None
    part: str = ""
    edge: str = ""
    season: int | None = None
    season_end: int | None = None
    quarter: int | None = None
    half: int | None = None
    whole: Moment | None = None
    week: Reading | None = None
    mark: str | None = None
    offset: int | None = None
    zone: str | None = None
    clock_first: bool = False

    def names(self) -> set[str]:
        """The parts that were given, qualifiers and zones left out."""
        aside = ("mark", "offset", "zone", "clock_first", "which_weekday")
        return {
            field.name
            for field in fields(self)
            if field.name not in aside and getattr(self, field.name) not in (None, "")
        }

    def has_day(self) -> bool:
        """Whether a day was named, relative or not."""
        return self.day is not None or self.weekday is not None

    def set_day(self, day: calendar_day) -> None:
        """Take year, month and day from a calendar day."""
        self.year, self.month, self.day = day.year, day.month, day.day


def resolve(parts: Parts, context: Context) -> Reading:
    """The reading of the parts: one moment, or one somewhere among others.

    Raises `DateError` for parts that do not go together and `NeedsAnchor` where a day is missing
    that only the date of the source can give.
    """
    reading = _marked(_unplaced(parts, context), parts.mark)
    if parts.offset is None and parts.zone is None:
        return reading
    clocked = daytimes.named_part(reading) is None and any(end.has_clock for end in reading.ends)
    if not clocked:
        written = None if parts.offset is None else zones.fixed_name(parts.offset)
        return replace(reading, zone=parts.zone or written)
    if parts.offset is not None:
        reading = replace(
            reading,
            first=reading.first and moments.with_offset(reading.first, parts.offset),
            last=reading.last and moments.with_offset(reading.last, parts.offset),
        )
    return replace(reading, zone=parts.zone)


def day_of(parts: Parts, context: Context) -> calendar_day:
    """The calendar day of the parts, with the year and day that an anchor gives."""
    if parts.week is not None and parts.weekday is not None and parts.week.first is not None:
        return (parts.week.first.low + timedelta(days=parts.weekday)).date()
    if parts.day is None and parts.weekday is not None:
        if parts.year is not None or parts.month is not None:
            context.fail(
                f"which {WEEKDAYS[parts.weekday]} of the month is not said",
                'give the day as well: "Friday 7 July 2023"',
            )
        return _weekday(parts.weekday, parts.which_weekday, context)
    if parts.day is None:
        context.fail("a day is missing")
    if parts.month is None:
        context.fail("the month is missing")
    year = parts.year
    if year is None:
        year = _latest_year(parts.month, parts.day, context)
    day = edtf.existing_day(year, parts.month, parts.day)
    if parts.weekday is not None and day.weekday() != parts.weekday:
        name, said = WEEKDAYS[day.weekday()], WEEKDAYS[parts.weekday]
        raise DateError(
            f"{day.day} {MONTHS[day.month - 1]} {day.year:04} was a {name}, not a {said}",
            f'try "{name} {day.day} {MONTHS[day.month - 1]} {day.year:04}", or no weekday',
        )
    return day


def clock_on(day: calendar_day, clock: Clock) -> Moment:
    """The moment of a clock time on a day."""
    if clock.midnight:
        after = day + timedelta(days=1)
        raise DateError(
            f"midnight on {day} can be its beginning or its end",
            f'for the beginning "{day}T00:00", for the end "{after}T00:00"',
        )
    minute = None if clock.minute is None else f"{clock.minute:02}"
    second = None if clock.second is None else f"{clock.second:02}"
    return edtf.clock(day, f"{clock.hour:02}", minute, second)


def _unplaced(parts: Parts, context: Context) -> Reading:
    given = parts.names()
    if not given:
        context.fail("nothing in it says when")
    if parts.year is not None and not 1 <= parts.year <= 9999:
        context.fail("its year is outside 0001 to 9999", "years BC are not kept: unknown")
    if parts.whole is not None:
        return _whole(parts.whole, parts.edge, given, context)
    if parts.week is not None and parts.weekday is None:
        if given != {"week"}:
            context.fail("a week takes a weekday and nothing else beside it")
        return parts.week
    if parts.season is not None:
        return _season(parts, given, context)
    if parts.quarter is not None or parts.half is not None:
        if parts.year is None or len(given) > 2:
            context.fail("a quarter or half needs a year and nothing else", 'try "Q3 2023"')
        if parts.quarter is not None:
            return daytimes.quarter(parts.quarter, parts.year)
        return daytimes.half(parts.half or 1, parts.year)
    if parts.has_day():
        return _day(parts, context)
    if parts.clock is not None or parts.part:
        context.fail(
            "a time of day needs the day as well",
            'try "7 July 2023 09:30" or "morning of 7 July 2023"',
        )
    return _month_or_year(parts, context)


def _whole(whole: Moment, edge: str, given: set[str], context: Context) -> Reading:
    if edge and whole.unit == "decade" and given == {"whole", "edge"}:
        return daytimes.third_of_decade(whole.low.year // 10, edge)
    if given != {"whole"}:
        context.fail("a decade or century stands alone", 'try "early 1990s", 199X or "July 1994"')
    return moments.one(whole)


def _season(parts: Parts, given: set[str], context: Context) -> Reading:
    season, year = parts.season or 21, parts.year
    name = moments.SEASONS[season]
    if year is None or given - {"season", "season_end", "year"}:
        context.fail(f"a {name} needs a year and nothing else", f'try "{name} 2023"'
                     if season != 24 else 'try "winter 2022-23"')  # fmt: skip
    if season == 24 and parts.season_end is None:
        raise DateError(
            f"winter {year} can be the one before or after the summer of {year}",
            f'try "winter {year - 1}-{year % 100:02}" or "winter {year}-{(year + 1) % 100:02}"',
        )
    if parts.season_end is not None and (season != 24 or parts.season_end != year + 1):
        context.fail("only a winter runs from one year into the next", 'try "winter 2016-17"')
    moment = moments.season(year, season)
    first, last = MONTHS[moment.low.month - 1], MONTHS[moment.high.month - 1]
    start = f"{first} {year}" if season == 24 else first
    return moments.one(moment, f'"{context.text}" read as {start} to {last} {moment.high.year}')


def _day(parts: Parts, context: Context) -> Reading:
    day = day_of(parts, context)
    if parts.clock is not None:
        if parts.part or parts.edge:
            context.fail("it has both a clock time and a part of the day", f'try "{day}T09:30"')
        return moments.one(clock_on(day, parts.clock))
    part = parts.part
    if parts.edge:
        if parts.edge == "mid":
            context.fail("a day has no middle that is known", f'try "around noon on {day}"')
        joint = (
            f"{parts.edge} {part}" if part else {"early": "early", "late": "evening"}[parts.edge]
        )
        part = joint if joint in daytimes.PARTS else part or joint
    return daytimes.part_of_day(day, part) if part else moments.one(moments.day(day))


def _month_or_year(parts: Parts, context: Context) -> Reading:
    year, month = parts.year, parts.month
    if month is not None:
        if year is None:
            year = _latest_year(month, 1, context)
        if parts.edge:
            return daytimes.third_of_month(month, year, parts.edge)
        return moments.one(moments.month(month, year))
    if year is None:
        context.fail("it has no year")
    if parts.edge:
        return daytimes.third_of_year(year, parts.edge)
    return moments.one(moments.year(year))


def _weekday(wanted: int, which: str, context: Context) -> calendar_day:
    """The latest such day up to and including the anchor's own; "last Friday" may be refused."""
    anchor = context.anchor()
    back = (anchor.weekday() - wanted) % 7
    latest = anchor - timedelta(days=back)
    if which == "last":
        if back == 0:
            return anchor - timedelta(days=7)
        if wanted < anchor.weekday():
            before = latest - timedelta(days=7)
            raise DateError(
                f"'{context.text}' can mean {latest} or {before}, counted from {anchor}",
                f"type the day itself: {latest} or {before}",
            )
    if which == "this" and wanted > anchor.weekday():
        ahead = latest + timedelta(days=7)
        context.fail(f"this {WEEKDAYS[wanted]} would be {ahead}, after {anchor}", f"try {ahead}")
    return latest


def _latest_year(month: int, day: int, context: Context) -> int:
    """The year of the latest such month and day that had begun by the anchor."""
    if context.today is None:
        year = 2024 if (month, day) == (2, 29) else 2023
        shown = f"{MONTHS[month - 1]} {year}" if day == 1 else f"{day} {MONTHS[month - 1]} {year}"
        raise NeedsAnchor(
            DateError(f"cannot read the date '{context.text}': it has no year", f'try "{shown}"')
        )
    anchor = context.anchor()
    for year in range(anchor.year, max(anchor.year - 9, 0), -1):
        try:
            if calendar_day(year, month, day) <= anchor:
                return year
        except ValueError:
            continue
    return anchor.year


def _marked(reading: Reading, mark: str | None) -> Reading:
    if mark is None:
        return reading
    return replace(
        reading,
        first=reading.first and moments.qualified(reading.first, mark),
        last=reading.last and moments.qualified(reading.last, mark),
    )
