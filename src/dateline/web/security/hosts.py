"""Under which names the server may be asked, and from whose pages.

A page of anybody may point a name of its own at this machine (DNS rebinding) and then ask as one of our own pages
would: so the name asked for must be one of ours. Whatever changes something must come from our own pages.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from dateline.errors import SettingsError

if TYPE_CHECKING:
    from starlette.datastructures import Headers

    from dateline.web.settings import ServeSettings

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
ACCOUNTS: Final = (
    "Make accounts (dateline accounts add NAME accounts.json) and name their file: --accounts accounts.json."
)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what is bound there."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def check_address(settings: ServeSettings) -> None:
    """Raise `SettingsError` for an address that may not be bound, or that nobody could ask under."""
    if is_loopback(settings.host):
        return
    if settings.accounts is None:
        raise SettingsError(
            f"{settings.host} can be reached from other machines, and there are no accounts. {ACCOUNTS}"
        )
    if _is_any(settings.host) and not settings.names:
        raise SettingsError(
            f"{settings.host} stands for every address of this machine: say under which name browsers will ask, "
            "for instance --name cases.example.org."
        )


def _is_any(host: str) -> bool:
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False


def names_of(settings: ServeSettings) -> frozenset[str]:
    """The names that the server answers to."""
    own = set() if _is_any(settings.host) else {settings.host}
    return frozenset(n.lower().strip("[]") for n in {*LOOPBACK, *own, *settings.names})


def host_fault(headers: Headers, names: frozenset[str]) -> int:
    """0 where the request is for us; else the status that refuses it: 400, or 421 for somebody else's name."""
    asked = headers.getlist("host")
    if len(asked) != 1:
        return 400
    name = _name_of(asked[0])
    return 400 if name is None else 0 if name in names else 421


def _name_of(host: str) -> str | None:
    """The name in a Host header; None where it is no such header."""
    try:
        parts = urlsplit(f"//{host}")
        name, _ = parts.hostname, parts.port
    except ValueError:
        return None
    odd = set(host) & set("/?#@\\ ,\t") or not host.isascii()
    return name.rstrip(".") if name and not odd else None


def is_own(headers: Headers, scheme: str) -> bool:
    """Whether what is to change something comes from one of our pages, or from no browser at all."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    if origin is None or (origin == "null" and site == "same-origin"):  # pages send no referrer, so forms no origin
        return True
    if origin == "null":  # so a form of ours comes, as our pages tell nobody where they are; the browser vouches for it
        return site == "same-origin"
    told, host = origin.lower(), headers.get("host", "").lower()
    return told == f"https://{host}" or (scheme == "http" and told == f"http://{host}")
