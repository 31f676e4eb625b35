"""What a view shows and hides, with canaries in every field that can hold words. Persons and events are invented."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from dateline.errors import SettingsError
from dateline.model.document import DatelineMark, Section, SourceFile, SourceSpan
from dateline.model.dossier import Dossier
from dateline.model.integrity import LISTS, faults
from dateline.model.origin import by_rule
from dateline.model.records import (
    Amount,
    Casualties,
    Control,
    Finding,
    Media,
    Participant,
    Phrase,
    Relation,
    Rival,
    Target,
    Where,
)
from dateline.model.schema import dossier_from_json, dossier_to_dict, dossier_to_json, json_schema
from dateline.model.values import When
from dateline.protect import OWNER, SHARED, Policy, show
from dateline.protect.folding import tokens
from dateline.protect.gate import LeakError

MADE = by_rule("by hand")
TEXT = """Midwife Amal Garang tells of shells on Kodok

KODOK, 5 May 2021 (Nile Wire) — “They shelled the ward,” said Amal Garang, a midwife in the maternity ward at Kodok \
hospital, who asked that her name not be published. She can be reached at +211 912 345 678 or amal.g@example.org.

The River Guard shelled Kodok on Tuesday, killing 12 civilians, the midwife said. “My brother Deng was killed in our \
house,” Garang added. Two midwives fled to Malakal, where the army holds the airport. Ann Example, 34, was killed.

A picture of the ward, taken by Amal Garang in May.

