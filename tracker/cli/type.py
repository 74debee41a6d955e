"""`tracker type`: the kinds of incident."""

from __future__ import annotations

import click

from tracker.cli.naming import type_edit, type_show
from tracker.cli.nouns import Noun, list_options, print_rows
from tracker.cli.shared import db_option, reading, say, writing


@click.group("type", cls=Noun, short_help="kinds of incident: list, show, mend")
def command() -> None:
    """List the types of incidents, and make your own; a parent finds its children.

    \b
    tracker type list
    tracker type add balloon parent=airspace-violation
    """


@command.command("add", short_help="make a type, or add to one")
@click.argument("code")
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@db_option
def add(code: str, fields: tuple[str, ...]) -> None:
    """Make a type of your own, or add to one: parent, label, alias.

    \b
    tracker type add balloon parent=airspace-violation "label=Balloon sighted"
    tracker type add drone-strike "alias=UAV attack"
    """
    from tracker.store.describing import describe_type
    from tracker.store.notices import Notices
    from tracker.store.pairs import read_pairs

    notices = Notices()
    with writing("type add") as conn:
        described = describe_type(conn, code, read_pairs(fields), notices)
    say([line for line in notices.lines if line != f"new type: {described.name}"])
    click.echo(f"{described.verb} {described.name}")


@command.command("list", short_help="the types, by kind")
@list_options
@db_option
def list_(name: str, sort: str | None, limit: int | None) -> None:
    """List the types by kind, with how many incidents are of each.

    \b
    tracker type list
    tracker type list -f csv
    """
    from tracker.store.lists import types

    with reading() as conn:
        print_rows(types(conn, sort, limit), name)


for mending in (type_show, type_edit):
    command.add_command(mending)
