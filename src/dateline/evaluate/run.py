"""Reading the reports of a gold folder and scoring what was read: what `dateline eval` and the quality gate do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.evaluate.gold import read_gold_folder
from dateline.evaluate.score import Result, score_reports
from dateline.model.schema import dossier_to_dict
from dateline.readers.text import read_text
from dateline.reading import read_document

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.evaluate.gold import GoldReport
    from dateline.model.dossier import Dossier
    from dateline.reading import Settings


def read_gold_report(gold: GoldReport, settings: Settings | None = None) -> Dossier:
    """The dossier of a gold report's text, read with the publication date that the gold names and nothing else."""
    return read_document(read_text(gold.text, published=gold.published), settings=settings)


def evaluate_folder(gold_dir: Path, settings: Settings | None = None) -> Result:
    """Read every report of a gold folder and score the dossiers. Raises InputError where a report cannot be read."""
    golds = read_gold_folder(gold_dir)
    dossiers: dict[str, dict[str, Any]] = {
        gold.name: dossier_to_dict(read_gold_report(gold, settings)) for gold in golds
    }
    return score_reports(golds, dossiers)
