"""Reading notes: recorded whole or not at all, twice as once, and typed in an editor."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.conftest import BIN

if TYPE_CHECKING:
    from tests.conftest import Run, Stock

FAULTY = (Path(__file__).parent / "data" / "notes_faulty.txt").read_text(encoding="utf-8")
CASES = [part.split("---\n", 1) for part in re.split(r"^===\n", FAULTY, flags=re.MULTILINE)[1:]]

PAGE = """\
@post https://example.org/a | Example Post | 9 July 2023
+ Flares dropped in front of MQ-9s
  date on Thursday; type flare-drop; by Russia; against US; place Syria; status confirmed
  killed none-reported  "flares in front of them"
@other | Other Post | 10 July 2023
= Flares dropped in front of MQ-9s
  place eastern Syria | title | ambiguous
"""


@pytest.mark.parametrize(("faults", "text"), CASES, ids=[text[:50] for _, text in CASES])
def test_a_fault_is_told_where_it_is_and_nothing_is_stored(
    run: Run, seeded: Path, faults: str, text: str
) -> None:
    held = seeded.read_bytes()
    Path("page.notes").write_text(text, encoding="utf-8")
    told = run("read", "page.notes", code=2).stderr.splitlines()
    assert len(faults.splitlines()) == len(told) - 2
    for expected, line in zip(faults.splitlines(), told, strict=False):
        place, message, mend = expected.split("\t")
        assert line.startswith(f"page.notes:{place}: {message}"), line
        assert f"; {mend}" in line, line
    assert told[-2].startswith("Error: page.notes has ")
    assert seeded.read_bytes() == held


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 60


def test_every_fault_is_told_at_once_and_once(run: Run, seeded: Path) -> None:
    text = "@jpost\n= 5\n  killed x9\n  colour red\n= 99\n+ A\n  date 2016 | adopt\n  by Rusia\n"
    told = run("read", "-", code=2, input=text).stderr
    assert [line.split(": ")[0] for line in told.splitlines()[:-2]] == [
        "<stdin>:3:10", "<stdin>:4:3", "<stdin>:5:3", "<stdin>:8:6"
    ]  # fmt: skip
    assert "Error: <stdin> has 4 faults; nothing was recorded" in told


def test_a_page_is_recorded_and_echoed(run: Run, db: Path) -> None:
    told = run("read", "-", input=PAGE)
    assert told.stdout.splitlines() == [
        'added      1  Thu 6 Jul 2023   Flares dropped in front of MQ-9s   "on Thursday" (published'
        " 2023-07-09)",
        "1 added        undo: tracker undo",
    ]
    shown = run("show", "1").stdout
    assert "eastern Syria" in shown
    run("undo")
    assert "there is no incident" in run("show", "1", code=4).stderr


def test_reading_twice_adds_nothing_and_stores_nothing(run: Run, db: Path) -> None:
    run("read", "-", input=PAGE)
    held = db.read_bytes()
    assert "Nothing new: 1 stands already" in run("read", "-", input=PAGE).stdout
    assert db.read_bytes() == held


def test_a_rehearsal_stores_nothing(run: Run, db: Path) -> None:
    held = db.read_bytes()
    assert "1 added: rehearsed" in run("read", "-", "--dry-run", input=PAGE).stdout
    assert db.read_bytes() == held


def test_only_with_db_a_missing_file_is_made(run: Run, here: Path) -> None:
    assert "tracker init" in run("read", "-", code=3, input=PAGE).stderr
    assert run("--db", "new.db", "read", "-q", "-", input=PAGE).stdout == "1\n"
    assert Path("new.db").stat().st_mode & 0o777 == 0o600


def changed(run: Run, old: str, new: str) -> str:
    assert old in PAGE
    return run("read", "-", input=PAGE.replace(old, new)).stdout.splitlines()[0]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("place Syria", "place northern Syria", "c1.place: Syria → northern Syria, place: "),
        ("type flare-drop", "type intercept", "type: intercept"),
        ("status confirmed", "status refuted", "status: refuted"),
        ("on Thursday", "on Friday", "c1.date: on Thursday (published 2023-07-09) → on Friday"),
        ("none-reported", "2", "c1.killed: none-reported → 2, killed: 2"),
        ("eastern Syria", "Homs, Syria", "c2.place: eastern Syria → Homs"),
        ("ambiguous", "inferred", "c2.place reading"),
        ('"flares in front of them"', '"flares"', "c1.killed quote"),
        ("by Russia", "by Russia; by Iran", "c1.by, by: Iran"),
        ("by Russia", "by Russia; tag reaper", "tag: reaper"),
        ("by Russia", "by Russia; duration 2h", "c1.duration, duration: 2h"),
    ],
)
def test_a_changed_line_changes_what_it_says(
    run: Run, db: Path, old: str, new: str, told: str
) -> None:
    run("read", "-", input=PAGE)
    if old == "on Thursday":
        # Another day is another incident, unless the page names this one by its uid.
        assert changed(run, old, new).startswith("added ")
        return
    line = changed(run, old, new)
    assert line.startswith(("changed    1", "cited      1"))
    assert told in line


def test_what_was_changed_in_the_file_since_is_kept(run: Run, db: Path) -> None:
    run("read", "-", input=PAGE)
    run("adopt", "c2.place", "--why", "nearer")
    run("edit", "1", "type=intercept", "title=Flares", "status=reported", "by-=Russia")
    run("rm", "c1.killed")
    held = db.read_bytes()
    told = run("read", "-", input=PAGE)
    assert "Nothing new" in told.stdout
    assert (
        "1 keeps its type, which was changed since: tracker edit 1 type=flare-drop" in told.stderr
    )
    assert "tracker restore c1.killed" in told.stderr
    assert db.read_bytes() == held
    run("rm", "1", "--yes")
    assert "1 was removed and stays so: tracker restore 1" in run("read", "-", input=PAGE).stderr


def test_what_was_corrected_since_is_kept(run: Run, db: Path, stock: Stock) -> None:
    page = Path("page.notes")
    text = f"{HEAD}+ One\n  date 2023-07-07; by US; killed 3\n"
    page.write_text(text, encoding="utf-8")
    run("read", page)
    run("edit", "c1.killed", "4")
    run("edit", "c1.by", "Russia")
    held = db.read_bytes()
    told = run("read", page)
    assert "Nothing new" in told.stdout
    assert "c1.killed was corrected since and stays so: tracker edit c1.killed 3" in told.stderr
    assert "c1.by was corrected since and stays so: tracker edit c1.by US" in told.stderr
    assert db.read_bytes() == held
    page.write_text(text.replace("killed 3", "killed 5"), encoding="utf-8")
    assert "c1.killed: 4 → 5" in run("read", page).stdout
    page.write_text(text.replace("killed 3", "killed 4"), encoding="utf-8")
    assert "c1.killed: 5 → 4" in run("read", page).stdout


def test_a_role_is_what_the_page_says_of_it(run: Run, db: Path, stock: Stock) -> None:
    page = Path("page.notes")
    named = (
        "SELECT a.name FROM incident_actors AS r JOIN actors AS a ON a.id = r.actor_id ORDER BY 1"
    )
    for typed, expected in (
        ("by Turkey; by Iran", ["Iran", "Turkey"]), ("by Turkey; by Russia", ["Russia", "Turkey"]),
        ("by Turkey; killed one", ["Turkey"]), ("by Iran; by Russia", ["Iran", "Russia"]),
    ):  # fmt: skip
        page.write_text(f"{HEAD}+ One\n  date 2023-07-07; {typed}\n", encoding="utf-8")
        told = run("read", page).stderr
        assert [row[0] for row in stock(named)] == expected, told
    page.write_text(f"{HEAD}= One\n  by Iran\n", encoding="utf-8")
    told = run("read", page).stderr
    assert "1 keeps by Russia, which page.notes says no longer: tracker edit 1\n" in told
    assert [row[0] for row in stock(named)] == ["Iran", "Russia"]
    page.write_text(f"{HEAD}+ One\n  date 2023-07-07\n", encoding="utf-8")
    told = run("read", page).stderr
    assert "1 keeps by Iran, by Russia, which page.notes says no longer: tracker rm c1.by" in told
    assert "read" in run("show", "1").stdout.splitlines()[-1]
    run("edit", "1", "by-=Iran")
    assert "edit 1 by-=Iran" in run("show", "1").stdout


def test_what_a_page_says_no_longer_is_told(run: Run, db: Path, stock: Stock) -> None:
    page = Path("page.notes")
    first = (
        "@a https://example.org/x | P | 2023-07-09\n+ Strike near Homs\n  date 2023-07-07; by US\n"
        "  against ISIS; killed 3; duration about 2h\n+ Second\n  date 2023-07-06; by US\n"
        "+ Third\n  date 2023-07-05\n"
    )
    page.write_text(first, encoding="utf-8")
    run("read", page)
    page.write_text(
        first.replace("near Homs", "close to Homs").replace("+ Third\n  date 2023-07-05\n", ""),
        encoding="utf-8",
    )
    told = run("read", page).stderr.splitlines()
    assert told == [
        "Note: 1 (Strike near Homs) was read from page.notes and is on it no longer: tracker rm 1;"
        " or, if 4 is that one: tracker undo, then tracker edit 1 'title=Strike close to Homs'",
        "Note: 3 (Third) was read from page.notes and is on it no longer: tracker rm 3",
    ]
    run("undo")
    changed = first.replace("by US", "by Russia", 1).replace("about 2h", "about two hours")
    page.write_text(changed.replace("; killed 3", ""), encoding="utf-8")
    answer = run("read", page)
    assert (
        "Note: 1 keeps killed 3, which page.notes says no longer: tracker rm c1.killed;"
        " tracker edit 1 killed=" in answer.stderr.splitlines()
    )
    assert "by: United States → Russia" in answer.stdout
    assert stock("SELECT duration_text FROM incidents WHERE id = 1") == [("about two hours",)]
    named = "SELECT a.name FROM incident_actors AS r JOIN actors AS a ON a.id = r.actor_id"
    assert stock(f"{named} WHERE incident_id = 1 AND role = 'by'") == [("Russia",)]
    assert stock("SELECT count(*) FROM claims WHERE field = 'by' AND deleted_at IS NULL") == [(2,)]
    run("undo")
    assert stock(f"{named} WHERE incident_id = 1 AND role = 'by'") == [("United States",)]
    other = Path("other")
    other.mkdir()
    (other / "page.notes").write_text("@b | Q | 2023\n+ Other\n  date 2022\n", encoding="utf-8")
    assert run("read", other / "page.notes").stderr == ""


HEAD = "@a https://example.org/a | A | 2023-07-09\n"


def test_the_commands_of_a_note_mean_the_same_file(run: Run, here: Path) -> None:
    run("--db", "a.db", "read", "-", input=f"{HEAD}+ X\n  date 2016\n")
    told = run("--db", "a.db", "read", "-", input=f"{HEAD}+ X\n  date 2017\n").stderr
    assert "tracker --db a.db undo, then tracker --db a.db edit 1 date=2017" in told


def test_of_many_new_names_the_first_are_told(run: Run, db: Path) -> None:
    page = f"{HEAD}+ X\n  date 2016\n" + "".join(f"  by Brigade No. {n}\n" for n in range(10, 40))
    told = run("read", "-", input=page).stderr
    assert "Brigade No. 29 and 10 more\n" in told
    assert "Brigade No. 30" not in told


def test_a_decision_below_none_leaves_the_title_alone(run: Run, db: Path, stock: Stock) -> None:
    run("read", "-", input=f"{HEAD}+ Real title\n  date 2016\n  &x\n@ none\n= &x\n"
        "  place Homs | adopt why\n")  # fmt: skip
    run("read", "-", input="@ none\n= 1\n  place Aleppo | adopt why\n")
    assert stock("SELECT title FROM incidents") == [("Real title",)]


def test_each_link_is_told_what_it_contradicts(run: Run, db: Path) -> None:
    run("add", "Old", "-d", "2015")
    page = HEAD + "".join(
        f"+ {name.upper()}\n  date {date}\n  &{name}\n"
        for name, date in (("a", "2016"), ("b", "unknown"), ("c", "2014"), ("d", "2018"))
    )
    page += "= &a\n  before &b; after &d\n= &b\n  before &c\n= 1\n  after &a; before &a\n"
    told = run("read", "-", code=2, input=page).stderr.splitlines()
    assert [line.partition("; ")[0] for line in told[:-2]] == [
        "<stdin>:15:20: &d (2018) cannot be before &a (2016)",
        "<stdin>:17:10: &b (date unknown) cannot be before &c (2014)",
        "<stdin>:19:9: &a (2016) cannot be before 1 (2015)",
        "<stdin>:19:20: 1 before &a would make a circle: &a already leads to 1",
    ]


def test_an_adopted_claim_moves_no_value_of_ones_own(run: Run, db: Path, stock: Stock) -> None:
    run("read", "-", input=f"{HEAD}+ X\n  date 2016; killed 3\n  &x\n  place Homs | own\n"
        "+ Y\n  date 2017; killed 3\n  &y\n  place Homs\n@wire | Example Wire\n"
        "= &x\n  place Aleppo | adopt there\n  killed 4 | adopt so\n"
        "= &y\n  place Aleppo | adopt there\n")  # fmt: skip
    assert stock(
        "SELECT i.title, p.name, k.best FROM incidents AS i JOIN places AS p ON p.id = i.place_id"
        " JOIN incident_counts AS k ON k.incident_id = i.id ORDER BY 1"
    ) == [("X", "Homs", 4), ("Y", "Aleppo", 3)]
    assert stock("SELECT count(*) FROM decisions WHERE kind = 'claim'") == [(3,)]


def test_a_date_can_be_without_the_zone_it_was_typed_in(run: Run, db: Path, stock: Stock) -> None:
    run("read", "-", input=f'{HEAD}+ X\n  date 2016-01-01 13:40 +03:00; tz ""\n')
    assert stock("SELECT tz, start_utc, utc_earliest, start_earliest FROM incidents") == [
        (None, None, None, "2016-01-01T13:40:00")
    ]
    notes = run("show", "1", "-f", "notes").stdout
    run("--db", "again.db", "read", "-", input=notes)
    assert run("--db", "again.db", "show", "1", "-f", "notes").stdout == notes


def test_a_title_that_looks_like_a_uid_is_a_title(run: Run, db: Path) -> None:
    page = "@ none\n+ Early\n  date 2020\n  &early\n+ cheesetreats\n  date 2001\n  after &early\n"
    assert "cannot be before" in run("read", "-", code=2, input=page).stderr


def test_what_was_merged_since_is_not_cited_twice(run: Run, db: Path, stock: Stock) -> None:
    first = f"{HEAD}+ Z\n  date 2015\n@b | B | 2023\n+ X\n  date 2016; killed 3\n"
    run("read", "-", input=first)
    run("source", "merge", "b", "a")
    assert run("read", "-", input=first).stdout.endswith("Nothing new: 2 stands already\n")
    page = f"{HEAD}+ X\n  date 2016; killed 3\n"
    assert run("read", "-", input=page).stdout.endswith("Nothing new: 1 stands already\n")
    assert stock("SELECT count(*) FROM citations") == [(2,)]


def test_an_address_of_another_name_is_not_lost(run: Run, db: Path) -> None:
    run("read", "-", input=f"{HEAD}@b https://example.org/b | B\n@c | C\n")
    for line in ("a https://example.org/mirror", "b https://example.org/b2"):
        refused = run("read", "-", code=2, input=f"{HEAD}  also {line}\n").stderr
        assert "is that of https://example.org/" in refused
    run("read", "-", input=f"{HEAD}  also c https://example.org/c\n")
    assert "key          a" in run("source", "show", "https://example.org/c").stdout


def test_what_a_page_added_is_not_what_it_finds(run: Run, db: Path, stock: Stock) -> None:
    page = f"{HEAD}+ T\n  date 2016\n  &t\n= &t\n  killed 3 | p. 2\n@ none\n+ T\n  date 2016\n"
    run("read", "-", input=page)
    assert stock("SELECT count(*) FROM incidents") == [(2,)]


def test_a_place_that_has_learned_its_zone_makes_no_new_incident(run: Run, db: Path) -> None:
    page = f"{HEAD}+ X\n  date 2023-07-08 13:40; place Homs\n+ Y\n  date 2016; place Homs, Syria\n"
    run("read", "-", input=page)
    assert "added" not in run("read", "-", input=page).stdout


def test_a_value_of_ones_own_is_counted_from_the_source_it_stands_below(
    run: Run, db: Path, stock: Stock
) -> None:
    run("read", "-", input=f"{HEAD}+ X\n  date 2016\n  &x\n")
    run("read", "-", input=f"{HEAD}= X\n  date on Thursday | own\n")
    assert stock("SELECT date_edtf FROM incidents") == [("2023-07-06",)]


def test_two_alike_on_a_page_are_two(run: Run, db: Path) -> None:
    text = "@ none\n+ Shelling\n  date 2016; place Homs\n+ Shelling\n  date 2016; place Hama\n"
    run("read", "-", input=text)
    assert "2 stands already" in run("read", "-", input=text).stdout


def test_names_may_be_used_before_they_are_given(run: Run, db: Path, stock: Stock) -> None:
    text = "@ none\n+ B\n  date 2016; after &a; part-of &c\n+ A &a\n  date 2016\n@x | X\n= &c\n"
    text += "  killed 3\n@ none\n+ C\n  date 2016\n  &c\n"
    run("read", "-", input=text)
    links = stock("SELECT kind, from_incident_id, to_incident_id FROM incident_links ORDER BY 1")
    assert links == [("before", 2, 1), ("part-of", 1, 3)]
    assert stock("SELECT incident_id FROM claims") == [(3,)]


def test_one_block_can_speak_with_several_voices(run: Run, db: Path, stock: Stock) -> None:
    text = "@x | X | 2023\n  said-by SOHR\n+ A\n  date 2016; place Homs, Syria\n"
    text += '  killed 3 | said-by Red Crescent | via AFP | p. 2 | ambiguous  "three"\n'
    text += '  injured 4 | said-by ""\n  claimed.by MIT | own | sic\n'.replace(" | own | sic", "")
    run("read", "-", input=text)
    rows = stock(
        "SELECT origin, agency, pinpoint, quote, (SELECT group_concat(field) FROM"
        " (SELECT field FROM claims AS l WHERE l.citation_id = c.citation_id ORDER BY field))"
        " FROM incident_citations AS c ORDER BY citation_id"
    )
    assert rows == [
        ("SOHR", None, None, None, "by,date,place"),
        ("Red Crescent", "AFP", "p. 2", "three", "killed"),
        (None, None, None, None, "injured"),
    ]


WORDS = """\
@post https://example.org/a | Post #2 | 9 July 2023 | “Title” #3 of “all”
+ Drone #3 down near “Camp Alpha” # a comment
  date on Thursday #
  place Homs “in Homs”
  by Ahmad "the Lion" Rashid; type raid | said-by CENTCOM | p. 2
  killed 3 "three were killed" | said-by SOHR
  “she said: \\"so\\"”
