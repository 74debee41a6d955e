"""A type that was mistyped or is called otherwise: what is near is offered, and nothing far off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("occupaton", ["territory-change"]),
        ("dron strike", ["drone-strike"]),
        ("drone-atack", ["drone-strike"]),
        ("kidnaping", ["abduction"]),
        ("shel", ["shelling"]),
        ("torture", []),
        ("looting", []),
        ("zzz", []),
    ],
)
def test_what_is_offered_for_an_unknown_type(run: Run, typed: str, offered: list[str]) -> None:
    told = run("timeline", "-t", typed, code=2).stderr
    found = re.search(r"did you mean (.*)\?", told)
    assert (found[1].split(" or ") if found else [])[: len(offered) or None] == offered


@pytest.mark.usefixtures("db")
def test_a_takeover_has_several_names(run: Run) -> None:
    for word in ("occupation", "takeover", "conquest"):
        assert "territory-change" in run("type", "show", word).stdout
