"""W3C PROV: read back equal by the prov library, the constraints, decisions of a case, hostile text. All is fiction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from dateline.case.opening import create_case_store
from dateline.case.store.entry import entry_of
from dateline.case.store.protocol import Store
from dateline.exports.case_material import material_of_case
from dateline.exports.linked.prov.statements import ARGUMENTS
from dateline.exports.material import Material
from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement
from dateline.protect.policy import Policy, Shown
from dateline.protect.view import show
from tests.case.views.invented import Told, bunia, courier, post
from tests.exports.linked_samples import HOSTILE, over, reports, told, written

prov = import_module("prov.model")
DL = "urn:dateline:"


def read(material: Material, folder: Path) -> Any:
    """The material as PROV, read by the library from both notations, which must say the same."""
    one, other = written("prov", folder, material), written("prov-json", folder, material)
    by_line = prov.ProvDocument.deserialize(str(one.path), format="provn", profile="strict")
    by_kind = prov.ProvDocument.deserialize(str(other.path), format="json")
    assert by_line == by_kind
    assert one.records == other.records == len(by_line.records)
    return by_line


def relations(document: Any, kind: str) -> list[tuple[Any, ...]]:
    """The arguments of all statements of a kind, as IRIs less our own beginning."""
    found = (r for r in document.records if kind in str(r.get_type()))
    return [tuple(v.uri.removeprefix(DL) if hasattr(v, "uri") else v for _, v in r.formal_attributes) for r in found]


def of_id(document: Any, id_: str) -> Any:
    (found,) = {r for r in document.records if r.identifier and r.identifier.uri == DL + id_}
    return found


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Store]:
    """Three reports, the first of them written anew at the same address, and three decisions."""
    times = iter(f"2031-01-01T10:00:{n:02}.000000Z" for n in range(60))
    store = create_case_store(tmp_path / "ituri.dateline", lambda: next(times))
    again = Told("The ADF attacked Beni on Monday, the army said.", "Kivu Courier", "2021-05-05")
    again.url = "https://www.example.org/beni/"
    again.__post_init__()
    store.add([entry_of(t.dossier(), f"{n}.txt") for n, t in enumerate((courier(), post(), bunia(), again))])
    event = courier().dossier().events[0].id
    store.judge([Judgement("accept", "event", (event,), "Example Coder", reason="seen twice")])
    store.judge([Judgement("value", "event", (event,), "Example Coder", slot="deaths", value=[1, 2, 3])])
    store.judge([Judgement("undo", "judgement", ("judgement-2",), "Other Coder", reason="wrong row")])
    yield store
    store.close()


def test_both_notations_say_the_same_and_come_back_equal(dossier: Dossier, rich: Shown, tmp_path: Path) -> None:
    document = read(reports(dossier, rich.dossier), tmp_path)
    again = prov.ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert document == again
    assert len(document.records) > 100


def test_a_claim_leads_to_the_words_the_rule_and_the_speaker(dossier: Dossier, tmp_path: Path) -> None:
    document = read(reports(dossier), tmp_path)
    claim, source, report = dossier.claims[0].id, dossier.sources[0].id, dossier.document.id
    assert (claim, f"reading-{report}", None) in relations(document, "Generation")
    assert (claim, report, f"reading-{report}", None, None) in relations(document, "Derivation")
    assert {agent for entity, agent in relations(document, "Attribution") if entity == claim} == {
        source, "rule-0-rules-by%20hand",
    }  # fmt: skip
    assert (dossier.events[0].id, claim, None, None, None) in relations(document, "Derivation")
    assert (f"reading-{report}", "software-0-by%20hand", "codebook-none") in relations(document, "Association")


def test_every_record_is_made_by_one_reading_and_one_rule(rich: Shown, tmp_path: Path) -> None:
    document = read(reports(rich.dossier), tmp_path)
    d = rich.dossier
    records: list[Any] = [*d.actors, *d.places, *d.claims, *d.events, *d.media, *d.findings]
    made = Counter(entity for entity, *_ in relations(document, "Generation"))
    assert made == Counter(r.id for r in records)


def test_a_quoted_claim_is_a_quotation(dossier: Dossier, tmp_path: Path) -> None:
    quoted = replace(dossier, claims=(replace(dossier.claims[0], quoted=True),))
    for of, expected in ((dossier, 0), (quoted, 1)):
        lines = written("prov", tmp_path, reports(of)).path.read_text("utf-8")
        assert lines.count("prov:type='prov:Quotation'") == expected


def constraints(document: Any) -> list[str]:
    """What breaks PROV-CONSTRAINTS, of the constraints that such statements can break: key-object (one id, one kind of
    thing), unique-generation, start-precedes-end, generation-precedes-usage, generation-precedes-invalidation, and what
    the orderings of derivations come to: nothing is derived from itself."""
    wrong: list[str] = []
    kinds: dict[str, str] = {}
    for r in document.records:
        if r.identifier:
            kind = str(r.get_type())
            if kinds.setdefault(r.identifier.uri, kind) != kind:
                wrong.append(f"{r.identifier} is {kind} and {kinds[r.identifier.uri]}")
    made: dict[Any, Any] = {}
    for entity, activity, time in relations(document, "Generation"):
        if entity in made:
            wrong.append(f"{entity} is made twice")
        made[entity] = time
        started = [r for r in document.records if r.identifier and r.identifier.uri == f"{DL}{activity}"]
        wrong += [f"{activity} ends before it starts" for r in started if _backwards(r)]
    for kind in ("Usage", "Invalidation"):
        for one, other, time in relations(document, kind):
            entity = other if kind == "Usage" else one
            if isinstance(time, datetime) and isinstance(made.get(entity), datetime) and time < made[entity]:
                wrong.append(f"{entity} is gone or used before it is made")
    derived: dict[Any, set[Any]] = {}
    for later, earlier, *_ in relations(document, "Derivation"):
        derived.setdefault(later, set()).add(earlier)
    return wrong + [f"{e} comes of itself" for e in derived if _circles(e, derived)]


def _backwards(activity: Any) -> bool:
    start, end = activity.get_startTime(), activity.get_endTime()
    return start is not None and end is not None and end < start


def _circles(entity: Any, derived: dict[Any, set[Any]]) -> bool:
    met, waiting = set(), list(derived.get(entity, ()))
    while waiting:
        at = waiting.pop()
        if at == entity:
            return True
        if at not in met:
            met.add(at)
            waiting += derived.get(at, ())
    return False


def test_the_constraints_hold(dossier: Dossier, rich: Shown, case: Store, tmp_path: Path) -> None:
    assert constraints(read(reports(dossier, rich.dossier), tmp_path)) == []
    assert constraints(read(material_of_case(case), tmp_path)) == []


def test_the_constraints_are_seen_to_break() -> None:
    document = prov.ProvDocument()
    document.add_namespace("dl", DL)
    at = [datetime.fromisoformat(f"2031-01-0{n}T00:00:00+00:00") for n in (1, 2)]
    document.entity("dl:a")
    document.activity("dl:x", at[1], at[0])
    document.activity("dl:a")
    document.wasGeneratedBy("dl:a", "dl:x", at[1])
    document.wasGeneratedBy("dl:a", "dl:y")
    document.wasGeneratedBy("dl:b", "dl:x", at[1])
    document.used("dl:y", "dl:b", at[0])
    document.wasDerivedFrom("dl:a", "dl:b")
    document.wasDerivedFrom("dl:b", "dl:a")
    assert len(constraints(document)) >= 6


def test_every_kind_of_statement_is_one_of_the_model(case: Store, tmp_path: Path) -> None:
    document = read(material_of_case(case), tmp_path)
    assert len({str(r.get_type()) for r in document.records}) == len(ARGUMENTS)


# --- what only a case knows ---------------------------------------------------------------------------------------


def test_a_decision_is_an_activity_of_whoever_made_it(case: Store, tmp_path: Path) -> None:
    document = read(material_of_case(case), tmp_path)
    event = courier().dossier().events[0].id
    made = case.judgements()[0]
    at = datetime.fromisoformat(made.at).replace(microsecond=0)
    assert ("deciding-" + made.id, "person-Example%20Coder", None) in relations(document, "Association")
    assert ("deciding-" + made.id, event, at) in relations(document, "Usage")
    assert (made.id, "deciding-" + made.id, at) in relations(document, "Generation")
    assert (made.id, event, "deciding-" + made.id, None, None) in relations(document, "Derivation")
    assert "seen twice" in written("prov", tmp_path, material_of_case(case)).path.read_text("utf-8")


def test_a_decision_that_was_undone_is_invalidated(case: Store, tmp_path: Path) -> None:
    document = read(material_of_case(case), tmp_path)
    undone, undoing = case.judgements()[1], case.judgements()[2]
    (found,) = relations(document, "Invalidation")
    assert found[:2] == (undoing.about[0], f"deciding-{undoing.id}")
    assert of_id(document, undone.id) is not None


def test_coders_and_their_words_are_not_passed_on(case: Store, tmp_path: Path) -> None:
    shared = material_of_case(case, share=True)
    document = read(shared, tmp_path)
    assert {agent for _, agent, _ in relations(document, "Association") if "person" in str(agent)} == {"person-coder"}
    for name in ("prov", "prov-json"):
        held = written(name, tmp_path, shared).path.read_text("utf-8")
        assert not [w for w in ("Example", "Other", "seen twice", "wrong row", "[1,2,3]") if f"{w} Coder" in held]
        assert not [w for w in ("Coder", "seen twice", "wrong row", "[1,2,3]", "2031-01-01T") if w in held]
        assert 'v:verb="accept"' in held or '"v:verb":"accept"' in held


def test_a_happening_is_a_collection_of_its_accounts(case: Store, tmp_path: Path) -> None:
    document = read(material_of_case(case), tmp_path)
    events = {e.id for t in (courier(), post(), bunia()) for e in t.dossier().events}
    members = relations(document, "Membership")
    assert {member for _, member in members} == events
    for happening, _ in members:
        assert {str(t) for t in of_id(document, str(happening)).get_asserted_types()} >= {"prov:Collection"}


def test_what_took_a_reports_place_at_one_address_is_its_revision(case: Store, tmp_path: Path) -> None:
    text = written("prov", tmp_path, material_of_case(case)).path.read_text("utf-8")
    revisions = [line for line in text.splitlines() if "prov:Revision" in line]
    again, first = [s.report for s in case.readings()][3], courier().dossier().document.id
    assert revisions == [f"  wasDerivedFrom(dl:{again}, dl:{first}, -, -, -, [prov:type='prov:Revision'])"]


# --- hostile text, hidden people, losses --------------------------------------------------------------------------


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_within_their_strings(dossier: Dossier, tmp_path: Path, words: str) -> None:
    of = over(dossier, f"Before it {words} and after it.", [words])
    of = replace(of, document=replace(of.document, outlet=words, id=words), receipt=replace(of.receipt, engine=words))
    read(reports(of), tmp_path)
    held = written("prov", tmp_path, reports(of)).path.read_text("utf-8")
    assert not [sign for sign in ("\u202e", "\x00", "\ud83d") if sign in held]
    assert all(line.startswith(("document", "  ", "endDocument")) for line in held.split("\n") if line)


def test_whoever_is_hidden_is_in_no_statement(dossier: Dossier, tmp_path: Path) -> None:
    view = show(dossier, Policy(protect=("Ann Example",))).dossier
    for name in ("prov", "prov-json"):
        held = written(name, tmp_path, reports(view)).path.read_text("utf-8")
        assert "name withheld" in held
        assert "Ann Example" not in held


def test_no_clock_is_read(dossier: Dossier, tmp_path: Path) -> None:
    document = read(reports(dossier), tmp_path)
    assert not [r for r in document.records if "Activity" in str(r.get_type()) and r.get_startTime()]
    made = written("prov", tmp_path, reports(dossier))
    assert ("dropped", "a dossier does not know when it was read, so that the reading has no time") in told(made)


def test_prov_json_leaves_no_files_behind(dossier: Dossier, tmp_path: Path) -> None:
    made = written("prov-json", tmp_path, reports(dossier))
    assert {p.name for p in tmp_path.iterdir()} == {made.path.name, *(p.name for p in made.beside)}
