"""What Dateline asks of an engine: a parse of the sections that tell something."""

from __future__ import annotations

from typing import Protocol

from dateline.model.document import Document
from dateline.model.dossier import ModelUsed
from dateline.model.parse import Parse


class Engine(Protocol):
    """A provider of layers. `gives` names the layers it fills ("parse", "entities")."""

    name: str
    gives: frozenset[str]

    def parse(self, document: Document) -> Parse:
        """Sentences, tokens with heads, lemmas and entities of every section that is read."""
        ...

    def models(self) -> tuple[ModelUsed, ...]:
        """The models used, with the digests of their weights, for the receipt."""
        ...
