"""Reading a typed date: ISO forms at once, the rest by the EDTF and phrase grammars."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as calendar_day
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from tracker.dates.value import Anchor, Date, DateError, unknown

if TYPE_CHECKING:
    from tracker.dates.moments import Reading
    from tracker.dates.value import Precision

    _Plain = tuple[str, str, str, Precision]  # EDTF, first and last moment, precision

LONGEST = 200
_LONGEST_ANCHOR = 100
_DAYS_TRIED = 400
_MONTH_ENDS = {
    "01": "31", "03": "31", "04": "30", "05": "31", "06": "30", "07": "31",
    "08": "31", "09": "30", "10": "31", "11": "30", "12": "31",
}  # fmt: skip


def parse(
    text: str,
    *,
    anchor: Anchor | None = None,
    zone: str | None = None,
    order: str | None = None,
) -> Date:
    """The date that the text says, never more precise than it says.

    `anchor` is the day that relative words are counted from; words and anchor are kept in the
    date's text, and an anchor written there, as in `on Thursday (published 2023-07-09)`, wins.
    `zone` is the zone of the place: a clock time without a zone gets it, one typed in another
    zone is converted to it, and anything without a clock time is never shifted. `order` (`dmy` or
    `mdy`) settles `07/06/2023`. Raises `DateError` for whatever is not understood, is impossible,
    or could mean two things.
    """
    if len(text) <= 16 and text.isascii():
        date = _plain_date(text) if zone is None else _at_place(text, zone)
        if date is not None:
            return date
    if anchor is None and len(text) <= LONGEST:
        return _remembered(text, zone, order)
    return _full(text, anchor, zone, order)


@lru_cache(maxsize=4096)
def _remembered(text: str, zone: str | None, order: str | None) -> Date:
    # An import reads the same few thousand days over and over.
    return _full(text, None, zone, order)


def _full(text: str, given: Anchor | None, zone: str | None, order: str | None) -> Date:
    words, written = _suffix(_checked(text))
    try:
        return _date(words, text, written, given, zone, order)
    except OverflowError:
        raise DateError(
            f"'{words}' reaches outside the years 0001 to 9999", 'try "9999" or 0001'
        ) from None


def _date(
    words: str,
    text: str,
    written: Anchor | None,
    given: Anchor | None,
    zone: str | None,
    order: str | None,
) -> Date:
    from tracker.dates.settle import settle  # a plain ISO date never gets here

    anchor = written or given
    reading, leaned = _reading(words, anchor, order)
    if reading is None:
        return unknown(text)
    if not leaned or anchor is None:
        return settle(reading, text, zone)
    counted_from = f"({_kind(anchor)} {anchor.date.edtf})"
    date = settle(reading, text if written else f"{words} {counted_from}", zone)
    answer = date.edtf if reading.kind == "one" else date.words
    return replace(date, note=f'"{words}" read as {answer} {counted_from}')


def _plain(text: str) -> _Plain | None:
    """`2016`, `2016-03`, `2023-07-07` or `2023-07-07T09:30` taken apart; None for anything else."""
    size = len(text)
    if size == 10 and text[4] == text[7] == "-":
        try:
            calendar_day.fromisoformat(text)
        except ValueError:
            return None
        low, high = f"{text}T00:00:00", f"{text}T23:59:59"
        return text, low, high, "day"
    if size == 4 and text.isdigit() and text != "0000":
        low, high = f"{text}-01-01T00:00:00", f"{text}-12-31T23:59:59"
        return text, low, high, "year"
    if size == 7 and text[4] == "-" and text[:4].isdigit() and text[:4] != "0000":
        end = _MONTH_ENDS.get(text[5:])
        if end is None:
            return None
        low, high = f"{text}-01T00:00:00", f"{text}-{end}T23:59:59"
        return text, low, high, "month"
    if size == 16 and text[4] == text[7] == "-" and text[13] == ":" and text[10] in "T ":
        try:
            calendar_day.fromisoformat(text[:10])
        except ValueError:
            return None
        hour, minute = text[11:13], text[14:]
        if not (hour.isdigit() and minute.isdigit() and hour < "24" and minute < "60"):
            return None
        edtf = f"{text[:10]}T{text[11:]}"
        low, high = f"{edtf}:00", f"{edtf}:59"
        return edtf, low, high, "minute"
    return None


def _plain_date(text: str) -> Date | None:
    plain = _plain(text)
    if plain is None:
        return None
    edtf, low, high, precision = plain
    return Date(edtf, text, low, high, low, high, precision)


@lru_cache(maxsize=4096)
def _at_place(text: str, name: str) -> Date | None:
    """Whole days at a place: without a clock time nothing is shifted, and UTC is derived."""
    plain = _plain(text)
    if plain is None or plain[3] == "minute":
        return None
    from tracker.dates import zones  # a date without a zone never needs the tz database

    zone = zones.canonical(name)
    edtf, low, high, precision = plain
    earliest = zones.earliest_utc(zone, datetime.fromisoformat(low))
    latest = zones.latest_utc(zone, datetime.fromisoformat(high))
    return Date(
        edtf, text, low, high, low, high, precision, tz=zone,
        utc_earliest=earliest.isoformat(), utc_latest=latest.isoformat(),
    )  # fmt: skip


def _checked(text: str) -> str:
    """The text without the white space round it; refuses what no date can be, at little cost."""
    if len(text) > LONGEST + _LONGEST_ANCHOR:
        raise DateError(
            f"a date of {len(text)} characters is too long: {LONGEST} are enough",
            'try "7 July 2023"; the rest belongs into the description',
        )
    body = text.strip()
    if not body:
        raise DateError("the date is empty", "for a date that nobody knows: unknown")
    if body.isascii() and body.isprintable():
        return body
    for character in body:
        if character.isdigit() and not character.isascii():
            plain = " ".join(_ascii_digits(body).split())
            raise DateError(f"{character!r} is not a digit from 0 to 9", f'try "{plain}"')
        if not (character.isprintable() or character in "\t\u00a0\u2007\u2009\u202f"):
            raise DateError(
                f"the date holds the invisible character {character!r}", 'try "7 July 2023"'
            )
    return body


def _ascii_digits(body: str) -> str:
    from unicodedata import digit  # only for a text that is about to be refused

    return "".join(str(digit(each, each)) if each.isdigit() else each for each in body)


def _suffix(body: str) -> tuple[str, Anchor | None]:
    """The words, and the anchor written behind them: `on Thursday (published 2023-07-09)`."""
    words, bracket, inside = body.rpartition(" (")
    kind, _, when = inside.rstrip(")").partition(" ")
    if not bracket or body[-1] != ")" or kind.casefold() not in ("published", "said"):
        if len(body) > LONGEST:
            raise DateError(f"a date of {len(body)} characters is too long", 'try "7 July 2023"')
        return body, None
    if len(words) > LONGEST:
        raise DateError(f"a date of {len(body)} characters is too long", 'try "7 July 2023"')
    return words.rstrip(), Anchor(parse(when), "said" if kind.casefold() == "said" else "published")


def _kind(anchor: Anchor) -> str:
    return "published" if anchor.kind == "published" else "said"


def _reading(words: str, anchor: Anchor | None, order: str | None) -> tuple[Reading | None, bool]:
    """What the words say, and whether the anchor was needed for it; None for an unknown date."""
    from tracker.dates import edtf  # a plain ISO date never gets here

    reading = edtf.read(words)
    if reading is not None:
        return reading, False
    return _phrase(words, anchor, order)


def _phrase(words: str, anchor: Anchor | None, order: str | None) -> tuple[Reading | None, bool]:
    from tracker.dates import phrases  # an ISO or EDTF form never gets here
    from tracker.dates.parts import Context, NeedsAnchor

    if words.casefold() in phrases.UNKNOWN_WORDS:
        return None, False
    if words.casefold() in phrases.NOT_GIVEN:
        raise DateError(f"'{words}' is no date", "for a date that nobody knows: unknown")
    if order not in (None, "dmy", "mdy"):
        raise DateError(f"there is no date order '{order}'", "use --date-order dmy or mdy")
    try:
        return phrases.read(words, Context(words, None, order)), False
    except NeedsAnchor as question:
        if anchor is None and question.refusal is not None:
            raise question.refusal from None
        days = _days(words, anchor)
    answers = set()
    refused: DateError | None = None
    for day in days:
        context = Context(words, day, order)
        try:
            answers.add(phrases.read(words, context))
        except DateError as error:
            # Counted from this day the weekday is another one, so that it was not said on it.
            refused = error
            continue
        if anchor is not None and anchor.kind == "today" and context.beyond_today:
            raise _needs_anchor(words)
    if refused is not None and not answers:
        raise refused
    if len(answers) > 1:
        assert anchor is not None
        raise DateError(
            f"'{words}' means another day for each day in {anchor.date.edtf}",
            f"say on which day it was said: -d '{_quotable(words)}' --said-on {days[0]}",
        )
    return answers.pop(), True


def _days(words: str, anchor: Anchor | None) -> list[calendar_day]:
    """The days that the words may be counted from; refuses a window without ends."""
    if anchor is None or anchor.date.edtf is None:
        raise _needs_anchor(words)
    low, high = anchor.date.start_earliest, anchor.date.end_latest
    if low is None or high is None:
        raise DateError(
            f"'{words}' cannot be counted from {anchor.date.edtf}, which has no end",
            f"say on which day it was said: -d '{_quotable(words)}' --said-on 2023-07-09",
        )
    first, last = calendar_day.fromisoformat(low[:10]), calendar_day.fromisoformat(high[:10])
    span = (last - first).days
    if span > _DAYS_TRIED:
        raise DateError(
            f"'{words}' cannot be counted from {anchor.date.edtf}: that is too wide",
            f"say on which day it was said: -d '{_quotable(words)}' --said-on {first}",
        )
    return [first + timedelta(days=ahead) for ahead in range(span + 1)]


def _needs_anchor(words: str) -> DateError:
    return DateError(
        f"'{words}' depends on the day it was said",
        f"say which day that was: -d '{_quotable(words)}' --said-on 2023-07-09; "
        "or cite a source with its day of publication",
    )


def _quotable(words: str) -> str:
    return words.replace("'", "")
