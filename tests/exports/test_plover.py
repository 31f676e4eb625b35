"""PLOVER records: valid by the schema of the manual's tables, true to the words, honest about what did not happen.

Places are real; happenings and persons are invented.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.case.views.filter import filter_of
from dateline.codebook.tables import plover_contexts, plover_types
from dateline.exports.coded import CodedEvent, Dated
from dateline.exports.format import format_named
from dateline.exports.formats.plover import FIELDS, line_of, record_of
from dateline.exports.formats.plover_asked import UNPLACED
from dateline.exports.formats.plover_deeds import (
    BY_REPORT,
    DOUBTED,
    EXCLUDED,
    NO_CONTEXT,
    NO_DATE,
    NO_MODE,
    NO_RECIPIENT,
    ONE_END,
    ROUNDED,
    SAID,
    TURNED,
    UNNAMED,
    deed_of,
)
from dateline.exports.formats.plover_sayings import NO_SPEAKER, sayings
from dateline.exports.formats.plover_schema import plover_schema, published
from dateline.exports.losses import Losses
from dateline.exports.material import Material, material_of
from dateline.exports.writing import write_export
from dateline.model.dossier import Dossier
from dateline.model.ids import record_id
from dateline.model.origin import by_rule
from dateline.model.records import Actor, Claim, Source
from dateline.model.values import When
from dateline.model.vocabulary import ActorKind, EventStatus, PlaceKind, Plover, Precision, Role, SourceKind, Stance
from dateline.protect.policy import Policy, Shown
from dateline.protect.view import show
from tests.exports.coded_samples import ARMY, MALAKAL, REED, cited, coded_event, number, party

VALID = jsonschema.Draft202012Validator(plover_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


def record(event: CodedEvent, text: str | None = None) -> tuple[dict[str, Any], Losses]:
    """The record of an event as it is read back from its line, and what it lost."""
    losses = Losses()
    deed = deed_of(event, losses)
    assert deed is not None, losses.summary()
    made = json.loads(line_of(record_of(deed, text, losses)))
    VALID.validate(made)
    return made, losses


def reasons(losses: Losses) -> set[tuple[str, str, str]]:
    return set(losses.counts)


def refused(event: CodedEvent) -> str:
    """Why an event is left out."""
    losses = Losses()
    assert deed_of(event, losses) is None
    ((kind, field, reason),) = losses.counts
    assert (kind, field) == ("left out", "")
    return reason


def test_the_schema_in_the_package_is_the_one_that_the_tables_make() -> None:
    assert published() == plover_schema(), "run: python scripts/build_plover_schema.py"
    jsonschema.Draft202012Validator.check_schema(published())


@pytest.mark.parametrize(
    "slip",
    [
        {"event": ["DEMAND"]},  # a name of earlier versions
        {"event": []},
        {"event": "ASSAULT"},
        {"actor": []},
        {"actor": [{}]},
        {"actor": [{"code": "JAP"}]},
        {"actor": [{"code": "SSD", "sector": "INS"}]},
        {"date": "2031-5-6"},
        {"date": "2031-13-40"},
        {"mode": ["sideAB"]},  # struck out of 2.0
        {"mode": ["demo"]},
        {"context": ["war"]},
        {"quad_code": 3},
        {"event_scale": 11},
        {"event": ["AID"], "mode": [], "quad_code": 2, "recipient": []},
        {"event_loc": {"lat": 91}},
        {"event_loc": {"resolution": 6}},
        {"text_info": {"start": -1}},
    ],
)
def test_the_schema_refuses_what_the_manual_does_not_have(slip: dict[str, Any]) -> None:
    good, _ = record(coded_event())
    assert not VALID.is_valid({**good, **slip})


@pytest.mark.parametrize("needed", ["id", "date", "actor", "event"])
def test_the_schema_refuses_a_record_without_what_is_required(needed: str) -> None:
    good, _ = record(coded_event())
    del good[needed]
    assert not VALID.is_valid(good)


def test_a_record_of_somebody_else_with_fields_of_his_own_is_valid() -> None:
    VALID.validate(
        {"id": "PHOXv1-20160724-0042", "date": "2016-07-24", "actor": [{"code": "USA"}], "recipient": [{"code": "CAN"}],
         "event": ["CONSULT", "AGREE"], "mode": ["visit"], "size": {"dead": "10-25"}, "weather": "fair"}
    )  # fmt: skip


def test_an_event_says_who_did_what_to_whom_where_and_when() -> None:
    made, losses = record(coded_event())
    assert made["actor"] == [{"sector": "REB", "entity_text": "Reed Front"}]
    assert made["recipient"] == [{"code": "SSD", "sector": "MIL", "entity_text": "South Sudan army"}]
    assert (made["event"], made["mode"], made["quad_code"], made["event_scale"]) == (["ASSAULT"], ["firearms"], 4, -9.0)
    assert (made["date"], "enddate" in made, made["context"]) == ("2031-05-06", False, ["military"])
    assert made["event_loc"] == {
        "extracted_place": "near Malakal", "resolved_place": "Malakal", "geonameid": 363885, "lat": 9.53342,
        "lon": 31.66049, "city": "Malakal", "province": "Upper Nile", "country": "South Sudan", "country_code": "SSD",
        "feature_class": "P", "feature_code": "PPL", "resolution": 3,
    }  # fmt: skip
    assert made["size"] == {"dead": 4}
    assert made["comment"] == "when: “on Tuesday”; killed: at least 4"
    assert made["cite_info"]["publication"] == "Nile Wire"
    assert made["dateline"]["dead"] == {"low": 4, "best": 4, "hedge": "at least"}
    assert reasons(losses) == {("changed", "size.dead", ROUNDED)}
    assert [name for name in FIELDS if name in made] == list(made)


def test_a_stretch_of_days_has_two_ends_and_its_words() -> None:
    made, _ = record(coded_event(when=Dated("2031-04-01", "2031-04-10", "range", None, "early April")))
    assert (made["date"], made["enddate"]) == ("2031-04-01", "2031-04-10")
    assert "when: “early April”" in made["comment"]
    assert made["dateline"]["when"]["precision"] == "range"


@pytest.mark.parametrize(("start", "end"), [(None, "2031-05-06"), ("2031-05-06", None)])
def test_one_end_of_a_time_is_the_day_and_told_to_be_no_more(start: str | None, end: str | None) -> None:
    made, losses = record(coded_event(when=Dated(start, end, "range", None, "since Tuesday")))
    assert made["date"] == "2031-05-06"
    assert "enddate" not in made
    assert ("changed", "date", ONE_END) in reasons(losses)


def test_a_stretch_whose_ends_are_the_wrong_way_round_keeps_its_first_day() -> None:
    made, _ = record(coded_event(when=Dated("2031-05-06", "2031-05-01", "range", None, None)))
    assert made["date"] == "2031-05-06"
    assert "enddate" not in made


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"when": None}, NO_DATE),
        ({"when": Dated(None, None, "unknown", None, "some time ago")}, NO_DATE),
        ({"when": None, "status": "denied"}, NO_DATE),
        ({"included": False}, EXCLUDED),
        ({"status": "planned", "cited": (cited(act="REQUEST"),)}, SAID),
        ({"status": "ongoing", "when": None, "cited": (cited(published=None),)}, NO_DATE),
        ({"status": "ongoing", "when": None, "cited": (cited(published="2031-05"),)}, NO_DATE),
        ({"plover": "AID", "mode": None, "parties": (REED,)}, NO_RECIPIENT),
        ({"plover": "SANCTION", "mode": None, "parties": (REED,)}, NO_RECIPIENT),
        ({"plover": "COOPERATE", "mode": None, "parties": (replace(REED, role="side_a"),)}, NO_RECIPIENT),
    ],
)
def test_what_plover_has_no_place_for_is_left_out_with_the_reason(more: dict[str, Any], reason: str) -> None:
    assert refused(coded_event(**more)) == reason


@pytest.mark.parametrize("more", [{"status": "ongoing", "when": None}, {"status": "planned"}])
def test_what_goes_on_or_is_announced_has_the_day_of_the_telling(more: dict[str, Any]) -> None:
    made, losses = record(coded_event(**more))
    assert made["date"] == "2031-05-07"
    assert ("changed", "date", BY_REPORT) in reasons(losses)


def test_the_day_of_saying_goes_before_the_day_of_the_report() -> None:
    made, _ = record(coded_event(status="planned", cited=(cited(said="2031-05-05"),)))
    assert made["date"] == "2031-05-05"


@pytest.mark.parametrize(
    ("status", "type_", "auxiliary"),
    [
        ("happened", "ASSAULT", None), ("ongoing", "ASSAULT", None), ("alleged", "ASSAULT", None),
        ("planned", "THREATEN", None), ("possible", "ASSAULT", "hypothetical"), ("denied", "ASSAULT", "negation"),
    ],
)  # fmt: skip
def test_what_did_not_happen_is_told_among_the_contexts_or_by_the_type(
    status: EventStatus, type_: str, auxiliary: str | None
) -> None:
    made, losses = record(coded_event(status=status))
    assert made["event"] == [type_]
    assert made["context"] == ["military", *([auxiliary] if auxiliary else [])]
    assert made["dateline"]["status"] == status
    assert (("changed", "event", TURNED) in reasons(losses)) == (type_ != "ASSAULT")
    assert (("changed", "status", DOUBTED) in reasons(losses)) == (status == "alleged")


@pytest.mark.parametrize(
    ("last", "historical"), [("2030-01-31", True), ("2031-02-05", True), ("2031-02-06", False), ("2031-05-06", False)]
)
def test_what_ended_more_than_ninety_days_before_its_first_report_is_background(last: str, *, historical: bool) -> None:
    made, _ = record(coded_event(when=Dated("2030-01-01", last, "range", None, None)))
    assert ("historical" in made["context"]) == historical


def test_an_event_that_one_report_told_in_time_is_no_background() -> None:
    voices = (cited(published="2033-01-01"), cited(published="2031-05-07"))
    assert "historical" not in record(coded_event(cited=voices))[0]["context"]


def test_two_sides_of_a_fight_are_both_actors() -> None:
    made, _ = record(coded_event(parties=(replace(REED, role="side_a"), replace(ARMY, role="side_b"))))
    assert [e["entity_text"] for e in made["actor"]] == ["Reed Front", "South Sudan army"]
    assert "recipient" not in made


def test_the_second_side_of_a_cooperation_is_its_recipient() -> None:
    sides = (replace(REED, role="side_a"), replace(ARMY, role="side_b"))
    made, _ = record(coded_event(plover="COOPERATE", mode=None, parties=sides))
    assert [e["entity_text"] for e in made["actor"]] == ["Reed Front"]
    assert [e["entity_text"] for e in made["recipient"]] == ["South Sudan army"]


def test_where_nobody_is_named_as_the_doer_plover_has_a_sector() -> None:
    made, losses = record(coded_event(parties=(ARMY,)))
    assert made["actor"] == [{"sector": "UNK"}]
    assert ("changed", "actor", UNNAMED) in reasons(losses)


def test_an_associate_stands_in_our_own_field() -> None:
    made, _ = record(coded_event(parties=(REED, ARMY, party("Uganda", "state", "associate", "UG"))))
    assert made["dateline"]["associate"] == [{"code": "UGA", "entity_text": "Uganda"}]


@pytest.mark.parametrize(
    ("name", "kind", "country", "key", "code", "sector"),
    [
        ("Uganda", "state", "UG", "uganda", "UGA", None),
        ("the army", "military", "SS", "name:the army", "SSD", "MIL"),
        ("gunmen", "other", None, "name:gunmen", None, "UAF"),
        ("gunmen of the Reed Front", "rebel group", "SS", "name:x", "SSD", "REB"),
        ("a court in Juba", "government", "SS", "name:x", "SSD", "GOV"),
        ("parliament", "government", "SS", "name:parliament", "SSD", "LEG"),
        ("refugees", "civilians", None, "name:refugees", None, "REF"),
        ("UN Mission in South Sudan", "international organisation", None, "un-mission-in-south-sudan", "UNO", None),
        ("European Parliament", "international organisation", None, "european-parliament", "EUR", None),
        ("African Union", "international organisation", None, "african-union", "IGO", None),
        ("Example Relief", "ngo", None, "name:example relief", "NGO", "SOC"),
        ("Example Relief", "ngo", "KE", "name:example relief", "KEN", "SOC"),
        ("Kosovo", "state", "XK", "kosovo", "KOS", None),
        ("Réunion police", "police", "RE", "name:x", "FRA", "COP"),
        ("front of the sands", "rebel group", "EH", "name:x", "MAR", "REBPRE"),
        ("a thing", "other", "ZZ", "name:x", None, None),
    ],
)  # fmt: skip
def test_actors_are_coded_by_country_body_and_sector(
    name: str, kind: str, country: str | None, key: str, code: str | None, sector: str | None
) -> None:
    made, _ = record(coded_event(parties=(replace(party(name, kind, "actor", country), key=key), ARMY)))
    (actor,) = made["actor"]
    assert (actor.get("code"), actor.get("sector"), actor["entity_text"]) == (code, sector, name)
    assert actor.get("identifier_text") == (None if key.startswith("name:") else key)


def test_modes_and_contexts_that_plover_does_not_have_are_told() -> None:
    made, losses = record(coded_event(mode="sorcery", contexts=("military", "weather")))
    assert "mode" not in made
    assert made["context"] == ["military"]
    assert {("dropped", "mode", NO_MODE), ("dropped", "context", NO_CONTEXT)} <= reasons(losses)


@pytest.mark.parametrize(
    ("deaths", "dead", "rounded"),
    [
        (number(4, 4, 4), 4, False),
        (number(0, 0, 0), 0, False),
        (number(3, None, None, hedge="several"), 3, True),
        (number(None, None, 50, hedge="at most"), 50, True),
        (number(10, 12, 15, hedge="about"), 12, True),
        (number(None, None, None, hedge="heavy"), None, False),
    ],
)
def test_a_toll_is_one_number_and_its_bounds_stay(deaths: Any, dead: int | None, *, rounded: bool) -> None:
    made, losses = record(coded_event(deaths=deaths, deaths_shown="so many"))
    assert made.get("size", {}).get("dead") == dead
    assert made["dateline"]["dead"]["hedge"] == deaths.hedge
    assert "killed: so many" in made["comment"]
    assert (("changed", "size.dead", ROUNDED) in reasons(losses)) == rounded


REPORT = (
    "JUBA — The army accused the Reed Front of shelling Malakal. The Reed Front said it might recognise the council. "
    "A video said that Kodok had fallen.\n"
)
"""Fiction on real geography."""


@pytest.fixture
def speaking(dossier: Dossier) -> Dossier:
    """A report whose sayings are acts: an accusation of the Reed Front by the army, a recognition that may come, a
    claim of a video."""
    from dateline.readers.text import read_text

    document = replace(read_text(REPORT, published="2031-05-07"), outlet="Nile Wire")

    def words(quote: str) -> Any:
        start = REPORT.index(quote)
        return document.evidence(start, start + len(quote))

    def id_(kind: str, quote: str) -> str:
        return record_id(document.source_sha256, kind, "", [words(quote)])

    origin = by_rule("by hand")
    army = Actor(id_("actor", "The army"), "army", (), "military", "SS", None, {}, (words("The army"),), origin)
    reed = Actor(
        id_("actor", "Reed Front"), "Reed Front", (), "rebel group", None, None, {}, (words("Reed Front"),), origin
    )

    def source(quote: str, kind: SourceKind, affiliation: str | None) -> Source:
        return Source(
            id_("source", quote), kind, None, quote, affiliation, None, None, False, (words(quote),), origin
        )  # fmt: skip

    def claim(by: str, content: str, stance: Stance, act: Plover, said: When | None, to: str | None = None) -> Claim:
        return Claim(
            id_("claim", content), id_("source", by), (), None, None, (words(content),), False, stance, said, act, to,
            origin,
        )  # fmt: skip

    sources = (
        source("The army", "organisation", army.id),
        source("The Reed Front", "organisation", reed.id),
        source("A video", "document", None),
    )
    said = When("on Monday", "2031-05-05", "2031-05-05", "day", None, (words("JUBA"),))
    nothing: dict[str, Any] = dict.fromkeys(
        ("places", "events", "victims", "relations", "control", "amounts", "media", "findings"), ()
    )
    claims = (
        claim("The army", "shelling Malakal", "alleged", "ACCUSE", said, reed.id),
        claim("The Reed Front", "it might recognise the council", "possible", "SUPPORT", None),
        claim("A video", "Kodok had fallen", "asserted", "ACCUSE", None),
    )
    return replace(dossier, document=document, actors=(army, reed), sources=sources, claims=claims, **nothing)


def test_sayings_that_are_acts_are_events_of_who_says_it_to_whom(speaking: Dossier) -> None:
    losses = Losses()
    made = [json.loads(line_of(record_of(d, REPORT, losses))) for d in sayings(speaking, losses)]
    for one in made:
        VALID.validate(one)
        assert REPORT[one["text_info"]["start"] : one["text_info"]["end"]] == one["text"]
    accused, recognised = made
    assert accused["event"] == ["ACCUSE"]
    assert accused["actor"] == [{"code": "SSD", "sector": "MIL", "entity_text": "army"}]
    assert accused["recipient"] == [{"sector": "REB", "entity_text": "Reed Front"}]
    assert (accused["date"], accused["text"], "context" in accused) == ("2031-05-05", "shelling Malakal", False)
    assert (recognised["event"], recognised["context"]) == (["SUPPORT"], ["hypothetical"])
    assert recognised["date"] == "2031-05-07"
    assert reasons(losses) == {("left out", "", NO_SPEAKER)}


def lines(material: Material, folder: Path) -> list[dict[str, Any]]:
    path = write_export(format_named("plover"), material, folder / "events.jsonl").path
    return [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]


def test_a_day_that_is_only_the_reports_is_told(speaking: Dossier, tmp_path: Path) -> None:
    made = write_export(format_named("plover"), material_of("x", lambda: iter([show(speaking)])), tmp_path / "x.jsonl")
    assert made.losses.counts["changed", "date", BY_REPORT] == 1


@pytest.mark.parametrize(
    ("asked", "types"),
    [
        ({}, ["ACCUSE", "SUPPORT"]),
        ({"type": "ACCUSE"}, ["ACCUSE"]),
        ({"type": "Battles"}, []),
        ({"actor": "reed"}, ["ACCUSE", "SUPPORT"]),
        ({"actor": "army"}, ["ACCUSE"]),
        ({"source": "army"}, ["ACCUSE"]),
        ({"to": "2031-05-06"}, ["ACCUSE"]),
        ({"from": "2031-05-06"}, ["SUPPORT"]),
        ({"outlet": "nile wire"}, ["ACCUSE", "SUPPORT"]),
        ({"outlet": "Delta Wire"}, []),
        ({"country": "SS"}, []),
        ({"status": "happened"}, []),
    ],
)
def test_a_case_that_is_asked_for_a_part_gives_the_sayings_that_fit(
    speaking: Dossier, tmp_path: Path, asked: dict[str, str], types: list[str]
) -> None:
    only = filter_of(**asked)
    material = replace(material_of("x", lambda: iter([show(speaking)])), only=only if only.asks else None)
    written = write_export(format_named("plover"), material, tmp_path / "x.jsonl")
    made = [json.loads(line) for line in written.path.read_text("utf-8").splitlines()]
    assert [m["event"][0] for m in made] == types
    assert (written.losses.counts["left out", "", UNPLACED] == 2) == bool({"country", "status"} & set(asked))


@pytest.mark.parametrize("policy", [Policy(), Policy(quote=60)])
def test_offsets_quote_the_text_of_the_report_as_it_may_be_seen(
    rich: Shown, speaking: Dossier, tmp_path: Path, policy: Policy
) -> None:
    views = [show(rich.dossier, policy), show(speaking, policy)]
    texts = {v.dossier.document.id: v.dossier.document.text for v in views}
    made = lines(material_of("reports", lambda: iter(views)), tmp_path)
    assert {tuple(m["event"]) for m in made} == {("ASSAULT",), ("ACCUSE",), ("SUPPORT",)}
    for one in made:
        VALID.validate(one)
        text = texts[one["cite_info"]["citation"]]
        assert text[one["text_info"]["start"] : one["text_info"]["end"]] == one["text"]
        for voice in one["dateline"].get("voices", ()):
            assert 0 <= voice["start"] < voice["end"] <= len(text)


def test_the_whole_text_of_a_report_is_in_no_record(rich: Shown, tmp_path: Path) -> None:
    made = lines(material_of("report", lambda: iter([rich])), tmp_path)
    assert not [m for m in made if "text_story" in m["text_info"] or m["text"] == rich.dossier.document.text]


HOSTILE = ('"}\n{"id":"x"', "\u2028line", "a\r\nb", "\u202eevil", "\x00", "\ud800", "\ufeff", "</script>", "\U000e0041")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_record_stays_one_line_and_comes_back_as_it_was(name: str) -> None:
    event = coded_event(parties=(party(name, "other", "actor"), ARMY), outcome=name)
    losses = Losses()
    deed = deed_of(event, losses)
    assert deed is not None
    line = line_of(record_of(deed, None, losses))
    line.encode("utf-8")
    assert line.splitlines() == [line[:-1]]
    assert not set(line) & set("\u2028\u202e\x00\ufeff\ud800\U000e0041")
    assert json.loads(line)["actor"][0]["entity_text"] == name
    assert json.loads(line)["dateline"]["outcome"] == name


def _days() -> st.SearchStrategy[Dated | None]:
    day = st.dates().map(lambda d: d.isoformat())
    return st.none() | st.builds(
        Dated, st.none() | day, st.none() | day, st.sampled_from(get_args(Precision)), st.none(), st.none() | st.text()
    )


def _events() -> st.SearchStrategy[CodedEvent]:
    parties = st.builds(
        party, st.text(min_size=1), st.sampled_from(get_args(ActorKind)), st.sampled_from(get_args(Role)),
        st.sampled_from(["SS", "XK", "EH", "RE", "ZZ", None]),
    )  # fmt: skip
    some = st.none() | st.integers(0, 10**6).map(float)
    return st.builds(
        lambda type_, mode, **more: coded_event(plover=type_, mode=mode, **more),
        st.sampled_from(get_args(Plover)),
        st.none() | st.sampled_from(sorted({m for t in plover_types().values() for m in t.modes})),
        contexts=st.lists(st.sampled_from([*plover_contexts(), "weather"]), max_size=4).map(tuple),
        status=st.sampled_from(get_args(EventStatus)),
        when=_days(),
        where=st.none() | st.sampled_from(get_args(PlaceKind)).map(lambda kind: replace(MALAKAL, kind=kind)),
        parties=st.lists(parties, max_size=4).map(tuple),
        deaths=st.none() | st.builds(number, some, some, some),
        cited=st.lists(st.builds(cited, published=st.sampled_from([None, "2031-05-07"])), max_size=2).map(tuple),
        outcome=st.none() | st.text(),
    )  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_events())
def test_whatever_event_it_is_its_record_is_valid_or_it_is_told_why_there_is_none(event: CodedEvent) -> None:
    losses = Losses()
    deed = deed_of(event, losses)
    if deed is None:
        assert [kind for kind, _, _ in losses.counts] == ["left out"]
        return
    line = line_of(record_of(deed, None, losses))
    assert line.count("\n") == 1
    VALID.validate(json.loads(line))


def test_it_streams_as_many_events_as_there_are(tmp_path: Path) -> None:
    read: list[int] = []

    def events() -> Iterator[CodedEvent]:
        for n in range(300):
            read.append(n)
            yield coded_event(id=f"hap-{n:012x}")

    def nothing() -> Iterator[Any]:
        return iter(())

    seen: list[tuple[int, int]] = []
    told: Callable[[int], None] = lambda n: seen.append((n, len(read)))  # noqa: E731 - what is read so far, a record
    written = write_export(
        format_named("plover"), Material("case", "x", events, nothing, nothing, nothing), tmp_path / "x.jsonl", told
    )
    assert written.records == 300
    assert all(n == so_far for n, so_far in seen)
