"""What the rows of one report need besides their records: names, who says so, what the checks found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from dateline.model.origin import Origin
from dateline.model.records import Claim, Finding, Place
from dateline.model.span import Evidence
from dateline.model.values import When
from dateline.protect.policy import Shown
from dateline.render.words import Names, names_of

Value = str | int | float | None | list[str]
"""A column's value before it is a cell; a list where a cell may hold several."""
Row = dict[str, Value]

PIECES = " … "
"""Between the pieces of one quote."""
SAYERS = "; "
"""Between several sources of one value."""


class Record(Protocol):
    """What every record says of its making."""

    @property
    def origin(self) -> Origin: ...
    @property
    def score(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class View:
    """One report as it is shown, with its records by id."""

    shown: Shown
    names: Names
    claims: dict[str, Claim]
    places: dict[str, Place]
    findings: dict[str, list[Finding]]
    """Findings that do not agree, by the ids that they are about."""

    def sayers(self, *claims: Iterable[str]) -> list[str]:
        """Who says so: the sources of the first of these lists of claims that is not empty, each once."""
        ids = next((found for found in map(list, claims) if found), [])
        return list(dict.fromkeys(self._sayer(self.claims[id_]) for id_ in ids if id_ in self.claims))

    def sayer(self, *claims: Iterable[str]) -> str:
        """The same as one text, for a cell that holds several values."""
        return SAYERS.join(self.sayers(*claims))

    def _sayer(self, claim: Claim) -> str:
        via = ", ".join(map(self.names.source, claim.via))
        return self.names.source(claim.source) + (f" (via {via})" if via else "")

    def name(self, id_: str) -> str:
        """What to call an actor, a place or a source; empty for any other record."""
        if id_ in self.names.sources:
            return self.names.source(id_)
        return self.names.actors.get(id_) or self.names.places.get(id_, "")

    def actor(self, id_: str | None) -> str | None:
        return self.names.actor(id_) if id_ else None

    def place(self, id_: str | None) -> str | None:
        return self.names.place(id_) if id_ else None


def view_of(shown: Shown) -> View:
    """The view of one report."""
    dossier = shown.dossier
    findings: dict[str, list[Finding]] = {}
    for finding in dossier.findings:
        if finding.verdict != "agrees":
            for id_ in finding.about:
                findings.setdefault(id_, []).append(finding)
    claims, places = {c.id: c for c in dossier.claims}, {p.id: p for p in dossier.places}
    return View(shown, names_of(dossier), claims, places, findings)


def quote(evidence: Iterable[Evidence]) -> str | None:
    """The report's words as they stand, pieces parted by "…"."""
    return PIECES.join(e.quote for e in evidence) or None


def dates(prefix: str, when: When | None) -> Row:
    """The columns of a time; all empty where there is none."""
    return {
        f"{prefix}_start": when.start if when else None,
        f"{prefix}_end": when.end if when else None,
        f"{prefix}_precision": when.precision if when else None,
        f"{prefix}_text": when.text if when else None,
        f"{prefix}_basis": when.basis if when else None,
        f"{prefix}_quote": quote(when.evidence) if when else None,
    }


def made(record: Record, evidence: tuple[Evidence, ...]) -> Row:
    """The columns that every record has: where its first words stand, its score, what made it."""
    return {
        "start": evidence[0].start if evidence else None,
        "end": evidence[0].end if evidence else None,
        "score": record.score,
        "made_by": f"{record.origin.engine}: {record.origin.rule}",
    }
