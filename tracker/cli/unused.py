"""`rm` of actors, places and sources that nothing names."""

from __future__ import annotations

import click

from tracker.cli.shared import db_option, now, typed, writing
from tracker.cli.streams import put_folded

why_option = click.option("--why", metavar="TEXT", help="Why; it is kept in the history.")


@click.command("rm", short_help="remove an actor that nothing names")
@click.argument("name")
@why_option
@db_option
def actor_rm(name: str, why: str | None) -> None:
    """Remove an actor that was made by mistake; while anything names it, that is told instead.

    One that another name means is merged: tracker actor merge OTHER KEPT.

    \b
    tracker actor rm HTS
    tracker actor add Misprint && tracker actor rm Misprint --why "nobody's name"
    """
    _remove("actor", name, why)


@click.command("rm", short_help="remove a place that nothing names")
@click.argument("name")
@why_option
@db_option
def place_rm(name: str, why: str | None) -> None:
    """Remove a place that was made by mistake; while anything names it, that is told instead.

    \b
    tracker place add "Homs, Syria" && tracker place rm Homs
    tracker place add Hims && tracker place rm Hims --why "it is Homs"
    """
    _remove("place", name, why)


@click.command("rm", short_help="remove a source that nothing cites")
@click.argument("source")
@why_option
@db_option
def source_rm(source: str, why: str | None) -> None:
    """Remove a source that was made by mistake; while it is cited, that is told instead.

    One that should count no longer is retracted: tracker source retract SOURCE.

    \b
    tracker source add "| A Paper" key=paper && tracker source rm paper
    tracker source add "| A Wire" key=wire && tracker source rm wire --why unused
    """
    _remove("source", source, why)


def _remove(kind: str, name: str, why: str | None) -> None:
    from tracker.formats.text import safe
    from tracker.store.unused import remove_unused
    from tracker.texts import long_text

    reason = long_text(why, "reason") if why else None
    with writing(f"{kind} rm {name}", reason) as conn:
        gone = remove_unused(conn, kind, name, f"{now()}Z")
    put_folded(f"Removed {kind} {safe(gone)}        undo: {typed('undo')}\n")
