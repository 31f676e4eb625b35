"""What a request may bring along: so much, and not too slowly; and the token of a form found in it."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.types import Message, Receive

    from dateline.web.people import Person

FIELD: Final = "csrf"
STRANGERS: Final = 64 * 2**10
"""Bytes that somebody may send who is not signed in: a name and a password …"""
LARGEST: Final = 8 * 2**20
"""… others of a form or of JSON …"""
UPLOAD: Final = 512 * 2**20
"""… and of files that are sent where files are taken, which go to the disk."""
TAKES_FILES: Final = frozenset({"/inbox/add", "/api/v1/inbox/files"})
"""Where files are taken, from those who code."""
PATIENCE: Final = 30.0
"""Seconds to wait for the next piece."""
_HEAD: Final = 16_384
_FIRST_PART: Final = re.compile(
    rb'--[^\r\n]{1,200}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n([\w=-]{1,200})\r\n--', re.IGNORECASE
)


def most_of(path: str, headers: Headers, person: Person | None) -> int:
    """How many bytes a request may bring. JSON is read into memory whatever kind its sender says it is of."""
    if person is None:
        return STRANGERS
    files = path in TAKES_FILES and person.may("code") and _kind(headers) == "multipart/form-data"
    return UPLOAD if files else LARGEST


def limited(receive: Receive, headers: Headers, most: int) -> Receive:
    """What is received, up to a size and within a time; `HTTPException` beyond."""
    told = headers.get("content-length", "")
    if told.isdecimal() and int(told) > most:
        raise _too_large(most)
    size, whole = 0, False

    async def receiving() -> Message:
        nonlocal size, whole
        if whole:
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), PATIENCE)
        except TimeoutError as exc:
            raise HTTPException(408, "What was sent did not come in time.") from exc
        if message["type"] == "http.request":
            size += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if size > most:
                raise _too_large(most)
        return message

    return receiving


def _too_large(most: int) -> HTTPException:
    told = f"{most // 2**20} MiB" if most >= 2**20 else f"{most // 2**10} KiB"
    return HTTPException(413, f"Too much was sent: at most {told}.")


def _kind(headers: Headers) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


async def form_token(receive: Receive, headers: Headers) -> tuple[str, Receive]:
    """The token in a form, and what was received for whoever reads it after us.

    A form with files must bring the token first (`csrf_field()` at its top), so that no file is read before.
    """
    kind = _kind(headers)
    if kind not in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        return "", receive
    head = kind == "multipart/form-data"
    read: list[Message] = []
    data = b""
    more = True
    while more and not (head and (_FIRST_PART.match(data) or len(data) > _HEAD)):
        message = await receive()
        read.append(message)
        data += message.get("body", b"")
        more = message["type"] == "http.request" and message.get("more_body", False)
    return (_first_part(data) if head else _field(data)), _again(read, receive)


def _first_part(data: bytes) -> str:
    found = _FIRST_PART.match(data)
    return found[1].decode("ascii", "replace") if found else ""


def _field(data: bytes) -> str:
    try:
        pairs = parse_qsl(data.decode("ascii"), keep_blank_values=True, max_num_fields=10_000)
    except (UnicodeDecodeError, ValueError):
        return ""
    return next((value for name, value in pairs if name == FIELD), "")


def _again(read: list[Message], receive: Receive) -> Receive:
    left = iter(read)

    async def receiving() -> Message:
        for message in left:
            return message
        return await receive()

    return receiving
