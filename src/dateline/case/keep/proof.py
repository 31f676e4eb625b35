"""The proof of a wipe: pieces of what was removed are looked for in every byte of what is left.

Pieces are kept as salted digests with a filter of 32 bits over their first eight bytes: so they may stand in the case
until the proof is done, should the program be stopped, and all of them are looked for in one pass.
"""

from __future__ import annotations

import base64
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dateline.errors import DatelineError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST: Final = 8
"""Bytes of a piece: shorter ones stand anywhere by chance."""
LETTERS: Final = 8
"""Letters of a single word that is a piece."""
WINDOW: Final = 24
"""Characters of the windows of a text, each starting half a window after the one before."""
BLOB: Final = (192, 32, 256)
"""Of compressed and sealed bytes: where windows start (behind what all have in common), how long, how far apart."""
MOST: Final = 50_000
CHUNK: Final = 8 << 20
_WORD: Final = re.compile(rf"[^\W\d_]{{{LETTERS},}}")
_MIX: Final = 0x9E3779B97F4A7C15


class StillThere(DatelineError):
    """What should be gone is still there."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was looked for, where, and how often it was found."""

    pieces: int
    elsewhere: int
    """Pieces that stand in what stays too (another report, a name of the catalogue), and were not looked for."""
    files: tuple[str, ...]
    size: int
    """Bytes that were looked through."""
    records: int
    """Stored texts and dossiers that were looked through unpacked."""
    found: tuple[tuple[str, int], ...] = ()

    def __str__(self) -> str:
        where = f"{len(self.files)} file{'' if len(self.files) == 1 else 's'} ({self.size:,} bytes) and "
        where = where if self.files else ""
        more = f"; {self.elsewhere:,} more also stand in what stays" if self.elsewhere else ""
        return (
            f"looked for {self.pieces:,} pieces in {where}{self.records:,} unpacked records, "
            f"found {sum(n for _, n in self.found):,}{more}"
        )


class Pieces:
    """Byte strings to look for, as digests."""

    __slots__ = ("_bits", "_by_head", "_filter", "_salt")

    def __init__(self, pieces: Iterable[bytes] = (), salt: bytes | None = None) -> None:
        self._salt = salt or secrets.token_bytes(16)
        self._by_head: dict[int, dict[int, set[bytes]]] = {}
        self._filter: NDArray[np.uint32] | None = None
        self._bits: NDArray[np.bool_] | None = None
        for piece in pieces:
            if len(piece) >= LEAST:
                self._add(int(self._heads(piece[:LEAST])[0]), len(piece), self._digest(piece))

    def __len__(self) -> int:
        return sum(len(kept) for by in self._by_head.values() for kept in by.values())

    def __repr__(self) -> str:
        return f"<Pieces: {len(self)}>"

    def _add(self, head: int, length: int, digest: bytes) -> None:
        self._by_head.setdefault(head, {}).setdefault(length, set()).add(digest)
        self._filter = None

    def _digest(self, piece: bytes) -> bytes:
        return blake2b(piece, key=self._salt, digest_size=12).digest()

    def _heads(self, data: bytes, shift: int = 0) -> Any:
        """32 bits of every eighth place's eight bytes."""
        import numpy as np

        words = np.frombuffer(data, "<u8", count=(len(data) - shift) // 8, offset=shift)
        salt = np.uint64(int.from_bytes(self._salt[:8], "little"))
        mixed = (words ^ salt) * np.uint64(_MIX)
        return ((mixed ^ (mixed >> np.uint64(29))) * np.uint64(_MIX) >> np.uint64(32)).astype(np.uint32)

    def _prepared(self) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
        import numpy as np

        if self._filter is None or self._bits is None:
            self._filter = np.array(sorted(self._by_head), dtype=np.uint32)
            self._bits = np.zeros(1 << 20, dtype=np.bool_)
            self._bits[self._filter >> np.uint32(12)] = True
        return self._filter, self._bits

    def hits(self, data: bytes) -> set[bytes]:
        """Digests of the pieces that stand in some bytes."""
        import numpy as np

        found: set[bytes] = set()
        if not self._by_head:
            return found
        heads, bits = self._prepared()
        for shift in range(min(8, len(data) - LEAST + 1)):
            seen = self._heads(data, shift)
            likely = np.flatnonzero(bits[seen >> np.uint32(12)])
            if not len(likely):
                continue
            for n in likely[np.isin(seen[likely], heads)]:
                found |= self._at(data, int(n) * 8 + shift, int(seen[n]))
        return found

    def _at(self, data: bytes, start: int, head: int) -> set[bytes]:
        return {
            digest
            for length, kept in self._by_head.get(head, {}).items()
            if (digest := self._digest(data[start : start + length])) in kept
        }

    def without(self, digests: set[bytes]) -> Pieces:
        """The others."""
        made = Pieces(salt=self._salt)
        for head, by in self._by_head.items():
            for length, kept in by.items():
                for digest in kept - digests:
                    made._add(head, length, digest)
        return made

    @property
    def longest(self) -> int:
        return max((length for by in self._by_head.values() for length in by), default=0)

    def to_json(self) -> dict[str, Any]:
        """As it may be noted in the case: nobody can read a piece from it."""
        told = [
            [head, length, base64.b85encode(digest).decode()]
            for head, by in self._by_head.items()
            for length, kept in by.items()
            for digest in sorted(kept)
        ]
        return {"salt": self._salt.hex(), "pieces": told}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Pieces:
        made = cls(salt=bytes.fromhex(told["salt"]))
        for head, length, digest in told["pieces"]:
            made._add(head, length, base64.b85decode(digest))
        return made


def windows(text: str) -> Iterator[bytes]:
    """Stretches of a text that say more than a word."""
    for start in range(0, max(1, len(text) - WINDOW + 1), WINDOW // 2):
        if len(window := text[start : start + WINDOW].strip()) > WINDOW // 2:
            yield from _written(window)


def pieces_of_text(text: str) -> Iterator[bytes]:
    """Windows of a text and its long words, as SQLite and others may have written them."""
    yield from windows(text)
    for word in set(_WORD.findall(text)):
        for form in {word, indexed(word)}:
            yield from _written(form)


def gathered(values: Iterable[bytes], size: int = 1 << 20) -> Iterator[list[bytes]]:
    """Values in groups that are large enough to be looked through at once."""
    group: list[bytes] = []
    held = 0
    for value in values:
        group.append(value)
        held += len(value)
        if held >= size:
            yield group
            group, held = [], 0
    if group:
        yield group


def pieces_of_phrase(phrase: str) -> Iterator[bytes]:
    """A name in every casing."""
    for form in {phrase, phrase.upper(), phrase.lower(), phrase.title(), indexed(phrase)}:
        yield from _written(form)


def pieces_of_bytes(data: bytes) -> Iterator[bytes]:
    """Windows of a compressed or sealed record."""
    first, long, apart = BLOB
    yield from (data[n : n + long] for n in range(first, len(data) - long + 1, apart))


def _written(text: str) -> Iterator[bytes]:
    yield text.encode(errors="surrogatepass")
    yield text.encode("utf-16-le", errors="surrogatepass")


def indexed(word: str) -> str:
    """A word as the full text keeps it: small, without accents."""
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in plain if not unicodedata.combining(c))


def hits_in_file(pieces: Pieces, path: Path) -> tuple[set[bytes], int]:
    """Which pieces stand in a file, and its size."""
    found: set[bytes] = set()
    size, last = 0, b""
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            found |= pieces.hits(last + chunk)
            last = (last + chunk)[-max(1, pieces.longest - 1) :]
    return found, size
