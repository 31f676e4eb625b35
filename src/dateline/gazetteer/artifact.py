"""The packed gazetteer: one read-only file, mapped into memory, of which a look-up touches only a few pages.

Head: magic, length of a JSON directory, the directory. Sections, each by (offset, length): `trie` (marisa trie: folded
name -> number), `values` (one u32 a name: a place, or where its list of places stands), `lists` (count, places ...),
`places` (RECORD each), `strings` (names, UTF-8), `shapes` (zlib-compressed WKB), `about` (JSON: tables, provenance).
"""

from __future__ import annotations

import json
import mmap
import struct
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError

MAGIC = b"DLGAZ002"
RECORD = struct.Struct("<IIiiIHHHHBBBBBB")
"""Offset of the name, id number, lat and lon in 1e-5 degrees, population, first- and second-order division, shape
(each an index of its own table, NONE where there is none), radius in 0.1 km, then bytes: length of the name, how many
names (255 at most), feature code, country, kind, origin (indexes of tables in `about`)."""
NONE = 0xFFFF
MANY, THIN, PLACE = 0x80000000, 0x40000000, 0x3FFFFFFF
"""Of a value: the bit for "a list, not a place", the bit for "too slight to make a word a name", and the number."""


class Artifact:
    """An open gazetteer file. Raises DatelineError where it is another kind of file or cut short."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            try:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as exc:
                raise DatelineError(f"{path.name} is empty. Install Dateline again.") from exc
        if self._map[:8] != MAGIC:
            raise DatelineError(f"{path.name} is not a gazetteer of this version. Install Dateline again.")
        (size,) = struct.unpack_from("<I", self._map, 8)
        try:
            directory = json.loads(self._map[12 : 12 + size])
        except ValueError as exc:
            raise DatelineError(f"{path.name} is damaged. Install Dateline again.") from exc
        if directory["end"] != len(self._map):
            raise DatelineError(f"{path.name} is cut short. Install Dateline again.")
        self._view = memoryview(self._map)
        self._sections: dict[str, tuple[int, int]] = {k: (v[0], v[1]) for k, v in directory["sections"].items()}
        self.about: dict[str, Any] = json.loads(bytes(self.section("about")))

    def section(self, name: str) -> memoryview:
        start, size = self._sections[name]
        return self._view[start : start + size]


def write(path: Path, sections: dict[str, bytes]) -> None:
    """The file of these sections, each on an eight-byte boundary; same sections, same bytes."""
    at, where = 0, {}
    for name, body in sections.items():
        where[name] = [at, len(body)]
        at += -(-len(body) // 8) * 8
    first = b""
    for _ in range(3):  # the directory's own length moves the offsets it states
        start = -(-(12 + len(first)) // 8) * 8
        moved = {n: [start + a, size] for n, (a, size) in where.items()}
        text = json.dumps({"sections": moved, "end": start + at}, sort_keys=True)
        first = text.encode()
    start = -(-(12 + len(first)) // 8) * 8
    body = b"".join(b.ljust(-(-len(b) // 8) * 8, b"\0") for b in sections.values())
    path.write_bytes((MAGIC + struct.pack("<I", len(first)) + first).ljust(start, b"\0") + body)
