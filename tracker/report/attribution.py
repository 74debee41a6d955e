"""Who says what of an incident, as sentences that can be pasted: one for each field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.dates.months import MONTHS
from tracker.fields import measure_of
from tracker.report.figures import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tracker.dates import Date
    from tracker.model import Citation, Claim, Incident

ORDER: Final = (
    "date", "place", "by", "against", "victim", "instrument", "asset", "supporter", "involved",
    "type", "duration",
)  # fmt: skip
_ROLES: Final = {
    "by": "carried out by", "against": "against", "victim": "harming", "instrument": "with",
    "asset": "affecting", "supporter": "with the support of", "involved": "involving",
}  # fmt: skip
# How one and several of a category are called.
_GROUPS: Final = {
    "civilian": ("civilian", "civilians"),
    "combatant": ("combatant", "combatants"),
    "target": ("target", "targets"),
    "child": ("child", "children"),
    "side-a": ("of the first side", "of the first side"),
    "side-b": ("of the second side", "of the second side"),
    "unknown": ("of no stated category", "of no stated category"),
}
# Names that end so are spoken with an article: the US Air Force, the Aleppo region.
_WITH_ARTICLE: Final = frozenset({
    "agency", "area", "army", "border", "coalition", "committee", "corps", "council",
    "countryside", "department", "desert", "district", "force", "forces", "government",
    "governorate", "guard", "gulf", "kingdom", "military", "ministry", "mission", "nations",
    "navy", "observatory", "ocean", "office", "outskirts", "parliament", "peninsula", "police",
    "province", "region", "republic", "sea", "states", "strait", "union", "valley",
})  # fmt: skip
_SAID_OF_WHEN: Final = (
    "after", "before", "between", "by", "ending", "from", "in", "on", "since", "until",
)  # fmt: skip
_abbreviated = re.compile(rf"\b({'|'.join(name[:3] for name in MONTHS)})\b")


class Sentence(NamedTuple):
    """A field and the sentence on it: `In eastern Syria, according to CENTCOM.`"""

    field: str
    text: str


class _Said(NamedTuple):
    phrase: str
    value: str
    who: str
    plain: bool


def sentences(
    incident: Incident, wider: Mapping[str, frozenset[str]] | None = None
) -> list[Sentence]:
    """One sentence a field of which a source speaks, in order of publication within it.

    What one voice says in several ways stands once; of a place and a wider one around it (`wider`
    names those of each) only the nearer. What rests on retracted sources is left out.
    """
    cited = {citation.id: citation for citation in incident.citations if citation.standing}
    by_field: dict[str, list[Claim]] = {}
    for claim in incident.claims:
        if claim.citation in cited and claim.field != "title":
            by_field.setdefault(claim.field, []).append(claim)
    return [
        Sentence(field, _sentence(incident, field, by_field[field], cited, wider or {}))
        for field in sorted(by_field, key=_place_in_order)
    ]


def _sentence(
    incident: Incident,
    field: str,
    claims: list[Claim],
    cited: Mapping[int, Citation],
    wider: Mapping[str, frozenset[str]],
) -> str:
    ordered = sorted(
        claims,
        key=lambda claim: (
            cited[claim.citation].published_sort is None,
            cited[claim.citation].published_sort or "",
            claim.citation,
            claim.id,
        ),
    )
    said = _nearest(_together(ordered, cited), wider)
    voices: dict[str, list[str]] = {}
    for one in said:
        phrase = one.phrase
        if not one.plain and not any(o.plain and o.phrase == phrase for o in said):
            phrase = f"possibly {phrase}"
        names = voices.setdefault(phrase, [])
        if one.who not in names:
            names.append(one.who)
    parts = [f"{phrase}, according to {listed(names)}" for phrase, names in voices.items()]
    differ = field in (*incident.disputed, *incident.settled)
    if len(parts) > 1 and differ:
        text = f"{', '.join(parts[:-1])}, or {parts[-1]}"
    else:
        text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def _together(claims: Iterable[Claim], cited: Mapping[int, Citation]) -> list[_Said]:
    """One phrase for what a citation says, since of actors it names a set."""
    found: list[_Said] = []
    sets: dict[int, list[str]] = {}
    for claim in claims:
        who, plain = speaker(cited[claim.citation]), claim.reading == "plain"
        if claim.family == "actor" and claim.stance == "asserts":
            names = sets.setdefault(claim.citation, [])
            names.append(with_article(claim.value or ""))
            if len(names) > 1:
                continue
            found.append(_Said("", str(claim.citation), who, plain))
        else:
            found.append(_Said(_phrase(claim), claim.value or "", who, plain))
    return [
        one._replace(phrase=_named(claims, sets[int(one.value)])) if not one.phrase else one
        for one in found
    ]


def _named(claims: Iterable[Claim], names: list[str]) -> str:
    field = next(iter(claims)).field
    return f"{_ROLES.get(field, field)} {listed(names)}"


def _nearest(said: list[_Said], wider: Mapping[str, frozenset[str]]) -> list[_Said]:
    return [
        one
        for one in said
        if not any(
            other.who == one.who and one.value in wider.get(other.value, frozenset())
            for other in said
        )
    ]


def _phrase(claim: Claim) -> str:
    if claim.stance == "denies":
        return f"not {_asserted(claim)}" if claim.value is not None else "denied outright"
    if claim.stance == "none-reported":
        return _none(claim.field)
    if claim.stance == "under-assessment":
        measure, category = measure_of(claim.field)
        whom = f" of {_GROUPS[category][1]}" if category in _GROUPS else ""
        of = " of" if claim.field.startswith("count.") else ""
        return f"the number{whom or of} {measure} still being assessed"
    return _asserted(claim)


def _asserted(claim: Claim) -> str:
    field, value = claim.field, claim.value or ""
    if claim.date is not None:
        return when(claim.date)
    if claim.family == "place":
        return f"in {with_article(value)}"
    if claim.family == "actor":
        return f"{_ROLES.get(field, field)} {with_article(value)}"
    if field == "duration":
        return f"lasting {value}"
    if claim.family == "number":
        measure, category = measure_of(field)
        several = (claim.low, claim.high) != (1, 1)
        whom = f"{_GROUPS[category][several]} " if category in _GROUPS else ""
        return f"{number(claim.low, claim.best, claim.high, value)} {whom}{measure}"
    if claim.family == "type":
        return f"described as {value.replace('-', ' ')}"
    if field == "identity":
        return f"identified as {value}"
    return f"{field.removeprefix('x.')} “{value}”"


def spelled(words: str) -> str:
    """The words of a date with its months in full.

    >>> spelled("between 5 and 7 Jul 2023")
    'between 5 and 7 July 2023'
    """
    return _abbreviated.sub(
        lambda found: next(name for name in MONTHS if name.startswith(found[1])), words
    )


def when(date: Date) -> str:
    """The date as it is said in a sentence: `on 7 July 2023`, `in 2018`, `from 2016`."""
    words = spelled(date.words)
    if date.edtf is None:
        return "at an unknown date"
    if words.startswith(tuple(f"{word} " for word in _SAID_OF_WHEN)):
        return words
    if words.startswith("c. "):
        words = f"about {words[3:]}"
    the = "the " if words.endswith("0s") else ""
    exact = date.precision in ("minute", "hour", "part-of-day", "day")
    return f"{'on' if exact else 'in'} {the}{words}"


def speaker(citation: Citation) -> str:
    """Whose word it is: the origin, an unnamed one marked as such, else agency or publisher."""
    name = citation.origin
    if name is None:
        return citation.agency or citation.publisher or citation.author or citation.source
    if citation.origin_kind == "unnamed":
        bare = re.sub(r"^(an? )?(unnamed|anonymous|unidentified) ", "", name, flags=re.IGNORECASE)
        return f"an unnamed {bare}"
    return with_article(name)


def with_article(name: str) -> str:
    """The name with `the` where English says it: the United States, the Aleppo region.

    >>> with_article("US Air Force"), with_article("CENTCOM"), with_article("Ministry of Defence")
    ('the US Air Force', 'CENTCOM', 'the Ministry of Defence')
    """
    words = name.casefold().split()
    if not words or words[0] in ("the", "a", "an"):
        return name
    head = words[: words.index("of")] if "of" in words else words
    return f"the {name}" if head and head[-1] in _WITH_ARTICLE else name


def listed(names: list[str]) -> str:
    """The names in a sentence: `A`, `A and B`, `A, B and C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _none(field: str) -> str:
    measure, category = measure_of(field)
    if field.startswith("count."):
        return f"no {measure} reported"
    if category not in _GROUPS:
        return f"nobody reported {measure}"
    whom = _GROUPS[category][category != "target"]
    return f"{'nobody' if whom.startswith('of ') else 'no'} {whom} reported {measure}"


def _place_in_order(field: str) -> tuple[int, str]:
    return (ORDER.index(field), "") if field in ORDER else (len(ORDER), field)
