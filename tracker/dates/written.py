"""A day with a month's name and odd separators ("07-Jul-2023"), read by python-dateutil."""

from __future__ import annotations

import re
from datetime import date as calendar_day
from datetime import datetime

from tracker.dates.tokens import MONTH_WORDS

_LONGEST = 24
_ORDINALS = ("st", "nd", "rd", "th")
_FILLED = (datetime(1901, 1, 1), datetime(1904, 12, 28))


def written_out(text: str) -> calendar_day | None:
    """The day of a text that holds one day, one month's name, one four-digit year, and no more.

    None for any other text. dateutil fills in what is missing and passes over what it does not
    know, so it is given only a text in which nothing is missing and everything is known, and is
    believed only where two different fillings agree and say what stands in the text.
    """
    if len(text) > _LONGEST or not text.isascii():
        return None
    pieces = re.findall(r"[0-9]+|[a-z]+", text.casefold())
    months = [MONTH_WORDS[piece] for piece in pieces if piece in MONTH_WORDS]
    days = [int(piece) for piece in pieces if piece.isdigit() and len(piece) <= 2]
    years = [int(piece) for piece in pieces if piece.isdigit() and len(piece) == 4]
    others = [piece for piece in pieces if not piece.isdigit() and piece not in MONTH_WORDS]
    if (len(months), len(days), len(years)) != (1, 1, 1) or set(others) - set(_ORDINALS):
        return None
    found = _read_twice(text)
    stated = (years[0], months[0], days[0])
    return found if found and (found.year, found.month, found.day) == stated else None


def _read_twice(text: str) -> calendar_day | None:
    from dateutil.parser import ParserError, parse  # slow to load, and seldom needed

    try:
        first, second = (parse(text, default=filled) for filled in _FILLED)
    except (ParserError, OverflowError, ValueError):
        return None
    return first.date() if first == second else None
