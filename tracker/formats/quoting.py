"""Texts as they stand in notes, in double quotes wherever reading them would be a question."""

from __future__ import annotations

from functools import lru_cache

from tracker import doubts
from tracker.notes import DECLARED, WORDS, first_word, in_quotes, is_field, spaced, title, value
from tracker.urls import looks_like_url


@lru_cache(maxsize=4096)
def name(text: str, extra: str = "") -> str:
    """Return a name as it stands after a field, in quotes where it would be doubted.

    >>> print(name("Homs, Syria"), name("Homs killed 3"), name("!Russia"))
    Homs, Syria "Homs killed 3" "!Russia"
    """
    plain = spaced(text)
    doubted = (
        doubts.denies(plain) or "?" in text or doubts.undoubted(plain) != plain
        or doubts.is_clause(plain) or doubts.counted_inside(plain) >= 0
        or doubts.when_inside(plain) >= 0
    )  # fmt: skip
    if doubted:
        return in_quotes(text)
    return counted(text, extra)


@lru_cache(maxsize=4096)
def counted(text: str, extra: str = "") -> str:
    """Return a number, a date or a word as it stands after a field, likewise."""
    plain = spaced(text).replace("\t", " ")
    doubted = (
        any(sign in text for sign in doubts.QUOTING)
        or " &" in plain
        or is_field(plain.rpartition(" ")[2])
        or doubts.inside(plain) >= 0
        or doubts.counted_inside(plain) >= 0
        or any(is_field(first_word(part.lstrip()).lower()) for part in plain.split(",")[1:])
    )
    return in_quotes(text) if doubted else worded(text, extra)


def worded(text: str, extra: str = "") -> str:
    """Return any other text as it stands after a field, likewise."""
    return in_quotes(text) if any(sign in text for sign in doubts.PARTING) else value(text, extra)


def titled(text: str) -> str:
    """Return a title as it stands after `+`, in quotes where it would be doubted.

    >>> print(titled("Strike; by night"), titled("Strike; killed 3"))
    Strike; by night "Strike; killed 3"
    """
    plain = spaced(text).replace("\t", " ")
    doubted = doubts.in_title(plain) >= 0 or doubts.is_no_title(plain)
    return in_quotes(text) if doubted else title(text)


def declared(kind: str, text: str) -> str:
    """Return what is declared as it stands after `!`, in quotes where it would be doubted.

    >>> print(declared("actor", "Russia"), declared("actor", "place maker"))
    Russia "place maker"
    """
    if kind == "file":
        return worded(text, "=&")
    first, _, rest = spaced(text).partition(" ")
    first = first.lower()
    spoken = (
        first.strip(":") in (*DECLARED, *WORDS["actor"])
        or is_field(first)
        or (rest and (first in doubts.DECLARING or first in doubts.ACTOR_KINDS))
    )
    if spoken or ": " in text or text[-1:] in ":-" or (kind != "place" and "," in text):
        return in_quotes(text)
    return known(kind, text, "=&")


def known(kind: str, text: str, extra: str = "") -> str:
    """Return a name in what is known of a source, an actor and so on, likewise."""
    if any(word in WORDS[kind] for word in spaced(text).split()[1:]):
        return in_quotes(text)
    return name(text, extra)


def other_name(kind: str, text: str) -> str:
    """Return another name of what is declared, as it stands behind the sign =."""
    if text.split(" ")[0].lower() in WORDS[kind]:
        return in_quotes(text)
    return known(kind, text, ",=")


def of_source(number: int, text: str) -> str:
    """Return the URL, publisher, date or title of a source as it stands behind the key."""
    if number == 0:
        return worded(text)
    if looks_like_url(text) or (number == 1 and doubts.is_day(text)):
        return in_quotes(text)
    return known("source", text) if number == 1 else worded(text)
