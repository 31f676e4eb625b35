"""Tables in Parquet and counts over them. The reports are made up."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.synthetic_case import World
from dateline.case.analytics import Counts, Monthly, monthly
from dateline.case.parquet import MANIFEST, TABLES, to_parquet, up_to_date
from dateline.case.store.entry import Entry, Row, day_of, entry_of
from dateline.case.store.sqlite import SqliteStore, create_case
from dateline.errors import InputError, OutputError, SettingsError


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    return [entry_of(d, f"report {n}") for n, d in enumerate(World(seed=3).reports(20))]


@pytest.fixture
def case(tmp_path: Path, entries: list[Entry]) -> Iterator[SqliteStore]:
    store = create_case(tmp_path / "case.dateline")
    store.add(entries)
    yield store
    store.close()


def told(entry: Entry, *events: dict[str, Any]) -> Entry:
    """The entry with events as given, at first all alike."""
    names = (
        "id plover mode acled ucdp status day_start day_end precision place lat lon country low best high words".split()
    )
    start = dict(zip(names, entry.events[0], strict=True)) | {"place": None, "low": None, "best": None, "high": None}
    rows: tuple[Row, ...] = tuple(tuple((start | e)[name] for name in names) for e in events)
    return replace(entry, events=rows, event_actors=(), event_claims=(), tolls=(), evidence=())


def test_every_row_that_holds_is_there_once(case: SqliteStore, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    folder = to_parquet(case, tmp_path / "tables")
    counts = case.info().counts
    rows = {name: pq.read_metadata(folder / f"{name}.parquet").num_rows for name in TABLES}
    assert {n: rows[f"{n}s"] for n in ("event", "claim", "source", "actor", "place", "report")} == {
        n: counts[n] for n in ("event", "claim", "source", "actor", "place", "report")
    }
    assert json.loads((folder / MANIFEST).read_text())["rows"] == rows
    assert rows["tolls"] > 0


def test_days_are_days_and_nothing_stays_nothing(case: SqliteStore, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    events = pq.read_table(to_parquet(case, tmp_path / "tables") / "events.parquet")
    assert str(events.schema.field("day_start").type) == "date32[day]"
    row, kept = events.to_pylist()[0], case.event(events.to_pylist()[0]["id"])
    assert kept is not None
    assert day_of(row["day_start"].isoformat()) == kept.days[0]
    assert (row["lat"], row["place"], row["mode"], row["happening"]) == (kept.lat, kept.place, None, None)
    assert row["words"] == kept.words


def test_a_folder_behind_its_case_is_made_anew_and_one_that_is_not_stays(
    case: SqliteStore, entries: list[Entry], tmp_path: Path
) -> None:
    folder = to_parquet(case, tmp_path / "tables")
    made = (folder / "events.parquet").stat().st_mtime_ns
    assert to_parquet(case, folder) == folder
    assert (folder / "events.parquet").stat().st_mtime_ns == made
    events = [e[0] for e in entries[0].events]
    case.set_groups([events[:2], *([e] for e in events[2:])], [], "test")
    assert not up_to_date(case, folder)
    to_parquet(case, folder)
    assert up_to_date(case, folder)
    with Counts(folder) as counts:
        both = counts.table("SELECT happening FROM events WHERE id IN (?, ?)", events[:2]).to_pylist()
    assert both[0]["happening"] == both[1]["happening"] is not None
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_tables_of_another_case_are_not_taken_for_this_one(case: SqliteStore, tmp_path: Path) -> None:
    other = create_case(tmp_path / "other.dateline")
    folder = to_parquet(other, tmp_path / "tables")
    assert up_to_date(other, folder)
    assert not up_to_date(case, folder)
    other.close()


def test_a_folder_with_other_things_is_left_alone(case: SqliteStore, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    with pytest.raises(OutputError, match="other things"):
        to_parquet(case, folder)
    assert (folder / "letter.txt").read_text() == "mine"
    assert to_parquet(case, tmp_path / "new" / "tables").is_dir()


def test_a_newer_reading_takes_the_place_of_the_older(case: SqliteStore, entries: list[Entry], tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    newer = replace(told(entries[0], {}), engine="another")
    case.reread([newer])
    events = pq.read_table(to_parquet(case, tmp_path / "tables") / "events.parquet").to_pylist()
    assert sum(e["report"] == entries[0].id for e in events) == 1


@pytest.fixture
def small(tmp_path: Path, entries: list[Entry]) -> Iterator[Path]:
    """Two reports, each with four events, of which the first two are one happening."""
    store = create_case(tmp_path / "small.dateline")
    april, may = day_of("2017-04-08"), day_of("2017-05-01")
    one = {"plover": "ASSAULT", "country": "SY", "day_start": april, "status": "happened"}
    store.add([
        told(
            entries[0],
            one | {"id": "event-a00000000000", "low": 3.0, "best": 4.0, "high": 5.0},
            one | {"id": "event-b00000000000", "day_start": may, "low": 10.0, "best": 10.0, "high": 10.0},
            one | {"id": "event-c00000000000", "status": "planned", "best": 99.0},
            one | {"id": "event-d00000000000", "day_start": None, "country": None, "plover": "PROTEST"},
        ),
        told(entries[1], one | {"id": "event-e00000000000", "low": 7.0, "best": 8.0, "high": 9.0}),
    ])  # fmt: skip
    same = ["event-a00000000000", "event-e00000000000"]
    store.set_groups([same, *([f"event-{x}00000000000"] for x in "bcd")], [], "test")
    yield to_parquet(store, tmp_path / "tables")
    store.close()


def test_events_are_counted_by_month_country_and_type(small: Path) -> None:
    assert monthly(small) == [
        Monthly("2017-04", "SY", "ASSAULT", 2, 2, 10.0, 12.0, 14.0),
        Monthly("2017-05", "SY", "ASSAULT", 1, 1, 10.0, 10.0, 10.0),
        Monthly(None, None, "PROTEST", 1, 0, None, None, None),
    ]
    assert monthly(small, by=()) == [
        Monthly("2017-04", None, None, 2, 2, 10.0, 12.0, 14.0),
        Monthly("2017-05", None, None, 1, 1, 10.0, 10.0, 10.0),
        Monthly(None, None, None, 1, 0, None, None, None),
    ]


def test_a_happening_counts_once_and_nobody_chooses_between_its_tolls(small: Path) -> None:
    assert monthly(small, by=("country",), of="happenings")[:2] == [
        Monthly("2017-04", "SY", None, 1, 1, 3.0, None, 9.0),
        Monthly("2017-05", "SY", None, 1, 1, 10.0, 10.0, 10.0),
    ]


def test_counts_are_narrowed(small: Path) -> None:
    with Counts(small) as counts:
        assert [m.month for m in counts.monthly(first=dt.date(2017, 4, 9))] == ["2017-05"]
        assert [m.month for m in counts.monthly(last=dt.date(2017, 4, 8))] == ["2017-04"]
        assert counts.monthly(country="YE") == []
        assert [m.best for m in counts.monthly(statuses=("planned",))] == [99.0]


REFUSED = [
    "SELECT * FROM read_parquet('{secret}')", "SELECT * FROM read_csv('{secret}')", "SELECT * FROM '{secret}'",
    "COPY (SELECT 1) TO '{new}'", "COPY events TO '{new}'", "ATTACH '{new}'", "INSTALL httpfs", "LOAD httpfs",
    "SET memory_limit = '900GB'", "SET enable_external_access = true", "SET allowed_paths = ['{secret}']",
    "SELECT * FROM glob('{folder}/*')", "EXPORT DATABASE '{new}'", "SELECT * FROM read_text('{secret}')",
]  # fmt: skip


@pytest.mark.parametrize("statement", REFUSED)
def test_only_the_tables_can_be_read_and_nothing_written(small: Path, statement: str) -> None:
    import duckdb

    pq = pytest.importorskip("pyarrow.parquet")
    secret, new = small.parent / "secret.parquet", small.parent / "new"
    pq.write_table(pq.read_table(small / "events.parquet"), secret)
    before = sorted(p.name for p in small.parent.rglob("*"))
    with Counts(small) as counts:
        assert counts.table("SELECT count(*) AS n FROM events").to_pylist() == [{"n": 5}]
        with pytest.raises(duckdb.Error):
            counts.table(statement.format(secret=secret, new=new, folder=small.parent))
    assert sorted(p.name for p in small.parent.rglob("*")) == before


def test_a_variable_of_the_program_is_no_table(small: Path) -> None:
    import duckdb
    import pyarrow as pa

    hidden = pa.table({"x": [1]})
    with Counts(small) as counts, pytest.raises(duckdb.Error):
        counts.table("SELECT * FROM hidden")
    assert hidden.num_rows == 1


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda f: (f / "events.parquet").unlink(), "no tables"),
        (lambda f: (f / MANIFEST).unlink(), "no tables"),
        (lambda f: (f / "events.parquet").write_bytes(b"PAR1nonsensePAR1"), "cannot be read"),
        (lambda f: f.rename(f.with_name("a*b")), "no tables"),
    ],
)
def test_a_folder_that_is_no_tables_is_refused(small: Path, harm: Any, told: str) -> None:
    harm(small)
    with pytest.raises(InputError, match=told):
        Counts(small)


def test_a_path_that_would_stand_for_others_is_refused(small: Path) -> None:
    moved = small.rename(small.with_name("a*b"))
    with pytest.raises(InputError, match="path"):
        Counts(moved)


def test_a_path_with_a_quotation_mark_is_a_path(small: Path) -> None:
    moved = small.rename(small.with_name("it's"))
    assert len(monthly(moved)) == 3


@pytest.mark.parametrize("library", ["pyarrow", "duckdb"])
def test_without_the_extra_it_is_named(
    case: SqliteStore, tmp_path: Path, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(SettingsError, match=r"dateline\[tables\]"):
        to_parquet(case, tmp_path / "tables") if library == "pyarrow" else Counts(tmp_path)


def test_counting_loads_nothing_before_it_is_asked() -> None:
    heavy = ("duckdb", "pyarrow", "sqlalchemy")
    code = f"import dateline.case.analytics, sys; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
