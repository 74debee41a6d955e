"""A filter: what is asked for, as one value that every reading command takes."""

from __future__ import annotations

from math import asin, cos, isfinite, radians, sin, sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.dates import Date

ANY_FIELD: Final = "*"
_EARTH_KM: Final = 6371.0088


class Near(NamedTuple):
    """A point in degrees and a distance in kilometres around it; `text` is what was typed."""

    latitude: float
    longitude: float
    km: float
    text: str

    def __str__(self) -> str:
        return self.text


class Filter(NamedTuple):
    """Which incidents are meant. Several values of one field are alternatives, fields add up.

    Dates bound the window at their own precision, both ends included; an incident matches when it
    could have happened in it, and one that is wholly undated never does. `certain` leaves out what
    only possibly matches, `ongoing` lets ends that are open or not stated reach on. Types, actors,
    sources, origins and places are names as typed, and find what belongs to them, actors only
    themselves when `direct`. `claimed` finds also those who are only said to have had the role.
    `roles` are `ROLE=ACTOR`; `text` is read as `tracker search` reads words. `disputed` are the
    fields on which accounts differ undecided, `*` for any. With `as_of` the file
    is read as it stood then. `where` are SQL conditions over the view `timeline`.
    """

    since: Date | None = None
    until: Date | None = None
    on: tuple[Date, ...] = ()
    certain: bool = False
    ongoing: bool = False
    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    claimed: bool = False
    direct: bool = False
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    tags: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    ids: tuple[int, ...] = ()
    not_types: tuple[str, ...] = ()
    not_actors: tuple[str, ...] = ()
    not_tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    settled: bool = False
    single_origin: bool = False
    unsourced: bool = False
    min_sources: int | None = None
    max_sources: int | None = None
    as_of: Date | None = None
    where: tuple[str, ...] = ()

    @property
    def windowed(self) -> bool:
        """Whether some matches may be only possible ones, and are to be marked."""
        return bool(self.since or self.until or self.on or (self.claimed and self.of_actors))

    @property
    def of_actors(self) -> bool:
        """Whether it asks who took part."""
        return bool(self.actors or self.by or self.against or self.roles or self.not_actors)

    @property
    def of_places(self) -> bool:
        """Whether it asks where."""
        return bool(self.places or self.countries or self.near)

    @property
    def of_evidence(self) -> bool:
        """Whether it asks who says what, and not only what happened."""
        return bool(
            self.sources
            or self.said_by
            or self.disputed
            or self.settled
            or self.single_origin
            or self.unsourced
            or self.min_sources is not None
            or self.max_sources is not None
        )


def read_near(text: str) -> Near:
    """Read LAT,LON,KM: degrees, north and east positive, and a distance in kilometres.

    >>> read_near("36.2, 37.1, 50 km").km
    50.0
    """
    parts = text.lower().removesuffix("km").split(",")
    try:
        latitude, longitude, km = (float(part) for part in parts)
    except ValueError:
        raise TrackerError(
            f"cannot read '{text}' as a point and a distance", "for example: --near 36.2,37.1,50"
        ) from None
    if not (isfinite(km) and km >= 0 and abs(latitude) <= 90 and abs(longitude) <= 180):
        raise TrackerError(
            f"'{text}' is no latitude, longitude and distance in kilometres",
            "for example: --near 36.2,37.1,50",
        )
    return Near(latitude, longitude, km, text)


def distance_km(latitude: float, longitude: float, other: float, east: float) -> float:
    """Kilometres along the surface between two points in degrees, on a sphere.

    >>> round(distance_km(36.2, 37.16, 33.51, 36.29))
    309
    """
    north, south = radians(latitude), radians(other)
    chord = (
        sin((south - north) / 2) ** 2
        + cos(north) * cos(south) * sin(radians(east - longitude) / 2) ** 2
    )
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(chord)))
