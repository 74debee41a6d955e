"""What is asked about a typed place before it is made: is it one, and is it another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker import countries
from tracker.errors import TrackerError, quoted
from tracker.names import fold, is_no_name, near
from tracker.store.coordinates import are_coordinates, read_coordinates

if TYPE_CHECKING:
    from tracker.store.places import Places

# What stands before the name of a place in a sentence.
_WHERE: Final = ("in", "at", "over", "inside", "from", "across")
# What contains countries without being one.
_LARGER: Final = frozenset((
    "world", "africa", "north africa", "east africa", "west africa", "central africa",
    "southern africa", "horn of africa", "sahel", "maghreb", "asia", "central asia", "south asia",
    "southeast asia", "east asia", "middle east", "near east", "levant", "arabian peninsula",
    "persian gulf", "caucasus", "south caucasus", "europe", "eastern europe", "central europe",
    "western europe", "balkans", "european union", "north america", "central america",
    "latin america", "south america", "caribbean", "oceania", "mediterranean",
))  # fmt: skip


def refuse_no_place(text: str) -> None:
    """Refuse what is no name: coordinates, words before one, and that no place is known."""
    word, _, name = text.partition(" ")
    if word in _WHERE and name[:1].isupper():
        raise TrackerError(f"'{word}' is no part of a place's name", f"for example: {name}")
    if is_no_name(text):
        raise TrackerError(f"'{text}' names no place", "leave it out where it is not known")
    if any(sign.isdigit() for sign in text) and are_coordinates(text):
        latitude, longitude = read_coordinates(text)
        raise TrackerError(
            f"'{text}' is a point, and no place's name",
            f"type coords={latitude:g},{longitude:g}, and the name of the place by itself",
        )


def refuse_slips(places: Places, parts: list[str]) -> None:
    """Refuse a chain that would make a country's misspelling, a country inside a city, or twins.

    Raises TrackerError; where `places` makes whatever is new, only for the country inside.
    """
    for part in parts[1:]:
        if not places.new and not places.named(part) and countries.find(part) is None:
            _refuse_misspelt(part)
    for place, part in enumerate(parts[:-1]):
        beyond = parts[place + 1 :]
        _refuse_turned_round(places, part, beyond)
        if not places.new:
            _refuse_a_twin(places, part, beyond)


def near_country(part: str) -> str:
    """Return the country that a name may be a slip for; empty for none."""
    initial = part[:1].casefold()
    alike = (name for name in countries.names() if name[:1].casefold() == initial)
    close = near(part, ((name, name) for name in alike))
    return next((one.name for one in close if not fold(part).startswith(fold(one.name))), "")


def _refuse_misspelt(part: str) -> None:
    country = near_country(part)
    if country:
        raise TrackerError(
            f"no place is called '{part}', but {country} is near it",
            f"type {country}, or add --new if it is another place",
        )


def _refuse_turned_round(places: Places, part: str, beyond: list[str]) -> None:
    """Refuse Syria in Homs. Georgia in the United States is no country, and Levant holds several.

    What is known and lies in no country may be a larger body as well.
    """
    country = countries.find(part)
    if country is None or fold(beyond[0]) in _LARGER:
        return
    around = _codes(beyond) | {places.country_of(each) for each in places.named(beyond[0])}
    if not around - {country.code}:
        raise TrackerError(
            f"{country.name} is a country, and '{beyond[0]}' is not known to contain any",
            f'the smallest comes first: "{beyond[0]}, {country.name}"; if it does contain it:'
            f" tracker place add {quoted(beyond[0])}",
        )


def _refuse_a_twin(places: Places, part: str, beyond: list[str]) -> None:
    """Refuse to make another place of a known name within one that nobody has named before."""
    if places.named(beyond[0]) or countries.find(beyond[0]) is not None:
        return
    codes = _codes(beyond)
    known = [
        place for place in places.named(part) if not codes or places.country_of(place) in codes
    ]
    if not known or any(not places.containing(place) for place in known):
        return
    beyond_it = {number for part in beyond[1:] for number in places.named(part)}
    if len(known) == 1 and set(places.containing(known[0])) <= beyond_it:
        return  # the same place, of which more is said: Mariupol, Donetsk Oblast, Ukraine
    told = list(dict.fromkeys(places.described(place) for place in known))
    meant = part if len(known) == 1 else " or ".join(told)
    raise TrackerError(
        f"{part} is known, as {' or '.join(told)}, and '{beyond[0]}' is not",
        f"type {meant}, or add --new if it is another place",
    )


def _codes(parts: list[str]) -> set[str | None]:
    return {country.code for part in parts if (country := countries.find(part))}
