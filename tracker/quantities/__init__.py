"""How many and how long, as people type it: numbers with bounds, durations in minutes."""

from __future__ import annotations

from tracker.quantities.durations import Duration, parse_duration, show_duration
from tracker.quantities.numbers import Number, counted_in, parse_number, show_number
from tracker.quantities.typed import LARGEST

__all__ = [
    "LARGEST",
    "Duration",
    "Number",
    "counted_in",
    "parse_duration",
    "parse_number",
    "show_duration",
    "show_number",
]
