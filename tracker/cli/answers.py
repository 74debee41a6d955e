"""What a writing command answers: at most four lines, how things were read, and one next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.cli.shared import typed
from tracker.formats.text import safe
from tracker.quantities import Number, show_number

if TYPE_CHECKING:
    from tracker.model import Account, Citation, Claim, Count, Incident
    from tracker.store.adopt import Adopted
    from tracker.store.citations import Cited
    from tracker.store.entry import Added
    from tracker.store.sources import Source

INDENT = " " * 10


def told_added(incident: Incident, added: Added, rehearsed: bool = False) -> str:
    """The answer of `add`: number, date as read, type, who; title and place; sources; undo."""
    verb = "Would add" if rehearsed else "Added"
    head = [f"{verb} {incident.id}", incident.date.meaning]
    head += [incident.type] if incident.type else []
    head += [who(incident)] if who(incident) else []
    rest = [incident.title]
    rest += [incident.place] if incident.place else []
    rest += [count_words(count) for count in incident.counts]
    lines = ["   ".join(head), INDENT + " · ".join(rest)]
    by_id = {citation.id: citation for citation in incident.citations}
    for source, cited in added.cited[:2]:
        lines.append(f"  source  {source_words(source, by_id.get(cited.id))}")
    if len(added.cited) > 2:
        lines[-1] += f", and {len(added.cited) - 2} more"
    if not added.cited:
        lines.append("  unsourced: tracker help sources")
    if not rehearsed:
        lines[-1] += f"{' ' * 8}undo: {typed('undo')}"
    return _printed(lines)


def told_cited(incident: Incident, source: Source, made: Cited, rehearsed: bool = False) -> str:
    """The answer of `cite`: what was recorded, and where it differs, the command that adopts it."""
    citation = next(found for found in incident.citations if found.id == made.id)
    verb = "Would cite" if rehearsed else "Cited"
    verb = verb if made.new or made.claims else "Nothing new:"
    fields = [claim.field for claim in incident.claims if claim.id in made.claims]
    wide = max(8, *(len(field) + 2 for field in ("", *fields)))
    already = "" if made.new or made.claims else " is cited already"
    lines = [
        f"{verb} {incident.id}   {incident.title}",
        f"  {f'c{made.id}':<{wide}}{source_words(source, citation)}{already}",
    ]
    for claim in incident.claims:
        if claim.id not in made.claims:
            continue
        value = claim.date.meaning if claim.date is not None else claim.value or claim.stance
        told = f"denies {value}" if claim.stance == "denies" else value
        if claim.stance == "denies" and claim.value is None:
            told = "denies it"
        lines.append(f"  {claim.field:<{wide}}{told}{_beside(incident, claim)}")
    return _printed(lines)


def told_adopted(made: Adopted) -> str:
    """The answer of `adopt`."""
    return _printed(
        [
            f"Adopted {made.incident}.{made.field}: {made.words}   {made.title}",
            f"  every account is kept: {typed(f'show {made.incident}')}"
            f"{' ' * 8}undo: {typed('undo')}",
        ]
    )


def told_linked(
    one: tuple[int, str], word: str, other: tuple[int, str], done: bool, removed: bool
) -> str:
    """The answer of `link`: both incidents, each a number and a title."""
    if not done:
        verb = "Nothing to remove" if removed else "Nothing new"
    else:
        verb = "No longer" if removed else "Linked"
    return _printed([f"{verb}: {one[0]} {one[1]}", f"  {word:<7} {other[0]} {other[1]}"])


def source_words(source: Source, citation: Citation | None) -> str:
    """The source's key, whether it is new, who speaks in it and through which agency."""
    words = source.key + (" (new)" if source.new else "")
    if citation is None:
        return words
    if citation.origin is not None:
        words += f", said by {citation.origin}" + (" (party)" if citation.party else "")
    else:
        words += ", origin not recorded"
    return words + (f", via {citation.agency}" if citation.agency else "")


def who(incident: Incident) -> str:
    """Who did it to whom: `Russia → US Air Force`; others where neither is known."""
    by, against = ", ".join(incident.named("by")), ", ".join(incident.named("against"))
    if by or against:
        return f"{by or '?'} → {against}" if against else by
    return ", ".join(dict.fromkeys(party.name for party in incident.parties))


def count_words(count: Count) -> str:
    """An adopted number: `killed 1 (target)`, `aircraft 3`."""
    number = show_number(Number(count.low, count.best, count.high, count.words or ""))
    category = f" ({count.category})" if count.category != "total" else ""
    return f"{count.measure} {number}{category}"


def _beside(incident: Incident, claim: Claim) -> str:
    """How a new claim stands to what is adopted, and the command that adopts it."""
    if claim.adopted or claim.stance == "under-assessment":
        return ""
    own = (a for a in incident.accounts if (a.field, a.citation) == (claim.field, claim.citation))
    account = next(own, None)
    if account is None:
        told = "" if _holds(incident, claim) or claim.stance != "asserts" else "not adopted"
    elif account.adopted:
        return ""
    else:
        told = f"differs from {_others(incident, account)}"
        told += "" if account.undecided else ", which was settled"
    if not told or claim.stance == "denies":
        return f"   {told}" if told else ""
    return f"   {told}        {typed(f'adopt c{claim.citation}.{claim.field}')}"


def _others(incident: Incident, account: Account) -> str:
    """What the other side says: the adopted value, or who says what where none is adopted."""
    others = [
        other
        for other in incident.accounts
        if other.field == account.field and other.value != account.value
    ]
    adopted = dict.fromkeys(other.value for other in others if other.adopted)
    return ", ".join(adopted or dict.fromkeys(f"{o.value} ({o.who})" for o in others))


def _holds(incident: Incident, claim: Claim) -> bool:
    """Whether the incident has an adopted value of the claim's field."""
    held = {
        "date": incident.date.edtf is not None,
        "place": incident.place is not None,
        "type": incident.type is not None,
        "title": True,
        "duration": incident.duration_text is not None,
    }
    if claim.family == "actor":
        return bool(incident.named(claim.field))
    if claim.field in held:
        return held[claim.field]
    if claim.family == "number":
        return any(count.field == claim.field for count in incident.counts)
    return any(claim.field in (a.key, f"x.{a.key}") for a in incident.attributes)


def _printed(lines: list[str]) -> str:
    return "".join(f"{safe(line)}\n" for line in lines)
