"""Reading a typed date: plain ISO forms at once, everything else by the EDTF and phrase grammars."""

from __future__ import annotations

from datetime import date as calendar_day
from typing import TYPE_CHECKING

from tracker.dates.value import Date, DateError

if TYPE_CHECKING:
    from tracker.dates.value import Anchor

_MONTH_ENDS = {
    "01": "31", "03": "31", "04": "30", "05": "31", "06": "30", "07": "31",
    "08": "31", "09": "30", "10": "31", "11": "30", "12": "31",
}  # fmt: skip


def parse(
    text: str,
    *,
    anchor: Anchor | None = None,
    zone: str | None = None,
    order: str | None = None,
) -> Date:
    """The date that the text says, never more precise than it says.

    `anchor` is the day that relative words are counted from; words and anchor are kept in the
    date's text. `zone` is the zone of the place: a clock time without a zone gets it, one typed
    in another zone is converted to it, and anything without a clock time is never shifted.
    `order` (`dmy` or `mdy`) settles `07/06/2023`. Raises `DateError` for whatever is not
    understood, is impossible, or could mean two things.
    """
    if zone is None and len(text) <= 16 and text.isascii():
        date = _plain(text)
        if date is not None:
            return date
    raise DateError(f"cannot read the date '{text[:60]}'", 'try "7 July 2023" or 2023-07-07')


def _plain(text: str) -> Date | None:
    """The date of `2016`, `2016-03`, `2023-07-07` or `2023-07-07T09:30`; None for anything else."""
    size = len(text)
    if size == 10 and text[4] == text[7] == "-":
        try:
            calendar_day.fromisoformat(text)
        except ValueError:
            return None
        low, high = f"{text}T00:00:00", f"{text}T23:59:59"
        return Date(text, text, low, high, low, high, "day")
    if size == 4 and text.isdigit() and text != "0000":
        low, high = f"{text}-01-01T00:00:00", f"{text}-12-31T23:59:59"
        return Date(text, text, low, high, low, high, "year")
    if size == 7 and text[4] == "-" and text[:4].isdigit() and text[:4] != "0000":
        end = _MONTH_ENDS.get(text[5:])
        if end is None:
            return None
        low, high = f"{text}-01T00:00:00", f"{text}-{end}T23:59:59"
        return Date(text, text, low, high, low, high, "month")
    if size == 16 and text[4] == text[7] == "-" and text[13] == ":" and text[10] in "T ":
        try:
            calendar_day.fromisoformat(text[:10])
        except ValueError:
            return None
        hour, minute = text[11:13], text[14:]
        if not (hour.isdigit() and minute.isdigit() and hour < "24" and minute < "60"):
            return None
        edtf = f"{text[:10]}T{text[11:]}"
        low, high = f"{edtf}:00", f"{edtf}:59"
        return Date(edtf, text, low, high, low, high, "minute")
    return None
