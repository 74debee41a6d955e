"""All that is known of one incident, as facts, contested fields, numbered sources and log."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker.dates import UNKNOWN_TEXT
from tracker.fields import ROLES
from tracker.report.changes import doing
from tracker.report.cited import Cited, by_source, sources
from tracker.report.evidence import WORDS_OF_STANCE, by_publication, who, words
from tracker.report.figures import duration, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.model import Account, Change, Decision, Incident

# What a relative date is counted from stands behind its words.
ANCHORED: Final = re.compile(r" \((?:published|said) [^()]*\)$")
_WITH_A_VALUE: Final = ("asserts", "none-reported")
ALWAYS_COUNTED: Final = ("killed", "injured")
LINK_WORDS: Final = {
    "after": "after",
    "before": "before",
    "part-of": "part of",
    "has-part": "has the part",
    "response-to": "in response to",
    "answered-by": "answered by",
    "caused-by": "caused by",
    "followed-up-by": "followed up by",
    "has-context": "has as context",
    "same-equipment": "same equipment as",
    "follow-up-of": "follow-up of",
    "context-for": "context for",
    "possibly-same-as": "possibly the same as",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled fact: one line a value, each to be wrapped on its own."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """One account of a contested field: `c9`, what it says, who says so, its source's number."""

    reference: str
    value: str
    who: str
    source: int | None
    adopted: bool
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Contest:
    """A field on which accounts differ: how it was decided, or the commands that would.

    They are written without the name of the program.
    """

    field: str
    voices: tuple[Voice, ...]
    commands: tuple[str, ...] = ()
    decision: str = ""

    @property
    def largest(self) -> int:
        """The largest number that an account gives; 0 where fewer than two give any."""
        figures = [max(v.low or 0, v.high or 0) for v in self.voices if _has_figure(v)]
        return max(figures) if len(figures) > 1 else 0


@dataclass(frozen=True, slots=True)
class Detail:
    """One incident in full, in the order it is read."""

    incident: Incident
    facts: tuple[Fact, ...]
    undecided: tuple[Contest, ...]
    settled: tuple[Contest, ...]
    sources: tuple[Cited, ...]
    log: tuple[str, ...]


def detail(incident: Incident) -> Detail:
    """All of an incident that `show` prints."""
    numbers = {key: at for at, key in enumerate(by_source(incident.citations), 1)}
    contests = [
        _contest(incident, field, numbers) for field in (*incident.disputed, *incident.settled)
    ]
    open_fields = len(incident.disputed)
    return Detail(
        incident,
        tuple(_facts(incident)),
        tuple(contests[:open_fields]),
        tuple(contests[open_fields:]) + tuple(_silent_decisions(incident)),
        tuple(sources(incident, numbers)),
        tuple(_logged(change) for change in incident.log),
    )


def _facts(incident: Incident) -> Iterator[Fact]:
    date = incident.date
    when = [date.meaning]
    if date.tz and date.tz not in date.meaning:
        when.append(date.tz)
    said = (date.words, date.edtf or UNKNOWN_TEXT)
    typed = ANCHORED.sub("", date.text)
    if typed.casefold() not in {words.casefold() for words in said}:
        when.append(f'typed "{typed}"')
    yield Fact("when", (" · ".join(when),))
    yield Fact("what", (incident.type or "no type given",))
    for role in ROLES:
        named = [party for party in incident.parties if party.role == role]
        if named:
            bodies = [f"{p.name} ({', '.join(p.bodies)})" if p.bodies else p.name for p in named]
            yield Fact(role, tuple(bodies))
    yield Fact("where", tuple(_where(incident)))
    yield from _counts(incident)
    if duration(incident):
        yield Fact("duration", (duration(incident),))
    yield from _links(incident)
    if incident.tags:
        yield Fact("tags", (", ".join(incident.tags),))
    if incident.description:
        yield Fact("about", _paragraphs(incident.description))
    if incident.note:
        yield Fact("note", _paragraphs(incident.note))
    if incident.attributes:
        fields = [one for one in incident.attributes if one.namespace == "field"]
        for one in fields:
            yield Fact(one.key, (one.value,))
        others = [one for one in incident.attributes if one.namespace != "field"]
        if others:
            spaced = (f"{one.namespace}:{one.key} = {one.value}" for one in others)
            yield Fact("other", tuple(spaced))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(text.replace("\r\n", "\n").replace("\t", "    ").split("\n"))


