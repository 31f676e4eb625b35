"""Rows of a dataset into a case: each becomes a report of its own, the way that reports go in.

A row that the case has, with the same cells, is there already, whichever release it came with. One whose cells changed
is a report of its own: what the case knew before stays, linking makes both one happening, and the later word counts.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

from dateline.case.adding.add import GROUP, Group, Read, Receipt, setup_of
from dateline.case.adding.wire import Setup, Task
from dateline.case.adding.work import entered
from dateline.case.keep.keys import CaseKey
from dateline.case.store.protocol import Store
from dateline.imports.dossier import dossier_of
from dateline.imports.row import CodedRow
from dateline.model.dossier import Dossier
from dateline.model.integrity import faults
from dateline.readers.formats import Failure

_PURPOSE: Final = b"dateline row 1\0"
Rows = Iterable[tuple[Path, CodedRow | Failure]]
"""Rows with the file that each stands in."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its dossier, before it is known whether the case has it."""

    name: str
    key: str
    dossier: Dossier


def add_rows(store: Store, rows: Rows, *, key: CaseKey, protect: tuple[str, ...] = ()) -> Iterator[Receipt]:
    """Add rows; receipts in their order, given once a row is on the disk. `protect` are names to hide from now on,
    besides those that the case hides already. Raises `InputError` for a key that is another case's."""
    setup = setup_of(store, key, protect)
    group = Group(store, store.add)
    try:
        for item in _prepared(store, rows, setup, len(protect)):
            group.put(item)
            yield from group.due()
    except KeyboardInterrupt:
        yield from group.written()
        raise
    yield from group.written()


def faulty(store: Store, rows: Rows, *, key: CaseKey, protect: tuple[str, ...] = ()) -> Iterator[Receipt | None]:
    """What would not go in, and None for what would: nothing is written but the names to hide."""
    setup = setup_of(store, key, protect)
    for item in _prepared(store, rows, setup, len(protect)):
        yield item if isinstance(item, Receipt) and item.became == "failed" else None


def _prepared(store: Store, rows: Rows, setup: Setup, named: int) -> Iterator[Receipt | Read]:
    """Each row as it goes into the store, or what became of it without that."""
    told = (_told(path, row, setup) for path, row in rows)
    while some := list(islice(told, GROUP)):
        there = store.known([one.key for one in some if isinstance(one, _Row)])
        for one in some:
            if isinstance(one, Receipt):
                yield one
            elif one.key in there:
                yield Receipt(one.name, "known", one.dossier.document.id)
            else:
                yield _entered(one, setup, named)


def _told(path: Path, row: CodedRow | Failure, setup: Setup) -> Receipt | _Row:
    """A row's dossier, under the key that makes two rows the same addition: by the dataset and the cells, not by the
    release or where the row stood."""
    if isinstance(row, Failure):
        return Receipt(row.error.name, "failed", reason=str(row.error), why=row.error.reason.rstrip("."))
    dossier = dossier_of(row)
    if found := faults(dossier):  # never put into a case: it would be refused there for ever
        reason = f"its dossier is not sound: {found[0]}"
        return Receipt(
            f"{path} row {row.number:,}", "failed", reason=f"{path} row {row.number:,}: {reason}", why=reason
        )
    key = hmac.new(setup.pseudonyms, _PURPOSE + dossier.document.source_sha256.encode(), sha256).hexdigest()
    return _Row(f"{path} row {row.number:,}", key, dossier)


def _entered(row: _Row, setup: Setup, named: int) -> Receipt | Read:
    answer = entered(Task(row.name, row.key, row.dossier.document), row.dossier, setup)
    if answer.entry is None:
        return Receipt(row.name, "failed", reason=answer.reason, why=answer.why)
    return Read(answer.entry, tuple(n for n in answer.unmatched if n < named))
