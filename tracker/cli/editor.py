"""Writing a text in the analyst's own editor, again and again until it is right or given up."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

import click

from tracker.cli.streams import coding_of
from tracker.errors import ProblemsError, TrackerError, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.errors import Problem

MARK: Final = "#!"
"""What a line begins with that tells a fault of the line below it; such lines vanish again."""
_GIVE_UP: Final = "Leave the page as it is to give up."
_TAKE_A_LINE: Final = (
    "vi", "vim", "nvim", "gvim", "vim.basic", "vim.tiny", "view", "nano", "pico", "emacs",
    "emacsclient", "micro", "kak", "joe", "mg", "jed", "ne",
)  # fmt: skip
"""Editors that begin on line 7 of a file when called with +7."""


class GivenUpError(Exception):
    """The text was left as it was; `path` is where it is kept, empty where nothing was written."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def need_terminal(hint: str) -> None:
    """Raise TrackerError where nobody sits at a terminal to edit anything."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise TrackerError("an editor needs a terminal", hint)


def edited(
    text: str, use: Callable[[str, str], str], again: str = "", path: str | None = None
) -> str:
    """Let the analyst edit the text until `use(text, path)` takes it; return what that returns.

    Where `use` raises an error with `problems`, the text comes back with each above its line.
    Raises GivenUpError where the editor fails or the text is left as it came; whatever happens,
    what was typed is kept in a file unless it was taken. `again` is the command that uses it from
    there. With `path` it is that file of the analyst's which is edited, and which stays.
    """
    file = _Edited(path)
    shown = text = bare(text)
    begins = file.own  # the first time, a page of the analyst's is used as it is
    try:
        while True:
            if shown != text or not file.own:
                _write(file.path, shown)
            status = _run_editor(file.path, _first_mark(shown))
            typed = _read(file.path)
            if status or (typed == shown and not begins):
                raise GivenUpError("" if file.is_left_as(text) else file.path)
            begins = False
            shown = bare(typed)
            try:
                taken = use(shown, file.path)
            except TrackerError as error:
                if not isinstance(error, ProblemsError):
                    raise
                shown = marked(shown, error.problems)
                continue
            file.done(shown)
            return taken
    except GivenUpError as given_up:
        if not given_up.path:
            file.done(text)
        raise
    except BaseException:
        if file.is_left_as(text):
            file.done(text)
        else:
            click.echo(f"What you typed is kept: {again}{quoted(file.path)}", err=True)
        raise


class _Edited:
    """The file that the editor opens: the analyst's own, or one that goes once it was taken."""

    def __init__(self, path: str | None) -> None:
        self.own = path is not None
        self.path = path or ""
        if path is None:
            from tempfile import mkstemp

            handle, self.path = mkstemp(prefix="tracker-", suffix=".notes")
            os.close(handle)

    def is_left_as(self, text: str) -> bool:
        return bare(_read(self.path)) in (text, "")

    def done(self, text: str) -> None:
        if not self.own:
            os.unlink(self.path)
        elif _read(self.path) != text:
            _write(self.path, text)


def marked(text: str, problems: tuple[Problem, ...]) -> str:
    """Return the text with each problem as a comment above the line that it is about.

    >>> from tracker.errors import Problem
    >>> print(marked("+ A\\n  date soon", (Problem("x:2:8", "cannot read it", "try 2016"),)))
    #! A fault, told above its line. Leave the page as it is to give up.
    + A
    #! column 8: cannot read it; try 2016
      date soon
    """
    many = f"{len(problems):,} faults, each" if len(problems) > 1 else "A fault,"
    head = f"{MARK} {many} told above its line. {_GIVE_UP}"
    above: dict[int, list[str]] = {}
    for problem in problems:
        _, line, column = problem.where.rsplit(":", 2)
        told = f"{problem.message}; {problem.mend}" if problem.mend else problem.message
        above.setdefault(int(line), []).append(f"{MARK} column {column}: {told}")
    lines = [head]
    shown: dict[int, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        lines += above.get(number, [])
        lines.append(line)
        shown[number] = len(lines)
    return "\n".join(
        _on_lines(line, shown) if line.startswith(f"{MARK} column") else line for line in lines
    )


def _on_lines(told: str, shown: dict[int, int]) -> str:
    """Call another line of the page by its place in the text that holds the faults."""
    words = told.split(" ")
    for at in range(1, len(words)):
        number = words[at].rstrip(":,;")
        if words[at - 1] == "line" and number.isdigit() and int(number) in shown:
            words[at] = words[at].replace(number, str(shown[int(number)]))
    return " ".join(words)


def bare(text: str) -> str:
    """Return the text without the lines that tell of faults."""
    return "\n".join(line for line in text.split("\n") if not _is_mark(line))


def _is_mark(line: str) -> bool:
    """Tell a line that tells of faults from any other comment, and from the #! of a script."""
    told = line.startswith(MARK) and line.rstrip("\r").endswith(_GIVE_UP)
    return told or line.startswith(f"{MARK} column ")


def _first_mark(text: str) -> int:
    """Return the line of the first fault that is told in the text, counted from 1; 0 for none."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(f"{MARK} column"):
            return number
    return 0


def _run_editor(path: str, line: int = 0) -> int:
    """Let the editor edit the file, with the cursor on `line` where it can be told to."""
    from shlex import split
    from subprocess import call

    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        words = split(editor)
        at = [f"+{line}"] if line and os.path.basename(words[0]) in _TAKE_A_LINE else []
        return call([*words, *at, path])
    except (OSError, ValueError, IndexError) as error:
        raise TrackerError(
            f"cannot start the editor '{editor}'", "export EDITOR=nano, or the one you like"
        ) from error


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def _read(path: str) -> str:
    try:
        with open(path, "rb") as file:
            held = file.read()
        return held.decode(coding_of(held))
    except UnicodeDecodeError as error:
        raise TrackerError("the text is not in UTF-8", "let the editor save as UTF-8") from error
