"""`tracker add -i` at a real terminal: questions, answers read back, mistakes asked again."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.conftest import BIN
from tests.random_commands import contents

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


def spawn(*words: str) -> pexpect.spawn[str]:
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "200", "INPUTRC": "/dev/null"}
    program, size = str(BIN / "tracker"), (50, 200)
    return pexpect.spawn(
        program, list(words), env=env, encoding="utf-8", timeout=20, dimensions=size
    )


def leave(asked: pexpect.spawn[str], sign: str) -> None:
    """Press Ctrl-C or Ctrl-D and see the program end; a key that nobody waited for, again."""
    for _ in range(10):
        # Python misses Ctrl-C in the instant between its question and the wait for an answer.
        asked.sendcontrol(sign)
        if asked.expect(["Interrupted: nothing was stored", pexpect.TIMEOUT], timeout=2) == 0:
            break
    else:
        pytest.fail(f"Ctrl-{sign} was pressed ten times and nothing ended: {asked.before!r}")
    asked.expect(pexpect.EOF)
    asked.close()
    assert asked.exitstatus == 130


def test_an_incident_is_asked_for_and_each_answer_read_back(run: Run, seeded: Path) -> None:
    asked = spawn("add", "-i")
    for question, answer, echo in (
        ("title", "A strike near Homs", "= A strike near Homs"),
        ("date", "soon", "'soon' is not understood"),
        ("date", "7 July 2023", "= Fri 7 Jul 2023"),
        ("type", "drone atack", "unknown type 'drone atack'"),
        ("type", "drone attack", "= drone-strike"),
        ("by", "Rusia", "is near it"),
        ("by", "Russia", "= Russia"),
        ("by", "", ""),
        ("against", "", ""),
        ("place", "Homs, Syria", "= Homs"),
        ("source", "| Gazette | 1 July 2023", "later than the source"),
        (
            "source",
            "| Gazette | 9 July 2023",
            "= gazette-2023-07-09 \\(new\\), origin not recorded",
        ),
        ("source", "", "Added 7"),
    ):
        asked.expect(f"{question} \\(")
        asked.sendline(answer)
        if echo:
            asked.expect(echo)
    asked.expect(pexpect.EOF)
    asked.close()
    assert asked.exitstatus == 0
    (found,) = json.loads(run("show", "7", "--json").stdout)
    assert (found["title"], found["date"], found["type"]) == (
        "A strike near Homs", "2023-07-07", "drone-strike",
    )  # fmt: skip
    assert [cited["source"] for cited in found["citations"]] == ["gazette-2023-07-09"]
    assert {claim["field"] for claim in found["claims"]} >= {"date", "place"}


def test_a_known_name_is_completed_by_tab(run: Run, seeded: Path) -> None:
    asked = spawn("add", "-i", "A strike", "-d", "2023", "-t", "raid", "--against", "US",
                  "-p", "Afrin", "-s", "jpost")  # fmt: skip
    asked.expect("by \\(")
    asked.send("russian a\t")
    asked.expect("Russian aircraft")
    asked.sendline("")
    asked.expect("= Russian aircraft")
    asked.sendline("")
    asked.expect("Added 7")
    asked.expect(pexpect.EOF)


@pytest.mark.parametrize("sign", ["c", "d"])
@pytest.mark.parametrize("after", ["title", "place"])
def test_leaving_stores_nothing(run: Run, seeded: Path, sign: str, after: str) -> None:
    before = contents(seeded)
    asked = spawn("add", "-i") if after == "title" else spawn("add", "-i", "X", "-d", "2016",
                  "-t", "raid", "--by", "Russia", "--against", "US")  # fmt: skip
    asked.expect(f"{after} \\(.*: ")
    leave(asked, sign)
    assert contents(seeded) == before


def test_what_is_needed_is_asked_until_it_is_there(run: Run, seeded: Path) -> None:
    asked = spawn("add", "-i")
    asked.expect("title \\(")
    asked.sendline("")
    asked.expect("an incident needs a title.*title \\(.*: ")
    leave(asked, "c")


def test_nothing_is_asked_without_a_terminal(run: Run, db: Path) -> None:
    refused = run("add", "-i", code=2)
    assert "there is no terminal to answer at" in refused.stderr
    assert refused.stdout == ""


@pytest.mark.parametrize("verb", ["edit", "rm"])
@pytest.mark.parametrize(("answer", "told", "changes"), [
    ("n", "Nothing was changed", False), ("", "Nothing was changed", False),
    ("y", "confirmed|removed", True),
])  # fmt: skip
def test_many_are_changed_only_after_a_yes(
    run: Run, seeded: Path, verb: str, answer: str, told: str, changes: bool
) -> None:
    before = contents(seeded)
    asked = spawn(verb, "--since", "2023-07", *(["status=confirmed"] if verb == "edit" else []))
    asked.expect("3 incidents selected")
    asked.expect("MQ-9 strike kills Usamah al-Muhajir")
    asked.expect("3 incidents\\? \\[y/N\\]")
    asked.sendline(answer)
    asked.expect(told)
    asked.expect(pexpect.EOF)
    asked.close()
    assert asked.exitstatus == 0
    assert (contents(seeded) != before) is changes
