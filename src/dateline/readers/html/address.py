"""The address of a page: what it claims, where that can be believed."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from dateline.readers.html.facts import Index, metas
from dateline.readers.html.jsonld import Article

LONGEST_URL = 2000
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f<>\"\\\\\ud800-\udfff]")


def address_of(index: Index, articles: list[Article], url: str | None) -> str | None:
    """The page's address: its own claim where it is of the host that it was fetched from, else that."""
    fetched = usable_url(url)
    base = fetched or usable_url(index.base) or next((u for u in map(usable_url, metas(index, "url")) if u), "")
    told = [*index.canonical, *metas(index, "url"), *(u for a in articles[:1] for u in a.urls)]
    for claim in told:
        address = usable_url(claim) or (usable_url(_joined(base, claim)) if base else None)
        if address and (fetched is None or _same_site(address, fetched)) and not _is_front(address, fetched):
            return address
    return fetched


def _joined(base: str, claim: str) -> str:
    try:
        return urljoin(base, claim.strip())
    except ValueError:
        return ""


def usable_url(url: str | None) -> str | None:
    """An address that can be kept: http or https, with a host, without a password, without spaces or controls."""
    text = (url or "").strip()
    if not text or len(text) > LONGEST_URL or _UNFIT.search(text):
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return None
    return text if parts.scheme.lower() in {"http", "https"} and host and "@" not in parts.netloc else None


def _same_site(one: str, other: str) -> bool:
    hosts = [
        (urlsplit(u).hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.") for u in (one, other)
    ]
    return hosts[0] == hosts[1]


def _is_front(address: str, fetched: str | None) -> bool:
    """Whether a page claims its outlet's front page as its address: a common fault of templates."""
    return fetched is not None and urlsplit(address).path in {"", "/"} and urlsplit(fetched).path not in {"", "/"}
