"""What can go wrong: a request that cannot be done is an error, a fault in data is a Problem."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class ExitCode(IntEnum):
    """What the process answers to the shell; part of the interface."""

    DONE = 0
    FOUND = 1
    BAD_REQUEST = 2
    UNUSABLE_FILE = 3
    NOT_FOUND = 4
    INTERRUPTED = 130


class TrackerError(Exception):
    """A request that cannot be done: what was read and what is wrong, and what to type instead.

    `message` is one line without a full stop. `hint` is one line that can be pasted, or empty.
    """

    exit_code = ExitCode.BAD_REQUEST

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class NotFoundError(TrackerError):
    """The thing that was named does not exist."""

    exit_code = ExitCode.NOT_FOUND


class FileError(TrackerError):
    """The file cannot be used: missing, locked, read-only, full, foreign, or too new."""

    exit_code = ExitCode.UNUSABLE_FILE


class Problem(NamedTuple):
    """A fault found in data: where it is, what is wrong, and what would mend it."""

    where: str
    message: str
    mend: str = ""


class ProblemsError(TrackerError):
    """Every fault that was found in a page, in its order; nothing of it was recorded."""

    def __init__(self, problems: tuple[Problem, ...], name: str) -> None:
        many = f"{len(problems):,} faults" if len(problems) > 1 else "a fault"
        super().__init__(f"{name} has {many}; nothing was recorded", "mend it, then read it again")
        self.problems = problems


def quoted(word: object) -> str:
    """Return a word as it is pasted at the prompt: quoted where a shell would read it otherwise."""
    from shlex import quote  # only where something is suggested

    return quote(str(word))
