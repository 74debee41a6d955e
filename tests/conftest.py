"""What tests share: a folder of their own, the command line in it, and the stock sqlite3 shell."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
import pytest
from click.testing import CliRunner, Result

from tracker.cli import run as run_tracker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Run = Callable[..., Result]
    Shell = Callable[..., subprocess.CompletedProcess[str]]
    Stock = Callable[..., list[tuple[Any, ...]]]

# What runs in the background of a shell is deaf to Ctrl-C, and so were the programs tested.
signal.signal(signal.SIGINT, signal.default_int_handler)

BIN = Path(sys.executable).parent
TOP = Path(__file__).parent.parent
SETTINGS = (
    "TRACKER_DB", "TRACKER_ANALYST", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS",
    "LINES", "TERM", "PYTHONIOENCODING", "PYTHONUTF8", "EDITOR", "VISUAL", "PAGER",
)  # fmt: skip


class _Boundary(click.Command):
    """The command line with its one boundary where errors are told, for click's own runner."""

    def main(self, args: Sequence[str] | None = None, *_: object, **__: object) -> NoReturn:
        sys.exit(run_tracker(list(args or ())))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, with no settings but the analyst's name, and an empty home."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / ".config"))
    monkeypatch.setenv("TRACKER_ANALYST", "tester")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return folder


@pytest.fixture
def here(home: Path) -> Path:
    """The folder that the test stands in."""
    return home.parent / "here"


@pytest.fixture
def run(home: Path) -> Run:
    """Run one command in this process; the exit code has to be `code`, None lets any pass."""

    def call(*args: object, code: int | None = 0, input: str | None = None) -> Result:
        words = [str(arg) for arg in args]
        result = CliRunner().invoke(_Boundary("tracker"), words, input, catch_exceptions=False)
        if code is not None:
            assert result.exit_code == code, f"tracker {words}\n{result.stdout}{result.stderr}"
        return result

    return call


@pytest.fixture
def db(run: Run) -> Path:
    """A new file, made by `tracker init`."""
    run("init")
    return Path("incidents.db").absolute()


@pytest.fixture
def shell(home: Path) -> Shell:
    """Run a line of shell that finds the installed `tracker`; the exit code has to be `code`."""
    return in_shell


@pytest.fixture(scope="session")
def seed_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that examples/syria-2023.sh makes, made in this process; copy it to change it."""
    folder = tmp_path_factory.mktemp("seed")
    script = (TOP / "examples" / "syria-2023.sh").read_text(encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        patch.setenv("XDG_CONFIG_HOME", str(folder))
        patch.setenv("TRACKER_ANALYST", "example")
        patch.delenv("TRACKER_DB", raising=False)
        patch.chdir(folder)
        for line in script.replace("\\\n", " ").splitlines():
            if line.startswith("tracker "):
                done = CliRunner().invoke(_Boundary("tracker"), shlex.split(line)[1:])
                assert done.exit_code == 0, f"{line}\n{done.output}"
    return folder / "incidents.db"


@pytest.fixture
def seeded(home: Path, here: Path, seed_file: Path) -> Path:
    """A copy of the seed as ./incidents.db."""
    return Path(shutil.copy(seed_file, here / "incidents.db"))


def in_shell(
    line: str, code: int | None = 0, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `line` in sh with the virtual environment's programs first."""
    settings = {
        **os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PYTHONWARNINGS": "error",
        **(env or {}),
    }  # fmt: skip
    result = subprocess.run(
        ["sh", "-c", line], capture_output=True, text=True, env=settings, cwd=cwd, timeout=120,
        stdin=subprocess.DEVNULL, check=False, encoding="utf-8",
    )  # fmt: skip
    if code is not None:
        assert result.returncode == code, f"{line}\n{result.stdout}{result.stderr}"
    return result


@pytest.fixture
def stock(home: Path) -> Stock:
    """Ask the file something as any other program would: the stock shell, else plain Python."""
    return ask


def ask(query: str, path: Path | str = "incidents.db") -> list[tuple[Any, ...]]:
    """Run one query, or one change, with default settings, and return its rows."""
    if shutil.which("sqlite3") is None:
        with closing(sqlite3.connect(path)) as conn, conn:
            return conn.execute(query).fetchall()
    told = subprocess.run(
        ["sqlite3", "-bail", "-json", str(path), query],
        capture_output=True, text=True, check=True, encoding="utf-8",
    ).stdout  # fmt: skip
    # Not dictionaries: two columns may have one name.
    rows = json.loads(told or "[]", object_pairs_hook=lambda row: tuple(value for _, value in row))
    return list(rows)
