"""How many and how long, as people type it: numbers with bounds, durations in minutes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Callable

    Bounds = tuple[int, int | None, int | None]
    Extent = tuple[int | None, int | None]

LARGEST: Final = 10**9
LONGEST_WORDS: Final = 200

_NUMBER_HINT = "try 80, 12-15, 12-13-15 (low, best, high), 60+ or 'about 40'"
_DURATION_HINT = "try 2h, 90m, 1h30, 3d, '2-3 hours' or 'about 2h'"
_STANCES = ("none-reported", "under-assessment")
_NO_NUMBER = ("none", "unreported", "not-reported", "not-stated", "not-given", "n/a", "na", "?")


@dataclass(frozen=True, slots=True)
class Number:
    """How many: bounds included, None where open. All three are equal for an exact number.

    Without `low` there is no number, only `words`; 0 as `low` says that there may be none. Where
    low and high agree they are the best as well. `words` is what was typed if it says more than
    the bounds do ("about 40", "dozens"), else empty.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    words: str = ""

    def __post_init__(self) -> None:
        if self.low is None and (self.best is not None or self.high is not None):
            raise TrackerError("a number without a lower bound", "give 0 as the lower bound")
        if self.low is None and not self.words:
            raise TrackerError("a number without figures or words", _NUMBER_HINT)
        given = [bound for bound in (self.low, self.best, self.high) if bound is not None]
        for bound in given:
            if not 0 <= bound <= LARGEST:
                raise TrackerError(f"the number {bound} is not from 0 to {LARGEST:,}", _NUMBER_HINT)
        if given != sorted(given):
            shown, ordered = ("-".join(map(str, bounds)) for bounds in (given, sorted(given)))
            raise TrackerError(
                f"the number '{shown}' is not in the order low, best, high", f"try {ordered}"
            )
        if self.low is not None and self.low == self.high:
            object.__setattr__(self, "best", self.low)


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


def parse_number(text: str) -> Number:
    """The number that a text gives, as bounds; words without a figure are kept as words.

    80 · 1,200 · twelve · 12-15 · "between 12 and 15" · 12-13-15 (low, best, high) · 60+ (60 or
    more) · "over 100" (101 or more) · "under 10" (0 to 9) · "up to 10" (0 to 10) · "about 40" (36
    to 44: a tenth either way, one at least) · "dozens" (no figure). Raises TrackerError for
    figures that are no whole number, for bounds out of order and for what is a stance.
    """
    if len(text) < 10 and text.isascii() and text.isdecimal():
        exact = int(text)
        return Number(exact, exact, exact)
    typed = _one_line(text, "number")
    key = _plain(typed)
    word = key.replace(" ", "-")
    if word in _STANCES or word in _NO_NUMBER:
        stance = word if word in _STANCES else "none-reported"
        raise TrackerError(
            f"{typed!r} is no number",
            f"type 0 where a source says zero, and {stance} alone where that is what it says",
        )
    read = _number_bounds(key)
    if read is None:
        _refuse_figures(typed, "number", _NUMBER_HINT)
        return Number(words=typed)
    bounds, is_plain = read
    return Number(*bounds, words="" if is_plain else typed)


def show_number(number: Number) -> str:
    """80 · 12–15 · 13 (12–15) · 60 or more · 9 or fewer · about 40 · "dozens".

    What is shown reads back as the same bounds. Words are shown for figures if they say the same.
    """
    low, best, high = number.low, number.best, number.high
    if low is None:
        return f'"{number.words}"'
    if number.words:
        read = _number_bounds(_plain(number.words))
        if read == ((low, best, high), False):
            return number.words
    if low == high:
        return f"{low:,}"
    if high is None:
        span = f"{low:,} or more"
    elif low == 0 and best is None:
        span = f"{high:,} or fewer"
    else:
        span = f"{low:,}–{high:,}"
    return span if best is None else f"{best:,} ({span})"


def parse_duration(text: str) -> Duration:
    """The duration that a text gives, in minutes; words without a figure are kept as words.

    2h · 90m · 1h30 · "2 hours" · 3d · 1w · 1½h · "half an hour" · "2-3 hours" · "at least 2h" ·
    "under an hour", "nearly an hour" (no lower bound) · "about 2h" (90 to 150 minutes: a quarter
    either way) · "overnight" (no bounds). Raises TrackerError for a figure without a unit.
    """
    typed = _one_line(text, "duration")
    key = _plain(typed)
    read = _duration_extent(key)
    if read is None:
        if re.fullmatch(_FIGURE, key):
            raise TrackerError(f"the duration {typed!r} has no unit", f"try {key}h or {key}m")
        _refuse_figures(typed, "duration", _DURATION_HINT)
        return Duration(text=typed)
    return Duration(*read[0], text=typed)


