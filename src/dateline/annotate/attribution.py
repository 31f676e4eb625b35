"""Attributions: who says what, by which words.

Three ways lead to one: a quotation with a speaker beside it, a cue word with its complement in the parse, and a phrase
("according to …", "in a video posted online …"). Cue words and what they mean stand in `data/cues.tsv`; which nouns can
speak in `data/source_nouns.tsv`. Text outside paragraphs (captions, datelines, headlines) is nobody's claim.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from dateline.annotate import clauses
from dateline.annotate.clauses import Interval
from dateline.annotate.cues import Cue, cues, name_words
from dateline.annotate.quotations import Quotation
from dateline.annotate.speakers import Known, noun_kind, source_phrase
from dateline.annotate.stance import Modality, content_modality, stance_of
from dateline.model.document import Document
from dateline.model.layers import Attribution, SourcePhrase
from dateline.model.parse import Parse, Token

REACH: Final = 30
"""Tokens that are searched on either side of a quotation for its cue."""
SHORTEST: Final = 2
"""Tokens that a content must have."""
FIRST_PERSON: Final = frozenset({"i", "we"})
END_MARKS: Final = frozenset({".", "!", "?"})
ADDRESSING: Final = frozenset({"tell", "inform", "notify", "brief", "remind", "assure", "warn", "advise", "caution", "alert"})


@dataclass(slots=True)
class _Scene:
    """All that the rules look at, and what they have found."""

    document: Document
    parse: Parse
    quotations: list[Quotation]
    known: Known | None
    table: dict[tuple[str, str], dict[str, Cue]]
    inside: dict[int, int] = field(default_factory=dict)
    """Token index -> index of the outermost quotation (not a mere expression) that holds it."""
    told: list[bool] = field(default_factory=list)
    """By token: whether it stands in a paragraph."""
    used: set[int] = field(default_factory=set)
    phrases: dict[int, SourcePhrase | None] = field(default_factory=dict)
    found: list[Attribution] = field(default_factory=list)
    chunk_ends: dict[int, int] = field(default_factory=dict)
    chunk_starts: dict[int, int] = field(default_factory=dict)

    def first_of(self, sent: int) -> int:
        """First token of a sentence, with the one before it where the parser cut at "Capt." or "Gen."."""
        tokens, titles = self.parse.tokens, name_words("title")
        for _ in range(3):
            first = self.parse.sentences[sent].first
            cut = sent > 0 and first > 1 and (
                tokens[first - 1].lower in titles or (tokens[first - 1].text == "." and tokens[first - 2].lower in titles)
            )
            if not cut or tokens[first].start - tokens[first - 1].end > 1:
                break
            sent -= 1
        return self.parse.sentences[sent].first

    def phrase(self, token: Token) -> SourcePhrase | None:
        if token.i not in self.phrases:
            self.phrases[token.i] = _owner(token, self) or source_phrase(token, self.parse, self.known)
        return self.phrases[token.i]


def find_attributions(
    document: Document, parse: Parse, quotations: list[Quotation], *, known: Known | None = None
) -> list[Attribution]:
    """Every attribution of the report in text order, one a proposition.

    `known` gives the actor kind of a name ("media", "person", "state" …) or None, as the catalogue knows it.
    """
    scene = _scene(document, parse, quotations, known)
    for n, quotation in enumerate(quotations):
        if quotation.depth == 0 and not quotation.scare:
            _quotation(scene, n, quotation)
    for token in parse.tokens:
        if scene.told[token.i]:
            _token(scene, token)
    _statements(scene)
    return _ordered(scene)


def _scene(document: Document, parse: Parse, quotations: list[Quotation], known: Known | None) -> _Scene:
    scene = _Scene(document, parse, quotations, known, cues(), told=[False] * len(parse.tokens))
    for section in document.sections:
        if section.kind == "paragraph":
            for t in parse.within(section.start, section.end):
                scene.told[t.i] = True
    for n, q in enumerate(quotations):
        if q.depth == 0 and not q.scare:
            for t in parse.within(q.inner_start, q.inner_end):
                scene.inside[t.i] = n
    for first, last, head in parse.chunks:
        scene.chunk_ends[last - 1] = head
        scene.chunk_starts[first] = head
    return scene


def _owner(token: Token, scene: _Scene) -> SourcePhrase | None:
    """Whose words a document gives: "the ministry's statement", "a report by the agency", "data from the police"."""
    kind = noun_kind(token)
    if kind not in {"document", "interview"}:
        return None
    links = {"by", "from"} if kind == "document" else {"with"}
    owner = token.child("poss")
    if owner is None or kind == "interview":
        for c in [*token.children, *(g for c in token.children if c.dep == "acl" for g in c.children)]:
            if c.dep in {"prep", "agent"} and c.lower in links and c.child("pobj") is not None:
                owner = c.child("pobj")
    if owner is None or owner is token or owner.lower in {"its", "their", "his", "her", "our", "my"}:
        return None
    phrase = source_phrase(owner, scene.parse, scene.known)
    return phrase if phrase is not None and phrase.kind != "document" else None


# ---------------------------------------------------------------------------------------------------- quotations


def _quotation(scene: _Scene, n: int, q: Quotation) -> None:
    """A quotation with the cue beside it, or carried on from the speaker before."""
    tokens = scene.parse.within(q.inner_start, q.inner_end)
    if not tokens or not scene.told[tokens[0].i]:
        return
    before, after = _cue_before(scene, q, tokens[0]), _cue_after(scene, q, tokens[-1])
    verb = before or after
    if verb is not None and not _independent(scene, q, tokens, verb, after=verb is after):
        return
    contents = _quoted_contents(scene, tokens)
    if verb is None:
        if _speaks(scene, q, tokens):
            for parts in contents:
                _add(scene, None, None, parts, "quotation carried on", quoted=True, carried=True)
        return
    subject = _speaker(scene, verb)
    phrase = scene.phrase(subject) if subject is not None else None
    if phrase is None:
        return
    scene.used.add(verb.i)
    cue = _clause_cue(scene, verb)
    for parts in contents:
        _add(scene, phrase, verb, parts, "quotation", cue=cue, quoted=True)


def _clause_cue(scene: _Scene, verb: Token) -> Cue | None:
    entry = scene.table.get((verb.lemma, "verb"), {})
    return entry.get("clause") or entry.get("object") or entry.get("quoting") or next(iter(entry.values()), None)


def _is_speech(scene: _Scene, token: Token) -> bool:
    if token.pos not in {"VERB", "AUX"} and token.tag not in {"VBD", "VBZ", "VBN", "VBG"}:
        return False
    entry = scene.table.get((token.lemma, "verb"))
    return entry is not None and ("clause" in entry or "order" in entry or "quoting" in entry or "object" in entry)


def _cue_after(scene: _Scene, q: Quotation, last: Token) -> Token | None:
    """The cue verb behind a quotation, before its sentence ends: "…," he said."""
    tokens, at = scene.parse.tokens, last.i + 1
    while at < len(tokens) and tokens[at].start < q.end:
        at += 1
    if at >= len(tokens) or scene.document.text[last.end - 1 : q.inner_end].strip()[-1:] == "." and tokens[at].text[:1].isupper():
        return None
    section = scene.document.section_at(q.start)
    end = section.end if section is not None else q.end
    for t in tokens[at : at + REACH]:
        if t.start >= end or t.i in scene.inside or t.text in {":", ";"} or (t.text in END_MARKS and t.i > at):
            return None
        if t.lower in {"and", "but", "while", "although", "though"} and t.i == at:
            return None
        if _is_speech(scene, t) and _speaker(scene, t) is not None and not _own_complement(scene, t):
            return t
    return None


def _own_complement(scene: _Scene, verb: Token) -> bool:
    """Whether the verb has another clause behind it ("…" in a raid he said had failed)."""
    return any(c.dep == "ccomp" and c.i > verb.i and c.i not in scene.inside for c in verb.children)


def _cue_before(scene: _Scene, q: Quotation, first: Token) -> Token | None:
    """The cue verb before a quotation: he said: "…"."""
    tokens, at = scene.parse.tokens, first.i - 1
    while at >= 0 and tokens[at].end > q.start:
        at -= 1
    section = scene.document.section_at(q.start)
    start = section.start if section is not None else q.start
    if at < 0 or tokens[at].start < start:
        return None
    lead = tokens[at]
    if not (lead.text in {":", ",", "--", "\u2014"} or lead.lower in {"that", "as"} or _is_speech(scene, lead)):
        return None
    for n in range(at, max(at - REACH, -1), -1):
        t = tokens[n]
        if t.start < start or t.i in scene.inside or (t.text in END_MARKS and n < at):
            return None
        if _is_speech(scene, t) and _speaker(scene, t) is not None:
            return t if lead.text != "," or n >= at - 12 else None
    return None


def _independent(scene: _Scene, q: Quotation, tokens: list[Token], verb: Token, *, after: bool) -> bool:
    """Whether the quotation is a content of its own, not a part of the sentence that the cue governs."""
    first = tokens[0]
    lead = _before(scene, q)
    if first.text[:1].isupper() and not (lead is not None and lead.pos in {"DET", "ADJ", "ADP", "NUM"} and lead.lower != "that"):
        return True
    if lead is None or lead.text in {":", ".", "!", "?"} or lead.i in scene.inside:
        return True
    if not any(is_finite(t) for t in tokens):
        return False
    return not after and (lead is verb or lead.lower == "that" or lead.text == ",")


def is_finite(token: Token) -> bool:
    return token.tag in {"VBD", "VBZ", "VBP", "MD"} and token.pos in {"VERB", "AUX"}


def _before(scene: _Scene, q: Quotation) -> Token | None:
    """The token before a quotation in its section."""
    token = scene.parse.token_at(q.inner_start)
    section = scene.document.section_at(q.start)
    if token is None or section is None:
        return None
    at = token.i - 1
    while at >= 0 and scene.parse.tokens[at].end > q.start:
        at -= 1
    return scene.parse.tokens[at] if at >= 0 and scene.parse.tokens[at].start >= section.start else None


def _speaks(scene: _Scene, q: Quotation, tokens: list[Token]) -> bool:
    """Whether a quotation without a cue is speech: whole sentences of its own."""
    lead = _before(scene, q)
    opens = lead is None or lead.text in END_MARKS or lead.text in {":", '"', "\u201d"}
    return opens and tokens[0].text[:1].isupper() and len(tokens) >= 4 and any(is_finite(t) for t in tokens)


def _quoted_contents(scene: _Scene, tokens: list[Token]) -> list[list[Interval]]:
    """One content a sentence of the quotation, and one a coordinated proposition within it."""
    sentences: list[Interval] = []
    start = tokens[0].i
    for a, b in zip(tokens, [*tokens[1:], None], strict=True):
        if b is None or (a.text in END_MARKS and (b.text[:1].isupper() or b.text in {'"', "\u201c", "\u2018"})) or (b.sent != a.sent and a.text in {*END_MARKS, "\u2026", ";"}):
            sentences.append((start, a.i))
            start = b.i if b is not None else start
    pieces: list[list[Interval]] = []
    for sentence in sentences:
        root = clauses.root_of([sentence], scene.parse)
        points = clauses.split_points(root, scene.parse) if root is not None else []
        pieces.extend(clauses.cut([sentence], points))
    long = [p for p in pieces if sum(b - a + 1 for a, b in p) > 3]
    return long or pieces


# ---------------------------------------------------------------------------------------------------- cue words


def _token(scene: _Scene, token: Token) -> None:
    """Try every rule on one token."""
    if token.lower == "according":
        _according(scene, token)
        return
    entry = scene.table.get((token.lemma, "verb")) if token.pos in {"VERB", "AUX"} else None
    if entry is not None and token.i not in scene.used:
        _verb(scene, token, entry)
        return
    if token.pos == "NOUN":
        noun = scene.table.get((token.lemma, "noun"))
        if noun is not None:
            _noun(scene, token, noun["noun"])
        if noun_kind(token) == "document":
            _shown(scene, token)


def _verb(scene: _Scene, verb: Token, entry: dict[str, Cue]) -> None:
    """One cue verb: the first of its uses whose complement is there."""
    if verb.dep == "amod" or _opening_cue(scene, verb) or (_negated(verb) and verb.lemma not in {"deny", "dispute"}):
        return
    if "quoting" in entry and _quoting(scene, verb, entry["quoting"]):
        return
    if "seen" in entry and clauses.passive(verb) and _seen(scene, verb, entry["seen"]):
        return
    if clauses.passive(verb):
        _passive(scene, verb, entry)
        return
    subject = _speaker(scene, verb)
    phrase = scene.phrase(subject) if subject is not None else None
    if subject is None or phrase is None or _unfit(scene, verb, subject, phrase, entry):
        return
    for syntax in ("order", "clause", "infinitive", "prep", "object", "shows", "matter"):
        if syntax in entry and RULES[syntax](scene, verb, subject, phrase, entry[syntax]):
            return


def _negated(verb: Token) -> bool:
    """ "did not say", "declined to say", "could not confirm"."""
    if verb.negated:
        return True
    head = verb.head
    return verb.dep == "xcomp" and head is not None and (head.negated or head.lemma in {"decline", "refuse", "fail", "unable", "avoid"})


def _unfit(scene: _Scene, verb: Token, subject: Token, phrase: SourcePhrase, entry: dict[str, Cue]) -> bool:
    """Subjects that cannot say this: things for speech, people for "show"; first persons inside their own speech."""
    if phrase.pronoun and subject.lower == "it" and "clause" not in entry:
        return True
    if verb.i in scene.inside and phrase.pronoun:
        return True
    shows = all(c.manner == "show" for c in entry.values())
    return shows and (phrase.pronoun or phrase.kind not in {"document", "organisation", "media", "group"})


def _speaker(scene: _Scene, verb: Token) -> Token | None:
    """The subject of a cue verb by the parse, or the noun phrase beside it where the parse gives none."""
    subject = clauses.subject_of(verb)
    if subject is None and verb.lemma in {"say", "add", "tell"} or (subject is not None and subject.sent != verb.sent):
        for c in verb.children:
            if c.dep in {"dobj", "attr", "oprd"} and c.i > verb.i and c.tag in {"NN", "NNP", "NNS"} and scene.phrase(c):
                return c
        subject = _beside(scene, verb)
    return subject


def _beside(scene: _Scene, verb: Token) -> Token | None:
    for table, at in ((scene.chunk_ends, verb.i - 1), (scene.chunk_starts, verb.i + 1)):
        head = table.get(at)
        if head is not None and scene.parse.tokens[head].sent == verb.sent:
            return scene.parse.tokens[head]
    return None


def _clause(scene: _Scene, verb: Token, subject: Token, phrase: SourcePhrase, cue: Cue) -> bool:
    """A clause that is said: behind the cue, before it, or around it."""
    group = clauses.cue_phrase(verb, subject if subject.head is verb or subject.i == verb.i - 1 else None)
    complements = [c for c in verb.children if _complement(c, verb)]
    if cue.manner in {"finding", "attitude", "show"}:
        complements = [c for c in complements if c.i > verb.i]
        if not complements:
            return False
    quoted_only = [c for c in complements if c.i in scene.inside]
    behind = any(c.i > verb.i for c in complements)
    if cue.manner == "quote" and (verb.i in scene.inside or not any(c.i in scene.inside for c in complements)):
        return False
    tail = None if behind or not _bare(verb) else _tail(scene, verb)
    if tail is not None:
        whose = scene.phrase(tail[1])
        if whose is not None:
            _pieces(scene, whose, verb, [tail[0]], cue, "clause before its cue")
            _trailing(scene, verb, group, whose, cue)
            return True
    if not complements and not _bare(verb):
        return False
    parts = _parts(scene, verb, group, complements)
    if not parts or (quoted_only and verb.i not in scene.inside and _is_taken(scene, parts)):
        return False
    _pieces(scene, phrase, verb, parts, cue, "clause")
    _trailing(scene, verb, group, phrase, cue)
    return True


def _bare(verb: Token) -> bool:
    """Without an object of its own, but for the person told."""
    return verb.lemma in ADDRESSING or verb.child("dobj") is None


def _tail(scene: _Scene, verb: Token) -> tuple[Interval, Token] | None:
    """ "…, a source close to the talks told reporters on Monday.": what stands before the last comma, and its speaker.

    Read off the surface, since parsers often hang the speaker of such a cue phrase on the noun before the comma.
    """
    tokens, sentence = scene.parse.tokens, scene.parse.sentences[verb.sent]
    first = scene.first_of(verb.sent)
    end = verb.i + 1
    while end < sentence.last and tokens[end].text not in clauses.FENCES:
        if is_finite(tokens[end]) and end > verb.i + 1 and not any(t.dep == "relcl" for t in (tokens[end], *(_heads(tokens[end])))):
            return None
        end += 1
    if end < sentence.last - 1 and tokens[end].text == "," and tokens[end + 1].tag not in {"VBG", "WP", "WDT", "IN", "VBN"}:
        return None
    fence = verb.i - 1
    while fence >= first and tokens[fence].text not in {",", "\u201d", '"', "\u2014", "--", "''", "\u2013"}:
        if is_finite(tokens[fence]) and tokens[fence].dep not in {"aux", "auxpass"} or verb.i - fence > 16:
            return None
        fence -= 1
    if fence <= first + 2 or not any(is_finite(t) for t in tokens[first:fence]):
        return None
    speaker = _speaker_between(scene, verb, fence + 1)
    return ((first, fence - 1), speaker) if speaker is not None else None


def _heads(token: Token) -> list[Token]:
    found: list[Token] = []
    while token.head is not None and len(found) < 4:
        token = token.head
        found.append(token)
    return found


def _speaker_between(scene: _Scene, verb: Token, start: int) -> Token | None:
    """The noun that governs the words between a comma and its cue verb, or the one right behind the verb ("said X")."""
    tokens = scene.parse.tokens
    if start >= verb.i or all(tokens[n].pos in {"AUX", "ADV"} for n in range(start, verb.i)):
        behind = [c for c in verb.children if c.i > verb.i and c.dep in {"nsubj", "dobj", "attr", "oprd", "ccomp"} and c.pos in {"NOUN", "PROPN", "PRON"}]
        return behind[0] if behind else _beside(scene, verb)
    inside = range(start, verb.i)
    for n in inside:
        t = tokens[n]
        if t.pos in {"NOUN", "PROPN", "PRON", "NUM"} and (t.head is None or t.head.i not in inside):
            return t
    return None


def _complement(c: Token, verb: Token) -> bool:
    if c.dep == "ccomp":
        return clauses.is_clause(c)
    if c.dep == "parataxis" and c.i > verb.i:
        return clauses.is_clause(c)
    return c.dep == "xcomp" and clauses.is_clause(c) and any(k.dep in clauses.SUBJECTS for k in c.children) and not any(k.lower == "to" for k in c.children)


def _parts(scene: _Scene, verb: Token, group: Interval, complements: list[Token]) -> list[Interval]:
    """Token intervals of what is said."""
    sentence = scene.parse.sentences[verb.sent]
    whole = (sentence.first, sentence.last - 1)
    behind = [c for c in complements if c.i > verb.i]
    ahead = [c for c in complements if c.right < group[0]]
    if behind and behind[-1].left > verb.i:
        return [(behind[0].left, _stretched(verb, max(c.right for c in behind)))]
    if behind:
        return clauses.intervals_without((behind[0].left, behind[0].right), group)
    if ahead:
        start = sentence.first if verb.head is None and not scene.inside.get(sentence.first) else min(c.left for c in ahead)
        return [(start, group[0] - 1)]
    return _around(scene, verb, group, whole)


def _stretched(verb: Token, last: int) -> int:
    """The end of a complement, with what the parser left hanging on the cue verb behind it."""
    for c in verb.children:
        if c.left > last and c.dep in {"dep", "prep", "npadvmod", "advmod", "dobj", "appos"} and c.left <= last + 3:
            last = c.right
    return last


def _around(scene: _Scene, verb: Token, group: Interval, whole: Interval) -> list[Interval]:
    """The sentence around a cue phrase that is set off by punctuation."""
    tokens = scene.parse.tokens
    before = tokens[group[0] - 1] if group[0] > whole[0] else None
    after = tokens[group[1] + 1] if group[1] < whole[1] else None
    mark = verb.child("mark", "advmod")
    if verb.dep in {"advcl", "ccomp"} and mark is not None and mark.lower == "as" and verb.head is not None:
        return clauses.intervals_without((verb.head.left, verb.head.right), (verb.left, verb.right))
    if verb.i in scene.inside:
        return []
    fenced_before = before is not None and before.text in clauses.FENCES
    fenced_after = after is None or after.text in clauses.FENCES
    if verb.dep in {"parataxis", "acl", "relcl", "ccomp"} and fenced_after and (fenced_before or verb.dep == "acl"):
        return clauses.intervals_without(whole, group)
    if verb.head is None and fenced_before and fenced_after and group[0] - whole[0] > 3:
        return [(whole[0], group[0] - 1)]
    return []


def _is_taken(scene: _Scene, parts: list[Interval]) -> bool:
    """Whether most of a content is already a quotation's."""
    n = sum(b - a + 1 for a, b in parts)
    return sum(1 for a, b in parts for i in range(a, b + 1) if i in scene.inside) > 0.9 * n and any(
        scene.parse.tokens[parts[0][0]].start <= x.content[0][0] <= scene.parse.tokens[parts[-1][1]].end for x in scene.found
    )


