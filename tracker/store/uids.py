"""Names that survive the merging of two files: 12 random characters of Crockford's base 32."""

from __future__ import annotations

from os import urandom
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH: Final = 12
_DRAWN: Final = 64
_SIGNS: Final = bytes(ord(ALPHABET[byte & 31]) for byte in range(256))


def new_uid() -> str:
    """Return a random uid: 60 bits, so that two files of a million rows each hardly share one."""
    return urandom(LENGTH).translate(_SIGNS).decode("ascii")


def new_uids() -> Iterator[str]:
    """Yield random uids without end, for thousands of rows at once."""
    while True:
        drawn = urandom(LENGTH * _DRAWN).translate(_SIGNS).decode("ascii")
        for start in range(0, len(drawn), LENGTH):
            yield drawn[start : start + LENGTH]


def looks_like_uid(text: str) -> bool:
    """Tell whether `text` has the form of a uid; a number of 12 digits has it too."""
    return len(text) == LENGTH and all(character in ALPHABET for character in text)
