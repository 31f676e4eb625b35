"""The key of a case: whose it is, who may read it, and a new one in place of the old. All persons are fiction."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from dateline.case.keep.backups import back_up
from dateline.case.keep.keys import CaseKey, key_path, load_key, make_key
from dateline.case.keep.protecting import protect
from dateline.case.keep.revealing import identities
from dateline.case.keep.rotating import rotate
from dateline.case.keep.vault import hidden_names, key_for
from dateline.case.store.sqlite import open_sqlite
from dateline.errors import InputError, OutputError
from dateline.model.dossier import Dossier
from tests.case.keep.conftest import Case, Told, add


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o602, 0o601])
def test_a_key_that_others_may_read_is_not_used(tmp_path: Path, mode: int) -> None:
    made = make_key(tmp_path / "war.key")
    assert load_key(tmp_path / "war.key").recipient == made.recipient
    (tmp_path / "war.key").chmod(mode)
    with pytest.raises(InputError, match="chmod 600"):
        load_key(tmp_path / "war.key")


@pytest.mark.parametrize("data", [b"", b"AGE-SECRET-KEY-1NONSENSE\n", b"\xff\xfe", b"# a note\n", b"x" * 100_000])
def test_what_is_no_key_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "war.key").write_bytes(data)
    (tmp_path / "war.key").chmod(0o600)
    with pytest.raises(InputError):
        load_key(tmp_path / "war.key")


def test_a_lost_key_is_told_with_what_it_means(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="what was sealed cannot be opened"):
        load_key(tmp_path / "war.key")


def test_a_key_is_never_written_over_nor_written_by_accident(tmp_path: Path) -> None:
    key = make_key(tmp_path / "war.key")
    secret = (tmp_path / "war.key").read_text().splitlines()[2]
    with pytest.raises(OutputError):
        make_key(tmp_path / "war.key")
    assert secret not in repr(key) + str(key)
    with pytest.raises(TypeError, match="copy its file"):
        pickle.dumps(key)


def test_a_key_of_another_case_is_told_from_the_case_s_own(case: Case, key: CaseKey, tmp_path: Path) -> None:
    store = case()
    protect(store, key, ["Deng Example"], "MK")
    make_key(tmp_path / "other.key")
    assert key_for(store, tmp_path / "war.key").recipient == key.recipient
    with pytest.raises(InputError, match="the key of another case"):
        key_for(store, tmp_path / "other.key")


def test_where_the_key_of_a_case_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_CASE_KEY", raising=False)
    assert key_path("a/war.dateline") == Path("a/war.dateline.key")
    assert key_path("postgresql://host/war").parent.name == "keys"
    monkeypatch.setenv("DATELINE_CASE_KEY", "/media/stick/war.key")
    assert key_path("a/war.dateline") == Path("/media/stick/war.key")


def test_after_a_change_of_key_the_old_one_opens_nothing_in_case_and_copy_and_pseudonyms_stay(
    case: Case, key: CaseKey, tmp_path: Path
) -> None:
    store = case()
    protect(store, key, ["Nyakor Wathbuoth"], "MK")
    back_up(store, tmp_path / "copy.dateline")
    before = [r.dossier for r in store.readings()]
    new, finished = rotate(store, key, tmp_path / "new.key", "MK")
    assert [b.became for b in finished.backups] == ["changed"]
    assert [r.dossier for r in store.readings()] == before
    copy = open_sqlite(tmp_path / "copy.dateline")
    for one in (store, copy):
        sealed = [r.sealed for r in one.readings() if r.sealed is not None]
        assert len(sealed) == 2
        for data in sealed:
            new.unseal(data)
            with pytest.raises(ValueError, match="another key"):
                key.unseal(data)
        assert hidden_names(one, new) == ("Nyakor Wathbuoth",)
        assert one.info().recipient == new.recipient
        assert one.verify() == []
    copy.close()
    assert load_key(tmp_path / "new.key").pseudonym_key == key.pseudonym_key


def test_one_source_has_one_pseudonym_before_and_after_a_change_of_key(
    case: Case, key: CaseKey, tmp_path: Path
) -> None:
    def told(place: str) -> Told:
        text = f"The River Guard left {place}, said Achol Zubeidaweh, who asked not to be named.\n"
        return Told(text, "Achol Zubeidaweh", (f"The River Guard left {place}",), place=place)

    store = case((told("Melut"),))
    new, _ = rotate(store, key, tmp_path / "new.key", "MK")
    add(store, new, (told("Renk"),))
    first, second = (r.dossier.document.text.split("[")[1] for r in store.readings())
    assert first == second


def test_a_file_that_is_a_key_of_something_else_is_not_made_the_new_key(
    case: Case, key: CaseKey, tmp_path: Path
) -> None:
    store = case()
    make_key(tmp_path / "other.key")
    for name in ("other.key", "war.key"):
        with pytest.raises(InputError, match="is a key already"):
            rotate(store, key, tmp_path / name, "MK")


def test_who_is_hidden_is_told_to_the_holder_of_the_key_alone(
    case: Case, key: CaseKey, dossiers: list[Dossier], tmp_path: Path
) -> None:
    store = case()
    (one,) = identities(store, key, dossiers[1].document.id)
    assert one.name == "Achol Zubeidaweh"
    assert one.label.startswith("source ")
    assert "Achol" not in repr(one)
    assert identities(store, key, dossiers[2].document.id) == []
    with pytest.raises(InputError, match="sealed for another key"):
        identities(store, make_key(tmp_path / "other.key"), dossiers[1].document.id)
    with pytest.raises(InputError, match="is not in it"):
        identities(store, key, "doc-000000000000")
