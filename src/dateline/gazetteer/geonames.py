"""GeoNames' dumps of single countries, fetched where the user asks for it, and made overlays."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from dateline.errors import InputError, SettingsError
from dateline.gazetteer.overlays.adding import Added, add_overlay, utc_now
from dateline.gazetteer.overlays.folder import home
from dateline.gazetteer.overlays.opening import Tick
from dateline.gazetteer.protocol import Gazetteer
from dateline.readers.fetch.addresses import is_public
from dateline.readers.fetch.download import LARGE, Downloaded, download
from dateline.readers.fetch.download import Tick as Coming
from dateline.readers.fetch.url import Address, Url, read_url

BASE = "https://download.geonames.org/export/dump/"
_CODE = re.compile("[A-Za-z]{2}")
_DIGEST = re.compile("[0-9a-fA-F]{64}")


def install_country(
    code: str,
    gazetteer: Gazetteer,
    *,
    base_url: str = BASE,
    sha256: str | None = None,
    loopback: bool = False,
    coming: Coming = lambda come, total: None,
    tick: Tick = lambda read, all_: None,
    now: Callable[[], datetime] = utc_now,
) -> tuple[Downloaded, Added]:
    """Fetch the dump of a country (ISO alpha-2) and make it the overlay "geonames-sy"; an older one is replaced.

    What came of a fetch that broke off is kept, and the next call goes on from there. With `loopback` the mirror must
    be an address of this very machine (127.0.0.1, [::1]), and may do without encryption. Raises `SettingsError`,
    `FetchError`, `InputError` for a damaged file (which is thrown away), `OutputError`.
    """
    low = _checked(code, sha256)
    url, address = _address(base_url, low, loopback=loopback)
    target = home() / "downloads" / f"{low.upper()}.zip"
    limits = replace(LARGE, ports=frozenset({address.port})) if loopback else LARGE
    allow = _is_here if loopback else is_public
    found = download(url, target, sha256=sha256, limits=limits, allow=allow, tick=coming)
    origin = {"url": url, "etag": found.etag, "modified": found.modified}
    try:
        added = add_overlay(
            target, gazetteer, name=f"geonames-{low}", kind="geonames", replace=True, tick=tick, origin=origin, now=now
        )
    except InputError as exc:
        raise InputError(url, f"the file that came is not as it should be. {exc}", "It was thrown away.") from exc
    finally:
        target.unlink(missing_ok=True)
    return found, added


def _checked(code: str, sha256: str | None) -> str:
    if not _CODE.fullmatch(code):
        raise SettingsError(f"{code!r} is no country's code of two letters, as SY or IQ (ISO 3166-1 alpha-2).")
    if sha256 is not None and not _DIGEST.fullmatch(sha256):
        raise SettingsError("a SHA-256 has 64 hexadecimal digits.")
    return code.lower()


def _address(base_url: str, code: str, *, loopback: bool) -> tuple[str, Url]:
    url = f"{base_url.rstrip('/')}/{code.upper()}.zip"
    address = read_url(url)
    if not loopback and address.scheme != "https":
        raise SettingsError(f"{base_url} is not encrypted: a mirror's address begins with https://.")
    if loopback and (address.literal is None or not address.literal.is_loopback):
        raise SettingsError(f"{base_url} is not on this machine: with --loopback, name 127.0.0.1 or [::1].")
    return url, address


def _is_here(address: Address, port: int) -> bool:
    return ipaddress.ip_address(address).is_loopback
