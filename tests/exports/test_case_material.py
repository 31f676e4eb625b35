"""A case as what exports take: what is left out and told, what may be passed on, what the manifest says of it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.case.keep.keys import make_key
from dateline.case.opening import create_case_store
from dateline.case.situation import situation_of
from dateline.case.store.entry import addition_key, entry_of, pack
from dateline.case.store.protocol import Store
from dateline.case.views.filter import filter_of
from dateline.case.views.timelines import in_time
from dateline.exports.case_material import RECORD_REJECTED, REPORT_REJECTED, material_of_case
from dateline.exports.coded import CodedEvent
from dateline.exports.format import format_named
from dateline.exports.targets import named
from dateline.exports.writing import write_export
from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement
from dateline.model.schema import check
from dateline.protect.places import middle
from dateline.protect.policy import Policy
from dateline.protect.view import show
from tests.case.views.conftest import Clock
from tests.case.views.generated import fill
from tests.case.views.invented import POINTS, Told, bunia, courier, holding, post, undated

CAMP = (
    "Lake Radio, fiction. The ADF attacked Rwampara camp on Sunday, a medic said. The raid lasted until dawn, and long "
    "after it smoke stood over the tents; those who had fled into the bush came back one by one, and told that nobody "
    "had come to their help in all the hours that it had taken, though they had called again and again. They counted 4 "
    "civilians dead."
)


def camp() -> Told:
    told = Told(CAMP, "Lake Radio", "2021-05-10")
    long = CAMP[CAMP.index("The ADF") : CAMP.index(". They")]
    claim = told.claim("a medic", long, "anonymous")
    told.attack(long, "Rwampara camp", "2021-05-09", killed="4 civilians", toll=4, claims=[claim])
    told.holds("The raid lasted", "Rwampara camp", "ADF", "2021-05-09")
    return told


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Six reports, one a day from 2024-05-02 on."""
    made = create_case_store(tmp_path / "ituri.dateline", Clock())
    for one in (courier(), post(), bunia(), undated(), holding(), camp()):
        made.add([entry_of(one.dossier(), f"{one.outlet}.txt")])
    yield made
    made.close()


def judged(store: Store, verb: Any, of: Any, *about: str, **more: Any) -> None:
    store.judge([Judgement(verb, of, about, "Codername", **more)])


def ids(store: Store) -> dict[str, list[str]]:
    """The events of each report, by its outlet and day."""
    return {
        f"{s.dossier.document.outlet} {s.dossier.document.published.date}": [e.id for e in s.dossier.events]
        for s in store.readings()
    }


def dossiers(store: Store, **asked: Any) -> list[Dossier]:
    return list(material_of_case(store, **asked).dossiers())


def texts(made: Any) -> str:
    return repr(made)


def test_events_are_those_of_the_situation(store: Store, tmp_path: Path) -> None:
    fill(store, 3)
    material = material_of_case(store)
    events = list(material.events())
    shown = {h.id: h for h in situation_of(store).happenings}
    assert {e.id for e in events} == shown.keys()
    for e in events:
        h = shown[e.id]
        assert (e.title, e.status, e.events, e.voices, e.reports) == (h.title, h.status, h.events, h.voices, h.reports)
        assert (e.included, e.excluded_by) == (h.included, h.excluded_by)
        assert {c.report for c in e.cited} <= {r for r, _ in h.events}
    assert [e.id for e in events] != [h.id for h in sorted(shown.values(), key=in_time)]  # in the order of adding
    assert list(material.events()) == events
    assert list(material.held()) == list(situation_of(store).held)


def test_relations_are_told_by_report_and_not_when_rejected(store: Store) -> None:
    (before,) = material_of_case(store).relations()
    assert (before.subject.name, before.predicate, before.object.name) == ("M23", "backs", "ADF")
    assert not list(material_of_case(store, only=filter_of(actor="army")).relations())
    judged(store, "reject", "event", before.id)
    assert not list(material_of_case(store).relations())
    assert list(material_of_case(store, as_of=6).relations()) == [before]


