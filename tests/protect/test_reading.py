"""Views of what the reader makes of whole reports. Persons and happenings are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.model.integrity import faults
from dateline.model.schema import dossier_from_json, dossier_to_json
from dateline.protect import OWNER, SHARED, Policy, show

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))
POLICIES = [Policy(), SHARED, Policy(key=b"the secret of a case"), Policy(quote=40), Policy(coarsen_km=20.0), OWNER]
pytestmark = pytest.mark.model

ASKED = [
    "who asked that her name not be published",
    "who spoke on condition of anonymity",
    "who asked not to be identified",
    "who requested anonymity",
    "not her real name",
    "who gave only her first name",
    "whose name has been changed",
]


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("policy", POLICIES[:-1], ids=lambda p: f"{p.quote} {p.coarsen_km}")
def test_a_named_source_is_gone_from_the_whole_dossier(read, asked: str, policy: Policy) -> None:
    dossier = read(
        "Midwife Amal Garang on the shells\n\n"
        f"KODOK, 5 May 2021 — “They shelled the ward,” said Amal Garang, a midwife at Kodok hospital, {asked}. She can "
        "be reached at +211 912 345 678. “My brother Deng was killed in our house,” Garang added. The River Guard "
        "shelled Kodok on Tuesday and killed 12 people, the midwife said. AMAL  GARANG fled to Malakal.\n"
    )
    plain = dossier_to_json(show(dossier, policy).dossier).casefold()
    for secret in ("garang", "amal", "midwife", "912 345", "my brother", "deng", "our house"):
        assert secret not in plain


@pytest.mark.parametrize("asked", [a for a in ASKED if a != "not her real name"])
def test_an_unnamed_source_loses_its_ward_and_hospital(read, asked: str) -> None:
    dossier = read(
        f"KODOK, 5 May 2021 — A nurse in the maternity ward at Thawra hospital, {asked}, said that shells hit the town "
        "on Tuesday. The nurse said that 300 people had fled. The army holds Malakal.\n"
    )
    view = show(dossier).dossier
    plain = dossier_to_json(view).casefold()
    for secret in ("nurse", "maternity", "thawra"):
        assert secret not in plain
    assert view.document.text.count("source A") == 2
    assert "malakal" in plain


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
@pytest.mark.parametrize("policy", POLICIES, ids=lambda p: f"{p.quote} {p.coarsen_km} {p.reveal} {p.key is not None}")
def test_every_sample_shows_valid_under_every_policy(read, path: Path, policy: Policy) -> None:
    dossier = read(path.read_text(encoding="utf-8"))
    view = show(dossier, policy).dossier
    assert faults(view) == []
    assert dossier_from_json(dossier_to_json(view)) == view
    assert [c.id for c in view.claims] == [c.id for c in dossier.claims]
    if policy.quote is not None:
        told = view.document.text.replace(" […] ", "").replace(" […]", "").replace("[…] ", "")
        assert len(told) <= len(dossier.document.text) / 3


def test_a_report_without_anybody_to_protect_keeps_its_text(read) -> None:
    dossier = read(Path(SAMPLES[0].parent / "no_event_sport.txt").read_text(encoding="utf-8"))
    assert show(dossier).dossier == dossier
    assert show(dossier).redactions == ()


def test_a_sample_hides_its_four_sources_and_keeps_the_rest(read) -> None:
    dossier = read(Path(SAMPLES[0].parent / "red_sea_news.txt").read_text(encoding="utf-8"))
    shown = show(dossier)
    text = shown.dossier.document.text
    for told in (
        "[source A, officer] told Tihama Monitor",
        "[source B, resident], who asked that her name be withheld",
        "[source C, commander] who requested anonymity",
        "Colonel Walid al-Sharabi, a Giants Brigades commander",
        "Samira Abdo Qasim, a 34-year-old nurse, was killed",
    ):
        assert told in text
    assert len(shown.dossier.events) == len(dossier.events)
    assert len(shown.dossier.actors) == len(dossier.actors)
