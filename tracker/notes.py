"""A page of reading notes as values, and how a text is written so that it is not mistaken."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from tracker.errors import TrackerError
from tracker.fields import ALIASES, FIELDS, Assignment, read_assignment

if TYPE_CHECKING:
    from tracker.fields import Field, Operator

Spot: TypeAlias = tuple[int, int]
"""A line and a column of a page, both counted from 1, in characters."""
NOWHERE: Final[Spot] = (0, 0)

NAME_KINDS: Final = ("alias", "acronym", "transliteration", "former", "weak")
RELATIONS: Final = (
    "part-of", "member-of", "commands", "backed-by", "allied-with", "successor-of", "operates",
    "distinct-from",
)  # fmt: skip
"""What an actor can be to another; since or between when stands after a bar."""
DECLARED: Final = ("actor", "place", "type", "file")
TYPE_FIELDS: Final = (
    "label", "parent", "meaning", "acled-event", "acled-sub-event", "plover", "gtd",
)  # fmt: skip
WORDS: Final[dict[str, tuple[str, ...]]] = {
    "source": (
        "kind", "title", "publisher", "author", "published", "language", "said-by", "via",
        "reliability", "archive-url", "file", "sha256", "note", "private", "retracted", "also",
    ),
    "actor": (
        "kind", "country", *NAME_KINDS, *RELATIONS, "note",
    ),
    "place": (
        "country", "coords", "within", "overlaps", "distinct-from", *NAME_KINDS, "tz", "precision",
        "note",
    ),
    "type": (*TYPE_FIELDS, "alias", "alias-"),
    "file": ("tz",),
}  # fmt: skip
"""What can be said below `@` and `!`, by what is spoken of."""

PARTS: Final = ("said-by", "via", "pinpoint", "reading", "stance", "credibility", "tz")
VOICES: Final = ("said-by", "via", "pinpoint", "reading", "stance", "credibility")
DECIDING: Final = ("adopt", "range")
_FIELD_WORDS: Final = frozenset((*FIELDS, *ALIASES, "claimed"))
_WIDE: Final = frozenset(
    "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029"
    "\u202f\u205f\u3000"
)


class Part(NamedTuple):
    """What stands after a `|`: who says so, where, how it reads, or what is decided by it."""

    name: str
    text: str = ""
    spot: Spot = NOWHERE
    bare: bool = False  # what it is was not typed, so that it is where in the source it stands


class Said(NamedTuple):
    """`field value`, with what the rest of its line says of it.

    `claimed` is what the source alone says, in an incident that is opened under it.
    """

    name: str
    text: str
    operator: Operator = "="
    claimed: bool = False
    parts: tuple[Part, ...] = ()
    quote: str | None = None
    spot: Spot = NOWHERE
    at: Spot = NOWHERE  # where the value begins

    @property
    def assignment(self) -> Assignment:
        """The same as add and cite have it."""
        return Assignment(self.field, self.name, self.operator, self.text, self.claimed)

    @property
    def field(self) -> Field:
        """The field that it is about."""
        return assignment_of(self.name).field

    def has(self, name: str) -> bool:
        """Tell whether there is a part of that name."""
        return bool(self.parts) and any(part.name == name for part in self.parts)

    @property
    def voiced(self) -> bool:
        """Whether the line itself tells how its source says it: whose words, where, which."""
        return self.quote is not None or any(part.name in VOICES for part in self.parts)

    @property
    def own(self) -> bool:
        """Whether it is the analyst's, whatever source it stands below."""
        return bool(self.parts) and (self.has("own") or self.has("range"))


class Pair(NamedTuple):
    """`name value` about a source, an actor, a place or a type."""

    name: str
    text: str
    spot: Spot = NOWHERE
    at: Spot = NOWHERE


