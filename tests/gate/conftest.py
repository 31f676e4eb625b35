"""The samples, read once a session."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.evaluate.gold import read_gold_folder
from dateline.evaluate.run import read_gold_report
from dateline.model.schema import dossier_to_dict
from dateline.readers.text import read_text
from dateline.reading import read_document

SAMPLES = Path(__file__).parents[2] / "samples"
GOLD = Path(__file__).parents[1] / "gold"


@pytest.fixture(scope="session")
def golds():
    return read_gold_folder(GOLD)


@pytest.fixture(scope="session")
def dossiers(golds):
    """Each annotated sample as a dossier, by name."""
    return {gold.name: dossier_to_dict(read_gold_report(gold)) for gold in golds}


@pytest.fixture(scope="session")
def news(golds):
    """The sample that has everything a messy web article has, as gold."""
    return next(gold for gold in golds if gold.name == "red_sea_news")


@pytest.fixture(scope="session")
def undated(news):
    """The news sample read without its publication date."""
    return dossier_to_dict(read_document(read_text(news.text)))


@pytest.fixture(scope="session", params=["no_event_sport", "no_event_budget"])
def eventless(request):
    """A text that holds no conflict event, as a dossier."""
    text = (SAMPLES / f"{request.param}.txt").read_text(encoding="utf-8")
    return dossier_to_dict(read_document(read_text(text)))
