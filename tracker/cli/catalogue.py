"""The list of commands: where each lives, what it is for, and what a newcomer may call it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tracker.errors import TrackerError


class Entry(NamedTuple):
    """One command: its module under tracker.cli, the section of the help, and a summary."""

    module: str
    section: str
    summary: str
    attribute: str = "command"


SECTIONS: Final = ("Record", "Put right", "Read", "Names", "Care")

COMMANDS: Final[dict[str, Entry]] = {
    "init": Entry("init", "Record", "make a new file"),
    "add": Entry("add", "Record", "record one incident"),
    "cite": Entry("cite", "Record", "record what another source says of it"),
    "adopt": Entry("adopt", "Record", "choose one account of a field, keep all"),
    "link": Entry("link", "Record", "order and relate incidents"),
    "read": Entry("read", "Record", "record a page of reading notes"),
    "edit": Entry("edit", "Put right", "change a field, or what was recorded of a source"),
    "rm": Entry("rm", "Put right", "remove incidents, citations, what they say"),
    "restore": Entry("restore", "Put right", "bring back what was removed or merged"),
    "merge": Entry("merge", "Put right", "let two incidents be one"),
    "undo": Entry("undo", "Put right", "take back the last change, or a numbered one"),
    "redo": Entry("redo", "Put right", "take the last undo back"),
    "history": Entry("history", "Put right", "who changed what, when and why"),
    "timeline": Entry("timeline", "Read", "what happened, in order"),
    "show": Entry("show", "Read", "everything about one incident"),
    "summary": Entry("summary", "Read", "one actor's record, or all actors"),
    "disputes": Entry("disputes", "Read", "where accounts differ"),
    "around": Entry("around", "Read", "what happened near an incident"),
    "todo": Entry("todo", "Read", "what would settle most"),
    "search": Entry("search", "Read", "by any word or name"),
    "sql": Entry("sql", "Read", "read-only SQL"),
    "actor": Entry("actor", "Names", "people, forces, states: list, show, add, edit"),
    "source": Entry("source", "Names", "documents that are cited: list, show, add, edit"),
    "place": Entry("place", "Names", "places and what holds them: list, show, add, edit"),
    "type": Entry("type", "Names", "kinds of incident: list, show, add, edit"),
    "info": Entry("info", "Care", "which file is used, and what it holds"),
    "check": Entry("check", "Care", "is the file whole, and is what it says possible?"),
    "backup": Entry("backup", "Care", "copy the whole file, while others may write"),
    "completion": Entry("completion", "Care", "let Tab complete commands and names"),
    "help": Entry("help", "Care", "read more: dates, fields, sources"),
}


def guess(args: list[str]) -> TrackerError:
    """Return the error for an unknown command, with what was probably meant."""
    from tracker.cli.guesses import unknown_command  # only where a command was mistyped

    return unknown_command(args, list(COMMANDS))
