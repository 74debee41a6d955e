"""Every block of the README is run, in order, and prints what stands there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
README = TOP / "README.md"
CONSOLE = re.compile(r"<!-- run in: (here|new) -->\n```console\n(.*?)```", re.DOTALL)
FILE = re.compile(r"<!-- file: (\S+) -->\n```notes\n(.*?)```", re.DOTALL)
SHELL = re.compile(r"```sh\n(.*?)```", re.DOTALL)
CLOCK = re.compile(r"20\d\d-\d\d-\d\d \d\d:\d\d")
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


def commands(block: str) -> list[str]:
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def environment(home: Path) -> dict[str, str]:
    bin_folder = Path(sys.executable).parent
    return {
        "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TRACKER_ANALYST": "reader",
        "COLUMNS": "80",
    }


def played(block: str, folder: Path, home: Path) -> tuple[str, Path]:
    """Run the commands of a block one after the other; a `cd` holds for those that follow."""
    told = ""
    for command in commands(block):
        done = subprocess.run(
            ["sh", "-c", f"{{ {command}\n}} 2>&1 && pwd > '{home}/pwd'"],
            cwd=folder,
            env=environment(home),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        folder = Path((home / "pwd").read_text().strip())
        told += f"$ {command}\n{done.stdout}"
    return told, folder


def test_every_console_block_prints_what_stands_in_it(tmp_path: Path) -> None:
    if shutil.which("sqlite3") is None:
        pytest.skip("the README shows the stock sqlite3 shell, which is not installed here")
    text = README.read_text(encoding="utf-8")
    here, new, home = tmp_path / "here", tmp_path / "new", tmp_path / "home"
    for folder in (here, new, home):
        folder.mkdir()
    shutil.copy(TOP / "incidents.db", here)
    where = {"here": here, "new": new}
    for name, content in FILE.findall(text):
        (new / "my-record" / name).parent.mkdir(exist_ok=True)
        (new / "my-record" / name).write_text(content, encoding="utf-8")

    def replayed(found: re.Match[str]) -> str:
        place, block = found.groups()
        told, where[place] = played(block, where[place], home)
        return found.group(0).replace(block, told)

    mended = CONSOLE.sub(replayed, text)
    if os.environ.get("UPDATE_README"):
        README.write_text(mended, encoding="utf-8")
        text = mended
    assert CLOCK.sub("", mended) == CLOCK.sub("", text)


def test_the_set_up_commands_are_those_that_the_checks_run() -> None:
    checks = (TOP / ".ci" / "run").read_text(encoding="utf-8")
    blocks = SHELL.findall(README.read_text(encoding="utf-8"))
    assert len(blocks) == 2
    for block in blocks:
        assert block.strip() in checks


def test_the_python_block_runs() -> None:
    (block,) = PYTHON.findall(README.read_text(encoding="utf-8"))
    subprocess.run([sys.executable, "-c", block], check=True, cwd=TOP)


def test_every_command_is_named() -> None:
    from tracker.cli.catalogue import COMMANDS

    text = README.read_text(encoding="utf-8") + (TOP / "docs" / "cli.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"tracker {name}" not in text] == []
