"""A line that names a source: `@key URL | PUBLISHER | DATE | TITLE`, any part of it missing."""

from __future__ import annotations

from typing import NamedTuple

from tracker.doubts import PARTING, is_date
from tracker.errors import TrackerError
from tracker.importers.lines import FaultError, Piece, bars, glued
from tracker.importers.misplaced import misplaced
from tracker.importers.strays import short, typed
from tracker.notes import Opened, Pair
from tracker.urls import checked, looks_like_url


class Head(NamedTuple):
    """The source that a line names, as far as it can be read, and what is wrong with it."""

    source: Opened
    faults: list[FaultError]

    @property
    def dateless(self) -> bool:
        """Whether what records the page will not know when the source came out."""
        published, url = self.source.published.text, self.source.url.text
        if self.faults or (published and not is_date(published)):
            return True
        try:
            return bool(url and not checked(url))
        except TrackerError:
            return True


def read_head(piece: Piece, line: int, before: str, spot: tuple[int, int]) -> Head:
    """Read what stands after `before`, which is `@` or `also`."""
    faults: list[FaultError] = []
    head, after = piece.word()
    key, rest = "", piece
    if head.mask[0] != "|" and not looks_like_url(head.text):
        key, rest = head.plain, after
        if not head.quoted:
            key = _key(head, after, before, faults)
    parts = rest.split(lambda mask: bars(mask)[:3])
    faults += _bars(piece, parts, before)
    if not faults and parts[0].mask and not parts[0].quoted:
        faults += _no_address(key, rest, parts, before)
    if not faults:
        faults += misplaced(f"{before}{key}", parts)
    pairs = [Pair("", part.plain, (line, part.start + 1), (line, part.start + 1)) for part in parts]
    url, publisher, published, title = [*pairs, *[Pair("", "")] * 3][:4]
    opened = Opened(
        key, url, publisher, published, title, described=bool(rest.mask), spot=spot,
        ahead=len(parts) > 2 and bool(parts[2].quoted),
    )  # fmt: skip
    return Head(opened, faults)


def before_any(piece: Piece) -> FaultError:
    """Return the fault of a line before the first sign, which may be a source without its own."""
    hint = "a page begins with a source: @key URL | PUBLISHER | DATE | TITLE; or @ none"
    if looks_like_url(piece.text):
        hint = f"a source begins with @: @ {typed(piece.text)}"
    elif len(piece.split(bars)) > 1 and " " not in piece.split(bars)[0].text:
        hint = f"a source begins with @: @{typed(piece.text)}"
    return FaultError(piece.start, f"'{short(piece.text)}' stands before any incident", hint)


def _key(head: Piece, after: Piece, before: str, faults: list[FaultError]) -> str:
    """Return the key, without what it was most likely not meant to have."""
    key = head.plain
    place = glued(head.mask)
    if place >= 0:
        told = " ".join([*head.text.replace("|", " | ").split(), after.text])
        faults.append(_unparted(head.start + place, f"{before}{told}"))
        return key[:place]
    if key[-1:] == "," and not looks_like_url(after.text):
        told = f"{before}{key[:-1]} | {after.text.replace(', ', ' | ')}"
        faults.append(FaultError(head.end - 1, "the parts of a source are separated by bars", told))
        return key[:-1]
    if key.lower() == "none" and after.mask:
        told = '@ none alone is what you know yourself; a key that is so: @"none"'
        faults.append(FaultError(after.start, "none is no source", told))
    if key[-1:] in ":;,":
        faults.append(
            FaultError(
                head.end - 1,
                f"a key ends without {key[-1]}",
                f"{before}{f'{key[:-1]} {after.text}'.strip()}",
            )
        )
        return key[:-1]
    if "/" in key and "." in key:
        faults.append(
            FaultError(
                head.start, f"'{short(key)}' is no key", f"an address: {before} https://{key}"
            )
        )
    return key


def _bars(piece: Piece, parts: list[Piece], before: str) -> list[FaultError]:
    """Return the faults of the bars that part nothing; in a title they are signs like others."""
    faults = []
    for number, part in enumerate(parts[:3]):
        if part.quoted:
            continue
        place = glued(part.mask)
        other = next((at for at, sign in enumerate(part.mask) if sign in PARTING[2:]), -1)
        if place < 0 and other < 0:
            continue
        at = part.start - piece.start + max(place, other)
        told = f"{piece.text[:at].rstrip()} | {piece.text[at + 1 :].lstrip()}"
        if number == 0:
            told = " | ".join(bit.strip() for bit in piece.text.split("|"))
        url = "; %7C where it is a part of the URL" if looks_like_url(part.text) else ""
        faults.append(_unparted(part.start + max(place, other), f"{before}{typed(told)}{url}"))
    return faults


def _unparted(place: int, hint: str) -> FaultError:
    return FaultError(place, "a bar parts a line only with a space on both sides", hint)


def _no_address(key: str, rest: Piece, parts: list[Piece], before: str) -> list[FaultError]:
    """Return the fault of a line in which no address stands where one does."""
    first = parts[0]
    comma = first.mask.find(", ")
    bare = first.text.strip("<>()[]\"'")
    if bare != first.text and looks_like_url(bare) and " " not in bare:
        told = " | ".join([f"{before}{key} {bare}", *(part.text for part in parts[1:])])
        return [FaultError(first.start, f"'{short(first.text)}' is no URL", told)]
    if looks_like_url(first.text):
        if comma < 0:
            return []
        return [
            FaultError(
                first.start + comma,
                "the parts of a source are separated by bars, not by commas",
                f"{before}{key} {rest.text.replace(', ', ' | ')}",
            )
        ]
    if " " not in first.text and "." in first.text.split("/")[0].strip("."):
        told = f"{before}{key} https://{rest.text}"
        return [FaultError(first.start, f"'{short(first.text)}' is no URL", told)]
    if len(parts) > 1 or not key:
        return []
    if key[0].isupper():
        # A publisher of several words rather than a key.
        told = f"{before.strip()} | {key} {rest.text.replace(', ', ' | ')}"
        return [FaultError(rest.start, f"'{short(rest.text)}' is no URL", told)]
    return [
        FaultError(
            rest.start,
            f"'{short(rest.text)}' is no URL",
            f"{before}{key} | {rest.text.replace(', ', ' | ')}"
            f", or {before}key URL | PUBLISHER | DATE | TITLE",
        )
    ]