def _trailing(scene: _Scene, verb: Token, group: Interval, phrase: SourcePhrase, cue: Cue) -> None:
    """ "…, he said, and the road was cut": a clause of its own behind an inverted cue phrase is said too."""
    sentence = scene.parse.sentences[verb.sent]
    if group[0] <= sentence.first + 1:
        return
    for c in verb.children:
        if c.dep != "conj" or c.i < group[1] or not any(k.dep in clauses.SUBJECTS for k in c.children):
            continue
        if not _is_speech(scene, c):
            _pieces(scene, phrase, verb, [(c.left, c.right)], cue, "clause after the cue")


def _order(scene: _Scene, verb: Token, subject: Token, phrase: SourcePhrase, cue: Cue) -> bool:
    """ "urged the parties to stop", "called on the government to act"."""
    for c in verb.children:
        infinitive = c.dep in {"xcomp", "ccomp", "advcl"} and c.i > verb.i and any(k.lower == "to" and k.dep == "aux" for k in c.children)
        if not infinitive:
            continue
        to = verb.child("dobj", "dative") or next((k for k in c.children if k.dep == "nsubj"), None)
        prep = next((k for k in verb.children if k.dep == "prep" and k.lower in cue.prepositions), None)
        if cue.prepositions and prep is None:
            return False
        if to is None and prep is None:
            return False
        start = verb.i if prep is not None else next(k.i for k in c.children if k.lower == "to")
        spoken = prep.child("pobj") if prep is not None else to
        _add(scene, phrase, verb, [(start, _right(c))], "order", cue=cue, to=spoken)
        return True
    if cue.prepositions and verb.lemma == "call":
        prep = next((k for k in verb.children if k.dep == "prep" and k.lower in cue.prepositions and k.child("pobj")), None)
        inner = prep.child("pobj") if prep is not None else None
        if prep is not None and inner is not None and any(k.dep in {"acl", "relcl"} and k.tag == "VB" for k in inner.children):
            _add(scene, phrase, verb, [(verb.i, prep.right)], "order", cue=cue, to=inner)
            return True
    return False


