"""Where the words that were searched for stand in an incident, and what stands around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tracker.model import Incident

AROUND: Final = 60  # characters kept on either side of the first word that was found
# A word with the marks that folding takes away: accents, Arabic and Hebrew vowels, apostrophes.
_WORD: Final = re.compile(
    "[^\\W_](?:[^\\W_]|[.'’`](?=[^\\W_])"
    "|[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed])*"
)
Term = tuple[tuple[str, ...], bool]  # folded words that follow each other; the last may go on
Span = tuple[int, int]


class Place(NamedTuple):
    """A text in which words were found, what it is, and where the words stand in it."""

    label: str
    text: str
    spans: tuple[Span, ...]


class Found(NamedTuple):
    """An incident, where its title has the words, and the other texts that have them."""

    incident: Incident
    title: tuple[Span, ...]
    places: tuple[Place, ...]


def found_in(
    incident: Incident, terms: Iterable[Term], names: Iterable[tuple[str, str]] = ()
) -> Found:
    """Look for the terms in an incident that was read in full, and in `names`: (label, name)."""
    wanted = list(terms)
    texts: list[tuple[str, str]] = [("", incident.description or ""), ("note", incident.note or "")]
    texts += [(citation.source, citation.quote or "") for citation in incident.citations]
    texts += [(claim.source, claim.quote or "") for claim in incident.claims]
    texts += names
    texts += [("tag", tag) for tag in incident.tags]
    for citation in incident.citations:
        told = [part for part in (citation.publisher, citation.title, citation.author) if part]
        texts.append((citation.source, ", ".join(told)))
        texts.append(("source", citation.source))
    places: dict[tuple[str, str], Place] = {}
    for label, text in texts:
        spans = spans_in(text, wanted)
        if spans:
            around = cut(text, spans)
            places.setdefault((label, around[0]), Place(label, *around))
    return Found(incident, spans_in(incident.title, wanted), tuple(places.values()))


def spans_in(text: str, terms: Sequence[Term]) -> tuple[Span, ...]:
    """The spans of the text that the terms match, in order and without overlap.

    >>> spans_in("Flares dropped, by Su-35s", [(("flares", "dropped"), False), (("su",), True)])
    ((0, 14), (19, 21))
    """
    if not text:
        return ()
    words: list[tuple[str, int, int]] = []
    for found in _WORD.finditer(text):
        words += [(word, found.start(), found.end()) for word in fold(found.group()).split()]
    spans = [span for term in terms for span in _matching(text, words, term)]
    kept: list[Span] = []
    for start, end in sorted(spans):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return tuple(kept)


def cut(text: str, spans: Sequence[Span], around: int = AROUND) -> tuple[str, tuple[Span, ...]]:
    """The part of a long text that lies around the first span, with the spans inside it."""
    first = max(0, spans[0][0] - around)
    last = min(len(text), spans[0][1] + around)
    if first:
        first = text.find(" ", first, spans[0][0]) + 1 or first
    if last < len(text):
        space = text.rfind(" ", spans[0][1], last)
        last = space if space > 0 else last
    head, tail = "…" * (first > 0), "…" * (last < len(text))
    shift = len(head) - first
    inside = [(start + shift, min(end, last) + shift) for start, end in spans if start < last]
    return f"{head}{text[first:last]}{tail}", tuple(span for span in inside if span[0] >= 0)


def _matching(text: str, words: list[tuple[str, int, int]], term: Term) -> Iterator[Span]:
    wanted, prefix = term
    if "\u3400" <= wanted[0][0] <= "\u9fff":
        run = wanted[0] + "".join(pair[-1] for pair in wanted[1:] if len(pair) > 1)
        yield from ((found.start(), found.end()) for found in re.finditer(re.escape(run), text))
        return
    size = len(wanted)
    for at in range(len(words) - size + 1):
        told = [word for word, _, _ in words[at : at + size]]
        if told[:-1] == list(wanted[:-1]) and (
            told[-1] == wanted[-1] or (prefix and told[-1].startswith(wanted[-1]))
        ):
            yield words[at][1], words[at + size - 1][2]
