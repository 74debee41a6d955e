"""Words that stand for a number which nobody gave: dozens, several, unknown."""

from __future__ import annotations

from typing import Final

_WORDS: Final = (
    "all", "any", "couple", "crew", "dozen", "dozens", "everyone", "families", "family", "few",
    "handful", "heavy", "hundreds", "large", "many", "mass", "multiple", "number", "numerous",
    "people", "scores", "several", "some", "tens", "thousands", "unclear", "undisclosed",
    "unknown", "unspecified", "various",
)  # fmt: skip


def is_vague(text: str) -> bool:
    """Tell words that stand for a number nobody gave from those that are probably a slip.

    >>> is_vague("dozens of people"), is_vague("abc")
    (True, False)
    """
    return not frozenset(text.casefold().split()).isdisjoint(_WORDS)
