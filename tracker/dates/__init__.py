"""Dates as analysts write them: EDTF, four bounds, and the words that were typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.dates.parse import parse
from tracker.dates.value import (
    UNKNOWN_TEXT,
    UNKNOWN_WORDS,
    Anchor,
    AnchorKind,
    Date,
    DateError,
    EndKind,
    Precision,
    from_row,
    restore,
    unknown,
    without_zone,
)

if TYPE_CHECKING:
    from tracker.dates.cell import Cells, GlyphClass, cells, day_cell, glyph_class, month_of
    from tracker.dates.compare import (
        Window,
        certain,
        compare_extent,
        compare_extent_utc,
        could,
        disagree,
        is_future,
        limit_words,
        not_after,
        reach,
    )

_ELSEWHERE = {
    "cell": ("Cells", "GlyphClass", "cells", "day_cell", "glyph_class", "month_of"),
    "compare": (
        "Window", "certain", "compare_extent", "compare_extent_utc", "could", "disagree",
        "is_future", "limit_words", "not_after", "reach",
    ),
}  # fmt: skip

__all__ = [
    "UNKNOWN_TEXT",
    "UNKNOWN_WORDS",
    "Anchor",
    "AnchorKind",
    "Cells",
    "Date",
    "DateError",
    "EndKind",
    "GlyphClass",
    "Precision",
    "Window",
    "cells",
    "certain",
    "compare_extent",
    "compare_extent_utc",
    "could",
    "day_cell",
    "disagree",
    "from_row",
    "glyph_class",
    "is_future",
    "limit_words",
    "month_of",
    "not_after",
    "parse",
    "reach",
    "restore",
    "unknown",
    "without_zone",
]


def __getattr__(name: str) -> object:
    # A command that only parses a date does not load what prints and compares one.
    from importlib import import_module

    for module, names in _ELSEWHERE.items():
        if name in names:
            found: object = getattr(import_module(f"{__name__}.{module}"), name)
            globals()[name] = found  # asked for once
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
