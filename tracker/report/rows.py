"""Rows of a plain list: its columns, what stands in them, and what to say when there are none."""

from __future__ import annotations

from typing import NamedTuple


class Rows(NamedTuple):
    """A table of values; None is nothing known, and a number stays a number in machine formats."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]
    empty: str = "there is nothing to list"
