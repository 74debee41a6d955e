"""`tracker link`: order and relate incidents."""

from __future__ import annotations

import click

from tracker.cli.shared import db_option, writing
from tracker.cli.streams import put_folded
from tracker.fields import LINK_WORDS


@click.command("link", short_help="order and relate incidents")
@click.argument("one", metavar="A")
@click.argument("relation", metavar="before|after|part-of|...")
@click.argument("other", metavar="B")
@click.option("--remove", is_flag=True, help="Take the relation away.")
@db_option
def command(one: str, relation: str, other: str, remove: bool) -> None:
    """Say that incident A began before B, is part of B, and so on.

    \b
    before  after  part-of  same-equipment  response-to  causes
    follow-up-of  context-for  possibly-same-as

    \b
    tracker link 2 before 3
    tracker link 6 part-of 5
    """
    from tracker.cli.answers import told_linked
    from tracker.store.entry import incident_id
    from tracker.store.links import link, title_of, unlink

    word = relation.lower()
    with writing(f"link {one} {word} {other}") as conn:
        first, second = incident_id(conn, one), incident_id(conn, other)
        done = (unlink if remove and word in LINK_WORDS else link)(conn, first, word, second)
        head, tail = ((number, title_of(conn, number)) for number in (first, second))
        answer = told_linked(head, word, tail, done, remove)
    put_folded(answer)
