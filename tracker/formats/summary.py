"""The screen of one actor's record, and the same as Markdown, JSON and plain rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tracker.formats.layout import Line, draw, lay
from tracker.formats.sparkline import months
from tracker.formats.text import flow, width, wrap
from tracker.report.record import counted, record
from tracker.report.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.formats.options import Options
    from tracker.formats.text import Style
    from tracker.report.record import Block, Fact
    from tracker.report.summary import Moment, Summary

LABEL: Final = 15  # "acted against  "
NARROW: Final = 50  # under this values stand below their labels
WIDEST: Final = 140  # lines longer than this are hard to read
COLUMNS: Final = ("part", "name", "of", "incidents", "low", "high", "no_figure")


def show(summary: Summary, options: Options) -> Iterator[str]:
    """The record of an actor, in blocks that an empty line parts."""
    screen = _Screen(min((options.width or 120), WIDEST) - 1, options.style)
    yield screen.title(summary)
    for block in record(summary):
        yield screen.heading(block.heading) if block.heading else ""
        yield screen.facts(block)
        if block.heading == "Record":
            yield screen.months(summary)
    if summary.latest:
        yield screen.heading("Latest")
        yield screen.moments(summary.latest)


class _Screen:
    """Where things stand, at one width."""

    def __init__(self, columns: int, style: Style) -> None:
        self.columns = max(columns, 1)
        self.style = style
        self.narrow = columns < NARROW
        self.begin = 2 if self.narrow else LABEL

    def title(self, summary: Summary) -> str:
        """The name, what kind of actor it is, and at the right how many incidents."""
        kind = ", ".join(part for part in (summary.kind, summary.country) if part)
        total = counted(summary.incidents)
        if summary.uncertain:
            total += f", {summary.uncertain:,} of them perhaps"
        if summary.direct:
            total += ", its own alone"
        lines: list[Line] = []
        room = self.columns - width(total) - 3
        name = f"{self.style.safe(summary.name)} ({kind})"
        if room < 24:
            lay(lines, 0, 0, wrap(name, self.columns), "bold")
            lay(lines, len(lines), 0, wrap(total, self.columns), "dim")
        else:
            lay(lines, 0, 0, wrap(name, room), "bold")
            lines[0].append((self.columns - width(total), total, "dim"))
        return draw(lines, self.style)

    def heading(self, words: str) -> str:
        """A block's name, ruled to the right edge, after an empty line."""
        lines: list[Line] = []
        lay(lines, 0, 0, wrap(words, self.columns), "bold")
        rule = self.style.glyphs.rule * (self.columns - len(words) - 1)
        lines[0].append((len(words) + 1, rule, "dim"))
        return "\n" + draw(lines, self.style)

    def facts(self, block: Block) -> str:
        """Labels, and their values in lines beside them."""
        begin = self.begin
        if not self.narrow:
            begin = max(LABEL, *(width(fact.label) + 2 for fact in block.facts))
        lines: list[Line] = []
        for fact in block.facts:
            at = len(lines) + self.narrow
            lay(lines, len(lines), 0, [fact.label], "dim")
            lay(lines, at, begin, self._values(fact, begin))
        return draw(lines, self.style)

    def months(self, summary: Summary) -> str:
        """The months as rows of bars, and how many incidents are known more coarsely."""
        rows = months(summary.months, self.columns - self.begin, self.style)
        if not rows:
            return ""
        dated_coarsely = summary.no_month - summary.undated
        if dated_coarsely:
            rows[-1] += f"; not known to the month: {dated_coarsely:,}"
        lines: list[Line] = [[(0, "months", "dim")]]
        texts = [*rows[:-1], *wrap(rows[-1], self.columns - self.begin)]
        lay(lines, int(self.narrow), self.begin, texts)
        return draw(lines, self.style)

    def moments(self, found: tuple[Moment, ...]) -> str:
        """The date, the number and the title of incidents, one below the other."""
        style = self.style
        dates = max(width(style.own(one.date)) for one in found)
        numbers = max(len(str(one.id)) for one in found)
        begin = dates + numbers + 4
        lines: list[Line] = []
        for one in found:
            at = len(lines)
            if self.narrow or self.columns - begin < 24:
                lay(lines, at, 0, wrap(f"{style.own(one.date)}  {one.id}", self.columns), "dim")
                room = max(self.columns - 2, 1)
                lay(lines, len(lines), 2, wrap(style.safe(one.title), room))
                continue
            lay(lines, at, 0, [style.own(one.date)])
            lay(lines, at, begin - 2 - len(str(one.id)), [str(one.id)])
            lay(lines, at, begin, wrap(style.safe(one.title), self.columns - begin))
        return draw(lines, style)

    def _values(self, fact: Fact, begin: int) -> list[str]:
        room = max(self.columns - begin, 1)
        items = [self.style.own(self.style.safe(item)) for item in fact.items]
        if fact.lines:
            return [line for item in items for line in _hanging(item, room)]
        return flow(items, room, self.style.own(" · "))


