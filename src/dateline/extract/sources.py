"""Sources: which source phrases of a report name the same speaker, and who must be protected.

Merging follows how reports are written: a person is named in full once and by the last name after that; "the source"
goes back to the last unnamed one that fits; "the Turkish president" may come before the name; every "a resident" is
somebody new.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from sys import maxsize
from typing import Final

from dateline.annotate.clauses import subject_of
from dateline.annotate.cues import source_nouns
from dateline.annotate.scene import ISSUING
from dateline.annotate.speakers import noun_kind, source_phrase
from dateline.extract.anonymity import Requests
from dateline.extract.wordlists import lemmas
from dateline.model.document import Document
from dateline.model.layers import Attribution, SourcePhrase
from dateline.model.parse import Parse, Token
from dateline.model.vocabulary import SourceKind

EMPTY: Final = frozenset(
    "the a an of for in at 's \u2019s that this - , and one another some other its their to with".split()
)
FEMALE: Final = frozenset({"she", "her"})
ORDINALS: Final = ("first", "second", "third", "fourth")
TOLD_BACK: Final = 5
"""Sentences that a pronoun reaches back to a person who has not spoken yet."""
ISSUED_BACK: Final = 3
"""Sentences that "the statement" reaches back to who issued one."""
LOOK_BACK: Final = 12
"""Sentences that a pronoun or description reaches back."""


@dataclass(slots=True, eq=False)
class Speaker:
    """One source in the making."""

    kind: SourceKind
    head: str
    words: set[str]
    name: str | None
    phrase: SourcePhrase
    sentence: int
    mentions: list[tuple[int, int]] = field(default_factory=list)
    anonymity: tuple[int, int] | None = None
    protect: bool = False
    role: tuple[int, int] | None = None
    female: bool | None = None
    definite: bool = False
    owners: set[str] = field(default_factory=set)
    """Words of possessors: "Turkey" of "Turkey's foreign ministry" is not the ministry."""


class Speakers:
    """The sources of one report, filled attribution by attribution in text order."""

    def __init__(self, document: Document, parse: Parse) -> None:
        self.document, self.parse = document, parse
        self.all: list[Speaker] = []
        self.last: Speaker | None = None
        self.issued: dict[str, Speaker] = {}
        self.hidden: list[Speaker] = []
        """Groups that asked not to be named: an unnamed one of theirs is protected with them."""

    # -- words of a phrase ------------------------------------------------------------------------

    def _words(self, start: int, end: int) -> set[str]:
        return {t.lemma for t in self.parse.within(start, end)} - EMPTY

    def head_of(self, phrase: SourcePhrase) -> Token:
        return self.parse.tokens[phrase.head]

    # -- resolving --------------------------------------------------------------------------------

    def of(self, phrase: SourcePhrase) -> Speaker | None:
        """The speaker that a phrase names: one met before, or a new one. None where a pronoun has nobody to mean."""
        head, said = self.head_of(phrase), phrase
        if phrase.pronoun and head.lower in {"he", "she", "they"}:
            phrase = self._in_sentence(head) or (self._told_of(head) if head.lower != "they" else None) or phrase
        if phrase.pronoun and head.lower in {"he", "she"} and self.by_pronoun(head) is None:
            phrase = self._person_before(head) or phrase
        speaker = self.by_pronoun(head) if phrase.pronoun else self.match(phrase, self.head_of(phrase))
        if speaker is None:
            if phrase.pronoun and head.lower in {"it", "them", "him", "her"}:
                return None
            speaker = self.new(phrase, self.head_of(phrase))
        self.mention(speaker, phrase, self.head_of(phrase))
        if said is not phrase:
            self.mention(speaker, said, head)
        return speaker

    def _in_sentence(self, pronoun: Token) -> SourcePhrase | None:
        """Whom a pronoun means by the clause beside its own ("The troops withdrew after they said …")."""
        verb = pronoun.head
        if verb is None or pronoun.dep != "nsubj":
            return None
        subjects = [verb.head.child("nsubj", "nsubjpass")] if verb.dep == "advcl" and verb.head is not None else []
        if verb.dep == "advcl" and verb.child("mark", "advmod") is None:
            return None
        if pronoun.lower == "they":
            subjects += [c.child("nsubj", "nsubjpass") for c in verb.children if c.dep == "advcl" and c.i < pronoun.i]
        for t in subjects:
            if t is None or t.i > pronoun.i or t.pos not in {"NOUN", "PROPN"}:
                continue
            phrase = source_phrase(t, self.parse)
            if phrase is None:
                continue
            many = phrase.plural or phrase.kind in {"organisation", "group"}
            if many if pronoun.lower == "they" else phrase.kind == "named" and t.ent == "PERSON":
                return phrase
        return None

    def _told_of(self, pronoun: Token) -> SourcePhrase | None:
        """Whom "he" means where a person was told of since anybody last spoke ("Minister X blamed … He said …")."""
        since = self.last.sentence if self.last is not None else -1
        stop = max(pronoun.sent - 2, since + 1, 0)
        first = self.parse.sentences[stop].first if stop <= pronoun.sent else pronoun.i
        for t in reversed(self.parse.tokens[first : pronoun.i]):
            if t.dep not in {"nsubj", "nsubjpass"} or t.tag not in {"NN", "NNP"}:
                continue
            phrase = source_phrase(t, self.parse)
            if phrase is not None and phrase.kind == "named" and (t.ent == "PERSON" or phrase.role is not None):
                return phrase
        return None

    def _person_before(self, pronoun: Token) -> SourcePhrase | None:
        """The person told of last before a pronoun that no speaker fits, by titles of the same sex."""
        first = self.parse.sentences[max(pronoun.sent - TOLD_BACK, 0)].first
        wrong = lemmas("men") if pronoun.lower == "she" else lemmas("women")
        for t in reversed(self.parse.tokens[first : pronoun.i]):
            if t.ent == "PERSON" and t.dep in {"nsubj", "nsubjpass"} and t.tag == "NNP":
                phrase = source_phrase(t, self.parse)
                if phrase is None or phrase.kind != "named":
                    continue
                words = {k.lower for k in self.parse.within(phrase.start, phrase.end)}
                if not words & wrong:
                    return phrase
        return None

    def new(self, phrase: SourcePhrase, head: Token) -> Speaker:
        kind: SourceKind = phrase.kind
        if phrase.pronoun:
            kind = "organisation" if head.lower == "we" else "group" if phrase.plural else "anonymous"
        name = self.document.text[phrase.name[0] : phrase.name[1]] if phrase.name is not None else None
        if phrase.pronoun and head.lower == "we":
            name = self.document.outlet
        elif kind in {"organisation", "media", "document"}:
            name = self._body_name(phrase, head)
        speaker = Speaker(kind, head.lemma, set(), name, phrase, head.sent, role=phrase.role, definite=phrase.definite)
        self.all.append(speaker)
        return speaker

    def _body_name(self, phrase: SourcePhrase, head: Token) -> str | None:
        """The name of an institution: its phrase from the first capital on, without article and possessor."""
        if head.tag not in {"NNP", "NNPS"} and not _outlet(head):
            return None
        owner = head.child("poss")
        own = owner is not None and owner.tag == "NNP" and head.left == owner.left and head.i == owner.right + 1
        after = owner.right + 1 if owner is not None and not own else 0
        for t in self.parse.within(phrase.start, phrase.end):
            if t.i >= after and t.tag in {"NNP", "NNPS"}:
                return self.document.text[t.start : phrase.end]
        return None

    def mention(self, speaker: Speaker, phrase: SourcePhrase, head: Token) -> None:
        span = (phrase.start, phrase.end)
        if span not in speaker.mentions:
            speaker.mentions.append(span)
        speaker.sentence = head.sent
        if not phrase.pronoun:
            speaker.words |= self._words(*span)
            owner = head.child("poss")
            if owner is not None:
                speaker.owners |= {t.lemma for t in self.parse.tokens[owner.left : owner.right + 1]} - {head.lemma}
            if phrase.role is not None:
                speaker.words |= self._words(*phrase.role)
                speaker.role = speaker.role or phrase.role
            if speaker.words & lemmas("women"):
                speaker.female = True
            if speaker.name is None and {speaker.kind, phrase.kind} <= {"organisation", "media"}:
                speaker.name = self._body_name(phrase, head)
        elif head.lower in FEMALE:
            speaker.female = True
        elif head.lower in {"he", "him"}:
            speaker.female = False
        if phrase.name is not None and phrase.kind == "named":
            full = self.document.text[phrase.name[0] : phrase.name[1]]
            if speaker.name is None or (len(full) > len(speaker.name) and speaker.kind == "named"):
                speaker.name = full
            speaker.kind = "named"
        self.last = speaker

    def by_pronoun(self, head: Token) -> Speaker | None:
        wanted: tuple[str, ...]
        word = head.lower
        if word in {"he", "she", "him", "her"}:
            wanted = ("named", "anonymous")
        elif word in {"they", "them"}:
            wanted = ("group", "organisation", "media")
        elif word == "it":
            wanted = ("organisation", "media", "document")
        elif word == "i":
            wanted = ("named", "anonymous")
        else:
            return self._issuer()
        fitting = [s for s in self.all if s.kind in wanted and head.sent - s.sentence <= LOOK_BACK]
        if word in {"he", "she", "him", "her"}:
            female = word in FEMALE
            fitting = [s for s in fitting if s.female is None or s.female == female]
            if self.last is not None and self.last in fitting and self.last.sentence >= head.sent - 3:
                return self.last
            named = [s for s in fitting if s.kind == "named"]
            fitting = named or fitting
        return max(reversed(fitting), key=lambda s: s.sentence, default=None)

    def _issuer(self) -> Speaker | None:
        """Who "we" is outside quotations: whoever the statement opens with, or its signature names."""
        leads = [s for s in self.all if s.kind in {"organisation", "named"} and s.phrase.start < self._lead_end()]
        if leads:
            return leads[0]
        return next((s for s in self.all if s.phrase.pronoun and s.head in {"we", "i"}), None)

    def _lead_end(self) -> int:
        """Where the first paragraph ends, or the second where the first is a single short line."""
        ends = [s.end for s in self.document.sections if s.kind == "paragraph"][:2]
        return ends[-1] if ends else 0

    def match(self, phrase: SourcePhrase, head: Token) -> Speaker | None:
        if phrase.kind == "named":
            return self._same_person(phrase, head)
        if phrase.kind == "organisation" and phrase.name is not None:
            person = self._known_by_surname(phrase)
            if person is not None:
                return person
        if phrase.kind in {"organisation", "media"} and (
            phrase.name is not None or phrase.definite or head.tag in {"NNP", "NNPS"} or _outlet(head)
        ):
            return (
                self._same_body(phrase, head)
                or self._outlet_of_the_lead(phrase, head)
                or (self._described(phrase, head) if noun_kind(head) == "spokesperson" else None)
            )
        if phrase.kind == "document":
            return self._same_document(phrase, head)
        if phrase.kind == "group":
            words = self._words(phrase.start, phrase.end)
            groups = [s for s in reversed(self.all) if s.kind == "group" and s.words]
            loose = phrase.definite or words == {head.lemma}
            alike = [s for s in groups if s.head == head.lemma]
            same = next((s for s in groups if words == s.words), None)
            bare = next((s for s in alike if s.words == {head.lemma}), None)  # "officials say" over "Turkish officials"
            return same or next((s for s in alike if loose and words <= s.words), None) or bare
        if phrase.kind == "anonymous" and phrase.definite:
            return self._described(phrase, head)
        if phrase.kind == "organisation":
            return self._same_body(phrase, head)
        return None

    def _same_person(self, phrase: SourcePhrase, head: Token) -> Speaker | None:
        if phrase.name is None:
            return None
        name = _parts(self.document.text[phrase.name[0] : phrase.name[1]])
        for s in reversed(self.all):
            if s.name is not None and s.kind == "named" and _same_name(name, _parts(s.name)):
                return s
        return self._before_the_name(phrase, head)

    def _known_by_surname(self, phrase: SourcePhrase) -> Speaker | None:
        """The named speaker whose last name stands alone here, whatever the engine takes it for."""
        if phrase.name is None or phrase.end - phrase.start > phrase.name[1] - phrase.name[0]:
            return None
        name = _parts(self.document.text[phrase.name[0] : phrase.name[1]])
        for s in reversed(self.all):
            own = _parts(s.name) if s.kind == "named" and s.name is not None else []
            if name and own[-len(name) :] == name:
                return s
        return None

    def _before_the_name(self, phrase: SourcePhrase, head: Token) -> Speaker | None:
        """As in "the Turkish president said" before the name; "an official said" before "X, the region's head"."""
        own = self._words(phrase.start, phrase.end)
        if phrase.role is not None:
            own |= self._words(*phrase.role)
        names = (
            {w.lower() for w in _parts(self.document.text[phrase.name[0] : phrase.name[1]])} if phrase.name else set()
        )
        bare = not (own - names)
        for s in reversed(self.all):
            if s.kind != "anonymous" or s.name is not None or s.anonymity is not None or head.sent - s.sentence > 3:
                continue
            if s.definite and bare and s is self.last and s.head not in {"source", "man", "woman"}:
                return s
            shared = {w for w in s.words & own if w not in source_nouns()}
            lead = s.phrase.start < 600 and s is self.all[0]
            if (
                lead
                and not s.definite
                and s.head in lemmas("in office") | lemmas("plain people") - {"source", "man", "woman"}
                and shared
            ):
                return s
        return None

    def _outlet_of_the_lead(self, phrase: SourcePhrase, head: Token) -> Speaker | None:
        """As in "a newspaper reported" in the lead, and soon "said Mwanga, a Swahili newspaper": the same one."""
        lead = self.all[0] if self.all else None
        below = [c for t in head.conjuncts() for c in t.children]
        said = next((c for c in below if c.dep == "appos" and noun_kind(c) == "media"), None)
        if lead is None or lead.kind != "media" or lead.name is not None or said is None or lead.head != said.lemma:
            return None
        return lead if phrase.name is not None and 0 < head.sent - lead.sentence <= ISSUED_BACK else None

    def _same_body(self, phrase: SourcePhrase, head: Token) -> Speaker | None:
        words = set(self._words(phrase.start, phrase.end))
        if phrase.name is not None and phrase.kind != "organisation":
            words = self._words(*phrase.name) or words
        if not words:
            return None
        text = self.document.text[phrase.start : phrase.end]
        for s in reversed(self.all):
            if s.kind not in {"organisation", "media"}:
                continue
            if words <= s.words - s.owners or (s.words <= words and phrase.kind == s.kind and s.head == head.lemma):
                return s
            if text.isupper() and s.name is not None and _initials(s.name) == text.replace(".", ""):
                return s
        return None

    def _same_document(self, phrase: SourcePhrase, head: Token) -> Speaker | None:
        if not phrase.definite:
            return None
        if head.lemma in self.issued:
            return self.issued[head.lemma]
        issuer = self._issuer_of(head)
        if issuer is not None:
            return issuer
        return next((s for s in reversed(self.all) if s.kind == "document" and s.head == head.lemma), None)

    def _issuer_of(self, document: Token) -> Speaker | None:
        """As in "The ministry issued a statement. The statement said …": whose it is by the sentences before."""
        first = self.parse.sentences[max(document.sent - ISSUED_BACK, 0)].first
        for t in reversed(self.parse.tokens[first : document.i]):
            verb = t.head
            if t.lemma == document.lemma and t.dep == "dobj" and verb is not None and verb.lemma in ISSUING:
                subject = subject_of(verb)
                phrase = source_phrase(subject, self.parse) if subject is not None else None
                if phrase is None or phrase.kind == "document" or phrase.pronoun:
                    return None
                speaker = self.match(phrase, self.head_of(phrase)) or self.new(phrase, self.head_of(phrase))
                self.mention(speaker, phrase, self.head_of(phrase))
                self.issued[document.lemma] = speaker
                return speaker
        return None

    def _described(self, phrase: SourcePhrase, head: Token) -> Speaker | None:
        """As in "the source", "the press secretary", "the Turkish leader": the last speaker whose words fit."""
        words = self._words(phrase.start, phrase.end)
        modifiers = words - {head.lemma}
        counted = self._counted(modifiers, head)
        if counted is not None:
            return counted
        near = [s for s in reversed(self.all) if s.kind in {"named", "anonymous", "organisation"}]
        for s in near:
            if head.lemma == "source" and modifiers:
                break
            if words <= s.words and (s.kind != "organisation" or noun_kind(head) == "spokesperson"):
                return s
        people = [s for s in near if s.kind != "organisation" and head.sent - s.sentence <= LOOK_BACK]
        if head.lemma == "source":
            people = [s for s in people if s.kind == "anonymous"]
        elif head.lemma not in lemmas("plain people"):
            return self._role_holder(people, modifiers, head)
        for s in people:
            if modifiers <= s.words and (modifiers or s is self.last or head.lemma == "source"):
                return s
        return None

    def _role_holder(self, people: list[Speaker], modifiers: set[str], head: Token) -> Speaker | None:
        for s in people:
            stems = {w[:6] for w in s.words}
            if head.lemma[:6] in stems and all(m[:6] in stems for m in modifiers):
                return s
        if modifiers - EMPTY - {head.lemma}:
            return None
        return self._titled_before(people, head) or self._goes_on(people, head)

    def _counted(self, modifiers: set[str], head: Token) -> Speaker | None:
        """As in "the first official", "the second": who came first or second of those who are called so."""
        place = next((ORDINALS.index(w) for w in modifiers if w in ORDINALS), None)
        alike = [s for s in self.all if s.kind == "anonymous" and s.head == head.lemma]
        return alike[place] if place is not None and place < len(alike) else None

    def _goes_on(self, people: list[Speaker], head: Token) -> Speaker | None:
        """As in "Example said …. The minister said …": who has just spoken, where nothing was said of his office."""
        last = self.last
        if last is None or last not in people or last.kind != "named" or last.role is not None:
            return None
        offices = lemmas("in office")
        free = head.lemma in offices and not last.words & offices - {head.lemma}
        return last if free and 0 < head.sent - last.sentence <= 2 else None

    def _titled_before(self, people: list[Speaker], head: Token) -> Speaker | None:
        """The speaker whom the report has called by this title, though not where it quotes him ("the secretary")."""
        names = {_parts(s.name)[-1]: s for s in people if s.kind == "named" and s.name is not None}
        first = self.parse.sentences[max(head.sent - LOOK_BACK, 0)].first
        for t in reversed(self.parse.tokens[first : head.i]):
            if t.lower == head.lower and t.text[:1].isupper():
                after = [k.lower for k in self.parse.tokens[t.i + 1 : t.i + 4] if k.ent == "PERSON"]
                found = next((names[n] for n in reversed(after) if n in names), None)
                if found is not None:
                    return found
        return None


def _outlet(head: Token) -> bool:
    """As in "Nile TV", "Al-Fajr newspaper": an outlet's name ends with a common noun."""
    return noun_kind(head) == "media" and any(c.dep == "compound" and c.tag == "NNP" for c in head.children)