def test_a_rejected_report_is_in_no_dossier_and_is_told(store: Store, tmp_path: Path) -> None:
    report = next(s.report for s in store.readings() if s.dossier.document.outlet == "Kivu Courier")
    judged(store, "reject", "report", report, reason="a fake")
    material = material_of_case(store)
    assert report not in {d.document.id for d in material.dossiers()}
    assert len(list(material.dossiers())) == 5
    assert material.left_out == {report: REPORT_REJECTED}
    event = next(e for e in material.events() if (report, e.events[0][1]) == e.events[0])
    assert (event.included, event.excluded_by) == (False, "every account of it was rejected")
    assert len(dossiers(store, as_of=6)) == 6


def test_left_out_dossiers_stand_in_the_report_on_losses(store: Store, tmp_path: Path) -> None:
    report = next(s.report for s in store.readings())
    judged(store, "reject", "report", report)
    written = write_export(format_named("annotations"), material_of_case(store), tmp_path / "a.jsonl")
    rows = list(csv.DictReader(named(written.path, ".losses.csv").read_text("utf-8").splitlines()))
    assert [r["record"] for r in rows if r["reason"] == REPORT_REJECTED] == [report]
    assert report not in written.path.read_text("utf-8")


def test_a_rejected_event_and_what_refers_to_it_go_and_the_rest_stays(store: Store) -> None:
    event = ids(store)["Kivu Courier 2021-05-04"][0]
    judged(store, "reject", "event", event)
    material = material_of_case(store)
    (kept,) = (d for d in material.dossiers() if d.document.outlet == "Kivu Courier")
    assert (kept.events, len(kept.control), len(kept.claims)) == ((), 1, 1)
    check(kept)
    assert material.left_out == {event: RECORD_REJECTED}
    judged(store, "accept", "event", event)
    assert all(d.events for d in dossiers(store) if d.document.outlet == "Kivu Courier")


def test_what_people_corrected_stands_in_the_dossiers_and_what_was_read_in_those_of_before(store: Store) -> None:
    event = ids(store)["Kivu Courier 2021-05-04"][0]
    (read,) = (d for d in dossiers(store) if d.document.outlet == "Kivu Courier")
    goma = {"name": "Goma", "lat": -1.66, "lon": 29.22, "country": "CD", "admin1": None, "where_prec": 1}
    judged(store, "value", "event", event, slot="where", value=goma)
    claim = read.claims[0].id
    judged(store, "value", "claim", claim, slot="stance", value="denied")
    (now,) = (d for d in dossiers(store) if d.document.outlet == "Kivu Courier")
    check(now)
    where = now.events[0].where
    assert where is not None
    assert {p.id: (p.name, p.lat) for p in now.places}[where.place] == ("Goma", -1.66)
    assert next(c.stance for c in now.claims if c.id == claim) == "denied"
    (before,) = (d for d in dossiers(store, as_of=6) if d.document.outlet == "Kivu Courier")
    assert before == read


def test_the_events_of_a_rejected_happening_go_and_those_of_an_excluded_one_stay(store: Store) -> None:
    first, second = ids(store)["Kivu Courier 2021-05-04"][0], ids(store)["Congo Post 2021-05-05"][0]
    store.set_groups([[first, second]], (), "test")
    (happening,) = store.groups()
    judged(store, "exclude", "happening", happening, reason="no violence")
    assert {first, second} <= {e.id for d in dossiers(store) for e in d.events}
    judged(store, "reject", "happening", happening)
    assert not {first, second} & {e.id for d in dossiers(store) for e in d.events}
    (event,) = (e for e in material_of_case(store).events() if e.id == happening)
    assert (event.included, event.excluded_by) == (False, "left out by Codername: no violence")


def test_a_record_that_was_accepted_after_its_report_was_rejected_stays(store: Store) -> None:
    report = next(s.report for s in store.readings())
    (event,) = ids(store)["Kivu Courier 2021-05-04"]
    judged(store, "reject", "report", report)
    judged(store, "accept", "event", event)
    material = material_of_case(store)
    kept = next(d for d in material.dossiers() if d.document.id == report)
    assert ([e.id for e in kept.events], kept.control) == ([event], ())
    check(kept)


