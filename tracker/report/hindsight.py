"""What an incident was on an earlier day: which adopted values had been published by then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tracker.model import Claim, Incident

ALWAYS: Final = "title"  # an incident cannot be without one, and it is the analyst's own


class Revision(NamedTuple):
    """How a field stood before the later accounts of it.

    `adopt` takes what citation `citation` says, `drop` leaves out the actors of these ids and
    keeps the others, `clear` means that nothing was known.
    """

    field: str
    family: str
    act: Literal["adopt", "drop", "clear"]
    citation: int | None = None
    actors: tuple[int, ...] = ()


def revisions(incident: Incident, later: Collection[int]) -> Iterator[Revision]:
    """The fields of `incident` that were other, or unknown, before the citations `later`.

    A field none of whose accounts came later stays as it is, and so does a value that an earlier
    source asserts, or that nobody is recorded as saying where no earlier source says otherwise. In
    the place of any other stands the earliest assertion, and nothing where there is none. A field
    without an adopted value stays without.
    """
    published = {
        c.id: (c.published_sort is None, c.published_sort or "") for c in incident.citations
    }
    for field in dict.fromkeys(claim.field for claim in incident.claims if claim.citation in later):
        claims = [claim for claim in incident.claims if claim.field == field]
        if field == ALWAYS or not _has_value(incident, field, claims[0].family):
            continue
        known = sorted(
            (c for c in claims if c.citation not in later and _asserts(c)),
            key=lambda claim: (*published[claim.citation], claim.citation, claim.id),
        )
        late = [c for c in claims if c.citation in later and c.standing]
        if not late:
            continue
        if claims[0].family == "actor":
            found = _actors(incident, field, known, late)
        else:
            found = _value(incident, field, known, late)
        if found is not None:
            yield found


def _value(
    incident: Incident, field: str, known: list[Claim], late: list[Claim]
) -> Revision | None:
    if any(claim.adopted for claim in known):
        return None
    family = late[0].family
    if known:
        if known[0].stance == "none-reported":
            return Revision(field, family, "clear")
        return Revision(field, family, "adopt", known[0].citation)
    decided = any(d.field == field and d.kind != "value" for d in incident.decisions)
    if decided or any(claim.adopted for claim in late):
        return Revision(field, family, "clear")
    return None


def _actors(
    incident: Incident, field: str, known: list[Claim], late: list[Claim]
) -> Revision | None:
    """A role holds a set: those whom a later source alone names are left out."""
    told = {claim.value for claim in known if claim.adopted}
    adopted = {party.name: party.id for party in incident.parties if party.role == field}
    new = {claim.value for claim in late if claim.adopted} - told
    dropped = tuple(number for name, number in sorted(adopted.items()) if name in new)
    if not dropped:
        return None
    if len(dropped) < len(adopted):
        return Revision(field, "actor", "drop", actors=dropped)
    if known:
        return Revision(field, "actor", "adopt", known[0].citation)
    return Revision(field, "actor", "clear")


def _asserts(claim: Claim) -> bool:
    return claim.standing and claim.stance in ("asserts", "none-reported")


def _has_value(incident: Incident, field: str, family: str) -> bool:
    if family == "date":
        return incident.date.edtf is not None
    if family == "place":
        return incident.place is not None
    if family == "type":
        return incident.type is not None
    if family == "actor":
        return bool(incident.named(field))
    if field == "duration":
        return bool(incident.duration_text or incident.duration_low or incident.duration_high)
    if family == "number":
        return any(count.field == field for count in incident.counts)
    name = field.removeprefix("x.")
    return any(one.key == name for one in incident.attributes if one.namespace in ("x", "field"))
