"""`tracker place`: places and what contains them."""

from __future__ import annotations

import click

from tracker.cli.naming import place_edit, place_merge
from tracker.cli.nouns import Noun, list_options, print_rows
from tracker.cli.shared import db_option, reading, say, writing
from tracker.cli.streams import put_folded
from tracker.cli.unused import place_rm


@click.group("place", cls=Noun, short_help="places and what contains them: list, show, mend")
def command() -> None:
    """List, show, describe and mend places; any of its names finds a place.

    \b
    tracker place list
    tracker place add "Homs, Syria" alias=Hims coords=34.73,36.72
    """


@command.command("add", short_help="record a place, or more about one")
@click.argument("name")
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@db_option
def add(name: str, fields: tuple[str, ...]) -> None:
    """Record a place, or more about one: country, coords, within, overlaps, distinct-from, alias,
    tz, precision, note.

    \b
    tracker place add "Aleppo region, Syria" within="northern Syria"
    tracker place add "eastern Syria" overlaps="Deir ez-Zor, Syria"
    """
    from tracker.formats.text import safe
    from tracker.store.describing import describe_place
    from tracker.store.notices import Notices
    from tracker.store.pairs import read_pairs

    notices = Notices()
    with writing("place add") as conn:
        described = describe_place(conn, name, read_pairs(fields), notices)
    say([line for line in notices.lines if line != f"new place: {described.name}"])
    click.echo(f"{described.verb} {safe(described.name)}")
    for line in described.lines:
        click.echo(f"  {safe(line)}")


@command.command("list", short_help="the places, and what they lie within")
@list_options
@db_option
def list_(name: str, sort: str | None, limit: int | None) -> None:
    """List the places, with what they lie within and how many incidents are there.

    \b
    tracker place list
    tracker place list --sort incidents -f csv
    """
    from tracker.store.lists import places

    with reading() as conn:
        print_rows(places(conn, sort, limit), name)


@command.command("show", short_help="its names, and what contains it")
@click.argument("name")
@db_option
def show(name: str) -> None:
    """Show a place's names, what contains it, and what lies within it.

    \b
    tracker place show Afrin
    tracker place show "Aleppo region"
    """
    from tracker.formats.text import safe
    from tracker.store.describing import place_lines

    with reading() as conn:
        for line in place_lines(conn, name):
            put_folded(safe(line) + "\n")


for mending in (place_edit, place_merge, place_rm):
    command.add_command(mending)
