"""Names that are hidden after their reports were added. All persons are fiction."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.case.keep.backups import back_up
from dateline.case.keep.keys import CaseKey, make_key
from dateline.case.keep.notes import UNFINISHED, noted
from dateline.case.keep.protecting import protect
from dateline.case.keep.revealing import identities
from dateline.case.keep.vault import hidden_names
from dateline.case.review.deciding import decide
from dateline.case.review.opening import Reviews
from dateline.case.review.records import Decision
from dateline.case.store.entry import unpack
from dateline.case.store.protocol import Query
from dateline.errors import InputError, SettingsError
from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement
from dateline.model.situation import Link
from tests.case.keep.conftest import Case

NAME = "Nyakor Wathbuoth"


def _bytes(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in folder.iterdir() if p.suffix != ".key")


def test_a_name_hidden_later_is_in_no_byte_of_case_and_backup_while_records_keep_their_ids(
    case: Case, key: CaseKey, tmp_path: Path
) -> None:
    store = case()
    back_up(store, tmp_path / "copy.dateline")
    assert _bytes(tmp_path).count(b"Wathbuoth") > 2  # in both, and in both it is gone afterwards
    before = {r.report: r.dossier for r in store.readings()}
    done = protect(store, key, [NAME], "MK")
    assert b"wathbuoth" not in _bytes(tmp_path).lower()
    assert [b.became for b in done.finished.backups] == ["changed"]
    assert done.finished.proof.pieces > 5
    assert not done.finished.proof.found
    after = {r.report: r.dossier for r in store.readings()}
    changed = [id_ for id_ in before if before[id_] != after[id_]]
    assert changed == list(done.reports)
    assert len(changed) == 1
    for kind in ("sources", "claims", "events", "actors", "places"):
        ids = [[x.id for x in getattr(d[changed[0]], kind)] for d in (before, after)]
        assert ids[0] == ids[1]
    assert store.verify() == []


def test_rows_point_into_the_new_text_and_happenings_keep_their_events(
    case: Case, key: CaseKey, dossiers: list[Dossier]
) -> None:
    store = case()
    a, b = (e.id for e in dossiers[0].events[:2])
    groups = store.set_groups([[a, b]], [Link(a, b, 0.9, (("same words", 1.0, f"{NAME} tells both"),))], "linker/1")
    protect(store, key, [NAME], "MK")
    assert store.groups() == groups
    assert store.links()[0].why[0][2] == "[name withheld] tells both"
    row = store.event(a)
    assert row is not None
    assert [quote for _, _, quote in row.evidence] == ["The River Guard burnt the granary at Kodok"]
    assert row.claims[0].source is not None
    assert row.claims[0].source.startswith("source ")
    assert [c.words for c in store.find(Query(text="watchmen"))] == ["Two watchmen were beaten"]
    assert store.find(Query(text="Nyakor")) == []


def test_what_people_found_in_a_report_stays_when_somebody_is_hidden(
    case: Case, key: CaseKey, dossiers: list[Dossier]
) -> None:
    store = case()
    report = dossiers[0].document.id
    reviews = Reviews(store)
    protect(store, key, [NAME], "MK")  # what is sealed from now on is the report as it was read
    text = next(iter(store.readings([report]))).dossier.document.text
    at = text.index("watchmen")
    value = {"kind": "event", "slots": {"plover": "ASSAULT", "status": "happened", "recipient": ["two watchmen"]}}
    decide(reviews, report, [Decision("add", report, None, value, ((at, at + 8, "watchmen"),))], "MK")
    before = next(iter(store.readings([report])))
    assert before.sealed is not None
    assert [e.origin.engine for e in before.dossier.events][-1] == "person"
    protect(store, key, ["granary"], "MK")
    after = next(iter(store.readings([report]))).dossier
    assert "granary" not in after.document.text
    assert [e.id for e in after.events] == [e.id for e in before.dossier.events]
    assert [e.quote for e in after.events[-1].evidence] == ["watchmen"]
    assert identities(store, key, report)[0].name == NAME
    assert store.verify() == []


@pytest.mark.parametrize("written", [NAME, NAME.upper(), NAME.lower(), "Nyakor  Wathbuoth"])
def test_decisions_that_hold_the_name_are_said_again_without_it(
    case: Case, key: CaseKey, dossiers: list[Dossier], written: str
) -> None:
    store = case()
    about = (dossiers[0].events[0].id,)
    store.judge([Judgement("value", "event", about, "MK", slot="title", value=f"What {written} saw", before=written)])
    store.judge([Judgement("accept", "event", about, "MK")])
    store.set_rule("sources", {"exclude": [written]}, "MK")
    done = protect(store, key, [NAME], "MK")
    accepted, value = store.judgements(about=about[0])
    assert (accepted.verb, accepted.seq) == ("accept", 5)
    assert (value.value, value.before, value.undone) == ("What [name withheld] saw", "[name withheld]", None)
    assert store.rules() == {"sources": {"exclude": ["[name withheld]"]}}
    assert done.restated == 3  # the value, the rule, and the digest of the text that the name could be tried against
    assert store.verify() == []
    erased = [e.seq for e in store.log() if e.body is None]
    assert len(erased) == done.restated


def test_whoever_holds_the_key_reads_the_whole_report_and_the_names(case: Case, key: CaseKey, tmp_path: Path) -> None:
    store = case()
    protect(store, key, [NAME], "MK")
    hidden = next(r for r in store.readings() if "Kodok" in r.dossier.document.text)
    assert hidden.sealed is not None
    assert NAME in unpack(key.unseal(hidden.sealed)).document.text
    assert hidden_names(store, key) == (NAME,)
    with pytest.raises(InputError, match="sealed for another key"):
        hidden_names(store, make_key(tmp_path / "other.key"))


def test_names_add_up_and_an_unknown_one_is_told_by_its_number(case: Case, key: CaseKey) -> None:
    store = case()
    protect(store, key, [NAME], "MK")
    done = protect(store, key, ["Nobody Atall", "Deng Example"], "MK")
    assert done.unmatched == (0,)
    assert hidden_names(store, key) == (NAME, "Nobody Atall", "Deng Example")
    with store.engine.connect() as c:
        assert noted(c, UNFINISHED) is None


def test_a_key_of_another_case_changes_nothing(case: Case, key: CaseKey, tmp_path: Path) -> None:
    store = case()
    protect(store, key, ["Deng Example"], "MK")
    before = store.info()
    with pytest.raises(InputError, match="its key is another one"):
        protect(store, make_key(tmp_path / "other.key"), [NAME], "MK")
    with pytest.raises(SettingsError):
        protect(store, key, ["…"], "MK")
    assert store.info() == before
