"""The words and numbers of a written-out date, one token each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.dates.months import MONTHS, WEEKDAYS
from tracker.dates.value import DateError

MONTH_WORDS = {
    word: number
    for number, name in enumerate(MONTHS, 1)
    for word in (name.casefold(), name[:3].casefold())
} | {"sept": 9}
WEEKDAY_WORDS = {
    word: number
    for number, name in enumerate(WEEKDAYS)
    for word in (name.casefold(), name[:3].casefold())
} | {"tues": 1, "thur": 3, "thurs": 3}

_MONTH = "(?:" + "|".join(name[:3] for name in MONTHS) + ")[a-z]*"
_PATTERNS = (
    ("written", rf"[0-9]{{1,2}}[a-z]{{0,2}}[-/.]{_MONTH}[-/.][0-9]{{4}}(?![0-9])"
                rf"|{_MONTH}[-/.][0-9]{{1,2}}[a-z]{{0,2}}[-/.][0-9]{{4}}(?![0-9])"
                rf"|[0-9]{{4}}[-/.]{_MONTH}[-/.][0-9]{{1,2}}(?![0-9])"),
    ("yearfirst", r"[0-9]{4}-(?:[0-9]-[0-9]{1,2}|[0-9]{2}-[0-9])(?![0-9:])"),
    ("iso", r"[0-9]{4}-(?:[0-9]{2}|[Xx]{2})(?:-(?:[0-9]{2}|[Xx]{2})(?:[Tt][0-9:]+"
            r"(?:[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?)?(?![0-9:])"),
    ("numeric", r"[0-9]{1,2}(?:/[0-9]{1,2}/|\.[0-9]{1,2}\.|-[0-9]{1,2}-)[0-9]{2,4}(?![0-9])"
                r"|[0-9]{4}(?:/[0-9]{1,2}/|\.[0-9]{1,2}\.)[0-9]{1,2}(?![0-9])"),
    ("decade", r"[0-9]{4}s\b|[0-9]{3}[Xx]\b|[0-9]{2}[Xx]{2}\b"),
    ("clock", r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:])"),
    ("dotted", r"[0-9]{1,2}\.[0-9]{2}(?=\s*[ap]\.?m\b)"),
    ("ordinal", r"[0-9]{1,2}(?:st|nd|rd|th)\b"),
    ("number", r"[0-9]+"),
    ("zone", r"[a-z_]+(?:/[a-z][a-z0-9_+-]*)+"),
    ("meridiem", r"[ap]\.\s?m\.?|[ap]m\b\.?"),
    ("word", r"[^\W\d_]+(?:'[^\W\d_]+)?"),
    ("dots", r"\.\."),
    ("offset", r"[+−][0-9]{1,2}(?::?[0-9]{2})?(?![0-9:])"),
    ("dash", r"[-–—−‐‑]"),
    ("slash", r"/"),
    ("mark", r"[~?%]"),
    ("skip", r"[,.()]"),
)  # fmt: skip
_SCAN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign: its kind, its text in lower case, and the white space round it."""

    kind: str
    text: str
    typed: str
    spaced: bool = False
    space_after: bool = False


class Cursor:
    """A place in the tokens of a text."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def peek(self, ahead: int = 0) -> Token | None:
        """The token that comes next, or later; None past the end."""
        place = self.at + ahead
        return self.tokens[place] if 0 <= place < len(self.tokens) else None

    def word(self, ahead: int = 0) -> str:
        """The text of a token ahead; empty past the end."""
        token = self.peek(ahead)
        return token.text if token else ""


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in order; commas, full stops and brackets are passed over.

    Raises `DateError` for a sign that no date has.
    """
    found: list[Token] = []
    position, end = 0, len(text)
    while position < end:
        if text[position].isspace():
            position += 1
            continue
        match = _SCAN.match(text, position)
        if match is None:
            raise DateError(
                f"cannot read the date '{text}': {text[position]!r} has no meaning in a date",
                'try "7 July 2023" or 2023-07-07',
            )
        kind, typed = match.lastgroup or "", match.group()
        if kind != "skip":
            spaced = position == 0 or text[position - 1].isspace()
            after = match.end() < end and text[match.end()].isspace()
            found.append(Token(kind, typed.casefold(), typed, spaced, after))
        position = match.end()
    return found
