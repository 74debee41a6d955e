"""What is said below a source that cannot be read: looked at alone, so that no fault waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker import dates
from tracker.errors import TrackerError
from tracker.fields import NUMBER_STANCES
from tracker.importers.lines import FaultError
from tracker.quantities import parse_duration, parse_number

if TYPE_CHECKING:
    from tracker.notes import Said

_SOME_DAY: Final = "2023-07-09"


def unreadable(said: Said) -> FaultError | None:
    """Return the fault of a date or a number that is none, whoever says it and when."""
    try:
        if said.field.family == "date":
            _read_date(said.text)
        elif said.field.family == "number" and said.text and said.text not in NUMBER_STANCES:
            (parse_duration if said.name == "duration" else parse_number)(said.text)
    except TrackerError as error:
        return FaultError(said.at[1] - 1, error.message, error.hint)
    return None


def _read_date(text: str) -> None:
    """Read a date in either order of day and month: which one is meant is not known here."""
    anchor = dates.Anchor(dates.parse(_SOME_DAY), "published")
    try:
        dates.parse(text, anchor=anchor, order="dmy")
    except TrackerError:
        dates.parse(text, anchor=anchor, order="mdy")


def for_nobody(said: list[Said]) -> list[Said]:
    """Return what can be checked further without its source, as if it were the analyst's own."""
    kept = []
    for each in said:
        if each.field.part == "evidence" or each.claimed or each.operator == "!=":
            continue
        if each.text in NUMBER_STANCES:
            continue
        text = "unknown" if each.field.family == "date" else each.text
        kept.append(each._replace(text=text, parts=(), quote=None))
    return kept
