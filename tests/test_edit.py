"""Editing: a field set, emptied or taken away; what sources say of it is kept."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.random_commands import contents

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run, Stock

# What an incident is, what is typed, and what it is afterwards: keys of its JSON.
EDITS: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    (("title=Flares dropped",), {"title": "Flares dropped"}),
    (("date=8 July 2023",), {"date": "2023-07-08", "date_text": "8 July 2023"}),
    (("type=raid",), {"type": "raid"}),
    (("by=Turkey",), {"by": ["Russia", "Turkey"]}),
    (("by=", "by=Turkey"), {"by": ["Turkey"]}),
    (("by=Turkey", "by-=Russia"), {"by": ["Turkey"]}),
    (("by-=Россия", "against=US"), {"by": [], "against": ["United States"]}),
    (("place=Afrin, Syria",), {"place": "Afrin, Syria"}),
    (("place=",), {"place": None, "place_precision": None}),
    (("place-precision=district",), {"place_precision": "district"}),
    (("coords=36.5,36.9",), {"latitude": 36.5, "longitude": 36.9}),
    (("killed=4",), {"counts": [{"measure": "killed", "category": "total", "low": 4, "best": 4,
                                 "high": 4, "words": None}]}),
    (("killed=",), {"counts": []}),
    (("duration=2h",), {"duration": {"low": 120, "high": 120}}),
    (("desc=At length.",), {"description": "At length."}),
    (("status=confirmed",), {"status": "confirmed"}),
    (("tag=b", "tag-=a"), {"tags": ["b"]}),
    (("tag=",), {"tags": []}),
    (("after=2",), {"links": [{"kind": "after", "id": 2}]}),
    (("part-of=2", "part-of-=2"), {"links": []}),
    (("x.sky=clear",), {"attributes": [{"namespace": "x", "key": "sky", "value": "clear"}]}),
)  # fmt: skip


@pytest.fixture
def one(run: Run, db: Path) -> Path:
    """A file with an incident of many fields, another, and what a source says of the first."""
    run("add", "One", "-d", "7 July 2023", "-t", "drone-strike", "--by", "Russia", "-p",
        "Homs, Syria", "killed=3", "tag=a",
        "-s", "https://example.org/a | Example Post | 2023-07-09")  # fmt: skip
    run("add", "Two", "-d", "2016")
    run("actor", "add", "Russia", "alias=Россия")
    return db


def shown(run: Run, incident: int = 1) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("show", incident, "--json").stdout)[0]
    return found


@pytest.mark.parametrize(("typed", "wanted"), EDITS, ids=[" ".join(typed) for typed, _ in EDITS])
def test_a_field_is_set_emptied_or_taken_away(
    run: Run, one: Path, typed: tuple[str, ...], wanted: dict[str, Any]
) -> None:
    claims = shown(run)["claims"]
    run("edit", "1", *typed)
    found = shown(run)
    told = {key: found[key] for key in wanted}
    if "links" in wanted:
        told["links"] = [{"kind": link["kind"], "id": link["id"]} for link in found["links"]]
    assert told == wanted
    assert [claim["value"] for claim in found["claims"]] == [claim["value"] for claim in claims]


def test_the_same_again_changes_nothing_and_is_not_logged(run: Run, one: Path) -> None:
    before = one.read_bytes()
    told = run("edit", "1", "title=One", "by=Russia", "killed=3", "date=7 July 2023", "tag=a")
    assert told.stdout == "Nothing changed: it is so already.\n"
    assert one.read_bytes() == before


def test_the_answer_tells_old_and_new_and_what_sources_say(run: Run, one: Path) -> None:
    told = run("edit", "1", "killed=4", "place=Afrin, Syria").stdout
    assert "killed    3 → 4" in told
    assert "place     Homs → Afrin" in told
    assert "kept: what sources say of killed: c1 3" in told
    assert "tracker edit c1.killed" in told
    assert "undo: tracker undo" in told


def test_why_is_kept_in_the_log_and_as_a_decision_on_what_sources_say(
    run: Run, one: Path, stock: Stock
) -> None:
    run("edit", "1", "killed=4", "status=confirmed", "--why", "the ministry corrected it")
    assert stock("SELECT field, kind, reason FROM decisions WHERE deleted_at IS NULL") == [
        ("killed", "value", "the ministry corrected it")
    ]
    assert "why: the ministry corrected it" in run("history", "-n", "1").stdout
    assert shown(run)["settled"] == ["killed"]


def test_an_edit_replaces_the_decision_that_stood(run: Run, one: Path, stock: Stock) -> None:
    run("adopt", "c1.killed", "--why", "the only one")
    run("edit", "1", "killed=5")
    assert stock("SELECT kind, reason FROM decisions WHERE deleted_at IS NULL") == [("value", None)]


def test_the_zone_follows_the_place_and_clock_times_are_read_again(run: Run, db: Path) -> None:
    run("add", "One", "-d", "7 July 2023 09:30", "-p", "Homs, Syria")
    assert shown(run)["start_utc"] == "2023-07-07T06:30:00"
    run("edit", "1", "place=London, United Kingdom")
    run("place", "add", "London", "tz=Europe/London")
    run("edit", "1", "place=")
    assert (shown(run)["tz"], shown(run)["start_utc"]) == (None, None)
    run("edit", "1", "place=London")
    found = shown(run)
    assert (found["tz"], found["start_utc"]) == ("Europe/London", "2023-07-07T08:30:00")
    assert found["date_text"] == "7 July 2023 09:30"


def test_a_zone_that_was_typed_stays_when_the_place_changes(run: Run, db: Path) -> None:
    run("add", "One", "-d", "7 July 2023 09:30", "-p", "Homs, Syria")
    run("edit", "1", "tz=Europe/London")
    run("edit", "1", "place=Ankara, Turkey")
    assert shown(run)["tz"] == "Europe/London"
    run("edit", "1", "tz=")
    assert shown(run)["tz"] == "Europe/Istanbul"


def test_a_date_read_with_its_order_keeps_its_day_in_another_zone(run: Run, db: Path) -> None:
    run("add", "One", "-d", "07/06/2023 09:30", "--date-order", "dmy")
    run("edit", "1", "place=Homs, Syria")
    assert shown(run)["start_utc"] == "2023-06-07T06:30:00"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("date=2023-08-01",), "later than the source, which was published 9 Jul 2023"),
        (("date=2190",), "lies ahead"),
        (("date=",), "an incident has a date"),
        (("title=",), "an incident has a title"),
        (("by-=Turkey",), "no actor is called 'Turkey'"),
        (("against-=Russia",), "1 has not against Russia"),
        (("tag-=z",), "1 has not the tag z"),
        (("after-=2",), "1 is not recorded as after 2"),
        (("before=2",), "cannot be before 2 (2016)"),
        (("before=1",), "1 cannot be before itself"),
        (("killed-=3",), "killed has one value"),
        (("killed=none-reported",), "what a source says, not a value"),
        (("claimed.by=Russia",), "a claim is what a source says"),
        (("by!=Russia",), "a denial is what a source says"),
        (("quote=words",), "belongs to a citation"),
        (("title=A", "title=B"), "title is given twice"),
        (("by=Rusia",), "is near it"),
        (("nonsense=1",), "unknown field"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_changes_nothing(
    run: Run, one: Path, typed: tuple[str, ...], told: str
) -> None:
    before = one.read_bytes()
    refused = run("edit", "1", "status=confirmed", *typed, code=None)
    assert refused.exit_code in (2, 4)
    assert told in refused.stderr
    assert one.read_bytes() == before


def test_a_date_that_contradicts_a_recorded_order_is_refused(run: Run, one: Path) -> None:
    run("link", "2", "before", "1")
    refused = run("edit", "2", "date=2024", code=2).stderr
    assert "2 (2024) cannot be before 1 (7 Jul 2023)" in refused


def test_how_a_source_is_cited_can_be_mended(run: Run, one: Path) -> None:
    run("edit", "c1", "quote=Three died", "pinpoint=p. 2", "said-by=A Ministry", "via=AFP",
        "stance=reports", "reading=ambiguous")  # fmt: skip
    found = shown(run)
    (cited,) = found["citations"]
    assert (cited["quote"], cited["pinpoint"]) == ("Three died", "p. 2")
    assert (cited["origin"], cited["agency"]) == ("A Ministry", "AFP")
    assert {claim["reading"] for claim in found["claims"]} == {"ambiguous"}
    run("edit", "c1", "said-by=", "via=", "quote=")
    (cited,) = shown(run)["citations"]
    assert (cited["origin"], cited["agency"], cited["quote"]) == (None, None, None)


@pytest.mark.parametrize(
    ("typed", "field", "values"),
    [
        (("c1.killed", "82"), "killed", ["82"]),
        (("c1.killed=82",), "killed", ["82"]),
        (("c1", "killed=82"), "killed", ["82"]),
        (("c1.killed", "none-reported"), "killed", [None]),
        (("c1.date", "6 July 2023"), "date", ["6 July 2023"]),
        (("c1.place", "Afrin, Syria"), "place", ["Afrin"]),
        (("c1.by", "Turkey"), "by", ["Turkey"]),
        (("c1.by", "Turkey", "Russia"), "by", ["Russia", "Turkey"]),
    ],
)
def test_what_was_recorded_of_a_claim_can_be_mended(
    run: Run, one: Path, typed: tuple[str, ...], field: str, values: list[str | None]
) -> None:
    adopted = {key: shown(run)[key] for key in ("counts", "date", "place", "by")}
    run("edit", *typed)
    found = shown(run)
    said = [claim["value"] for claim in found["claims"] if claim["field"] == field]
    assert sorted(said, key=str) == values
    assert {key: found[key] for key in adopted} == adopted


def test_a_claim_is_not_mended_to_what_cannot_be(run: Run, one: Path) -> None:
    assert "later than the source" in run("edit", "c1.date", "2023-08-01", code=2).stderr
    assert "says nothing of injured" in run("edit", "c1.injured", "3", code=4).stderr
    assert "has one value, not 2" in run("edit", "c1.killed", "3", "4", code=2).stderr
    refused = run("edit", "c1", "injured=3", code=4).stderr
    assert "Hint: tracker cite 1 example-2023-07-09 injured=3" in refused


def test_a_citation_is_not_made_the_same_as_another(run: Run, one: Path) -> None:
    run("cite", "1", "example", "pinpoint=p. 2")
    assert "would be the same as another" in run("edit", "c1", "pinpoint=p. 2", code=2).stderr


def test_many_are_shown_and_never_changed_without_consent(run: Run, one: Path) -> None:
    run("add", "Three", "-d", "2017")
    before = one.read_bytes()
    refused = run("edit", "--since", "2016", "status=confirmed", code=2).stderr
    assert "3 incidents selected" in refused
    assert "Hint: tracker edit --since 2016 status=confirmed --yes" in refused
    assert one.read_bytes() == before
    assert "Edited 3 incidents" in run("edit", "--since", "2016", "status=confirmed", "-y").stdout
    run("undo")
    assert "3 incidents" in run("timeline").stdout
    assert shown(run)["status"] == "reported"


def test_two_are_changed_without_asking_and_none_is_no_error(run: Run, one: Path) -> None:
    run("edit", "--id", "1", "--id", "2", "tag=both")
    assert shown(run, 2)["tags"] == ["both"]
    assert "0 incidents selected" in run("edit", "--since", "2024", "tag=x").stderr


def test_of_many_some_may_lack_what_is_taken_away(run: Run, one: Path) -> None:
    run("edit", "--id", "1", "--id", "2", "tag-=a", "by-=Russia")
    assert (shown(run)["tags"], shown(run)["by"]) == ([], [])


def test_a_rehearsal_tells_and_stores_nothing(run: Run, one: Path) -> None:
    before = contents(one)
    assert "killed    3 → 9" in run("edit", "1", "killed=9", "--dry-run").stdout
    assert contents(one) == before


@pytest.mark.parametrize(
    "meanwhile", ["UPDATE incidents SET title = 'Changed' WHERE id = 1", "DELETE FROM incidents"]
)
def test_what_was_shown_and_then_changed_by_another_is_not_written(
    run: Run, one: Path, stock: Stock, meanwhile: str
) -> None:
    from tracker.cli.several import Seen, still
    from tracker.errors import TrackerError
    from tracker.filters import Filter
    from tracker.store.connection import open_reading

    last = stock("SELECT max(id) FROM log_changes")[0][0]
    seen, wanted = Seen((2, 1), last), Filter(ids=(1, 2))
    with closing(open_reading(one)) as conn:
        assert still(conn, seen, wanted) == (2, 1)
    stock(meanwhile)
    with (
        closing(open_reading(one)) as conn,
        pytest.raises(TrackerError, match="changed by another program in the meantime"),
    ):
        still(conn, seen, wanted)


def test_an_account_that_only_tells_more_of_its_place_is_answered(run: Run, db: Path) -> None:
    run("add", "X", "-d", "2016")
    run("cite", "1", "| P", "place=Tripoli")
    told = run("edit", "c1.place", "Tripoli, Libya").stdout
    assert "within    + Libya        undo: tracker undo" in told
    assert "Nothing changed" in run("edit", "c1.place", "Tripoli, Libya").stdout
