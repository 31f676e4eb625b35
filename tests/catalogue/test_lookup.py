"""The catalogue finds known actors as reports write them, and leaves ordinary words alone."""

from __future__ import annotations

import time

import pytest

from dateline.catalogue.lookup import Catalogue, _years, load_catalogue
from dateline.catalogue.rows import table
from dateline.errors import DatelineError
from dateline.model.vocabulary import ACTOR_KINDS


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Da’esh", "islamic-state"),
        ("Da'esh", "islamic-state"),
        ("IS", "islamic-state"),
        ("the so-called Islamic State", "islamic-state"),
        ("Free Syrian army", "free-syrian-army"),
        ("Al Shabaab", "al-shabaab"),
        ("al-Shabaab", "al-shabaab"),
        ("the Tatmadaw", "tatmadaw"),
        ("NATO", "north-atlantic-treaty-organization"),
        ("Nato", "north-atlantic-treaty-organization"),
        ("U.N.", "united-nations"),
        ("the U.S.", "US"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Ivory Coast", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Peoples Protection Units", "peoples-protection-units"),
        ("People’s Protection Units", "peoples-protection-units"),
        ("M23", "march-23-movement"),
        ("peshmerga", "peshmerga"),
        ("Syrian democratic forces", "syrian-democratic-forces"),
        ("the global coalition", "combined-joint-task-force-operation-inherent-resolve"),
        ("RFE/RL", "radio-free-europe-radio-liberty"),
        ("Radio Dabanga", "radio-dabanga"),
    ],
)
def test_a_name_is_found_however_it_is_spelt(catalogue: Catalogue, name: str, key: str) -> None:
    entry = catalogue.find(name)
    assert entry is not None
    assert entry.key == key


@pytest.mark.parametrize(
    "name", ["is", "us", "turkey", "Is", "amnesty", "time", "sun", "the", "", "peace now", "Zaza", "who", "car", "azov"]
)
def test_an_ordinary_word_is_no_actor(catalogue: Catalogue, name: str) -> None:
    assert catalogue.find(name) is None


@pytest.mark.parametrize(
    ("words", "start", "length", "key"),
    [
        (["al", "-", "Qaida", "in", "the", "Arabian", "Peninsula", "said"], 0, 7, "al-qaida-in-the-arabian-peninsula"),
        (["al", "-", "Qaida", "in", "Yemen"], 0, 3, "al-qaida"),
        (["fighters", "of", "Da’esh", "fled"], 2, 1, "islamic-state"),
        (["Kurdistan", "Workers", "’", "Party"], 0, 4, "kurdistan-workers-party"),
        (["The", "Lord", "’s", "Resistance", "Army", "took"], 1, 4, "lords-resistance-army"),
        (["Deir", "e", "-", "Zor", "Military", "Council"], 0, 6, "deir-ez-zor-military-council"),
        (["US", "-", "led", "coalition"], 0, 4, "combined-joint-task-force-operation-inherent-resolve"),
        (["Russia", "’s", "Defence", "Ministry"], 0, 4, "russian-defence-ministry"),
        (["Russia", "’s", "bakers"], 0, 1, "RU"),
    ],
)
def test_the_longest_name_at_a_token_is_taken(
    catalogue: Catalogue, words: list[str], start: int, length: int, key: str
) -> None:
    found = catalogue.longest_at(words, start)
    assert found is not None
    assert (found[0], found[1].key) == (length, key)


def test_a_name_does_not_end_inside_a_token(catalogue: Catalogue) -> None:
    assert catalogue.longest_at(["Hamas-run", "ministry"], 0) is None


def test_a_shared_acronym_is_chosen_by_the_countries_of_the_report(catalogue: Catalogue) -> None:
    assert {e.key for e in catalogue.candidates("RSF")} == {"rapid-support-forces", "reporters-without-borders"}
    for country, key in [("SO", "somali-national-army"), ("SY", "syrian-national-army")]:
        entry = catalogue.find("SNA", countries=[country])
        assert entry is not None
        assert entry.key == key
    for countries, key in [([], "agence-france-presse"), (["PH"], "armed-forces-of-the-philippines")]:
        entry = catalogue.find("AFP", countries=countries)
        assert entry is not None
        assert entry.key == key


@pytest.mark.parametrize(
    ("name", "countries", "year", "key"),
    [
        ("FAR", ["RW"], None, "forces-armees-rwandaises"),
        ("FAR", ["MA"], None, "royal-moroccan-army"),
        ("FAR", [], None, None),  # no country tells which
        ("FAR", ["FR"], None, None),
        ("SLA", ["LB"], None, "south-lebanon-army"),
        ("SLA", ["SD", "CF"], None, "sudan-liberation-movement-army"),
        ("SNA", ["SY", "SO"], None, "syrian-national-army"),  # the country named most goes first
        ("SSDF", [], 1990, "somali-salvation-democratic-front"),
        ("SSDF", [], 2003, "south-sudan-defence-forces"),
        ("SSDF", [], 1997, None),
        ("RSF", ["FR"], None, "reporters-without-borders"),
        ("RSF", [], None, "rapid-support-forces"),
        ("MK", ["RU"], 2020, None),  # a name of two letters, of another time and country
        ("MK", ["ZA"], 2020, "umkhonto-we-sizwe"),
        ("Wagner", ["ML"], 2023, "wagner-group"),
        ("LTTE", ["IN"], None, "liberation-tigers-of-tamil-eelam"),
    ],
)
def test_a_shared_name_is_told_by_country_and_year_or_left_open(
    catalogue: Catalogue, name: str, countries: list[str], year: int | None, key: str | None
) -> None:
    entry = catalogue.find(name, countries, year)
    assert (entry.key if entry else None) == key
    at = catalogue.longest_at([name, "fled"], 0, countries, year)
    assert (at[1].key if at else None) == key


