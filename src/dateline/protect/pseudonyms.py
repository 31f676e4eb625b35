"""What a hidden source is called: "source A" in the order of first mention, or, with the secret of a case, a name that
is the same in every report and tells nothing to whoever lacks the secret."""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from dateline.errors import SettingsError

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs without those that are read for one another (0 and O, 1 and I)."""
LENGTH: Final = 5
"""Signs of a pseudonym: 25 bits, so that two of a hundred sources share one in 1 of 7,000 reports; both then grow."""
_PURPOSE: Final = b"dateline pseudonym 1\0"


def pseudonyms(identities: Sequence[str], key: bytes | None) -> list[str]:
    """One pseudonym an identity, in their order. Raises `SettingsError` for an empty key, which would hide nothing."""
    if key is None:
        return [f"source {ordinal(n)}" for n in range(len(identities))]
    if not key:
        raise SettingsError("key: it is empty, so that anybody could make the pseudonyms. Give random bytes, 32 or so.")
    signs = [_signs(identity, key) for identity in identities]
    lengths = [LENGTH] * len(signs)
    while True:
        cut = [s[:n] for s, n in zip(signs, lengths, strict=True)]
        twice = {c for c, n in Counter(cut).items() if n > 1}
        same = [c in twice and n < len(s) for c, s, n in zip(cut, signs, lengths, strict=True)]
        if not any(same):
            return [f"source {c}" for c in cut]
        lengths = [n + grow for n, grow in zip(lengths, same, strict=True)]


def _signs(identity: str, key: bytes) -> str:
    number = int.from_bytes(hmac.new(key, _PURPOSE + identity.encode(), sha256).digest(), "big")
    return "".join(ALPHABET[number >> shift & 31] for shift in range(251, 0, -5))


def ordinal(number: int) -> str:
    """0 -> "A", 25 -> "Z", 26 -> "AA": columns of a spreadsheet."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
