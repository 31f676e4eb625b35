"""Dossiers against a folder of gold reports: figures a layer, an overall mark, the errors behind them.

Every layer is counted over all reports together. `overall` is the mean of places, actors, links, sources, claims,
events, exact events, relations, control and amounts (F1; links a share); findings and protect stand apart.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline.codebook.tables import acled_types
from dateline.evaluate import layers
from dateline.evaluate.events import score_events
from dateline.evaluate.faults import format_faults
from dateline.evaluate.gold import LAYERS, read_gold_folder
from dateline.evaluate.matching import Pair
from dateline.evaluate.tally import Figures, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from dateline.evaluate.gold import GoldReport

_SCORERS: dict[str, Callable[[Pair], Tally]] = {
    "places": layers.score_places,
    "actors": layers.score_actors,
    "sources": layers.score_sources,
    "claims": layers.score_claims,
    "events": score_events,
    "relations": layers.score_relations,
    "control": layers.score_control,
    "amounts": layers.score_amounts,
    "findings": layers.score_findings,
}
_COUNTED = ("p", "r", "f1", "gold", "predicted")
_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class ReportScore:
    """One report: a tally for each layer, and every breach of the dossier's format."""

    name: str
    tallies: dict[str, Tally]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Scores of all reports of a folder, in the order of their names."""

    reports: tuple[ReportScore, ...]

    @property
    def layers(self) -> dict[str, Figures]:
        """Figures of each layer: p, r, f1, gold, predicted, and the side figures of that layer."""
        return _figures(self.reports)

    @property
    def overall(self) -> float:
        """The mean described at the head of this module, 0..1."""
        return _overall(self.layers)

    @property
    def faults(self) -> tuple[str, ...]:
        """Every breach of the format, with the name of its report."""
        return tuple(f"{report.name}: {fault}" for report in self.reports for fault in report.faults)

    @property
    def errors(self) -> dict[str, tuple[str, ...]]:
        """What was missed or wrong, a list a layer."""
        return {layer: tuple(e for r in self.reports for e in r.tallies[layer].errors) for layer in LAYERS}

    def interval(self) -> tuple[float, float]:
        """95 % interval of `overall` over resampled reports (bootstrap, fixed seed): differences inside are noise."""
        rng = random.Random(0)  # noqa: S311 (resampling, not secrecy)
        drawn = (rng.choices(self.reports, k=len(self.reports)) for _ in range(_RESAMPLES))
        marks = sorted(_overall(_figures(sample)) for sample in drawn)
        return marks[int(0.025 * _RESAMPLES)], marks[int(0.975 * _RESAMPLES)]

    def table(self) -> str:
        """The figures as lines of text, a layer each, and the overall mark."""
        rows = [_row(layer, figures) for layer, figures in self.layers.items()]
        last = f"format faults {len(self.faults)}   overall {self.overall:.3f} over {len(self.reports)} reports"
        return "\n".join([*rows, last])

    def error_list(self) -> str:
        """What was missed or wrong, a line each, the layer in front."""
        listed = [(layer, error) for layer, errors in self.errors.items() for error in errors]
        listed += [("format", fault) for fault in self.faults]
        return "\n".join(f"  [{layer}] {error}" for layer, error in listed)

    def to_json(self) -> dict[str, Any]:
        """The figures as a JSON object."""
        return {**self.layers, "overall": self.overall, "format_faults": len(self.faults), "reports": len(self.reports)}


def score_folder(gold_dir: Path, dossiers: Mapping[str, dict[str, Any]]) -> Result:
    """Scores of the dossiers against the gold reports of a folder, matched by name.

    A missing dossier scores zero on everything; one that is not of the contract's shape does so too, and counts as a
    breach of the format. Raises InputError where the folder holds no gold.
    """
    return score_reports(read_gold_folder(gold_dir), dossiers)


def score_reports(golds: Iterable[GoldReport], dossiers: Mapping[str, dict[str, Any]]) -> Result:
    """As score_folder, for gold reports that are read already."""
    return Result(tuple(score_report(gold, dossiers.get(gold.name)) for gold in golds))


def score_report(gold: GoldReport, dossier: Mapping[str, Any] | None) -> ReportScore:
    """One dossier against its gold report."""
    if not dossier:
        return ReportScore(gold.name, _tallies(Pair(gold, None)), ("no dossier",))
    try:
        tallies, faults = _tallies(Pair(gold, dossier)), format_faults(dossier, acled_types())
    except (TypeError, ValueError, KeyError, AttributeError, IndexError) as exc:
        # A dossier comes from anywhere: whatever its wrong shape breaks is one fault, and the report counts as unread.
        fault = f"not of the contract's shape: {type(exc).__name__}: {exc}"
        return ReportScore(gold.name, _tallies(Pair(gold, None)), (fault,))
    return ReportScore(gold.name, tallies, tuple(faults))


def _tallies(pair: Pair) -> dict[str, Tally]:
    return {layer: _SCORERS[layer](pair) for layer in LAYERS}


def _figures(reports: Sequence[ReportScore]) -> dict[str, Figures]:
    whole = {layer: Tally() for layer in LAYERS}
    for report in reports:
        for layer, tally in whole.items():
            tally.add(report.tallies[layer])
    return {layer: tally.figures() for layer, tally in whole.items()}


def _overall(figures: Mapping[str, Figures]) -> float:
    parts = [figures[layer]["f1"] for layer in LAYERS if layer != "findings"]
    parts += [figures["actors"].get("links", 0.0), figures["events"].get("exact", 0.0)]
    return sum(parts) / len(parts)


def _row(layer: str, figures: Figures) -> str:
    side = "  ".join(f"{name} {value:.2f}" for name, value in figures.items() if name not in _COUNTED)
    marks = f"P {figures['p']:.2f}  R {figures['r']:.2f}  F1 {figures['f1']:.2f}"
    return f"{layer:<10} {marks}  ({figures['gold']:g} gold, {figures['predicted']:g} predicted)  {side}".rstrip()
