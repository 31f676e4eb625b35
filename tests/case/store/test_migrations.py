"""A case made by any earlier Dateline is brought up to date, with all that it holds; what is newer is left alone."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from dateline.case.opening import create_case_store, open_case_store
from dateline.case.store import schema as s
from dateline.case.store.dump import dump
from dateline.case.store.migrations import HEAD, REVISIONS, upgrade
from dateline.case.store.sql import SqlStore
from dateline.case.store.sqlite_ddl import STEPS
from dateline.case.store.trust import KNOWN, digest_of, expected
from dateline.errors import InputError
from dateline.model.judgement import Judgement
from dateline.model.situation import Link
from scripts.soak_reports import entries

SINCE = {
    "0002": ("judged", "judgement", "member", "happening", "link"),
    "0003": ("rule", "band", "backup"),
}
"""Tables that came with a revision."""


def full(path: Path) -> SqlStore:
    """A case with something in every table."""
    store = create_case_store(path)
    assert isinstance(store, SqlStore)
    store.add(list(entries(1, 3, 2)))
    ids = [e.id for stored in store.readings() for e in stored.dossier.events]
    store.set_groups([ids[:2], ids[2:]], [Link(ids[0], ids[1], 0.9, (("day", 1.0, "same"),))], "linker/1")
    store.judge([Judgement("same", "event", tuple(ids[:2]), "AB")])
    store.set_rule("numbers", {"rule": "median"}, "AB")
    return store


def aged(path: Path, revision: str) -> list[str]:
    """Take from a case what later revisions brought: what is left is one of that revision, with its data."""
    store = open_case_store(path)
    assert isinstance(store, SqlStore)
    later = {table for since, tables in SINCE.items() if since > revision for table in tables}
    lines = [line for line in dump(store) if line.split('"')[1] not in later]
    store.close()
    with closing(sqlite3.connect(path)) as raw:
        if revision < "0004":
            for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                raw.execute(f"DROP TRIGGER {name}")
        for since, tables in SINCE.items():
            if since > revision:
                for table in tables:
                    raw.execute(f"DROP TABLE {table}")
        raw.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        raw.commit()
    return lines


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_a_case_of_every_earlier_revision_is_brought_up_with_its_data_after_a_copy_was_made(tmp_path, revision):
    path = tmp_path / "war.dateline"
    full(path).close()
    lines = aged(path, revision)
    old = path.read_bytes()
    store = open_case_store(path)
    assert isinstance(store, SqlStore)
    assert [line for line in dump(store) if line in lines] == lines
    kept = tmp_path / f"war.dateline.before-{HEAD}"
    assert kept.read_bytes()[100:] == old[100:]
    (entry,) = store.log(after=store.info().seq - 1)
    assert (entry.kind, entry.body and entry.body["from"], entry.body and entry.body["to"]) == (
        "upgrade",
        revision,
        HEAD,
    )
    with store.reading() as c:
        assert c.exec_driver_sql("SELECT path FROM backup").scalars().all() == [str(kept)]
    assert store.add(list(entries(9, 1, 2)))[0].became == "added"
    store.close()
    again = open_case_store(path)
    assert again.info().seq == entry.seq + 1  # nothing is brought up twice
    again.close()


def test_a_case_of_the_first_revision_is_whole_after_it_was_brought_up(tmp_path):
    path = tmp_path / "war.dateline"
    store = create_case_store(path)
    store.add(list(entries(1, 3, 2)))
    store.close()
    aged(path, "0001")
    store = open_case_store(path)
    assert store.verify() == []
    store.close()


def test_an_old_copy_is_not_written_over(tmp_path):
    path = tmp_path / "war.dateline"
    full(path).close()
    aged(path, "0003")
    (tmp_path / f"war.dateline.before-{HEAD}").write_text("mine")
    open_case_store(path).close()
    assert (tmp_path / f"war.dateline.before-{HEAD}").read_text() == "mine"
    assert (tmp_path / f"war.dateline.before-{HEAD}-2").exists()


def test_an_upgrade_that_fails_leaves_the_case_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "war.dateline"
    full(path).close()
    aged(path, "0002")
    old = path.read_bytes()
    broken = {**STEPS, "0004": ("CREATE TABLE half (x)", "CREATE TABLE half (x)")}
    monkeypatch.setattr("dateline.case.store.sqlite.STEPS", broken)
    with pytest.raises(Exception, match="half"):
        open_case_store(path)
    assert path.read_bytes()[100:] == old[100:]
    monkeypatch.undo()
    open_case_store(path).close()


def test_an_older_case_that_may_only_be_read_is_refused_with_advice(tmp_path, monkeypatch):
    path = tmp_path / "war.dateline"
    full(path).close()
    aged(path, "0002")
    really = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and really(path, mode))
    with pytest.raises(InputError, match=r"older Dateline .* may only be read\. Copy it"):
        open_case_store(path)


def test_the_last_revision_makes_the_tables_that_the_code_knows():
    """Migrations are the only way to tables; `schema.py` is what queries are written against."""

    def columns(*, made: bool) -> dict[str, object]:
        engine = create_engine("sqlite://")
        with engine.connect() as c:
            if made:
                upgrade(c, {})
                c.exec_driver_sql("DROP TABLE alembic_version")
            else:
                s.METADATA.create_all(c)
            seen = inspect(c)
            told = c.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").tuples().all()
            found = {name: " ".join(sql.split()) for name, sql in told}
            found |= {f"{t} columns": str(seen.get_columns(t)) for t in seen.get_table_names()}
        engine.dispose()
        return dict(sorted(found.items()))

    assert columns(made=True) == columns(made=False)


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_a_revision_amounts_to_is_known(revision):
    """A published revision is never edited: cases that it made would be refused."""
    own = [t for t in expected(revision) if not t[1].startswith(("claim_text_", "claim_box_"))]
    assert digest_of(own) == KNOWN[revision]


def test_every_revision_has_a_file_and_every_file_is_a_revision():
    from dateline.case.store import migrations

    folder = Path(migrations.__file__).parent / "versions"
    assert sorted(f.stem[1:5] for f in folder.glob("r*.py")) == sorted(REVISIONS) == list(KNOWN)


def test_every_table_refuses_to_be_changed():
    guarded = {t[1].removesuffix("_stays") for t in expected(HEAD) if t[1].endswith("_stays")}
    assert guarded == set(s.METADATA.tables) - {"meta"}
    kept = {t[1].removesuffix("_is_kept") for t in expected(HEAD) if t[1].endswith("_is_kept")}
    assert kept == guarded


def test_revisions_are_found_in_a_folder_with_an_odd_name(tmp_path, monkeypatch):
    """The package may be installed anywhere: Alembic reads percent signs and colons in paths as its own."""
    from dateline.case.store import migrations

    odd = tmp_path / "100%(here)s a:b"
    shutil.copytree(Path(migrations.__file__).parent, odd)
    monkeypatch.setattr(migrations, "__file__", str(odd / "__init__.py"))
    assert expected(HEAD)
