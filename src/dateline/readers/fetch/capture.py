"""A fetched page kept as it was sent, with its hash and the time of capture beside it: what the reading is of stays,
whatever becomes of the page."""

from __future__ import annotations

import json
import os
import re
import tempfile
from itertools import count
from pathlib import Path

from dateline import __version__
from dateline.errors import OutputError
from dateline.readers.fetch.client import Fetched
from dateline.readers.fetch.url import read_url
from dateline.readers.tables import rows

FORMAT = "dateline-capture/1"
BESIDE = ".capture.json"
"""How the name of the file with a capture's particulars ends."""
_UNSAFE = re.compile(r"[^a-z0-9.-]")


def keep(fetched: Fetched, folder: Path) -> Path:
    """Write the page and, beside it, where and when it was had; the page's path.

    Names are of the time, the host and the hash. No other capture is ever written over. `OutputError` where the folder
    cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stem = _stem(fetched)
        for n in count(1):
            name = stem if n == 1 else f"{stem}-{n}"
            path = folder / f"{name}.{_extension(fetched)}"
            if not (folder / (name + BESIDE)).exists() and _write_new(path, fetched.body):
                break
        _write_new(folder / (name + BESIDE), _particulars(fetched, path.name))
    except OSError as exc:
        raise OutputError(str(folder), f"the page cannot be kept there: {exc.strerror or exc}.") from exc
    return path


def _stem(fetched: Fetched) -> str:
    host = _UNSAFE.sub("-", read_url(fetched.final_url).host)[:60].strip(".-")
    return f"{fetched.captured.replace('-', '').replace(':', '')}-{host}-{fetched.sha256[:12]}"


def _extension(fetched: Fetched) -> str:
    return {row["media_type"]: row["extension"] for row in rows("page_types")}.get(fetched.media_type, "bin")


def _particulars(fetched: Fetched, name: str) -> bytes:
    told = {
        "format": FORMAT,
        "file": name,
        "url": fetched.url,
        "final_url": fetched.final_url,
        "redirects": list(fetched.redirects),
        "captured": fetched.captured,
        "sha256": fetched.sha256,
        "bytes": len(fetched.body),
        "status": fetched.status,
        "media_type": fetched.media_type,
        "charset": fetched.charset,
        "headers": dict(fetched.headers),
        "dateline": __version__,
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _write_new(path: Path, data: bytes) -> bool:
    """Write a file whole, or not at all where one of that name is there: whether it was written."""
    number, made = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    temporary = Path(made)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        return _place(temporary, path, data)
    finally:
        temporary.unlink(missing_ok=True)


def _place(temporary: Path, path: Path, data: bytes) -> bool:
    """Give a finished file its name. A hard link fails where the name is taken; disks without links (FAT) get the file
    made under its own name, which fails likewise."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        return False
    except OSError:
        try:
            with path.open("xb") as stream:
                stream.write(data)
        except FileExistsError:
            return False
    return True
