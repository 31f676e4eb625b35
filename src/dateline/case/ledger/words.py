"""The room's word lists, and names folded so that two spellings of one body are one."""

from __future__ import annotations

from functools import cache, lru_cache

from dateline.catalogue.fold import pieces
from dateline.catalogue.lookup import load_catalogue
from dateline.tsv import rows_of

ROOM = "dateline.case.ledger"
STATES = frozenset({"state", "government", "military", "police"})
"""Kinds of actors that are a state or act for one."""


@cache
def words(use: str) -> frozenset[str]:
    """Words of `data/voice_words.tsv` by what they are there for."""
    return frozenset(row["word"] for row in rows_of(ROOM, "voice_words") if row["use"] == use)


@cache
def _spellings() -> dict[str, str]:
    return {row["word"]: row["same_as"] for row in rows_of(ROOM, "voice_words") if row["same_as"]}


@lru_cache(maxsize=1 << 15)
def folded(name: str) -> str:
    """A name as it is compared: no case, accents, hyphens, no article before it."""
    found = [p.casefold() for p in pieces(name)]
    return " ".join(found[1:] if len(found) > 1 and found[0] == "the" else found)


@cache
def body_of(name: str | None) -> str | None:
    """The catalogue's key of a body by its name; None for one that it does not know."""
    entry = load_catalogue().find(name.strip()) if name else None
    return entry.key if entry is not None else None


@cache
def above(key: str) -> frozenset[str]:
    """The groups and the state that a known actor belongs to, at any remove: a command of a state's army is the state's
    as well."""
    entries, found, todo = load_catalogue().entries, set[str](), [key]
    while todo:
        entry = entries.get(todo.pop())
        if entry is None:
            continue
        up = [entry.part_of] if entry.part_of else []
        if entry.kind in STATES and entry.country:
            up.append(entry.country)
        todo += [one for one in up if one not in found and one != key]
        found.update(up)
    return frozenset(found - {key})


def told_apart(name: str) -> frozenset[str]:
    """The words of a body's name that tell it from others: "a spokesman for the Ministry of Defence" is {defense,
    ministry}."""
    found = (p.casefold() for p in pieces(name))
    return frozenset(_spellings().get(p, p) for p in found if p not in words("empty") and p not in words("speaks"))
