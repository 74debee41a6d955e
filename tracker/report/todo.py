"""Open questions in the order of how much an answer would settle, each with what to type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.report.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable

# What an answer is worth for one incident: a fact first, then on whose word it rests, then care.
WORTH: Final = {
    "disputed": 8,
    "later-claim": 8,
    "imprecise-date": 7,
    "unsourced": 6,
    "places-unrelated": 6,
    "single-origin": 5,
    "origin-not-recorded": 5,
    "under-assessment": 4,
    "source-undated": 3,
    "source-not-saved": 1,
}
COLUMNS: Final = ("question", "incidents", "ids", "field", "words", "command")


class Matter(NamedTuple):
    """An open question about one or more incidents, and the command that settles it.

    `condition` says when the command is right, where that is for the analyst to judge.
    """

    question: str
    ids: tuple[int, ...]
    field: str | None
    words: str
    command: str
    condition: str = ""

    @property
    def worth(self) -> int:
        """How much an answer would settle."""
        return WORTH.get(self.question, 1) * len(self.ids)


def ranked(matters: Iterable[Matter]) -> list[Matter]:
    """What would settle most comes first; of equal ones what is about a fact, then by incident."""
    return sorted(
        matters,
        key=lambda one: (-one.worth, -WORTH.get(one.question, 1), one.ids, one.field or ""),
    )


def as_rows(matters: Iterable[Matter]) -> Rows:
    """A row a matter, for other programs."""
    return Rows(
        COLUMNS,
        tuple(
            (one.question, len(one.ids), " ".join(map(str, one.ids)), one.field, one.words,
             one.command)
            for one in matters
        ),
        "nothing is open",
    )  # fmt: skip
