"""The word lists of this room's data folder, read once."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import get_args

from dateline.codebook.tables import acled_types
from dateline.errors import DatelineError
from dateline.model import vocabulary as v

CHECKED = {"predicate": v.Predicate, "status": v.ControlStatus, "what": v.TargetWhat}
"""Columns that hold words of the contract."""


def rows(name: str) -> list[list[str]]:
    """The cells of a data file, header aside. DatelineError names the row that is no row, or holds an unknown word."""
    text = files("dateline.extract").joinpath("data", name).read_text(encoding="utf-8")
    header, *lines = text.splitlines()
    columns = header.split("\t")
    found = [line.split("\t") for line in lines if line]
    for row in found:
        if len(row) != len(columns):
            raise DatelineError(f"{name}: {len(row)} cells where the header has {len(columns)}: {row[0]}")
        for column, cell in zip(columns, row, strict=True):
            known = acled_types() if column == "acled" else get_args(CHECKED[column]) if column in CHECKED else None
            if known is not None and cell and cell not in known:
                raise DatelineError(f"{name}: {row[0]}: {cell} is no {column} of the contract.")
    return found


@lru_cache(maxsize=1)
def target_words() -> dict[str, str]:
    """Noun lemma -> class of target (hospital, school, vehicle …)."""
    return {r[0]: r[1] for r in rows("targets.tsv")}


@lru_cache(maxsize=1)
def means_words() -> frozenset[str]:
    """Lemmas of weapons and other means of force."""
    return frozenset(r[0] for r in rows("means.tsv"))


@lru_cache(maxsize=1)
def means_pairs() -> dict[str, str]:
    """Lemma of a weapon -> the ACLED pair that its use makes of an attack."""
    return {r[0]: r[2] for r in rows("means.tsv") if r[2]}


@lru_cache(maxsize=1)
def explosives() -> frozenset[str]:
    """Lemmas of means that explode."""
    return frozenset(r[0] for r in rows("means.tsv") if r[1] == "yes")


@lru_cache(maxsize=1)
def object_control() -> frozenset[str]:
    """Verbs whose object does what the infinitive says ("ordered troops to withdraw")."""
    return frozenset(r[0] for r in rows("object_control.tsv"))


@lru_cache(maxsize=1)
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for class_, lemma, _ in rows("classes.tsv"):
        found.setdefault(class_, set()).add(lemma)
    return {name: frozenset(words) for name, words in found.items()}


def lemmas(class_: str) -> frozenset[str]:
    """The lemmas of a small word class that a rule names ("filming"); what each is for stands in the file."""
    return _classes()[class_]
