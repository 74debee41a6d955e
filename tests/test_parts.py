"""A part that is larger than its whole is told when it is recorded, and found by `check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (("killed=0", "killed.civilian=3"), "killed.civilian 3 is more than killed 0"),
        (("killed=2-4", "killed.target=5+"), "killed.target 5 or more is more than killed 2–4"),
        (("count.jets=1", "count.jets.side-a=2"), "count.jets.side-a 2 is more than count.jets 1"),
        (("killed=3", "killed.civilian=3"), ""),
        (("killed=60+", "killed.civilian=80"), ""),
        (("killed=at least 60", "killed.civilian=3"), ""),
        (("killed=2-4", "killed.civilian=3-9"), ""),
        (("injured=1", "killed.civilian=3"), ""),
    ],
)  # fmt: skip
def test_a_part_larger_than_the_whole_is_told(run: Run, fields: tuple[str, ...], told: str) -> None:
    line = f"Note: 1: {told}: tracker show 1\n" if told else ""
    assert run("add", "Raid", "-d", "2016", *fields).stderr == line
    assert run("check", code=1 if told else 0).stdout == (
        f"numbers: 1: {told}\n    tracker show 1\n" if told else ""
    )


def test_it_is_told_wherever_a_number_is_recorded(run: Run, here: Path) -> None:
    told = "killed.civilian 3 is more than killed "
    run("add", "Raid", "-d", "2016", "killed=3", "-s", "| A")
    assert f"1: {told}2" in run("edit", "1", "killed.civilian=3", "killed=2").stderr
    assert told not in run("edit", "1", "title=A raid").stderr
    assert (
        f"c2: {told}0"
        in run("cite", "1", "| B", "killed=none-reported", "killed.civilian=3").stderr
    )
    assert f"1: {told}1" in run("edit", "1", "killed=1", "--dry-run").stderr
    (here / "page.notes").write_text("@ none\n+ One\n  date 2016; killed 0; killed.civilian 3\n")
    assert f"2: {told}0" in run("read", "page.notes").stderr


def test_of_many_only_the_first_are_told(run: Run, here: Path) -> None:
    page = [f"+ Raid {n}\n  date 2016; killed 0; killed.civilian 3\n" for n in range(9)]
    (here / "page.notes").write_text("@ none\n" + "".join(page))
    told = run("read", "page.notes").stderr
    assert told.count("is more than") == 5
    assert "Note: and 4 more like this: tracker check numbers\n" in told
