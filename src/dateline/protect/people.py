"""What is known of one person whom a view does not name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from dateline.model.records import Actor, Source, Victim
from dateline.model.span import Evidence
from dateline.protect.folding import tokens
from dateline.protect.names import Name
from dateline.protect.reach import Span
from dateline.protect.roles import Role
from dateline.protect.tables import words

PERSONS: Final = frozenset({"named", "anonymous", "group"})
"""Kinds of sources that are people: of others only the mentions are hidden, for their names are an institution's."""


@dataclass(slots=True)
class Hidden:
    """One person whom a view does not name."""

    sources: list[Source] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    victims: list[Victim] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    """Words that the owner adds, of which no record is made."""
    descriptions: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    """Where the report mentions the person by more than a pronoun."""
    role: Role | None = None

    @property
    def ids(self) -> set[str]:
        return {*(s.id for s in self.sources), *(a.id for a in self.actors), *(v.id for v in self.victims)}

    @property
    def many(self) -> bool:
        """Whether these are several people ("three nurses")."""
        return any(s.kind == "group" for s in self.sources)

    @property
    def first(self) -> int:
        """Where the report mentions the person first."""
        return min((m.start for s in self.sources for m in s.mentions), default=0)

    def identity(self, document_sha256: str) -> str:
        """What a pseudonym is made of: the name, which is the same in every report; of an unnamed person the report and
        the record, so that two reports' unnamed sources are never taken for one."""
        if self.names and any(s.name for s in self.sources):
            return "name\0" + " ".join(max(self.names, key=lambda n: (len(n.tokens), n.tokens)).tokens)
        return f"unnamed\0{document_sha256}\0{min(s.id for s in self.sources)}"


def told(mention: Evidence) -> bool:
    """Whether a mention is more than a pronoun."""
    return not set(tokens(mention.quote)) <= words("pronoun")
