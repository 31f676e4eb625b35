"""One page by its address. Nothing is fetched that the user did not name, and nothing but the page itself."""

from __future__ import annotations

import hashlib
import re
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from urllib.parse import urljoin

from dateline import __version__
from dateline.errors import SettingsError
from dateline.readers.fetch.addresses import Allow, Resolver, addresses_of, is_public, system_addresses
from dateline.readers.fetch.url import FetchError, FetchRefused, Url, read_url, shown
from dateline.readers.fetch.wire import Answer, Budget, ask, connected, failures
from dateline.readers.tables import rows

AGENT = f"dateline/{__version__} (+reads one page on request)"
PORTS = frozenset({80, 443})
LED_ON = frozenset({301, 302, 303, 307, 308})
HEAD = 65_536
"""Bytes of an answer's head, and of what chunks add to a body."""
PIECE = 65_536
KEPT = ("content-type", "content-language", "date", "last-modified", "etag", "server")
"""Headers that are kept with a capture."""
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,100}")
_CHARSET = re.compile(r"charset ?= ?[\"']?([a-z0-9][a-z0-9._:-]{0,39})")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take. `ports` are allowed besides 80 and 443."""

    bytes: int = 10_000_000
    seconds: float = 30.0
    """For all of it: names, connections, redirects, the page."""
    pause: float = 10.0
    """Seconds that a server may stay silent."""
    redirects: int = 5
    ports: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if self.bytes < 1 or self.seconds <= 0 or self.pause <= 0 or self.redirects < 0:
            raise SettingsError("limits of fetching: bytes, seconds and pause must be more than 0.")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as the server sent it. `captured` is ISO 8601 in UTC; `redirects` are the addresses on the way."""

    url: str
    final_url: str
    redirects: tuple[str, ...]
    status: int
    media_type: str
    charset: str | None
    body: bytes = field(repr=False)
    sha256: str
    captured: str
    headers: tuple[tuple[str, str], ...] = ()


def utc_now() -> datetime:
    return datetime.now(UTC)


def fetch(
    url: str,
    *,
    limits: Limits = Limits(),
    resolver: Resolver = system_addresses,
    allow: Allow = is_public,
    trust: ssl.SSLContext | None = None,
    now: Callable[[], datetime] = utc_now,
) -> Fetched:
    """The page at an address. No cookies, no proxies, no compression; certificates are always checked.

    `resolver`, `allow` and `trust` (a context with certificates to trust in place of the system's) are for programs and
    tests: no option and no variable of the environment leads to them. Raises `FetchRefused` for an address that may not
    be asked, `FetchError` for a page that cannot be had.
    """
    name = shown(url)
    if trust is not None and (trust.verify_mode != ssl.CERT_REQUIRED or not trust.check_hostname):
        raise SettingsError("trust: certificates and host names are always checked.")
    budget = Budget(name, monotonic() + limits.seconds, limits.seconds, limits.pause)
    trail: list[Url] = []
    at = read_url(url)
    while True:
        trail.append(at)
        found = _step(at, limits, budget, resolver, allow, trust)
        if isinstance(found, Url):
            check_step(found, trail, limits, name)
            at = found
            continue
        answer, body = found
        media_type, charset = media_type_of(answer)
        return Fetched(
            url=url,
            final_url=str(at),
            redirects=tuple(str(one) for one in trail[1:-1]),
            status=answer.status,
            media_type=media_type,
            charset=charset,
            body=body,
            sha256=hashlib.sha256(body).hexdigest(),
            captured=now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            headers=tuple((key, answer.headers[key][:500]) for key in KEPT if key in answer.headers),
        )


def _step(
    at: Url, limits: Limits, budget: Budget, resolver: Resolver, allow: Allow, trust: ssl.SSLContext | None
) -> Url | tuple[Answer, bytes]:
    """Ask one address: where it leads on, or its page."""
    if at.port not in PORTS | limits.ports:
        raise FetchRefused(budget.name, f"asks for port {at.port}; pages are fetched from ports 80 and 443.")
    addresses = addresses_of(at, budget.name, resolver, allow, budget.left())
    try:
        with connected(at, addresses, budget, trust) as connection:
            budget.bytes = HEAD
            answer = ask(connection, at, _request(at))
            if answer.status in LED_ON:
                return led_on(at, answer, budget.name)
            _check(at, answer, limits, budget.name)
            budget.bytes = 2 * limits.bytes + HEAD
            return answer, _body(answer, limits, budget)
    except TimeoutError as exc:
        raise _late(at, budget) from exc
    except failures() as exc:
        if isinstance(exc.__cause__, TimeoutError):
            raise _late(at, budget) from exc
        raise FetchError(budget.name, f"the answer of {at.host} broke off or is no HTTP.", "Try again later.") from exc