def _right(clause: Token) -> int:
    """Last token of a clause without the adverbial clauses after a comma."""
    last = clause.right
    for c in clause.children:
        if c.dep == "advcl" and c.i > clause.i and any(k.dep == "mark" for k in c.children) and c.left > clause.i + 3:
            last = min(last, c.left - 1)
    return last


def _infinitive(scene: _Scene, verb: Token, subject: Token, phrase: SourcePhrase, cue: Cue) -> bool:
    """ "vowed to respond"."""
    for c in verb.children:
        if c.dep == "xcomp" and c.i > verb.i and any(k.lower == "to" and k.dep == "aux" for k in c.children):
            _add(scene, phrase, verb, [(min(c.left, c.i), _right(c))], "infinitive", cue=cue)
            return True
    return False


def _prep(scene: _Scene, verb: Token, subject: Token, phrase: SourcePhrase, cue: Cue) -> bool:
    """ "called for an end to …", "warned of famine", "expressed concern about …"."""
    places = [verb, *(c for c in verb.children if c.dep == "dobj")]
    if verb.lemma in {"express", "voice"} and len(places) < 2:
        return False
    for place in reversed(places):
        for c in place.children:
            if c.dep == "prep" and c.lower in cue.prepositions and c.i > verb.i and c.right > c.i:
                last = _until_clause(c, verb)
                _add(scene, phrase, verb, [(c.i + 1, last)], "preposition", cue=cue)
                return True
    return False


