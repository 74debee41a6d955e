"""EDTF and ISO 8601 forms: level 0 and 1 in full, "one of" ranges, weeks; the rest named, refused.

The standard is ISO 8601-2:2019 and https://www.loc.gov/standards/datetime/. Clock times in
ranges, qualifiers on a clock time and hours without minutes (`T23`) are extensions.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date as calendar_day
from datetime import datetime, timedelta

from tracker.dates import moments, zones
from tracker.dates.moments import Moment, Reading
from tracker.dates.months import MONTHS
from tracker.dates.numeric import cut_short
from tracker.dates.value import DateError

_UNIT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}[Xx]|[0-9]{2}[Xx]{2})"
    r"(?:-(?P<month>[0-9]{2}|[Xx]{2})(?:-(?P<day>[0-9]{2}|[Xx]{2})"
    r"(?:(?P<by>[Tt ])(?P<hour>[0-9]{2})(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?)?"
    r"(?P<offset>[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?)?)?"
    r"(?P<mark>[~?%])?\Z"
)
_WEEK = re.compile(r"([0-9]{4})-?W([0-9]{2})(?:-?([0-9]))?\Z", re.IGNORECASE)
_CLOCKS = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})\Z")
_OUTSIDE = re.compile(r"-[0-9]{4}(-|\Z)|Y-?[0-9]|[0-9]{5,}(-[0-9]{2})?\Z", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"(0?[1-9]|1[0-2])[-/.]([0-9]{4})\Z|([0-9]{4})\.(0?[1-9]|1[0-2])\Z")
_LEVEL_TWO = re.compile(
    r"[~?%][0-9]{4}-|[0-9]{4}(-[0-9]{2})?[~?%]-|[0-9]*X[0-9X]*(-|\Z)|[0-9]{4}S[0-9]|[0-9]{4}-X"
    r"|[0-9]{4}-[~?%0-9][0-9]?-?[~?%X]",
    re.IGNORECASE,
)


def read(text: str) -> Reading | None:
    """The reading of an EDTF or ISO form; None where the text is no such form.

    Raises `DateError` for a form that is impossible (`2023-02-30`) or that is not kept.
    """
    if text[:1] in ("[", "{"):
        return _set(text)
    clocks = _CLOCKS.match(text)
    if clocks:
        return _clocks(*clocks.groups())
    moment = unit(text)
    if moment is not None:
        return moments.one(moment, _surprise(text, moment))
    for sign in ("/", ".."):
        if sign in text:
            return _interval(text, sign)
    week = _WEEK.match(text)
    if week:
        return _week(text, int(week[1]), int(week[2]), week[3])
    _refuse(text)
    return None


def unit(text: str) -> Moment | None:
    """One moment (`2016`, `201X`, `2016-03-XX`, `2023-07-07T09:30Z~`); None for another form."""
    found = _UNIT.match(text)
    if found is None:
        return None
    year, month, day, mark = found["year"], found["month"], found["day"], found["mark"]
    if not year.isdigit():
        if month is not None:
            return None
        tens = year.upper().rstrip("X")
        moment = moments.century(int(tens)) if len(tens) == 2 else moments.decade(int(tens))
        return moments.qualified(moment, mark)
    number = _year(year)
    if month is None:
        return moments.qualified(moments.year(number), mark)
    if not month.isdigit():
        if day is not None and day.isdigit():
            return None
        return moments.qualified(moments.year(number, text.rstrip("~?%").upper()), mark)
    if "21" <= month <= "24" and day is None:
        return moments.qualified(moments.season(number, int(month)), mark)
    _check_month(year, month, day)
    if day is None or not day.isdigit():
        base = "" if day is None else text.rstrip("~?%").upper()
        return moments.qualified(moments.month(int(month), number, base), mark)
    which = existing_day(number, int(month), int(day))
    if found["hour"] is None:
        return moments.qualified(moments.day(which), mark)
    if found["by"] == " " and found["minute"] is None:
        return None
    moment = clock(which, found["hour"], found["minute"], found["second"])
    offset = zones.offset_minutes(found["offset"]) if found["offset"] else None
    return moments.with_offset(moments.qualified(moment, mark), offset)


def clock(which: calendar_day, hours: str, minutes: str | None, seconds: str | None) -> Moment:
    """The moment of a 24-hour clock time on a day; refuses one that no clock shows."""
    if int(hours) == 24 and int(minutes or 0) == 0 and int(seconds or 0) == 0:
        after = which + timedelta(days=1)
        raise DateError(f"24:00 on {which} is 00:00 of the next day", f'try "{after}T00:00"')
    if int(hours) > 23:
        raise DateError(
            f"there is no hour {hours} in a day", f'hours run from 00 to 23: "{which}T23:00"'
        )
    if minutes is None:
        return moments.hour(which, int(hours))
    if int(minutes) > 59 or int(seconds or 0) > 59:
        raise DateError(
            f"there is no clock time {hours}:{minutes}{':' + seconds if seconds else ''}",
            f'minutes and seconds run from 00 to 59: "{which}T{int(hours):02}:59"',
        )
    if seconds is None:
        return moments.minute(which, int(hours), int(minutes))
    return moments.second_at(
        datetime(which.year, which.month, which.day, int(hours), int(minutes), int(seconds))
    )


def existing_day(year: int, month: int, day: int) -> calendar_day:
    """The calendar day; refuses 30 February and its kind, with the last day there is."""
    last = monthrange(year, month)[1] if year else 31
    if not 1 <= day <= last:
        name = MONTHS[month - 1]
        raise DateError(
            f"{name} {year:04} has {last} days, there is no {day}",
            f"try {year:04}-{month:02}-{last:02}, or {year:04}-{month:02} for the whole month",
        )
    return calendar_day(year, month, day)


def _year(written: str) -> int:
    if written == "0000":
        raise _outside(written)
    return int(written)


def _outside(written: str) -> DateError:
    return DateError(
        f"the year of '{written}' is outside 0001 to 9999; years BC are not kept",
        "leave the date unknown and say it in the description: unknown",
    )


def _check_month(year: str, month: str, day: str | None) -> None:
    if "01" <= month <= "12":
        return
    if day is None and month > year[2:] and "25" <= month <= "99":
        span = f"{year}/{year[:2]}{month}"
        raise DateError(
            f"'{year}-{month}' is no month; for the years, write both in full", f'try "{span}"'
        )
    if day is None and "13" <= month <= "20" and month > year[2:]:
        raise DateError(
            f"'{year}-{month}' is ambiguous: it looks like a month, and there is no month {month}",
            f'for the years write "{year} to {year[:2]}{month}", for a month "{year}-12"',
        )
    if day is None and "25" <= month <= "41":
        raise DateError(
            f"the EDTF code {month} in '{year}-{month}' is level 2 and not kept",
            f'try "Q3 {year}", "first half of {year}" or "spring {year}"',
        )
    raise DateError(f"there is no month {month}", f"months run from {year}-01 to {year}-12")


def _surprise(text: str, moment: Moment) -> str:
    if moment.unit != "range":
        return ""
    code, year = int(moment.base[5:]), moment.low.year
    last = f"{moment.high.year}" if moment.high.year != year else ""
    months = f"{MONTHS[moment.low.month - 1]} {year}" if last else (MONTHS[moment.low.month - 1])
    end = MONTHS[moment.high.month - 1]
    note = f'"{text}" read as {moments.SEASONS[code]}, {months} to {end} {last or year}'
    later = year // 100 * 100 + code
    return f'{note} (EDTF); for the years: "{year:04} to {later:04}"' if later > year else note


def _interval(text: str, sign: str) -> Reading | None:
    left, right = (side.strip() for side in text.split(sign, 1))
    if sign == "/" and (left, right) in (("..", ".."), ("", ""), ("", ".."), ("..", "")):
        raise _says_nothing(text)
    if sign == ".." and not left and not right:
        raise _says_nothing(text)
    first = None if left in ("", "..") else unit(left)
    last = None if right in ("", "..") else unit(right)
    if first is not None and last is None and right.replace("-", "").isdigit():
        full = left[: len(left) - len(right)] + right
        hint = f'try "{left}/{full}"' if full > left and unit_or_none(full) else ""
        if len(left) == 4 and len(right) <= 2 and "01" <= f"{right:0>2}" <= "12":
            hint = cut_short(int(left), right)
        hint = hint or 'write both ends in full, as in "2016/2018"'
        raise DateError(f"the end '{right}' of the range '{text}' is cut short", hint)
    if (first is None and left not in ("", "..")) or (last is None and right not in ("", "..")):
        _refuse(text)
        return None
    unstated = sign == "/" and "" in (left, right)
    notes = (_surprise(each, end) for each, end in ((left, first), (right, last)) if end)
    return Reading("span", first, last, unstated, note="; ".join(filter(None, notes)))


def _says_nothing(text: str) -> DateError:
    return DateError(f"'{text}' gives neither a start nor an end", "for no date at all: unknown")


def _set(text: str) -> Reading | None:
    body, mark = (text[:-1], text[-1]) if text[-1:] in ("~", "?", "%") else (text, None)
    inside = body[1:-1]
    if body[0] == "{" or "," in inside:
        ends = [part.strip() for part in re.split(r",|\.\.", inside) if unit(part.strip())]
        hint = f'"between {ends[0]} and {ends[-1]}"' if ends else '"between 2016 and 2018"'
        raise DateError(
            f"'{text}' is a level-2 set: only one-of ranges are kept",
            f"try {hint} for some day in it, or record each date as its own incident",
        )
    if body[-1] != "]":
        return None
    left, dots, right = (part.strip() for part in inside.partition(".."))
    first = unit(left) if left else None
    last = unit(right) if right else None
    if dots and not left and not right:
        raise _says_nothing(text)
    if (left and first is None) or (right and last is None):
        return None
    if not dots:
        return moments.one(moments.qualified(first, mark)) if first else None
    first = moments.qualified(first, mark) if first else None
    last = moments.qualified(last, mark) if last else None
    return among(first, last)


def among(first: Moment | None, last: Moment | None) -> Reading:
    """Somewhere from first to last; a single moment where both are the same."""
    if first is not None and last is not None and first.edtf == last.edtf:
        return moments.one(first)
    return Reading("among", first, last)


def _clocks(day: str, start: str, end: str) -> Reading | None:
    """`2023-07-07 09:30-11:30`, where `-05:00` could be an offset: refused if it could be both."""
    hours, minutes = int(end[:2]), int(end[3:])
    is_offset = minutes < 60 and zones.in_use(-(hours * 60 + minutes))
    is_end = end > start and hours < 24 and minutes < 60
    if is_offset and is_end:
        raise DateError(
            f"'-{end}' can be an offset from UTC or the end of a range",
            f'for the offset "{day} {start} -{end}", for the range "{day}T{start}/{day}T{end}"',
        )
    second = f"{day}T{end}" if is_end else ""
    first = unit(f"{day}T{start}-{end}" if is_offset else f"{day}T{start}")
    if first is None or is_offset:
        return None if first is None else moments.one(first)
    if not is_end:
        raise DateError(
            f"the range ends (-{end}) before it starts ({start})",
            f'write both days: "{day}T{start}/{day}T23:59"',
        )
    return Reading("span", first, unit(second))


def _week(text: str, year: int, number: int, weekday: str | None) -> Reading:
    if year == 0:
        raise _outside(text)
    last = calendar_day(year, 12, 28).isocalendar().week
    if not 1 <= number <= last:
        raise DateError(
            f"{year:04} has {last} weeks, there is no week {number}", f"try {year:04}-W{last}"
        )
    if weekday is not None and not "1" <= weekday <= "7":
        raise DateError(
            f"there is no weekday {weekday}", f"try {year}-W{number:02}-7 for the Sunday"
        )
    if weekday is not None:
        day = calendar_day.fromisocalendar(year, number, int(weekday))
        return moments.one(moments.day(day), f'"{text}" read as {day}')
    monday, sunday = (calendar_day.fromisocalendar(year, number, edge) for edge in (1, 7))
    return Reading("among", moments.day(monday), moments.day(sunday))


def _refuse(text: str) -> None:
    """Raise the reason where a text is an EDTF or ISO form that is not kept; else pass it by."""
    if _OUTSIDE.match(text):
        if re.match(r"[0-9]{8}\Z", text) and "01" <= text[4:6] <= "12" and text[:4] > "0999":
            iso = f"{text[:4]}-{text[4:6]}-{text[6:]}"
            if unit_or_none(iso):
                raise DateError(f"'{text}' is hard to tell from a number", f"try {iso}")
        if text.isdigit() and len(text) > 5:
            raise _digits(text)
        raise _outside(text)
    ordinal = re.match(r"([0-9]{4})-([0-9]{3})\Z", text)
    if ordinal and 1 <= int(ordinal[2]) <= 366 and ordinal[1] != "0000":
        day = calendar_day(int(ordinal[1]), 1, 1) + timedelta(days=int(ordinal[2]) - 1)
        raise DateError(f"'{text}' counts days of the year, which is not read", f"try {day}")
    month_first = _MONTH_FIRST.match(text)
    if month_first:
        month, year = month_first[1] or month_first[4], month_first[2] or month_first[3]
        raise DateError(
            f"cannot read the date '{text}': a month stands after its year and a hyphen",
            f"try {year}-{int(month):02}",
        )
    if " " not in text and _LEVEL_TWO.match(text):
        raise DateError(
            f"'{text}' is EDTF level 2, of which only one-of ranges are kept",
            'put the mark at the end ("2016-03~") or write the range ("2016/2018")',
        )


def unit_or_none(text: str) -> Moment | None:
    """The moment, or None where the text is impossible as well as where it is another form."""
    try:
        return unit(text)
    except DateError:
        return None


def _digits(text: str) -> DateError:
    return DateError(f"cannot read the date '{text}': too many digits in a row", "try 2023-07-07")
