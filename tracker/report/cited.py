"""The sources of one incident, numbered, with whose words each passes on and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.report.evidence import WORDS_OF_STANCE
from tracker.report.figures import duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.model import Citation, Claim, Incident


@dataclass(frozen=True, slots=True)
class Said:
    """One citation of a source: whose words, the words, and what it says beyond the adopted."""

    reference: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A numbered source: its line, its title and address, and its citations."""

    number: int
    head: str
    lines: tuple[str, ...]
    said: tuple[Said, ...]


def by_source(citations: Iterable[Citation]) -> dict[str, list[Citation]]:
    """Citations by source key, the first published first, undated ones last."""
    ordered = sorted(
        citations, key=lambda c: (c.published_sort is None, c.published_sort or "", c.id)
    )
    grouped: dict[str, list[Citation]] = {}
    for citation in ordered:
        grouped.setdefault(citation.source, []).append(citation)
    return grouped


def sources(incident: Incident, numbers: dict[str, int]) -> Iterator[Cited]:
    for key, citations in by_source(incident.citations).items():
        first = citations[0]
        name = first.publisher or first.author or key
        head = [name, first.published or "undated"]
        if first.source_kind not in ("news", "other"):
            head.append(first.source_kind)
        if name != key:
            head.append(key)
        lines = [first.title, first.url, first.archive_url and f"saved at {first.archive_url}"]
        if first.retraction:
            lines.append(f"retracted: {first.retraction}")
        yield Cited(
            numbers[key],
            " · ".join(head),
            tuple(line for line in lines if line),
            tuple(_said(incident, citation) for citation in citations),
        )


def _said(incident: Incident, citation: Citation) -> Said:
    origin = "origin not recorded"
    if citation.origin:
        origin = f"said by {citation.origin}" + " (party)" * citation.party
    head = [origin]
    if citation.agency:
        head.append(f"via {citation.agency}")
    if citation.stance != "reports":
        head.append({"denies": "denies it", "context": "gives context only"}[citation.stance])
    if not citation.standing:
        head.append("counts no longer")
    lines = [" · ".join(head)]
    pinpoint = f" ({citation.pinpoint})" if citation.pinpoint else ""
    if citation.quote:
        lines.append(f"“{citation.quote}”{pinpoint}")
    elif citation.pinpoint:
        lines.append(citation.pinpoint)
    lines += [
        f"{claim.field}: “{claim.quote}”"
        for claim in incident.claims
        if claim.citation == citation.id and claim.quote and claim.quote != citation.quote
    ]
    shown = {*incident.disputed, *incident.settled}
    beyond = [
        _claimed(claim)
        for claim in incident.claims
        if claim.citation == citation.id
        and (not citation.standing or (claim.field not in shown and _is_beyond(claim, incident)))
    ]
    if beyond:
        # What counts no longer stands nowhere else, so all of it is told here.
        lines.append(f"{'says also' if citation.standing else 'said'}: {'; '.join(beyond)}")
    if citation.note:
        lines.append(f"note: {citation.note}")
    return Said(f"c{citation.id}", tuple(lines))


def _is_beyond(claim: Claim, incident: Incident) -> bool:
    """Whether the claim says something that the adopted values do not."""
    if not claim.adopted or claim.stance != "asserts":
        return True
    if claim.field == "duration":
        return not duration(incident)
    if claim.family == "number":
        return claim.field not in {count.field for count in incident.counts}
    if claim.family == "actor":
        return not incident.named(claim.field)
    if claim.family == "type":
        return incident.type is None
    if claim.family == "date":
        return claim.date is not None and claim.date.edtf != incident.date.edtf
    if claim.family == "place":
        return claim.value not in (incident.place, incident.place_name)
    return claim.value != incident.title


def _claimed(claim: Claim) -> str:
    value = claim.date.words if claim.date is not None else claim.value or ""
    if claim.stance == "denies":
        value = f"not {value}" if value else "denied"
    else:
        value = WORDS_OF_STANCE.get(claim.stance, value)
    reading = f" ({claim.reading})" if claim.reading != "plain" else ""
    return f"{claim.field} {value}{reading}"
