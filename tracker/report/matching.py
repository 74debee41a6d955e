"""A filter read as plain Python: whether one incident, as it was read, is meant by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from tracker import dates
from tracker.filters import ANY_FIELD, distance_km
from tracker.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.dates import Date
    from tracker.filters import Filter
    from tracker.model import Incident

NO: Final = ""
POSSIBLE: Final = "possible"
CERTAIN: Final = "certain"


class Meanings(Protocol):
    """What the names in a filter mean: sets of folded names, type codes and keys of sources."""

    def actors(self, name: str, direct: bool) -> frozenset[str]:
        """All names of the actor and, unless `direct`, of all that belongs to it."""

    def places(self, name: str) -> frozenset[str]:
        """The names of the place and of all that lies within it."""

    def country(self, name: str) -> frozenset[str]:
        """The names of all places in the country."""

    def types(self, name: str) -> frozenset[str]:
        """The codes of the type and of its kinds."""

    def source(self, text: str) -> str:
        """The key of the source."""

    def finds(self, incident: Incident, words: str) -> bool:
        """Whether a search for the words finds the incident."""


class _Span(NamedTuple):
    start_earliest: str | None
    end_latest: str | None


def match(incident: Incident, wanted: Filter, meanings: Meanings) -> str:
    """Return `certain`, `possible` or an empty text; the incident has to be read in full.

    SQL and this have to agree. `as_of` chooses the file that is read, and is not looked at here.
    """
    answers = [
        _when(incident, wanted),
        _who(incident, wanted, meanings),
        CERTAIN if _what(incident, wanted, meanings) else NO,
        CERTAIN if _where(incident, wanted, meanings) else NO,
        CERTAIN if _evidence(incident, wanted, meanings) else NO,
    ]
    worst = NO if NO in answers else POSSIBLE if POSSIBLE in answers else CERTAIN
    return NO if wanted.certain and worst != CERTAIN else worst


def _when(incident: Incident, wanted: Filter) -> str:
    windows: list[list[_Span]] = []
    if wanted.since is not None or wanted.until is not None:
        since, until = wanted.since, wanted.until
        first = since.start_earliest if since is not None else None
        windows.append([_Span(first, until.end_latest if until is not None else None)])
    if wanted.on:
        windows.append([_Span(day.start_earliest, day.end_latest) for day in wanted.on])
    answers = [_within(incident.date, spans, wanted.ongoing) for spans in windows]
    return min(answers, key=[NO, POSSIBLE, CERTAIN].index, default=CERTAIN)


def _within(date: Date, spans: Iterable[_Span], ongoing: bool) -> str:
    if dates.reach(date, ongoing=ongoing) == (None, None):
        return NO
    answer = NO
    for span in spans:
        if dates.certain(date, span, ongoing=ongoing):
            return CERTAIN
        if dates.could(date, span, ongoing=ongoing):
            answer = POSSIBLE
    return answer


def _who(incident: Incident, wanted: Filter, meanings: Meanings) -> str:
    fields: list[list[tuple[str | None, str]]] = []
    if wanted.actors:
        fields.append([(None, name) for name in wanted.actors])
    for role, names in (("by", wanted.by), ("against", wanted.against)):
        if names:
            fields.append([(role, name) for name in names])
    if wanted.roles:
        pairs = [text.partition("=") for text in wanted.roles]
        fields.append([(role.strip().lower(), name.strip()) for role, _, name in pairs])
    adopted = [(party.role, fold(party.name)) for party in incident.parties]
    claimed = [
        (claim.field, fold(claim.value))
        for claim in incident.claims
        if claim.family == "actor" and claim.stance == "asserts" and claim.standing and claim.value
    ]

    def holds(told: list[tuple[str, str]], either: list[tuple[str | None, str]]) -> bool:
        return any(
            role in (None, own) and name in meanings.actors(typed, wanted.direct)
            for role, typed in either
            for own, name in told
        )

    answer = CERTAIN
    for either in fields:
        if not holds(adopted, either):
            if not (wanted.claimed and holds(claimed, either)):
                return NO
            answer = POSSIBLE
    without: list[tuple[str | None, str]] = [(None, name) for name in wanted.not_actors]
    told = adopted + claimed if wanted.claimed else adopted
    return NO if holds(told, without) else answer


def _what(incident: Incident, wanted: Filter, meanings: Meanings) -> bool:
    tags = {fold(tag) for tag in incident.tags}
    kinds = {code for name in wanted.types for code in meanings.types(name)}
    others = {code for name in wanted.not_types for code in meanings.types(name)}
    return (
        (not wanted.ids or incident.id in wanted.ids)
        and (not wanted.types or incident.type in kinds)
        and (incident.type is None or incident.type not in others)
        and (not wanted.statuses or incident.status in wanted.statuses)
        and (not wanted.tags or bool(tags & set(map(fold, wanted.tags))))
        and not tags & set(map(fold, wanted.not_tags))
        and (not wanted.text or any(meanings.finds(incident, text) for text in wanted.text))
    )


def _where(incident: Incident, wanted: Filter, meanings: Meanings) -> bool:
    place = fold(incident.place_name) if incident.place_name else None
    if wanted.places and not any(place in meanings.places(name) for name in wanted.places):
        return False
    if wanted.countries and not any(place in meanings.country(name) for name in wanted.countries):
        return False
    if not wanted.near:
        return True
    latitude, longitude = incident.latitude, incident.longitude
    if latitude is None or longitude is None:
        return False
    return any(
        distance_km(latitude, longitude, point.latitude, point.longitude) <= point.km
        for point in wanted.near
    )


def _evidence(incident: Incident, wanted: Filter, meanings: Meanings) -> bool:
    keys = {citation.source for citation in incident.citations}
    voices = {
        fold(citation.origin)
        for citation in incident.citations
        if citation.origin and citation.standing and citation.stance != "context"
    }
    said = [meanings.actors(name, wanted.direct) for name in wanted.said_by]
    fields = set(incident.disputed)
    least, most = wanted.min_sources, wanted.max_sources
    return (
        (not wanted.sources or bool(keys & {meanings.source(text) for text in wanted.sources}))
        and (not said or any(voices & names for names in said))
        and (not wanted.disputed or bool(fields & set(wanted.disputed) or (
            fields and ANY_FIELD in wanted.disputed)))
        and (not wanted.settled or bool(incident.settled))
        and (not wanted.single_origin or incident.independent_origins == 1)
        and (not wanted.unsourced or incident.sources == 0)
        and (least is None or incident.sources >= least)
        and (most is None or incident.sources <= most)
    )  # fmt: skip
