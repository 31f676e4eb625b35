"""Sensitive places on the grid."""

from __future__ import annotations

import math

import pytest

from dateline.model.origin import by_rule
from dateline.model.records import Finding
from dateline.protect import Policy, show
from dateline.protect.places import DEGREE_KM, is_sensitive, middle

SENSITIVE = [
    ("NRF base", "military base"),
    ("Zaatari camp", "area"),
    ("Kodok hospital", "facility"),
    ("the clinic", "other"),
    ("school", "facility"),
    ("checkpoint", "checkpoint"),
    ("Kodok Hospital", "city"),
    ("field hospital", "village"),
    ("women's shelter", "other"),
    ("IDP camps", "area"),
    ("Protection of Civilians site", "area"),
]
OPEN = [
    ("Kodok", "city"),
    ("Campbell", "village"),
    ("Upper Nile", "province"),
    ("Nile", "river"),
    ("airport", "airport"),
    ("Hospitalet", "city"),
]


@pytest.mark.parametrize(("name", "kind"), SENSITIVE)
def test_places_that_can_draw_fire_are_sensitive(report, name: str, kind: str) -> None:
    r = report(f"They reached {name}.")
    r.place(name, kind=kind)
    assert is_sensitive(r.dossier().places[0])


@pytest.mark.parametrize(("name", "kind"), OPEN)
def test_towns_and_rivers_are_not(report, name: str, kind: str) -> None:
    r = report(f"They reached {name}.")
    r.place(name, kind=kind)
    assert not is_sensitive(r.dossier().places[0])


@pytest.mark.parametrize("km", [1.0, 5.0, 10.0, 50.0, 111.0, 500.0])
@pytest.mark.parametrize(
    "point",
    [(9.8912, 32.1167), (0.0, 0.0), (-33.9, 151.2), (60.17, 24.94), (89.99, 179.99), (-90.0, -180.0), (51.5, -0.1)],
)
def test_the_middle_is_within_half_a_diagonal_and_is_its_own_middle(point: tuple[float, float], km: float) -> None:
    lat, lon = middle(*point, km)
    assert -90 <= lat <= 90
    assert -180 <= lon <= 180
    if abs(point[0]) < 85:
        north = (lat - point[0]) * DEGREE_KM
        east = (lon - point[1]) * DEGREE_KM * math.cos(math.radians(lat))
        assert abs(north) <= km / 2 + 0.01
        assert abs(east) <= km / 2 + 0.01
    assert middle(lat, lon, km) == (lat, lon)


def test_points_of_one_square_have_one_middle_wherever_the_place_is() -> None:
    assert middle(9.8912, 32.1167, 10) == (9.8695, 32.096)
    assert len({middle(9.89 + d / 1000, 32.09 + d / 1000, 10) for d in range(10)}) == 1
    assert middle(9.8912, 32.1167, 10) != middle(9.9912, 32.1167, 10)


def test_squares_get_wider_in_degrees_towards_the_poles() -> None:
    def width(lat: float) -> float:
        return len({middle(lat, lon / 100, 100)[1] for lon in range(3600)})

    assert width(60.17) < width(0.1) * 0.6


def test_a_moved_place_says_so_and_is_loosened(report) -> None:
    r = report("They reached the camp near Kodok.")
    r.place("the camp", kind="area", lat=9.8912, lon=32.1167, basis="centroid")
    r.place("Kodok")
    camp, kodok = show(r.dossier(), Policy(coarsen_km=10)).dossier.places
    assert (camp.lat, camp.lon) == middle(9.8912, 32.1167, 10)
    assert camp.radius_km == 7.1
    assert (camp.geometry, camp.geonames_id, camp.where_prec, camp.geo_precision) == (None, None, 2, 2)
    assert camp.basis == "centroid; moved to the middle of a square of 10 km"
    assert kodok.geometry is not None


def test_a_wide_square_is_no_longer_near_a_known_point(report) -> None:
    r = report("They reached the camp.")
    r.place("the camp", kind="area", radius_km=90.0, where_prec=5)
    camp = show(r.dossier(), Policy(coarsen_km=50)).dossier.places[0]
    assert (camp.where_prec, camp.geo_precision, camp.radius_km) == (5, 3, 90.0)


def test_a_basis_with_numbers_is_not_kept(report) -> None:
    r = report("They reached the camp.")
    r.place("the camp", kind="area", basis="12.3 km north of Kodok")
    camp = show(r.dossier(), Policy(coarsen_km=10)).dossier.places[0]
    assert camp.basis == "moved to the middle of a square of 10 km"


def test_a_place_found_from_a_sensitive_one_is_moved_with_it(report) -> None:
    r = report("They reached the Zaatari camp and a hill north of it.")
    r.place("Zaatari camp", kind="area")
    r.place("a hill north of it", kind="other", basis="5 km north of Zaatari camp")
    _, hill = show(r.dossier(), Policy(coarsen_km=10)).dossier.places
    assert hill.geometry is None


def test_findings_do_not_give_the_point_back(report) -> None:
    r = report("The camp lies 40 km north of Kodok.")
    camp, kodok = r.place("The camp", kind="area"), r.place("Kodok")
    words = (r.at("40 km north of Kodok"),)
    figures = {
        "stated_km": 40,
        "computed_km": 64.13,
        "tolerance_km": 8.2,
        "computed_bearing": 77.7,
        "stated_bearing": 0.0,
    }
    message = "The camp and Kodok are 64.13 km apart; the report says 40 km."
    origin = by_rule("geometry")
    for n, about in enumerate([(camp, kodok), (kodok,)]):
        r.add(
            "findings",
            Finding(f"finding-{n}", "distance", "disagrees", "warning", message, figures, about, words, origin),
        )
    moved, open_ = show(r.dossier(), Policy(coarsen_km=10)).dossier.findings
    assert moved.figures == {"stated_km": 40, "computed_km": 60.0, "stated_bearing": 0.0}
    assert moved.message == "The camp and Kodok are about 60 km apart; the report says 40 km."
    assert (open_.figures, open_.message) == (figures, message)


def test_places_stay_where_they_are_without_the_setting(report) -> None:
    r = report("They reached the camp.")
    r.place("the camp", kind="area", lat=9.8912)
    assert show(r.dossier()).dossier.places[0].lat == 9.8912
