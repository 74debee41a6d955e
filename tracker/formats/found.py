"""What a search found, on a screen: each incident with the words around those searched for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.formats.text import width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tracker.formats.options import Options
    from tracker.formats.text import Style
    from tracker.report.context import Found, Place, Span

MOST: Final = 3  # texts shown of one incident; a text that only names a source comes last


def screen(found: Iterable[Found], options: Options, marked: frozenset[int]) -> Iterator[str]:
    """Number, date and title, then the texts in which the words were found."""
    style = options.style
    columns = max((options.width or 120) - 1, 20)
    for one in found:
        doubt = "?" if one.incident.id in marked else ""
        head = f"{one.incident.id}{doubt}  {style.own(one.incident.date.words)}  "
        title = _lit(one.incident.title, one.title, style)
        if width(head) + width(one.incident.title) <= columns:
            yield f"{head}{title}\n"
        else:
            yield f"{head.rstrip()}\n"
            for line in wrap(style.safe(one.incident.title), columns - 4):
                yield f"    {line}\n"
        for place in one.places[:MOST]:
            yield from _place(place, columns, style)
        if not one.places and not one.title:
            yield style.dim("    found in what it is tied to") + "\n"


def _place(place: Place, columns: int, style: Style) -> Iterator[str]:
    label = style.safe(place.label)
    begin = 4
    text = style.own("…").join(place.text.split("…")) if style.ascii else place.text
    spans = place.spans if text == place.text else ()
    told = f"{label}: " if label else ""
    if width(told) + width(text) + begin <= columns and "\n" not in text:
        yield f"{' ' * begin}{style.dim(told)}{_lit(text, spans, style)}\n"
        return
    for line in wrap(style.safe(told + text), columns - begin):
        yield f"{' ' * begin}{line}\n"


def _lit(text: str, spans: Sequence[Span], style: Style) -> str:
    """The text with the words that were found in bold."""
    pieces: list[str] = []
    last = 0
    for start, end in spans:
        pieces += [style.safe(text[last:start]), style.dressed(style.safe(text[start:end]), "bold")]
        last = end
    return "".join([*pieces, style.safe(text[last:])])
