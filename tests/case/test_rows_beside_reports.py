"""A dataset's row beside reports in a case: linked, contradicted, exported, corrected by a later release (fiction)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.case.adding.add import Receipt
from dateline.case.adding.keyed import KeyedCase, keyed_case
from dateline.case.adding.rows import add_rows, faulty
from dateline.case.checking import checked
from dateline.case.linking import link_case
from dateline.case.store.entry import entry_of
from dateline.exports.case_material import material_of_case
from dateline.imports.datasets import Naming
from dateline.imports.reading import read_rows
from tests.case.views.invented import courier
from tests.imports.made import ROW, saved

RAID = ROW | {"side_a": "ADF", "dyad_name": "ADF - Civilians", "date_start": "2021-05-03", "date_end": "2021-05-03"}


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[KeyedCase]:
    monkeypatch.delenv("DATELINE_CASE_KEY", raising=False)
    with keyed_case(str(tmp_path / "beni.dateline")) as keyed:
        keyed.store.add([entry_of(courier().dossier(), "courier.txt")])
        yield keyed


def take(case: KeyedCase, path: Path, *rows: dict[str, str], **naming: str) -> list[Receipt]:
    told = ((path, row) for row in read_rows(saved(path, *rows), Naming(**naming)))  # type: ignore[arg-type]
    return list(add_rows(case.store, told, key=case.key))


def test_what_a_row_and_a_report_say_of_one_raid_stands_as_a_contradiction(case: KeyedCase, tmp_path: Path) -> None:
    take(case, tmp_path / "ged.csv", RAID, version="24.1", published="2024-06-05")
    assert link_case(case.store).several == 1
    told = [e.message for e in checked(case.store).contradictions if e.slot.startswith("deaths")]
    assert any("UCDP GED" in message and "5" in message and "12" in message for message in told), told


def test_the_record_that_is_exported_has_the_row(case: KeyedCase, tmp_path: Path) -> None:
    take(case, tmp_path / "ged.csv", RAID)
    link_case(case.store)
    (event,) = material_of_case(case.store).events()
    assert (event.dataset, event.row) == ("ucdp-ged", {c: v for c, v in RAID.items() if v})
    assert {c.outlet for c in event.cited} == {"Kivu Courier", "UCDP GED"}


def test_a_changed_row_is_the_datasets_later_word_and_the_earlier_one_stays(case: KeyedCase, tmp_path: Path) -> None:
    later = RAID | {"best": "12", "high": "14", "low": "12", "deaths_civilians": "12"}
    first = take(case, tmp_path / "a.csv", RAID, version="23.1", published="2023-06-05")
    again = take(case, tmp_path / "b.csv", RAID, version="24.1", published="2024-06-05")
    second = take(case, tmp_path / "c.csv", later, version="24.1", published="2024-06-05")
    assert [r.became for r in (*first, *again, *second)] == ["added", "known", "added"]
    assert link_case(case.store).several == 1
    assert not [e for e in checked(case.store).contradictions if e.slot == "deaths"]
    (event,) = material_of_case(case.store).events()
    assert event.row is not None
    assert event.row["best"] == "12"


def test_an_interrupted_import_goes_on_where_it_stopped(case: KeyedCase, tmp_path: Path) -> None:
    path = saved(tmp_path / "ged.csv", *(RAID | {"id": str(n)} for n in range(200)))

    def stopping() -> Iterator[tuple[Path, object]]:
        for n, row in enumerate(read_rows(path)):
            if n == 150:
                raise KeyboardInterrupt
            yield path, row

    told: list[Receipt] = []
    with pytest.raises(KeyboardInterrupt):
        told.extend(add_rows(case.store, stopping(), key=case.key))  # type: ignore[arg-type]
    there = case.store.info().counts["report"] - 1
    assert 64 <= there <= 150
    rest = list(add_rows(case.store, ((path, row) for row in read_rows(path)), key=case.key))
    assert [r.became for r in rest] == ["known"] * there + ["added"] * (200 - there)


def test_looking_for_faults_writes_nothing(case: KeyedCase, tmp_path: Path) -> None:
    path = saved(tmp_path / "ged.csv", RAID, RAID | {"best": "five"})
    found = list(faulty(case.store, ((path, row) for row in read_rows(path)), key=case.key))
    assert [f is None for f in found] == [True, False]
    assert case.store.info().counts["report"] == 1


def test_rows_that_are_alike_are_no_copies_of_each_other(case: KeyedCase, tmp_path: Path) -> None:
    receipts = take(case, tmp_path / "ged.csv", RAID, RAID | {"id": "902"}, RAID | {"id": "903"})
    assert [(r.became, r.copy_of) for r in receipts] == [("added", None)] * 3
