"""`tracker help`: the depth behind the short help."""

from __future__ import annotations

import click

from tracker.cli.catalogue import COMMANDS
from tracker.errors import TrackerError

TOPICS = ("dates", "fields")


@click.command("help", short_help="read more: dates, fields")
@click.argument("topic", required=False)
@click.pass_context
def command(ctx: click.Context, topic: str | None) -> None:
    """Read about dates or fields, or the help of a command.

    \b
    tracker help dates
    tracker help add
    """
    root = ctx.find_root()
    if topic is None:
        click.echo(root.get_help())
        click.echo(f"\nMore to read: {', '.join(f'tracker help {name}' for name in TOPICS)}")
    elif topic == "dates":
        from tracker.dates.guide import guide

        click.echo(guide(), nl=False)
    elif topic == "fields":
        click.echo(fields_guide(), nl=False)
    elif topic in COMMANDS and isinstance(root.command, click.Group):
        found = root.command.get_command(root, topic)
        assert found is not None
        with click.Context(found, info_name=topic, parent=root) as inner:
            click.echo(found.get_help(inner))
    else:
        raise TrackerError(
            f"there is no help on '{topic}'", f"one of: {', '.join((*TOPICS, *COMMANDS))}"
        )


def fields_guide() -> str:
    """Return every field with its meaning and an example, those of the incident first."""
    from tracker.fields import FIELDS

    lines = [
        "Fields are written FIELD=VALUE: tracker add TITLE -d DATE FIELD=VALUE ...",
        'What a shell would eat stands in quotes: place="Homs, Syria".',
        "",
        "Of the incident, adopted by add and edit; most can be said by a source with cite:",
    ]
    for field in FIELDS.values():
        if field.part == "evidence":
            continue
        lines.append(f"  {field.example:<36}{field.meaning}")
    lines += ["", "Of the source that is named first with -s, or that cite names:"]
    lines += [f"  {f.example:<36}{f.meaning}" for f in FIELDS.values() if f.part == "evidence"]
    lines += [
        "",
        'Numbers: 80, 12-15, 12-13-15 (low, best, high), 60+, "over 100", "about 40";',
        "  none-reported and under-assessment are what a source says.",
        "A role, a tag or a link may be repeated. After a number, .civilian .combatant .target",
        "  .child .side-a .side-b .unknown say of whom: killed.civilian=3",
        "claimed.by=MIT records what the source says without adopting it.",
        "With cite, by!=Russia records a denial; by!= alone denies whatever is said of it.",
    ]
    return "".join(f"{line}\n" for line in lines)
