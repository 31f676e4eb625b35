"""Sayings that are themselves acts, as events of PLOVER: who accuses, demands, refuses, threatens, promises whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dateline.case.facts import actor_key
from dateline.codebook import plover
from dateline.codebook.announced import acts_of
from dateline.exports.coded import Party
from dateline.exports.formats.plover_deeds import NO_DATE, NO_RECIPIENT, Deed, Source, day_of
from dateline.exports.formats.plover_entities import Entity, entity_of
from dateline.exports.losses import Losses
from dateline.model.dossier import Dossier
from dateline.model.records import Actor, Claim
from dateline.model.records import Source as Speaker
from dateline.model.vocabulary import Plover, Role
from dateline.render.words import clean, names_of

NO_SPEAKER: Final = "the report itself or a document says it, and neither is an actor"
KINDS: Final = {"named": "person", "media": "media"}
"""Kinds of actors that a source is, where it speaks for none that the report names; all others are "other"."""


def sayings(dossier: Dossier, losses: Losses) -> Iterator[Deed]:
    """The acts of speech of a report, in its order."""
    acts = list(acts_of(dossier))
    if not acts:
        return
    made = _Sayings(dossier)
    for claim, type_ in acts:
        deed = made.deed(claim, type_, losses)
        if deed is not None:
            yield deed


class _Sayings:
    """Follows the ids of one dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self.document = dossier.document
        self.actors = {a.id: a for a in dossier.actors}
        self.sources = {s.id: s for s in dossier.sources}
        self.names = names_of(dossier)

    def deed(self, claim: Claim, type_: Plover, losses: Losses) -> Deed | None:
        source = self.sources.get(claim.source)
        speaker = self._speaker(source) if source else None
        said = day_of(claim.said.start or claim.said.end) if claim.said else None
        day = said or day_of(self.document.published.date)
        to = self.actors.get(claim.to) if claim.to else None
        if speaker is None or day is None or (to is None and type_ in plover.needing_recipients()):
            losses.left_out(claim.id, NO_SPEAKER if speaker is None else NO_DATE if day is None else NO_RECIPIENT)
            return None
        auxiliary = plover.auxiliary_of_saying(type_, claim.stance)
        recipients = (entity_of(self._party("recipient", to)),) if to else ()
        return Deed(
            claim.id, type_, None, (auxiliary,) if auxiliary else (), day, None, (speaker,), recipients, (), None,
            self._source(claim), tuple(clean(e.quote) for e in claim.content), None, claim.stance,
            by_report=said is None,
        )  # fmt: skip

    def _speaker(self, source: Speaker) -> Entity | None:
        """Whoever says it: the actor that the source speaks for, with the source's part as title."""
        title = clean(source.role) if source.role else None
        actor = self.actors.get(source.affiliation) if source.affiliation else None
        if actor is not None:
            return entity_of(self._party("actor", actor), title)
        if source.kind in {"narrator", "document"}:
            return None
        name = self.names.source(source.id)
        return entity_of(Party("actor", name, KINDS.get(source.kind, "other"), None, "name:"), title)

    def _party(self, role: Role, actor: Actor) -> Party:
        return Party(role, clean(actor.name), actor.kind, actor.country, actor_key(actor), (clean(actor.name),))

    def _source(self, claim: Claim) -> Source:
        d = self.document
        start, end = min(e.start for e in claim.content), max(e.end for e in claim.content)
        return Source(d.id, d.outlet, d.title, d.published.date, d.url, d.language, start, end)
