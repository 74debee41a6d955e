"""Who is speaking, and how many of them independently: the view against cases and plain Python."""

from __future__ import annotations

import random
from typing import Final

import pytest

from tests.rules import File, OriginRow
from tests.small_file import ACTORS, SmallFile

LATER: Final = "2024-01-01T00:00:00Z"


def figures(file: SmallFile, incident: int) -> tuple[int, ...]:
    """Sources, origins, independent origins, origins not recorded."""
    (row,) = file.read(
        "SELECT sources, origins, independent_origins, not_recorded FROM origins"
        " WHERE incident_id = ?",
        incident,
    )
    return row


# What each source of an incident says it heard from whom, and the four figures.
CASES: Final[dict[str, tuple[list[tuple[str, str | None, str | None]], tuple[int, ...]]]] = {
    "nobody is cited": ([], (0, 0, 0, 0)),
    "one release": ([("a", "CENTCOM", None)], (1, 1, 1, 0)),
    "ten articles that repeat one release": (
        [(f"article-{number}", "CENTCOM", None) for number in range(10)],
        (10, 1, 1, 0),
    ),
    "one release through three wires, copied forty times": (
        [(f"copy-{n}", "CENTCOM", ("AFP", "AP", "Reuters")[n % 3]) for n in range(40)],
        (40, 1, 1, 0),
    ),
    "a command and an official of the same state": (
        [("a", "CENTCOM", None), ("b", "unnamed US official", None)],
        (2, 2, 1, 0),
    ),
    "a wing, two steps below its state": (
        [("a", "432nd Wing", None), ("b", "United States", None)],
        (2, 2, 1, 0),
    ),
    "allies are two voices": (
        [("a", "United States", None), ("b", "United Kingdom", None)],
        (2, 2, 2, 0),
    ),
    "members of an alliance are two voices, and their forces as well": (
        [("a", "CENTCOM", None), ("b", "United Kingdom", None), ("c", "NATO", None)],
        (3, 3, 3, 0),
    ),
    "who is backed is not who backs": (
        [("a", "Iran", None), ("b", "Iranian-backed militias", None)],
        (2, 2, 2, 0),
    ),
    "one actor under two names": ([("a", "Daesh", None), ("b", "ISIS", None)], (2, 1, 1, 0)),
    "a member of a merged actor": (
        [("a", "Daesh", None), ("b", "Usamah al-Muhajir", None)],
        (2, 2, 1, 0),
    ),
    "two voices joined by a third": (
        [("a", "Russian aircraft", None), ("b", "joint patrol", None), ("c", "Iran", None)],
        (3, 3, 1, 0),
    ),
    "two of these, without the third": (
        [("a", "Russian aircraft", None), ("b", "Iran", None)],
        (2, 2, 2, 0),
    ),
    "two sources without an origin": ([("a", None, None), ("b", None, None)], (2, 0, 0, 2)),
    "one wire, twice copied": ([("a", None, "AFP"), ("b", None, "afp")], (2, 0, 0, 1)),
    "two wires and a paper": (
        [("a", None, "AFP"), ("b", None, "AP"), ("c", None, None)],
        (3, 0, 0, 3),
    ),
    "one source that quotes two sides": (
        [("a", "Russia", None), ("a", "United States", None)],
        (1, 2, 2, 0),
    ),
    "recorded beside not recorded": ([("a", "Russia", None), ("b", None, None)], (2, 1, 1, 1)),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_voices_are_counted(name: str) -> None:
    file = SmallFile()
    cited, expected = CASES[name]
    incident = file.incident()
    for key, origin, agency in cited:
        file.cite(incident, key, origin, agency=agency)
    assert figures(file, incident) == expected
    assert OriginRow(incident, *expected) in File(file.conn).origins()


@pytest.mark.parametrize("stance", ["denies", "context"])
def test_only_reports_count(stance: str) -> None:
    file = SmallFile()
    incident = file.incident()
    file.cite(incident, "a", "Russia", stance=stance)
    assert figures(file, incident) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("table", "change"),
    [("citations", "deleted_at"), ("sources", "deleted_at"), ("sources", "retracted_at")],
)
def test_what_no_longer_stands_is_not_counted(table: str, change: str) -> None:
    file = SmallFile()
    incident = file.incident()
    file.cite(incident, "a", "Russia")
    last = file.cite(incident, "b", "Iran")
    assert figures(file, incident) == (2, 2, 2, 0)
    file.set(table, last if table == "citations" else file.source("b"), **{change: LATER})
    assert figures(file, incident) == (1, 1, 1, 0)


def test_merged_sources_are_one() -> None:
    file = SmallFile()
    incident = file.incident()
    file.cite(incident, "a", "Russia")
    file.cite(incident, "b", "Iran")
    file.set("sources", file.source("b"), merged_into=file.source("a"))
    assert figures(file, incident) == (1, 2, 2, 0)


def test_deleted_and_merged_incidents_have_no_row() -> None:
    file = SmallFile()
    kept, deleted, merged = file.incident(), file.incident(), file.incident()
    file.set("incidents", deleted, deleted_at=LATER)
    file.set("incidents", merged, merged_into=kept)
    assert file.read("SELECT incident_id FROM origins") == [(kept,)]


@pytest.mark.parametrize("seed", range(3))
def test_the_view_and_plain_python_agree_on_any_file(seed: int) -> None:
    chance = random.Random(seed)
    file = SmallFile()
    names = list(ACTORS)
    for number in range(25):
        names.append(f"actor {number}")
        file.ids["actors", names[-1]] = file.insert(
            "actors", name=names[-1], kind=chance.choice(["force", "force", "unit", "state"])
        )
        for body in chance.sample(names[:-1], chance.randint(0, 2)):
            file.relate(names[-1], chance.choice(["part-of", "member-of", "backed-by"]), body)
    for number in range(0, 25, 8):
        file.merge("actors", f"actor {number}", chance.choice(["Russia", "Wagner"]))
    for _ in range(80):
        incident = file.incident()
        for number in range(chance.randint(0, 7)):
            citation = file.cite(
                incident,
                f"s{chance.randint(1, 12)}",
                chance.choice([None, *names]),
                agency=chance.choice([None, "AFP", "afp", "AP"]),
                pinpoint=str(number),
                stance=chance.choice(["reports", "reports", "reports", "context"]),
            )
            if chance.random() < 0.1:
                file.set("citations", citation, deleted_at=LATER)
    file.set("sources", file.source("s1"), merged_into=file.source("s2"))
    file.set("sources", file.source("s3"), retracted_at=LATER)
    found, expected = (
        {OriginRow(*row) for row in file.read("SELECT * FROM origins")},
        File(file.conn).origins(),
    )
    assert sorted(found - expected) == sorted(expected - found)
    assert any(row.independent < row.origins for row in found)
