"""The main screen: a timeline to be scanned by date, its figures and the legend of its signs."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from tracker.formats.layout import Layout
from tracker.formats.text import flow
from tracker.report.timeline import Entry, Silence, footer, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.formats.options import Options
    from tracker.formats.text import Style
    from tracker.model import Incident

PEEKED: Final = 200  # incidents read ahead to see how wide an id is


def table(incidents: Iterable[Incident], options: Options) -> Iterator[str]:
    """The timeline, then the figures and the legend; nothing at all where there is no incident."""
    source = iter(incidents)
    first = list(islice(source, PEEKED))
    if not first:
        return
    marked = options.tally.marked if options.tally else frozenset()
    largest = max(incident.id for incident in first)
    layout = Layout.fit(options.width, largest, options.style, marks=bool(marked))
    layout = layout.shared(first)
    legend = Legend()
    yield layout.top()
    above = ""  # what was written last: nothing, an entry, a heading or a silence
    for row in rows(
        chain(first, source), reverse=options.reverse, silence=options.silence, marked=marked
    ):
        if isinstance(row, Entry):
            legend.add(row)
            yield layout.entry(row)
            above = "entry"
        elif isinstance(row, Silence):
            yield f"\n{layout.silence(row)}\n"
            above = "silence"
        else:
            yield "\n" * (above == "entry") + layout.heading(row)
            above = "heading"
    yield "\n"
    style, columns = options.style, layout.columns
    if options.tally is not None:
        figures = [style.own(part) for part in footer(options.tally)]
        yield from (f"{line}\n" for line in flow(figures, columns, style.own(" · ")))
    yield from (f"{style.dim(line)}\n" for line in flow(legend.words(style), columns, "   "))


class Legend:
    """The signs that a timeline used, with a word on each."""

    def __init__(self) -> None:
        self.classes: set[str] = set()
        self.differs = self.unknown_origin = self.uncertain = self.figures = False

    def add(self, entry: Entry) -> None:
        """Remember what this row shows."""
        incident = entry.incident
        self.classes.add(entry.glyph_class)
        self.figures |= bool(incident.sources)
        self.differs |= bool(incident.disputed)
        self.unknown_origin |= bool(incident.sources and not incident.independent_origins)
        self.uncertain |= entry.uncertain

    def words(self, style: Style) -> list[str]:
        """`○ day`, and so on."""
        signs = style.glyphs
        used = [f"{signs.of(name)} {word}" for name, word in _CLASSES if name in self.classes]
        if self.figures:
            dot = "/" if style.ascii else "·"
            used.append(f"src{dot}ind sources{dot}independent")
        if self.differs:
            used.append(f"{signs.differs} accounts differ")
        if self.unknown_origin:
            used.append(f"{signs.dash} origin not recorded")
        if self.uncertain:
            used.append("? a possible match, not a certain one")
        return used


_CLASSES: Final = (
    ("coarse", "coarser than a day"),
    ("day", "day"),
    ("part", "part of day"),
    ("clock", "hour or better"),
)