def _until_clause(c: Token, verb: Token) -> int:
    """End of a complement: with what the parser hung on the verb behind it, up to the next clause."""
    last = c.right
    for k in verb.children:
        if k.left == last + 1 and k.dep in {"prep", "cc", "dobj", "npadvmod"} and k.dep != "cc":
            last = k.right
    return last


def _object(scene: _Scene, verb: Token, subject: Token, phrase: SourcePhrase, cue: Cue) -> bool:
    """ "blamed Y for Z", "condemned the attack": the content starts at the verb."""
    target = verb.child("dobj") or next((c for c in verb.children if c.dep == "prep" and c.lower in cue.prepositions), None)
    if target is None and cue.manner in {"judge", "speech"}:
        target = next((c for c in verb.children if c.dep in {"ccomp", "xcomp"} and c.tag == "VBG"), None)
    if target is None or (cue.manner == "responsibility" and target.lemma not in {"responsibility", "credit", "victory", "attack"}):
        return False
    if cue.manner == "speech" and (target.lower in {"it", "this", "that", "them"} or target.right - target.left < 1):
        return False
    first, last = verb.i, verb.i
    if cue.manner == "responsibility":
        first = min([verb.i, *(c.i for c in verb.children if c.dep == "aux")])
    for c in verb.children:
        if c.i > verb.i:
            if c.dep in {"cc", "conj", "punct"} or (c.dep == "advcl" and any(k.dep == "mark" for k in c.children)):
                break
            last = c.right
    _add(scene, phrase, verb, [(first, last)], "object", cue=cue)
    return True


