"""Ctrl-C at any moment: no traceback, and the truth about what was stored."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tracker.cli import shared

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run, Stock


def _interrupt(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.usefixtures("db")
def test_ctrl_c_while_an_answer_is_printed_says_that_it_was_stored(
    run: Run, stock: Stock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.cli.add.say", _interrupt)
    told = run("add", "A strike", "-d", "2016", code=130)
    assert told.stderr.lstrip() == "Interrupted, but it was stored: tracker history -n 1\n"
    assert stock("SELECT title FROM incidents") == [("A strike",)]


@pytest.mark.parametrize("words", [(), ("--dry-run",)])
def test_ctrl_c_right_after_the_last_statement_is_told_by_the_log(
    words: tuple[str, ...], here: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Closing(closing[Any]):
        def __exit__(self, *error: object) -> None:
            super().__exit__(*error)
            raise KeyboardInterrupt

    if words:
        run("--db", "new.db", "init")
    monkeypatch.setattr(shared, "closing", Closing)
    told = run("--db", "new.db", "add", "A strike", "-d", "2016", *words, code=130).stderr.lstrip()
    stored = "Interrupted, but it was stored: tracker --db new.db history -n 1\n"
    assert told == ("Interrupted: nothing was stored.\n" if words else stored)
    assert (here / "new.db").exists()


@pytest.mark.usefixtures("db")
def test_ctrl_c_before_the_end_stores_nothing(
    run: Run, stock: Stock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.store.search.refresh", _interrupt)
    told = run("add", "A strike", "-d", "2016", code=130)
    assert told.stderr.lstrip() == "Interrupted: nothing was stored.\n"
    assert stock("SELECT count(*) FROM incidents") == [(0,)]


@pytest.mark.parametrize("when", ["click", "tracker.errors", "tracker.cli.shared"])
def test_ctrl_c_while_the_program_is_loaded_is_no_traceback(when: str) -> None:
    program = f"""
import os, signal, sys
class Finder:
    def find_spec(self, name, *_):
        if name == {when!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
from tracker.__main__ import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.lstrip()) == (130, "Interrupted: nothing was stored.\n")


def test_a_program_that_hears_no_ctrl_c_goes_on_hearing_none() -> None:
    def deaf() -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    start: Callable[[], None] = deaf
    program = """
import os, signal
from tracker.__main__ import main
os.kill(os.getpid(), signal.SIGINT)
import sys
sys.argv = ["tracker", "--version"]
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False,
        preexec_fn=start,
    )  # fmt: skip
    assert done.returncode == 0
