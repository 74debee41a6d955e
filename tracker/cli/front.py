"""The front door: what a newcomer sees, at most 24 lines, an example for each thing to want."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tracker.errors import FileError

if TYPE_CHECKING:
    from tracker.cli.shared import Choices

DOOR = """\
tracker keeps a record of what happened, and of who says so.

Start here
  tracker init                                        a new file in this folder
  tracker add "Strike kills two" -d "7 July 2023"     what happened, and when
  tracker timeline                                    all of it, in order
When you have a source
  tracker add "Flares dropped" -d 2023-07-06 -s "| US Air Force | 2023-07-07"
  tracker cite 1 "| Example Post | 2023-07-08" place=Aleppo     another says so
When sources disagree
  tracker show 1                                      all accounts, and whose
  tracker adopt c2.place                              choose one, keep all
Put it right
  tracker edit 1 title="Strike kills three"           mend what was typed
  tracker undo                                        take back the last change
Ask
  tracker timeline --since 2023-07 -a Russia          only what you ask for
  tracker summary Russia                              one actor's record
Type faster
  tracker read page.notes                             a page of notes: help notes
More: tracker --help, tracker help dates, help fields, help sources

"""


def front_door(choices: Choices) -> str:
    """Return the front door, with a last line on the file in use."""
    return DOOR + f"{_file_line(choices)}\n"


def _file_line(choices: Choices) -> str:
    from contextlib import closing

    from tracker.formats.text import safe
    from tracker.store.connection import open_reading
    from tracker.store.overview import incidents_held

    path, chosen = choices.file
    try:
        with closing(open_reading(path)) as conn:
            held = incidents_held(conn)
    except FileError as error:
        if not os.path.exists(path):
            return "No file is in use yet: tracker init makes incidents.db in this folder."
        return f"File: {safe(error.message)} (chosen by {chosen})"
    number = "1 incident" if held == 1 else f"{held:,} incidents"
    return f"File: {safe(str(path))} (chosen by {chosen}), {number}"
