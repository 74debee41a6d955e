"""`tracker info`: which file is in use, and what it holds."""

from __future__ import annotations

import click

from tracker.cli.shared import current_choices, db_option, reading
from tracker.cli.streams import put


@click.command("info", short_help="which file is used, and what it holds")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@db_option
def command(as_json: bool) -> None:
    """Say which file is in use, what chose it, and what it holds.

    \b
    tracker info
    tracker --db other.db info --json
    """
    from tracker.formats.text import safe
    from tracker.store.overview import overview

    path, chosen = current_choices().file
    with reading() as conn:
        found = overview(conn, path)
    if as_json:
        import json

        told = json.dumps({"file": str(path), "chosen_by": chosen, **found}, ensure_ascii=False)
        put([f"{told}\n"], "json")
        return
    click.echo(f"file        {safe(str(path))} (chosen by {chosen})")
    for name, value in found.items():
        if name == "leftovers":
            continue
        if value is not None:
            told = f"{value:,}" if isinstance(value, int) else str(value)
            click.echo(f"{name.replace('_', ' '):<12}{safe(told)}")
    leftovers = found["leftovers"]
    if isinstance(leftovers, list) and leftovers:
        click.echo(
            f"Note: beside the file lies {', '.join(safe(name) for name in leftovers)}: another"
            " program may be writing, or a copy was made",
            err=True,
        )
