"""Zip packages from outside: bounded, looked at member by member, never unpacked to disk.

What a package says of its sizes is checked before anything is read, and reading stops at what it said (zipfile itself
reads no more than a member's stated size), so that the sum of the stated sizes is the most that can come out.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from dateline.errors import InputError

_TAIL = 66_000
"""Bytes at the end of a zip file in which its directory is announced (22 and a comment of at most 65,535)."""
_ENTRY = 600
"""Bytes of the directory for one member, as a bound."""
_RATIO = (10_000_000, 250)
"""A member of more bytes than the first may not be more than the second times its packed size."""
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
"""What `zipfile` raises for members that are damaged, locked or packed in a way it does not know."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Members, bytes of all of them unpacked."""

    members: int
    total: int


def open_zip(stream: BinaryIO, name: str, limits: Limits) -> zipfile.ZipFile:
    """The package in a stream, checked; `InputError` says what is wrong with it. The caller closes it."""
    _refuse_directory(stream, name, limits)
    try:
        package = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error) as exc:
        raise InputError(name, "is damaged: its directory of parts cannot be read.", "Fetch it again.") from exc
    try:
        _refuse_members(package, name, limits)
    except InputError:
        package.close()
        raise
    return package


def _refuse_directory(stream: BinaryIO, name: str, limits: Limits) -> None:
    """The size of the directory, before it is read into memory."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    stream.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    length = struct.unpack_from("<L", tail, at + 12)[0] if 0 <= at <= len(tail) - 22 else 0
    large = tail.rfind(b"PK\x06\x06", 0, at) if length == 0xFFFFFFFF else -1
    if 0 <= large <= len(tail) - 56:
        length = struct.unpack_from("<Q", tail, large + 40)[0]
    if length > limits.members * _ENTRY:
        raise InputError(name, f"names too many parts; {limits.members:,} are allowed.", "Check where it came from.")


def _refuse_members(package: zipfile.ZipFile, name: str, limits: Limits) -> None:
    members = package.infolist()
    if len(members) > limits.members:
        raise InputError(name, f"has {len(members):,} parts; {limits.members:,} are allowed.")
    if len({m.filename for m in members}) < len(members):
        raise InputError(name, "names a part twice, so what it holds is not certain.", "Check where it came from.")
    total = sum(m.file_size for m in members)
    if total > limits.total:
        raise InputError(
            name, f"unpacks to {total:,} bytes; {limits.total:,} are allowed.", "Check where it came from."
        )
    for member in members:
        _refuse_member(member, name)


def _refuse_member(member: zipfile.ZipInfo, name: str) -> None:
    called = repr(member.filename[:80])
    parts = member.filename.replace("\\", "/").split("/")
    if ".." in parts or member.filename.startswith(("/", "\\")) or ":" in parts[0]:
        raise InputError(name, f"has a part whose name leads out of it ({called}).", "Check where it came from.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise InputError(name, f"has a part that is only a link ({called}).", "Check where it came from.")
    if member.flag_bits & 0x1:
        raise InputError(name, "is locked with a password.", "Save it without a password first.")
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise InputError(name, f"packs a part in an unusual way ({called}).", "Save it again with another program.")
    if member.file_size > _RATIO[0] and member.file_size > _RATIO[1] * max(1, member.compress_size):
        raise InputError(name, f"has a part that unpacks to {member.file_size:,} bytes from {member.compress_size:,}.")


def read_member(package: zipfile.ZipFile, member: str, name: str, largest: int) -> bytes:
    """The bytes of one part, no more than `largest`; `InputError` where it is missing, too large or damaged."""
    try:
        info = package.getinfo(member)
        if info.file_size > largest:
            raise InputError(name, f"part {member} has {info.file_size:,} bytes; {largest:,} are allowed.")
        return package.read(info)
    except KeyError as exc:
        raise InputError(name, f"has no part {member}.") from exc
    except BROKEN as exc:
        raise InputError(name, f"is damaged: part {member} cannot be unpacked.", "Fetch it again.") from exc
