"""The scene of a report that the attribution rules look at, and how they add what they find."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import Final

from dateline.annotate import clauses
from dateline.annotate.clauses import Interval
from dateline.annotate.cues import Cue, cues, name_words
from dateline.annotate.quotations import Quotation
from dateline.annotate.speakers import Known, noun_kind, sharers, source_phrase
from dateline.annotate.stance import Modality, content_modality, stance_of
from dateline.model.document import Document, Section
from dateline.model.layers import Attribution, SourcePhrase
from dateline.model.parse import Parse, Token

MARKS: Final = frozenset({'"', "``", "''", "\u201c", "\u201d", "'", "`", "\u00ab", "\u00bb", "\u201e"})
SHORTEST: Final = 2


LONGEST_SENTENCE: Final = 400
"""Tokens of the longest sentence that is read for attributions: a longer one is no sentence."""


@dataclass(slots=True)
class Scene:
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
    spoken: dict[int, Token] = field(default_factory=dict)
    """Cue verb -> its speaker, for the verbs that share it."""
    cited: dict[int, tuple[SourcePhrase, tuple[SourcePhrase, ...]]] = field(default_factory=dict)
    """Cue verb -> whom it cites, and by whom ("A reported, citing B")."""

    passed: dict[int, SourcePhrase] = field(default_factory=dict)
    """Start of a cue -> who passes its words on ("X said …, according to Y")."""
    openings: dict[int, SourcePhrase] = field(default_factory=dict)
    """Start of a section -> who speaks in it by the words that close the paragraph before ("X said:")."""
    section_starts: list[int] = field(default_factory=list)
    surnames: frozenset[str] = frozenset()
    """Last parts of the persons named in full."""

    def section_at(self, offset: int) -> Section | None:
        """The section that holds a character, found by halving (a report may have thousands)."""
        sections = self.document.sections
        n = bisect_right(self.section_starts, offset) - 1
        return sections[n] if n >= 0 and offset < sections[n].end else None

    def holds(self, quotation: Quotation) -> bool:
        """Whether a quotation is read as speech (its tokens are marked as inside it)."""
        tokens = tokens_of(quotation, self.parse)
        return bool(tokens) and tokens[0].i in self.inside

    def first_of(self, sent: int) -> int:
        """First token of a sentence, with the one before it where the parser cut at "Capt." or "Gen."."""
        tokens, titles = self.parse.tokens, name_words("title")
        for _ in range(3):
            first = self.parse.sentences[sent].first
            cut = (
                sent > 0
                and first > 1
                and (
                    tokens[first - 1].lower in titles
                    or (tokens[first - 1].text == "." and tokens[first - 2].lower in titles)
                )
            )
            if not cut or tokens[first].start - tokens[first - 1].end > 1:
                break
            sent -= 1
        return self.parse.sentences[sent].first

    def phrase(self, token: Token, *, any_noun: bool = False) -> SourcePhrase | None:
        """The source phrase at a token, worked out once; `any_noun` as in `source_phrase`."""
        if token.i not in self.phrases:
            self.phrases[token.i] = self._person(_owner(token, self) or source_phrase(token, self.parse, self.known))
        if any_noun and self.phrases[token.i] is None:
            return self._person(source_phrase(token, self.parse, self.known, any_noun=True))
        return self.phrases[token.i]

    def _person(self, phrase: SourcePhrase | None) -> SourcePhrase | None:
        """A bare surname is its person's, whatever an engine takes it for ("Ingrid Solheim" … "Solheim said")."""
        if phrase is None or phrase.kind not in {"organisation", "group"} or phrase.pronoun:
            return phrase
        head = self.parse.tokens[phrase.head]
        name = self.parse.text[phrase.name[0] : phrase.name[1]] if phrase.name is not None else head.text
        alone = phrase.end - phrase.start <= len(name) + 1
        if not alone or " " in name or head.lower not in self.surnames or not head.text[:1].isupper():
            return phrase
        if self.known is not None and self.known(name) not in {None, "person"}:
            return phrase
        return replace(phrase, kind="named", name=phrase.name or (head.start, head.end), plural=False)


