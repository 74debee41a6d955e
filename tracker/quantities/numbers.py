"""How many, as people type it: a number with bounds, or words for one that nobody gave."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.errors import TrackerError
from tracker.quantities.typed import ABOUT, FIGURE, LARGEST, one_line, plain, refuse_figures

if TYPE_CHECKING:
    from collections.abc import Callable

    Bounds = tuple[int, int | None, int | None]

_NUMBER_HINT = "try 80, 12-15, 12-13-15 (low, best, high), 60+ or 'about 40'"
_STANCES = ("none-reported", "under-assessment")
_NO_NUMBER = (
    "none", "nobody", "no-one", "no-people", "no-casualties", "no-deaths", "no-injuries",
    "unreported", "not-reported", "not-stated", "not-given", "n/a", "na", "?",
)  # fmt: skip


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


def parse_number(text: str, field: str = "") -> Number:
    """The number that a text gives, as bounds; words without a figure are kept as words.

    80 · 1,200 · twelve · "two dozen" · "3 people" · 12-15 · "between 12 and 15" · 12-13-15 (low,
    best, high) · 60+ (60 or more) · "over 100" (101 or more) · "under 10" (0 to 9) · "up to 10" (0
    to 10) · "about 40" (36 to 44: a tenth either way, one at least) · "nearly 40" (36 to 40) ·
    "dozens" (no figure). Raises TrackerError for figures that are no whole number, for bounds out
    of order, for what is a stance, and for what counts something else than the `field` does.
    """
    if len(text) < 10 and text.isascii() and text.isdecimal():
        exact = int(text)
        return Number(exact, exact, exact)
    typed = one_line(text, "number", _NUMBER_HINT)
    word = re.sub(r"[ \u2010-\u2015-]+", "-", typed.casefold())
    if word in _STANCES or word in _NO_NUMBER:
        stance = word if word in _STANCES else "none-reported"
        raise TrackerError(
            f"{typed!r} is no number",
            f"type 0 where a source says zero, and {stance} alone where that is what it says",
        )
    bare, counted = _counted(plain(typed))
    read = _number_bounds(bare)
    if read is None:
        alone = counted_in(typed, field)
        refuse_figures(typed, "number", f"for example: {alone}" if alone else _NUMBER_HINT)
        return Number(words=typed)
    if field:
        _refuse_others(typed, bare, counted, field)
    bounds, is_plain = read
    return Number(*bounds, words="" if is_plain else typed)


def counted_in(text: str, field: str) -> str:
    """What to type for words that begin with a figure and name what they count, else "".

    >>> counted_in("three civilians", "killed"), counted_in("dozens", "killed")
    ('killed.civilian=3', '')
    """
    found = re.fullmatch(rf"({FIGURE}) ([^\W\d][^\d]*)", plain(" ".join(text.split())))
    if found is None:
        return ""
    category = _CATEGORIES.get(found[2])
    if category and field and "." not in field:
        field = f"{field}.{category}"
    return f"{field}={found[1]}" if field else found[1]


def show_number(number: Number) -> str:
    """80 · 12–15 · 13 (12–15) · 60 or more · 9 or fewer · about 40 · "dozens".

    What is shown reads back as the same bounds. Words are shown for figures if they say the same.
    """
    low, best, high = number.low, number.best, number.high
    if low is None:
        return f'"{number.words}"'
    if number.words:
        read = _number_bounds(_counted(plain(number.words))[0])
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


def _margin(number: int) -> int:
    return max(1, -(-number // 10))


def _about(number: int) -> Bounds:
    return max(0, number - _margin(number)), number, number + _margin(number)


def _nearly(number: int) -> Bounds:
    return max(0, number - _margin(number)), None, number


# What persons are counted by, and the one field that each word belongs to.
_PERSONS = ("people", "persons", "person")
_COUNTED = {
    **dict.fromkeys(("killed", "dead", "deaths", "death", "fatalities", "fatality"), "killed"),
    **dict.fromkeys(("injured", "wounded", "hurt"), "injured"),
    **dict.fromkeys(("detained", "arrested"), "detained"),
    "missing": "missing",
    "displaced": "displaced",
}
_CATEGORIES = {
    **dict.fromkeys(("civilian", "civilians"), "civilian"),
    **dict.fromkeys(("child", "children"), "child"),
    **dict.fromkeys(("combatants", "fighters", "militants", "soldiers"), "combatant"),
}
_UNIT = rf"(.+?)(?: ({'|'.join(_PERSONS)}))?(?: ({'|'.join(_COUNTED)}))?"


def _counted(key: str) -> tuple[str, tuple[str, ...]]:
    """The number without the persons behind it, and the words that counted them."""
    found = re.fullmatch(_UNIT, key)
    assert found is not None
    return found[1], tuple(word for word in (found[2], found[3]) if word)


def _refuse_others(typed: str, bare: str, counted: tuple[str, ...], field: str) -> None:
    """The words say the same as the field or nothing: 3 injured are not 3 killed."""
    measure, _, thing = field.partition(".")
    for word in counted:
        meant = _COUNTED.get(word)
        if measure == "count":
            fits = thing == word
            meant = meant or f"count.{word}"
        else:
            fits = meant in (None, measure)
        if not fits:
            value = bare if re.fullmatch(r"\S+", bare) else f'"{bare}"'
            raise TrackerError(
                f"{typed!r} counts {word}, and {field} something else",
                f"for example: {meant}={value}",
            )


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
    (r"(?:(?:just |well )?(?:over|more than|above)|>) ?N", lambda n: (n + 1, None, None), False),
    (r"(?:up to|at most|no more than|<=|≤) ?N|N or (?:fewer|less)", lambda n: (0, None, n), True),
    (
        r"(?:(?:just |well )?(?:under|fewer than|less than|below)|<) ?N",
        lambda n: (0, None, n - 1),
        False,
    ),
    (ABOUT + "N|N or so", _about, False),
    (r"(?:nearly|almost) N", _nearly, False),
    (r"(?:(?:an?|the|1) (?:whole )?)?family of N", lambda n: (n, n, n), False),
    (
        r"N members of (?:an?|1|the same) (?:single )?family",
        lambda n: (n, n, n),
        False,
    ),
)


def _number_bounds(key: str) -> tuple[Bounds, bool] | None:
    for pattern, bounds, is_plain in _NUMBER_FORMS:
        if found := re.fullmatch(pattern.replace("N", f"({FIGURE})"), key):
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
