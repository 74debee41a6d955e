"""The program: `tracker` at the prompt, and `python -m tracker`."""

from __future__ import annotations

import os
import signal
from typing import NoReturn

INTERRUPTED = 130


def _leave(*_: object) -> None:
    os.write(2, b"\nInterrupted: nothing was stored.\n")
    os._exit(INTERRUPTED)


# Loading the command line takes most of the time of a short command, and Ctrl-C is heard in it.
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, _leave)

from tracker.cli import main as command_line  # noqa: E402


def main() -> NoReturn:
    """Run the command line, which tells of Ctrl-C itself from here on."""
    if signal.getsignal(signal.SIGINT) is _leave:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    command_line()


if __name__ == "__main__":
    main()
