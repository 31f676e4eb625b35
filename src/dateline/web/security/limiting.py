"""How often one may fail to sign in: some tries, then a wait that grows. What is remembered is bounded."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from typing import Final

FREE: Final = 5
"""Failures that cost nothing."""
FIRST: Final = 5.0
"""Seconds to wait after the next one, doubled by each …"""
LONGEST: Final = 900.0
"""… and at most."""
FORGOTTEN: Final = 3600.0
"""Seconds after which a failure counts no more."""
MOST: Final = 5_000
"""Names and addresses that are remembered."""


@dataclass(slots=True)
class _Failed:
    count: int = 0
    last: float = 0.0


@dataclass
class Failures:
    """Who failed how often of late. Used from the event loop alone."""

    clock: Callable[[], float] = time.monotonic
    _known: OrderedDict[str, _Failed] = field(default_factory=OrderedDict)

    def wait(self, *keys: str) -> float:
        """Seconds until one may try again; 0 where one may now."""
        return max((self._wait(key) for key in keys), default=0.0)

    def _wait(self, key: str) -> float:
        failed = self._known.get(key)
        if failed is None or failed.count < FREE:
            return 0.0
        due = min(FIRST * 2.0 ** (failed.count - FREE), LONGEST)
        return max(0.0, failed.last + due - self.clock())

    def add(self, *keys: str) -> None:
        """One more failure."""
        now = self.clock()
        for key in keys:
            failed = self._known.pop(key, _Failed())
            if now - failed.last > FORGOTTEN:
                failed = _Failed()
            failed.count, failed.last = min(failed.count + 1, 50), now
            self._known[key] = failed
        while len(self._known) > MOST:
            self._known.popitem(last=False)

    def forget(self, *keys: str) -> None:
        for key in keys:
            self._known.pop(key, None)


def address_key(address: str) -> str:
    """An address to count by: of IPv6 the network, which is what one person is given."""
    try:
        told = ip_address(address)
    except ValueError:
        return f"from {address[:60]}"
    if isinstance(told, IPv6Address):
        return f"from {told.ipv4_mapped or int(told) >> 64}"
    return f"from {told}"
