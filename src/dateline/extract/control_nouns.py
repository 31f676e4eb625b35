"""Places that are called somebody's: strongholds, what lies in somebody's hands, "Islamic State's Raqqa"."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.extract.arguments import expand, objects_of
from dateline.extract.cast import Named
from dateline.extract.context import Context
from dateline.extract.held import Held, common_holder, pairs, places_of, span_of, words
from dateline.extract.wordlists import lemmas
from dateline.model.parse import Token


def from_strongholds(context: Context) -> Iterable[Held]:
    """ "Idlib, the last rebel enclave", "Raqqa is an IS stronghold", "among the largest strongholds for rebels"."""
    for t in context.parse.tokens:
        if (t.lemma, "place noun") not in words() or t.pos != "NOUN":
            continue
        holders = context.cast.owners(t) + context.cast.all(objects_of(t, {"of", "for"}))
        holders += [
            (a, context.words(c, t)) for c in t.children if c.i < t.i and (a := common_holder(context, c)) is not None
        ]
        named = t.head if t.dep == "appos" else None
        if t.dep == "attr" and t.head is not None:
            named = t.head.child("nsubj")
        elif t.dep == "pobj" and t.head is not None and t.head.lower == "among" and t.head.head is not None:
            named = t.head.head.child("nsubj")
        elif t.dep in {"compound", "nmod"} and t.head is not None and t.head.i > t.i:
            named = t.head  # "the rebel stronghold Daraa"
            holders += _before(context, t)
        inside = objects_of(t, {"of", "in", "around"}) if t.lemma in lemmas("held by its name") else []
        spots = [named] if named is not None else [s for s in inside if s.pos == "PROPN"]
        yield from pairs(context, t, holders[:1], spots, "controls", "stronghold")


def _before(context: Context, noun: Token) -> list[Named]:
    """The actor whose mention ends right before a noun that is only a part of a name to the parser."""
    mention = context.actors.mention_at(context.parse.tokens[noun.i - 1]) if noun.i else None
    if mention is None or mention.kind in {"person", "media", "civilians"}:
        return []
    return [(context.actors.id_of(mention), context.document.evidence(mention.start, mention.end))]


def in_hands(context: Context) -> Iterable[Held]:
    """ "lie in government hands", "is in the hands of the rebels"."""
    for t in context.parse.tokens:
        if t.lemma != "hand" or t.dep != "pobj" or t.head is None or t.head.lower != "in" or t.head.head is None:
            continue
        holders = context.cast.owners(t) + context.cast.all(objects_of(t, {"of"}))
        yield from pairs(
            context, t, holders[-1:], expand(t.head.head.child("nsubj", "nsubjpass")), "controls", "in hands"
        )


def possessed(context: Context) -> Iterable[Held]:
    """ "Islamic State's Deir e-Zor province", "Raqqa, IS's de facto capital": an armed group's own places."""
    for t in context.parse.tokens:
        owned = t.head if t.dep == "poss" else _after_mark(context, t)
        person = context.catalogue.head(owned.lemma) if owned is not None else None
        if owned is None or (person is not None and person.number == "person"):
            continue  # "the army's spokesman in X" holds nothing
        for holder in context.cast.named(t):
            kind = context.actors.kind_of(holder[0])
            if kind not in {"rebel group", "militia", "coalition"} and not (
                kind == "government" and owned.lemma in {"side", "territory", "stronghold"}
            ):
                continue
            places = places_of(context, owned)
            if not places and (owned.lemma, "place noun") in words():
                places = [p for e, p in context.places.last_before(t.start) if t.start - e.end <= 3][
                    :1
                ]  # "Raqqa, IS's capital"
            for place in places:
                yield Held(place, holder, "controls", None, span_of(context, owned, holder, place), "possessor")


def _after_mark(context: Context, t: Token) -> Token | None:
    """What a name with a genitive mark owns, where the parser misread the name ("IS's de facto capital")."""
    tokens = context.parse.tokens
    if t.i not in context.names or t.i + 2 >= len(tokens) or tokens[t.i + 1].lower not in {"'s", "’s", "’", "'"}:
        return None
    for i in range(t.i + 2, min(len(tokens), t.i + 8)):
        nominal = tokens[i].pos in {"NOUN", "PROPN"}
        if nominal and (
            i + 1 >= len(tokens)
            or tokens[i + 1].pos not in {"NOUN", "PROPN", "ADJ", "PUNCT"}
            or tokens[i + 1].text in ",."
        ):
            return tokens[i]
    return None
