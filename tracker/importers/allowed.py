"""What may be said where: of a new incident or one that stands, below a source or below none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.importers.lines import FaultError
from tracker.importers.slips import example
from tracker.notes import DECIDING, assignment_of

if TYPE_CHECKING:
    from tracker.notes import Part, Said

_OWN_AT: Final = "status, desc, note and so on stand below the incident's + line"


def refuse_elsewhere(said: Said, parts: tuple[Part, ...], new: bool, own: bool) -> None:
    """Refuse what cannot be said here, below + (`new`) or =, a source or @ none (`own`)."""
    field, place = said.field, said.spot[1] - 1
    decided = any(part.name in DECIDING for part in parts)
    kept = any(part.name in ("own", "range") for part in parts)
    if (
        said.name == "title"
        and new
        and not (said.claimed or said.operator == "!=" or decided or kept)
    ):
        raise FaultError(
            place, "the title stands after the +", "claimed.title is what the source calls it"
        )
    if said.operator == "!=" and not field.claimable:
        raise FaultError(
            place,
            f"{said.name} cannot be denied",
            f"for example: {example(assignment_of(said.name))}",
        )
    if own:
        if field.part == "evidence" or said.claimed or said.operator == "!=":
            raise FaultError(
                place,
                f"{said.name} is what a source says, and this is below @ none",
                "name the source with @key on a line above",
            )
        if not new and field.claimable and not (decided or kept):
            raise FaultError(
                place,
                f"nobody is named who says that {said.name} is {said.text}",
                f"name the source with @key; or decide: {said.name} {said.text} | adopt WHY",
            )
    elif not (
        new
        or field.claimable
        or field.part == "evidence"
        or field.family == "link"
        or said.name in ("tag", "note")
    ):
        raise FaultError(place, f"{said.name} is your own, not what a source says", _OWN_AT)
    if said.operator == "!=" and (decided or kept):
        raise FaultError(place, "a denial cannot be adopted", f"{said.name} VALUE | adopt WHY")
