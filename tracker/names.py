"""Names as people type them: when two are the same, when one may be a slip for another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

MOST_SUGGESTIONS = 3

_SPACED = '!"#%()*,-/:;?@[\\]^_{|}~'
_SIGNS: dict[int, str | None] = {
    **dict.fromkeys((*range(32), 127), " "),
    **dict.fromkeys(map(ord, _SPACED), " "),
    **dict.fromkeys(map(ord, "'`."), None),
    ord("&"): " and ",
}
_APOSTROPHES = (
    "\u00b4\u2018\u2019\u201b\u2032"
    "\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c0\u02c1\ua78c\u05f3\u05f4"
)
# Letters that Unicode does not take apart: Latin, then Arabic and Persian.
_LETTERS: dict[int, int | str | None] = {
    **dict.fromkeys(map(ord, _APOSTROPHES), None),
    **str.maketrans("øđðłħıə", "oddlhie"),
    **{ord("æ"): "ae", ord("œ"): "oe", ord("þ"): "th"},
    **str.maketrans("ٱىیکةہ", "اييكهه", "ءـ"),
}


def fold(name: str) -> str:
    """The key under which a name is the same however it is typed.

    Case, accents, Arabic vowel marks and forms of alef, hamza, ya and ta marbuta, the Turkish i,
    apostrophes, full stops and a leading "the" make no difference; hyphens and other punctuation
    are spaces. A text of punctuation alone is its own key, in lower case.

    >>> fold("The U.S. Air Force"), fold("Deir ez-Zor"), fold("Türkiye")
    ('us air force', 'deir ez zor', 'turkiye')
    """
    text = name.lower() if name.isascii() else _without_marks(name)
    if "." in text:
        text = re.sub(r"(?<=\d)\.(?=\d)", " ", text)
    words = text.translate(_SIGNS).split()
    while len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words) or " ".join(name.casefold().split())


def _without_marks(name: str) -> str:
    # Here, because most names are ASCII and loading the tables costs as much as folding hundreds.
    from unicodedata import category, combining, decimal, normalize

    def plain(sign: str) -> str:
        if sign < "\x80":
            return sign
        mark, kind = combining(sign), category(sign)
        # Classes 2 to 9 and 37 to 199 spell vowels and tones of Asian scripts, which are letters.
        if mark == 1 or 10 <= mark <= 36 or mark >= 200 or "\ufe00" <= sign <= "\ufe0f":
            return ""
        if kind == "Nd":
            return str(decimal(sign))
        if kind in ("Cf", "Me", "Sk"):
            return ""
        return " " if kind[0] in "PZ" or kind == "Cc" else sign

    text = normalize("NFKD", name.translate(_LETTERS))
    text = normalize("NFKD", text.casefold()).translate(_LETTERS)
    return normalize("NFC", "".join(map(plain, text)))


class Near(NamedTuple, Generic[T]):
    """A known name that may be meant: its spelling, what it names, and how the two differ."""

    name: str
    value: T
    why: str


_WHY = (
    "spaced differently",
    "another spelling",
    "two letters swapped",
    "one letter apart",
    "two small differences",
)
_SPACING, _SPELLING, _SWAPPED, _ONE_LETTER, _TWO = range(len(_WHY))


def near(name: str, known: Iterable[tuple[str, T]]) -> list[Near[T]]:
    """Known names that `name` may be a slip or another spelling of, best first, at most three.

    For a name that none of them equals when folded; equal ones are left out. Each value comes
    once, under its nearest name. One slip in a word and two in a name are forgiven. Numbers,
    single letters and the number and order of words have to agree: MQ-9 is not MQ-1, ISIS-K is
    not ISIS, and the Free Syrian Army is not the Syrian Free Army.
    """
    key = fold(name)
    found: list[tuple[int, str, T]] = []
    for other, value in known:
        if abs(len(other) - len(name)) > 6:
            continue
        rank = _likeness(key, fold(other))
        if rank is not None:
            found.append((rank, other, value))
    found.sort(key=lambda entry: entry[:2])
    nearest: list[Near[T]] = []
    for rank, other, value in found:
        if all(entry.value != value for entry in nearest):
            nearest.append(Near(other, value, _WHY[rank]))
    return nearest[:MOST_SUGGESTIONS]


def traces(key: str) -> tuple[list[str], list[list[str]]]:
    """What a folded name shares with each that is near it: a trace of the whole, or one a word.

    Those of the whole come first. Those of a word are itself, what it sounds like, and where it is
    long enough for a slip, what is left when one letter is missed.
    """
    words = key.split()
    joined = "".join(words)
    found = []
    for place, word in enumerate(words):
        left = {word, _PARTICLES.get(word, word)}
        if len(word) > 2:
            left.add(f"~{_vaguely(word)}")
        if len(word) > 3:
            left.update(word[:i] + word[i + 1 :] for i in range(len(word)))
        found.append([f"{len(words)} {place} {each}" for each in left])
    return [f"={joined}", f"~{_vaguely(joined)}"], found


def _vaguely(word: str) -> str:
    return _sounds(word).translate(_SHORT_VOWELS)


def _likeness(key: str, other: str) -> int | None:
    """How two different keys differ, as a place in _WHY, or None when they name two things."""
    if key == other or abs(len(key) - len(other)) > 4 or not _may_begin_alike(key, other):
        return None
    words, others = key.split(), other.split()
    if len(words) == len(others):
        return _words_apart(words, others)
    if re.findall(r"\d+", key) != re.findall(r"\d+", other):
        return None
    if key.replace(" ", "") == other.replace(" ", ""):
        return _SPACING
    if _marks(words) != _marks(others) or len(key) < 8:
        return None
    sounds, other_sounds = _sounds("".join(words)), _sounds("".join(others))
    return _SPELLING if _sound_alike(sounds, other_sounds) else None


def _may_begin_alike(key: str, other: str) -> bool:
    """False for most pairs, at a fraction of the cost of comparing them."""
    one, two = key[:1], other[:1]
    return (
        _BEGINNINGS.get(one, one) == _BEGINNINGS.get(two, two)
        or one == other[1:2]
        or two == key[1:2]
    )


def _words_apart(words: list[str], others: list[str]) -> int | None:
    if _marks(words) != _marks(others):
        return None
    found = []
    for word, other in zip(words, others, strict=True):
        if word != other and _PARTICLES.get(word, word) != _PARTICLES.get(other, other):
            rank = _word_apart(word, other, alone=len(words) == 1)
            if rank is None:
                joined = "".join(words) == "".join(others)
                return _SPACING if joined and not re.search(r"\d", "".join(words)) else None
            found.append(rank)
    slips = [rank for rank in found if rank != _SPELLING]
    if not slips:
        return _SPELLING
    if len(slips) > 2:
        return None
    return slips[0] if len(found) == 1 else _TWO


def _word_apart(word: str, other: str, *, alone: bool) -> int | None:
    longest = max(len(word), len(other))
    if min(len(word), len(other)) < 3 or abs(len(word) - len(other)) > 3:
        return None
    if (longest > 3 or not alone) and _sound_alike(_sounds(word), _sounds(other)):
        return _SPELLING
    return _slip(word, other) if longest > 3 else None


def _slip(word: str, other: str) -> int | None:
    """One mistake of the fingers: two letters swapped, or one too many, too few or wrong.

    In five letters or fewer a wrong letter is another word (Iran, Iraq) and so is one more at
    either end (Hama, Hamas); a wrong first letter always is (Gambia, Zambia).
    """
    if len(word) == len(other):
        apart = [i for i, (a, b) in enumerate(zip(word, other, strict=True)) if a != b]
        if len(apart) == 1:
            return _ONE_LETTER if apart[0] > 0 and len(word) > 5 else None
        first = apart[0]
        swapped = word[:first] + word[first + 1 : first + 2] + word[first] + word[first + 2 :]
        return _SWAPPED if swapped == other else None
    long, short = (word, other) if len(word) > len(other) else (other, word)
    place = next((i for i, (a, b) in enumerate(zip(long, short, strict=False)) if a != b), -1)
    place = len(short) if place < 0 else place
    if long[:place] + long[place + 1 :] != short:
        return None
    return _ONE_LETTER if len(long) > 5 or 0 < place < len(short) else None


# Arabic names reach Latin letters by many roads: Usamah, Osama; Qaddafi, Gadhafi; al-Shami, ash-.
_ARTICLES = "al el ul il ad an ar as ash at az ed en er es et ez"
_PARTICLES = {
    **dict.fromkeys(_ARTICLES.split(), "al"),
    **dict.fromkeys(("bin", "ibn", "ben"), "bin"),
}
_DIGRAPHS = (
    *(("ph", "f"), ("ch", "sh"), ("kh", "k"), ("gh", "k"), ("dh", "d"), ("th", "t"), ("dj", "j")),
    *(("ei", "ai"), ("ey", "ai"), ("ay", "ai")),
    *(("aw", "u"), ("au", "u"), ("ou", "u")),
)
_SOUNDS = str.maketrans("qgceyow", "kkkiiuu")
_SHORT_VOWELS = str.maketrans("iu", "aa")
_BEGINNINGS = dict(zip("aeiouwycgkqsfpdj", "aaaaaaakkkkkppdd", strict=True))


def _sounds(word: str) -> str:
    """A word with one letter for the sounds that transliterations write in several ways."""
    for pair, single in _DIGRAPHS:
        word = word.replace(pair, single)
    word = re.sub(r"(.)\1+", r"\1", word.translate(_SOUNDS))
    return word[:-1] if word[-2:] in ("ah", "ih", "uh") else word


def _sound_alike(sounds: str, other: str) -> bool:
    """The same, or five letters and more with one short vowel heard differently."""
    if sounds == other:
        return True
    if len(sounds) != len(other) or len(sounds) < 5:
        return False
    apart = [pair for pair in zip(sounds, other, strict=True) if pair[0] != pair[1]]
    return len(apart) == 1 and all(letter in "aiu" for letter in apart[0])


def _marks(words: list[str]) -> list[str]:
    """What tells one of a series from the next: numbers, Roman numerals, single letters."""
    return [word for word in words if len(word) == 1 or not word.isalpha() or not word.strip("ivx")]


_NO_NAMES = frozenset((
    "unknown", "not known", "unspecified", "undisclosed", "unclear", "none",
    "null", "nil", "n/a", "tbd", "tba", "not available", "not stated", "not given",
))  # fmt: skip


def is_no_name(name: str) -> bool:
    """Whether a text only says that no name is known: unknown, n/a, "?" and other mere signs.

    >>> is_no_name("?"), is_no_name("N/A"), is_no_name("Unknown gunmen")
    (True, True, False)
    """
    return name.strip().casefold() in _NO_NAMES or not any(sign.isalnum() for sign in name)


_EPITHETS = """
    ameer amir ansar emir hajj hajji haji imam muhajir muhajer mujahid mullah qaid sayyid sheikh
    shaykh shahid
