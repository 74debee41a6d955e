"""The values that cross the floors: what the file holds, as it is read; no SQL, no screens.

They are named tuples, since every command that reads makes these classes when it starts, and a
frozen dataclass takes seven times as long to make.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tracker.dates import Date


class Party(NamedTuple):
    """An actor in a role of one incident.

    `bodies` are the actors it belongs to, nearest first, as the roll-up climbs them.
    """

    id: int
    uid: str
    name: str
    role: str
    kind: str = "other"
    bodies: tuple[str, ...] = ()


class Count(NamedTuple):
    """An adopted number: `killed` of category `total`; bounds are inclusive, None is not known."""

    measure: str
    category: str
    low: int | None
    best: int | None
    high: int | None
    words: str | None = None

    @property
    def field(self) -> str:
        """The name the field is typed by: killed, killed.civilian, count.aircraft."""
        name = self.measure if self.measure in COMMON_MEASURES else f"count.{self.measure}"
        return name if self.category == "total" else f"{name}.{self.category}"


COMMON_MEASURES = ("killed", "injured", "missing", "detained", "displaced")


class Citation(NamedTuple):
    """One source on one incident. `published` is the source's date in words, `party` whether the
    origin shares a body with an actor of the incident, `standing` whether it still counts."""

    id: int
    uid: str
    source: str
    source_kind: str
    publisher: str | None
    title: str | None
    author: str | None
    url: str | None
    published: str | None
    published_edtf: str | None
    origin: str | None
    agency: str | None
    stance: str
    quote: str | None
    pinpoint: str | None
    note: str | None = None
    party: bool = False
    standing: bool = True
    archive_url: str | None = None
    published_sort: str | None = None
    retraction: str | None = None
    language: str | None = None
    accessed_at: str | None = None
    origin_kind: str | None = None


class Reference(NamedTuple):
    """A source as a bibliography names it; `published` is its date in words, `accessed_at` UTC."""

    key: str
    kind: str = "other"
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    published_edtf: str | None = None
    archive_url: str | None = None
    language: str | None = None
    accessed_at: str | None = None
    retraction: str | None = None


class Claim(NamedTuple):
    """What one citation says of one field. `date` is set for dates only; numbers are inclusive."""

    id: int
    citation: int
    field: str
    family: str
    value: str | None
    low: int | None
    best: int | None
    high: int | None
    date: Date | None
    stance: str
    reading: str
    quote: str | None
    origin: str | None
    source: str
    adopted: bool
    standing: bool = True


class Account(NamedTuple):
    """One side of a field on which accounts differ; `citation` is None for the value recorded."""

    field: str
    citation: int | None
    value: str
    who: str
    source: str | None
    published: str | None
    party: bool
    adopted: bool
    undecided: bool
    publisher: str | None = None
    published_sort: str | None = None
    low: int | None = None
    high: int | None = None
    stance: str = "asserts"
    reading: str = "plain"


class Decision(NamedTuple):
    """A choice that stands between accounts of one field."""

    field: str
    kind: str
    citation: int | None
    reason: str | None
    at: str


class Link(NamedTuple):
    """A relation to another incident, seen from this one: `after` is the inverse of `before`."""

    kind: str
    id: int
    title: str = ""
    note: str | None = None


class Attribute(NamedTuple):
    """A column of somebody else's data that has no field here."""

    namespace: str
    key: str
    value: str


class Change(NamedTuple):
    """A line of an incident's log: when, who, which transaction, by which command, why."""

    tx: int
    at: str
    analyst: str | None
    command: str
    reason: str | None = None


class Incident(NamedTuple):
    """One incident as adopted, with its evidence.

    `date` is civil time at the place. `place` is the place's name with its country where the name
    does not say it, `place_name` the name alone; coordinates are degrees, durations minutes.
    `disputed` are the undecided fields on which accounts differ, `settled` the decided ones. Parts
    that a screen does not show may be left empty by the query that read it.
    """

    id: int
    uid: str
    title: str
    date: Date
    description: str | None = None
    type: str | None = None
    duration_low: int | None = None
    duration_high: int | None = None
    duration_text: str | None = None
    place: str | None = None
    place_name: str | None = None
    place_precision: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    status: str = "reported"
    note: str | None = None
    created_at: str = ""
    updated_at: str = ""
    sort_key: str | None = None
    deleted_at: str | None = None
    parties: tuple[Party, ...] = ()
    counts: tuple[Count, ...] = ()
    sources: int = 0
    origins: int = 0
    independent_origins: int = 0
    not_recorded: int = 0
    disputed: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    decisions: tuple[Decision, ...] = ()
    tags: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    claims: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    log: tuple[Change, ...] = ()

    def named(self, role: str) -> list[str]:
        """Names of the actors in one role, in the order they were read."""
        return [party.name for party in self.parties if party.role == role]


class Tally(NamedTuple):
    """The figures under a timeline: incidents shown, distinct sources and origins, and groups of
    origins that depend on each other, and fields on which accounts differ undecided; `more` counts
    the incidents that a limit left out, `marked` are those that only possibly match a filter."""

    incidents: int
    sources: int
    origins: int
    independent_origins: int
    open_disputes: int
    more: int = 0
    marked: frozenset[int] = frozenset()