@pytest.mark.parametrize(
    ("asked", "outlets"),
    [
        ({}, ["Kivu Courier", "Congo Post", "Congo Post", "Lake Radio", "Lake Radio", "Lake Radio"]),
        ({"text": "hills"}, ["Lake Radio"]),
        ({"box": (1.5, 30.2, 1.6, 30.26)}, ["Congo Post", "Lake Radio"]),
        ({"outlet": "Kivu Courier"}, ["Kivu Courier"]),
        ({"actor": "army"}, ["Kivu Courier", "Lake Radio"]),
        ({"text": "nowhere"}, []),
    ],
)
def test_only_dossiers_of_reports_that_tell_what_is_asked_for(
    store: Store, asked: dict[str, Any], outlets: list[str]
) -> None:
    assert [d.document.outlet for d in dossiers(store, only=filter_of(**asked))] == outlets


def test_what_is_passed_on_is_short_and_coarse_in_every_record(store: Store) -> None:
    whole, shared = material_of_case(store), material_of_case(store, share=True)
    exact = str(POINTS["Rwampara camp"][0])
    assert exact in texts(list(whole.events()))
    assert exact in texts(list(whole.held()))
    made = (list(shared.events()), list(shared.dossiers()), list(shared.held()), list(shared.relations()))
    for records in made:
        assert exact not in texts(records)
        assert "told that nobody had come" not in texts(records)
    event = next(e for e in made[0] if e.where and e.where.name == "Rwampara camp")
    assert event.where is not None
    assert (event.where.lat, event.where.lon) == middle(*POINTS["Rwampara camp"], 10.0)
    assert event.where.geonames_id is None
    assert max(len(c.quote) for c in event.cited) <= 200
    assert "told that nobody had come" in texts(list(whole.events()))


def test_redactions_count_once_whatever_is_gone_through(store: Store) -> None:
    ways: list[dict[tuple[str, str], int]] = []
    for order in (("events",), ("dossiers",), ("events", "dossiers", "held", "events"), ("dossiers", "events")):
        material = material_of_case(store, share=True)
        for name in order:
            list(getattr(material, name)())
        ways.append(dict(material.hidden.counts))
    told = {r.what: 0 for s in store.readings() for r in show(s.dossier, Policy(True, (), 200, 10.0)).redactions}
    assert ways[1] == ways[2] == ways[3]
    assert {what for what, _ in ways[1]} == told.keys() == {"place", "text"}
    assert ways[1]["place", "square of 10 km"] == 1
    assert ways[0]["place", "square of 10 km"] == 1
    assert not material_of_case(store).hidden.counts


def test_reports_that_the_case_keeps_as_views_are_told(store: Store, tmp_path: Path) -> None:
    key = make_key(tmp_path / "a.key")
    told = Told("M23 fought near Goma, Ann Example said.", "Congo Post", "2021-06-02")
    told.attack(
        "fought near Goma", "Goma", "2021-06-01", by="M23", claims=[told.claim("Ann Example", "M23 fought", "named")]
    )
    whole = told.dossier()
    view = show(whole, Policy(protect=("Ann Example",), key=key.pseudonym_key)).dossier
    assert view != whole
    store.add([entry_of(view, "a.txt", key=addition_key(whole), sealed=key.seal(pack(whole)))])
    material = material_of_case(store)
    assert "Ann Example" not in texts(list(material.events())) + texts(list(material.dossiers()))
    ((what, count),) = material.hidden.counts.items()
    assert ("keeps as a view" in what[0], count) == (True, 1)


def test_who_decided_and_why_is_not_passed_on(store: Store) -> None:
    (happening,) = (e.id for e in material_of_case(store, only=filter_of(text="hills")).events())
    judged(store, "exclude", "happening", happening, reason="she told me herself")
    (event,) = (e for e in material_of_case(store).events() if not e.included)
    assert event.excluded_by == "left out by Codername: she told me herself"
    shared = material_of_case(store, share=True)
    (event,) = (e for e in shared.events() if not e.included)
    assert event.excluded_by == "left out by a person"
    told = texts([list(shared.events()), list(shared.decisions()), shared.situation and shared.situation()])
    assert "Codername" not in told
    assert "herself" not in told


