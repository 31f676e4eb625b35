"""The one function that makes record ids (rule 6 of the contract).

An id hashes the document's hash, the kind of record, its type, its evidence offsets and, for relations, control and
events, the first mentions of its participants; never links, scores or the engine. A better engine that finds the same
words therefore finds the same id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from dateline.model.span import Evidence

LENGTH = 12
"""Hex digits kept: 48 bits, so a report of 10,000 records has a collision chance below one in five million."""


def record_id(
    document_sha256: str,
    kind: str,
    type_: str,
    evidence: Iterable[Evidence],
    participants: Iterable[Evidence] = (),
) -> str:
    """Id of one record, prefixed by its kind ("event-3f2a…")."""
    where = ";".join(f"{e.start}-{e.end}" for e in evidence)
    who = ";".join(f"{e.start}-{e.end}" for e in participants)
    key = "\x1f".join((document_sha256, kind, type_, where, who))
    return f"{kind}-{hashlib.sha256(key.encode()).hexdigest()[:LENGTH]}"


def happening_id(first_event: str) -> str:
    """Id of the happening that an event is the first member of: it stays when others join."""
    return f"happening-{first_event.removeprefix('event-')[:LENGTH]}"
