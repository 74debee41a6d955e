"""Sentences that say who says what, printed; and one line in the mark-up of Wikipedia."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.formats.references import authors, cited, description, published
from tracker.formats.text import safe
from tracker.report.attribution import Sentence, sentences, spelled, when

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tracker.model import Incident, Reference

_TEMPLATES: Final = {
    "news": "cite news", "wire": "cite news", "press-release": "cite press release",
    "statement": "cite press release", "report": "cite report", "book": "cite book",
    "video": "cite AV media",
}  # fmt: skip
# What a template or a link would be made of.
_MARKUP: Final = str.maketrans(
    {"|": "&#124;", "{": "&#123;", "}": "&#125;", "[": "&#91;", "]": "&#93;", "<": "&lt;",
     ">": "&gt;", "'": "&#39;", "&": "&amp;"}
)  # fmt: skip
_ADDRESS: Final = str.maketrans(
    {"|": "%7C", "{": "%7B", "}": "%7D", "[": "%5B", "]": "%5D", "<": "%3C", ">": "%3E"}
)


def attribution(incident: Incident, wider: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """A line a field, then the incident as an entry of a Wikipedia list, with its references."""
    found = sentences(incident, wider)
    wide = max((len(one.field) for one in found), default=0) + 2
    for one in found:
        yield f"{safe(one.field):<{wide}}{safe(one.text)}\n"
    yield "\n" * bool(found) + wiki_line(incident, found) + "\n"


def wiki_line(incident: Incident, found: list[Sentence]) -> str:
    """`* 7 July 2023: what happened, where, according to whom.<ref>…</ref>`"""
    date = when(incident.date).removeprefix("on ").removeprefix("in ")
    told = _marked(incident.title).rstrip(".")
    where = next((one.text for one in found if one.field == "place"), "")
    if where:
        told += f", {_marked(where[:1].lower() + where[1:-1])}"
    references = "".join(_reference(one) for one in cited([incident]))
    return f"* {_marked(date[:1].upper() + date[1:])}: {told}.{references}"


def _reference(one: Reference) -> str:
    names = authors(one)
    fields = {
        "title": _marked(one.title or description(one)),
        "author": _marked("; ".join(name.first for name in names)),
        "work" if one.kind in ("news", "wire") else "publisher": _marked(one.publisher or ""),
        **_date(one),
        "url": one.url.translate(_ADDRESS) if one.url else "",
        "archive-url": one.archive_url.translate(_ADDRESS) if one.archive_url else "",
        "language": _marked(one.language or ""),
    }
    told = "".join(f" |{name}={text}" for name, text in fields.items() if text)
    template = _TEMPLATES.get(one.kind, "cite web" if one.url else "cite document")
    return f'<ref name="{one.key}">{{{{{template}{told}}}}}</ref>'


def _date(one: Reference) -> dict[str, str]:
    """The templates take one exact date; any other is their `orig-date`, in words."""
    found = published(one)
    if found is None:
        return {"date": "n.d."}
    if found.year is None or found.mark:
        return {"orig-date": _marked(spelled(found.words))}
    day = f"{found.day} " if found.day else ""
    return {"date": f"{day}{found.month_name} {found.year}".strip()}


def _marked(text: str) -> str:
    return safe(" ".join(text.split())).translate(_MARKUP)
