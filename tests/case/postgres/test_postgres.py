"""What a case in PostgreSQL does in its own way: opening, its one writer, its checks, its backup. Everything else is in
the contract tests, which run over both databases. The reports are made up."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from benchmarks.synthetic_case import World
from dateline.case.store import schema as s
from dateline.case.store.entry import Entry, entry_of
from dateline.case.store.migrations import HEAD, REVISIONS
from dateline.case.store.postgres import PostgresStore, bring_up, create_postgres, exists, open_postgres
from dateline.case.store.postgres_care import restored
from dateline.case.store.postgres_engine import parted
from dateline.case.store.protocol import Box, Query
from dateline.case.store.sqlite import create_case
from dateline.case.store.trust import FORMAT
from dateline.errors import InputError, OutputError
from dateline.model.dossier import Dossier
from scripts.postgres import Server
from tests.case.postgres.conftest import Keep


@pytest.fixture(scope="session")
def entries() -> list[Entry]:
    return [entry_of(d, f"report {n}") for n, d in enumerate(World(seed=11).reports(12))]


@pytest.fixture
def store(url: str, entries: list[Entry], keep: Keep) -> PostgresStore:
    made = keep(create_postgres(url))
    made.add(entries)
    return made


# opening


def test_a_case_is_made_once_and_opened_again(url: str, keep: Keep) -> None:
    assert not exists(url)
    made = keep(create_postgres(url))
    assert exists(url)
    assert keep(open_postgres(url)).info().id == made.info().id
    with pytest.raises(OutputError, match="already"):
        create_postgres(url)


def test_cases_of_one_database_do_not_see_each_other(
    server: Server, entries: list[Entry], url: str, keep: Keep
) -> None:
    keep(create_postgres(url)).add(entries[:1])
    beside = keep(create_postgres(f"{url}_b"))
    assert beside.info().counts["report"] == 0
    assert beside.add(entries[:1])[0].became == "added"


def test_a_case_that_is_not_there_is_said_to_be_missing(url: str) -> None:
    with pytest.raises(InputError, match="no case in the schema"):
        open_postgres(url)


def test_tables_of_somebody_else_are_left_alone(server: Server, url: str) -> None:
    schema = parted(url)[1]
    server.sql(f"CREATE SCHEMA {schema}; CREATE TABLE {schema}.meta (key text, value text)")
    assert exists(url)
    with pytest.raises(OutputError, match="already"):
        create_postgres(url)
    with pytest.raises(InputError, match="other tables"):
        open_postgres(url)


def test_a_database_without_postgis_is_told_how_to_get_it(server: Server) -> None:
    server.sql("CREATE DATABASE plain TEMPLATE template0 ENCODING 'UTF8'", "postgres")
    for way in (create_postgres, open_postgres):
        with pytest.raises(InputError, match="CREATE EXTENSION postgis"):
            way(server.url("plain"))


def test_a_database_in_another_encoding_is_refused(server: Server) -> None:
    server.sql("CREATE DATABASE old TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'", "postgres")
    server.sql("CREATE EXTENSION postgis", "old")
    with pytest.raises(InputError, match="UTF8"):
        create_postgres(server.url("old"))


def test_postgis_may_stand_in_a_schema_of_its_own(server: Server, entries: list[Entry], keep: Keep) -> None:
    server.sql("CREATE DATABASE apart TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'", "postgres")
    server.sql('CREATE SCHEMA "Geo Data"; CREATE EXTENSION postgis SCHEMA "Geo Data"', "apart")
    store = keep(create_postgres(server.url("apart")))
    store.add(entries[:1])
    assert store.find(Query(box=Box(-90, -180, 90, 180)))


@pytest.mark.parametrize("schema", ["Case", "pg_case", "a-b", 'x"; DROP', "1st", "ä"])
def test_a_schema_is_a_plain_name(server: Server, schema: str) -> None:
    with pytest.raises(InputError, match="schema"):
        create_postgres(server.url(schema=schema))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://user:hunter2@localhost:1/x",
        "postgresql://user@localhost:1/x?password=hunter2",
        "postgresql://user:hunter2@/x?host=/nowhere&sslpassword=hunter2",
        "postgresql://user:hunter2@localhost:port/x",
        "postgresql://user:hunter2@localhost:1/x?schema=No",
    ],
)
def test_a_password_is_in_no_message(url: str) -> None:
    for way in (create_postgres, open_postgres, exists):
        with pytest.raises(InputError) as caught:
            way(url)
        assert "hunter2" not in str(caught.value)
        assert "user" in str(caught.value) or "URL" in str(caught.value)


def test_a_password_is_not_in_what_the_case_is_called(url: str, keep: Keep) -> None:
    case = keep(create_postgres(url.replace("dateline@", "dateline:hunter2@")))
    assert case.url.password == "hunter2"  # noqa: S105
    assert "hunter2" not in case.info().where
    assert "***" not in case.info().where
    assert keep(open_postgres(case.info().where)).info().id == case.info().id


def test_a_server_that_is_away_for_a_while_is_no_fault_of_what_was_asked(
    store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever serves the case answers that it cannot now (503), so that browsers send their decisions again."""
    import psycopg

    def away(*_: object, **__: object) -> None:
        raise psycopg.OperationalError("connection refused")

    store.engine.dispose()
    with monkeypatch.context() as patch:
        patch.setattr(psycopg, "connect", away)
        with pytest.raises(OutputError, match=r"was lost .*Do it again"):
            store.head()
    assert store.head()[0] > 0


