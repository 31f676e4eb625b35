"""Plain text -> Document. The text is kept as given, to the character; its parts are told apart in `sections.py`."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from dateline.errors import InputError, SettingsError
from dateline.model.document import Document, Published
from dateline.readers.decode import LARGEST, decode
from dateline.readers.sections import Layout, lay_out
from dateline.readers.tables import words

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ENGLISH = re.compile(r"[A-Za-z]+|[^\W\d_]+")


def read_text(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    byline: Iterable[str] = (),
    name: str = "text",
) -> Document:
    """A report given as text. `published` is an ISO date; what is not given is taken from the text or stays None.

    Raises `InputError` for a text that cannot be read (empty, too long, NUL or half characters), `SettingsError` for a
    date that is none.
    """
    if _SURROGATE.search(text):
        raise InputError(name, "holds half a character (a lone surrogate).", "Decode it anew from its bytes.")
    data = text.encode()
    if "\0" in text:
        raise InputError(name, "holds NUL characters, so it is not a text.", "Give the report as text.")
    if not text.strip():
        raise InputError(name, "is empty.", "Give a text that holds a report.")
    if len(data) > LARGEST:
        raise InputError(name, f"has {len(data):,} bytes; a report may have {LARGEST:,}.", "Give one report at a time.")
    return _document(text, data, published, outlet, title, url, tuple(byline))


def read_bytes(
    data: bytes,
    name: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    byline: Iterable[str] = (),
) -> Document:
    """A report as the bytes of a text file; `name` is what messages call it. `source_sha256` is of these bytes."""
    text = decode(data, name)
    if "\0" in text or not text.strip():
        raise InputError(name, "holds no text.", "Give a file that holds a report.")
    if _SURROGATE.search(text):
        raise InputError(name, "holds half a character (a lone surrogate).", "Save it as UTF-8.")
    return _document(text, data, published, outlet, title, url, tuple(byline))


def read_path(
    path: str | Path,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    byline: Iterable[str] = (),
) -> Document:
    """A report in a text file. Raises `InputError` naming the file where it is missing, unreadable or no text."""
    file = Path(path)
    try:
        size = file.stat().st_size if file.is_file() else 0
        if size > LARGEST:
            raise InputError(
                str(path), f"has {size:,} bytes; a report may have {LARGEST:,}.", "Give one report a file."
            )
        data = file.read_bytes()
    except FileNotFoundError as exc:
        raise InputError(str(path), "no such file.", "Check the name and the folder.") from exc
    except IsADirectoryError as exc:
        raise InputError(str(path), "is a folder.", "Name the files in it.") from exc
    except (OSError, ValueError) as exc:
        raise InputError(str(path), f"cannot be read: {getattr(exc, 'strerror', None) or exc}.") from exc
    return read_bytes(data, str(path), published=published, outlet=outlet, title=title, url=url, byline=byline)


def iso_date(text: str) -> str:
    """The date as YYYY-MM-DD; `SettingsError` where the text is no such date."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return dt.date.fromisoformat(text).isoformat()
    except ValueError as exc:
        raise SettingsError(f"published: {text!r} is no day of the calendar ({exc}).") from exc
    raise SettingsError(f"published: {text!r} is not a date. Write it as YYYY-MM-DD, for example 2017-05-18.")


def _document(
    text: str,
    data: bytes,
    published: str | None,
    outlet: str | None,
    title: str | None,
    url: str | None,
    byline: tuple[str, ...],
) -> Document:
    given = iso_date(published) if published is not None else None
    sha = hashlib.sha256(data).hexdigest()
    layout = lay_out(text, title)
    found = text[slice(*layout.title)] if layout.title else None
    return Document(
        id=f"doc-{sha[:12]}",
        title=title or (" ".join(found.split()) if found else None),
        byline=byline or layout.byline,
        outlet=outlet or (layout.opening.agency if layout.opening else None),
        dateline=layout.dateline,
        published=_published(given, layout),
        language=_language(text),
        url=url,
        source_sha256=sha,
        text=text,
        sections=tuple(layout.sections),
    )


def _published(given: str | None, layout: Layout) -> Published:
    """The user's date, else the dateline's if it has a year, else that of a "Published …" line; never a guess."""
    if given is not None:
        return Published(given, "given")
    if layout.opening and layout.opening.date:
        return Published(layout.opening.date, "dateline")
    return Published(layout.published, "text") if layout.published else Published()


def _language(text: str) -> str | None:
    """English ("en") where at least every eighth word is one of its commonest, else None: no other is read yet."""
    first = [m.group().lower() for m in _ENGLISH.finditer(text[:20_000])]
    common = sum(word in words("english") for word in first)
    return "en" if first and common * 8 >= len(first) else None
