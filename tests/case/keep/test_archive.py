"""The private archive and what is restored from it; the shareable export beside it. All persons are fiction."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pyrage
import pytest
from sqlalchemy import select

from dateline.case.keep.archive import FORMAT, archive, restore
from dateline.case.keep.keys import CaseKey, load_key, make_key
from dateline.case.keep.protecting import protect
from dateline.case.keep.sharing import share
from dateline.case.keep.vault import hidden_names
from dateline.case.store import schema as s
from dateline.case.store.sqlite import SqliteStore, open_sqlite
from dateline.errors import DatelineError, InputError, OutputError, SettingsError
from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement
from dateline.model.schema import dossier_from_json
from tests.case.keep.conftest import Case


def _rows(store: SqliteStore, until: int) -> dict[str, list[Any]]:
    """All rows that are no index's own, recorded up to a number of the log."""
    with store.engine.connect() as c:
        own = list(s.METADATA.tables)
        rows = {n: [tuple(r) for r in c.execute(select(s.METADATA.tables[n])).all()] for n in own}
    rows["log"] = [r for r in rows["log"] if r[0] <= until]
    rows["log_body"] = [r for r in rows["log_body"] if r[0] <= until]
    rows["backup"] = [r for r in rows["backup"] if r[0] <= until]
    return rows


@pytest.fixture
def full(case: Case, key: CaseKey, dossiers: list[Dossier]) -> SqliteStore:
    store = case()
    store.set_groups([[dossiers[0].events[0].id, dossiers[2].events[0].id]], [], "linker/1")
    about = (dossiers[0].events[0].id,)
    store.judge([
        Judgement("value", "event", about, "Codername", slot="deaths", value=3, reason="rang them"),
        Judgement("note", "event", about, "Codername", value="mine alone"),
    ])  # fmt: skip
    protect(store, key, ["Nyakor Wathbuoth"], "Codername")
    return store


def test_a_restored_case_is_equal_row_for_row_and_opens_with_the_key(
    full: SqliteStore, key: CaseKey, tmp_path: Path
) -> None:
    told = archive(full, tmp_path / "war.age")
    assert told.seq == full.info().seq - 1  # the making of the archive was written down after it
    restore(tmp_path / "war.age", tmp_path / "new" / "war2.dateline", key=key)
    again = open_sqlite(tmp_path / "new" / "war2.dateline")
    assert _rows(again, told.seq) == _rows(full, told.seq)
    assert again.info().head == told.head
    assert again.verify() == []
    assert hidden_names(again, key) == ("Nyakor Wathbuoth",)
    again.close()
    assert sorted(p.name for p in (tmp_path / "new").iterdir()) == ["war2.dateline"]
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


def test_an_archive_shows_nothing_and_is_for_its_owner_alone(full: SqliteStore, tmp_path: Path) -> None:
    archive(full, tmp_path / "war.age")
    data = (tmp_path / "war.age").read_bytes()
    assert data.startswith(b"age-encryption.org/v1\n")
    assert b"SQLite" not in data
    assert b"granary" not in data
    assert (tmp_path / "war.age").stat().st_mode & 0o077 == 0


def test_an_archive_for_somebody_else_or_for_a_passphrase_opens_for_them(full: SqliteStore, tmp_path: Path) -> None:
    friend = make_key(tmp_path / "friend.key")
    archive(full, tmp_path / "a.age", recipients=[friend.recipient])
    restore(tmp_path / "a.age", tmp_path / "a.dateline", key=load_key(tmp_path / "friend.key"))
    words = "four words and more"
    archive(full, tmp_path / "b.age", passphrase=words)
    restore(tmp_path / "b.age", tmp_path / "b.dateline", passphrase=words)
    with pytest.raises(InputError, match="another passphrase"):
        restore(tmp_path / "b.age", tmp_path / "c.dateline", passphrase=words[:-1])
    for name in ("a", "b"):
        store = open_sqlite(tmp_path / f"{name}.dateline")
        assert store.verify() == []
        store.close()


def test_another_key_or_none_opens_nothing_and_leaves_nothing(full: SqliteStore, tmp_path: Path) -> None:
    archive(full, tmp_path / "war.age")
    before = sorted(p.name for p in tmp_path.iterdir())
    with pytest.raises(SettingsError, match="needs the key"):
        restore(tmp_path / "war.age", tmp_path / "x.dateline")
    key = make_key(tmp_path / "other.key")
    with pytest.raises(InputError, match="sealed for another key"):
        restore(tmp_path / "war.age", tmp_path / "x.dateline", key=key)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([*before, "other.key"])


