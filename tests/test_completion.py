"""Tab: commands, options and the names that the file holds, quickly and without complaint."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.agreeing import made
from tests.conftest import BIN, in_shell
from tracker.cli.completing import MOST, offered

if TYPE_CHECKING:
    from tests.conftest import Run

OFFERED: tuple[tuple[str, set[str]], ...] = (
    ("tracker ti", {"timeline"}),
    ("tracker timeline -a us", {"US", "US Air Force", "USAF", "US Central Command",
                                "Usama al-Muhajir", "Usamah al-Muhajir",
                                "US defense official", "US-led Coalition"}),
    ("tracker timeline --by ÜS-L", {"US-led Coalition"}),
    ("tracker timeline --actor 'Hayat T", {"Hayat Tahrir al-Sham"}),
    ("tracker summary mq", {"MQ-9", "MQ-9 Reaper"}),
    ("tracker timeline -t drone-s", {"drone-strike"}),
    ("tracker disputes -s cent", {"centcom"}),
    ("tracker edit --place east", {"eastern Syria"}),
    ("tracker rm --tag at", {"attack"}),
    ("tracker todo --status con", {"confirmed"}),
    ("tracker around --role asset=mq", {"asset=MQ-9", "asset=MQ-9 Reaper"}),
    ("tracker search x --role in", {"instrument=", "involved="}),
    ("tracker timeline --disputed pl", {"place"}),
    ("tracker timeline --not-a", {"--not-actor"}),
    ("tracker completion z", {"zsh"}),
    ("tracker --db nowhere.db timeline -a U", set()),
    ("tracker nosuch x", set()),
    ("tracker timeline -a zzz", set()),
)  # fmt: skip
LOADED = """
import os, sys
from tracker.cli import run
try:
    run([])
except SystemExit:
    pass
print(*sorted(sys.modules), file=sys.stderr)
"""
IN_BASH = r"""
source ./script
COMP_WORDS=(tracker timeline -a {typed}); COMP_CWORD=3
_tracker_complete tracker
printf '%s\n' "${{COMPREPLY[@]}}"
"""


def asked(line: str) -> dict[str, str]:
    words = len(line.split(" ")) - line.count("'") * (line.count(" T") > 0)
    return {"COMP_WORDS": line, "COMP_CWORD": str(words - 1), "_TRACKER_COMPLETE": "bash_complete"}


@pytest.mark.usefixtures("seeded")
def test_tab_offers_what_may_be_meant(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("edit", "6", "tag=attack")
    wrong = {}
    for line, expected in OFFERED:
        for name, value in asked(line).items():
            monkeypatch.setenv(name, value)
        told = run().stdout.splitlines()
        found = {row.partition(",")[2] for row in told if row}
        if found != expected:
            wrong[line] = found
    assert wrong == {}


@pytest.mark.usefixtures("seeded")
def test_tab_on_a_name_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True,
        env={**os.environ, **asked("tracker timeline -a Rus")},
    )  # fmt: skip
    assert "plain,Russia" in done.stdout
    loaded = set(done.stderr.split())
    heavy = {
        "sqlite_utils",
        "tabulate",
        "dateutil",
        "rich",
        "numpy",
        "pandas",
        "importlib.metadata",
    }
    assert loaded & heavy == set()
    assert not {name for name in loaded if name.startswith(("tracker.formats", "tracker.report"))}


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [("Hay", r"Hayat\ Tahrir\ al-Sham"), ('"\\"Hay"', "Hayat Tahrir al-Sham"), ("zzz", "")],
)
def test_bash_reads_a_name_with_spaces_as_one_word(here: Path, typed: str, expected: str) -> None:
    Path("script").write_text(in_shell("tracker completion bash", cwd=here).stdout, "utf-8")
    told = subprocess.run(
        ["bash", "-c", IN_BASH.format(typed=typed)], capture_output=True, text=True, check=True,
        cwd=here, env={**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"},
    )  # fmt: skip
    assert told.stdout.strip() == expected
    assert told.stderr == ""


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_taught_too(run: Run, shell: str) -> None:
    script = run("completion", shell).stdout
    assert f"_TRACKER_COMPLETE={shell}_complete" in script
    assert "tracker" in script


def test_few_of_many_are_offered(run: Run, here: Path) -> None:
    with closing(made(50, actors=5000)) as conn:
        conn.execute("VACUUM INTO 'incidents.db'")
    assert here.joinpath("incidents.db").exists()
    assert len(offered("ACTOR", "actor 1")) == MOST
    assert [item.value for item in offered("ACTOR", "actor 4999")] == ["Actor 4999"]