def _late(at: Url, budget: Budget) -> FetchError:
    budget.left()
    return FetchError(budget.name, f"{at.host} sent nothing for {budget.pause:g} seconds.", "Try again later.")


def _request(at: Url) -> dict[str, str]:
    accepted = ", ".join(row["media_type"] for row in rows("page_types"))
    return {
        "Host": at.authority,
        "User-Agent": AGENT,
        "Accept": accepted,
        "Accept-Encoding": "identity",
        "Connection": "close",
    }


def led_on(at: Url, answer: Answer, name: str) -> Url:
    """Where a redirect leads. `http.client` reads headers as Latin-1; servers write UTF-8 into this one."""
    told = answer.headers.get("location", "").strip()
    if not told:
        raise FetchError(name, f"{at.host} leads on ({answer.status}) without saying where.", "Check the address.")
    with suppress(UnicodeError):
        told = told.encode("latin-1").decode("utf-8")
    try:
        joined = urljoin(str(at), told)
    except ValueError as exc:
        raise FetchRefused(name, f"{at.host} leads on to no address: {shown(told)}.") from exc
    try:
        return read_url(joined)
    except FetchRefused as exc:
        raise FetchRefused(name, f"leads on to {exc}") from exc


def check_step(led: Url, trail: list[Url], limits: Limits, name: str) -> None:
    """That a redirect stays within bounds: encrypted stays encrypted, no circles, not too many."""
    if trail[-1].scheme == "https" and led.scheme != "https":
        raise FetchRefused(name, f"leads from an encrypted page to one that is not: {shown(str(led))}.")
    if led in trail:
        raise FetchError(name, f"leads round in a circle, back to {shown(str(led))}.", "Check the address.")
    if len(trail) > limits.redirects:
        raise FetchError(name, f"leads on more than {limits.redirects} times.", "Give the address that you arrive at.")


def _check(at: Url, answer: Answer, limits: Limits, name: str) -> None:
    """That an answer is a page of a kind and size that is read, before its body is taken in."""
    if answer.status != 200:
        known = {row["status"]: row for row in rows("http_answers")}.get(str(answer.status))
        what, advice = (known["what"], known["advice"]) if known else (f"answers with status {answer.status}.", "")
        raise FetchError(name, f"{at.host} {what}", advice or "Check the address, or try again later.")
    media_type, _ = media_type_of(answer)
    if media_type not in {row["media_type"] for row in rows("page_types")}:
        told = f"a file of type {shown(media_type)}" if media_type else "a file and does not say of which type"
        raise FetchError(name, f"{at.host} gives {told}, which is not read.", "Save it and give the file.")
    for header in ("content-encoding", "transfer-encoding"):
        told = answer.headers.get(header, "").strip().lower()
        if told not in {"", "identity", *({"chunked"} if header == "transfer-encoding" else ())}:
            raise FetchError(
                name, f"{at.host} sends the page packed ({shown(told)}) unasked.", "Save the page and give the file."
            )
    length = answer.headers.get("content-length", "").strip()
    if length.isascii() and length.isdigit() and len(length) < 20 and int(length) > limits.bytes:
        raise _too_large(at.host, limits, name)


def _too_large(host: str, limits: Limits, name: str) -> FetchError:
    return FetchError(
        name, f"{host} sends more than {limits.bytes:,} bytes, the most a page may have.", "Save it and give the file."
    )


def _body(answer: Answer, limits: Limits, budget: Budget) -> bytes:
    body = bytearray()
    while piece := answer.read(PIECE):
        body += piece
        if len(body) > limits.bytes:
            raise _too_large("the server", limits, budget.name)
        budget.left()
    if not body.strip():
        raise FetchError(budget.name, "is an empty page.", "Check the address.")
    return bytes(body)


def media_type_of(answer: Answer) -> tuple[str, str | None]:
    """Media type in small letters, "" where none is told, and the charset if one is."""
    told = answer.headers.get("content-type", "")[:500].lower()
    media_type = re.split("[;,]", told, maxsplit=1)[0].strip()
    charset = _CHARSET.search(told)
    return (media_type if _MEDIA_TYPE.fullmatch(media_type) else ""), charset[1] if charset else None