def _where(incident: Incident) -> Iterator[str]:
    if incident.place is None:
        yield "not known" if incident.latitude is None else "no place named"
    else:
        yield incident.place
    exact = [f"known to: {incident.place_precision}"] if incident.place_precision else []
    if incident.latitude is not None and incident.longitude is not None:
        exact.append(f"{incident.latitude:g}, {incident.longitude:g}")
    if exact:
        yield " · ".join(exact)


def _counts(incident: Incident) -> Iterator[Fact]:
    """Known numbers, what is said of the others, and `not known` where nobody says anything."""
    said: dict[str, list[str]] = {measure: [] for measure in ALWAYS_COUNTED}
    for count in incident.counts:
        figure = number(count.low, count.best, count.high, count.words)
        label = "" if count.category == "total" else f" ({count.category})"
        said.setdefault(count.measure, []).append(f"{figure}{label}")
    adopted = {count.field for count in incident.counts}
    for claim in incident.claims:
        measure, _, category = claim.field.removeprefix("count.").partition(".")
        if claim.family != "number" or not claim.standing or claim.field in adopted:
            continue
        said_so = WORDS_OF_STANCE.get(claim.stance)
        if claim.stance == "asserts" and claim.field not in ("duration", *incident.disputed):
            said_so = claim.value
        if said_so and claim.stance != "denies":
            label = f" ({category})" if category else ""
            line = f"{said_so}{label}, says {claim.origin or claim.source}"
            if claim.stance == "asserts":
                line += ", not adopted"
            if line not in said.setdefault(measure, []):
                said[measure].append(line)
    if not any(said.values()):
        yield Fact("casualties", ("not known",))
        return
    for measure, lines in said.items():
        yield Fact(measure, tuple(lines) or ("not known",))


def _links(incident: Incident) -> Iterator[Fact]:
    for label, kinds in (("order", ("after", "before")), ("links", ())):
        chosen = [
            f"{LINK_WORDS.get(link.kind, link.kind)} {link.id}  {link.title}"
            + (f" ({link.note})" if link.note else "")
            for link in incident.links
            if (link.kind in kinds if kinds else link.kind not in ("after", "before"))
        ]
        if chosen:
            yield Fact(label, tuple(line.rstrip() for line in chosen))


def contests(incident: Incident, fields: Iterable[str]) -> list[Contest]:
    """The contested fields named, each with its accounts in order of publication."""
    return [_contest(incident, field, {}) for field in fields]


def _contest(incident: Incident, field: str, numbers: dict[str, int]) -> Contest:
    accounts = by_publication(a for a in incident.accounts if a.field == field)
    voices = tuple(_voice(account, numbers) for account in accounts)
    decision = next((d for d in incident.decisions if d.field == field), None)
    if field in incident.disputed:
        cited = [a for a in accounts if a.citation is not None and a.stance in _WITH_A_VALUE]
        commands = [f"adopt c{a.citation}.{field}" for a in cited if not a.adopted]
        commands += [f"adopt c{a.citation}.{field}" for a in cited if a.adopted]
        if any(a.citation is None for a in accounts):
            commands.append(f"adopt {incident.id} {field} --recorded")
        if sum(a.low is not None or a.high is not None for a in cited) > 1:
            commands.append(f"adopt {incident.id} {field} --range")
        return Contest(field, voices, tuple(dict.fromkeys(commands)))
    return Contest(field, voices, decision=_decided(decision) if decision else "")


def _voice(account: Account, numbers: dict[str, int]) -> Voice:
    value = words(account)
    if account.reading != "plain":
        value = f"{value} ({account.reading})"
    reference = f"c{account.citation}" if account.citation is not None else ""
    source = numbers.get(account.source or "")
    return Voice(reference, value, who(account), source, account.adopted, account.low, account.high)


def _has_figure(voice: Voice) -> bool:
    return voice.low is not None or voice.high is not None


def _decided(decision: Decision) -> str:
    how = {
        "claim": f"c{decision.citation} adopted",
        "range": "the whole range adopted",
        "value": "a value of our own adopted",
    }[decision.kind]
    because = f': "{decision.reason}"' if decision.reason else ""
    return f"{how} on {decision.at[:10]}{because}"


def _silent_decisions(incident: Incident) -> Iterator[Contest]:
    """Decisions on fields where no accounts differ, or differ no longer."""
    for decision in incident.decisions:
        if decision.field not in (*incident.disputed, *incident.settled):
            yield Contest(decision.field, (), decision=_decided(decision))


def _logged(change: Change) -> str:
    at = change.at.replace("T", " ").removesuffix("Z")[:16]
    command = doing(change.command, change.reason)
    reason = f': "{change.reason}"' if change.reason and command == change.command else ""
    return f"t{change.tx}  {at}  {change.analyst or 'outside tracker'}  {command}{reason}"
