"""Reading the words of a stored date again, for another zone, as they were meant then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker import dates
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.dates import Date


def reread(text: str, edtf: str | None, zone: str | None) -> Date:
    """Return the date that was typed as `text` and read as `edtf`, for a place in `zone`.

    Words that were once read with help (day or month first) are read by what came of it.
    """
    try:
        date = dates.parse(text, zone=zone)
    except TrackerError:
        date = None
    if date is not None and (date.edtf or "")[:10] == (edtf or "")[:10]:
        return date
    if edtf is None:
        return dates.unknown(text)
    for order in ("dmy", "mdy"):
        try:
            date = dates.parse(text, zone=zone, order=order)
        except TrackerError:
            break
        if (date.edtf or "")[:10] == edtf[:10]:
            return date
    return replace(dates.parse(edtf, zone=zone), text=text)


def recorded_in(date: Date, zone: str | None) -> Date:
    """Return a date that was read now as its words were read in the zone of another time."""
    try:
        return dates.parse(date.text, zone=zone)
    except TrackerError:
        return reread(date.text, date.edtf, zone)
