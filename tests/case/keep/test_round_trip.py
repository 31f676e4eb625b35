"""A case into its private archive and back is the same case: every record, decision, rule, group and day of it, in a
file and in a database. All persons are fiction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dateline.case.keep.archive import archive, restore
from dateline.case.keep.keys import CaseKey
from dateline.case.keep.protecting import protect
from dateline.case.keep.vault import hidden_names
from dateline.case.opening import create_case_store, open_case_store
from dateline.case.situation import situation_of
from dateline.case.store import schema as s
from dateline.case.store.entry import unpack
from dateline.case.store.postgres import PostgresStore
from dateline.case.store.protocol import Box, Query
from dateline.case.store.sieve import Sieve
from dateline.case.store.sql import SqlStore
from dateline.exports.case_material import material_of_case
from dateline.exports.format import format_named
from dateline.exports.writing import write_export
from dateline.model.judgement import Judgement
from dateline.model.situation import Situation
from tests.case.keep.conftest import HIDDEN, NAMED, OTHER, add
from tests.case.postgres.server import new_url, running
from tests.case.views.conftest import Clock
from tests.case.views.generated import fill

WORDS = ("raided", "granary", "Beni", "nowhere")
BOX = Box(-2, 29, 2, 31)


@pytest.fixture(params=["file", "database"])
def store(request: pytest.FixtureRequest, tmp_path: Path, key: CaseKey) -> Iterator[SqlStore]:
    """Reports with sealed originals, copies, newer readings, links, every kind of decision (some taken back), rules, a
    note, and a name hidden by hand."""
    made = create_case_store(tmp_path / "war.dateline" if request.param == "file" else new_url(), Clock())
    assert isinstance(made, SqlStore)
    add(made, key, (NAMED, HIDDEN, OTHER))
    fill(made, 5)
    (taken_back,) = made.judge([Judgement("note", "case", (made.info().id,), "Coder", value="ask the midwife again")])
    made.judge([Judgement("undo", "judgement", (taken_back.id,), "Coder")])
    made.set_rule("inclusion", {"name": "deadly", "events": {"min_deaths": 1}}, "Coder")
    protect(made, key, ["Nyakor Wathbuoth"], "Coder")
    yield made
    made.close()


@pytest.fixture
def again(store: SqlStore, key: CaseKey, tmp_path: Path) -> Iterator[tuple[SqlStore, int]]:
    """The case restored, and the last number of the log that is in the archive."""
    told = archive(store, tmp_path / "war.age")
    target = another_database(store.schema) if isinstance(store, PostgresStore) else tmp_path / "again.dateline"
    restore(tmp_path / "war.age", target, key=key)
    with closing(open_case_store(target)) as made:
        assert isinstance(made, SqlStore)
        yield made, told.seq


def another_database(schema: str) -> str:
    """A new database on the server of the tests: a dump goes into the schema that it came from."""
    name = f"again_{schema}"
    running().sql(f'CREATE DATABASE "{name}"')
    running().sql("CREATE EXTENSION IF NOT EXISTS postgis", name)
    return running().url(name, schema=schema)


def rows(store: SqlStore, until: int) -> dict[str, list[Any]]:
    """Every row of every table, but for what the making of the archive wrote down after it."""
    with store.engine.connect() as c:
        made = {n: sorted(map(repr, map(tuple, c.execute(select(t))))) for n, t in s.METADATA.tables.items()}
        for table in (s.LOG, s.LOG_BODY, s.BACKUP):
            told = c.execute(select(table).where(table.c.seq <= until).order_by(table.c.seq))
            made[table.name] = [repr(tuple(r)) for r in told]
    return {name.rpartition(".")[2]: found for name, found in made.items()}


def pictures(store: SqlStore, until: int) -> list[Situation]:
    """The case as it was at some numbers of its log, apart from what its file is called."""
    return [replace(situation_of(store, as_of=n), case="") for n in range(0, until + 1, 6)]


def test_every_row_of_every_table_comes_back(store: SqlStore, again: tuple[SqlStore, int]) -> None:
    restored, until = again
    before, after = rows(store, until), rows(restored, until)
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []
    full = {name for name, found in before.items() if found}
    assert {"log", "report", "reading", "judgement", "judged", "happening", "member", "link", "rule", "meta"} <= full
    assert restored.verify() == []
    assert (restored.info().id, restored.info().head) == (store.info().id, next(iter(store.log(until - 1))).hash)


def test_every_recorded_day_shows_the_same_picture(store: SqlStore, again: tuple[SqlStore, int]) -> None:
    restored, until = again
    assert pictures(store, until) == pictures(restored, until)
    assert len({repr(p) for p in pictures(restored, until)}) > 4
    assert restored.judgements() == store.judgements(until)
    assert restored.rules() == store.rules(until)
    assert (restored.groups(), restored.links()) == (store.groups(until), store.links(until))
    assert list(restored.reports()) == list(store.reports(until))


def test_it_is_searched_as_before(store: SqlStore, again: tuple[SqlStore, int]) -> None:
    restored, _ = again
    for query in (*(Query(text=w) for w in WORDS), Query(box=BOX), Query(box=BOX, days=(18748, 18750))):
        assert restored.find(query) == store.find(query)
    assert [bool(restored.find(Query(text=w))) for w in WORDS] == [True, True, True, False]
    assert restored.sift(Sieve(words=("Beni",))) == store.sift(Sieve(words=("Beni",)))


def test_sealed_originals_open_and_hidden_names_stay_hidden(
    store: SqlStore, again: tuple[SqlStore, int], key: CaseKey
) -> None:
    restored, _ = again
    wholes = [[unpack(key.unseal(r.sealed)) for r in each.readings() if r.sealed] for each in (store, restored)]
    assert wholes[0] == wholes[1]
    assert "Achol Zubeidaweh" in "".join(d.document.text for d in wholes[1])
    assert "Nyakor Wathbuoth" in "".join(d.document.text for d in wholes[1])
    assert not [r for r in restored.readings() if "Zubeidaweh" in repr(r.dossier) or "Wathbuoth" in repr(r.dossier)]
    assert hidden_names(restored, key) == hidden_names(store, key) == ("Nyakor Wathbuoth",)


def test_it_is_exported_as_before(store: SqlStore, again: tuple[SqlStore, int], tmp_path: Path) -> None:
    restored, until = again
    made = [
        write_export(format_named("csv"), material_of_case(each, as_of=until), tmp_path / f"{n}.csv")
        for n, each in enumerate((store, restored))
    ]
    assert made[0].path.read_bytes() == made[1].path.read_bytes()
    assert made[0].manifest["of"] == made[1].manifest["of"]
    assert made[0].records > 20
