"""Web addresses: whether a text is one, and the key by which it is known in all its spellings."""

from __future__ import annotations

import re

from tracker.errors import TrackerError

LONGEST = 2048

_TRACKING_PREFIXES = ("utm_", "mtm_", "hsa_", "at_custom", "at_link")
_TRACKING = """
    fbclid gclid gclsrc gbraid wbraid dclid msclkid yclid ysclid twclid ttclid li_fat_id mc_cid
    mc_eid igsh igshid ref_src ref_url _ga _gl _hsenc _hsmi mkt_tok vero_id oly_enc_id oly_anon_id
    wt.mc_id cmpid ocid smid at_medium at_campaign ns_mchannel ns_campaign
"""
# What these sites add to a shared link is short, and would mean something elsewhere.
_TRACKING_OF_SITE = {
    "x.com": ("s", "t"),
    "twitter.com": ("s", "t"),
    "youtube.com": ("si", "feature", "pp"),
    "youtu.be": ("si",),
}
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def looks_like_url(text: str) -> bool:
    """Whether the text is meant as a web address: it starts with http://, https:// or www."""
    return text.lstrip()[:8].lower().startswith(("http://", "https://", "www."))


def checked(url: str) -> str:
    """The address itself, without white space around it.

    Raises TrackerError where it is no http or https address, holds white space or signs that
    cannot be seen, is two addresses in one, or is longer than 2,048 characters.
    """
    url = url.strip()
    shown = url if len(url) <= 60 else url[:57] + "..."
    if len(url) > LONGEST:
        raise TrackerError(
            f"the URL {shown!r} has {len(url):,} characters; at most {LONGEST:,} are kept",
            "cut the tracking parameters after '?', or cite the short link of the page",
        )
    scheme, colon, rest = url.partition("://")
    if not colon or scheme.lower() not in ("http", "https"):
        example = f"https://{url}" if looks_like_url(url) else "https://www.example.org/page"
        raise TrackerError(f"{shown!r} is no http or https URL", f"try {example!r}")
    bad = next((sign for sign in url if not sign.isprintable() or sign in ' <>"'), None)
    if bad is not None:
        raise TrackerError(
            f"the URL {shown!r} holds the character U+{ord(bad):04X}, which no URL can",
            f"write it as {_encoded(bad)}, or take it out",
        )
    host = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2]
    if not re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:.][^\[\]:]*)(:\d{0,5})?", host):
        raise TrackerError(f"the URL {shown!r} has no host", "try 'https://www.example.org/page'")
    if glued := re.search(r"[\w.,;|](https?://.*)", rest, re.IGNORECASE):
        raise TrackerError(
            f"{shown!r} is two URLs in one", f"give the second by itself: {glued[1]!r}"
        )
    return url


def canonical(url: str) -> str:
    """The key that all spellings of one address share; never raises.

    Scheme, `www.`, case of the host, its default port, a trailing slash, tracking parameters, text
    fragments and ways of percent-encoding make no difference; other parameters, their order and the
    fragment do. A copy in a web archive is another document. Equivalences follow RFC 3986, 6.2.

    >>> canonical("https://www.Example.org/a/?utm_source=x&id=4#part")
    'example.org/a?id=4#part'
    """
    url = url.strip()
    scheme = re.match(r"https?://", url, re.IGNORECASE)
    rest = url[scheme.end() :] if scheme else url
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    rest = _normalised(rest[len(host) :])
    default_port = "" if scheme is None else ":443" if scheme.end() == 8 else ":80"
    host = _host(host, default_port)
    before, _, fragment = rest.partition("#")
    path, _, query = before.partition("?")
    query = "&".join(part for part in query.split("&") if part and not _is_tracking(part, host))
    fragment = fragment.partition(":~:")[0]
    return (
        host
        + path.rstrip("/")
        + (f"?{query}" if query else "")
        + (f"#{fragment}" if fragment else "")
    )


def _host(text: str, default_port: str) -> str:
    user, at, host = "".join(text.split()).rpartition("@")
    host = host.lower().removesuffix(default_port).rstrip(".:")
    while host.startswith("www.") and "." in host[4:]:
        host = host[4:]
    return user + at + host


def _is_tracking(part: str, host: str) -> bool:
    name = part.partition("=")[0].lower()
    return (
        name in _TRACKING.split()
        or name.startswith(_TRACKING_PREFIXES)
        or name in _TRACKING_OF_SITE.get(host.removeprefix("m.").removeprefix("mobile."), ())
    )


def _normalised(text: str) -> str:
    # A lone % is encoded too: were it left, decoding what follows could make a new escape of it.
    return re.sub(r"%[0-9A-Fa-f]{2}|%|[^!-~]", _normal_escape, text)


def _normal_escape(found: re.Match[str]) -> str:
    text = found[0]
    if len(text) == 1:
        return _encoded(text)
    sign = chr(int(text[1:], 16))
    return sign if sign in _UNRESERVED else text.upper()


def _encoded(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "surrogatepass"))