"""


def test_words_are_quoted_in_any_of_these_ways(run: Run, db: Path, stock: Stock) -> None:
    run("read", "-", input=WORDS)
    assert stock("SELECT title FROM incidents") == [("Drone #3 down near “Camp Alpha”",)]
    assert stock("SELECT publisher, title FROM sources") == [("Post #2", "“Title” #3 of “all”")]
    said = stock(
        "SELECT l.field, iif(l.field = 'date', '', l.value), o.name FROM claims AS l JOIN citations"
        " AS c ON c.id = l.citation_id LEFT JOIN actors AS o ON o.id = c.origin_id ORDER BY 1"
    )
    assert said == [
        ("by", 'Ahmad "the Lion" Rashid', "CENTCOM"), ("date", "", None), ("killed", "3", "SOHR"),
        ("place", "Homs", None), ("type", "raid", "CENTCOM"),
    ]  # fmt: skip
    assert stock("SELECT quote FROM claims WHERE quote IS NOT NULL") == [("in Homs",)]
    assert stock("SELECT quote FROM citations WHERE quote IS NOT NULL ORDER BY 1") == [
        ('she said: "so"',), ("three were killed",),
    ]  # fmt: skip
    assert "place: “in Homs”" in run("show", "1").stdout
    notes = run("show", "1", "-f", "notes").stdout
    run("--db", "again.db", "read", "-", input=notes)
    assert run("--db", "again.db", "show", "1", "-f", "notes").stdout == notes


def test_a_file_that_is_no_text_and_one_that_is_not_there(run: Run, db: Path) -> None:
    Path("page.notes").write_bytes(b"@ none\n+ A\xff\n")
    assert "page.notes:2:4: the file is not in UTF-8" in run("read", "page.notes", code=2).stderr
    assert "cannot read nothing.notes" in run("read", "nothing.notes", code=3).stderr
    assert "an editor needs a terminal" in run("read", code=2).stderr


def test_the_words_that_can_be_typed(run: Run, seeded: Path) -> None:
    words = run("read", "--words").stdout.splitlines()
    assert {"@jpost", "Daesh", "Afrin", "drone-strike", "said-by"} <= set(words)
    assert len(words) == len(set(words))


EDITOR = """\
#!/bin/sh
exec {python} - "$@" <<'END'
import pathlib, sys
path, rounds = pathlib.Path(sys.argv[-1]), pathlib.Path("rounds")
number = len(list(pathlib.Path().glob("seen-*"))) + 1
text = path.read_text()
pathlib.Path(f"seen-{{number}}").write_text(text)
pathlib.Path(f"begun-{{number}}").write_text(" ".join(sys.argv[1:-1]))
for line in pathlib.Path("rounds").read_text().splitlines():
    which, old, new = line.split("~")
    if int(which) == number:
        assert old in text, old
        text = text.replace(old, new.replace("/", "\\n"), 1)
