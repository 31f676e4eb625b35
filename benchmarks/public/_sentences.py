"""Event types of one sentence read alone: what the reader says, and what its lexicon says without the reader."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from benchmarks.frame import Counts

if TYPE_CHECKING:
    from dateline.engines.spacy import SpacyEngine
    from dateline.model.parse import Parse


@lru_cache(maxsize=1)
def engine() -> SpacyEngine:
    from dateline.engines.spacy import SpacyEngine

    return SpacyEngine()


@lru_cache(maxsize=8)
def parsed(text: str) -> Parse:
    from dateline.readers.text import read_text

    return engine().parse(read_text(text))


def classes_of(text: str) -> frozenset[str]:
    """PLOVER types that the reader gives a sentence: those of its events, as PLOVER names an act that is planned or
    refused, and those of its claims whose saying is itself the act."""
    from dateline.codebook.announced import plover_types
    from dateline.readers.text import read_text
    from dateline.reading import read_document

    return frozenset(plover_types(read_document(read_text(text), engine=engine())))


def words_of(text: str) -> frozenset[str]:
    """PLOVER types of the words alone: every word or phrase of the lexicon in its first reading, whatever stands
    around it."""
    from dateline.codebook.triggers import load_triggers

    parse, lexicon = parsed(text), load_triggers()
    lemmas = [t.lemma for t in parse.tokens]
    matches = (lexicon.all_at(lemmas, t.i, t.pos) for t in parse.tokens if t.pos in {"VERB", "NOUN"})
    return frozenset(m[0].trigger.plover for m in matches if m)


def first_verb_of(text: str) -> frozenset[str]:
    """As `words_of`, but the first verb of the sentence that the lexicon knows, and nothing else."""
    from dateline.codebook.triggers import load_triggers

    parse, lexicon = parsed(text), load_triggers()
    lemmas = [t.lemma for t in parse.tokens]
    matches = (lexicon.all_at(lemmas, t.i, "VERB") for t in parse.tokens if t.pos == "VERB")
    return next((frozenset({m[0].trigger.plover}) for m in matches if m), frozenset())


def judged(told: frozenset[str], gold: frozenset[str]) -> Counts:
    """One sentence: each type counts once, and the sentence is found where one of its types is right."""
    return Counts(len(told & gold), len(told), int(bool(gold)), int(bool(told & gold)))
