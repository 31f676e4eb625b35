"""The packed gazetteer alone, a folder of overlays for one test, and files to add to it (fiction on real geography)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dateline.gazetteer import load_gazetteer
from dateline.gazetteer.overlays.adding import Added, add_overlay
from dateline.gazetteer.overlays.store import Overlay
from dateline.gazetteer.packed import PackedGazetteer, open_packed

Add = Callable[..., Added]
NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
OWN = """name,lat,lon,other_names,kind,country,admin1,radius_km,source
Nahr checkpoint,34.5,40.5,Hajiz an-Nahr|حاجز النهر,checkpoint,SY,Deir ez-Zor,0.5,field notes
al-Wadi,34.61,40.61,,village,Syria,,,
Sandy Flat,33.5,39.5,,,,,,
"""
UCDP_41 = (
    "id,year,active_year,type_of_violence,conflict_new_id,conflict_name,dyad_new_id,dyad_name,side_a_new_id,side_a,"
    "side_b_new_id,gwnob,side_b,number_of_sources,source_article,source_office,source_date,source_headline,"
    "source_original,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,"
    "country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,"
    "low,best,high"
).split(",")
UCDP_49 = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,"
    "dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,"
    "source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,"
    "where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,"
    "date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
).split(",")
EVENTS = [
    ("Ma'la Saghira village", "Homs Governorate", "Ar Rastan district", 34.80246, 36.70760, 1, "Syria"),
    ("Ma'la Saghira village", "Homs Governorate", "Ar Rastan district", 34.80246, 36.70760, 2, "Syria"),
    ("Old Fort/Qala Atiqa town", "Homs Governorate", "Tadmur district", 34.9, 38.2, 2, "Syria"),
    ("Homs Governorate", "Homs Governorate", "", 34.46, 38.3, 4, "Syria"),
    ("Road between Sharq and Gharb", "Homs Governorate", "", 34.46, 38.3, 2, "Syria"),
    ("Bunia town", "Ituri province", "", 1.56, 30.25, 1, "DR Congo (Zaire)"),
]


def ged(columns: tuple[str, ...]) -> str:
    """Rows of UCDP GED (fiction) under the columns of a release."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for n, (where, one, two, lat, lon, prec, country) in enumerate(EVENTS, 1):
        row: dict[str, object] = dict.fromkeys(columns, "")
        row |= {"id": f"{n}.0", "where_coordinates": where, "adm_1": one, "adm_2": two, "country": country}
        row |= {"latitude": lat, "longitude": lon, "where_prec": float(prec), "source_article": 'a "quoted"\nstory'}
        writer.writerow(row.values())
    return out.getvalue()


def dump(*rows: tuple[object, ...]) -> str:
    """Lines of a GeoNames dump: id, name, ascii, others, lat, lon, class, code, country, admin1, admin2, people."""
    return "".join(
        "\t".join(map(str, (*row[:9], "", *row[9:11], "", "", row[11], "", "100", "Asia/Damascus", "2020-01-01")))
        + "\n"
        for row in rows
    )


DUMP = dump(
    (1, "Muḩāfaz̧at ash Sharq", "Muhafazat ash Sharq", "Sharq", 35, 40, "A", "ADM1", "SY", "07", "", 0),
    (2, "Qal‘at Saghira", "", "QLS,Kalat Saghira,قلعة,http://x.org/a", 35.1, 40.1, "P", "PPL", "SY", "07", "", 90000),
    (3, 'Hotel "Sharq"', "Hotel Sharq", "", 35.1, 40.1, "S", "HTL", "SY", "07", "", 0),
    (4, "Jabal Saghir", "Jabal Saghir", "", 35.2, 40.2, "T", "MT", "SY", "99", "", 0),
    (5, "Deep", "Deep", "", 35.2, 36.2, "U", "TRGU", "SY", "", "", 0),
)  # fmt: skip
PCODES = """ADM0_EN,ADM0_PCODE,ADM1_EN,ADM1_AR,ADM1_PCODE,ADM2_EN,ADM2_PCODE,ADM4_EN,ADM4_AR,ADM4_PCODE,LAT,LONGITUDE_X
#country+name,#country+code,#adm1+name,#x,#adm1+code,#adm2+name,#adm2+code,#adm4+name,#x,#adm4+code,#geo+lat,#geo+lon
Syrian Arab Republic,SY,Sharq,الشرق,SY91,Nahr,SY9101,Wadi Saghir,وادي صغير,C9001,35.0,40.0
Syrian Arab Republic,SY,Sharq,الشرق,SY91,Nahr,SY9101,Wadi Kabir,,C9002,35.2,40.0
Syrian Arab Republic,SY,Sharq,الشرق,SY91,Tall,SY9102,Tall Saghir,,C9003,35.0,40.4
"""


@dataclass(frozen=True)
class Samples:
    """One file of each kind."""

    own: str = OWN
    dump: str = DUMP
    pcodes: str = PCODES
    columns_41: tuple[str, ...] = tuple(UCDP_41)
    columns_49: tuple[str, ...] = tuple(UCDP_49)

    def ged(self, columns: tuple[str, ...]) -> str:
        return ged(columns)


@pytest.fixture(scope="session")
def samples() -> Samples:
    return Samples()


@pytest.fixture(scope="session")
def base() -> PackedGazetteer:
    assert load_gazetteer(()) is open_packed()
    return open_packed()


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that overlays stand in during this test."""
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "overlays"


@pytest.fixture
def add(tmp_path: Path, own_folder: Path, base: PackedGazetteer) -> Add:
    """Add the text or bytes of a file as an overlay."""

    def added(content: str | bytes, file: str = "places.csv", **how: Any) -> Added:
        path = tmp_path / file
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return add_overlay(path, base, now=lambda: NOON, **how)

    return added


@pytest.fixture
def overlay(add: Add) -> Callable[..., Overlay]:
    """The same, opened."""
    return lambda content, file="places.csv", **how: Overlay(add(content, file, **how).path)
