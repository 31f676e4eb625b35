"""Content taken out of a case for good. All persons and happenings are fiction."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.case.keep.backups import back_up
from dateline.case.keep.blanking import blanked
from dateline.case.keep.erasing import erase
from dateline.case.keep.finishing import finish, leave_note, to_look_for
from dateline.case.keep.keys import CaseKey
from dateline.case.keep.proof import StillThere, pieces_of_text
from dateline.case.keep.protecting import protect
from dateline.case.keep.rotating import rotate
from dateline.case.parquet import to_parquet
from dateline.case.store.entry import entry_of, unpack
from dateline.case.store.protocol import Query
from dateline.case.store.sqlite import SqliteStore
from dateline.errors import InputError, OutputError, SettingsError
from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement
from dateline.model.situation import Link
from tests.case.keep.conftest import OTHER, Case


def _bytes(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in folder.iterdir() if p.suffix != ".key")


def _unpacked(store: SqliteStore) -> bytes:
    with store.engine.connect() as c:
        return b"".join(zlib.decompress(r[0]) for r in c.exec_driver_sql("SELECT dossier FROM reading"))


def test_an_erased_report_is_in_no_byte_of_case_and_backup_and_its_erasing_is_told(
    case: Case, dossiers: list[Dossier], tmp_path: Path
) -> None:
    store = case()
    back_up(store, tmp_path / "copy.dateline")
    id_ = dossiers[0].document.id
    assert _bytes(tmp_path).count(b"granary") > 4
    done = erase(store, [id_], "MK", "order of the court of Renk")
    assert b"granary" not in _bytes(tmp_path)
    assert b"granary" not in _unpacked(store)
    assert done.reports == (id_,)
    assert done.finished is not None
    assert done.finished.proof.pieces > 20
    assert [r.id for r in store.reports()] == [d.document.id for d in dossiers[1:]]
    assert store.find(Query(text="granary")) == []
    last = [e for e in store.log() if e.kind == "erase"][-1]
    assert last.body is not None
    assert (last.body["who"], last.body["reason"], last.body["ids"]) == ("MK", "order of the court of Renk", [id_])
    assert store.verify() == []


def test_what_was_decided_about_an_erased_report_goes_with_it_and_other_decisions_stay(
    case: Case, dossiers: list[Dossier]
) -> None:
    store = case()
    a, b = dossiers[0].events[0].id, dossiers[2].events[0].id
    store.set_groups([[a, b]], [Link(a, b, 0.5, (("words", 1.0, "River Guard burnt the granary at Kodok"),))], "x/1")
    (happening,) = store.groups()
    quoting = "as “The River Guard burnt the granary at Kodok” says"
    store.judge([
        Judgement("reject", "event", (a,), "MK", reason="a granary of its own"),
        Judgement("value", "happening", (happening,), "MK", slot="title", value="Parade"),
        Judgement("note", "report", (dossiers[2].document.id,), "MK", value=quoting),
    ])  # fmt: skip
    done = erase(store, [dossiers[0].document.id], "MK", "court")
    assert [j.value for j in store.judgements()] == ["Parade"]
    assert done.decisions == 3  # the adding, the rejection, the note that quotes
    assert store.groups() == {happening: (b,)}
    assert store.links() == ()


def test_one_claim_goes_and_offsets_of_the_others_hold(case: Case, dossiers: list[Dossier], tmp_path: Path) -> None:
    store = case()
    whole = dossiers[0]
    claim = next(c for c in whole.claims if c.content[0].quote == "Two watchmen were beaten")
    done = erase(store, [claim.id], "MK", "given in confidence")
    assert (done.claims, done.sources, done.reports) == (1, 0, ())
    assert b"watchmen" not in _bytes(tmp_path) + _unpacked(store)
    left = next(r.dossier for r in store.readings([whole.document.id]))
    assert len(left.document.text) == len(whole.document.text)
    assert "█" * len("Two watchmen were beaten") + ", she added." in left.document.text
    assert [c.id for c in left.claims] == [c.id for c in whole.claims if c != claim]
    assert [e.id for e in left.events] == [e.id for e in whole.events if claim.id not in e.claims]
    row = store.event(left.events[0].id)
    assert row is not None
    assert row.evidence[0][2] == left.events[0].evidence[0].quote
    assert store.verify() == []


def test_a_source_goes_with_its_name_and_all_it_says(case: Case, dossiers: list[Dossier], tmp_path: Path) -> None:
    store = case()
    source = next(s for s in dossiers[0].sources if s.name == "Nyakor Wathbuoth")
    done = erase(store, [source.id], "MK", "she withdrew", report=dossiers[0].document.id)
    assert (done.claims, done.sources) == (2, 1)
    for word in (b"Wathbuoth", b"watchmen"):
        assert word not in _bytes(tmp_path) + _unpacked(store)
    left = next(r.dossier for r in store.readings([dossiers[0].document.id]))
    assert [s.name for s in left.sources] == ["Deng Example"]
    assert [c.source for c in left.claims] == [left.sources[0].id]


def test_a_claim_of_a_report_that_hides_somebody_goes_from_the_sealed_part_too_and_that_needs_the_key(
    case: Case, key: CaseKey, dossiers: list[Dossier]
) -> None:
    store = case()
    claim = dossiers[1].claims[0]
    with pytest.raises(SettingsError, match="--key"):
        erase(store, [claim.id], "MK", "court")
    erase(store, [claim.id], "MK", "court", key=key)
    kept = next(iter(store.readings([dossiers[1].document.id])))
    assert kept.sealed is not None
    sealed = unpack(key.unseal(kept.sealed))
    assert "canoes" not in sealed.document.text
    assert "Achol Zubeidaweh" in sealed.document.text
    assert "Zubeidaweh" not in kept.dossier.document.text


@pytest.mark.parametrize(
    ("ids", "who", "reason", "error", "told"),
    [
        (["claim-000000000000"], "MK", "court", InputError, "is not in it"),
        (["doc-000000000000"], "MK", "court", InputError, "is not in it"),
        ([""], " ", "court", SettingsError, "say who"),
        ([""], "MK", "", SettingsError, "say who"),
        (["REPORT"], "MK", "the granary at Kodok", SettingsError, "Say it in other words"),
        (["REPORT"], "MK", "Wathbuoth withdrew", SettingsError, "“Wathbuoth”"),
    ],
)
def test_what_cannot_be_erased_changes_nothing(
    case: Case, dossiers: list[Dossier], ids: list[str], who: str, reason: str, error: type[Exception], told: str
) -> None:
    store = case()
    before = store.info()
    with pytest.raises(error, match=told):
        erase(store, [dossiers[0].document.id if i == "REPORT" else i for i in ids], who, reason)
    assert store.info() == before
    assert store.verify() == []


def test_what_was_erased_is_told_so_when_it_is_asked_for_again(case: Case, dossiers: list[Dossier]) -> None:
    store = case()
    erase(store, [dossiers[0].document.id], "MK", "court")
    with pytest.raises(InputError, match="was erased"):
        erase(store, [dossiers[0].document.id], "MK", "court")


def test_a_backup_that_moved_is_named_and_one_that_was_changed_is_told(
    case: Case, dossiers: list[Dossier], tmp_path: Path
) -> None:
    store = case()
    for name in ("moved", "whole", "odd", "broken", "foreign"):
        back_up(store, tmp_path / f"{name}.dateline")
    (tmp_path / "moved.dateline").rename(tmp_path / "elsewhere")
    (tmp_path / "foreign.dateline").unlink()
    foreign = case((OTHER,), "foreign.dateline")
    (tmp_path / "broken.dateline").write_bytes(b"SQLite format 3\0" + b"x" * 4000)
    odd = SqliteStore(tmp_path / "odd.dateline")
    odd.set_rule("mine", {}, "MK")
    odd.close()
    done = erase(store, [dossiers[0].document.id], "MK", "court")
    assert done.finished is not None
    told = {b.path.name: (b.became, b.reason) for b in done.finished.backups}
    assert told["moved.dateline"] == ("not reached", "it is not there: it was moved or deleted")
    assert told["broken.dateline"] == ("not reached", "it is no case any more")
    assert told["odd.dateline"] == ("changed", "it had been changed since it was made")
    assert told["foreign.dateline"] == ("not reached", "it is another case")
    assert told["whole.dateline"] == ("changed", "")
    assert [r.name for r in foreign.reports()] == ["report-0.txt"]


def test_what_was_cut_off_is_finished_before_anything_else_is_begun(
    case: Case, key: CaseKey, dossiers: list[Dossier], tmp_path: Path
) -> None:
    store = case()
    with store.writing() as c:
        leave_note(c, {"what": "erase", "ids": ["doc-1"], "report": None, "who": "MK"}, to_look_for([b"x" * 20]))
    with pytest.raises(OutputError, match="an erasing was cut off"):
        protect(store, key, ["Deng Example"], "MK")
    with pytest.raises(OutputError, match="an erasing was cut off"):
        rotate(store, key, tmp_path / "new.key", "MK")
    assert erase(store, [dossiers[2].document.id], "MK", "court").reports == (dossiers[2].document.id,)
    protect(store, key, ["Deng Example"], "MK")


def test_a_proof_that_finds_something_is_an_error(case: Case) -> None:
    store = case()
    with store.writing() as c:
        leave_note(c, {"what": "erase"}, to_look_for(pieces_of_text("The River Guard held a parade in Malakal")))
    with pytest.raises(StillThere, match=r"still found in .*war\.dateline"):
        finish(store, lambda copy: 0)


def test_words_of_a_hidden_name_stay_hidden_in_what_erasing_shows_anew(
    case: Case, key: CaseKey, dossiers: list[Dossier], tmp_path: Path
) -> None:
    store = case()
    protect(store, key, ["Nyakor Wathbuoth"], "MK")
    claim = next(c for c in dossiers[0].claims if "granary had" in c.content[0].quote)
    erase(store, [claim.id], "MK", "court", key=key)
    assert b"wathbuoth" not in (_bytes(tmp_path) + _unpacked(store)).lower()


def test_a_report_with_a_hidden_name_is_erased_with_all_that_was_said_again_of_it(
    case: Case, key: CaseKey, dossiers: list[Dossier], tmp_path: Path
) -> None:
    store = case()
    id_ = dossiers[0].document.id
    store.judge([Judgement("note", "report", (id_,), "MK", value="Nyakor Wathbuoth is trustworthy")])
    protect(store, key, ["Nyakor Wathbuoth"], "MK")
    done = erase(store, [id_], "MK", "court")
    assert done.decisions == 2
    assert b"trustworthy" not in _bytes(tmp_path)
    told = [e.body for e in store.log() if e.body is not None and e.kind not in {"erase", "protect"}]
    assert id_ not in json.dumps(told)
    assert store.verify() == []


def test_blanking_leaves_no_reference_to_what_went(dossiers: list[Dossier]) -> None:
    from dateline.model.schema import dossier_from_json, dossier_to_json

    for dossier in dossiers:
        for gone in (*(c.id for c in dossier.claims), *(s.id for s in dossier.sources)):
            made = blanked(dossier, {gone}).dossier
            assert gone not in dossier_to_json(made)
            assert dossier_from_json(dossier_to_json(made)) == made


def test_erased_words_in_rules_and_links_are_taken_out_where_they_stand(case: Case, dossiers: list[Dossier]) -> None:
    store = case()
    a, b = (e.id for e in dossiers[0].events[:2])
    quote = "Magistrate Deng Example confirmed that the granary had burnt down"
    store.set_groups([[a, b]], [Link(a, b, 0.5, (("words", 1.0, quote), ("days", 0.2, "same day")))], "x/1")
    store.set_rule("mine", {"note": quote, "count": 2}, "MK")
    source = next(s for s in dossiers[0].sources if s.name == "Deng Example")
    erase(store, [source.id], "MK", "withdrew")
    assert store.rules() == {"mine": {"note": "[erased]", "count": 2}}
    assert [w[2] for w in store.links()[0].why] == ["[erased]", "same day"]
    assert "Deng" not in json.dumps([e.body for e in store.log()])


def test_an_erased_report_does_not_come_back_with_the_folder_it_came_from(
    case: Case, key: CaseKey, dossiers: list[Dossier], tmp_path: Path
) -> None:
    store = case()
    erase(store, [dossiers[0].document.id], "MK", "court")
    again = entry_of(dossiers[0], "report-0.txt")
    renamed = replace(again, key="another key", name="copy.txt")
    for entry in (again, renamed):
        assert [a.became for a in store.add([entry])] == ["known"]
        assert [a.became for a in store.reread([entry])] == ["known"]
    assert b"granary" not in _bytes(tmp_path)
    assert b"copy.txt" not in _bytes(tmp_path)


def test_tables_made_from_the_case_beside_it_go_and_folders_of_others_stay(
    case: Case, dossiers: list[Dossier], tmp_path: Path
) -> None:
    store = case()
    other = case((OTHER,), "other.dateline")
    to_parquet(store, tmp_path / "tables")
    to_parquet(other, tmp_path / "others")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "manifest.json").write_text("{}")
    done = erase(store, [dossiers[0].document.id], "MK", "court")
    assert done.finished is not None
    assert done.finished.caches == 1
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_dir()) == ["mine", "others"]
