"""The cue lexicon (`data/cues.tsv`), the nouns that name sources and the words of names, read once."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import cast, get_args

from dateline.model.vocabulary import Plover, Stance


@dataclass(frozen=True, slots=True)
class Cue:
    """One use of a cue word: `syntax` says where its content stands, `manner` what sort of saying it is."""

    lemma: str
    pos: str
    syntax: str
    stance: Stance
    act: Plover | None
    manner: str
    prepositions: tuple[str, ...]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one data file of this room."""
    text = (files("dateline.annotate") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


@lru_cache(maxsize=1)
def cues() -> dict[tuple[str, str], dict[str, Cue]]:
    """(lemma, "verb" or "noun") -> syntax -> cue."""
    table: dict[tuple[str, str], dict[str, Cue]] = {}
    for row in rows("cues.tsv"):
        stance = cast("Stance", row["stance"] if row["stance"] in get_args(Stance) else "asserted")
        act = cast("Plover", row["act"]) if row["act"] in get_args(Plover) else None
        preps = tuple(p for p in row["prepositions"].split(",") if p)
        cue = Cue(row["lemma"], row["pos"], row["syntax"], stance, act, row["manner"], preps)
        table.setdefault((cue.lemma, cue.pos), {})[cue.syntax] = cue
    return table


@lru_cache(maxsize=1)
def source_nouns() -> dict[str, str]:
    """Noun lemma -> person | people | spokesperson | organisation | media | document | interview."""
    return {row["lemma"]: row["kind"] for row in rows("source_nouns.tsv")}


@lru_cache(maxsize=4)
def matters(kind: str) -> frozenset[str]:
    """Nouns for what is said of: a "proposal" that people back or oppose, a "view" that is dismissed in words (a court
    dismisses a case), what one is "answering" for, what is "won" where a group claims it."""
    return frozenset(row["lemma"] for row in rows("matters.tsv") if row["kind"] == kind)


@lru_cache(maxsize=16)
def name_words(kind: str) -> frozenset[str]:
    """Words by what they make of a name or of whom they head: titles ("Col."), outlets ("Radio"), companies ("Ltd"),
    the press, houses that are bodies ("embassy"), those who speak or act for a body."""
    return frozenset(row["word"] for row in rows("name_words.tsv") if row["kind"] == kind)
