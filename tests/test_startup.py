"""A command starts fast: it loads only what it uses, and its help fits a screen."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

import click
import pytest

from tests.conftest import in_shell
from tracker.cli import tracker
from tracker.cli.catalogue import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Run

HEAVY = (
    "sqlite_utils", "tabulate", "dateutil", "rich", "numpy", "pandas", "importlib.metadata",
)  # fmt: skip
LOADED = """
import sys
from tracker.cli import run
code = run({args!r})
print(code, *sorted(set(sys.modules) & set({heavy!r})), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["--help"],
        ["timeline"],
        ["timeline", "--since", "2023-07", "-a", "Russia", "-t", "intercept"],
        ["show", "1"],
        ["add", "A strike", "-d", "2023-07-07", "--by", "US", "-p", "Aleppo, Syria", "-s", "jpost"],
        ["cite", "6", "jpost", "place=Syria"],
        ["adopt", "c12.place"],
        ["info"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("seeded")
def test_heavy_libraries_stay_unloaded(args: list[str]) -> None:
    program = LOADED.format(args=args, heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stderr.splitlines()[-1] == "0"


def test_the_version_is_the_one_that_is_installed(run: Run) -> None:
    told = f"tracker {version('tracker')}\n"
    assert run("-V").stdout == run("--version").stdout == told


def test_the_front_door_fits_a_screen_whatever_file_is_in_use(run: Run, here: Path) -> None:
    long_path = here / ("far" * 40) / "incidents.db"
    long_path.parent.mkdir()
    for args in ((), ("--db", long_path), ("--db", here)):
        assert len(run(*args).stdout.splitlines()) <= 24
    assert "tracker init makes incidents.db" in run().stdout
    run("--db", long_path, "add", "One", "-d", "2016")
    told = run("--db", long_path).stdout
    assert len(told.splitlines()) <= 24
    assert told.splitlines()[-1].endswith("(chosen by --db), 1 incident")
    assert max(map(len, run().stdout.splitlines())) <= 86


def every_command() -> Iterator[tuple[str, click.Command, click.Context]]:
    """The program, each command and each command of a group, by its path."""
    top = click.Context(tracker, info_name="tracker", terminal_width=80)
    yield "tracker", tracker, top
    for name in COMMANDS:
        command = tracker.get_command(top, name)
        assert command is not None
        inner = click.Context(command, parent=top, info_name=name, terminal_width=80)
        yield f"tracker {name}", command, inner
        if isinstance(command, click.Group):
            for word, sub in command.commands.items():
                yield (
                    f"tracker {name} {word}",
                    sub,
                    click.Context(sub, parent=inner, info_name=word, terminal_width=80),
                )


EVERY = list(every_command())
IDS = [path for path, _, _ in EVERY]


@pytest.mark.parametrize(("path", "command", "ctx"), EVERY, ids=IDS)
def test_help_fits_80_columns_and_40_lines(
    path: str, command: click.Command, ctx: click.Context
) -> None:
    lines = command.get_help(ctx).splitlines()
    assert [line for line in lines if len(line) > 80] == []
    assert len(lines) <= (40 if path != "tracker" else 60)
    assert command.get_short_help_str() or path == "tracker"


ASKING = ("tracker add -i",)
FIRST = {
    "tracker init": "rm incidents.db",
    "tracker redo": "tracker undo && tracker undo",
    "tracker restore": "tracker rm 3 --yes && tracker rm c9.place --yes",
}


def examples(command: click.Command) -> list[str]:
    """The lines of the unwrapped paragraphs of the help that are commands."""
    blocks = (command.help or "").split("\b\n")[1:]
    lines = [line.strip() for block in blocks for line in block.split("\n\n")[0].splitlines()]
    return [line for line in lines if line.startswith("tracker ")]


@pytest.mark.parametrize(("path", "command", "ctx"), EVERY, ids=IDS)
def test_the_examples_in_the_help_work_as_typed(
    path: str,
    command: click.Command,
    ctx: click.Context,
    seeded: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TRACKER_ANALYST", "example")
    lines = examples(command)
    assert len(lines) >= 2
    assert all(line in command.get_help(ctx) for line in lines)
    shutil.copy(seeded, "other.db")
    if path in FIRST:
        in_shell(FIRST[path])
    for line in lines:
        if line not in ASKING:
            in_shell(line)
