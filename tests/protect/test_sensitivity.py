"""How much care sources and claims need."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.protect.sensitivity import describes_speaker, levels

TELLING = [
    "My brother was killed",
    "they burned our house",
    "our ward was hit",
    "my two younger brothers fled",
    "I was born in Kodok",
    "I live near the river",
    "we have lived here since 2015",
    "I’ve worked at the clinic for years",
    "they took my phone",
    "My own family left",
    "we treated 12 wounded",
    "I lost my right leg",
]
GENERAL = [
    "They shelled the ward",
    "Nobody sleeps here any more",
    "our orders are clear",
    "the brother of the mayor was killed",
    "We will not stop until the port is ours",
    "our country is at war",
    "I saw 40 trucks",
    "we fled at night",
    "his house burned",
    "my God",
    "we heard shells. Houses burned",
]


@pytest.mark.parametrize("words", TELLING)
def test_words_about_kin_home_work_and_life_describe_the_speaker(report, words: str) -> None:
    r = report(f"“{words},” she said.")
    r.claim(r.source("she"), words)
    assert describes_speaker(r.dossier().claims[0])


@pytest.mark.parametrize("words", GENERAL)
def test_other_words_do_not(report, words: str) -> None:
    r = report(f"“{words},” she said.")
    r.claim(r.source("she"), words)
    assert not describes_speaker(r.dossier().claims[0])


def test_in_the_report_s_words_her_brother_is_the_speaker_s(report) -> None:
    r = report("She said that her brother was killed.")
    r.claim(r.source("She"), "her brother was killed", quoted=False)
    assert describes_speaker(r.dossier().claims[0])


def test_every_source_and_claim_has_a_level_and_a_reason(report) -> None:
    r = report(
        "Amal Garang, a trader, said A. A nurse said B. The minister, Musa Nur, said C. The army said D. A woman said "
        "E. “My house burned”"
    )
    army = r.actor("army", kind="military")
    hidden = r.source("A nurse")
    trader = r.source("Amal Garang", name="Amal Garang", role="a trader", protect=False)
    minister = r.source("Musa Nur", name="Musa Nur", role="The minister", protect=False)
    officer = r.source("said D", name="Karim Deng", protect=False, affiliation=army)
    woman = r.source("A woman", protect=False)
    force = r.source("The army", kind="organisation", protect=False)
    claims = {
        "trader": r.claim(trader, "said A"),
        "nurse": r.claim(hidden, "said B"),
        "minister": r.claim(minister, "said C"),
        "via": r.claim(force, "said D", via=(hidden,)),
        "self": r.claim(hidden, "My house burned"),
    }
    held = r.claim(force, "said E")
    r.records["claims"][-1] = replace(r.records["claims"][-1], inside=claims["nurse"])
    found = levels(r.dossier())
    assert {s: found[i].level for s, i in (("hidden", hidden), ("trader", trader), ("minister", minister))} == {
        "hidden": "protected",
        "trader": "restricted",
        "minister": "open",
    }
    assert [found[i].level for i in (officer, woman, force)] == ["open", "restricted", "open"]
    assert {name: found[id_].level for name, id_ in claims.items()} == {
        "trader": "restricted",
        "nurse": "protected",
        "minister": "open",
        "via": "protected",
        "self": "protected",
    }
    assert found[held].level == "protected"
    assert found[claims["self"]].reason == "its words describe a source to protect"
    assert all(s.reason for s in found.values())
    assert len(found) == len(r.dossier().sources) + len(r.dossier().claims)
