"""The list of commands: where each lives, what it is for, and what a newcomer may call it."""

from __future__ import annotations

from typing import Final, NamedTuple

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
    "edit": Entry("edit", "Put right", "change a field, or what was recorded of a source"),
    "rm": Entry("rm", "Put right", "remove incidents, citations, what they say"),
    "restore": Entry("restore", "Put right", "bring back what was removed"),
    "undo": Entry("undo", "Put right", "take back the last change, or a numbered one"),
    "redo": Entry("redo", "Put right", "take the last undo back"),
    "history": Entry("history", "Put right", "who changed what, when and why"),
    "timeline": Entry("timeline", "Read", "what happened, in order"),
    "show": Entry("show", "Read", "everything about one incident"),
    "actor": Entry("actor", "Names", "people, forces, states: list, show, add"),
    "source": Entry("source", "Names", "documents that are cited: list, show, add"),
    "place": Entry("place", "Names", "places and what contains them: list, show, add"),
    "type": Entry("type", "Names", "kinds of incident: list, add"),
    "info": Entry("info", "Care", "which file is used, and what it holds"),
    "check": Entry("check", "Care", "is the file whole, and is what it says possible?"),
    "backup": Entry("backup", "Care", "copy the whole file, while others may write"),
    "help": Entry("help", "Care", "read more: dates, fields, sources"),
}

# What people type who know other programs; each answer can be pasted.
GUESSES: Final = {
    "new": 'tracker add "What happened" -d 2016',
    "create": 'tracker add "What happened" -d 2016',
    "insert": 'tracker add "What happened" -d 2016',
    "record": 'tracker add "What happened" -d 2016',
    "incident": "tracker timeline",
    "incidents": "tracker timeline",
    "event": 'tracker add "What happened" -d 2016',
    "events": "tracker timeline",
    "list": "tracker timeline",
    "ls": "tracker timeline",
    "print": "tracker timeline",
    "log": "tracker timeline",
    "report": "tracker timeline",
    "tl": "tracker timeline",
    "all": "tracker timeline",
    "view": "tracker show last",
    "get": "tracker show last",
    "cat": "tracker show last",
    "open": "tracker show last",
    "status": "tracker info",
    "start": "tracker init",
    "setup": "tracker init",
    "actors": "tracker actor list",
    "people": "tracker actor list",
    "sources": "tracker source list",
    "places": "tracker place list",
    "types": "tracker type list",
    "location": "tracker place list",
    "locations": "tracker place list",
    "revert": "tracker undo",
    "back": "tracker undo",
    "dates": "tracker help dates",
    "fields": "tracker help fields",
    "man": "tracker help",
    "order": "tracker help fields",
    "version": "tracker --version",
    "choose": "tracker help fields",
    "prefer": "tracker help fields",
}


def guess(args: list[str]) -> TrackerError:
    """Return the error for an unknown command, with what was probably meant."""
    from difflib import get_close_matches  # only where a command was mistyped

    word = args[0]
    told = GUESSES.get(word.lower())
    if told is None:
        close = get_close_matches(word.lower(), [*COMMANDS, *GUESSES], n=1, cutoff=0.6)
        if close and close[0] in COMMANDS:
            told = f"tracker {close[0]}"
            if close[0] in ("add", "cite", "adopt", "link", "show", "actor", "source", "place"):
                told += " --help"
        elif close:
            told = GUESSES[close[0]]
    if told is None and len(word.split()) > 1:
        from shlex import quote

        told = f"tracker add {quote(word)} -d unknown"
    return TrackerError(f"there is no command '{word}'", told or "tracker --help")