def scene_of(document: Document, parse: Parse, quotations: list[Quotation], known: Known | None) -> Scene:
    scene = Scene(document, parse, quotations, known, cues(), told=[False] * len(parse.tokens))
    for section in document.sections:
        if section.kind == "paragraph":
            for t in parse.within(section.start, section.end):
                sentence = parse.sentences[t.sent]
                scene.told[t.i] = sentence.last - sentence.first <= LONGEST_SENTENCE
    for n, q in enumerate(quotations):
        if q.depth == 0 and not q.scare and not _swallowed_its_cue(scene, q):
            for t in tokens_of(q, parse):
                scene.inside[t.i] = n
    scene.surnames = surnames(parse)
    scene.section_starts = [s.start for s in document.sections]
    for first, last, head in parse.chunks:
        scene.chunk_ends[last - 1] = head
        scene.chunk_starts[first] = head
    return scene


def tokens_of(q: Quotation, parse: Parse) -> list[Token]:
    """The tokens of a quotation, with those that the engine did not cut off its marks ("They)."""
    inside = [t for t in parse.within(q.start, q.end) if t.end > q.inner_start and t.start < q.inner_end]
    return [t for t in inside if t.text not in MARKS]


def surnames(parse: Parse) -> frozenset[str]:
    """Last parts of the names of persons given in full, in lower case."""
    found = {t.lower for t in parse.tokens if t.tag == "NNP" and _introduced(t)}
    for a, b, c in zip(parse.tokens, parse.tokens[1:], [*parse.tokens[2:], None], strict=False):
        goes_on = c is not None and c.ent == "PERSON" and c.tag in {"NNP", "HYPH"}
        joined = a.text == "-" or (a.ent == "PERSON" and a.tag == "NNP" and a.sent == b.sent)
        if joined and b.ent == "PERSON" and b.tag == "NNP" and not goes_on:
            found.add(b.lower)
    return frozenset(found)


def _introduced(name: Token) -> bool:
    """As in "Ann Example, a nurse": a name of several parts with a person's office or trade behind it."""
    parts = any(c.dep in {"compound", "amod", "nmod"} and c.text[:1].isupper() for c in name.children)
    return parts and any(c.dep == "appos" and noun_kind(c) == "person" for c in name.children)


def _swallowed_its_cue(scene: Scene, q: Quotation) -> bool:
    """Whether a quotation without a closing mark runs over the words that say who speaks (“We will go, said X.)."""
    if q.closed:
        return False
    for t in scene.parse.within(q.inner_start, q.inner_end):
        if is_speech(scene, t) and is_finite(t) and t.i > 2:
            lead = scene.parse.tokens[t.i - 1]
            subject = clauses.subject_of(t)
            if lead.text == "," or (
                subject is not None
                and subject.left > 0
                and scene.parse.tokens[subject.left - 1].text == ","
                and subject.lower not in {"i", "we", "you"}
                and t.head is None
            ):
                return True
    return False


def _owner(token: Token, scene: Scene) -> SourcePhrase | None:
    """Whose words a document gives: "the ministry's statement", "a report by the agency", "data from the police"."""
    kind = noun_kind(token)
    if kind not in {"document", "interview"}:
        return None
    links = {"by", "from"} if kind == "document" else {"with"}
    owner = token.child("poss")
    if owner is None or kind == "interview":
        below = [g for k in token.children if k.dep == "acl" for g in k.children]
        for c in [*token.children, *below]:
            if c.dep in {"prep", "agent"} and c.lower in links and c.child("pobj") is not None:
                owner = c.child("pobj")
    verb = token.head if token.dep == "dobj" and kind == "document" else None
    if owner is None and verb is not None and verb.lemma in ISSUING:
        owner = clauses.subject_of(verb)
    if owner is None or owner is token or owner.lower in {"its", "their", "his", "her", "our", "my"}:
        return None
    phrase = source_phrase(owner, scene.parse, scene.known)
    return phrase if phrase is not None and phrase.kind != "document" else None


