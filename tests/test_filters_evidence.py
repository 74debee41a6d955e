"""Selecting incidents by who says what of them: sources, origins, and where accounts differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tracker.cli.filtering import OPTIONS, words_of
from tracker.dates import parse
from tracker.filters import ANY_FIELD, Filter

if TYPE_CHECKING:
    from tests.conftest import Run

SELECTED = (
    ("--disputed", "6"),
    ("--disputed place", "6"),
    ("--disputed killed", ""),
    ("--disputed place --disputed killed", "6"),
    ("--settled", ""),
    ("--single-origin", "4 5 6"),
    ("--unsourced", ""),
    ("--min-sources 2", "4 5 6"),
    ("--min-sources 2 --max-sources 2", "4 5"),
    ("--max-sources 0", ""),
    ("-s afcent", "4"),
    ("--source centcom --source afcent", "4 6"),
    ("-s https://jpost.com/breaking-news/article-749374/?utm_source=x", "1 2 3 4 5 6"),
    ("-s france24 -s afcent --said-by USAF", "4"),
    ("--said-by CENTCOM", "5 6"),
    ("--said-by US", "4 5 6"),
    ("--said-by Russia", ""),
    ("--said-by Turkey --said-by CENTCOM", "5 6"),
    ("--id 3 --id 4", "3 4"),
    ("--disputed --since 2016 --until 2018", ""),
)


def ids(run: Run, options: str) -> str:
    told = run("timeline", "-f", "csv", *options.split()).stdout.splitlines()[1:]
    return " ".join(line.partition(",")[0] for line in told)


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(("options", "expected"), SELECTED)
def test_the_seed_is_selected_by_its_evidence(run: Run, options: str, expected: str) -> None:
    assert ids(run, options) == expected


@pytest.mark.usefixtures("seeded")
def test_a_decision_makes_a_dispute_settled(run: Run) -> None:
    run("adopt", "c12.place")
    assert ids(run, "--settled") == "6"
    assert ids(run, "--disputed place") == ""
    assert ids(run, "--disputed") == "6"


@pytest.mark.usefixtures("db")
def test_what_nobody_reports_is_unsourced(run: Run) -> None:
    run("add", "Told to nobody", "-d", "2016")
    run("add", "Only background", "-d", "2017", "-s", "| A | 2018", "stance=context")
    run("add", "Reported", "-d", "2018", "-s", "| B | 2019")
    assert ids(run, "--unsourced") == "1 2"
    assert ids(run, "--min-sources 1") == "3"


@pytest.mark.usefixtures("db")
def test_no_origin_is_no_single_origin(run: Run) -> None:
    run("add", "Nobody said who speaks", "-d", "2016", "-s", "| A | 2018")
    assert ids(run, "--single-origin") == ""


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--disputed plac", "did you mean place"),
        ("--disputed status", "no source speaks of status"),
        ("--min-sources many", "not a valid integer range"),
        ("--min-sources 99999999999999999999", "not in the range"),
    ],
)
@pytest.mark.usefixtures("seeded")
def test_what_cannot_be_asked_is_refused(run: Run, options: str, message: str) -> None:
    told = run("timeline", *options.split(), code=2)
    assert message in told.stderr
    assert told.stdout == ""


@pytest.mark.parametrize("options", ["-s nothing", "--said-by Nobody"])
@pytest.mark.usefixtures("seeded")
def test_a_name_that_nothing_has_is_told(run: Run, options: str) -> None:
    assert run("timeline", *options.split(), code=4).stderr.startswith("Error: no ")


def test_a_filter_is_told_as_it_is_typed() -> None:
    wanted = Filter(
        since=parse("July 2023"), types=("airstrike", "raid"), disputed=("place", ANY_FIELD),
        single_origin=True, min_sources=0,
    )  # fmt: skip
    assert words_of(wanted) == [
        "--since", "July 2023", "--type", "airstrike", "--type", "raid", "--disputed", "place",
        "--disputed", "--single-origin", "--min-sources", "0",
    ]  # fmt: skip


def test_every_filter_has_one_option_and_stands_in_the_guide(run: Run) -> None:
    assert sorted(one.field for one in OPTIONS) == sorted(Filter._fields)
    guide = run("help", "filters").stdout
    assert [one.names for one in OPTIONS if ", ".join(one.names) not in guide] == []
    assert max(map(len, guide.splitlines())) <= 100
