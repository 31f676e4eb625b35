"""Whom a case hides is hidden in what comes later too: in reports added or read anew, in what coders write, in what
is passed on. All persons are fiction."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.stub_reader import dossier_of, report
from dateline.case.adding.add import add_reports
from dateline.case.adding.keyed import keyed_case
from dateline.case.keep.sharing import share
from dateline.case.keep.vault import hidden_names
from dateline.case.opening import open_case_store
from dateline.case.store.sql import SqlStore
from dateline.errors import InputError
from dateline.model.document import Document
from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement
from dateline.run import batch
from dateline.web.app import create_app
from dateline.web.settings import ServeSettings

NAME = "Nyakor Wathbuoth"
SECRET = b"Wathbuoth"


@pytest.fixture(autouse=True)
def _reader(monkeypatch: pytest.MonkeyPatch) -> None:
    def fake(document: Document, settings: object = None) -> Dossier:
        return dossier_of(document)

    monkeypatch.setattr(batch, "read_document", fake)
    monkeypatch.delenv("DATELINE_CASE_KEY", raising=False)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case of one report, in which a name was hidden as it was added."""
    (tmp_path / "a.txt").write_text(f"{report(1, 'Report')}\n\n{NAME} said so.\n", encoding="utf-8")
    with keyed_case(str(tmp_path / "war.dateline")) as keyed:
        list(add_reports(keyed.store, [str(tmp_path / "a.txt")], key=keyed.key, protect=(NAME,)))
    return tmp_path / "war.dateline"


def held(case: Path) -> bytes:
    """Every byte of the case, and its dossiers, texts and log unpacked."""
    with closing(open_case_store(case)) as store:
        assert isinstance(store, SqlStore)
        with store.engine.connect() as c:
            bodies = c.exec_driver_sql("SELECT body FROM log_body UNION ALL SELECT text FROM body").scalars().all()
            packed = c.exec_driver_sql("SELECT dossier FROM reading").scalars().all()
    files = b"".join(p.read_bytes() for p in case.parent.glob("war.dateline*") if p.suffix != ".key")
    return files + "".join(bodies).encode() + b"".join(zlib.decompress(p) for p in packed)


@pytest.fixture
def store(case: Path) -> Iterator[SqlStore]:
    with closing(open_case_store(case)) as made:
        assert isinstance(made, SqlStore)
        yield made


@pytest.mark.parametrize("reread", [True, False])
def test_a_name_hidden_while_adding_stays_hidden_in_what_is_read_anew_or_added_later(
    case: Path, tmp_path: Path, *, reread: bool
) -> None:
    later = tmp_path / "a.txt"
    if not reread:
        later = tmp_path / "b.txt"
        later.write_text(f"{report(2, 'Report')}\n\n{NAME} said it again.\n", encoding="utf-8")
    with keyed_case(str(case)) as keyed:
        [receipt] = add_reports(keyed.store, [str(later)], key=keyed.key, reread=reread)
        assert receipt.became == ("known" if reread else "added")
        assert hidden_names(keyed.store, keyed.key) == (NAME,)  # type: ignore[arg-type]
    assert SECRET not in held(case)


def note(words: str) -> Judgement:
    told = {"written": words}
    return Judgement("note", "happening", ("happening-0",), words, slot="note", value=told, reason=f"by {words}")


def test_hidden_names_are_taken_out_of_what_coders_write(case: Path, store: SqlStore) -> None:
    [kept] = store.judge([note(NAME)])
    assert kept.who == "[name withheld]"
    assert kept.reason == "by [name withheld]"
    assert kept.value == {"written": "[name withheld]"}
    assert store.as_kept([note(NAME)])[0].value == kept.value
    store.set_rule("mine", {"outlets": [NAME, "Nile Wire"]}, NAME)
    assert store.rules()["mine"] == {"outlets": ["[name withheld]", "Nile Wire"]}
    assert SECRET not in held(case)
    assert store.judge([note("AB")])[0].reason == "by AB"


def test_a_key_that_lies_elsewhere_serves_as_well(case: Path, store: SqlStore, tmp_path: Path) -> None:
    (tmp_path / "safe").mkdir()
    key = shutil.move(f"{case}.key", tmp_path / "safe" / "war.key")
    create_app(store, ServeSettings(str(case), key=Path(key)))
    assert NAME not in str(store.judge([note(NAME)])[0].reason)


def test_without_the_key_what_coders_wrote_does_not_leave_the_house(case: Path, store: SqlStore) -> None:
    shutil.move(f"{case}.key", case.with_name("elsewhere.key"))
    store.judge([Judgement("note", "happening", ("happening-0",), "AB", reason=f"by {NAME}")])
    for coders in (True, False):
        with pytest.raises(InputError, match="only the key tells"):
            share(store, case.with_name("out.zip"), coders=coders, reasons=not coders)
    assert not case.with_name("out.zip").exists()
    share(store, case.with_name("out.zip"))
    with zipfile.ZipFile(case.with_name("out.zip")) as made:
        assert all(SECRET not in made.read(name) for name in made.namelist())
