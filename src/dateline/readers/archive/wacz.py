"""WACZ packages -> the pages that they list, out of the WARC files in them (specs.webrecorder.net/wacz/1.1.1).

Nothing is unpacked to disk: the WARC files are read where they lie in the package.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from dateline.errors import InputError
from dateline.model.document import Document
from dateline.readers.archive.limits import BROKEN, Limits, open_zip, read_member
from dateline.readers.formats import Failure, Format, Input

ZIP = Limits(members=20_000, total=200_000_000_000)
"""WARC files lie unpacked in a package, so that it is about as large as what it holds."""
PACKAGE = 20_000_000
"""Bytes of the list of contents."""
PAGES = 200_000_000
"""Bytes of a list of pages."""
LINE = 100_000
_FOLDERS = (b"archive/", b"pages/", b"indexes/", b"fuzzy.json")


def _read(source: Input) -> Iterator[Document | Failure]:
    from dateline.readers.archive.warc import reports_of

    with open_zip(source.stream, source.name, ZIP) as package:
        told = _contents(package, source.name)
        archives = [m for m in package.infolist() if m.filename.lower().startswith("archive/") and not m.is_dir()]
        if not archives:
            raise InputError(source.name, "holds no archive/*.warc.gz, so it is no WACZ package.")
        urls = _listed(package, source.name)
        for member in archives:
            name = f"{source.name} {member.filename}"
            if not member.filename.lower().endswith((".warc", ".warc.gz")):
                yield Failure(InputError(name, "is no WARC file.", "A package within a package is not read."))
                continue
            if (failure := _changed(package, member, told.get(member.filename), name)) is not None:
                yield failure
            try:
                with package.open(member) as stream:
                    yield from reports_of(cast("BinaryIO", stream), name, source.given, urls)
            except InputError as exc:
                yield Failure(exc)
            except BROKEN as exc:
                yield Failure(InputError(name, f"is damaged ({exc}).", "Fetch the package again."))


def _contents(package: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Path -> SHA-256 of the members that datapackage.json names; none where it has none."""
    if "datapackage.json" not in package.namelist():
        return {}
    try:
        told: Any = json.loads(read_member(package, "datapackage.json", name, PACKAGE))
        resources = [one for one in told.get("resources", []) if isinstance(one, dict)]
    except (ValueError, AttributeError, TypeError, RecursionError) as exc:
        raise InputError(name, "has a datapackage.json that cannot be read.", "Fetch it again.") from exc
    hashes = {str(one.get("path")): str(one.get("hash") or "") for one in resources}
    return {path: digest.removeprefix("sha256:").lower() for path, digest in hashes.items() if "sha256:" in digest}


def _changed(package: zipfile.ZipFile, member: zipfile.ZipInfo, digest: str | None, name: str) -> Failure | None:
    """A `Failure` where a member is not the one that datapackage.json names by its hash. It is still read."""
    if digest is None:
        return None
    found = hashlib.sha256()
    try:
        with package.open(member) as stream:
            while block := stream.read(1 << 20):
                found.update(block)
    except BROKEN:
        return None
    if found.hexdigest() == digest:
        return None
    return Failure(InputError(name, "is not what datapackage.json says (SHA-256): it was changed after packing."))


def _listed(package: zipfile.ZipFile, name: str) -> frozenset[str] | None:
    """The addresses of the pages that the package lists, or None where it lists none: then every page counts."""
    urls: set[str] = set()
    for member in package.namelist():
        if member.startswith("pages/") and member.endswith(".jsonl"):
            for line in read_member(package, member, name, PAGES).split(b"\n"):
                url = _url(line) if len(line) <= LINE else None
                if url:
                    urls.add(url)
    return frozenset(urls) or None


def _url(line: bytes) -> str | None:
    """The address in a line of a list of pages; its first line has none."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    url = told.get("url") if isinstance(told, dict) else None
    return url.split("#")[0] if isinstance(url, str) else None


def _recognises(head: bytes, name: str) -> bool:
    """A zip package whose first part is one of a WACZ, or that is called one."""
    if not head.startswith(b"PK\x03\x04") or len(head) < 30:
        return False
    first = head[30 : 30 + struct.unpack_from("<H", head, 26)[0]]
    return first.startswith(_FOLDERS) or first == b"datapackage.json" or name.lower().endswith(".wacz")


FORMAT = Format(
    "wacz",
    ("application/wacz", "application/wacz+zip", "application/x-wacz"),
    (".wacz",),
    _recognises,
    _read,
    15,
    many=True,
)
