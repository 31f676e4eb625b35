"""Videos and photos that the report tells of: where and when they were filmed, and so what they show happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.annotate.timex import UNDATED
from dateline.extract.arguments import patients
from dateline.extract.context import Context
from dateline.extract.fittings import Draft
from dateline.extract.placing import SPECIFIC
from dateline.extract.wordlists import lemmas
from dateline.model.parse import Sentence, Token
from dateline.model.records import Where
from dateline.model.values import When
from dateline.model.vocabulary import MediaKind

KINDS: dict[str, MediaKind] = {
    "video": "video",
    "footage": "video",
    "clip": "video",
    "photo": "photo",
    "photograph": "photo",
    "image": "photo",
}


@dataclass(frozen=True, slots=True)
class Footage:
    """All that is said of one kind of footage: its mentions, and where and when it was made, if told."""

    kind: MediaKind
    tokens: tuple[Token, ...]
    where: Where | None
    when: When | None


def find_footage(context: Context) -> list[Footage]:
    """Footage told of in the text; "the video" goes back to the last one, "another video" is a new one."""
    found: dict[MediaKind, list[list[Token]]] = {}
    for t in context.parse.tokens:
        kind = KINDS.get(t.lemma)
        if kind and t.pos in {"NOUN", "PROPN"} and t.dep != "compound" and _told(context, t):
            items = found.setdefault(kind, [])
            at = _which(t, len(items))
            if at < len(items):
                items[at].append(t)
            else:
                items.append([t])
    return [Footage(kind, tuple(item), *_made(context, item)) for kind, items in found.items() for item in items]


def _which(noun: Token, told: int) -> int:
    """Which of the items told so far a mention means: "the second" the second, "another" a new one, else the last."""
    words = [c.lower for c in noun.children if c.i < noun.i]
    ordinals = [n for n, word in enumerate(("first", "second", "third", "fourth")) if word in words]
    if ordinals:
        return min(ordinals[0], told)
    new = bool({"another", "different", "separate", "a", "an", "one"} & set(words)) and not {"same", "the"} & set(words)
    return told if new or not told else told - 1


def _told(context: Context, t: Token) -> bool:
    section = context.document.section_at(t.start)
    return section is not None and section.kind == "paragraph"


def _made(context: Context, tokens: list[Token]) -> tuple[Where | None, When | None]:
    """Place and day of filming: "the clip was filmed in X on Sunday"."""
    for t in tokens:
        verb = t.head if t.dep in {"nsubjpass", "dobj"} else next((c for c in t.children if c.dep == "acl"), None)
        if (
            verb is None
            or verb.lemma not in lemmas("filming")
            or t not in [*patients(verb), *verb.all("dobj", "nsubjpass"), verb.head]
        ):
            continue
        return _place(context, context.parse.sentence_of(verb), verb), _day(context, verb)
    return None, None


def _place(context: Context, sentence: Sentence, verb: Token) -> Where | None:
    """The narrowest place told after the verb, in its sentence."""
    told = context.places.mentions_in(verb.end, sentence.end)
    if not told:
        return None
    evidence, place = max(told, key=lambda hit: (SPECIFIC.get(hit[1].kind, 2), -hit[0].start))
    return Where(place.id, context.claims.claims_for(evidence.start, evidence.end), (evidence,))


def _day(context: Context, verb: Token) -> When | None:
    for d in context.dated:
        if d.timex.form not in UNDATED and context.parse.tokens[d.head].sent == verb.sent and d.timex.start > verb.end:
            return context.timeline.when_of(d.timex)
    return None


def place_footage(footage: Sequence[Footage], drafts: Sequence[Draft]) -> None:
    """What a video shows happened where and when it was filmed, unless the text says otherwise."""
    for f in footage:
        sentences = {t.sent for t in f.tokens}
        for draft in drafts:
            if {p.token.sent for p in draft.frame.parts} & sentences:
                draft.where = draft.where or f.where
                if draft.when is None and f.when is not None:
                    draft.when = replace(f.when, basis=f"relative to {f.when.text}")
