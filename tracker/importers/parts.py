"""What stands after the bars of a line: whose words, where, how they read, what is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker import doubts
from tracker.fields import READINGS, STANCES
from tracker.importers.known import field_of, spelling
from tracker.importers.lines import SPACES, FaultError, Piece
from tracker.importers.slips import each, refuse_doubt, refuse_glued
from tracker.importers.strays import short, typed
from tracker.notes import DECIDING, PARTS, VOICES, Part, assignment_of, first_word, is_field

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALONE: Final = ("own", "sic")
_VOICED: Final = ("said-by", "via")
_EXAMPLES: Final = {
    "said-by": "said-by CENTCOM", "via": "via AFP", "pinpoint": "pinpoint p. 2",
    "reading": "ambiguous", "stance": "denies", "credibility": "credibility 2",
    "tz": "tz Europe/Kyiv",
}  # fmt: skip


def read_part(head: Piece, piece: Piece, line: int) -> Part:
    """Read what stands after a bar, behind the fields in `head`."""
    spot = line, piece.start + 1
    for mark in field_marks(piece.mask):
        _refuse_field(piece, mark)
    refuse_glued(piece, piece)
    word, rest = piece.word()
    name = spelling(word.text.lower())
    whole = piece.text.lower()
    if whole in READINGS:
        return Part("reading", whole, spot)
    if whole in STANCES:
        return Part("stance", whole, spot)
    if whole in _ALONE:
        return Part(whole, "", spot)
    if name in DECIDING:
        return Part(name, rest.plain, spot)
    # "Origin of the figures" is a place in a source, "origin SOHR" a voice.
    other = name != word.text.lower() and not doubts.begins_a_name(rest.mask)
    if name in PARTS and rest.mask and not other:
        if name in _VOICED and not rest.quoted:
            refuse_doubt(name, rest)
            _refuse_another(head, piece)
        return Part(name, rest.plain, spot)
    _refuse_slip(head, piece)
    return Part("pinpoint", piece.plain, spot, bare=not piece.quoted)


def _refuse_field(piece: Piece, mark: int) -> None:
    """Refuse what stands after a semicolon behind a bar."""
    after = piece.cut(mark + 1)
    word = first_word(after.mask).lower()
    place = after.start if after.mask else piece.start + mark
    if word and not is_field(word):
        raise FaultError(
            place,
            f"'{short(word)}' stands after a semicolon and is no field",
            f"did you mean {doubts.near_field(word)}? on a line of its own;"
            " or put the text in double quotes",
        )
    if spelling(word) in PARTS:
        told = f"{typed(piece.cut(0, mark).text)} | {typed(after.text)}"
        raise FaultError(place, "parts of a line stand after bars, not after semicolons", told)
    raise FaultError(
        place,
        "a field stands after a |, which ends the fields of its line",
        "write it on a line of its own, or put the text in double quotes",
        meant=(after,),
    )


def _refuse_another(head: Piece, piece: Piece) -> None:
    """Refuse what was meant as another part, or as a field, in the name of a voice."""
    voice = piece.word()[1]
    place = doubts.inside(voice.mask.replace("\t", " "), doubts.count_begins)
    if place < 0:
        return
    after = voice.cut(place)
    before = piece.cut(0, after.start - piece.start)
    word = spelling(first_word(after.mask))
    raise FaultError(
        after.start,
        f"'{word}' stands inside a name",
        f"{before.text.rstrip(' ,;(')} | {typed(after.text.rstrip(')'))}"
        if word in PARTS
        else f"{head.text}; {typed(after.text)} | {before.text.rstrip(' ,;(')}",
    )


def _refuse_slip(head: Piece, piece: Piece) -> None:
    """Refuse a place in the source that was most likely meant as something else."""
    name = spelling(piece.text.lower())
    if name in PARTS:
        raise FaultError(piece.start, f"{name} has no value", f"for example: | {_EXAMPLES[name]}")
    if piece.mask[0] == "&" and " " not in piece.mask:
        raise FaultError(
            piece.start, f"'{piece.text}' is no name behind a bar", "&name on a line of its own"
        )
    word, rest = piece.word()
    known = word.text.lower()
    if known in ("kind", "reliability") and field_of("source", known, rest.text):
        raise FaultError(
            piece.start,
            f"{word.text.lower()} is said of a source, not of a line",
            f"{typed(piece.text)} on a line below @",
        )
    meant = doubts.meant_after_bar(piece.text)
    if not meant:
        return
    field = meant.partition(" ")[0]
    if is_field(field) and field not in PARTS:
        raise FaultError(
            piece.start,
            "a field stands after a |, which ends the fields of its line",
            f'before the bar: {typed(head.text)}; {typed(meant)}; or | pinpoint "{piece.text}"',
        )
    raise FaultError(
        piece.start,
        f"'{short(piece.text)}' would be a place in the source",
        f'| {typed(meant)}; a place so called: | pinpoint "{typed(piece.text)}"',
    )


def field_marks(mask: str) -> list[int]:
    """Return the places of the semicolons that a field follows, or one that was mistyped."""
    places = []
    for place in each(mask, ";"):
        after = mask[place + 1 :].lstrip(SPACES)
        word = first_word(after).lower()
        near = doubts.near_field(word)
        counts = bool(near) and assignment_of(near).field.family == "number"
        if not word or is_field(word) or (counts and doubts.readable(near, after[len(word) :])):
            places.append(place)
    return places


def lost_parts(
    head: Piece, parts: Iterable[Part], quote: Piece | None, dated: bool
) -> list[FaultError]:
    """Return the faults of parts that would say nothing: given twice, beside own, of no date."""
    faults: list[FaultError] = []
    seen: dict[str, Part] = {}
    for part in parts:
        place = part.spot[1] - 1
        before = seen.setdefault(part.name, part)
        if before.text != part.text:
            shown = f"'{short(before.text)}' and '{short(part.text)}'"
            faults.append(
                FaultError(
                    place, f"{part.name} is given twice: {shown}", _twice(head, before, part)
                )
            )
        if part.name in ("tz", "sic") and not dated:
            faults.append(
                FaultError(
                    place,
                    f"{part.name} belongs to a date, and no date stands on this line",
                    f"{typed(head.text)}; tz {part.text} is the zone of the incident"
                    if part.name == "tz"
                    else "leave it out",
                )
            )
    own = seen.get("own") or seen.get("range")
    if own is not None:
        lost = [(p.spot[1] - 1, p.text or p.name) for p in seen.values() if p.name in VOICES]
        lost += [(quote.start, quote.plain)] if quote is not None else []
        faults += [
            FaultError(
                place,
                f"'{short(text)}' is how a source says it, and with {own.name} none does",
                f"leave out {own.name}, or what stands beside it",
            )
            for place, text in sorted(lost)
        ]
    return faults


def _twice(head: Piece, before: Part, part: Part) -> str:
    if part.name == "pinpoint":
        return f"| {before.text}, {part.text}"
    if part.name in _VOICED:
        return f"what each says on a line of its own: {typed(head.text)} | {part.name} {part.text}"
    return "keep one of them"
