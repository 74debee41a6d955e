"""The views as people who write SQL meet them: columns, order, what shows and what does not."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Final

import pytest

from tests.small_file import SmallFile
from tracker.schema.migrations import table

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS: Final = {
    "timeline": "id uid date_words date_edtf date_precision type title place by_actors"
    " against_actors sources origins independent_origins disputed_fields start_earliest"
    " start_latest end_earliest end_latest latitude longitude status sort_key",
    "incident_actor_roles": "incident_id actor_id actor kind role",
    "actor_activity": "actor_id actor incident_id role direct",
    "incident_citations": "citation_id incident_id source_key publisher title url published origin"
    " agency stance pinpoint quote standing",
    "incident_claims": "citation_id incident_id field value low best high stance reading origin"
    " source_key standing",
    "disputes": "incident_id field citation_id value who source_key published adopted undecided",
    "origins": "incident_id sources origins independent_origins not_recorded",
    "casualties": "incident_id measure category low best high words",
    "todo": "incident_id question field words",
}
DICTIONARY: Final = table("data_dictionary_views.tsv")
EXAMPLES: Final = [row["example"] for row in DICTIONARY if not row["column_name"]]
LATER: Final = "2024-01-01T00:00:00Z"


def filed(path: str = ":memory:") -> SmallFile:
    """A file with the strike as two sources tell it, and the flares of the day before."""
    file = SmallFile(path)
    strike = file.incident("Strike", id=3, type_code="drone-strike")
    for field, value in (
        ("date", "7 July 2023"), ("place", "eastern Syria"), ("by", "United States"),
        ("against", "Usamah al-Muhajir + Daesh"), ("killed", "1"), ("count.aircraft", "1"),
    ):  # fmt: skip
        file.record(strike, field, value)
    file.source("centcom", publisher="US Central Command", published_edtf="2023-07-09")
    file.source("f24", publisher="France 24", url="https://example.org/f24")
    first = file.cite(strike, "centcom", "CENTCOM", quote="conducted a strike")
    file.say(first, "place", "eastern Syria")
    file.say(first, "killed.civilian", "under-assessment")
    second = file.cite(strike, "f24", "unnamed US official")
    file.say(second, "place", "Aleppo Governorate")
    file.say(second, "date", "7 July 2023 09:30")
    flares = file.incident("Flares", id=1, type_code="flare-drop")
    file.record(flares, "date", "6 July 2023")
    file.record(flares, "by", "Russian aircraft")
    return file


@pytest.mark.parametrize("view", COLUMNS)
def test_a_view_has_these_columns_in_this_order(view: str) -> None:
    cursor = SmallFile().conn.execute(f"SELECT * FROM {view}")
    assert " ".join(column[0] for column in cursor.description) == COLUMNS[view]


def test_there_are_no_other_views() -> None:
    rows = SmallFile().read("SELECT name FROM sqlite_schema WHERE type = 'view'")
    assert {name for (name,) in rows} == set(COLUMNS)


def test_the_dictionary_names_every_view_and_column_in_order() -> None:
    named = dict.fromkeys(COLUMNS, "")
    for row in DICTIONARY:
        named[row["table_name"]] += f" {row['column_name']}"
    assert {view: " ".join(columns.split()) for view, columns in named.items()} == COLUMNS


@pytest.mark.parametrize("query", EXAMPLES)
def test_the_example_of_the_dictionary_runs(query: str) -> None:
    assert len(filed().read(query)) > 0


def test_every_view_reads_in_the_stock_shell(tmp_path: Path) -> None:
    shell = shutil.which("sqlite3")
    if shell is None:
        pytest.skip("there is no sqlite3 shell here")
    path = tmp_path / "strike.db"
    filed(str(path)).conn.close()
    for query in (*EXAMPLES, *(f"SELECT * FROM {view}" for view in COLUMNS)):
        done = subprocess.run(
            [shell, "-readonly", "-cmd", "PRAGMA trusted_schema = OFF", str(path), query],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_the_timeline_is_in_order_and_says_who_and_how_sure() -> None:
    rows = filed().read(
        "SELECT title, date_words, type, place, by_actors, against_actors, sources, origins,"
        " independent_origins, disputed_fields FROM timeline"
    )
    assert rows == [
        ("Flares", "6 July 2023", "flare-drop", None, "Russian aircraft", None, 0, 0, 0, None),
        ("Strike", "7 July 2023", "drone-strike", "eastern Syria", "United States",
         "ISIS; Usamah al-Muhajir", 2, 2, 1, "place"),
    ]  # fmt: skip


def test_a_decision_takes_the_field_off_the_timeline() -> None:
    file = filed()
    file.decide(3, "place")
    assert file.read("SELECT disputed_fields FROM timeline WHERE id = 3") == [(None,)]


def test_an_incident_without_coordinates_has_those_of_its_place() -> None:
    file = filed()
    query = "SELECT latitude, longitude FROM timeline WHERE id = 3"
    assert file.read(query) == [(None, None)]
    file.set("places", file.ids["places", "eastern Syria"], latitude=35.3, longitude=40.1)
    assert file.read(query) == [(35.3, 40.1)]
    file.set("incidents", 3, latitude=36.5, longitude=36.9)
    assert file.read(query) == [(36.5, 36.9)]


@pytest.mark.parametrize("change", [{"deleted_at": LATER}, {"merged_into": 1}])
def test_what_was_deleted_or_merged_shows_in_no_view(change: dict[str, str | int]) -> None:
    file = filed()
    file.set("incidents", 3, **change)
    for view in COLUMNS:
        column = "id" if view == "timeline" else "incident_id"
        rows = file.read(f"SELECT * FROM {view} WHERE {column} = 3")
        assert rows == [], view


def test_a_deleted_actor_is_not_named() -> None:
    file = filed()
    file.set("actors", file.ids["actors", "United States"], deleted_at=LATER)
    query = "SELECT by_actors FROM timeline WHERE id = 3"
    assert file.read(query) == [(None,)]


def test_an_actor_listed_with_one_merged_into_it_is_listed_once() -> None:
    file = filed()
    file.record(3, "against", "ISIS")
    names = file.read(
        "SELECT actor FROM incident_actor_roles WHERE incident_id = 3 AND role = 'against'"
    )
    assert sorted(names) == [("ISIS",), ("Usamah al-Muhajir",)]


def test_activity_rolls_up_to_a_state_and_counts_once() -> None:
    file = filed()
    file.record(3, "by", "432nd Wing")
    rows = file.read("SELECT actor, incident_id, role, direct FROM actor_activity")
    assert sorted(rows) == [
        ("432nd Wing", 3, "by", 1),
        ("ISIS", 3, "against", 1),
        ("Russia", 1, "by", 0),
        ("Russian aircraft", 1, "by", 1),
        ("US Air Force", 3, "by", 0),
        ("United States", 3, "by", 1),
        ("Usamah al-Muhajir", 3, "against", 1),
    ]


@pytest.mark.parametrize(
    ("table", "change"),
    [("citations", "deleted_at"), ("sources", "deleted_at"), ("sources", "retracted_at")],
)
def test_what_no_longer_counts_is_listed_as_such(table: str, change: str) -> None:
    file = filed()
    file.set(table, 1, **{change: LATER})
    citations = file.read("SELECT citation_id, standing FROM incident_citations ORDER BY 1")
    assert citations == [(1, 0), (2, 1)]
    claims = file.read("SELECT DISTINCT citation_id, standing FROM incident_claims ORDER BY 1")
    assert claims == [(1, 0), (2, 1)]


def test_a_deleted_claim_is_listed_as_such() -> None:
    file = filed()
    file.set("claims", 1, deleted_at=LATER)
    rows = file.read("SELECT standing FROM incident_claims WHERE citation_id = 1 ORDER BY 1")
    assert rows == [(0,), (1,)]


def test_a_merged_source_goes_by_the_one_it_was_merged_into() -> None:
    file = filed()
    file.set("sources", file.source("f24"), merged_into=file.source("centcom"))
    rows = file.read("SELECT source_key, publisher, origin FROM incident_citations ORDER BY 3")
    assert rows == [
        ("centcom", "US Central Command", "CENTCOM"),
        ("centcom", "US Central Command", "unnamed US official"),
    ]


def test_casualties_are_people() -> None:
    rows = filed().read("SELECT * FROM casualties")
    assert rows == [(3, "killed", "total", 1, 1, 1, "1")]


def test_todo_asks_what_is_open() -> None:
    file = filed()
    file.decide(3, "killed", created_at="2020-01-01T00:00:00Z")
    file.say(file.cite(3, "late"), "killed", "1")
    rows = file.read("SELECT incident_id, question, field, words FROM todo ORDER BY 1, 2, 4")
    assert rows == [
        (1, "unsourced", None, "No source is cited."),
        (3, "disputed", "place", "Disputed place: eastern Syria (CENTCOM), Aleppo Governorate"
         " (unnamed US official)."),
        (3, "imprecise-date", "date", "f24 (c2) has a finer date, 7 July 2023 09:30, than"
         " 7 July 2023."),
        (3, "later-claim", "killed", "late (c3) spoke of killed after that was decided."),
        (3, "origin-not-recorded", None, "Who is speaking in late (c3) is not recorded."),
        (3, "places-unrelated", "place", "Does one of these lie within another, or do they"
         " overlap: eastern Syria, Aleppo Governorate?"),
        (3, "single-origin", None, "The 2 origins belong together and count as one."),
        (3, "source-not-saved", None, "No copy of f24 is kept."),
        (3, "source-undated", None, "When f24 was published is not recorded."),
        (3, "source-undated", None, "When late was published is not recorded."),
        (3, "under-assessment", "killed.civilian", "centcom (c1) says that killed.civilian is"
         " under assessment."),
    ]  # fmt: skip


def test_places_that_are_said_to_be_distinct_are_not_asked_about() -> None:
    file = filed()
    file.lay("eastern Syria", "distinct-from", "Aleppo Governorate")
    asked = file.read("SELECT 1 FROM todo WHERE question = 'places-unrelated'")
    assert asked == []


@pytest.mark.parametrize("view", [view for view in COLUMNS if view != "timeline"])
def test_a_condition_on_the_incident_reaches_an_index(view: str) -> None:
    rows = SmallFile().read(f"EXPLAIN QUERY PLAN SELECT * FROM {view} WHERE incident_id IN (1, 2)")
    walked = {detail.split()[1] for *_, detail in rows if detail.startswith("SCAN ")}
    # The names that the views give to tables of incidents, citations, claims and the like.
    assert walked.isdisjoint({"i", "c", "l", "m", "n", "o", "s", "t", "q", "x"})


def test_a_page_of_the_timeline_walks_the_order() -> None:
    rows = SmallFile().read("EXPLAIN QUERY PLAN SELECT * FROM timeline LIMIT 50")
    assert rows[0][3] == "SCAN i USING INDEX incidents_order"
    assert [row for row in rows if row[1] == 0 and "ORDER BY" in row[3]] == []
