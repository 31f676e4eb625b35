"""Who comes in: by the one-time token that the terminal showed, by name and password, or by the API's token."""

from __future__ import annotations

import asyncio
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hmac import compare_digest
from typing import TYPE_CHECKING, Final

from dateline.web.people import EVERYTHING, Person, Role
from dateline.web.security.accounts import Accounts, without
from dateline.web.security.hosts import names_of
from dateline.web.security.limiting import Failures, address_key
from dateline.web.security.passwords import matches
from dateline.web.security.sessions import Session, Sessions

if TYPE_CHECKING:
    from dateline.web.settings import ServeSettings

NOBODY: Final = Person("", frozenset())
LOOKING: Final[frozenset[Role]] = frozenset({"read", "see protected"})
"""What one may where the case is only to be read."""
COMPARED: Final = 2
"""Passwords compared at a time: each takes 64 MiB and a tenth of a second …"""
WAITING: Final = 20
"""… and that many wait for it at most."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Somebody may not come in; `wait` seconds before another try."""

    wait: float = 0.0


class Door:
    """One a server."""

    def __init__(self, settings: ServeSettings) -> None:
        self.accounts = Accounts(settings.accounts) if settings.accounts else None
        self.names = names_of(settings)
        self.failures = Failures()
        self.told_anew: Callable[[], None] = lambda: None
        """Called when the token was used and another took its place."""
        self.token = settings.token or secrets.token_urlsafe(32)
        secret = self.accounts.book.secret if self.accounts else secrets.token_urlsafe(48)
        # browsers keep the cookies of all ports of a machine together
        self.sessions = Sessions(secret, f"dateline-{settings.port}")
        self.read_only = settings.read_only
        self._user = Person(settings.who, EVERYTHING)
        self._lock = threading.Lock()
        self._comparing = ThreadPoolExecutor(COMPARED, thread_name_prefix="dateline-password")
        self._waiting = 0

    def close(self) -> None:
        self._comparing.shutdown(wait=False, cancel_futures=True)

    def person_of(self, session: Session | None) -> Person | None:
        """Whose session it is; None where it is nobody's, or over."""
        if session is None or not session.name:
            return None
        found = self.accounts.person(session.name, session.changed) if self.accounts else self._user
        return self._limited(found)

    def bearer(self, token: str) -> Person | None:
        """Whose token of the API it is."""
        return self._limited(self.accounts.bearer(token)) if self.accounts else None

    def _limited(self, person: Person | None) -> Person | None:
        return without(person, LOOKING) if person and self.read_only else person

    def enter(self, token: str) -> Session | None:
        """A session for whoever brings the one-time token, which is used up by that."""
        if self.accounts:
            return None
        with self._lock:
            if not compare_digest(token.encode(), self.token.encode()):
                return None
            self.token = secrets.token_urlsafe(32)
        self.told_anew()
        return self.sessions.begin(self._user.name or "-")

    async def sign_in(self, name: str, password: str, address: str) -> Session | Refused:
        """A session for whoever knows the password. Names that nobody has take as long to refuse as wrong passwords."""
        if self.accounts is None:
            return Refused()
        keys = (f"as {name[:60].casefold()}", address_key(address))
        if (wait := self.failures.wait(*keys)) > 0:
            return Refused(wait)
        if self._waiting >= WAITING:
            return Refused(1.0)
        account = self.accounts.now().people.get(name)
        kept = account.password if account else None
        self.failures.add(*keys)  # before the comparison: tries that come together count together
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            known = await loop.run_in_executor(self._comparing, matches, kept, password)
        finally:
            self._waiting -= 1
        if not known or account is None:
            return Refused()
        self.failures.forget(*keys)
        return self.sessions.begin(name, account.changed)