ISSUING: Final = frozenset({"release", "issue", "publish", "send", "circulate", "distribute"})
"""Verbs by which a document is somebody's own: "released a statement saying …"."""


def is_finite(token: Token) -> bool:
    return token.tag in {"VBD", "VBZ", "VBP", "MD"} and token.pos in {"VERB", "AUX"}


def is_speech(scene: Scene, token: Token) -> bool:
    if token.pos not in {"VERB", "AUX"} and token.tag not in {"VBD", "VBZ", "VBN", "VBG"}:
        return False
    entry = scene.table.get((token.lemma, "verb"))
    return entry is not None and ("clause" in entry or "order" in entry or "quoting" in entry or "object" in entry)


def own_complement(scene: Scene, verb: Token) -> bool:
    """Whether the verb has another clause behind it ("…" in a raid he said had failed)."""
    return any(c.dep == "ccomp" and c.i > verb.i and c.i not in scene.inside for c in verb.children)


def speaker(scene: Scene, verb: Token) -> Token | None:
    """The subject of a cue verb by the parse, or the noun phrase beside it where the parse gives none."""
    over = says_beside(scene, verb)
    subject = clauses.subject_of(over or verb)
    if (
        subject is None
        and verb.dep in {"advcl", "conj", "xcomp"}
        and verb.head is not None
        and verb.head.i in scene.spoken
    ):
        return scene.spoken[verb.head.i]
    if (subject is None and verb.lemma in {"say", "add", "tell"}) or (
        subject is not None and subject.sent != verb.sent
    ):
        for c in verb.children:
            if c.dep in {"dobj", "attr", "oprd"} and c.i > verb.i and c.tag in {"NN", "NNP", "NNS"} and scene.phrase(c):
                return c
        subject = beside(scene, verb)
    return subject


def says_beside(scene: Scene, verb: Token) -> Token | None:
    """As in "X announced that an inquiry was opened and stated that …": the verb of saying that a verb goes with where
    parsers join it to the passive clause between, whose subject cannot speak."""
    passive, above = verb.head, verb.head.head if verb.head is not None else None
    if verb.dep != "conj" or passive is None or above is None or passive.dep != "ccomp" or verb.child("nsubj"):
        return None
    thing = passive.child("nsubjpass")
    speech = is_speech(scene, verb) and is_speech(scene, above) and verb.tag == above.tag
    silent = thing is not None and thing.pos == "NOUN" and noun_kind(thing) in {None, "document"}
    return above if speech and silent else None


def beside(scene: Scene, verb: Token) -> Token | None:
    for table, at in ((scene.chunk_ends, verb.i - 1), (scene.chunk_starts, verb.i + 1)):
        head = table.get(at)
        if head is not None and scene.parse.tokens[head].sent == verb.sent:
            return scene.parse.tokens[head]
    return None


