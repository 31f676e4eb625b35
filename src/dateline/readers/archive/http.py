"""The body of an HTTP response as a page's bytes: chunks put together and compression undone, within bounds."""

from __future__ import annotations

import io
import re
import zlib

LARGEST = 50_000_000
"""Bytes of the largest page or file, unpacked."""
CODINGS = 3
"""Compressions laid one over the other that are undone."""
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_GZIP = b"\x1f\x8b"


class BodyError(Exception):
    """A body that cannot be unpacked; the message says why."""


def body_of(data: bytes, transfer: str, content: str) -> bytes:
    """The bytes of a page. `transfer` and `content` are the response's Transfer-Encoding and Content-Encoding.

    Archives differ in whether they keep bodies as sent or unpacked, and many keep the fields either way: a body that
    is not what its fields say is taken as it stands. Raises `BodyError` where one begins as they say and is broken.
    """
    if "chunked" in transfer.lower():
        data = _joined(data)
    codings = [coding.strip().lower() for coding in content.split(",") if coding.strip()]
    for coding in reversed(codings[:CODINGS]):
        data = _unpacked(data, coding)
    return data


def _joined(data: bytes) -> bytes:
    """The chunks of a body put together (RFC 9112, section 7.1)."""
    if _CHUNK.match(data) is None:
        return data
    parts: list[bytes] = []
    at = 0
    while (head := _CHUNK.match(data, at)) is not None:
        size = int(head[1], 16)
        if size == 0:
            return b"".join(parts)
        part = data[head.end() : head.end() + size]
        if len(part) < size:
            break
        parts.append(part)
        at = head.end() + size
        at += 2 if data.startswith(b"\r\n", at) else int(data.startswith(b"\n", at))
    raise BodyError("its chunks do not fit together")


def _unpacked(data: bytes, coding: str) -> bytes:
    if coding in {"gzip", "x-gzip"}:
        return _inflated(data, 31) if data.startswith(_GZIP) else data
    if coding == "deflate":
        return _deflated(data)
    if coding in {"br", "zstd"}:
        return _streamed(data, coding)
    if coding in {"identity", ""}:
        return data
    raise BodyError(f"it is packed in a way that is not known ({coding[:20]!r})")


def _inflated(data: bytes, bits: int) -> bytes:
    found: list[bytes] = []
    left = LARGEST + 1
    try:
        while data and left > 0:
            unpacker = zlib.decompressobj(bits)
            found.append(unpacker.decompress(data, left))
            left -= len(found[-1])
            if left > 0 and not unpacker.eof:
                raise BodyError("it is cut off within its compressed part")
            data = unpacker.unused_data if unpacker.unused_data.startswith(_GZIP) and bits == 31 else b""
    except zlib.error as exc:
        raise BodyError("its compressed part is broken") from exc
    if left <= 0:
        raise BodyError(f"it unpacks to more than {LARGEST:,} bytes")
    return b"".join(found)


def _deflated(data: bytes) -> bytes:
    """Deflate with the zlib header that the standard asks for, or without, as some servers send it."""
    if data[:1] == b"<":
        return data
    headed = len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
    return _inflated(data, 15 if headed else -15)


def _streamed(data: bytes, coding: str) -> bytes:
    from fastwarc import stream_io

    reader = {"br": stream_io.BrotliReader, "zstd": stream_io.ZstdReader}[coding](io.BytesIO(data))
    try:
        found: bytes = reader.read(LARGEST + 1)
    except OSError as exc:
        if data.lstrip()[:1] == b"<":
            return data
        raise BodyError("its compressed part is broken") from exc
    if len(found) > LARGEST:
        raise BodyError(f"it unpacks to more than {LARGEST:,} bytes")
    return found
