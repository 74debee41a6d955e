"""Names in Arabic, Cyrillic and other scripts beside their Latin spellings: which may be one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

from tracker.names import MOST_SUGGESTIONS, Near

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

WHY: Final = "the same in another script"
# One sign for the sounds that romanisations write in several ways, longest first.
_SOUNDS: Final = (
    ("dzh", "j"), ("shch", "s"), ("tch", "c"), ("kh", "h"), ("gh", "k"), ("sh", "s"), ("ch", "c"),
    ("zh", "j"), ("th", "t"), ("dh", "d"), ("dj", "j"), ("ph", "f"), ("ts", "c"), ("x", "ks"),
    ("q", "k"), ("g", "k"), ("p", "b"), ("z", "s"),
)  # fmt: skip
_ARABIC_ARTICLE: Final = re.compile(r"(?:(?<=\s)|^)ال(?=\w{2})")
_ARTICLES: Final = frozenset(("al", "el", "ul", "ad", "an", "ar", "as", "ash", "at", "az"))


def in_latin(name: str) -> str:
    """The name in Latin letters; vowels that a script does not write are lacking.

    >>> in_latin("Усама")
    'Usama'
    """
    from anyascii import anyascii  # loads tables, and few look-ups come this far

    latin: str = anyascii(name)
    return latin


def is_foreign(name: str) -> bool:
    """Whether it has letters that are not Latin ones.

    >>> is_foreign("Türkiye"), is_foreign("داعش")
    (False, True)
    """
    return not name.isascii() and any(
        sign.isalpha() and sign > "\u024f" and not "\u1e00" <= sign <= "\u1eff" for sign in name
    )


def across(name: str, known: Iterable[tuple[str, T]]) -> list[Near[T]]:
    """Known names in another script that have the same consonants, at most three.

    They are suggestions: a script without vowels, and romanisation, lose what tells names apart.
    """
    foreign = is_foreign(name)
    frame = consonants(name)
    if len(frame) < 2:
        return []
    found: list[Near[T]] = []
    for other, value in known:
        comparable = foreign or is_foreign(other)
        fresh = all(value != one.value for one in found)
        if comparable and fresh and consonants(other) == frame:
            found.append(Near(other, value, WHY))
    return found[:MOST_SUGGESTIONS]


def consonants(name: str) -> str:
    """The consonants of a name in a row, without articles and what romanisations write in two ways.

    >>> consonants("Усама аль-Мухаджир") == consonants("Usamah al-Muhajir")
    True
    """
    latin = in_latin(_ARABIC_ARTICLE.sub(" ", name)).lower()
    found = ""
    for word in re.split(r"[^a-z0-9]+", latin.replace("'", "").replace("`", "")):
        if word in _ARTICLES:
            continue
        bare = re.sub(r"(.)\1+", r"\1", word)
        bare = re.sub(r"^w", "v", bare)
        bare = re.sub(r"[aeiouyw]", "", bare)
        for letters, sound in _SOUNDS:
            bare = bare.replace(letters, sound)
        found += bare.removesuffix("h") if len(bare) > 1 else bare
    return found
