"""The file as it stood on an earlier day: incidents, values, disputes and origins."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import tracker
from tests.conftest import ask
from tracker.dates import parse
from tracker.filters import Filter

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


def stood(run: Run, day: str, *options: str) -> dict[int, dict[str, Any]]:
    """The incidents as of a day, by id."""
    found = json.loads(run("timeline", "--as-of", day, "--json", *options).stdout)
    return {one["id"]: one for one in found}


def strike(run: Run, *fields: str) -> None:
    """One incident, which an early paper reported and a later one corrected."""
    run("add", "A strike", "-d", "July 2023", "-s", "| Early | 2023-07-09", *fields)


def later(run: Run, *fields: str) -> None:
    run("cite", 1, "| Late | 2023-08-20", *fields)


@pytest.mark.usefixtures("seeded")
def test_the_seed_the_day_after_shows_the_flares_and_not_the_strike(run: Run) -> None:
    told = run("timeline", "--as-of", "2023-07-08").stdout
    assert "Flares dropped in front of MQ-9s" in told
    assert "kills Usamah al-Muhajir" not in told
    assert "1 incident · 1 source · 1 origin, 1 independent" in told
    assert sorted(stood(run, "2023-07-08")) == [4]
    assert sorted(stood(run, "2023-07-09")) == [1, 2, 3, 4, 5, 6]


@pytest.mark.usefixtures("seeded")
def test_looking_back_leaves_the_file_alone(run: Run, seeded: Path) -> None:
    before = seeded.read_bytes()
    run("timeline", "--as-of", "2023-07-08")
    run("disputes", "--as-of", "2023-07-09")
    assert seeded.read_bytes() == before


@pytest.mark.usefixtures("seeded")
def test_as_of_a_day_when_all_was_out_nothing_differs(run: Run) -> None:
    now = {one["id"]: one for one in json.loads(run("timeline", "--json").stdout)}
    assert stood(run, "2024") == now
    assert run("disputes", "--as-of", "2024", "--json").stdout == run("disputes", "--json").stdout


@pytest.mark.usefixtures("db")
def test_a_later_value_gives_way_to_the_earliest_assertion(run: Run) -> None:
    strike(run, "killed=3", "place=Homs, Syria", "duration=1h", "by=Russia")
    run("cite", 1, "| Middle | 2023-08-01", "killed=5", "place=Aleppo, Syria")
    later(run, "killed=9", "place=Idlib, Syria", "duration=4h", "by=Turkey", "date=7 July 2023")
    for field in ("killed", "place", "duration", "by", "date"):
        run("adopt", f"c3.{field}")
    assert stood(run, "2023-09-01")[1]["place"].startswith("Idlib")
    past = stood(run, "2023-08-10")[1]
    assert past["counts"][0]["best"] == 3
    assert past["place"].startswith("Homs")
    assert past["duration"] == {"low": 60, "high": 60}
    assert past["by"] == ["Russia"]
    assert past["date"] == "2023-07"
    assert (past["sources"], past["disputed"]) == (2, ["killed", "place"])
    assert stood(run, "2023-07-09")[1]["disputed"] == []


@pytest.mark.usefixtures("db")
def test_an_adopted_value_that_was_published_stays_with_its_decision(run: Run) -> None:
    strike(run, "killed=3")
    run("cite", 1, "| Middle | 2023-08-01", "killed=5")
    later(run, "killed=9")
    run("adopt", "c2.killed", "--why", "counted by name")
    past = stood(run, "2023-08-02")[1]
    assert past["counts"][0]["best"] == 5
    assert (past["disputed"], past["settled"]) == ([], ["killed"])
    early = stood(run, "2023-07-31")[1]
    assert early["counts"][0]["best"] == 3
    assert (early["disputed"], early["settled"]) == ([], [])


@pytest.mark.usefixtures("db")
def test_a_range_is_no_decision_before_all_that_it_holds(run: Run) -> None:
    strike(run, "killed=3")
    run("cite", 1, "| Middle | 2023-08-01", "killed=5")
    later(run, "killed=9")
    run("adopt", 1, "killed", "--range")
    past = stood(run, "2023-08-02")[1]
    assert (past["counts"][0]["low"], past["counts"][0]["high"]) == (3, 3)
    assert past["disputed"] == ["killed"]
    assert stood(run, "2023-08-20")[1]["settled"] == ["killed"]


@pytest.mark.usefixtures("db")
def test_what_only_later_sources_say_was_not_known(run: Run) -> None:
    strike(run)
    later(run, "killed=9", "place=Idlib, Syria", "by=Turkey", "instrument=Su-35", "type=airstrike")
    for field in ("killed", "place", "by", "instrument", "type"):
        run("adopt", f"c2.{field}")
    run("edit", 1, "coords=35.9,36.6")
    past = stood(run, "2023-07-09")[1]
    assert past["counts"] == []
    assert (past["place"], past["latitude"], past["type"]) == (None, None, None)
    assert past["actors"] == []
    assert past["claims"] == [
        claim for claim in past["claims"] if claim["source"] == "early-2023-07-09"
    ]


@pytest.mark.usefixtures("db")
def test_the_analyst_s_own_values_stay(run: Run) -> None:
    strike(run, "killed=3")
    run("edit", 1, "place=Homs, Syria", "type=airstrike", "tag=kept", "status=confirmed")
    later(run, "place=Aleppo, Syria", "injured=2")
    past = stood(run, "2023-07-09")[1]
    assert past["place"].startswith("Homs")
    assert (past["type"], past["tags"], past["status"]) == ("airstrike", ["kept"], "confirmed")


@pytest.mark.usefixtures("db")
def test_of_a_set_only_those_named_later_are_left_out(run: Run) -> None:
    strike(run, "against=US")
    later(run, "against=US", "against=France")
    run("adopt", "c2.against")
    assert stood(run, "2023-09-01")[1]["against"] == ["France", "United States"]
    assert stood(run, "2023-07-09")[1]["against"] == ["United States"]


@pytest.mark.usefixtures("db")
def test_a_date_known_later_moves_the_incident_back_in_the_order(run: Run) -> None:
    strike(run)
    run("add", "Another strike", "-d", "2023-07-03", "-s", "| Early | 2023-07-09")
    later(run, "date=20 July 2023")
    run("adopt", "c3.date")
    assert list(stood(run, "2023-09-01")) == [2, 1]
    assert list(stood(run, "2023-07-09")) == [1, 2]


@pytest.mark.usefixtures("db")
def test_origins_are_those_of_that_day(run: Run) -> None:
    strike(run, "said-by=US")
    later(run, "said-by=Russia")
    assert stood(run, "2023-07-09")[1]["independent_origins"] == 1
    assert stood(run, "2023-08-20")[1]["independent_origins"] == 2
    assert "1" in run("timeline", "--as-of", "2023-07-09", "--single-origin", "-f", "csv").stdout
    assert stood(run, "2023-08-20", "--single-origin") == {}


@pytest.mark.usefixtures("db")
def test_undated_sources_count_and_are_marked(run: Run) -> None:
    run("add", "Told by nobody knows when", "-d", "2016", "-s", "| Undated")
    run("add", "Told before then", "-d", "2016", "-s", "| Before | before 2017")
    run("add", "Told then or later", "-d", "2016", "-s", "| After | 2017..")
    run("add", "Told by nobody", "-d", "2016")
    told = run("timeline", "--as-of", "2018-06", "-f", "oneline")
    assert [line.split()[0] for line in told.stdout.splitlines()] == ["1?", "2", "3"]
    assert "undated: undated, so it may have been published later" in told.stderr
    assert "1 incident for which nobody is cited left out" in told.stderr
    table = run("timeline", "--as-of", "2018-06").stdout
    assert "? a possible match, not a certain one" in table


@pytest.mark.usefixtures("db")
def test_a_merged_source_counts_by_the_day_of_the_one_that_stays(run: Run) -> None:
    strike(run)
    run("source", "add", "| Copy | 2023-09-09", "key=copy")
    run("source", "merge", "early", "copy")
    assert stood(run, "2023-07-31") == {}
    assert list(stood(run, "2023-09-09")) == [1]


@pytest.mark.usefixtures("db")
def test_a_background_source_reports_nothing(run: Run) -> None:
    strike(run)
    run("source", "add", "| Older | 2020", "key=older")
    run("cite", 1, "older", "stance=context")
    assert stood(run, "2021") == {}


@pytest.mark.usefixtures("db")
def test_the_end_of_a_coarse_day_counts(run: Run) -> None:
    strike(run)
    assert list(stood(run, "July 2023")) == [1]
    assert stood(run, "June 2023") == {}
    told = run("timeline", "--as-of", "2016")
    assert told.stderr == "Note: nothing had been published by 2016\n"


@pytest.mark.parametrize(("day", "message"), [("2016..", "no end"), ("soon", "cannot read")])
@pytest.mark.usefixtures("seeded")
def test_what_is_no_day_to_look_back_from_is_refused(run: Run, day: str, message: str) -> None:
    assert message in run("timeline", "--as-of", day, code=2).stderr


@pytest.mark.usefixtures("seeded")
def test_nothing_is_changed_by_looking_back(run: Run) -> None:
    for words in (("rm", "--yes"), ("edit", "tag=x", "--yes")):
        told = run(*words, "--as-of", "2023-07-08", code=2)
        assert "this command does not look back to 8 Jul 2023" in told.stderr
    assert ask("SELECT count(*) FROM timeline") == [(6,)]
    assert ask("SELECT count(*) FROM incident_tags WHERE tag = 'x'") == [(0,)]


@pytest.mark.usefixtures("seeded")
def test_a_summary_looks_back_as_well(run: Run) -> None:
    assert "MQ-9s harassed" in run("summary", "Russia").stdout
    assert "MQ-9s harassed" not in run("summary", "Russia", "--as-of", "2023-07-08").stdout


@pytest.mark.usefixtures("seeded")
def test_a_file_with_foreign_triggers_is_not_run(run: Run) -> None:
    ask("CREATE TRIGGER strange AFTER UPDATE ON citations BEGIN DELETE FROM meta; END")
    assert "altered from outside" in run("timeline", "--as-of", "2023-07-08", code=3).stderr
    run("timeline")


def test_a_program_looks_back_as_well(seeded: Path) -> None:
    with tracker.open(seeded) as record:
        past = list(record.incidents(Filter(as_of=parse("2023-07-08"))))
        assert [incident.id for incident in past] == [4]
        assert [citation.source for citation in past[0].citations] == ["afcent"]
        assert len(list(record.incidents())) == 6
