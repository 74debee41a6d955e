"""What is told of one actor's record: its counts, who it meets, how many died, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROLES = ("by", "against", "victim", "involved", "supporter", "instrument", "asset")


class Share(NamedTuple):
    """In how many incidents something occurs; `of` is the body an actor belongs to, if any."""

    name: str
    incidents: int
    of: str | None = None


class Moment(NamedTuple):
    """One incident as a line of a summary names it."""

    id: int
    date: str
    title: str


class Toll(NamedTuple):
    """How many were killed (injured, …) in the incidents of one side, over the adopted numbers.

    `low` and `high` add up the bounds of the incidents that have a figure; `high` is None where one
    of them has no upper bound, both are None where none has a figure. `known` counts those with a
    figure, `unknown` those without; `none_reported` are those of the latter where a source says
    that it knows of none.
    """

    side: str
    measure: str
    category: str
    low: int | None
    high: int | None
    known: int
    unknown: int
    none_reported: int = 0


class Voices(NamedTuple):
    """On whose word incidents rest; each counts once, under the first that fits from the left.

    `outside`: somebody speaks who belongs to neither side. `not_recorded`: of some report it is not
    recorded who speaks. Then only the actor's own side, only the other side, or only the two.
    """

    own: int = 0
    other: int = 0
    both: int = 0
    outside: int = 0
    not_recorded: int = 0
    unsourced: int = 0


class Related(NamedTuple):
    """A relation to another actor; `forward` when it is the actor's own, `date` as typed."""

    kind: str
    name: str
    forward: bool
    date: str | None = None


class Member(NamedTuple):
    """A sub-actor that rolls up, how deep below, and in how many incidents it takes part."""

    name: str
    level: int
    incidents: int


class Summary(NamedTuple):
    """The record of one actor, over the incidents of a filter; sub-actors are rolled up.

    An incident counts once, whoever of them takes part in it. `months` holds the months that have
    incidents, as (YYYY-MM, count), of those that are known to the month.
    """

    name: str
    uid: str
    kind: str
    country: str | None
    note: str | None
    names: tuple[tuple[str, str], ...]
    belongs_to: tuple[str, ...]
    related: tuple[Related, ...]
    members: tuple[Member, ...]
    direct: bool
    incidents: int
    uncertain: int = 0
    first: Moment | None = None
    last: Moment | None = None
    undated: int = 0
    roles: tuple[Share, ...] = ()
    types: tuple[Share, ...] = ()
    no_type: int = 0
    months: tuple[tuple[str, int], ...] = ()
    no_month: int = 0
    acted_against: tuple[Share, ...] = ()
    acted_on_by: tuple[Share, ...] = ()
    involved_with: tuple[Share, ...] = ()
    places: tuple[Share, ...] = ()
    no_place: int = 0
    tolls: tuple[Toll, ...] = ()
    sources: int = 0
    origins: int = 0
    independent_origins: int = 0
    speakers: tuple[Share, ...] = ()
    voices: Voices = Voices()
    own_account: int = 0
    disputed: tuple[Share, ...] = ()
    disputed_incidents: int = 0
    latest: tuple[Moment, ...] = ()

    def role(self, name: str) -> int:
        """In how many incidents the actor has that role."""
        return next((share.incidents for share in self.roles if share.name == name), 0)


def groups(reach: Mapping[int, Iterable[int]]) -> int:
    """Into how many groups things fall when those that reach a common one belong together.

    >>> groups({1: (1, 9), 2: (2, 9), 3: (3,)})
    2
    """
    parent: dict[int, int] = {}

    def root(number: int) -> int:
        while parent.setdefault(number, number) != number:
            parent[number] = number = parent[parent[number]]
        return number

    for one, reached in reach.items():
        for other in reached:
            parent[root(other)] = root(one)
    return len({root(one) for one in reach})


def runs(months: Iterable[tuple[str, int]]) -> list[int]:
    """The counts of all months from the first to the last, silent ones with 0.

    >>> runs([("2022-11", 2), ("2023-02", 1)])
    [2, 0, 0, 1]
    """
    counted = {_ordinal(month): count for month, count in months}
    return [
        counted.get(at, 0) for at in range(min(counted, default=0), max(counted, default=-1) + 1)
    ]


def by_year(months: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """The counts of all years from the first to the last.

    >>> by_year([("2020-11", 2), ("2020-12", 2), ("2022-02", 1)])
    [('2020', 4), ('2021', 0), ('2022', 1)]
    """
    counted: dict[int, int] = {}
    for month, count in months:
        counted[int(month[:4])] = counted.get(int(month[:4]), 0) + count
    years = range(min(counted, default=0), max(counted, default=-1) + 1)
    return [(f"{year:04d}", counted.get(year, 0)) for year in years]


def _ordinal(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1