def _sealed(key: CaseKey, told: dict[str, Any] | bytes, body: bytes) -> bytes:
    line = told if isinstance(told, bytes) else json.dumps(told).encode()
    return key.seal(line + b"\n" + body)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda t, b: (t | {"size": t["size"] - 1}, b), "more than it says"),
        (lambda t, b: (t, b[:-4096]), "cut off"),
        (lambda t, b: (t, b[:-1] + b"x"), "was changed"),
        (lambda t, b: (t | {"head": "0" * 64}, b), "another case"),
        (lambda t, b: (t | {"format": "dateline-archive/9"}, b), "that this Dateline knows"),
        (lambda t, b: (t | {"size": -1}, b), "that this Dateline knows"),
        (lambda t, b: (t | {"size": True}, b), "that this Dateline knows"),
        (lambda t, b: (t | {"size": 2**70}, b), "that this Dateline knows"),
        (lambda t, b: (t | {"path": "../../etc"}, b), "that this Dateline knows"),
        (lambda t, b: (t | {"kind": "pg_dump"}, b), "of a case in a database"),
        (lambda t, b: (b"[" * 9000, b), "that this Dateline knows"),
        (lambda t, b: (b"x" * 20_000, b), "no archive of a case"),
        (lambda t, b: (b"", b), "that this Dateline knows"),
    ],
)
def test_a_hostile_archive_is_refused_and_leaves_nothing(
    full: SqliteStore, key: CaseKey, tmp_path: Path, change: Any, reason: str
) -> None:
    archive(full, tmp_path / "war.age")
    line, _, body = key.unseal((tmp_path / "war.age").read_bytes()).partition(b"\n")
    (tmp_path / "bad.age").write_bytes(_sealed(key, *change(json.loads(line), body)))
    before = sorted(p.name for p in tmp_path.iterdir())
    with pytest.raises(DatelineError, match=reason):
        restore(tmp_path / "bad.age", tmp_path / "x.dateline", key=key)
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_a_cut_off_archive_a_plain_case_and_an_export_are_no_archives(
    full: SqliteStore, key: CaseKey, tmp_path: Path
) -> None:
    archive(full, tmp_path / "war.age")
    (tmp_path / "cut.age").write_bytes((tmp_path / "war.age").read_bytes()[:-200])
    share(full, tmp_path / "out.zip")
    for name, reason in (
        ("cut.age", "damaged or cut off"),
        ("war.dateline", "no encrypted file"),
        ("out.zip", "shareable"),
    ):
        with pytest.raises(InputError, match=reason):
            restore(tmp_path / name, tmp_path / "x.dateline", key=key)
    assert not (tmp_path / "x.dateline").exists()


def test_nothing_is_written_over(full: SqliteStore, key: CaseKey, tmp_path: Path) -> None:
    archive(full, tmp_path / "war.age")
    with pytest.raises(OutputError, match="is there already"):
        archive(full, tmp_path / "war.age")
    with pytest.raises(OutputError, match="is there already"):
        restore(tmp_path / "war.age", tmp_path / "war.dateline", key=key)


def test_who_an_archive_is_for_is_checked_first(full: SqliteStore, key: CaseKey, tmp_path: Path) -> None:
    for how in ({"recipients": ["age1nonsense"]}, {"passphrase": "short"},
                {"passphrase": "long enough for us", "recipients": [key.recipient]}):  # fmt: skip
        with pytest.raises(SettingsError):
            archive(full, tmp_path / "war.age", **how)
    assert not (tmp_path / "war.age").exists()


def test_an_archive_can_be_opened_by_age_itself(full: SqliteStore, key: CaseKey, tmp_path: Path) -> None:
    archive(full, tmp_path / "war.age")
    plain = io.BytesIO()
    secret = next(x for x in (tmp_path / "war.key").read_text().splitlines() if x.startswith("AGE-SECRET-KEY-"))
    with (tmp_path / "war.age").open("rb") as stream:
        pyrage.decrypt_io(stream, plain, [pyrage.x25519.Identity.from_str(secret)])
    line, _, body = plain.getvalue().partition(b"\n")
    assert json.loads(line)["format"] == FORMAT
    assert body.startswith(b"SQLite format 3\0")


def _told(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as made:
        return {name: made.read(name).decode() for name in made.namelist()}


def test_an_export_holds_short_quotes_and_decisions_without_names(
    full: SqliteStore, key: CaseKey, dossiers: list[Dossier], tmp_path: Path
) -> None:
    done = share(full, tmp_path / "out.zip", key=key)
    told = _told(tmp_path / "out.zip")
    every = "".join(told.values())
    shown = [dossier_from_json(line) for line in told["dossiers.jsonl"].splitlines()]
    assert [d.document.id for d in shown] == [d.document.id for d in dossiers]
    for secret in ("Wathbuoth", "Zubeidaweh", "555 0143", "Codername", "rang them", "mine alone", "report-0.txt"):
        assert secret.lower() not in every.lower()
    (judged,) = map(json.loads, told["judgements.jsonl"].splitlines())
    assert (judged["value"], judged["by"], judged["day"][:4]) == (3, "person", "2021")
    assert "who" not in judged
    manifest = json.loads(told["manifest.json"])
    assert manifest["files"]["dossiers.jsonl"]["lines"] == done.reports == 3
    assert "reasons of decisions" in manifest["left_out"]
    assert dict(done.redactions)["source"] >= 1


def test_coders_and_reasons_go_out_only_when_asked_for(full: SqliteStore, key: CaseKey, tmp_path: Path) -> None:
    share(full, tmp_path / "out.zip", coders=True, reasons=True, key=key)
    (judged,) = map(json.loads, _told(tmp_path / "out.zip")["judgements.jsonl"].splitlines())
    assert (judged["who"], judged["reason"]) == ("Codername", "rang them")


def test_equal_cases_give_equal_exports_whose_digests_hold(full: SqliteStore, tmp_path: Path) -> None:
    import hashlib

    share(full, tmp_path / "a.zip")
    share(full, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    told = _told(tmp_path / "a.zip")
    for name, said in json.loads(told["manifest.json"])["files"].items():
        assert hashlib.sha256(told[name].encode()).hexdigest() == said["sha256"]
