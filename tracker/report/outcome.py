"""What a transaction came to: how things stood before it and after it, not step by step."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tracker.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from tracker.report.changes import Difference

_CITED: Final = re.compile(r"c[0-9]+(?:\.(.*)|)", re.DOTALL)
_AGAIN: Final = ("added", "restored")
_AWAY: Final = ("gone", "removed")


def outcome(found: Iterable[Difference]) -> list[Difference]:
    """The differences between before and after, where the first of them stood.

    What was taken away and put back is left out, and a value that was taken away and another put
    in its place is one change. Of a set, such as a role, each member is by itself; a source that is
    cited anew in the place of another citation of it is cited still.
    """
    standing: dict[Hashable, list[Difference | None]] = {}
    order: list[tuple[Hashable, int]] = []
    for one in found:
        key = _key(one)
        steps = standing.setdefault(key, [])
        for at, earlier in enumerate(steps):
            if earlier is not None and _follows(earlier, one):
                steps[at] = _joined(earlier, one)
                break
        else:
            order.append((key, len(steps)))
            steps.append(one)
    kept = (standing[key][at] for key, at in order)
    return [one for one in kept if one is not None]


def said_by_source(one: Difference) -> str | None:
    """The field that a citation speaks of, empty for the citation itself; None for other fields."""
    if one.citation is None:
        return None
    cited = _CITED.fullmatch(one.field)
    return (cited[1] or "") if cited is not None else None


def _key(one: Difference) -> Hashable:
    said = said_by_source(one)
    # Whichever citation of a source it is that says so.
    field = (one.field,) if said is None else (one.source, said)
    return one.about, one.incident if one.about == "incident" else one.name, field


def _follows(earlier: Difference, later: Difference) -> bool:
    """Tell whether two differences are two steps of one thing."""
    if earlier.act in _AWAY and later.act in _AGAIN:
        return earlier.before == later.after or not _is_set(later)
    if earlier.act in _AGAIN and later.act in _AWAY:
        return earlier.after == later.before or not _is_set(later)
    if earlier.act == later.act == "changed":
        return earlier.after == later.before
    return earlier.after is not None and earlier.after == later.before


def _joined(earlier: Difference, later: Difference) -> Difference | None:
    """Return both steps as one, or nothing where they lead back."""
    before, after = earlier.before, later.after
    if earlier.act in _AGAIN and later.act in _AWAY:
        # What was added came in the place of what went, or is what went.
        before, after = later.before, earlier.after
    if before == after:
        return None
    act = earlier.act if before is None else later.act if after is None else "changed"
    return replace(earlier, act=act, before=before, after=after)


def _is_set(one: Difference) -> bool:
    """Tell whether there can be several values of what the difference is about."""
    said = said_by_source(one)
    if one.about != "incident" or one.field == "":
        return True
    field = FIELDS.get(one.field if said is None else said)
    return field is not None and field.repeats
