"""The options that select incidents: one decorator, which hands over one Filter as `wanted`."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import click

from tracker.cli.shared import current_choices
from tracker.errors import TrackerError
from tracker.filters import ANY_FIELD, Filter

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.dates import Date

# SQLite holds no larger number.
_COUNT: Final = click.IntRange(0, 2**63 - 1)
F = TypeVar("F", bound="Callable[..., Any]")
MORE: Final = "More to select by: tracker help filters."


class FilterOption(NamedTuple):
    """One option: how it is declared, the field of Filter that it fills, and what it asks for.

    The common ones stand in the help of each command, all of them in `tracker help filters`.
    """

    names: tuple[str, ...]
    field: str
    asks: str
    metavar: str = ""
    kind: str = "names"
    common: bool = False


# `kind` is how the value is read: a date, names (repeated: any of them), numbers, one number, a
# field that may be left out, or nothing at all.
OPTIONS: Final = (
    FilterOption(("--since",), "since", "What could have happened then or later.", "DATE", "date",
                 True),
    FilterOption(("--until",), "until", "What could have happened then or earlier.", "DATE",
                 "date", True),
    FilterOption(("-t", "--type"), "types", "Of this type or a kind of it.", "TYPE", common=True),
    FilterOption(("-a", "--actor"), "actors", "With this actor, in any role.", "ACTOR",
                 common=True),
    FilterOption(("-s", "--source"), "sources", "Cites this source.", "SOURCE", common=True),
    FilterOption(("--said-by",), "said_by", "This origin speaks of it.", "ACTOR"),
    FilterOption(("--disputed",), "disputed", "Accounts differ, undecided.", "[FIELD]", "field",
                 True),
    FilterOption(("--settled",), "settled", "Accounts differ, and one was chosen.", kind="flag"),
    FilterOption(("--single-origin",), "single_origin",
                 "All origins are one, or belong together.", kind="flag"),
    FilterOption(("--unsourced",), "unsourced", "No source reports it.", kind="flag"),
    FilterOption(("--min-sources",), "min_sources", "At least N sources report it.", "N",
                 "number"),
    FilterOption(("--max-sources",), "max_sources", "At most N sources report it.", "N",
                 "number"),
    FilterOption(("--id",), "ids", "The incident of this number.", "N", "numbers"),
)  # fmt: skip


def filter_options(function: F) -> F:
    """Let a command select incidents; it is called with `wanted`, a Filter."""

    @wraps(function)
    def gathered(*args: object, **given: Any) -> object:  # noqa: ANN401 - as click hands it over
        chosen = {one.field: given.pop(one.field) for one in OPTIONS}
        return function(*args, wanted=read_filter(**chosen), **given)

    decorated: Any = gathered
    for one in reversed(OPTIONS):
        decorated = _declared(one)(decorated)
    result: F = decorated
    return result


def words_of(wanted: Filter) -> list[str]:
    """Return the options that select the same, as they are typed."""
    words: list[str] = []
    for one in OPTIONS:
        value = getattr(wanted, one.field)
        if value is None or value is False or value == ():
            continue
        values = value if isinstance(value, tuple) else (value,)
        if one.kind == "date":
            values = (value.text,)
        for part in values:
            words.append(one.names[-1])
            if one.kind != "flag" and part != ANY_FIELD:
                words.append(str(part))
    return words


def read_filter(**given: Any) -> Filter:  # noqa: ANN401 - as click hands it over
    """Read the values of options into a Filter. Raises TrackerError for one that cannot be read."""
    read: dict[str, Any] = {}
    for name, value in given.items():
        if name in ("since", "until"):
            read[name] = _date(value)
        elif name == "disputed":
            read[name] = tuple(_field(word) for word in value)
        else:
            read[name] = value
    return Filter(**read)


def _declared(one: FilterOption) -> Callable[[F], F]:
    hidden = not one.common
    if one.kind == "flag":
        return click.option(*one.names, one.field, is_flag=True, help=one.asks, hidden=hidden)
    if one.kind == "field":
        return click.option(*one.names, one.field, is_flag=False, flag_value=ANY_FIELD,
                            multiple=True, metavar=one.metavar, help=one.asks,
                            hidden=hidden)  # fmt: skip
    if one.kind in ("number", "numbers"):
        return click.option(*one.names, one.field, type=_COUNT,
                            multiple=one.kind == "numbers", metavar=one.metavar, help=one.asks,
                            hidden=hidden)  # fmt: skip
    return click.option(*one.names, one.field, multiple=one.kind == "names", metavar=one.metavar,
                        help=one.asks, hidden=hidden)  # fmt: skip


def _date(text: str | None) -> Date | None:
    from tracker import dates

    order = current_choices().config.get("date_order")
    return dates.parse(text, order=order) if text else None


def _field(word: str) -> str:
    from tracker.fields import field_named, normal_name

    if word == ANY_FIELD:
        return word
    name = normal_name(word.strip().lower())
    if not field_named(name).claimable:
        raise TrackerError(f"no source speaks of {name}", "for example: --disputed place")
    return name
