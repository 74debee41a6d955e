"""Texts of notes that were most likely meant otherwise than they stand.

What reads notes asks about them, and what writes notes puts them in double quotes: what stands in
quotes is not doubted. Places are counted from 0, and -1 says that there is no doubt.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tracker import dates
from tracker.errors import TrackerError
from tracker.fields import ALIASES, FIELDS, MEASURES, NUMBER_STANCES, READINGS, STANCES
from tracker.notes import (
    DECIDING,
    PARTS,
    assignment_of,
    first_word,
    is_field,
    spaced,
)
from tracker.quantities import parse_duration, parse_number
from tracker.vocabulary import codes

if TYPE_CHECKING:
    from collections.abc import Callable

NAMED: Final = ("actor", "place", "type")
DENIALS: Final = ("!", "~", "-", "≠", "¬", "<>", "not ")
PARTING: Final = "；؛｜│¦"
"""Signs that look like those which part fields and parts, and are none."""
QUOTING: Final = "«„"
# What people call what a page declares; an empty word is an actor.
DECLARING: Final = {
    "actor": "", "actors": "", "places": "place ", "types": "type ", "files": "file ",
    "location": "place ", "city": "place ", "town": "place ", "village": "place ",
}  # fmt: skip
ACTOR_KINDS: Final = tuple(code for code in codes("actor-kind") if code not in ("unnamed", "other"))
# What people write after a bar for what has another name.
_SPOKEN: Final = (
    "said by ", "according to ", "reported by ", "as reported by ", "quoting ", "as said by ",
)  # fmt: skip
_SAID_BY: Final = {"says": "said-by", "per": "said-by", "from": "via"}
_SOMEWHERE: Final = (
    "p", "pp", "page", "para", "annex", "appendix", "table", "figure", "fig", "section", "chapter",
    "footnote", "note", "caption", "headline", "title", "photo", "video", "minute",
)  # fmt: skip
_ORDINARY: Final = ("report", "content", "plan", "heading", "leading", "instance")
SUFFERED: Final = {
    **{measure: measure for measure in MEASURES}, "dead": "killed", "wounded": "injured",
}  # fmt: skip
CAUSED: Final = {"killing": "killed", "wounding": "injured", "injuring": "injured"}
_DOUBTING: Final = (
    "allegedly", "alleged", "apparently", "claimed", "denied", "disputed", "likely", "maybe",
    "perhaps", "possibly", "presumably", "probably", "reportedly", "suspected", "unclear",
    "unconfirmed",
)  # fmt: skip
_TELLING: Final = ("ambiguous", "inferred", "denies")
_SPOKEN_PARTS: Final = {
    "denied": "denies", "deny": "denies", "denial": "denies", "denying": "denies",
    "reported": "reports", "confirms": "reports", "unclear": "ambiguous", "ambiguity": "ambiguous",
    "doubtful": "ambiguous", "uncertain": "ambiguous", "unsure": "ambiguous", "infer": "inferred",
    "implied": "inferred", "adopted": "adopt", "adopts": "adopt", "quote": '"the words"',
    "source": "said-by CENTCOM",
}  # fmt: skip
_WORDS_OF_TALK: Final = ("when", "where", "who", "tags", "description", "title", "note")
_PARTING_WORDS: Final = ("by", "against", "said-by")
_FINITE: Final = (
    "are", "be", "been", "had", "has", "have", "he", "is", "it", "nobody", "she", "that", "there",
    "they", "was", "we", "were", "which", "while", "would",
)  # fmt: skip
_GOING_ON: Final = (
    "accident", "afternoon", "air", "all", "boat", "chance", "dawn", "day", "dusk", "evening",
    "far", "foot", "hand", "himself", "land", "mistake", "morning", "night", "noon", "now", "of",
    "road", "sea", "some", "sunrise", "sunset", "then", "themselves", "to", "where",
)  # fmt: skip
_SAID_ON: Final = "2023-07-09"
_LONGEST: Final = 80


def readable(word: str, text: str) -> bool:
    """Tell whether a text is a value of the field, so that hardly anything else is meant.

    >>> readable("killed", "3"), readable("by", "Russia"), readable("by", "the river")
    (True, True, False)
    """
    assignment = assignment_of(word)
    text = text.strip()
    if not text:
        return False
    family, name = assignment.field.family, assignment.name
    if family == "number":
        return text[0].isdigit() or _is_number(name, text)
    if family == "date":
        return is_date(text)
    if family == "link":
        return text.isdigit() or (text[0] == "&" and " " not in text)
    if family in ("actor", "place") or name in ("said-by", "via"):
        return begins_a_name(text)
    if family == "type" or name == "tag":
        return " " not in text and text.islower()
    if name == "credibility":
        return text in "123456"
    if name in ("reading", "stance", "status", "place-precision"):
        known = (*READINGS, *STANCES, *codes("status"), *codes("place-precision"))
        return text.lower() in known
    if name in ("coords", "tz"):
        return ("," in text and text[0] in "-0123456789") or ("/" in text and " " not in text)
    return name == "desc" or name.startswith("x.")


def begins_a_name(text: str) -> bool:
    """Tell whether a text begins as a name does: with a capital, or in a script that has none."""
    return text[:1] == '"' or (text[:1].isalpha() and not text[:1].islower())


@lru_cache(maxsize=512)
def is_date(text: str) -> bool:
    """Tell whether a text can be read as a date, in either order of day and month."""
    if len(text) > _LONGEST:
        return False
    anchor = dates.Anchor(dates.parse(_SAID_ON), "published")
    for order in ("dmy", "mdy"):
        try:
            dates.parse(text, anchor=anchor, order=order)
        except TrackerError:
            continue
        return True
    return False


def is_day(text: str) -> bool:
    """Tell whether a text is a date rather than a name that has a number in it.

    >>> is_day("9 July 2023"), is_day("Channel 4")
    (True, False)
    """
    try:
        return dates.parse(text).precision in ("day", "month", "minute")
    except TrackerError:
        return False


def _is_number(name: str, text: str) -> bool:
    if text in NUMBER_STANCES:
        return True
    if len(text) > _LONGEST:
        return False
    try:
        read = parse_duration(text) if name == "duration" else parse_number(text)
    except TrackerError:
        return False
    return read.low is not None or read.high is not None


def field_begins(word: str, text: str) -> bool:
    """Tell whether a word inside a text, with what follows, is a field and its value."""
    if not word.islower():
        # A name may have a capital By or Place in it; no name goes on with "Killed 3".
        field = word.lower()
        if not is_field(field) or assignment_of(field).field.family != "number":
            return False
        return text.strip()[:1].isdigit()
    if word in _WORDS_OF_TALK or not is_field(word) or not readable(word, text):
        return False
    # What is done at a place, or with a thing, may be a part of any name.
    return assignment_of(word).field.family in ("number", "date") or word in _PARTING_WORDS


def count_begins(word: str, text: str) -> bool:
    """Tell whether a word inside the name of a voice is a count, or another part of the line."""
    if word in ("said-by", "via"):
        return begins_a_name(text.strip())
    counts = is_field(word.lower()) and assignment_of(word.lower()).field.family == "number"
    return counts and text.strip()[:1].isdigit()


def inside(text: str, begins: Callable[[str, str], bool] = field_begins) -> int:
    """Return where in a name something else begins, as after a forgotten semicolon.

    >>> inside("Homs killed 3"), inside("Killed Hill"), inside("Newton by the sea")
    (5, -1, -1)
    """
    place = text.find(" ")
    while place >= 0:
        after = text[place:].lstrip(" (")
        word = after[: after.find(" ")] if " " in after else ""
        if word and begins(word, after[len(word) :].rstrip(")")):
            return len(text) - len(after)
        place = text.find(" ", len(text) - len(after))
    return -1


def counted_inside(text: str, anywhere: bool = True) -> int:
    """Return where a count begins that is told in words, behind a comma or `anywhere` in a name.

    >>> counted_inside("Homs, 3 killed"), counted_inside("US, killing 3"), counted_inside("3 Hills")
    (6, 4, -1)
    """
    words = text.split(" ")
    place = len(words[0]) + 1
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        parted = anywhere or before.endswith(",")
        told = after.rstrip(".,;)").lower()
        if parted and word[:1].isdigit() and told in SUFFERED:
            return place
        if before.endswith(",") and word in CAUSED and after[:1].isdigit():
            return place
        place += len(word) + 1
    return -1


def when_inside(text: str) -> int:
    """Return where in the name of a place a date begins.

    >>> when_inside("Homs on 8 July 2023"), when_inside("Homs at 09:30"), when_inside("Tel in 3")
    (5, 5, -1)
    """
    for word in (" on ", " at ", " in ", ", "):
        place = text.find(word)
        while place > 0:
            rest = text[place + len(word) :]
            clock = rest[:5].replace(":", "").isdigit() and ":" in rest[:3]
            year = rest.strip().isdigit() and len(rest.strip()) != 4
            if rest[:1].isdigit() and not year and (clock or is_date(rest)):
                return place + 1 + (word == ", ")
            place = text.find(word, place + 1)
    return -1


def in_title(text: str) -> int:
    """Return where in a title a field begins that was meant to stand below it.

    >>> in_title("Strike; killed 3"), in_title("Strike; by night"), in_title("date 7 July 2023")
    (8, -1, 0)
    """
    word = first_word(text)
    if field_begins(word, text[len(word) :]):
        return 0
    place = text.find(";")
    while place >= 0:
        after = text[place + 1 :].lstrip()
        word = first_word(after).lower()
        own = after[len(word) :].partition(";")[0].rstrip(". ")
        if word not in _WORDS_OF_TALK and is_field(word) and readable(word, own):
            return len(text) - len(after)
        place = text.find(";", place + 1)
    return -1


def is_no_title(text: str) -> str:
    """Return what was most likely meant by a title that is only signs or a number, or is cut off.

    >>> is_no_title("5"), is_no_title("+ Strike"), is_no_title("Strike + fire")
    ('= 5', '+ Strike', '')
    """
    if text.isdigit() or (text[:1] == "=" and text[1:].strip()):
        return f"= {text.lstrip('= ')}"
    if text[:2] in ("+ ", "- ", "* ", "! ", "@ ") or text[:1] == "•":
        return f"+ {text[1:].strip()}"
    return ""


def denies(text: str) -> bool:
    """Tell whether a name begins with what was meant to deny it."""
    return text.startswith(DENIALS)


def undoubted(text: str) -> str:
    """Return a name without the words or signs that doubt it; the same where none do.

    >>> undoubted("Russia?"), undoubted("Russia (alleged)"), undoubted("probably Russia")
    ('Russia', 'Russia', 'Russia')
    """
    name = text.replace("(?)", "").strip("? ")
    first, _, rest = name.partition(" ")
    if first in _DOUBTING and first not in ("alleged", "suspected") and begins_a_name(rest):
        return rest
    head, opened, tail = name.rpartition(" (")
    if opened and tail.lower().rstrip(") ") in _DOUBTING:
        return head
    return name


def is_clause(text: str) -> bool:
    """Tell whether a text goes on a sentence rather than being a name.

    >>> is_clause("the evening 3 were dead"), is_clause("residents of northern Idlib")
    (True, False)
    """
    words = text.split()
    if not words or not words[0].islower():
        return False
    if words[0].strip(",.") in _GOING_ON:
        return True
    if len(words) < 3:
        return False
    if any(word.strip(",.") in _FINITE for word in words):
        return True
    return words[0] in ("the", "a", "an") and len(words) > 3 and text.islower()


@lru_cache(maxsize=1024)
def near_field(word: str) -> str:
    """Return the field that a word is a slip for; empty where it is none, or is a field.

    >>> near_field("kiled"), near_field("killed"), near_field("and")
    ('killed', '', '')
    """
    from difflib import get_close_matches  # only where a word may be mistyped

    close = get_close_matches(word, (*FIELDS, *ALIASES), n=1, cutoff=0.8)
    return close[0] if close and close[0] != word and close[0] not in ("x", "count") else ""


@lru_cache(maxsize=1024)
def _near_part(word: str, valued: bool) -> str:
    from difflib import get_close_matches  # only where no part is named

    known = (*PARTS, *DECIDING) if valued else (*READINGS, *STANCES, *PARTS, *DECIDING)
    close = get_close_matches(word, known, n=1, cutoff=0.9)
    return close[0] if close and word not in _ORDINARY else ""


def meant_after_bar(text: str) -> str:
    """Return the part, or the field, that a place in a source was most likely meant as.

    >>> meant_after_bar("said by SOHR"), meant_after_bar("denied"), meant_after_bar("p. 2")
    ('said-by SOHR', 'denies', '')
    """
    text = spaced(text)
    word, _, rest = text.partition(" ")
    word, rest = word.lower(), rest.strip()
    for sign in "=:":
        name, found, _ = word.partition(sign)
        if found and name in (*PARTS, *DECIDING, "origin", "agency"):
            return f"{name} {text[len(name) + 1 :].strip()}"
    if word in _SAID_BY and begins_a_name(rest) and not _is_somewhere(rest):
        return f"{_SAID_BY[word]} {rest}"
    for spoken in _SPOKEN:
        if text.lower().startswith(spoken) and not _is_somewhere(text[len(spoken) :]):
            return f"said-by {text[len(spoken) :].strip()}"
    if not rest and word in _SPOKEN_PARTS:
        return _SPOKEN_PARTS[word]
    if not word[:1].isalpha():
        return ""
    telling = [one for one in text.lower().replace(",", " ").split() if one in _TELLING]
    if telling and len(text.split()) < 4:
        return telling[0]
    if near := _near_part(word, bool(rest)):
        return f"{near} {rest}".strip()
    if not rest or not is_field(word) or not readable(word, rest):
        return ""
    counts = assignment_of(word).field.family in ("number", "date") and rest[0].isdigit()
    return f"{word} {rest}" if counts or word in ("by", "against", "place") else ""


def _is_somewhere(text: str) -> bool:
    """Tell whether a text is a place in a source: p. 4, Annex B."""
    first = text.strip().partition(" ")[0].lower().rstrip(".")
    return first in _SOMEWHERE or any(sign.isdigit() for sign in text)
