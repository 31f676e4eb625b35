"""Clauses that are said: behind their cue ("said that …"), before it ("…, he said"), or around it."""

from __future__ import annotations

from typing import Final

from dateline.annotate import clauses
from dateline.annotate.clauses import Interval
from dateline.annotate.cues import Cue
from dateline.annotate.scene import Scene, beside, is_finite, is_speech, pieces
from dateline.model.layers import SourcePhrase
from dateline.model.parse import Token

QUOTE_FENCES: Final = frozenset({",", "\u201d", '"', "\u2014", "--", "''", "\u2013"})
ADDRESSING: Final = frozenset(
    {"tell", "inform", "notify", "brief", "remind", "assure", "warn", "advise", "caution", "alert"}
)


LONGEST_SPEAKER: Final = 16
"""Tokens that the noun phrase of a speaker may have between a comma and its cue verb."""


def said_as_clause(scene: Scene, verb: Token, subject: Token, phrase: SourcePhrase, cue: Cue) -> bool:
    """A clause that is said: behind the cue, before it, or around it."""
    group = clauses.cue_phrase(verb, subject if subject.head is verb or subject.i == verb.i - 1 else None)
    complements = [c for c in verb.children if _complement(c, verb)]
    if _infinitive(verb):
        complements = [c for c in complements if not any(k.tag == "WDT" for k in c.all("nsubj", "nsubjpass"))]
    if cue.manner in {"finding", "attitude", "show"}:
        complements = [c for c in complements if c.i > verb.i]
        if not complements:
            return False
    if cue.manner == "finding":
        complements = [c for c in complements if _tensed(c)]
        if not complements:
            return False
    if verb.lemma == "agree" and any(k.tag == "MD" for c in complements for k in c.children):
        return False
    quoted_only = [c for c in complements if c.i in scene.inside]
    behind = any(c.i > verb.i for c in complements)
    lost = None if complements or verb.lemma != "say" else _lost_behind(verb)
    if lost is not None:
        pieces(scene, phrase, verb, [lost], cue, "clause")
        return True
    that = None if complements or cue.manner != "speech" or _infinitive(verb) else _that_behind(scene, verb)
    if that is not None:
        pieces(scene, phrase, verb, [that], cue, "clause with that")
        return True
    if cue.manner == "quote" and (verb.i in scene.inside or not any(c.i in scene.inside for c in complements)):
        return False
    ending = None if behind or not _bare(verb) else tail(scene, verb)
    if ending is not None:
        whose = scene.phrase(ending[1], any_noun=True)
        if whose is not None:
            scene.spoken[verb.i] = ending[1]
            pieces(scene, whose, verb, [ending[0]], cue, "clause before its cue")
            _trailing(scene, verb, group, whose, cue)
            return True
    if not complements and not _bare(verb):
        return False
    parts = _parts(scene, verb, group, complements)
    if not parts or (quoted_only and verb.i not in scene.inside and _is_taken(scene, parts)):
        return False
    pieces(scene, phrase, verb, parts, cue, "clause")
    _trailing(scene, verb, group, phrase, cue)
    return True


def _tensed(clause: Token) -> bool:
    """A clause with a tense of its own, not a small clause ("found her guilty", "found themselves trying")."""
    return is_finite(clause) or any(is_finite(c) and c.dep in {"aux", "auxpass", "cop"} for c in clause.children)


def _infinitive(verb: Token) -> bool:
    """As in "claims to have shot down …"."""
    return any(
        c.dep == "xcomp" and c.i > verb.i and any(k.lower == "to" and k.dep == "aux" for k in c.children)
        for c in verb.children
    )


def _lost_behind(verb: Token) -> Interval | None:
    """As in "said the bomb, believed to be old, went off", where parsers take the subject for what is said."""
    target = verb.child("dobj")
    if target is None or target.i < verb.i or target.pos not in {"NOUN", "PROPN"}:
        return None
    behind = [c for c in verb.children if c.i > target.right and c.dep in {"conj", "advcl", "acl"}]
    pairs = [(c, verb) for c in behind] + [(k, c) for c in behind for k in c.children if k.i > c.i]
    for clause, above in pairs:
        own = any(k.dep in clauses.SUBJECTS for k in clause.children)
        if clause.dep == "conj" and is_finite(clause) and not own and above.child("cc") is None:
            return target.left, clause.right
    return None


