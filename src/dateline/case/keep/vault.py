"""Whose case it is, and the names that its keeper hides by hand: they are kept sealed, and nowhere else."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from dateline.case.keep.keys import CaseKey, load_key
from dateline.case.keep.notes import RECIPIENT, VAULT, note, noted
from dateline.case.store import schema as s
from dateline.case.store.sql import SqlStore
from dateline.errors import InputError

if TYPE_CHECKING:
    from sqlalchemy import Connection

RULE: Final = "key"
"""Rule of a case in which adding tells the public half of its key."""
PADDED: Final = 1024
"""Bytes that a sealed list is filled up to a multiple of, so that its length tells nothing of a name."""


def hidden_names(store: SqlStore, key: CaseKey) -> tuple[str, ...]:
    """The names that were hidden by hand, for whoever holds the key: reports added later hide them too.

    Raises `InputError` where the key is of another case.
    """
    with store.engine.connect() as c:
        return kept_names(c, key, store.where)


def hides_by_hand(store: SqlStore) -> bool:
    """Whether a case keeps names to hide; without the key no more is known of them."""
    with store.engine.connect() as c:
        return noted(c, VAULT) is not None


def kept_names(c: Connection, key: CaseKey, where: str) -> tuple[str, ...]:
    sealed = noted(c, VAULT)
    if sealed is None:
        return ()
    try:
        return tuple(json.loads(key.unseal(base64.b64decode(sealed)))["names"])
    except ValueError as exc:
        raise InputError(where, "the names hidden by hand were sealed for another key, or are damaged.") from exc


def keep_names(c: Connection, key: CaseKey, names: Iterable[str]) -> None:
    """Seal the names in place of those before."""
    told = json.dumps({"names": list(names)}, ensure_ascii=False).encode()
    padded = told + b" " * (-len(told) % PADDED)
    note(c, VAULT, base64.b64encode(key.seal(padded)).decode())


def recipient_of(c: Connection) -> str | None:
    """The public half of a case's key: noted, or in the rule that adding makes."""
    kept = noted(c, RECIPIENT)
    if kept is not None:
        return kept
    wanted = select(s.RULE.c.body).where(s.RULE.c.name == RULE, s.RULE.c.until.is_(None))
    told = c.scalar(wanted)
    return None if told is None else json.loads(told).get("recipient")


def claimed(c: Connection, key: CaseKey, where: str) -> None:
    """See that the key is the case's: a case without one takes it. Raises `InputError` where it has another."""
    kept = recipient_of(c)
    if kept is None or noted(c, RECIPIENT) is None:
        note(c, RECIPIENT, kept or key.recipient)
    if kept is not None and kept != key.recipient:
        raise InputError(where, f"its key is another one (its public part is {kept}).", "Give that key with --key.")


def key_for(store: SqlStore, path: Path) -> CaseKey:
    """The key in a file, which must be the case's own. Raises `InputError`."""
    key = load_key(path)
    with store.engine.connect() as c:
        kept = recipient_of(c)
    if kept is not None and kept != key.recipient:
        raise InputError(
            str(path),
            f"is the key of another case: {store.where} was sealed for {kept}.",
            "Give the key whose file names that as its public part.",
        )
    return key
