"""A message -> the tree of its parts (RFC 2045 and 2046), bounded in depth and number.

Each part keeps its own bytes, so that what is read of it can be traced to them.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from dataclasses import dataclass, field

from dateline.readers.email.headers import Fields, content_of, split

PARTS = 1000
DEPTH = 20
_BOUNDARY = 200
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


@dataclass(slots=True)
class Part:
    """A message or a part of one. `number` is its place ("2.1": the first part of the second), "" for the whole."""

    number: str
    fields: Fields
    raw: bytes
    body: bytes
    media_type: str
    charset: str | None
    file_name: str | None
    attached: bool
    children: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class Budget:
    """How many parts may still be looked at, and what had to be left out."""

    left: int = PARTS
    too_many: bool = False
    too_deep: bool = False


def parse(data: bytes, budget: Budget, number: str = "", depth: int = 0, default: str = "text/plain") -> Part:
    """The tree of parts in the bytes of a message."""
    fields, body = split(data)
    part = _part(number, fields, data, body, default)
    inner = part.media_type.startswith("multipart/") or part.media_type == "message/rfc822"
    if inner and depth >= DEPTH:
        budget.too_deep = True
    elif part.media_type == "message/rfc822":
        part.children = [parse(decoded(part), budget, f"{number}.1".lstrip("."), depth + 1)]
    elif inner:
        default = "message/rfc822" if part.media_type == "multipart/digest" else "text/plain"
        for n, piece in enumerate(_pieces(part), 1):
            budget.left -= 1
            if budget.left < 0:
                budget.too_many = True
                break
            part.children.append(parse(piece, budget, f"{number}.{n}".lstrip("."), depth + 1, default))
    return part


def _part(number: str, fields: Fields, raw: bytes, body: bytes, default: str) -> Part:
    message = content_of(fields)
    try:
        media = message.get_content_type() if "content-type" in fields else default
        charset = message.get_content_charset()
        name = message.get_filename()
        attached = message.get_content_disposition() == "attachment"
    except (ValueError, LookupError, TypeError, AttributeError):
        media, charset, name, attached = "application/octet-stream", None, None, True
    return Part(number, fields, raw, body, media, charset, name, attached)


def _pieces(part: Part) -> list[bytes]:
    """The bytes of the parts between the lines that part them; what stands before the first and after the last is no
    part."""
    try:
        told = content_of(part.fields).get_boundary()
    except (ValueError, LookupError, TypeError, AttributeError):
        told = None
    if not told or len(told) > _BOUNDARY:
        return []
    mark = re.escape(told.encode("utf-8", "replace"))
    lines = re.finditer(rb"^--" + mark + rb"(--)?[ \t]*\r?$", part.body, re.MULTILINE)
    pieces: list[bytes] = []
    start: int | None = None
    for line in lines:
        if start is not None:
            pieces.append(part.body[start : line.start()].removesuffix(b"\n").removesuffix(b"\r"))
        if line[1] is not None:
            return pieces
        start = line.end() + 1
        if len(pieces) > PARTS:
            return pieces
    return pieces if start is None else [*pieces, part.body[start:]]


def decoded(part: Part) -> bytes:
    """The bytes of a part's body, transfer encoding undone; what is broken in it is left out."""
    encoding = part.fields.get("content-transfer-encoding", "").strip().lower()
    if encoding == "quoted-printable":
        return quopri.decodestring(part.body)
    if encoding != "base64":
        return part.body
    letters = _NOT_BASE64.sub(b"", part.body)
    try:
        return base64.b64decode(letters[: len(letters) - (len(letters) % 4 == 1)] + b"==")
    except binascii.Error:
        return b""