def show_duration(duration: Duration) -> str:
    """2 h · 90 min · 2–3 h · 1½–2½ days · 2 h or more · 1 h or less, or words that say more.

    What is shown reads back as the same bounds.
    """
    low, high = duration.low, duration.high
    read = _duration_extent(_plain(duration.text))
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


# What people write for a figure, and the marks that stand for one another.
_FIGURES_IN_WORDS = {
    "an hour and a half": "1½ hours",
    "a day and a half": "1½ days",
    "and a half": "½",
    "three quarters of an": "¾",
    "a quarter of an": "¼",
    "half an": "½",
    "half a": "½",
}
_SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_FIGURE = r"\d+(?:[ ,]\d{3})*"


def _one_line(text: str, what: str) -> str:
    typed = " ".join(text.split())
    if len(typed) > 2 and typed[0] == typed[-1] == '"':
        typed = typed[1:-1].strip()
    hint = _NUMBER_HINT if what == "number" else _DURATION_HINT
    if len(typed) > LONGEST_WORDS:
        raise TrackerError(f"the {what} {typed[:40]!r}... has over {LONGEST_WORDS} letters", hint)
    if not any(sign.isalnum() for sign in typed) or not typed.isprintable():
        raise TrackerError(f"cannot read the {what} {typed!r}", hint)
    return typed


def _plain(typed: str) -> str:
    """The text in lower case, with figures for small numbers in words and one kind of dash."""
    key = re.sub(r"\s*[\u2010-\u2015\u2212-]\s*", "-", typed.casefold())
    for words, sign in _FIGURES_IN_WORDS.items():
        key = key.replace(words, sign)
    small, tens = _SMALL.split(), _TENS.split()

    def figure(found: re.Match[str]) -> str:
        ten, unit = found["ten"], found["unit"] or found["small"]
        value = 10 * (tens.index(ten) + 2) if ten else 0
        return str(value + (small.index(unit) if unit else 0))

    units = f"(?:[ -](?P<unit>{'|'.join(small[1:10])}))?"
    pattern = rf"\b(?:(?P<ten>{'|'.join(tens)}){units}|(?P<small>{'|'.join(small)}))\b"
    return re.sub(pattern, figure, key)


def _refuse_figures(typed: str, what: str, hint: str) -> None:
    """Words are kept, a figure that was not understood is not: it would be lost in silence."""
    if any(sign.isnumeric() and not sign.isalpha() for sign in typed):
        raise TrackerError(f"cannot read the {what} {typed!r}", hint)


_ABOUT = r"(?:about|around|approximately|approx\.?|roughly|circa|ca?\.?|some|nearly|almost|~|≈) ?"


def _about(number: int) -> Bounds:
    margin = max(1, -(-number // 10))
    return max(0, number - margin), number, number + margin


# Forms of a number: the pattern (N a figure), its bounds, and whether these say all.
_NUMBER_FORMS: tuple[tuple[str, Callable[..., Bounds], bool], ...] = (
    ("N", lambda n: (n, n, n), True),
    (r"(?:from )?N(?:-| to | or )N|between N and N", lambda a, b: (a, None, b), True),
    ("N-N-N", lambda low, best, high: (low, best, high), True),
    (r"N \(N-N\)", lambda best, low, high: (low, best, high), True),
    (r"N \(N or more\)", lambda best, low: (low, best, None), True),
    (
        r"(?:at least|no (?:fewer|less) than|>=|≥) ?N|N ?\+|N or more",
        lambda n: (n, None, None),
        True,
    ),
    (r"(?:over|more than|above|>) ?N", lambda n: (n + 1, None, None), False),
    (r"(?:up to|at most|no more than|<=|≤) ?N|N or (?:fewer|less)", lambda n: (0, None, n), True),
    (r"(?:under|fewer than|less than|below|<) ?N", lambda n: (0, None, n - 1), False),
    (_ABOUT + "N|N or so", _about, False),
)


def _number_bounds(key: str) -> tuple[Bounds, bool] | None:
    for pattern, bounds, is_plain in _NUMBER_FORMS:
        if found := re.fullmatch(pattern.replace("N", f"({_FIGURE})"), key):
            figures = [re.sub(r"\D", "", group) for group in found.groups() if group]
            if max(map(len, figures)) > 12:
                raise TrackerError(f"the number {key!r} is not from 0 to {LARGEST:,}", _NUMBER_HINT)
            return bounds(*map(int, figures)), is_plain
    both = re.split(r",? (?:and|but) |[,;] ", key)
    if len(both) == 2:
        lower, upper = _number_bounds(both[0]), _number_bounds(both[1])
        if lower and upper and lower[0][2] is None and upper[0][:2] == (0, None):
            return (lower[0][0], None, upper[0][2]), True
    return None


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
    (_ABOUT + "(.+)|(.+) or so", _around, False),
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
