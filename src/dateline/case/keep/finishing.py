"""What follows when rows were removed or rewritten: the copies, the free pages, the proof. It can be cut off anywhere:
a note in the case says what is left to do, and goes away last."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline.case.keep.backups import Reached, through_backups
from dateline.case.keep.left import said
from dateline.case.keep.notes import UNFINISHED, note, unfinished
from dateline.case.keep.proof import Pieces, Proof, StillThere, gathered, hits_in_file, indexed
from dateline.case.keep.wiping import drop_caches, files_of, wipe
from dateline.case.store.sql import SqlStore
from dateline.case.store.sqlite import open_sqlite
from dateline.errors import OutputError

if TYPE_CHECKING:
    from sqlalchemy import Connection

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Finished:
    """How a wipe ended. Copies that could not be reached are among the `backups`."""

    proof: Proof
    backups: tuple[Reached, ...]
    caches: int
    """Folders and files beside the case that were made from it, and deleted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a proof will look for, and how many pieces it will not because they stand in what stays too."""

    pieces: Pieces
    elsewhere: int = 0


def to_look_for(
    pieces: Iterable[bytes], stays: Iterable[bytes] = (), check: Callable[[bytes], None] = lambda told: None
) -> Wanted:
    """The pieces that stand nowhere in what `stays`. `check` sees every text of it that holds one, and raises where it
    should not."""
    wanted = Pieces(pieces)
    elsewhere: set[bytes] = set()
    for group in gathered(stays):
        every = b"\0".join(group)
        if hits := wanted.hits(every):
            elsewhere |= hits
            for told in group:
                if wanted.hits(told):
                    check(told)
        elsewhere |= wanted.hits(indexed(every.decode(errors="replace")).encode())  # as the full text has it
    return Wanted(wanted.without(elsewhere), len(elsewhere))


def leave_note(c: Connection, job: dict[str, Any], wanted: Wanted) -> None:
    """Note what a wipe has to do, in the transaction that makes it needed."""
    note(c, UNFINISHED, json.dumps({"job": job, "elsewhere": wanted.elsewhere, **wanted.pieces.to_json()}))


def job_left(store: SqlStore) -> dict[str, Any] | None:
    """The job of a wipe that was cut off, or None."""
    with store.engine.connect() as c:
        told = unfinished(c)
    return None if told is None else dict(told["job"])


def nothing_else_left(store: SqlStore, what: str) -> None:
    """Raise `OutputError` where another kind of work on the case was cut off: it must be finished first."""
    left = job_left(store)
    if left is not None and left["what"] != what:
        named = {"erase": "An erasing", "protect": "Hiding a name", "key": "A change of key"}[left["what"]]
        raise OutputError(
            store.where, f"{named[0].lower()}{named[1:]} was cut off.", "Give that command again first: it goes on."
        )


def finish(store: SqlStore, change: Callable[[SqlStore], int], say: Say = lambda told: None) -> Finished:
    """Wipe, do to the copies what was done to the case, and prove it. Raises `StillThere` where something is found."""
    with store.engine.connect() as c:
        told = unfinished(c)
    assert told is not None
    pieces = Pieces.from_json(told)
    caches = drop_caches(store)
    say("Going through the copies")
    backups = through_backups(store, change)
    say("Writing the case anew")
    wipe(store)
    say("Looking for what was removed")
    proof = prove(store, pieces, [b for b in backups if b.became != "not reached"], told["elsewhere"])
    if proof.found:
        places = ", ".join(f"{where} ({n} pieces)" for where, n in proof.found)
        raise StillThere(f"{store.where}: what was removed is still found in {places}. {proof}.")
    with store.writing() as c:
        note(c, UNFINISHED, None)
    wipe(store)
    return Finished(proof, tuple(backups), caches)


def prove(store: SqlStore, pieces: Pieces, backups: Iterable[Reached], elsewhere: int = 0) -> Proof:
    """Look for pieces in every byte of the case's files and copies, and in all they say, unpacked."""
    paths = [p for where in (store.where, *(str(b.path) for b in backups)) for p in files_of(where)]
    size, found = 0, []
    for path in paths:
        hits, long = hits_in_file(pieces, path)
        size += long
        if hits:
            found.append((str(path), len(hits)))
    records, hits = _looked_through(store, pieces)
    found += [("the case, unpacked", len(hits))] if hits else []
    for backup in backups:
        with closing(open_sqlite(backup.path)) as copy:
            more, hits = _looked_through(copy, pieces)
        records += more
        found += [(f"{backup.path}, unpacked", len(hits))] if hits else []
    return Proof(len(pieces), elsewhere, tuple(str(p) for p in paths), size, records, tuple(found))


def _looked_through(store: SqlStore, pieces: Pieces) -> tuple[int, set[bytes]]:
    """How many values of rows were looked through, and what was found there."""
    found: set[bytes] = set()
    count = 0
    with store.engine.connect() as c:
        for group in gathered(said(c)):
            found |= pieces.hits(b"\0".join(group))
            count += len(group)
    return count, found