path.write_text(text)
END
"""


def with_editor(args: str, rounds: str, here: Path, name: str = "edit.sh") -> tuple[str, int]:
    """Run tracker at a terminal with an editor that makes these replacements, a round each."""
    editor = here / name
    editor.write_text(EDITOR.format(python=sys.executable), encoding="utf-8")
    editor.chmod(0o755)
    (here / "rounds").write_text(rounds, encoding="utf-8")
    return at_terminal(args, editor, here)


def at_terminal(args: str, editor: Path, here: Path) -> tuple[str, int]:
    """Run tracker at a terminal with this editor; return what was told, and the exit code."""
    env = {**os.environ, "EDITOR": str(editor), "TMPDIR": str(here),
           "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}  # fmt: skip
    child = pexpect.spawn(f"tracker {args}", env=env, cwd=str(here), timeout=30, encoding="utf-8")
    child.setwinsize(40, 200)
    told = child.read()
    child.close()
    return told.replace("\r\n", "\n"), child.exitstatus


def test_the_editor_brings_faults_back_until_they_are_mended(
    run: Run, seeded: Path, here: Path, stock: Stock
) -> None:
    rounds = "1~\n\n~\n".replace("\n\n~\n", "@jpost~@jpost/+ A new one/  date soon/  by Rusia\n")
    rounds += "2~date soon~date 2016\n3~by Rusia~by Russia\n"
    told, status = with_editor("read jpost", rounds, here)
    assert (told.splitlines()[-1], status) == ("1 added        undo: tracker undo", 0)
    second, third = (Path(f"seen-{number}").read_text(encoding="utf-8") for number in (2, 3))
    assert "#! column 8: cannot read the date 'soon'" in second
    assert "#! column 6: no actor is called 'Rusia'" in second
    assert "soon" not in third
    assert "#! column 6: no actor is called 'Rusia'" in third
    assert stock("SELECT title FROM incidents WHERE id = 7") == [("A new one",)]
    first = Path("seen-1").read_text(encoding="utf-8")
    assert first.startswith("@jpost\n")
    assert "# Sources: @" in first


def test_an_editor_that_can_begins_at_the_first_fault(seeded: Path, here: Path) -> None:
    rounds = "1~@~@jpost/+ A/  date soon/  by Rusia\n2~date soon~date 2016\n2~by Rusia~by Russia\n"
    told, status = with_editor("read", rounds, here, "vim")
    assert (told.splitlines()[-1], status) == ("1 added        undo: tracker undo", 0)
    lines = Path("seen-2").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("#! 2 faults, each told above its line.")
    assert Path("begun-1").read_text(encoding="utf-8") == ""
    begun = Path("begun-2").read_text(encoding="utf-8")
    assert lines[int(begun.removeprefix("+")) - 1].startswith("#! column 8: cannot read")


def test_what_is_typed_below_the_help_is_the_page(
    run: Run, seeded: Path, here: Path, stock: Stock
) -> None:
    from tracker.cli.template import TEMPLATE, template

    assert all(len(line) < 80 for line in TEMPLATE.splitlines())
    assert template(None, None).endswith("\n\n")
    rounds = "1~help notes~help notes/@jpost/+ A new one/  date 2016\n"
    told, status = with_editor("read", rounds, here)
    assert (told.splitlines()[-1], status) == ("1 added        undo: tracker undo", 0)


def test_an_editor_left_as_it_came_records_nothing(seeded: Path, here: Path) -> None:
    held = seeded.read_bytes()
    told, status = with_editor("read", "", here)
    assert (told, status) == ("Nothing was recorded\n", 0)
    assert seeded.read_bytes() == held


def test_what_was_typed_is_kept_when_it_is_given_up(run: Run, seeded: Path, here: Path) -> None:
    told, status = with_editor("read", "1~@\n~@jpost/+ A/  date soon\n".replace("@\n", "@"), here)
    assert status == 2
    found = re.search(r"your text is kept: tracker read --edit (\S+)", told)
    assert found is not None
    kept = Path(found[1])
    assert "+ A\n#! column 8: cannot" in kept.read_text(encoding="utf-8")
    assert f"{kept}:" in run("read", kept, code=2).stderr


def test_an_editor_that_is_not_there(
    seeded: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")
    told, status = with_editor("read", "", here)
    assert status == 2
    assert "cannot start the editor 'no-such-editor --wait'" in told


FORMS = [
    # What is typed in place of what, what the answer says, what the incident then holds.
    ("type drone-strike~type airstrike", "drone-strike → airstrike",
     "SELECT type_code FROM incidents WHERE id = 6", "airstrike"),
    ("+ MQ-9 strike~+ Drone strike", "title", "SELECT title FROM incidents WHERE id = 6",
     "Drone strike kills Usamah al-Muhajir"),
    ("place eastern Syria; killed~place Syria; killed", "c6", "SELECT value FROM claims"
     " WHERE citation_id = 6 AND field = 'place' AND deleted_at IS NULL", "Syria"),
    ("  instrument MQ-9 Reaper; ~  ", "instrument", "SELECT count(*) FROM incident_actors"
     " WHERE incident_id = 6 AND role = 'instrument'", 0),
    ("killed.target 1; ~", "killed", "SELECT count(*) FROM incident_counts", 0),
    ("by United States; against~by Iran; against", "by", "SELECT group_concat(a.name) FROM"
     " incident_actors AS r JOIN actors AS a ON a.id = r.actor_id WHERE incident_id = 6"
     " AND role = 'by'", "Iran"),
    ("place Aleppo region; ~", "c12.place", "SELECT deleted_at IS NOT NULL FROM claims"
     " WHERE citation_id = 12 AND field = 'place'", 1),
    ("place Aleppo region~place Homs", "c12", "SELECT value FROM claims WHERE citation_id = 12"
     " AND field = 'place'", "Homs"),
    ("pinpoint title~pinpoint headline", "c11", "SELECT pinpoint FROM citations WHERE id = 11",
     "headline"),
    ("eastern Syria | ambiguous~eastern Syria", "reading", "SELECT reading FROM claims"
     " WHERE citation_id = 11", "plain"),
    ("eastern Syria | ambiguous~eastern Syria | ambiguous | adopt so it is", "",
     "SELECT reason FROM decisions WHERE incident_id = 6 AND deleted_at IS NULL", "so it is"),
    ("place eastern Syria; killed.target 1; ~/  place eastern Syria | own/  killed.target 1; ",
     "c6", "SELECT count(*) FROM claims WHERE citation_id = 6 AND field = 'place'"
     " AND deleted_at IS NULL", 0),
    ("date 7 July 2023; type~date night of 6-7 July 2023; type", "date",
     "SELECT date_text FROM incidents WHERE id = 6", "night of 6-7 July 2023"),
    ("said-by CENTCOM; same~said-by Russia; same", "c6", "SELECT a.name FROM citations AS c"
     " JOIN actors AS a ON a.id = c.origin_id WHERE c.id = 6", "Russia"),
    ("; same-equipment~; tag reaper; same-equipment", "tag", "SELECT tag FROM incident_tags",
     "reaper"),
    ("; same-equipment~; x.any ", "", "SELECT count(*) FROM incident_links"
     " WHERE kind = 'same-equipment'", 0),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "told", "query", "held"), FORMS, ids=[f[0][:40] for f in FORMS])
def test_the_form_of_an_incident_changes_only_what_was_changed(
    seeded: Path, here: Path, stock: Stock, typed: str, told: str, query: str, held: object
) -> None:
    before = stock("SELECT count(*) FROM claims WHERE deleted_at IS NULL")
    answer, status = with_editor("edit 6", f"1~{typed}\n", here)
    assert status == 0, answer
    assert told in answer
    assert "undo: tracker undo" in answer
    assert stock(query) == [(held,)]
    (now,) = stock("SELECT count(*) FROM claims WHERE deleted_at IS NULL")[0]
    assert abs(now - before[0][0]) <= 1
    assert len(stock("SELECT 1 FROM log_transactions WHERE command = 'edit 6'")) == 1


def test_the_form_takes_a_citation_away_and_adds_one(
    run: Run, seeded: Path, here: Path, stock: Stock
) -> None:
    uid = stock("SELECT uid FROM incidents WHERE id = 6")[0][0]
    text = run("show", "6", "-f", "notes").stdout
    assert f"+ MQ-9 strike kills Usamah al-Muhajir &{uid}" in text
    rounds = f"1~@france24~@afcent/= &{uid}/  injured 2//@france24\n"
    answer, status = with_editor("edit 6", rounds, here)
    assert status == 0, answer
    assert stock("SELECT source_key, field FROM incident_claims WHERE field = 'injured'") == [
        ("afcent", "injured")
    ]


def test_the_form_of_another_and_one_that_is_gone_are_refused(seeded: Path, here: Path) -> None:
    held = seeded.read_bytes()
    rounds = "1~+ MQ-9 strike kills~# \n"
    answer, status = with_editor("edit 6", rounds, here)
    assert status == 2
    second = Path("seen-2").read_text(encoding="utf-8")
    assert "#! column " in second
    assert "Nothing was changed; your text is kept in" in answer
    assert seeded.read_bytes() == held
    kept = re.search(r"kept in (\S+)", answer)
    assert kept is not None
    Path(kept[1]).unlink()


def test_stance_belongs_to_a_voice_and_what_else_is_said_keeps_its_own(
    run: Run, db: Path, stock: Stock
) -> None:
    page = (
        "@x | X | 8 July 2023\n+ A\n  date 2016; killed 3\n"
        "  injured 4 | said-by Red Crescent | stance denies\n"
        "@y | Y | 8 July 2023\n= A\n  killed 9\n  stance denies\n"
    )
    run("read", "-", input=page)
    said = (
        "SELECT s.key, c.stance, group_concat(l.field, ' ') FROM citations AS c JOIN sources AS s"
        " ON s.id = c.source_id JOIN claims AS l ON l.citation_id = c.id GROUP BY c.id"
    )
    assert stock(said) == [
        ("x", "reports", "date killed"),
        ("x", "denies", "injured"),
        ("y", "denies", "killed"),
    ]
    written = run("timeline", "-f", "notes").stdout
    assert "Nothing new" in run("read", "-", input=written).stdout
    told = run("read", "-", input=page.replace("stance denies\n@y", "stance context\n@y")).stdout
    assert "c2 stance" in told


def test_one_citation_has_one_stance(run: Run, seeded: Path) -> None:
    told = run("cite", "5", "jpost", "killed=7", "said-by=CENTCOM", "stance=denies", code=2).stderr
    assert "its stance is reports" in told
    assert "tracker edit c5 stance=denies" in told
    run("cite", "5", "jpost", "killed=7", "said-by=CENTCOM", "stance=denies", "pinpoint=p. 2")


def test_an_editor_that_saves_with_other_line_ends(run: Run, seeded: Path, here: Path) -> None:
    editor = here / "crlf.sh"
    editor.write_text(
        f"#!{sys.executable}\nimport sys\npath = sys.argv[-1]\n"
        "text = open(path, encoding='utf-8').read() + '@jpost\\n+ A\\n  date 2016\\n'\n"
        "open(path, 'w', encoding='utf-8', newline='').write(text.replace('\\n', '\\r\\n'))\n",
        encoding="utf-8",
    )
    editor.chmod(0o755)
    told, status = at_terminal("read", editor, here)
    assert (told.splitlines()[-1], status) == ("1 added        undo: tracker undo", 0)


def test_a_file_is_mended_in_place(run: Run, seeded: Path, here: Path) -> None:
    page = here / "page.notes"
    page.write_text("@jpost\n+ A\n  date soon\n", encoding="utf-8")
    told, status = with_editor("read --edit page.notes", "2~date soon~date 2016\n", here)
    assert status == 0, told
    assert page.read_text(encoding="utf-8") == "@jpost\n+ A\n  date 2016\n"
    assert "Nothing new" in run("read", page).stdout
    told = run("read", "--edit", code=2).stderr
    assert "--edit is of a file" in told


def test_a_fault_names_other_lines_as_they_are_shown() -> None:
    from tracker.cli.editor import marked
    from tracker.errors import Problem

    text = "@a\n  kind x\n+ A\n  date 2016\n  date 2017\n"
    problems = (
        Problem("p:2:8", "unknown kind", "one of: news"),
        Problem("p:5:3", "date is given on line 4 already", "keep one"),
    )
    shown = marked(text, problems).splitlines()
    assert shown[5] == "  date 2016"
    assert shown[6] == "#! column 3: date is given on line 6 already; keep one"


def test_a_page_of_ones_own_is_given_up_and_taken_up_again(
    run: Run, seeded: Path, here: Path
) -> None:
    page = here / "page.notes"
    text = "#!/usr/bin/env notes\n@jpost\n+ A\n  date soon\n"
    page.write_text(text, encoding="utf-8")
    told, status = with_editor("read --edit page.notes", "", here)
    assert (told, status) == ("Nothing was recorded\n", 0)
    assert page.read_text(encoding="utf-8") == text
    marked = f"#! A fault, told above its line. Leave the page as it is to give up.\n{text}"
    page.write_text(marked, encoding="utf-8")
    for number in (1, 2, 3):
        (here / f"seen-{number}").unlink(missing_ok=True)
    told, status = with_editor("read --edit page.notes", "", here)
    assert (told, status) == ("Nothing was recorded\n", 0)
    assert not (here / "seen-3").exists()
    for number in (1, 2):
        (here / f"seen-{number}").unlink()
    told, status = with_editor("read --edit page.notes", "1~soon~2016\n", here)
    assert (told.splitlines()[-1], status) == ("1 added        undo: tracker undo", 0)
    assert page.read_text(encoding="utf-8") == text.replace("soon", "2016")


def test_a_page_in_utf_16_is_edited(run: Run, seeded: Path, here: Path) -> None:
    page = here / "page.notes"
    page.write_text("@jpost\n+ Ä\n  date 2016\n", encoding="utf-16")
    told, status = at_terminal("read --edit page.notes", Path("/bin/true"), here)
    assert (told.splitlines()[-1], status) == ("1 added        undo: tracker undo", 0)
