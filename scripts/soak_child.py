"""What is killed: adds reports to a case for ever, and says each receipt once the store has given it."""

from __future__ import annotations

import random
from multiprocessing.connection import Connection

from dateline.case.opening import open_case_store
from dateline.case.store.entry import entry_of
from scripts.soak_reports import dossier_of, entries

WARM = next(entries(0, 1, 2))
"""Made as this is imported, by the server that the programs are forked from: what writes dossiers is built once."""


def add_for_ever(where: str, seed: int, told: Connection) -> None:
    """Go on where the one before was killed, a little before it, so that some reports are given twice; in batches of
    differing sizes, and now and then read again what is there."""
    chance = random.Random(seed)  # noqa: S311 - sample data
    store = open_case_store(where)
    told.send_bytes(b"ready")
    at = max(0, store.info().counts["report"] - 5)
    while True:
        size = chance.choice((1, 1, 2, 5, 20))
        for receipt in store.add(list(entries(at, size, 2))):
            told.send_bytes(f"{receipt.became} {receipt.report} {receipt.seq}".encode())
        at += size
        if chance.random() < 0.2:
            again = entry_of(dossier_of(at - 1, 2, f"stub/{chance.randrange(2, 9)}"), f"report {at - 1}")
            for receipt in store.reread([again]):
                told.send_bytes(f"{receipt.became} {receipt.report} {receipt.seq}".encode())
