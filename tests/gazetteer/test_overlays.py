"""Files of places become overlays: what each kind gives, and what is left out with its reason."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from dateline.gazetteer.folding import fold, skeleton
from dateline.gazetteer.overlays.typewords import division_name, named


def test_a_table_of_ones_own_keeps_what_it_says_of_each_place(overlay, samples) -> None:
    found = overlay(samples.own)
    (first,) = found.exact("nahr checkpoint")
    assert (first.kind, first.lat, first.lon, first.country) == ("checkpoint", 34.5, 40.5, "SY")
    assert (first.admin1, first.radius_km, first.names, first.match) == ("Deir ez-Zor", 0.5, 3, "exact")
    assert first.source == "field notes (overlay places)"
    assert first.id == "overlay:places:1"
    assert [c.id for c in found.exact(fold("حاجز النهر"))] == [first.id]
    (flat,) = found.exact("sandy flat")
    assert (flat.kind, flat.country, flat.radius_km) == ("other", None, 5.0)


def test_names_are_found_without_article_without_words_of_kind_and_by_their_consonants(overlay, samples) -> None:
    found = overlay(samples.own)
    assert [(c.name, c.match) for c in found.by_bare("wadi")] == [("al-Wadi", "bare")]
    assert [(c.name, c.match) for c in found.by_core("hajiz")] == [("Nahr checkpoint", "core")]
    bones = skeleton(fold("Hajez an-Nahr"))
    spelled = [(key, c.name, c.match) for key, c in found.spellings("SY", bones)]
    assert spelled == [("hajiz an nahr", "Nahr checkpoint", "skeleton")]
    assert found.spellings("IQ", bones) == []
    assert [c.name for c in found.in_country("SY")] == ["Nahr checkpoint", "al-Wadi"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_tables_are_read_whatever_parts_their_cells(overlay, delimiter: str) -> None:
    text = delimiter.join(("Name", "Latitude", "Longitude")) + "\n" + delimiter.join(("Tall Saghir", "35.5", "40.5"))
    assert overlay("\ufeff" + text).exact("tall saghir")[0].lon == 40.5


def test_a_comma_may_be_the_point_of_a_number(overlay) -> None:
    assert overlay("name;lat;lon\nTall Saghir;35,5;40,25\n").exact("tall saghir")[0].lon == 40.25


def test_what_steers_a_terminal_or_turns_the_direction_of_writing_is_taken_out(overlay) -> None:
    found = overlay("name,lat,lon,other_names\nTall\x1b[31m,35,40,\u200fتل\u200e\n")
    (place,) = found.exact(fold("تل"))
    assert place.name == "Tall[31m"


def test_a_place_without_a_letter_in_its_names_is_left_out(overlay) -> None:
    found = overlay("name,lat,lon\n--,35,40\nTall,35,40\n")
    assert (found.about["places"], found.about["left_out"]) == (1, {"place whose names hold no letter": 1})


def test_columns_that_are_not_read_are_named(add) -> None:
    assert add("name,lat,lon,colour\nTall Saghir,35,40,red\n").notes == ("Columns that are not read: 'colour'.",)


@pytest.mark.parametrize("release", ["columns_41", "columns_49"])
def test_ucdp_gives_each_named_place_with_its_events(overlay, samples, release: str) -> None:
    found = overlay(samples.ged(getattr(samples, release)), "ged.csv")
    (village,) = found.exact("mala saghira")
    assert (village.name, village.kind, village.events, village.radius_km) == ("Ma'la Saghira", "village", 2, 2.0)
    assert (village.country, village.admin1, village.admin2) == ("SY", "Homs", "Ar Rastan")
    (fort,) = found.exact("qala atiqa")
    assert (fort.name, fort.kind, fort.radius_km) == ("Old Fort", "city", 25.0)
    assert found.exact("bunia")[0].country == "CD"
    assert found.about["left_out"] == {
        "event whose place is an area (where_prec 3 to 7)": 1,
        "event at a place without a name of its own (between, near, north of …)": 1,
    }
    assert (found.about["rows"], found.about["places"], found.about["events"]) == (6, 3, 4)


@pytest.mark.parametrize("how", ["gz", "zip"])
def test_ucdp_is_read_packed(overlay, samples, how: str) -> None:
    text = samples.ged(samples.columns_41).encode()
    if how == "gz":
        found = overlay(gzip.compress(text), "ged.csv.gz")
    else:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("GEDEvent.csv", text)
            package.writestr("README.txt", "see the codebook")
        found = overlay(buffer.getvalue(), "ged.csv.zip")
    assert found.name == "ged"
    assert found.exact("mala saghira")


NAMES: list[tuple[str, tuple[str, ...] | None, str]] = [
    ("Tall Saghir village", ("Tall Saghir",), "village"),
    ("Tall  Saghir town", ("Tall Saghir",), "city"),
    ("Gaza City", ("Gaza City",), "city"),
    ("Tall/Hawash village", ("Tall", "Hawash"), "village"),
    ("Kabir town/Saghir town", ("Kabir", "Saghir"), "city"),
    ("Rai town (Choban)", ("Rai", "Choban"), "city"),
    ("Nahr Airbase (T9)", ("Nahr Airbase", "T9"), "military base"),
    ("Research Center (Sharq)", ("Research Center",), "facility"),
    ("Kabir town (Sharq)", ("Kabir",), "city"),
    ("Eastern Wadi", ("Eastern Wadi",), "river"),
    ("Sahl", ("Sahl",), "other"),
    ("Nahr suburb", ("Nahr", "Nahr suburb"), "area"),
    ("Water treatment/pumping station", ("Water treatment/pumping station",), "facility"),
    ("Sharq Governorate", None, ""),
    ("North of Tall Saghir", None, ""),
    ("Silos east of Kabir", None, ""),
    ("Tall – Nahr road", None, ""),
    ("Border of Kabir", None, ""),
    ("village", ("village",), "other"),
    ("", None, ""),
    (" / ", None, ""),
]


@pytest.mark.parametrize(("text", "names", "kind"), NAMES)
def test_what_ucdp_calls_a_place_gives_names_and_kind_or_none(text: str, names: object, kind: str) -> None:
    found = named(text, ("Sharq",))
    assert (found.names, found.kind) == (names, kind) if found else names is None


@pytest.mark.parametrize(
    ("text", "name"), [("Homs Governorate", "Homs"), ("Ar Rastan district", "Ar Rastan"), ("", ""), ("state", "state")]
)
def test_divisions_lose_the_word_that_says_what_they_are(text: str, name: str) -> None:
    assert division_name(text) == name


def test_a_geonames_dump_gives_towns_divisions_and_mountains_with_all_their_names(overlay, samples) -> None:
    found = overlay(samples.dump, "SY.txt")
    (town,) = found.exact("kalat saghira")
    assert (town.geonames_id, town.kind, town.population, town.feature) == (2, "village", 90000, "PPL")
    assert (town.country, town.admin1, town.radius_km) == ("SY", "Muḩāfaz̧at ash Sharq", 1.7)
    assert found.exact(fold("قلعة")) == [town]
    assert not found.has("qls")
    assert (found.exact("sharq")[0].kind, found.exact("sharq")[0].admin1) == ("province", None)
    assert (found.exact("jabal saghir")[0].kind, found.exact("jabal saghir")[0].admin1) == ("area", None)
    assert not found.has("hotel sharq")
    assert sum(found.about["left_out"].values()) == 2
    assert "CC BY 4.0" in found.about["licence"]


def test_p_codes_give_places_and_the_middle_of_their_divisions(overlay, samples) -> None:
    found = overlay(samples.pcodes)
    (place,) = found.exact(fold("وادي صغير"))
    assert (place.name, place.kind, place.country) == ("Wadi Saghir", "village", "SY")
    assert (place.admin1, place.admin2) == ("Sharq", "Nahr")
    (district,) = found.exact("nahr")
    assert (district.kind, district.lat, district.lon, district.admin1) == ("district", 35.1, 40.0, "Sharq")
    assert district.bbox == (35.0, 40.0, 35.2, 40.0)
    assert district.radius_km == pytest.approx(11.1, abs=0.1)
    (province,) = found.exact(fold("الشرق"))
    assert (province.kind, province.source) == ("province", "p-codes, middle of 3 places (overlay places)")
    assert not found.has("tall")
    assert found.about["left_out"] == {"division with a single place, which has no middle of its own": 1}


def test_p_codes_may_tell_their_coordinates_by_hxl_tags_alone(overlay, samples) -> None:
    text = samples.pcodes.replace("LAT,LONGITUDE_X", "NORD,EST")
    assert overlay(text).exact("wadi kabir")[0].lat == 35.2


@pytest.mark.parametrize(
    ("zero", "name", "country"), [("SY", "", "SY"), ("SYR", "Syria", "SY"), ("AUT", "Austria", "AT"), ("", "", "SY")]
)
def test_the_country_of_p_codes_is_told_by_code_name_or_prefix(overlay, samples, zero, name, country) -> None:
    found = overlay(samples.pcodes.replace("Syrian Arab Republic,SY", f"{name},{zero}"))
    assert {c.country for c in found.exact("wadi kabir")} == {country}


def test_an_overlay_says_where_it_is_from(add, samples) -> None:
    added = add(samples.own)
    about = added.about
    assert (about["kind"], about["file"], about["rows"], about["places"]) == ("own", "places.csv", 3, 3)
    assert (about["added"], len(about["sha256"]), len(about["digest"])) == ("2026-01-02T12:00:00Z", 64, 64)
    assert about["base"].startswith("dateline-places ")


def test_the_version_is_of_what_an_overlay_holds(overlay, samples) -> None:
    one = overlay(samples.own)
    assert overlay(samples.own.replace("\n", "\r\n"), name="other").version == one.version
    assert overlay(samples.own.replace("34.5,", "34.6,"), name="third").version != one.version
