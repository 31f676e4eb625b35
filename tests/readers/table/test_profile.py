"""A table's layout as the user says it, and as a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import InputError, OutputError, SettingsError
from dateline.readers.table.profile import Profile, load_profile, profile_of, save_profile


@pytest.mark.parametrize(
    "profile",
    [
        Profile(),
        Profile({"text": "Body", "title": "Titre é", "url": ""}, ";", "dmy"),
        Profile({"text": "1"}, "\t", "mdy"),
    ],
)
def test_a_profile_comes_back_from_its_file_and_from_its_flat_form(tmp_path: Path, profile: Profile) -> None:
    save_profile(tmp_path / "p.json", profile)
    assert load_profile(tmp_path / "p.json") == profile
    assert profile_of(profile.flat()) == profile
    assert [path.name for path in tmp_path.iterdir()] == ["p.json"]


def test_a_profile_s_file_can_be_read_by_people(tmp_path: Path) -> None:
    save_profile(tmp_path / "p.json", Profile({"title": "Titre", "text": "Texte"}, ";"))
    assert json.loads((tmp_path / "p.json").read_text(encoding="utf-8")) == {
        "format": "dateline-columns/1",
        "columns": {"text": "Texte", "title": "Titre"},
        "delimiter": ";",
        "date_order": None,
    }
    (tmp_path / "bom.json").write_bytes(b"\xef\xbb\xbf" + (tmp_path / "p.json").read_bytes())
    assert load_profile(tmp_path / "bom.json").delimiter == ";"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({}, "lacks"),
        ([], "lacks"),
        ({"format": "dateline-columns/2"}, "lacks"),
        ({"format": "dateline-columns/1", "column": {}}, "the key 'column'"),
        ({"format": "dateline-columns/1", "columns": []}, "not texts by field"),
        ({"format": "dateline-columns/1", "columns": {"text": 1}}, "not texts by field"),
        ({"format": "dateline-columns/1", "columns": {"body": "x"}}, "no field 'body'. Fields: text, title"),
        ({"format": "dateline-columns/1", "delimiter": ":"}, "parts no cells"),
        ({"format": "dateline-columns/1", "delimiter": 1}, "no text"),
        ({"format": "dateline-columns/1", "date_order": "ymd"}, "Give dmy or mdy"),
    ],
)
def test_a_file_that_is_no_profile_is_named_with_the_reason(tmp_path: Path, content: Any, said: str) -> None:
    path = tmp_path / "p.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(InputError, match=said) as error:
        load_profile(path)
    assert str(error.value).startswith(str(path))


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 60_000, b" " * 70_000, b"\0"])
def test_broken_profiles_are_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "p.json").write_bytes(data)
    with pytest.raises(InputError, match="is no profile"):
        load_profile(tmp_path / "p.json")


def test_files_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load_profile(tmp_path / "p.json")
    with pytest.raises(InputError, match="cannot be read"):
        load_profile(tmp_path)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="cannot be written"):
        save_profile(tmp_path / "file" / "p.json", Profile())


def test_a_profile_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_profile(tmp_path / "p.json", Profile({"text": "a"}))

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="No space left"):
        save_profile(tmp_path / "p.json", Profile({"text": "b"}))
    assert load_profile(tmp_path / "p.json").columns == {"text": "a"}
    assert [path.name for path in tmp_path.iterdir()] == ["p.json"]


@pytest.mark.parametrize(
    "columns", [{"body": "x"}, {"delimiter": ":"}, {"delimiter": ""}, {"date_order": "ymd"}, {"format": "x"}]
)
def test_settings_that_do_not_exist_are_refused(columns: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        profile_of(columns)