"""
_GIVEN_NAMES = """
    abdallah abdullah abdulrahman ahmad ahmed aisha ali amina anwar ayman bakr bashar bilal fatima
    hamid hamza hassan hasan hussein husayn hussain ibrahim ismail jafar jamal khaled khalid
    mahmoud mahmud maryam mohamed mohammad mohammed muhammad mustafa nasser omar osama salih saleh
    salim said samir tariq umar usama usamah yahya yasin youssef yusuf zaid zainab
    alexander andrey anna david dmitry elena igor ivan james john maria mary mehmet michael olena
    oleksandr peter robert sergey vladimir volodymyr
"""


def is_weak(name: str) -> bool:
    """Whether so many people bear this name that by itself it names none of them.

    These are a bare given name (Ahmed), a kunya of one (Abu Omar, Umm Hamza), and the article with
    a given name, an epithet or a nisba in -i (al-Hassan, al-Muhajir, al-Baghdadi). Names of
    groups such as al-Qaeda and Abu Sayyaf are not weak. A longer name never is.
    """
    words = fold(name).split()
    bare = words[1:] if len(words) > 1 and _PARTICLES.get(words[0]) == "al" else words
    if len(bare) == 2 and bare[0] in ("abu", "abou", "umm", "um"):
        return bare[1] in _GIVEN_NAMES.split()
    if len(bare) != 1:
        return False
    if bare[0] in _GIVEN_NAMES.split():
        return True
    if len(words) == 2:
        return bare[0] in _EPITHETS.split() or bare[0].endswith(("i", "iy", "yy"))
    return bare[0].startswith("ال") and (bare[0].endswith("ي") or bare[0] == "المهاجر")
