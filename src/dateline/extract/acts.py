"""The act that a saying is in itself: who demands requests, who promises help agrees, who announces force threatens.

The cue says it where the word alone is the act ("accused", "rejected"). Where the cue merely says or promises, the
content does: what must be done is a request (PLOVER 2.0 draft, REQUEST), what the speaker's own side will do is an
agreement or a threat, as what it will do is cooperation or force (AGREE, THREATEN).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from dateline.codebook.announced import plover_of
from dateline.codebook.triggers import load_triggers
from dateline.extract.wordlists import lemmas
from dateline.model.layers import Attribution
from dateline.model.parse import Parse, Token
from dateline.model.vocabulary import Plover

DEPTH: Final = 3
"""Words of intending that may stand between the saying and what is announced ("said it was ready to try to help")."""
OWN: Final = frozenset({"i", "we", "it", "he", "she", "they"})


def act_of(parse: Parse, a: Attribution) -> Plover | None:
    """The act of a saying: that of its cue, else that of its content; None where it merely tells."""
    if a.act is not None or not a.content:
        return a.act
    cue = parse.token_at(a.cue[0]) if a.cue is not None else None
    promised = cue is not None and cue.lemma in lemmas("promising")
    if a.stance == "demanded":
        return "AGREE" if promised else "REQUEST"  # "agreed that they should cooperate"
    if a.stance != "intended":
        return None
    start, end = a.content[0]
    inside = [t for t in parse.within(start, end) if t.head is None or not start <= t.head.start < end]
    root = next((t for t in inside if t.pos in {"VERB", "AUX", "ADJ"}), None)
    if root is None:
        return None
    what = _announced(root)
    if promised:
        return what or "AGREE"
    return what if _of_speaker(root, a, parse) else None


def _of_speaker(root: Token, a: Attribution, parse: Parse) -> bool:
    """Whether the announced act is the speaker's own: what others will do is foretold, not promised."""
    subject = root.child("nsubj", "nsubjpass")
    if subject is None:
        return True
    if subject.lower in OWN:
        return True
    if a.source is None:
        return False
    said = {t.lemma for t in parse.within(a.source.start, a.source.end) if t.pos == "PROPN"}
    return any(t.lemma in said for t in parse.tokens[subject.left : subject.right + 1] if t.pos == "PROPN")


def _announced(root: Token) -> Plover | None:
    """What PLOVER calls the act that stands under words of intending ("will", "is ready to", "plans to")."""
    t: Token | None = root
    for _ in range(DEPTH):
        if t is None:
            return None
        type_ = _type_of(t)
        if type_ is not None and plover_of(type_, "planned") != type_:
            return plover_of(type_, "planned")
        t = t.child("xcomp", "ccomp", "acomp", "attr", "oprd") or t.child("dobj")
    return None


@lru_cache(maxsize=1)
def _types() -> dict[tuple[str, str], Plover]:
    """(lemma, pos) -> the type of its first reading."""
    found: dict[tuple[str, str], Plover] = {}
    for t in load_triggers():
        if len(t.words) == 1:
            found.setdefault((t.lemma, t.pos), t.plover)
    return found


def _type_of(t: Token) -> Plover | None:
    for prt in t.all("prt"):
        phrases = load_triggers().phrases(t.lemma, "VERB")
        found = next((p.plover for p in phrases if p.words == (t.lemma, prt.lemma)), None)
        if found is not None:
            return found
    return _types().get((t.lemma, t.pos))