def test_what_a_failing_statement_was_given_is_in_no_message(store: PostgresStore) -> None:
    with pytest.raises(IntegrityError) as caught, store.writing() as c:
        c.execute(text("INSERT INTO meta VALUES (:key, :told), (:key, :told)"), {"key": "k", "told": "a secret"})
    assert "a secret" not in str(caught.value)


# one writer


def test_a_second_writer_waits_and_sees_what_the_first_left(url: str, entries: list[Entry], keep: Keep) -> None:
    one, two = keep(create_postgres(url)), keep(open_postgres(url))
    begun, receipts = threading.Event(), []

    def second() -> None:
        begun.set()
        receipts.extend(two.add(entries[:2]))

    with one.writing() as c:
        thread = threading.Thread(target=second)
        thread.start()
        assert begun.wait(10)
        thread.join(0.2)
        assert thread.is_alive()
        c.execute(text("INSERT INTO meta VALUES ('first', 'was here')"))
    thread.join(30)
    assert [r.seq for r in receipts] == [1, 2]
    assert two.verify() == []


def test_writers_at_once_add_each_report_once(url: str, entries: list[Entry], keep: Keep) -> None:
    create_postgres(url).close()
    became: list[str] = []

    def add(mine: list[Entry]) -> None:
        with_own = open_postgres(url)
        for entry in mine:
            became.extend(r.became for r in with_own.add([entry]))
        with_own.close()

    threads = [threading.Thread(target=add, args=(entries[n % 2 :: 1],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    case = keep(open_postgres(url))
    assert became.count("added") == len(entries) == case.info().counts["report"]
    assert case.verify() == []


# searching


QUESTIONS = [
    Query(text="deba"), Query(text="DÉBA dede"), Query(text='"deba dede"'), Query(text="no_such-word"),
    Query(text="?!"),
    Query(text="deba & dede | ! ( *"), Query(text='un"closed deba'), Query(box=Box(0, 20, 40, 60)),
    Query(box=Box(-60, 170, 60, -60)), Query(box=Box(0, 20, 40, 60), text="dede"), Query(days=(15500, 17500)),
    Query(days=(None, 16000)), Query(days=(17000, None)), Query(days=(16500, 16600), text="dede"),
    Query(box=Box(0, -180, 40, 180), days=(16000, 18000), text="dede"), Query(text="dede", limit=3, after=5),
    Query(text="dede", as_of=4),
]  # fmt: skip


def test_both_databases_find_the_same(store: PostgresStore, entries: list[Entry], tmp_path: Path, keep: Keep) -> None:
    case = keep(create_case(tmp_path / "case.dateline"))
    case.add(entries)
    found = [([c.id for c in store.find(q)], [c.id for c in case.find(q)]) for q in QUESTIONS]
    assert [ours for ours, _ in found] == [theirs for _, theirs in found]
    assert sum(1 for ours, _ in found if ours) > len(QUESTIONS) / 2


WORDS = [
    ("Al-Ṭanf, 3.5 km", "tanf", True), ("Al-Ṭanf, 3.5 km", "al-tanf", True), ("Al-Ṭanf, 3.5 km", '"tanf al"', False),
    ("Al-Ṭanf, 3.5 km", "3.5", True), ("Al-Ṭanf, 3.5 km", "5.3", False), ("l’armée", "armee", True),
    ("naïve İstanbul", "NAIVE istanbul", True), ("x_y a@b.org", "b.org", True), ("Straße", "strasse", False),
    ("ØÆß", "øæß", True), ("中文字 안녕", "안녕", True), ("القصف على", "القصف", True), ("١٢ قتيلا", "١٢", True),
    ("don't", "dont", False), ("e-mail", "email", False), ("e-mail", "mail e", True), ("1e5 12abc", "12abc", True),
    ("http://a.org/b?c=d", "c", True), ("-5 degrees", "5", True),
]  # fmt: skip


@pytest.mark.parametrize(("words", "asked", "met"), WORDS)
def test_words_match_alike_in_both(
    url: str, entries: list[Entry], tmp_path: Path, words: str, asked: str, *, met: bool
) -> None:
    entry = entries[0]
    told = replace(entry, claims=((*entry.claims[0][:-1], words), *entry.claims[1:]))
    for case in (create_postgres(url), create_case(tmp_path / "case.dateline")):
        case.add([told])
        assert bool(case.find(Query(text=asked))) is met, case.where
        case.close()


def test_a_claim_longer_than_an_index_takes_is_kept_and_found(url: str, entries: list[Entry], keep: Keep) -> None:
    entry = entries[0]
    long = "shelling " + " ".join(f"w{n}" for n in range(250_000)) + "x" * 5_000
    case = keep(create_postgres(url))
    case.add([replace(entry, claims=((*entry.claims[0][:-1], long), *entry.claims[1:]))])
    assert [c.words == long for c in case.find(Query(text="shelling"))] == [True]


# checks of itself


FAULTS = [
    ("DROP TABLE finding", "table finding is missing"),
    ("DROP INDEX claim_text", "index claim_text is missing"),
    ("ALTER TABLE claim DISABLE TRIGGER ALL", "triggers of claim are switched off"),
    ("DROP TRIGGER log_is_kept ON log", "trigger log_is_kept is missing"),
    ("SET session_replication_role = replica; DELETE FROM source WHERE n = 1", "refers to a row of source"),
    (
        "SET session_replication_role = replica; UPDATE log SET at = '2001-01-01T00:00:00' WHERE seq = 3",
        "entry 3 was changed",
    ),
    (
        "SET session_replication_role = replica; UPDATE log_body SET body = replace(body, 'o', '0') WHERE seq = 2",
        "words of entry 2",
    ),
]


def test_a_case_only_grows(store: PostgresStore) -> None:
    for change in ("DELETE FROM claim", "UPDATE log SET at = ''", "TRUNCATE toll", "UPDATE reading SET engine = ''"):
        with pytest.raises(OutputError, match="only grows"), store.writing() as c:
            c.exec_driver_sql(change)
    with store.erasing() as c:
        c.exec_driver_sql("UPDATE claim SET words = 'erased' WHERE n = 1")
    assert [found.n for found in store.find(Query(text="erased"))] == [1]
    assert [fault.split(": ")[1] for fault in store.verify()] == ["its rows of claim are not what its dossier says"]


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_case_of_each_earlier_revision_is_brought_up(
    url: str, entries: list[Entry], keep: Keep, revision: str
) -> None:
    old = keep(PostgresStore(*parted(url)))
    with old.writing() as c:
        c.exec_driver_sql(f'CREATE SCHEMA "{old.schema}"')
        bring_up(c, old, revision)
        old.put(c, s.META, [("case", f"case-{'0' * 16}"), ("format", FORMAT), ("made", "")])
    opened = keep(open_postgres(url))
    assert opened.verify() == []
    assert [a.became for a in opened.add(entries[:1])] == ["added"]
    assert [entry.kind for entry in opened.log()] == ([] if revision == HEAD else ["upgrade"]) + ["add"]


def test_a_case_of_a_newer_dateline_is_left_alone(store: PostgresStore) -> None:
    with store.writing() as c:
        c.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(InputError, match="newer Dateline"):
        open_postgres(store.where)


@pytest.mark.parametrize(("harm", "told"), FAULTS)
def test_harm_is_found(server: Server, store: PostgresStore, harm: str, told: str) -> None:
    assert store.verify() == []
    store.engine.dispose()
    server.sql(f'SET search_path TO "{store.schema}"; {harm}')
    assert any(told in fault for fault in store.verify())


def test_indexes_are_looked_through_where_amcheck_is_there(server: Server, store: PostgresStore) -> None:
    server.sql("CREATE EXTENSION amcheck")
    try:
        assert store.verify() == []
    finally:
        server.sql("DROP EXTENSION amcheck")


# backup


def test_a_backup_brings_the_case_back(
    server: Server, store: PostgresStore, dossier: Dossier, tmp_path: Path, keep: Keep
) -> None:
    head = store.info().head
    digest = store.backup(tmp_path / "case.dump")
    assert len(digest) == 64
    assert not list(tmp_path.glob("*.part"))
    name = f"back_{store.schema}"
    server.sql(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'", "postgres")
    server.sql("CREATE EXTENSION postgis", name)
    target = server.url(name, schema=store.schema)
    with pytest.raises(OutputError, match=f"schema={store.schema}"):
        restored(tmp_path / "case.dump", *parted(server.url(name)), target)
    restored(tmp_path / "case.dump", *parted(target), target)
    back = keep(open_postgres(target))
    assert back.info().head == head
    assert back.verify() == []
    assert back.find(Query(text="dede")) == store.find(Query(text="dede"))
    assert back.add([entry_of(dossier, "one more")])[0].became == "added"


def test_without_its_program_no_backup_is_made(
    store: PostgresStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.case.store.postgres_care.SPARE", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OutputError, match="pg_dump is not installed"):
        store.backup(tmp_path / "case.dump")
