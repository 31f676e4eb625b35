"""IRIs for what a dossier holds: records, reports, digests, addresses, times.

A record is `urn:dateline:<id>`: its id is a hash of the report's bytes and of the words that tell it, so that it is the
same in every export and in no two reports.
"""

from __future__ import annotations

import base64
import datetime as dt
import re
from typing import Final
from urllib.parse import quote, urlsplit

URN: Final = "urn:dateline:"
TERMS: Final = "urn:dateline:v:"
"""Namespace of our own terms, where a standard has none."""
_DIGEST: Final = re.compile(r"[0-9a-f]{64}\Z")
_STRAY: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_IN_URL: Final = "%/:?#[]@!$&'()*+,;=~-._"
"""Signs that a URL may hold as they are (RFC 3986, 2.2 and 2.3), and what stands for others."""


def local(id_: str) -> str:
    """An id as the last part of a URN and of a qualified name: letters, digits, "-" and "_", all else as %XX.

    PROV-N allows no full stop at its ends and no hyphen in front.
    """
    made = quote(id_, safe="", errors="surrogatepass").replace(".", "%2E").replace("~", "%7E")
    return f"%2D{made[1:]}" if made.startswith("-") else made


def urn(id_: str, part: str = "") -> str:
    """The IRI of a record, or of a part of what is said of it."""
    return f"{URN}{local(id_)}{f':{part}' if part else ''}"


def url_of(text: str | None) -> str | None:
    """An address of a page as a URI, signs that none may hold written as %XX; None where it is no address of a page."""
    if text is None:
        return None
    try:
        parts = urlsplit(text.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or any(c.isspace() for c in parts.netloc):
        return None
    return quote(_STRAY.sub("%25", text.strip()), safe=_IN_URL, errors="replace")


def digest_iri(sha256: str) -> str | None:
    """A digest as the name of what it is of (RFC 6920): `ni:///sha-256;…`. None where it is no SHA-256."""
    if not _DIGEST.match(sha256):
        return None
    return "ni:///sha-256;" + base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")


def day(text: str | None) -> str | None:
    """The ISO day that a date opens with; None where it is none."""
    try:
        return dt.date.fromisoformat(text[:10]).isoformat() if text else None
    except ValueError:
        return None


def instant(text: str | None) -> str | None:
    """An ISO time in UTC, to the second; None where it is a bare day or no time. A time without a zone is UTC, as a
    dossier's are."""
    if not text or len(text) <= len("2021-05-04"):
        return None
    try:
        told = dt.datetime.fromisoformat(text)
        return told.replace(tzinfo=told.tzinfo or dt.UTC).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return None
