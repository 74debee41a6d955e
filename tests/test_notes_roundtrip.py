"""A file written as notes and read into a new one is the same file, and is written the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import TOP
from tests.noted import told
from tests.random_commands import Commands

if TYPE_CHECKING:
    from tests.conftest import Run, Stock

NOTES = TOP / "examples" / "syria-2023.notes"
AWKWARD = (
    "Strike; by night = dawn | #1 & \"more\" 'here'",
    '"quoted" and \\escaped\\',
    "# no comment",
    "&name at the beginning &end",
    "空袭 ضربة 🛩 ü",
    "+ plus = equals ! bang @ at",
)


def again(run: Run, path: Path, name: str = "again.db") -> tuple[str, Path]:
    """Write the file as notes and read them into a new file; return the notes and that file."""
    notes = run("--db", path, "timeline", "-f", "notes").stdout
    page = Path(f"{name}.notes")
    page.write_text(notes, encoding="utf-8", newline="")
    run("--db", name, "read", page)
    return notes, Path(name)


def assert_same(run: Run, path: Path, name: str = "again.db") -> str:
    notes, other = again(run, path, name)
    assert run("--db", other, "timeline", "-f", "notes").stdout == notes
    assert told(other) == told(path)
    twice = run("--db", other, "read", f"{name}.notes").stdout
    assert "added" not in twice
    assert "changed" not in twice
    return notes


def test_the_seed(run: Run, seeded: Path) -> None:
    notes = assert_same(run, seeded)
    assert "  place eastern Syria | title | ambiguous  " in notes
    assert max(len(line) for line in notes.splitlines() if "http" not in line) < 130


def test_the_seed_in_notes_is_what_the_script_of_commands_makes(run: Run, seed_file: Path) -> None:
    run("--db", "notes.db", "read", NOTES)
    assert told(Path("notes.db")) == told(seed_file)


def test_the_seed_in_notes_is_soon_typed() -> None:
    lines = NOTES.read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("!"))
    text = re.sub(r'https?://\S+|"[^"\n]*"', "", text)
    assert len(text) <= 1_900


def test_the_example_of_the_manual_can_be_pasted(run: Run, db: Path, stock: Stock) -> None:
    manual = (TOP / "docs" / "notes.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```notes\n(.*?)```", manual, re.DOTALL)
    assert run("read", "-", input=example).stdout.endswith("1 added        undo: tracker undo\n")
    rows = "SELECT source_key, field, stance FROM incident_claims ORDER BY 1, 2"
    assert stock(f"{rows} LIMIT 3 OFFSET 5") == [
        ("wire", "by", "denies"), ("wire", "injured", "none-reported"), ("wire", "place", "asserts")
    ]  # fmt: skip
    assert_same(run, db)


MANUAL: list[tuple[str, list[tuple[object, ...]]]] = [
    ("killed 12-15; injured 60+", [
        ("injured", "60+", "asserts", None, None, None, "reports"),
        ("killed", "12-15", "asserts", None, None, None, "reports"),
    ]),
    ("by != Russia", [("by", "Russia", "denies", None, None, None, "reports")]),
    ("killed none-reported", [("killed", None, "none-reported", None, None, None, "reports")]),
    ("killed 3 | said-by SOHR | via AFP",
     [("killed", "3", "asserts", "SOHR", "AFP", None, "reports")]),
    ("said-by CENTCOM; pinpoint p. 2", [(None, None, None, "CENTCOM", None, "p. 2", "reports")]),
    ("stance denies", [(None, None, None, None, None, None, "denies")]),
    ('said-by ""', [(None, None, None, None, None, None, "reports")]),
    ("place Homs | title | ambiguous",
     [("place", "Homs", "asserts", None, None, "title", "reports")]),
    ("killed 3 | credibility 2", [("killed", "3", "asserts", None, None, None, "reports")]),
    ("date 7 August 2023 | sic", [("date", "7 August 2023", "asserts", None, None, None,
                                   "reports")]),
    ("date 2023-07-07 09:30 | tz Europe/Kyiv",
     [("date", "2023-07-07 09:30", "asserts", None, None, None, "reports")]),
    ("date on Thursday (said 2023-07-09)",
     [("date", "on Thursday (said 2023-07-09)", "asserts", None, None, None, "reports")]),
    ('"the words"', [(None, None, None, None, None, None, "reports")]),
]  # fmt: skip
ALSO = {
    "place Homs | title | ambiguous": ("SELECT reading FROM claims WHERE field = 'place'",
                                       "ambiguous"),
    "killed 3 | credibility 2": ("SELECT credibility FROM claims WHERE field = 'killed'", 2),
    "date 7 August 2023 | sic": ("SELECT max(date_edtf) FROM claims", "2023-08-07"),
    "date 2023-07-07 09:30 | tz Europe/Kyiv": ("SELECT max(utc_earliest) FROM claims",
                                               "2023-07-07T06:30:00"),
    "date on Thursday (said 2023-07-09)": ("SELECT max(date_edtf) FROM claims", "2023-07-06"),
    '"the words"': ("SELECT quote FROM citations WHERE quote IS NOT NULL", "the words"),
}  # fmt: skip


def test_every_line_of_the_manual_is_tried() -> None:
    manual = (TOP / "docs" / "notes.md").read_text(encoding="utf-8")
    cells = [
        cell.replace("\\|", "|") for cell in re.findall(r"^\| `([^`]*)`", manual, re.MULTILINE)
    ]
    assert sorted(cells) == sorted(line for line, _ in MANUAL)


@pytest.mark.parametrize(("line", "expected"), MANUAL, ids=[line for line, _ in MANUAL])
def test_a_line_of_the_manual_records_what_it_says(
    run: Run, db: Path, stock: Stock, line: str, expected: list[tuple[object, ...]]
) -> None:
    page = "@post | Post | 9 July 2023\n+ A\n  date 2016\n@other | Other | 9 July 2023\n= A\n"
    run("read", "-", input=f"{page}  {line}\n")
    found = stock(
        "SELECT l.field, l.value, l.stance, a.name, c.agency, c.pinpoint, c.stance AS says"
        " FROM citations AS c LEFT JOIN claims AS l ON l.citation_id = c.id"
        " LEFT JOIN actors AS a ON a.id = c.origin_id WHERE c.source_id = 2 ORDER BY l.field"
    )
    assert found == expected
    if line in ALSO:
        query, value = ALSO[line]
        assert stock(query) == [(value,)]
    assert_same(run, db)


def test_decisions_of_the_manual_are_made(run: Run, db: Path, stock: Stock) -> None:
    manual = (TOP / "docs" / "notes.md").read_text(encoding="utf-8")
    lines = re.findall(r"^    (.*? \| (?:adopt|range) .*?)(?:   .*)?$", manual, re.MULTILINE)
    assert len(lines) == 3
    page = (
        "@post | Post | 9 July 2023\n+ A\n  date 2016; place Hama, Syria; killed 80\n"
        "@other | Other | 9 July 2023\n= A\n  killed 116\n"
    )
    decided = (
        "SELECT d.field, d.kind, d.reason, p.name AS place, n.low, n.high FROM decisions AS d"
        " JOIN incidents AS i ON i.id = d.incident_id JOIN places AS p ON p.id = i.place_id"
        " JOIN incident_counts AS n ON n.incident_id = i.id WHERE d.deleted_at IS NULL"
    )
    for line, head, expected in zip(lines, ("", "@ none\n= A\n", "@ none\n= A\n"), (
        ("place", "claim", "the only one who was there", "Homs", 80, 80),
        ("killed", "range", "both may be right", "Hama", 80, 116),
        ("place", "value", "weighed all of them", "Homs", 80, 80),
    ), strict=True):  # fmt: skip
        run("read", "-", input=f"{page}{head}  {line}\n")
        assert stock(decided) == [expected]
        run("undo")


def test_declarations_of_the_manual_can_be_read(run: Run, db: Path, stock: Stock) -> None:
    manual = (TOP / "docs" / "notes.md").read_text(encoding="utf-8")
    lines = re.findall(r"^    (! .*)$", manual, re.MULTILINE)
    run("read", "-", input="\n".join(lines) + "\n")
    assert stock("SELECT name, kind, note FROM actors ORDER BY name LIMIT 2") == [
        ("Russia", "state", None), ("SDF", "armed-group", "a coalition")
    ]  # fmt: skip
    assert stock("SELECT latitude, longitude, precision FROM places WHERE name = 'Homs'") == [
        (34.73, 36.72, "district")
    ]
    assert stock("SELECT parent, label FROM incident_types WHERE code = 'balloon'") == [
        ("overflight", "Balloon sighted")
    ]
    assert stock("SELECT value FROM meta WHERE key = 'tz'") == [("Asia/Damascus",)]
    assert_same(run, db)


def test_awkward_titles_urls_and_texts(run: Run, db: Path) -> None:
    source = "https://example.org/a?b=c;d&e#part-2 | Post; by; the |  2023-07-09 | A | B # C"
    run("source", "add", source, "key=none", "note=one; two\nthree # four")
    for number, title in enumerate(AWKWARD):
        run(
            "add", title, "-d", "7 July 2023", "-s", "none", "--new", f"desc={title}\n\n  {title}",
            f"by={title[:40]}", f"place={title[:30]}", f"quote={title}", f"pinpoint=via {title}",
            f"x.any={title}", f"tag={title}", f"claimed.identity={title}", "via=AFP; Reuters",
        )  # fmt: skip
        run(
            "cite",
            number + 1,
            "none",
            f"pinpoint={title}",
            "by!=",
            f"title={title}",
            "stance=denies",
        )
    assert_same(run, db)


def test_two_of_one_name(run: Run, db: Path) -> None:
    run("actor", "add", "Northern Shield", "kind=militia", "note=the elder", "weak=Shield")
    run(
        "actor", "add", "Northern Shields", "kind=militia", "--new", "distinct-from=Northern Shield"
    )
    run("actor", "add", "Red Force", "alias=RF", "kind=force", "country=SYR")
    run("actor", "add", "Rapid Front", "--new", "alias=RF", "kind=militia")
    run("place", "add", "Tripoli, Libya")
    run("place", "add", "Tripoli, Lebanon")
    run("add", "One", "-d", "2016", "--by", "Northern Shields", "-p", "Tripoli, Libya")
    run("add", "One", "-d", "2016", "--by", "Rapid Front", "-p", "Tripoli, Lebanon")
    assert_same(run, db)


def test_since_when_actors_are_related(run: Run, db: Path, stock: Stock) -> None:
    run("actor", "add", "SDF", "backed-by=US | from 2015", "part-of=Syria | until 2019?",
        "allied-with=US", "note=a coalition; since | 2015")  # fmt: skip
    run("actor", "add", "SDF", "allied-with=Russia | about 2017", "backed-by=US | 2012/2014")
    run("actor", "add", "A | B; by night", "member-of=SDF | on Thursday (said 2023-07-09)")
    (uid,) = stock("SELECT uid FROM actors WHERE name LIKE 'A |%'")[0]
    run("actor", "add", "SDF", f"commands={uid}", "operates=Drone; C")
    run("actor", "edit", "SDF", "operates=Drone; C | 2015-03-01 09:00 Europe/Kyiv")
    run("actor", "edit", "Russia", "commands=Drone; C | unknown")
    notes = assert_same(run, db)
    for line in (
        "allied-with Russia | about 2017", "allied-with United States", f"commands {uid}",
        "backed-by United States | from 2015", "backed-by United States | 2012/2014",
        "member-of SDF | on Thursday (said 2023-07-09)", "part-of Syria | until 2019?",
        'operates "Drone; C | 2015-03-01 09:00 Europe/Kyiv"', 'commands "Drone; C | unknown"',
    ):  # fmt: skip
        assert re.search(f"(?:  |; ){re.escape(line)}(?:;|\n)", notes)


def test_one_relation_of_several_who_were_merged(run: Run, db: Path) -> None:
    run("actor", "add", "SDF", "backed-by=US | about 2017", "allied-with=US")
    run("actor", "add", "QSD", "backed-by=US | 2017~", "allied-with=US | 2016")
    run("actor", "add", "Peshawar Group", "backed-by=US")
    run("actor", "merge", "QSD", "SDF")
    run("actor", "merge", "Peshawar Group", "SDF")
    notes = assert_same(run, db)
    assert "; allied-with United States | 2016; backed-by United States | 2017~\n" in notes


def test_a_name_that_both_had_who_were_merged(run: Run, db: Path) -> None:
    run("actor", "add", "Red Force", "alias=RF")
    run("actor", "add", "Rapid Front", "alias=RF", "--new")
    run("actor", "merge", "Rapid Front", "Red Force")
    run("place", "add", "Homs", "alias=Hims")
    run("place", "add", "Old Homs", "alias=Hims")
    run("place", "merge", "Old Homs", "Homs")
    notes = assert_same(run, db)
    assert "! Red Force = RF, Rapid Front\n" in notes
    assert "! place Homs = Hims, Old Homs\n" in notes


def test_a_place_within_one_of_two_of_a_name(run: Run, db: Path, stock: Stock) -> None:
    run("place", "add", "Tbilisi, Georgia")
    run("place", "add", "Atlanta, Georgia, United States")
    run("add", "One", "-d", "2016", "-p", "Atlanta")
    run("add", "Two", "-d", "2016", "-p", "Tbilisi")
    assert_same(run, db)
    assert stock("SELECT count(*) FROM places WHERE name = 'Georgia'") == [(2,)]


def test_what_was_decided_and_emptied(run: Run, seeded: Path) -> None:
    run("adopt", "c12.place", "--why", "nearer to it; really")
    run("adopt", "6", "count.aircraft", "--range", "--why", "both | may be true")
    run("edit", "5", "duration=", "--why", "nobody knows")
    run("edit", "6", "date=2023-07-07 21:30", "--why", "heard it")
    run("edit", "4", "tz=Europe/Kyiv", "coords=35.5,36.25", "status=confirmed", "note=mine")
    run("edit", "c7", "note=my remark", "stance=context")
    run("source", "retract", "afcent", "--why", "withdrawn")
    assert_same(run, seeded)


def test_what_was_merged(run: Run, seeded: Path, stock: Stock) -> None:
    run("source", "add", "https://example.org/copy | Copy; Post | 10 July 2023 | A | B", "key=copy")
    run("cite", "5", "copy", "killed=3")
    run("source", "merge", "copy", "centcom")
    run("source", "add", "| Gazette | 2023-08", "key=gazette")
    run("source", "merge", "gazette", "jpost")
    run("actor", "add", "Red Force", "alias=RF")
    run("actor", "merge", "Red Force", "Turkey")
    run("add", "MQ-9s harassed", "-d", "7 July 2023", "--by", "Red Force", "-s", "gazette", "--new")
    run("merge", "7", "5")
    notes = assert_same(run, seeded)
    assert '  also copy https://example.org/copy | "Copy; Post" | 10 July 2023 | "A | B"\n' in notes
    assert "  also gazette | Gazette | 2023-08\n" in notes
    for text, kept in (("copy", "centcom"), ("https://example.org/copy", "centcom"),
                       ("gazette", "jpost"), ("| Gazette | 2023-08", "jpost")):  # fmt: skip
        run("--db", "again.db", "cite", "1", text, "killed=9", "--new", f"pinpoint={text}")
        cited = stock(f"SELECT source_key FROM incident_citations WHERE pinpoint = '{text}'",
                      path="again.db")  # fmt: skip
        assert cited == [(kept,)]


def test_a_page_tells_that_two_sources_are_one(run: Run, seeded: Path) -> None:
    told_ = run("read", "-", input="@jpost\n  also france24\n")
    assert "france24 is known as jpost now" in told_.stderr
    assert "key          jpost" in run("source", "show", "france24").stdout
    held = seeded.read_bytes()
    run("read", "-", input="@jpost\n  also france24\n")
    assert seeded.read_bytes() == held
    run("read", "-", input="@jpost\n  also https://example.org/mirror; kind news\n")
    assert "key          jpost" in run("source", "show", "https://example.org/mirror").stdout


def test_sources_merged_twice(run: Run, db: Path) -> None:
    page = "@copy https://example.org/a | Copy\n@gazette | Gazette\n@post https://example.org/b\n"
    run("read", "-", input=page)
    run("source", "merge", "copy", "gazette")
    run("source", "merge", "gazette", "post")
    run("add", "Something fell", "-d", "2023", "-s", "post")
    notes = assert_same(run, db)
    assert notes.count("https://example.org/a | ") == 2


@pytest.mark.parametrize("key", ["copy", "{uid}"])
@pytest.mark.parametrize("at", ["one", "two"])
def test_another_key_for_an_address_that_is_known(
    run: Run, db: Path, stock: Stock, key: str, at: str
) -> None:
    two = "@two https://example.org/two | B\n"
    run("read", "-", input=f"@one https://example.org/one | A\n{two}")
    (uid,) = stock("SELECT uid FROM sources WHERE key = 'two'")[0]
    key = key.format(uid=uid)
    page = f"@one\n  also {key} https://example.org/{at}\n"
    if at == "one" and key == uid:
        refused = run("read", "-", code=2, input=page).stderr
        assert f"the key {uid} is that of https://example.org/two" in refused
        return
    run("read", "-", input=page)
    assert "key          one" in run("source", "show", key).stdout
    assert "key          one" in run("source", "show", f"https://example.org/{at}").stdout
    held = db.read_bytes()
    run("read", "-", input=page)
    assert db.read_bytes() == held
    assert_same(run, db)


def test_a_part_of_a_file_says_what_it_needs(run: Run, seeded: Path) -> None:
    notes = run("timeline", "-t", "drone-strike", "-f", "notes").stdout
    assert "# before" not in notes
    assert "! place Afrin" not in notes
    assert "Michael Kurilla" not in notes
    assert "@france24 |" in notes
    Path("part.notes").write_text(notes, encoding="utf-8")
    run("--db", "part.db", "read", "part.notes")
    assert run("--db", "part.db", "timeline", "-f", "oneline").stdout.count("\n") >= 1
    one = run("show", "5", "-f", "notes").stdout
    assert "# before an incident that is not on this page: MQ-9 strike kills" in one


def test_notes_are_of_what_a_timeline_would_show(run: Run, seeded: Path) -> None:
    def titles(*options: str) -> list[str]:
        notes = run("timeline", *options, "-f", "notes").stdout
        return [line.split(" &")[0] for line in notes.splitlines() if line.startswith("+ ")]

    assert titles("--offset", "4") == titles()[4:]
    assert titles("--offset", "1", "-n", "2") == titles()[1:3]
    assert titles("--sort", "id", "-r") == titles()[::-1]
    assert titles("--offset", "9") == []
    assert "one of: date, added, id" in run("timeline", "--sort", "size", code=2).stderr


def test_notes_of_what_had_been_published_by_a_day(run: Run, seeded: Path) -> None:
    notes = run("timeline", "--as-of", "2023-07-08", "-f", "notes").stdout
    assert re.findall(r"^[+@] ?[\w -]+", notes, re.MULTILINE) == [
        "@afcent ", "+ Flares dropped in front of MQ-9s "
    ]  # fmt: skip


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
@given(seed=st.integers(0, 10_000))
def test_random_content(run: Run, tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    folder = tmp_path_factory.mktemp("random")
    path = folder / "incidents.db"
    run("--db", path, "init")
    Commands(path, seed).play(25)
    assert_same(run, path, str(folder / "again.db"))


DOUBTED = (
    "!Russia", "~ Red Force?", "Homs killed 3", "not known (?)", "Front, 3 killed; by night",
    "A|B ｜ C； D", "C:\\new\\Users\rnext", "the evening 3 were dead", "kind militia", "Place Homs",
    "village Miska: RF, Reds", "date 7 July 2023", "Strike, killed 3", "5", "+ Strike &a &b",
    "«Red\u00a0Force» | own", "said by SOHR", "denied", "https://example.org/a b", "all by",
    "Homs on 8 July 2023", "probably Russia", "Force = A | B", "none",
)  # fmt: skip


def test_what_reading_would_ask_about_is_written_in_quotes(run: Run, db: Path) -> None:
    for number, text in enumerate(DOUBTED):
        bare = text.replace("\r", " ")
        source = f"s{number}"
        run("source", "add", f"https://example.org/{number}?a|b", f"key={source}", f"title={bare}",
            f"publisher={bare}", f"author={bare}", f"note={text}", "--new")  # fmt: skip
        run("actor", "add", bare, "--new", f"alias={bare} too", f"note={text}")
        run("place", "add", bare, f"note={text}")
        run("add", bare, "-d", "2016", "-s", source, "--new", f"by={bare}", f"place={bare}",
            f"said-by={bare}", f"pinpoint={bare}", f"desc={text}", f"x.any={bare}",
            f"tag={bare}")  # fmt: skip
    assert_same(run, db)


def assert_nothing_new(run: Run, path: Path) -> None:
    """Read the page that a file writes into that file."""
    Path("own.notes").write_text(run("timeline", "-f", "notes").stdout, encoding="utf-8")
    before = path.read_bytes()
    told_ = run("read", "own.notes")
    assert "Nothing new" in told_.stdout
    assert "Note" not in told_.stderr
    assert path.read_bytes() == before


MERGED = {
    "two claims that are one": [
        ["add", "X", "-d", "2016", "--by", "Alpha Group", "--by", "Beta Band", "-s", "| P | 2017"],
    ],
    "a claim and who says it": [
        ["add", "X", "-d", "2016", "--by", "Alpha Group", "-s", "| P", "said-by=Alpha Group"],
        ["actor", "add", "Beta Band", "part-of=Gamma"],
        ["actor", "edit", "Alpha Group", "part-of=Gamma"],
    ],
    "one voice that was two": [
        ["add", "X", "-d", "2016", "killed=3", "-s", "| P", "said-by=Alpha Group"],
        ["cite", "1", "| P", "said-by=Beta Band", "injured=2", "by!=Bob"],
    ],
    "the voice of a source": [
        ["source", "add", "| P", "said-by=Alpha Group"],
        ["actor", "add", "Beta Band"],
        ["add", "X", "-d", "2016", "killed=3", "-s", "p"],
    ],
    "a denial": [
        ["add", "X", "-d", "2016"],
        ["cite", "1", "| P", "by!=Alpha Group", "by!=Beta Band"],
    ],
}


@pytest.mark.parametrize("commands", MERGED.values(), ids=MERGED)
def test_an_actor_that_was_merged_is_the_one_it_was_merged_into(
    run: Run, db: Path, commands: list[list[str]]
) -> None:
    for command in (*commands, ["actor", "merge", "Alpha Group", "Beta Band"]):
        run(*command)
    notes, other = again(run, db)
    assert run("--db", other, "timeline", "-f", "notes").stdout == notes
    assert_nothing_new(run, db)


def test_a_place_that_was_merged_is_the_one_it_was_merged_into(run: Run, db: Path) -> None:
    run("add", "X", "-d", "2016", "-p", "Homs", "-s", "| P")
    run("place", "add", "Hims")
    run("cite", "1", "| Q", "place!=Homs")
    run("place", "merge", "Homs", "Hims")
    assert_same(run, db)
    assert_nothing_new(run, db)


def test_an_account_that_was_adopted_before_its_source_was_retracted(run: Run, db: Path) -> None:
    run("add", "X", "-d", "2016", "-s", "| A | 2023", "killed=3")
    run("adopt", "c1.killed")
    run("source", "retract", "a-2023", "--why", "withdrawn")
    assert_same(run, db)
    assert "Nothing new" in run("read", "again.db.notes").stdout


NAMED_ALIKE = {
    "what is called as a state is": [
        ["add", "X", "-d", "2016", "instrument=US"],
        ["add", "Y", "-d", "2017", "--by", "United States"],
    ],
    "a place within one of two of a name": [
        ["place", "add", "Tripoli, Libya"],
        ["place", "add", "Tripoli, Lebanon"],
        ["place", "add", "Homs", "within=Tripoli, Libya"],
        ["place", "add", "Square, Tripoli, Libya"],
    ],
    "a place with a comma in its name": [
        ["place", "add", "Homs, Syria"],
        ["place", "edit", "Homs", "name=Homs, Syria"],
        ["place", "add", "Old Town, Homs"],
    ],
    "a state of another country": [
        ["actor", "add", "Turkey"],
        ["actor", "edit", "Turkey", "country=Syria"],
    ],
    "a country without its zone": [
        ["place", "add", "Homs, Syria"],
        ["place", "edit", "Syria", "tz="],
    ],
    "a country that is not known as one": [
        ["place", "add", "Homs, Syria"],
        ["place", "edit", "Syria", "precision="],
    ],
    "a place without its country": [
        ["place", "add", "Homs, Syria"],
        ["place", "edit", "Homs", "country="],
        ["place", "edit", "Syria", "country="],
    ],
}


@pytest.mark.parametrize("commands", NAMED_ALIKE.values(), ids=NAMED_ALIKE)
def test_names_that_could_be_taken_for_another(
    run: Run, db: Path, commands: list[list[str]]
) -> None:
    for command in commands:
        run(*command)
    assert_same(run, db)
    assert_nothing_new(run, db)


TITLED = {
    "title != X": [["title!=X"]],
    "title Z | own | adopt w": [["title=Y"], ["edit", "1", "title=Z", "--why", "w"]],
    "title Y | own | adopt": [["title=Y"], ["adopt", "c1.title"], ["rm", "c1.title", "--yes"]],
    "claimed.title Y | adopt w": [["title=Y"], ["adopt", "c1.title", "--why", "w"]],
    "claimed.title Q | adopt w": [
        ["title=Y"],
        ["adopt", "c1.title", "--why", "w"],
        ["edit", "c1.title", "Q"],
    ],
    "title Z | adopt w": [
        ["title=Y"],
        ["edit", "1", "title=Z", "--why", "w"],
        ["rm", "c1", "--yes"],
    ],
}


@pytest.mark.parametrize(("line", "commands"), TITLED.items(), ids=TITLED)
def test_what_was_said_and_decided_of_a_title(
    run: Run, db: Path, line: str, commands: list[list[str]]
) -> None:
    said, *others = commands
    run("add", "X", "-d", "2016")
    run("cite", "1", "| P", *said)
    for command in others:
        run(*command)
    assert f"  {line}\n" in assert_same(run, db)
    assert_nothing_new(run, db)


def test_a_title_that_is_another_one_than_was_decided(run: Run, db: Path) -> None:
    page = "@ none\n+ X\n  date 2016; title Y | adopt w\n"
    refused = run("read", "-", code=2, input=page).stderr
    assert "the title after the + is another one: X" in refused


def test_two_sources_of_the_same_words(run: Run, db: Path) -> None:
    run("add", "X", "-d", "2016", "-s", "| Gazette")
    run("add", "Y", "-d", "2016", "-s", "| Gazete")
    run("source", "edit", "gazete", "publisher=Gazette")
    run("source", "add", "| Herald", "key=copy")
    run("source", "merge", "copy", "gazete")
    run("source", "edit", "gazette", "publisher=Herald")
    assert_same(run, db)
    assert_nothing_new(run, db)
    run("source", "edit", "gazette", "publisher=Gazette")
    assert_same(run, db, "more.db")
    assert_nothing_new(run, db)


@pytest.mark.parametrize("options", [["--tz", "Europe/Kyiv"], ["--title", "A; b"]])
def test_a_file_with_a_zone_or_a_title(run: Run, options: list[str]) -> None:
    run("--db", "one.db", "init", *options)
    assert assert_same(run, Path("one.db")).startswith("! file")


def test_a_decision_whose_account_was_removed(run: Run, db: Path) -> None:
    run("add", "X", "-d", "2016", "-s", "| P", "killed=3")
    run("cite", "1", "| Q", "killed=4")
    run("adopt", "c2.killed", "--why", "nearer")
    run("rm", "c2.killed", "--yes")
    assert_same(run, db)
    assert_nothing_new(run, db)


LONG = "a" * 195
SOURCES = {
    "| July 2023": '@july-2023 | "July 2023"\n',
    "| P | 2130": '@p-2130 | P | "2130"\n',
    "www.p.org": '@"www.p.org" | P\n',
}


@pytest.mark.parametrize(("typed", "line"), SOURCES.items(), ids=SOURCES)
def test_a_source_that_could_be_taken_for_another_thing(
    run: Run, db: Path, typed: str, line: str
) -> None:
    if "|" in typed:
        run("source", "add", typed)
    else:
        run("source", "add", "| P", f"key={typed}")
    assert assert_same(run, db) == line
    assert_nothing_new(run, db)


def test_two_places_of_a_long_name(run: Run, db: Path) -> None:
    page = "".join(
        f"! place {LONG} &{uid}; country {country}\n"
        for uid, country in (("1rbmcn5rydmz", "SYR"), ("ew16shxwwe4n", "IRQ"))
    )
    run("read", "-", input=f"{page}@ none\n+ X\n  date 2016; place 1rbmcn5rydmz\n")
    assert_same(run, db)
    assert_nothing_new(run, db)


def test_other_names_with_signs(run: Run, db: Path) -> None:
    run("actor", "add", "Zeta Group", "alias=A = B", "alias=C | D", "alias=E, F")
    run("place", "add", "Homs", "alias=A = B")
    assert_same(run, db)


def test_one_incident_declares_what_those_who_were_merged_are_related_to(
    run: Run, db: Path
) -> None:
    run("actor", "add", "Abu Omar", "--new")
    run("actor", "add", "Alpha", "operates=Abu Omar")
    run("actor", "add", "Beta Band")
    run("actor", "merge", "Alpha", "Beta Band")
    run("add", "X", "-d", "2016", "--by", "Alpha")
    page = run("show", "1", "-f", "notes").stdout
    run("--db", "one.db", "init")
    run("--db", "one.db", "read", "-", input=page)
    assert told(Path("one.db")) == told(db)


def test_an_actor_that_was_merged_leaves_a_role_by_either_name(run: Run, db: Path) -> None:
    page = "@ none\n+ Y\n  date 2016; against Alpha Group\n"
    page += "@p | P\n+ X\n  date 2016; by Alpha Group\n"
    Path("own.notes").write_text(page, encoding="utf-8")
    run("read", "own.notes")
    run("actor", "add", "Beta Band")
    run("actor", "merge", "Alpha Group", "Beta Band")
    run("edit", "1", "against-=Beta Band")
    assert "1 keeps its against, which was changed since" in run("read", "own.notes").stderr
    Path("own.notes").write_text("@p | P\n+ X\n  date 2016; by Gamma\n", encoding="utf-8")
    run("read", "own.notes")
    notes = run("timeline", "-f", "notes").stdout
    assert "  date 2016; by Gamma\n" in notes
    assert "against" not in notes


def test_voices_are_told_in_the_order_in_which_they_are_heard(run: Run, db: Path) -> None:
    run("add", "X", "-d", "2016", "-s", "| P", "claimed.type=raid")
    run("edit", "1", "injured=2", "killed=3")
    run("cite", "1", "p", "said-by=Red Force", "killed=3", "injured=2", "detained=1")
    run("cite", "1", "p", "said-by=Blue Guard", "injured=2", "missing=1")
    run("cite", "1", "p", "said-by=Vega Group", "displaced=3")
    run("edit", "c2.injured", "4")
    notes = assert_same(run, db)
    assert notes.index("| said-by Blue Guard") < notes.index("| said-by Red Force")


def test_a_clock_time_without_zone_beside_a_place_that_was_adopted(run: Run, db: Path) -> None:
    run("add", "X", "-d", "2016", "-s", "| P")
    run("cite", "1", "| Q", "date=2023-07-07 09:30")
    run("cite", "1", "| R", "place=Homs, Syria")
    run("adopt", "c3.place")
    assert '  date 2023-07-07 09:30 | tz ""\n' in assert_same(run, db)
    assert_nothing_new(run, db)
