"""The words that may stand in a written-out date, besides months and weekdays."""

from __future__ import annotations

FILLERS = frozenset((
    "the", "of", "in", "on", "at", "over", "during", "day", "date", "year", "month", "local",
    "time", "sometime", "some", "exactly", "hours", "hour", "hrs", "hr",
))  # fmt: skip
APPROXIMATELY = frozenset(
    ("about", "around", "circa", "c", "ca", "approximately", "approx", "roughly")
)
PERHAPS = frozenset(("possibly", "perhaps", "probably", "maybe"))
SEASON_WORDS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
PART_WORDS = {
    "morning": "morning", "afternoon": "afternoon", "evening": "evening",
    "night": "night", "overnight": "night",
}  # fmt: skip
EDGE_WORDS = {
    "early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid",
    "late": "late", "end": "late",
}  # fmt: skip
ORDINAL_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3,
                 "4th": 4}  # fmt: skip
SUN_WORDS = frozenset(("dawn", "dusk", "daybreak", "nightfall", "sunrise", "sunset"))
ORDER_WORDS = frozenset((
    "earlier", "later", "same", "shortly", "afterwards", "afterward", "then", "meanwhile",
    "simultaneously", "previously", "subsequently", "immediately",
))  # fmt: skip
