"""Attributions: who says what, by which words.

Three ways lead to one: a quotation with a speaker beside it, a cue word with its complement in the parse, and a phrase
("according to …", "in a video posted online …"). Cue words and what they mean stand in `data/cues.tsv`; which nouns can
speak in `data/source_nouns.tsv`. Text outside paragraphs (captions, datelines, headlines) is nobody's claim.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dateline.annotate import clauses
from dateline.annotate.complements import (
    said_as_adjective,
    said_as_clear,
    said_as_infinitive,
    said_as_matter,
    said_as_object,
    said_as_order,
    said_as_prep,
    said_as_shows,
)
from dateline.annotate.cues import Cue
from dateline.annotate.phrases import (
    said_by_according,
    said_by_noun,
    said_by_passive,
    said_by_quoting,
    said_by_quoting_first,
    said_by_seen,
    said_by_shown,
)
from dateline.annotate.quotations import Quotation
from dateline.annotate.quoted import REACH, said_in_quotations
from dateline.annotate.saying import said_as_clause, tail
from dateline.annotate.scene import Scene, is_speech, pieces, scene_of, speaker
from dateline.annotate.speakers import Known, noun_kind
from dateline.annotate.transcripts import find_turns, mark_turns, outside, said_in_turns
from dateline.model.document import Document
from dateline.model.layers import Attribution, SourcePhrase
from dateline.model.parse import Parse, Token


def find_attributions(
    document: Document, parse: Parse, quotations: list[Quotation], *, known: Known | None = None
) -> list[Attribution]:
    """Every attribution of the report in text order, one a proposition.

    `known` gives the actor kind of a name ("media", "person", "state" …) or None, as the catalogue knows it.
    """
    scene = scene_of(document, parse, quotations, known)
    turns = find_turns(scene)
    said_in_turns(scene, turns)
    if turns:
        scene.quotations = outside(quotations, turns)
        mark_turns(scene, turns)
    _openings(scene)
    said_in_quotations(scene)
    for token in parse.tokens:
        if scene.told[token.i]:
            _token(scene, token)
    _statements(scene)
    return _ordered(scene)


def _token(scene: Scene, token: Token) -> None:
    """Try every rule on one token."""
    if token.lower == "according" or (token.lower == "per" and token.tag == "IN"):
        said_by_according(scene, token)
        return
    if token.lemma == "make" and token.pos == "VERB" and said_as_clear(scene, token):
        return
    entry = scene.table.get((token.lemma, "verb")) if token.pos in {"VERB", "AUX"} else None
    if entry is not None and token.i not in scene.used:
        _verb(scene, token, entry)
        return
    if token.pos in {"ADJ", "VERB"} and (token.lower, "adj") in scene.table:
        said_as_adjective(scene, token, scene.table[token.lower, "adj"]["clause"])
        return
    if token.pos == "NOUN":
        entry = scene.table.get((token.lemma, "noun"))
        if entry is not None and "noun" in entry:
            said_by_noun(scene, token, entry["noun"])
        if noun_kind(token) == "document":
            said_by_shown(scene, token)


def _verb(scene: Scene, verb: Token, entry: dict[str, Cue]) -> None:
    """One cue verb: the first of its uses whose complement is there."""
    if verb.dep == "amod" and verb.lower in {"quoting", "citing"} and "quoting" in entry:
        said_by_quoting_first(scene, verb)
        return
    if (
        verb.dep == "amod"
        or _opening_cue(scene, verb)
        or _byline(scene, verb)
        or _aside(scene, verb, entry)
        or (_negated(verb) and verb.lemma not in {"deny", "dispute"})
    ):
        return
    if "quoting" in entry and said_by_quoting(scene, verb, entry["quoting"]):
        return
    if "seen" in entry and clauses.passive(verb) and said_by_seen(scene, verb, entry["seen"]):
        return
    if clauses.passive(verb):
        said_by_passive(scene, verb, entry)
        return
    if verb.lemma == "add" and any(c.dep == "prep" and c.lower == "to" and c.i == verb.i + 1 for c in verb.children):
        return
    subject = speaker(scene, verb)
    speaks = any(
        c.manner in {"speech", "judge", "demand"} and c.syntax in {"clause", "object", "order"} for c in entry.values()
    )
    speaks = speaks and verb.dep not in {"conj", "relcl"} and verb.lemma not in STRESSING
    phrase = scene.phrase(subject, any_noun=speaks) if subject is not None else None
    if phrase is None and "clause" in entry:
        ending = tail(scene, verb)
        subject = ending[1] if ending is not None else None
        phrase = scene.phrase(subject, any_noun=True) if subject is not None else None
    if subject is None or phrase is None or _unfit(scene, verb, subject, phrase, entry):
        return
    sure = scene.phrase(subject) is not None
    for syntax in ("order", "clause", "infinitive", "prep", "object", "shows", "matter"):
        if (
            syntax in entry
            and not (syntax == "clause" and _particled(verb, entry))
            and (sure or syntax in {"clause", "object"})
            and _said_as(scene, verb, subject, phrase, entry[syntax])
        ):
            return


def _particled(verb: Token, entry: dict[str, Cue]) -> bool:
    """As in "ruled out that …": with its particle the verb says something else."""
    other = entry.get("object")
    particle = other is not None and other.manner == "particle"
    return particle and any(c.lower in other.prepositions and c.i > verb.i for c in verb.children if other)


def _byline(scene: Scene, verb: Token) -> bool:
    """As in "…, writes Ines Calloway.": who wrote the report, not who says what it tells."""
    return (
        verb.lemma == "write"
        and verb.tag == "VBZ"
        and any(c.i > verb.i and c.dep in {"nsubj", "dobj", "attr", "oprd"} and c.tag == "NNP" for c in verb.children)
        and verb.i not in scene.inside
    )


def _aside(scene: Scene, verb: Token, entry: dict[str, Cue]) -> bool:
    """As in "troops fired on the convoy, highlighting the risks": what a doing shows, not what the troops say."""
    head = verb.head
    stressing = all(c.manner in {"speech", "show"} for c in entry.values()) and "matter" in entry
    return (
        verb.tag == "VBG"
        and verb.dep == "advcl"
        and stressing
        and verb.lemma in STRESSING
        and head is not None
        and not any(c.manner == "speech" for c in scene.table.get((head.lemma, "verb"), {}).values())
    )


STRESSING: Final = frozenset({"highlight", "underline", "underscore", "stress", "emphasise", "emphasize", "reaffirm"})


def _negated(verb: Token) -> bool:
    """As in "did not say", "declined to say", "could not confirm"."""
    if verb.negated:
        return True
    head = verb.head
    return (
        verb.dep == "xcomp"
        and head is not None
        and (head.negated or head.lemma in {"have", "need", "decline", "refuse", "fail", "unable", "avoid"})
    )


NOBODY: Final = frozenset({"nobody", "none", "nothing"})


def _unfit(scene: Scene, verb: Token, subject: Token, phrase: SourcePhrase, entry: dict[str, Cue]) -> bool:
    """Subjects that cannot say this: things for speech, people for "show"; first persons inside their own speech."""
    if verb.i in scene.inside and phrase.pronoun:
        return True
    if any(c.dep == "det" and c.lower in {"no", "neither"} for c in subject.children) or subject.lower in NOBODY:
        return True
    told = verb.dep == "ccomp" and verb.head is not None and (verb.head.lemma, "verb") in scene.table
    if (
        phrase.pronoun
        and told
        and all(c.manner in {"attitude", "finding"} or c.syntax == "matter" for c in entry.values())
    ):
        return True
    if (
        phrase.kind == "group"
        and noun_kind(subject) != "document"
        and verb.lemma in {"show", "prove", "demonstrate", "read"}
    ):
        return True
    shows = all(c.manner == "show" for c in entry.values())
    return shows and (phrase.pronoun or phrase.kind not in {"document", "organisation", "media", "group"})


def _said_as(scene: Scene, verb: Token, subject: Token, phrase: SourcePhrase, cue: Cue) -> bool:
    """Whether the complement that one use of a cue asks for is there; if so it is added."""
    if cue.syntax == "clause":
        return said_as_clause(scene, verb, subject, phrase, cue)
    return COMPLEMENTS[cue.syntax](scene, verb, phrase, cue)


COMPLEMENTS: Final = {
    "order": said_as_order,
    "infinitive": said_as_infinitive,
    "prep": said_as_prep,
    "object": said_as_object,
    "matter": said_as_matter,
    "shows": said_as_shows,
}


def _opening_cue(scene: Scene, verb: Token) -> bool:
    """As in "X said:" that ends its paragraph has its content in the paragraphs that follow."""
    sentence = scene.parse.sentences[verb.sent]
    last = scene.parse.tokens[sentence.last - 1]
    section = scene.section_at(verb.start)
    return last.text == ":" and section is not None and not scene.document.text[last.end : section.end].strip()


def _statements(scene: Scene) -> None:
    """As in "X said:" at the end of a paragraph: the paragraphs that follow are X's words."""
    phrase: SourcePhrase | None = None
    covered = [(a.content[0][0], a.content[-1][1]) for a in scene.found]
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


