"""`dateline protect`, `erase`, `backup`, `archive`, `restore`, `share`. All persons are fiction."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline.case.keep.keys import CaseKey
from dateline.case.store.sqlite import open_sqlite
from dateline.cli.app import app
from dateline.model.dossier import Dossier
from tests.case.keep.conftest import Case


@pytest.fixture(autouse=True)
def folder(case: Case, key: CaseKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case with its key at its place, and its folder to work in."""
    case().close()
    (tmp_path / "war.key").rename(tmp_path / "war.dateline.key")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app, list(words), input=given)


def test_names_are_hidden_from_standard_input_and_shown_only_when_asked_for(folder: Path) -> None:
    done = run("protect", "war.dateline", "--from-file", "-", given="\nNyakor Wathbuoth\n Nobody Atall \n")
    assert done.exit_code == 0, done.output
    assert "Hidden in 1 report;" in done.output
    assert "Number 2 of the names stands in no report yet" in done.output
    assert "found 0" in done.output
    assert "Wathbuoth" not in done.output
    assert run("protect", "war.dateline", "--list").exit_code == 2
    assert run("protect", "war.dateline", "--list", "--anyway").output.endswith("Nyakor Wathbuoth\nNobody Atall\n")


@pytest.mark.parametrize(
    "words",
    [[], ["Somebody", "--list"], ["--list", "--new-key", "new.key"], ["--reveal", "doc-1", "--from-file", "-"], ["…"]],
)
def test_one_thing_is_asked_of_protect_at_a_time(words: list[str]) -> None:
    assert run("protect", "war.dateline", *words, given="x\n").exit_code == 2


def test_erasing_asks_first_and_says_what_it_proved_and_what_it_did_not_reach(
    folder: Path, dossiers: list[Dossier]
) -> None:
    id_ = dossiers[0].document.id
    assert run("backup", "war.dateline", "-o", "copy.dateline").exit_code == 0
    assert run("backup", "war.dateline", "-o", "gone.dateline").exit_code == 0
    (folder / "gone.dateline").unlink()
    asked = ("erase", "war.dateline", id_, "--who", "AB", "--reason", "court order")
    unasked = run(*asked)
    assert unasked.exit_code == 1
    assert "Add --yes" in unasked.output
    done = run(*asked, "--yes")
    assert done.exit_code == 4, done.output
    assert "Erased: 1 report, 3 claims" in done.output
    assert f"The copy {folder / 'copy.dateline'}: changed." in done.output
    assert "NOT REACHED" in done.output
    assert "gone.dateline: it is not there" in done.output
    again = run(*asked, "--yes")
    assert again.exit_code == 1
    assert "was erased" in again.output


def test_archive_and_share_are_not_mistaken_for_each_other(folder: Path) -> None:
    wrong = run("archive", "war.dateline", "-o", "war.age", "--share")
    assert wrong.exit_code == 2
    assert "dateline share" in wrong.output
    assert run("share", "war.dateline", "-o", "out.zip").exit_code == 0
    refused = run("restore", "out.zip", "-o", "new.dateline", "--key", "war.dateline.key")
    assert refused.exit_code == 1
    assert "a shareable export" in refused.output


def test_an_archive_with_a_passphrase_comes_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_PASSPHRASE", "four words and more")
    made = run("archive", "war.dateline", "-o", "war.age", "--passphrase")
    assert made.exit_code == 0, made.output
    done = run("restore", "war.age", "-o", "new.dateline", "--passphrase")
    assert done.exit_code == 0, done.output
    store = open_sqlite(folder / "new.dateline")
    assert store.verify() == []
    store.close()
    assert run("restore", "war.age", "-o", "new.dateline", "--passphrase").exit_code == 1


def test_a_missing_case_is_said_to_be_missing_by_every_command(folder: Path) -> None:
    for words in (["protect", "X", "Name"], ["erase", "X", "doc-1", "--who", "A", "--reason", "b"],
                  ["backup", "X", "-o", "b"], ["archive", "X", "-o", "a"], ["share", "X", "-o", "s"]):  # fmt: skip
        done = run(*words)
        assert done.exit_code == 1, words
        assert "X: is not there." in done.output
