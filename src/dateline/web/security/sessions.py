"""Sessions: a signed cookie that says who it is, and the token that forms must bring along.

Nothing of a session is kept on the server but that it was ended. The cookie cannot be read by scripts (HttpOnly), is
sent from our own pages alone (SameSite=Strict), and is signed with a secret that is made at each start, or, with
accounts, stands in their file so that sessions outlive a restart.
"""

from __future__ import annotations

import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from hmac import compare_digest, digest
from http.cookies import Morsel, SimpleCookie
from typing import Final

from itsdangerous import BadData, URLSafeSerializer

IDLE: Final = 12 * 3600
"""Seconds after which a session that nobody used is over …"""
LONGEST: Final = 7 * 24 * 3600
"""… and after which any is."""
RENEWED: Final = 600
"""Seconds after which the cookie is written anew with the time."""
ENDED: Final = 10_000
"""Sessions that are remembered as ended by their owners."""
_SIZE: Final = 32


@dataclass(frozen=True, slots=True)
class Session:
    """What the cookie says. `name` is empty before anybody signed in."""

    id: str
    name: str
    changed: str
    """The account's stamp when the session began."""
    begun: int
    seen: int


class Sessions:
    """Makes, reads and ends sessions."""

    def __init__(self, secret: str, cookie: str, clock: Callable[[], float] = time.time) -> None:
        self._sealing = URLSafeSerializer(
            secret, salt="dateline session", signer_kwargs={"key_derivation": "hmac", "digest_method": sha256}
        )
        self._key = digest(secret.encode(), b"dateline csrf", "sha256")
        self._ended: OrderedDict[str, None] = OrderedDict()
        self.cookie, self._clock = cookie, clock

    def begin(self, name: str = "", changed: str = "") -> Session:
        """A new session; nobody's, where no name is given."""
        now = int(self._clock())
        return Session(secrets.token_urlsafe(18), name, changed, now, now)

    def end(self, session: Session) -> None:
        """Take the session for over, though its cookie may still come."""
        self._ended[session.id] = None
        while len(self._ended) > ENDED:
            self._ended.popitem(last=False)

    def read(self, sealed: str | None) -> Session | None:
        """The session in a cookie; None where there is none, it is not ours, too old, or ended."""
        if not sealed or len(sealed) > 2_000:
            return None
        try:
            session = Session(**self._sealing.loads(sealed))
        except (BadData, TypeError, ValueError, RecursionError):
            return None
        now = self._clock()
        over = now - session.seen > IDLE or now - session.begun > LONGEST or session.id in self._ended
        return None if over else session

    def renewed(self, session: Session) -> Session | None:
        """The session seen now, where it is time to write that down."""
        now = int(self._clock())
        return replace(session, seen=now) if now - session.seen > RENEWED else None

    def sealed(self, session: Session) -> str:
        return str(self._sealing.dumps(asdict(session)))

    def header(self, session: Session | None, *, secure: bool) -> str:
        """The header that sets the cookie, or takes it away."""
        made: SimpleCookie = SimpleCookie()
        made[self.cookie] = self.sealed(session) if session else ""
        morsel: Morsel[str] = made[self.cookie]
        morsel.update({"path": "/", "samesite": "Strict", "max-age": str(IDLE if session else 0)})
        morsel["httponly"], morsel["secure"] = "yes", "yes" if secure else ""
        return morsel.OutputString()

    def token(self, session: Session) -> str:
        """The token of forms. Written anew under a mask each time, so that compressed pages do not give it away."""
        mask = secrets.token_bytes(_SIZE)
        return urlsafe_b64encode(mask + _xor(mask, self._token(session))).decode().rstrip("=")

    def fits(self, session: Session, token: str) -> bool:
        """Whether a token is of this session."""
        try:
            raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        except ValueError:
            return False
        if len(raw) != 2 * _SIZE:
            return False
        return compare_digest(_xor(raw[:_SIZE], raw[_SIZE:]), self._token(session))

    def _token(self, session: Session) -> bytes:
        return digest(self._key, session.id.encode(), "sha256")


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
