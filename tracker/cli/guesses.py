"""What people type who know other programs, and the command that was probably meant.

Loaded only once something was mistyped. Every answer is a command that can be pasted.
"""

from __future__ import annotations

from difflib import get_close_matches
from shlex import join, quote
from typing import TYPE_CHECKING, Final

from tracker import dates
from tracker.errors import TrackerError
from tracker.fields import FIELDS, LINK_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

EXAMPLE: Final = 'tracker add "What happened" -d 2016'

# Words for a command of ours; what was typed after them is kept.
SAME: Final = {
    "new": "add", "create": "add", "insert": "add", "record": "add", "event": "add",
    "delete": "rm", "remove": "rm", "del": "rm", "drop": "rm", "erase": "rm", "retract": "rm",
    "change": "edit", "update": "edit", "modify": "edit", "set": "edit", "fix": "edit",
    "correct": "edit", "mend": "edit",
    "view": "show", "get": "show", "cat": "show", "open": "show", "display": "show",
    "details": "show", "less": "show",
    "undelete": "restore", "unremove": "restore", "recover": "restore",
    "revert": "undo", "back": "undo", "rollback": "undo",
    "log": "history", "blame": "history", "changes": "history", "audit": "history",
    "diff": "history", "why": "history", "versions": "history",
    "verify": "check", "validate": "check", "doctor": "check", "lint": "check", "fsck": "check",
    "copy": "backup", "relate": "link", "connect": "link", "order": "link",
    "reference": "cite", "attach": "cite", "quote": "cite",
    "accept": "adopt", "choose": "adopt", "prefer": "adopt", "decide": "adopt", "settle": "adopt",
    "resolve": "adopt",
}  # fmt: skip
# Words for a whole command; what was typed after them is not.
WHOLE: Final = {
    "incident": "timeline", "incidents": "timeline", "events": "timeline", "list": "timeline",
    "ls": "timeline", "print": "timeline", "report": "timeline", "tl": "timeline",
    "all": "timeline", "status": "info", "start": "init", "setup": "init",
    "actors": "actor list", "people": "actor list", "sources": "source list",
    "places": "place list", "types": "type list", "location": "place list",
    "locations": "place list", "dates": "help dates", "fields": "help fields", "man": "help",
    "version": "--version", "save": "backup copy.db", "dump": "timeline --json",
    "disputed": "timeline",
}  # fmt: skip
SEARCHES: Final = ("find", "grep", "filter", "query", "lookup", "search")
# What a command needs that is typed without anything.
ALONE: Final = {
    "add": EXAMPLE, "show": "tracker show last", "edit": "tracker help fields",
    "rm": "tracker timeline", "restore": "tracker history", "undo": "tracker undo",
    "cite": "tracker help sources", "adopt": "tracker show last", "link": "tracker link --help",
    "backup": "tracker backup copy.db",
}  # fmt: skip
# Options that mean a field, and options that have another name here.
AS_FIELD: Final = {
    "-d": "date", "--on": "date", "--when": "date", "-p": "place", "--where": "place",
    "--location": "place", "-s": "said-by", "-k": "killed", "--description": "desc",
    "--comment": "note", "--actor": "by", "--who": "by", "--perpetrator": "by",
    "--target": "against", "--whom": "against", "--to": "against",
}  # fmt: skip
RENAMED: Final = {
    "--from": "--since", "--after": "--since", "--start": "--since", "--to": "--until",
    "--before": "--until", "--end": "--until", "--by": "-a", "--against": "-a", "--who": "-a",
    "--actors": "-a", "--kind": "-t", "--types": "-t", "--limit": "-n", "--max": "-n",
    "--count": "-n", "--sort-reverse": "-r", "--output-format": "-f",
}  # fmt: skip


def unknown_command(args: Sequence[str], commands: Sequence[str]) -> TrackerError:
    """Return the error for a command that there is not, with what was probably meant."""
    word, rest = args[0], list(args[1:])
    return TrackerError(
        f"there is no command '{word}'", _meant(word, rest, commands) or "tracker --help"
    )


