"""Sources and who speaks in them: recorded, mended, merged, retracted; origins counted apart."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import ask

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

RELEASE = "| US Central Command | 2023-07-09 | Strike in Syria"
ADDRESS = "https://www.example.org/News/Item?id=7#second"
SPELLINGS = (
    "http://example.org/News/Item?id=7#second",
    "https://EXAMPLE.org/News/Item/?id=7&utm_source=mail#second",
    "https://www.example.org:443/News/Item?id=7&fbclid=x#second",
)


def origins(incident: int = 1) -> tuple[Any, ...]:
    """Sources, origins and independent origins, as any other program reads them."""
    return ask(
        f"SELECT sources, origins, independent_origins FROM origins WHERE incident_id = {incident}"
    )[0]


def rows(table: str) -> list[tuple[Any, ...]]:
    """Every row of a table but for when it was last touched."""
    names = [row[0] for row in ask(f"SELECT name FROM pragma_table_info('{table}')")]
    kept = ", ".join(name for name in names if name != "updated_at")
    return ask(f"SELECT {kept} FROM {table}")


# Origins are counted apart from outlets.


@pytest.mark.usefixtures("db")
def test_ten_articles_that_repeat_one_release_are_one_origin(run: Run) -> None:
    run("add", "A strike", "-d", "2023-07-07", "-s", RELEASE, "said-by=CENTCOM")
    for number in range(9):
        run("cite", 1, f"https://example.org/{number} | Paper {number}", "said-by=CENTCOM")
    assert origins() == (10, 1, 1)


@pytest.mark.usefixtures("db")
def test_a_release_through_three_wires_copied_forty_times_is_one_origin(run: Run) -> None:
    run("add", "A strike", "-d", "2023-07-07", "-s", RELEASE, "said-by=CENTCOM")
    for number in range(40):
        wire = ("AFP", "AP", "Reuters")[number % 3]
        run("cite", 1, f"https://example.org/{number} | Paper", "said-by=CENTCOM", f"via={wire}")
    assert origins() == (41, 1, 1)


@pytest.mark.usefixtures("db")
def test_two_states_of_one_coalition_are_two_origins(run: Run) -> None:
    run("actor", "add", "Coalition", "kind=alliance")
    for state in ("US", "UK"):
        run("actor", "add", state, "allied-with=Coalition")
    run("actor", "add", "CENTCOM", "part-of=US")
    run("add", "A strike", "-d", "2023-07-07", "-s", "| A", "said-by=CENTCOM")
    run("cite", 1, "| B", "said-by=UK")
    run("cite", 1, "| C", "said-by=US")
    assert origins() == (3, 3, 2)


@pytest.mark.usefixtures("seeded")
def test_the_strike_has_two_origins_of_which_one_is_independent(run: Run) -> None:
    assert origins(6) == (3, 2, 1)
    told = json.loads(run("show", 6, "--json").stdout)[0]
    assert (told["origins"], told["independent_origins"]) == (2, 1)


@pytest.mark.usefixtures("seeded")
def test_harm_to_civilians_is_what_one_party_says_and_no_figure(run: Run) -> None:
    assert "none reported (civilian), says CENTCOM" in run("show", 6).stdout
    assert ask("SELECT measure, category, low FROM casualties WHERE incident_id = 6") == [
        ("killed", "target", 1)
    ]
    assert ask(
        "SELECT value, low, best, high, stance, origin FROM incident_claims"
        " WHERE incident_id = 6 AND field = 'killed.civilian'"
    ) == [(None, None, None, None, "none-reported", "CENTCOM")]


# Recording.


@pytest.mark.usefixtures("db")
def test_an_address_is_known_in_any_spelling_and_the_fragment_tells_entries_apart(run: Run) -> None:
    key = run("source", "add", f"{ADDRESS} | Example News | 2023-07-09").stdout.strip()
    assert key == "example-2023-07-09"
    for spelling in SPELLINGS:
        assert run("source", "add", spelling).stdout.strip() == key
    other = run("source", "add", ADDRESS.replace("second", "third")).stdout.strip()
    assert other != key


@pytest.mark.usefixtures("db")
def test_a_saved_copy_is_kept_with_its_digest(run: Run, here: Path) -> None:
    (here / "page.html").write_bytes(b"saved")
    run("source", "add", RELEASE, "key=release", "file=page.html", "reliability=b")
    told = run("source", "show", "release").stdout
    assert sha256(b"saved").hexdigest() in told
    assert "B (usually reliable)" in told


@pytest.mark.usefixtures("seeded")
def test_a_source_shows_what_it_says_of_which_incident(run: Run) -> None:
    told = run("source", "show", "centcom").stdout
    assert "kind         press-release" in told
    assert "said by      CENTCOM" in told
    assert "cited by     6  7 Jul 2023  MQ-9 strike kills Usamah al-Muhajir" in told
    assert "c11  said by CENTCOM, title: place" in told


@pytest.mark.usefixtures("seeded")
def test_sources_are_sorted_by_use_and_by_day(run: Run) -> None:
    run("source", "edit", "jpost", "reliability=C")

    def keys(sort: str) -> list[str]:
        told = run("source", "list", "--sort", sort, "-f", "csv").stdout.splitlines()[1:]
        return [line.partition(",")[0] for line in told]

    assert keys("uses") == ["jpost", "france24", "afcent", "centcom"]
    assert keys("published") == ["afcent", "centcom", "france24", "jpost"]
    assert keys("reliability")[0] == "jpost"


# Editing.


@pytest.mark.usefixtures("seeded")
def test_a_field_is_changed_and_emptied_and_undone(run: Run) -> None:
    before = rows("sources")
    assert "kind      video → photo" in run("source", "edit", "afcent", "kind=photo").stdout
    run("source", "edit", "afcent", "title=", "said-by=", "published=", "kind=")
    told = run("source", "show", "afcent").stdout
    for gone in ("title  ", "said by     ", "published  "):
        assert gone not in told.partition("cited by")[0]
    run("undo", "--last", 2)
    assert rows("sources") == before


@pytest.mark.usefixtures("seeded")
def test_dates_read_from_a_mended_day_are_listed_and_left(run: Run) -> None:
    claims, incidents = rows("claims"), rows("incidents")
    told = run("source", "edit", "afcent", "published=2023-07-05")
    assert 'c4.date of 4   "on Thursday" read as 6 Jul 2023, adopted' in told.stdout
    assert "now it would be 29 Jun 2023: tracker edit c4.date 'on Thursday'" in told.stdout
    assert (rows("claims"), rows("incidents")) == (claims, incidents)
    run("edit", "c4.date", "on Thursday")
    assert ask("SELECT value FROM incident_claims WHERE citation_id = 4 AND field = 'date'") == [
        ("on Thursday (published 2023-07-05)",)
    ]


@pytest.mark.usefixtures("seeded")
def test_dates_that_a_mended_day_cannot_give_or_rules_out_are_told(run: Run) -> None:
    told = run("source", "edit", "afcent", "published=2023")
    assert "it can no longer be read from it" in told.stdout
    late = run("source", "edit", "afcent", "published=2023-06-01")
    assert "c4.date, 6 Jul 2023, is later than afcent is now" in late.stderr


@pytest.mark.usefixtures("seeded")
def test_nothing_changes_where_it_is_so_already(run: Run) -> None:
    before = ask("SELECT max(id) FROM log_transactions")
    assert run("source", "edit", "afcent", "kind=video").stdout == "Nothing new for afcent\n"
    assert ask("SELECT max(id) FROM log_transactions") == before


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ("edit afcent", 2, "nothing to change was named"),
        ("edit afcent kin=news", 2, "did you mean kind"),
        ("edit afcent kind=newspaper", 2, "unknown kind"),
        ("edit afcent key=jpost", 2, "the key jpost is taken"),
        ("edit afcent key=", 2, "cannot use the key"),
        ("edit afcent published=soon", 2, "cannot read the date 'soon'"),
        ("edit afcent url=http://jpost.com/breaking-news/article-749374", 2, "merge afcent jpost"),
        ("edit nothing kind=news", 4, "no source has the key 'nothing'"),
        ("merge afcent afcent", 2, "one source already"),
        ("retract afcent", 2, "why a source is retracted"),
        ("retract afcent --reinstate", 2, "afcent is not retracted"),
        ("retract nothing --why gone", 4, "no source has the key"),
    ],
)
@pytest.mark.usefixtures("seeded")
def test_what_cannot_be_done_is_refused_and_changes_nothing(
    run: Run, words: str, code: int, message: str
) -> None:
    before = rows("sources")
    told = run("source", *words.split(), code=code)
    assert message in told.stderr
    assert told.stderr.count("\n") == 2
    assert rows("sources") == before


# Merging.


@pytest.mark.usefixtures("db")
def test_both_keys_and_addresses_find_the_source_that_stays(run: Run) -> None:
    run("source", "add", "https://example.org/a | Example Post", "key=post", "author=Editors")
    run("source", "add", "https://example.net/b | Example Post | 2023-07-09", "key=copy")
    run("add", "A strike", "-d", "2023-07-07", "-s", "post", "killed=3")
    run("cite", 1, "copy", "killed=4")
    assert origins()[0] == 2
    before = [rows(table) for table in ("sources", "citations", "claims", "external_ids")]
    told = run("source", "merge", "copy", "post").stdout
    assert told.startswith("Merged copy into post: 1 incident moves with it\n")
    assert "post got its published" in told
    assert origins()[0] == 1
    for word in ("copy", "post", "https://example.net/b/?utm_medium=x", "https://example.org/a"):
        assert "key          post\n" in run("source", "show", word).stdout
    assert run("source", "add", "http://example.net/b").stdout == "post\n"
    assert run("timeline", "-f", "oneline", "-s", "copy").stdout.startswith("1 ")
    assert run("cite", 1, "copy").stdout.startswith("Nothing new")
    assert {row[0] for row in ask("SELECT source_key FROM incident_citations")} == {"post"}
    assert "post,Example Post,9 Jul 2023,other,,1" in run("source", "list", "-f", "csv").stdout
    run("undo")
    assert [rows(table) for table in ("sources", "citations", "claims", "external_ids")] == before


@pytest.mark.usefixtures("db")
def test_a_source_merged_twice_is_found_from_the_first_of_its_names(run: Run) -> None:
    for name in "abc":
        run("source", "add", f"https://example.org/{name} | {name}", f"key={name}")
    run("source", "merge", "a", "b")
    run("source", "merge", "b", "c")
    for word in ("a", "b", "https://example.org/a", "https://example.org/b"):
        assert "key          c\n" in run("source", "show", word).stdout
    assert "also         a, b" in run("source", "show", "c").stdout
    run("undo", "--last", 2)
    assert "key          a\n" in run("source", "show", "https://example.org/a").stdout


@pytest.mark.usefixtures("seeded")
def test_what_differs_is_kept_and_told(run: Run) -> None:
    told = run("source", "merge", "france24", "afcent", "--dry-run")
    assert "afcent keeps its own said-by: US Air Force" in told.stderr
    assert told.stdout.startswith("Would merge france24 into afcent: 2 incidents move")
    assert ask("SELECT count(*) FROM sources WHERE merged_into IS NOT NULL") == [(0,)]


@pytest.mark.usefixtures("seeded")
def test_a_retracted_source_is_not_merged_with_one_that_counts(run: Run) -> None:
    run("source", "retract", "afcent", "--why", "withdrawn")
    for pair in (("afcent", "jpost"), ("jpost", "afcent")):
        told = run("source", "merge", *pair, code=2)
        assert "afcent is retracted and the other is not" in told.stderr


# Retracting.


@pytest.mark.usefixtures("seeded")
def test_what_rested_on_a_retracted_source_is_listed_and_comes_back(run: Run) -> None:
    before = ask("SELECT * FROM disputes"), ask("SELECT * FROM origins"), rows("sources")
    told = run("source", "retract", "jpost", "--why", "the page was withdrawn").stdout
    assert "  2   2018  Turkey takes over Afrin\n" in told
    assert "      c2.date   2018, adopted; nobody else says so\n" in told
    assert "      no other source reports it\n" in told
    assert "c6.place            eastern Syria, adopted; also said by CENTCOM\n" in told
    assert "c6.killed.civilian  none reported\n" in told
    claims = ask("SELECT count(*) FROM incident_claims WHERE source_key = 'jpost'")[0][0]
    assert f"6 incidents and {claims} claims rested on it" in told
    assert origins(2) == (0, 0, 0)
    assert ask("SELECT DISTINCT standing FROM incident_claims WHERE source_key = 'jpost'") == [(0,)]
    assert ask("SELECT count(*) FROM disputes WHERE source_key = 'jpost'") == [(0,)]
    shown = run("show", 6).stdout
    assert "retracted: the page was withdrawn" in shown
    assert "c6  said by CENTCOM (party) · counts no longer" in shown
    assert "said: count.aircraft 1; killed.civilian none reported; place eastern" in shown
    assert "2018" in run("show", 2).stdout
    run("source", "retract", "jpost", "--reinstate")
    after = ask("SELECT * FROM disputes"), ask("SELECT * FROM origins"), rows("sources")
    assert after == before


@pytest.mark.usefixtures("seeded")
def test_what_a_retracted_source_says_is_not_adopted(run: Run) -> None:
    run("source", "retract", "france24", "--why", "withdrawn")
    told = run("adopt", "c12.place", code=2).stderr
    assert "c12 does not count: france24 is retracted (withdrawn)" in told
    assert "is retracted (withdrawn)" in run("cite", 6, "france24", "killed=2").stderr


@pytest.mark.usefixtures("db")
def test_a_range_leaves_out_what_was_merged_into_a_retracted_source(run: Run) -> None:
    run("add", "A strike", "-d", "2023-07-07", "-s", "| A", "killed=3")
    run("cite", 1, "| B", "killed=9")
    run("source", "add", "| C", "key=c")
    run("source", "merge", "b", "c")
    run("source", "retract", "c", "--why", "withdrawn")
    run("adopt", 1, "killed", "--range")
    assert ask("SELECT low, high FROM casualties") == [(3, 3)]


@pytest.mark.usefixtures("seeded")
def test_a_rehearsed_retraction_stores_nothing(run: Run) -> None:
    before = rows("sources")
    told = run("source", "retract", "afcent", "--why", "withdrawn", "--dry-run").stdout
    assert told.startswith("Would retract afcent: withdrawn\n")
    assert rows("sources") == before
