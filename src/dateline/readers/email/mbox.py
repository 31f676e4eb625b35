"""A mailbox file -> its messages, one by one (RFC 4155): each begins at a line "From …" behind a blank one."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.errors import InputError
from dateline.model.document import Document
from dateline.readers.email.reports import reports_of
from dateline.readers.formats import Failure, Input

LINE = 1_000_000
"""Bytes of a line that are read at once."""


def messages_of(source: Input, largest: int) -> Iterator[Document | Failure]:
    """The reports in every message of a mailbox; a message that cannot be read is a `Failure`."""
    for n, data in enumerate(_messages(source, largest), 1):
        part = f"message {n}"
        name = f"{source.name} {part}"
        if data is None:
            yield Failure(InputError(name, f"has more than {largest:,} bytes.", "Save it by itself."))
            continue
        try:
            yield from reports_of(data, name, source.given, part)
        except InputError as exc:
            yield Failure(exc)


def _messages(source: Input, largest: int) -> Iterator[bytes | None]:
    """The bytes of each message, or None for one that is too large."""
    source.stream.seek(0)
    lines: list[bytes] = []
    size, begun, blank = 0, False, True
    while line := source.stream.readline(LINE):
        if blank and line.startswith(b"From "):
            if begun:
                yield b"".join(lines) if size <= largest else None
            lines, size, begun = [], 0, True
        elif begun:
            size += len(line)
            if size <= largest:
                lines.append(line[1:] if line.lstrip(b">").startswith(b"From ") and line.startswith(b">") else line)
        blank = not line.strip()
    if begun:
        yield b"".join(lines) if size <= largest else None
