"""IPTC ninjs (news in JSON), 1.x to 3.x: one object, a list, or one object a line -> Documents.

Verified against IPTC's own schemas 1.4, 2.1 and 3.1 (github.com/iptc/newsinjson, specification/); which property holds
what stands in `data/ninjs.tsv`. An object that its provider canceled or withholds is refused, and so is one that plans
coverage rather than reports; the others of the file are read. What an object says of rights (copyrightnotice,
usageterms) has no place in a Document and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from dateline.errors import InputError
from dateline.model.document import Document
from dateline.readers.formats import Failure, Format, Input
from dateline.readers.ninjs.item import MOST, Item, lowered, marks
from dateline.readers.table import jsonl
from dateline.readers.table.columns import fold, known
from dateline.readers.table.lines import encoded
from dateline.readers.table.nested import parse_object
from dateline.readers.table.profile import profile_of

DEEPEST: Final = 3
"""Objects within objects ("associations") that are read as reports of their own."""
_TOKEN: Final = re.compile(rb'"((?:[^"\\]|\\.)*+)"(\s*:)?|[{}\[\]]')


def _read(source: Input) -> Iterator[Document | Failure]:
    if profile_of(source.columns).columns.get("text"):
        yield from jsonl.FORMAT.read(source)  # the user says which column holds the text: it is a table to him
        return
    for part, media_type, data in jsonl.pieces(encoded(source, western=False)):
        name = f"{source.name} {part}".rstrip()
        try:
            if isinstance(data, InputError):
                raise data
            found = parse_object(data, name)
        except InputError as exc:
            if not part:
                raise
            yield Failure(exc)
            continue
        yield from _reports(found, part, name, media_type, source)


def _reports(found: dict[str, Any], part: str, name: str, media: str, source: Input) -> Iterator[Document | Failure]:
    """The object's own report, and those of the objects within it that have a text of their own."""
    from dateline.readers.ninjs.report import has_text, report_of

    item = Item(name, lowered(found))
    try:
        inner = list(_within(item, part, DEEPEST))
        if has_text(item) or not inner:
            yield report_of(item, found, part, media, source)
    except InputError as exc:
        yield Failure(exc)
        return
    for place, one, whole in inner:
        try:
            yield report_of(one, whole, place, media, source)
        except InputError as exc:
            yield Failure(exc)
    if more := sum(one.beyond("associations") for one in (item, *(one for _, one, _ in inner))):
        reason = f"has {more:,} more associations than the {MOST} of one object that are read."
        yield Failure(InputError(name, reason, "Give them as objects of their own."))


def _within(item: Item, part: str, depth: int) -> Iterator[tuple[str, Item, dict[str, Any]]]:
    from dateline.readers.ninjs.report import has_text

    for n, one in enumerate(item.objects("associations") if depth else (), 1):
        place = f"{part} association {n}".lstrip()
        inner = Item(f"{item.name} association {n}", one.held)
        if has_text(inner):
            yield place, inner, dict(one.held)
        yield from _within(inner, place, depth - 1)


def _recognises(head: bytes, name: str) -> bool:
    """An object, or a list of such, with names that nothing but ninjs has. One with a column of text beside them is a
    table of somebody's own."""
    names = set(_names(head))
    found = names & marks()
    own = {one for one in names if one.startswith("body_")}
    if any("text" in known().get(fold(one), {}) for one in names - own):
        return False
    return bool(found or own) and (len(found) > 1 or ("uri" in names and bool(found)))


def _names(head: bytes) -> Iterator[str]:
    """The names of the first object, as far as they stand in the first bytes, in small letters."""
    inside = 2 if head.startswith(b"[") else 1
    depth = 0
    for found in _TOKEN.finditer(head):
        token = found.group()
        if token in {b"{", b"["}:
            depth += 1
        elif token in {b"}", b"]"}:
            depth -= 1
            if depth < inside:
                return
        elif depth == inside and found[2]:
            yield found[1].decode("utf-8", "replace").casefold()
        elif not depth:
            return


FORMAT = Format("ninjs", (), (), _recognises, _read, 45, many=True)
