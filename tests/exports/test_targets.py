"""Where exports go: what is replaced, what is left alone, what is told of disks and names that do not do."""

from __future__ import annotations

import json
import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.errors import OutputError
from dateline.exports.format import Format, Told, format_named
from dateline.exports.losses import Losses
from dateline.exports.material import Material, material_of
from dateline.exports.targets import TOLD, named, put_in_place, target_of
from dateline.exports.writing import stream_export, write_export
from dateline.protect.policy import Shown


@pytest.fixture
def material(rich: Shown) -> Material:
    return material_of("invented", lambda: iter([rich]))


FOLDER, FILE = format_named("html"), format_named("csv")


def test_an_earlier_folder_is_replaced_but_not_with_a_file_of_somebody_in_it(
    material: Material, tmp_path: Path
) -> None:
    out = tmp_path / "pages"
    write_export(FOLDER, material, out)
    write_export(FOLDER, material, out)
    (out / "data" / "notes.txt").write_text("keep me", "utf-8")
    with pytest.raises(OutputError, match=r"'notes\.txt' was put into it since"):
        write_export(FOLDER, material, out)
    assert (out / "data" / "notes.txt").read_text("utf-8") == "keep me"


@pytest.mark.parametrize("told", ["", "{", "[]", '{"format": "other", "files": {"pages/notes.txt": {}}}'])
def test_a_manifest_of_something_else_makes_no_folder_an_export(material: Material, tmp_path: Path, told: str) -> None:
    out = tmp_path / "pages"
    out.mkdir()
    (out / "notes.txt").write_text("keep me", "utf-8")
    named(out, TOLD).write_text(told, "utf-8")
    with pytest.raises(OutputError, match="is no earlier export"):
        write_export(FOLDER, material, out)


def test_a_link_is_followed_and_stays(material: Material, tmp_path: Path) -> None:
    real, link = tmp_path / "elsewhere" / "real.csv", tmp_path / "link.csv"
    real.parent.mkdir()
    real.write_text("old", "utf-8")
    link.symlink_to(real)
    assert write_export(FILE, material, link).path == real
    assert link.is_symlink()
    assert real.read_text("utf-8").startswith("id,")
    assert named(real, TOLD).is_file()


@pytest.mark.parametrize("name", ["pipe", "link to a pipe", "x" * 250, "..", "."])
def test_names_that_do_not_do_are_told_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    Path("link to a pipe").symlink_to("pipe")
    for format_ in (FILE, FOLDER):
        with pytest.raises(OutputError):
            target_of(format_, Path(name))
    assert not Path("pipe").is_file()


def test_a_name_that_is_no_text_stands_escaped_in_the_manifest(material: Material, tmp_path: Path) -> None:
    made = write_export(FILE, material, tmp_path / os.fsdecode(b"b\xff.csv"))
    told = json.loads(named(made.path, TOLD).read_bytes())
    assert os.fsdecode(b"b\xff.csv") in told["files"]


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), sqlite3.OperationalError("disk I/O error")])
def test_a_full_disk_is_told_in_words_and_what_stood_there_stays(
    material: Material, tmp_path: Path, fault: Exception
) -> None:
    def write(material: Material, path: Path, losses: Losses, told: Told) -> int:
        path.write_text("half", "utf-8")
        raise fault

    full: Format = replace(FILE, write=write)
    made = write_export(FILE, material, tmp_path / "out.csv")
    before = made.path.read_bytes()
    with pytest.raises(OutputError, match=r"out\.csv: cannot be written: (No space|disk I/O)"):
        write_export(full, material, made.path)
    assert made.path.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 4
    with Path(os.devnull).open("wb") as out, pytest.raises(OutputError, match="standard output: cannot be written"):
        stream_export(full, material, out)


def test_a_folder_that_cannot_be_moved_gives_back_the_earlier_one(tmp_path: Path) -> None:
    target, room = tmp_path / "pages", tmp_path / "room"
    target.mkdir()
    (target / "index.html").write_text("old", "utf-8")
    room.mkdir()
    with pytest.raises(OutputError):
        put_in_place(Folderlike(room / "made"), target, room=room)
    assert (target / "index.html").read_text("utf-8") == "old"


class Folderlike(type(Path())):  # type: ignore[misc]  # the class that paths have on this system
    """A folder that is gone when it is to be moved."""

    def is_dir(self) -> bool:
        return True
