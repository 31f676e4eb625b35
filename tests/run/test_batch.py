"""Batches: what fails costs itself, what was read is kept, files are whole or not there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dateline.errors import DossierError, OutputError
from dateline.files import replacing, write_whole
from dateline.model.document import Document
from dateline.model.dossier import Dossier
from dateline.reading import Settings
from dateline.run import batch
from dateline.run.kept import Kept
from dateline.run.spool import Spool

REPORT = "Rebels shelled the harbour of {place} on Monday, the port’s administration said.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three reports (fiction), one of them no text."""
    (tmp_path / "in").mkdir()
    for place in ("Mokha", "Berbera"):
        (tmp_path / "in" / f"{place}.txt").write_text(REPORT.format(place=place), encoding="utf-8")
    (tmp_path / "in" / "broken.txt").write_bytes(b"abc\x00def")
    return tmp_path / "in"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch, dossier: Dossier) -> list[str]:
    """Reading without the model: the texts that were read, each giving the same dossier."""
    texts: list[str] = []

    def read(document: Document, settings: Settings) -> Dossier:
        texts.append(document.text)
        return dossier

    monkeypatch.setattr(batch, "read_document", read)
    return texts


def test_the_rest_is_read_where_one_report_fails(folder: Path, reads: list[str]) -> None:
    outcomes = list(batch.read_batch([str(folder), "missing.txt"]))
    assert [o.dossier is None for o in outcomes] == [False, False, True, True]
    assert "broken.txt: holds NUL bytes" in str(outcomes[2].reason)
    assert outcomes[3].reason == "missing.txt: no such file. Check the name and the folder."
    assert len(reads) == 2


def test_progress_is_told_before_each_file(folder: Path, reads: list[str]) -> None:
    told: list[tuple[int, int]] = []
    list(batch.read_batch([str(folder)], entered=lambda done, known: told.append((done, known))))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_what_was_read_is_not_read_again(folder: Path, reads: list[str], tmp_path: Path) -> None:
    kept = Kept(tmp_path / "work", Settings(), "model 1")
    first = list(batch.read_batch([str(folder)], kept=kept))
    again = list(batch.read_batch([str(folder)], kept=kept))
    assert len(reads) == 2
    assert [o.kept for o in first] == [False, False, False]
    assert [o.kept for o in again] == [True, True, False]
    assert [o.dossier for o in again] == [o.dossier for o in first]


def test_another_model_or_a_changed_report_is_read_anew(folder: Path, reads: list[str], tmp_path: Path) -> None:
    list(batch.read_batch([str(folder)], kept=Kept(tmp_path / "work", Settings(), "model 1")))
    list(batch.read_batch([str(folder)], kept=Kept(tmp_path / "work", Settings(), "model 2")))
    assert len(reads) == 4
    (folder / "Mokha.txt").write_text(REPORT.format(place="Aden"), encoding="utf-8")
    list(batch.read_batch([str(folder)], kept=Kept(tmp_path / "work", Settings(), "model 2")))
    assert len(reads) == 5


def test_a_damaged_kept_dossier_is_read_anew(folder: Path, reads: list[str], tmp_path: Path) -> None:
    kept = Kept(tmp_path / "work", Settings(), "model 1")
    list(batch.read_batch([str(folder)], kept=kept))
    for file in (tmp_path / "work").iterdir():
        file.write_bytes(file.read_bytes()[:-40])
    outcomes = list(batch.read_batch([str(folder)], kept=kept))
    assert not any(o.kept for o in outcomes)
    assert len(reads) == 4


@pytest.mark.parametrize("error", [ValueError("Amal Example of 12 River Road"), DossierError("Amal Example says")])
def test_a_fault_is_named_without_words_of_the_report(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(document: Document, settings: Settings) -> Dossier:
        raise error

    monkeypatch.setattr(batch, "read_document", fail)
    outcomes = list(batch.read_batch([str(folder / "Mokha.txt")]))
    assert "a fault in Dateline" in str(outcomes[0].reason)
    assert "Amal" not in str(outcomes[0].reason)


def test_a_file_that_fails_half_way_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "page.html"
    write_whole(path, b"old")
    with pytest.raises(ZeroDivisionError), replacing(path) as stream:
        stream.write(b"half" * (1 // 0))
    assert path.read_bytes() == b"old"
    assert [p.name for p in path.parent.iterdir()] == ["page.html"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match=r"page\.html: cannot be written"):
        write_whole(tmp_path / "file" / "page.html", b"x")


def test_a_spool_gives_back_what_it_was_given_as_often_as_asked(dossier: Dossier) -> None:
    with Spool() as spool:
        assert list(spool) == []
        spool.add(dossier)
        spool.add(dossier)
        assert list(spool) == [dossier, dossier]
        assert list(spool) == [dossier, dossier]


@pytest.mark.model
def test_a_pool_reads_the_same_as_this_process(folder: Path, tmp_path: Path) -> None:
    alone = list(batch.read_batch([str(folder), "missing.txt"]))
    kept = Kept(tmp_path / "work", Settings(), "model 1")
    pool = list(batch.read_batch([str(folder), "missing.txt"], kept=kept, workers=2))
    again = list(batch.read_batch([str(folder), "missing.txt"], kept=kept, workers=2))

    def told(outcomes: list[batch.Outcome]) -> list[object]:
        return [(o.name, o.reason, o.why, o.dossier and _timeless(o.dossier)) for o in outcomes]

    assert told(pool) == told(alone) == told(again)
    assert [o.kept for o in again] == [True, True, False, False]


def _timeless(dossier: Dossier) -> Dossier:
    return replace(dossier, receipt=replace(dossier.receipt, seconds=0.0))
