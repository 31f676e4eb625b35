"""The map of a dossier. All happenings are fiction on real geography."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from dateline.errors import InputError, SettingsError
from dateline.model.dossier import Dossier, GazetteerUsed, Receipt
from dateline.model.origin import by_rule
from dateline.model.records import Actor, Coding, Control, Event, Finding, Place, Where
from dateline.model.vocabulary import Check, ControlStatus, EventStatus, PlaceKind
from dateline.readers.text import read_text
from dateline.render.map.figure import map_css, map_figure
from dateline.render.symbols import symbols_of
from dateline.resolve.geometry import distance_km

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = read_text("Fiction, made for a map. Nothing of it happened.\n")
WORDS, ORIGIN = (DOCUMENT.evidence(0, 7),), by_rule("by hand")
HOSTILE = [
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "']]><!--",
    "&amp;&nbsp;&lt;",
    "Ma\u202elakal\u2066",
    "a\ud800b\uffff\u061c",
    "\x00\x0b\x1b[31m",
    "قرية الجبل",
    "北京" * 400,
    "x" * 100_000,
]


def place(n: int, name: str, lat: float | None, lon: float | None, kind: PlaceKind = "city", **more: Any) -> Place:
    fields = {"where_prec": 1, "radius_km": 3.0, "country": None, "geometry": None, "geonames_id": None} | more
    return Place(
        f"place-{n:012x}", name, kind, lat, lon, fields["geonames_id"], fields["country"], None, fields["geometry"],
        fields["where_prec"], 1, fields["radius_km"], None, WORDS, ORIGIN,
    )  # fmt: skip


def event(n: int, at: Place | None, status: EventStatus = "happened") -> Event:
    where = Where(at.id, (), WORDS) if at else None
    coding = Coding("ASSAULT", None, (), None, None)
    return Event(
        f"event-{n:012x}", coding, status, (), where, None, (), (), (), (), None, None, None, (), (), WORDS, ORIGIN
    )


def actor(n: int, name: str) -> Actor:
    return Actor(f"actor-{n:012x}", name, (), "militia", None, None, {}, WORDS, ORIGIN)


def control(n: int, at: Place, by: Actor, status: ControlStatus = "controls") -> Control:
    return Control(f"control-{n:012x}", at.id, by.id, status, None, None, (), WORDS, ORIGIN)


def finding(n: int, a: Place, b: Place, **figures: Any) -> Finding:
    verdict = figures.pop("verdict", "disagrees")
    check: Check = "distance" if "stated_bearing" not in figures else "direction"
    return Finding(f"finding-{n:012x}", check, verdict, "warning", "", figures, (a.id, b.id), WORDS, ORIGIN)


def dossier(places: Sequence[Place], events: Sequence[Event] = (), **more: Any) -> Dossier:
    receipt = Receipt("0", "by hand", (), GazetteerUsed("none", "0"), "none", {}, 0.0)
    records = {"actors": (), "control": (), "findings": ()} | {k: tuple(v) for k, v in more.items()}
    document = replace(DOCUMENT, title=None)
    return Dossier(
        "dateline-dossier/1", document, records["actors"], tuple(places), (), (), tuple(events), (), (),
        records["control"], (), (), records["findings"], receipt,
    )  # fmt: skip


def drawn(d: Dossier, **settings: Any) -> str:
    svg = map_figure(d, symbols_of(d), **settings)
    assert svg is not None
    return svg


def tree(svg: str) -> Any:
    return etree.fromstring(re.sub(r' xmlns="[^"]*"', "", svg, count=1).encode())


def at_each(places: Sequence[Place]) -> Dossier:
    return dossier(places, [event(n, p) for n, p in enumerate(places, 1)])


DAMASCUS, RAQQA = place(1, "Damascus", 33.51, 36.29), place(2, "Raqqa", 35.95, 39.0)
HAMIMA, BUKAMAL = place(3, "al-Hamima", 34.2, 40.1), place(4, "al-Bukamal", 34.45, 40.92)
SYRIA = [DAMASCUS, RAQQA, HAMIMA, BUKAMAL]
WORLD = [
    place(1, "Washington", 38.9, -77.0),
    place(2, "Moscow", 55.8, 37.6),
    place(3, "Canberra", -35.3, 149.1),
    place(4, "Brasilia", -15.8, -47.9),
    place(5, "Nairobi", -1.3, 36.8),
    place(6, "Tokyo", 35.7, 139.7),
]
MADE: dict[str, Callable[[], Dossier]] = {
    "one place": lambda: at_each([RAQQA]),
    "no events": lambda: dossier(SYRIA),
    "a region": lambda: at_each(SYRIA),
    "the world": lambda: at_each(WORLD),
    "Fiji": lambda: at_each([place(1, "Suva", -18.14, 178.44), place(2, "Lakeba", -18.22, -178.8)]),
    "Chukotka": lambda: at_each([place(1, "Anadyr", 64.73, 177.5), place(2, "Nome", 64.5, -165.4)]),
    "the Arctic": lambda: at_each([place(1, "Alert", 82.5, -62.3), place(2, "Longyearbyen", 78.2, 15.6)]),
    "the South Pole": lambda: at_each([place(1, "Pole", -90.0, 0.0), place(2, "Vostok", -78.5, 106.8)]),
    "countries": lambda: at_each(
        [
            place(1, "Colombia", 4.0, -73.0, "country", where_prec=6, radius_km=600.0, country="CO"),
            place(2, "Ecuador", -1.4, -78.4, "country", where_prec=6, radius_km=300.0, country="EC"),
        ]
    ),
    "hundreds": lambda: dossier(
        [place(n, f"Village {n}", 33 + (n * 37 % 100) / 25, 36 + (n * 61 % 97) / 16, "village") for n in range(500)],
        [event(n, place(n * 3, "", 0, 0)) for n in range(1, 120)],
    ),
    "all at one point": lambda: at_each([place(n, f"Quarter {n}", 15.6, 32.5) for n in range(30)]),
}


@pytest.mark.parametrize("name", MADE)
def test_every_map_is_well_formed_small_and_always_the_same(name: str) -> None:
    d = MADE[name]()
    svg = drawn(d)
    assert len(svg.encode()) < 150_000
    assert svg == drawn(d)
    assert "nan" not in svg
    assert "inf" not in re.sub(r"<(title|desc)[^>]*>[^<]*", "", svg)
    root = tree(svg)
    assert root.tag == "svg"
    assert root.find("title").text.startswith("Map: ")
    assert "places are on the map" in root.find("desc").text
    assert not root.xpath("//@style")
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("width", [760, 640, 320])
@pytest.mark.parametrize("name", ["a region", "the world", "the Arctic"])
def test_every_mark_and_every_word_stands_in_the_picture(name: str, width: int) -> None:
    root = tree(drawn(MADE[name](), width=width, height=400))
    wide, tall = (float(root.get(side)) for side in ("width", "height"))
    assert (wide, tall <= 400) == (width, True)
    for one in root.xpath("//circle[contains(@class, 'dl-map-mark')]"):
        assert 0 <= float(one.get("cx")) <= wide
        assert 0 <= float(one.get("cy")) <= tall
    for one in root.xpath("//text[@class='dl-map-name']"):
        assert 0 <= float(one.get("x")) <= wide
        assert 0 <= float(one.get("y")) <= tall


def test_without_coordinates_there_is_no_map() -> None:
    assert map_figure(dossier([place(1, "Somewhere", None, None)]), {}) is None
    assert map_figure(dossier([]), {}) is None
    odd = [place(1, "Off", 91.0, 0.0), place(2, "Nan", math.nan, 0.0), place(3, "Far", 0.0, math.inf)]
    assert map_figure(dossier(odd), {}) is None


def test_places_without_coordinates_are_counted() -> None:
    svg = drawn(dossier([*SYRIA, place(9, "a suburb", None, None)], [event(1, RAQQA)]))
    assert "4 of 5 places are on the map or at its edge; 1 have no coordinates. Numbered: event 1 at Raqqa" in svg


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_do_no_harm(name: str) -> None:
    bad = place(1, name, 34.0, 39.0)
    one = replace(bad, id='place-1"><script>')
    d = dossier([one, RAQQA], [event(1, one)], actors=[actor(1, name)], control=[control(1, one, actor(1, name))])
    svg = drawn(replace(d, document=replace(d.document, title=name, id='doc-1" x="')))
    root = tree(svg)
    assert not root.xpath("//script | //@onload | //@x[. = '']")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u061c\x00-\x08\ud800-\udfff\uffff]", svg)
    assert len(svg) < 60_000


# --- what is drawn --------------------------------------------------------------------------------------------------


def test_each_place_can_be_found_and_leads_to_its_row() -> None:
    root = tree(drawn(at_each(SYRIA)))
    for p in SYRIA:
        (found,) = root.xpath(f"//g[contains(@class, 'dl-map-place')][@data-ref='{p.id}']")
        assert found.xpath("a/@href") == [f"#{p.id}"]
        assert p.name in "".join(found.xpath("a/text/text()"))
        assert found.find("a/title").text.startswith(f"{p.name} (city)")


def test_events_have_their_number_in_the_dossier_and_lead_to_it() -> None:
    d = dossier(SYRIA, [event(1, None), event(2, RAQQA), event(3, DAMASCUS, "denied"), event(4, RAQQA)])
    root = tree(drawn(d))
    told = {}
    for badge in root.xpath("//a[contains(@class, 'dl-map-badge')]"):
        told[badge.get("href")] = ("".join(badge.xpath("text/text()")), "dl-map-open" in badge.get("class"))
    assert told == {
        "#event-000000000002": ("2", False),
        "#event-000000000003": ("3", True),
        "#event-000000000004": ("4", False),
    }
    assert "not known to have happened" in root.xpath("string(//g[@class='dl-map-key'])")


def test_names_do_not_cover_each_other() -> None:
    d = at_each([place(n, f"Hamlet number {n}", 34 + 0.03 * (n % 5), 38 + 0.04 * (n // 5)) for n in range(25)])
    boxes = []
    for words in tree(drawn(d)).xpath("//text[@class='dl-map-name']"):
        x, y, wide = float(words.get("x")), float(words.get("y")), 6.0 * len(words.text)
        left = x - wide if words.get("text-anchor") == "end" else x
        boxes.append((left, y - 9, left + wide, y))
    assert len(boxes) > 10
    for n, a in enumerate(boxes):
        for b in boxes[n + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_who_holds_a_place_stands_beside_it_by_symbol() -> None:
    guard, front = actor(1, "Northern Guard"), actor(2, "Coast Front")
    held = [
        control(1, RAQQA, guard),
        control(2, DAMASCUS, guard, "contested"),
        control(3, DAMASCUS, front, "contested"),
        control(4, HAMIMA, front, "lost"),
        control(5, BUKAMAL, front, "besieged"),
    ]
    root = tree(drawn(dossier(SYRIA, [event(1, HAMIMA)], actors=[guard, front], control=held)))
    signs = {p.id: root.xpath(f"//g[@data-ref='{p.id}']//g[@class='dl-map-holder']/@data-ref") for p in SYRIA}
    assert signs == {RAQQA.id: [guard.id], DAMASCUS.id: [guard.id, front.id], HAMIMA.id: [], BUKAMAL.id: []}
    key = root.xpath("string(//g[@class='dl-map-key'])")
    assert "Held by" in key
    assert "Northern Guard" in key


def test_uncertainty_is_a_circle_of_its_kilometres() -> None:
    near = replace(HAMIMA, where_prec=2, radius_km=40.0)
    exact = replace(RAQQA, radius_km=1.0)
    root = tree(drawn(at_each([DAMASCUS, exact, near])))
    (circle,) = root.xpath(f"//g[@class='dl-map-reach'][@data-ref='{near.id}']/ellipse")
    scale = root.xpath("string(//path[@class='dl-map-scale']/@d)")
    start, end = (float(v) for v in re.findall(r"M([\d.]+) .*H([\d.]+)V", scale)[0])
    km = float(re.findall(r"(\d+) km", root.xpath("string(//g[@class='dl-map-key'])"))[0])
    assert float(circle.get("ry")) * km / (end - start) == pytest.approx(40.0, rel=0.03)
    assert float(circle.get("rx")) == pytest.approx(float(circle.get("ry")), rel=0.03)
    assert not root.xpath(f"//g[@class='dl-map-reach'][@data-ref='{RAQQA.id}']")


@pytest.mark.parametrize(
    ("prec", "css", "dashed"), [(1, "mark", False), (2, "mark-open", False), (5, "mark-open", True)]
)
def test_the_mark_tells_how_well_a_place_is_known(prec: int, css: str, dashed: bool) -> None:  # noqa: FBT001
    root = tree(drawn(at_each([replace(RAQQA, where_prec=prec)])))
    (mark, *_) = root.xpath(f"//g[@data-ref='{RAQQA.id}']/a/circle")
    assert mark.get("class") == f"dl-map-{css}"
    assert bool(mark.get("stroke-dasharray")) == dashed


def test_a_road_is_drawn_as_its_line_and_a_zone_as_its_area() -> None:
    road = replace(HAMIMA, kind="road", where_prec=5, geometry="LINESTRING (39 34, 40 34.5, 40.9 34.4)")
    zone = replace(RAQQA, kind="area", where_prec=5, geometry="POLYGON ((38 35, 39 35, 39 36, 38 35))")
    broken = replace(DAMASCUS, kind="area", where_prec=5, radius_km=60.0, geometry="POLYGON ((38 35")
    root = tree(drawn(at_each([road, zone, broken])))
    kinds = {p.id: [e.tag for e in root.xpath(f"//g[@class='dl-map-reach'][@data-ref='{p.id}']/*")] for p in SYRIA[:3]}
    assert kinds == {HAMIMA.id: ["path"], RAQQA.id: ["path"], DAMASCUS.id: ["ellipse"]}


@pytest.mark.parametrize(
    ("area", "hatched"),
    [
        (place(7, "al-Jawf province", 16.6, 45.6, "province", where_prec=4, radius_km=110.0, geonames_id=74222), True),
        (place(7, "al-Jawf province", 16.6, 45.6, "province", where_prec=4, radius_km=110.0), True),
        (place(7, "Blue Mountains", 16.6, 45.6, "province", where_prec=4, radius_km=110.0), False),
    ],
)
def test_an_area_is_hatched_where_the_outlines_know_it_and_never_by_guess(area: Place, *, hatched: bool) -> None:
    marib = place(1, "Marib", 15.46, 45.33)
    root = tree(drawn(dossier([marib, area], [event(1, marib), event(2, area)])))
    reach = root.xpath(f"//g[@class='dl-map-reach'][@data-ref='{area.id}']/*")
    assert [e.tag for e in reach] == (["path"] if hatched else ["ellipse"])
    if hatched:
        (pattern,) = root.xpath("//pattern/@id")
        assert reach[0].get("fill") == f"url(#{pattern})"


def test_a_country_is_hatched_where_nothing_more_is_known() -> None:
    yemen = place(7, "Yemen", 15.9, 47.6, "country", where_prec=6, radius_km=400.0, country="YE")
    marib = place(1, "Marib", 15.46, 45.33)
    root = tree(drawn(dossier([marib, yemen], [event(1, yemen)])))
    assert [e.tag for e in root.xpath(f"//g[@class='dl-map-reach'][@data-ref='{yemen.id}']/*")] == ["path"]
    near = tree(drawn(dossier([marib, yemen], [event(1, yemen), event(2, marib)])))
    (name,) = near.xpath(f"//g[@class='dl-map-ground-place'][@data-ref='{yemen.id}']")
    assert name.xpath("string(a/text)") == "YEMEN"


def test_an_area_that_is_only_named_is_its_name_on_the_ground() -> None:
    named = place(7, "North Kivu", -0.8, 28.7, "province", where_prec=4, radius_km=130.0)
    beni = place(1, "Beni", 0.49, 29.47)
    root = tree(drawn(dossier([beni, named, place(2, "Lubero", -0.16, 29.24)], [event(1, beni)])))
    (found,) = root.xpath(f"//g[@data-ref='{named.id}']")
    assert found.xpath("string(a/text)") == "North Kivu"
    assert not root.xpath(f"//g[@class='dl-map-reach'][@data-ref='{named.id}']")


# --- findings -------------------------------------------------------------------------------------------------------


def lines_of(root: Any, css: str) -> list[tuple[float, float, float, float]]:
    ends = [re.findall(r"-?[\d.]+", d) for d in root.xpath(f"//path[@class='dl-map-{css}']/@d")]
    return [(float(a), float(b), float(c), float(d)) for a, b, c, d in ends]


def test_a_wrong_direction_is_drawn_beside_the_right_one() -> None:
    wrong = finding(1, HAMIMA, BUKAMAL, stated_km=80.0, stated_bearing=270.0, computed_km=80.4, computed_bearing=70.0)
    root = tree(drawn(dossier(SYRIA, [event(1, HAMIMA)], findings=[wrong])))
    (group,) = root.xpath(f"//g[@class='dl-map-finding'][@data-ref='{wrong.id}']")
    words = group.xpath(".//text/text()")
    assert words == ["stated 80 km W", "computed 80 km E"]
    (stated,), (computed,) = lines_of(root, "stated"), lines_of(root, "computed")
    assert stated[:2] == computed[:2]
    assert stated[2] < stated[0] < computed[2]
    assert group.xpath(".//path[@class='dl-map-stated']/@stroke-dasharray")
    assert not group.xpath(".//path[@class='dl-map-computed']/@stroke-dasharray")


def test_distance_and_direction_of_one_pair_are_drawn_once() -> None:
    parts = [
        finding(1, HAMIMA, BUKAMAL, stated_km=80.0, computed_km=80.4, verdict="agrees"),
        finding(2, HAMIMA, BUKAMAL, stated_bearing=180.0, computed_bearing=70.0, computed_km=80.4),
    ]
    for order in (parts, parts[::-1]):
        root = tree(drawn(dossier(SYRIA, [event(1, HAMIMA)], findings=order)))
        assert root.xpath("//g[@class='dl-map-finding']//text/text()") == ["stated 80 km S", "computed 80 km E"]


def test_a_wrong_distance_alone_is_drawn_along_the_real_direction() -> None:
    wrong = finding(1, DAMASCUS, RAQQA, stated_km=100.0, computed_km=367.5)
    root = tree(drawn(dossier(SYRIA, [event(1, RAQQA)], findings=[wrong])))
    assert root.xpath("//g[@class='dl-map-finding']//text/text()") == ["stated 100 km", "computed 368 km"]
    (stated,), (computed,) = lines_of(root, "stated"), lines_of(root, "computed")
    assert math.dist(stated[:2], stated[2:]) < 0.4 * math.dist(computed[:2], computed[2:])


def test_what_agrees_is_a_quiet_line_and_what_cannot_be_told_is_none() -> None:
    right = finding(1, DAMASCUS, RAQQA, stated_km=370.0, computed_km=367.5, verdict="agrees")
    open_ = finding(2, HAMIMA, BUKAMAL, stated_bearing=90.0, verdict="cannot tell")
    told = [event(1, RAQQA), event(2, DAMASCUS), event(3, HAMIMA)]
    root = tree(drawn(dossier(SYRIA, told, findings=[right, open_])))
    assert root.xpath("//g[@class='dl-map-finding']/@data-ref") == [right.id]
    assert root.xpath("//g[@class='dl-map-finding']//text/text()") == ["370 km, as stated"]


def test_a_push_without_an_origin_is_drawn_from_the_places_it_may_start_at() -> None:
    figures = {"stated_km": 80.0, "stated_bearing": 270.0, "origins": [{"place": "al-Hamima"}]}
    push = replace(finding(1, BUKAMAL, HAMIMA, stated_bearing=1.0), figures=figures)
    root = tree(drawn(dossier(SYRIA, [event(1, HAMIMA)], findings=[push])))
    assert root.xpath("//g[@class='dl-map-finding']//text/text()")[0] == "stated 80 km W"
    assert lines_of(root, "computed")[0][2] > lines_of(root, "computed")[0][0]


@pytest.mark.parametrize("odd", [-5.0, math.nan, math.inf, "80", True, 1e9, None])
def test_odd_figures_are_not_drawn(odd: Any) -> None:
    wrong = finding(1, HAMIMA, BUKAMAL, stated_km=odd)
    assert not tree(drawn(dossier(SYRIA, [event(1, HAMIMA)], findings=[wrong]))).xpath("//g[@class='dl-map-finding']")


@pytest.mark.model
def test_the_sample_of_the_red_sea_shows_what_it_states_wrongly(read: Any) -> None:
    text = (ROOT / "samples" / "red_sea_news.txt").read_text(encoding="utf-8")
    svg = drawn(read(text, "2020-10-15"))
    assert "stated 70 km S<" in svg
    assert "computed 72 km N<" in svg


# --- frame ----------------------------------------------------------------------------------------------------------


def scale_of(svg: str) -> float:
    """Kilometres a pixel, as the bar tells."""
    root = tree(svg)
    start, end = re.findall(r"M([\d.]+) .*H([\d.]+)V", root.xpath("string(//path[@class='dl-map-scale']/@d)"))[0]
    words = root.xpath("string(//g[@class='dl-map-key']/text[1])").replace(",", "")
    return float(re.findall(r"([\d.]+) km", words)[0]) / (float(end) - float(start))


def marks_of(svg: str) -> dict[str, tuple[float, float]]:
    found = {}
    for one in tree(svg).xpath("//g[contains(@class, 'dl-map-place')]"):
        for mark in one.xpath("a/circle")[:1]:
            found[one.get("data-ref")] = (float(mark.get("cx")), float(mark.get("cy")))
    return found


@pytest.mark.parametrize("name", ["a region", "Fiji", "Chukotka", "the Arctic", "countries"])
def test_the_bar_measures_the_map(name: str) -> None:
    d = MADE[name]()
    svg = drawn(d)
    marks = marks_of(svg)
    a, b = d.places[0], d.places[-1]
    km = distance_km((a.lat or 0.0, a.lon or 0.0), (b.lat or 0.0, b.lon or 0.0))
    assert math.dist(marks[a.id], marks[b.id]) * scale_of(svg) == pytest.approx(km, rel=0.03)


def test_a_place_far_away_does_not_shrink_the_map() -> None:
    far = place(9, "Washington", 38.9, -77.04)
    alone, both = drawn(at_each(SYRIA)), drawn(at_each([*SYRIA, far]))
    assert scale_of(both) == pytest.approx(scale_of(alone), rel=0.01)
    root = tree(both)
    (arrow,) = root.xpath(f"//g[@class='dl-map-far'][@data-ref='{far.id}']")
    assert arrow.xpath("a/@href") == [f"#{far.id}"]
    assert arrow.xpath("string(a/text)") == "Washington 9,500 km"
    assert len(root.xpath("//g[@class='dl-map-inset']//circle")) == 1


def test_places_that_are_only_named_do_not_decide_on_the_frame() -> None:
    named = [place(n, name, lat, lon) for n, name, lat, lon in [(8, "Baghdad", 33.3, 44.4), (9, "Beirut", 33.9, 35.5)]]
    d = dossier([*SYRIA, *named], [event(1, HAMIMA), event(2, BUKAMAL)])
    assert scale_of(drawn(d)) < 0.4


def test_an_area_that_reaches_into_the_map_is_not_outside_it() -> None:
    sea = place(9, "Red Sea", 20.0, 38.5, "other", where_prec=5, radius_km=1000.0)
    hays = place(1, "Hays", 13.9, 43.5)
    assert not tree(drawn(dossier([hays, sea], [event(1, hays)]))).xpath("//g[@class='dl-map-far']")


def test_a_map_of_the_world_has_no_bar_and_no_world_in_small() -> None:
    root = tree(drawn(MADE["the world"]()))
    assert not root.xpath("//path[@class='dl-map-scale'] | //g[@class='dl-map-inset']")
    assert float(root.get("height")) < 420
    assert len(marks_of(drawn(MADE["the world"]()))) == len(WORLD)


def test_the_world_in_small_shows_where_the_map_lies() -> None:
    root = tree(drawn(at_each(SYRIA)))
    (box,) = root.xpath("//g[@class='dl-map-inset']/rect[@class='dl-map-water']")
    (here,) = root.xpath("//g[@class='dl-map-inset']/rect[@class='dl-map-here']")
    middle = float(here.get("x")) + float(here.get("width")) / 2 - float(box.get("x"))
    assert middle / float(box.get("width")) * 360 - 180 == pytest.approx(38.6, abs=3)


@pytest.mark.parametrize("name", ["Fiji", "Chukotka"])
def test_both_sides_of_180_degrees_are_side_by_side(name: str) -> None:
    svg = drawn(MADE[name]())
    marks = marks_of(svg)
    west, east = (marks[p.id][0] for p in MADE[name]().places)
    assert west < east - 400
    assert scale_of(svg) < 3


def test_a_disputed_border_is_dashed() -> None:
    root = tree(drawn(at_each([place(1, "Srinagar", 34.1, 74.8), place(2, "Muzaffarabad", 34.37, 73.47)])))
    (line,) = root.xpath("//path[@class='dl-map-disputed']")
    assert line.get("stroke-dasharray")
    names = root.xpath("//text[@class='dl-map-name-country']/text()")
    assert "Jammu and Kashmir" in root.xpath("//text[@class='dl-map-name-province']/text()")
    assert set(names) <= {"PAKISTAN", "INDIA"}
    assert not tree(drawn(at_each([place(1, "Nakuru", -0.3, 36.1)]))).xpath("//path[@class='dl-map-disputed']")


def test_names_of_countries_and_provinces_stand_in_them() -> None:
    root = tree(drawn(at_each(SYRIA)))
    assert {"SYRIA", "IRAQ", "LEBANON"} <= set(root.xpath("//text[@class='dl-map-name-country']/text()"))
    assert "Homs" in root.xpath("//text[@class='dl-map-name-province']/text()")
    assert root.xpath("//g[@class='dl-map-ground']/@aria-hidden") == ["true"]


# --- settings -------------------------------------------------------------------------------------------------------


def test_other_outlines_are_drawn_and_not_credited_to_natural_earth(tmp_path: Path) -> None:
    file = tmp_path / "own.geojson"
    ring = "[[35, 32], [43, 32], [43, 38], [35, 38], [35, 32]]"
    file.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"kind": "country", "name": '
        f'"Eastland"}}, "geometry": {{"type": "Polygon", "coordinates": [{ring}]}}}}]}}',
        encoding="utf-8",
    )
    svg = drawn(at_each(SYRIA), outlines=file)
    assert ">EASTLAND<" in svg
    assert "SYRIA" not in svg
    assert "Natural Earth" not in svg
    assert "Natural Earth · GeoNames" in drawn(at_each(SYRIA))


def test_a_missing_file_of_outlines_is_told() -> None:
    with pytest.raises(InputError, match="no such file"):
        drawn(at_each(SYRIA), outlines=Path("/no/such/file"))


@pytest.mark.parametrize("sides", [{"width": 10}, {"height": 0}, {"width": 100_000}])
def test_a_size_that_is_no_maps_is_refused(sides: dict[str, int]) -> None:
    with pytest.raises(SettingsError, match="pixels; a map has 240 to 4000 a side"):
        drawn(at_each(SYRIA), **sides)


def test_the_style_sheet_knows_every_class_and_only_the_pages_colours() -> None:
    css = map_css()
    svg = "".join(drawn(MADE[name]()) for name in ("a region", "countries", "hundreds"))
    used = {c for found in re.findall(r'class="([^"]*)"', svg) for c in found.split() if c.startswith("dl-map-")}
    painted = {c for c in used if re.search(rf'class="[^"]*\b{c}\b[^>]*(?:fill|stroke)="#', svg)}
    assert {c for c in painted if not re.search(rf"\.{c}\b", css)} == set()
    assert set(re.findall(r"var\((--[a-z]+)", css)) == {
        "--paper", "--ink", "--muted", "--accent", "--warn", "--land", "--water", "--border", "--province",
    }  # fmt: skip