def _hanging(text: str, room: int) -> list[str]:
    """The text wrapped; its own indent is kept."""
    indent = len(text) - len(text.lstrip())
    return [" " * indent + line for line in wrap(text.lstrip(), max(room - indent, 1))]


def markdown(summary: Summary) -> Iterator[str]:
    """The record as a Markdown page."""
    from tracker.formats.text import safe

    yield f"# {_escaped(safe(summary.name))}\n\n{counted(summary.incidents)}\n"
    for block in record(summary):
        yield f"\n## {block.heading}\n\n" if block.heading else "\n"
        for fact in block.facts:
            items = "; ".join(_escaped(safe(item.strip())) for item in fact.items)
            yield f"- **{fact.label.strip()}**: {items}\n"
        if block.heading == "Record" and summary.months:
            yield "\n| month | incidents |\n| --- | ---: |\n"
            yield from (f"| {month} | {count} |\n" for month, count in summary.months)
    if summary.latest:
        yield "\n## Latest\n\n"
        yield from (
            f"- {one.date}: {_escaped(safe(one.title))} ({one.id})\n" for one in summary.latest
        )


def _escaped(text: str) -> str:
    for sign in "\\`*_[]<>|#":
        text = text.replace(sign, f"\\{sign}")
    return text


def rows(summary: Summary) -> Rows:
    """The counts as plain rows: which part of the record, the name, and its figures."""
    found: list[tuple[str | int | None, ...]] = [
        ("incidents", None, None, summary.incidents, None, None, None),
        *(
            ("sub-actor", one.name, None, one.incidents, None, None, None)
            for one in summary.members
        ),
    ]
    for part, shares in (
        ("role", summary.roles),
        ("type", summary.types),
        ("acted against", summary.acted_against),
        ("acted on by", summary.acted_on_by),
        ("involved with", summary.involved_with),
        ("place", summary.places),
        ("who speaks", summary.speakers),
        ("undecided", summary.disputed),
    ):
        found += [(part, one.name, one.of, one.incidents, None, None, None) for one in shares]
    for part, count in (
        ("type", summary.no_type), ("place", summary.no_place), ("month", summary.no_month),
    ):  # fmt: skip
        found += [(part, None, None, count, None, None, None)] if count else []
    found += [("month", month, None, n, None, None, None) for month, n in summary.months]
    found += [
        (f"{one.measure} {one.side}", one.category, None, one.known, one.low, one.high, one.unknown)
        for one in summary.tolls
    ]
    found += [
        ("rests on", name, None, number, None, None, None)
        for name, number in summary.voices._asdict().items()
    ]
    for part, number in (
        ("sources", summary.sources), ("origins", summary.origins),
        ("independent origins", summary.independent_origins), ("own account", summary.own_account),
    ):  # fmt: skip
        found.append((part, None, None, number, None, None, None))
    return Rows(COLUMNS, tuple(found))


def as_object(summary: Summary) -> dict[str, Any]:
    """The whole record as an object of plain values, keys in a stable order."""
    made: dict[str, Any] = {}
    for key, value in summary._asdict().items():
        made[key] = _plain(value)
    made["names"] = [{"name": name, "kind": kind} for name, kind in summary.names]
    made["months"] = [{"month": month, "incidents": count} for month, count in summary.months]
    return made


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a summary holds
    if hasattr(value, "_asdict"):
        return {key: _plain(part) for key, part in value._asdict().items()}
    return [_plain(part) for part in value] if isinstance(value, tuple) else value
