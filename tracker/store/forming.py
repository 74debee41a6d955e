"""One incident as a form: its own page of notes, edited, and what was changed in it carried out.

A line that was changed changes what it says, one that was taken out takes that away, a new one
adds. What stands as it stood is not touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, NoReturn

from tracker.errors import Problem, ProblemsError, TrackerError
from tracker.fields import FIELDS, Assignment
from tracker.notes import DECIDING, Entry, Opened, Page
from tracker.store.correcting import correct_citation
from tracker.store.editing import Editor
from tracker.store.notices import Notices
from tracker.store.noting import noted
from tracker.store.noting_names import Names
from tracker.store.reading import record
from tracker.store.removing import Target, remove
from tracker.store.values import Reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from tracker.notes import Block, Said
    from tracker.store.values import Terms

Key = tuple[str, ...]


class Part(NamedTuple):
    """One entry of a form: the source above it, and the citation that it is, where it is one."""

    source: str | None
    entry: Entry
    citation: int | None = None


def form(conn: sqlite3.Connection, incident: int) -> list[Block]:
    """Return the blocks of the form of an incident."""
    return list(noted(conn, [incident], form=True))


def apply_form(
    conn: sqlite3.Connection,
    incident: int,
    page: Page,
    problems: list[Problem],
    terms: Terms,
    reason: str | None = None,
) -> tuple[str, ...]:
    """Carry out what is changed in `page`, the edited form, and return the notices.

    Raises ProblemsError for faults in it; then nothing may be kept.
    """
    if problems:
        raise ProblemsError(tuple(problems), page.name)
    return _Form(conn, incident, page, terms, reason).run()


class _Form:
    """The form as it was and as it is now."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        incident: int,
        page: Page,
        terms: Terms,
        reason: str | None,
    ) -> None:
        self.conn = conn
        self.incident = incident
        self.page = page
        self.terms = terms
        self.reason = reason
        self.reader = Reader(conn, terms, Notices())
        self.old = self._old()
        self.changed: dict[int, Entry] = {}

    def run(self) -> tuple[str, ...]:
        """Match the entries, take away what is gone, then record what is new or changed."""
        left = list(self.old)
        pairs: list[tuple[Part, Entry]] = []
        new: set[int] = set()
        for source, entry in _entries(self.page.blocks):
            self._own_incident(entry)
            found = next((p for p in left if (p.source, p.entry.new) == (source, entry.new)), None)
            if found is None and entry.new:
                self._refuse(
                    entry,
                    "the source that the incident was first read from cannot be changed here",
                    f"@{self.old[0].source or ' none'} above it; another one says so below =",
                )
            if found is None:
                new.add(id(entry))
                continue
            left.remove(found)
            pairs.append((found, entry))
        if any(part.entry.new for part in left):
            self._refuse(
                None,
                "the line + of the incident is gone",
                f"tracker rm {self.incident} removes it",
            )
        for part in left:
            self._remove(part)
        for before, now in pairs:
            try:
                self.changed[id(now)] = self._compare(before, now)
            except TrackerError as error:
                self._refuse(now, error.message, error.hint)
        blocks = tuple(
            self.changed.get(id(block), block) if isinstance(block, Entry) else block
            for block in self.page.blocks
        )
        made = record(self.conn, Page(self.page.name, blocks), [], self.terms, editing=True)
        return (*self.reader.notices.lines, *made.notices)

    def _old(self) -> list[Part]:
        """Return the entries of the form as it stands, with their citations."""
        cited = [
            int(row[0])
            for row in self.conn.execute(
                "SELECT min(c.id) FROM citations AS c JOIN sources AS t ON t.id = c.source_id"
                " JOIN sources AS s ON s.id = coalesce(t.merged_into, t.id)"
                " LEFT JOIN actors AS o ON o.id = c.origin_id"
                " WHERE c.incident_id = ? AND c.deleted_at IS NULL AND s.deleted_at IS NULL"
                " GROUP BY c.source_id, coalesce(o.merged_into, o.id), c.agency, c.pinpoint"
                " ORDER BY 1",
                (self.incident,),
            )
        ]
        parts = list(_entries(form(self.conn, self.incident)))
        extra = len(parts) - max(1, len(cited))
        numbers = cited[:1] * (1 + extra) + cited[1:] if cited else [None]
        return [
            Part(source, entry, number)
            for (source, entry), number in zip(parts, numbers, strict=True)
        ]

    def _own_incident(self, entry: Entry) -> None:
        uid = self.old[0].entry.label
        if (entry.label if entry.new else entry.text.removeprefix("&")) != uid:
            self._refuse(
                entry,
                "this page is of one incident, and this is another one",
                f"&{uid} is its name here; other incidents are read with: tracker read",
            )

    def _refuse(self, entry: Entry | None, message: str, hint: str) -> NoReturn:
        line, column = entry.spot if entry is not None else (1, 1)
        problem = Problem(f"{self.page.name}:{line}:{column}", message, hint)
        raise ProblemsError((problem,), self.page.name)

    def _remove(self, part: Part) -> None:
        if part.citation is not None and not any(
            other.citation == part.citation and other is not part for other in self.old
        ):
            remove(self.conn, [Target(self.incident, part.citation)], f"{self.terms.now}Z")
        elif part.citation is not None:
            self._correct(part.citation, "note", "")

    def _compare(self, before: Part, now: Entry) -> Entry:
        """Take away what is gone, and return the entry with what is new or changed alone."""
        old, new = self._keyed(before.entry), self._keyed(now)
        evidence = {key[1]: said for key, said in old.items() if key[0] == "how"}
        told = {key[1]: said for key, said in new.items() if key[0] == "how"}
        if before.citation is not None:
            for name in dict.fromkeys((*evidence, *told)):
                wanted = told[name].text if name in told else self._default(before.citation, name)
                stood = evidence.get(name)
                if stood is None or stood.text != wanted:
                    self._correct(before.citation, name, wanted)
        for key, said in old.items():
            if key[0] == "how":
                continue
            kept = new.get(key)
            if kept is None:
                self._take_away(before, said)
                continue
            if said.parts and not any(part.name in DECIDING for part in kept.parts):
                self._undecide(said)
            if before.entry.new and not said.own and kept.own:
                self._drop_claim(before, said)
        fresh = tuple(
            said
            for key, said in new.items()
            if key[0] == "how" or key not in old or self._bare(said) != self._bare(old[key])
        )
        return now._replace(said=fresh, partial=True)

    def _keyed(self, entry: Entry) -> dict[Key, Said]:
        """Return the statements of an entry by what they are about; of a set, each by its value."""
        found: dict[Key, Said] = {}
        for said in entry.said:
            field = said.field
            if field.part == "evidence" or (said.name == "note" and not entry.new):
                found["how", said.name] = said
            elif field.repeats or said.operator == "!=":
                meant = self._meant(said)
                found["one", said.name, said.operator, str(said.claimed), meant] = said
            else:
                found["one", said.name, said.operator, str(said.claimed)] = said
        return found

    def _bare(self, said: Said) -> tuple[object, ...]:
        parts = tuple((part.name, part.text) for part in said.parts)
        return self._meant(said), parts, said.quote

    def _meant(self, said: Said) -> str:
        """Return the value with a known actor by its own name, whichever of them was typed."""
        if said.field.family != "actor" or not said.text:
            return said.text
        known = self.reader.actors.find(said.text)
        return Names(self.conn).actor(known) if known is not None else said.text

    def _default(self, citation: int, name: str) -> str:
        """Return what a citation gets that does not say it: what its source says by itself."""
        origin, agency = self.conn.execute(
            "SELECT s.origin_id, s.agency FROM citations AS c JOIN sources AS t"
            " ON t.id = c.source_id JOIN sources AS s ON s.id = coalesce(t.merged_into, t.id)"
            " WHERE c.id = ?",
            (citation,),
        ).fetchone()
        if name == "said-by" and origin is not None:
            return Names(self.conn).actor(origin)
        return {"via": agency or "", "stance": "reports"}.get(name, "")

    def _correct(self, citation: int, name: str, text: str) -> None:
        cited = Target(self.incident, citation)
        assignment = Assignment(FIELDS[name], name, "=", text)
        correct_citation(self.conn, self.reader, cited, [assignment])

    def _take_away(self, part: Part, said: Said) -> None:
        assignment = said.assignment
        field = assignment.field
        if not part.entry.new and field.family != "link" and said.name != "tag":
            self._drop_claim(part, said)
            return
        if said.claimed or said.operator == "!=":
            self._drop_claim(part, said)
            return
        if field.repeats:
            text = said.text.removeprefix("&") if field.family == "link" else said.text
            gone = assignment._replace(operator="-=", text=text)
        else:
            gone = assignment._replace(text="reported" if said.name == "status" else "")
        editor = Editor(self.conn, self.reader, [gone], self.reason)
        editor.edit(self.incident)
        editor.finish()
        self._undecide(said)
        if part.citation is not None and not said.own:
            self._drop_claim(part, said)

    def _drop_claim(self, part: Part, said: Said) -> None:
        """Put the tombstone on what a citation says."""
        actor = None
        if said.field.family == "actor" and said.text:
            actor = self.reader.actors.known(said.text)
        rows = self.conn.execute(
            "SELECT id, stance, actor_id FROM claims WHERE incident_id = ? AND citation_id = ?"
            " AND field = ? AND (stance = 'denies') = ? AND (? IS NULL OR actor_id IS ?)"
            " AND deleted_at IS NULL",
            (self.incident, part.citation, said.name, said.operator == "!=", actor, actor),
        ).fetchall()
        for row in rows:
            self.conn.execute(
                "UPDATE claims SET deleted_at = ? WHERE id = ?", (f"{self.terms.now}Z", row[0])
            )

    def _undecide(self, said: Said) -> None:
        if any(part.name in DECIDING for part in said.parts):
            self.conn.execute(
                "UPDATE decisions SET deleted_at = ? WHERE incident_id = ? AND field = ?"
                " AND deleted_at IS NULL",
                (f"{self.terms.now}Z", self.incident, said.name),
            )


def _entries(blocks: Iterable[Block]) -> Iterable[tuple[str | None, Entry]]:
    """Yield the entries with the key of the source above each; None below `@ none`."""
    source: str | None = None
    for block in blocks:
        if isinstance(block, Opened):
            source = None if block.own else block.key
        elif isinstance(block, Entry):
            yield source, block
