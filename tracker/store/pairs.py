"""NAME=VALUE words about an actor, a place, a source or a type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Iterable

Pairs = list[tuple[str, str]]


def read_pairs(words: Iterable[str]) -> Pairs:
    """Read NAME=VALUE words in order. Raises TrackerError for a word without `=`.

    >>> read_pairs(["alias=Daesh", "Part-Of=Iran"])
    [('alias', 'Daesh'), ('part-of', 'Iran')]
    """
    pairs = []
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise TrackerError(
                f"cannot read '{word}': a name of several words stands in quotes, and what is known"
                " is written FIELD=VALUE",
                f"for example: {word.lower()}=VALUE" if word.islower() else "for example: alias=US",
            )
        pairs.append((name.strip().lower(), value.strip()))
    return pairs


def unknown(name: str, allowed: Iterable[str]) -> TrackerError:
    """Return the error for a NAME that is not one of those allowed, with the nearest."""
    from difflib import get_close_matches  # only where a name was mistyped

    names = list(allowed)
    close = get_close_matches(name, names, n=2, cutoff=0.6)
    return TrackerError(
        f"unknown field '{name}'",
        f"did you mean {' or '.join(close)}?" if close else f"one of: {', '.join(names)}",
    )
