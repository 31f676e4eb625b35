"""Adding: each report once, receipts for what is on the disk, nobody's name in the clear, the same on a pool."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from benchmarks.bench_adding import first_difference, workers_of_the_pool
from benchmarks.stub_reader import dossier_of, report, write_table
from dateline.case.adding import work
from dateline.case.adding.add import GROUP, Receipt, add_reports, addition_key
from dateline.case.keep.erasing import erase
from dateline.case.keep.keys import CaseKey, make_key
from dateline.case.keep.protecting import protect
from dateline.case.opening import create_case_store
from dateline.case.store.entry import unpack
from dateline.case.store.protocol import Store
from dateline.case.store.sql import SqlStore
from dateline.errors import InputError
from dateline.model.dossier import Dossier
from dateline.protect.gate import LeakError
from dateline.protect.policy import Policy, Shown
from dateline.protect.view import show
from dateline.readers.given import Given
from dateline.readers.inputs import Options
from dateline.readers.text import read_text

STUB = "benchmarks.stub_reader:prepare"
REFUSES = "benchmarks.stub_reader:refuse"
CANARY = "Zubeidah Quartey"


def became(receipts: list[Receipt]) -> list[str]:
    return [r.became for r in receipts]


def add(store: Store, key: CaseKey, *names: Path | str, **how: Any) -> list[Receipt]:
    return list(add_reports(store, [str(n) for n in names], key=key, **{"reader": STUB} | how))


def bytes_of(path: Path) -> bytes:
    """All that a case has on the disk."""
    return b"".join(p.read_bytes() for p in path.parent.glob(f"{path.name}*") if p.suffix != ".key")


def test_every_report_is_added_and_told_in_order(store: Store, key: CaseKey, folder: Path) -> None:
    receipts = add(store, key, folder)
    assert [Path(r.name).name for r in receipts] == [f"{n:02}.txt" for n in range(12)]
    assert became(receipts) == ["added"] * 12
    assert [r.report for r in receipts] == [row.id for row in store.reports()]
    assert store.verify() == []


def test_what_the_case_knows_is_not_read_again(store: Store, key: CaseKey, folder: Path) -> None:
    add(store, key, folder)
    (folder / "new.txt").write_text(report(99), encoding="utf-8")
    again = add(store, key, folder, reader=REFUSES)
    assert Counter(became(again)) == {"known": 12, "failed": 1}
    assert became(add(store, key, folder)) == [*["known"] * 12, "added"]


def test_the_same_text_of_another_outlet_is_a_copy(store: Store, key: CaseKey, folder: Path) -> None:
    file = folder / "03.txt"
    (first,) = add(store, key, file)
    (copy,) = add(store, key, file, options=Options(Given(outlet="Coast Radio")))
    assert (copy.became, copy.copy_of, copy.likeness) == ("copy", first.report, 1.0)
    assert became(add(store, key, file, options=Options(Given(outlet="Coast Radio")))) == ["known"]
    assert [r.appearances for r in store.reports()] == [2]


def test_a_near_copy_is_told_with_its_original_whether_that_is_written_yet_or_not(
    store: Store, key: CaseKey, tmp_path: Path
) -> None:
    names = []
    for name, text in (
        ("a", report(1)),
        ("b", report(1, "Told on the radio:")),
        ("c", report(2)),
        ("d", report(1, "Once more:") + "\nFollow us for more of this.\n"),
    ):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        names.append(tmp_path / f"{name}.txt")
    first = add(store, key, *names[:3])
    assert became(first) == ["added", "near copy", "added"]
    later = add(store, key, names[3])
    assert [r.copy_of for r in (*first, *later)] == [None, first[0].report, None, first[0].report]
    assert all(r.likeness and r.likeness > 0.9 for r in (first[1], *later))


def test_what_fails_costs_itself_and_is_counted_by_reason(
    store: Store, key: CaseKey, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "03.txt").write_bytes(b"")
    (folder / "04.txt").write_bytes(b"abc\x00def")

    def leaky(dossier: Dossier, policy: Policy) -> Shown:
        if "Report 5 " in dossier.document.text:
            raise LeakError("document.text")
        return show(dossier, policy)

    monkeypatch.setattr(work, "show", leaky)
    receipts = add(store, key, folder, "missing.txt")
    assert became(receipts) == [*["added"] * 3, *["failed"] * 3, *["added"] * 6, "failed"]
    assert [r.why for r in receipts if r.became == "failed"] == [
        "is empty", "holds NUL bytes, so it is not a text", work.LEAK, "no such file",
    ]  # fmt: skip
    assert all(r.reason and r.name in r.reason for r in receipts if r.became == "failed")


def test_a_receipt_is_given_once_it_is_on_the_disk(store: Store, key: CaseKey, tmp_path: Path) -> None:
    table = tmp_path / "reports.csv"
    write_table(table, (report(n) for n in range(GROUP * 2 + 3)))
    seen = 0
    for receipt in add_reports(store, [str(table)], key=key, reader=STUB):
        with closing(sqlite3.connect(tmp_path / "war.dateline")) as other:
            found = other.execute("SELECT count(*) FROM report WHERE id = ?", [receipt.report]).fetchone()
        assert found == (1,)
        seen += 1
    assert seen == GROUP * 2 + 3


def test_an_interruption_loses_nothing_that_was_read(
    store: Store, key: CaseKey, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(dossier: Dossier, policy: Policy) -> Shown:
        if "Report 7 " in dossier.document.text:
            raise KeyboardInterrupt
        return show(dossier, policy)

    monkeypatch.setattr(work, "show", stopped)
    receipts: list[Receipt] = []
    with pytest.raises(KeyboardInterrupt):
        receipts.extend(add_reports(store, [str(folder)], key=key, reader=STUB))
    assert became(receipts) == ["added"] * 7
    monkeypatch.setattr(work, "show", show)
    assert len(list(store.reports())) == 7
    assert became(add(store, key, folder)) == [*["known"] * 7, *["added"] * 5]


def test_a_protected_name_is_in_no_byte_and_the_key_opens_the_whole_report(
    store: Store, key: CaseKey, tmp_path: Path
) -> None:
    file = tmp_path / "interviews" / "interview_zubeidah_quartey.txt"
    file.parent.mkdir()
    text = report(1).replace("the mayor", f"{CANARY}, the mayor")
    file.write_text(text, encoding="utf-8")
    (receipt,) = add(store, key, file, protect=(CANARY,))
    assert receipt.unmatched == ()
    (stored,) = store.readings()
    assert stored.sealed is not None
    assert unpack(key.unseal(stored.sealed)).document.text == text
    store.close()
    whole = bytes_of(tmp_path / "war.dateline").lower()
    assert not [w for w in (b"zubeidah", b"quartey") if w in whole]
    assert b"malakal" in whole


def test_what_hides_nobody_is_kept_whole_and_not_sealed(store: Store, key: CaseKey, folder: Path) -> None:
    add(store, key, folder / "03.txt", folder / "10.txt")
    plain, hidden = store.readings()
    assert plain.sealed is None
    assert plain.dossier.document.text == report(3)
    assert plain.dossier.document.file is not None
    assert hidden.sealed is not None
    assert "a nurse" not in hidden.dossier.document.text


def test_names_that_no_report_holds_are_told_by_their_number(store: Store, key: CaseKey, folder: Path) -> None:
    receipts = add(store, key, folder / "03.txt", protect=("the mayor", "Nobody Atall"))
    assert [r.unmatched for r in receipts] == [(1,)]


def test_names_that_the_case_hides_are_hidden_in_what_is_added_later(
    store: Store, key: CaseKey, folder: Path, tmp_path: Path
) -> None:
    assert isinstance(store, SqlStore)
    protect(store, key, [CANARY], "AB")
    (folder / "03.txt").write_text(report(3).replace("the mayor", f"{CANARY}, the mayor"), encoding="utf-8")
    (receipt,) = add(store, key, folder / "03.txt")
    assert receipt.unmatched == ()
    store.close()
    assert b"quartey" not in bytes_of(tmp_path / "war.dateline").lower()


def test_another_key_is_refused(store: Store, key: CaseKey, folder: Path, tmp_path: Path) -> None:
    add(store, key, folder / "03.txt")
    with pytest.raises(InputError, match="its key is another one"):
        add(store, make_key(tmp_path / "other.key"), folder)


def test_the_key_of_an_addition_cannot_be_made_without_the_secret(key: CaseKey, tmp_path: Path) -> None:
    document = read_text(report(1))
    other = make_key(tmp_path / "other.key")
    assert addition_key(document, key) == addition_key(document, key) != addition_key(document, other)


def test_what_is_there_is_read_again_where_that_is_asked_for(
    store: Store, key: CaseKey, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store, key, folder / "03.txt")
    assert became(add(store, key, folder / "03.txt", reread=True)) == ["known"]
    monkeypatch.setattr("benchmarks.stub_reader.dossier_of", lambda d: _without_events(dossier_of(d)))
    assert became(add(store, key, folder / "03.txt", reread=True)) == ["reread"]
    assert [r.events for r in store.reports()] == [0]


def _without_events(dossier: Dossier) -> Dossier:
    from dataclasses import replace

    return replace(dossier, events=())


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")
def test_three_hundred_on_a_pool_with_a_process_killed_midway_are_the_same_as_without(tmp_path: Path) -> None:
    key = make_key(tmp_path / "the.key")
    table = tmp_path / "reports.csv"
    write_table(table, (f"{report(n - 1)} More of this later." if n % 30 == 29 else report(n) for n in range(300)))
    runs: dict[str, list[Receipt]] = {}
    for name, workers in (("alone", 1), ("pool", 2)):
        got: list[Receipt] = []
        killed = False
        with closing(create_case_store(tmp_path / name)) as store:
            for receipt in add_reports(store, [str(table)], key=key, reader=STUB, workers=workers):
                got.append(receipt)
                if workers > 1 and not killed and len(got) >= 100:
                    os.kill(workers_of_the_pool()[0], signal.SIGKILL)
                    killed = True
            assert store.verify() == []
        assert killed == (workers > 1)
        runs[name] = got
    assert Counter(became(runs["pool"])) == {"added": 290, "near copy": 10}
    assert runs["pool"] == runs["alone"]
    assert first_difference(tmp_path / "alone", tmp_path / "pool", key) is None


def test_a_report_that_kills_its_reader_twice_is_given_up_and_the_rest_is_added(
    store: Store, key: CaseKey, folder: Path
) -> None:
    (folder / "03.txt").write_text(report(3, "Kill"), encoding="utf-8")
    receipts = add(store, key, folder, workers=2)
    assert became(receipts) == [*["added"] * 3, "failed", *["added"] * 8]
    assert receipts[3].reason == f"{folder / '03.txt'}: its reader died twice."


def test_two_cases_that_differ_are_told_apart(tmp_path: Path, folder: Path) -> None:
    key = make_key(tmp_path / "the.key")
    for name, files in (("a", 12), ("b", 11)):
        with closing(create_case_store(tmp_path / name)) as store:
            add(store, key, *sorted(folder.iterdir())[:files])
    assert first_difference(tmp_path / "a", tmp_path / "a", key) is None
    assert first_difference(tmp_path / "a", tmp_path / "b", key) is not None


def test_what_was_erased_is_neither_added_again_nor_an_original(store: Store, key: CaseKey, folder: Path) -> None:
    assert isinstance(store, SqlStore)
    first, *_ = add(store, key, folder / "01.txt", folder / "02.txt")
    assert first.report is not None
    erase(store, [first.report], "AB", "a court asks for it", key=key)
    assert became(add(store, key, folder / "01.txt")) == ["known"]
    (folder / "01.txt").write_text(report(1, "Told again:"), encoding="utf-8")
    (again,) = add(store, key, folder / "01.txt")
    assert (again.became, again.copy_of) == ("added", None)