def _matter(scene: _Scene, verb: Token, subject: Token, phrase: SourcePhrase, cue: Cue) -> bool:
    """ "confirmed the killings": a noun phrase is what is said."""
    target = verb.child("dobj")
    if target is None or target.i < verb.i or target.pos != "NOUN" or target.right - target.left < 1:
        return False
    if noun_kind(target) in {"document", "interview", "person", "people", "media"} and cue.manner != "demand":
        return False
    if target.lemma in {"detail", "name", "number", "way", "time", "thing"}:
        return False
    last = _until_clause(target, verb)
    _add(scene, phrase, verb, [(target.left, last)], "matter", cue=cue)
    return True


def _shows(scene: _Scene, verb: Token, subject: Token, phrase: SourcePhrase, cue: Cue) -> bool:
    """ "The video shows troops entering the town"."""
    target = verb.child("dobj") or verb.child("ccomp", "xcomp")
    if phrase.kind != "document" or target is None or target.right - target.left < 1:
        return False
    _add(scene, phrase, verb, [(target.left, verb.right)], "shows", cue=cue)
    return True


RULES: Final = {
    "clause": _clause,
    "order": _order,
    "infinitive": _infinitive,
    "prep": _prep,
    "object": _object,
    "matter": _matter,
    "shows": _shows,
}


