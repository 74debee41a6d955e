"""The last resort for a query that hears neither the clock nor Ctrl-C: leave the program."""

from __future__ import annotations

import os
import select
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

GRACE = 1.0  # seconds in which SQLite may stop by itself


@contextmanager
def ending(seconds: float) -> Iterator[None]:
    """Leave the program after `seconds`, or soon after Ctrl-C, where one step of SQLite goes on.

    Between two steps SQLite asks whether to stop, but one call of a function can take for ever. A
    file that is read, or a transaction that was not committed, is not hurt by that.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    listen, ring = os.pipe()
    os.set_blocking(ring, False)
    before = signal.set_wakeup_fd(ring, warn_on_full_buffer=False)
    done = threading.Event()

    def watch() -> None:
        heard, _, _ = select.select([listen], [], [], seconds + GRACE)
        if heard and os.read(listen, 1) == b"\0":
            return  # all went well
        if not done.wait(GRACE / 2):
            told = b"\n" if heard else b"Error: the query took too long and was stopped\n"
            os.write(2, told)
            os._exit(130 if heard else 2)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        signal.set_wakeup_fd(before)
        os.write(ring, b"\0")
        watcher.join()
        os.close(ring)
        os.close(listen)
