"""Passwords: what may be one, how it is kept (argon2id), and how it is compared."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

from dateline.errors import SettingsError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST: Final = 12
"""Characters. There is no second factor, and one who guesses has years: length is what counts."""
LONGEST: Final = 1_000


@cache
def _hasher() -> PasswordHasher:
    """argon2id with the second set of parameters that RFC 9106 recommends (64 MiB)."""
    from argon2 import PasswordHasher
    from argon2.profiles import RFC_9106_LOW_MEMORY

    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def folded(password: str) -> str:
    """The same password typed on another keyboard is the same (RFC 8265: NFC)."""
    return unicodedata.normalize("NFC", password)


def check_password(password: str, name: str) -> None:
    """Raise `SettingsError` for a password that would not protect."""
    told = folded(password)
    if len(told) < SHORTEST:
        raise SettingsError(
            f"The password has {len(told)} characters: use {SHORTEST} or more, a few words of your own."
        )
    if len(told) > LONGEST:
        raise SettingsError(f"The password has more than {LONGEST:,} characters.")
    if len(set(told)) < 5 or told.casefold().strip() == name.casefold():
        raise SettingsError("This password would be guessed at once: use a few words of your own.")


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher().hash(folded(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password. Where nobody is known by the name (None) it takes as long, and is not."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    if len(password) > LONGEST:
        return False
    try:
        _hasher().verify(kept or _nobodys(), folded(password))
    except (Argon2Error, InvalidHashError):
        return False
    return kept is not None


@cache
def _nobodys() -> str:
    """A hash that no password fits."""
    return hashed(secrets.token_urlsafe(32))


def ready() -> None:
    """Make beforehand what comparing needs, so that the first comparison takes no longer than the next."""
    _nobodys()
