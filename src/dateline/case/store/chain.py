"""The decision log's chain: each entry's hash covers the entry before, so that nothing can be changed or taken out
unseen; and each body is hashed with a salt of its own, so that it can be erased and the chain still verifies.

After RFC 6962's idea of hashing what was said before (there a tree, here a line: a case has one writer).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

START: Final = "0" * 64
"""What the first entry has before it."""
SALT: Final = 32
"""Bytes of a salt: nobody can try all, so that an erased body cannot be guessed from its digest."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry. `body` is None where it was erased."""

    seq: int
    at: str
    kind: str
    digest: str
    prev: str
    hash: str
    body: dict[str, Any] | None = None
    salt: bytes | None = None


def body_text(body: dict[str, Any]) -> str:
    """The body as it is hashed and kept."""
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(salt: bytes, text: str) -> str:
    return sha256(salt + text.encode()).hexdigest()


def hash_of(prev: str, seq: int, at: str, kind: str, digest: str) -> str:
    return sha256("\x1f".join((prev, str(seq), at, kind, digest)).encode()).hexdigest()


def entry(prev: str, seq: int, at: str, kind: str, body: dict[str, Any]) -> tuple[LogEntry, str]:
    """A new entry after the one whose hash is `prev`, and its body's text."""
    salt, text = secrets.token_bytes(SALT), body_text(body)
    digest = digest_of(salt, text)
    return LogEntry(seq, at, kind, digest, prev, hash_of(prev, seq, at, kind, digest), body, salt), text


def faults(entries: Iterable[tuple[LogEntry, str | None]], prev: str = START, first: int = 1) -> list[str]:
    """What is wrong with a chain, or with its end after the hash `prev`, entry by entry; nothing where it holds.

    With each entry comes its body's text as kept, None where it was erased.
    """
    found: list[str] = []
    expected = first
    for one, text in entries:
        if one.seq != expected:
            found.append(f"entry {expected} is missing")
        if one.prev != prev or one.hash != hash_of(one.prev, one.seq, one.at, one.kind, one.digest):
            found.append(f"entry {one.seq} was changed, or what stood before it")
        if text is not None and (one.salt is None or digest_of(one.salt, text) != one.digest):
            found.append(f"the words of entry {one.seq} were changed")
        prev, expected = one.hash, one.seq + 1
    return found
