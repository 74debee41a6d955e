"""Where the parts of a timeline's rows stand on a line, at any width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from tracker.formats.text import Style, flow, width, wrap
from tracker.report.evidence import disputes, sides

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.model import Incident
    from tracker.report.timeline import Entry, Heading, Silence

DATE: Final = 14  # "Sun 16   19:00"
FIGURES: Final = 10  # "  5·4 ≠" from the right edge, and a space before
GAP: Final = 3  # between a title and what stands beside it
NARROW: Final = 60  # under this a date takes a line of its own
WIDE: Final = 120  # from here on title and actors share a line

Piece: TypeAlias = tuple[int, str, str]  # column, text, and its dress: dim, bold, warn or none
Line: TypeAlias = list[Piece]


class Layout(NamedTuple):
    """The places on a line: `columns` are used, `glyph` is where the sign of a date stands.

    With `marks`, an id is followed by a question mark or the room for one. `titles` is the room
    that titles have where they share a line with actors.
    """

    columns: int
    glyph: int
    style: Style
    marks: bool = False
    titles: int = 0

    @classmethod
    def fit(cls, columns: int | None, largest: int, style: Style, marks: bool = False) -> Layout:
        """The layout for a terminal of so many columns, one of which stays free."""
        digits = max(3, len(str(largest)) + marks)
        layout = cls(max((columns or WIDE) - 1, 1), DATE + digits + 2, style, marks)
        return layout._replace(titles=min(layout.room * 44 // 100, 64))

    def shared(self, incidents: Iterable[Incident]) -> Layout:
        """The same, with the room of a line shared by what titles and actors of these need.

        Fewest lines count first, then fewest broken titles.
        """
        if not self.wide:
            return self
        own, safe = width(self.style.own(" · ")), self.style.safe
        sizes = set()
        for incident in incidents:
            beside = [width(part) for part in details(incident, self.style)]
            sizes.add((width(safe(incident.title)), sum(beside) + own * max(len(beside) - 1, 0)))

        def cost(titles: int) -> tuple[int, int, int]:
            rest = self.room - titles - GAP
            lines = [(-(-title // titles), -(-beside // rest)) for title, beside in sizes]
            broken = sum(title > 1 for title, _ in lines)
            return sum(map(max, lines)), broken, abs(titles - self.titles)

        some = range(self.room * 30 // 100, self.room * 60 // 100 + 1)
        return self._replace(titles=min((self.titles, *some), key=cost))

    @property
    def room(self) -> int:
        """The columns for a title, and what stands beside it, before the figures."""
        return self.columns - FIGURES - self.text

    @property
    def narrow(self) -> bool:
        """Whether a date takes a line of its own."""
        return self.columns < NARROW - 1

    @property
    def wide(self) -> bool:
        """Whether title and actors share a line."""
        return self.columns >= WIDE - 1

    @property
    def text(self) -> int:
        """Where titles begin."""
        return 2 if self.narrow else self.glyph + 2

    def top(self) -> str:
        """What the two figures are, above the first row."""
        if self.narrow:
            return ""
        label = "src/ind" if self.style.ascii else "src·ind"
        return draw([[(self.columns - 9, label, "dim")]], self.style)

    def heading(self, row: Heading) -> str:
        """A heading, ruled to the right edge."""
        words = self.style.own(row.text)
        rule = self.style.glyphs.rule * (self.columns - width(words) - 1)
        return draw([[(0, words, "bold"), (width(words) + 1, rule, "dim")]], self.style)

    def silence(self, row: Silence) -> str:
        """A silence; dots set it off from the incidents."""
        words, dot = self.style.own(f"{row.words} without an entry"), self.style.glyphs.dot
        dots = f"{dot}  {dot}  {dot}"
        line = f"{dots}  {words}  {dots}"
        if self.text + width(line) <= self.columns:
            return draw([[(self.text, line, "dim")]], self.style)
        return draw([[(0, short, "dim")] for short in wrap(words, self.columns)], self.style)

    def entry(self, row: Entry) -> str:
        """The lines of one incident."""
        lines = self._stacked(row) if self.narrow else self._in_columns(row)
        return draw(lines, self.style)

    def _in_columns(self, row: Entry) -> list[Line]:
        incident, style = row.incident, self.style
        lines: list[Line] = []
        title_room = self.titles if self.wide else self.room
        titles = wrap(style.safe(incident.title), title_room)
        lay(lines, 0, self.text, titles)
        if self.wide:
            begin = self.text + title_room + GAP
            details = self._details(incident, self.columns - FIGURES - begin)
            lay(lines, 0, begin, details, "dim")
        else:
            details = self._details(incident, self.columns - self.text)
            lay(lines, len(titles), self.text, details, "dim")
        day, clock = style.own(row.day), style.own(row.clock)
        if width(day) + width(clock) < DATE or not day:
            lines[0] += [(0, day, ""), (DATE - width(clock), clock, "")]
        else:
            lay(lines, 0, 0, wrap(day, DATE - 1) + wrap(clock, DATE - 1) * bool(clock))
        if self.wide and row.tied:
            lines[0].append((0 if clock else DATE - len(row.tied), row.tied, "dim"))
        number = str(incident.id) + ("?" if row.uncertain else " " * self.marks)
        lines[0] += [
            (self.glyph - 1 - len(number), number, ""),
            (self.glyph, style.glyphs.of(row.glyph_class), ""),
        ]
        lines[0] += self._figures(incident)
        lines += self._disputes(incident)
        if row.tie and not self.wide:
            self._tie(lines, row.tie)
        return lines

    def _tie(self, lines: list[Line], word: str) -> None:
        """Write on the last line, if its margin is free, that the next row follows this one."""
        taken = any(column < self.text for column, _, _ in lines[-1])
        if taken or len(lines) == 1:
            lines.append([])
        lines[-1] += [(DATE - len(word), word, "dim"), (self.glyph, self.style.glyphs.bar, "dim")]

    def _figures(self, incident: Incident) -> Line:
        """Sources and independent origins, and whether accounts differ."""
        dot, signs = self.columns - 6, self.style.glyphs
        if not incident.sources and not incident.disputed:
            return [(self.columns - 9, "unsourced", "warn")]
        figures = evidence(incident, self.style)
        before = len(str(incident.sources))
        line: Line = [(dot - before, figures, "")]
        if incident.disputed:
            line.append((max(dot + 3, dot - before + width(figures) + 1), signs.differs, "warn"))
        return line

    def _details(self, incident: Incident, columns: int) -> list[str]:
        return flow(details(incident, self.style), columns, self.style.own(" · "))

    def _disputes(self, incident: Incident) -> list[Line]:
        """Each undecided field: its name, the values, and who says so."""
        if not incident.disputed:
            return []
        found = disputes(incident)
        sign = self.style.glyphs.differs
        safe = self.style.safe
        mark = 0 if self.narrow else self.glyph
        side_by_side = not self.narrow
        lines: list[Line] = []
        for dispute in found:
            begin = self.text + (2 if self.narrow else width(dispute.field) + 2)
            values = max((width(safe(side.value)) for side in dispute.sides), default=0)
            value_room = max(min(values, (self.columns - begin) * 45 // 100), 1)
            who = begin + value_room + 4 if side_by_side else begin + 2
            lines.append([(mark, sign, "warn"), (self.text, dispute.field, "")])
            below = self.narrow
            for side in dispute.sides:
                at = len(lines) if below else len(lines) - 1
                said = wrap(safe(side.value), value_room if side_by_side else self.columns - begin)
                names_of = flow([safe(name) for name in side.who], self.columns - who, "; ")
                lay(lines, at, begin, said)
                lay(lines, at if side_by_side else len(lines), who, names_of, "dim")
                below = True
        return lines

    def _stacked(self, row: Entry) -> list[Line]:
        """The date, id and figures on a line of their own, for narrow screens."""
        incident, style = row.incident, self.style
        number = str(incident.id) + "?" * row.uncertain
        head = [style.own(part) for part in (row.tied, row.day, row.clock) if part]
        head += [f"{number} {style.glyphs.of(row.glyph_class)}"]
        mark = f" {style.glyphs.differs}" if incident.disputed else ""
        unsourced = not incident.sources and not mark
        head += ["unsourced" if unsourced else evidence(incident, style) + mark]
        lines: list[Line] = [[(0, line, "bold")] for line in flow(head, self.columns, "  ")]
        room = self.columns - self.text
        lay(lines, len(lines), self.text, wrap(style.safe(incident.title), room))
        lay(lines, len(lines), self.text, self._details(incident, room), "dim")
        return lines + self._disputes(incident)


def details(incident: Incident, style: Style) -> list[str]:
    """What stands under a title: a status that needs saying, who to whom, type and place."""
    by, against, others = sides(incident)
    actors = style.safe(", ".join(by))
    if against:
        arrow = style.glyphs.arrow
        actors = f"{actors} {arrow} {style.safe(', '.join(against))}".lstrip()
    status = incident.status if incident.status != "reported" else ""
    unclear = style.safe(", ".join(others)) + " (direction not known)" * bool(others)
    place = style.safe(incident.place_name or incident.place or "")
    return [part for part in (status, actors, unclear, incident.type, place) if part]


def evidence(incident: Incident, style: Style) -> str:
    """`3·1`: sources and independent origins; a dash where no origin is recorded."""
    independent = str(incident.independent_origins or style.glyphs.dash)
    return f"{incident.sources}{'/' if style.ascii else '·'}{independent}"


def draw(lines: list[Line], style: Style) -> str:
    """The lines as text, each piece at its column or one space after what runs past it."""
    return "".join(f"{_drawn(line, style)}\n" for line in lines)


def _drawn(line: Line, style: Style) -> str:
    text, at = "", 0
    for column, words, dress in sorted(line):
        if words:
            gap = max(column - at, 1 if text else 0)
            text += " " * gap + (style.dressed(words, dress) if dress else words)
            at += gap + width(words)
    return text.rstrip()


def lay(lines: list[Line], first: int, column: int, texts: list[str], dress: str = "") -> None:
    """Put texts below one another at a column, from a line on; lines that lack are added."""
    while len(lines) < first + len(texts):
        lines.append([])
    for at, text in enumerate(texts, first):
        lines[at].append((column, text, dress))
