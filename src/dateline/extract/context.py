"""What the extractors share: the layers of one report, grounded, and the actors that records have named so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.annotate.names import Name
from dateline.annotate.timex import Dated
from dateline.catalogue.lookup import Catalogue
from dateline.extract.cast import Cast, Named
from dateline.extract.claims import ClaimTable
from dateline.model.document import Document
from dateline.model.ids import record_id
from dateline.model.layers import Counted
from dateline.model.parse import Parse, Token
from dateline.model.span import Evidence
from dateline.resolve.actors import ActorTable
from dateline.resolve.placetable import PlaceTable
from dateline.resolve.timeline import Timeline


@dataclass(slots=True)
class Context:
    """Everything known of a report when records are made. `used` collects the actors that records name."""

    document: Document
    parse: Parse
    catalogue: Catalogue
    names: dict[int, Name]
    actors: ActorTable
    cast: Cast
    places: PlaceTable
    claims: ClaimTable
    counted: Sequence[Counted]
    dated: Sequence[Dated]
    timeline: Timeline
    used: set[str] = field(default_factory=set)

    def use(self, named: Named) -> str:
        """The actor's id, now marked as one that a record names."""
        self.used.add(named[0])
        return named[0]

    def words(self, first: Token, last: Token) -> Evidence:
        """Evidence from the first to the last token."""
        return self.document.evidence(first.start, last.end)

    def id(self, kind: str, type_: str, evidence: Sequence[Evidence], actors: Sequence[str] = ()) -> str:
        """Record id by rule 6, its participants given as actor ids."""
        return record_id(self.document.source_sha256, kind, type_, evidence, [self.actors.first(a) for a in actors])
