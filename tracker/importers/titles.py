"""What stands after + or = and was meant as something else of the incident."""

from __future__ import annotations

from tracker.doubts import in_title, is_no_title, near_field
from tracker.importers.lines import FaultError, Piece, label_at_end
from tracker.importers.strays import short, typed


def bullet(piece: Piece, field: Piece) -> FaultError:
    """Return the fault of a field behind a +, which was meant as a bullet."""
    return FaultError(
        piece.start,
        f"'{short(field.text)}' is a field, and + begins a new incident",
        f'{field.text}, without the +, below + Title; a title that is so: + "{field.text}"',
    )


def refuse_second_name(body: Piece, at: int, new: bool) -> None:
    """Refuse a name before the one at a place, which was taken off the body."""
    other, label = label_at_end(body)
    if label and (new or other.mask):
        raise FaultError(
            at,
            f"an incident has one name, and &{label} stands before this one",
            f"keep one of them: {'+' if new else '='} {body.text}",
        )


def which_meant(body: Piece) -> str:
    """Return what was most likely meant to stand behind =, where no title does: #4, 5:, = 5."""
    text = body.text.lstrip("=# ").rstrip(":;,. ")
    if text != body.text and text.isdigit():
        return f"= {text}"
    number, rest = body.word()
    if number.text.rstrip(";,:").isdigit() and rest.mask[:1] == "|":
        return f"= {number.text}, and on a line below it: {rest.text[1:].strip()}"
    return ""


def refuse_no_title(body: Piece) -> None:
    """Refuse a title that is only a number or begins with a sign, and a quote left open in it."""
    if meant := is_no_title(body.mask):
        raise FaultError(
            body.start, f"'{short(body.text)}' is no title", f'{meant}; or + "{body.text}"'
        )
    place = f" {body.mask}".find(" “")
    if place >= 0:
        raise FaultError(
            body.start + place,
            "the quote “ is not closed on this line",
            "close it with ”, or put the whole title in double quotes",
        )


def field_in_title(body: Piece, sign: str) -> tuple[FaultError | None, Piece]:
    """Return the fault of fields behind a title, and these fields; None where there are none."""
    place = in_title(body.mask)
    if place <= 0:
        return None, body
    after = body.cut(place)
    title = typed(body.cut(0, place).text.rstrip(";, "))
    word, rest = after.word()
    near = near_field(word.text.lower())
    told = f"{near} {rest.text}" if near else after.text
    return (
        FaultError(
            after.start,
            f"'{short(word.text)}' would be a part of the title",
            f'below {sign} {title} stands: {typed(told)}; or {sign} "…"',
        ),
        after.cut(len(after.mask)) if near else after,
    )
