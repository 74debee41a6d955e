"""Words that mean nothing in a date: why, and what to type instead of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.dates import zones
from tracker.dates.lexicon import ORDER_WORDS, SEASON_WORDS, SUN_WORDS
from tracker.dates.parts import USUAL
from tracker.dates.tokens import MONTH_WORDS, WEEKDAY_WORDS

if TYPE_CHECKING:
    from typing import NoReturn

    from tracker.dates.parts import Context
    from tracker.dates.tokens import Token


def refuse_word(token: Token, after: Token | None, context: Context) -> NoReturn:
    """Refuse a word or sign, with the month, weekday or zone that it may be; `after` comes next."""
    from difflib import get_close_matches  # only for a date that is about to be refused

    if token.text in SUN_WORDS:
        context.fail(
            f"when {token.text} was depends on the place and the season",
            'try "early 7 July 2023", "7 July 2023 evening" or "about 05:30 on 7 July 2023"',
        )
    if token.text in ORDER_WORDS:
        context.fail(
            f"'{token.typed}' says an order and no day",
            "type the day the other one was on, as in 2023-07-07, and the order as before=ID"
            " or after=ID",
        )
    two_words = f"{token.typed} {after.typed}" if after else token.typed
    for city in (two_words, token.typed):
        zone = zones.of_city(city)
        if zone is not None:
            context.fail(f"'{city}' is not understood", _in_zone(city, zone, context.text))
    known = (*MONTH_WORDS, *WEEKDAY_WORDS, *SEASON_WORDS, "yesterday", "today", "between")
    near = get_close_matches(token.text, known, 1, 0.75)
    hint = f"did you mean '{near[0].capitalize()}'? otherwise {USUAL}" if near else USUAL
    context.fail(f"'{token.typed}' is not understood", hint)


def _in_zone(city: str, zone: str, text: str) -> str:
    """The text with the zone instead of "Kyiv time", where that can be read."""
    from tracker.dates.parse import parse
    from tracker.dates.value import DateError

    words = r"\s+".join(map(re.escape, city.split()))
    ready = re.sub(rf"\(?{words}(?: local)?(?: time)?\)?", zone, text, flags=re.IGNORECASE)
    try:
        if ready == text:  # the city stands there in another form, as before a comma
            raise DateError(city)
        parse(ready)
    except DateError:
        ready = f"2023-07-07 09:30 {zone}"
    return f'for the clock time there try "{ready}"'
