"""What a transaction came to, whatever steps it took; corrections are told of that alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tracker.report.changes import Act, Difference, Recorded
from tracker.report.errata import errata
from tracker.report.outcome import outcome

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

Step = tuple[Act, str, str | None, str | None]


def made(act: Act, field: str, before: str | None, after: str | None) -> Difference:
    cited = int(field[1]) if field[1:2].isdigit() else None
    return Difference(
        act, "incident", "Raid", field, before, after, 1, cited, "Q" if cited else None
    )


@pytest.mark.parametrize(
    ("steps", "left"),
    [
        # An actor that was named by another of its names is the same actor.
        ([("removed", "c1.against", "Foo", None), ("added", "c1.against", None, "Foo")], []),
        ([("added", "c2.against", None, "Foo"), ("removed", "c1.against", "Foo", None)], []),
        ([("gone", "by", "Foo", None), ("added", "by", None, "Foo")], []),
        ([("gone", "by", "Foo", None), ("added", "by", None, "Bar")],
         [("gone", "by", "Foo", None), ("added", "by", None, "Bar")]),
        ([("gone", "killed", "2", None), ("added", "killed", None, "3")],
         [("changed", "killed", "2", "3")]),
        ([("removed", "c1.killed", "2", None), ("added", "c1.killed", None, "3")],
         [("changed", "c1.killed", "2", "3")]),
        ([("added", "c1.killed", None, "3"), ("removed", "c1.killed", "2", None)],
         [("changed", "c1.killed", "2", "3")]),
        ([("changed", "place", "A", "B"), ("changed", "place", "B", "C")],
         [("changed", "place", "A", "C")]),
        ([("changed", "place", "A", None), ("changed", "place", None, "A")], []),
        ([("changed", "c1.place", "A", "B"), ("removed", "c1.place", "B", None)],
         [("removed", "c1.place", "A", None)]),
        ([("added", "tag", None, "x"), ("changed", "tag", "x", "y")],
         [("added", "tag", None, "y")]),
        ([("changed", "count.drones", "1", "2"), ("changed", "coords", "1, 2", None)],
         [("changed", "count.drones", "1", "2"), ("changed", "coords", "1, 2", None)]),
    ],
)  # fmt: skip
def test_only_the_state_before_and_after_counts(steps: list[Step], left: list[Step]) -> None:
    found = outcome(made(*step) for step in steps)
    assert [(one.act, one.field, one.before, one.after) for one in found] == left


def test_a_source_cited_anew_is_no_source_less() -> None:
    steps = (made("removed", "c1", "q", None), made("added", "c2", None, "q, said by Foo"))
    recorded = Recorded(3, "2023-07-09T10:00:00", None, "edit 1", None, None, None, steps)
    assert list(errata([recorded])) == []


def test_a_decision_that_another_one_replaced_is_no_citation_less(run: Run, seeded: Path) -> None:
    run("adopt", "c12.place")
    run("adopt", "c6.place")
    assert "no longer cites" not in run("history", "6", "--errata").stdout


def test_a_source_with_another_citation_is_cited_still(run: Run, seeded: Path) -> None:
    run("rm", "c11")
    assert "no longer cites" not in run("history", "6", "--errata").stdout
    run("rm", "c10")
    assert "no longer cites US Central Command" in run("history", "6", "--errata").stdout


def test_a_denial_that_was_withdrawn_is_told_as_one(run: Run, seeded: Path) -> None:
    run("cite", "6", "jpost", "said-by=", "by!=Turkey")
    run("rm", "c13.by")
    told = run("history", "6", "--errata").stdout
    assert "The Jerusalem Post is no longer said to deny Turkey as who did it in" in told
