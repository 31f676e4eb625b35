"""What an engine says of a text: sentences of tokens with heads. Engine-neutral, so the rules never see spaCy.

Dependency labels are those of the ClearNLP/spaCy English scheme (nsubj, dobj, pobj, ccomp …), part-of-speech tags the
universal ones, `tag` the Penn ones.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj"})
NOMINAL: Final = frozenset({"NOUN", "PROPN"})
FINITE: Final = frozenset({"VBD", "VBP", "VBZ", "MD"})
"""Tags of verbs that can head a clause of their own."""


@dataclass(slots=True, eq=False)
class Token:
    """One token. `start`/`end` are code points into the document's text; `head` is None at a sentence's root."""

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    ent: str
    sent: int
    head: Token | None = field(default=None, repr=False)
    children: list[Token] = field(default_factory=list, repr=False)
    left: int = 0
    right: int = 0
    """Index of the first and of the last token of this token's subtree."""

    def child(self, *deps: str) -> Token | None:
        """The first child with one of these dependency labels."""
        for c in self.children:
            if c.dep in deps:
                return c
        return None

    def all(self, *deps: str) -> list[Token]:
        """All children with one of these dependency labels, in text order."""
        return [c for c in self.children if c.dep in deps]

    def conjuncts(self) -> list[Token]:
        """This token and the ones coordinated after it ("rebels", "militias" in "rebels and militias")."""
        found = [self]
        for t in found:
            found.extend(c for c in t.children if c.dep == "conj")
        return found

    @property
    def negated(self) -> bool:
        return any(c.dep == "neg" for c in self.children)


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """Tokens first..last (last excluded) of the parse."""

    i: int
    start: int
    end: int
    first: int
    last: int
    root: Token


@dataclass(frozen=True, slots=True)
class Entity:
    """A span that the engine took for a named entity, with the engine's own label (OntoNotes: GPE, ORG, PERSON …)."""

    start: int
    end: int
    label: str


_start = attrgetter("start")


@dataclass(slots=True, eq=False)
class Parse:
    """All tokens and sentences of a text, plus the engine's entities."""

    text: str
    tokens: list[Token]
    sentences: list[Sentence]
    entities: list[Entity]
    chunks: list[tuple[int, int, int]] = field(default_factory=list)
    """Base noun phrases as (first token, last token excluded, head token)."""
    _at: dict[int, int] = field(default_factory=dict, repr=False)

    def reindex(self) -> None:
        """Work out offsets and subtree bounds once all tokens are there."""
        self._at = {t.start: t.i for t in self.tokens}
        for t in self.tokens:
            t.left = t.right = t.i
        for sentence in self.sentences:
            self._bound(sentence)

    def _bound(self, sentence: Sentence) -> None:
        """Subtree bounds, children before parents, without recursion (a sentence may be thousands of tokens deep)."""
        order: list[Token] = [t for t in self.tokens[sentence.first : sentence.last] if t.head is None]
        for t in order:
            order.extend(t.children)
        for t in reversed(order):
            for c in t.children:
                t.left, t.right = min(t.left, c.left), max(t.right, c.right)

    def token_at(self, offset: int) -> Token | None:
        """The token that starts at a character, or that holds it."""
        i = self._at.get(offset)
        if i is not None:
            return self.tokens[i]
        low, high = 0, len(self.tokens)
        while low < high:
            mid = (low + high) // 2
            if self.tokens[mid].end <= offset:
                low = mid + 1
            else:
                high = mid
        if low < len(self.tokens) and self.tokens[low].start <= offset:
            return self.tokens[low]
        return None

    def entities_from(self, start: int) -> Iterator[Entity]:
        """The entities that start at a character; they stand in text order."""
        for n in range(bisect_left(self.entities, start, key=_start), len(self.entities)):
            if self.entities[n].start != start:
                return
            yield self.entities[n]

    def within(self, start: int, end: int) -> list[Token]:
        """Tokens that lie wholly inside start..end."""
        return list(self.walk(start, end))

    def walk(self, start: int, end: int) -> Iterator[Token]:
        """The same one by one, for who needs only the first few."""
        for n in range(bisect_left(self.tokens, start, key=_start), len(self.tokens)):
            if self.tokens[n].end > end:
                return
            yield self.tokens[n]

    def sentence_of(self, token: Token) -> Sentence:
        return self.sentences[token.sent]

    def span_of(self, token: Token) -> tuple[int, int]:
        """Characters of the token's whole subtree."""
        return self.tokens[token.left].start, self.tokens[token.right].end
