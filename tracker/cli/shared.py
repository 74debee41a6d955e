"""What commands share: which file, who types, how it is printed, what the clock says."""

from __future__ import annotations

import os
import sys
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import click

from tracker.errors import TrackerError, quoted
from tracker.texts import one_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from tracker.formats.options import Options
    from tracker.model import Tally
    from tracker.store.values import Terms

F = TypeVar("F", bound="Callable[..., Any]")

CONTEXT: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
DEFAULT_NAME = "incidents.db"
DEFAULT_WIDTH = 80
MAKERS = ("add", "read")
_MOST_NAMES = 20


class Choices:
    """What was chosen for this run, and whether it stored anything.

    The config is read only when something was not chosen.
    """

    def __init__(self) -> None:
        self.named: str | None = None
        self.stored = False
        self._config: dict[str, Any] | None = None

    @property
    def config(self) -> dict[str, Any]:
        """The settings of config.toml: db, analyst, date_order, tz, color, width."""
        if self._config is None:
            self._config = _read_config()
        return self._config

    @property
    def file(self) -> tuple[str, str]:
        """The file in use, and what chose it."""
        if self.named is not None:
            return self.named, "--db"
        if os.environ.get("TRACKER_DB"):
            return os.environ["TRACKER_DB"], "$TRACKER_DB"
        here = DEFAULT_NAME
        if not os.path.exists(here) and isinstance(self.config.get("db"), str):
            return os.path.expanduser(self.config["db"]), "db in config.toml"
        return here, "this folder"

    @property
    def path(self) -> str:
        """The file in use."""
        return self.file[0]

    @property
    def analyst(self) -> str:
        """Who is at work: $TRACKER_ANALYST, the config, or the login name."""
        name = os.environ.get("TRACKER_ANALYST") or self.config.get("analyst") or _login()
        return one_line(str(name), "analyst's name")


def current_choices() -> Choices:
    """Return the choices of the running command."""
    ctx = click.get_current_context(silent=True)
    return ctx.find_root().ensure_object(Choices) if ctx is not None else _last_choices


_last_choices = Choices()


