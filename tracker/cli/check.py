"""`tracker check`: is the file, and is what it says, possible?"""

from __future__ import annotations

import click

from tracker.cli.shared import current_choices, db_option, reading
from tracker.cli.streams import put_folded
from tracker.errors import ExitCode


@click.command("check", short_help="is the file whole, and is what it says possible?")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--explain", is_flag=True, help="Say what each check asks, and check nothing.")
@click.option("--fix", is_flag=True, help="Mend what can be derived again: order and search.")
@db_option
def command(names: tuple[str, ...], as_json: bool, explain: bool, fix: bool) -> int:
    """Look for faults of the file and for what cannot be true; silent where there is none.

    NAME is a check, as tracker check --explain lists them. Faults are listed with what would mend
    each, and the exit code is then 1.

    \b
    tracker check
    tracker check order dates --json
    """
    from tracker.store.checking import CHECKS, chosen, mend, run_checks

    wanted = chosen(names)
    if explain:
        for name in wanted:
            click.echo(f"{name:<14}{CHECKS[name].question}")
        return ExitCode.DONE
    if fix:
        from contextlib import closing

        from tracker.store.connection import open_writing

        with closing(open_writing(current_choices().path)) as conn:
            mend(conn, wanted)
    with reading() as conn:
        found = list(run_checks(conn, wanted))
    if as_json:
        import json

        told = [
            {"check": name, "where": fault.where, "message": fault.message, "mend": fault.mend}
            for name, fault in found
        ]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        from tracker.formats.text import safe

        for name, fault in found:
            put_folded(safe(f"{name}: {fault.where}: {fault.message}") + "\n")
            if fault.mend:
                put_folded(safe(f"    {fault.mend}") + "\n")
    return ExitCode.FOUND if found else ExitCode.DONE