def test_active_years_are_years_in_order(catalogue: Catalogue) -> None:
    dated = [e for e in catalogue.entries.values() if e.years is not None]
    assert len(dated) > 900
    for entry in dated:
        first, last = entry.years or (0, 0)
        assert 1790 <= first <= last, entry.key
    army = catalogue.entries["south-lebanon-army"]
    assert [army.active(year) for year in (1975, 1976, 2000, 2001)] == [False, True, True, False]
    assert catalogue.entries["US"].active(1800)


@pytest.mark.parametrize("years", ["1979", "-1992", "1979-92x", "1979/1992"])
def test_faulty_years_are_refused(years: str) -> None:
    with pytest.raises(DatelineError, match="are no years"):
        _years(years, "here")


def test_no_one_is_part_of_itself_by_way_of_others(catalogue: Catalogue) -> None:
    for entry in catalogue.entries.values():
        seen, above = {entry.key}, entry.part_of
        while above is not None:
            assert above not in seen, entry.key
            seen.add(above)
            above = catalogue.entries[above].part_of


@pytest.mark.parametrize(
    ("word", "iso2"),
    [("Syrian", "SY"), ("Burkinabe", "BF"), ("Nigerien", "NE"), ("Nigerian", "NG"), ("South Sudanese", "SS"),
     ("Filipinos", "PH"), ("Briton", "GB"), ("U.S.", "US"), ("syrian", None), ("Baghdadi", None), ("polish", None)],
)  # fmt: skip
def test_adjectives_and_demonyms_name_their_state(catalogue: Catalogue, word: str, iso2: str | None) -> None:
    words = word.split()
    found = catalogue.adjective_at(words, 0)
    assert (found[0] if found else None) == (len(words) if iso2 else None)
    assert (found[1].key if found else None) == iso2


def test_capitals_stand_for_governments(catalogue: Catalogue) -> None:
    found = catalogue.state_by_capital("N’Djamena")
    assert found is not None
    assert found.key == "TD"
    assert catalogue.state_by_capital("Springfield") is None


@pytest.mark.parametrize(
    ("lemma", "kind", "number", "armed"),
    [("soldier", "military", "person", True), ("rebel", "rebel group", "person", True),
     ("warplane", "military", "thing", True), ("villager", "civilians", "person", False),
     ("ministry", "government", "group", False), ("observatory", "ngo", "group", False)],
)  # fmt: skip
def test_common_nouns_head_actor_phrases(
    catalogue: Catalogue, *, lemma: str, kind: str, number: str, armed: bool
) -> None:
    head = catalogue.head(lemma)
    assert head is not None
    assert (head.kind, head.number, head.armed) == (kind, number, armed)


@pytest.mark.parametrize("lemma", ["table", "road", "town", "offensive"])
def test_other_nouns_head_none(catalogue: Catalogue, lemma: str) -> None:
    assert catalogue.head(lemma) is None


@pytest.mark.parametrize(
    ("words", "role", "leads"),
    [("Lt. Col.", "military", False), ("foreign minister", "minister", True), ("Sheikh", "cleric or elder", False),
     ("spokeswoman", "spokesperson", False), ("Secretary-General", "head", True)],
)  # fmt: skip
def test_titles_tell_the_office(catalogue: Catalogue, *, words: str, role: str, leads: bool) -> None:
    title = catalogue.title(words)
    assert title is not None
    assert (title.role, title.leads) == (role, leads)
    assert catalogue.title("Butcher") is None


FILES = ["states.tsv", "groups.tsv", "organisations.tsv", "heads.tsv", "titles.tsv"]


@pytest.mark.parametrize("name", FILES)
def test_every_row_says_where_it_comes_from(name: str) -> None:
    assert all(row["source"] for row in table(name))


def test_kinds_owners_and_countries_exist(catalogue: Catalogue) -> None:
    for entry in catalogue.entries.values():
        assert entry.kind in ACTOR_KINDS
        assert entry.part_of is None or entry.part_of in catalogue.entries
        assert all(c in catalogue.entries for c in entry.countries)
        assert set(entry.ambiguous) <= {entry.name, *entry.aliases}


def test_no_name_means_two_things_without_being_marked(catalogue: Catalogue) -> None:
    for entry in catalogue.entries.values():
        for name in (entry.name, *entry.aliases):
            owners = catalogue.candidates(name)
            assert len(owners) == 1 or any(name in owner.ambiguous for owner in owners), name


def test_a_text_is_scanned_in_microseconds_a_token(catalogue: Catalogue) -> None:
    words = "The Syrian army and the National Defence Forces shelled a town held by al - Qaida ’s men".split() * 200
    start = time.perf_counter()
    for i in range(len(words)):
        catalogue.longest_at(words, i)
    assert (time.perf_counter() - start) / len(words) < 100e-6
