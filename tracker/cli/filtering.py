"""The options that select incidents: one decorator, which hands over one Filter as `wanted`."""

from __future__ import annotations

from contextlib import closing, contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import click

from tracker.cli.shared import current_choices, reading, say, today
from tracker.errors import TrackerError
from tracker.filters import ANY_FIELD, Filter, read_near

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from click.shell_completion import CompletionItem

    from tracker.dates import Date
    from tracker.store.past import Past

# SQLite holds no larger number.
_COUNT: Final = click.IntRange(0, 2**63 - 1)
_REPEATED: Final = ("names", "dates", "near")
_BOUNDS: Final = {"since": "start_earliest", "until": "end_latest", "as_of": "end_latest"}
F = TypeVar("F", bound="Callable[..., Any]")
SECONDS: Final = 60.0  # that a condition in SQL may take
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


# `kind` is how the value is read: a date or dates, names and points (repeated: any of them),
# numbers, one number, a field that may be left out, or nothing at all.
OPTIONS: Final = (
    FilterOption(("--since",), "since", "What could have happened then or later.", "DATE", "date",
                 True),
    FilterOption(("--until",), "until", "What could have happened then or earlier.", "DATE",
                 "date", True),
    FilterOption(("--on",), "on", "What could have happened then.", "DATE", "dates", True),
    FilterOption(("--certain",), "certain", "Only what certainly did, and is not only claimed.",
                 kind="flag"),
    FilterOption(("--ongoing",), "ongoing", "Open ends reach on until today.", kind="flag"),
    FilterOption(("-t", "--type"), "types", "Of this type or a kind of it.", "TYPE", common=True),
    FilterOption(("-a", "--actor"), "actors", "With this actor, in any role.", "ACTOR",
                 common=True),
    FilterOption(("--by",), "by", "Done by this actor.", "ACTOR", common=True),
    FilterOption(("--against",), "against", "Done to this actor.", "ACTOR", common=True),
    FilterOption(("--role",), "roles", "With this actor in this role.", "ROLE=ACTOR"),
    FilterOption(("--claimed",), "claimed", "Also who is only said to have had the role.",
                 kind="flag"),
    FilterOption(("--direct",), "direct", "The actors themselves, not what belongs to them.",
                 kind="flag"),
    FilterOption(("-p", "--place"), "places", "There, or in a place within it.", "PLACE",
                 common=True),
    FilterOption(("--country",), "countries", "In this country.", "NAME"),
    FilterOption(("--near",), "near", "So many kilometres around a point.", "LAT,LON,KM", "near"),
    FilterOption(("-s", "--source"), "sources", "Cites this source.", "SOURCE", common=True),
    FilterOption(("--said-by",), "said_by", "This origin speaks of it.", "ACTOR"),
    FilterOption(("--text",), "text", "Found by these words, as tracker search finds.", "WORDS"),
    FilterOption(("--tag",), "tags", "With this tag.", "TAG"),
    FilterOption(("--status",), "statuses", "reported, confirmed, refuted or expected.", "WORD"),
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
    FilterOption(("--as-of",), "as_of", "As it stood: what had been published by then.", "DATE",
                 "date"),
    FilterOption(("--not-type",), "not_types", "Not of this type or a kind of it.", "TYPE"),
    FilterOption(("--not-actor",), "not_actors", "Without this actor, in any role.", "ACTOR"),
    FilterOption(("--not-tag",), "not_tags", "Without this tag.", "TAG"),
    FilterOption(("--where",), "where", "This SQL holds of its row in the view timeline.", "SQL"),
    FilterOption(("--id",), "ids", "The incident of this number.", "N", "numbers"),
)  # fmt: skip


class _Rare(click.Option):
    """An option that the help of each command leaves to `tracker help filters`; Tab offers it."""

    def get_help_record(self, ctx: click.Context) -> None:
        """Return nothing."""


def filter_options(function: F) -> F:
    """Let a command select incidents; it is called with `wanted`, a Filter.

    An option that the command declares itself, below this decorator, it is given as well.
    """
    own = {parameter.name for parameter in getattr(function, "__click_params__", ())}

    @wraps(function)
    def gathered(*args: object, **given: Any) -> object:  # noqa: ANN401 - as click hands it over
        chosen = {one.field: given[one.field] for one in OPTIONS}
        rest = {name: value for name, value in given.items() if name in own or name not in chosen}
        wanted = read_filter(**chosen)
        if wanted.where:
            _stand_by()
        return function(*args, wanted=wanted, **rest)

    decorated: Any = gathered
    for one in reversed(OPTIONS):
        if one.field not in own:
            decorated = _declared(one)(decorated)
    result: F = decorated
    return result


