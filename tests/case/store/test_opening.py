"""A case is opened by what the user wrote."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest

from dateline.case import opening
from dateline.case.opening import create_case_store, open_case_store, open_or_create, without_password
from dateline.case.store.protocol import Clock, Store, StoreKind
from dateline.errors import InputError, OutputError


def test_a_case_is_made_once_and_then_opened(tmp_path):
    path = tmp_path / "new folder" / "war.dateline"
    made = open_or_create(path)
    id_ = made.info().id
    made.close()
    opened = open_or_create(str(path))
    assert opened.info().id == id_
    assert opened.info().where == str(path)
    opened.close()
    assert [p.name for p in path.parent.iterdir()] == ["war.dateline"]


def test_a_case_that_is_not_there_is_not_made_by_opening(tmp_path):
    with pytest.raises(InputError, match=r"is not there\. .*dateline add"):
        open_case_store(tmp_path / "war.dateline")
    assert list(tmp_path.iterdir()) == []


def test_a_case_whose_name_leaves_no_room_for_its_log_is_refused_in_words(tmp_path):
    create_case_store(tmp_path / "war.dateline").close()
    for length, opens in ((230, True), (242, False)):
        named = (tmp_path / "war.dateline").rename(tmp_path / ("x" * length + ".dateline"))
        if opens:
            open_case_store(named).close()
            named.rename(tmp_path / "war.dateline")
        else:
            with pytest.raises(InputError, match="shorter name"):
                open_case_store(named)


def test_a_case_is_not_made_where_something_is(tmp_path):
    with pytest.raises(OutputError, match="is a folder"):
        create_case_store(tmp_path)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match="is no folder"):
        create_case_store(tmp_path / "file" / "war.dateline")


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("mongo://host/case", "mongo://"),
        ("mongo+srv://host/case", "mongo://"),
        ("MONGO://host/case", "mongo://"),
    ],
)
def test_a_url_of_an_unknown_kind_is_refused_with_what_there_is(written, kind):
    with pytest.raises(InputError, match=f"no store for {kind} is installed"):
        open_case_store(written)


def test_a_kind_of_store_is_a_plug_point(monkeypatch, tmp_path):
    calls: list[str] = []

    def taken(where: str) -> Store:
        calls.append(where)
        return create_case_store(tmp_path / "war.dateline")

    def refused(where: str, clock: Clock | None) -> Store:
        raise AssertionError(where)

    module = type(sys)("plugged")
    module.__dict__["KIND"] = StoreKind(open=lambda where, clock: taken(where), create=refused, exists=bool)
    monkeypatch.setitem(sys.modules, "plugged", module)
    entry = EntryPoint("mongo", "plugged:KIND", opening.GROUP)
    monkeypatch.setattr(opening, "entry_points", lambda group: (entry,))
    open_case_store("mongo://host/case").close()
    assert calls == ["mongo://host/case"]


def test_a_store_that_cannot_be_loaded_says_what_to_install(monkeypatch):
    entry = EntryPoint("postgresql", "no_such_module_here:KIND", opening.GROUP)
    monkeypatch.setattr(opening, "entry_points", lambda group: (entry,))
    for scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        with pytest.raises(InputError, match=r"pip install 'dateline\[postgres\]'"):
            open_case_store(f"{scheme}://host/case")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("postgresql://ab:secret@host/war", "postgresql://ab@host/war"),
        ("postgresql://ab:s:e:c@host:5432/war", "postgresql://ab@host:5432/war"),
        ("postgresql://host/war", "postgresql://host/war"),
        ("war.dateline", "war.dateline"),
    ],
)
def test_no_message_holds_a_password(written, shown, monkeypatch):
    assert without_password(written) == shown
    monkeypatch.setattr(opening, "entry_points", lambda group: ())
    if "://" in written:
        with pytest.raises(InputError) as told:
            open_case_store(written)
        assert str(told.value).startswith(f"{shown}: ")


def test_importing_the_opening_loads_no_database():
    program = "import dateline.case.opening, sys; print('sqlalchemy' in sys.modules, 'spacy' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", program], text=True).split() == ["False", "False"]


def test_a_clock_that_is_set_back_makes_no_entry_older_than_the_one_before(tmp_path):
    times = iter(["2024-03-01T00:00:00+00:00", "2024-03-05T10:00:00+00:00", "2024-03-02T10:00:00+00:00"])
    store = create_case_store(tmp_path / "war.dateline", lambda: next(times))
    store.set_rule("a", {}, "AB")
    store.set_rule("b", {}, "AB")
    assert [e.at for e in store.log()] == ["2024-03-05T10:00:00+00:00"] * 2
    assert store.seq_at("2024-03-03") == 0
    assert store.verify() == []
    store.close()