def _that_behind(scene: Scene, verb: Token) -> Interval | None:
    """As in "told reporters on condition of anonymity that …", where parsers hang the clause on the noun before it."""
    tokens, end = scene.parse.tokens, scene.parse.sentences[verb.sent].last - 1
    closed = verb.i
    for n in range(verb.i + 1, min(verb.i + LONGEST_SPEAKER, end - 1)):
        t = tokens[n]
        if t.text == "(":  # "told the council today (23 December) that …"
            closed = next((k for k in range(n, min(n + LONGEST_SPEAKER, end)) if tokens[k].text == ")"), n - 1)
        if n <= closed:
            continue
        if t.lower == "that" and t.tag == "IN" and t.dep != "det" and tokens[n - 1].lower not in {"so", "such"}:
            return (n + 1, end) if any(is_finite(x) for x in tokens[n + 1 : end]) else None
        if t.text in clauses.FENCES or is_finite(t):
            return None
    return None


def _bare(verb: Token) -> bool:
    """Without an object of its own, but for the person told."""
    return verb.lemma in ADDRESSING or verb.child("dobj") is None


def tail(scene: Scene, verb: Token) -> tuple[Interval, Token] | None:
    """As in "…, a source close to the talks told reporters.": what stands before the last comma, and its speaker.

    Read off the surface, since parsers often hang the speaker of such a cue phrase on the noun before the comma.
    """
    if verb.dep == "relcl" or not _ends_there(scene, verb):
        return None
    tokens, first = scene.parse.tokens, scene.first_of(verb.sent)
    subject = verb.child("nsubj")
    if subject is not None and verb.i - 2 <= subject.right < verb.i and tokens[subject.left - 1].text in QUOTE_FENCES:
        fence = subject.left - 1
        if fence > first + 2 and any(is_finite(t) for t in tokens[first:fence]):
            return (first, fence - 1), subject
    last = verb.i - 1
    if tokens[last].text == ",":
        last = _before_apposition(scene, last, first)
    found = _fence(scene, last, first)
    if found is None or not any(is_finite(t) for t in tokens[first:found]):
        return None
    who = speaker_between(scene, verb, found + 1, last)
    return ((first, found - 1), who) if who is not None else None


def _ends_there(scene: Scene, verb: Token) -> bool:
    """Whether the cue phrase ends with its sentence, or at a comma before a participle, conjunction or relative."""
    tokens, last = scene.parse.tokens, scene.parse.sentences[verb.sent].last
    end = verb.i + 1
    while end < last and tokens[end].text not in clauses.FENCES:
        t = tokens[end]
        if end > verb.i + 1 and is_finite(t) and not any(x.dep == "relcl" for x in (t, *_heads(t))):
            return False
        end += 1
    return end >= last - 1 or tokens[end].text != "," or tokens[end + 1].tag in {"VBG", "WP", "WDT", "IN", "VBN", "CC"}


def _fence(scene: Scene, at: int, first: int) -> int | None:
    """The comma, dash or quotation mark before a noun phrase that ends at `at`; None after a verb or too many words."""
    tokens = scene.parse.tokens
    for n in range(at, max(first + 2, at - LONGEST_SPEAKER), -1):
        if tokens[n].text in QUOTE_FENCES:
            return n
        if is_finite(tokens[n]) and tokens[n].dep not in {"aux", "auxpass"}:
            return None
    return None


def _before_apposition(scene: Scene, comma: int, first: int) -> int:
    """As in "Mary Ajak, head of the clinic, told reporters": the token before the comma that opens the apposition."""
    opening = _fence(scene, comma - 1, first)
    return opening - 1 if opening is not None and scene.parse.tokens[opening].text == "," else comma


def _heads(token: Token) -> list[Token]:
    found: list[Token] = []
    while token.head is not None and len(found) < 4:
        token = token.head
        found.append(token)
    return found


