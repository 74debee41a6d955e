"""The date cell of a timeline: a month to stand as heading, and the day and clock under it."""

from __future__ import annotations

from datetime import date as calendar_day
from typing import TYPE_CHECKING, Literal, NamedTuple

from tracker.dates.months import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from tracker.dates.value import Date

GlyphClass = Literal["coarse", "day", "part", "clock"]


class Cells(NamedTuple):
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
    """The cells of a date: `Fri  7` and `09:30` under July 2023; coarser dates in their words.

    A plain day and what is coarser, nearly all of a timeline, are worked out here; the rest is
    taken apart as EDTF.
    """
    edtf = date.edtf
    if edtf is None:
        return Cells(None, date.words, "", "coarse")
    if date.precision == "day" and len(edtf) == 10 and edtf.replace("-", "").isdigit():
        year, month, day = int(edtf[:4]), int(edtf[5:7]), int(edtf[8:])
        weekday = WEEKDAYS[calendar_day(year, month, day).weekday()][:3]
        return Cells(f"{MONTHS[month - 1]} {year:04}", f"{weekday} {day:2}", "", "day")
    if edtf[0] != "[" and edtf.partition("/")[0].count("-") < 2:
        return Cells(None, date.words, "", glyph_class(date))
    from tracker.dates.cell_parts import parted  # loads what reads EDTF

    heading, shown, clock = parted(date) or (None, date.words, "")
    return Cells(heading, shown, clock, glyph_class(date))


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
