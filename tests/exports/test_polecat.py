"""POLECAT's table: 40 columns in order, cells that stay cells, and every value that has no column told.

Places are real; happenings and persons are invented.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.codebook import plover
from dateline.codebook.tables import plover_contexts
from dateline.exports.coded import CodedEvent, Dated
from dateline.exports.format import format_named
from dateline.exports.formats.polecat import COLUMNS, NEGATED, NO_COLUMN, NOTHING, ONE_DAY
from dateline.exports.losses import Losses
from dateline.exports.material import Material, material_of
from dateline.exports.writing import write_export
from dateline.protect.policy import Shown
from tests.exports.coded_samples import ARMY, REED, coded_event, exported, party


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def row(folder: Path, event: CodedEvent) -> tuple[dict[str, str], Losses]:
    path, losses = exported("polecat", folder, event)
    (made,) = rows_of(path)
    return made, losses


def test_the_header_has_the_forty_columns_in_the_order_of_the_datasets_own_files(tmp_path: Path) -> None:
    path, _ = exported("polecat", tmp_path)
    (header,) = path.read_text("utf-8").splitlines()
    # as three independent loaders of POLECAT's files have it
    assert header.split("\t") == (
        "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
        "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|"
        "Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
        "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|"
        "Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
    ).split("|")
    assert len(COLUMNS) == 40


def test_an_event_fills_the_columns_that_there_are_for_it(tmp_path: Path) -> None:
    made, _ = row(tmp_path, coded_event(contexts=("military", "terrorism")))
    version = made.pop("Version")
    assert version.startswith("dateline ")
    assert {name: value for name, value in made.items() if value != NOTHING} == {
        "Event ID": "hap-00000000000a", "Event Date": "2031-05-06", "Event Type": "ASSAULT", "Event Mode": "firearms",
        "Intensity": "-9", "Quad Code": "MATERIAL CONFLICT", "Contexts": "military; terrorism",
        "Actor Name": "Reed Front", "Primary Actor Sector": "REB", "Actor Sectors": "REB",
        "Actor Name Raw": "Reed Front", "Recipient Name": "South Sudan army", "Recipient Country": "SSD",
        "Recipient COW": "626", "Primary Recipient Sector": "MIL", "Recipient Sectors": "MIL",
        "Recipient Name Raw": "South Sudan army", "Placename": "Malakal", "City": "Malakal", "Province": "Upper Nile",
        "Country": "SSD", "Latitude": "9.53342", "Longitude": "31.66049", "GeoNames ID": "363885",
        "Raw Placename": "near Malakal", "Feature Type": "PPL", "Source": "Nile Wire",
        "Publication Date": "2031-05-07", "Language": "en",
    }  # fmt: skip


def test_several_actors_share_a_cell_and_none_parts_it(tmp_path: Path) -> None:
    kenya = party("Kenya; and others", "state", "actor", "KE")
    made, _ = row(tmp_path, coded_event(parties=(REED, kenya, party("Uganda", "state", "actor", "UG"), ARMY)))
    assert made["Actor Name"].split("; ") == ["Reed Front", "Kenya, and others", "Uganda"]
    assert (made["Actor Country"], made["Actor COW"]) == ("KEN; UGA", "501; 500")
    assert (made["Primary Actor Sector"], made["Actor Sectors"]) == ("REB", "REB")


def test_what_no_column_takes_is_told_once_a_record_and_field(tmp_path: Path) -> None:
    event = coded_event(
        when=Dated("2031-05-01", "2031-05-06", "range", None, "this week"), targets=("hospital", "school"),
        outcome="the post fell", disputed=("deaths",), voices=3, parties=(REED, ARMY, replace(ARMY, role="associate")),
    )  # fmt: skip
    _, losses = row(tmp_path, event)
    assert set(losses.counts.values()) == {1}
    assert {(kind, field) for kind, field, reason in losses.counts if reason in {NO_COLUMN, ONE_DAY}} == {
        ("changed", "Event Date"), *(("dropped", name) for name in (
            "text", "url", "associates", "killed", "where_prec", "voices", "disputed", "targets", "means", "outcome",
        )),
    }  # fmt: skip


def test_what_is_denied_is_left_out_and_what_may_be_is_marked(tmp_path: Path) -> None:
    events = [coded_event(id=s, status=s) for s in ("happened", "possible", "denied", "planned")]
    path, losses = exported("polecat", tmp_path, *events)
    assert {r["Event ID"]: (r["Event Type"], r["Contexts"]) for r in rows_of(path)} == {
        "happened": ("ASSAULT", "military"), "possible": ("ASSAULT", "military; hypothetical"),
        "planned": ("THREATEN", "military"),
    }  # fmt: skip
    assert losses.counts["left out", "", NEGATED] == 1


@pytest.mark.parametrize(
    "name",
    ["a\tb", "a\nb", "a\r\nb", 'say "so', '"', "=1+1", "@SUM(A1)", "\u202eevil", "nul\x00", "x" * 40_000, "None",
     "a;=1", "\u2028"],
)  # fmt: skip
def test_no_name_breaks_the_table(tmp_path: Path, name: str) -> None:
    event = coded_event(parties=(party(name, "other", "actor"), ARMY))
    path, _ = exported("polecat", tmp_path, event, coded_event(id="second"))
    lines = path.read_text("utf-8").split("\n")
    assert len(lines) == 4  # header, two rows, nothing after the last line end
    assert all(line.count("\t") == 39 for line in lines[:-1])
    one, second = rows_of(path)
    assert second["Event ID"] == "second"
    assert not one["Actor Name"].startswith(("=", "@"))
    assert not set(one["Actor Name"]) & set("\t\r\n\x00\u202e\u2028")


def test_programs_of_the_field_read_it(rich: Shown, tmp_path: Path) -> None:
    import pandas as pd

    path = write_export(format_named("polecat"), material_of("a report", lambda: iter([rich])), tmp_path / "x.tsv").path
    frame = pd.read_csv(path, sep="\t")
    assert list(frame.columns) == list(COLUMNS)
    assert frame["Event Type"].tolist() == ["ASSAULT"]
    assert frame["Recipient Name"].isna().all()
    assert pd.to_datetime(frame["Event Date"], format="%Y-%m-%d").notna().all()


def test_the_report_says_whom_and_what_else_it_names(rich: Shown, tmp_path: Path) -> None:
    path = write_export(format_named("polecat"), material_of("a report", lambda: iter([rich])), tmp_path / "x.tsv").path
    (made,) = rows_of(path)
    assert made["Story Organizations"] == "River Guard"  # "the reed men" is no name
    assert made["Story Locations"] == "Malakal; Kodok"


def test_both_formats_hold_the_same_events_but_those_denied(rich: Shown, tmp_path: Path) -> None:
    def events() -> Iterator[CodedEvent]:
        for status in ("happened", "planned", "possible", "denied", "alleged"):
            for type_ in plover.quads():
                yield coded_event(id=f"{type_}-{status}", plover=type_, mode=None, status=status)

    def none() -> Iterator[Any]:
        return iter(())

    material = Material("case", "x", events, none, none, none)
    as_json = write_export(format_named("plover"), material, tmp_path / "x.jsonl").path
    records = [json.loads(line) for line in as_json.read_text("utf-8").splitlines()]
    table = rows_of(write_export(format_named("polecat"), material, tmp_path / "x.tsv").path)
    wanted = [r for r in records if "negation" not in r["context"]]
    assert [r["id"] for r in wanted] == [r["Event ID"] for r in table]
    for one, other in zip(wanted, table, strict=True):
        assert one["event"] == [other["Event Type"]]
        assert one["event_scale"] == float(other["Intensity"])
        assert plover.quad_names()[one["quad_code"]] == other["Quad Code"]
        assert set(other["Contexts"].split("; ")) <= {*plover_contexts(), *plover.auxiliary_modes()}
    assert Counter(r["event"][0] for r in records)["THREATEN"] > 5
