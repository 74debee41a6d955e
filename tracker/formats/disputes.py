"""Contested fields printed: a screen with the commands that settle them, or for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.formats.detail import Screen
from tracker.report.detail import contests
from tracker.report.disputes import Contested, account_rows, as_objects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.formats.options import Options

FORMATS: Final = ("table", "md", "csv", "tsv", "json", "jsonl")


def disputes(found: Iterable[Contested], name: str, options: Options) -> Iterator[str]:
    """The contested fields in the format of that name, as pieces that end in whole lines."""
    if name == "table":
        yield from table(found, options)
    elif name in ("json", "jsonl"):
        from json import dumps

        objects = [dumps(one, ensure_ascii=False) for one in as_objects(found)]
        if name == "jsonl":
            yield from (f"{line}\n" for line in objects)
        else:
            yield "[\n" + ",\n".join(objects) + "\n]\n" if objects else "[]\n"
    else:
        from tracker.formats.rows import write_rows

        yield from write_rows(account_rows(found), name)


def table(found: Iterable[Contested], options: Options) -> Iterator[str]:
    """Each incident with its contested fields, then how many there are."""
    screen = Screen((options.width or 120) - 1, options.style, options.program)
    undecided = settled = 0
    for one in found:
        own = options.style.own(one.incident.date.words)
        if undecided or settled:
            yield "\n"
        yield screen.lines(0, f"{one.incident.id}  {own}  {one.incident.title}", "bold")
        for contest in contests(one.incident, one.fields):
            undecided += not contest.decision
            settled += bool(contest.decision)
            yield screen.contest(contest)
    signs = options.style.glyphs
    told = [f"{signs.differs} {undecided:,} undecided"] if undecided else []
    told += [f"{signs.chosen} {settled:,} settled"] if settled else []
    if told:
        yield "\n" + options.style.dim("   ".join(told)) + "\n"
