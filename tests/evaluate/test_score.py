"""Scoring: what counts as right, layer by layer, on a small report of three sentences."""

from __future__ import annotations

import copy
import json

import pytest

from dateline.errors import InputError
from dateline.evaluate.score import score_folder

TEXT = (
    "Army troops clashed with the Red Falcons near Marib on 3 May 2021, killing at least nine fighters. "
    "“They fled north,” said Captain Adel Noman. Falcon-held Hays lies 70km south of Mokha."
)
GOLD = {
    "id": "small",
    "published": "2021-05-05",
    "title": None,
    "actors": [
        {"key": "army", "names": ["Army troops"], "kind": ["military"]},
        {"key": "falcons", "names": ["Red Falcons", "Falcon"], "kind": ["rebel group", "militia"]},
    ],
    "places": [
        {"key": "marib", "names": ["Marib"], "lat": 15.46, "lon": 45.33, "tol_km": 10, "kind": ["city"]},
        {"key": "hays", "names": ["Hays"], "lat": 13.93, "lon": 43.48, "tol_km": 10, "kind": ["city"]},
    ],
    "sources": [
        {"key": "noman", "names": ["Captain Adel Noman"], "kind": ["named"], "actor": "army", "protect": False}
    ],
    "claims": [{"source": "noman", "content": "They fled north", "stance": ["asserted"]}],
    "events": [
        {
            "key": "clash",
            "evidence": ["Army troops clashed with the Red Falcons near Marib on 3 May 2021"],
            "plover": ["ASSAULT"],
            "acled": ["Battles/Armed clash"],
            "status": ["happened"],
            "actor": ["army"],
            "recipient": ["falcons"],
            "directed": False,
            "where": ["marib"],
            "start": "2021-05-03",
            "end": "2021-05-03",
            "slack_days": 0,
            "deaths": [{"of": "falcons", "low": 9, "high": None, "best": 9}],
        }
    ],
    "relations": [["army", "opposes", "falcons", "Army troops clashed with the Red Falcons"]],
    "control": [["hays", "falcons", "controls", "Falcon-held Hays"]],
    "amounts": [
        {"quote": "70km", "what": "distance", "unit": "km", "low": 70, "high": 70, "best": 70, "hedge": "exact"}
    ],
    "findings": [{"check": "direction", "quote": "70km south of Mokha", "verdict": "disagrees"}],
}


def said(quote, start=None):
    at = TEXT.index(quote) if start is None else start
    return [{"start": at, "end": at + len(quote), "quote": quote}]


def perfect():
    """A dossier that tells all of the gold."""
    return {
        "format": "dateline-dossier/1",
        "document": {"text": TEXT},
        "actors": [
            {"id": "a1", "kind": "military", "mentions": said("Army troops")},
            {
                "id": "a2",
                "kind": "militia",
                "mentions": said("Red Falcons") + said("Falcon", TEXT.index("Falcon-held")),
            },
        ],
        "places": [
            {"id": "p1", "kind": "city", "lat": 15.4, "lon": 45.3, "mentions": said("Marib")},
            {"id": "p2", "kind": "city", "lat": 13.93, "lon": 43.48, "mentions": said("Hays")},
        ],
        "sources": [
            {"id": "s0", "kind": "narrator", "protect": False, "mentions": []},
            {"id": "s1", "kind": "named", "protect": False, "mentions": said("Captain Adel Noman")},
        ],
        "claims": [{"id": "c1", "source": "s1", "stance": "asserted", "content": said("They fled north")}],
        "events": [
            {
                "id": "e1",
                "coding": {"plover": "ASSAULT", "acled": "Battles/Armed clash"},
                "status": "happened",
                "who": [{"role": "side_a", "actor": "a2"}, {"role": "side_b", "actor": "a1"}],
                "where": {"place": "p1"},
                "when": {"start": "2021-05-03", "end": "2021-05-03"},
                "deaths": [{"of": "a2", "low": 9, "high": None, "best": None}],
                "evidence": said("Army troops clashed with the Red Falcons near Marib on 3 May 2021"),
            }
        ],
        "relations": [
            {"id": "r1", "subject": "a2", "predicate": "opposes", "object": "a1", "evidence": said("clashed")}
        ],
        "control": [
            {"id": "k1", "place": "p2", "actor": "a2", "status": "controls", "evidence": said("Falcon-held Hays")}
        ],
        "amounts": [
            {
                "id": "n1",
                "what": "distance",
                "hedge": "exact",
                "low": 70,
                "high": 70,
                "best": 70,
                "evidence": said("70km"),
            }
        ],
        "media": [],
        "findings": [
            {"id": "f1", "check": "direction", "verdict": "disagrees", "evidence": said("70km south of Mokha")}
        ],
        "receipt": {},
    }


