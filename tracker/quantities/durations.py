"""How long, as people type it: minutes with bounds, or words that give none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.errors import TrackerError
from tracker.quantities.typed import ABOUT, FIGURE, LARGEST, one_line, plain, refuse_figures

if TYPE_CHECKING:
    from collections.abc import Callable

    Extent = tuple[int | None, int | None]

_DURATION_HINT = "try 2h, 90m, 1h30, 3d, '2-3 hours' or 'about 2h'"


@dataclass(frozen=True, slots=True)
class Duration:
    """How long, in minutes: bounds included, None where open or not said; `text` as typed."""

    low: int | None = None
    high: int | None = None
    text: str = ""

    def __post_init__(self) -> None:
        given = [bound for bound in (self.low, self.high) if bound is not None]
        for bound in given:
            if not 0 <= bound <= LARGEST:
                raise TrackerError(
                    f"the duration of {bound} minutes is not from 0 to {LARGEST:,}", _DURATION_HINT
                )
        if given != sorted(given):
            raise TrackerError(
                f"the duration '{self.text or given}' has the longer one first",
                "try '2-3 hours', the shorter one first",
            )
        if not given and not self.text:
            raise TrackerError("a duration without figures or words", _DURATION_HINT)


def parse_duration(text: str) -> Duration:
    """The duration that a text gives, in minutes; words without a figure are kept as words.

    2h · 90m · 1h30 · "2 hours" · 3d · 1w · 1½h · "half an hour" · "2-3 hours" · "at least 2h" ·
    "under an hour", "nearly an hour" (no lower bound) · "about 2h" (90 to 150 minutes: a quarter
    either way) · "overnight" (no bounds). Raises TrackerError for a figure without a unit.
    """
    typed = one_line(text, "duration", _DURATION_HINT)
    key = plain(typed)
    read = _duration_extent(key)
    if read is None:
        if re.fullmatch(FIGURE, key):
            raise TrackerError(f"the duration {typed!r} has no unit", f"try {key}h or {key}m")
        refuse_figures(typed, "duration", _DURATION_HINT)
        return Duration(text=typed)
    return Duration(*read[0], text=typed)


def show_duration(duration: Duration) -> str:
    """2 h · 90 min · 2–3 h · 1½–2½ days · 2 h or more · 1 h or less, or words that say more.

    What is shown reads back as the same bounds.
    """
    low, high = duration.low, duration.high
    read = _duration_extent(plain(duration.text))
    if (low is None and high is None) or (read == ((low, high), False)):
        return duration.text
    if low is None or high is None:
        return f"{_length(low)} or more" if low is not None else f"{_length(high or 0)} or less"
    if low == high:
        return _length(low)
    for size, unit in ((_DAY, "days"), (_HOUR, "h")):
        if high >= size and low * 2 % size == 0 == high * 2 % size:
            return f"{_halves(low, size)}–{_halves(high, size)} {unit}"
    return f"{low}–{high} min"


_HOUR, _DAY, _WEEK = 60, 24 * 60, 7 * 24 * 60
_UNITS = {"weeks?|wks?|w": _WEEK, "days?|d": _DAY, "hours?|hrs?|h": _HOUR, "minutes?|mins?|m": 1}
_UNIT = "|".join(_UNITS)
_QUANTITY = r"(?:\d+(?:[.,]\d{1,2})?(?![\d½¼¾])|\d* ?[¼½¾])"

_SHORTEST = r"(?:at least|no less than) ?(.+)|(.+?) ?\+|(.+) or (?:more|longer)"
_LONGEST = r"(?:up to|at most|no more than) ?(.+)|(.+) or (?:less|shorter)"
_OVER = r"(?:just )?(?:over|more than|longer than|>) ?(.+)"
_UNDER = r"(?:just |not )?(?:under|less than|nearly|almost|quite|<) ?(.+)"


def _around(low: int, high: int) -> Extent:
    return low + -low // 4, high - -high // 4


# Forms of a duration: the pattern round its figures, its extent, and whether this says all.
_DURATION_FORMS: tuple[tuple[str, Callable[[int, int], Extent], bool], ...] = (
    ("(.+)", lambda low, high: (low, high), True),
    (_SHORTEST, lambda low, high: (low, None), True),
    (_LONGEST, lambda low, high: (None, high), True),
    (_OVER, lambda low, high: (low, None), False),
    (_UNDER, lambda low, high: (None, high), False),
    (ABOUT + "(.+)|(.+) or so", _around, False),
)


def _duration_extent(key: str) -> tuple[Extent, bool] | None:
    for pattern, extent, is_plain in _DURATION_FORMS:
        found = re.fullmatch(pattern, key)
        inner = found and _span(next(filter(None, found.groups())))
        if inner:
            return extent(*inner), is_plain
    return None


def _span(key: str) -> tuple[int, int] | None:
    """Minutes of an exact duration or of a range, where the last unit may stand for both."""
    exact = _minutes(key)
    if exact is not None:
        return exact, exact
    found = re.fullmatch(r"(?:from )?(.+?)(?:-| to | or )(.+)|between (.+?) and (.+)", key)
    if found is None:
        return None
    first, last = filter(None, found.groups())
    if re.fullmatch(_QUANTITY, first) and (unit := re.search(rf"(?:{_UNIT})$", last)):
        first += unit[0]
    low, high = _minutes(first), _minutes(last)
    return None if low is None or high is None else (low, high)


def _minutes(key: str) -> int | None:
    key = re.sub(r"^an? (?=week|day|hour|minute)", "1 ", key)
    key = re.sub(r"(?<=h) ?([0-5]\d)$", r" \1m", key)
    if len(key) > 60 or not re.fullmatch(
        rf"{_QUANTITY} ?(?:{_UNIT})(?:(?:,? and |,? ?){_QUANTITY} ?(?:{_UNIT}))*", key
    ):
        return None
    total = 0
    last = LARGEST
    for quantity, unit in re.findall(rf"({_QUANTITY}) ?({_UNIT})", key):
        size = next(size for names, size in _UNITS.items() if re.fullmatch(names, unit))
        if size >= last:
            return None
        last = size
        total += (_hundredths(quantity) * size + 50) // 100
    return total


def _hundredths(quantity: str) -> int:
    fraction = {"¼": 25, "½": 50, "¾": 75}.get(quantity[-1], 0)
    whole, _, decimals = quantity.rstrip("¼½¾ ").replace(",", ".").partition(".")
    return 100 * int(whole or 0) + int(f"{decimals:0<2}") + fraction


def _length(minutes: int) -> str:
    if minutes and minutes % _DAY == 0:
        return "1 day" if minutes == _DAY else f"{minutes // _DAY} days"
    if minutes and minutes % _HOUR == 0:
        return f"{minutes // _HOUR} h"
    hours, rest = divmod(minutes, _HOUR)
    return f"{minutes} min" if hours < 2 else f"{hours} h {rest} min"


def _halves(minutes: int, size: int) -> str:
    whole, rest = divmod(minutes, size)
    return f"{whole or '' if rest else whole}{'½' if rest else ''}"
