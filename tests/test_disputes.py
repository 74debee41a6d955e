"""When two accounts of a field cannot both be true: the view against the table and plain Python."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.rules import DisputeRow, File
from tests.small_file import ACTORS, PLACES, SmallFile

TABLE: Final = Path(__file__).with_name("data") / "disputes.tsv"
CASES: Final = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:]]
KEYS: Final = (
    "incident_id, field, citation_id, adopted, undecided,"
    " value = 'denied' OR substr(value, 1, 4) = 'not '"
)


def filed(path: str = ":memory:") -> tuple[SmallFile, list[int]]:
    """A file with one incident for each case of the table, and their numbers."""
    file = SmallFile(path)
    numbers = []
    for field, first, second, _, why in CASES:
        incident = file.incident(why)
        if first.startswith("recorded: "):
            file.record(incident, field, first.removeprefix("recorded: "))
        else:
            file.say(file.cite(incident, "first"), field, first)
        file.say(file.cite(incident, "second"), field, second)
        numbers.append(incident)
    return file, numbers


def seen(file: SmallFile) -> set[DisputeRow]:
    """The rows of the view."""
    rows = file.read(f"SELECT {KEYS} FROM disputes")
    assert all(flag in (0, 1) for row in rows for flag in row[3:])
    found = {DisputeRow(*row[:3], *map(bool, row[3:])) for row in rows}
    assert len(found) == len(rows)
    return found


def verdicts(disputed: set[int], numbers: list[int]) -> list[list[str]]:
    return [
        [*case[:3], "dispute" if number in disputed else "agree", case[4]]
        for case, number in zip(CASES, numbers, strict=True)
    ]


def test_the_view_gives_the_verdict_of_every_case() -> None:
    file, numbers = filed()
    assert verdicts({row.incident for row in seen(file)}, numbers) == CASES


def test_plain_python_gives_the_verdict_of_every_case() -> None:
    file, numbers = filed()
    rows = File(file.conn).disputes()
    assert verdicts({row.incident for row in rows}, numbers) == CASES
    assert rows == seen(file)


def test_the_stock_shell_gives_the_verdict_of_every_case(tmp_path: Path) -> None:
    shell = shutil.which("sqlite3")
    if shell is None:
        pytest.skip("there is no sqlite3 shell here")
    path = tmp_path / "cases.db"
    file, numbers = filed(str(path))
    file.conn.close()
    done = subprocess.run(
        [shell, "-cmd", "PRAGMA trusted_schema = OFF", str(path),
         "SELECT DISTINCT incident_id FROM disputes"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert verdicts({int(line) for line in done.stdout.split()}, numbers) == CASES


def test_the_order_of_two_accounts_makes_no_difference() -> None:
    file = SmallFile()
    numbers = []
    for field, first, second, *_ in CASES:
        incident = file.incident()
        file.say(file.cite(incident, "second"), field, second)
        if first.startswith("recorded: "):
            file.record(incident, field, first.removeprefix("recorded: "))
        else:
            file.say(file.cite(incident, "first"), field, first)
        numbers.append(incident)
    assert verdicts({row.incident for row in seen(file)}, numbers) == CASES


def accounts(file: SmallFile, incident: int) -> list[tuple[object, ...]]:
    return file.read(
        "SELECT field, value, who, source_key, published, adopted, undecided FROM disputes"
        " WHERE incident_id = ? ORDER BY field, citation_id IS NULL, citation_id",
        incident,
    )


def test_an_account_says_what_who_and_where() -> None:
    file = SmallFile()
    incident = file.incident()
    file.record(incident, "place", "eastern Syria")
    file.source("f24", publisher="France 24", published_edtf="2023-07-09~")
    file.say(file.cite(incident, "centcom", "CENTCOM"), "place", "eastern Syria")
    file.say(file.cite(incident, "f24", agency="AFP"), "place", "Halab")
    file.say(file.cite(incident, "f24", pinpoint="p. 2"), "place", "not Miska")
    file.say(file.cite(incident, "plain"), "place", "denied")
    assert accounts(file, incident) == [
        ("place", "eastern Syria", "CENTCOM", "centcom", None, 1, 1),
        ("place", "Aleppo Governorate", "AFP", "f24", "2023-07-09~", 0, 1),
        ("place", "not Miska", "France 24", "f24", "2023-07-09~", 0, 1),
        ("place", "denied", "plain", "plain", None, 0, 1),
    ]


def test_what_is_recorded_is_an_account_where_nobody_says_it() -> None:
    file = SmallFile()
    incident = file.incident()
    file.record(incident, "killed", "80")
    file.say(file.cite(incident, "sohr", "Iran"), "killed", "116")
    file.say(file.cite(incident, "later"), "killed", "none-reported")
    assert accounts(file, incident) == [
        ("killed", "116", "Iran", "sohr", None, 0, 1),
        ("killed", "none reported", "later", "later", None, 0, 1),
        ("killed", "80", "as recorded", None, None, 1, 1),
    ]
    file.say(file.cite(incident, "same"), "killed", "80")
    assert [row[2] for row in accounts(file, incident)] == ["Iran", "later", "same"]


def test_figures_without_words_are_written_out() -> None:
    file = SmallFile()
    incident = file.incident()
    for measure, low, high in (("killed", 2, 2), ("injured", 3, 5), ("missing", 7, None),
                               ("detained", None, 4)):  # fmt: skip
        file.insert("incident_counts", incident_id=incident, measure=measure, low=low, high=high)
        citation = file.cite(incident, measure)
        file.say(citation, measure, "0" if low else "60")
    recorded = [row for row in accounts(file, incident) if row[2] == "as recorded"]
    assert [row[:2] for row in recorded] == [
        ("detained", "at most 4"), ("injured", "3–5"), ("killed", "2"), ("missing", "7+"),
    ]  # fmt: skip


def test_actors_of_one_citation_are_one_account() -> None:
    file = SmallFile()
    incident = file.incident()
    file.record(incident, "by", "United States + United Kingdom")
    file.say(file.cite(incident, "one"), "by", "United States + Daesh")
    file.say(file.cite(incident, "two"), "by", "Russia")
    assert [row[:3] for row in accounts(file, incident)] == [
        ("by", "ISIS; United States", "one"),
        ("by", "Russia", "two"),
        ("by", "United Kingdom; United States", "as recorded"),
    ]


def test_a_citation_never_disputes_itself() -> None:
    file = SmallFile()
    incident = file.incident()
    citation = file.cite(incident, "one")
    file.say(citation, "by", "Russia")
    file.say(citation, "by", "not Russia")
    assert seen(file) == set()


def test_one_source_quoting_two_origins_can_disagree() -> None:
    file = SmallFile()
    incident = file.incident()
    file.say(file.cite(incident, "one", "CENTCOM"), "killed", "1")
    file.say(file.cite(incident, "one", "Russia"), "killed", "2")
    assert len(seen(file)) == 2


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("claims", "deleted_at"),
        ("citations", "deleted_at"),
        ("sources", "deleted_at"),
        ("sources", "retracted_at"),
        ("incidents", "deleted_at"),
    ],
)
def test_what_no_longer_counts_disputes_nothing(table: str, change: str) -> None:
    file = SmallFile()
    incident = file.incident()
    file.say(file.cite(incident, "one"), "killed", "1")
    file.say(file.cite(incident, "two"), "killed", "2")
    assert len(seen(file)) == 2
    number = file.conn.execute(f"SELECT max(id) FROM {table}").fetchone()[0]
    file.set(table, number, **{change: "2024-01-01T00:00:00Z"})
    assert seen(file) == set()


def test_a_merged_incident_is_not_listed() -> None:
    file = SmallFile()
    kept, merged = file.incident(), file.incident()
    file.say(file.cite(merged, "one"), "killed", "1")
    file.say(file.cite(merged, "two"), "killed", "2")
    file.set("incidents", merged, merged_into=kept)
    assert seen(file) == set()


def test_a_source_merged_into_a_retracted_one_no_longer_counts() -> None:
    file = SmallFile()
    incident = file.incident()
    file.say(file.cite(incident, "one"), "killed", "1")
    file.say(file.cite(incident, "two"), "killed", "2")
    retracted = file.source("withdrawn", retracted_at="2024-01-01T00:00:00Z")
    file.set("sources", file.source("two"), merged_into=retracted)
    assert seen(file) == set()


def test_a_decision_settles_and_keeps_both_accounts() -> None:
    file = SmallFile()
    incident = file.incident()
    file.say(file.cite(incident, "one"), "killed", "1")
    file.say(file.cite(incident, "two"), "killed", "2")
    decision = file.decide(incident, "killed")
    assert [row.undecided for row in seen(file)] == [False, False]
    file.set("decisions", decision, deleted_at="2024-01-01T00:00:00Z")
    assert [row.undecided for row in seen(file)] == [True, True]


def test_two_coarse_claims_do_not_hide_what_is_recorded() -> None:
    file = SmallFile()
    incident = file.incident()
    file.record(incident, "date", "7 July 2023")
    file.say(file.cite(incident, "one"), "date", "July 2023")
    file.say(file.cite(incident, "two"), "date", "8 July 2023")
    assert [row[1:3] for row in accounts(file, incident)] == [
        ("July 2023", "one"), ("8 July 2023", "two"), ("7 July 2023", "as recorded"),
    ]  # fmt: skip


VALUES: Final = {
    "date": [case[i] for case in CASES if case[0] == "date" for i in (1, 2)],
    "killed": [case[i] for case in CASES if case[0] == "killed" for i in (1, 2)],
    "place": [*PLACES, *(f"not {name}" for name in PLACES), "denied"],
    "by": [*ACTORS, *(f"not {name}" for name in ACTORS), "denied",
           "Russia + Iran", "United States + Daesh", "Wagner + joint patrol"],
    "type": ["drone-strike", "airstrike", "shelling", "raid", "not airstrike", "denied"],
    "x.weather": ["rain", "clear sky", "not rain"],
}  # fmt: skip


def is_plain(text: str) -> bool:
    return text not in ("denied", "none-reported", "under-assessment") and text[:4] != "not "


@pytest.mark.parametrize("seed", range(4))
def test_the_view_and_plain_python_agree_on_any_file(seed: int) -> None:
    chance = random.Random(seed)
    file = SmallFile()
    values = {
        field: [text.removeprefix("recorded: ") for text in texts]
        for field, texts in VALUES.items()
    }
    for _ in range(60):
        incident = file.incident()
        for field, texts in values.items():
            if chance.random() < 0.6:
                file.record(incident, field, chance.choice([*filter(is_plain, texts)]))
        for number in range(chance.randint(1, 4)):
            citation = file.cite(incident, f"s{chance.randint(1, 9)}", pinpoint=str(number))
            for field, texts in values.items():
                if chance.random() < 0.5:
                    text = chance.choice(texts)
                    gone = "2024-01-01T00:00:00Z" if chance.random() < 0.1 else None
                    file.say(citation, field, text, deleted_at=gone)
                    if field == "by" and is_plain(text) and chance.random() < 0.3:
                        file.say(citation, field, "not Russia")
            if chance.random() < 0.1:
                file.set("citations", citation, deleted_at="2024-01-01T00:00:00Z")
        if chance.random() < 0.3:
            file.decide(incident, chance.choice([*values]))
        if chance.random() < 0.05:
            file.set("incidents", incident, deleted_at="2024-01-01T00:00:00Z")
    file.set("sources", file.source("s1"), merged_into=file.source("s2"))
    file.set("sources", file.source("s3"), retracted_at="2024-01-01T00:00:00Z")
    found, expected = seen(file), File(file.conn).disputes()
    assert sorted(map(str, found - expected)) == sorted(map(str, expected - found))
    assert len(found) > 100
