"""Dateline from Python."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import dateline
from dateline import reading as reading_room
from dateline.api import Reading, is_path
from dateline.errors import InputError
from dateline.model.document import Document
from dateline.model.dossier import Dossier
from dateline.model.schema import dossier_from_json
from dateline.reading import Settings

TEXT = "The River Guard shelled Malakal."


@pytest.fixture
def seen(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """Documents that were handed to the reading, which is replaced by the dossier made by hand."""
    documents: list[Document] = []

    def fake(document: Document, settings: Settings) -> Dossier:
        documents.append(document)
        return dossier

    monkeypatch.setattr(reading_room, "read_document", fake)
    return documents


def test_a_text_a_path_and_a_file_name_are_told_apart(seen: list[Document], tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    for given in (TEXT, file, str(file)):
        dateline.read(given, published="2021-05-05", outlet="Nile Wire")
    assert [d.text for d in seen] == [TEXT] * 3
    assert {d.published.date for d in seen} == {"2021-05-05"}


@pytest.mark.parametrize("word", ["report.txt", "reports/may/one.txt", "word"])
def test_a_lone_word_that_names_no_file_is_refused(word: str) -> None:
    with pytest.raises(InputError, match="no such file"):
        is_path(word)


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        dateline.read(tmp_path / "none.txt")


def test_what_is_neither_path_nor_text_is_refused() -> None:
    with pytest.raises(TypeError, match="path or a text"):
        is_path(3)  # type: ignore[arg-type]  # what a user may do wrong


def test_a_reading_shows_its_records_and_writes_them(dossier: Dossier) -> None:
    reading = Reading(dossier)
    for name in (
        "document actors places sources claims events relations control amounts media findings victims receipt".split()
    ):
        assert getattr(reading, name) is getattr(dossier, name)
    assert dossier_from_json(reading.to_json()) == dossier
    assert "Events (1)" in reading.summary()
    assert repr(reading) == f"<Reading {dossier.document.id}: 1 event, 1 claim, 2 actors>"
    assert "<script" not in reading._repr_html_()


def test_importing_dateline_loads_nothing_heavy() -> None:
    code = (
        "import sys, dateline; dateline.__version__; import dateline.api, dateline.cli;"
        "print([m for m in ('spacy', 'pydantic', 'pyproj', 'rich', 'typer', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_unknown_name_is_refused_in_words() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        dateline.nothing  # noqa: B018 - asking is the test
