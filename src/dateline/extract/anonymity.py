"""Who must be protected: requests not to be named, and whose they are.

A request stands with its source ("a nurse who asked not to be named"), with the verb of saying, or in a sentence of its
own. Whom it concerns is told by grammar; where that leads to nobody, a finding says so (`checks/protection.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from dateline.annotate.cues import source_nouns
from dateline.annotate.speakers import OF_PEOPLE, anonymity_in, noun_kind, source_phrase
from dateline.extract.wordlists import lemmas
from dateline.model.layers import SourcePhrase
from dateline.model.parse import Token

if TYPE_CHECKING:
    from dateline.extract.sources import Speaker, Speakers

PRONOUNS: Final = frozenset({"he", "she", "they", "who", "both", "all"})
REACH: Final = 12
"""Words that a request may stand above the verb of saying in the sentence's tree."""


class Requests:
    """The requests of one report, each put to a speaker of the table, or to a new one."""

    def __init__(self, table: Speakers) -> None:
        self.table, self.parse, self.document = table, table.parse, table.document

    def note(self, speaker: Speaker, phrase: SourcePhrase) -> None:
        """Keep what the sentence of a phrase says about not naming its source."""
        if phrase.anonymity is None or phrase.kind in {"media", "document", "narrator"}:
            return
        if speaker.kind == "named" and not self._own_words(phrase):
            return
        speaker.anonymity = speaker.anonymity or phrase.anonymity
        speaker.protect = True
        if speaker.kind == "group" and speaker not in self.table.hidden:
            self.table.hidden.append(speaker)

    def _own_words(self, phrase: SourcePhrase) -> bool:
        if phrase.anonymity is None:
            return False
        head = self.table.head_of(phrase)
        first, last = self.parse.span_of(head)
        if first <= phrase.anonymity[0] and phrase.anonymity[1] <= last:
            return True
        return any(self._says(t, head) for t in self.parse.within(*phrase.anonymity)[:1])

    @staticmethod
    def _says(words: Token, speaker: Token) -> bool:
        """Whether words stand with a verb whose subject is the speaker ("Jane Doe told us on condition of …")."""
        at: Token | None = words
        for _ in range(REACH):
            at = at.head if at is not None else None
            if at is None:
                return False
            subject = at.child("nsubj", "nsubjpass") if at.pos == "VERB" else None
            if subject is not None or at.dep == "ROOT":
                return subject is speaker
        return False

    def apart(self) -> None:
        """Requests for anonymity that stand in sentences of their own, by one source or by a group of them."""
        told = {a for s in self.table.all if s.anonymity is not None for a in [s.anonymity]}
        for sentence in self.parse.sentences:
            words = anonymity_in(self.document.text, sentence.start, sentence.end)
            if words is None or words in told:
                continue
            section = self.document.section_at(sentence.start)
            if section is not None and section.kind == "paragraph":
                self._request(words, sentence.first, sentence.last)
        for group in self.table.hidden:
            for s in self.table.all:
                if s.kind == "anonymous" and not s.protect and (s.head == group.head or group.head in s.words):
                    s.anonymity, s.protect = group.anonymity, True
        for s in self.table.all:
            if s.kind == "anonymous" and s.phrase.pronoun and not s.protect:
                self._hide_pronoun(s)
        for s in self.table.all:
            if s.kind in {"anonymous", "group"} and "anonymous" in s.words:
                s.protect = True
                s.anonymity = s.anonymity or next(self._word("anonymous", s), None)

    def _hide_pronoun(self, speaker: Speaker) -> None:
        """A "she" that no speaker fitted is taken for whoever asked just before not to be named: rather too many."""
        at = self.table.head_of(speaker.phrase).sent
        for s in self.table.all:
            if s.protect and s is not speaker and s.kind in {"named", "anonymous"} and 0 <= at - s.sentence <= 2:
                speaker.anonymity, speaker.protect = s.anonymity, True

    def _word(self, word: str, speaker: Speaker) -> Iterator[tuple[int, int]]:
        for start, end in speaker.mentions:
            for t in self.parse.within(start, end):
                if t.lower == word:
                    yield t.start, t.end

    def _request(self, words: tuple[int, int], first: int, last: int) -> None:
        """Whom a request concerns: whose name it is, else the subject nearest before it that can speak."""
        subject: Token | None = None
        for t in self.parse.tokens[first:last]:
            if t.start >= words[1]:
                break
            if subject is None and t.lemma in lemmas("names") and t.dep in {"nsubj", "nsubjpass"}:
                owner = t.child("poss")
                of = next((c.child("pobj") for c in t.children if c.lower == "of"), None)
                if owner is not None and owner.pos == "PRON":
                    self._hide_last(words, owner)
                    return
                subject = owner or of or subject
            elif (
                t.start < words[0]
                and t.dep in {"nsubj", "nsubjpass"}
                and (noun_kind(t) in OF_PEOPLE or t.pos == "NUM" or t.lower in PRONOUNS or self._is_person(t))
            ):
                subject = t
        if subject is not None and subject.lower == "who":
            subject = _antecedent(subject)
        if subject is None:
            return
        phrase = source_phrase(subject, self.parse, any_noun=True)
        if phrase is None:
            return
        if phrase.plural or phrase.kind == "group":
            group = self.table.by_pronoun(subject) if phrase.pronoun else None
            if group is not None and group.kind == "group":
                group.anonymity, group.protect = group.anonymity or words, True
                self.table.hidden.append(group)
                return
            self._group_request(words, subject)
            self._hide_names(words, subject)
            return
        head = self.table.head_of(phrase)
        speaker = self.table.by_pronoun(head) if phrase.pronoun else self.table.match(phrase, head)
        if speaker is None and phrase.kind in {"named", "anonymous"} and not phrase.pronoun:
            speaker = self.table.new(phrase, head)  # kept, even where nobody is heard to say anything
        if speaker is not None and not phrase.pronoun:
            self.table.mention(speaker, phrase, head)
        if speaker is not None:
            speaker.anonymity, speaker.protect = speaker.anonymity or words, True

    def _hide_names(self, words: tuple[int, int], group: Token) -> None:
        """Those whom the words beside a group name ("Two teachers, Ann Doe and John Roe, asked …")."""
        first, last = self.parse.span_of(group)
        for t in self.parse.within(first, last):
            if t.ent != "PERSON" or t.dep not in {"appos", "conj"}:
                continue
            phrase = source_phrase(t, self.parse)
            if phrase is None or phrase.kind != "named":
                continue
            speaker = self.table.match(phrase, t) or self.table.new(phrase, t)
            self.table.mention(speaker, phrase, t)
            speaker.anonymity, speaker.protect = speaker.anonymity or words, True

    def _is_person(self, token: Token) -> bool:
        """Whether a name is a person's: by the parser, or because somebody of that name has spoken."""
        if token.pos != "PROPN":
            return False
        return token.ent == "PERSON" or any(token.lower in (s.name or "").lower().split() for s in self.table.all)

    def _hide_last(self, words: tuple[int, int], owner: Token) -> None:
        """ "Her name has been changed": whoever, one person or several, spoke last before it."""
        kinds = {"group"} if owner.lower == "their" else {"named", "anonymous"}
        near = [s for s in self.table.all if s.kind in kinds and 0 <= owner.sent - s.sentence <= 3]
        if near:
            speaker = max(near, key=lambda s: s.sentence)
            speaker.anonymity, speaker.protect = speaker.anonymity or words, True

    def _group_request(self, words: tuple[int, int], group: Token) -> None:
        """Several sources asked not to be named: whoever the report leaves unnamed may be one of them; of those who
        speak by their office only who is called as the group is ("one official" of "the officials")."""
        for s in self.table.all:
            person = source_nouns().get(s.head) == "person" or s.head == "one"
            if s.kind == "anonymous" and person and (s.head == group.lemma or s.head not in lemmas("in office")):
                s.anonymity, s.protect = s.anonymity or words, True


def _antecedent(relative: Token) -> Token | None:
    """Whom "who" means: the noun that its clause stands with, a name rather than what is said of it."""
    verb = relative.head
    noun = verb.head if verb is not None and verb.dep == "relcl" else None
    if noun is not None and noun.dep == "appos" and noun.head is not None:
        return noun.head
    return noun
