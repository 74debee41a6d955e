"""`tracker search`: incidents by any word or name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.filtering import MORE, filter_options, reading_as_asked
from tracker.cli.shared import db_option, paper, paper_options, say
from tracker.cli.streams import put
from tracker.errors import quoted

if TYPE_CHECKING:
    from tracker.filters import Filter

FEW = 20


@click.command("search", short_help="by any word or name", epilog=MORE)
@click.argument("words", nargs=-1, required=True)
@filter_options
@click.option("--rank", is_flag=True, help="The best first, not the newest.")
@click.option("-n", "--limit", type=click.IntRange(0), default=FEW, metavar="N",
              help=f"At most N, {FEW} if not said; 0 is all.")  # fmt: skip
@click.option("-f", "--format", "name", metavar="FORMAT", default="table",
              help="table, or one that tracker timeline has.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Short for -f json.")
@paper_options
@db_option
def command(
    words: tuple[str, ...],
    wanted: Filter,
    rank: bool,
    limit: int,
    name: str,
    as_json: bool,
    width: int | None,
    plain: bool,
    color: str | None,
) -> None:
    """Find incidents that hold all the words: in titles, descriptions, quotes, tags, in any name
    of an actor or a place and of what it belongs to, and in what is cited.

    Case and accents make no difference. A word that ends in * is the beginning of one; words in
    double quotes stand together, which a shell takes inside single quotes.

    \b
    tracker search harass* MQ-9
    tracker search '"flew close"' --since 2023 --rank
    """
    from tracker import formats
    from tracker.store import finding, incidents, tallying

    name = "json" if as_json else name
    write = formats.writer(name)
    sheet = paper(width, plain, color)
    asked = " ".join(words)
    # Of several --text one is enough, but the words have to be there as well.
    closed = [text + '"' * (text.count('"') % 2) for text in wanted.text]
    wanted = wanted._replace(text=tuple(f"{text} {asked}" for text in closed) or (asked,))
    with reading_as_asked(wanted) as conn:
        hits = finding.find(conn, wanted, limit or None, rank)
        if not hits.ids:
            told = f"nothing holds {asked}" if hits.terms else f"'{asked}' has no word to look for"
            begun = " ".join(word if word[-1:] in '*"' else f"{word}*" for word in asked.split())
            longer = wanted._replace(text=(begun,))
            if hits.terms and not wanted.text[1:] and finding.find(conn, longer, 1, False).ids:
                told += f", but words that begin so are there: tracker search {quoted(begun)}"
            say([told])
        if name == "table":
            from tracker.formats.found import screen

            found = finding.contexts(conn, hits.ids, hits.terms)
            put(screen(found, sheet.options(), hits.marked), name)
        else:
            read = incidents.read(conn, hits.ids, name in formats.COMPLETE)
            tally = tallying.tally(conn, hits.ids, hits.more, hits.marked)
            put(write(read, sheet.options(tally, not rank)), name)
    if hits.more:
        many = hits.more >= finding.MOST_COUNTED
        more = f"more than {finding.MOST_COUNTED:,}" if many else f"{hits.more:,}"
        say([f"{more} more: -n 0 for all"])
