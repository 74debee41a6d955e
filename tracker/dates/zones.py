"""Time zones: names and fixed offsets, hours that never were or came twice, and UTC bounds."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from tracker.dates.moments import offset_text, shifted
from tracker.dates.value import DateError

UTC_NAME = "UTC"
_LONGEST_NAME = 60
_TIME = re.compile(r"\s+(?:local\s+|standard\s+)?time$", re.IGNORECASE)
_TURNED = re.compile(r"Etc/GMT([+-])([0-9]{1,2})")
_BESIDE_UTC = re.compile(r"(UTC|GMT)\s*([+−-]\s*[0-9]{1,2}(?::?[0-9]{2})?)", re.IGNORECASE)
_MINUTE = timedelta(minutes=1)

# What an abbreviation may stand for: a source that writes EST in July means EDT.
ABBREVIATIONS = {
    "EST": ("-05:00", "-04:00"), "EDT": ("-04:00",), "ET": ("-05:00", "-04:00"),
    "CST": ("-06:00", "-05:00", "+08:00"), "CDT": ("-05:00",), "CT": ("-06:00", "-05:00"),
    "MST": ("-07:00", "-06:00"), "MDT": ("-06:00",), "MT": ("-07:00", "-06:00"),
    "PST": ("-08:00", "-07:00"), "PDT": ("-07:00",), "PT": ("-08:00", "-07:00"),
    "AKST": ("-09:00", "-08:00"), "AKDT": ("-08:00",), "HST": ("-10:00",),
    "BST": ("+01:00", "+06:00"), "WET": ("Z", "+01:00"), "WEST": ("+01:00",),
    "CET": ("+01:00", "+02:00"), "CEST": ("+02:00",), "EET": ("+02:00", "+03:00"),
    "EEST": ("+03:00",), "MSK": ("+03:00",), "MSD": ("+04:00",), "TRT": ("+03:00",),
    "IST": ("+05:30", "+02:00", "+01:00"), "IDT": ("+03:00",), "IRST": ("+03:30",),
    "IRDT": ("+04:30",), "AST": ("+03:00", "-04:00"), "ADT": ("-03:00",), "GST": ("+04:00",),
    "PKT": ("+05:00",), "AFT": ("+04:30",), "CAT": ("+02:00",), "EAT": ("+03:00",),
    "WAT": ("+01:00",), "SAST": ("+02:00",), "JST": ("+09:00",), "KST": ("+09:00",),
    "AEST": ("+10:00",), "AEDT": ("+11:00",), "SST": ("+08:00", "-11:00"),
}  # fmt: skip


@lru_cache(maxsize=64)
def canonical(name: str) -> str:
    """The zone as it is kept: an IANA name, a fixed offset such as `+03:00`, or `UTC`.

    Raises `DateError` for a name that the tz database does not have, with the nearest one.
    """
    minutes = offset_minutes(name)
    if minutes is not None:
        return fixed_name(minutes)
    if name.strip().upper() in ABBREVIATIONS:
        choices = ", ".join(ABBREVIATIONS[name.strip().upper()])
        raise DateError(
            f"{name.strip()} is a zone abbreviation, which changes between summer and winter",
            f"name the zone, as in tz=Asia/Damascus, or the offset that is meant: {choices}",
        )
    beside = _BESIDE_UTC.fullmatch(name.strip())
    minutes = offset_minutes(beside[2].replace(" ", "")) if beside else None
    if minutes:  # GMT+0 is a zone; Etc/GMT+3, which is the nearest name to GMT+3, is -03:00
        raise DateError(
            f"there is no time zone '{name.strip()}'",
            f"that offset is {fixed_name(minutes)}; better is the zone of the place, such as"
            " Europe/Istanbul",
        )
    return _named(name)


def of_city(name: str) -> str | None:
    """The zone that is named after a city: Europe/Kyiv for `kyiv` or `Kyiv time`."""
    wanted = _TIME.sub("", name.strip()).casefold().replace(" ", "_")
    return _cities().get(wanted)


def explained(name: str) -> str:
    """What a zone with the sign turned round means: `Etc/GMT+3 is 3 hours behind UTC`; else ""."""
    found = _TURNED.fullmatch(name)
    if found is None or not int(found[2]):
        return ""
    hours, side = int(found[2]), "behind" if found[1] == "+" else "ahead of"
    meant = offset_text(hours * (60 if found[1] == "+" else -60))
    return (
        f"{name} is {hours} hour{'' if hours == 1 else 's'} {side} UTC, as its name has the sign"
        f" turned round; for the other side: {meant}"
    )


def offset_minutes(text: str) -> int | None:
    """Minutes east of UTC of `Z`, `UTC`, `+3`, `+03`, `+0300`, `+03:00`; None for anything else.

    Raises `DateError` for an offset that no clock on Earth keeps (beyond -12:00 to +14:00).
    """
    if text in ("Z", "z") or text.upper() in ("UTC", "GMT"):
        return 0
    sign, digits = text[:1].replace("−", "-"), text[1:].replace(":", "")
    if sign not in ("+", "-") or not (digits.isascii() and digits.isdigit()) or len(digits) > 4:
        return None
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    total = (hours * 60 + minutes) * (-1 if sign == "-" else 1)
    if minutes > 59 or not -12 * 60 <= total <= 14 * 60:
        raise DateError(
            f"no clock keeps the offset {text}: they run from -12:00 to +14:00",
            'try "2023-07-07 09:30 +03:00"',
        )
    return total


def in_use(minutes: int) -> bool:
    """Whether clocks are or were set to this offset; tells `-05:00` from "to 11:30".

    Offsets of local mean time, before zones were made, have minutes that nobody would round.
    """
    if minutes % 60 == 0 or minutes % 15:
        return -12 * 60 <= minutes <= 14 * 60
    halves = (-9.5, -4.5, -3.5, -2.5, 3.5, 4.5, 5.5, 5.75, 6.5, 8.75, 9.5, 10.5, 12.75, 13.75)
    return minutes / 60 in halves


def fixed_name(minutes: int) -> str:
    """`+03:00`, or `UTC` for the offset nought."""
    return offset_text(minutes) if minutes else UTC_NAME


def offsets(zone: str, civil: datetime) -> tuple[timedelta, ...]:
    """The offsets that this civil time can have: none in a gap, two where it came twice."""
    place = _zone(zone)
    before = civil.replace(tzinfo=place, fold=0).utcoffset()
    after = civil.replace(tzinfo=place, fold=1).utcoffset()
    assert before is not None
    assert after is not None
    if before == after:
        return (before,)
    return (before, after) if before > after else ()


def matching(zone: str, civil: datetime, offset: timedelta) -> timedelta | None:
    """The zone's own offset where it is the typed one to the minute (old offsets have seconds)."""
    for own in offsets(zone, civil):
        if abs(own - offset) < _MINUTE:
            return own
    return None


