"""Parts of a source's line that stand in each other's place, or that belong below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker import doubts
from tracker.importers.known import field_of
from tracker.importers.lines import FaultError
from tracker.importers.strays import typed
from tracker.urls import looks_like_url

if TYPE_CHECKING:
    from tracker.importers.lines import Piece


def misplaced(head: str, parts: list[Piece]) -> list[FaultError]:
    """Return the faults of URL, publisher, date and title, behind `head`: the sign and the key."""
    faults = [fault for number in range(len(parts)) if (fault := _behind(parts[number], number))]
    if faults:
        return faults
    swapped = _swapped(parts)
    if swapped is None:
        return []
    place, message, order = swapped
    told = " | ".join(order).replace("  ", " ")
    return [FaultError(place, message, typed(f"{head} {told.strip()}".rstrip(" |")))]


def _swapped(parts: list[Piece]) -> tuple[int, str, list[str]] | None:
    """Return what stands in the place of something else: where, what is wrong, the right order."""
    texts = [part.text for part in parts] + [""] * (4 - len(parts))
    url, publisher, published, title = texts
    for number in range(1, len(parts)):
        if looks_like_url(texts[number]) and not url and not parts[number].quoted:
            others = [text for text in texts[1:] if text != texts[number]]
            told = [texts[number], *others]
            return parts[number].start, "the URL stands before the first bar", told
    if len(parts) > 1 and not published and not parts[1].quoted and doubts.is_day(publisher):
        told = [url, "PUBLISHER", publisher, title]
        return parts[1].start, f"'{publisher}' stands where the publisher does", told
    if len(parts) < 3 or not published or parts[2].quoted or doubts.is_date(published):
        return None
    if not any(sign.isdigit() for sign in published):
        place = parts[2].start
        if doubts.is_date(publisher):
            told = [url, published, publisher, title]
            return place, f"'{published}' is no date, and the publisher comes before it", told
        if doubts.is_date(title):
            told = [url, publisher, title, published]
            return place, f"'{published}' is no date, and the title comes after it", told
        if not title and " " in published:
            told = [url, publisher, "", published]
            return place, f"'{typed(published)}' is no date; without one its part is empty", told
    return None


def _behind(part: Piece, number: int) -> FaultError | None:
    """Return the fault of what is known of a source and stands in a part of its line."""
    if part.quoted:
        return None
    for sign in (";", " | "):
        place = part.mask.find(sign)
        while place >= 0:
            after = part.cut(place + len(sign))
            word, rest = after.word()
            if field_of("source", word.text.lower(), rest.text.split(";")[0]):
                return _below(after)
            place = part.mask.find(sign, place + 1)
    place = -1
    if number == 1:
        place = doubts.inside(
            part.mask.replace("\t", " "), lambda word, text: field_of("source", word, text)
        )
    return _below(part.cut(place)) if place >= 0 else None


def _below(after: Piece) -> FaultError:
    return FaultError(
        after.start,
        f"'{after.word()[0].text}' would be a part of what stands before it",
        f"on a line below it: {typed(after.text)}",
    )
