"""The history: who changed what, when and why, in words; and corrections that can be published."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run, Stock


def test_a_change_is_told_with_old_and_new_in_words(run: Run, seeded: Path) -> None:
    run("edit", "6", "by-=US", "by=Turkey", "place=Afrin, Syria", "date=2023-07-08",
        "--why", "a test")  # fmt: skip
    told = run("history", "6", "-n", "1").stdout
    assert re.match(r"t45   \d{4}-\d\d-\d\d \d\d:\d\d   tester   edit 6 by-=US by=Turkey", told)
    for line in (
        "why: a test", "6 MQ-9 strike kills Usamah al-Muhajir", "by - United States", "by + Turkey",
        "place eastern Syria → Afrin", "date 7 Jul 2023 → 8 Jul 2023",
    ):  # fmt: skip
        assert line in re.sub(" +", " ", told)
    assert "{" not in told


def test_the_newest_comes_first_and_the_rest_is_counted(run: Run, seeded: Path) -> None:
    result = run("history", "-n", "2")
    assert [line[:3] for line in result.stdout.splitlines() if line[:1] == "t"] == ["t44", "t43"]
    assert "42 earlier changes are not shown" in result.stderr
    assert len(json.loads(run("history", "-n", "0", "--json").stdout)) == 44


def test_a_long_change_says_what_shows_the_rest(run: Run, here: Path) -> None:
    page = [f"+ Raid {n}\n  date 2016; killed {n}; tag x\n" for n in range(1, 31)]
    (here / "july.notes").write_text("@ none\n" + "".join(page), encoding="utf-8")
    run("init")
    run("read", "july.notes")
    run("edit", "30", "killed=2")
    told = run("history", "-n", "0").stdout
    assert "and 50 more changes: tracker history t1\n" in told
    assert "tester   read july.notes\n" in told
    assert "tester  read july.notes\n" in run("show", "1").stdout
    whole = run("history", "t1").stdout
    assert all(f"Raid {n}   added" in whole for n in range(1, 31))
    assert "more change" not in whole
    assert "why" not in whole
    assert "Reason" not in run("history", "--errata").stdout
    assert (
        run("history", "-n", "1").stderr == "Note: 1 earlier change is not shown; -n 0 shows all\n"
    )


def test_the_history_of_one_thing_is_of_that_alone(run: Run, seeded: Path) -> None:
    for words in (("6",), ("--actor", "Iran"), ("--source", "jpost"), ("t44",)):
        assert json.loads(run("history", *words, "--json").stdout), words
    of_six = json.loads(run("history", "6", "--json", "-n", "0").stdout)
    assert {one["incident"] for step in of_six for one in step["changes"]} <= {5, 6}
    assert "nothing was changed" in run("history", "--since", "2199").stderr


def test_what_was_undone_says_so(run: Run, seeded: Path) -> None:
    run("edit", "6", "title=Other")
    run("undo")
    told = run("history", "-n", "2").stdout
    assert "undo t45" in told
    assert "edit 6 title=Other   (undone by t46)" in told


def test_json_lines_are_whole(run: Run, seeded: Path) -> None:
    run("edit", "6", "killed.target=2")
    (step,) = map(json.loads, run("history", "t45", "-f", "jsonl").stdout.splitlines())
    assert (step["tx"], step["analyst"], step["outside"]) == ("t45", "tester", False)
    (change,) = step["changes"]
    assert change == {
        "act": "changed", "about": "incident", "incident": 6,
        "name": "MQ-9 strike kills Usamah al-Muhajir", "field": "killed.target", "before": "1",
        "after": "2",
    }  # fmt: skip


def test_a_change_made_in_the_shell_is_told_as_one_of_another_program(
    run: Run, seeded: Path, stock: Stock
) -> None:
    stock("UPDATE incidents SET title = 'From outside' WHERE id = 6")
    told = run("history", "6", "-n", "1").stdout
    assert "another program" in told
    assert "title     MQ-9 strike kills Usamah al-Muhajir → From outside" in told


def test_the_past_is_told_as_it_was(run: Run, db: Path) -> None:
    run("add", "First title", "-d", "2016", "--by", "Red Force")
    run("edit", "1", "title=Second title")
    run("edit", "1", "title=Third title")
    assert "1   First title   added" in run("history", "t1").stdout
    assert "First title → Second title" in run("history", "t2").stdout
    run("undo", "--last", "3")
    assert "1   First title   added" in run("history", "t1").stdout
    assert "by        + Red Force" in run("history", "t1").stdout


def test_corrections_are_sentences_to_publish(run: Run, db: Path) -> None:
    run("add", "A strike", "-d", "7 July 2023", "--by", "Russia", "-p", "Homs, Syria",
        "killed=80", "tag=x", "-s", "| Gazette | 2023-07-08")  # fmt: skip
    run("add", "Another", "-d", "2016")
    run("edit", "1", "killed=82", "note=private", "tag=y", "--why", "the ministry corrected it.")
    run("edit", "1", "by-=Russia", "by=Turkey", "place=")
    run("edit", "1", "title=A raid")
    run("edit", "c1.killed", "81")
    run("edit", "1", "status=refuted")
    run("undo")
    run("rm", "2", "--why", "never happened")
    told = re.sub(r" on \d{1,2} [A-Z][a-z]+ \d{4}", " on D", run("history", "--errata").stdout)
    assert told.splitlines() == [
        "Corrected on D: the number killed in “A raid” was 80, now 82."
        " Reason: the ministry corrected it.",
        "Corrected on D: “A raid” no longer names Russia as who did it.",
        "Corrected on D: “A raid” now names Turkey as who did it.",
        "Corrected on D: the place in “A strike” was Homs, and is not known.",
        "Corrected on D: the title of an entry was “A strike”, now “A raid”.",
        "Corrected on D: the number killed that Gazette gives for “A raid” was 80, now 81.",
        "Withdrawn on D: “Another”. Reason: never happened.",
    ]
    assert "Withdrawn" not in run("history", "1", "--errata").stdout
    assert run("history", "--errata", "--since", "2199").stdout == ""
