"""What a writing command should tell besides its result: what was made, how it was read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Notices:
    """Lines for stderr, collected while a command is carried out; each is said once."""

    lines: list[str] = field(default_factory=list)

    def say(self, line: str) -> None:
        """Add `line` unless it was said."""
        if line not in self.lines:
            self.lines.append(line)
