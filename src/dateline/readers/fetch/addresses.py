"""Which machines may be asked for a page: only those with public addresses, told before each connection."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from functools import cache
from queue import Empty, SimpleQueue
from threading import Thread

from dateline.readers.fetch.url import Address, FetchError, FetchRefused, Url
from dateline.readers.tables import rows

Resolver = Callable[[str, int], Sequence[str]]
"""Host and port -> its addresses as text; `OSError` where there are none."""
Allow = Callable[[Address, int], bool]
"""Address and port -> whether it may be asked."""
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
MOST = 64
"""Addresses of one host that are looked at; a host with more is odd."""
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""An IPv4 address as machines without IPv4 reach it (RFC 6052)."""
_UNICAST = ipaddress.IPv6Network("2000::/3")
"""All IPv6 addresses that are given out to the public so far (IANA)."""


def is_public(address: Address, port: int = 443) -> bool:
    """Whether an address is one of the public internet."""
    return why_not(address) is None


def why_not(address: Address) -> str | None:
    """What an address is that is not public; None for a public one."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id:
            return "an address of this machine's own links"
        if address in _TRANSLATED:
            return why_not(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    for network, what in _networks():
        if address.version == network.version and address in network:
            return what
    if address.version == 6 and address not in _UNICAST:
        return "reserved"
    return None if address.is_global and not address.is_multicast else "not public"


@cache
def _networks() -> tuple[tuple[Network, str], ...]:
    return tuple((ipaddress.ip_network(row["network"]), row["what"]) for row in rows("networks"))


def system_addresses(host: str, port: int) -> list[str]:
    """A host's addresses as this machine's resolver gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def addresses_of(url: Url, name: str, resolver: Resolver, allow: Allow, seconds: float) -> tuple[Address, ...]:
    """The addresses to connect to, all of them allowed. `FetchRefused` where a single one is not: a name that leads to
    a public and to a private address is a trap. `FetchError` where the name is not found within the seconds."""
    found = (url.literal,) if url.literal else _parsed(_looked_up(url, name, resolver, seconds), url, name)
    for address in found:
        if not allow(address, url.port):
            what = why_not(address) or "not allowed"
            at = "" if url.literal else f"{url.host} leads to "
            raise FetchRefused(
                name,
                f"{at}{address}, which is not on the public internet ({what}).",
                "Dateline fetches public pages only; save the page and give the file.",
            )
    return found


def _parsed(texts: Sequence[str], url: Url, name: str) -> tuple[Address, ...]:
    try:
        found = tuple(ipaddress.ip_address(text) for text in texts[:MOST])
    except ValueError as exc:
        raise FetchRefused(name, f"{url.host} leads to what is no address.") from exc
    if not found or len(texts) > MOST:
        raise FetchError(name, f"{url.host} has {len(texts)} addresses.", "Check the address.")
    return found


def _looked_up(url: Url, name: str, resolver: Resolver, seconds: float) -> Sequence[str]:
    """What the resolver says. It has no time limit of its own, so it is asked in a thread and left behind if late."""
    answers: SimpleQueue[Sequence[str] | OSError | UnicodeError] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolver(url.host, url.port))
        except (OSError, UnicodeError) as exc:
            answers.put(exc)

    Thread(target=ask, daemon=True, name="dateline-resolver").start()
    try:
        answer = answers.get(timeout=max(seconds, 0.001))
    except Empty as exc:
        raise FetchError(name, f"{url.host} was not found in time.", "Check the connection, or try again.") from exc
    if isinstance(answer, OSError | UnicodeError):
        raise FetchError(name, f"there is no host {url.host}, or no connection.", "Check the address.") from answer
    return answer
