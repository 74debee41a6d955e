"""The command line: the group, the list of commands, and the one boundary where errors are told."""

from __future__ import annotations

import gc
import os
import sqlite3
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from tracker.cli.catalogue import COMMANDS, SECTIONS, guess
from tracker.cli.shared import CONTEXT, Choices, db_option
from tracker.cli.streams import decoded, make_ready
from tracker.errors import ExitCode, FileError, TrackerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem


class Commands(click.Group):
    """A group that loads a command's module only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"tracker.cli.{COMMANDS[cmd_name].module}")
        command = getattr(module, COMMANDS[cmd_name].attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one was probably meant."""
        unknown = args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-")
        if unknown and not ctx.resilient_parsing:
            raise guess(args)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer commands without loading them, and the options of the program."""
        from click.shell_completion import CompletionItem

        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        return [
            CompletionItem(name, help=entry.summary)
            for name, entry in COMMANDS.items()
            if name.startswith(incomplete)
        ]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by what they are for, without loading them."""
        for section in SECTIONS:
            with formatter.section(section):
                formatter.write_dl(
                    [
                        (n, entry.summary)
                        for n, entry in COMMANDS.items()
                        if entry.section == section
                    ]
                )


@click.group(cls=Commands, invoke_without_command=True, context_settings=CONTEXT)
@click.option("-V", "--version", is_flag=True, help="Show the version and exit.")
@db_option
@click.pass_context
def tracker(ctx: click.Context, version: bool) -> None:
    """Record dated incidents with their sources, and print what happened.

    \b
    tracker add "Flares dropped in front of MQ-9s" -d 2023-07-06 --by Russia
    tracker timeline
    """
    if version:
        from tracker import __version__

        click.echo(f"tracker {__version__}")
    elif ctx.invoked_subcommand is None:
        from tracker.cli.front import front_door

        click.echo(front_door(ctx.ensure_object(Choices)), nl=False)


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code; errors are told, never traced back."""
    try:
        code = _carried_out(args)
    except KeyboardInterrupt:  # while the program was made ready, or printed
        code = interrupted()
    with suppress(OSError):
        sys.stderr.flush()
    # The file is closed and all is printed. Taking the interpreter down piece by piece would last
    # nearly as long as a bare Python does from start to end.
    os._exit(code)


def _carried_out(args: Sequence[str] | None) -> int:
    make_ready()
    # A command makes little garbage, and looking for it takes a twentieth of the time of most.
    gc.set_threshold(1_000_000, 20, 20)
    try:
        code = run(sys.argv[1:] if args is None else list(args))
        sys.stdout.flush()
    except SystemExit as leaving:  # click leaves so when it has answered Tab
        code = leaving.code if isinstance(leaving.code, int) else ExitCode.DONE
        sys.stdout.flush()
    except BrokenPipeError:
        code = ExitCode.DONE  # the reader went away: `| head`
    except OSError as error:
        code = tell(FileError(f"cannot print: {error.strerror}", "make room, or print elsewhere"))
    return code


def run(args: list[str]) -> int:
    """Run one command and return its exit code; errors are told on stderr."""
    try:
        args = _as_text(args)
        result: Any = tracker.main(args, prog_name="tracker", standalone_mode=False)
    except TrackerError as error:
        return tell(error)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return ExitCode.DONE
    except click.UsageError as error:
        return tell(_usage(error, args))
    except (click.Abort, KeyboardInterrupt):
        return interrupted()
    except sqlite3.Error as error:
        return tell(_unusable(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        return tell(_file_error(f"{place}{error.strerror or error}"))
    return result if isinstance(result, int) else ExitCode.DONE


def _as_text(args: list[str]) -> list[str]:
    words = []
    for word in args:
        try:
            words.append(decoded(word))
        except UnicodeError as error:
            raise TrackerError(
                f"{word!a} is no text", "check the encoding of what was typed: UTF-8 is read"
            ) from error
    return words


def tell(error: TrackerError) -> int:
    """Print the error and its hint, safe for a terminal, and return the exit code."""
    from tracker.cli.shared import addressed
    from tracker.formats.text import safe

    click.echo(f"Error: {safe(error.message)}", err=True)
    if error.hint:
        click.echo(f"Hint: {safe(addressed(error.hint))}", err=True)
    return error.exit_code


def interrupted() -> int:
    """Say whether anything was stored before Ctrl-C was heard, and return the exit code."""
    from tracker.cli.shared import current_choices, typed

    if current_choices().stored:
        told = f"Interrupted, but it was stored: {typed('history -n 1')}"
    else:
        told = "Interrupted: nothing was stored."
    click.echo(told, err=True)
    return ExitCode.INTERRUPTED


def _usage(error: click.UsageError, args: list[str]) -> TrackerError:
    from tracker.cli.usage import explain

    return explain(error, args)


def _unusable(error: sqlite3.Error) -> TrackerError:
    from tracker.cli.shared import current_choices
    from tracker.store.connection import refused

    return refused(current_choices().path, error)


def _file_error(text: str) -> TrackerError:
    from tracker.errors import FileError

    return FileError(text, "")
