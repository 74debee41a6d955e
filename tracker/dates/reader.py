"""Gathers the parts of one end of a written-out date from its words, in any order."""

from __future__ import annotations

from typing import TypeVar

from tracker.dates import moments, relative, zones
from tracker.dates.edtf import unit
from tracker.dates.lexicon import (
    APPROXIMATELY,
    EDGE_WORDS,
    FILLERS,
    ORDINAL_WORDS,
    PART_WORDS,
    PERHAPS,
    SEASON_WORDS,
)
from tracker.dates.misread import refuse_word
from tracker.dates.months import MONTHS
from tracker.dates.numeric import numeric_day, without_half
from tracker.dates.parts import USUAL, Clock, Context, Parts
from tracker.dates.tokens import MONTH_WORDS, WEEKDAY_WORDS, Cursor, Token
from tracker.dates.value import DateError
from tracker.dates.written import written_out

T = TypeVar("T")


class Reader(Cursor):
    """What may be read from a place in the tokens of a text."""

    def __init__(self, tokens: list[Token], context: Context) -> None:
        super().__init__(tokens)
        self.context = context

    def parts(self, stops: frozenset[str]) -> Parts:
        """All parts up to a separating sign, a word in `stops`, or the end."""
        parts = Parts()
        while (token := self.peek()) is not None:
            if token.kind == "word" and token.text in stops and parts.names():
                break
            used = self._take(token, parts)
            if not used:
                break
            self.at += used
        return parts

    def _take(self, token: Token, parts: Parts) -> int:
        """How many tokens were taken into the parts; 0 at a separating sign."""
        taker = {
            "word": self._word, "dash": self._sign, "dots": self._sign, "slash": self._sign,
            "number": self._number, "ordinal": self._ordinal, "clock": self._clock,
            "dotted": self._clock, "iso": self._iso, "numeric": self._numeric,
            "yearfirst": self._numeric,
            "written": self._written, "decade": self._decade, "zone": self._zone,
            "offset": self._offset, "mark": self._mark,
        }.get(token.kind)  # fmt: skip
        if taker is None:
            return self._unknown(token)
        return taker(token, parts)

    def _word(self, token: Token, parts: Parts) -> int:
        word = token.text
        used = self._relative(parts)
        if used:
            return used
        if word in ORDINAL_WORDS and self._slice(token, parts):
            return 2
        if word in ("q", "h") and self.word(1).isdigit() and int(self.word(1)) <= 4:
            return self._quarter_or_half(word, int(self.word(1)), parts)
        if parts.clock is not None and word in ("h", "z"):
            parts.offset = self._set(parts.offset, 0, "zone") if word == "z" else parts.offset
            return 1
        if word == "early" and (self.word(1) == "hours" or self.word(1) + self.word(2) == "inthe"):
            parts.part = "early"
            return 2
        if word in MONTH_WORDS:
            parts.month = self._set(parts.month, MONTH_WORDS[word], "month")
        elif word in WEEKDAY_WORDS:
            parts.weekday = self._set(parts.weekday, WEEKDAY_WORDS[word], "weekday")
        elif word in SEASON_WORDS:
            parts.season = self._set(parts.season, SEASON_WORDS[word], "season")
        elif word in PART_WORDS:
            parts.part = self._set(parts.part or None, PART_WORDS[word], "part of the day")
        elif word in EDGE_WORDS:
            parts.edge = self._set(parts.edge or None, EDGE_WORDS[word], "early or late")
            return 2 if word == "mid" and (dash := self.peek(1)) and dash.kind == "dash" else 1
        elif word in ("noon", "midday", "midnight"):
            midnight = word == "midnight"
            self._set_clock(parts, Clock(0 if midnight else 12, 0, midnight=midnight))
        elif word in APPROXIMATELY:
            parts.mark = moments.joined(parts.mark, "~")
        elif word in PERHAPS:
            parts.mark = moments.joined(parts.mark, "?")
        elif word not in FILLERS:
            return self._zone_word(token, parts)
        return 1

    def _relative(self, parts: Parts) -> int:
        before = parts.year, parts.month, parts.day
        used = relative.take(self.tokens, self.at, parts, self.context)
        for old, new in zip(before, (parts.year, parts.month, parts.day), strict=True):
            self._set(old if old != new else None, new, "day")
        return used

    def _sign(self, token: Token, parts: Parts) -> int:
        """A dash inside a winter (2016-17) or an offset (09:30 -05:00); else it separates."""
        ahead = self.peek(1)
        if ahead is None:
            return 0
        open_winter = parts.season == 24 and parts.season_end is None
        if open_winter and parts.year and ahead.kind == "number" and token.kind != "dots":
            digits = ahead.text
            full = digits if len(digits) == 4 else f"{parts.year + 1:04}"[:2] + digits
            if len(full) == 4:
                parts.season_end = int(full)
                return 2
        if (
            token.text == "-" and token.spaced and not token.space_after
            and parts.clock is not None and ahead.kind in ("clock", "number")
        ):  # fmt: skip
            minutes = zones.offset_minutes(f"-{ahead.text}") if len(ahead.text) > 1 else None
            if minutes is not None and zones.in_use(minutes):
                parts.offset = self._set(parts.offset, minutes, "offset")
                return 2
        return 0

    def _number(self, token: Token, parts: Parts) -> int:
        digits, ahead = token.text, self.peek(1)
        used = self._relative(parts)
        if used:
            return used
        if ahead is not None and ahead.kind == "meridiem":
            self._set_clock(parts, self._twelve(int(digits), None, None, ahead.text))
            return 2
        if len(digits) == 4:
            if self._is_clock(digits, parts):
                self._set_clock(parts, Clock(int(digits[:2]), int(digits[2:])))
            else:
                parts.year = self._set(parts.year, int(digits), "year")
            return 1
        if len(digits) > 2:
            self.context.fail(f"'{digits}' is no year, day or clock time")
        if parts.day is not None or (parts.month is not None and int(digits) > 31):
            self._two_digit_year(digits, parts)
        parts.day = int(digits)
        return 1

    def _is_clock(self, digits: str, parts: Parts) -> bool:
        """Whether four digits are a clock time: after "at", before "hours", or beside a year."""
        if int(digits[:2]) > 23 or int(digits[2:]) > 59 or parts.clock is not None:
            return False
        before = self.word(-1)
        if before == "year" or before in MONTH_WORDS or before in SEASON_WORDS:
            return False
        if self.word(-1) == "at" or self.word(1) in ("hours", "hrs", "hr", "h"):
            return True
        if parts.year is not None:
            if "1900" <= digits <= "2059":
                self.context.fail(
                    f"'{digits}' beside a year can be a year or a clock time",
                    f'for a clock time write it so: "7 July 2023 {digits[:2]}:{digits[2:]}"',
                )
            return True
        hinted = digits[0] == "0" or self.word(1) in ("z", "utc", "gmt")
        return hinted and self._has_another_day()

    def _has_another_day(self) -> bool:
        """Whether a day is named somewhere, so that 0930 is a clock time on it."""
        return any(
            token.kind in ("iso", "numeric", "written")
            or token.text in MONTH_WORDS
            or token.text in WEEKDAY_WORDS
            or token.text in ("today", "yesterday")
            for token in self.tokens
        )

    def _two_digit_year(self, digits: str, parts: Parts) -> None:
        if parts.year is None and parts.month is not None:
            month = MONTHS[parts.month - 1]
            first = f"{parts.day} {month} 19{int(digits):02}"
            raise DateError(
                f"cannot read the date '{self.context.text}': the year '{digits}' has two digits",
                f'write it in full: "{parts.day} {month} 20{int(digits):02}" or "{first}"',
            )
        self.context.fail(f"'{digits}' is one number too many")

    def _ordinal(self, token: Token, parts: Parts) -> int:
        number = int(token.text[:-2])
        if self.word(1) == "century":
            if not 1 <= number <= 99:
                self.context.fail("centuries run from the 1st to the 99th", 'try "20th century"')
            parts.whole = self._set(parts.whole, moments.century(number - 1), "century")
            return 2
        if token.text in ORDINAL_WORDS and self._slice(token, parts):
            return 2
        if parts.day is not None:
            self._set(parts.day, number, "day")
        parts.day = number
        return 1

    def _slice(self, token: Token, parts: Parts) -> bool:
        """The first half, the third quarter."""
        number, what = ORDINAL_WORDS[token.text], self.word(1)
        if what not in ("half", "quarter") or number > (2 if what == "half" else 4):
            return False
        self._quarter_or_half(what[0], number, parts)
        return True

    def _quarter_or_half(self, what: str, number: int, parts: Parts) -> int:
        if what == "q":
            parts.quarter = self._set(parts.quarter, number or 1, "quarter")
        else:
            if number > 2:
                self.context.fail("a year has two halves", 'try "first half of 2018"')
            parts.half = self._set(parts.half, number or 1, "half")
        return 2

    def _clock(self, token: Token, parts: Parts) -> int:
        hour, minute, *rest = (int(part) for part in token.text.replace(".", ":").split(":"))
        second = rest[0] if rest else None
        ahead = self.peek(1)
        if ahead is not None and ahead.kind == "meridiem":
            self._set_clock(parts, self._twelve(hour, minute, second, ahead.text))
            return 2
        self._set_clock(parts, Clock(hour, minute, second))
        return 1

    def _twelve(self, hour: int, minute: int | None, second: int | None, half: str) -> Clock:
        if not 1 <= hour <= 12:
            self.context.fail(
                f"there is no {hour} {half[0]}m on a 12-hour clock",
                without_half(self.context.text, hour, minute, half[0]),
            )
        return Clock(hour % 12 + (12 if half[0] == "p" else 0), minute, second, half[0])

    def _set_clock(self, parts: Parts, clock: Clock) -> None:
        parts.clock_first = not parts.names()
        parts.clock = self._set(parts.clock, clock, "clock time")

    def _iso(self, token: Token, parts: Parts) -> int:
        start, _, end = token.text.partition("-")
        if parts.season == 24 and end == f"{(int(start) + 1) % 100:02}":
            parts.year, parts.season_end = self._set(parts.year, int(start), "year"), int(start) + 1
            return 1
        moment = unit(token.typed)
        if moment is None:
            return self._unknown(token)
        if moment.unit == "range" or "X" in moment.base:
            parts.whole = self._set(parts.whole, moment, "date")
            return 1
        parts.year = self._set(parts.year, moment.low.year, "year")
        parts.month = self._set(parts.month, moment.low.month, "month")
        if moment.unit != "month":
            parts.day = self._set(parts.day, moment.low.day, "day")
        if moment.has_clock:
            minute = moment.low.minute if moment.unit == "minute" else None
            second = moment.low.second if moment.base.count(":") == 2 else None
            parts.clock = self._set(
                parts.clock, Clock(moment.low.hour, minute, second), "clock time"
            )
            parts.offset = moment.offset
        return 1

    def _numeric(self, token: Token, parts: Parts) -> int:
        day = numeric_day(token.text, self.context)
        if parts.day is not None or parts.month is not None or parts.year is not None:
            self.context.fail("it holds two dates", 'try "2023-07-05 to 2023-07-07"')
        parts.set_day(day)
        return 1

    def _written(self, token: Token, parts: Parts) -> int:
        day = written_out(token.typed)
        if day is None:
            self.context.fail(f"'{token.typed}' is no day of the calendar")
        for old in (parts.year, parts.month, parts.day):
            self._set(old, 0, "day")
        parts.set_day(day)
        return 1

    def _decade(self, token: Token, parts: Parts) -> int:
        text = token.text
        if text.endswith("00s"):
            century = text[:2]
            raise DateError(
                f"'{text}' can be ten years or a hundred",
                f"for the decade {text[:3]}X, for the century {century}XX",
            )
        if text.endswith("s") and text[3] != "0":
            self.context.fail(f"'{text}' is no decade", f'try "{text[:3]}0s"')
        whole = unit(f"{text[:3]}X" if text.endswith("s") else text)
        parts.whole = self._set(parts.whole, whole, "decade")
        return 1

    def _zone(self, token: Token, parts: Parts) -> int:
        parts.zone = self._set(parts.zone, zones.canonical(token.typed), "zone")
        return 1

    def _offset(self, token: Token, parts: Parts) -> int:
        minutes = zones.offset_minutes(token.text)
        if minutes is None or not parts.names():
            return self._unknown(token)
        parts.offset = self._set(parts.offset, minutes, "offset")
        return 1

    def _zone_word(self, token: Token, parts: Parts) -> int:
        name, ahead = token.text.upper(), self.peek(1)
        if name in ("UTC", "GMT"):
            beyond = self.peek(2)
            if ahead is not None and ahead.kind == "offset":
                return 1 + self._offset(ahead, parts)
            if ahead is not None and beyond is not None and ahead.text == "-" and not ahead.spaced:
                minutes = zones.offset_minutes(f"-{beyond.text}")
                parts.offset = self._set(parts.offset, minutes, "offset")
                return 3
            parts.offset = self._set(parts.offset, 0, "zone")
            return 1
        if name in zones.ABBREVIATIONS and parts.names():
            raise zones.refuse_abbreviation(name, self.context.text)
        return self._unknown(token)

    def _mark(self, token: Token, parts: Parts) -> int:
        parts.mark = moments.joined(parts.mark, token.text)
        return 1

    def _set(self, old: T | None, new: T, what: str) -> T:
        if old is not None:
            self.context.fail(f"it says two things about the {what}", USUAL)
        return new

    def _unknown(self, token: Token) -> int:
        refuse_word(token, self.peek(1), self.context)
