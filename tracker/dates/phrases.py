"""Whole phrases: "between 5 and 7 July", "from 2016 to 2018", "before noon on Thursday"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.dates import edtf, moments
from tracker.dates import parts as dateparts
from tracker.dates.moments import Moment, Reading
from tracker.dates.numeric import cut_short
from tracker.dates.parts import Clock, Context, Parts, day_of, resolve
from tracker.dates.reader import Reader
from tracker.dates.tokens import tokens

if TYPE_CHECKING:
    from datetime import date as calendar_day

UNKNOWN_WORDS = frozenset(
    ("unknown", "date unknown", "unknown date", "not known", "undated", "no date", "n.d.", "nd")
)
# What stands in a cell that nobody filled in; "unknown" is what says so of a date.
NOT_GIVEN = frozenset((
    "n/a", "n.a.", "na", "none", "null", "nil", "tbd", "tba", "tbc", "not available", "not given",
    "not stated", "?", "??", "???", "-", "--", "–", "—", "...",
))  # fmt: skip
# What a phrase can begin with, longest first.
_RELATIONS = {
    ("some", "time", "between"): "between", ("sometime", "between"): "between",
    ("between",): "between", ("from",): "from",
    ("beginning", "in"): "start", ("beginning", "on"): "start", ("beginning",): "start",
    ("starting", "in"): "start", ("starting", "on"): "start", ("starting",): "start",
    ("ongoing", "since"): "since", ("ever", "since"): "since", ("since",): "since",
    ("until",): "until", ("till",): "until", ("up", "to"): "until",
    ("ending", "in"): "ending", ("ending", "on"): "ending", ("ending",): "ending",
    ("no", "later", "than"): "by", ("not", "later", "than"): "by", ("not", "after"): "by",
    ("on", "or", "before"): "by", ("in", "or", "before"): "by", ("by",): "by",
    ("at", "or", "before"): "by", ("at", "or", "after"): "from on",
    ("just", "before"): "before", ("shortly", "before"): "before", ("prior", "to"): "before",
    ("sometime", "before"): "before", ("before",): "before",
    ("just", "after"): "after", ("shortly", "after"): "after", ("sometime", "after"): "after",
    ("after",): "after", ("on", "or", "after"): "from on", ("in", "or", "after"): "from on",
    ("no", "earlier", "than"): "from on", ("not", "before"): "from on",
}  # fmt: skip
_TAILS = {
    ("or", "later"): "from on", ("or", "after"): "from on", ("or", "earlier"): "by",
    ("or", "before"): "by", ("onwards",): "start", ("onward",): "start", ("on",): "start",
}  # fmt: skip
_JOINERS = frozenset(("to", "until", "till", "through", "thru"))
_STOPS = _JOINERS | {"and", "or", "onwards", "onward"} | {words[0] for words in _RELATIONS}
_STOPS = frozenset(_STOPS - {"on", "in", "at", "some", "sometime", "beginning", "up", "just"})
_NOW = frozenset(("present", "now", "date"))
_LIMITS = ("before", "after", "by", "from on", "between")


def read(text: str, context: Context) -> Reading:
    """The reading of a written-out date.

    Raises `DateError` for what is not understood, and `NeedsAnchor` where the words are relative
    and the context has no day to count them from.
    """
    reader = Reader(tokens(text), context)
    relation = _relation(reader, _RELATIONS)
    reading = _beginning(reader, relation, context) if relation else _plain(reader, context)
    left = reader.peek()
    if left is not None:
        context.fail(f"'{left.typed}' is not understood there")
    return reading


def _relation(reader: Reader, table: dict[tuple[str, ...], str]) -> str:
    """The relation that the next words name, which are then used up; empty for none."""
    for length in (3, 2, 1):
        words = tuple(reader.word(ahead) for ahead in range(length))
        if words in table and not (words == ("beginning",) and reader.word(1) == "of"):
            reader.at += length
            return table[words]
    return ""


def _plain(reader: Reader, context: Context) -> Reading:
    """A phrase that begins with a date: a date, a span, or a day and a limit within it."""
    first = reader.parts(_STOPS)
    if _joined(reader):
        return _span(first, _second(reader), context)
    tail = _relation(reader, _TAILS)
    if tail:
        return _related(tail, resolve(first, context), context)
    if reader.word() in ("or", "and"):
        return _either(first, reader, context)
    inner = _relation(reader, _RELATIONS)
    if not inner:
        return resolve(first, context)
    if not first.has_day() or first.clock or first.part:
        context.fail("only a day can be limited by a clock time", 'try "7 July 2023 before 12:00"')
    if inner in ("from", "between"):
        low = reader.parts(_STOPS)
        if not _joined(reader) and not (inner == "between" and _and(reader)):
            return _related("start", resolve(_on_day_of(low, first, context), context), context)
        high = _second(reader)
        low, high = (_on_day_of(end, first, context) for end in (low, high or Parts()))
        if inner == "between":
            return _between_clocks(low, high, context)
        return _span(low, high, context)
    limit = _on_day_of(reader.parts(_STOPS), first, context)
    return _limited(inner, limit, context)


def _either(first: Parts, reader: Reader, context: Context) -> Reading:
    """One of two that lie side by side: "5 or 6 July 2023"; any other two are refused."""
    joiner = reader.word()
    reader.at += 1
    second = reader.parts(_STOPS)
    _share(first, second, context)
    low, high = resolve(first, context).first, resolve(second, context).first
    if low is None or high is None or reader.peek() is not None:
        context.fail(f"'{joiner}' is not understood there")
    if low.low > high.low:
        low, high = high, low
    beside = moments.neighbour(low, 1)
    if joiner == "or" and beside is not None and beside.edtf == high.edtf:
        return _pair("among", moments.one(low), moments.one(high), context)
    if len(low.base) != len(high.base):
        # "early or late July": what one of them lacks is not known.
        context.fail("it names two that are apart", "choose one, or name the whole of both")
    between = f'for one day among them "between {low.base} and {high.base}"'
    if joiner == "or":
        context.fail(
            "it names two that are apart", f"{between}, or choose {low.base} or {high.base}"
        )
    context.fail(
        "it names two, which are two incidents or a span",
        f'for a span "{low.base} to {high.base}", {between}, or record each by itself',
    )


def _beginning(reader: Reader, relation: str, context: Context) -> Reading:
    """A phrase that begins with between, from, since, until, before, by or after."""
    first = reader.parts(_STOPS)
    if relation == "between":
        if not (_and(reader) or _joined(reader)):
            context.fail("'between' needs two ends", 'try "between 5 and 7 July 2023"')
        return _between(first, reader.parts(_STOPS), context)
    if relation in ("from", "start", "since") and _joined(reader):
        return _span(first, _second(reader), context)
    if relation in _LIMITS and first.clock is not None and first.clock_first:
        return _limited(relation, first, context)
    if relation in ("from", "start"):
        _relation(reader, {("on",): "start", ("onwards",): "start", ("onward",): "start"})
    return _related(relation, resolve(first, context), context)


def _joined(reader: Reader) -> bool:
    token = reader.peek()
    if token is None or not (token.kind in ("dash", "dots") or token.text in _JOINERS):
        return False
    reader.at += 1
    return True


def _and(reader: Reader) -> bool:
    if reader.word() != "and":
        return False
    reader.at += 1
    return True


def _second(reader: Reader) -> Parts | None:
    """The other end of a span; None for "the present"."""
    if reader.peek() is None:
        reader.context.fail(
            "the range has no end",
            'try "since 2016" for what is still going on, or 2016/ where its end is not stated',
        )
    ahead = 1 if reader.word() == "the" else 0
    if reader.word(ahead) in _NOW and reader.peek(ahead + 1) is None:
        reader.at += ahead + 1
        return None
    return reader.parts(_STOPS)


def _related(relation: str, reading: Reading, context: Context) -> Reading:
    """A reading with one end: since, until, before, after, by."""
    if reading.kind != "one" or reading.first is None:
        context.fail(
            "a limit has to be a plain date",
            'try "since 2016-03", "before 2018" or "until c. 2018"',
        )
    moment = reading.first
    zone = reading.zone
    if relation == "since":
        return Reading("span", moment, None, zone=zone)
    if relation in ("from", "start"):
        return Reading("span", moment, None, unstated=True, zone=zone)
    if relation in ("until", "ending"):
        return Reading("span", None, moment, unstated=relation == "ending", zone=zone)
    if relation == "by":
        return Reading("among", None, moment, zone=zone)
    if relation == "from on":
        return Reading("among", moment, None, zone=zone)
    beside = moments.neighbour(moment, -1 if relation == "before" else 1)
    if beside is None:
        context.fail("nothing lies beyond it within the years 0001 to 9999")
    if relation == "before":
        return Reading("among", None, beside, zone=zone)
    return Reading("among", beside, None, zone=zone)


def _span(first: Parts, second: Parts | None, context: Context) -> Reading:
    if second is None:
        return _related("since", resolve(first, context), context)
    _share(first, second, context)
    if first.part == "night" or second.part == "night":
        night = _night(first, second, context)
        if night is not None:
            return night
    low, high = resolve(first, context), resolve(second, context)
    return _pair("span", low, high, context)


def _between(first: Parts, second: Parts, context: Context) -> Reading:
    _share(first, second, context)
    if first.clock is not None and first.clock_first and second.clock is not None:
        return _between_clocks(first, second, context)
    return _pair("among", resolve(first, context), resolve(second, context), context)


def _pair(kind: str, low: Reading, high: Reading, context: Context) -> Reading:
    first, last = low.first, high.last
    plain = low.kind == high.kind == "one"
    if first is None or last is None or (not plain and kind == "span"):
        context.fail("the ends of a range have to be plain dates", 'try "5 July to 7 August 2023"')
    if low.zone and high.zone and low.zone != high.zone:
        context.fail("its ends are in two zones", 'give each end its offset: "2023-07-07T09:30Z"')
    zone = low.zone or high.zone
    if kind == "among":
        return replace(edtf.among(first, last), zone=zone)
    return Reading("span", first, last, zone=zone)


def _night(first: Parts, second: Parts, context: Context) -> Reading | None:
    """The night of 6-7 July; None where both ends are nights of their own."""
    if first.part and second.part:
        return None
    first.part = second.part = ""
    start, end = day_of(first, context), day_of(second, context)
    if end - start != timedelta(days=1):
        context.fail(
            "a night runs from one day into the next", f'try "night of {start}", or two dates'
        )
    first.part = "night"
    return resolve(first, context)


def _share(first: Parts, second: Parts, context: Context) -> None:
    """Let each end of a range lend the other what it left out: "5 to 7 July 2023"."""
    _check_short_year(first, second, context)
    if first.day is not None and first.names() == {"day"} and second.clock and second.clock.half:
        hour = first.day % 12 + (12 if second.clock.half == "p" else 0)
        first.clock, first.clock_first, first.day = Clock(hour, None), True, None
    if first.clock and not first.has_day() and second.has_day():
        _lend(second, first, ("year", "month", "day", "weekday", "which_weekday", "week"))
    elif second.clock and not second.has_day() and first.has_day():
        _lend(first, second, ("year", "month", "day", "weekday", "which_weekday", "week"))
    elif first.names() == {"weekday"} and second.has_day():
        end = day_of(second, context)
        day = day_of(first, replace(context, today=end, leaned=False))
        first.set_day(day)
        first.weekday = None
    else:
        if second.month is None and second.day is not None:
            second.month = first.month
        if first.month is None and first.day is not None:
            first.month = second.month
        if first.year is None and first.whole is None:
            first.year = second.year
        if second.year is None and second.whole is None and second.season is None:
            second.year = first.year
    if first.clock and second.clock and first.offset is None:
        first.offset = second.offset
    if first.mark is None and second.clock and first.clock and not second.has_day():
        first.mark = second.mark


def _check_short_year(first: Parts, second: Parts, context: Context) -> None:
    if first.year is not None and first.names() == {"year"} and second.names() == {"day"}:
        written = re.findall(r"[0-9]+", context.text)
        if re.fullmatch(r"\d{4}\W\d{1,2}\W\d{1,2}", context.text):  # a hyphen became a dash
            iso = "-".join(f"{int(number):02}" for number in written)
            context.fail("a day is written with hyphens", f"try {iso}")
        short = written[1] if len(written) == 2 else f"{second.day:02}"
        can_be = "can be a year or a month" if (second.day or 13) < 13 else "is no month"
        context.fail(f"'{short}' {can_be}", cut_short(first.year, short))


def _lend(giver: Parts, taker: Parts, names: tuple[str, ...]) -> None:
    for name in names:
        setattr(taker, name, getattr(giver, name))


def _on_day_of(clocked: Parts, day: Parts, context: Context) -> Parts:
    if clocked.clock is None or clocked.names() != {"clock"}:
        context.fail("only a day can be limited by a clock time", 'try "7 July 2023 before 12:00"')
    _lend(day, clocked, ("year", "month", "day", "weekday", "which_weekday", "week"))
    return clocked


def _limited(relation: str, limit: Parts, context: Context) -> Reading:
    """A clock time that limits one day: from its beginning, or to its end."""
    day, clock = _day_and_clock(limit, context)
    if relation in ("since", "from", "start", "until", "ending"):
        return _related(relation, resolve(limit, context), context)
    at = _on_the_minute(day, clock)
    if relation == "before":
        if at.low.hour == at.low.minute == 0:
            before = day - timedelta(days=1)
            context.fail("before 00:00 is the day before", f"try {before}")
        at = moments.minute_at(at.low - timedelta(minutes=1))
    first, last = (at, None) if relation in ("after", "from on") else (None, at)
    return _placed(first or moments.minute(day, 0, 0), last or moments.minute(day, 23, 59), limit)


def _between_clocks(low: Parts, high: Parts, context: Context) -> Reading:
    (first_day, first), (last_day, last) = (_day_and_clock(end, context) for end in (low, high))
    high.zone, high.offset = (
        high.zone or low.zone,
        low.offset if high.offset is None else high.offset,
    )
    return _placed(_on_the_minute(first_day, first), _on_the_minute(last_day, last), high)


def _on_the_minute(day: calendar_day, clock: Clock) -> Moment:
    """A clock time as a limit: "before 9 am" ends at 09:00, not somewhere in that hour."""
    return dateparts.clock_on(day, clock if clock.minute is not None else replace(clock, minute=0))


def _day_and_clock(parts: Parts, context: Context) -> tuple[calendar_day, Clock]:
    if parts.clock is None or not parts.has_day():
        context.fail("a time of day needs the day as well", 'try "before 12:00 on 7 July 2023"')
    if parts.part or parts.edge:
        context.fail("it has both a clock time and a part of the day")
    return day_of(parts, context), parts.clock


def _placed(first: Moment, last: Moment, parts: Parts) -> Reading:
    ends = [
        moments.with_offset(moments.qualified(end, parts.mark), parts.offset)
        for end in (first, last)
    ]
    return replace(edtf.among(*ends), zone=parts.zone)
