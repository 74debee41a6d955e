"""Names that survive the merging of two files: 12 random characters of Crockford's base 32."""

from __future__ import annotations

from os import urandom
from typing import Final

ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH: Final = 12
_SIGNS: Final = bytes(ord(ALPHABET[byte & 31]) for byte in range(256))


def new_uid() -> str:
    """Return a random uid: 60 bits, so that two files of a million rows each hardly share one."""
    return urandom(LENGTH).translate(_SIGNS).decode("ascii")


def looks_like_uid(text: str) -> bool:
    """Tell whether `text` has the form of a uid; a number of 12 digits has it too."""
    return len(text) == LENGTH and all(character in ALPHABET for character in text)
