"""A case with its key: made together, looked for together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dateline.case.keep.keys import CaseKey, key_path, load_key, make_key
from dateline.case.keep.vault import claimed, hidden_names, keep_names, kept_names
from dateline.case.opening import open_or_create
from dateline.case.store.protocol import Store
from dateline.case.store.sql import SqlStore
from dateline.errors import InputError
from dateline.protect.folding import tokens


@dataclass(frozen=True, slots=True)
class KeyedCase:
    store: Store
    key: CaseKey
    key_file: Path
    made: bool
    """Whether the key was made just now."""


@contextmanager
def keyed_case(case: str, key_file: Path | None = None) -> Iterator[KeyedCase]:
    """The case that is there, or a new one, with its key; closed at the end.

    A new case gets a new key, beside its file unless another place is named; or the key that lies there already.
    Raises `InputError` where a case has reports and its key is not found, or is another one.
    """
    path = key_file or key_path(case)
    store = open_or_create(case)
    try:
        fresh = not path.exists()
        info = store.info()
        if fresh and (info.seq or info.recipient):
            raise InputError(
                case,
                f"its key is not at {path}.",
                "Whoever made the case has it. Name it with --key FILE; without it nothing can be added.",
            )
        key = make_key(path) if fresh else load_key(path)
        claim(store, key)
        yield KeyedCase(store, key, path, fresh)
    finally:
        store.close()


def claim(store: Store, key: CaseKey) -> None:
    """See that the key is the case's; a case without one takes it. Raises `InputError` where it has another."""
    if isinstance(store, SqlStore):
        with store.writing() as c:
            claimed(c, key, store.where)


def hide_from_now_on(store: Store, key: CaseKey, names: Sequence[str]) -> None:
    """Keep names to hide, sealed: else the next adding, or reading anew, would show in the clear whom this one hid."""
    if isinstance(store, SqlStore):
        with store.writing() as c:
            known = kept_names(c, key, store.where)
            new = [name.strip() for name in names if tokens(name) and name.strip() not in known]
            if new:
                keep_names(c, key, dict.fromkeys([*known, *new]))


def hidden_by_hand(store: Store, key: CaseKey) -> tuple[str, ...]:
    """Names that the keeper of the case hides in all reports, those to come as well."""
    return hidden_names(store, key) if isinstance(store, SqlStore) else ()
