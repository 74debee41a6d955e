"""`tracker actor`: the people, forces, states and things that take part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.naming import actor_edit, actor_merge
from tracker.cli.nouns import Noun, list_options, print_rows
from tracker.cli.shared import db_option, reading, say, writing
from tracker.cli.streams import put_folded
from tracker.cli.unused import actor_rm

if TYPE_CHECKING:
    from collections.abc import Iterable


@click.group("actor", cls=Noun, short_help="people, forces, states: list, show, mend")
def command() -> None:
    """List, show, describe and mend actors; any of its names finds an actor.

    \b
    tracker actor list
    tracker actor add "US Central Command" alias=CENTCOM part-of=US
    """


@command.command("add", short_help="record an actor, or more about one")
@click.argument("name")
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option("--new", is_flag=True, help="It is another actor than the one with a near name.")
@db_option
def add(name: str, fields: tuple[str, ...], new: bool) -> None:
    """Record an actor, or more about one: kind, country, alias, part-of, member-of, commands,
    backed-by, allied-with, successor-of, operates, distinct-from, note. A relation may say when:
    "part-of=SDF | from 2015".

    \b
    tracker actor add ISIS "alias=Islamic State" alias=Daesh kind=armed-group
    tracker actor add "US Air Force" kind=force part-of=US
    """
    from tracker.store.describing import describe_actor
    from tracker.store.notices import Notices
    from tracker.store.pairs import read_pairs

    notices = Notices()
    with writing("actor add") as conn:
        described = describe_actor(conn, name, read_pairs(fields), notices, new)
    say([line for line in notices.lines if not line.startswith(f"new actor: {described.name}")])
    put_folded(_told(described.verb, described.name, described.lines))


@command.command("list", short_help="who took part, and how often")
@list_options
@db_option
def list_(name: str, sort: str | None, limit: int | None) -> None:
    """List the actors that took part, with how often; said-by alone does not count as taking part.

    \b
    tracker actor list
    tracker actor list --sort incidents -f csv
    """
    from tracker.store.lists import actors, voices_left_out

    with reading() as conn:
        print_rows(actors(conn, sort, limit), name)
        more = voices_left_out(conn, sort)
    if more:
        which = f"{more:,} more only speak" if more > 1 else "one more only speaks"
        say([f"{which} in sources: tracker actor list --sort speaks-in"])


@command.command("show", short_help="its names, and what it belongs to")
@click.argument("name")
@db_option
def show(name: str) -> None:
    """Show an actor's names, what it belongs to, and what belongs to it.

    \b
    tracker actor show CENTCOM
    tracker actor show Daesh
    """
    from tracker.store.describing import actor_lines

    with reading() as conn:
        put_folded(_told("", "", actor_lines(conn, name)))


for mending in (actor_edit, actor_merge, actor_rm):
    command.add_command(mending)


def _told(verb: str, name: str, lines: Iterable[str]) -> str:
    from tracker.formats.text import safe

    head = [f"{verb} {safe(name)}"] if verb else []
    body = [f"  {safe(line)}" if verb else safe(line) for line in lines]
    return "".join(f"{line}\n" for line in (*head, *body))
