"""Two incidents that are one: everything together under both numbers, and taken apart again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.test_actor_merge import everything

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run, Stock


@pytest.fixture
def twin(run: Run, seeded: Path) -> Path:
    """The seed, in which the strike (6) stands a second time as 7, told by another source."""
    run("add", "Strike kills an ISIS leader", "-d", "2023-07", "-t", "airstrike", "--by",
        "CENTCOM", "--against", "Usamah al-Muhajir", "-p", "Aleppo region",
        "-s", "https://example.org/a | Example Post | 2023-07-10", "said-by=SDF", "killed=1",
        "tag=leader", "desc=As told by the SDF.", "follow-up-of=4")  # fmt: skip
    run("cite", "7", "france24", "count.aircraft=2", "date=2023-07-08")
    return seeded


def shown(run: Run, number: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("show", number, "--json").stdout)[0]
    return found


def test_everything_comes_together_under_both_numbers(run: Run, twin: Path) -> None:
    one, two = shown(run, 6), shown(run, 7)
    answer = run("merge", "7", "6", "--why", "one strike").stdout
    assert answer.splitlines()[:4] == [
        "Merged 7 Strike kills an ISIS leader",
        f"  into 6 {one['title']}",
        "  came together: 2 citations, 1 actor, 1 tag",
        "  6 gets its desc, killed",
    ]
    assert "6 keeps its own date: 7 Jul 2023 (7: Jul 2023)" in answer
    made = shown(run, 6)
    assert shown(run, 7) == shown(run, two["uid"]) == made
    assert {c["id"] for c in made["citations"]} == {
        c["id"] for c in one["citations"] + two["citations"]
    }
    assert len(made["claims"]) == len(one["claims"]) + len(two["claims"])
    assert made["by"] == ["CENTCOM", "United States"]
    assert made["tags"] == ["leader"]
    assert made["description"] == "As told by the SDF."
    assert (made["title"], made["date"], made["type"]) == (one["title"], one["date"], one["type"])
    killed = {(count["measure"], count["category"]): count["low"] for count in made["counts"]}
    assert killed == {("killed", "target"): 1, ("killed", "total"): 1}
    assert {(link["kind"], link["id"]) for link in made["links"]} >= {("follow-up-of", 4)}
    assert {*one["disputed"], "date", "type"} >= set(made["disputed"]) > set(one["disputed"])


def test_it_counts_once_afterwards(run: Run, twin: Path) -> None:
    run("merge", "7", "6")
    assert len(json.loads(run("timeline", "--json").stdout)) == 6
    states = json.loads(run("summary", "US", "--json").stdout)
    assert (states["incidents"], states["roles"][0]["incidents"]) == (3, 1)
    run("cite", "7", "jpost", "killed.civilian=0")
    assert any(claim["field"] == "killed.civilian" for claim in shown(run, 6)["claims"])


def test_restore_takes_it_apart_to_the_last_row(run: Run, twin: Path) -> None:
    before = everything(twin)
    run("merge", "7", "6")
    assert everything(twin) != before
    run("restore", "7")
    assert everything(twin) == before
    run("undo")
    assert shown(run, 7)["id"] == 6
    run("redo")
    assert everything(twin) == before


def test_one_that_was_merged_before_goes_along(run: Run, twin: Path) -> None:
    run("add", "Strike", "-d", "2023-07-07")
    run("merge", "8", "7")
    run("merge", "7", "6")
    assert shown(run, 8)["id"] == shown(run, 7)["id"] == 6
    answer = run("restore", "8", code=2).stderr
    assert "merge 7 6" in answer
    run("restore", "7")
    assert shown(run, 8)["id"] == 7


def test_a_later_change_stands_in_the_way_and_is_named(run: Run, twin: Path) -> None:
    run("merge", "7", "6")
    run("edit", "6", "desc=Another text.")
    assert "(edit 6 'desc=Another text.') changed the same" in run("restore", "7", code=2).stderr


def test_the_same_citation_is_not_doubled(run: Run, twin: Path) -> None:
    run("add", "Strike", "-d", "7 July 2023", "-s", "jpost", "said-by=CENTCOM", "killed=1",
        "place=eastern Syria")  # fmt: skip
    before = len(shown(run, 6)["citations"])
    run("merge", "8", "6")
    made = shown(run, 6)
    assert len(made["citations"]) == before
    assert any(claim["field"] == "killed" for claim in made["claims"])


def test_what_a_source_says_twice_and_differently_is_kept_twice(run: Run, twin: Path) -> None:
    run("add", "Strike", "-d", "8 July 2023", "-s", "jpost", "said-by=CENTCOM")
    run("merge", "8", "6")
    made = shown(run, 6)
    assert [c["pinpoint"] for c in made["citations"]][-1] == "of incident 8"
    assert "date" in made["disputed"]


def test_a_date_is_in_the_zone_of_the_place_that_it_gets(run: Run, db: Path, stock: Stock) -> None:
    times = "SELECT tz, start_utc, utc_earliest FROM incidents WHERE id = 1"
    run("add", "One", "-d", "2023-07-07 09:30")
    run("add", "Two", "-d", "unknown", "-p", "Homs, Syria", "--new")
    run("merge", "2", "1")
    assert stock(times) == [("Asia/Damascus", "2023-07-07T06:30:00", "2023-07-07T06:30:00")]
    run("undo", "--last", "3")
    run("add", "One", "-d", "unknown", "-p", "Homs, Syria", "--new")
    run("add", "Two", "-d", "2023-07-07 09:30 +02:00", "-p", "Paris, France", "--new")
    one, two = (int(row[0]) for row in stock("SELECT id FROM incidents ORDER BY id DESC LIMIT 2"))
    run("merge", one, two)
    told = f"SELECT tz, date_edtf, start_utc FROM incidents WHERE id = {two}"
    assert stock(told) == [("Asia/Damascus", "2023-07-07T10:30+03:00", "2023-07-07T07:30:00")]


def test_a_rehearsal_stores_nothing(run: Run, twin: Path) -> None:
    copy = twin.read_bytes()
    rehearsed = run("merge", "7", "6", "--dry-run").stdout.splitlines()
    assert twin.read_bytes() == copy
    assert rehearsed[1:] == run("merge", "7", "6").stdout.splitlines()[1:-1]


@pytest.mark.parametrize(
    ("one", "two", "reason"),
    [
        ("5", "6", "5 is before 6, so they are two"),
        ("3", "2", "3 is part-of 2, so they are two"),
        ("6", "6", "6 and 6 are one incident"),
    ],
)
def test_what_is_two_is_not_merged(run: Run, twin: Path, one: str, two: str, reason: str) -> None:
    assert reason in run("merge", one, two, code=2).stderr


def test_an_order_that_would_become_a_circle_is_refused(run: Run, twin: Path) -> None:
    run("add", "First", "-d", "2023-07")
    run("add", "Second", "-d", "2023-07", "after=8")
    run("link", "9", "before", "7")
    answer = run("merge", "7", "8", code=2).stderr
    assert "they stand on two sides of another incident" in answer


def test_possibly_the_same_is_settled_by_merging(run: Run, twin: Path) -> None:
    run("link", "7", "possibly-same-as", "6")
    run("merge", "7", "6")
    assert "possibly-same-as" not in {link["kind"] for link in shown(run, 6)["links"]}


def test_two_are_not_taken_apart_at_once(run: Run, twin: Path) -> None:
    run("merge", "7", "6")
    assert "taken apart by itself" in run("restore", "7", "c9", code=2).stderr
    assert "incident 5 was not removed" in run("restore", "5", code=2).stderr
    assert "no incident 99" in run("restore", "99", code=4).stderr
