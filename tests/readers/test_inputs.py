"""From what the user names to the reports in it: files, folders, patterns; what leads nowhere is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.model.document import Document
from dateline.readers.formats import Failure, formats
from dateline.readers.given import Given, day_of
from dateline.readers.inputs import Options, Target, reports_of, targets_of

TEXT = "Fighters left the harbour of Mokha on Monday.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "deep/c.txt", "picture.png", ".hidden.txt", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    return tmp_path


def names(targets: list[Target | Failure]) -> list[str]:
    return [t.error.reason if isinstance(t, Failure) else Path(t.name).name for t in targets]


def test_a_folder_gives_its_files_of_known_formats_in_order(folder: Path) -> None:
    assert names(list(targets_of([str(folder)]))) == ["a.txt", "b.txt", "c.txt"]


def test_a_pattern_gives_what_matches_and_each_file_comes_once(folder: Path) -> None:
    assert names(list(targets_of([str(folder / "*.txt"), str(folder / "a.txt")]))) == ["a.txt", "b.txt"]
    assert names(list(targets_of([str(folder / "**" / "*.txt")])))[-1] == "c.txt"


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "report[1].txt").write_text(TEXT, encoding="utf-8")
    assert names(list(targets_of([str(tmp_path / "report[1].txt")]))) == ["report[1].txt"]


def test_what_leads_nowhere_is_a_failure_beside_the_rest(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = list(targets_of([str(folder / "*.docx"), str(tmp_path / "empty"), str(folder / "a.txt"), "a\0b"]))
    assert names(found) == [
        "matches no file.",
        "is a folder without reports.",
        "a.txt",
        "is no file name: it holds a NUL character.",
    ]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, "no such file"),
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: path.write_bytes(b""), "is empty"),
    ],
)
def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path, make, reason: str) -> None:
    path = tmp_path / "x.txt"
    make(path)
    (failure,) = reports_of(Target(str(path), "file"))
    assert isinstance(failure, Failure)
    assert reason in str(failure.error)
    assert str(failure.error).startswith(str(path))


def test_what_the_user_gives_reaches_the_document(folder: Path) -> None:
    given = Given(published="2021-05-03", outlet="Nile Wire")
    (document,) = reports_of(Target(str(folder / "a.txt"), "file"), Options(given))
    assert isinstance(document, Document)
    assert document.published.date == "2021-05-03"
    assert document.outlet == "Nile Wire"
    assert document.text == TEXT


def test_a_file_too_large_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000_000)
    (failure,) = reports_of(Target(str(path), "file"))
    assert isinstance(failure, Failure)
    assert "50,000,000,000 bytes" in str(failure.error)


def test_every_format_says_what_it_is() -> None:
    known = formats()
    assert {"text", "html", "jsonl", "csv", "pdf", "docx", "email", "feed", "warc", "wacz"} <= {f.name for f in known}
    extensions = [e for f in known for e in f.extensions]
    assert len(extensions) == len(set(extensions))
    assert all(e.startswith(".") and e == e.lower() for e in extensions)


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2024-05-17T23:30:00+03:00", "2024-05-17"),
        ("2024-05-17 08:00", "2024-05-17"),
        ("2024-05-17", "2024-05-17"),
        ("20240517T0830Z", "2024-05-17"),
        ("2024-02-31T00:00:00Z", None),
        ("0001-01-01T00:00:00Z", None),
        ("17/05/2024", None),
        ("2024-05-171", None),
        ("", None),
        (None, None),
    ],
)
def test_the_day_of_a_time_stamp_is_the_day_as_written(stamp: str | None, day: str | None) -> None:
    assert day_of(stamp) == day
