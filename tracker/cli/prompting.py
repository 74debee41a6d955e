"""`tracker add -i`: asking for one incident, each answer read back at once, known names completed.

Every answer is rehearsed with all that were given before, as `add` would record them, so that what
is echoed is what will be stored. Nothing is held open or written while somebody types.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import click

from tracker.cli.shared import reading, say, writing
from tracker.errors import TrackerError
from tracker.fields import FIELDS, Assignment
from tracker.formats.text import safe

if TYPE_CHECKING:
    import sqlite3

    from tracker.model import Incident
    from tracker.store.entry import Added
    from tracker.store.values import Terms

QUESTIONS: Final = {
    "title": "what happened, in a line",
    "date": "when, as exactly as is known",
    "type": "what kind of event",
    "by": "who did it",
    "against": "to whom",
    "place": "where, the smallest place first",
    "source": 'who says so: a key, a URL, or "URL | PUBLISHER | DATE | TITLE"',
}
NEEDED: Final = {"title": "say what happened", "date": "type unknown where it is not known"}
REPEATED: Final = ("by", "against", "source")
_NAMES: Final = {
    "by": "SELECT DISTINCT name FROM actor_names ORDER BY name",
    "place": "SELECT DISTINCT name FROM place_names ORDER BY name",
    "type": "SELECT code FROM incident_types UNION SELECT name FROM incident_type_names ORDER BY 1",
    "source": "SELECT key FROM sources WHERE deleted_at IS NULL ORDER BY key",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """An incident as far as it was typed: its title, values by field, sources, and other fields."""

    title: str = ""
    values: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    others: tuple[Assignment, ...] = ()

    @property
    def assignments(self) -> list[Assignment]:
        """The values as `add` takes them."""
        typed = [Assignment(FIELDS[name], name, "=", text) for name, text in self.values]
        return [*self.others, *typed]

    def has(self, question: str) -> bool:
        """Whether the question was answered."""
        if question == "title":
            return bool(self.title)
        if question == "source":
            return bool(self.sources)
        return any(a.name == question and not a.claimed for a in self.assignments)

    def answered(self, question: str, text: str) -> Draft:
        """The draft with one more answer."""
        if question == "title":
            return replace(self, title=text)
        if question == "source":
            return replace(self, sources=(*self.sources, text))
        return replace(self, values=(*self.values, (question, text)))


@dataclass(slots=True)
class Interview:
    """One conversation; `said` are the notices that were told, so that each is told once."""

    draft: Draft
    terms: Terms
    said: set[str] = field(default_factory=set)

    def run(self) -> Draft:
        """Ask for all that is not given yet. Raises click.Abort where the typist leaves."""
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise TrackerError(
                "-i asks questions, and there is no terminal to answer at",
                'tracker add "What happened" -d 2016',
            )
        with reading() as conn:
            known = {question: _known(conn, question) for question in QUESTIONS}
        click.echo(
            "Enter alone leaves a question out; Tab completes a name; Ctrl-C stores nothing."
        )
        for question, meaning in QUESTIONS.items():
            if not self.draft.has(question):
                with Completing(known[question]):
                    self._ask(question, meaning)
        return self.draft

    def _ask(self, question: str, meaning: str) -> None:
        prompt = f"{question} ({meaning}): "
        while True:
            text = input(prompt).strip()
            if not text:
                if question in NEEDED and not self.draft.has(question):
                    click.echo(f"  an incident needs a {question}; {NEEDED[question]}")
                    continue
                return
            try:
                echo = self._rehearse(question, text)
            except TrackerError as error:
                click.echo(f"  {safe(error.message)}")
                if error.hint:
                    click.echo(f"  {safe(error.hint)}")
                continue
            self.draft = self.draft.answered(question, text)
            click.echo(f"  = {safe(echo)}")
            if question not in REPEATED:
                return
            prompt = f"{question} (another, or Enter): "

    def _rehearse(self, question: str, text: str) -> str:
        """Return how an answer is read. Raises TrackerError where it cannot stand."""
        from tracker.store.entry import add
        from tracker.store.notices import Notices
        from tracker.store.recorder import reread, sources_of
        from tracker.store.values import Reader

        draft = self.draft.answered(question, text)
        given = draft.assignments
        if not draft.has("date"):
            given.append(Assignment(FIELDS["date"], "date", "=", "unknown"))
        notices = Notices()
        with writing("add", rehearse=True) as conn:
            reader = Reader(conn, self.terms, notices)
            cited = sources_of(reader, draft.sources, False, self.terms.order)
            added = add(conn, reader, draft.title, given, cited)
            echo = _echo(question, reread(conn, added.incident), added)
        say([line for line in notices.lines if line not in self.said])
        self.said.update(notices.lines)
        return echo


def _echo(question: str, incident: Incident, added: Added) -> str:
    if question == "title":
        return incident.title
    if question == "date":
        return incident.date.meaning
    if question == "type":
        return str(incident.type)
    if question == "place":
        return str(incident.place)
    if question == "source":
        from tracker.cli.answers import source_words

        source, cited = added.cited[-1]
        citation = next((c for c in incident.citations if c.id == cited.id), None)
        return source_words(source, citation)
    return ", ".join(incident.named(question))


def _known(conn: sqlite3.Connection, question: str) -> list[str]:
    query = _NAMES.get("by" if question == "against" else question)
    return [str(row[0]) for row in conn.execute(query)] if query else []


class Completing:
    """While it lasts, Tab completes these names; where there is no readline, it does nothing."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self.found: list[str] = []

    def __enter__(self) -> None:
        try:
            import readline  # not built everywhere
        except ImportError:
            return
        readline.set_auto_history(False)
        readline.set_completer_delims("")
        libedit = "libedit" in (readline.__doc__ or "")
        readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
        readline.set_completer(self.complete)

    def __exit__(self, *_: object) -> None:
        try:
            import readline
        except ImportError:
            return
        readline.set_completer(None)

    def complete(self, text: str, state: int) -> str | None:
        """Return the `state`-th name that begins with `text`, case and accents apart."""
        from tracker.names import fold

        if state == 0:
            key = fold(text)
            self.found = [name for name in self.names if fold(name).startswith(key)]
        return self.found[state] if state < len(self.found) else None
