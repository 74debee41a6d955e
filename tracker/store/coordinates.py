"""Where on the earth, as people type it: degrees, minutes and seconds, with or without N and E."""

from __future__ import annotations

import re
from typing import Final

from tracker.errors import TrackerError

_EXAMPLE: Final = "latitude first: coords=36.51,36.87"
_NUMBER: Final = r"[0-9]{1,3}(?:\.[0-9]+)?"
_DEGREES: Final = (
    rf"{_NUMBER}(?:\s*°(?:\s*{_NUMBER}\s*'(?:\s*{_NUMBER}\s*\")?)?)?"  # 36.51 · 36° 30' · 36°30'36"
)
_ANGLE: Final = rf"[NSEW]\s*{_DEGREES}|{_DEGREES}\s*[NSEW]|[+-]?{_DEGREES}"
_PAIR: Final = rf"({_ANGLE})(?:\s*[,;/]\s*|\s+|(?<=[NSEW]))({_ANGLE})"
_SIGNS: Final = str.maketrans(
    {"º": "°", "′": "'", "’": "'", "‘": "'", "″": '"', "”": '"', "“": '"', "−": "-"}
)


def read_coordinates(text: str) -> tuple[float, float]:
    """Read latitude and longitude in degrees. Raises TrackerError for what is not on the earth.

    >>> read_coordinates("36.51, 36.87"), read_coordinates("36°30'36\\"N 36°52'12\\"E")
    ((36.51, 36.87), (36.51, 36.87))
    """
    pair = _plain(text) or _written(text)
    if pair is None:
        raise TrackerError(f"cannot read the coordinates '{text}'", _EXAMPLE)
    (latitude, side), (longitude, other) = pair
    if side in ("E", "W") or other in ("N", "S"):
        if side in ("N", "S") or other in ("E", "W"):
            raise TrackerError(f"the coordinates {text} name one direction twice", _EXAMPLE)
        latitude, longitude = longitude, latitude
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        turned = not (side or other) and -90 <= longitude <= 90 and -180 <= latitude <= 180
        raise TrackerError(
            f"the coordinates {text} lie outside the earth",
            f"latitude comes first: coords={longitude:g},{latitude:g}"
            if turned
            else "latitude -90 to 90, longitude -180 to 180",
        )
    return latitude, longitude


def are_coordinates(text: str) -> bool:
    """Tell whether a text is a point and no name.

    >>> are_coordinates("36.51, 36.87"), are_coordinates("Homs, Syria")
    (True, False)
    """
    return (_plain(text) or _written(text)) is not None


_Pair = tuple[tuple[float, str], tuple[float, str]]


def _plain(text: str) -> _Pair | None:
    try:
        latitude, longitude = (float(part) for part in text.replace(",", " ").split())
    except ValueError:
        return None
    return (latitude, ""), (longitude, "")


def _written(text: str) -> _Pair | None:
    plain = text.translate(_SIGNS).replace("''", '"').strip()
    if plain[:1] == "(" and plain[-1:] == ")":
        plain = plain[1:-1].strip()
    found = re.fullmatch(_PAIR, plain, re.IGNORECASE)
    one, two = (_angle(found[1]), _angle(found[2])) if found else (None, None)
    return (one, two) if one is not None and two is not None else None


def _angle(typed: str) -> tuple[float, str] | None:
    """Degrees, below nought to the south and west, and the direction where one is written."""
    side = "".join(sign for sign in typed.upper() if sign in "NSEW")
    degrees, minutes, seconds = (*map(float, re.findall(_NUMBER, typed)), 0.0, 0.0)[:3]
    if minutes >= 60 or seconds >= 60:
        return None
    angle = round(degrees + minutes / 60 + seconds / 3600, 6) if minutes or seconds else degrees
    return (-angle if typed[0] == "-" or side in ("S", "W") else angle), side
