"""The incidents that the screen tests draw: Syria 2016 to 2023, and a Su-35 at an exact time."""

from __future__ import annotations

from tracker.dates import parse
from tracker.model import Account, Citation, Incident, Link, Party, Tally

RUSSIAN_AIRCRAFT = ("Russian aircraft", ("Russia",))
AIR_FORCE = ("US Air Force", ("United States",))


def party(number: int, name: str, role: str, *bodies: str, kind: str = "force") -> Party:
    """An actor in a role."""
    return Party(number, f"actor{number:07}", name, role, kind, bodies)


def account(field: str, citation: int, value: str, who: str, **more: object) -> Account:
    """An undecided account of a field."""
    given: dict[str, object] = {
        "source": "s",
        "published": None,
        "party": False,
        "adopted": False,
        "undecided": True,
    }
    given.update(more)
    return Account(field, citation, value, who, **given)  # type: ignore[arg-type]


def six() -> list[Incident]:
    """The six incidents of the main screen, in order."""
    turkey = party(1, "Turkey", "by", kind="state")
    aircraft = party(2, "Russian aircraft", "by", "Russia")
    force = party(3, "US Air Force", "against", "United States")
    return [
        Incident(
            5, "uid000000005", "Turkey enters parts of northwest Syria", parse("2016/"),
            type="invasion", place="northwest Syria", parties=(turkey,), sources=1,
        ),
        Incident(
            6, "uid000000006", "Turkey takes over Afrin", parse("2018"), type="territory-change",
            place="Afrin", parties=(turkey,), sources=1,
        ),
        Incident(
            1, "uid000000001", "Flares dropped in front of MQ-9s", parse("2023-07-06"),
            type="flare-drop", parties=(aircraft, force), sources=2, origins=1,
            independent_origins=1,
        ),
        Incident(
            2, "uid000000002", "MQ-9s harassed for about two hours", parse("2023-07-07"),
            type="aircraft-harassment", place="northwest Syria", parties=(aircraft, force),
            sources=3, origins=2, independent_origins=1,
            links=(Link("before", 3, "MQ-9 strike kills Usamah al-Muhajir"),),
        ),
        Incident(
            3, "uid000000003", "MQ-9 strike kills Usamah al-Muhajir", parse("2023-07-07"),
            type="drone-strike", place="eastern Syria",
            parties=(
                party(4, "United States", "by", kind="state"),
                party(5, "Usamah al-Muhajir", "against", "ISIS", kind="person"),
            ),
            sources=3, origins=2, independent_origins=1, disputed=("place",),
            links=(Link("after", 2, "MQ-9s harassed for about two hours"),),
            accounts=(
                account("place", 9, "eastern Syria", "CENTCOM", party=True, adopted=True,
                        source="centcom-2023-07-09", published="9 Jul 2023",
                        published_sort="2023-07-09T00:00:00"),
                account("place", 10, "Aleppo region", "US official", party=True,
                        publisher="France 24", source="f24", published="9 Jul 2023",
                        published_sort="2023-07-09T00:00:00"),
            ),
        ),
        Incident(
            29, "uid000000029", "Su-35 endangers manned aircraft", parse("2023-07-16T19:00"),
            sources=5, origins=4, independent_origins=4, disputed=("date",),
        ),
    ]  # fmt: skip


TALLY = Tally(6, 4, 3, 1, 1)


def citation(number: int, source: str, **more: object) -> Citation:
    """A source on an incident."""
    given: dict[str, object] = {
        "source_kind": "news", "publisher": None, "title": None, "author": None, "url": None,
        "published": None, "published_edtf": None, "origin": None, "agency": None,
        "stance": "reports", "quote": None, "pinpoint": None,
    }  # fmt: skip
    given.update(more)
    return Citation(number, f"cite{number:08}", source, **given)  # type: ignore[arg-type]