# ---------------------------------------------------------------------------------------------------- passives and phrases


def _passive(scene: _Scene, verb: Token, entry: dict[str, Cue]) -> None:
    """ "This is confirmed by the ministry": what was said before; "reported by X": what precedes."""
    agent = agent_phrase(scene, verb)
    cue = entry.get("clause") or entry.get("matter") or entry.get("object")
    if agent is None or cue is None:
        return
    subject = verb.child("nsubjpass")
    if subject is not None and subject.lower in {"this", "that", "it"}:
        complement = verb.child("ccomp")
        if complement is not None:
            _pieces(scene, agent, verb, [(complement.left, complement.right)], cue, "passive")
        elif verb.sent > 0:
            before = scene.parse.sentences[verb.sent - 1]
            if scene.told[before.first]:
                _pieces(scene, agent, verb, [(before.first, before.last - 1)], cue, "passive, of the sentence before")
    elif subject is not None and subject.pos in {"NOUN", "PROPN"} and "object" in entry and entry["object"].manner == "judge":
        _add(scene, agent, verb, [(subject.left, verb.i)], "passive", cue=entry["object"])


def agent_phrase(scene: _Scene, verb: Token) -> SourcePhrase | None:
    agent = clauses.agent_of(verb)
    return scene.phrase(agent) if agent is not None else None


def _quoting(scene: _Scene, verb: Token, cue: Cue) -> bool:
    """ "A quoted B as saying that …", "B was quoted as saying by A", "…, A reported, citing B"."""
    as_ = next((c for c in verb.children if c.dep == "prep" and c.lower == "as"), None)
    saying = as_.child("pcomp") if as_ is not None else None
    if clauses.passive(verb):
        speaker, outlet = verb.child("nsubjpass"), clauses.agent_of(verb)
    else:
        speaker, outlet = verb.child("dobj"), clauses.subject_of(verb)
    phrase = scene.phrase(speaker) if speaker is not None else None
    if phrase is None or phrase.kind == "document" and saying is None:
        return False
    via = scene.phrase(outlet) if outlet is not None else None
    vias = (via,) if via is not None else ()
    if saying is None:
        return bool(vias) and verb.tag == "VBG" and _citing(scene, verb, phrase, vias)
    complement = saying.child("ccomp", "dobj", "xcomp")
    if complement is not None and saying.i not in scene.used:
        _pieces(scene, phrase, saying, [(complement.left, complement.right)], cue, "quoting", via=vias)
    scene.used.add(saying.i)
    return True


def _citing(scene: _Scene, verb: Token, phrase: SourcePhrase, via: tuple[SourcePhrase, ...]) -> bool:
    """Give what the citing outlet said to the one it cites."""
    if phrase.kind not in {"anonymous", "group", "named", "organisation", "media"} or noun_kind(scene.parse.tokens[phrase.head]) is None:
        return False
    head = verb.head
    changed = False
    for n, a in enumerate(scene.found):
        if head is not None and a.cue is not None and a.cue[0] == head.start:
            from dataclasses import replace

            scene.found[n] = replace(a, source=phrase, via=via)
            changed = True
    return changed


def _seen(scene: _Scene, verb: Token, cue: Cue) -> bool:
    """ "In a video posted online, troops are seen clashing …"."""
    for prep in verb.children:
        document = prep.child("pobj") if prep.dep == "prep" and prep.lower in {"in", "on"} else None
        if document is None or noun_kind(document) != "document":
            continue
        phrase = scene.phrase(document)
        if phrase is None:
            return False
        parts = clauses.intervals_without((verb.left, verb.right), (prep.left, prep.right))
        _add(scene, phrase, verb, parts, "seen in", cue=cue)
        return True
    return False


