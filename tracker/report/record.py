"""A summary in words: blocks of facts that a screen and a Markdown page lay out alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.report.summary import Share, Summary, Toll

MANY: Final = 10
_SIDES: Final = {"by": "by it", "against": "against it", "involved": "direction not known"}
_RELATION_WORDS: Final = {
    "part-of": ("part of", "part of it"),
    "member-of": ("member of", "member of it"),
    "commands": ("commands", "commands it"),
    "backed-by": ("backed by", "backed by it"),
    "allied-with": ("allied with", "allied with it"),
    "successor-of": ("successor of", "successor of it"),
    "operates": ("operates", "operates it"),
    "distinct-from": ("not the same as", "not the same as it"),
}
_ALONE: Final = (
    ("own", "its own side's word alone"),
    ("other", "the other side's word alone"),
    ("both", "the word of the two sides alone"),
    ("outside", "others speak too"),
    ("not_recorded", "not recorded who speaks"),
    ("unsourced", "unsourced"),
)


class Fact(NamedTuple):
    """A label and what stands beside it; `lines` are kept on lines of their own."""

    label: str
    items: tuple[str, ...]
    lines: bool = False


class Block(NamedTuple):
    """Facts that belong together, under a heading or under none."""

    heading: str
    facts: tuple[Fact, ...]


def record(summary: Summary) -> list[Block]:
    """The blocks of a summary, but for the months, which each format draws in its own way."""
    blocks = [
        Block("", tuple(_identity(summary))),
        Block("Record", tuple(_deeds(summary))),
        Block("Against whom, and by whom", tuple(_met(summary))),
        Block("Killed and injured", tuple(_toll(toll) for toll in summary.tolls)),
        Block("Who says so", tuple(_evidence(summary))),
    ]
    return [block for block in blocks if block.facts]


def counted(number: int) -> str:
    """`1 incident`, `2,000 incidents`."""
    return f"{number:,} incident{'' if number == 1 else 's'}"


def figure(low: int | None, high: int | None) -> str:
    """A sum from its lowest to its highest: `12`, `12 to 15`, `60 or more`, `not known`.

    >>> figure(60, None), figure(0, 0), figure(3, 5), figure(None, None)
    ('60 or more', '0', '3 to 5', 'not known')
    """
    if low is None:
        return "not known"
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _identity(summary: Summary) -> Iterable[Fact]:
    if summary.names:
        shown = (f"{n} ({k})" if k not in ("alias", "name") else n for n, k in summary.names)
        yield Fact("also", tuple(shown))
    if summary.belongs_to:
        yield Fact("belongs to", summary.belongs_to)
    if summary.members:
        yield Fact("includes", tuple(_members(summary)), lines=True)
    related = [one for one in summary.related if one.kind not in ("part-of", "member-of")]
    if related:
        yield Fact("relations", tuple(_relation(*one) for one in related))
    if summary.note:
        yield Fact("note", (summary.note,))


def _members(summary: Summary) -> Iterable[str]:
    for member in summary.members[:MANY]:
        yield f"{'  ' * (member.level - 1)}{member.name} {member.incidents:,}"
    if len(summary.members) > MANY:
        yield f"and {len(summary.members) - MANY:,} more: tracker actor show"


def _relation(kind: str, name: str, forward: bool, date: str | None) -> str:
    words = _RELATION_WORDS[kind]
    told = f"{words[0]} {name}" if forward else f"{name}: {words[1]}"
    return f"{told}, {date}" if date else told


def _deeds(summary: Summary) -> Iterable[Fact]:
    for label, moment in (("first", summary.first), ("last", summary.last)):
        if moment is not None:
            yield Fact(label, (f"{moment.date}  {moment.id}  {moment.title}",))
    if summary.undated:
        yield Fact("undated", (counted(summary.undated),))
    if summary.incidents:
        yield Fact("role", tuple(f"{one.name} {one.incidents:,}" for one in summary.roles))
        yield Fact("type", shares(summary.types, rest=("no type", summary.no_type)))
        yield Fact("where", shares(summary.places, rest=("no place", summary.no_place)))


def _met(summary: Summary) -> Iterable[Fact]:
    if summary.role("by"):
        yield Fact("acted against", shares(summary.acted_against) or ("nobody is named",))
    if summary.role("against") or summary.role("victim"):
        yield Fact("acted on by", shares(summary.acted_on_by) or ("nobody is named",))
    if summary.involved_with:
        yield Fact("involved with", shares(summary.involved_with))


def shares(
    found: tuple[Share, ...], many: int = MANY, rest: tuple[str, int] = ("", 0)
) -> tuple[str, ...]:
    """The most frequent with their counts, then how many more there are, and those with none."""
    told = [
        f"{one.name} ({one.of}) {one.incidents:,}" if one.of else f"{one.name} {one.incidents:,}"
        for one in found[:many]
    ]
    if len(found) > many:
        told.append(f"and {len(found) - many:,} more")
    if rest[1]:
        told.append(f"{rest[0]} {rest[1]:,}")
    return tuple(told)


def _toll(toll: Toll) -> Fact:
    if toll.category == "total":
        label = f"{toll.measure} {_SIDES[toll.side]}"
    else:
        label = f"  {toll.category}"
    items = [f"{figure(toll.low, toll.high)} in {counted(toll.known)}"] if toll.known else []
    if toll.unknown and (toll.category == "total" or toll.none_reported):
        none = f" ({toll.none_reported:,} with none reported)" if toll.none_reported else ""
        items.append(f"no figure in {counted(toll.unknown)}{none}")
    return Fact(label, tuple(items))


def _evidence(summary: Summary) -> Iterable[Fact]:
    if not summary.incidents:
        return
    yield Fact(
        "cited",
        (
            f"{summary.sources:,} source{'' if summary.sources == 1 else 's'}",
            f"{summary.origins:,} origin{'' if summary.origins == 1 else 's'}",
            f"{summary.independent_origins:,} independent",
        ),
    )
    if summary.speakers:
        yield Fact("who speaks", shares(summary.speakers))
    rests = [
        f"{words} {number:,} of {summary.incidents:,}"
        for name, words in _ALONE
        if (number := getattr(summary.voices, name))
    ]
    yield Fact("rests on", tuple(rests))
    yield Fact(
        "own account",
        (f"recorded in {summary.own_account:,} of {summary.incidents:,}",)
        if summary.own_account
        else ("not recorded",),
    )
    if summary.disputed:
        fields = shares(summary.disputed)
        yield Fact("undecided", (*fields, f"in {counted(summary.disputed_incidents)}"))
