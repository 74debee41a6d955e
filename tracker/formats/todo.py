"""Open questions on a screen: what is asked, of which incidents, and what to type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.formats.text import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.formats.options import Options
    from tracker.report.todo import Matter

LISTED: Final = 6  # numbers of incidents that are told


def screen(matters: Iterable[Matter], options: Options) -> Iterator[str]:
    """A matter a block: the numbers and the question, then the command, which is never broken."""
    style = options.style
    columns = max((options.width or 120) - 1, 20)
    for one in matters:
        numbers = ", ".join(map(str, one.ids[:LISTED]))
        more = len(one.ids) - LISTED
        told = f"{numbers} and {more:,} more" if more > 0 else numbers
        lines = wrap(style.safe(f"{told}  {one.words}"), columns)
        yield f"{style.dressed(lines[0], 'bold')}\n"
        yield from (f"    {line}\n" for rest in lines[1:] for line in wrap(rest, columns - 4))
        condition = f"{one.condition}: " if one.condition else ""
        yield f"    {style.dim(condition)}{style.safe(one.command)}\n"
