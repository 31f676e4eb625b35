"""Adding reports to a case: every reader, each report exactly once, receipts only for what is on the disk.

Run again after an interruption, it goes on where it stopped: what the case knows is told by text and what was said of
it, before it is read. What is lost is at most the group that no receipt was given for yet.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Literal

from dateline.case.adding.copies import Copies
from dateline.case.adding.keyed import claim, hidden_by_hand, hide_from_now_on
from dateline.case.adding.wire import Setup, Task, answer_from_bytes, setup_to_bytes, task_to_bytes
from dateline.case.keep.keys import CaseKey
from dateline.case.review.amending import kept_with_found
from dateline.case.store.entry import Entry, document_key
from dateline.case.store.protocol import Added, Became, Store
from dateline.model.document import Document
from dateline.readers.inputs import Options
from dateline.reading import Settings
from dateline.run.batch import Found, reports_in
from dateline.run.pool import LIMIT, GivenUp, Work, in_order

GROUP: Final = 64
"""Reports that are written together at most."""
SECONDS: Final = 1.0
"""Seconds that a report waits at most for others to be written with."""
READER: Final = "dateline.case.adding.work:prepare"
_PURPOSE: Final = b"dateline addition 1\0"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one report. It is given once that is on the disk.

    `near copy`: a new report, which repeats an earlier one with other headlines, cuts or slight changes. `failed`: it
    is not in the case; `reason` says why, and `why` the same without the name.
    """

    name: str
    became: Became | Literal["near copy", "failed"]
    report: str | None = None
    seq: int | None = None
    copy_of: str | None = None
    likeness: float | None = None
    reason: str | None = None
    why: str = ""
    unmatched: tuple[int, ...] | None = None
    """Which of the names to hide it does not hold; None where it was not read."""


def add_reports(
    store: Store,
    names: Iterable[str],
    options: Options = Options(),
    settings: Settings | None = None,
    *,
    key: CaseKey,
    protect: tuple[str, ...] = (),
    workers: int = 1,
    limit: float = LIMIT,
    reader: str = READER,
    reread: bool = False,
    entered: Callable[[int, int], None] = lambda done, known: None,
) -> Iterator[Receipt]:
    """Add every report in what the names stand for; receipts in their order.

    `protect` are names to hide from now on, besides those that the case hides already. With `reread`, what the case
    knows is read again, and the new reading takes the place of the earlier one where it differs. `entered` is
    called with the number of files done and known before each is opened. With several workers, `limit` is how many
    seconds one report may take. Raises `EngineMissing` where nothing can be read, `InputError` for a key that is
    another case's.
    """
    reports = reports_in(names, options, entered)
    yield from add_found(
        store, reports, settings, key=key, protect=protect, workers=workers, limit=limit, reader=reader, reread=reread
    )  # fmt: skip


def add_found(
    store: Store,
    reports: Iterable[Found],
    settings: Settings | None = None,
    *,
    key: CaseKey,
    protect: tuple[str, ...] = (),
    workers: int = 1,
    limit: float = LIMIT,
    reader: str = READER,
    reread: bool = False,
) -> Generator[Receipt]:
    """As `add_reports`, of reports that somebody else opened."""
    setup = setup_of(store, key, protect, settings)
    group = Group(store, (lambda made: store.reread(kept_with_found(store, made))) if reread else store.add)
    jobs = _jobs(None if reread else store, reports, key)
    try:
        with closing(in_order(Work(reader, setup_to_bytes(setup)), jobs, workers, limit)) as answers:
            for item in answers:
                if item is not None:
                    found, answer = item
                    group.put(_became(found, answer, len(protect)))
                yield from group.due()
    except KeyboardInterrupt:
        yield from group.written()
        raise
    yield from group.written()


def setup_of(store: Store, key: CaseKey, protect: tuple[str, ...], settings: Settings | None = None) -> Setup:
    """What all additions of one run share; the names to hide are kept for those to come. Raises `InputError` for a key
    that is another case's."""
    claim(store, key)
    hide_from_now_on(store, key, protect)
    hidden = (*protect, *(name for name in hidden_by_hand(store, key) if name not in protect))
    return Setup(settings or Settings(), key.recipient, key.pseudonym_key, hidden)


@dataclass(frozen=True, slots=True)
class Read:
    """An entry on its way into the store."""

    entry: Entry
    unmatched: tuple[int, ...]


def _jobs(
    store: Store | None, reports: Iterable[Found], key: CaseKey
) -> Iterator[tuple[Found | Receipt, bytes | None]]:
    """A task for each report that the case does not know (None: for all); a receipt in place of one that it does."""
    for found in reports:
        if found.document is None:
            yield found, None
            continue
        made = addition_key(found.document, key)
        if store is not None and store.known([made]):
            yield Receipt(found.name, "known", found.document.id), None
        else:
            yield Found(found.name), task_to_bytes(Task(found.name, made, found.document))


def addition_key(document: Document, key: CaseKey) -> str:
    """What makes two additions the same. It is made with the case's secret: a bare hash of the whole text would let
    hidden names be guessed and tried out."""
    return hmac.new(key.pseudonym_key, _PURPOSE + document_key(document).encode(), sha256).hexdigest()


def _became(found: Found | Receipt, answer: bytes | GivenUp | None, named: int) -> Receipt | Read:
    if isinstance(found, Receipt):
        return found
    if answer is None:
        return Receipt(found.name, "failed", reason=found.reason or found.name, why=found.why)
    if isinstance(answer, GivenUp):
        return Receipt(found.name, "failed", reason=f"{found.name}: {answer.why}.", why=answer.why)
    told = answer_from_bytes(answer)
    if told.entry is None:
        return Receipt(found.name, "failed", reason=told.reason, why=told.why)
    return Read(told.entry, tuple(n for n in told.unmatched if n < named))


class Group:
    """What waits to be written, in order. `write` puts entries into the store."""

    def __init__(self, store: Store, write: Callable[[Sequence[Entry]], list[Added]]) -> None:
        self._write, self._copies = write, Copies(store)
        self._waiting: list[Receipt | Read] = []
        self._since = 0.0

    def put(self, item: Receipt | Read) -> None:
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append(Read(self._copies.told(item.entry), item.unmatched) if isinstance(item, Read) else item)

    def due(self) -> Iterator[Receipt]:
        """Write them if there are many, or they have waited long."""
        if len(self._waiting) >= GROUP or (self._waiting and time.monotonic() - self._since >= SECONDS):
            yield from self.written()

    def written(self) -> Iterator[Receipt]:
        """Write them; the receipts of what is on the disk now."""
        entries = [item.entry for item in self._waiting if isinstance(item, Read)]
        added = iter(self._write(entries) if entries else [])
        self._copies.written()
        receipts = [item if isinstance(item, Receipt) else _receipt(next(added), item) for item in self._waiting]
        self._waiting.clear()
        yield from receipts


def _receipt(added: Added, read: Read) -> Receipt:
    near = added.became == "added" and added.copy_of is not None
    return Receipt(
        added.name, "near copy" if near else added.became, added.report, added.seq, added.copy_of, added.likeness,
        unmatched=read.unmatched,
    )  # fmt: skip
