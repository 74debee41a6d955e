"""Written-out dates with odd separators ("07-Jul-2023"), read by python-dateutil under guard."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.dates import moments
from tracker.dates.tokens import MONTH_WORDS, WEEKDAY_WORDS
from tracker.dates.value import DateError

if TYPE_CHECKING:
    from tracker.dates.moments import Reading

_LONGEST = 40
_PIECES = re.compile(r"[0-9]+|[A-Za-z]+")
_FILLED = (datetime(1901, 1, 1), datetime(1904, 12, 28))
_ORDINALS = ("st", "nd", "rd", "th")


def written_out(text: str) -> Reading | None:
    """The day of a text that holds a day, a month's name and a four-digit year, and no more.

    None where it holds anything else: dateutil fills in what is missing and skips what it does
    not know, so it is given only a text in which nothing is missing and everything is known, and
    is believed only where two different fillings agree and say what stands in the text.
    """
    if len(text) > _LONGEST or not text.isascii():
        return None
    pieces = _PIECES.findall(text.casefold())
    months = [MONTH_WORDS[piece] for piece in pieces if piece in MONTH_WORDS]
    numbers = [piece for piece in pieces if piece.isdigit()]
    days = [int(number) for number in numbers if len(number) <= 2]
    years = [int(number) for number in numbers if len(number) == 4]
    known = (*MONTH_WORDS, *WEEKDAY_WORDS, *_ORDINALS, *numbers, "of", "the")
    if (len(months), len(days), len(years), len(numbers)) != (1, 1, 1, 2):
        return None
    if any(piece not in known for piece in pieces) or re.search(r"[^A-Za-z0-9 ,./-]", text):
        return None
    found = _read_twice(text)
    if found is None or (found.day, found.month, found.year) != (days[0], months[0], years[0]):
        return None
    weekdays = [WEEKDAY_WORDS[piece] for piece in pieces if piece in WEEKDAY_WORDS]
    if any(weekday != found.weekday() for weekday in weekdays):
        name = moments.WEEKDAYS[found.weekday()]
        raise DateError(f"{found.date()} was a {name}", f'try "{name} {found.date()}"')
    return moments.one(moments.day(found))


def _read_twice(text: str) -> datetime | None:
    from dateutil.parser import ParserError, parse

    try:
        first, second = (parse(text, default=filled, dayfirst=True) for filled in _FILLED)
    except (ParserError, OverflowError, ValueError):
        return None
    return first if first == second else None
