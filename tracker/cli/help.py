"""`tracker help`: the depth behind the short help."""

from __future__ import annotations

import click

from tracker.cli.catalogue import COMMANDS
from tracker.errors import TrackerError

TOPICS = ("dates", "fields", "sources", "notes", "filters", "sql")

SOURCES = """\
A source is a document that is cited; write it once, then name it by its key.

  "URL | PUBLISHER | DATE | TITLE"   a new one; any part of it may be empty
  "| Example Post | 9 July 2023"     without an address
  https://example.org/a              known by its address, in any spelling
  example-2023-07-09                 known by its key, or the beginning of it

With add, the first -s is recorded as saying the date, the place, the actors
and the numbers that you typed; further ones are only cited. Of the first one:
  said-by=CENTCOM    the origin: whose words the source passes on
  via=AFP            the agency through which they came
  quote="..."  pinpoint="p. 12"  reading=ambiguous  stance=denies

Who speaks matters: ten articles that repeat one release are ten sources and
one origin. An origin on a side of the incident is marked (party). A source
that always speaks with one voice can say so once:
  tracker source add "| US Central Command" key=centcom said-by=CENTCOM

What another source says goes beside what is adopted, and changes nothing:
  tracker cite 3 centcom place="eastern Syria" killed=12-15
  tracker cite 3 centcom by!=Russia                     it denies that
  tracker cite 3 centcom killed.civilian=none-reported  it knows of none
  tracker cite 3 centcom date="on Thursday"             by its publication day
Where accounts cannot all be true, timeline and show mark it. You may choose:
  tracker adopt c9.place --why "the release names the place"
  tracker adopt 3 killed --range                        all of them, as a range
  tracker adopt 3 type --recorded                       what you recorded yourself

What is recorded of a source is mended, and what rests on it is told:
  tracker source edit centcom published=2023-07-09 "author=Family, Given"
  tracker source merge copy centcom                     both keys find centcom
  tracker source retract centcom --why "withdrawn"      it counts no longer
As a bibliography: tracker timeline -f chicago, apa, mla, bibtex, csl-json, ris"""

NOTES = """\
A page of notes is the quickest way to record what a report says. Type it with
tracker read, or: tracker read page.notes

  @post https://example.org/a | Example Post | 9 July 2023 | Title
    said-by US Air Force; kind news         what is known of the source
  + Flares dropped in front of MQ-9s        a new incident: what the post says
    date on Thursday; type flare-drop       counted from the day it came out
    by Russia; against US; place Syria      fields, parted by ;
    killed none-reported  "no one was hurt" its own words at the end of a line
    &flares                                 a name for it on this page
  @wire | Example Wire | 10 July 2023
  = &flares                                 what another source says of it
    place northwest Syria | p. 2            after a bar: where, or whose words
    injured 2 | said-by SOHR | via AFP      each voice is cited by itself
    by != Iran                              it denies that
  = 44                                      any incident, by its number or title
  @ none                                    what you know yourself
  ! SDF = Syrian Democratic Forces; kind armed-group; backed-by US
  ! place Homs = Hims; within Syria         # and this is a comment

The first source adopts; below = nothing adopted is changed, but by | adopt:
    place Homs | adopt the only account     choose it, and say why
    place Homs | own                        yours, the source does not say it
    claimed.by MIT                          its, and you do not adopt it
Anything may stand in double quotes; \\ makes the next sign plain, \\n breaks a
line. Either all of a page is recorded or nothing; twice is the same as once.
  tracker read --dry-run page.notes         every fault with its line and column
  tracker timeline -f notes > all.notes     the whole file as such a page
  tracker edit 4                            one incident so, in your editor
All of it: docs/notes.md"""

