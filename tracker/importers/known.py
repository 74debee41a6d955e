"""What is known of a source, an actor, a place or a type: whether a text says something of it."""

from __future__ import annotations

from tracker import doubts
from tracker.notes import WORDS
from tracker.urls import looks_like_url
from tracker.vocabulary import codes


def spelling(word: str) -> str:
    """Return a word as it is kept that may be typed otherwise."""
    return {"agency": "via", "origin": "said-by"}.get(word, word)


def field_of(kind: str, word: str, text: str) -> bool:
    """Tell whether a word with what follows says something of a source, an actor and so on."""
    word, text = spelling(word), text.strip()
    if word not in WORDS[kind] or not text:
        return False
    if word == "kind":
        return text.lower() in codes(f"{kind}-kind")
    if word == "precision":
        return text.lower() in codes("place-precision")
    if word == "reliability":
        return text.upper() in codes("reliability")
    if word == "published":
        return doubts.is_date(text)
    if word in ("former", "weak", "note", "title", "label", "retracted", "language"):
        return False
    if word == "parent":
        return " " not in text and text.islower()
    if word in ("coords", "tz"):
        return ("," in text and text[0] in "-0123456789") or ("/" in text and " " not in text)
    if word in ("archive-url", "also"):
        return looks_like_url(text)
    if word in ("file", "sha256"):
        return "." in text or "/" in text
    return doubts.begins_a_name(text)
