"""The event lexicon: which verbs and nouns tell of an event, of what type, and what they need to be one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, cast

from dateline.codebook.tables import NEEDS, acled_types, as_plover, plover_types, rows
from dateline.errors import DatelineError
from dateline.model.vocabulary import Plover

Pos = Literal["VERB", "NOUN"]
_AS = {"PROPN": "NOUN", "ADJ": "NOUN", "AUX": "VERB"}
GAP = 4
"""How many tokens may stand between the words of a verb phrase ("took full control", "carried out a series of")."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One reading of a word or phrase as an event; the fields are the columns explained in `tables`."""

    lemma: str
    words: tuple[str, ...]
    pos: Pos
    plover: Plover
    plover_mode: str | None
    acled: str | None
    needs: tuple[str, ...]
    lethal: bool
    directed: bool
    act: bool
    tag: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found in a token sequence: the indexes of its words."""

    trigger: Trigger
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Triggers:
    """The lexicon, by (lemma, pos) and, for multiword entries, by (first lemma, pos), longest first."""

    _single: dict[tuple[str, str], tuple[Trigger, ...]] = field(repr=False)
    _multi: dict[tuple[str, str], tuple[Trigger, ...]] = field(repr=False)
    light: dict[str, tuple[str, ...]]
    """Verbs that carry an event noun ("carry out an attack") and how: does, undergoes, starts, ends, plans …"""
    slips: dict[str, str]
    """Forms whose lemma the parser gets wrong ("staged" as "stag"), and the right one."""
    other_things: frozenset[str]
    """Compounds whose last word is no happening of a conflict: "news release", "house fire"."""

    def of(self, lemma: str, pos: str) -> tuple[Trigger, ...]:
        """The readings of a single word, strong ones first."""
        return self._single.get((lemma, pos), ())

    def phrases(self, first: str, pos: str) -> tuple[Trigger, ...]:
        """The multiword entries that begin with a lemma."""
        return self._multi.get((first, pos), ())

    def phrase_at(self, lemmas: Sequence[str], i: int, pos: str) -> Match | None:
        """The longest multiword entry whose first word is token `i`: its words in order, in a noun phrase one after the
        other (hyphens aside), in a verb phrase with at most `GAP` tokens between two of them."""
        for trigger in self._multi.get((lemmas[i], pos), ()):
            tokens = _place(trigger.words, lemmas, i, GAP if pos == "VERB" else 0)
            if tokens is not None:
                return Match(trigger, tokens)
        return None

    def all_at(self, lemmas: Sequence[str], i: int, pos: str) -> tuple[Match, ...]:
        """Every reading at token `i`: those of the longest phrase, if any, else those of the word alone. A phrase may
        begin with a PROPN or ADJ ("Suicide bombing", "aerial bombardment"); a proper noun alone is none ("March")."""
        kind = _AS.get(pos, pos)
        phrase = self.phrase_at(lemmas, i, kind)
        if phrase is not None:
            same = (t for t in self._multi[lemmas[i], kind] if t.words == phrase.trigger.words)
            return tuple(Match(t, phrase.tokens) for t in same)
        return tuple(Match(t, (i,)) for t in self._single.get((lemmas[i], pos), ()))

    def __iter__(self) -> Iterator[Trigger]:
        for group in (*self._single.values(), *self._multi.values()):
            yield from group


def _place(words: tuple[str, ...], lemmas: Sequence[str], i: int, gap: int) -> tuple[int, ...] | None:
    """Where the words stand from token `i` on, or None."""
    tokens = [i]
    for word in words[1:]:
        at = tokens[-1] + 1
        end = min(len(lemmas), at + gap + 1)
        while at < len(lemmas) and lemmas[at] == "-":
            at, end = at + 1, min(len(lemmas), end + 1)
        while at < end and lemmas[at] != word:
            at += 1
        if at >= end:
            return None
        tokens.append(at)
    return tuple(tokens)


def _trigger(r: dict[str, str]) -> Trigger:
    """A row as a Trigger. Raises DatelineError for a word outside the closed vocabularies."""
    where = f"triggers.tsv, {r['lemma']}"
    plover = as_plover(r["plover"], where)
    needs = tuple(r["needs"].split("+")) if r["needs"] else ()
    wrong = [n for n in needs if n not in NEEDS]
    if r["plover_mode"] and r["plover_mode"] not in plover_types()[plover].modes:
        wrong.append(f"{plover}/{r['plover_mode']}")
    if r["acled"] and r["acled"] not in acled_types():
        wrong.append(r["acled"])
    if r["pos"] not in ("VERB", "NOUN") or r["strength"] not in ("strong", "weak"):
        wrong.append(f"{r['pos']} {r['strength']}")
    if wrong:
        raise DatelineError(f"{where}: not in the codebook: {', '.join(wrong)}.")
    return Trigger(
        r["lemma"], tuple(r["lemma"].replace("-", " ").split()), cast("Pos", r["pos"]), plover,
        r["plover_mode"] or None, r["acled"] or None, needs, r["lethal"] == "1", r["directed"] == "1", r["act"] == "1",
        r["tag"], r["strength"] == "strong",
    )  # fmt: skip


@lru_cache(maxsize=1)
def load_triggers() -> Triggers:
    """The lexicon of the package's data file, read once a process. Raises DatelineError for a faulty row."""
    single: dict[tuple[str, str], list[Trigger]] = {}
    multi: dict[tuple[str, str], list[Trigger]] = {}
    for r in rows("triggers.tsv"):
        t = _trigger(r)
        if len(t.words) > 1:
            multi.setdefault((t.words[0], t.pos), []).append(t)
            if "-" in t.lemma and " " not in t.lemma:
                single.setdefault((t.lemma, t.pos), []).append(t)
        else:
            single.setdefault((t.lemma, t.pos), []).append(t)
    light: dict[str, list[str]] = {}
    for r in rows("light_verbs.tsv"):
        light.setdefault(r["lemma"], []).append(r["aspect"])
    return Triggers(
        {k: tuple(sorted(v, key=lambda t: (not t.strong, t.act))) for k, v in single.items()},
        {k: tuple(sorted(v, key=lambda t: (-len(t.words), not t.strong))) for k, v in multi.items()},
        {k: tuple(v) for k, v in light.items()},
        {r["form"]: r["lemma"] for r in rows("lemma_slips.tsv")},
        frozenset(r["phrase"] for r in rows("other_things.tsv")),
    )
