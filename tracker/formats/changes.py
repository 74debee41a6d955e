"""A history printed: who changed what and when, old and new in words, or the same as JSON."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Final

from tracker.formats.text import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.report.changes import Difference, Recorded

FORMATS: Final = ("table", "json", "jsonl")
ACTS: Final = {
    "added": "added",
    "gone": "taken back",
    "removed": "removed",
    "restored": "restored",
    "changed": "changed",
}
LONGEST: Final = 300
WIDEST: Final = 24
FEW: Final = 3


def history(
    found: Iterable[Recorded], name: str = "table", program: str = "tracker"
) -> Iterator[str]:
    """Write the transactions in the format of that name, in the order in which they come."""
    if name == "table":
        for number, recorded in enumerate(found):
            yield "\n" if number else ""
            yield from (f"{line}\n" for line in table_lines(recorded, program))
    elif name == "jsonl":
        for recorded in found:
            yield json.dumps(as_object(recorded), ensure_ascii=False) + "\n"
    else:
        yield json.dumps([as_object(recorded) for recorded in found], ensure_ascii=False, indent=2)
        yield "\n"


def table_lines(recorded: Recorded, program: str = "tracker") -> Iterator[str]:
    """Return a transaction as lines: number, moment, analyst and command; why; what changed."""
    who = "another program" if recorded.outside else recorded.analyst or "?"
    command = "" if recorded.outside else f"   {recorded.done}"
    taken = f" t{recorded.undoes}" if recorded.undoes is not None else ""
    state = f"   (undone by t{recorded.undone_by})" if recorded.undone_by is not None else ""
    at = recorded.at[:16].replace("T", " ")
    yield safe(f"t{recorded.tx}   {at}   {who}{command}{taken}{state}")
    if recorded.why:
        yield safe(f"      why: {recorded.why}")
    yield from (f"  {line}" for line in difference_lines(recorded.differences))
    if recorded.more:
        shown = f"{program} history t{recorded.tx}"
        yield safe(f"      and {recorded.more:,} more change{'s' * (recorded.more > 1)}: {shown}")


def difference_lines(found: Iterable[Difference]) -> Iterator[str]:
    """Return what changed, a heading for each thing and a line for each field, safe to print.

    What a new citation says is told in one line, by the names of its fields.
    """
    listed = list(found)
    plain = [len(one.field) + 2 for one in listed if "." not in one.field]
    wide = max(10, min(WIDEST, max(plain, default=0)))
    heading: tuple[object, ...] = ()
    for (about, which, cited), group in groupby(listed, key=_place):
        members = list(group)
        if (about, which) != heading:
            heading = (about, which)
            if about != "file":
                yield _heading(members[0])
            members = members[1:] if _own(members[0]) else members
        if cited is not None:
            yield from _cited(members, wide)
        else:
            for one in members:
                yield _heading(one) if _own(one) else f"      {field_words(one, wide)}"


def brief_lines(recorded: Recorded, limit: int = 6) -> list[str]:
    """Return what changed in at most `limit` lines; of what is new or gone, only its name."""
    whole = {(one.about, _which(one)) for one in recorded.differences if one.field == ""}
    shown = [
        one
        for one in recorded.differences
        if one.field == "" or (one.about, _which(one)) not in whole
    ]
    lines = list(difference_lines(shown))
    left = max(0, len(lines) - limit) + recorded.more
    more = f"      and {left:,} more change{'s' if left > 1 else ''}"
    return [*lines[:limit], *([more] if left else [])]


def field_words(one: Difference, wide: int = 10) -> str:
    """Return one changed field: `killed   80 → 82`, `by   + Russia`, `tag   - reaper`."""
    before, after = (_short(side) if side is not None else None for side in (one.before, one.after))
    if one.act == "added":
        words = f"+ {after}"
    elif one.act == "gone":
        words = f"- {before}"
    elif one.act in ("removed", "restored"):
        words = f"{one.act}: {before if before is not None else after}"
    else:
        words = f"{before if before is not None else '–'} → {after if after is not None else '–'}"
    return safe(f"{one.field or one.about:<{wide - 1}} {words}")


def as_object(recorded: Recorded) -> dict[str, object]:
    """Return a transaction with stable keys; `changes` hold old and new as words."""
    return {
        "tx": f"t{recorded.tx}",
        "at": recorded.at if recorded.at.endswith("Z") else f"{recorded.at}Z",
        "analyst": recorded.analyst,
        "command": recorded.command,
        "reason": recorded.reason,
        "undoes": f"t{recorded.undoes}" if recorded.undoes is not None else None,
        "undone_by": f"t{recorded.undone_by}" if recorded.undone_by is not None else None,
        "outside": recorded.outside,
        "changes": [
            {
                "act": one.act,
                "about": one.about,
                "incident": one.incident,
                "name": one.name,
                "field": one.field or None,
                "before": one.before,
                "after": one.after,
            }
            for one in recorded.differences
        ],
        "more": recorded.more,
    }


def _which(one: Difference) -> object:
    return one.incident if one.about == "incident" else one.name


def _place(one: Difference) -> tuple[str, object, int | None]:
    """Return what is told together: one thing, and what one new citation says of it."""
    cited = one.citation if one.act == "added" and one.field.startswith("c") else None
    return one.about, _which(one), cited


def _own(one: Difference) -> bool:
    return one.field == "" and one.about != "file" and one.act != "changed"


def _heading(one: Difference) -> str:
    number = f"{one.incident}" if one.about == "incident" else one.about
    act = f"   {ACTS[one.act]}" if _own(one) else ""
    return safe(f"{number:<3} {_short(one.name)}{act}")


def _cited(members: list[Difference], wide: int) -> Iterator[str]:
    first = members[0]
    if "." in first.field and len(members) <= FEW:
        yield from (f"      {field_words(one, wide)}" for one in members)
        return
    fields = [one.field.partition(".")[2] for one in members if "." in one.field]
    told = "" if "." in first.field else f"+ {first.after}"
    says = f"says {', '.join(dict.fromkeys(fields))}" if fields else ""
    words = " · ".join(part for part in (told, says) if part)
    yield safe(f"      {f'c{first.citation}':<{wide}}{words}")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