@contextmanager
def reading_as_asked(wanted: Filter) -> Iterator[sqlite3.Connection]:
    """Open the file in use for reading; with --as-of, a copy of it as it stood then.

    What may have been published later, and what nobody is cited for, is told on stderr.
    """
    with reading() as conn:
        if wanted.as_of is None:
            yield conn
            return
        from tracker.store.past import as_it_stood

        past = as_it_stood(conn, wanted.as_of)
        with closing(past.conn):
            say(_doubts(past))
            yield past.conn


def _doubts(past: Past) -> list[str]:
    told = []
    if past.undated:
        few = ", ".join(past.undated[:4]) + (", …" if len(past.undated) > 4 else "")
        told.append(f"{few}: undated, so it may have been published later")
    if past.unsourced:
        several = "1 incident" if past.unsourced == 1 else f"{past.unsourced:,} incidents"
        told.append(f"{several} for which nobody is cited left out")
    return told


def _stand_by() -> None:
    """Let a condition in SQL end, whatever it does."""
    from tracker.cli.ending import ending
    from tracker.store import asking

    asking.watch.by = lambda: ending(SECONDS)


def words_of(wanted: Filter) -> list[str]:
    """Return the options that select the same, as they are typed."""
    words: list[str] = []
    for one in OPTIONS:
        value = getattr(wanted, one.field)
        if value is None or value is False or value == ():
            continue
        values = value if isinstance(value, tuple) else (value,)
        if one.kind in ("date", "dates"):
            values = tuple(date.text for date in values)
        for part in values:
            words.append(one.names[-1])
            if one.kind != "flag" and part != ANY_FIELD:
                words.append(str(part))
    return words


def read_filter(**given: Any) -> Filter:  # noqa: ANN401 - as click hands it over
    """Read the values of options into a Filter. Raises TrackerError for one that cannot be read."""
    read: dict[str, Any] = {}
    for name, value in given.items():
        if name in ("since", "until", "as_of"):
            read[name] = _date(value, name) if value is not None else None
        elif name == "on":
            read[name] = tuple(_date(text, name) for text in value)
        elif name == "near":
            read[name] = tuple(read_near(text) for text in value)
        elif name == "disputed":
            read[name] = tuple(_field(word) for word in value)
        else:
            read[name] = value
    return Filter(**read)


def _declared(one: FilterOption) -> Callable[[F], F]:
    sort = click.Option if one.common else _Rare
    if one.kind == "flag":
        return click.option(*one.names, one.field, is_flag=True, help=one.asks, cls=sort)
    if one.kind == "field":
        return click.option(*one.names, one.field, is_flag=False, flag_value=ANY_FIELD,
                            multiple=True, metavar=one.metavar, help=one.asks, cls=sort,
                            shell_complete=completes(one.metavar))  # fmt: skip
    if one.kind in ("number", "numbers"):
        return click.option(*one.names, one.field, type=_COUNT,
                            multiple=one.kind == "numbers", metavar=one.metavar, help=one.asks,
                            cls=sort)  # fmt: skip
    return click.option(*one.names, one.field, multiple=one.kind in _REPEATED, metavar=one.metavar,
                        help=one.asks, cls=sort,
                        shell_complete=completes(one.metavar))  # fmt: skip


def completes(kind: str) -> Callable[[object, object, str], list[CompletionItem]]:
    """Return what click asks for what Tab offers as an ACTOR, a PLACE and so on."""

    def complete(_ctx: object, _parameter: object, incomplete: str) -> list[CompletionItem]:
        from tracker.cli.completing import offered  # only Tab needs it

        return offered(kind, incomplete)

    return complete


def _date(text: str, name: str) -> Date:
    """Read a date to select by; one that does not say what is asked of it would select anything."""
    from tracker import dates

    order = current_choices().config.get("date_order")
    anchor = None if text[:1].isdigit() else dates.Anchor(dates.parse(today()), "today")
    read = dates.parse(text, order=order, anchor=anchor)
    bounds = [_BOUNDS[name]] if name in _BOUNDS else ["start_earliest", "end_latest"]
    if not any(getattr(read, bound) for bound in bounds):
        raise TrackerError(
            f"'{text}' says no {'end' if 'end_latest' in bounds[:1] else 'beginning'}",
            f"for example: --{name.replace('_', '-')} 2023-07",
        )
    return read


def _field(word: str) -> str:
    from tracker.fields import field_named, normal_name

    if word == ANY_FIELD:
        return word
    name = normal_name(word.strip().lower())
    if not field_named(name).claimable:
        raise TrackerError(f"no source speaks of {name}", "for example: --disputed place")
    return name
