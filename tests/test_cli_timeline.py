"""`tracker timeline`: what a filter selects, and how a page is printed where."""

from __future__ import annotations

import json
import os
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pexpect
import pytest

from tests.conftest import BIN, in_shell

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("seeded")

KEYS = [
    "id", "uid", "title", "description", "type", "date", "date_text", "date_words", "precision",
    "start_earliest", "start_latest", "end_earliest", "end_latest", "end_kind", "tz", "start_utc",
    "duration", "place", "country", "latitude", "longitude", "place_precision", "status", "by",
    "against", "actors", "counts", "sources", "origins", "independent_origins", "disputed",
    "settled", "tags", "citations", "claims", "links", "attributes",
]  # fmt: skip


def numbers(run: Run, *args: str) -> list[int]:
    """The numbers of the incidents selected, in order."""
    return [incident["id"] for incident in json.loads(run("timeline", *args, "--json").stdout)]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ("", [1, 2, 3, 4, 5, 6]),
        ("--since 2018", [2, 3, 4, 5, 6]),
        ("--since 2018-06", [2, 3, 4, 5, 6]),
        ("--since 2019", [4, 5, 6]),
        ("--until 2016", [1]),
        ("--until 2018-02", [1, 2, 3]),
        ("--since 2017 --until 2017", []),
        ("--since 2023-07-06 --until 2023-07-06", [4]),
        ("--until 2023-07", [1, 2, 3, 4, 5, 6]),
        ("-t drone-strike", [6]),
        ("-t airstrike", [6]),
        ("-t drone_attack", [6]),
        ("-t invasion -t flare-drop", [1, 4]),
        ("-a Russia", [4, 5]),
        ("-a Russian_Federation", [4, 5]),
        ("-a USAF", [4, 5]),
        ("-a US", [4, 5, 6]),
        ("-a Daesh", [6]),
        ("-a Reaper", [4, 5, 6]),
        ("-a CENTCOM", []),
        ("-a Turkey -a ISIS", [1, 2, 3, 6]),
        ("-a Russia --since 2023-07-07", [5]),
        ("-n 2", [1, 2]),
        ("-n 0", [1, 2, 3, 4, 5, 6]),
        ("-r", [6, 5, 4, 3, 2, 1]),
        ("-r -n 2", [6, 5]),
        ("-a US -t airstrike --since 2018 -n 1", [6]),
    ],
)
def test_a_filter_selects(args: str, expected: list[int], run: Run) -> None:
    assert numbers(run, *(word.replace("_", " ") for word in args.split())) == expected


def test_what_only_may_have_happened_then_is_marked(run: Run) -> None:
    told = run("timeline", "--since", "2018-06", "--until", "2018-07").stdout
    assert "2 incidents" in told
    assert re.search(r"possib|may ", told)
    assert not re.search(r"possib|may ", run("timeline", "--since", "2018").stdout)


def test_the_figures_below_count_each_source_once(run: Run) -> None:
    last = "6 incidents · 4 sources · 3 origins, 1 independent · 2 open disagreements"
    assert last in run("timeline").stdout
    told = run("timeline", "-n", "1").stdout
    assert "1 of 6 incidents (-n 0 for all) · 1 source · no origins" in told


def test_nothing_found_is_no_error(run: Run) -> None:
    told = run("timeline", "--since", "2030")
    assert told.stderr == "Note: none of the 6 incidents matches\n"
    assert json.loads(run("timeline", "--since", "2030", "--json").stdout) == []


def test_an_empty_file_says_what_to_type(run: Run) -> None:
    run("init", "new.db")
    told = run("--db", "new.db", "timeline")
    assert "holds no incident yet: tracker --db new.db add" in told.stderr
    assert run("--db", "new.db", "timeline", "--json").stdout == "[]\n"