@pytest.fixture
def gold_dir(tmp_path):
    (tmp_path / "small.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "small.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def score(gold_dir):
    return lambda dossier: score_folder(gold_dir, {"small": dossier})


def test_a_dossier_that_tells_all_of_the_gold_is_right_everywhere(score):
    result = score(perfect())
    assert {layer: figures["f1"] for layer, figures in result.layers.items()} == dict.fromkeys(result.layers, 1.0)
    assert result.layers["events"]["exact"] == result.layers["events"]["deaths"] == 1.0
    assert result.layers["actors"]["links"] == 1.0
    assert (result.overall, result.faults, result.error_list()) == (1.0, (), "")


def test_a_missing_dossier_scores_zero_and_is_named(gold_dir):
    result = score_folder(gold_dir, {})
    assert result.overall == 0.0
    assert result.faults == ("small: no dossier",)
    assert "  [events] small: event clash not found" in result.error_list()


@pytest.mark.parametrize(
    ("path", "value", "layer", "error"),
    [
        (("places", 0, "lat"), 16.4, "places", "small: place marib unresolved or off"),
        (("places", 0, "lat"), None, "places", "small: place marib unresolved or off"),
        (("actors", 0, "kind"), "police", "actors", "small: actor army wrong kind"),
        (("sources", 1, "kind"), "anonymous", "sources", "small: source noman wrong kind"),
        (("claims", 0, "stance"), "denied", "claims", "small: claim 'They fled north' stance"),
        (("claims", 0, "source"), "s9", "claims", "small: claim 'They fled north' source"),
        (("events", 0, "status"), "planned", "events", "small: event clash status or participants"),
        (("events", 0, "coding"), {"plover": "AID", "acled": None}, "events", "small: event clash wrong type"),
        (("events", 0, "evidence"), said("Hays lies"), "events", "small: event clash not found"),
        (("relations", 0, "predicate"), "backs", "relations", "small: relations ['army', 'opposes', 'falcons']"),
        (("control", 0, "status"), "lost", "control", "small: control ['hays', 'falcons', 'controls']"),
        (("amounts", 0, "what"), "money", "amounts", "small: amount '70km'"),
        (("findings", 0, "verdict"), "agrees", "findings", "small: finding direction '70km south of Mokha' disagrees"),
    ],
)
def test_one_wrong_value_costs_its_layer_and_says_which(score, path, value, layer, error):
    dossier = perfect()
    holder = dossier
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    result = score(dossier)
    assert error in result.errors[layer]
    assert result.layers[layer]["f1"] < 1.0


def test_an_unresolved_place_costs_recall_but_not_precision(score):
    dossier = perfect()
    dossier["places"][0]["lat"] = None
    figures = score(dossier).layers["places"]
    assert (figures["p"], figures["r"]) == (1.0, 0.5)


def test_a_record_told_twice_costs_precision(score):
    dossier = perfect()
    dossier["actors"].append(copy.deepcopy(dossier["actors"][0]) | {"id": "a3"})
    figures = score(dossier).layers["actors"]
    assert (round(figures["p"], 2), figures["r"]) == (0.67, 1.0)


@pytest.mark.parametrize(
    ("when", "right"),
    [
        ({"start": "2021-05-03", "end": "2021-05-03"}, True),
        ({"start": "2021-05-01", "end": "2021-05-06"}, True),
        ({"start": "2021-05-01", "end": "2021-05-31"}, False),  # so wide that it would meet anything
        ({"start": "2021-05-04", "end": None}, False),
        ({"start": None, "end": "2021-05-03"}, False),
        (None, False),
    ],
)
def test_a_date_is_right_where_it_meets_the_day_and_is_not_too_wide(score, when, right):
    dossier = perfect()
    dossier["events"][0]["when"] = when
    assert score(dossier).layers["events"]["when_dated"] == right


def test_a_toll_of_somebody_else_is_wrong(score):
    dossier = perfect()
    dossier["events"][0]["deaths"][0]["of"] = "civilians"
    assert score(dossier).layers["events"]["deaths"] == 0.0


def test_offsets_of_a_trimmed_text_are_moved_back(gold_dir):
    (gold_dir / "small.txt").write_text("\n\n  " + TEXT, encoding="utf-8")
    assert score_folder(gold_dir, {"small": perfect()}).overall == 1.0


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda d: d.pop("media"), "top-level key media is missing"),
        (lambda d: d["actors"][0].update(kind="tribe"), "actors a1: kind 'tribe' is not in the vocabulary"),
        (lambda d: d["actors"][0]["mentions"][0].update(quote="Navy troops"), "evidence 0..11 does not quote the text"),
        (lambda d: d["control"][0].update(evidence=[]), "control k1 has no evidence"),
        (lambda d: d["claims"][0].update(content=[]), "claim c1 has no content span"),
        (lambda d: d["events"][0]["coding"].update(acled="Battles/Brawl"), "event e1: ACLED pair 'Battles/Brawl'"),
        (lambda d: d["events"][0]["coding"].update(plover="FIGHT"), "event e1: PLOVER type 'FIGHT'"),
        (lambda d: d["events"][0]["who"][0].update(role="victim"), "event e1: role 'victim'"),
    ],
)
def test_a_breach_of_the_format_is_named(score, change, fault):
    dossier = perfect()
    change(dossier)
    assert f"small: {fault}" in score(dossier).faults


