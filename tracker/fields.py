"""Every field once: what it is called, what kind of value it takes, and where the value goes."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from tracker.errors import TrackerError

Family = Literal["date", "number", "place", "actor", "type", "text", "link", "other"]
Part = Literal["incident", "evidence"]
Operator = Literal["=", "!=", "-="]

ROLES: Final = ("by", "against", "victim", "instrument", "asset", "supporter", "involved")
MEASURES: Final = ("killed", "injured", "missing", "detained", "displaced")
CATEGORIES: Final = (
    "total", "civilian", "combatant", "target", "child", "side-a", "side-b", "unknown",
)  # fmt: skip
LINK_KINDS: Final = (
    "before", "part-of", "same-equipment", "response-to", "causes", "follow-up-of", "context-for",
    "possibly-same-as",
)  # fmt: skip
LINK_WORDS: Final = ("before", "after", *LINK_KINDS[1:])
STANCES: Final = ("reports", "denies", "context")
READINGS: Final = ("plain", "ambiguous", "inferred")
NUMBER_STANCES: Final = ("none-reported", "under-assessment")


class Field(NamedTuple):
    """One field: `part` says whether it describes the incident or the first source's evidence.

    A claimable field can be said by a source; a repeating one takes several values.
    """

    name: str
    family: Family
    meaning: str
    example: str
    part: Part = "incident"
    claimable: bool = False
    repeats: bool = False


# Name, family, meaning, example. What a source can say, and add adopts:
_SAID: Final[tuple[tuple[str, Family, str, str], ...]] = (
    ("date", "date", "when it happened, as exactly as is known", "date=2016"),
    ("type", "type", "what kind of event; see tracker type list", "type=drone-strike"),
    ("by", "actor", "who did it", "by=Russia"),
    ("against", "actor", "to whom it was done", "against=US"),
    ("victim", "actor", "who was harmed", 'victim="residents of Afrin"'),
    ("instrument", "actor", "the aircraft or weapon that was used", "instrument=MQ-9"),
    ("asset", "actor", "the equipment that was hit or harassed", "asset=MQ-9"),
    ("supporter", "actor", "who helped", "supporter=Iran"),
    ("involved", "actor", "who took part, when the direction is not known", "involved=SDF"),
    ("place", "place", "where, the smallest place first", 'place="Miska, Aleppo, Syria"'),
    ("killed", "number", "how many were killed", "killed=80"),
    ("injured", "number", "how many were injured", "injured=12-15"),
    ("missing", "number", "how many are missing", "missing=2"),
    ("detained", "number", "how many were detained", "detained=60+"),
    ("displaced", "number", "how many had to leave", 'displaced="over 1,000"'),
    ("count", "number", "how many of any other thing", "count.aircraft=3"),
    ("duration", "number", "how long it lasted", 'duration="about 2h"'),
    ("title", "text", "what happened, in a line", 'title="Flares dropped"'),
    ("identity", "text", "who somebody is said to be", 'identity="a local commander"'),
    ("responsibility", "text", "what is said of responsibility", "responsibility=unclaimed"),
    ("x", "text", "a field of your own", 'x.weather="clear sky"'),
)
# What is the analyst's own:
_OWN: Final[tuple[tuple[str, Family, str, str], ...]] = (
    ("place-precision", "other", "how exactly the place is known", "place-precision=district"),
    ("coords", "other", "latitude and longitude of the incident itself", "coords=36.51,36.87"),
    ("tz", "other", "the time zone of the place", "tz=Asia/Damascus"),
    ("desc", "other", "what happened, at length", 'desc="Two Su-35 came close."'),
    ("note", "other", "a private remark", 'note="ask for the video"'),
    ("status", "other", "reported, confirmed, refuted or expected", "status=confirmed"),
    ("tag", "other", "a word of your own to find it by", "tag=reaper"),
    ("before", "link", "it began before that incident", "before=3"),
    ("after", "link", "it began after that incident", "after=3"),
    ("part-of", "link", "it is a part of that incident", "part-of=3"),
    ("same-equipment", "link", "the same aircraft or weapon was in both", "same-equipment=3"),
    ("response-to", "link", "somebody says that it answered that incident", "response-to=3"),
    ("causes", "link", "somebody says that it led to that incident", "causes=3"),
    ("follow-up-of", "link", "it continues that incident", "follow-up-of=3"),
    ("context-for", "link", "it helps to understand that incident", "context-for=3"),
    ("possibly-same-as", "link", "it may be that same incident", "possibly-same-as=3"),
)
# How the source named first is cited:
_EVIDENCE: Final[tuple[tuple[str, Family, str, str], ...]] = (
    ("said-by", "other", "whose words the source passes on: the origin", "said-by=CENTCOM"),
    ("via", "other", "the agency that passed them on", "via=AFP"),
    ("quote", "other", "the source's own words, 25 at most", 'quote="80 people killed"'),
    ("pinpoint", "other", "where in the source: page, paragraph, time code", 'pinpoint="p. 12"'),
    ("reading", "other", "plain, ambiguous or inferred", "reading=ambiguous"),
    ("stance", "other", "reports, denies, or gives context", "stance=context"),
    ("credibility", "other", "from 1 (confirmed) to 6 (cannot be judged)", "credibility=2"),
)

FIELDS: Final[dict[str, Field]] = {
    **{
        name: Field(name, family, meaning, example, "incident", True, family == "actor")
        for name, family, meaning, example in _SAID
    },
    **{
        name: Field(name, family, meaning, example, repeats=family == "link" or name == "tag")
        for name, family, meaning, example in _OWN
    },
    **{
        name: Field(name, family, meaning, example, "evidence")
        for name, family, meaning, example in _EVIDENCE
    },
}


class Assignment(NamedTuple):
    """FIELD=VALUE as typed: `claimed` where only the source says it, `!=` where it denies it."""

    field: Field
    name: str
    operator: Operator
    text: str
    claimed: bool = False


def field_named(name: str) -> Field:
    """Return the field called `name`, with its category or thing: killed.civilian, count.aircraft.

    Raises TrackerError, with the nearest names, where there is none.
    """
    base, dot, rest = name.partition(".")
    field = FIELDS.get(name)
    if field is not None and name not in ("count", "x"):
        return field
    if dot and rest:
        if base in MEASURES:
            if rest in CATEGORIES:
                return FIELDS[base]
            raise TrackerError(
                f"unknown category '{rest}' in {name}",
                f"one of: {', '.join(f'{base}.{category}' for category in CATEGORIES[1:])}",
            )
        if base == "count" and _is_code(rest.partition(".")[0]):
            return FIELDS["count"]
        if base == "x" and _is_code(rest):
            return FIELDS["x"]
    if name == "count":
        raise TrackerError("count says how many of what", "for example: count.aircraft=3")
    raise TrackerError(f"unknown field '{name}'", _suggest(name))


def read_assignment(text: str) -> Assignment:
    """Read FIELD=VALUE, FIELD!=VALUE or FIELD-=VALUE.

    >>> read_assignment("by!=Russia").operator
    '!='
    >>> read_assignment("claimed.by=MIT").claimed
    True
    """
    left, equals, value = text.partition("=")
    if not equals:
        raise TrackerError(
            f"cannot read '{text}': a field is written FIELD=VALUE",
            "tracker help fields",
        )
    operator: Operator = "="
    if left.endswith("!"):
        left, operator = left[:-1], "!="
    elif left.endswith("-"):
        left, operator = left[:-1], "-="
    name = left.strip().lower()
    claimed = name.startswith("claimed.")
    if claimed:
        name = name.removeprefix("claimed.")
    name = ALIASES.get(name, name)
    field = field_named(name)
    if claimed and not field.claimable:
        raise TrackerError(
            f"{field.name} is not something that a source can claim",
            f"write it without claimed: {field.name}={value}",
        )
    return Assignment(field, normal_name(name), operator, value.strip(), claimed)


def normal_name(name: str) -> str:
    """Drop what says nothing: `killed.total` is `killed`.

    >>> normal_name("killed.total")
    'killed'
    """
    return name.removesuffix(".total")


def measure_of(name: str) -> tuple[str, str]:
    """Return (measure, category) of a number field: `count.aircraft` is ('aircraft', 'total').

    >>> measure_of("killed.civilian")
    ('killed', 'civilian')
    """
    base, _, rest = name.partition(".")
    if base == "count":
        base, _, rest = rest.partition(".")
    return base, rest or "total"


ALIASES: Final = {
    "description": "desc",
    "tags": "tag",
    "when": "date",
    "where": "place",
    "who": "by",
    "location": "place",
    "agency": "via",
    "origin": "said-by",
    "timezone": "tz",
    "dead": "killed",
    "wounded": "injured",
}


def _is_code(text: str) -> bool:
    return bool(text) and all(
        c.isascii() and (c.islower() or c.isdigit() or c == "-") for c in text
    )


def _suggest(name: str) -> str:
    from difflib import get_close_matches  # only where a name was mistyped

    close = get_close_matches(name, [*FIELDS, *ALIASES], n=3, cutoff=0.75)
    real = list(dict.fromkeys(ALIASES.get(word, word) for word in close))
    if real:
        return f"did you mean {' or '.join(real)}? All of them: tracker help fields"
    own = f"a field of your own is written x.{name}=VALUE; " if _is_code(name) else ""
    return f"{own}all of them: tracker help fields"
