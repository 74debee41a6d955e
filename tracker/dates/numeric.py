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
    """The day of `25/12/2023`, `2023/07/07` or, with an order, `07/06/2023`.

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
