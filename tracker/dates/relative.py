"""Words that count from an anchor: today, yesterday, last night, two days ago, last week."""

from __future__ import annotations

from datetime import date as calendar_day
from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.dates import moments
from tracker.dates.edtf import among
from tracker.dates.tokens import WEEKDAY_WORDS

if TYPE_CHECKING:
    from tracker.dates.parts import Context, Parts
    from tracker.dates.tokens import Token

NUMBER_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_UNITS = {
    "day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month",
    "months": "month", "year": "year", "years": "year",
}  # fmt: skip
_BACK = ("ago", "earlier", "before")
_LAST = ("last", "previous", "past")
_DAY = timedelta(days=1)


def take(tokens: list[Token], at: int, parts: Parts, context: Context) -> int:
    """Read relative words at a token into the parts; how many tokens were used, 0 for none."""
    words = [token.text for token in tokens[at : at + 4]]
    first, second = words[0], words[1] if len(words) > 1 else ""
    if first in ("earlier", "later") and second in ("today", "this", "yesterday"):
        used = take(tokens, at + 1, parts, context)
        return used + 1 if used else 0
    if first in ("today", "tonight"):
        parts.set_day(context.anchor(present_will_do=True))
        parts.part = "night" if first == "tonight" else parts.part
        return 1
    if first == "yesterday":
        parts.set_day(_before(context.anchor(present_will_do=True), 1))
        return 1
    if first == "day" and second == "before":
        twice = words[2:3] == ["yesterday"]
        parts.set_day(_before(context.anchor(), 2 if twice else 1))
        return 3 if twice else 2
    if first in ("last", "night") and second in ("night", "before"):
        parts.set_day(_before(context.anchor(), 1))
        parts.part = "night"
        return 2
    if first == "this" and second in ("morning", "afternoon", "evening"):
        parts.set_day(context.anchor())
        parts.part = second
        return 2
    if first == "next":
        context.fail("a date ahead has to be written out", 'try "7 July 2023"')
    return _weekend(words, parts, context) or _named(words, parts, context) or _counted(
        words, parts, context
    )  # fmt: skip


def _weekend(words: list[str], parts: Parts, context: Context) -> int:
    """The latest weekend whose Saturday is not after the anchor."""
    used = 2 if words[0] in (*_LAST, "this") else 1
    if words[used - 1 : used] != ["weekend"]:
        return 0
    anchor = context.anchor()
    saturday = _before(anchor, (anchor.weekday() - 5) % 7)
    if words[0] in _LAST and anchor.weekday() >= 5:
        context.fail(
            f"counted from {anchor}, it can be this weekend or the one before",
            f"try [{saturday}..{saturday + _DAY}] or "
            f"[{_before(saturday, 7)}..{_before(saturday, 6)}]",
        )
    if words[0] == "this" and anchor.weekday() < 5:
        context.fail(f"counted from {anchor}, this weekend is still ahead", 'try "last weekend"')
    parts.week = among(moments.day(saturday), moments.day(saturday + _DAY))
    return used


def _named(words: list[str], parts: Parts, context: Context) -> int:
    """Last week, this month, the previous day, last Friday."""
    which, what = words[0], words[1] if len(words) > 1 else ""
    if which not in (*_LAST, "this"):
        if what == "before" and which in ("week", "month", "year"):
            which, what = "last", which
        else:
            return 0
    back = 0 if which == "this" else 1
    if what in WEEKDAY_WORDS:
        parts.weekday, parts.which_weekday = WEEKDAY_WORDS[what], "this" if not back else "last"
        return 2
    if what not in ("day", "week", "month", "year"):
        return 0
    _step(what, back, parts, context.anchor())
    return 2


def _counted(words: list[str], parts: Parts, context: Context) -> int:
    """Two days ago, a day earlier, three weeks before."""
    if len(words) < 3 or words[1] not in _UNITS or words[2] not in _BACK:
        return 0
    count = NUMBER_WORDS.get(words[0]) or (int(words[0]) if words[0].isdigit() else 0)
    if not 0 < count < 1000:
        return 0
    unit = _UNITS[words[1]]
    anchor = context.anchor(present_will_do=unit == "day" and words[2] == "ago")
    if unit == "week":
        parts.set_day(_before(anchor, 7 * count))
        parts.mark = moments.joined(parts.mark, "~")
    else:
        _step(unit, count, parts, anchor)
    return 3


def _step(unit: str, back: int, parts: Parts, anchor: calendar_day) -> None:
    if unit == "day":
        parts.set_day(_before(anchor, back))
    elif unit == "week":
        monday = _before(anchor, anchor.weekday() + 7 * back)
        last = monday + 6 * _DAY if back else anchor
        parts.week = among(moments.day(monday), moments.day(last))
    elif unit == "month":
        months = anchor.year * 12 + anchor.month - 1 - back
        parts.year, parts.month = months // 12, months % 12 + 1
    else:
        parts.year = anchor.year - back


def _before(day: calendar_day, days: int) -> calendar_day:
    return day - timedelta(days=days)
