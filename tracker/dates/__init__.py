"""Dates as analysts write them: EDTF, four bounds, and the words that were typed."""

from __future__ import annotations

from tracker.dates.parse import parse
from tracker.dates.value import (
    UNKNOWN_TEXT,
    UNKNOWN_WORDS,
    Anchor,
    Date,
    DateError,
    Precision,
    from_row,
    restore,
    unknown,
)

__all__ = [
    "UNKNOWN_TEXT",
    "UNKNOWN_WORDS",
    "Anchor",
    "Date",
    "DateError",
    "Precision",
    "from_row",
    "parse",
    "restore",
    "unknown",
]