def _shown(scene: _Scene, noun: Token) -> None:
    """ "Video purporting to show the explosion", "footage showing troops"."""
    for c in noun.children:
        if c.dep not in {"acl", "relcl"} or c.lemma not in {"purport", "claim", "appear", "show", "depict", "allege", "say"} or c.tag not in {"VBG", "VBZ", "VBD"}:
            continue
        inner = next((k for k in c.children if k.dep in {"xcomp", "advcl", "ccomp"} and k.lemma in {"show", "depict", "capture"}), None) or (c if c.lemma in {"show", "depict"} else None)
        if inner is None or inner.i in scene.used or inner.lemma not in {"show", "depict", "capture"}:
            continue
        if not any(k.dep in {"dobj", "ccomp", "xcomp"} for k in inner.children):
            continue
        phrase = scene.phrase(noun)
        if phrase is None or phrase.kind != "document":
            return
        cue = Cue(c.lemma, "verb", "shows", "asserted" if inner is c else "alleged", None, "show", ())
        scene.used.update({c.i, inner.i})
        _add(scene, phrase, c, [(inner.i, inner.right)], "document shows", cue=cue)


def _noun(scene: _Scene, noun: Token, cue: Cue) -> None:
    """ "allegations by residents that …", "reports of the murder of hundreds"."""
    clause = next((c for c in noun.children if c.dep in {"acl", "ccomp", "relcl"} and c.i > noun.i and any(k.dep == "mark" and k.lower == "that" for k in c.children)), None)
    of = next((c for c in noun.children if c.dep == "prep" and c.lower == "of" and c.i > noun.i), None)
    if clause is None and (of is None or noun.lemma not in {"report", "allegation", "accusation", "claim", "account"} or of.right - of.left < 3):
        return
    phrase = _noun_source(scene, noun)
    if phrase is None:
        return
    if clause is not None:
        _pieces(scene, phrase, noun, [(clause.left, clause.right)], cue, "noun")
    elif of is not None:
        _add(scene, phrase, noun, [(of.i + 1, max(of.right, noun.right))], "noun", cue=cue)


def _noun_source(scene: _Scene, noun: Token) -> SourcePhrase | None:
    """Whose report, claim or allegation it is: possessor, "by X", or the subject of "issued a warning"."""
    owner = noun.child("poss")
    for c in noun.children:
        if owner is None and c.dep in {"prep", "agent"} and c.lower in {"by", "from"}:
            owner = c.child("pobj")
    verb = noun.head
    if owner is None and noun.dep == "dobj" and verb is not None and verb.lemma in {"make", "issue", "give", "repeat", "release", "raise", "publish", "deliver", "level", "deny", "reject"}:
        owner = clauses.subject_of(verb)
    if owner is not None:
        return scene.phrase(owner) if owner.lower not in {"its", "my", "our"} else None
    if noun.lemma == "report" and noun.tag == "NNS":
        return source_phrase(noun, scene.parse, scene.known)
    return None


def _according(scene: _Scene, token: Token) -> None:
    """ "according to X": the clause around the phrase is X's."""
    to = token.child("prep") or next((c for c in token.children if c.lower == "to"), None)
    target = to.child("pobj") if to is not None else None
    if to is None or target is None:
        return
    phrase = scene.phrase(target)
    if phrase is None:
        return
    sentence = scene.parse.sentences[token.sent]
    head = token.head
    while head is not None and head.head is not None and head.dep not in {"conj", "ccomp", "advcl", "relcl"}:
        head = head.head
    spoken = next((a for a in scene.found if head is not None and a.cue is not None and a.cue[0] == head.start), None)
    if spoken is not None:
        return
    hole = (token.i, max(to.right, token.right))
    whole = (sentence.first, sentence.last - 1)
    if head is not None and head.dep == "conj" and any(c.dep in clauses.SUBJECTS for c in head.children):
        whole = (min(head.left, hole[0]), max(head.right, hole[1]))
    if hole[0] > whole[0] and scene.parse.tokens[hole[0] - 1].text not in clauses.FENCES and head is not None and head.dep in {"ccomp"}:
        whole = (head.left, head.right)
    parts = _without_relatives(scene, clauses.intervals_without(whole, hole))
    cue = Cue("according to", "phrase", "phrase", "asserted", None, "speech", ())
    _pieces(scene, phrase, token, parts, cue, "according to", cue_end=to)


def _without_relatives(scene: _Scene, parts: list[Interval]) -> list[Interval]:
    return [p for p in (clauses.trimmed(x, scene.parse) for x in parts) if p is not None and p[1] > p[0]]


# ---------------------------------------------------------------------------------------------------- statements


def _opening_cue(scene: _Scene, verb: Token) -> bool:
    """ "X said:" that ends its paragraph has its content in the paragraphs that follow."""
    sentence = scene.parse.sentences[verb.sent]
    last = scene.parse.tokens[sentence.last - 1]
    section = scene.document.section_at(verb.start)
    return last.text == ":" and section is not None and not scene.document.text[last.end : section.end].strip()


def _statements(scene: _Scene) -> None:
    """ "X said:" at the end of a paragraph: the paragraphs that follow are X's words."""
    phrase: SourcePhrase | None = None
    covered = sorted((a.content[0][0], a.content[-1][1]) for a in scene.found)
    for section in scene.document.sections:
        tokens = scene.parse.within(section.start, section.end)
        if section.kind != "paragraph" or not tokens:
            phrase = phrase if section.kind != "boilerplate" else None
            continue
        opening = _opens_statement(scene, tokens)
        if opening is not None:
            phrase = opening
            continue
        if phrase is None:
            continue
        if any(t.i in scene.inside for t in tokens):
            phrase = None
            continue
        _stated(scene, tokens, phrase, covered)


