"""Who speaks in a source: said once for the source, and for the citations that were there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run, Stock

SPEAKERS = (
    "SELECT c.id, a.name FROM citations AS c JOIN sources AS s ON s.id = c.source_id"
    " LEFT JOIN actors AS a ON a.id = c.origin_id WHERE s.key = 'jpost' ORDER BY c.id"
)


pytestmark = pytest.mark.usefixtures("seeded")


def speakers(stock: Stock) -> dict[int, str | None]:
    return {int(number): name for number, name in stock(SPEAKERS)}


def test_a_new_origin_of_a_source_tells_which_citations_lack_it(run: Run, stock: Stock) -> None:
    before = speakers(stock)
    told = run("source", "edit", "jpost", "said-by=CENTCOM").stdout
    command = "tracker source edit jpost --citations"
    assert f"4 citations (c1, c2, c3, c9) without an origin: {command}\n" in told
    assert speakers(stock) == before
    assert "without an origin" not in run("source", "edit", "jpost", "reliability=B").stdout


def test_citations_without_an_origin_get_that_of_their_source(run: Run, stock: Stock) -> None:
    named = {number: name for number, name in speakers(stock).items() if name is not None}
    told = run("source", "edit", "jpost", "said-by=Iran", "--citations").stdout
    assert "4 citations (c1, c2, c3, c9) got the origin\n" in told
    after = speakers(stock)
    assert {after[number] for number in (1, 2, 3, 9)} == {"Iran"}
    assert named.items() <= after.items()
    run("undo")
    assert speakers(stock)[1] is None


def test_a_citation_that_would_be_another_one_stays(run: Run, stock: Stock) -> None:
    told = run("source", "edit", "jpost", "said-by=CENTCOM", "--citations")
    assert "c9 stays as it is: with that origin it would be c5" in told.stderr
    assert "3 citations (c1, c2, c3) got the origin" in told.stdout
    assert speakers(stock)[9] is None
    assert run("source", "edit", "jpost", "--citations").stdout == "Nothing new for jpost\n"


def test_a_source_without_an_origin_has_none_to_give(run: Run) -> None:
    refused = run("source", "edit", "jpost", "--citations", code=2).stderr
    assert "who speaks in jpost is not recorded" in refused
    assert "tracker source edit jpost 'said-by=The Jerusalem Post' --citations" in refused
