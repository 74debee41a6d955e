"""The filters that ask where, read as SQL over `incidents AS i`."""

from __future__ import annotations

from math import cos, radians
from typing import TYPE_CHECKING, Final

from tracker import countries
from tracker.errors import NotFoundError
from tracker.filters import Near, distance_km
from tracker.names import near
from tracker.store.notices import Notices
from tracker.store.places import Places
from tracker.store.selection import Condition

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from tracker.filters import Filter

_DEGREE_KM: Final = 111.0
# Everything that lies within the places that {start} selects, those merged into one included.
WITHIN: Final = (
    "WITH RECURSIVE down (id) AS ({start}"
    " UNION SELECT r.place_id FROM down"
    " JOIN place_relations AS r ON r.other_id = down.id AND r.kind = 'within'"
    " UNION SELECT p.merged_into FROM down JOIN places AS p ON p.id = down.id"
    " WHERE p.merged_into IS NOT NULL"
    " UNION SELECT p.id FROM down JOIN places AS p ON p.merged_into = down.id)"
    " SELECT id FROM down"
)
# The incident's own point, else that of its place.
_POINT: Final = (
    "EXISTS (SELECT 1 FROM ("
    "SELECT i.latitude AS latitude, i.longitude AS longitude WHERE i.latitude IS NOT NULL"
    " UNION ALL SELECT p.latitude, p.longitude FROM places AS q"
    " JOIN places AS p ON p.id = coalesce(q.merged_into, q.id)"
    " WHERE q.id = i.place_id AND i.latitude IS NULL) AS x WHERE {which})"
)


def conditions(conn: sqlite3.Connection, wanted: Filter) -> Iterator[Condition]:
    """Yield a condition for each of these filters that was asked for.

    Raises NotFoundError for a place that the file does not know and for what is no country.
    """
    if wanted.places:
        places = Places(conn, Notices())
        found = [places.known(text) for text in wanted.places]
        start = f"SELECT id FROM places WHERE id IN ({', '.join(map(str, found))})"
        yield Condition(f"i.place_id IN ({WITHIN.format(start=start)})")
    if wanted.countries:
        codes = [country_code(text) for text in wanted.countries]
        listed = ", ".join(f"'{code}'" for code in codes)
        start = f"SELECT id FROM places WHERE country IN ({listed})"
        yield Condition(f"i.place_id IN ({WITHIN.format(start=start)})")
    if wanted.near:
        conn.create_function("distance_km", 4, _distance, deterministic=True)
        yield _around(wanted.near)


def country_code(text: str) -> str:
    """Return the code of the country of that name or code. Raises NotFoundError."""
    found = countries.find(text) or countries.by_code(text.strip().upper())
    if found is None:
        known = [
            (name, country)
            for country in countries.countries()
            for name in (country.name, *country.other_names)
        ]
        close = " or ".join(item.name for item in near(text, known))
        raise NotFoundError(
            f"no country is called '{text}'",
            f"did you mean {close}?" if close else "a name or an ISO code: --country Syria",
        )
    return found.code


def _around(points: Iterable[Near]) -> Condition:
    parts: list[str] = []
    values: list[float] = []
    for point in points:
        # A band of latitude, and away from the poles of longitude, before the distance itself.
        north = point.km / _DEGREE_KM + 0.01
        parts.append(
            "x.latitude BETWEEN ? AND ? AND distance_km(x.latitude, x.longitude, ?, ?) <= ?"
        )
        values += [point.latitude - north, point.latitude + north]
        values += [point.latitude, point.longitude, point.km]
        east = north / max(cos(radians(min(89.0, abs(point.latitude) + north))), 0.01)
        if abs(point.longitude) + east < 180:
            parts[-1] = f"x.longitude BETWEEN ? AND ? AND {parts[-1]}"
            values[-5:-5] = [point.longitude - east, point.longitude + east]
    return Condition(_POINT.format(which=f"({') OR ('.join(parts)})"), tuple(values))


def _distance(
    latitude: float | None, longitude: float | None, other: float, east: float
) -> float | None:
    if latitude is None or longitude is None:
        return None
    return distance_km(latitude, longitude, other, east)