def pieces(
    scene: Scene,
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
    if root is not None and verb is not None:
        parts = clauses.without_contrast(parts, root, scene.parse)
        further = next((c.left for c in root.children if c.i > root.i and says_beside(scene, c) is verb), None)
        parts = parts if further is None else [(a, min(b, further - 1)) for a, b in parts if a < further]
    points = clauses.split_points(root, scene.parse) if root is not None else []
    for piece in clauses.cut(parts, points):
        top = clauses.root_of(piece, scene.parse)
        if top is not None and piece is not parts and points and _says_itself(scene, top, verb):
            continue
        add(scene, phrase, verb, piece, rule, cue=cue, via=via, carried=carried, cue_end=cue_end)


def _says_itself(scene: Scene, top: Token, verb: Token | None) -> bool:
    """Whether a coordinated clause is an attribution by somebody else ("…, but rebels have said that …")."""
    if top.dep != "conj" or not is_speech(scene, top) or top is verb:
        return False
    own = top.child("nsubj")
    return own is not None and scene.phrase(own) is not None and any(c.dep in {"ccomp", "dobj"} for c in top.children)


def add(
    scene: Scene,
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
    content = tuple(_unmarked(tokens[a], tokens[b]) for a, b in kept)
    root = clauses.root_of(kept, scene.parse)
    modality = content_modality(root, scene.parse) if root is not None else frozenset[Modality]()
    stance = stance_of(cue.stance if cue is not None else "asserted", modality)
    if stance == "asserted" and cue is not None and cue.lemma in ANNOUNCING and Modality.HYPOTHETICAL in modality:
        stance = "intended"  # "announced that it would send troops": "would" is the "will" of what was said
    span = (verb.start, (cue_end or verb).end) if verb is not None else None
    all_quoted = quoted or all(i in scene.inside for a, b in kept for i in range(a, b + 1))
    made = Attribution(
        phrase,
        span,
        content,
        all_quoted,
        stance,
        rule,
        via,
        _addressee(verb, to, cue),
        cue.act if cue is not None else None,
        _said(verb, scene),
        carried,
        _medium(verb),
    )
    whose = [None] if phrase is None else sharers(phrase, scene.parse, scene.known)
    scene.found.extend(replace(made, source=p) for p in whose)


ANNOUNCING: Final = frozenset({"announce", "declare", "decree"})


def _unmarked(first: Token, last: Token) -> tuple[int, int]:
    """From one token to another, without quotation marks that the engine left on them ("They)."""
    start, end = first.start, last.end
    if first.text[0] in MARKS and len(first.text) > 1:
        start += 1
    if last.text[-1] in MARKS - {"'"} and len(last.text) > 1:
        end -= 1
    return start, max(start, end)


def _addressee(verb: Token | None, to: Token | None, cue: Cue | None) -> tuple[int, int] | None:
    """To whom it is said: "told reporters", "urged the government", "replied to the envoy", and whom it accuses,
    threatens or praises."""
    if to is None and verb is not None:
        to = _told(verb) or _turned_to(verb, cue) or _judged(verb, cue)
    return (to.start, to.end) if to is not None and (verb is None or to.i != verb.i) else None


TELLING: Final = frozenset(
    {"tell", "inform", "notify", "brief", "remind", "assure", "reassure", "warn", "advise", "alert"}
)
ADDRESSED: Final = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def _told(verb: Token) -> Token | None:
    return verb.child("dobj", "dative") if verb.lemma in TELLING else None


def _turned_to(verb: Token, cue: Cue | None) -> Token | None:
    """As in "replied to the envoy", "in a letter to the council": somebody behind "to"."""
    if cue is not None and "to" in cue.prepositions:  # "referred to the council": what is spoken of
        return None
    own = [c for c in verb.children if c.i > verb.i and c.dep in {"prep", "dative"}]
    letters = [k for c in own if c.lower == "in" for d in c.children for k in d.children if noun_kind(d) == "document"]
    for c in [*own, *letters]:
        whom = c.child("pobj") if c.lower == "to" else None
        if whom is not None and (noun_kind(whom) in SPEAKING or (whom.tag == "NNP" and whom.ent in ADDRESSED)):
            return whom
    return None


SPEAKING: Final = frozenset({"person", "people", "spokesperson", "organisation", "media"})


def _judged(verb: Token, cue: Cue | None) -> Token | None:
    """As in "accused the army of …", "praised the medics": who is spoken against or for."""
    if cue is None or cue.act is None or not (cue.manner in {"judge", "stand"} or cue.act == "THREATEN"):
        return None
    whom = verb.child("dobj")
    return whom if whom is not None and whom.pos in {"NOUN", "PROPN"} else None


def _said(verb: Token | None, scene: Scene) -> tuple[int, int] | None:
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
    """The document the words stand in: "said in a statement", "a statement by X said"."""
    if verb is None:
        return None
    subject = verb.child("nsubj")
    issued = verb.head if verb.dep == "acl" else None
    if issued is not None and noun_kind(issued) == "document" and issued.dep == "dobj":
        return issued.lemma
    if (
        subject is not None
        and noun_kind(subject) == "document"
        and any(c.lower in {"by", "from"} for c in subject.children)
    ):
        return subject.lemma
    for c in verb.children:
        if c.dep == "prep" and c.lower in {"in", "on"}:
            document = c.child("pobj")
            if document is not None and noun_kind(document) == "document":
                return document.lemma
    return None
