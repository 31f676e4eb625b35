"""Whom the words of a clause name: head tokens -> actors, through pronouns, possessors and "of" phrases."""

from __future__ import annotations

from collections.abc import Callable

from dateline.extract.pronouns import DEAD, HARMED, acts_with_force, quote_start, says, suffers
from dateline.model.document import Document
from dateline.model.layers import Mention
from dateline.model.parse import Parse, Token
from dateline.model.span import Evidence
from dateline.resolve.actors import ActorTable

PLURAL = frozenset({"they", "them", "their", "theirs"})
HE = frozenset({"he", "him", "his", "she", "her"})
IT = frozenset({"it", "its"})
WE = frozenset({"we", "us", "our", "ours", "i", "my", "me"})
LOOK_BACK = 2
"""Sentences that a pronoun may look back."""
DEPTH = 4
MOST_STEPS = 12
"""Pronouns that may be followed back one after the other."""

Named = tuple[str, Evidence]
"""An actor's id and the words that name it here."""


class Cast:
    """Resolves head tokens to actors. `speaker` gives the actor that "we" stands for at an offset, if known."""

    def __init__(
        self,
        document: Document,
        parse: Parse,
        actors: ActorTable,
        speaker: Callable[[int], str | None] | None = None,
        is_place: Callable[[Token], bool] | None = None,
    ) -> None:
        self._document, self._parse, self.actors = document, parse, actors
        self._speaker, self._is_place = speaker, is_place
        self._by_sentence: dict[int, list[Mention]] = {}
        for m in actors.mentions:
            self._by_sentence.setdefault(parse.tokens[m.head].sent, []).append(m)

    def named(self, token: Token, depth: int = 0) -> list[Named]:
        """Actors that a noun phrase names: itself, or whom it belongs to ("ISIL vehicles", "convoy of soldiers")."""
        mention = self.actors.mention_at(token)
        if mention is not None:
            return [(self.actors.id_of(mention), self._document.evidence(mention.start, mention.end))]
        if token.pos == "PRON" or token.tag == "PRP$":
            return self._pronoun(token)
        if depth > DEPTH or (self._is_place is not None and self._is_place(token)):
            return []  # "parts of the Syrian Badia" names no actor
        found: list[Named] = []
        for prep in token.all("prep"):
            if prep.lower in {"of", "from", "among", "within"}:
                for obj in prep.all("pobj"):
                    found.extend(n for t in obj.conjuncts() for n in self.named(t, depth + 1))
        return found or self.owners(token)

    def owners(self, token: Token) -> list[Named]:
        """Actors among the modifiers left of a noun: "Russian" in "Russian airstrikes", "the regime's" in "its …"."""
        found: list[Named] = []
        for child in token.children:
            if child.i < token.i and child.dep in {"poss", "compound", "amod", "nmod", "nsubj"}:
                found.extend(self.named(child, DEPTH))
        return found

    def in_sentence(self, sentence: int) -> list[Mention]:
        """Mentions of actors in a sentence."""
        return self._by_sentence.get(sentence, [])

    def all(self, tokens: list[Token]) -> list[Named]:
        """Actors that several tokens name, each once, in order."""
        found: dict[str, Named] = {}
        for token in tokens:
            for actor, evidence in self.named(token):
                found.setdefault(actor, (actor, evidence))
        return list(found.values())

    def _pronoun(self, token: Token) -> list[Named]:
        if token.lower in WE:
            actor = self._speaker(token.start) if self._speaker else None
            return [(actor, self._document.evidence(token.start, token.end))] if actor else []
        mention = self.antecedent(token)
        if mention is None:
            return []
        return [(self.actors.id_of(mention), self._document.evidence(token.start, token.end))]

    def antecedent(self, token: Token) -> Mention | None:
        """The nearest fitting mention before a pronoun, subjects first, in this sentence or the two before."""
        return self._antecedent(token, acting=acts_with_force(token), steps=0)

    def _antecedent(self, token: Token, *, acting: bool, steps: int) -> Mention | None:
        fits = self._fits(token)
        if fits is None:
            return None
        quote = quote_start(self._document, token.start) if token.lower == "they" and token.dep == "nsubj" else None
        same = self._same_before(token, quote) if quote is not None else None
        if same is not None:  # "They came at dawn. … They burned it": one "they" throughout what one person tells
            return self._antecedent(same, acting=acting, steps=steps + 1) if steps < MOST_STEPS else None
        for back in range(LOOK_BACK + 1):
            before = [m for m in self._by_sentence.get(token.sent - back, ()) if m.end <= token.start and fits(m)]
            if quote is not None:
                before = [m for m in before if m.start >= quote or not says(self._parse.tokens[m.head])]
            if token.dep == "nsubj" and token.lower == "they":
                before = [m for m in before if not suffers(self._parse.tokens[m.head], HARMED if acting else DEAD)]
            if before:
                subjects = [m for m in before if self._parse.tokens[m.head].dep in {"nsubj", "nsubjpass"}]
                return (subjects or before)[-1 if back == 0 else 0]
        return None

    def _same_before(self, token: Token, quote: int) -> Token | None:
        """The nearest "they" before this one that does something in the same quotation, within the look-back."""
        for back in range(LOOK_BACK + 1):
            if token.sent - back < 0:
                return None
            sentence = self._parse.sentences[token.sent - back]
            for t in reversed(self._parse.tokens[sentence.first : min(sentence.last, token.i)]):
                if t.lower == "they" and t.dep == "nsubj" and t.start >= quote:
                    return t
        return None

    @staticmethod
    def _fits(token: Token) -> Callable[[Mention], bool] | None:
        if token.lower in PLURAL:
            return lambda m: m.number == 2 and m.kind not in {"state", "media"} and _known_body(m)
        if token.lower in HE:
            return lambda m: m.kind == "person" or m.number == 1
        if token.lower in IT:
            return lambda m: m.kind not in {"person", "civilians", "media"} and m.number == 2 and _known_body(m)
        return None


def _known_body(m: Mention) -> bool:
    """Neither a mere adjective nor a name of which only the engine says that it is a body's."""
    return "adjective" not in m.tags and not (m.rule == "engine" and m.kind == "other")
