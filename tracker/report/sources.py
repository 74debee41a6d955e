"""One source in full, and what rested on it: the lines that a screen shows."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.vocabulary import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LABEL = 13


class Said(NamedTuple):
    """One citation of a source: `c9`, how it is cited in words, and the fields it speaks of."""

    reference: str
    how: str
    fields: tuple[str, ...]


class CitedIn(NamedTuple):
    """An incident that cites a source, with its date in words."""

    incident: int
    date: str
    title: str
    citations: tuple[Said, ...]


class SourceRecord(NamedTuple):
    """All that is recorded of a source; `also` are the keys of those that were merged into it."""

    fields: tuple[tuple[str, str | int | None], ...]
    also: tuple[str, ...]
    cited: tuple[CitedIn, ...]


class RestedClaim(NamedTuple):
    """What a source said of a field; `others` say the same, where it is the adopted value."""

    reference: str
    value: str
    adopted: bool
    others: tuple[str, ...]


class Rested(NamedTuple):
    """An incident that rested on a source; `unsourced` where no other source reports it."""

    incident: int
    date: str
    title: str
    claims: tuple[RestedClaim, ...]
    unsourced: bool


class ReadDate(NamedTuple):
    """A date that was read from the day of publication, and what the mended day makes of it.

    `words` were typed, `reading` stands, `now` is what they would be read as, None where they
    cannot be read any more.
    """

    reference: str
    incident: int
    words: str
    reading: str
    now: str | None
    adopted: bool


def record_lines(record: SourceRecord) -> Iterator[str]:
    """A line a field, those that are empty left out, then what it says of which incident."""
    for name, value in record.fields:
        if value is None or name == "published_edtf" or (name == "private" and not value):
            continue
        told = f"{value} ({label('reliability', str(value))})" if name == "reliability" else value
        yield f"{name:<{LABEL}}{'yes' if name == 'private' else told}"
    if record.also:
        yield f"{'also':<{LABEL}}{', '.join(record.also)}"
    for cited in record.cited:
        yield f"{'cited by':<{LABEL}}{cited.incident}  {cited.date}  {cited.title}"
        for said in cited.citations:
            fields = f": {', '.join(said.fields)}" if said.fields else ""
            yield f"{'':<{LABEL}}   {said.reference}  {said.how}{fields}"
    if not record.cited:
        yield f"{'cited by':<{LABEL}}no incident"


def as_object(record: SourceRecord) -> dict[str, Any]:
    """The record as an object of plain values, empty ones included."""
    return {
        **{
            name.replace(" ", "_"): bool(value) if name == "private" else value
            for name, value in record.fields
        },
        "also": list(record.also),
        "cited_by": [
            {
                "incident": cited.incident,
                "date": cited.date,
                "title": cited.title,
                "citations": [
                    {"citation": int(said.reference[1:]), "fields": list(said.fields)}
                    for said in cited.citations
                ],
            }
            for cited in record.cited
        ],
    }


def rested_lines(rested: Iterable[Rested]) -> Iterator[str]:
    """An incident a line, then what the source said of it, and who else says what was adopted."""
    for one in rested:
        yield f"  {one.incident:<4}{one.date}  {one.title}"
        wide = max((len(claim.reference) for claim in one.claims), default=0)
        for claim in one.claims:
            yield f"      {claim.reference:<{wide}}  {claim.value}{_support(claim)}"
        if one.unsourced:
            yield "      no other source reports it"


def read_date_lines(found: Iterable[ReadDate]) -> Iterator[str]:
    """A date a line: the words, how they were read, and how they would be read now."""
    for one in found:
        adopted = ", adopted" if one.adopted else ""
        if one.now is None:
            now = "it can no longer be read from it"
        elif one.now == one.reading:
            now = "still so"
        else:
            now = f"now it would be {one.now}: tracker edit {one.reference} {quote(one.words)}"
        yield (
            f'  {one.reference} of {one.incident}   "{one.words}" read as {one.reading}{adopted};'
            f" {now}"
        )


def _support(claim: RestedClaim) -> str:
    if not claim.adopted:
        return ""
    if not claim.others:
        return ", adopted; nobody else says so"
    return f", adopted; also said by {', '.join(claim.others)}"
