"""The address of a page, read strictly: what browsers mend silently (odd numbers for hosts, hidden characters) is
refused, as two readers of such an address may take it for two hosts."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote

from dateline.errors import InputError
from dateline.readers.tables import rows

LONGEST = 2000
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_PARTS = re.compile(
    r"(?P<scheme>[a-z]{1,20})://(?P<host>[^/?#]*)(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?:#.*)?", re.IGNORECASE
)
_HIDDEN = re.compile(
    r"[\x00-\x20\x7f-\xa0\xad\u034f\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ud800-\udfff]"
)
"""White space, control characters, and what has no width or turns the direction of writing."""
_SECRET = re.compile(r"\A([a-zA-Z][a-zA-Z0-9+.-]{0,20}:/{1,3})?[^/?#\\]*@")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]*")
_TWO_WAYS = re.compile("[ßς\u200c\u200d]")
"""Letters that the two standards for names in other scripts (IDNA 2003 and 2008) lead to different hosts."""
_KEPT = "/:@!$&'()*+,;=~-._%[]|"


class FetchError(InputError):
    """A page that cannot be fetched: the message names its address and the reason."""


class FetchRefused(FetchError):
    """A page that is not fetched, as its address may lead where Dateline does not go."""


@dataclass(frozen=True, slots=True)
class Url:
    """The address of a page. `host` is in ASCII; `literal` is set where it is an IP address and no name."""

    scheme: str
    host: str
    port: int
    target: str
    """Path and query, percent-encoded."""
    literal: Address | None = None

    @property
    def authority(self) -> str:
        """Host, and port where it is not the scheme's own, as the Host header has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == default_port(self.scheme) else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def default_port(scheme: str) -> int:
    return 443 if scheme == "https" else 80


def shown(url: str) -> str:
    """An address as messages show it: without a name and password in it, without hidden characters, 200 at most."""
    return _HIDDEN.sub("", _SECRET.sub(lambda found: found[1] or "", url[:LONGEST]))[:200]


def read_url(text: str) -> Url:
    """The parts of an address; `FetchRefused` says why it is not fetched."""
    name = shown(text)
    if len(text) > LONGEST:
        raise FetchRefused(name, f"has {len(text):,} characters; an address may have {LONGEST:,}.")
    if _HIDDEN.search(text) or "\\" in text:
        raise FetchRefused(name, "holds white space, hidden characters or a backslash.", "Copy the address anew.")
    found = _PARTS.fullmatch(text)
    scheme = found["scheme"].lower() if found else ""
    if found is None or scheme not in {"http", "https"}:
        raise FetchRefused(name, "is no address of a web page.", "Give one that begins with https:// or http://.")
    if "@" in found["host"]:
        raise FetchRefused(name, "holds a user's name or password.", "Give the address without them.")
    host, port = _host_and_port(found["host"], scheme, name)
    target = quote(found["path"] or "/", safe=_KEPT) + quote(found["query"] or "", safe=_KEPT + "?")
    if host.startswith("["):
        literal: Address | None = _ipv6(host, name)
        return Url(scheme, str(literal), port, target, literal)
    host = _ascii(host, name)
    return Url(scheme, host, port, target, _ipv4(host, name))


def _host_and_port(text: str, scheme: str, name: str) -> tuple[str, int]:
    found = re.fullmatch(r"(\[[^\[\]@]*\]|[^:\[\]]*)(?::([0-9]{1,5}))?", text)
    port = int(found[2]) if found and found[2] else default_port(scheme)
    if found is None or not found[1] or not 0 < port < 65536:
        raise FetchRefused(name, "names no host that can be read.", "Copy the address anew.")
    return found[1], port


def _ipv6(host: str, name: str) -> Address:
    try:
        if "%" not in host:
            return ipaddress.IPv6Address(host[1:-1])
    except ValueError:
        pass
    raise FetchRefused(name, f"{host} is no IPv6 address.", "Give the host's name.")


def _ipv4(host: str, name: str) -> Address | None:
    """The address where the host is one. One number, hexadecimal or octal forms are refused, not read."""
    if not _NUMBER.fullmatch(host.rsplit(".", 1)[-1]):
        return None
    try:
        return ipaddress.IPv4Address(host)
    except ValueError as exc:
        raise FetchRefused(name, f"{host} is a number, no host's name.", "Give the host's name.") from exc


def _ascii(host: str, name: str) -> str:
    """A host's name in ASCII and small letters, without the dot at its end; only names that may be public."""
    bare = host.lower().removesuffix(".")
    if not bare.isascii():
        bare = _from_script(bare, name)
    labels = bare.split(".")
    if len(bare) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise FetchRefused(name, "names no host that can be read.", "Copy the address anew.")
    local = {row["name"] for row in rows("local_names")}
    if len(labels) < 2 and not _NUMBER.fullmatch(bare):
        raise FetchRefused(name, f"{bare} is a name of this machine's own network.", "Give a public address.")
    if any(".".join(labels[n:]) in local for n in range(len(labels))):
        raise FetchRefused(name, f"{bare} is no public name.", "Give a public address.")
    return bare


def _from_script(host: str, name: str) -> str:
    """A name in another script as ASCII ("xn--…"). Letters that only look foreign are refused: ⓔxample, １２７."""
    if len(host) > 253 or _TWO_WAYS.search(host):
        raise FetchRefused(name, "names a host that can be read in two ways.", "Give its name in ASCII (xn--…).")
    try:
        found = host.encode("idna").decode("ascii").lower()
    except UnicodeError as exc:
        raise FetchRefused(name, "names no host that can be read.", "Copy the address anew.") from exc
    if "xn--" not in found:
        raise FetchRefused(name, f"writes the host {found} in disguise.", "Copy the address anew.")
    return found.removesuffix(".")
