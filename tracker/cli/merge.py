"""`tracker merge`: two incidents that are one."""

from __future__ import annotations

import click

from tracker.cli.shared import db_option, typed, writing
from tracker.cli.streams import put_folded


@click.command("merge", short_help="let two incidents be one")
@click.argument("other", metavar="OTHER")
@click.argument("kept", metavar="KEPT")
@click.option("--why", metavar="TEXT", help="Why; it is kept in the history.")
@click.option("--dry-run", is_flag=True, help="Show what would be, store nothing.")
@db_option
def command(other: str, kept: str, why: str | None, dry_run: bool) -> None:
    """Let incident OTHER be known as KEPT: both numbers show the one that stays.

    Sources with all they say, actors, links and tags come together. KEPT keeps what was adopted
    for it, gets what it lacks, and tells where the two differ. tracker restore takes it apart.

    \b
    tracker merge 1 2 --dry-run
    tracker merge 1 2 --why "two reports of one event"
    """
    from tracker.formats.text import safe
    from tracker.store.entry import incident_id
    from tracker.store.incident_merging import merge_incidents
    from tracker.texts import long_text

    reason = long_text(why, "reason") if why else None
    with writing(f"merge {other} {kept}", reason, rehearse=dry_run) as conn:
        made = merge_incidents(conn, incident_id(conn, other), incident_id(conn, kept))
    verb = "Would merge" if dry_run else "Merged"
    lines = [f"{verb} {made.other[0]} {made.other[1]}", f"  into {made.kept[0]} {made.kept[1]}"]
    lines += [f"  {line}" for line in made.lines]
    if not dry_run:
        lines.append(
            f"  {typed(f'show {made.kept[0]}')}        apart: {typed(f'restore {made.other[0]}')}"
        )
    for line in lines:
        put_folded(safe(line) + "\n")
