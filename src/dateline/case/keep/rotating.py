"""A new key in place of the old: everything sealed is sealed for the new one. Pseudonyms stay as they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import update

from dateline.case.keep.finishing import Finished, Say, finish, leave_note, nothing_else_left, to_look_for
from dateline.case.keep.keys import CaseKey, load_key, make_key
from dateline.case.keep.notes import RECIPIENT, VAULT, note, noted
from dateline.case.keep.proof import pieces_of_bytes
from dateline.case.keep.protecting import readings_in
from dateline.case.keep.vault import claimed, keep_names, kept_names
from dateline.case.store import schema as s
from dateline.case.store.sql import SqlStore
from dateline.errors import InputError

if TYPE_CHECKING:
    from sqlalchemy import Connection


def rotate(
    store: SqlStore, old: CaseKey, path: Path, who: str, say: Say = lambda told: None
) -> tuple[CaseKey, Finished]:
    """Make a key at `path` and seal everything for it, in the case and in its copies; the old key then opens nothing.

    The new key's file is written first: it may be there already from a call that was cut off. Raises `InputError` where
    the old key is not the case's, or what lies at `path` is a key of something else.
    """
    nothing_else_left(store, "key")
    new = load_key(path) if path.exists() else make_key(path, old.pseudonym_key)
    if new.pseudonym_key != old.pseudonym_key or new.recipient == old.recipient:
        raise InputError(str(path), "is a key already, and not one made to take this one's place.", "Name a new file.")
    with store.erasing() as c:
        if noted(c, RECIPIENT) != new.recipient:
            claimed(c, old, store.where)
        sealed = _resealed(c, old, new, store.where)
        note(c, RECIPIENT, new.recipient)
        store.log_entry(c, "key", {"who": who, "recipient": new.recipient})
        leave_note(c, {"what": "key"}, to_look_for({p for one in sealed for p in pieces_of_bytes(one)}))

    def change(copy: SqlStore) -> int:
        with copy.erasing() as c:
            done = _resealed(c, old, new, copy.where)
            note(c, RECIPIENT, new.recipient)
        return len(done)

    return new, finish(store, change, say)


def _resealed(c: Connection, old: CaseKey, new: CaseKey, where: str) -> list[bytes]:
    """Seal all for the new key; what stood there sealed for the old one."""
    found = []
    for row in readings_in(c):
        if row.sealed is None:
            continue
        try:
            plain = old.unseal(row.sealed)
        except ValueError:
            _opened_by(new, row.sealed, where)
            continue
        found.append(bytes(row.sealed))
        c.execute(update(s.READING).where(s.READING.c.n == row.reading).values(sealed=new.seal(plain)))
    if noted(c, VAULT) is not None:
        try:
            keep_names(c, new, kept_names(c, old, where))
        except InputError:
            kept_names(c, new, where)
    return found


def _opened_by(key: CaseKey, sealed: bytes, where: str) -> None:
    try:
        key.unseal(sealed)
    except ValueError as exc:
        raise InputError(where, "holds a report that neither key opens.") from exc
