"""The values of a history: transactions, and what each of them changed, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Act = Literal["added", "changed", "gone", "removed", "restored"]
_READ: Final = "read"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed.

    `about` is the kind of thing it belongs to (incident, actor, place, source, type, file), `name`
    what that is called and `incident` its number; `field` is empty where the thing itself was
    added, removed or restored. `added` has no `before` and `gone` no `after`; `removed` is a thing
    that keeps its number and can be restored. `changed` may lack either: an empty field was filled.
    `source` is who published what `citation` cites, or its key.
    """

    act: Act
    about: str
    name: str
    field: str
    before: str | None = None
    after: str | None = None
    incident: int | None = None
    citation: int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """One transaction as a history shows it: when (UTC), who, by which command, why, and what.

    `undone_by` is the undo that stands against it. `more` counts the changed rows left out.
    """

    tx: int
    at: str
    analyst: str | None
    command: str
    reason: str | None
    undoes: int | None
    undone_by: int | None
    differences: tuple[Difference, ...]
    more: int = 0

    @property
    def outside(self) -> bool:
        """Whether the change was made with another program."""
        return self.command == "outside"

    @property
    def done(self) -> str:
        """The command, with the name of the page where one was read."""
        return doing(self.command, self.reason)

    @property
    def why(self) -> str | None:
        """Why it was done, where somebody said so."""
        return None if self.command == _READ else self.reason


def doing(command: str, reason: str | None) -> str:
    """Return a command as a history names it; of a page that was read the log has its name.

    >>> doing("read", "july.notes"), doing("edit 4", "a misprint")
    ('read july.notes', 'edit 4')
    """
    return f"{command} {reason}" if command == _READ and reason else command
