"""What happened near an incident, on a screen: a block an incident, certain neighbours first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.formats.text import pad, width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.formats.options import Options
    from tracker.report.around import Neighbour, Surroundings


def screen(found: Iterable[Surroundings], span: str, options: Options) -> Iterator[str]:
    """The incident, then its neighbours in order with the distance at the right."""
    style = options.style
    columns = max((options.width or 120) - 1, 20)
    first = True
    for one in found:
        yield "" if first else "\n"
        first = False
        head = f"{one.incident.id}  {style.own(one.incident.date.words)}  {one.incident.title}"
        for number, line in enumerate(wrap(style.safe(head), columns)):
            yield style.dressed(f"{'  ' * bool(number)}{line}", "bold") + "\n"
        for likelihood in ("certainly", "possibly"):
            near = [item for item in one.neighbours if item.likelihood == likelihood]
            if near:
                yield from _words(f"{likelihood} {style.own(span)}", columns, options)
            for item in near:
                yield from _row(item, columns, options)
        if not one.neighbours:
            yield from _words(f"nothing is recorded {style.own(span)}", columns, options)


def _words(words: str, columns: int, options: Options) -> Iterator[str]:
    for line in wrap(words, columns - 2):
        yield f"  {options.style.dim(line)}\n"


def _row(item: Neighbour, columns: int, options: Options) -> Iterator[str]:
    style = options.style
    head = f"    {item.incident.id}  {style.own(item.incident.date.words)}  "
    title, words = style.safe(item.incident.title), style.own(item.words)
    room = columns - width(head) - width(words) - 2
    if room >= width(title):
        yield f"{head}{pad(title, room)}  {style.dim(words)}\n"
        return
    for number, line in enumerate(wrap(head.strip() + "  " + title, columns - 6)):
        yield f"{' ' * (4 + 2 * bool(number))}{line}\n"
    yield f"{' ' * 6}{style.dim(words)}\n"