def db_option(function: F) -> F:
    """Let --db name the file, before or after the command."""

    def keep(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
        choices = ctx.find_root().ensure_object(Choices)
        if value is not None:
            choices.named = value
        global _last_choices
        _last_choices = choices

    return click.option(
        "--db", metavar="FILE", expose_value=False, callback=keep, help="Use this file."
    )(function)


@contextmanager
def reading() -> Iterator[sqlite3.Connection]:
    """Open the file in use for reading."""
    from tracker.store.connection import open_reading

    with closing(open_reading(current_choices().path, _waiting())) as conn:
        yield conn


@contextmanager
def writing(
    command: str,
    reason: str | None = None,
    undoes: int | None = None,
    rehearse: bool = False,
    numbers: bool = True,
) -> Iterator[sqlite3.Connection]:
    """Open the file in use for one transaction, named `command` in its log.

    With an explicit --db a missing file is made first, by commands that record, and is gone again
    where nothing could be recorded in it. With `numbers`, a part that was made larger than its
    whole is told.
    """
    from tracker.store import transaction
    from tracker.store.connection import create, open_writing

    choices = current_choices()
    makes = command in MAKERS and choices.named is not None and not os.path.exists(choices.path)
    act = transaction.Act(command, now(), choices.analyst, reason, undoes, rehearse)
    made = makes and not rehearse
    waiting = _waiting()
    opened = create(choices.path) if made else open_writing(choices.path, waiting)
    try:
        with closing(opened) as conn:
            tx, doubtful = None, []
            try:
                with transaction.writing(conn, act, waiting) as tx:
                    yield conn
                    if numbers:
                        doubtful = _numbers(conn, tx)
            finally:
                # Ctrl-C may be heard right after the last statement: the log knows.
                choices.stored |= transaction.stands(conn, tx)
    except BaseException:
        if made and not choices.stored:
            os.unlink(choices.path)
        raise
    say([f"made the file {choices.path}"] * made + doubtful)


def _numbers(conn: sqlite3.Connection, tx: int) -> list[str]:
    from tracker.store import parts

    return parts.notes(conn, tx)


def _waiting() -> Callable[[], None] | None:
    """What tells a person, and no program, that another one holds the file; once a command."""
    if not sys.stderr.isatty():
        return None
    path, told = current_choices().path, False

    def tell() -> None:
        nonlocal told
        if not told:
            say([f"{path} is in use by another program; waiting for it"])
        told = True

    return tell


def now() -> str:
    """Return the present moment in UTC, YYYY-MM-DDTHH:MM:SS."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def today() -> str:
    """Return the analyst's present day, YYYY-MM-DD."""
    return datetime.now().astimezone().strftime("%Y-%m-%d")


class Paper(NamedTuple):
    """How wide a screen is, whether it is coloured, and whether it takes ASCII signs alone."""

    width: int
    colour: bool
    ascii: bool
    terminal: bool

    def options(self, tally: Tally | None = None, reverse: bool = False) -> Options:
        """Return this as what formats are told; a one-line format is cut on a terminal only."""
        from tracker.formats.options import Options
        from tracker.formats.text import Style

        return Options(
            width=self.width,
            style=Style(colour=self.colour, ascii=self.ascii),
            tally=tally,
            reverse=reverse,
            program=typed("").rstrip(),
        )


def paper_options(function: F) -> F:
    """Let --width, --ascii and --color say how a screen is printed."""
    for option in (
        click.option("--color", type=click.Choice(["auto", "always", "never"]), help="Colours."),
        click.option("--ascii", "plain", is_flag=True, help="Only ASCII signs."),
        click.option("--width", type=click.IntRange(20, 1000), metavar="N", help="Columns."),
    ):
        function = option(function)
    return function


def paper(width: int | None = None, plain: bool = False, color: str | None = None) -> Paper:
    """Look at the terminal, the environment and the config, in that order after the options."""
    terminal = sys.stdout.isatty()
    config = current_choices().config
    wanted = color or config.get("color") or "auto"
    dumb = os.environ.get("TERM") == "dumb"
    colour = wanted == "always" or (
        wanted == "auto" and terminal and not dumb and not os.environ.get("NO_COLOR")
    )
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
    ascii_only = plain or not encoding.startswith("utf")
    return Paper(width or _columns(config, terminal), colour, ascii_only, terminal)


def terms_options(function: F) -> F:
    """Let options say how values are read; the command is handed one `asked: Terms` for them."""

    @wraps(function)
    def with_terms(**given: Any) -> Any:  # noqa: ANN401 - as click hands it over
        how = {name: given.pop(name) for name in _TERMS}
        return function(**given, asked=terms(**how))

    wrapped: Any = with_terms
    for name, option in reversed(_TERMS.items()):
        wrapped = click.option(f"--{name.replace('_', '-')}", **option)(wrapped)
    return cast("F", wrapped)


_TERMS: dict[str, dict[str, Any]] = {
    "said_on": {"metavar": "DATE", "help": 'The day that "on Thursday" is counted from.'},
    "date_order": {"type": click.Choice(["dmy", "mdy"]), "help": "How 07/06/2023 is read."},
    "allow_future": {"is_flag": True, "help": "The date may lie ahead."},
    "force": {"is_flag": True, "help": "The date may be later than its source."},
    "new": {"is_flag": True, "help": "A name near a known one is another actor."},
    "new_type": {"is_flag": True, "help": "Make the type if it is unknown."},
}


def terms(
    *,
    said_on: str | None = None,
    date_order: str | None = None,
    allow_future: bool = False,
    force: bool = False,
    new: bool = False,
    new_type: bool = False,
) -> Terms:
    """Gather how a request is to be read."""
    from tracker import dates
    from tracker.store.values import Terms

    order = date_order or current_choices().config.get("date_order")
    said = dates.parse(said_on, order=order) if said_on else None
    return Terms(now(), today(), said, order, allow_future, force, new, new_type)


def say(lines: list[str]) -> None:
    """Print notices on stderr, safe for a terminal."""
    from tracker.formats.text import safe

    for line in _gathered(lines):
        click.echo(f"Note: {safe(addressed(line))}", err=True)


def _gathered(lines: list[str]) -> list[str]:
    """Tell all new actors in one line, at the place of the first, and all new places likewise."""
    gathered: dict[str, list[str]] = {}
    for line in lines:
        head, colon, name = line.partition(": ")
        if colon and head in ("new actor", "new place"):
            gathered.setdefault(head, []).append(name)
        else:
            gathered[line] = []
    return [
        f"{head}{'s' * (len(names) > 1)}: {_some(names)}" if names else head
        for head, names in gathered.items()
    ]


def _some(names: list[str]) -> str:
    """Return the first names; a page of thousands of incidents makes hundreds of them."""
    more = len(names) - _MOST_NAMES
    shown = (f'"{name}"' if "," in name else name for name in names[:_MOST_NAMES])
    return ", ".join(shown) + (f" and {more:,} more" if more > 0 else "")


def typed(words: str) -> str:
    """Return the command `tracker WORDS` as it has to be typed to mean the file of --db."""
    named = current_choices().named
    if named is None or words.startswith(("init", "help")):
        return f"tracker {words}"
    return f"tracker --db {quoted(str(named))} {words}"


def addressed(hint: str) -> str:
    """Let each command in a hint mean the file of --db; it begins the hint or follows a sign."""
    if current_choices().named is None or "--db" in hint:
        return hint
    import re  # only where --db names the file

    return re.sub(
        r"(^|: |; | or |, then )tracker ([a-z](?:(?!, then )[^;])*)",
        lambda found: found[1] + typed(found[2]),
        hint,
    )


def _columns(config: dict[str, Any], terminal: bool) -> int:
    for value in (os.environ.get("COLUMNS"), config.get("width")):
        if str(value).isdigit() and int(str(value)) >= 20:
            return int(str(value))
    if terminal:
        try:
            return max(20, os.get_terminal_size(sys.stdout.fileno()).columns)
        except OSError:
            return DEFAULT_WIDTH
    return DEFAULT_WIDTH


def _login() -> str:
    for name in ("LOGNAME", "USER", "USERNAME"):
        if os.environ.get(name):
            return os.environ[name]
    from getpass import getuser  # only where the environment does not say it

    try:
        return getuser()
    except (KeyError, OSError):
        return "unknown"


def _read_config() -> dict[str, Any]:
    path = os.path.join(click.get_app_dir("tracker"), "config.toml")
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except OSError:
        return {}
    import tomllib  # only where there is a config

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TrackerError(f"cannot read {path}: {error}", f"mend or remove {path}") from error