class Opened(NamedTuple):
    """`@key URL | PUBLISHER | DATE | TITLE`; `own` is `@ none`, what the analyst knows.

    Parts that were not typed are empty; `described` says that more than a key was. `also` are
    other sources that are this one, as they were merged into it.
    """

    key: str = ""
    url: Pair = Pair("url", "")
    publisher: Pair = Pair("publisher", "")
    published: Pair = Pair("published", "")
    title: Pair = Pair("title", "")
    fields: tuple[Pair, ...] = ()
    own: bool = False
    described: bool = False
    spot: Spot = NOWHERE
    also: tuple[Opened, ...] = ()
    ahead: bool = False  # its date stands in quotes: it was meant, also where it lies ahead


class Entry(NamedTuple):
    """`+ Title` (`new`), or `= which` for an incident that stands; `label` is its &name."""

    new: bool
    text: str
    label: str = ""
    said: tuple[Said, ...] = ()
    spot: Spot = NOWHERE
    partial: bool = False  # a line of it is not here: one that could not be read, or is not new
    left_out: tuple[str, ...] = ()  # comments of the writer


class Declared(NamedTuple):
    """`! name = other, other; field value` of an actor, a place, a type or the file itself."""

    kind: str
    name: str
    label: str = ""
    others: tuple[Pair, ...] = ()
    fields: tuple[Pair, ...] = ()
    spot: Spot = NOWHERE


Block: TypeAlias = Opened | Entry | Declared


class Page(NamedTuple):
    """What a page says, in its order; `name` is how faults call it."""

    name: str
    blocks: tuple[Block, ...]


@lru_cache(maxsize=512)
def assignment_of(word: str) -> Assignment:
    """Return the assignment, still without a value, of a field as it is typed before its value.

    Raises TrackerError, with the nearest names, for a word that is no field.
    """
    if not word or any(sign in word for sign in "!=\"'|;,") or word.endswith("-"):
        raise TrackerError(f"unknown field '{word}'", "tracker help fields")
    return read_assignment(f"{word}=")


@lru_cache(maxsize=4096)
def is_field(word: str) -> bool:
    """Tell whether the word is a field of an incident or of what a source says of it."""
    if word.partition(".")[0] not in _FIELD_WORDS:
        return False
    try:
        assignment_of(word)
    except TrackerError:
        return False
    return True


def spaced(text: str) -> str:
    r"""Return the text with a space for every white space in it that is no tab.

    >>> spaced("killed\u00a03")
    'killed 3'
    """
    if text.isascii() or _WIDE.isdisjoint(text):
        return text
    return "".join(" " if sign in _WIDE else sign for sign in text)


def in_quotes(text: str) -> str:
    r"""Put a text in double quotes.

    >>> print(in_quotes('say "no"; C:\\ \n'))
    "say \"no\"; C:\\ \n"
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r") + '"'


def value(text: str, extra: str = "") -> str:
    """Return the text as it stands after a field, in double quotes only where it has to.

    `extra` are further signs that would be mistaken where it stands.

    >>> print(value("Homs, Syria"), value("a; by b"))
    Homs, Syria "a; by b"
    """
    plain = spaced(text)
    if (
        not text
        or text != text.strip()
        or text[0] in '"“#'
        or text.startswith(("!=", "="))
        or any(sign in text for sign in ("\\", "\n", "\r", ";", "|", *extra))
        or any(f"{space}{sign}" in plain for space in " \t" for sign in '"“#')
    ):
        return in_quotes(text)
    return text


def title(text: str) -> str:
    """Return the text as it stands after `+`.

    >>> print(title("Strike; MQ-9 | one = two"), title("A #1"))
    Strike; MQ-9 | one = two "A #1"
    """
    plain = spaced(text)
    mistaken = text[0] in '"“#&' or any(sign in text for sign in "\\\n\r")
    if mistaken or any(f"{space}{sign}" in plain for space in " \t" for sign in '"“#&'):
        return in_quotes(text)
    return text


def first_word(text: str) -> str:
    """Return the beginning of the text, as far as a field's name could go."""
    word = text.partition(" ")[0]
    for sign in "\t!;|":
        if sign in word:
            word = word.partition(sign)[0]
    return word
