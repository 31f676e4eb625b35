"""JSON Lines and JSON lists of reports -> Documents: one object a report, nested values by dotted names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, dropwhile, islice
from typing import Any

from dateline.errors import InputError
from dateline.model.document import Document
from dateline.readers.formats import Failure, Format, Input
from dateline.readers.table.columns import choose, fold, plain
from dateline.readers.table.dates import Dates
from dateline.readers.table.elements import Elements
from dateline.readers.table.lines import LONGEST_ROW, Encoded, encoded
from dateline.readers.table.nested import flat, lists_of_objects, parse, parse_object
from dateline.readers.table.profile import Profile, profile_of
from dateline.readers.table.row import Place, document_of_row

LARGEST_OBJECT = 20_000_000
"""Bytes of a file that is one object: unlike lines and lists it is parsed whole."""
LOOK = 20
"""Lines by which JSON Lines are told from one object over several lines."""
LINES, LIST = "application/x-ndjson", "application/json"
MOST_SHAPES = 256
"""Different sets of names whose columns are remembered."""
_OBJECT = re.compile(rb'\[?\s{0,200}\{\s{0,200}"')

Values = dict[str, list[str]]


class _Reader:
    """The objects of one file as reports. What its first object lacks is told of the file as a whole."""

    def __init__(self, table: Encoded, profile: Profile) -> None:
        self.table, self.profile = table, profile
        self.dates = Dates(profile.date_order, self._dates)
        self.begun = False
        self.missed = {name for name, column in profile.columns.items() if column}
        """Fields whose column the user names and no object has had so far."""
        self._known: dict[tuple[str, ...], dict[str, int]] = {}

    def reports(self) -> Iterator[Document | Failure]:
        for part, media_type, data in pieces(self.table):
            try:
                found = _object(data, self._name(part))
            except InputError as exc:
                if not part:
                    raise
                yield Failure(exc)
                continue
            for inner, values, columns in self._told(part, found):
                yield columns if isinstance(columns, Failure) else self._report(inner, media_type, values, columns)
        for name in sorted(self.missed - {"text"}) if self.begun else ():
            column = plain(self.profile.columns[name])
            yield Failure(InputError(self._name(""), f"has no “{column}” for the {name} in any of its reports."))

    def _name(self, part: str) -> str:
        return f"{self.table.source.name} {part}".rstrip()

    def _told(self, part: str, found: dict[str, Any]) -> Iterator[tuple[str, Values, dict[str, int] | Failure]]:
        """An object's values and columns; or those of the objects in its list, as services answer."""
        values = flat(found)
        try:
            columns = self._columns(tuple(values), self._name(part if self.begun else ""))
        except InputError as exc:
            inner = [one for one in lists_of_objects(found) if self._has_text(one[0])]
            if len(inner) == 1:
                for n, one in enumerate(inner[0], 1):
                    yield from self._told(f"{part} item {n}".lstrip(), one)
            elif self.begun:
                yield part, values, Failure(exc)
            else:
                raise
        else:
            self.begun = True
            yield part, values, columns

    def _has_text(self, found: dict[str, Any]) -> bool:
        try:
            return bool(self._columns(tuple(flat(found)), ""))
        except InputError:
            return False

    def _columns(self, names: tuple[str, ...], name: str) -> dict[str, int]:
        """Field -> index of its name; what the user names may be missing in some objects, save for the text."""
        if names not in self._known:
            there = {fold(one) for one in names}
            given = self.profile.columns.items()
            wanted = {one: column if one == "text" or fold(column) in there else "" for one, column in given}
            columns = choose(names, wanted, name)
            if len(self._known) >= MOST_SHAPES:
                self._known.clear()
            self._known[names] = columns
        return self._known[names]

    def _report(self, part: str, media_type: str, values: Values, columns: dict[str, int]) -> Document | Failure:
        self.missed -= columns.keys()
        names = list(values)
        source = self.table.source
        place = Place(self._name(part), part, media_type, names[columns["text"]], source.captured)
        fields = {one: tuple(values[names[n]]) for one, n in columns.items()}
        try:
            return document_of_row(fields, place, source.given, self.dates)
        except InputError as exc:
            return Failure(exc)

    def _dates(self) -> Iterator[str]:
        """The dates of all objects, read on their own."""
        other = _Reader(self.table, self.profile)
        for part, _, data in pieces(self.table):
            try:
                for _, values, columns in other._told(part, _object(data, "")):
                    if isinstance(columns, dict) and "published" in columns:
                        yield from values[list(values)[columns["published"]]]
            except InputError:
                continue


def _object(data: bytes | InputError, name: str) -> dict[str, Any]:
    if isinstance(data, InputError):
        raise data
    return parse_object(data, name)


def pieces(table: Encoded) -> Iterator[tuple[str, str, bytes | InputError]]:
    """The objects of a file of JSON Lines, of a list or of one object, as bytes: each with its part of the file and the
    file's media type, or with what is wrong with it."""
    chunks = dropwhile(lambda chunk: not chunk.strip(), table.chunks())
    first = next(chunks, b"").lstrip()
    if first.startswith(b"["):
        yield from _listed(table, Elements(chain([first], chunks)))
    elif _is_lines(table):
        for n, line in enumerate(table.lines(), 1):
            if line is None or line.strip():
                yield f"line {n}", LINES, _short(line, f"{table.source.name} line {n}")
    else:
        if table.source.size > LARGEST_OBJECT:
            raise InputError(
                table.source.name,
                f"is one JSON object of {table.source.size:,} bytes; it may have {LARGEST_OBJECT:,}.",
                "Write one object a report, each in a line of its own.",
            )
        yield "", LIST, b"".join(table.chunks()).strip()


def _listed(table: Encoded, elements: Elements) -> Iterator[tuple[str, str, bytes | InputError]]:
    n = 0
    for n, element in enumerate((one for one in elements if one is None or one.strip()), 1):
        yield f"item {n}", LIST, _short(element, f"{table.source.name} item {n}")
    if not elements.closed or elements.trailing:
        what = "something stands behind its list" if elements.closed else "its list is not closed"
        yield f"item {n}", LIST, InputError(table.source.name, f"is broken JSON: {what}.", "Is the file complete?")


def _short(data: bytes | None, name: str) -> bytes | InputError:
    return InputError(name, f"is longer than {LONGEST_ROW:,} bytes.") if data is None else data.strip()


def _is_lines(table: Encoded) -> bool:
    """Whether one of the first lines is an object of its own."""
    for line in islice((one for one in table.lines() if one is None or one.strip()), LOOK):
        if line is not None and line.startswith(b"{"):
            try:
                if isinstance(parse(line.strip(), ""), dict):
                    return True
            except InputError:
                continue
    return False


def _recognises(head: bytes, name: str) -> bool:
    """A file that opens as a JSON object does, or as a list of such."""
    return _OBJECT.match(head) is not None


def _read(source: Input) -> Iterator[Document | Failure]:
    return _Reader(encoded(source, western=False), profile_of(source.columns)).reports()


FORMAT = Format(
    "jsonl",
    (LINES, "application/jsonl", "application/ndjson", LIST),
    (".jsonl", ".ndjson", ".json"),
    _recognises,
    _read,
    50,
    many=True,
)