“I saw 40 trucks,” she said. The camp lies at 9.8912, 32.1167.
"""
SECRETS = [
    "garang",
    "amal",
    "midwife",
    "midwives",
    "maternity",
    "912 345",
    "amal.g",
    "@example.org",
    "my brother",
    "deng",
    "our house",
]
POLICIES = [Policy(), SHARED, Policy(key=b"the secret of a case"), Policy(coarsen_km=25.0), Policy(quote=60)]


def planted(report) -> Dossier:
    """A dossier with the secrets in every field that holds words."""
    r = report(TEXT, url="https://nile.example/2021/05/amal-garang-tells", byline=("A Writer", "Amal Garang"))
    amal = r.source(
        "Amal Garang",
        "Garang",
        name="Amal Garang",
        role="a midwife in the maternity ward at Kodok hospital",
        anonymity="asked that her name not be published",
    )
    she = r.at("she said").start
    r.records["sources"][0] = replace(
        r.records["sources"][0], mentions=(r.at("Amal Garang", 1), r.at("Garang", 2), r.document.evidence(she, she + 3))
    )
    narrator = r.narrator()
    first = r.claim(amal, "They shelled the ward", cue="said")
    self_told = r.claim(amal, "My brother Deng was killed in our house", cue="added")
    r.claim(narrator, "The River Guard shelled Kodok on Tuesday, killing 12 civilians", quoted=False)
    guard = r.actor("River Guard", kind="militia")
    person = r.actor("Amal Garang", aliases=("Garang", "midwife"), part_of=guard, catalogue={"key": "p:amal garang"})
    brother = r.actor("My brother Deng", aliases=("Deng",))
    army = r.actor("army", kind="military")
    kodok = r.place("Kodok", basis="told by Amal Garang")
    ward = r.place("maternity ward", kind="facility")
    camp = r.place("The camp", kind="area", lat=9.8912, lon=32.1167)
    shelling = r.event("The River Guard shelled Kodok on Tuesday, killing 12 civilians")
    e = r.records["events"][0]
    tuesday = When("Tuesday, as Amal Garang said", "2021-05-04", "2021-05-04", "day", "stated", (r.at("Tuesday"),))
    r.records["events"][0] = replace(
        e,
        who=(Participant("actor", guard, (first,), (r.at("River Guard"),)),),
        where=Where(kodok, (first,), (r.at("shelled Kodok"),)),
        when=tuesday,
        deaths=(Casualties("civilians", 12, 12, 12, "exact", (first,), (r.at("12 civilians"),)),),
        targets=(Target("hospital", ward, (r.at("the ward"),)),),
        means=(Phrase("shells, says Amal Garang", (r.at("shelled"),)),),
        outcome=Phrase("My brother Deng was killed", (r.at("My brother Deng was killed"),)),
        rivals=(Rival("where", "the house of Amal Garang", (self_told,), (r.at("Kodok"),)),),
    )
    killed = r.event("My brother Deng was killed")
    r.records["events"][1] = replace(
        r.records["events"][1],
        who=(Participant("recipient", brother, (self_told,), (r.at("My brother Deng"),)),),
        deaths=(Casualties(brother, 1, 1, 1, "exact", (self_told,), (r.at("My brother Deng"),)),),
        targets=(Target("home", None, (r.at("our house"),)),),
        parent=shelling,
    )
    r.victim("Deng", event=killed)
    r.victim("Ann Example", protect=True, event=killed)
    r.add(
        "relations",
        Relation("relation-1", person, "role_in", army, None, (), (r.at("said Amal Garang, a midwife"),), MADE),
    )
    r.add(
        "control",
        Control(
            "control-1",
            r.place("airport", kind="airport"),
            army,
            "controls",
            "all of it, said Garang",
            tuesday,
            (),
            (r.at("the army holds"),),
            MADE,
        ),
    )
    r.add(
        "amounts",
        Amount(
            "amount-1",
            "vehicles",
            "trucks of Amal Garang",
            None,
            None,
            40,
            "exact",
            ward,
            (),
            (r.at("40 trucks"),),
            MADE,
        ),
    )
    r.add(
        "media",
        Media("media-1", "photo", "Amal Garang", None, ward, (killed,), (r.at("A picture of the ward"),), MADE),
    )
    message = "Kodok lies 64.1 km from the camp, not 40, says Amal Garang, midwife (+211 912 345 678)."
    figures = {
        "stated_km": 40,
        "computed_km": 64.1,
        "origins": [{"place": "house of Amal Garang"}],
        "computed_bearing": 77.7,
    }
    r.add(
        "findings",
        Finding(
            "finding-1", "distance", "disagrees", "warning", message, figures, (camp,), (r.at("The camp lies"),), MADE
        ),
    )
    r.add(
        "findings",
        Finding("finding-2", "distance", "disagrees", "warning", message, {}, (ward,), (r.at("The camp lies"),), MADE),
    )
    made = r.dossier(
        title="Midwife Amal Garang tells of shells on Kodok",
        outlet="Friends of Amal Garang",
        dateline=DatelineMark("house of Garang", "KODOK, by Amal Garang"),
    )
    settings = {"note": "call amal.g@example.org", "by": ["Amal Garang"]}
    whole: Dossier = replace(made, receipt=replace(made.receipt, settings=settings))
    return whole


def test_the_planted_dossier_is_sound(report) -> None:
    assert faults(planted(report)) == []


@pytest.mark.parametrize("policy", POLICIES, ids=lambda p: f"{p.quote} {p.coarsen_km} {p.key is not None}")
def test_no_canary_survives_in_any_field(report, policy: Policy) -> None:
    view = show(planted(report), policy).dossier
    plain = dossier_to_json(view).casefold()
    assert [secret for secret in SECRETS if secret in plain] == []
    assert "ann example" not in plain


@pytest.mark.parametrize("policy", [*POLICIES, OWNER], ids=lambda p: f"{p.quote} {p.coarsen_km} {p.reveal}")
def test_a_view_is_a_valid_dossier(report, policy: Policy) -> None:
    view = show(planted(report), policy).dossier
    assert faults(view) == []
    Draft202012Validator(json_schema()).validate(dossier_to_dict(view))
    assert dossier_from_json(dossier_to_json(view)) == view


def test_ids_do_not_move(report) -> None:
    before, after = planted(report), show(planted(report), SHARED).dossier
    for name in LISTS:
        old, new = [r.id for r in getattr(before, name)], [r.id for r in getattr(after, name)]
        assert [i for i in old if i in new] == new
    assert [c.id for c in after.claims] == [c.id for c in before.claims]
    assert [s.id for s in after.sources] == [s.id for s in before.sources]


def test_everything_survives_for_the_owner(report) -> None:
    dossier = planted(report)
    shown = show(dossier, OWNER)
    assert shown.dossier == dossier
    assert shown.redactions == ()
    assert [s for s in SECRETS if s not in dossier_to_json(shown.dossier).casefold()] == []


def test_the_text_tells_what_was_hidden_where_it_stood(report) -> None:
    text = show(planted(report)).dossier.document.text
    assert "“They shelled the ward,” said [source A], who asked that her name not be published." in text
    assert text.startswith("[source A, medical worker] tells of shells on Kodok")
    assert "She can be reached at [contact] or [contact]." in text
    assert (
        "killing 12 civilians, [source A] said. “[words withheld],” [source A] added. Two [medical workers] fled"
        in text
    )
    assert "[name withheld], 34, was killed." in text


def test_the_source_record_keeps_a_broad_role_and_its_mentions(report) -> None:
    source = show(planted(report)).dossier.sources[0]
    assert (source.kind, source.name, source.role, source.affiliation) == ("anonymous", None, "medical worker", None)
    assert source.description == "source A, a medical worker"
    assert [m.quote for m in source.mentions] == ["[source A]", "[source A]", "she"]
    assert source.anonymity is not None
    assert source.anonymity.evidence[0].quote == "asked that her name not be published"


def test_the_actor_record_of_the_same_person_is_masked(report) -> None:
    actor = next(a for a in show(planted(report)).dossier.actors if a.name == "source A")
    assert (actor.aliases, actor.part_of, actor.catalogue, actor.kind) == ((), None, {}, "person")


def test_what_only_hidden_words_tell_of_goes_with_them(report) -> None:
    dossier = show(planted(report)).dossier
    assert {p.name for p in dossier.places} == {"Kodok", "airport", "The camp"}
    assert {a.name for a in dossier.actors} == {"River Guard", "source A", "army"}
    assert [v.name for v in dossier.victims] == ["name withheld"]
    assert dossier.relations == ()
    assert [f.id for f in dossier.findings] == ["finding-1"]
    assert dossier.media[0].where is None
    assert dossier.amounts[0].of is None
    shelling, killed = dossier.events
    assert [w.role for w in shelling.who] == ["actor"]
    assert shelling.outcome is None
    assert (killed.who, killed.deaths, killed.targets) == ((), (), ())
    assert [e.quote for e in killed.evidence] == ["[words withheld]"]
    assert killed.coding.plover == "ASSAULT"


def test_redactions_count_what_was_replaced_without_saying_it(report) -> None:
    shown = show(planted(report))
    counts = {(r.what, r.shown_as): r.count for r in shown.redactions}
    assert counts["contact", "contact"] == 2
    assert counts["words", "words withheld"] == 1
    assert counts["role", "medical workers"] == 1
    assert counts["url", None] == 1
    assert shown.dossier.document.url is None
    told = f"{shown.redactions!r} {shown.policy!r} {shown.gate!r} {shown.labels!r}"
    assert [s for s in SECRETS if s in told.casefold()] == []


def test_the_url_stays_where_it_tells_nothing(report) -> None:
    r = report("Amal Garang spoke.", url="https://nile.example/2021/05/shells-on-kodok")
    r.source("Amal Garang", name="Amal Garang")
    assert show(r.dossier()).dossier.document.url == "https://nile.example/2021/05/shells-on-kodok"


@pytest.mark.parametrize(
    "url",
    [
        "https://nile.example/amal-garang",
        "https://nile.example/AMAL_GARANG.html",
        "https://nile.example/?q=Amal%20Garang",
        "https://nile.example/garang-speaks",
        "https://nile.example/amal-speaks",
        "https://nile.example/%41mal%2dGarang",
        "https://nile.example/amalgarang",
        "https://nile.example/midwife-speaks",
        "https://nile.example/@nilewire",
    ],
)
def test_a_url_that_gives_the_source_away_is_dropped(report, url: str) -> None:
    r = report("Amal Garang spoke.", url=url)
    r.source("Amal Garang", name="Amal Garang", role="midwife")
    assert show(r.dossier()).dossier.document.url is None


def test_the_owner_adds_names_and_phrases(report) -> None:
    r = report("Musa Deng of the blue house by the well met Karim Nur. Deng left. The Blue  House by the Well burned.")
    r.source("Karim Nur", name="Karim Nur", protect=False)
    r.actor("Musa Deng", "Deng")
    policy = Policy(protect=("Musa Deng", "blue house by the well", "Karim Nur"))
    view = show(r.dossier(), policy).dossier
    assert view.document.text == (
        "[name withheld] of the [name withheld] met [source A]. [name withheld] left. The [name withheld] burned."
    )
    assert view.sources[0].protect
    assert view.sources[0].name is None
    assert view.actors[0].name == "name withheld"


def test_the_owner_may_hide_a_place(report) -> None:
    r = report("Shells hit Kodok and Malakal.")
    r.place("Kodok")
    r.place("Malakal")
    r.place("Shells", basis="5 km from Kodok")
    r.records["places"][2] = replace(r.records["places"][2], name="outskirts of Kodok")
    malakal, outskirts = show(r.dossier(), Policy(protect=("Kodok",))).dossier.places
    assert (malakal.name, malakal.lat) == ("Malakal", 9.5)
    assert outskirts.name == "outskirts of [name withheld]"
    assert (outskirts.lat, outskirts.lon, outskirts.geonames_id, outskirts.geometry) == (None, None, None, None)


def test_one_person_in_two_records_is_one_source(report) -> None:
    r = report("Amal Garang spoke on Monday. On Tuesday Dr Garang spoke again. The surgeon left.")
    r.source("Amal Garang", name="Amal Garang", role="surgeon")
    r.source("Dr Garang", name="Garang", protect=False)
    shown = show(r.dossier())
    assert [s.name for s in shown.dossier.sources] == [None, None]
    assert {label for _, label in shown.labels} == {"source A"}
    assert shown.dossier.document.text == (
        "[source A, medical worker] spoke on Monday. On Tuesday [source A] spoke again. [source A] left."
    )


def test_sources_are_lettered_in_the_order_of_their_first_mention(report) -> None:
    r = report("Musa Deng spoke, then Amal Garang.")
    r.source("Amal Garang", name="Amal Garang")
    r.source("Musa Deng", name="Musa Deng")
    assert show(r.dossier()).dossier.document.text == "[source A] spoke, then [source B]."


def test_a_large_force_may_be_named_a_hospital_may_not(report) -> None:
    r = report(
        "An officer of the River Guard spoke. A nurse of Kodok hospital spoke. The River Guard left Kodok hospital."
    )
    guard, clinic = r.actor("River Guard", kind="militia"), r.actor("Kodok hospital", kind="other")
    r.source("An officer of the River Guard", affiliation=guard)
    r.source("A nurse of Kodok hospital", affiliation=clinic)
    officer, nurse = show(r.dossier()).dossier.sources
    assert (officer.role, officer.affiliation) == ("officer", guard)
    assert (nurse.role, nurse.affiliation) == ("medical worker", None)


def test_a_description_goes_as_a_whole_with_its_places_and_dates(report) -> None:
    r = report(
        "A nurse in the maternity ward at Kodok hospital who treated them said that 12 died. The nurse fled. Nurses at "
        "Kodok hospital and the Kodok hospital nurse spoke, so did an interpreter from Malakal. Malakal is quiet."
    )
    r.place("Kodok hospital", kind="facility")
    r.records["places"][0] = replace(r.records["places"][0], mentions=(r.at("Kodok hospital"),))
    r.place("Malakal")
    nurse = r.source("A nurse", "The nurse")
    r.source("an interpreter from Malakal")
    r.claim(nurse, "12 died", quoted=False, cue="said")
    view = show(r.dossier()).dossier
    assert view.document.text == (
        "[source A, medical worker] said that 12 died. [source A] fled. [medical workers] at [place withheld] and the "
        "[source A] spoke, so did [source B, worker]. Malakal is quiet."
    )
    assert [(p.name, len(p.mentions)) for p in view.places] == [("Malakal", 1)]


def test_a_noun_that_others_share_becomes_its_class(report) -> None:
    r = report(
        "A nurse spoke. Ann Nur, a nurse, was killed. The nurse was 34. A nurse and an imam fled; the imam died."
    )
    r.source("A nurse spoke", description="A nurse")
    r.records["sources"][0] = replace(r.records["sources"][0], mentions=(r.at("A nurse"),))
    r.actor("Ann Nur", "a nurse")
    r.source("an imam")
    assert show(r.dossier()).dossier.document.text == (
        "[source A, medical worker] spoke. Ann Nur, a [medical worker], was killed. The [medical worker] was 34. "
        "A [medical worker] and [source B, religious figure] fled; [source B] died."
    )


def test_common_roles_are_left_where_they_do_not_mean_the_source(report) -> None:
    r = report("A resident spoke. Other residents and an official fled. An official spoke, the officials said.")
    r.source("A resident")
    r.source("An official")
    assert show(r.dossier()).dossier.document.text == (
        "[source A, resident] spoke. Other residents and an official fled. [source B, official] spoke, "
        "the officials said."
    )


def test_victims_are_hidden_where_the_dossier_asks_for_it(report) -> None:
    r = report("Ann Nur, 34, and Musa Deng were killed. Nur was buried.")
    r.victim("Ann Nur", protect=True)
    r.victim("Musa Deng")
    r.actor("Ann Nur", "Nur")
    view = show(r.dossier()).dossier
    assert view.document.text == "[name withheld], 34, and Musa Deng were killed. [name withheld] was buried."
    assert [v.name for v in view.victims] == ["name withheld", "Musa Deng"]
    assert view.actors[0].name == "name withheld"


def test_contacts_go_whoever_they_belong_to(report) -> None:
    r = report("Call the ministry at +211 912 345 678.")
    assert show(r.dossier()).dossier.document.text == "Call the ministry at [contact]."
    assert show(r.dossier(), OWNER).dossier.document.text == "Call the ministry at +211 912 345 678."


def test_coordinates_in_the_text_go_with_coarse_places(report) -> None:
    r = report("The camp at 9.8912, 32.1167 was shelled.")
    assert show(r.dossier()).dossier.document.text == "The camp at 9.8912, 32.1167 was shelled."
    assert show(r.dossier(), Policy(coarsen_km=5)).dossier.document.text == "The camp at [coordinates] was shelled."


def test_the_words_of_a_protected_source_stay_unless_they_tell_of_it(report) -> None:
    r = report("“They shelled the ward. My brother died,” said Amal Garang. Musa Nur said: “My brother too.”")
    amal = r.source("Amal Garang", name="Amal Garang")
    musa = r.source("Musa Nur", name="Musa Nur", protect=False)
    r.claim(amal, "They shelled the ward.")
    r.claim(amal, "My brother died")
    r.claim(musa, "My brother too")
    assert show(r.dossier()).dossier.document.text == (
        "“They shelled the ward. [words withheld],” said [source A]. Musa Nur said: “My brother too.”"
    )


@pytest.mark.parametrize(
    "policy",
    [
        Policy(quote=0),
        Policy(coarsen_km=0),
        Policy(coarsen_km=float("nan")),
        Policy(coarsen_km=-1.0),
        Policy(coarsen_km=float("inf")),
    ],
)
def test_policies_without_sense_are_refused(dossier: Dossier, policy: Policy) -> None:
    with pytest.raises(SettingsError, match=r"quote|coarsen_km|protect"):
        show(dossier, policy)


def test_a_leak_stops_the_view(report, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.protect import view

    r = report("Amal Garang spoke.")
    r.source("Amal Garang", name="Amal Garang")
    monkeypatch.setattr(view, "_moved", lambda dossier, shift, finder: dossier)
    with pytest.raises(LeakError, match=r"document\.text") as caught:
        show(r.dossier())
    assert not {"amal", "garang"} & set(tokens(str(caught.value)))


def test_a_view_does_not_tell_where_words_stood_in_the_file(report) -> None:
    r = report("Amal Garang spoke. أمل هنا")
    r.source("Amal Garang", name="Amal Garang")
    size = len(r.document.text)
    file = SourceFile("text/html", "row 3, Amal Garang", None, (SourceSpan(0, size, "page 1", 12),))
    arabic = Section("paragraph", 19, size, "ar")
    made = r.dossier(file=file, sections=(Section("paragraph", 0, 18), arabic))
    document = show(made).dossier.document
    assert document.file == SourceFile("text/html", "row 3, [source A]", None, ())
    assert [(s.kind, s.language) for s in document.sections] == [("paragraph", None), ("paragraph", "ar")]
    assert show(made, OWNER).dossier.document.file == file


def test_a_name_that_is_run_together_with_a_replaced_one_is_found_in_a_second_round(report) -> None:
    r = report("Amal GarangGarang spoke; Garangsaid so.")
    r.source("Amal Garang", name="Amal Garang")
    assert "arang" not in show(r.dossier()).dossier.document.text.replace("Garangsaid", "")


def test_the_sample_of_the_house_shows_valid(dossier: Dossier) -> None:
    for policy in (*POLICIES, OWNER):
        view = show(dossier, policy).dossier
        assert faults(view) == []
        if not policy.reveal:
            assert "nurse" not in json.dumps(dossier_to_dict(view))
            assert re.search(r"\bAnn\b", view.document.text) is None


def test_words_of_the_owner_that_the_report_does_not_hold_are_told_by_their_place(report) -> None:
    r = report("Amal Garang said so. The mill burned.")
    r.source("Amal Garang", name="Amal Garang", protect=False)
    asked = ("Amal Garang", "Musa Example", "the mill", "A. Garang", " ", "Example mill")
    assert show(r.dossier(), Policy(protect=asked)).unmatched == (1, 4, 5)
    assert show(r.dossier(), Policy()).unmatched == ()
