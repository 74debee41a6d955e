"""Who says what of an incident, as every screen words it: actors and accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.model import Account, Incident

WORDS_OF_STANCE: Final = {
    "none-reported": "none reported",
    "under-assessment": "under assessment",
    "denies": "denied",
}


class Side(NamedTuple):
    """One value of a field and all who say so, the first to publish first."""

    value: str
    who: tuple[str, ...]


class Dispute(NamedTuple):
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
        grouped: dict[str, dict[str, list[Account]]] = {}
        for account in by_publication(incident.accounts):
            if account.field == field and account.undecided:
                voices = grouped.setdefault(words(account), {})
                voices.setdefault(account.who, []).append(account)
        found.append(
            Dispute(
                field,
                tuple(
                    Side(value, tuple(_voice(accounts) for accounts in voices.values()))
                    for value, voices in grouped.items()
                ),
            )
        )
    return found


def _voice(accounts: list[Account]) -> str:
    """One origin, with the publisher only where a single source passes its words on."""
    first = accounts[0]
    return who(first if len(accounts) == 1 else first._replace(publisher=None))


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
    return account.value or WORDS_OF_STANCE.get(account.stance, "no value given")


def who(account: Account) -> str:
    """Who says so: the origin, marked as a party, then the publisher where that is another."""
    name = f"{account.who} (party)" if account.party else account.who
    publisher = account.publisher
    if publisher and publisher != account.who:
        return f"{name}, {publisher}"
    return name
