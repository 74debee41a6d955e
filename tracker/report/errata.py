"""Corrections in words that can be published: what was said, what is said now, and why.

Told are changes of what a reader sees: titles, dates, places, actors, numbers, what a source is
said to say, and what was withdrawn. New entries are no corrections, and private notes stay private.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.dates import cells, parse
from tracker.report.outcome import outcome, said_by_source

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from tracker.report.changes import Difference, Recorded

_PUBLIC: Final = {
    "title": "the title", "date": "the date", "type": "the kind of event", "place": "the place",
    "duration": "the duration", "desc": "the description", "coords": "the coordinates",
    "status": "the status", "identity": "who somebody is said to be",
    "responsibility": "what is said of who is responsible",
}  # fmt: skip
_ROLES: Final = {
    "by": "as who did it", "against": "as the target", "victim": "as a victim",
    "instrument": "as what was used", "asset": "as what was hit", "supporter": "as a supporter",
    "involved": "as involved",
}  # fmt: skip
_MEASURES: Final = ("killed", "injured", "missing", "detained", "displaced")


def errata(
    found: Sequence[Recorded], cited: Container[tuple[int | None, str | None]] = ()
) -> Iterator[str]:
    """Yield one sentence for each correction, the oldest first.

    What was undone since is left out, and so is the undo; an undo of something older than what is
    given counts as a correction. `cited` are pairs of an incident and a source that is cited for it
    still, so that one citation less takes nothing from its readers.
    """
    given = {recorded.tx for recorded in found}
    for recorded in sorted(found, key=lambda recorded: recorded.tx):
        undid_recent = recorded.undoes is not None and recorded.undoes in given
        if recorded.undone_by is None and not undid_recent:
            yield from _sentences(recorded, cited)


def _sentences(
    recorded: Recorded, cited: Container[tuple[int | None, str | None]]
) -> Iterator[str]:
    date = recorded.at[:10]
    day = f"{int(date[8:])} {cells(parse(date)).heading}"
    why = f" Reason: {recorded.why.strip().rstrip('.')}." if recorded.why else ""
    gone = {one.incident for one in recorded.differences if not one.field and one.act == "gone"}
    new = {one.incident for one in recorded.differences if not one.field and one.act == "added"}
    for one in outcome(recorded.differences):
        if one.about == "incident" and one.incident not in new:
            if one.incident in gone and one.field:
                continue
            if said_by_source(one) == "" and (one.incident, one.source) in cited:
                continue
            told = _sentence(one, day)
            if told:
                yield told + why


def _sentence(one: Difference, day: str) -> str | None:
    title = f"“{one.name}”"
    if not one.field:
        if one.act in ("gone", "removed"):
            return f"Withdrawn on {day}: {title}."
        return f"Published again on {day}: {title}." if one.act == "restored" else None
    if one.field in _ROLES:
        if one.act == "gone":
            return f"Corrected on {day}: {title} no longer names {one.before} {_ROLES[one.field]}."
        return f"Corrected on {day}: {title} now names {one.after} {_ROLES[one.field]}."
    if one.citation is not None:
        return _of_source(one, day, title)
    name = _public_name(one.field)
    if name is None:
        return None
    where = f"{name} in {title}" if one.field != "title" else "the title of an entry"
    before, after = _quoted(one.before, one.field), _quoted(one.after, one.field)
    if before is None:
        return f"Added on {day}: {where} is {after}."
    if after is None:
        return f"Corrected on {day}: {where} was {before}, and is not known."
    return f"Corrected on {day}: {where} was {before}, now {after}."


def _of_source(one: Difference, day: str, title: str) -> str | None:
    field = said_by_source(one)
    if field is None:  # a decision between accounts
        return None
    last = one.field.replace(" ", ".").rpartition(".")[2]
    if one.act == "removed":
        if not field:
            return f"Corrected on {day}: {title} no longer cites {one.source}."
        told = _public_name(field) or field
        if field in _ROLES:
            told = f"{(one.before or '').removeprefix('denies ')} {_ROLES[field]}"
        gives = "deny" if (one.before or "").startswith("denies ") else "give"
        return f"Corrected on {day}: {one.source} is no longer said to {gives} {told} in {title}."
    if one.act != "changed":
        return None
    if last in ("quote", "said-by", "via"):
        what = {"quote": "a quotation", "said-by": "who is speaking", "via": "the agency"}[last]
        old, new = one.before or "not given", one.after or "not given"
        return f"Corrected on {day}: {what} from {one.source} in {title} was {old}, now {new}."
    name = _public_name(field) or _ROLES.get(field, "")[3:]
    if not name:
        return None
    return (
        f"Corrected on {day}: {name} that {one.source} gives for {title}"
        f" was {one.before}, now {one.after}."
    )


def _public_name(field: str) -> str | None:
    if field in _PUBLIC:
        return _PUBLIC[field]
    base, _, rest = field.partition(".")
    if base in _MEASURES:
        return f"the number {base}" + (f" ({rest})" if rest else "")
    if base == "count" and rest:
        thing, _, category = rest.partition(".")
        return f"the number of {thing}" + (f" ({category})" if category else "")
    return None


def _quoted(text: str | None, field: str) -> str | None:
    return f"“{text}”" if text is not None and field in ("title", "desc") else text