def _parts(name: str) -> list[str]:
    return [w for w in name.replace("\u2019s", "").replace("'s", "").lower().split() if w]


def _same_name(a: list[str], b: list[str]) -> bool:
    """One name, or the last (or only) part of the other, or both with the same first and last part."""
    if not a or not b:
        return False
    if a == b or (len(a) == 1 and a[0] == b[-1]) or (len(b) == 1 and b[0] == a[-1]):
        return True
    if (len(a) == 1 and a[0] == b[0]) or (len(b) == 1 and b[0] == a[0]):
        return True
    short, long = sorted((a, b), key=len)
    if long[-len(short) :] == short:
        return True
    return a[-1] == b[-1] and (a[0] == b[0] or a[0][:1] == b[0][:1])


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.split() if w[:1].isupper())


def speakers_of(
    document: Document, parse: Parse, attributions: list[Attribution]
) -> tuple[Speakers, list[Speaker | None]]:
    """All speakers, and for each attribution (in the order given) its speaker or None."""
    table = Speakers(document, parse)
    requests = Requests(table)
    result: list[Speaker | None] = []
    speech = [(a.content[0][0], a.content[-1][1]) for a in attributions if a.rule.startswith("quotation")]
    for a in attributions:
        if a.source is None:
            result.append(table.last if a.carried else None)
            continue
        voice = table.last
        speaker = table.of(a.source)
        own = a.source.pronoun and table.head_of(a.source).lower in {"i", "we"}
        if voice is not None and (own or (a.cue is not None and _within(a.cue, speech))):
            table.last = voice  # what goes on without a cue is not said by whom a speech or the writer mentions
        if speaker is not None:
            requests.note(speaker, a.source)
            if a.medium is not None:
                table.issued[a.medium] = speaker
        result.append(speaker)
    requests.apart(attributions, result)
    return table, [requests.joined.get(id(s), s) for s in result]


def _within(span: tuple[int, int], stretches: list[tuple[int, int]]) -> bool:
    """Whether one of some stretches in text order, none inside another, holds a span."""
    at = bisect_right(stretches, (span[0], maxsize)) - 1
    return at >= 0 and span[1] <= stretches[at][1]