def decided_point(store: Store, name: str, lat: float, lon: float) -> None:
    for one in material_of_case(store).events():
        if one.where and one.where.name in {"Rwampara camp", "Bunia"}:
            judged(store, "value", "happening", one.id, slot="where", value={"name": name, "lat": lat, "lon": lon})


@pytest.mark.parametrize("name", ["Rwampara camp", "Kigonze displacement camp", "Rwampara"])
def test_a_point_that_a_person_set_is_coarsened_where_the_place_is_sensitive(store: Store, name: str) -> None:
    decided_point(store, name, 1.512345, 30.212345)
    exact = [e for e in material_of_case(store).events() if e.where and e.where.lat == 1.512345]
    assert len(exact) == 2
    found = {e.id: e for e in material_of_case(store, share=True).events()}
    at_camp = next(e for e in exact if any(t.cited is not None for t in e.tolls) and e.deaths and e.deaths.best == 4)
    moved = found[at_camp.id].where
    assert moved is not None
    assert (moved.lat, moved.lon) == middle(1.512345, 30.212345, 10.0)
    assert moved.radius_km == pytest.approx(7.1)
    elsewhere = found[next(e.id for e in exact if e.id != at_camp.id)].where
    assert elsewhere is not None
    assert (elsewhere.lat == 1.512345) is ("camp" not in name)
    material = material_of_case(store, share=True)
    assert material.situation is not None
    spots = {h.id: h.where for h in material.situation().happenings}
    assert spots[at_camp.id].lat == moved.lat  # type: ignore[union-attr]


def test_the_manifest_tells_which_case_and_which_state_of_it(store: Store, tmp_path: Path) -> None:
    store.set_rule("inclusion", {"name": "deadly", "events": {"min_deaths": 1}}, "Codername")
    only = filter_of(first="2021-05-01", country="CD")
    written = write_export(
        format_named("csv"), material_of_case(store, only=only, as_of="2024-05-08", share=True), tmp_path / "a.csv"
    )
    told = json.loads(named(written.path, ".manifest.json").read_text("utf-8"))["of"]
    assert told["case"] == store.info().id
    assert told["head"] == store.info().head
    assert (told["recorded_until"], told["as_of"]) == (7, "2024-05-08")
    assert told["filter"] == {"countries": ["CD"], "first": "2021-05-01"}
    assert (told["rules"]["name"], told["shared"]) == ("deadly", True)
    assert "200 characters" in told["policy"]
    assert "10 km" in told["policy"]
    assert told["counts"] == {"reports": 6, "events": 5, "claims": 4}
    assert told["gazetteers"] == ["none 0"]
    assert "Codername" not in json.dumps(told)
    earlier = material_of_case(store, as_of=2).told
    assert (earlier["recorded_until"], earlier["counts"]["reports"]) == (2, 2)
    assert earlier["head"] != told["head"]


def test_an_export_begun_holds_to_its_state_of_the_case(store: Store) -> None:
    material = material_of_case(store)
    judged(store, "reject", "report", next(s.report for s in store.readings()))
    store.add([entry_of(replace_text(courier()), "later.txt")])
    assert len(list(material.dossiers())) == 6
    assert all(e.included for e in material.events())
    assert len(dossiers(store)) == 6  # one rejected, one new


def replace_text(told: Told) -> Dossier:
    other = Told("Later the ADF attacked Beni, fiction.", "Congo Post", "2021-05-20")
    other.attack("attacked Beni", "Beni", "2021-05-19")
    assert other.document.id != told.document.id
    return other.dossier()


def test_an_empty_case_has_nothing_to_export(tmp_path: Path) -> None:
    store = create_case_store(tmp_path / "empty.dateline")
    material = material_of_case(store)
    found: list[list[CodedEvent]] = [list(material.events())]
    assert found == [[]]
    assert not [*material.dossiers(), *material.held(), *material.relations(), *material.decisions()]
    assert material.told["counts"] == {"reports": 0, "events": 0, "claims": 0}
    store.close()
