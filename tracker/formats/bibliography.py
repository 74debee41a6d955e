"""Sources for reference managers: BibTeX, CSL-JSON and RIS, one entry a source, by key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tracker.formats.references import authors, day_of, description, published, voice
from tracker.formats.text import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.formats.references import Published
    from tracker.model import Reference

_BIBTEX_KINDS: Final = {"book": "book", "report": "techreport"}
_CSL_KINDS: Final = {
    "news": "article-newspaper",
    "wire": "article-newspaper",
    "press-release": "document",
    "statement": "document",
    "report": "report",
    "dataset": "dataset",
    "social-post": "post",
    "video": "motion_picture",
    "photo": "graphic",
    "satellite": "graphic",
    "document": "document",
    "book": "book",
    "testimony": "document",
}
_RIS_KINDS: Final = {
    "news": "NEWS",
    "wire": "NEWS",
    "report": "RPRT",
    "dataset": "DATA",
    "social-post": "BLOG",
    "video": "VIDEO",
    "photo": "ART",
    "satellite": "ART",
    "book": "BOOK",
}
_PERIODICALS: Final = ("news", "wire")
# Signs that TeX would obey; a brace that is written as one would upset BibTeX's count of them.
_TEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
        "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }
)  # fmt: skip
_ADDRESS: Final = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def bibtex(references: Iterable[Reference]) -> Iterator[str]:
    """Entries for BibTeX and biblatex: `date` holds the day, which `year` and `month` cannot.

    Only what is one date stands there; any other is put in words into the note.
    """
    for at, one in enumerate(_by_key(references)):
        fields = {name: text for name, text in _bibtex_fields(one).items() if text}
        wide = max(map(len, fields), default=0)
        lines = "".join(f",\n  {name:<{wide}} = {text}" for name, text in fields.items())
        head = f"@{_BIBTEX_KINDS.get(one.kind, 'misc')}{{{one.key}"
        yield "\n" * bool(at) + f"{head}{lines}\n}}\n"


def _bibtex_fields(one: Reference) -> dict[str, str]:
    when, body = published(one), voice(one)
    # BibTeX parts authors at the word "and", unless it stands in braces.
    names = [
        _tex(name.first) if name.given and " and " not in name.first else f"{{{_tex(name.first)}}}"
        for name in authors(one)
    ]
    author = f"{{{' and '.join(names)}}}" if names else f"{{{{{_tex(body)}}}}}" if body else ""
    publisher = f"{{{_tex(one.publisher)}}}" if one.publisher else ""
    holder = {"book": "publisher", "report": "institution"}.get(one.kind, "howpublished")
    if holder == "howpublished":
        told = [] if one.kind == "other" or (one.title and body is None) else [description(one)]
        told += [one.publisher] if one.publisher and body is None else []
        publisher = f"{{{_tex(', '.join(told))}}}" if told else ""
    read = day_of(one.accessed_at)
    return {
        "author": author,
        "title": f"{{{{{_tex(one.title)}}}}}" if one.title else "",
        holder: publisher,
        **_bibtex_date(when),
        "url": f"{{{_line(one.url).translate(_ADDRESS)}}}" if one.url else "",
        "urldate": f"{{{read.words}}}" if read else "",
        "language": f"{{{_tex(one.language)}}}" if one.language else "",
        "note": f"{{{_tex('; '.join(_notes(one, when)))}}}" if _notes(one, when) else "",
    }


def _bibtex_date(when: Published | None) -> dict[str, str]:
    if when is None or when.year is None:
        return {}
    known = (when.month, when.day)
    digits = f"{when.year:04}" + "".join(f"-{part:02}" for part in known if part)
    found = {"date": f"{{{digits}{when.mark}}}"}
    if when.mark:
        return found
    found["year"] = f"{{{when.year}}}"
    return found | ({"month": when.month_name[:3].lower()} if when.month else {})


def csl_json(references: Iterable[Reference]) -> Iterator[str]:
    """One JSON array in the schema of the Citation Style Language, for Zotero, pandoc and others.

    A date that is about, perhaps or between is marked (`circa`) or given in words (`literal`).
    """
    from json import dumps

    objects = [dumps(_csl(one), ensure_ascii=False) for one in _by_key(references)]
    yield "[\n" + ",\n".join(objects) + "\n]\n" if objects else "[]\n"


def _csl(one: Reference) -> dict[str, Any]:
    kind = _CSL_KINDS.get(one.kind, "webpage" if one.url else "document")
    names: list[dict[str, str]] = [
        {"family": name.family, "given": name.given} if name.given else {"literal": name.family}
        for name in authors(one)
    ]
    body = voice(one)
    if not names and body:
        names = [{"literal": body}]
    found: dict[str, Any] = {"id": one.key, "type": kind}
    found |= {"title": one.title} if one.title else {}
    found |= {"author": names} if names else {}
    if one.publisher:
        found["container-title" if one.kind in _PERIODICALS else "publisher"] = one.publisher
    if kind in ("document", "graphic", "motion_picture", "post") and one.kind != "other":
        found["genre"] = description(one)
    when, read = published(one), day_of(one.accessed_at)
    found |= {"issued": _csl_date(when)} if when else {}
    found |= {"accessed": _csl_date(read)} if read else {}
    found |= {"URL": one.url} if one.url else {}
    found |= {"language": one.language} if one.language else {}
    notes = [note for note in _notes(one, when) if note not in ("n.d.", _in_words(when))]
    return found | ({"note": "; ".join(notes)} if notes else {})


def _csl_date(when: Published) -> dict[str, Any]:
    if when.year is None or "?" in when.mark or when.mark == "%":
        return {"literal": when.words}
    parts = [part for part in (when.year, when.month, when.day) if part]
    return {"date-parts": [parts]} | ({"circa": True} if when.mark else {})


def ris(references: Iterable[Reference]) -> Iterator[str]:
    """Entries in the RIS format, which most reference managers import."""
    for at, one in enumerate(_by_key(references)):
        lines = [f"{tag}  - {_line(text)}\n" for tag, text in _ris(one) if text]
        yield "\n" * bool(at) + "".join(lines) + "ER  - \n"


def _ris(one: Reference) -> Iterator[tuple[str, str | None]]:
    when, body = published(one), voice(one)
    yield "TY", _RIS_KINDS.get(one.kind, "ELEC" if one.url else "GEN")
    yield "ID", one.key
    for name in authors(one):
        yield "AU", name.first
    yield "AU", body if not one.author else None
    yield "TI", one.title
    yield "T2" if one.kind in _PERIODICALS else "PB", one.publisher
    if one.kind not in _RIS_KINDS and one.kind != "other":
        yield "M3", description(one)
    if when is not None and when.year is not None and not when.mark:
        yield "PY", f"{when.year:04}"
        month, day = (f"{part:02}" if part else "" for part in (when.month, when.day))
        yield "DA", f"{when.year:04}/{month}/{day}/"
    yield "UR", one.url
    yield "LA", one.language
    read = day_of(one.accessed_at)
    yield "Y2", f"{read.words.replace('-', '/')}/" if read else None
    for note in _notes(one, when):
        yield "N1", note


def _notes(one: Reference, when: Published | None) -> list[str]:
    """What no field holds: a date that is not one, where it is archived, that it was retracted."""
    notes = ["n.d."] if when is None else []
    notes += [_in_words(when)] if when is not None and (when.year is None or when.mark) else []
    notes += [f"archived at {one.archive_url}"] if one.archive_url else []
    return notes + ([f"retracted: {one.retraction}"] if one.retraction else [])


def _in_words(when: Published | None) -> str:
    return f"published {when.words}" if when is not None else ""


def _tex(text: str) -> str:
    return _line(text).translate(_TEX)


def _line(text: str) -> str:
    return safe(" ".join(text.split()))


def _by_key(references: Iterable[Reference]) -> list[Reference]:
    return sorted(references, key=lambda one: one.key)
