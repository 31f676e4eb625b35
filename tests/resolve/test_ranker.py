"""Names mean the place that the report speaks of, or stay open with a reason. Happenings and persons are invented."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from dateline.annotate.toponyms import find_toponyms
from dateline.errors import DatelineError
from dateline.gazetteer import load_gazetteer
from dateline.model.layers import Toponym
from dateline.model.parse import Parse
from dateline.readers.text import read_text
from dateline.resolve import ranker as module
from dateline.resolve.candidates import Cluster, clusters_of
from dateline.resolve.features import CONTEXT, NONE, STATIC
from dateline.resolve.outlet import Outlet, outlet_of
from dateline.resolve.ranker import Ranker, digest, ground_names, ground_report, reasons_of, shipped

Ground = Callable[[str], dict[str, Cluster]]


@pytest.fixture(scope="module")
def ground(parse: Callable[[str], Parse]) -> Ground:
    """The names that the reading finds in a text, grounded."""

    def run(text: str) -> dict[str, Cluster]:
        document, parsed, gazetteer = read_text(text), parse(text), load_gazetteer()
        clusters, _ = ground_report(document, parsed, find_toponyms(document, parsed, gazetteer), gazetteer)
        return {c.name: c for c in clusters}

    return run


def given(text: str, *names: str, countries: dict[str, float] | None = None, **kinds: str) -> dict[str, Cluster]:
    """Names of a text grounded without the engine; `kinds` are the kinds that the text gives them."""
    toponyms = [
        Toponym(text.index(n), text.index(n) + len(n), n, -1, kinds.get(n))  # type: ignore[arg-type]  # checked by use
        for n in sorted(names, key=text.index)
    ]
    gazetteer = load_gazetteer()
    clusters = clusters_of(toponyms, gazetteer)
    ground_names(clusters, Ranker(gazetteer, countries or {}, text))
    return {c.name: c for c in clusters}


# --- context ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("A barn burned near Paris. Crews came from Dallas, Sherman and Bonham.", "Paris", "US", "Texas"),
        ("A barn burned near Paris. Crews came from Lyon, Orleans and Reims.", "Paris", "FR", None),
        ("The mayor of Springfield met those of Peoria and Decatur.", "Springfield", "US", "Illinois"),
        (
            "The mayor of Springfield met those of Worcester, Holyoke and Chicopee.",
            "Springfield",
            "US",
            "Massachusetts",
        ),
    ],
)
def test_two_towns_of_one_name_are_told_apart_by_the_places_around(
    text: str, name: str, country: str, admin1: str | None
) -> None:
    others = [w.strip(".,") for w in text.replace(" and ", " ").split() if w[0].isupper() and w not in {"A", "The"}]
    chosen = given(text, *[w for w in dict.fromkeys(others) if w in text and w not in {"Boats", "Crews"}])[name].chosen
    assert chosen is not None
    assert chosen.country == country
    assert admin1 in {None, chosen.admin1}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A bridge fell in Tripoli. Boats from Beirut, Sidon and other towns of Lebanon came to help.", "LB"),
        ("A bridge fell in Tripoli. Boats from Misrata, Benghazi and other towns of Libya came to help.", "LY"),
    ],
)
def test_the_countries_of_the_other_names_decide(ground: Ground, text: str, country: str) -> None:
    chosen = ground(text)["Tripoli"].chosen
    assert chosen is not None
    assert chosen.country == country


@pytest.mark.parametrize(
    ("text", "admin1"),
    [
        ("The fire was in Athens, Georgia, police said.", "Georgia"),
        ("The fire was in Athens, Ohio, police said.", "Ohio"),
        ("The fire was in Athens (Ohio), police said.", "Ohio"),
    ],
)
def test_what_the_text_puts_after_a_name_holds_it(text: str, admin1: str) -> None:
    found = given(text, "Athens", admin1)
    assert found["Athens"].chosen is not None
    assert found["Athens"].chosen.admin1 == admin1
    state = found[admin1].chosen
    assert state is not None
    assert (state.kind, state.country) == ("province", "US")


def test_the_words_after_a_name_count_though_nobody_marked_them() -> None:
    found = given("The fire was in Athens, Tenn., police said.", "Athens")["Athens"].chosen
    assert found is not None
    assert found.admin1 == "Tennessee"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Shells fell on Idlib in Syria.", "city"),
        ("Shells fell on Homs in Syria.", "city"),
        ("Talks went on in Kandahar, Afghanistan.", "city"),
    ],
)
def test_a_bare_name_of_a_province_and_its_capital_means_the_capital(ground: Ground, text: str, kind: str) -> None:
    name = next(w for w in ("Idlib", "Homs", "Kandahar") if w in text)
    chosen = ground(text)[name].chosen
    assert chosen is not None
    assert chosen.kind == kind


def test_a_province_and_its_capital_are_told_apart_by_the_type_word(ground: Ground) -> None:
    chosen = ground("Villages of Kandahar province in Afghanistan were flooded.")["Kandahar"].chosen
    assert chosen is not None
    assert (chosen.kind, chosen.country) == ("province", "AF")


def test_the_order_of_the_names_does_not_matter() -> None:
    one = given("Tripoli, Beirut, Sidon", "Tripoli", "Beirut", "Sidon")
    two = given("Sidon, Beirut, Tripoli", "Tripoli", "Beirut", "Sidon")
    assert {n: c.chosen for n, c in one.items()} == {n: c.chosen for n, c in two.items()}


# --- abstention -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("Syrian soldiers held the Zxqwara checkpoint near Idlib in Syria.", "Zxqwara", "not in the gazetteer"),
        ("In Mali, gunmen attacked the village of Zxqwara north of Gao.", "Zxqwara", "not in the gazetteer"),
    ],
)
def test_an_unknown_checkpoint_or_village_never_becomes_a_namesake(
    ground: Ground, text: str, name: str, reason: str
) -> None:
    found = ground(text)[name]
    assert found.chosen is None
    assert found.reason.startswith(reason)


def test_a_small_place_far_away_in_a_foreign_country_is_refused_with_the_reason() -> None:
    text = "In Mali and again in Mali, men from Gao and Kidal came to Ashby."
    found = given(text, "Gao", "Kidal", "Ashby", countries={"ML": 9.0})
    assert found["Gao"].chosen is not None
    assert found["Ashby"].candidates, "the gazetteer has places of that name, none in Mali"
    assert found["Ashby"].chosen is None
    assert found["Ashby"].reason.startswith(module.FAR)
    assert "km from the report's other places" in found["Ashby"].reason


def test_a_persons_name_that_is_also_a_town_is_not_put_on_the_map(ground: Ground) -> None:
    text = (
        "In Yemen, Houthi fighters left Taiz and Mokha. Colonel Peter Lancaster, who counts them, saw it. "
        "Lancaster was in Aden."
    )
    found = ground(text)
    assert {n for n, c in found.items() if c.chosen is not None} >= {"Taiz", "Aden"}
    assert "Lancaster" not in found or found["Lancaster"].chosen is None


def test_a_right_place_that_the_gazetteer_lacks_is_not_replaced_by_its_namesakes() -> None:
    text = "In Iraq, shells fell on Mosul, Tikrit, Baiji and Hawija."
    names = ["Mosul", "Tikrit", "Baiji", "Hawija"]
    before = given(text, *names, countries={"IQ": 9.0})["Mosul"].chosen
    assert before is not None
    gazetteer = load_gazetteer()
    toponyms = [Toponym(text.index(n), text.index(n) + len(n), n, -1) for n in names]
    clusters = clusters_of(toponyms, gazetteer)
    ranker = Ranker(_Without(gazetteer, before.country), {"IQ": 9.0}, text)  # type: ignore[arg-type]
    ground_names(clusters, ranker)
    mosul = next(c for c in clusters if c.name == "Mosul")
    assert mosul.chosen is None
    assert mosul.reason


class _Without:
    """A gazetteer that lacks every Mosul of one country."""

    def __init__(self, gazetteer: object, country: str | None) -> None:
        self._gazetteer, self._country = gazetteer, country

    def __getattr__(self, name: str) -> object:
        return getattr(self._gazetteer, name)

    def candidates(self, name: str) -> list[object]:
        found = self._gazetteer.candidates(name)  # type: ignore[attr-defined]
        return [x for x in found if name != "Mosul" or x.country != self._country]

    def similar(self, name: str, country: str) -> list[object]:
        return [] if name == "Mosul" else self._gazetteer.similar(name, country)  # type: ignore[attr-defined]


def test_equally_likely_places_stay_open_and_are_named() -> None:
    gazetteer = load_gazetteer()
    clusters = clusters_of([Toponym(3, 16, "Webster County", -1, "district")], gazetteer)
    ground_names(clusters, Ranker(gazetteer, {"US": 3.0}, "In Webster County", threshold=0.6))
    assert clusters[0].chosen is None
    assert clusters[0].reason.startswith(module.SEVERAL)
    assert reasons_of(clusters) == {module.SEVERAL: 1}


def test_with_a_threshold_of_nought_the_likeliest_is_always_taken() -> None:
    gazetteer = load_gazetteer()
    clusters = clusters_of([Toponym(3, 16, "Webster County", -1, "district")], gazetteer)
    ground_names(clusters, Ranker(gazetteer, {"US": 3.0}, "In Webster County", threshold=0.0))
    assert clusters[0].chosen is not None
    assert clusters[0].reason == ""


# --- the outlet -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outlet", "url", "told"),
    [
        ("Basra Post", None, Outlet(None, "basra")),
        ("The Nairobi Times", None, Outlet(None, "nairobi")),
        (None, "https://www.example.iq/story/1", Outlet("IQ", None)),
        ("example.co.uk", None, Outlet("GB", None)),
        ("example.com", None, Outlet(None, None)),
        ("example.tv", None, Outlet(None, None)),
        ("Basra", None, Outlet(None, None)),
        ("Zxqwara Post", None, Outlet(None, None)),
        (None, None, Outlet(None, None)),
    ],
)
def test_an_outlets_name_or_address_tells_where_it_is(outlet: str | None, url: str | None, told: Outlet) -> None:
    assert outlet_of(outlet, url, load_gazetteer()) == told


@pytest.mark.parametrize(("town", "admin1"), [("peoria", "Illinois"), ("worcester", "Massachusetts")])
def test_the_outlets_own_town_is_a_weak_hint(town: str, admin1: str) -> None:
    gazetteer = load_gazetteer()
    clusters = clusters_of([Toponym(0, 11, "Springfield", -1)], gazetteer)
    ground_names(clusters, Ranker(gazetteer, {}, "Springfield", Outlet(None, town), threshold=0.0))
    assert clusters[0].chosen is not None
    assert clusters[0].chosen.admin1 == admin1


# --- the weights ------------------------------------------------------------------------------------------------------


def test_the_shipped_weights_are_finite_and_name_known_features() -> None:
    weights = shipped()
    assert [len(weights.static), len(weights.context), len(weights.none)] == [len(STATIC), len(CONTEXT), len(NONE)]
    assert all(math.isfinite(w) for w in (*weights.static, *weights.context, *weights.none))
    assert 0 < weights.threshold < 1
    assert all(reason for reason in (STATIC | CONTEXT | NONE).values())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda about: about["weights"].update(size=9.0), "does not match its digest"),
        (lambda about: about["weights"].update(shoe=1.0), "unknown features \\(shoe\\)"),
        (lambda about: about.update(threshold=0.0), "does not match its digest"),
        (lambda about: None, ""),
    ],
)
def test_changed_weights_are_refused(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[dict[str, object]], None], said: str
) -> None:
    about = json.loads(module.text_of_weights())
    change(about)
    monkeypatch.setattr(module, "text_of_weights", lambda: json.dumps(about))
    if not said:
        assert shipped.__wrapped__() == shipped()
        return
    with pytest.raises(DatelineError, match=said):
        shipped.__wrapped__()


def test_the_digest_does_not_hang_on_the_order_of_the_weights() -> None:
    assert digest({"a": 1.0, "b": 2.0}, 0.3) == digest({"b": 2.0, "a": 1.0}, 0.3)
    assert digest({"a": 1.0}, 0.3) != digest({"a": 1.0}, 0.4)


def test_two_runs_give_the_same_chances() -> None:
    def chances() -> list[list[float]]:
        gazetteer = load_gazetteer()
        clusters = clusters_of([Toponym(0, 5, "Paris", -1), Toponym(10, 16, "Dallas", -1)], gazetteer)
        ranker = Ranker(gazetteer, {}, "Paris and Dallas")
        ranker.weigh(clusters)
        return [ranker.weighed[c].chances for c in clusters]

    assert chances() == chances()


def test_chances_of_a_name_come_to_one_at_most() -> None:
    gazetteer = load_gazetteer()
    clusters = clusters_of([Toponym(0, 5, "Paris", -1)], gazetteer)
    ranker = Ranker(gazetteer, {}, "Paris")
    ranker.weigh(clusters)
    chances = ranker.weighed[clusters[0]].chances
    assert 0 < sum(chances) < 1
    assert all(0 <= p <= 1 for p in chances)
    assert replace(shipped(), threshold=0.5).threshold == 0.5


# --- lonely by-names, and divisions that do not hold the place --------------------------------------------------------


def test_a_lesser_town_under_a_by_name_far_from_all_others_is_refused() -> None:
    text = "Herders fled from Pita and Gaoual to Labe, Mamou and Barga."
    far = given(text, "Pita", "Gaoual", "Labe", "Mamou", "Barga", countries={"GN": 6.0, "RU": 3.0})
    assert far["Barga"].chosen is None  # a Siberian town was once called so
    assert far["Gaoual"].chosen is not None


@pytest.mark.parametrize(
    ("division", "kept"),
    [("Lviv Oblast", None), ("Chernihiv Oblast", "Nizhyn")],
)
def test_a_place_that_the_text_puts_in_a_far_division_is_not_taken(
    ground: Ground, division: str, kept: str | None
) -> None:
    found = ground(f"Two people died in the city of Nizhyn, in {division}, officials in Ukraine said.")
    chosen = found["Nizhyn"].chosen
    assert (chosen and chosen.name) == kept


def test_a_metropolis_is_meant_by_its_short_name_and_a_lesser_city_is_not(parse: Callable[[str], Parse]) -> None:
    text = "Envoys met in New York and flew from Oklahoma to Cairo."
    document, parsed, gazetteer = read_text(text), parse(text), load_gazetteer(())
    clusters, _ = ground_report(document, parsed, find_toponyms(document, parsed, gazetteer), gazetteer)
    kinds = {c.name: c.chosen.kind for c in clusters if c.chosen is not None}
    assert (kinds["New York"], kinds["Oklahoma"]) == ("city", "province")