def _openings(scene: Scene) -> None:
    """Note who speaks in the paragraph behind "X said:" at the end of the one before."""
    phrase: SourcePhrase | None = None
    for section in scene.document.sections:
        if section.kind != "paragraph":
            continue
        if phrase is not None:
            scene.openings[section.start] = phrase
        closes = scene.document.text[section.start : section.end].rstrip()[-1:] == ":"
        tokens = scene.parse.within(section.start, section.end) if closes else []
        phrase = _opens_statement(scene, tokens) if tokens else None


def _opens_statement(scene: Scene, tokens: list[Token]) -> SourcePhrase | None:
    if tokens[-1].text != ":":
        return None
    for t in reversed(tokens[-REACH:]):
        if is_speech(scene, t):
            subject = speaker(scene, t)
            return scene.phrase(subject) if subject is not None else None
    return None


def _stated(scene: Scene, tokens: list[Token], phrase: SourcePhrase, covered: list[tuple[int, int]]) -> None:
    """Each sentence of a statement is a claim, unless attributions inside it already tell most of it."""
    first, last = tokens[0].sent, tokens[-1].sent
    for sentence in scene.parse.sentences[first : last + 1]:
        told = sum(max(0, min(b, sentence.end) - max(a, sentence.start)) for a, b in covered)
        if 2 * told > sentence.end - sentence.start:
            continue
        parts = [(sentence.first, sentence.last - 1)]
        pieces(scene, phrase, None, parts, None, "statement", carried=True)


def _ordered(scene: Scene) -> list[Attribution]:
    """In text order; of two with the same source and nearly the same content the first found stays."""
    kept: dict[tuple[int, int, int], Attribution] = {}
    cited = {scene.parse.tokens[i].start: pair for i, pair in scene.cited.items()}
    for found in scene.found:
        a = found
        if a.cue is not None and a.cue[0] in cited:
            a = replace(found, source=cited[a.cue[0]][0], via=cited[a.cue[0]][1])
        if a.cue is not None and a.cue[0] in scene.passed and not a.via:
            a = replace(a, via=(scene.passed[a.cue[0]],))
        key = (a.content[0][0], a.content[-1][1], a.source.head if a.source is not None else -1)
        kept.setdefault(key, a)
    return sorted(kept.values(), key=lambda a: (a.content[0][0], a.content[-1][1], a.cue or (0, 0)))
