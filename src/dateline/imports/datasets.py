"""The datasets whose layouts are known, and which of them a file is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from dateline.errors import InputError, SettingsError
from dateline.imports import acled, ged
from dateline.imports.row import CodedRow
from dateline.readers.formats import Failure
from dateline.readers.given import iso_date
from dateline.readers.table.acled import acled_rows
from dateline.readers.table.acled import layout as acled_layout
from dateline.readers.table.dataset import DatasetTable, Layout, Tick, open_table
from dateline.readers.table.dates import Order
from dateline.readers.table.ged import ged_rows
from dateline.readers.table.ged import layout as ged_layout

AUTO: Final = "auto"
LONGEST: Final = 80
"""Characters of a dataset's name."""
_NOT_KEY: Final = re.compile(r"[^a-z0-9]+")
Opening = AbstractContextManager[DatasetTable]
_UNSHOWN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Naming:
    """What the rows of one import are of: `dataset` as the user calls it (None: the layout's own), the release, and the
    day on which that came out."""

    dataset: str | None = None
    version: str | None = None
    published: str | None = None
    date_order: Order | None = None
    """Whether 4/8/2017 is 4 August (dmy) or 8 April (mdy), where the file itself does not tell."""

    def __post_init__(self) -> None:
        if self.published is not None:
            iso_date(self.published)
        for option, text in (("dataset", self.dataset), ("version", self.version)):
            if text is not None and (not text.strip() or len(text) > LONGEST or _UNSHOWN.search(text)):
                raise SettingsError(f"{option}: {text[:40]!r} is no name. Give 1 to {LONGEST} characters on one line.")
        if self.dataset is not None and not _NOT_KEY.sub("", self.dataset.casefold()):
            raise SettingsError(f"dataset: {self.dataset!r} has no letter or digit of a to z, 0 to 9.")


@dataclass(frozen=True, slots=True)
class Dataset:
    """One layout: how its tables are told, and how its rows are read. `rows` takes the key and the name that the user's
    words make."""

    word: str
    """What `--as` calls it."""
    key: str
    name: str
    layout: Callable[[], Layout]
    rows: Callable[[DatasetTable, Naming, str, str, str | None], Iterator[CodedRow | Failure]]

    def named(self, naming: Naming) -> tuple[str, str, str | None]:
        """Key, name and release. "UCDP GED 24.1" is release 24.1 of UCDP GED; any other name is a dataset of its
        own in the same layout. Raises `SettingsError` for the name of a dataset that has another layout: nobody's rows
        are to pass for its."""
        given = " ".join((naming.dataset or self.name).split())
        key = _NOT_KEY.sub("-", given.casefold()).strip("-")[:40].strip("-")
        for other in datasets().values():
            if other.key != self.key and (key == other.key or given.casefold().startswith(f"{other.name} ".casefold())):
                raise SettingsError(
                    f"dataset: {given!r} is {other.name}, but the columns are those of {self.name}. Give your own name."
                )
        if key == self.key:
            return self.key, self.name, naming.version
        if given.startswith(self.name + " "):
            return self.key, self.name, naming.version or given.removeprefix(self.name + " ")
        return key, given, naming.version


def _ged(table: DatasetTable, naming: Naming, key: str, name: str, version: str | None) -> Iterator[CodedRow | Failure]:
    for row in ged_rows(table, naming.date_order):
        yield row if isinstance(row, Failure) else ged.coded(row, version, naming.published, dataset=key, name=name)


def _acled(
    table: DatasetTable, naming: Naming, key: str, name: str, version: str | None
) -> Iterator[CodedRow | Failure]:
    for row in acled_rows(table, naming.date_order):
        yield row if isinstance(row, Failure) else acled.coded(row, version, naming.published, dataset=key, name=name)


@cache
def datasets() -> dict[str, Dataset]:
    """By the word that `--as` takes."""
    known = (
        Dataset("ged", ged.KEY, ged.NAME, ged_layout, _ged),
        Dataset("acled", acled.KEY, acled.NAME, acled_layout, _acled),
    )
    return {one.word: one for one in known}


def dataset_named(word: str) -> Dataset | None:
    """The layout that a user names; None for "auto". Raises `SettingsError` where there is none so called."""
    if word == AUTO:
        return None
    if word not in datasets():
        raise SettingsError(f"as: there is no layout {word[:40]!r}. Known: {', '.join((AUTO, *datasets()))}.")
    return datasets()[word]


def opened(path: Path, wanted: Dataset | None, tick: Tick = lambda done, size: None) -> tuple[Dataset, Opening]:
    """The layout of a file, and the file to be opened by it. Raises `InputError` where it has none that is known."""
    if wanted is not None:
        return wanted, open_table(path, wanted.layout(), tick)
    faults: list[InputError] = []
    for one in datasets().values():
        try:
            with open_table(path, one.layout()):
                return one, open_table(path, one.layout(), tick)
        except InputError as exc:
            faults.append(exc)
    raise _of_none(str(path), faults)


def _of_none(name: str, faults: list[InputError]) -> InputError:
    """Why a file is of no known layout: what hinders all of them alike, else what each of them misses."""
    reasons = dict.fromkeys(f.reason for f in faults)
    if len(reasons) == 1 or not all(reason.startswith("lacks ") for reason in reasons):
        return faults[0]
    told = " ".join(f"It {reason}" for reason in sorted(reasons, key=len))  # the layout first that it lacks least of
    advice = "Give its columns the names that one of them has."
    return InputError(name, f"is of no layout that is known. {told}", advice)
