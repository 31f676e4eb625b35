"""Attributions by phrase: "according to …", "in a video …", "reports of …", passives, and outlets that quote others."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dateline.annotate import clauses
from dateline.annotate.clauses import Interval
from dateline.annotate.cues import Cue
from dateline.annotate.scene import Scene, add, pieces
from dateline.annotate.speakers import noun_kind, source_phrase
from dateline.model.layers import Attribution, SourcePhrase
from dateline.model.parse import Token


def said_by_passive(scene: Scene, verb: Token, entry: dict[str, Cue]) -> None:
    """As in "This is confirmed by the ministry": what was said before; "reported by X": what precedes."""
    agent = agent_phrase(scene, verb)
    cue = entry.get("clause") or entry.get("matter") or entry.get("object")
    if agent is None or cue is None:
        return
    subject = verb.child("nsubjpass")
    as_ = verb.child("mark", "advmod")
    if subject is None and as_ is not None and as_.lower == "as" and verb.head is not None:
        if cue.manner != "speech":
            return
        whole = scene.parse.sentences[verb.sent]
        opens = verb.left == whole.first
        around = (verb.right + 1, whole.last - 1) if opens else (verb.head.left, verb.head.right)
        pieces(scene, agent, verb, clauses.intervals_without(around, (verb.left, verb.right)), cue, "as reported by")
        return
    if subject is not None and subject.lower in {"this", "that", "it"}:
        complement = verb.child("ccomp")
        if complement is not None:
            pieces(scene, agent, verb, [(complement.left, complement.right)], cue, "passive")
        elif verb.sent > 0:
            before = scene.parse.sentences[verb.sent - 1]
            if scene.told[before.first]:
                pieces(scene, agent, verb, [(before.first, before.last - 1)], cue, "passive, of the sentence before")
    elif subject is not None and "object" in entry and entry["object"].manner == "judge":
        last = max([verb.i, *(c.right for c in verb.children if c.i > verb.i and c.dep in {"agent", "prep"})])
        first = subject.left if subject.pos in {"NOUN", "PROPN"} and subject.right < verb.i else verb.i
        add(scene, agent, verb, [(first, last)], "passive", cue=entry["object"])


def agent_phrase(scene: Scene, verb: Token) -> SourcePhrase | None:
    agent = clauses.agent_of(verb)
    return scene.phrase(agent) if agent is not None else None


def said_by_quoting(scene: Scene, verb: Token, cue: Cue) -> bool:
    """As in "A quoted B as saying that …", "B was quoted as saying by A", "…, A reported, citing B"."""
    as_ = next((c for c in verb.children if c.dep == "prep" and c.lower == "as"), None)
    saying = as_.child("pcomp") if as_ is not None else None
    if clauses.passive(verb):
        speaker, outlet = verb.child("nsubjpass"), clauses.agent_of(verb)
    else:
        speaker, outlet = verb.child("dobj"), clauses.subject_of(verb)
    phrase = scene.phrase(speaker) if speaker is not None else None
    if phrase is None or (phrase.kind == "document" and saying is None):
        return False
    via = scene.phrase(outlet) if outlet is not None else None
    vias = (via,) if via is not None else ()
    if saying is None and verb.dep == "relcl":
        return _which_cited(scene, verb, phrase)
    if saying is None:
        return bool(vias) and verb.tag == "VBG" and _citing(scene, verb, phrase, vias)
    complement = saying.child("ccomp", "dobj", "xcomp")
    if complement is not None and saying.i not in scene.used:
        pieces(scene, phrase, saying, [(complement.left, complement.right)], cue, "quoting", via=vias)
    scene.used.add(saying.i)
    return True


def said_by_quoting_first(scene: Scene, verb: Token) -> None:
    """As in "Quoting witnesses, the chief said …", where parsers take the participle for an adjective."""
    whom, cue = verb.head, verb.head.head if verb.head is not None else None
    outlet = clauses.subject_of(cue) if cue is not None and (cue.lemma, "verb") in scene.table else None
    if whom is None or cue is None or outlet is None or outlet is whom or whom.left != verb.i:
        return
    phrase, via = scene.phrase(whom), scene.phrase(outlet)
    if phrase is not None and via is not None and noun_kind(whom) in {"person", "people", "organisation", "media"}:
        scene.cited[cue.i] = (phrase, (via,))


def _citing(scene: Scene, verb: Token, phrase: SourcePhrase, via: tuple[SourcePhrase, ...]) -> bool:
    """Note that what the citing outlet says is said by the one it cites."""
    speaks = phrase.kind in {"anonymous", "group", "named", "organisation", "media"}
    if not speaks or verb.head is None or (noun_kind(scene.parse.tokens[phrase.head]) is None and phrase.name is None):
        return False
    scene.cited[verb.head.i] = (phrase, via)
    return True


def _which_cited(scene: Scene, verb: Token, phrase: SourcePhrase) -> bool:
    """As in "Radio Nile, which cited a doctor, said …", "according to Radio Nile, which cited a doctor"."""
    outlet = verb.head
    via = scene.phrase(outlet) if outlet is not None else None
    above = outlet.head if outlet is not None else None
    for _ in range(2):
        cue = above is not None and (above.lower == "according" or (above.lemma, "verb") in scene.table)
        if cue and via is not None and above is not None and above is not verb:
            scene.cited[above.i] = (phrase, (via,))
            return True
        above = above.head if above is not None else None
    return False


def said_by_seen(scene: Scene, verb: Token, cue: Cue) -> bool:
    """As in "In a video posted online, troops are seen clashing …"."""
    for prep in verb.children:
        document = prep.child("pobj") if prep.dep == "prep" and prep.lower in {"in", "on"} else None
        if document is None or noun_kind(document) != "document":
            continue
        phrase = scene.phrase(document)
        if phrase is None:
            return False
        parts = clauses.intervals_without((verb.left, verb.right), (prep.left, prep.right))
        add(scene, phrase, verb, parts, "seen in", cue=cue)
        return True
    return False


def said_by_shown(scene: Scene, noun: Token) -> None:
    """As in "A clip purporting to show the convoy", "footage showing troops"."""
    for c in noun.children:
        if (
            c.dep not in {"acl", "relcl"}
            or c.lemma not in {"purport", "claim", "appear", "show", "depict", "allege", "say"}
            or c.tag not in {"VBG", "VBZ", "VBD"}
        ):
            continue
        inner = next(
            (
                k
                for k in c.children
                if k.dep in {"xcomp", "advcl", "ccomp"} and k.lemma in {"show", "depict", "capture"}
            ),
            None,
        ) or (c if c.lemma in {"show", "depict"} else None)
        if inner is None or inner.i in scene.used or inner.lemma not in {"show", "depict", "capture"}:
            continue
        if not any(k.dep in {"dobj", "ccomp", "xcomp"} for k in inner.children):
            continue
        phrase = scene.phrase(noun)
        if phrase is None or phrase.kind != "document":
            return
        cue = Cue(c.lemma, "verb", "shows", "asserted" if inner is c else "alleged", None, "show", ())
        scene.used.update({c.i, inner.i})
        add(scene, phrase, c, [(inner.i, inner.right)], "document shows", cue=cue)


GIVING: Final = frozenset(
    {"make", "issue", "give", "repeat", "release", "raise", "publish", "deliver", "level", "send", "offer"}
    | {"voice", "express"}
)
"""Verbs whose subject is the one who says what the noun behind them holds ("issued a warning that …")."""


def _with_that(clause: Token) -> bool:
    return any(k.dep == "mark" and k.lower == "that" for k in clause.children)


def said_by_noun(scene: Scene, noun: Token, cue: Cue) -> None:
    """As in "allegations by residents that …", "reports of the shelling of a market"."""
    verb = noun.head if noun.dep == "dobj" and noun.head is not None and noun.head.lemma in GIVING else None
    below = [*noun.children, *(verb.all("ccomp") if verb is not None else ())]
    clause = next((c for c in below if c.dep in {"acl", "ccomp", "relcl"} and c.i > noun.i and _with_that(c)), None)
    of = next((c for c in noun.children if c.dep == "prep" and c.lower == "of" and c.i > noun.i), None)
    wish = _wish(noun, cue) if clause is None else None
    if wish is not None:
        owner = _noun_source(scene, noun)
        if owner is not None:
            add(scene, owner, noun, [(wish.left if wish.tag == "VB" else wish.i + 1, wish.right)], "noun", cue=cue)
        return
    if clause is None and (
        of is None
        or noun.lemma not in {"report", "allegation", "accusation", "claim", "account"}
        or of.right - of.left < 3
    ):
        return
    phrase = _noun_source(scene, noun)
    if phrase is None:
        return
    if clause is not None:
        pieces(scene, phrase, noun, [(clause.left, clause.right)], cue, "noun")
    elif of is not None:
        add(scene, phrase, noun, [(of.i + 1, max(of.right, noun.right))], "noun", cue=cue)


def _wish(noun: Token, cue: Cue) -> Token | None:
    """What is vowed, threatened or asked for: "the army's threat to shell the town", "its call by X for a truce"."""
    if cue.stance not in {"intended", "demanded"}:
        return None
    for c in noun.children:
        infinitive = c.dep in {"acl", "relcl"} and c.tag == "VB" and any(k.lower == "to" for k in c.children)
        asked = c.dep == "prep" and c.lower == "for" and cue.stance == "demanded" and c.child("pobj") is not None
        if c.i > noun.i and (infinitive or asked) and c.right > c.i:
            return c
    return None


def _noun_source(scene: Scene, noun: Token) -> SourcePhrase | None:
    """Whose report, claim or allegation it is: possessor, "by X", or the subject of "issued a warning"."""
    owner = noun.child("poss")
    for c in noun.children:
        if owner is None and c.dep in {"prep", "agent"} and c.lower in {"by", "from"}:
            owner = c.child("pobj")
    verb = noun.head
    if owner is None and noun.dep == "dobj" and verb is not None and verb.lemma in GIVING:
        owner = clauses.subject_of(verb)
    if owner is not None:
        return scene.phrase(owner) if owner.lower not in {"its", "my", "our"} else None
    if noun.lemma == "report" and noun.tag == "NNS":
        return source_phrase(noun, scene.parse, scene.known)
    return None


def said_by_according(scene: Scene, token: Token) -> None:
    """As in "according to X", "per the ministry": the clause around the phrase is X's."""
    per = token.lower == "per"
    behind = [c for c in token.children if c.i > token.i]
    to = token if per else next((c for c in behind if c.dep == "prep"), None)
    to = to or next((c for c in behind if c.lower == "to"), None)
    target = to.child("pobj") if to is not None else None
    if to is None or target is None:
        return
    phrase = scene.phrase(target, any_noun=not per)
    if phrase is None or (per and not phrase.definite and phrase.name is None):
        return
    sentence = scene.parse.sentences[token.sent]
    head = token.head
    while head is not None and head.head is not None and head.dep not in {"conj", "ccomp", "advcl", "relcl"}:
        head = head.head
    spoken = next((a for a in scene.found if head is not None and a.cue is not None and a.cue[0] == head.start), None)
    inner = _within_quotation(scene, token, (sentence.first, sentence.last - 1))
    if spoken is not None and head is not None and not inner[0] <= head.i <= inner[1]:
        spoken = None  # the words within a quotation are whose they say
    if spoken is not None:
        if spoken.cue is not None and phrase.kind in {"media", "organisation", "document", "named"}:
            scene.passed[spoken.cue[0]] = phrase
            scene.found = [_shorn(scene, a, token, to) if a.cue == spoken.cue else a for a in scene.found]
        return
    lead = (
        token.i - 1 if per and token.i > sentence.first and scene.parse.tokens[token.i - 1].lower == "as" else token.i
    )
    hole = (lead, max(to.right, token.right))
    whole = inner
    closing = hole[1] >= whole[1] - 1 and scene.parse.tokens[hole[0] - 1].text in clauses.FENCES
    if (
        head is not None
        and head.dep == "conj"
        and not closing
        and any(c.dep in clauses.SUBJECTS for c in head.children)
    ):
        whole = (min(head.left, hole[0]), max(head.right, hole[1]))
    if (
        hole[0] > whole[0]
        and scene.parse.tokens[hole[0] - 1].text not in clauses.FENCES
        and head is not None
        and head.dep == "ccomp"
    ):
        whole = (head.left, head.right)
    parts = _without_relatives(scene, clauses.intervals_without(whole, hole))
    cue = Cue("according to", "phrase", "phrase", "asserted", None, "speech", ())
    pieces(scene, phrase, token, parts, cue, "according to", cue_end=to)


def _shorn(scene: Scene, a: Attribution, first: Token, to: Token) -> Attribution:
    """What is said, without the words behind it that tell who passed it on ("…, according to Nile TV")."""
    start, end = a.content[-1]
    last = first.i - 1
    while last > 0 and scene.parse.tokens[last].text in clauses.FENCES:
        last -= 1
    ends = start < scene.parse.tokens[last].end <= end <= scene.parse.tokens[to.right].end
    return (
        replace(a, content=(*a.content[:-1], (start, scene.parse.tokens[last].end)))
        if ends and first.start < end
        else a
    )


def _within_quotation(scene: Scene, token: Token, whole: Interval) -> Interval:
    """A stretch cut to the quotation that a token stands in ("he said: “They fled, according to the police.”")."""
    for q in scene.quotations:
        if q.inner_start <= token.start and token.end <= q.inner_end:
            inside = [t.i for t in scene.parse.within(q.inner_start, q.inner_end) if whole[0] <= t.i <= whole[1]]
            whole = (inside[0], inside[-1]) if inside else whole
    return whole


def _without_relatives(scene: Scene, parts: list[Interval]) -> list[Interval]:
    return [p for p in (clauses.trimmed(x, scene.parse) for x in parts) if p is not None and p[1] > p[0]]
