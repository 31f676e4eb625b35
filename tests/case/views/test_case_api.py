"""`dateline.open_case`: a case from Python."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

import dateline
from dateline.case import tables
from dateline.case.store.protocol import Store
from dateline.errors import EngineMissing, InputError, SettingsError
from tests.case.views.conftest import AddTold
from tests.case.views.invented import Told, courier, post

BENI, BENI_AGAIN = courier().attack("attacked Beni", "Beni", None), post().attack("ADF raid", "Beni", None)


@pytest.fixture
def case(full: Store) -> dateline.Case:
    full.set_groups([(BENI, BENI_AGAIN)], (), "test")
    return dateline.Case(full)


def test_a_case_opens_from_its_file_and_closes(full: Store) -> None:
    with dateline.open_case(full.info().where) as case:
        assert len(case.reports()) == 5
        assert repr(case).startswith("<Case case-")


def test_what_is_no_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        dateline.open_case(tmp_path / "none.dateline")
    (tmp_path / "text.dateline").write_text("no case")
    with pytest.raises(InputError):
        dateline.open_case(tmp_path / "text.dateline")


def test_a_new_case_is_made_where_that_is_asked(tmp_path: Path) -> None:
    with dateline.open_case(tmp_path / "new.dateline", create=True) as case:
        assert case.happenings() == ()
    with dateline.open_case(tmp_path / "new.dateline") as case:
        assert case.reports() == ()


def test_happenings_ledger_and_timelines_take_filters(case: dateline.Case) -> None:
    assert [len(h.events) for h in case.happenings(actor="ADF")] == [2, 1]
    assert {e.slot.split()[0] for e in case.ledger(text="raid") if e.kind == "contradiction"} == {"deaths"}
    assert [h.where.name for h in case.timeline(actor="ADF") if h.where] == ["Beni", "Bunia"]
    assert [h.where.name for h in case.timeline(place="goma") if h.where] == ["Goma"]
    with pytest.raises(SettingsError, match="no such filter"):
        case.happenings(acto="ADF")


@pytest.mark.parametrize("name", ["text", "actor", "source", "outlet"])
def test_a_word_longer_than_databases_look_for_is_refused_in_words(case: dateline.Case, name: str) -> None:
    with pytest.raises(SettingsError, match="longer than any name"):
        case.happenings(**{name: "a" * 100_000})
    assert case.happenings(**{name: "a" * 1000}) == ()


def test_what_is_opened_once_is_not_opened_again(case: dateline.Case) -> None:
    case.situation()
    before = case._kept(share=False).opened
    case.situation(actor="ADF")
    assert case._kept(share=False).opened == before


def test_claims_are_found_by_words_box_and_days(case: dateline.Case) -> None:
    assert [c.source for c in case.claims("killing civilians")] == ["the army"]
    assert [c.source for c in case.claims('"killing civilians"')] == []
    assert len(case.claims(box=(0, 29, 1, 30))) == 2
    assert len(case.claims(days=(dt.date(2021, 5, 1), "2021-05-03"))) == 2
    assert len(case.claims(limit=1)) == 1
    assert len(case.claims(limit=None)) == 3
    assert case.claims("civilians", as_of="2024-04-30") == ()


def test_a_decision_is_signed_and_can_be_taken_back(case: dateline.Case) -> None:
    judged = case.judge("value", "event", BENI, who="AB", slot="deaths", value=11, reason="hospital list")
    assert case.happenings(text="raid")[0].slot("deaths").decided == judged.seq
    case.judge("undo", "judgement", judged.id, who="AB")
    assert case.happenings(text="raid")[0].slot("deaths").decided is None
    for who, about in ((" ", (BENI,)), ("AB", ())):
        with pytest.raises(SettingsError, match="signed"):
            case.judge("reject", "event", *about, who=who)


def test_the_difference_between_two_days_is_told(case: dateline.Case) -> None:
    assert len(case.difference("2024-05-01", "2024-05-03").reports) == 2
    assert not case.difference("2024-05-01", "2024-05-01")


@pytest.mark.parametrize("name", list(tables.COLUMNS))
def test_every_table_has_its_columns_even_when_it_is_empty(case: dateline.Case, store: Store, name: str) -> None:
    columns = [n for n, _ in tables.COLUMNS[name]]
    assert case.to_arrow(name).column_names == columns
    empty = case.to_arrow(name, as_of=0)
    assert (empty.column_names, empty.num_rows) == (columns, 0)
    assert empty.schema == case.to_arrow(name).schema


def test_tables_hold_what_the_picture_shows(case: dateline.Case) -> None:
    happenings = case.to_arrow().to_pylist()
    beni = happenings[0]
    assert (beni["start"], beni["country"], beni["actors"]) == (dt.date(2021, 5, 3), "CD", ["ADF"])
    assert beni["events"] == [BENI, BENI_AGAIN]
    assert happenings[-1]["start"] is None
    assert [t["best"] for t in case.to_arrow("tolls").to_pylist()] == [12, 9]
    assert [t["source"] for t in case.to_arrow("tolls", text="raid").to_pylist()] == ["the army", "the Red Cross"]
    assert {e["happening"] for e in case.to_arrow("events").to_pylist()} == {h["id"] for h in happenings}
    assert [c["place"] for c in case.to_arrow("control").to_pylist()] == ["Beni"]
    assert [r["predicate"] for r in case.to_arrow("relations").to_pylist()] == ["backs"]


def test_frames_of_pandas_and_polars_have_typed_columns(case: dateline.Case) -> None:
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    frame = case.to_pandas("reports")
    assert pandas.api.types.is_datetime64_any_dtype(frame["published"])
    assert str(frame["events"].dtype) == "Int64"
    assert case.to_pandas()["start"].isna().sum() == 1
    other = case.to_polars("reports")
    assert other.schema["published"] == polars.Date
    assert other.schema["events"] == polars.Int64


def test_a_table_that_does_not_exist_is_refused(case: dateline.Case) -> None:
    with pytest.raises(SettingsError, match="happenings"):
        case.to_arrow("victims")


def test_a_missing_library_is_told_with_what_to_install(case: dateline.Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(EngineMissing, match=r"pip install 'dateline\[tables\]'"):
        case.to_polars()


def test_pages_and_geojson_are_written_whole(case: dateline.Case, tmp_path: Path) -> None:
    page = case.to_html(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text() == page
    assert "<script" not in page
    made = case.to_geojson(tmp_path / "map.geojson", areas=True)
    assert json.loads((tmp_path / "map.geojson").read_text()) == made


def test_a_notebook_shows_the_picture_without_script(case: dateline.Case) -> None:
    shown = case._repr_html_()
    assert "Beni" in shown
    assert "disputed" in shown
    assert "<script" not in shown


def test_words_of_a_report_are_never_markup_in_a_notebook(store: Store, add: AddTold) -> None:
    told = Told("<script>alert(1)</script> attacked Beni.", "<b>Post</b>", "2021-05-04")
    told.attack("attacked Beni", "Beni", "2021-05-03", by="<script>alert(1)</script>")
    add(told)
    shown = dateline.Case(store)._repr_html_()
    assert "<script" not in shown
    assert "&lt;script" in shown


def test_what_is_shared_has_sensitive_places_coarsened_and_others_not(store: Store, add: AddTold) -> None:
    told = Told("The ADF attacked Rwampara camp. The ADF attacked Beni.", "Kivu Courier", "2021-05-04")
    told.attack("attacked Rwampara camp", "Rwampara camp", "2021-05-03")
    told.attack("attacked Beni", "Beni", "2021-05-03")
    add(told)
    case = dateline.Case(store)
    points = [
        {f["properties"]["place"]: f["geometry"]["coordinates"] for f in case.to_geojson(share=share)["features"]}
        for share in (False, True)
    ]
    assert points[0]["Rwampara camp"] != points[1]["Rwampara camp"]
    assert points[0]["Beni"] == points[1]["Beni"]


def test_opening_a_case_loads_no_engine_and_importing_loads_no_database() -> None:
    told = "import sys, dateline; dateline.open_case; print('sqlalchemy' in sys.modules, 'spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
