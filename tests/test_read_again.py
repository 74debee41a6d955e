"""Reading a page again: what the analyst has changed since is kept, and what changed is told."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run, Stock

HEAD = "@x https://example.org/1 | X | 2023-07-08 | T\n"
PAGE = (
    HEAD
    + """  kind news; author First, A
! Wagner = PMC; note first; kind militia; part-of Russia
! place Bakhmut; precision district
! type balloon; label Balloon seen
+ A
  date 2023-06-01; by Wagner; status confirmed; tag one; note mine; killed 3; before &b
  "page words"
+ B &b
  date 2023-06-02; place Bakhmut
= &b
  note a remark; killed 4 | said-by Wagner | p. 2 | ambiguous "four"
"""
)
CORRECTIONS = [
    ("source edit x kind=press-release", "SELECT kind FROM sources", "press-release"),
    ("source edit x author=", "SELECT author FROM sources", None),
    ("source edit x title=Other", "SELECT title FROM sources", "Other"),
    ("source edit x title=", "SELECT title FROM sources", None),
    ("source edit x published=", "SELECT published_edtf FROM sources", None),
    ("actor edit Wagner note=mine", "SELECT note FROM actors WHERE name = 'Wagner'", "mine"),
    ("actor edit Wagner kind=force", "SELECT kind FROM actors WHERE name = 'Wagner'", "force"),
    ("actor edit Wagner alias-=PMC", "SELECT count(*) FROM actor_names WHERE name = 'PMC'", 0),
    ("actor edit Wagner part-of-=Russia", "SELECT count(*) FROM actor_relations", 0),
    ("place edit Bakhmut precision=exact", "SELECT precision FROM places WHERE name = 'Bakhmut'",
     "exact"),
    ("type edit balloon label=Balloon", "SELECT label FROM incident_types WHERE code = 'balloon'",
     "Balloon"),
    ("edit c1 quote=mine", "SELECT quote FROM citations WHERE id = 1", "mine"),
    ("edit c1 stance=context", "SELECT stance FROM citations WHERE id = 1", "context"),
    ("edit c3 pinpoint='p. 3'", "SELECT count(*) FROM citations", 3),
    ("edit c2 note='another remark'", "SELECT note FROM citations WHERE id = 2", "another remark"),
    ("edit c3.killed quote=mine", "SELECT quote FROM claims WHERE field = 'killed' AND best = 4",
     "mine"),
    ("edit c3.killed reading=plain", "SELECT reading FROM claims WHERE best = 4", "plain"),
    ("edit c3.killed 5", "SELECT best FROM claims WHERE citation_id = 3", 5),
    ("rm c3.killed", "SELECT count(*) FROM claims WHERE citation_id = 3 AND deleted_at IS NULL", 0),
    ("edit 1 status=refuted", "SELECT status FROM incidents WHERE id = 1", "refuted"),
    ("edit 1 title=C", "SELECT title FROM incidents WHERE id = 1", "C"),
    ("edit 1 tag-=one", "SELECT count(*) FROM incident_tags", 0),
    ("edit 1 note=", "SELECT note FROM incidents WHERE id = 1", None),
    ("edit 1 killed=2", "SELECT best FROM incident_counts", 2),
    ("edit 1 by-=Wagner", "SELECT count(*) FROM incident_actors", 0),
    ("link 1 before 2 --remove", "SELECT count(*) FROM incident_links", 0),
]  # fmt: skip


@pytest.fixture
def page(db: Path) -> Path:
    path = Path("page.notes")
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("command", "query", "kept"), CORRECTIONS, ids=[c for c, *_ in CORRECTIONS]
)
def test_what_was_corrected_since_is_kept(
    run: Run, stock: Stock, page: Path, command: str, query: str, kept: object
) -> None:
    run("read", page)
    before = stock(query)
    run(*shlex.split(command))
    assert stock(query) == [(kept,)]
    run("read", page)
    assert stock(query) == [(kept,)]
    # What an undo took back was no correction, and what a redo brought back is one again.
    run("undo", "--last", 2) if run("history").stdout.count(" read\n") > 1 else run("undo")
    assert stock(query) == before
    assert "Nothing new" in run("read", page).stdout
    assert stock(query) == before


def test_a_correction_that_was_redone_is_one(run: Run, stock: Stock, page: Path) -> None:
    run("read", page)
    run("edit", "1", "status=refuted")
    run("undo")
    run("redo")
    told = run("read", page)
    assert "1 keeps its status, which was changed since" in told.stderr
    assert stock("SELECT status FROM incidents WHERE id = 1") == [("refuted",)]


@pytest.mark.parametrize("values", [
    ("status confirmed", "status refuted"), ("killed 3", "killed 4"), ("note one", "note two"),
    ("by Wagner", "by Russia"), ("kind news", "kind video"), ('"one"', '"two"'),
    ("place Bakhmut", "place Kyiv"), ("! Wagner; note one", "! Wagner; note two"),
])  # fmt: skip
def test_a_line_may_change_and_change_back(
    run: Run, stock: Stock, db: Path, values: tuple[str, str]
) -> None:
    first, second = values
    around = HEAD + "{}+ A\n  date 2023-06-01\n{}"

    def written(line: str) -> str:
        above = line.startswith(("!", "kind"))
        return around.format(f"  {line}\n" if above else "", "" if above else f"  {line}\n")

    page = Path("page.notes")
    page.write_text(written(first), encoding="utf-8")
    run("read", page)
    began = run("timeline", "-f", "notes").stdout
    page.write_text(written(second), encoding="utf-8")
    assert "changed" in run("read", page).stdout
    assert run("timeline", "-f", "notes").stdout != began
    page.write_text(written(first), encoding="utf-8")
    run("read", page)
    after = run("timeline", "-f", "notes").stdout
    # An actor or a place that was met once stays known.
    assert set(began.splitlines()) <= set(after.splitlines())


def test_a_page_that_was_undone_can_be_read_again(run: Run, page: Path) -> None:
    def written() -> str:
        return re.sub(r"&[0-9a-z]{12}", "&uid", run("timeline", "-f", "notes").stdout)

    run("read", "-", input=HEAD + "+ A\n  date 2023-06-01\n+ B &b\n  date 2023-06-02\n")
    run("read", page)
    whole = written()
    run("undo")
    assert "since" not in run("read", page).stderr
    assert written() == whole
    run("undo")
    run("redo")
    told = run("read", page)
    assert "since" not in told.stderr
    assert "Nothing new" in told.stdout


def test_what_a_page_says_of_sources_and_names_is_told(run: Run, seeded: Path) -> None:
    held = seeded.read_bytes()
    told = run("read", "-", input="! Russia; kind person\n@jpost\n  kind video\n").stdout
    assert told.splitlines() == [
        "changed   source jpost   kind news → video",
        "changed   actor Russia   kind state → person",
        "1 source changed, 1 actor changed        undo: tracker undo",
    ]
    run("undo")
    told = run("read", "-", input="! Wagner; kind militia\n! place Bakhmut\n").stdout
    assert told == "1 actor added, 1 place added        undo: tracker undo\n"
    assert run("read", "-", input="! Wagner; kind militia\n").stdout == "Nothing new on this page\n"
    told = run("read", "-", "--dry-run", input="! Wagner; kind person\n").stdout
    assert told.endswith("1 actor changed: rehearsed, nothing was stored\n")
    assert held != seeded.read_bytes()


def test_a_name_that_happens_to_be_a_uid_overwrites_nothing(run: Run, db: Path) -> None:
    first = HEAD + "+ Strike on Homs &202307071200\n  date 2022\n"
    run("read", "-", input=first)
    other = "@y | Y | 2023-07-08\n+ Raid in Kyiv &202307071200\n  date 2021\n"
    told = run("read", "-", code=2, input=other).stderr
    assert told.startswith(
        "<stdin>:2:1: &202307071200 is the uid of another incident: 1, Strike on Homs;"
        " another name for this one: &202307071200-2\n"
    )
    assert "Nothing new" in run("read", "-", input=first).stdout
    renamed = first.replace("Strike on Homs", "Strike near Homs")
    assert "changed    1" in run("read", "-", input=renamed).stdout
    run("undo")
    moved = first.replace("@x https://example.org/1 | X", "@z | Z").replace("Strike on", "In")
    assert "changed    1" in run("read", "-", input=moved).stdout


def test_nothing_is_made_of_what_was_removed(run: Run, db: Path, stock: Stock) -> None:
    page = HEAD + "+ A &a\n  date 2016; by {}\n= &a\n  killed 3 | said-by {}\n"
    run("read", "-", input=page.format("Iran", "Iran"))
    run("rm", "1", "--yes")
    told = run("read", "-", input=page.format("Ghost Group", "Another Ghost"))
    assert "1 was removed and stays so: tracker restore 1" in told.stderr
    assert told.stdout == "Nothing new on this page\n"
    assert stock("SELECT name FROM actors") == [("Iran",)]
    other = page.replace("+ A", "+ B").format("Ghost Group", "Another Ghost")
    assert "added      2" in run("read", "-", input=other).stdout


def test_a_name_may_be_used_before_one_that_names_it(run: Run, db: Path, stock: Stock) -> None:
    page = "@ none\n= &b\n  note x\n= &a &b\n  tag one\n+ X &a\n  date 2016\n"
    run("read", "-", input=page)
    assert stock("SELECT note FROM incidents") == [("x",)]
    assert stock("SELECT tag FROM incident_tags") == [("one",)]


def test_pages_without_a_file_of_their_own_are_no_readings_of_one(run: Run, db: Path) -> None:
    import os

    for actor in ("Iran", "Wagner"):
        ends = os.pipe()
        with os.fdopen(ends[1], "w") as page:
            page.write(HEAD + f"+ A\n  date 2023-06-01; by {actor}\n")
        run("read", f"/dev/fd/{ends[0]}")
        os.close(ends[0])
    assert "Iran; Wagner" in run("timeline").stdout.replace(", ", "; ")


def test_an_incident_that_may_be_told_already_is_noticed(run: Run, seeded: Path) -> None:
    page = (
        "@x | X | 2023-07-10\n+ MQ-9 kills Usamah al-Muhajir\n"
        "  date 7 July 2023; by US; against Usamah al-Muhajir; type drone-strike\n"
        "+ Shells\n  date 3 July 2023\n+ Shells\n  date 3 July 2023\n"
    )
    told = run("read", "-", input=page).stderr
    assert told.splitlines() == [
        "Note: 7 may be incident 6, MQ-9 strike kills Usamah al-Muhajir: tracker show 6;"
        " if it is: tracker merge 7 6",
        "Note: 9 may be incident 8, Shells: tracker show 8; if it is: tracker merge 9 8",
    ]
    run("merge", "9", "8")
    written = run("timeline", "-f", "notes").stdout
    Path("new.notes").write_text(written, encoding="utf-8")
    run("--db", "new.db", "init")
    assert "may be" in run("--db", "new.db", "read", "new.notes").stderr


def test_what_was_deleted_from_a_page_that_we_wrote_is_told(run: Run, seeded: Path) -> None:
    written = run("timeline", "-f", "notes").stdout
    lines = written.splitlines()
    gone = [line for line in lines if line.startswith("  duration about 2h")]
    assert len(gone) == 1
    told = run("read", "-", input="\n".join(line for line in lines if line not in gone) + "\n")
    assert told.stderr.splitlines() == [
        "Note: 5 keeps duration about 2h, which the page says no longer: tracker rm c8.duration"
    ]
    assert "Nothing new" in told.stdout
    assert run("read", "-", input=written).stderr == ""


def test_the_key_of_a_source_is_no_other_articles(run: Run, db: Path) -> None:
    first = "@reuters | Reuters | 8 July 2023 | Strike\n+ A\n  date 2016\n"
    run("read", "-", input=first)
    other = "@reuters | Reuters | 12 July 2023 | A second strike\n= A\n  killed 3\n"
    told = run("read", "-", code=2, input=other).stderr
    assert "<stdin>:1:2: @reuters is another source: Strike, 8 Jul 2023; another key" in told
    for same in ("about 8 July 2023 | Strikes", "12 July 2023 | Strike", "| Strikes"):
        run("read", "-", input=f"@reuters | Reuters | {same}\n= A\n  killed 3\n")
    run("source", "edit", "reuters", "published=9 July 2023", "title=A strike")
    assert "Nothing new" in run("read", "-", input=first).stdout


def test_who_speaks_in_a_source_was_corrected_and_nothing_is_cited_anew(
    run: Run, db: Path, stock: Stock
) -> None:
    page = "@post | Post | 9 July 2023\n  said-by Alpha\n+ T\n  date 7 July 2023; killed 3\n"
    run("read", "-", input=page)
    run("source", "edit", "post", "said-by=Beta")
    told = run("read", "-", input=page)
    assert "Nothing new" in told.stdout
    assert "post keeps its said-by, which was changed since" in told.stderr
    assert stock("SELECT count(*) FROM citations") == [(1,)]


def test_a_voice_that_was_removed_stays_so_beside_another(run: Run, db: Path, stock: Stock) -> None:
    page = HEAD + '+ T\n  date 7 July 2023; killed 3\n  injured 4 | p. 2 "words of it"\n'
    run("read", "-", input=page)
    run("rm", "c2")
    told = run("read", "-", input=page)
    assert "c2 was removed since and stays so: tracker restore c2" in told.stderr
    assert stock("SELECT count(*) FROM citations") == [(2,)]


def read_again(run: Run, db: Path) -> str:
    """Write the file as a page, read it into a new file and there once more; return the answer."""
    page, new = Path("all.notes"), Path("again.db")
    page.write_text(run("--db", db, "timeline", "-f", "notes").stdout, encoding="utf-8")
    new.unlink(missing_ok=True)
    run("--db", str(new), "init")
    run("--db", str(new), "read", str(page))
    again = run("--db", str(new), "timeline", "-f", "notes").stdout
    assert again == page.read_text(encoding="utf-8")
    return run("--db", str(new), "read", str(page)).stdout


@pytest.mark.parametrize("zone", ["UTC", "+03:00", "Europe/Kyiv"])
def test_a_clock_time_in_the_zone_of_its_block_stands(run: Run, db: Path, zone: str) -> None:
    run("add", "X", "-d", "2023-07-07 09:30", f"tz={zone}", "-s", "| P | 2024")
    assert "Nothing new: 1 stands already" in read_again(run, db)


@pytest.mark.parametrize("offset", ["Z", "", "+02:00"])
def test_a_clock_time_of_before_a_place_gave_a_zone_stands(run: Run, db: Path, offset: str) -> None:
    run("add", "X", "-d", "2016-07")
    run("cite", "1", "| Q", f"date=2016-07-07 09:30{offset}")
    run("cite", "1", "| R", "place=Homs, Syria")
    run("adopt", "c2.place")
    assert "Nothing new: 1 stands already" in read_again(run, db)


def test_a_clock_time_that_a_page_changes_keeps_the_zone_of_its_line(
    run: Run, db: Path, stock: Stock
) -> None:
    page = Path("page.notes")
    run("add", "X", "-d", "2023")
    text = "@a | A | 2024\n= 1\n  date 2023-07-07 09:30 | tz UTC\n"
    for clock in ("09:30", "10:30"):
        page.write_text(text.replace("09:30", clock), encoding="utf-8")
        run("read", str(page))
    assert stock("SELECT date_edtf FROM claims") == [("2023-07-07T10:30Z",)]


def test_who_is_called_otherwise_by_now_is_still_who_was_named(run: Run, db: Path) -> None:
    run("add", "X", "-d", "2016")
    run("cite", "1", "| P", "by=Alpha Group", "place=Homs, Syria")
    run("actor", "edit", "Alpha Group", "name=Alpha Brigade")
    run("place", "edit", "Homs", "name=Hims")
    Path("all.notes").write_text(run("timeline", "-f", "notes").stdout, encoding="utf-8")
    assert "Nothing new: 1 stands already" in run("read", "all.notes").stdout


@pytest.mark.parametrize("stance", ["context", "denies"])
def test_a_source_that_does_not_report_says_no_more_the_second_time(
    run: Run, db: Path, stock: Stock, stance: str
) -> None:
    Path("p.notes").write_text(
        f"@a | Z\n+ X\n  date 2016; stance {stance}\n  killed 3\n", encoding="utf-8"
    )
    run("read", "p.notes")
    assert "Nothing new: 1 stands already" in run("read", "p.notes").stdout
    assert stock("SELECT count(*) FROM claims") == [(0,)]
    assert "Nothing new: 1 stands already" in read_again(run, db)


def test_a_decision_whose_account_was_removed_is_left_as_it_is(
    run: Run, db: Path, stock: Stock
) -> None:
    run("add", "X", "-d", "2016", "-s", "| P")
    run("cite", "1", "| Q", "killed=5")
    run("adopt", "c2.killed")
    run("rm", "c2.killed")
    Path("all.notes").write_text(run("timeline", "-f", "notes").stdout, encoding="utf-8")
    assert "Nothing new: 1 stands already" in run("read", "all.notes").stdout
    assert stock("SELECT kind, deleted_at FROM decisions") == [("claim", None)]
    assert "read" not in run("history").stdout


def test_a_page_of_before_a_merge_changes_nothing_of_what_was_kept(run: Run, db: Path) -> None:
    run("add", "X", "-d", "2016", "-s", "| P", "killed=3")
    run("add", "Y", "-d", "2016", "--new", "-s", "| P", "killed=4", "tag=b")
    run("add", "Z", "-d", "2017", "-s", "| Q", "by=Russia")
    run("add", "Own", "-d", "2016", "desc=Long.", "--new")
    run("cite", "1", "| V", "injured=3")
    old = Path("old.notes")
    old.write_text(run("timeline", "-f", "notes").stdout, encoding="utf-8")
    for other in ("1", "3", "4"):
        run("merge", other, "2")
    kept = run("timeline", "-f", "notes").stdout
    told = run("read", "old.notes")
    assert "Nothing new: 1 stands already" in told.stdout
    assert "no longer" not in told.stderr
    assert run("timeline", "-f", "notes").stdout == kept
    told = run("read", "-", input="@p\n= 1\n  injured 5; killed 3\n")
    assert "cited      2  2016   Y   c2.injured\n" in told.stdout


def test_what_is_empty_stays_so_where_its_account_was_corrected_since(
    run: Run, db: Path, stock: Stock
) -> None:
    run("add", "X", "-d", "2016", "-s", "| P", "killed=3")
    run("cite", "1", "| Q", "killed=none-reported")
    run("adopt", "c2.killed")
    run("edit", "c2.killed", "dozens")
    assert "Nothing new: 1 stands already" in read_again(run, db)
    assert "killed" not in run("--db", "again.db", "timeline").stdout
    run("adopt", "c2.killed")
    run("edit", "c2.killed", "none-reported")
    assert "Nothing new: 1 stands already" in read_again(run, db)


def test_the_words_for_one_line_are_not_those_for_all(run: Run, db: Path, stock: Stock) -> None:
    run("add", "X", "-d", "2016", "-s", "| P", "killed=3")
    run("cite", "1", "| Q", "killed=5", "injured=6")
    run("edit", "c1.killed", "quote=three died")
    run("edit", "c2.killed", "quote=five")
    assert "Nothing new: 1 stands already" in read_again(run, db)
    run("read", "all.notes")
    assert stock("SELECT quote FROM citations") == [(None,), (None,)]


def test_the_words_for_a_line_that_are_those_for_all_are_kept_once(
    run: Run, db: Path, stock: Stock
) -> None:
    run("add", "X", "-d", "2016", "-s", "| P", "killed=3", "quote=three died")
    run("edit", "c1.killed", "quote=three died")
    assert stock("SELECT quote FROM claims WHERE quote IS NOT NULL") == []
    run("cite", "1", "| Q", "killed=5")
    run("edit", "c2.killed", "quote=five")
    run("edit", "c2", "quote=five")
    assert "Nothing new: 1 stands already" in read_again(run, db)


@pytest.mark.parametrize("emptied", ["place=", "tz="])
def test_a_clock_time_without_a_zone_is_not_given_that_of_the_file(
    run: Run, tmp_path: Path, emptied: str
) -> None:
    db = tmp_path / "zoned.db"
    run("--db", db, "init", "--title", "T", "--tz", "America/New_York")
    place = ["-p", "Homs, Syria"] if emptied == "place=" else []
    run("--db", db, "add", "X", "-d", "2016-07-07 09:30", *place, "-s", "| P")
    run("--db", db, "edit", "1", emptied)
    assert "Nothing new: 1 stands already" in read_again(run, db)


def test_a_clock_time_of_before_the_file_had_a_zone_stays_without(run: Run, db: Path) -> None:
    run("add", "X", "-d", "2016-07-07 09:30", "-s", "| P")
    run("cite", "1", "| Q", "date=2016-07-07 10:30")
    run("read", "-", input="! file T; tz UTC\n")
    assert "Nothing new: 1 stands already" in read_again(run, db)


SHIPPED = (
    ("raid", "meaning=M; or N", "gtd=3", "acled-event=A; B", "acled-sub-event=", "label=Raid, a"),
    ("drone-strike", "parent=", "alias-=UAV strike", "plover="),
)


def test_types_that_were_edited_are_written_and_read(run: Run, db: Path, stock: Stock) -> None:
    for code, *fields in SHIPPED:
        run("type", "edit", code, *fields)
    run("type", "add", "balloon", "parent=raid", "alias=UAV strike")
    run("type", "edit", "balloon", "meaning=It flew.")
    assert read_again(run, db) == "Nothing new on this page\n"
    every = "SELECT * FROM incident_types ORDER BY code"
    assert stock(every, "again.db") == stock(every)


def test_a_name_that_a_type_was_given_since_is_kept(run: Run, db: Path) -> None:
    run("type", "edit", "drone-strike", "alias-=UAV strike")
    Path("all.notes").write_text(run("timeline", "-f", "notes").stdout, encoding="utf-8")
    run("type", "edit", "drone-strike", "alias=UAV strike")
    told = run("read", "all.notes")
    assert "drone-strike keeps the name UAV strike, which it was given since" in told.stderr
    assert "UAV strike" in run("type", "show", "drone-strike").stdout