@pytest.mark.parametrize("dossier", [{"actors": ["x"]}, {"actors": [{"mentions": [{"start": 1}]}]}, {"document": 3}])
def test_a_dossier_of_another_shape_counts_as_unread(score, dossier):
    result = score(dossier)
    assert result.overall == 0.0
    assert result.faults[0].startswith("small: not of the contract's shape")


def test_the_table_has_a_line_for_each_layer_and_the_overall_mark(score):
    lines = score(perfect()).table().splitlines()
    assert len(lines) == 10
    assert lines[1].startswith("actors     P 1.00  R 1.00  F1 1.00  (2 gold, 2 predicted)  found 1.00  links 1.00")
    assert lines[-1] == "format faults 0   overall 1.000 over 1 reports"


def test_the_interval_holds_the_overall_mark(score):
    assert score(perfect()).interval() == (1.0, 1.0)


def test_a_folder_without_gold_is_refused(tmp_path):
    with pytest.raises(InputError, match="holds no gold report"):
        score_folder(tmp_path, {})


@pytest.mark.parametrize(("content", "reason"), [("{", "is not JSON"), ("[]", "is no gold report")])
def test_a_file_that_is_no_gold_is_refused_by_name(tmp_path, content, reason):
    (tmp_path / "bad.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=rf"bad\.json: {reason}"):
        score_folder(tmp_path, {})


def test_gold_may_name_its_text(gold_dir):
    (gold_dir / "small.txt").rename(gold_dir / "other.txt")
    (gold_dir / "small.json").write_text(json.dumps(GOLD | {"text": "other.txt"}), encoding="utf-8")
    assert score_folder(gold_dir, {"small": perfect()}).overall == 1.0
