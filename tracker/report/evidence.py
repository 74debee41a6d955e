"""Who says what of an incident, as every screen words it: actors, accounts, numbers, durations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.model import Account, Count, Incident

WORDS_OF_STANCE = {"none-reported": "none reported", "under-assessment": "under assessment"}


@dataclass(frozen=True, slots=True)
class Side:
    """One value of a field and all who say so, the first to publish first."""

    value: str
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field on which accounts differ, undecided."""

    field: str
    sides: tuple[Side, ...]


def sides(incident: Incident) -> tuple[list[str], list[str], list[str]]:
    """Names of those who acted, those acted against, and those whose direction is not known.

    Where nobody is `against`, the victims stand there.
    """
    by, against = incident.named("by"), incident.named("against")
    return by, against or incident.named("victim"), incident.named("involved")


def disputes(incident: Incident) -> list[Dispute]:
    """The undecided fields with their accounts, those that say the same together."""
    found: list[Dispute] = []
    for field in incident.disputed:
        grouped: dict[str, list[str]] = {}
        for account in by_publication(incident.accounts):
            if account.field == field and account.undecided:
                said = grouped.setdefault(words(account), [])
                if who(account) not in said:
                    said.append(who(account))
        found.append(Dispute(field, tuple(Side(value, tuple(w)) for value, w in grouped.items())))
    return found


def by_publication(accounts: Iterable[Account]) -> list[Account]:
    """In order of publication; the value recorded comes first, an undated source last."""
    return sorted(
        accounts,
        key=lambda account: (
            account.citation is not None,
            account.published_sort is None,
            account.published_sort or "",
            account.citation or 0,
        ),
    )


def words(account: Account) -> str:
    """What the account says, in words: a value, a denial, or that nothing was reported."""
    if account.stance == "denies":
        return f"not {account.value}" if account.value else "denied"
    return WORDS_OF_STANCE.get(account.stance, account.value)


def who(account: Account) -> str:
    """Who says so: the origin, marked as a party, then the publisher where that is another."""
    name = f"{account.who} (party)" if account.party else account.who
    publisher = account.publisher
    if publisher and publisher != account.who:
        return f"{name}, {publisher}"
    return name


def number(low: int | None, best: int | None, high: int | None, said: str | None = None) -> str:
    """A number as exactly as it is known.

    >>> number(80, 80, 80), number(12, 13, 15), number(60, None, None), number(None, None, 9)
    ('80', '12–15, best 13', '60 or more', 'up to 9')
    """
    if low is None and high is None:
        return said or (f"{best:,}" if best is not None else "not known")
    if low is None:
        return f"up to {high:,}"
    if high is None:
        return f"{low:,} or more"
    if low == high:
        return f"{low:,}"
    middle = f", best {best:,}" if best is not None and low < best < high else ""
    return f"{low:,}–{high:,}{middle}"


def count(one: Count) -> str:
    """`killed 1 (target)`, `aircraft 3`."""
    figure = number(one.low, one.best, one.high, one.words)
    return f"{one.measure} {figure}" + ("" if one.category == "total" else f" ({one.category})")


def minutes(amount: int) -> str:
    """A number of minutes as people say it.

    >>> minutes(90), minutes(120), minutes(1440), minutes(50)
    ('1 h 30 min', '2 h', '1 day', '50 min')
    """
    if amount >= 1440 and amount % 1440 == 0:
        return f"{amount // 1440} day{'s' if amount > 1440 else ''}"
    hours, rest = divmod(amount, 60)
    return (
        " ".join(
            part for part in (f"{hours:,} h" * bool(hours), f"{rest} min" * bool(rest)) if part
        )
        or "0 min"
    )


def duration(incident: Incident) -> str:
    """How long it lasted, with the words that were used, or nothing."""
    low, high = incident.duration_low, incident.duration_high
    if low is None and high is None:
        return incident.duration_text or ""
    if low is None or high is None:
        figure = f"up to {minutes(high)}" if high is not None else f"{minutes(low or 0)} or more"
    else:
        figure = minutes(low) if low == high else f"{minutes(low)} to {minutes(high)}"
    said = incident.duration_text
    return f"{said} ({figure})" if said and said != figure else figure