def at(zone: str, utc: datetime) -> tuple[datetime, timedelta]:
    """The civil time in the zone at a moment of UTC, and the offset then.

    Raises `DateError` where that falls outside the years 0001 to 9999.
    """
    try:
        there = utc.replace(tzinfo=UTC).astimezone(_zone(zone))
    except (OverflowError, ValueError):
        raise DateError(
            f"{utc.isoformat(timespec='minutes')} UTC falls outside the years 0001 to 9999 there",
            "give the date without a clock time",
        ) from None
    offset = there.utcoffset()
    assert offset is not None
    return there.replace(tzinfo=None, fold=0), offset


def earliest_utc(zone: str, civil: datetime) -> datetime:
    """The first moment of UTC that this civil time can mean, gaps and doubled hours included."""
    return min(_both(zone, civil))


def latest_utc(zone: str, civil: datetime) -> datetime:
    """The last moment of UTC that this civil time can mean, gaps and doubled hours included."""
    return max(_both(zone, civil))


def refuse_abbreviation(name: str, text: str) -> DateError:
    """The refusal of `EST` and its kind in a text, with each offset it may mean ready to paste."""
    choices = ABBREVIATIONS[name]
    written = _without(name, text, choices)
    ready = ", ".join(f'-d "{written} {choice}"' for choice in choices)
    means = "is a zone abbreviation" if len(choices) == 1 else "can mean more than one offset"
    return DateError(
        f"{name} {means}, and sources misuse them between summer and winter", f"try {ready}"
    )


def _without(name: str, text: str, choices: tuple[str, ...]) -> str:
    """The text without the abbreviation; a usual date where no offset makes sense of the rest."""
    from tracker.dates.parse import parse  # only for a date that is about to be refused

    place = text.upper().rfind(name)
    rest = " ".join(f"{text[:place]}{text[place + len(name) :]}".replace("()", " ").split())
    try:
        for choice in choices:
            parse(f"{rest} {choice}")
    except DateError:
        return "2023-07-07 09:30"
    return rest


@lru_cache(maxsize=64)
def _zone(name: str) -> tzinfo:
    minutes = offset_minutes(name)
    if minutes is not None:
        return timezone(timedelta(minutes=minutes))
    from zoneinfo import ZoneInfo  # a date without a zone never needs the tz database

    return ZoneInfo(name)


@lru_cache(maxsize=64)
def _named(name: str) -> str:
    tidy = "/".join(part[:1].upper() + part[1:] for part in name.strip().split("/"))
    for candidate in dict.fromkeys((name.strip(), tidy)):
        if candidate.split("/")[0] in ("posix", "right", "posixrules", "localtime", ""):
            break
        if len(candidate) > _LONGEST_NAME or not candidate.isascii():
            break
        try:
            _zone(candidate)
        except (LookupError, ValueError, OSError):
            continue
        return candidate
    shown = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
    raise DateError(f"there is no time zone {shown!r}", _nearest(name[:_LONGEST_NAME]))


def _nearest(name: str) -> str:
    from difflib import get_close_matches  # only for a name that is about to be refused

    cities = _cities()
    known = {zone.casefold(): zone for zone in cities.values()}
    wanted = _TIME.sub("", name.strip()).casefold().replace(" ", "_")
    city = wanted.rsplit("/", 1)[-1]
    found = get_close_matches(wanted, known, 1, 0.8) or [
        cities[near].casefold() for near in get_close_matches(city, cities, 1, 0.8)
    ]
    nearest = known[found[0]] if found else "Asia/Damascus"
    return f'try "2023-07-07 09:30 {nearest}", or tz={nearest}'


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """Every zone under the city it is named after, in lower case."""
    from zoneinfo import available_timezones  # only for a name that is about to be refused

    places = sorted((zone for zone in available_timezones() if "/" in zone), reverse=True)
    return {
        zone.rsplit("/", 1)[-1].casefold(): zone for zone in places if not zone.startswith("Etc/")
    }


def _both(zone: str, civil: datetime) -> tuple[datetime, datetime]:
    place = _zone(zone)
    before = civil.replace(tzinfo=place, fold=0).utcoffset() or timedelta(0)
    after = civil.replace(tzinfo=place, fold=1).utcoffset() or timedelta(0)
    return shifted(civil, -before), shifted(civil, -after)
