"""Incidents as a Markdown table with numbered sources below it."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from tracker.formats.columns import chosen
from tracker.formats.text import safe
from tracker.report.evidence import disputes, sides

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.formats.options import Options
    from tracker.model import Citation, Incident

HEADINGS: Final = ("ID", "Date", "Incident", "By → against", "Type", "Place", "Sources")
ALIGNED: Final = 500  # rows that are aligned; more are written as they come

_special = re.compile(r"([\\`*_\[\]<>|~#])")
_is_link = re.compile(r"(?:https?|mailto):[^\s<>]+\Z").match


def markdown(incidents: Iterable[Incident], options: Options) -> Iterator[str]:
    """A table of date, title, actors, type, place and numbered sources; then the sources.

    With chosen columns, a table of those alone. The first 500 rows are aligned.
    """
    source = iter(incidents)
    notes = _Notes()
    if options.columns:
        columns = chosen(options.columns)
        headings = tuple(columns)
        rows = ([escaped(_text(c(i))) for c in columns.values()] for i in source)
    else:
        headings = HEADINGS
        rows = (_row(incident, notes) for incident in source)
    first = list(islice(rows, ALIGNED))
    if not first:
        return
    from tabulate import tabulate  # slow to load: only where a table is asked for

    yield tabulate(first, headings, tablefmt="github", disable_numparse=True) + "\n"
    yield from (f"| {' | '.join(cells)} |\n" for cells in rows)
    yield from notes.lines()


class _Notes:
    """The sources that were cited, each with its number: one entry a source, not a row."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, str | None], int] = {}
        self.texts: list[str] = []

    def number(self, citation: Citation) -> int:
        """The number of the source of this citation, as said by its origin."""
        key = (citation.source, citation.origin)
        if key not in self.numbers:
            self.numbers[key] = len(self.texts) + 1
            self.texts.append(reference(citation))
        return self.numbers[key]

    def lines(self) -> Iterator[str]:
        """One footnote a line."""
        for number, text in enumerate(self.texts, 1):
            yield f"{'' if number > 1 else chr(10)}[^{number}]: {text}\n"


def reference(citation: Citation) -> str:
    """Publisher, title, date, address and origin, escaped for Markdown."""
    parts = [
        escaped(citation.publisher or citation.source),
        f"“{escaped(citation.title)}”" if citation.title else "",
        escaped(citation.published or "undated"),
        _address(citation.url),
        f"said by {escaped(citation.origin)}" if citation.origin else "",
    ]
    return ", ".join(part for part in parts if part) + "."


def escaped(text: str) -> str:
    r"""The text as it stands, whatever Markdown or HTML would make of it; line breaks as <br>.

    >>> escaped("a|b *c*")
    'a\\|b \\*c\\*'
    """
    marked = _special.sub(r"\\\1", text.replace("&", "&amp;"))
    return safe(marked, newline="<br>")


def _row(incident: Incident, notes: _Notes) -> list[str]:
    by, against, others = sides(incident)
    actors = ", ".join(by)
    if against:
        actors = f"{actors} → {', '.join(against)}".lstrip()
    if others:
        actors = "; ".join(part for part in (actors, ", ".join(others)) if part)
    title = escaped(incident.title)
    if incident.status != "reported":
        title += f" ({incident.status})"
    for dispute in disputes(incident):
        said = "; ".join(f"{side.value} ({'; '.join(side.who)})" for side in dispute.sides)
        title += f"<br>≠ {escaped(dispute.field)}" + f": {escaped(said)}" * bool(said)
    cited = dict.fromkeys(notes.number(c) for c in incident.citations if c.standing)
    return [
        str(incident.id),
        escaped(incident.date.words),
        title,
        escaped(actors),
        incident.type or "",
        escaped(incident.place or ""),
        "".join(f"[^{number}]" for number in cited) or str(incident.sources or "unsourced"),
    ]


def _address(url: str | None) -> str:
    if not url:
        return ""
    return f"<{url}>" if _is_link(url) and url.isprintable() else escaped(url)


def _text(cell: str | float | None) -> str:
    return "" if cell is None else str(cell)
