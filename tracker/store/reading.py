"""Recording a page of reading notes, whole or not at all, inside the open transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracker.errors import TrackerError
from tracker.notes import Declared, Entry, Opened
from tracker.store import links
from tracker.store.adopt import adopt_claim, decide
from tracker.store.page_earlier import compare
from tracker.store.page_entries import Decision, Entries, Sorted, check_date
from tracker.store.page_matches import Matches
from tracker.store.page_named import Named, named
from tracker.store.page_names import declare
from tracker.store.page_session import Echo, Session, Setting
from tracker.store.page_sources import SourcesOfPage
from tracker.store.page_standing import Standing
from tracker.store.page_twins import tell_twins
from tracker.store.recorded_order import RecordedOrder
from tracker.store.saying import zone_of_incident
from tracker.store.uids import looks_like_uid

if TYPE_CHECKING:
    import sqlite3

    from tracker.errors import Problem
    from tracker.notes import Page, Said
    from tracker.store.page_entries import Links
    from tracker.store.sources import Source
    from tracker.store.values import Terms, Value


class Recorded(NamedTuple):
    """What came of a page: each incident, in the order of the page, notices, and what was named.

    `named` are the sources, actors, places and types that it made or changed.
    """

    echoes: tuple[Echo, ...]
    notices: tuple[str, ...]
    named: tuple[Named, ...] = ()


def record(
    conn: sqlite3.Connection,
    page: Page,
    problems: list[Problem],
    terms: Terms,
    editing: bool = False,
) -> Recorded:
    """Record the page. Raises ProblemsError for any fault, `problems` of the grammar among them.

    What stands already is left alone. With `editing` the page is an incident's own form, in which
    every difference from the record is meant.
    """
    return _Recording(conn, page, terms, editing).run(problems)


class _Recording:
    """The walk through one page."""

    def __init__(self, conn: sqlite3.Connection, page: Page, terms: Terms, editing: bool) -> None:
        self.conn = conn
        self.page = page
        self.session = Session(conn, page, terms, editing)
        self.sources = SourcesOfPage(self.session)
        self.entries = Entries(self.session)
        self.matches = Matches(
            self.session, (block for block in page.blocks if isinstance(block, Entry))
        )
        self.later: list[tuple[Entry, Source | None, bool]] = []
        self.merged: set[str] = set()  # what the page calls incidents that were merged since

    def run(self, problems: list[Problem]) -> Recorded:
        """Record everything, in an order in which each thing is there when it is named."""
        session = self.session
        declare(session, [block for block in self.page.blocks if isinstance(block, Declared)])
        mine = {block.label for block in self.page.blocks if isinstance(block, Entry)}
        titles = {b.text for b in self.page.blocks if isinstance(b, Entry) and b.new}
        source: Source | None = None
        lost = True
        for block in self.page.blocks:
            if isinstance(block, Opened):
                source = None if block.own else self.sources.open(block)
                lost = source is None and not block.own
            elif isinstance(block, Entry) and block.new:
                self._add(block, source, lost)
            elif isinstance(block, Entry):
                known = block.text in session.titles or block.text not in titles
                if self._waits(block, mine) or not known:
                    self.later.append((block, source, lost))
                else:
                    self._cite(block, source, lost)
        self._cite_later(mine)
        session.queue.flush()
        order = RecordedOrder(self.conn) if self.entries.links else None
        for incident, said, of in self.entries.links:
            try:
                self._link(incident, said, of, order)
            except TrackerError as error:
                session.fault(said.at, self._by_label(error.message), self._by_label(error.hint))
        own = self._own_fields() if self.entries.decisions else set()
        for decision in self.entries.decisions:
            with session.attempt(decision.said.spot):
                self._decide(decision, (decision.incident, decision.field) in own)
        self.sources.retract()
        session.heard()
        session.raise_faults(problems)
        if not session.editing:
            compare(session, self.sources.opened)
            tell_twins(session)
            self._tell_numbers()
        return Recorded(
            tuple(session.echoes.values()),
            tuple(session.told),
            named(self.conn, session.queue.logged),
        )

    def _tell_numbers(self) -> None:
        """Tell of a part that is larger than its whole; most pages cannot have made one."""
        session = self.session
        new = all(echo.verb == "added" for echo in session.echoes.values())
        entries = (block for block in self.page.blocks if isinstance(block, Entry))
        if new and not any("." in said.name for entry in entries for said in entry.said):
            return
        from tracker.store import parts

        (tx,) = self.conn.execute("SELECT tx FROM log_writer").fetchone()
        for line in parts.notes(self.conn, tx):
            session.say(line)

    def _waits(self, entry: Entry, mine: set[str]) -> bool:
        """Tell whether `=` names an incident by a name that the page gives further down."""
        label = entry.text[1:] if entry.text.startswith("&") else ""
        return label in mine and label not in self.session.labels

    def _cite_later(self, mine: set[str]) -> None:
        """Record what was said of incidents before they had their names, each once it has one."""
        waiting = self.later
        while waiting:
            ready = [each for each in waiting if not self._waits(each[0], mine)]
            for each in ready or waiting:
                self._cite(*each)
            waiting = [each for each in waiting if each not in ready] if ready else []

    def _add(self, entry: Entry, source: Source | None, lost: bool) -> None:
        session = self.session
        check_date(session, entry)
        said = Sorted.of(session, entry)
        if lost:
            # The source is the fault; what depends on nothing but the incident is still checked.
            source = None
        if lost:
            # Dates may be counted from what the source would have said.
            said = said.undated()
        # What a source says that nobody knew, under no name of its own, cannot stand already.
        unknown = source is not None and source.new and not entry.label
        if not unknown and self._was_removed(entry, source, said):
            if entry.label:
                session.labels[entry.label] = 0
            session.titles.setdefault(entry.text, set()).add(0)
            return
        read, zone = self.entries.read(entry, source, said)
        date: Value | None = None
        for _, value in read:
            if value.field == "date":
                date = value
        found = self.matches.find(entry, source, date) if not unknown else None
        if found is None:
            how = session.heard(date)
            incident = self.entries.add(entry, source, said, read, zone)
            other = self.matches.namesake(entry, source) if not unknown else None
            if other is not None:
                session.pointed.add(other)
                said_date = date.date.edtf if date is not None and date.date is not None else None
                session.say(
                    f"{incident} has the title and the source of {other}, and another date; if it"
                    f" is that one: tracker undo, then tracker edit {other}"
                    f" date={said_date or 'unknown'}"
                )
            self._echo(Echo("added", incident, how))
        else:
            session.heard(*(value for _, value in read))
            session.queue.flush()
            incident = self._stands(found)
            if incident != found and not session.editing:
                self.merged |= {f"&{entry.label}", entry.text}
                self._say_of_merged(incident, entry, source, said)
                return
            session.restated.add(incident)
            if looks_like_uid(entry.label):
                session.whole.add(incident)
            standing = Standing(self.entries, incident, entry, source)
            standing.restate(said)
            verb = "changed" if standing.changes else "stands"
            self._echo(Echo(verb, incident, standing.how, tuple(standing.changes)))
        if entry.label:
            session.labels[entry.label] = incident
        session.titles.setdefault(entry.text, set()).add(incident)
        if session.reader.notices.lines:
            session.heard()

    def _was_removed(self, entry: Entry, source: Source | None, said: Sorted) -> bool:
        """Tell whether the incident was removed since, and say so: nothing of it is read then."""
        if not self.matches.removed(entry, source):
            return False
        setting = self.session.setting(source, None, self.entries.lenient(entry))
        date = None
        for each in said.values:
            if each.name == "date":
                date = self.session.value(each, setting)
        found = self.matches.find(entry, source, date)
        if found is None:
            return False
        if self._stands(found):
            self.matches.taken.discard(found)
            return False
        self.session.heard()
        return True

    def _stands(self, found: int) -> int:
        """Return the incident itself, or what it was merged into; 0 for one that was removed."""
        row = self.conn.execute(
            "SELECT deleted_at, merged_into, title FROM incidents WHERE id = ?", (found,)
        ).fetchone()
        if row[1] is not None:
            return self._stands(int(row[1]))
        if row[0] is not None:
            self.session.say(f"{found} was removed and stays so: tracker restore {found}")
            return 0
        return found

    def _cite(self, entry: Entry, source: Source | None, lost: bool) -> None:
        session = self.session
        said = Sorted.of(session, entry, own=source is None and not lost)
        if not self.entries.waits(session.on_page(entry.text), entry, source):
            session.queue.flush()
        incident = session.named(entry.text, entry.spot)
        if incident == 0:
            return  # removed since, as was said of its own block
        if incident is None or lost:
            for each in (*said.undated().values, *said.undated().claims):
                session.value(each, Setting())
            return
        if entry.label:
            session.labels[entry.label] = incident
        if self._is_merged(entry.text) and not session.editing:
            self._say_of_merged(incident, entry, source, said)
            return
        changes: list[str] = []
        how = ""
        if source is not None:
            changes, how = self.entries.say_of(incident, entry, source, said)
            how = f"{source.key}: {how}" if how else ""
        standing = Standing(self.entries, incident, entry, source)
        if said.values or source is None:
            if source is None:
                standing.restate(said)
            else:
                self._own_values(standing, said)
            changes += standing.changes
        session.heard()
        mended = source is None or any(" → " in change for change in changes)
        verb = "changed" if mended else "cited"
        self._echo(Echo(verb if changes else "stands", incident, how, tuple(changes)))

    def _is_merged(self, text: str) -> bool:
        """Tell whether `=` names an incident that was merged into another since."""
        number = text if text.isdigit() else None
        row = self.conn.execute(
            "SELECT merged_into FROM incidents WHERE uid = ? OR id = ?",
            (text.removeprefix("&"), number),
        ).fetchone()
        return text in self.merged or (row is not None and row[0] is not None)

    def _say_of_merged(
        self, incident: int, entry: Entry, source: Source | None, said: Sorted
    ) -> None:
        from tracker.store.page_merged import say_of_merged  # most pages name none

        session = self.session
        made = say_of_merged(self.entries, incident, entry, source, said) if source else []
        if entry.label:
            session.labels[entry.label] = incident
        session.titles.setdefault(entry.text, set()).add(incident)
        session.heard()
        self._echo(Echo("cited" if made else "stands", incident, "", tuple(made)))

    def _own_values(self, standing: Standing, said: Sorted) -> None:
        """Set what stands below a source as the analyst's own: `| own`."""
        session = self.session
        zone = zone_of_incident(session.conn, standing.incident)
        setting = session.setting(standing.source, zone, lenient=False)
        for each in said.values:
            with session.attempt(each.at):
                value = session.value(each, setting)
                if value is not None:
                    self.entries.decide(standing.incident, each, None)
                    standing.set_own(each, value)

    def _echo(self, echo: Echo) -> None:
        """Keep one line an incident: what a later block adds is joined to it."""
        before = self.session.echoes.get(echo.incident)
        if before is None:
            self.session.echoes[echo.incident] = echo
            return
        verb = before.verb if before.verb != "stands" else echo.verb
        how = "; ".join(filter(None, dict.fromkeys((before.how, echo.how))))
        changes = (*before.changes, *echo.changes)
        self.session.echoes[echo.incident] = Echo(verb, echo.incident, how, changes)

    def _by_label(self, text: str) -> str:
        """Call the incidents of the page by their names on it: they have no number yet."""
        labels = {
            str(number): f"&{label}"
            for label, number in self.session.labels.items()
            if number and self.session.echoes[number].verb == "added"
        }
        command = text.find("tracker ")
        if command >= 0 and any(word in labels for word in text[command:].split()):
            return text[:command].rstrip(" :") or "mend the dates, or the order"
        words, inside = [], False
        for word in text.split(" "):
            # In brackets stand dates, whose days are no incidents.
            inside = inside or word.startswith("(")
            words.append(word if inside else labels.get(word, word))
            inside = inside and ")" not in word
        return " ".join(words)

    def _link(self, incident: int, said: Said, of: Links, order: RecordedOrder | None) -> None:
        other = self.session.named(said.text, said.at)
        if not other:
            return
        standing = of == "standing"
        if standing and not self.session.editing and self._unlinked(incident, said.name, other):
            self.session.say(
                f"{incident} {said.name} {other} was taken away since:"
                f" tracker link {incident} {said.name} {other}"
            )
            return
        # What was recorded against the dates is in the record, and tracker check tells of it.
        against_dates = of == "written"
        made = links.link(self.conn, incident, said.name, other, against_dates, order)
        if made and standing:
            self._echo(Echo("changed", incident, "", (f"{said.name} {other}",)))

    def _unlinked(self, one: int, word: str, other: int) -> bool:
        """Tell whether the analyst has taken the link away since, and nobody made it again."""
        kind = "before" if word == "after" else word
        ends = [other, one] if word == "after" else [one, other]
        link = dict(zip(("kind", "from_incident_id", "to_incident_id"), (kind, *ends), strict=True))
        stands = self.conn.execute(
            "SELECT 1 FROM incident_links WHERE kind = :kind"
            " AND from_incident_id = :from_incident_id AND to_incident_id = :to_incident_id",
            link,
        ).fetchone()
        return stands is None and self.session.since.deleted("incident_links", link)

    def _decide(self, decision: Decision, own: bool) -> None:
        """Record a decision; a claim must not move the `own` value that the page gives a field."""
        session = self.session
        rows = self.conn.execute(
            "SELECT kind, citation_id, reason, deleted_at, id FROM decisions WHERE incident_id = ?"
            " AND field = ? ORDER BY id",
            (decision.incident, decision.field),
        ).fetchall()
        wanted = (decision.kind, decision.citation)
        stands = next((row for row in rows if row[3] is None), None)
        if stands is not None and self._rests(decision, *stands[:3]) == (*wanted, decision.reason):
            return
        if not session.editing and any(
            row[3] is not None and row[:2] == wanted and session.since.replaced("decisions", row[4])
            for row in rows
        ):
            session.say(
                f"{decision.incident} keeps its decision on {decision.field}, which is later"
            )
            return
        if decision.adopts and not own:
            assert decision.citation is not None
            adopt_claim(self.conn, decision.citation, decision.field, decision.reason)
        else:
            decide(
                self.conn, decision.incident, decision.field, decision.kind, decision.citation,
                decision.reason,
            )  # fmt: skip

    def _rests(
        self, decision: Decision, kind: str, citation: int | None, reason: str | None
    ) -> tuple[str, int | None, str | None]:
        """Return what a decision rests on: the analyst, where its account stands no longer."""
        if (
            kind == "claim"
            and not self.conn.execute(
                "SELECT 1 FROM claims AS l JOIN citations AS c ON c.id = l.citation_id"
                " WHERE l.incident_id = ? AND l.field = ? AND l.citation_id = ?"
                " AND l.deleted_at IS NULL AND c.deleted_at IS NULL",
                (decision.incident, decision.field, citation),
            ).fetchone()
        ):
            return "value", None, reason
        return kind, citation, reason

    def _own_fields(self) -> set[tuple[int | None, str]]:
        """Return the incidents and fields that the page gives a value of their own."""
        return {
            (self.session.labels.get(block.label), said.name)
            for block in self.page.blocks
            if isinstance(block, Entry)
            for said in block.said
            if said.has("own")
        }
