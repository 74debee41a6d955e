"""What text may be stored: checked at the edge, kept to the letter, never cut."""

from __future__ import annotations

from tracker.errors import TrackerError

TITLE_LIMIT = 2_000
TEXT_LIMIT = 100_000
NAME_LIMIT = 200


def one_line(text: str, what: str, limit: int = NAME_LIMIT) -> str:
    """Return `text` without surrounding white space; refuse what cannot stand on one line.

    Refused are the empty text, control characters, lone surrogates and more than `limit`
    characters. Nothing inside is changed.
    """
    kept = text.strip()
    if not kept:
        raise TrackerError(f"the {what} is empty", f"write the {what} in quotes")
    if kept.isprintable() and len(kept) <= limit:
        return kept
    _check(kept, what, limit)
    for character in kept:
        if character < " " or "\x7f" <= character <= "\x9f" or character in "\u2028\u2029":
            raise TrackerError(
                f"the {what} holds the control character {ascii(character)[1:-1]}",
                "write it on one line, without control characters",
            )
    return kept


def long_text(text: str, what: str, limit: int = TEXT_LIMIT) -> str:
    """Return `text` as it is; line breaks and tabs may stand in it, NUL and surrogates may not."""
    _check(text, what, limit)
    return text


def _check(text: str, what: str, limit: int) -> None:
    if len(text) > limit:
        raise TrackerError(
            f"the {what} is {len(text):,} characters long, at most {limit:,} fit",
            "shorten it; longer text can go in a file that a source names",
        )
    for character in text:
        if character == "\0" or "\ud800" <= character <= "\udfff":
            raise TrackerError(
                f"the {what} holds {ascii(character)[1:-1]}, which is no text",
                "check the encoding of what was pasted; UTF-8 is expected",
            )
