"""What stands after + or = and was meant as something else of the incident."""

from __future__ import annotations

from tracker.doubts import in_title
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


def is_number(body: Piece) -> bool:
    """Tell whether an incident is named by #44: its number stands alone."""
    return body.text[:1] == "#" and body.text[1:].isdigit()


def field_in_title(body: Piece) -> tuple[FaultError | None, Piece]:
    """Return the fault of fields behind a title, and these fields; None where there are none."""
    place = in_title(body.mask)
    if place <= 0:
        return None, body
    after = body.cut(place)
    title = typed(body.cut(0, place).text.rstrip("; "))
    return (
        FaultError(
            after.start,
            f"'{short(after.word()[0].text)}' would be a part of the title",
            f'below + {title} stands: {typed(after.text)}; or + "…"',
        ),
        after,
    )
