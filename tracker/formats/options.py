"""What a format may be told: how wide, how dressed, and what stands under the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracker.formats.text import PLAIN, Style
from tracker.report.timeline import LONG_SILENCE

if TYPE_CHECKING:
    from tracker.model import Tally


class Options(NamedTuple):
    """How to write incidents; every format takes the same and uses what concerns it.

    `width` is in columns, None for lines of any length (a table then takes 120). `tally` holds the
    figures below the rows. `reverse` says that the incidents come latest first. `silence` is the
    shortest silence shown, in days, None for none. `raw` leaves spreadsheet formulas as they are.
    `columns` chooses and orders the columns of csv, tsv and md. `program` is how this
    program and its file are typed in the commands that a screen offers.
    """

    width: int | None = 80
    style: Style = PLAIN
    tally: Tally | None = None
    reverse: bool = False
    silence: int | None = LONG_SILENCE
    raw: bool = False
    columns: tuple[str, ...] = ()
    program: str = "tracker"
