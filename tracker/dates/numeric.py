"""Dates in numbers alone: 25/12/2023 has one reading, 07/06/2023 has two and is refused."""

from __future__ import annotations

import re
from datetime import date as calendar_day
from typing import TYPE_CHECKING

from tracker.dates.months import MONTHS
from tracker.dates.value import DateError

if TYPE_CHECKING:
    from tracker.dates.parts import Context


def numeric_day(text: str, context: Context) -> calendar_day:
    """The day of `25/12/2023`, `2023/07/07`, `2023-7-7` or, with an order, `07/06/2023`.

    Raises `DateError` where the order of day and month is not known, and for two-digit years.
    """
    first, second, third = re.split(r"[/.-]", text)
    if len(first) == 4:
        return _existing(text, int(first), int(second), int(third), context)
    if len(third) != 4:
        raise DateError(
            f"the year '{third}' in '{text}' has two digits",
            f"write the year in full and the year first, as in 20{third[-2:]}-07-06",
        )
    year = int(third)
    readings = {
        "dmy": _day(year, int(second), int(first)),
        "mdy": _day(year, int(first), int(second)),
    }
    if context.order in readings:
        month, day = (second, first) if context.order == "dmy" else (first, second)
        return _existing(text, year, int(month), int(day), context)
    days = {day for day in readings.values() if day is not None}
    if not days:
        return _existing(text, year, int(second), int(first), context)
    if len(days) == 1:
        return days.pop()
    day, month = readings["dmy"], readings["mdy"]
    assert day is not None
    assert month is not None
    raise DateError(
        f"'{text}' can be {_named(day)} or {_named(month)} {year}",
        f"try {day} for {_named(day)}, {month} for {_named(month)}, or add --date-order dmy or mdy",
    )


def cut_short(year: int, end: str) -> str:
    """What to type for `2023-7` or `2016–18`: the month and the years that may be meant.

    >>> cut_short(2023, "7"), cut_short(2016, "18")
    ('for the month 2023-07, for the years "2023 to 2027"', 'for the years "2016 to 2018"')
    """
    full = f"{year:04}"[: -len(end)] + end
    meant = [f"for the month {year:04}-{int(end):02}"] if 1 <= int(end) <= 12 else []
    meant += [f'for the years "{year:04} to {full}"'] if int(full) > year else []
    return ", ".join(meant) or 'write both years in full, as in "2016 to 2018"'


def _existing(text: str, year: int, month: int, day: int, context: Context) -> calendar_day:
    found = _day(year, month, day)
    if found is None:
        order = f" in the order {context.order}" if context.order else ""
        raise DateError(f"'{text}' is no day of the calendar{order}", "try 2023-07-07")
    return found


def _day(year: int, month: int, day: int) -> calendar_day | None:
    try:
        return calendar_day(year, month, day)
    except ValueError:
        return None


def _named(day: calendar_day) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def without_half(text: str, hour: int, minute: int | None, half: str) -> str:
    """What to type for `13:30 pm`: the same text with the clock time of 24 hours."""
    if hour > 23:
        return "hours run from 1 to 12 with am or pm"
    meant = [f"{hour or (12 if half == 'p' else 0):02}:{minute or 0:02}"]
    if half == "a" and hour > 12:
        meant.append(f"{hour - 12:02}:{minute or 0:02}")
    typed = r"[0-9]{1,2}(?:[:.][0-9]{2}){0,2}\s*[ap](?:m\b|\.\s?m)\.?"
    ready = [re.sub(typed, clock, text, flags=re.IGNORECASE) for clock in meant]
    return "try " + " or ".join(f'"{each}"' for each in ready)