def test_json_is_complete_and_in_its_order(run: Run) -> None:
    for incident in json.loads(run("timeline", "--json").stdout):
        assert list(incident) == KEYS
    strike: dict[str, Any] = json.loads(run("show", "6", "--json").stdout)[0]
    assert list(strike) == KEYS
    assert strike["date"] == "2023-07-07"
    assert strike["by"] == ["United States"]
    assert strike["against"] == ["Usamah al-Muhajir"]
    assert [list(actor) for actor in strike["actors"]] == [["name", "role", "uid"]] * 3
    assert strike["counts"] == [
        {"measure": "killed", "category": "target", "low": 1, "best": 1, "high": 1, "words": None}
    ]
    assert strike["disputed"] == ["count.aircraft", "place"]
    assert list(strike["citations"][0])[:12] == [
        "id", "uid", "source", "publisher", "title", "url", "published", "origin", "agency",
        "stance", "quote", "pinpoint",
    ]  # fmt: skip
    assert list(strike["claims"][0])[:13] == [
        "citation", "field", "value", "low", "best", "high", "date", "stance", "reading", "origin",
        "source", "quote", "adopted",
    ]  # fmt: skip
    assert {"kind": "after", "id": 5} in strike["links"]
    harassment = json.loads(run("show", "5", "--json").stdout)[0]
    assert harassment["duration"] == {"low": 90, "high": 150}
    assert harassment["settled"] == []
    assert {"kind": "before", "id": 6} in harassment["links"]


def test_json_lines_hold_the_same_one_a_line(run: Run) -> None:
    lines = run("timeline", "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == json.loads(run("timeline", "--json").stdout)


def test_a_pipe_gets_no_colour_and_no_question(run: Run) -> None:
    assert "\x1b" not in in_shell("tracker timeline").stdout
    assert "\x1b" not in run("timeline").stdout
    assert "\x1b[" in in_shell("tracker timeline --color always").stdout
    assert "\x1b[" in in_shell("NO_COLOR=1 tracker timeline --color always").stdout


@pytest.mark.parametrize(
    ("setting", "coloured"),
    [("", True), ("NO_COLOR=1", False), ("NO_COLOR=", True), ("TERM=dumb", False)],
)
def test_a_terminal_gets_colour_unless_it_is_unwanted(
    setting: str, coloured: bool, seeded: Path
) -> None:
    child = pexpect.spawn(
        "sh", ["-c", f"TERM=xterm; export TERM; {setting} exec python -m tracker timeline"],
        encoding="utf-8", dimensions=(40, 100), timeout=20,
        env=in_environment(),
    )  # fmt: skip
    told = child.read()
    child.close()
    assert child.exitstatus == 0
    assert ("\x1b[" in told) is coloured
    assert max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in told.splitlines()) <= 100


def in_environment() -> dict[str, str]:
    """The environment with the virtual environment's programs first."""
    return {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.parametrize(
    "setting",
    ["LC_ALL=C", "LC_ALL=C PYTHONIOENCODING=ascii", "LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0",
     "PYTHONIOENCODING=latin-1", "LC_ALL=POSIX COLUMNS=20"],
)  # fmt: skip
def test_any_locale_and_width_will_do(setting: str, run: Run) -> None:
    run("add", "Şırnak 💥 空袭", "-d", "2016", "-p", "Şırnak, Turkey", "-s", "| Örnek")
    for command in ("timeline", "show 7", "place list", "source show ornek", "info", "help dates",
                    "type list", "timeline -f md", "timeline -f oneline"):  # fmt: skip
        told = printed(f"{setting} tracker {command}")
        assert told.strip(), command
    lines = printed(f"{setting} tracker timeline -f jsonl --until 2016").splitlines()
    assert json.loads(lines[-1])["title"] == "Şırnak 💥 空袭"
    places = json.loads(printed(f"{setting} tracker place list -f json"))
    assert "Şırnak" in {row["name"] for row in places}
    number = printed(f"{setting} tracker add 'Ünlü' -d 2016 -q").decode().strip()
    assert json.loads(run("show", number, "--json").stdout)[0]["title"] == "Ünlü"


def printed(line: str) -> bytes:
    done = subprocess.run(
        ["sh", "-c", line], capture_output=True, check=False, env=in_environment(), timeout=60
    )
    assert done.returncode == 0, (line, done.stderr)
    return done.stdout
