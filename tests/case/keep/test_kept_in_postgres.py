"""Hiding, erasing and archiving a case in PostgreSQL. All persons are fiction."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, Text, select

from dateline.case.keep.archive import archive, restore
from dateline.case.keep.backups import back_up
from dateline.case.keep.erasing import erase
from dateline.case.keep.keys import CaseKey
from dateline.case.keep.protecting import protect
from dateline.case.keep.rotating import rotate
from dateline.case.opening import create_case_store, open_case_store
from dateline.case.store import schema as s
from dateline.case.store.postgres import PostgresStore
from dateline.case.store.protocol import Query
from dateline.case.store.sql import SqlStore
from dateline.errors import InputError, OutputError
from dateline.model.dossier import Dossier
from tests.case.keep.conftest import HIDDEN, NAMED, OTHER, add
from tests.case.postgres.server import new_url, running


@pytest.fixture
def store(key: CaseKey) -> Iterator[SqlStore]:
    made = create_case_store(new_url())
    assert isinstance(made, SqlStore)
    add(made, key, (NAMED, HIDDEN, OTHER))
    yield made
    made.close()


def _said(store: SqlStore) -> bytes:
    found = []
    with store.engine.connect() as c:
        for table in s.METADATA.sorted_tables:
            columns = [x for x in table.columns if isinstance(x.type, (Text, LargeBinary))]
            for row in c.execute(select(*columns)) if columns else ():
                found += [v if isinstance(v, bytes) else v.encode() for v in row if v is not None]
    return b"\n".join(found).lower()


def test_names_and_reports_go_from_rows_and_dumps_are_named_as_not_reached(
    store: SqlStore, key: CaseKey, dossiers: list[Dossier], tmp_path: Path
) -> None:
    back_up(store, tmp_path / "war.dump")
    assert b"wathbuoth" in _said(store)
    done = protect(store, key, ["Nyakor Wathbuoth"], "MK")
    assert b"wathbuoth" not in _said(store)
    (dump,) = done.finished.backups
    assert (dump.became, dump.reason) == ("not reached", "it is a dump of the database: make a new one and delete it")
    assert [c.words for c in store.find(Query(text="watchmen"))] == ["Two watchmen were beaten"]
    erase(store, [dossiers[0].claims[1].id], "MK", "court", key=key)
    assert b"watchmen" not in _said(store)
    erase(store, [dossiers[2].document.id], "MK", "court")
    assert b"parade" not in _said(store)
    assert store.find(Query(text="parade")) == []
    assert store.verify() == []
    new, _ = rotate(store, key, tmp_path / "new.key", "MK")
    assert all(new.unseal(r.sealed) for r in store.readings() if r.sealed is not None)


def test_an_archive_of_a_database_goes_to_a_database_alone(store: SqlStore, key: CaseKey, tmp_path: Path) -> None:
    told = archive(store, tmp_path / "war.age", recipients=[key.recipient])
    assert told.kind == "pg_dump"
    with pytest.raises(InputError, match="case in a database"):
        restore(tmp_path / "war.age", tmp_path / "war.dateline", key=key)
    assert [p.name for p in tmp_path.iterdir() if "dateline" in p.name] == []
    assert b"granary" not in (tmp_path / "war.age").read_bytes()
    with pytest.raises(OutputError, match="is there already"):
        restore(tmp_path / "war.age", store.where, key=key)


def test_a_restored_case_is_the_one_that_was_archived(store: SqlStore, key: CaseKey, tmp_path: Path) -> None:
    told = archive(store, tmp_path / "war.age", recipients=[key.recipient])
    before = [(r.report, r.dossier, r.sealed) for r in store.readings()]
    assert isinstance(store, PostgresStore)
    running().sql(f'DROP SCHEMA "{store.schema}" CASCADE')
    restore(tmp_path / "war.age", store.where, key=key)
    again = open_case_store(store.where)
    assert (again.info().seq, again.info().head) == (told.seq, told.head)
    assert [(r.report, r.dossier, r.sealed) for r in again.readings()] == before
    assert again.verify() == []
    again.close()
