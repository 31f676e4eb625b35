"""What people decided in a case, as it may be passed on: every face that shares holds to one rule.

All reports are invented (see `tests.case.views.invented`).
"""

from __future__ import annotations

import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dateline.api import Case, open_case
from dateline.case.keep.keys import make_key
from dateline.case.keep.sharing import share
from dateline.case.opening import create_case_store
from dateline.case.store.entry import entry_of
from dateline.case.store.protocol import Store
from dateline.case.store.sql import SqlStore
from dateline.cli.app import app
from dateline.exports.built_in import BUILT_IN
from dateline.protect.places import middle
from tests.case.views.invented import bunia, courier
from tests.exports.test_case_material import camp

EXACT = "1.512345"
CODER, REASON, FILE = "Codername", "as she told me", "from-jane/interview.txt"
Face = Callable[[Path, Path], str]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case where a person placed a raid on a camp by hand, and named a place by its coordinates."""
    path = tmp_path / "ituri.dateline"
    make_key(tmp_path / "ituri.dateline.key")
    store = create_case_store(path)
    store.add([entry_of(one.dossier(), FILE) for one in (courier(), bunia(), camp())])
    store.close()
    with open_case(path) as opened:
        at_camp = next(h for h in opened.happenings() if h.where and h.where.name == "Rwampara camp")
        other = next(h for h in opened.happenings() if h.where and h.where.name == "Bunia")
        value = {"name": "Rwampara camp", "lat": 1.512345, "lon": 30.212345}
        opened.judge("value", "happening", at_camp.id, who=CODER, slot="where", value=value, reason=REASON)
        words = f"the well at {EXACT}, 30.212345"
        opened.judge("value", "happening", other.id, who=CODER, slot="where", value=words, reason=REASON)
    return path


def told(*args: str | Path) -> str:
    made = CliRunner().invoke(app, [str(a) for a in args])
    assert made.exit_code == 0, made.stderr
    return made.stdout


def happening(case: Path) -> str:
    with open_case(case) as opened:
        return next(h.id for h in opened.happenings() if h.where and h.where.name == "Rwampara camp")


def report(case: Path) -> str:
    with open_case(case) as opened:
        return next(r.id for r in opened.reports() if r.outlet == "Lake Radio")


def geojson(case: Path, out: Path) -> str:
    told("show", case, "--geojson", out, "--share")
    return out.read_text("utf-8")


def page(case: Path, out: Path) -> str:
    told("show", case, "--html", out, "--share")
    return out.read_text("utf-8")


def zipped(case: Path, out: Path) -> str:
    told("share", case, "-o", out)
    with zipfile.ZipFile(out) as made:
        return "".join(made.read(name).decode() for name in made.namelist())


def tables(case: Path, out: Path) -> str:
    with open_case(case) as opened:
        names = ("happenings", "events", "claims", "reports", "ledger", "control", "actors", "relations", "tolls")
        return "".join(str(opened.to_arrow(name, share=True).to_pylist()) for name in names)


FACES: dict[str, Face] = {
    "the picture in words": lambda case, out: told("show", case, "--share"),
    "the picture as JSON": lambda case, out: told("show", case, "--share", "--json"),
    "a happening in words": lambda case, out: told("show", case, happening(case), "--share"),
    "a happening as JSON": lambda case, out: told("show", case, happening(case), "--share", "--json"),
    "a report in words": lambda case, out: told("show", case, report(case), "--share"),
    "a report as JSON": lambda case, out: told("show", case, report(case), "--share", "--json"),
    "a decision in words": lambda case, out: told("show", case, "judgement-4", "--share"),
    "a decision as JSON": lambda case, out: told("show", case, "judgement-4", "--share", "--json"),
    "a map": geojson,
    "a page": page,
    "a zip": zipped,
    "tables": tables,
}


@pytest.mark.parametrize("face", FACES)
def test_no_face_passes_on_a_point_set_by_hand_who_set_it_and_why(case: Path, tmp_path: Path, face: str) -> None:
    shown = FACES[face](case, tmp_path / "out")
    for secret in (EXACT, "30.212345", CODER, REASON, FILE):
        assert secret not in shown, secret


@pytest.mark.parametrize("args", [("--json",), ("judgement-4", "--json")])
def test_the_house_itself_sees_them(case: Path, args: tuple[str, ...]) -> None:
    shown = told("show", case, *args)
    assert EXACT in shown
    assert "30.212345" in shown


def test_the_point_is_moved_and_not_left_out(case: Path, tmp_path: Path) -> None:
    lat, lon = middle(1.512345, 30.212345, 10.0)
    features = json.loads(geojson(case, tmp_path / "map.geojson"))["features"]
    assert [lon, lat] in [f["geometry"]["coordinates"] for f in features if f["geometry"]]
    assert f'"lat": {lat}' in zipped(case, tmp_path / "out.zip")


def test_a_place_that_is_not_sensitive_keeps_the_point_that_was_set(tmp_path: Path) -> None:
    store: Store = create_case_store(tmp_path / "plain.dateline")
    store.add([entry_of(courier().dossier(), FILE)])
    assert isinstance(store, SqlStore)
    with Case(store) as opened:
        first = next(h for h in opened.happenings() if h.where)
        value: Any = {"name": "Boga", "lat": 1.512345, "lon": 30.212345}
        opened.judge("value", "happening", first.id, who=CODER, slot="where", value=value)
        spot = next(h.where for h in opened.situation(share=True).happenings if h.id == first.id)
        assert spot is not None
        assert (spot.lat, spot.lon) == (1.512345, 30.212345)
        share(store, tmp_path / "plain.zip")
        with zipfile.ZipFile(tmp_path / "plain.zip") as made:
            assert EXACT in made.read("judgements.jsonl").decode()


@pytest.mark.parametrize("name", sorted(BUILT_IN))
def test_no_export_passes_it_on(case: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "out").mkdir()
    with open_case(case) as opened:
        opened.export(name, tmp_path / "out" / "made", share=True)
    point = (struct.pack("<d", float(EXACT)), struct.pack("<d", 30.212345))  # as SQLite and Parquet hold it
    secrets = [*(s.encode() for s in (EXACT, "30.212345", CODER, REASON, FILE)), *point, *(p[::-1] for p in point)]
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file():
            assert not [s for s in secrets if s in path.read_bytes()], path
