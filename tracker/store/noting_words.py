"""Stored values as they are typed, so that they are read as the same values again."""

from __future__ import annotations

from tracker import dates
from tracker.errors import TrackerError
from tracker.quantities import Number, parse_duration, show_number


def date_words(text: str, edtf: str | None, zone: str | None) -> str:
    """Return the words of a date if they are read as the same date again, else its EDTF form."""
    try:
        read = dates.parse(text, zone=zone)
    except TrackerError:
        read = None
    if read is not None and read.edtf == edtf:
        return text
    return edtf or dates.UNKNOWN_TEXT


def number_words(low: int | None, best: int | None, high: int | None, words: str | None) -> str:
    """Return how a number is typed, so that it is read with the same bounds and words."""
    if words is not None and low is None:
        return words
    return show_number(Number(low, best, high, words or "")).replace("–", "-")


def duration_words(text: str, low: int | None, high: int | None) -> str:
    """Return how a duration is typed, so that it is read with the same bounds."""
    try:
        read = parse_duration(text)
    except TrackerError:
        read = None
    if read is not None and (read.low, read.high) == (low, high):
        return text
    if low is None or high is None:
        return f"at least {low}m" if high is None else f"at most {high}m"
    return f"{low}m" if low == high else f"{low}-{high} minutes"


def derived_zone(text: str, zone: str | None) -> str | None:
    """Return the zone that a date gets which is read in `zone`: its own, where it names one."""
    try:
        return dates.parse(text, zone=zone).tz
    except TrackerError:
        return zone
