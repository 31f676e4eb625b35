"""Bytes -> text: UTF-8 (with or without mark), UTF-16, and Windows-1252 only where nothing speaks against it."""

from __future__ import annotations

import codecs
import re

from dateline.errors import InputError
from dateline.readers.tables import rows

LARGEST = 1_000_000
"""Bytes of the largest report: some 150,000 words, a long book. More would cost minutes of parsing and gigabytes."""

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")


def decode(data: bytes, name: str) -> str:
    """The text of a report's bytes; `InputError` names the report and says why it cannot be read."""
    _refuse(data, name)
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name)
    if (wide := wide_of(data)) is not None:
        return _strictly(data, wide, name)
    if b"\0" in data:
        raise InputError(name, "holds NUL bytes, so it is not a text.", "Give the report as a text file.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as exc:
        return western(data, name, exc)


def _refuse(data: bytes, name: str) -> None:
    """Empty, too large, or another format that announces itself."""
    if not data.strip():
        raise InputError(name, "is empty.", "Give a file that holds a report.")
    if len(data) > LARGEST:
        raise InputError(
            name,
            f"has {len(data):,} bytes; a report may have {LARGEST:,}.",
            "Split a collection into one file a report.",
        )
    head = data[:64].lstrip().lower()
    for row in rows("formats"):
        signature = row["signature"].encode().decode("unicode_escape").encode("latin-1")
        if head.startswith(signature.lower()):
            raise InputError(name, f"is {row['what']}, not plain text.", row["advice"])


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as exc:
        raise InputError(
            name, f"is marked as {encoding} but breaks it at byte {exc.start}.", "Save it as UTF-8."
        ) from exc


def wide_of(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every other byte is NUL in English text."""
    head = data[:2000]
    half = len(head) // 2
    if half < 4 or len(data) % 2:
        return None
    if head[1::2].count(0) > 0.7 * half and not head[::2].count(0):
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > 0.7 * half and not head[1::2].count(0) else None


def western(data: bytes, name: str, why: UnicodeDecodeError) -> str:
    """Windows-1252, unless the bytes look binary or like UTF-8 with a fault in it (that would turn “ into â€œ)."""
    high, control = len(_HIGH.findall(data)), len(_CONTROL.findall(data))
    if not control and sum(len(s) for s in _SEQUENCE.findall(data)) * 2 > high:
        raise InputError(name, f"is UTF-8 with a broken character at byte {why.start}.", "Save it again as UTF-8.")
    if control or high > 0.3 * len(data):
        raise InputError(name, "looks binary, not like text.", "Give the report as a UTF-8 text file.")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as exc:
        raise InputError(
            name, f"is neither UTF-8 nor Windows-1252 (byte {exc.start} fits neither).", "Save it as UTF-8."
        ) from exc
