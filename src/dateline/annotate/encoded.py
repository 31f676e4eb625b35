"""What the encoder finds, laid over what engine, catalogue and lexicon give: labels of names, groups told in words.

Only what the encoder is sure of is taken, and nothing that the catalogue knows is overruled. Measured on reports that
nobody tuned for: corrected labels help some sets and hurt none; names of bodies that only the encoder finds help none,
nor do phrases that it is less sure of, so both are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from dateline.annotate.names import Name
from dateline.catalogue.lookup import Catalogue
from dateline.engines.encoder import Encoded
from dateline.model.layers import Mention
from dateline.model.parse import Entity, Parse, Token
from dateline.model.vocabulary import ActorKind

SURE: Final = 0.9
"""What the encoder must give its span and its kind to be believed."""
LABELS: Final = {
    "person": "PERSON", "place": "GPE", "nationality": "NORP", "group": "ORG", "force": "ORG", "government": "ORG",
    "organisation": "ORG",
}  # fmt: skip
"""Kinds that names have, as the engine's entity labels."""
SAME: Final = {"GPE": "GPE", "LOC": "GPE", "FAC": "GPE", "PERSON": "PERSON", "NORP": "NORP", "ORG": "ORG"}
"""Labels that the encoder does not tell apart."""
LOOSE: Final = frozenset({"PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "LANGUAGE"})
"""Labels that the engine gives to names which it cannot place; dates and numbers are not among them."""
KINDS: Final[dict[str, ActorKind]] = {"group": "rebel group", "force": "military", "people": "civilians"}


def relabel(parse: Parse, encoded: Iterable[Encoded]) -> None:
    """Give names the label that the encoder is sure of, where the engine has another one or none.

    A village that the engine takes for a person is a place from here on, for every rule that asks for labels.
    """
    engine: dict[int, Entity] = {t.i: e for e in parse.entities for t in parse.within(e.start, e.end)}
    new: list[tuple[Entity, list[Token]]] = []
    for m in encoded:
        inside = [] if m.whole or min(m.score, m.sure) < SURE or m.kind not in LABELS else parse.within(m.start, m.end)
        if not inside or inside[0].sent != inside[-1].sent or not any(t.text[:1].isupper() for t in inside):
            continue
        before = {engine[t.i] for t in inside if t.i in engine}
        if all(_wrong(e, m) for e in before):
            new.append((Entity(inside[0].start, inside[-1].end, LABELS[m.kind]), inside))
    for entity, inside in new:
        for t in inside:
            t.ent = entity.label
    gone = {engine[t.i] for _, inside in new for t in inside if t.i in engine}
    if new:
        kept = [e for e in parse.entities if e not in gone]
        parse.entities[:] = sorted([*kept, *(e for e, _ in new)], key=lambda e: e.start)


def _wrong(entity: Entity, m: Encoded) -> bool:
    """Whether what the encoder says stands against an entity of the engine that lies within the same words."""
    if entity.label not in SAME and entity.label not in LOOSE:
        return False
    if entity.start < m.start or entity.end > m.end:
        return False
    return SAME.get(entity.label) != LABELS[m.kind] and not (m.kind == "government" and entity.label == "GPE")


def add_described(
    parse: Parse, mentions: Sequence[Mention], names: dict[int, Name], encoded: Iterable[Encoded], catalogue: Catalogue
) -> list[Mention]:
    """The mentions, and groups told in words whose head no lexicon has ("axemen")."""
    heads = {m.head for m in mentions}
    out = list(mentions)
    for m in encoded:
        if not m.whole or m.level != "nominal" or m.kind not in KINDS or min(m.score, m.sure) < SURE:
            continue
        inside = parse.within(m.start, m.end)
        head = _head(inside)
        if (
            head is None
            or head.i in names
            or catalogue.head(head.lemma) is not None
            or any(t.i in heads for t in inside)
        ):
            continue
        start = next(t.start for t in inside if t.tag not in {"DT", "PRP$", "PDT"} or t is head)
        if start > head.start:
            continue
        text, alone = " ".join(parse.text[start : head.end].split()), head.tag == "NN" and m.kind == "people"
        out.append(
            Mention(
                start, head.end, head.i, "nominal", KINDS[m.kind], f"g::{head.lemma}", text, "encoder",
                number=1 if alone else 2, head_class=head.lemma,
            )
        )  # fmt: skip
    return sorted(out, key=lambda m: (m.start, m.end))


def _head(inside: Sequence[Token]) -> Token | None:
    """The common noun whose head lies outside the phrase."""
    ids = {t.i for t in inside}
    head = next((t for t in inside if t.head is None or t.head.i not in ids), None)
    return head if head is not None and head.pos == "NOUN" else None
