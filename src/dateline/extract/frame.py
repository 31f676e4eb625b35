"""The frame: one happening as one clause tells it, before records are made."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.annotate.stance import Modality
from dateline.annotate.triggers import Found
from dateline.codebook.triggers import Trigger
from dateline.extract.cast import Named
from dateline.model.parse import Token

EFFECTS = frozenset({"killing", "injury", "destruction", "death", "loss", "shooting"})
"""Tags of triggers that tell what another act did."""


@dataclass(slots=True, eq=False)
class Frame:
    """One happening as told in one clause. `spans` are character ranges of the words that tell it."""

    trigger: Token
    row: Trigger
    verb: Token
    spans: list[tuple[int, int]]
    doers: list[Named] = field(default_factory=list)
    done_to: list[Named] = field(default_factory=list)
    fallen: list[Named] = field(default_factory=list)
    """Whom the words tell to have been harmed in a fight of others ("killed in clashes between X and Y")."""
    modality: frozenset[Modality] = frozenset()
    parts: list[Found] = field(default_factory=list)
    aspect: str | None = None

    @property
    def sentence(self) -> int:
        return self.trigger.sent

    @property
    def start(self) -> int:
        return min(s for s, _ in self.spans)