def speaker_between(scene: Scene, verb: Token, start: int, end: int) -> Token | None:
    """The noun that governs the words between a comma and its cue verb, or the one right behind the verb ("said X")."""
    tokens = scene.parse.tokens
    if start >= verb.i or all(tokens[n].pos in {"AUX", "ADV"} for n in range(start, verb.i)):
        if verb.lemma in ADDRESSING:
            return None
        behind = [
            c
            for c in verb.children
            if c.i > verb.i
            and c.dep in {"nsubj", "dobj", "attr", "oprd", "ccomp"}
            and c.pos in {"NOUN", "PROPN", "PRON"}
        ]
        return behind[0] if behind else beside(scene, verb)
    while start < end and tokens[start].pos == "PUNCT":
        start += 1
    inside = range(start, end + 1)
    for n in inside:
        t = tokens[n]
        if t.pos in {"NOUN", "PROPN", "PRON", "NUM"} and (t.head is None or t.head.i not in inside):
            return t
    return None


def _complement(c: Token, verb: Token) -> bool:
    if c.dep == "ccomp":
        return clauses.is_clause(c) or c.child("mark") is not None
    if c.dep == "parataxis" and c.i > verb.i:
        return clauses.is_clause(c)
    return (
        c.dep == "xcomp"
        and clauses.is_clause(c)
        and any(k.dep in clauses.SUBJECTS for k in c.children)
        and not any(k.lower == "to" for k in c.children)
    )


def _parts(scene: Scene, verb: Token, group: Interval, complements: list[Token]) -> list[Interval]:
    """Token intervals of what is said."""
    sentence = scene.parse.sentences[verb.sent]
    whole = (sentence.first, sentence.last - 1)
    behind = [c for c in complements if c.i > verb.i]
    ahead = [c for c in complements if c.right < group[0]]
    if behind and behind[-1].left > verb.i:
        return [(behind[0].left, _before_speech(scene, behind[0].left, _stretched(verb, max(c.right for c in behind))))]
    if behind:
        return clauses.intervals_without((behind[0].left, behind[0].right), group)
    if ahead:
        start = (
            sentence.first if verb.head is None and not scene.inside.get(sentence.first) else min(c.left for c in ahead)
        )
        return [(start, group[0] - 1)]
    return _around(scene, verb, group, whole)


def _before_speech(scene: Scene, first: int, last: int) -> int:
    """The end of a complement, before the quotation that a colon opens ("said they had fled: …")."""
    for n in range(first + 1, last):
        if (
            scene.parse.tokens[n].text == ":"
            and (n + 1 in scene.inside or n + 2 in scene.inside)
            and n not in scene.inside
        ):
            return n - 1
    return last


def _stretched(verb: Token, last: int) -> int:
    """The end of a complement, with what the parser left hanging on the cue verb behind it."""
    for c in verb.children:
        if c.left > last and c.dep in {"dep", "prep", "npadvmod", "advmod", "dobj", "appos"} and c.left <= last + 3:
            last = c.right
    return last


def _around(scene: Scene, verb: Token, group: Interval, whole: Interval) -> list[Interval]:
    """The sentence around a cue phrase that is set off by punctuation."""
    tokens = scene.parse.tokens
    before = tokens[group[0] - 1] if group[0] > whole[0] else None
    after = tokens[group[1] + 1] if group[1] < whole[1] else None
    mark = verb.child("mark", "advmod")
    as_ = mark is not None and mark.lower == "as"
    if as_ and verb.left == whole[0] and verb.right < whole[1] - 1:
        return [(verb.right + 1, whole[1])]
    if verb.dep in {"advcl", "ccomp"} and as_ and verb.head is not None:
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


def _is_taken(scene: Scene, parts: list[Interval]) -> bool:
    """Whether most of a content is already a quotation's."""
    n = sum(b - a + 1 for a, b in parts)
    return sum(1 for a, b in parts for i in range(a, b + 1) if i in scene.inside) > 0.9 * n and any(
        scene.parse.tokens[parts[0][0]].start <= x.content[0][0] <= scene.parse.tokens[parts[-1][1]].end
        for x in scene.found
    )


def _trailing(scene: Scene, verb: Token, group: Interval, phrase: SourcePhrase, cue: Cue) -> None:
    """As in "…, he said, and the road was cut": a clause of its own behind an inverted cue phrase is said too."""
    sentence = scene.parse.sentences[verb.sent]
    if group[0] <= sentence.first + 1:
        return
    for c in verb.children:
        if c.dep != "conj" or c.i < group[1] or not any(k.dep in clauses.SUBJECTS for k in c.children):
            continue
        if not is_speech(scene, c):
            pieces(scene, phrase, verb, [(c.left, c.right)], cue, "clause after the cue")
