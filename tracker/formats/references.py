"""What a bibliography is made of: sources without their repetitions, their authors and dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.dates.edtf import read
from tracker.dates.months import MONTHS
from tracker.model import Reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.model import Citation, Incident

# What a source is called where it has no title, or behind it.
KINDS: Final = {
    "news": "News report",
    "wire": "Wire report",
    "press-release": "Press release",
    "statement": "Statement",
    "report": "Report",
    "dataset": "Data set",
    "social-post": "Post",
    "video": "Video",
    "photo": "Photograph",
    "satellite": "Satellite image",
    "document": "Document",
    "book": "Book",
    "testimony": "Testimony",
    "other": "Document",
}
# Whoever publishes these speaks in them; a newspaper does not write its own articles.
_PUBLISHED_BY_OTHERS: Final = ("news", "wire", "book")


class Name(NamedTuple):
    """An author: typed as `Family, Given`, or in any other form, which is kept as it stands."""

    family: str
    given: str = ""

    @property
    def first(self) -> str:
        """As it stands first in an entry: the family name before the given one."""
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def plain(self) -> str:
        """As it is spoken."""
        return f"{self.given} {self.family}" if self.given else self.family

    @property
    def initials(self) -> str:
        """With the given names as initials: `Family, G. H.`"""
        letters = " ".join(f"{word[0]}." for word in self.given.replace("-", " ").split())
        return f"{self.family}, {letters}" if letters else self.family


class Published(NamedTuple):
    """A date of publication in the parts that are known; `words` alone where it is no one date.

    `mark` is `~` for about then, `?` for perhaps, `%` for both.
    """

    words: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    mark: str = ""

    @property
    def month_name(self) -> str:
        """`July`; empty where no month is known."""
        return MONTHS[self.month - 1] if self.month else ""


def cited(incidents: Iterable[Incident]) -> list[Reference]:
    """The sources that stand behind these incidents, each once, in the order they are met."""
    found: dict[str, Reference] = {}
    for incident in incidents:
        for citation in incident.citations:
            if citation.standing and citation.source not in found:
                found[citation.source] = reference_of(citation)
    return list(found.values())


def reference_of(citation: Citation) -> Reference:
    """The source of a citation, as a bibliography names it."""
    return Reference(
        key=citation.source,
        kind=citation.source_kind,
        title=citation.title,
        publisher=citation.publisher,
        author=citation.author,
        url=citation.url,
        published=citation.published,
        published_edtf=citation.published_edtf,
        archive_url=citation.archive_url,
        language=citation.language,
        accessed_at=citation.accessed_at,
        retraction=citation.retraction,
    )


def authors(reference: Reference) -> list[Name]:
    """The authors, which `;` parts; one comma parts the family name from the given one.

    >>> authors(Reference("k", author="Family, Given Middle; Example Group"))
    [Name(family='Family', given='Given Middle'), Name(family='Example Group', given='')]
    """
    found = []
    for part in (reference.author or "").split(";"):
        family, comma, given = part.strip().partition(",")
        if comma and "," not in given and given.strip() and family.strip():
            found.append(Name(family.strip(), given.strip()))
        elif part.strip():
            found.append(Name(part.strip()))
    return found


def voice(reference: Reference) -> str | None:
    """The body that speaks in a source by publishing it: of a press release, not of a newspaper."""
    if reference.author or reference.kind in _PUBLISHED_BY_OTHERS:
        return None
    return reference.publisher


def description(reference: Reference) -> str:
    """What it is, in a word or two: `Press release`."""
    return KINDS.get(reference.kind, KINDS["other"])


def published(reference: Reference) -> Published | None:
    """When it was published, in the parts that were given and no more; None where nobody knows."""
    if reference.published_edtf is None:
        return None
    words = reference.published or reference.published_edtf
    reading = read(reference.published_edtf)
    if reading is None or reading.kind != "one" or reading.first is None:
        return Published(words)
    moment = reading.first
    when, mark = moment.low, moment.qualifier or ""
    if moment.unit in ("minute", "hour", "day"):
        return Published(words, when.year, when.month, when.day, mark)
    if moment.unit == "month":
        return Published(words, when.year, when.month, None, mark)
    if moment.unit == "year":
        return Published(words, when.year, None, None, mark)
    return Published(words)


def day_of(moment: str | None) -> Published | None:
    """The day of a moment in UTC, such as when a page was read."""
    if not moment:
        return None
    return Published(moment[:10], int(moment[:4]), int(moment[5:7]), int(moment[8:10]))
