"""One line an incident, for grep, less and a glance."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from tracker.dates import cells
from tracker.formats.layout import details, evidence
from tracker.formats.text import clip, pad, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.formats.options import Options
    from tracker.model import Incident

DATE: Final = 17  # "16 Jul 2023 19:00"; longer words push the rest along
PEEKED: Final = 200  # incidents read ahead to see how wide ids and dates are


def oneline(incidents: Iterable[Incident], options: Options) -> Iterator[str]:
    """`ID DATE SIGN TITLE — ACTORS · TYPE · PLACE  sources·independent ≠`.

    A line is as long as it must be; with a width, what does not fit is cut with a mark, but never
    the date and the figures.
    """
    style = options.style
    signs = style.glyphs
    marked = options.tally.marked if options.tally else frozenset()
    source = iter(incidents)
    first = list(islice(source, PEEKED))
    digits = max((len(str(incident.id)) for incident in first), default=0)
    dates = min(max((width(incident.date.words) for incident in first), default=0), DATE)
    for incident in chain(first, source):
        number = f"{incident.id}{'?' * (incident.id in marked)}"
        sign = signs.of(cells(incident.date).glyph_class)
        head = f"{number:>{digits}}  {pad(style.own(incident.date.words), dates)} {sign} "
        said = style.own(" · ").join(details(incident, style))
        body = style.safe(incident.title) + f" {signs.long_dash} {said}" * bool(said)
        tail = f"  {evidence(incident, style)} {signs.differs if incident.disputed else ' '}"
        if options.width is not None:
            room = max(options.width - width(head) - width(tail), 0)
            body = pad(clip(body, room, signs.cut), room)
            line = clip((head + body + tail).rstrip(), options.width, signs.cut)
        else:
            line = (head + body + tail).rstrip()
        yield f"{line}\n"
