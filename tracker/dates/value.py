"""The date value: an EDTF form, four bounds in civil time, and the words that were typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Mapping

Precision = Literal[
    "minute", "hour", "part-of-day", "day", "range", "month", "year", "decade", "century", "unknown"
]
EndKind = Literal["known", "open", "unknown"]
AnchorKind = Literal["published", "said", "today"]

PRECISIONS: tuple[Precision, ...] = (
    "minute", "hour", "part-of-day", "day", "range", "month", "year", "decade", "century", "unknown"
)  # fmt: skip
QUALIFIERS = (None, "~", "?", "%")
END_KINDS = ("known", "open", "unknown")
UNKNOWN_TEXT = "unknown"
UNKNOWN_WORDS = "date unknown"

_is_fixed_width = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\Z").match


class DateError(TrackerError):
    """A date that is refused: what was read, why, and what to type instead."""


@dataclass(frozen=True, slots=True)
class Date:
    """When something happened, as precisely as it was said and no more.

    Bounds are `YYYY-MM-DDTHH:MM:SS`, civil time at the place, both ends included; None where there
    is no bound. `utc_earliest` and `utc_latest` are the extent (earliest start to latest end) in
    UTC where a zone is known. `text` is the words typed; a relative date keeps its anchor in them,
    so that `parse(date.text)` gives the date again. `note` says how a surprising text was read,
    and `shown` are the words as they were stored; neither takes part in equality. Raises
    `ValueError` for values that contradict one another: that is a fault of the caller, never of
    what a user typed.
    """

    edtf: str | None
    text: str
    start_earliest: str | None
    start_latest: str | None
    end_earliest: str | None
    end_latest: str | None
    precision: Precision
    qualifier: str | None = None
    end_kind: EndKind = "known"
    tz: str | None = None
    start_utc: str | None = None
    utc_earliest: str | None = None
    utc_latest: str | None = None
    note: str = field(default="", compare=False)
    shown: str | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        first, second = self.start_earliest, self.start_latest
        third, fourth = self.end_earliest, self.end_latest
        for bound in {first, second, third, fourth, *self._utc()}:
            if bound is not None and not _is_fixed_width(bound):
                raise ValueError(f"a bound is written YYYY-MM-DDTHH:MM:SS, not {bound!r}")
        if (
            _reversed(first, second)
            or _reversed(third, fourth)
            or _reversed(first, third)
            or _reversed(second, fourth)
            or _reversed(self.utc_earliest, self.utc_latest)
        ):
            raise ValueError(f"the bounds of {self.edtf!r} are out of order")
        if self.precision not in PRECISIONS or self.end_kind not in END_KINDS:
            raise ValueError(f"{self.precision!r} or {self.end_kind!r} is no kind of date")
        if self.qualifier not in QUALIFIERS:
            raise ValueError(f"{self.qualifier!r} is no qualifier")
        if (self.edtf is None) != (self.precision == "unknown"):
            raise ValueError("an unknown date has no EDTF form, every other has one")
        if self.tz is None and (self.start_utc or self.utc_earliest or self.utc_latest):
            raise ValueError("UTC is derived only where a zone is known")

    def _utc(self) -> tuple[str | None, str | None, str | None]:
        return self.start_utc, self.utc_earliest, self.utc_latest

    @property
    def words(self) -> str:
        """How it is printed: never a part that was not given (`7 Jul 2023 09:30 +03`)."""
        if self.shown is not None:
            return self.shown
        from tracker.dates.wording import words

        return words(self)

    @property
    def meaning(self) -> str:
        """The longer echo: weekdays, and what an open end means (`since 2016, still going on`)."""
        from tracker.dates.wording import meaning

        return meaning(self)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day that relative words ("on Thursday") are counted from, and where it comes from.

    The date may be of any precision: a window anchors where every day in it gives one answer.
    The kind `today` is the present day; only today, yesterday and "N days ago" may rest on it.
    """

    date: Date
    kind: AnchorKind


def without_zone(date: Date) -> Date:
    """The same date in civil time alone, whatever zone or offset it was typed in."""
    from dataclasses import replace

    return replace(date, tz=None, start_utc=None, utc_earliest=None, utc_latest=None)


def unknown(text: str = UNKNOWN_TEXT) -> Date:
    """The date of which nothing is known."""
    return Date(None, text, None, None, None, None, "unknown")


def restore(
    edtf: str | None,
    text: str,
    start_earliest: str | None,
    start_latest: str | None,
    end_earliest: str | None,
    end_latest: str | None,
    precision: Precision,
    qualifier: str | None = None,
    end_kind: EndKind = "known",
    tz: str | None = None,
    start_utc: str | None = None,
    utc_earliest: str | None = None,
    utc_latest: str | None = None,
    shown: str | None = None,
) -> Date:
    """The date that was stored in these columns; nothing is parsed and no zone is looked up.

    `shown` are its words as they were stored with it, which spares working them out.
    """
    return Date(
        edtf, text, start_earliest, start_latest, end_earliest, end_latest, precision, qualifier,
        end_kind, tz, start_utc, utc_earliest, utc_latest, shown=shown,
    )  # fmt: skip


def from_row(row: Mapping[str, str | None], prefix: str = "date_") -> Date:
    """The date stored in a row: `date_edtf`, `date_text`, the four bounds, `tz` and so on.

    A column that the row lacks counts as empty. The text of a row without one is its EDTF form.
    """

    def column(name: str) -> str | None:
        return row[name] if name in row.keys() else None  # noqa: SIM118 - sqlite3.Row has keys() only

    edtf = column(prefix + "edtf")
    return Date(
        edtf,
        column(prefix + "text") or edtf or UNKNOWN_TEXT,
        column("start_earliest"),
        column("start_latest"),
        column("end_earliest"),
        column("end_latest"),
        column(prefix + "precision") or "unknown",  # type: ignore[arg-type]
        column(prefix + "qualifier"),
        column("end_kind") or "known",  # type: ignore[arg-type]
        column("tz"),
        column("start_utc"),
        column("utc_earliest"),
        column("utc_latest"),
    )


def _reversed(earlier: str | None, later: str | None) -> bool:
    return earlier is not None and later is not None and earlier > later
