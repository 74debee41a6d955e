"""Errors of usage in our own words: what was read, and the command that was probably meant."""

from __future__ import annotations

from shlex import join

import click

from tracker.cli.catalogue import COMMANDS
from tracker.cli.guesses import missing_meant, option_meant, timeline_meant
from tracker.errors import TrackerError

# Options that people look for, and what does it here.
WANTED = {
    "--place": "-p PLACE",
    "--location": "-p PLACE",
    "--source": "-s SOURCE",
    "--url": "-s URL",
    "--title": 'the title comes first: tracker add "What happened" -d 2016',
    "--tag": "tag=WORD",
    "--note": 'note="…"',
    "--killed": "killed=3",
    "--from": "--since DATE",
    "--to": "--until DATE",
    "--after": "after=ID when adding, --since DATE when reading",
    "--before": "before=ID when adding, --until DATE when reading",
    "--limit": "-n N",
}

# Options of add that take a value: words that follow one without quotes belong to it.
VALUED = (
    "-d", "--date", "-t", "--type", "--by", "--against", "-p", "--place", "-s", "--source",
    "--said-on", "--date-order", "--db",
)  # fmt: skip


def explain(error: click.UsageError, args: list[str]) -> TrackerError:
    """Turn click's error into one of ours, with what to type instead."""
    path = _path(error.ctx, args)
    if isinstance(error, UnquotedTitleError):
        return _quoted_title(error.words, args)
    if isinstance(error, click.NoSuchOption):
        option = error.option_name
        name = option.lstrip("-").partition("=")[0]
        told = option_meant(args, option) or WANTED.get(option)
        if told is None and error.possibilities:
            told = f"did you mean {' or '.join(sorted(error.possibilities))}?"
        if told is None and error.ctx is not None and error.ctx.info_name in ("add", "cite"):
            told = f"a field is written {name}=VALUE; all of them: tracker help fields"
        return TrackerError(f"{path} has no option {option}", told or f"{path} --help")
    if isinstance(error, click.MissingParameter):
        what = error.param.make_metavar(error.ctx) if error.param and error.ctx else "a value"
        verb = error.ctx.info_name if error.ctx else None
        told = missing_meant(verb or "", args) if path.count(" ") == 1 else None
        return TrackerError(f"{path} needs {what}", told or f"{path} --help")
    if isinstance(error, click.BadOptionUsage):
        return TrackerError(f"{error.option_name} needs a value", f"{path} --help")
    message = error.format_message().strip().rstrip(".")
    first = message[:1].lower() + message[1:]
    if "unexpected extra argument" in first and path == "tracker timeline":
        words = first.partition("(")[2].partition(")")[0].split() or args[-1:]
        extra = [arg for arg in args[1:] if arg in words or arg.split()[:1] == words[:1]]
        return TrackerError(
            f"timeline takes no word by itself: {' '.join(extra)}",
            timeline_meant(extra, _types()),
        )
    return TrackerError(first, f"{path} --help")


class UnquotedTitleError(click.UsageError):
    """A title without quotes: `words` are those of the title, which were read as fields."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__("a title stands in quotes")
        self.words = words


def _quoted_title(words: tuple[str, ...], args: list[str]) -> TrackerError:
    """Return the error with the whole command as it should have been typed."""
    rest = _regrouped(args)
    dated = any(word in ("-d", "--on", "--date", "-i") or word.startswith("date=") for word in rest)
    return TrackerError(
        f"cannot read '{words[1]}': a field is written FIELD=VALUE, and a title stands in quotes",
        f"tracker {join(rest)}{'' if dated else ' -d unknown'}",
    )


def _types() -> list[str]:
    """Return the types of incidents that the file has; none where there is no file."""
    from tracker.cli.shared import reading

    try:
        with reading() as conn:
            return [str(row[0]) for row in conn.execute("SELECT code FROM incident_types")]
    except TrackerError:
        return []


def _regrouped(args: list[str]) -> list[str]:
    """Join words that stand alone to what they follow: the title, or the value of an option."""
    at = args.index("add") + 1
    title: list[str] = []
    grouped: list[str] = []
    opened = False  # whether the last of `grouped` is a value that words may belong to
    words = iter(args[at:])
    for word in words:
        if word.startswith("-") and not word[1:2].isdigit():
            grouped.append(word)
            opened = word in VALUED
            if opened:
                grouped.append(next(words, ""))
        elif "=" in word:
            grouped.append(word)
            opened = True
        elif title and opened:
            grouped[-1] += f" {word}"
        else:
            title.append(word)
            opened = False
    return [*args[:at], " ".join(title), *grouped]


def _path(ctx: click.Context | None, args: list[str]) -> str:
    """Return the command that was typed; click does not say it where an option lacks its value."""
    if ctx is not None:
        return ctx.command_path
    words = [word for word in args if word in COMMANDS][:1]
    words += [word for word in args if word in ("list", "show", "add") and words != [word]][:1]
    return " ".join(["tracker", *words])
