"""JSON in pieces: the elements of a list one by one, and how deep a piece is nested, both before it is parsed.

Python's parser calls itself for every bracket: a megabyte of them would end it. What is too deep is told by counting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.readers.table.lines import LONGEST_ROW

DEEPEST = 64
"""Brackets within brackets: more are no report."""
_TOKEN = re.compile(rb'["\\\[\]{},]')
_BRACKET = re.compile(rb"[\[\]{}]")
_OPENING, _CLOSING = b"[{", b"]}"


def too_deep(data: bytes) -> bool:
    """Whether brackets are nested deeper than `DEEPEST`, those in strings not counted."""
    if data.count(b"[") + data.count(b"{") <= DEEPEST:
        return False
    bare = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    depth = 0
    for found in _BRACKET.finditer(b"".join(bare.split(b'"')[::2])):
        depth += 1 if found.group() in _OPENING else -1
        if depth > DEEPEST:
            return True
    return False


class Elements:
    """The elements of a JSON list, one by one as bytes; None for one that is longer than `LONGEST_ROW`.

    `chunks` are the file's bytes from its first bracket on. At the end `closed` says whether the list was closed, and
    `trailing` whether anything stands behind it.
    """

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.closed = False
        self.trailing = False
        self._chunks = chunks
        self._depth = 0
        self._string = False
        self._escape = False
        """Whether the next byte stands behind a backslash."""
        self._parts: list[bytes] = []
        self._size = 0

    def __iter__(self) -> Iterator[bytes | None]:
        for chunk in self._chunks:
            at = 0
            for cut in self._cuts(chunk):
                if cut > 0 or self._size:
                    yield self._element(chunk[at:cut])
                at = cut + 1
            if self.closed:
                self.trailing = bool(chunk[at:].strip()) or any(more.strip() for more in self._chunks)
                return
            self._keep(chunk[at:])
        if self._size:
            yield self._element(b"")

    def _cuts(self, chunk: bytes) -> Iterator[int]:
        """Where the list opens, and where its elements end: at a comma or at its closing bracket."""
        after = 1 if self._escape else 0
        self._escape = False
        for found in _TOKEN.finditer(chunk):
            at, token = found.start(), found.group()
            if at < after:
                continue
            if self._string:
                self._string = token != b'"'
                if token == b"\\":
                    after = at + 2
                    self._escape = after > len(chunk)
            elif self._bare(token):
                yield at
                if self.closed:
                    return

    def _bare(self, token: bytes) -> bool:
        """Take in a token outside of strings; whether the list opens or an element ends with it."""
        if token == b'"':
            self._string = True
        elif token in _OPENING:
            self._depth += 1
            return self._depth == 1
        elif token in _CLOSING:
            self._depth -= 1
            self.closed = self._depth <= 0
            return self.closed
        return token == b"," and self._depth == 1

    def _keep(self, piece: bytes) -> None:
        self._size += len(piece)
        self._parts = [*self._parts, piece] if self._size <= LONGEST_ROW else []

    def _element(self, piece: bytes) -> bytes | None:
        self._keep(piece)
        whole = None if self._size > LONGEST_ROW else b"".join(self._parts)
        self._parts, self._size = [], 0
        return whole
