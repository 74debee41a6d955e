"""`tracker adopt`: one account becomes the value, every account stays, the dispute is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run, Stock

CLAIMS = "SELECT citation_id, field, value FROM claims WHERE deleted_at IS NULL ORDER BY id"
OPEN = "SELECT DISTINCT field FROM disputes WHERE undecided ORDER BY field"


@pytest.fixture
def told_twice(db: Path, run: Run) -> Path:
    """A strike that two sources tell differently."""
    run(
        "add", "MQ-9 strike", "-d", "7 July 2023", "-t", "drone-strike", "--by", "US",
        "--by", "Turkey", "-p", "eastern Syria", "killed=1", "duration=2h", "-s", "| A",
    )  # fmt: skip
    run(
        "cite", "1", "| B", "date=5 July 2023", "type=agreement", "by=Iran",
        "place=Aleppo region, Syria", "killed=3-5", "duration=30m", "killed.civilian=none-reported",
    )  # fmt: skip
    return db


@pytest.mark.parametrize(
    ("field", "query", "value"),
    [
        ("date", "SELECT date_edtf, date_words, sort_key < '2023-07-06' FROM incidents",
         ("2023-07-05", "5 Jul 2023", 1)),
        ("type", "SELECT type_code FROM incidents", ("agreement",)),
        ("place", "SELECT name FROM places WHERE id = (SELECT place_id FROM incidents)",
         ("Aleppo region",)),
        ("by", "SELECT group_concat(name) FROM incident_actors AS r JOIN actors AS a"
         " ON a.id = r.actor_id", ("Iran",)),
        ("killed", "SELECT low, best, high FROM incident_counts", (3, None, 5)),
        ("duration", "SELECT duration_low_minutes, duration_text FROM incidents", (30, "30m")),
    ],
)  # fmt: skip
def test_the_value_moves_and_both_accounts_stay(
    field: str, query: str, value: tuple[object, ...], told_twice: Path, run: Run, stock: Stock
) -> None:
    accounts = stock(CLAIMS)
    assert (field,) in stock(OPEN)
    told = run("adopt", f"c2.{field}", "--why", "B was there").stdout
    assert told.startswith(f"Adopted 1.{field}: ")
    assert stock(query) == [value]
    assert stock(CLAIMS) == accounts
    assert (field,) not in stock(OPEN)
    assert stock("SELECT field, kind, citation_id, reason FROM decisions") == [
        (field, "claim", 2, "B was there")
    ]
    assert stock("SELECT reason FROM log_transactions ORDER BY id DESC LIMIT 1") == [
        ("B was there",)
    ]
    assert "B was there" in run("show", "1").stdout


def test_one_of_the_accounts_can_be_chosen_again(told_twice: Path, run: Run, stock: Stock) -> None:
    run("adopt", "c2.place")
    run("adopt", "c1", "place")
    assert stock("SELECT name FROM places WHERE id = (SELECT place_id FROM incidents)") == [
        ("eastern Syria",)
    ]
    standing = "SELECT citation_id FROM decisions WHERE deleted_at IS NULL"
    assert stock(standing) == [(1,)]


def test_a_later_account_does_not_reopen_a_decision(
    told_twice: Path, run: Run, stock: Stock
) -> None:
    run("adopt", "c1.killed")
    run("cite", "1", "| C", "killed=9")
    assert ("killed",) not in stock(OPEN)


def test_the_range_of_a_number_holds_every_account(
    told_twice: Path, run: Run, stock: Stock
) -> None:
    run("adopt", "1", "killed", "--range")
    assert stock("SELECT low, best, high FROM incident_counts") == [(1, None, 5)]
    run("cite", "1", "| C", "killed=60+")
    run("adopt", "1", "killed", "--range")
    assert stock("SELECT low, best, high FROM incident_counts") == [(1, None, None)]
    run("adopt", "1", "duration", "--range")
    assert stock("SELECT duration_low_minutes, duration_high_minutes FROM incidents") == [(30, 120)]
    assert stock("SELECT field, kind FROM decisions WHERE deleted_at IS NULL ORDER BY field") == [
        ("duration", "range"), ("killed", "range"),
    ]  # fmt: skip
    assert stock(OPEN) == [("by",), ("date",), ("place",), ("type",)]


def test_the_range_of_a_date_is_one_of_the_days_between(
    told_twice: Path, run: Run, stock: Stock
) -> None:
    run("adopt", "1", "date", "--range")
    assert stock("SELECT date_edtf, start_earliest, end_latest FROM incidents") == [
        ("[2023-07-05..2023-07-07]", "2023-07-05T00:00:00", "2023-07-07T23:59:59")
    ]


def test_the_range_of_a_date_keeps_the_zone_and_the_recorded_order(
    told_twice: Path, run: Run, stock: Stock
) -> None:
    run("edit", "1", "tz=Asia/Damascus")
    run("adopt", "1", "date", "--range")
    assert stock("SELECT tz, utc_earliest FROM incidents WHERE id = 1") == [
        ("Asia/Damascus", "2023-07-04T21:00:00")
    ]
    run("edit", "1", "date=1 July 2023")
    run("add", "Later", "-d", "3 July 2023", "after=1", "--new")
    refused = run("adopt", "1", "date", "--range", code=2)
    assert "cannot be before 2 (3 Jul 2023)" in refused.stderr


def test_a_date_that_was_read_from_words_can_be_adopted(
    told_twice: Path, run: Run, stock: Stock
) -> None:
    run("cite", "1", "| C | 2023-07-09", "date=on Thursday")
    run("cite", "1", "| D", "date=07/06/2023", "--date-order", "dmy")
    run("adopt", "c3.date")
    assert stock("SELECT date_edtf FROM incidents") == [("2023-07-06",)]
    assert "on Thursday" in stock("SELECT date_text FROM incidents")[0][0]
    run("adopt", "c4.date")
    assert stock("SELECT date_edtf FROM incidents") == [("2023-06-07",)]


def test_none_reported_leaves_no_number(told_twice: Path, run: Run, stock: Stock) -> None:
    run("cite", "1", "| C", "killed=none-reported")
    run("adopt", "c3.killed")
    assert stock("SELECT count(*) FROM incident_counts") == [(0,)]
    assert ("killed",) not in stock(OPEN)


def test_an_adopted_date_may_not_break_a_recorded_order(
    told_twice: Path, run: Run, stock: Stock
) -> None:
    run("add", "Harassment", "-d", "6 July 2023", "before=1")
    told = run("adopt", "c2.date", code=2).stderr
    assert "2 (6 Jul 2023) cannot be before 1 (5 Jul 2023)" in told
    assert stock("SELECT date_edtf FROM incidents WHERE id = 1") == [("2023-07-07",)]
    assert stock("SELECT count(*) FROM decisions") == [(0,)]


def test_a_field_that_is_only_denied_is_settled_by_keeping_what_is_recorded(
    told_twice: Path, run: Run, stock: Stock
) -> None:
    run("add", "Raid", "-d", "8 July 2023", "-t", "raid", "--by", "US", "--new")
    run("cite", "2", "a", "type!=raid", "by!=US", "date!=8 July 2023")
    for field in ("type", "by", "date"):
        command = f"tracker adopt 2 {field} --recorded"
        for screen in (("todo", "disputed", "-n", "0"), ("show", "2"), ("disputes", "2")):
            assert command in run(*screen).stdout
        refused = run("adopt", f"c3.{field}", code=2).stderr
        assert f"c3 does not say what {field} is: it only denies one" in refused
        assert f"Hint: {command}\n" in refused
        told = run(*command.split()[1:], "--why", "another raid").stdout
        assert told.startswith(f"Adopted 2.{field}: ")
    assert stock("SELECT DISTINCT field FROM disputes WHERE incident_id = 2 AND undecided") == []
    assert stock("SELECT DISTINCT kind, reason FROM decisions") == [("value", "another raid")]
    assert stock("SELECT type_code FROM incidents WHERE id = 2") == [("raid",)]


def test_what_is_recorded_can_be_kept_where_sources_say_otherwise(
    db: Path, run: Run, stock: Stock
) -> None:
    run("add", "Strike", "-d", "2023", "killed.civilian=4")
    run("cite", "1", "| A", "killed.civilian=9")
    assert "or: tracker adopt 1 killed.civilian --recorded" in run("show", "1").stdout
    assert (
        "Adopted 1.killed.civilian: 4" in run("adopt", "1", "killed.civilian", "--recorded").stdout
    )
    assert stock(OPEN) == []
    assert "settle it" not in run("show", "1").stdout


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("1", "killed", "--recorded"), 4, "incident 1 has no killed that could be kept"),
        (("1", "date", "--recorded"), 4, "no source says anything of date"),
        (("1", "type", "--range"), 2, "type has no range"),
        (("1", "type"), 2, "which account of type is adopted is not said"),
        (("1", "type", "--range", "--recorded"), 2, "give one of them"),
        (("1", "--recorded"), 2, "--recorded needs an incident and a field"),
    ],
)
def test_an_account_that_is_not_named_is_not_adopted(
    db: Path, run: Run, words: tuple[str, ...], code: int, told: str
) -> None:
    run("add", "Raid", "-d", "2023", "-t", "raid")
    assert told in run("adopt", *words, code=code).stderr
