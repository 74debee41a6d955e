"""The closed word lists: every code that the file keeps, with its label and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Word:
    """One entry of a list. `inverse` is how the same fact is worded from the other side."""

    code: str
    label: str
    meaning: str
    inverse: str = ""


def _words(text: str) -> tuple[Word, ...]:
    """Read one word a line: code | label | meaning | inverse; an empty label is the code itself."""
    rows = ([part.strip() for part in line.split("|")] for line in text.strip().splitlines())
    return tuple(
        Word(code, label or code.replace("-", " "), meaning, *rest)
        for code, label, meaning, *rest in rows
    )


VOCABULARY: Final[dict[str, tuple[Word, ...]]] = {
    "status": _words("""
        reported  | | Somebody says that it happened.
        confirmed | | The analyst is satisfied that it happened.
        refuted   | | The analyst is satisfied that it did not happen as reported.
        expected  | | It was announced and has not happened yet.
    """),
    "end-kind": _words("""
        known   | end known      | The end lies within the bounds given.
        open    | still going on | It had not ended when it was recorded.
        unknown | end not stated | It may have ended; nobody says when.
    """),
    "precision": _words("""
        minute      | | The start is known to the minute.
        hour        | | The start is known to the hour.
        part-of-day | | The start is known to a part of a day, such as a morning.
        day         | | The start is known to the day.
        range       | | The start lies anywhere between its two bounds.
        month       | | The start is known to the month.
        year        | | The start is known to the year.
        decade      | | The start is known to the decade.
        century     | | The start is known to the century.
        unknown     | | Nothing is known of the start.
    """),
    "date-qualifier": _words("""
        ~ | about               | The date is approximate.
        ? | uncertain           | The date is doubtful.
        % | about and uncertain | The date is approximate and doubtful.
    """),
    "role": _words("""
        by         | | The actor did it.
        against    | | It was done to the actor.
        victim     | | The actor was harmed.
        instrument | with      | The aircraft or weapon was used to do it.
        asset      | hitting   | The equipment was hit or harassed.
        supporter  | helped by | The actor helped those who did it.
        involved   | | The actor took part; in which direction is not known.
    """),
    "actor-kind": _words("""
        state        | | A state and everything that acts for it.
        force        | | A military or police service, or a command of one.
        unit         | | A formation within a force.
        armed-group  | | An organised armed group outside the state.
        militia      | | A local or allied armed group that backs a state or party.
        person       | | One named human being.
        organisation | | A civilian body, company or institution.
        media        | | An outlet that reports news.
        civilians    | | A group of people who bear no arms.
        alliance     | | A coalition or treaty; its members do not speak with one voice.
        unnamed      | | Somebody whose name is withheld, such as an official.
        equipment    | | An aircraft, ship or weapon.
        other        | | Anything else that takes part.
    """),
    "name-kind": _words("""
        name            | | The name by which it is shown.
        alias           | | Another name in use.
        acronym         | | The initials.
        transliteration | | The name in other letters, or another spelling of the same sounds.
        former          | former name | A name that is no longer used.
        weak            | weak alias  | A name too common to stand on its own.
    """),
    "actor-relation": _words("""
        part-of       | | The first is a part of the second and acts as it. | has part
        member-of     | | The first belongs to the second and acts as it. | has member
        commands      | | The first leads the second. | commanded by
        backed-by     | | The second supports the first. | backs
        allied-with   | | Both act together, each for itself. | allied with
        successor-of  | | The first continues what the second was. | succeeded by
        operates      | | The first uses the second, a piece of equipment. | operated by
        distinct-from | | The two are not the same, whatever their names. | distinct from
    """),
    "place-precision": _words("""
        exact        | exact location | The spot itself, within a street or a hill.
        near         | near           | Within about 25 km.
        district     | | Somewhere in the district.
        province     | | Somewhere in the province.
        region       | | Somewhere in a region that has no fixed border.
        country      | | Somewhere in the country.
        water-or-air | at sea or in the air | Over water or in the air, away from any settlement.
        unknown      | | How exactly the place is known is not recorded.
    """),
    "place-relation": _words("""
        within        | | The first lies wholly inside the second. | contains
        overlaps      | | The two share some ground. | overlaps
        distinct-from | | The two are not the same, whatever their names. | distinct from
    """),
    "source-kind": _words("""
        news          | | An article of a news outlet.
        wire          | | A dispatch of a news agency.
        press-release | | A text given out to the press by its author.
        statement     | | Words spoken or published in somebody's own name.
        report        | | A study or report.
        dataset       | data set | A table of many incidents.
        social-post   | | A post on a social network or channel.
        video         | | Moving pictures.
        photo         | | A still picture.
        satellite     | satellite image | A picture from space.
        document      | | A paper such as an order, letter or court record.
        book          | | A book.
        testimony     | | What a witness told.
        other         | | Anything else that can be cited.
    """),
    "citation-stance": _words("""
        reports | | The source says that the incident happened.
        denies  | | The source says that it did not happen.
        context | | The source helps to understand the incident and does not report it.
    """),
    "claim-stance": _words("""
        asserts          | | The source says so.
        denies           | | The source says that it is not so.
        none-reported    | none reported    | The source says that it knows of none.
        under-assessment | under assessment | The source says that it is still looking into it.
    """),
    "claim-family": _words("""
        date   | | When: compared by bounds.
        number | | How many: compared by ranges.
        place  | | Where: compared along the relations of places.
        actor  | | Who: compared as sets, along the relations of actors.
        type   | | What kind of event: compared along the chain of parents.
        text   | | Other words: compared by their folded form.
    """),
    "reading": _words("""
        plain     | | The words can only mean this.
        ambiguous | | The words can mean this, or something else.
        inferred  | | The words imply this and do not say it.
    """),
    "reliability": _words("""
        A | completely reliable  | Nothing it said was ever found wrong.
        B | usually reliable     | Seldom wrong.
        C | fairly reliable      | Right more often than wrong.
        D | not usually reliable | Wrong more often than right.
        E | unreliable           | Nearly always found wrong.
        F | cannot be judged     | Too little is known of the source.
    """),
    "credibility": _words("""
        1 | confirmed        | Other independent sources say the same.
        2 | probably true    | It fits what is known and nothing speaks against it.
        3 | possibly true    | It fits in part with what is known.
        4 | doubtful         | It is possible and nothing supports it.
        5 | improbable       | What is known speaks against it.
        6 | cannot be judged | Too little is known to say.
    """),
    "measure": _words("""
        killed    | | People who died of it.
        injured   | | People who were hurt and lived.
        missing   | | People whose fate is not known.
        detained  | | People who were taken and held.
        displaced | | People who had to leave their homes.
    """),
    "count-category": _words("""
        total     | all         | Everybody together.
        civilian  | civilians   | Those who bore no arms.
        combatant | combatants  | Those who fought.
        target    | targets     | Those whom the attack was meant for.
        child     | children    | Those under 18.
        side-a    | first side  | Those of the first party, as the data set orders them.
        side-b    | second side | Those of the second party, as the data set orders them.
        unknown   | not stated  | Those of whom nothing more is said.
    """),
    "link": _words("""
        before           | | The first began before the second began. | after
        part-of          | | The first is a part of the second. | has part
        same-equipment   | | The same aircraft or weapon was in both. | same equipment
        response-to      | | Somebody says that the first answered the second. | answered by
        causes           | | Somebody says that the first led to the second. | caused by
        follow-up-of     | | The first continues the second. | followed up by
        context-for      | | The first helps to understand the second. | has context
        possibly-same-as | | The two may be one incident. | possibly same as
    """),
    "decision-kind": _words("""
        claim | | One claim was adopted.
        range | | The range that covers every account was adopted.
        value | | A value of the analyst's own was adopted.
    """),
}


def codes(name: str) -> tuple[str, ...]:
    """The codes of one list, in their own order.

    >>> codes("reading")
    ('plain', 'ambiguous', 'inferred')
    """
    return tuple(word.code for word in VOCABULARY[name])


def label(name: str, code: str) -> str:
    """How a code of a list is worded on a screen; an unknown code is its own label.

    >>> label("end-kind", "open")
    'still going on'
    """
    return next((word.label for word in VOCABULARY[name] if word.code == code), code)


def inverse(name: str, code: str) -> str:
    """How a relation is worded from the other side; a relation without one is its own label.

    >>> inverse("link", "part-of")
    'has part'
    """
    word = next((word for word in VOCABULARY[name] if word.code == code), None)
    return code if word is None else word.inverse or word.label


def rows() -> Iterator[tuple[str, str, str, str]]:
    """The lists as rows of the table `vocabulary`: list, code, label, meaning.

    A list of relations is followed by its inverses as a list of its own, `link-inverse` and so on,
    so that SQL can word both directions.
    """
    for name, words in VOCABULARY.items():
        yield from ((name, word.code, word.label, word.meaning) for word in words)
        for word in words:
            if word.inverse:
                yield (
                    f"{name}-inverse", word.code, word.inverse,
                    f"{word.label}, seen from the second.",
                )  # fmt: skip
