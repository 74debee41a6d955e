"""The screen of one incident: facts, contested fields, numbered sources and log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.dates import glyph_class
from tracker.formats.layout import Line, draw, lay
from tracker.formats.text import width, wrap
from tracker.report.detail import detail

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.formats.options import Options
    from tracker.formats.text import Style
    from tracker.model import Incident
    from tracker.report.cited import Cited
    from tracker.report.detail import Contest, Fact, Voice

LABEL: Final = 12  # "instrument  "
NARROW: Final = 50  # under this values stand below their labels
BAR: Final = 16


def show(incident: Incident, options: Options) -> Iterator[str]:
    """Everything about one incident, in blocks that an empty line parts."""
    screen = Screen((options.width or 120) - 1, options.style, options.program)
    told = detail(incident)
    yield screen.title(incident)
    yield "\n" + screen.facts(told.facts)
    for contest in told.undecided:
        yield "\n" + screen.contest(contest)
    if told.settled:
        yield "\n" + screen.heading("Settled")
        yield from (screen.contest(contest) for contest in told.settled)
    yield "\n" + screen.heading("Sources")
    yield from (screen.source(source) for source in told.sources)
    if not told.sources:
        yield screen.lines(0, "unsourced: nobody is cited for this incident", "warn")
    if told.log:
        yield "\n" + screen.heading("Log")
        yield from (screen.lines(0, entry, "dim") for entry in told.log)


class Screen:
    """Where things stand, at one width."""

    def __init__(self, columns: int, style: Style, program: str = "tracker") -> None:
        self.columns = max(columns, 1)
        self.style = style
        self.program = program
        self.narrow = columns < NARROW
        self.begin = 2 if self.narrow else LABEL

    def title(self, incident: Incident) -> str:
        """The id, the sign of its date, the title and, at the right, the status."""
        sign = self.style.glyphs.of(glyph_class(incident.date))
        head = f"{incident.id} {sign} "
        status = "deleted" if incident.deleted_at else incident.status
        begin = min(width(head), self.columns - 1)
        room = self.columns - begin - width(status) - 2
        lines: list[Line] = [[(0, head.rstrip(), "")]]
        if room < 24:
            lay(lines, 0, begin, wrap(self._safe(incident.title), self.columns - begin), "bold")
            lines.append([(begin, status, "dim")])
        else:
            lay(lines, 0, begin, wrap(self._safe(incident.title), room), "bold")
            lines[0].append((self.columns - width(status), status, "dim"))
        return draw(lines, self.style)

    def heading(self, words: str) -> str:
        """A block's name, ruled to the right edge."""
        rule = self.style.glyphs.rule * (self.columns - len(words) - 1)
        return draw([[(0, words, "bold"), (len(words) + 1, rule, "dim")]], self.style)

    def lines(self, column: int, text: str, dress: str = "") -> str:
        """A text from a column on, wrapped with a small indent."""
        texts = wrap(self._safe(text), max(self.columns - column - 2, 1))
        lines: list[Line] = [
            [(column + 2 * (at > 0), line, dress)] for at, line in enumerate(texts)
        ]
        return draw(lines, self.style)

    def facts(self, facts: tuple[Fact, ...]) -> str:
        """Label and values, the values below one another."""
        lines: list[Line] = []
        for fact in facts:
            at = len(lines) + (self.narrow or width(fact.label) >= LABEL)
            lay(lines, len(lines), 0, [self._safe(fact.label)], "dim")
            lay(lines, at, self.begin, self._wrapped(fact.values, self.begin))
        return draw(lines, self.style)

    def contest(self, contest: Contest) -> str:
        """A contested field: its accounts, then how it was or can be decided."""
        decided = bool(contest.decision)
        sign = self.style.glyphs.chosen if decided else self.style.glyphs.differs
        field = self._safe(contest.field)
        below = self.narrow or width(field) + 2 >= LABEL
        lines: list[Line] = [[(0, sign, "" if decided else "warn"), (2, field, "bold")]]
        at = len(lines) if below else 0
        self._voices(lines, at, contest)
        if decided:
            at = len(lines) if contest.voices or below else 0
            lay(lines, at, self.begin, self._wrapped([contest.decision], self.begin), "dim")
        for number, command in enumerate(contest.commands):
            words = f"{'settle it:' if number == 0 else '       or:'} {self.program} {command}"
            lay(lines, len(lines), self.begin, self._wrapped([words], self.begin), "dim")
        return draw(lines, self.style)

    def _voices(self, lines: list[Line], first: int, contest: Contest) -> None:
        """One row an account: its reference, the value, a bar for a number, who says so."""
        voices = contest.voices
        value_at = self.begin + max((len(v.reference) for v in voices), default=0) + 2
        widest = max((width(self._safe(v.value)) for v in voices), default=0)
        room = max(min(widest, (self.columns - value_at) * 45 // 100), 1)
        bar = (BAR + 2) * bool(contest.largest and not self.narrow)
        who_at = value_at + room + 2 + bar
        for voice in voices:
            at = max(first, len(lines)) if lines[-1] and voice is not voices[0] else first
            lay(lines, at, self.begin, [voice.reference])
            values = wrap(self._safe(voice.value), room)
            source = f" [{voice.source}]" if voice.source else ""
            said = self._safe(voice.who) + source + ", adopted" * voice.adopted
            if self.narrow:
                lay(lines, at, value_at, self._wrapped([voice.value], value_at))
                lay(lines, len(lines), value_at, wrap(said, max(self.columns - value_at, 1)), "dim")
                continue
            lay(lines, at, value_at, values)
            if bar:
                lay(lines, at, value_at + room + 2, [self._bar(voice, contest.largest)])
            lay(lines, at, who_at, wrap(said, max(self.columns - who_at, 1)), "dim")

    def _bar(self, voice: Voice, largest: int) -> str:
        """Solid up to the lowest figure, shaded up to the highest."""
        if voice.low is None and voice.high is None:
            return ""
        low = round((voice.low or 0) * BAR / largest)
        high = round((largest if voice.high is None else voice.high) * BAR / largest)
        signs = self.style.glyphs
        return signs.block * low + signs.shade * (high - low)

    def source(self, source: Cited) -> str:
        """A numbered source with each of its citations."""
        mark = f"[{source.number}]"
        begin = len(mark) + 1
        lines: list[Line] = [[(0, mark, "")]]
        lay(lines, 0, begin, self._wrapped([source.head], begin))
        lay(lines, len(lines), begin, self._wrapped(source.lines, begin), "dim")
        for said in source.said:
            column = begin if self.narrow else begin + len(said.reference) + 2
            lay(lines, len(lines), begin, [said.reference])
            at = len(lines) - (not self.narrow)
            lay(lines, at, column, self._wrapped(said.lines, column))
        return draw(lines, self.style)

    def _safe(self, text: str) -> str:
        return self.style.safe(text)

    def _wrapped(self, texts: Iterable[str], column: int) -> list[str]:
        room = max(self.columns - column, 1)
        return [line for text in texts for line in wrap(self._safe(text), room)]
