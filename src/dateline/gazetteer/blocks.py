"""The packed file: sorted text lines in compressed blocks with a directory of each block's first key.

A look-up decompresses one block of about 8 KiB; nothing but the directory stays in memory, and a few recent blocks.
"""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_right
from collections import OrderedDict
from importlib.resources import files

from dateline.errors import DatelineError

MAGIC = b"DLGZ0001"
KEPT = 64
"""Blocks kept decompressed (about 0.5 MiB a file)."""


class Blocks:
    """One packed file of the package's data, read once."""

    def __init__(self, name: str) -> None:
        raw = (files("dateline.gazetteer") / "data" / name).read_bytes()
        if raw[:8] != MAGIC:
            raise DatelineError(f"{name} is not a packed gazetteer file. Build it with scripts/build_gazetteer.py.")
        (length,) = struct.unpack_from("<I", raw, 8)
        self._body = raw[12 + length :]
        self._keys: list[bytes] = []
        self._at: list[tuple[int, int]] = []
        for line in zlib.decompress(raw[12 : 12 + length]).decode().split("\n"):
            key, start, size = line.split("\t")
            self._keys.append(key.encode())
            self._at.append((int(start), int(size)))
        self._recent: OrderedDict[int, bytes] = OrderedDict()

    def _block(self, n: int) -> bytes:
        found = self._recent.get(n)
        if found is None:
            start, size = self._at[n]
            found = zlib.decompress(self._body[start : start + size])
            self._recent[n] = found
            if len(self._recent) > KEPT:
                self._recent.popitem(last=False)
        else:
            self._recent.move_to_end(n)
        return found

    def get(self, key: str) -> str | None:
        """The rest of the first line whose first cell is `key`, or None."""
        want = key.encode()
        n = bisect_right(self._keys, want) - 1
        if n < 0:
            return None
        block = self._block(n)
        at = block.find(b"\n" + want + b"\t")
        if at < 0:
            return None
        start = at + len(want) + 2
        return block[start : block.index(b"\n", start)].decode()