def _meant(word: str, rest: list[str], commands: Sequence[str]) -> str | None:
    key = word.lower().lstrip("-")
    if key in SEARCHES and rest:
        return f"tracker timeline -f oneline | grep -i {quote(' '.join(rest))}"
    if key == "list" and rest and f"{rest[0].removesuffix('s')}s" in WHOLE:
        key = f"{rest[0].removesuffix('s')}s"
    if key in SAME and SAME[key] in commands:
        return _complete(SAME[key], rest)
    if key in WHOLE:
        return f"tracker {WHOLE[key]}"
    if len(rest) == 2 and key in LINK_WORDS:
        return f"tracker link {quote(rest[0])} {key} {quote(rest[1])}"
    if len(rest) >= 2 and key in (*FIELDS, "rename", "untag"):
        return _as_edit(key, rest)
    close = get_close_matches(key, [*commands, *SAME, *WHOLE], n=1, cutoff=0.6)
    if close:
        if close[0] in commands:
            return _complete(close[0], rest)
        return _meant(close[0], rest, commands)
    return f"tracker add {quote(word)} -d unknown" if len(word.split()) > 1 else None


def _complete(verb: str, rest: list[str]) -> str:
    """Return the command with what was typed after it, or with what it needs at least."""
    if verb == "undo" and len(rest) == 1 and rest[0].isdigit():
        rest = [f"t{rest[0]}"]
    if verb == "add" and rest and not any(word.startswith(("-d", "--", "date=")) for word in rest):
        title = " ".join(word for word in rest if "=" not in word)
        return f"tracker {join(['add', title, '-d', 'unknown', *(w for w in rest if '=' in w)])}"
    if verb == "link" and len(rest) == 2:
        return f"tracker link {quote(rest[0])} before {quote(rest[1])}"
    if verb in ("actor", "source", "place", "type") and not rest:
        return f"tracker {verb} list"
    if not rest:
        return ALONE.get(verb, f"tracker {verb}")
    return f"tracker {join([verb, *rest])}"


def _as_edit(key: str, rest: list[str]) -> str:
    """`tag 4 reaper` is meant as an edit of incident 4."""
    name, sign = {"rename": ("title", "="), "untag": ("tag", "-=")}.get(key, (key, "="))
    return f"tracker edit {quote(rest[0])} {quote(name + sign + ' '.join(rest[1:]))}"


def option_meant(args: Sequence[str], option: str) -> str | None:
    """Return the whole command with an unknown option written as it is here; None if not known.

    An option that means a field becomes FIELD=VALUE, where fields are set.
    """
    verb = next((word for word in args if not word.startswith("-")), "")
    words = [part for word in args for part in _split(word, option)]
    if option not in words:
        return None
    at = words.index(option)
    value = words[at + 1] if at + 1 < len(words) else None
    if value is None or value.startswith("-"):
        return None
    name = AS_FIELD.get(option, option.lstrip("-"))
    others = [
        word for word in words if word in AS_FIELD and word.startswith("--") and word != option
    ]
    if verb == "add" and name in FIELDS and others:
        rest = [*words[:at], *words[at + 2 :], f"{name}={value}"]
        return option_meant(rest, others[0])
    if verb in ("add", "cite", "edit") and option in ("--source", "--url", "-s") and at > 1:
        if verb == "edit":
            return f"tracker cite {quote(words[1])} {quote(value)}"
        return f"tracker {join([*words[:at], '-s', value, *words[at + 2 :]])}"
    if verb in ("add", "cite", "edit") and name in FIELDS:
        return f"tracker {join([*words[:at], *words[at + 2 :], f'{name}={value}'])}"
    if verb not in ("add", "cite", "edit") and option in RENAMED:
        return f"tracker {join([*words[:at], RENAMED[option], value, *words[at + 2 :]])}"
    return None


def missing_meant(verb: str, args: Sequence[str]) -> str | None:
    """Return a command that was typed without all it needs, with what is most likely left out."""
    words = [word for word in args[1:] if word != verb] if args and args[0] != verb else args[1:]
    if verb == "cite" and words and words[0].startswith(("http://", "https://", "www.", "|")):
        return f"tracker {join(['cite', 'last', *words])}"
    if verb == "link" and len(words) == 2:
        return f"tracker link {quote(words[0])} before {quote(words[1])}"
    return ALONE.get(verb)


def timeline_meant(words: Sequence[str], types: Sequence[str]) -> str:
    """Return the timeline that was meant by words without an option: dates, a type or an actor."""
    told = ["timeline"]
    for word in words:
        if word.lower() in types:
            told += ["-t", word.lower()]
            continue
        try:
            known = dates.parse(word).start_earliest is not None
        except TrackerError:
            known = False
        told += ["--since", word, "--until", word] if known else ["-a", word]
    return f"tracker {join(told)}"


def _split(word: str, option: str) -> list[str]:
    return [option, word[len(option) + 1 :]] if word.startswith(f"{option}=") else [word]
