"""Countries by any of their names, and the country that the name of a place mentions."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import NamedTuple

from tracker.names import fold


class Country(NamedTuple):
    """One entry of ISO 3166-1, or Kosovo.

    `code` is alpha-3 (XKX for Kosovo, as is usual), `name` the short English one; `zone` is the
    IANA time zone where the country has a single one in zone.tab, else None.
    """

    code: str
    name: str
    other_names: tuple[str, ...]
    zone: str | None


# Names that are more often something else: a state, a region, a continent.
_ONLY_ALONE = ("america", "georgia", "macedonia", "micronesia")
# People are called so too, and a river and a valley: these count only where a part of a place ends.
_ONLY_LAST = ("jordan", "chad")
# Places that contain the name of a country, and the country they lie in, if in one.
_PLACES = {
    "england": "GBR",
    "gaza": "PSE",
    "gulf of guinea": "",
    "gulf of mexico": "",
    "gulf of oman": "",
    "gulf of thailand": "",
    "east china sea": "",
    "inner mongolia": "CHN",
    "korea strait": "",
    "lake chad": "",
    "mozambique channel": "",
    "new england": "USA",
    "new mexico": "USA",
    "niger delta": "NGA",
    "niger river": "",
    "niger state": "NGA",
    "northern ireland": "GBR",
    "river niger": "",
    "scotland": "GBR",
    "sea of japan": "",
    "sea of oman": "",
    "singapore strait": "",
    "south china sea": "",
    "taiwan strait": "",
    "wales": "GBR",
    "new south wales": "AUS",
    "west bank": "PSE",
}
_MOST_WORDS = 8


def find(text: str) -> Country | None:
    """The country of this name, official name or alpha-3 code, in any spelling of it.

    "Congo" and "Korea" name none: there are two of each.

    >>> find("Türkiye") == find("turkey") == find("TUR")
    True
    """
    return _by_name().get(fold(text)) or _by_code().get(text.strip().upper())


def within(text: str) -> Country | None:
    """The one country that the name of a place mentions, at its end or inside.

    Of several, one after the last comma decides; else None, as for "Iraq-Syria border". Only
    whole words count, no adjectives ("Syrian coast") and no codes; US, UK and the like only in
    capitals. "Gulf of Oman" and "Savannah, Georgia" name none.

    >>> found = within("Miska, Aleppo, Syria")
    >>> found and found.zone
    'Asia/Damascus'
    """
    names = _by_name()
    whole = names.get(fold(text))
    if whole is not None:
        return whole
    found = _mentioned(text)
    if len(found) == 1:
        return _by_code()[found.pop()]
    last = fold(text.rpartition(",")[2])
    return names.get(last) if found and last not in _ONLY_ALONE else None


def countries() -> tuple[Country, ...]:
    """Every country, in the order of the codes."""
    return tuple(_by_code().values())


def names() -> tuple[str, ...]:
    """Every country's short English name, in the order of the codes."""
    return tuple(country.name for country in countries())


def by_code(code: str) -> Country | None:
    """The country with this ISO 3166-1 alpha-3 code (XKX for Kosovo), None where there is none."""
    return _by_code().get(code)


def _mentioned(text: str) -> set[str]:
    """Codes of the countries named in a text; of names that overlap, the longest counts."""
    typed = re.findall(r"[^\s,/();:\u2010-\u2015-]+,?", text)
    words = [fold(word) for word in typed]
    known = _by_words()
    found = set()
    start = 0
    while start < len(words):
        end = start + 1
        for stop in range(min(start + _MOST_WORDS, len(words)), start, -1):
            name = " ".join(words[start:stop])
            code = known.get(name)
            if code is not None:
                end = stop
                in_capitals = len(name) > 3 or typed[start].isupper()
                ends_part = stop == len(words) or typed[stop - 1].endswith(",")
                doubtful = name in _ONLY_ALONE or (name in _ONLY_LAST and not ends_part)
                if code and in_capitals and not doubtful:
                    found.add(code)
                break
        start = end
    return found


@cache
def _by_words() -> dict[str, str]:
    return {name: country.code for name, country in _by_name().items()} | _PLACES


@cache
def _by_name() -> dict[str, Country]:
    return {
        fold(name): country
        for country in countries()
        for name in (country.name, *country.other_names)
    }


@cache
def _by_code() -> dict[str, Country]:
    # Not importlib.resources or pathlib, which take longer to load than most of a command.
    with open(os.path.join(os.path.dirname(__file__), "data", "countries.tsv"), "rb") as table:
        lines = table.read().decode().splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {
        code: Country(code, name, tuple(others.split("|")) if others else (), zone or None)
        for code, name, others, zone in rows
    }