def _opens_statement(scene: _Scene, tokens: list[Token]) -> SourcePhrase | None:
    if tokens[-1].text != ":":
        return None
    for t in reversed(tokens[-REACH:]):
        if _is_speech(scene, t):
            subject = _speaker(scene, t)
            return scene.phrase(subject) if subject is not None else None
    return None


def _stated(scene: _Scene, tokens: list[Token], phrase: SourcePhrase, covered: list[tuple[int, int]]) -> None:
    """Each sentence of a statement is a claim, unless an attribution inside it already is."""
    first, last = tokens[0].sent, tokens[-1].sent
    for sentence in scene.parse.sentences[first : last + 1]:
        if any(a < sentence.end and sentence.start < b for a, b in covered):
            continue
        parts = [(sentence.first, sentence.last - 1)]
        _pieces(scene, phrase, None, parts, None, "statement", carried=True)


# ---------------------------------------------------------------------------------------------------- results


def _pieces(
    scene: _Scene,
    phrase: SourcePhrase | None,
    verb: Token | None,
    parts: list[Interval],
    cue: Cue | None,
    rule: str,
    *,
    via: tuple[SourcePhrase, ...] = (),
    carried: bool = False,
    cue_end: Token | None = None,
) -> None:
    """Add one attribution a proposition of the content; a proposition with a cue of its own is left to that cue."""
    root = clauses.root_of(parts, scene.parse)
    points = clauses.split_points(root, scene.parse) if root is not None else []
    for piece in clauses.cut(parts, points):
        top = clauses.root_of(piece, scene.parse)
        if top is not None and piece is not parts and points and _says_itself(scene, top, verb):
            continue
        _add(scene, phrase, verb, piece, rule, cue=cue, via=via, carried=carried, cue_end=cue_end)


def _says_itself(scene: _Scene, top: Token, verb: Token | None) -> bool:
    """Whether a coordinated clause is an attribution by somebody else ("…, but rebels have said that …")."""
    if top.dep != "conj" or not _is_speech(scene, top) or top is verb:
        return False
    own = top.child("nsubj")
    return own is not None and scene.phrase(own) is not None and any(c.dep in {"ccomp", "dobj"} for c in top.children)


def _add(
    scene: _Scene,
    phrase: SourcePhrase | None,
    verb: Token | None,
    parts: list[Interval],
    rule: str,
    *,
    cue: Cue | None = None,
    quoted: bool = False,
    via: tuple[SourcePhrase, ...] = (),
    carried: bool = False,
    to: Token | None = None,
    cue_end: Token | None = None,
) -> None:
    kept = [p for p in (clauses.trimmed(x, scene.parse, leaders=n == 0) for n, x in enumerate(parts)) if p is not None]
    if sum(b - a + 1 for a, b in kept) < SHORTEST:
        return
    tokens = scene.parse.tokens
    content = tuple((tokens[a].start, tokens[b].end) for a, b in kept)
    root = clauses.root_of(kept, scene.parse)
    modality = content_modality(root, scene.parse) if root is not None else frozenset[Modality]()
    stance = stance_of(cue.stance if cue is not None else "asserted", modality)
    span = (verb.start, (cue_end or verb).end) if verb is not None else None
    all_quoted = quoted or all(i in scene.inside for a, b in kept for i in range(a, b + 1))
    scene.found.append(
        Attribution(
            phrase, span, cue.lemma if cue is not None else "", content, all_quoted, stance, rule, via,
            _addressee(verb, to, scene), cue.act if cue is not None else None, _said(verb, scene), carried, _medium(verb),
        )
    )  # fmt: skip


def _addressee(verb: Token | None, to: Token | None, scene: _Scene) -> tuple[int, int] | None:
    """To whom it is said: "told reporters", "urged the government"."""
    if to is None and verb is not None and verb.lemma in {"tell", "inform", "notify", "brief", "remind", "assure", "warn"}:
        to = verb.child("dobj", "dative")
    return scene.parse.span_of(to) if to is not None and to.i != (verb.i if verb is not None else -1) else None


def _said(verb: Token | None, scene: _Scene) -> tuple[int, int] | None:
    """The words beside the cue that may date the saying."""
    if verb is None:
        return None
    for c in verb.children:
        if c.dep in {"npadvmod", "advmod", "prep"}:
            for t in scene.parse.tokens[c.left : min(c.right, c.left + 8) + 1]:
                if t.ent in {"DATE", "TIME"}:
                    return scene.parse.span_of(c)
    return None


def _medium(verb: Token | None) -> str | None:
    """The document the words stand in: "said in a statement"."""
    if verb is None:
        return None
    for c in verb.children:
        if c.dep == "prep" and c.lower in {"in", "on"}:
            document = c.child("pobj")
            if document is not None and noun_kind(document) == "document":
                return document.lemma
    return None


def _ordered(scene: _Scene) -> list[Attribution]:
    """In text order; of two with the same source and nearly the same content the first found stays."""
    kept: dict[tuple[int, int, int], Attribution] = {}
    for a in scene.found:
        key = (a.content[0][0], a.content[-1][1], a.source.head if a.source is not None else -1)
        kept.setdefault(key, a)
    return sorted(kept.values(), key=lambda a: (a.content[0][0], a.content[-1][1], a.cue or (0, 0)))
