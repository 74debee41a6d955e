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


def test_every_line_shown_in_the_manual_can_be_read(run: Run, db: Path) -> None:
    manual = (TOP / "docs" / "notes.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| `(.*?)` \|", manual, re.MULTILINE)
    assert len(cells) >= 10
    for cell in cells:
        line = cell.replace("\\|", "|")
        page = "@post | Post | 9 July 2023\n+ A\n  date 2016\n@other | Other | 9 July 2023\n= A\n"
        run("read", "-", "--dry-run", input=f"{page}  {line}\n")
    for line in re.findall(r"^    (! .*)$", manual, re.MULTILINE):
        run("read", "-", "--dry-run", input=f"{line}\n")


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