SQL = """\
The file is an SQLite database; these views are made for asking, and stay:

  timeline               an incident a row, ready to print, with its figures
  incident_actor_roles   who took part in what, and how
  actor_activity         the same, with what belongs to an actor as its own
  incident_citations     the sources cited for an incident
  incident_claims        what each of them says, field by field
  disputes               the accounts of each field on which accounts differ
  origins                sources, origins, and origins that stand apart
  casualties             killed, injured, missing, detained, displaced
  todo                   open questions

  tracker sql --schema            what every column means
  tracker sql --examples          a dozen queries to start from
  tracker sql "SELECT date_words, title FROM timeline WHERE sources = 1"
  tracker sql "SELECT * FROM disputes WHERE incident_id = :id" --param id=6
  tracker sql - -f csv < question.sql
  tracker timeline --where "sources > 2 AND place LIKE '%Syria'"

Only SELECT, WITH and VALUES run; nothing that is asked can change the file.
Dates are four bounds, YYYY-MM-DDTHH:MM:SS, NULL where there is no limit. What
could have begun in July 2023:
  start_earliest < '2023-08-01' AND start_latest >= '2023-07-01'
The order of what is known: ORDER BY sort_key, id

In a browser, with Datasette:
  tracker sql --datasette > metadata.json
  datasette serve --immutable incidents.db --metadata metadata.json"""


@click.command("help", short_help="read more: dates, fields, sources")
@click.argument("topic", required=False)
@click.pass_context
def command(ctx: click.Context, topic: str | None) -> None:
    """Read about dates, fields or sources, or the help of a command.

    \b
    tracker help dates
    tracker help add
    """
    root = ctx.find_root()
    if topic is None:
        click.echo(root.get_help())
        click.echo(f"\nMore to read, by tracker help WORD: {', '.join(TOPICS)}")
    elif topic == "dates":
        from tracker.dates.guide import guide

        click.echo(guide(), nl=False)
    elif topic == "fields":
        click.echo(fields_guide(), nl=False)
    elif topic == "sources":
        click.echo(SOURCES)
    elif topic == "notes":
        click.echo(NOTES)
    elif topic == "sql":
        click.echo(SQL)
    elif topic == "filters":
        click.echo(filters_guide(), nl=False)
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
        "Of the incident, adopted by add and edit; with cite, what a source says:",
    ]
    for field in FIELDS.values():
        if field.part == "evidence":
            continue
        lines.append(f"  {field.example:<30}{field.meaning}")
    lines += ["", "Of the source that is named first with -s, or that cite names:"]
    lines += [f"  {f.example:<30}{f.meaning}" for f in FIELDS.values() if f.part == "evidence"]
    lines += [
        "",
        'Numbers: 80, 12-15, 12-13-15 (low, best, high), 60+, "over 100", "about 40";',
        "  none-reported and under-assessment are what a source says.",
        "A role, a tag or a link may be repeated. After a number stands of whom:",
        "  killed.civilian=3; also .combatant .target .child .side-a .side-b .unknown",
        "claimed.by=MIT records what the source says without adopting it.",
        "With cite, by!=Russia records a denial; by!= alone denies whatever is said.",
    ]
    return "".join(f"{line}\n" for line in lines)


def filters_guide() -> str:
    """Return every option that selects incidents, with what it asks for."""
    from tracker.cli.filtering import OPTIONS

    lines = ["What selects incidents, in every command that reads or changes several:", ""]
    for one in OPTIONS:
        typed = ", ".join(one.names) + (f" {one.metavar}" if one.metavar else "")
        lines.append(f"  {typed:<24}{one.asks}")
    lines += [
        "",
        "The same option again means either; different ones mean both. An alias is as",
        "good as a name, and what belongs to an actor, an origin, a place or a type is",
        "found with it. A date is of any precision, both ends included: what could have",
        "happened then matches, and is marked ? where that is not certain. An end that",
        "is open or not stated counts as far as the start is known, unless --ongoing;",
        "what is wholly undated is in no window. For example:",
        '  tracker timeline --by Russia --against US --on "July 2023"',
        "  tracker timeline -p Syria --since 2016 --not-type invasion",
        "  tracker timeline --disputed place --min-sources 2",
    ]
    return "".join(f"{line}\n" for line in lines)
