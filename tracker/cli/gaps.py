"""`tracker timeline --gaps 30d`: the silences of what was selected, alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tracker.cli.filtering import reading_as_asked
from tracker.cli.shared import say
from tracker.cli.streams import put
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.filters import Filter
    from tracker.report.rows import Rows
    from tracker.report.timeline import Silence

FORMATS = ("table", "md", "csv", "tsv", "json", "jsonl")
COLUMNS = ("lasts", "days", "first_day", "last_day", "after", "before")
_DAY_MINUTES = 24 * 60
_SECOND = timedelta(seconds=1)


def print_gaps(wanted: Filter, least: str, reverse: bool, name: str, width: int) -> None:
    """Print the times of at least `least` without an entry among the incidents of `wanted`."""
    from tracker.formats.rows import write_rows
    from tracker.report.timeline import silences
    from tracker.store import incidents
    from tracker.store.selection import select

    if name not in FORMATS:
        raise TrackerError(f"unknown format '{name}'", f"one of: {', '.join(FORMATS)}")
    days = _days(least)
    with reading_as_asked(wanted) as conn:
        ids = (number for number, _ in select(conn, wanted).ids(conn, newest=reverse))
        found = list(silences(incidents.read(conn, ids), days, reverse=reverse))
    if not found:
        say([f"no silence of {days:,} {'day' if days == 1 else 'days'} or more"])
        if name == "table":
            return
    put(write_rows(_rows(found), name, width if name == "table" else None), name)


def _rows(found: Iterable[Silence]) -> Rows:
    from tracker.report.rows import Rows

    rows = [
        (
            silence.words,
            silence.length.days,
            (datetime.fromisoformat(silence.start) + _SECOND).date().isoformat(),
            (datetime.fromisoformat(silence.end) - _SECOND).date().isoformat(),
            silence.after,
            silence.before,
        )
        for silence in found
    ]
    return Rows(COLUMNS, tuple(rows))


def _days(text: str) -> int:
    from tracker.quantities import parse_duration

    minutes = int(text) * _DAY_MINUTES if text.isdecimal() else parse_duration(text).high
    if minutes is None or minutes < _DAY_MINUTES:
        raise TrackerError(f"--gaps '{text}' is no number of days", "for example: --gaps 30d")
    return -(-minutes // _DAY_MINUTES)
