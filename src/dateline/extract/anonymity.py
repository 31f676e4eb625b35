"""Who must be protected: requests not to be named, each put to a source of the report, or to a new one.

A request stands with its source ("a nurse who asked not to be named"), with the verb of saying, in a sentence of its
own or in a note. Whose it is, is told by grammar (`asking.py`); a statement for all covers whoever speaks as a private
person (`covered.py`). Where a request leads to nobody, a finding says so (`checks/protection.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from dateline.annotate.cues import source_nouns
from dateline.annotate.requests import Request, requests_in
from dateline.annotate.speakers import source_phrase
from dateline.extract.asking import MANY, Whose, is_person, whose
from dateline.extract.covered import covers, is_for_all, named_later, one_of_them, same_person
from dateline.extract.first_person import own_name
from dateline.extract.wordlists import lemmas
from dateline.model.layers import Attribution, SourcePhrase
from dateline.model.parse import Token

if TYPE_CHECKING:
    from dateline.extract.sources import Speaker, Speakers

FEMALE: Final = frozenset({"she", "her"})
MALE: Final = frozenset({"he", "him", "his"})
BACK: Final = 3
"""Sentences that "her name" or a bare note reaches back."""
SPEAKS_UP: Final = frozenset({"asks", "hidden", "spoke", "outlet"})
"""Kinds of request that make a source of whoever makes them, even where nobody is heard to say anything."""
NO_SOURCES: Final = frozenset({"media", "document", "narrator"})


class Requests:
    """The requests of one report, each put to a speaker of the table, or to a new one."""

    def __init__(self, table: Speakers) -> None:
        self.table, self.parse, self.document = table, table.parse, table.document
        self._of_sentence: dict[int, list[Request]] = {}
        self._done: set[Request] = set()
        self.joined: dict[int, Speaker] = {}
        """Speakers that turned out to be another, by their identity in memory."""

    def _requests(self, sentence: int) -> list[Request]:
        """The requests of a sentence; fear of reprisals is one where somebody speaks in it."""
        if sentence not in self._of_sentence:
            s = self.parse.sentences[sentence]
            found = requests_in(self.document.text, s.start, s.end)
            self._of_sentence[sentence] = [r for r in found if self._meant(r)]
        return self._of_sentence[sentence]

    def _meant(self, request: Request) -> bool:
        """Whether words that may be a request are one where they stand."""
        token = self.parse.token_at(request.start)
        if request.kind == "fear":
            return token is not None and _speaks_in(token)
        before = self.document.text[: request.start].rstrip()[-4:].lower()
        if request.kind == "unable":
            return before.endswith("who")
        if request.kind == "spoke" and token is not None and token.lower in lemmas("said privately"):
            return "privately" not in self.document.text[request.start : request.end] or not _before_a_verb(token)
        return True

    # -- in the sentence of the saying ------------------------------------------------------------

    def note(self, speaker: Speaker, phrase: SourcePhrase) -> None:
        """Keep what the sentence of a phrase says about not naming its source."""
        if phrase.kind in NO_SOURCES:
            return
        head = self.table.head_of(phrase)
        for request in self._requests(head.sent):
            found = whose(request, self.parse)
            unnamed = found.how == "open" and speaker.kind in {"anonymous", "group"}
            if self._are(found, phrase, head) or (unnamed and request.kind != "unable"):
                self._hide(speaker, request)

    def _are(self, found: Whose, phrase: SourcePhrase, head: Token) -> bool:
        """Whether the word that a request concerns is a source phrase's."""
        token = found.token
        if token is None or found.how not in {"noun", "pronoun"}:
            return False
        if found.how == "pronoun":
            return token is head
        beside = (token.dep == "appos" and token.head is head) or (head.dep == "appos" and head.head is token)
        return beside or token in head.conjuncts() or phrase.start <= token.start < phrase.end

    def _hide(self, speaker: Speaker, request: Request) -> None:
        self._done.add(request)
        speaker.anonymity, speaker.protect = speaker.anonymity or (request.start, request.end), True
        if speaker.kind == "group" and speaker not in self.table.hidden:
            self.table.hidden.append(speaker)

    # -- in sentences of their own ----------------------------------------------------------------

    def apart(self, attributions: Sequence[Attribution], owners: Sequence[Speaker | None]) -> None:
        """The requests that no source phrase stood with, then all to whom one reaches."""
        said = [(a.content[0][0], a.content[-1][1], o) for a, o in zip(attributions, owners, strict=True) if o]
        for_all: list[Request] = []
        for sentence in self.parse.sentences:
            for request in self._requests(sentence.i):
                if request in self._done:
                    continue
                found = whose(request, self.parse)
                if found.how == "all" or is_for_all(request, found, self.parse):
                    for_all.append(request)
                elif self._read(sentence.start):
                    self._put(request, found, said)
        self._spread()
        self._starred()
        for request in for_all:
            for s in self.table.all:
                if not s.protect and covers(request, s, self.parse):
                    self._hide(s, request)
        self._same_persons()

    def _read(self, start: int) -> bool:
        section = self.document.section_at(start)
        return section is not None and section.kind == "paragraph"

    def _put(self, request: Request, found: Whose, said: Sequence[tuple[int, int, Speaker]]) -> None:
        """Give a request to whomever it concerns."""
        token = found.token
        if found.how == "noun" and token is not None:
            self._put_to_noun(request, token)
        elif found.how == "pronoun" and token is not None:
            speaker = self._before(token.start, token.lower)
            if speaker is not None:
                self._hide(speaker, request)
        elif found.how == "speaker":
            holding = [s for s in said if s[0] <= request.start < s[1]]
            speaker = min(holding, key=lambda s: s[1] - s[0])[2] if holding else self._first_person()
            if speaker is not None:
                self._hide(speaker, request)
        elif found.how == "before" or (found.how == "open" and self._in_brackets(request)):
            speaker = self._before(request.start, "")
            if speaker is not None and not self._is_footnote(request):
                self._hide(speaker, request)
            self._told_behind(request)

    def _in_brackets(self, request: Request) -> bool:
        return self.document.text[: request.start].rstrip()[-1:] in {"(", "[", "*"}

    def _is_footnote(self, request: Request) -> bool:
        """Whether a note goes with asterisks in the text, and not with whoever stands before it."""
        before = self.document.text[: request.start].rstrip()
        return before.endswith("*") and "*" in before[:-1].rstrip("*( \n")

    def _first_person(self) -> Speaker | None:
        """Who "my name" means outside quotations: the one who says "my name is X", or who signs."""
        token = own_name(self.document, self.parse)
        phrase = source_phrase(token, self.parse) if token is not None else None
        return self._speaker(phrase) if phrase is not None else None

    def _put_to_noun(self, request: Request, noun: Token) -> None:
        if not is_person(noun) and request.kind != "asks":
            return
        phrase = source_phrase(noun, self.parse, any_noun=True)
        if phrase is None or phrase.kind in NO_SOURCES:
            return
        speaker = self._known(noun) or self.table.match(phrase, self.table.head_of(phrase))
        if phrase.plural or phrase.kind == "group":
            self._put_to_group(request, noun, speaker)
            return
        if speaker is None and request.kind in SPEAKS_UP and phrase.kind in {"named", "anonymous"}:
            speaker = self.table.new(phrase, self.table.head_of(phrase))
        if speaker is not None and not (speaker.kind == "organisation" and request.kind in {"gives", "hidden"}):
            self.table.mention(speaker, phrase, self.table.head_of(phrase))
            self._hide(speaker, request)
            self._told_behind(request)

    def _put_to_group(self, request: Request, group: Token, speaker: Speaker | None) -> None:
        """Several asked: they, those whom the words beside name, and whoever is left unnamed may be one of them."""
        if speaker is not None and speaker.kind == "group":
            self._hide(speaker, request)
        elif request.kind in SPEAKS_UP:
            for s in self.table.all:
                person = source_nouns().get(s.head) == "person" or s.head == "one"
                if s.kind == "anonymous" and person and (s.head == group.lemma or s.head not in lemmas("in office")):
                    self._hide(s, request)
        first, last = self.parse.span_of(group)
        for t in self.parse.within(first, last):
            phrase = source_phrase(t, self.parse) if t.ent == "PERSON" and t.dep in {"appos", "conj"} else None
            if phrase is not None and phrase.kind == "named":
                self._hide(self._speaker(phrase), request)

    def _told_behind(self, request: Request) -> None:
        """The name behind a colon: "the following witness asked that we not use his name: X"."""
        behind = self.document.text[request.end :].lstrip(" )]")
        if not behind.startswith(":"):
            return
        at = self.document.text.index(":", request.end)
        run = [t for t in self.parse.within(at, at + 80) if t.i and t.start > at]
        named = next((t for t in run[:1] if t.pos == "PROPN"), None)
        while named is not None and named.dep == "compound" and named.head is not None:
            named = named.head
        phrase = source_phrase(named, self.parse) if named is not None else None
        if phrase is not None and phrase.kind == "named":
            self._hide(self._speaker(phrase), request)

    # -- who is meant -----------------------------------------------------------------------------

    def _speaker(self, phrase: SourcePhrase) -> Speaker:
        """The speaker of a phrase, known or new, with the phrase among the mentions."""
        head = self.table.head_of(phrase)
        speaker = self._known(head) or self.table.match(phrase, head) or self.table.new(phrase, head)
        self.table.mention(speaker, phrase, head)
        return speaker

    def _known(self, token: Token) -> Speaker | None:
        """The speaker one of whose mentions a word stands in."""
        holding = [
            (end - start, n) for n, s in enumerate(self.table.all) for start, end in s.mentions
            if start <= token.start < end and s.kind not in NO_SOURCES
        ]  # fmt: skip
        return self.table.all[min(holding)[1]] if holding else None

    def _before(self, offset: int, pronoun: str) -> Speaker | None:
        """Whoever was told of last before an offset, by number and sex of the pronoun; singular "they" where no group
        fits."""
        at = self.parse.token_at(offset)
        if at is None:
            return None
        first = self.parse.sentences[max(at.sent - BACK, 0)].first
        tokens = list(reversed(self.parse.tokens[first : at.i]))
        several = self._nearest(tokens, pronoun, many=True) if pronoun in MANY else None
        return several or self._nearest(tokens, pronoun, many=False) or self._taken_for_a_body(tokens, pronoun)

    def _taken_for_a_body(self, tokens: Sequence[Token], pronoun: str) -> Speaker | None:
        """The nearest bare name that the engine takes for a body's, which no "he" or "she" means: it is a person's."""
        if pronoun not in FEMALE | MALE:
            return None
        near = (self._known(t) for t in tokens if t.tag == "NNP" and not any(c.dep == "det" for c in t.children))
        found = next((s for s in near if s is not None and s.kind == "organisation" and s.name is not None), None)
        if found is not None and found.name is not None and not found.name.isupper():
            found.kind = "named"
            return found
        return None

    def _nearest(self, tokens: Sequence[Token], pronoun: str, *, many: bool) -> Speaker | None:
        for t in tokens:
            speaker = self._known(t)
            if speaker is not None:
                fitting = speaker.kind == "group" if many else speaker.kind in {"named", "anonymous"}
                if fitting and _fits(speaker, pronoun):
                    return speaker
            elif t.pos in {"NOUN", "PROPN"} and t.dep != "compound" and is_person(t):
                phrase = source_phrase(t, self.parse)
                wanted = {"group"} if many else {"named", "anonymous"}
                if (
                    phrase is not None
                    and phrase.kind in wanted
                    and (t.ent == "PERSON" or t.dep in {"nsubj", "nsubjpass", "dobj"})
                ):
                    return self._beside(t) or self._speaker(phrase)
        return None

    def _beside(self, noun: Token) -> Speaker | None:
        """The named source whose name stands beside a noun, whatever the engine takes it for."""
        names = [c.text for c in noun.children if c.dep == "appos" and c.pos == "PROPN"]
        return next((s for s in self.table.all if s.name is not None and s.name.split()[-1] in names), None)

    # -- to whom else a request reaches -----------------------------------------------------------

    def _spread(self) -> None:
        """One of those who asked, those whom only a pronoun names, and those who are called anonymous."""
        for asked in [s for s in self.table.all if s.protect and s.name is None]:
            self._reach(asked)
        for s in self.table.all:
            if s.kind == "anonymous" and s.phrase.pronoun and not s.protect:
                self._hide_pronoun(s)
            if s.kind in {"anonymous", "group"} and not s.protect:
                word = next(self._words(lemmas("called hidden"), s), None)
                s.anonymity, s.protect = word, word is not None

    def _reach(self, asked: Speaker) -> None:
        """Those who are, or are among, an unnamed source that asked not to be named."""
        names = {self.document.text[t.start : t.end] for t in named_later(asked, self.parse)}
        if asked.kind == "anonymous" and len(names) == 1:
            self._give_name(asked, names.pop())
        for s in self.table.all:
            one = asked.kind == "group" and s.kind == "anonymous" and (s.head == asked.head or asked.head in s.words)
            named = s.name is not None and any(s.name.endswith(name) for name in names)
            if not s.protect and (one or named or one_of_them(s, asked, self.parse)):
                s.anonymity, s.protect = asked.anonymity, True

    def _give_name(self, asked: Speaker, name: str) -> None:
        """Make one source of an unnamed one and of the one that bears its name: "a director … The director, X"."""
        for s in self.table.all:
            if s is not asked and s.kind == "named" and s.name is not None and s.name.split()[-1] == name:
                asked.kind, asked.name, asked.role = "named", s.name, asked.role or s.role
                asked.mentions += [m for m in s.mentions if m not in asked.mentions]
                self.joined[id(s)] = asked
        self.table.all = [s for s in self.table.all if id(s) not in self.joined]

    def _hide_pronoun(self, speaker: Speaker) -> None:
        """A "she" that no speaker fitted is taken for whoever asked just before not to be named: rather too many."""
        at = self.table.head_of(speaker.phrase).sent
        for s in self.table.all:
            if s.protect and s is not speaker and s.kind in {"named", "anonymous"} and 0 <= at - s.sentence <= 2:
                speaker.anonymity, speaker.protect = s.anonymity, True

    def _words(self, wanted: frozenset[str], speaker: Speaker) -> Iterator[tuple[int, int]]:
        for start, end in speaker.mentions:
            for t in self.parse.within(start, end):
                if t.lower in wanted:
                    yield t.start, t.end

    def _starred(self) -> None:
        """Names with an asterisk, where a note opens with one: "*Name changed"."""
        text = self.document.text
        every = [r for some in self._of_sentence.values() for r in some]
        note = next((r for r in every if text[: r.start].rstrip().endswith("*")), None)
        if note is None:
            return
        for s in self.table.all:
            if s.kind == "named" and any(text[b : b + 2].strip()[:1] == "*" for a, b in self._names_of(s)):
                self._hide(s, note)

    def _names_of(self, speaker: Speaker) -> Iterator[tuple[int, int]]:
        yield from speaker.mentions
        if speaker.phrase.name is not None:
            yield speaker.phrase.name

    def _same_persons(self) -> None:
        """Further records of a person who is hidden: by a part of the name, or by another spelling."""
        for one in [s for s in self.table.all if s.protect and s.name is not None]:
            for s in self.table.all:
                if not s.protect and s.name is not None and same_person(s, one):
                    s.anonymity, s.protect = one.anonymity, True


def _fits(speaker: Speaker, pronoun: str) -> bool:
    if speaker.female is None or pronoun not in FEMALE | MALE:
        return True
    return speaker.female == (pronoun in FEMALE)


def _before_a_verb(token: Token) -> bool:
    """As in "residents said privately owned trucks …": the adverb goes with the participle behind it."""
    adverb = next((c for c in _behind(token) if c.lower == "privately"), None)
    return adverb is not None and adverb.head is not None and adverb.head.tag == "VBN" and adverb.head.i > adverb.i


def _behind(token: Token) -> Iterator[Token]:
    at = [token, *(token.children)]
    for t in at:
        yield t
        if t is not token:
            at.extend(t.children)


def _speaks_in(token: Token) -> bool:
    """Whether somebody speaks, or keeps a name back, in the fear that a word tells of."""
    at: Token | None = token
    for _ in range(4):
        if at is None:
            return False
        if (at.pos == "VERB" and at is not token) or at.dep == "ROOT":
            relative = at.dep == "relcl" and at.lemma == "fear"
            return at.lemma in lemmas("speaks in fear") or relative
        if at.dep in {"relcl"} and at.lemma == "fear":
            return True
        at = at.head
    return False
