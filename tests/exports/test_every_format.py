"""What holds for every format, whoever made it: whole files, reports that add up, nothing that acts or gives away."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from dateline.errors import SettingsError
from dateline.exports import format as formats_module
from dateline.exports.built_in import BUILT_IN
from dateline.exports.format import Format, broken_formats, format_named, formats
from dateline.exports.material import Material, material_of
from dateline.exports.writing import Written, write_export
from dateline.model.dossier import Dossier
from dateline.protect.policy import Policy, Shown
from dateline.protect.view import show

HOSTILE = (
    '=HYPERLINK("http://example.org","x")',
    "+1+1",
    "@SUM(A1)",
    "-2+3",
    "\t=1",
    "a\rb\nc\td",
    "<script>x</script>",
    "\u202eevil",
    "nul\x00",
    "'quoted'",
    'say "so"',
    "\U0001f4a5 boom",
    "half \ud800 a sign",
    "{\\rtf1 \u2029 \u0085}",
)


@pytest.fixture(params=sorted(BUILT_IN))
def format_(request: pytest.FixtureRequest) -> Format:
    return format_named(request.param)


def material(*shown: Shown) -> Material:
    return material_of("a report", lambda: iter(shown))


def written(format_: Format, of: Material, folder: Path, name: str = "out") -> Written:
    return write_export(format_, of, folder / f"{name}{format_.suffix}")


def bytes_of(path: Path) -> dict[str, bytes]:
    """Every file of an export by its name within."""
    if path.is_file():
        return {"": path.read_bytes()}
    return {p.relative_to(path).as_posix(): p.read_bytes() for p in sorted(path.rglob("*")) if p.is_file()}


def named(dossier: Dossier, name: str) -> Dossier:
    """The dossier with all its actors and places called so."""
    return replace(
        dossier,
        document=replace(dossier.document, title=name, outlet=name),
        actors=tuple(replace(a, name=name, aliases=(name,)) for a in dossier.actors),
        places=tuple(replace(p, name=name) for p in dossier.places),
    )


def test_formats_are_found_by_name_and_an_unknown_one_names_the_known() -> None:
    assert set(BUILT_IN) <= set(formats())
    with pytest.raises(SettingsError, match="csv"):
        format_named("vogon")


def test_a_broken_plug_in_breaks_no_other_and_none_takes_a_name_of_ours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "plugged_in.py").write_text("raise ValueError('not today')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    installed = [
        EntryPoint("gone", "no_such_module_here:FORMAT", formats_module.GROUP),
        EntryPoint("odd", "json:dumps", formats_module.GROUP),
        EntryPoint("Failing", "plugged_in:FORMAT", formats_module.GROUP),
        EntryPoint("csv", "no_such_module_here:FORMAT", formats_module.GROUP),
    ]
    monkeypatch.setattr(formats_module, "entry_points", lambda group: installed)
    for cached in (formats_module._known, formats_module._loaded):
        cached.cache_clear()
    try:
        assert set(formats()) == set(BUILT_IN)
        assert [b.split()[0] for b in broken_formats()] == ["failing", "gone", "odd"]
        for name, words in (("gone", "no_such_module_here"), ("odd", "is no format"), ("failing", "not today")):
            with pytest.raises(SettingsError, match=words):
                format_named(name)
    finally:
        for cached in (formats_module._known, formats_module._loaded):
            cached.cache_clear()


def test_its_mapping_table_says_where_each_rule_is_from(format_: Format) -> None:
    rows = format_.mapping()
    assert rows
    assert not [row.column for row in rows if not row.holds or not row.source]


def test_files_and_reports_add_up(format_: Format, rich: Shown, tmp_path: Path) -> None:
    made = written(format_, material(rich), tmp_path)
    told = json.loads((tmp_path / f"{made.path.name}.manifest.json").read_text("utf-8"))
    assert told == made.manifest
    assert told["export"]["name"] == format_.name
    assert told["export"]["records"] == made.records
    for part, content in bytes_of(made.path).items():
        name = f"{made.path.name}/{part}" if part else made.path.name
        assert told["files"][name] == {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    for beside in made.beside[:2]:
        assert told["files"][beside.name]["sha256"] == hashlib.sha256(beside.read_bytes()).hexdigest()
    with made.beside[0].open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert sum(int(row["count"]) for row in rows) == told["losses"]["total"]
    assert told["losses"]["total"] == sum(row["count"] for row in told["losses"]["by_reason"])
    assert any("GeoNames" in credit["credit"] for credit in told["licences"])


def test_equal_material_gives_equal_bytes(format_: Format, rich: Shown, tmp_path: Path) -> None:
    one, other = written(format_, material(rich), tmp_path, "one"), written(format_, material(rich), tmp_path, "two")
    assert list(bytes_of(one.path).values()) == list(bytes_of(other.path).values())


def test_a_report_without_events_gives_a_whole_file(format_: Format, empty: Shown, tmp_path: Path) -> None:
    made = written(format_, material(empty), tmp_path)
    assert made.path.exists()
    assert all(path.is_file() for path in made.beside)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_acts_as_a_formula_or_markup(format_: Format, rich: Shown, tmp_path: Path, name: str) -> None:
    made = written(format_, material(replace(rich, dossier=named(rich.dossier, name))), tmp_path)
    for path in (*([made.path] if made.path.suffix in {".csv", ".tsv"} else []), *made.beside[:2]):
        delimiter = "\t" if path.suffix == ".tsv" else ","
        with path.open(encoding="utf-8", newline="") as stream:
            cells = [cell for row in csv.reader(stream, delimiter=delimiter) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "-2"))]
        assert not [cell for cell in cells if "\u202e" in cell or "\x00" in cell]
    for part, content in bytes_of(made.path).items():
        if part.endswith(".html"):
            assert b"<script>x" not in content


def test_whom_a_report_protects_is_in_no_byte(format_: Format, dossier: Dossier, tmp_path: Path) -> None:
    view = show(dossier, Policy(protect=("Ann Example", "River Guard")))
    made = written(format_, material(view), tmp_path)
    held = b"".join([*bytes_of(made.path).values(), *(path.read_bytes() for path in made.beside)])
    assert b"Ann Example" not in held
    assert b"River Guard" not in held
    assert made.manifest["redactions"]


def test_what_fails_on_the_way_leaves_nothing(format_: Format, rich: Shown, tmp_path: Path) -> None:
    def broken() -> Iterator[Shown]:
        yield rich
        raise KeyboardInterrupt

    earlier = written(format_, material(rich), tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(KeyboardInterrupt):
        write_export(format_, material_of("reports", broken), earlier.path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_an_earlier_export_is_replaced_whole(format_: Format, rich: Shown, empty: Shown, tmp_path: Path) -> None:
    written(format_, material(rich), tmp_path)
    made = written(format_, material(empty), tmp_path)
    alone = written(format_, material(empty), tmp_path, "alone")
    assert list(bytes_of(made.path).values()) == list(bytes_of(alone.path).values())


def test_kinds_of_records_that_it_has_no_place_for_are_told_with_their_number(tmp_path: Path, dossier: Dossier) -> None:
    made = written(format_named("csv"), material(Shown(dossier, Policy())), tmp_path)
    told = {row["field"]: row["count"] for row in made.manifest["losses"]["by_reason"] if row["kind"] == "left out"}
    assert told["relations"] == len(dossier.relations) > 0
    assert told["control"] == len(dossier.control) > 0
    placed = written(format_named("geojson"), material(Shown(dossier, Policy())), tmp_path)
    assert "control" not in {row["field"] for row in placed.manifest["losses"]["by_reason"]}
