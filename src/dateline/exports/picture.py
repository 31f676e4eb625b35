"""Reports that are in no case as a picture: what each of them tells by itself, side by side, nothing linked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dateline.case.facts import ReportFacts, facts_of
from dateline.case.ledger.happening import alone
from dateline.case.ledger.inclusion import Rules
from dateline.case.ledger.voices import Voices
from dateline.case.views.figures import figures_of
from dateline.case.views.filter import EVERYTHING, sieve_of
from dateline.case.views.standing import Statements
from dateline.case.views.timelines import in_time
from dateline.model.dossier import Dossier
from dateline.model.situation import Bond, Happening, Held, LedgerEntry, ReportLine, Situation


def situation_alone(name: str, dossiers: Iterable[Dossier]) -> Situation:
    """The picture of some reports. Each event is a happening of its own: whether two reports tell the same is for a
    case to say. Texts are not kept."""
    happenings: list[Happening] = []
    held: list[Held] = []
    bonds: list[Bond] = []
    entries: list[LedgerEntry] = []
    lines: list[ReportLine] = []
    kept: dict[str, ReportFacts] = {}
    for dossier in dossiers:
        facts = facts_of(dossier)
        standing = Statements({facts.report: facts}, Voices([facts]), Rules(), {}).standing(sieve_of(EVERYTHING), None)
        happenings += alone(facts)
        held += standing.held
        bonds += standing.bonds
        entries += standing.entries
        lines.append(_line(dossier))
        kept[facts.report] = replace(facts, text="", events=(), control=(), relations=(), places=())
    figures = figures_of(happenings, held, bonds, kept, {})
    return Situation(
        case=name, at=None, as_of=None, head="", rules=("each report by itself",), reports=tuple(lines),
        happenings=tuple(sorted(happenings, key=in_time)), held=tuple(held), bonds=tuple(bonds), figures=figures,
        ledger=tuple(entries),
    )  # fmt: skip


def _line(dossier: Dossier) -> ReportLine:
    d = dossier.document
    return ReportLine(
        d.id, d.title or d.outlet or d.id, d.title, d.outlet, d.published.date, d.url, 0, "", len(dossier.events),
        len(dossier.claims), None, None, 1,
    )  # fmt: skip
