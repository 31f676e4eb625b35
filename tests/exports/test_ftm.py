"""FollowTheMoney: valid by its own model, values that its cleaning leaves alone, notes for the rest. All is fiction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_args

import pytest

from dateline.case.opening import create_case_store
from dateline.case.store.entry import entry_of
from dateline.exports.case_material import material_of_case
from dateline.exports.columns import rows
from dateline.exports.linked.ftm import values
from dateline.exports.linked.ftm.entity import types
from dateline.exports.linked.ftm.graph import actor_kinds, nameless, predicates
from dateline.exports.material import Material
from dateline.model.document import Published, SourceFile
from dateline.model.dossier import Dossier
from dateline.model.records import Relation
from dateline.model.vocabulary import ACTOR_KINDS, EventStatus, Predicate
from dateline.protect.policy import Policy, Shown
from dateline.protect.view import show
from tests.case.views.invented import bunia, courier, post
from tests.exports.coded_samples import coded_event, material_of_events
from tests.exports.linked_samples import HOSTILE, lines, over, reports, told, written

ftm = import_module("followthemoney")
FOURTH = find_spec("followthemoney.statement") is not None
"""Whether the library is of its fourth series: the third has no statements, and links without a source document."""
SINCE_FOURTH = {(schema, "proof") for schema in ("Membership", "Associate", "UnknownLink")}

Entity = dict[str, Any]


def entities(material: Material, folder: Path) -> list[Entity]:
    return lines(written("ftm", folder, material))


def of(found: list[Entity], schema: str, **having: str) -> list[Entity]:
    """Entities of a schema that have these values."""
    return [
        e
        for e in found
        if e["schema"] == schema and all(value in e["properties"].get(prop, []) for prop, value in having.items())
    ]


def faults(found: list[Entity]) -> list[str]:
    """Whatever FollowTheMoney would refuse, change or drop, and references that lead nowhere or to the wrong schema."""
    by_id = {e["id"]: e for e in found}
    wrong = ["an id stands twice"] if len(by_id) != len(found) else []
    for e in found:
        proxy = ftm.model.get_proxy(e)
        try:
            proxy.schema.validate(proxy.to_dict())
        except ftm.exc.InvalidData as exc:
            wrong.append(f"{e['schema']}: {exc.errors}")
        wrong += [f"{e['schema']} has no {p}" for p in proxy.schema.required if not proxy.get(p)]
        for name, kept in e["properties"].items():
            prop = proxy.schema.get(name)
            if prop is None:
                wrong += [] if not FOURTH and (e["schema"], name) in SINCE_FOURTH else [f"{e['schema']}.{name}"]
                continue
            wrong += [f"{name}: {v!r}" for v in kept if prop.type.clean(v, proxy=proxy) != v]
            wrong += [f"{name} is too long" for v in kept if len(v) > (prop.type.max_length or len(v))]
            if prop.type is ftm.types.registry.entity:
                wrong += [f"{name}: {v} is not there" for v in kept if v not in by_id]
                ends = [ftm.model.get(by_id[v]["schema"]) for v in kept if v in by_id]
                wrong += [f"{name}: {s.name}" for s in ends if not s.is_a(prop.range)]
    return wrong


def test_every_entity_is_valid_and_leads_somewhere(dossier: Dossier, rich: Shown, tmp_path: Path) -> None:
    found = entities(reports(dossier, rich.dossier), tmp_path)
    assert faults(found) == []
    schemata = {e["schema"] for e in found}
    assert schemata >= {"Article", "Organization", "PublicBody", "Person", "Event", "UnknownLink", "Mention", "Note"}


def test_the_model_is_seen_to_refuse(dossier: Dossier, tmp_path: Path) -> None:
    found = entities(reports(dossier), tmp_path)
    event = next(e for e in found if e["schema"] == "Event")
    event["properties"] |= {"date": ["on Tuesday"], "involved": ["nobody"], "name": ["a  b"]}
    article = next(e for e in found if e["schema"] == "Article")
    article["properties"]["language"] = ["en"]
    assert len(faults(found)) >= 4


def test_properties_have_the_types_of_the_model() -> None:
    families = {"Actor": "Organization"}
    for column, type_ in types().items():
        schema, prop = column.split(".")
        found = ftm.model.get(families.get(schema, schema)).get(prop)
        if found is None:
            assert not FOURTH
            assert (schema, prop) in SINCE_FOURTH
        else:
            assert found.type.name == type_


def test_every_kind_and_predicate_has_a_place_in_the_model() -> None:
    assert set(actor_kinds()) == set(ACTOR_KINDS)
    assert set(predicates()) == set(get_args(Predicate))
    for schema, topic in actor_kinds().values():
        assert ftm.model.get(schema).is_a("LegalEntity")
        assert not topic or topic in ftm.types.registry.topic.names


def test_an_event_has_its_day_place_and_who_took_part(dossier: Dossier, tmp_path: Path) -> None:
    found = entities(reports(dossier), tmp_path)
    (event,) = of(found, "Event")
    (guard,) = of(found, "Organization", name="River Guard")
    (place,) = of(found, "Address", name="Malakal")
    props = event["properties"]
    assert props["date"] == ["2021-05-04"]
    assert props["location"] == ["Malakal"]
    assert props["addressEntity"] == [place["id"]]
    assert place["properties"]["latitude"] == ["9.53"]
    assert props["involved"] == [guard["id"]]
    assert {dossier.events[0].id, dossier.claims[0].id} <= set(props["recordId"])
    assert event["origin"] == ["dateline/by hand"]
    assert "did it: River Guard" in props["notes"]


def test_numbers_and_words_that_have_no_property_stand_in_notes(dossier: Dossier, tmp_path: Path) -> None:
    made = written("ftm", tmp_path, reports(dossier))
    found = lines(made)
    (event,) = of(found, "Event")
    notes = {
        f"{n['properties']['summary'][0]}: {n['properties']['description'][0]}"
        for n in of(found, "Note", entity=event["id"])
    }
    start = dossier.events[0].evidence[0].start
    for words in (
        "killed: several (3 or more) (low 3; several) of civilians, says a nurse: “several civilians”",
        "killed: in all: several (3 or more) (low 3; ",
        "when: “On Tuesday”; day; relative to publication",
        f"[characters {start} to {start + len(dossier.events[0].evidence[0].quote)}]",
    ):
        assert [n for n in notes if words in n], (words, notes)
    assert ("changed", "the model has no casualties; notes tell them in words and numbers") in told(made)


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ("2021-05-04", "2021-05-04", "day", {"date": ["2021-05-04"]}),
        ("2021-05-01", "2021-05-31", "month", {"date": ["2021-05"]}),
        ("2021-01-01", "2021-12-31", "year", {"date": ["2021"]}),
        ("2021-05-01", "2021-05-10", "range", {"startDate": ["2021-05-01"], "endDate": ["2021-05-10"]}),
        ("2021-05-01", None, "range", {"startDate": ["2021-05-01"]}),
        ("0987-05-01", "0987-05-01", "day", {}),
        (None, None, "unknown", {}),
    ],
)
def test_days_are_as_precise_as_they_are_known(
    dossier: Dossier, tmp_path: Path, start: str | None, end: str | None, precision: Any, expected: dict[str, list[str]]
) -> None:
    event = dossier.events[0]
    assert event.when
    when = replace(event.when, start=start, end=end, precision=precision)
    made = written("ftm", tmp_path, reports(replace(dossier, events=(replace(event, when=when),))))
    (found,) = of(lines(made), "Event")
    assert {k: v for k, v in found["properties"].items() if "date" in k.lower()} == expected
    unread = ("dropped", "FollowTheMoney cannot read the value as what the property holds")
    assert (unread in told(made)) is (start is not None and not expected)


@pytest.mark.parametrize(
    ("status", "name"),
    [
        ("happened", ""),
        ("ongoing", ""),
        ("alleged", "alleged: "),
        ("denied", None),
        ("planned", None),
        ("possible", None),
    ],
)
def test_what_did_not_happen_is_no_event(
    dossier: Dossier, tmp_path: Path, status: EventStatus, name: str | None
) -> None:
    made = written("ftm", tmp_path, reports(replace(dossier, events=(replace(dossier.events[0], status=status),))))
    found = of(lines(made), "Event")
    assert bool(found) is (name is not None)
    assert all(e["properties"]["name"][0].startswith(name or "") for e in found)
    left = ("left out", "the model's Event is what happened; this one is planned, possible or denied")
    assert (left in told(made)) is (name is None)
    assert faults(lines(made)) == []


def test_what_a_case_leaves_out_is_left_out(tmp_path: Path) -> None:
    made = written("ftm", tmp_path, material_of_events(coded_event(included=False, excluded_by="rule")))
    assert lines(made) == []
    assert told(made) == {("left out", "left out by the rules or a decision of the case")}


def test_actors_that_only_a_case_names_are_brought_along(tmp_path: Path) -> None:
    found = entities(material_of_events(coded_event()), tmp_path)
    (made,) = of(found, "Event")
    assert set(made["properties"]["involved"]) <= {e["id"] for e in found}
    assert of(found, "PublicBody", topics="mil")[0]["properties"]["country"] == ["ss"]
    assert not of(found, "Organization", topics="mil")


def test_a_row_of_a_dataset_is_a_document_and_no_article(dossier: Dossier, tmp_path: Path) -> None:
    document = replace(dossier.document, file=SourceFile("text/csv; dataset=ucdp-ged", "row 3"))
    found = entities(reports(replace(dossier, document=document)), tmp_path)
    assert [e["properties"]["mimeType"] for e in of(found, "Document")] == [["text/csv"]]
    assert not of(found, "Article")
    assert faults(found) == []


# --- persons ------------------------------------------------------------------------------------------------------


def test_a_victim_is_a_person_linked_to_the_event(dossier: Dossier, tmp_path: Path) -> None:
    victim = replace(dossier.victims[0], event=dossier.events[0].id, protect=False)
    found = entities(reports(replace(dossier, victims=(victim,))), tmp_path)
    (person,) = of(found, "Person")
    assert person["properties"]["name"] == ["Ann Example"]
    assert person["properties"]["notes"] == ["killed; status: civilian; 34 years old"]
    (event,) = of(found, "Event")
    (link,) = of(found, "UnknownLink", subject=person["id"])
    assert (link["properties"]["object"], link["properties"]["role"]) == ([event["id"]], ["killed"])
    assert faults(found) == []


def test_whoever_is_hidden_is_no_entity_and_in_no_byte(dossier: Dossier, tmp_path: Path) -> None:
    view = show(dossier, Policy(protect=("Ann Example", "River Guard"))).dossier
    for name in ("ftm", "ftm-statements"):
        made = written(name, tmp_path, reports(view))
        held = made.path.read_text("utf-8")
        assert not [w for w in ("Ann Example", "River Guard") if w in held]
        assert ("left out", "who is not named is no entity: others would be matched by the words for him") in told(made)
    named = [n for e in entities(reports(view), tmp_path) for n in e["properties"].get("name", []) if nameless(n)]
    assert named == []
    assert faults(entities(reports(view), tmp_path)) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("name withheld", True), ("source A", True), ("[source K7Q2M]", True), ("a source not to be named", True),
        ("source of the Nile", False), ("River Guard", False), ("Source Water Company", False),
    ],
)  # fmt: skip
def test_names_of_nobody_are_known(name: str, *, expected: bool) -> None:
    assert nameless(name) is expected


@pytest.mark.parametrize(
    ("name", "kind", "key", "expected"),
    [
        ("people", "civilians", "name:people", True), ("Syrians", "civilians", "name:syrians", True),
        ("militants", "rebel group", "name:militants", True), ("owner", "person", "name:owner", True),
        ("Unidentified armed group", "rebel group", "name:unidentified armed group", True),
        ("army", "military", "name:army", False), ("Ann Example", "person", "name:ann example", False),
        ("al-nusra", "rebel group", "al-nusra", False),
    ],
)  # fmt: skip
def test_crowds_and_whoever_is_only_told_what_he_is_are_no_entities(
    name: str, kind: str, key: str, *, expected: bool
) -> None:
    assert nameless(name, kind, key) is expected


# --- links --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kinds", "predicate", "schema"),
    [
        (("militia", "military"), "backs", "UnknownLink"),
        (("militia", "military"), "member_of", "Membership"),
        (("person", "militia"), "role_in", "Membership"),
        (("person", "militia"), "leads", "UnknownLink"),
        (("person", "person"), "opposes", "Associate"),
        (("person", "person"), "member_of", "Associate"),
        (("ngo", "other"), "member_of", "UnknownLink"),
    ],
)
def test_relations_are_the_links_that_the_model_allows(
    dossier: Dossier, tmp_path: Path, kinds: tuple[Any, Any], predicate: Any, schema: str
) -> None:
    one, other = dossier.actors
    actors = (replace(one, kind=kinds[1]), replace(other, kind=kinds[0], name="Hill Army"))
    relation = replace(dossier.relations[0], predicate=predicate)
    found = entities(reports(replace(dossier, actors=actors, relations=(relation,), control=(), events=())), tmp_path)
    assert {e["schema"] for e in found} & {"UnknownLink", "Membership", "Associate"} == {schema}
    assert faults(found) == []


def test_a_link_of_an_actor_with_itself_is_left_out_and_told(dossier: Dossier, tmp_path: Path) -> None:
    one = dossier.actors[0]
    relation: Relation = replace(dossier.relations[0], subject=one.id, object=one.id)
    made = written("ftm", tmp_path, reports(replace(dossier, relations=(relation,), control=())))
    assert not of(lines(made), "UnknownLink")
    assert ("left out", "the two ends of a link are one entity here") in told(made)


def test_part_of_a_group_is_membership_and_holding_a_place_a_link(dossier: Dossier, tmp_path: Path) -> None:
    guard, army = dossier.actors
    found = entities(reports(replace(dossier, actors=(replace(guard, part_of=army.id), army))), tmp_path)
    (member,) = of(found, "Membership")
    assert member["properties"]["role"] == ["part of"]
    (place,) = of(found, "Address", name="Kodok")
    (held,) = of(found, "UnknownLink", object=place["id"])
    assert held["properties"]["role"] == ["controls"]
    assert "“The army holds Kodok”" in held["properties"]["description"][0]


def test_the_army_of_one_report_is_not_the_army_of_another(dossier: Dossier, tmp_path: Path) -> None:
    other = replace(dossier, document=replace(dossier.document, id="doc-other"))
    known = replace(dossier.actors[0], catalogue={"key": "river-guard", "source": "own"})
    found = entities(reports(dossier, other), tmp_path)
    assert len(of(found, "PublicBody", name="army")) == 2
    found = entities(reports(*(replace(d, actors=(known, d.actors[1])) for d in (dossier, other))), tmp_path)
    assert len(of(found, "Organization", name="River Guard")) == 1


# --- a case -------------------------------------------------------------------------------------------------------


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Material]:
    store = create_case_store(tmp_path / "ituri.dateline")
    store.add([entry_of(t.dossier(), f"{n}.txt") for n, t in enumerate((courier(), post(), bunia()))])
    yield material_of_case(store)
    store.close()


def test_a_case_is_valid_and_its_happenings_are_events(case: Material, tmp_path: Path) -> None:
    found = entities(case, tmp_path)
    assert faults(found) == []
    assert len(of(found, "Event")) == len(list(case.events()))
    assert {e["origin"][0] for e in of(found, "Event")} == {"dateline/case"}


# --- statements ---------------------------------------------------------------------------------------------------


def test_statements_say_what_the_entities_say(dossier: Dossier, rich: Shown, tmp_path: Path) -> None:
    material = reports(dossier, rich.dossier)
    found = lines(written("ftm-statements", tmp_path, material))
    by_entity: dict[str, dict[str, list[str]]] = {}
    for s in found:
        kept = by_entity.setdefault(s["entity_id"], {})
        if s["prop"] != "id":
            kept.setdefault(s["prop"], []).append(s["value"])
    assert by_entity == {e["id"]: e["properties"] for e in entities(material, tmp_path)}


def test_a_statements_id_hashes_what_it_says(dossier: Dossier, tmp_path: Path) -> None:
    found = lines(written("ftm-statements", tmp_path, reports(dossier)))
    for s in found:
        key = f"dateline.{s['entity_id']}.{s['prop']}.{s['value']}" + (f"@{s['lang']}" if s["lang"] else "")
        assert s["id"] == hashlib.sha1(key.encode()).hexdigest()  # noqa: S324 - it is what the library hashes with
    assert len({s["id"] for s in found}) == len(found)


@pytest.mark.skipif(not FOURTH, reason="the third series has no statements")
def test_the_librarys_own_reader_reads_the_statements(dossier: Dossier, rich: Shown, tmp_path: Path) -> None:
    from followthemoney.statement.serialize import read_path_statements

    made = written("ftm-statements", tmp_path, reports(dossier, rich.dossier))
    found = list(read_path_statements(made.path, "json"))
    assert len(found) == made.records
    assert all(s.id == s.generate_key() for s in found)


def test_a_statement_keeps_what_stood_there_and_when_it_was_seen(dossier: Dossier, tmp_path: Path) -> None:
    file = SourceFile("text/html; charset=utf-8", captured="2021-05-06T01:02:03Z")
    document = replace(dossier.document, title="“Shells”\u200b  fall", file=file)
    found = lines(written("ftm-statements", tmp_path, reports(replace(dossier, document=document))))
    (title,) = (s for s in found if s["prop"] == "title")
    assert (title["value"], title["original_value"]) == ("“Shells” fall", "“Shells”\u200b  fall")
    assert title["lang"] == "eng"
    assert title["first_seen"] == "2021-05-06T01:02:03Z"
    assert next(s for s in found if s["prop"] == "language")["lang"] is None
    assert next(s["value"] for s in found if s["prop"] == "mimeType") == "text/html"


# --- values -------------------------------------------------------------------------------------------------------

RAW = (
    *HOSTILE, "'\"both\"'", "a;b\tc,, d", " ", "\x00", "x" * 70_000, "Bâle", "a\u2003b", "ESQ, x", ",.,", "1,5", "=1+1",
    "on Tuesday", "2021-05-04", "2021-05", "1e400", "en", "EN-us", "qq", "xk", "Kenya", "http://localhost/x",
    "HTTPS://Example.ORG", "https://example.org?a=b c", "https://example.org#x", "http://3.4/x", "javascript:x",
    "text/html; charset=x", "application/octet-stream", "٣", "\u0a00", "''", "\"\"", "' '",
)  # fmt: skip


@pytest.mark.parametrize("type_", ["text", "string", "name", "address", "url", "date", "language", "mimetype"])
def test_the_librarys_cleaning_changes_no_value(type_: str) -> None:
    registered = ftm.types.registry.get(type_)
    for raw in RAW:
        made = values.CLEANED[type_](raw)
        if type_ == "language" and not FOURTH and made is not None and registered.clean(made) is None:
            continue  # the fourth series knows more languages
        assert made is None or registered.clean(made) == made, (raw, made)
        assert made is None or len(made) <= (registered.max_length or len(made))


@pytest.mark.skipif(not FOURTH, reason="the third series knows fewer languages")
def test_languages_are_those_of_the_library() -> None:
    for row in rows("ftm_languages"):
        assert ftm.types.registry.language.clean(row["language"]) == row["ftm"]


def test_a_language_that_the_model_lacks_is_told(dossier: Dossier, tmp_path: Path) -> None:
    document = replace(dossier.document, language="qq", published=Published("in spring", None))
    made = written("ftm", tmp_path, reports(replace(dossier, document=document)))
    (article,) = of(lines(made), "Article")
    assert not {"language", "publishedAt"} & set(article["properties"])
    lost = (made.path.parent / f"{made.path.name}.losses.csv").read_text("utf-8")
    assert "language,qq," in lost
    assert "publishedAt,in spring," in lost


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_valid_in_every_property(dossier: Dossier, tmp_path: Path, words: str) -> None:
    hostile = over(dossier, f"Before it {words} and after it.", [words])
    hostile = replace(hostile, document=replace(hostile.document, outlet=words, byline=(words,), url=words))
    assert faults(entities(reports(hostile), tmp_path)) == []
    event = coded_event(title=words, outcome=words, means=(words,))
    assert faults([e for e in entities(material_of_events(event), tmp_path) if e["schema"] == "Address"]) == []
    held = written("ftm-statements", tmp_path, reports(hostile)).path.read_bytes()
    assert not [sign for sign in ("\u202e", "\x00", "\u2028") if sign.encode() in held]


def test_a_long_text_is_cut_and_told(dossier: Dossier, tmp_path: Path) -> None:
    text = "The army moved on. " * 4000
    made = written("ftm", tmp_path, reports(over(dossier, text, ["The army"])))
    (article,) = of(lines(made), "Article")
    (body,) = article["properties"]["bodyText"]
    assert len(body) <= 65_000
    assert body.endswith("…")
    assert any(kind == "changed" and "cut" in reason for kind, reason in told(made))
