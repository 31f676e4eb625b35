"""A case with its key: made together, looked for together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dateline.case.keep.keys import CaseKey, key_path, load_key, make_key
from dateline.case.opening import open_or_create
from dateline.case.store.protocol import Store
from dateline.errors import InputError

RULE: Final = "key"
"""Rule of the case that tells the public half of its key, so that another key is refused."""


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
        if fresh and store.info().seq:
            raise InputError(
                case,
                f"its key is not at {path}.",
                "Whoever made the case has it. Name it with --key FILE; without it nothing can be added.",
            )
        key = make_key(path) if fresh else load_key(path)
        check_key(store, key)
        if RULE not in store.rules():
            store.set_rule(RULE, {"recipient": key.recipient}, "dateline")
        yield KeyedCase(store, key, path, fresh)
    finally:
        store.close()


def check_key(store: Store, key: CaseKey) -> None:
    """Raise `InputError` where a key is not the one that the case was made with."""
    info = store.info()
    known = info.recipient or store.rules().get(RULE, {}).get("recipient")
    if known is not None and known != key.recipient:
        raise InputError(
            info.where, "was made with another key.", "Give the file that was made with the case: --key FILE."
        )
