"""A row becomes a dossier: every value with the characters of its cell, every cell kept (fiction in UCDP's layout)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.imports.dossier import dossier_of
from dateline.imports.kept import cells_of, event_id, kept_row, row_text
from dateline.model.integrity import evidence_in, faults
from dateline.model.schema import dossier_from_json, dossier_to_json
from dateline.protect import SHARED, Policy, show
from tests.imports.made import ROW, one


def test_a_row_is_a_valid_dossier_of_one_event_that_its_dataset_claims(tmp_path: Path) -> None:
    made = dossier_of(one(tmp_path, {"version": "24.1", "published": "2024-06-05"}))
    assert faults(made) == []
    assert dossier_from_json(dossier_to_json(made).encode()) == made
    (event,), (claim,), source = made.events, made.claims, made.sources[0]
    assert (made.document.title, made.document.outlet) == ("UCDP GED 24.1, event 901", "UCDP GED")
    assert (source.kind, source.name, source.mentions[0].quote) == ("organisation", "UCDP GED", "UCDP GED 24.1")
    assert (claim.source, claim.stance, event.claims) == (source.id, "asserted", (claim.id,))
    assert (event.coding.plover, event.coding.ucdp, event.coding.acled, event.status) == (
        "ASSAULT",
        3,
        None,
        "happened",
    )
    assert [s.name for s in made.sources[1:]] == ["Lakes Wire", "Hill Radio"]
    assert made.receipt.engine == "import/ucdp-ged"


def test_every_value_points_at_the_cell_that_says_it(tmp_path: Path) -> None:
    made = dossier_of(one(tmp_path))
    (event,), (place,) = made.events, made.places
    assert [(w.role, w.evidence[0].quote) for w in event.who] == [
        ("actor", "Red Valley Front"),
        ("recipient", "Civilians"),
    ]
    assert (place.name, place.kind, place.country, place.admin1) == ("Beni town", "city", "CD", "Nord-Kivu")
    assert (place.lat, place.lon, place.where_prec, place.geo_precision) == (0.491, 29.473, 1, None)
    assert event.where is not None
    assert {"0.491", "29.473", "Beni town"} <= {e.quote for e in event.where.evidence}
    assert event.when is not None
    assert (event.when.start, event.when.end, event.when.precision) == ("2021-08-02", "2021-08-02", "day")
    total, of_a, civilians = event.deaths
    assert (total.of, total.low, total.best, total.high) == ("unknown", 5, 5, 7)
    assert (of_a.best, of_a.of) == (0, event.who[0].actor)
    assert (civilians.of, civilians.best, [e.quote for e in civilians.evidence]) == ("civilians", 5, ["5"])
    assert all(made.document.text[e.start : e.end] == e.quote for e in evidence_in(made.events))


def test_all_cells_come_back_to_the_character(tmp_path: Path) -> None:
    odd: dict[str, Any] = {"where_description": "C:\\new: a\r\nline", "side_a": " Red Valley Front ", "best": "5.0"}
    row = one(tmp_path, **odd)
    made = dossier_of(row)
    assert kept_row(made.document) == ("ucdp-ged", {c: v for c, v in row.cells.items() if v})
    assert row.cells["where_description"] == "C:\\new: a\r\nline"
    assert event_id(made.document) == "901"


@pytest.mark.parametrize("cell", ["a", "a: b", "\\", "\\n", "a\nb", "\r\n", " ", "\\:", "x\u2028y", "#=1+1", "\n: \n"])
@pytest.mark.parametrize("column", ["note", "a: b", "a:b", "back\\slash", "new\nline"])
def test_any_cell_under_any_name_is_read_back(column: str, cell: str) -> None:
    written = row_text("Our coding, event 7", {"id": "7", "empty": "", column: cell})
    assert cells_of(written.text) == {"id": "7", column: cell}
    start, end = written.at["id"]
    assert written.text[start:end] == "7"


@pytest.mark.parametrize(
    "told", ["Beni\nNeema fled", "Beni\rNeema\r\nKasoki", "\\Neema", "\\\nNeema", "a:Neema", "by Neema\n"]
)
@pytest.mark.parametrize("column", ["source_original", "note\nNeema", "note:Neema"])
def test_a_name_to_hide_is_found_behind_whatever_a_cell_holds(tmp_path: Path, told: str, column: str) -> None:
    row = one(tmp_path)
    shown = show(dossier_of(replace(row, cells={**row.cells, column: told})), Policy(protect=("Neema",)))
    assert shown.unmatched == ()
    assert "neema" not in dossier_to_json(shown.dossier).casefold()


def test_ids_hash_the_row_and_not_its_release_or_its_line(tmp_path: Path) -> None:
    first = dossier_of(one(tmp_path, {"version": "23.1"}))
    later = dossier_of(one(tmp_path, {"version": "24.1"}))
    changed = dossier_of(one(tmp_path, {"version": "24.1"}, high="9"))
    assert first.document.id == later.document.id != changed.document.id
    assert first.events[0].id.startswith("event-")


def test_actors_that_the_catalogue_knows_have_its_key_and_several_on_a_side_are_several(tmp_path: Path) -> None:
    made = dossier_of(
        one(tmp_path, type_of_violence="1", side_a="Government of DR Congo (Zaire)", side_b="ADF, Red Valley Front")
    )
    actors = {a.name: a for a in made.actors}
    state = actors["Government of DR Congo (Zaire)"]
    assert (state.kind, state.country) == ("government", "CD")
    assert [w.role for w in made.events[0].who] == ["side_a", "side_b", "side_b"]
    assert actors["ADF, Red Valley Front"].kind == "coalition"
    assert actors["Red Valley Front"].kind == "rebel group"
    assert [a for a in made.actors if a.catalogue] == [a for a in made.actors if a.mentions[0].quote == "ADF"]


BROKEN = [
    ({"low": "6"}, "arithmetic", "Low 6, best 5 and high 7 are not in order."),
    ({"deaths_a": "4"}, "arithmetic", "The deaths of the sides add up to 9, best is 5."),
    ({"where_prec": "4"}, "place", "Where_prec is 4, so adm_2 is empty; here it is not."),
    ({"date_prec": "2"}, "calendar", "Date_prec 2 is for 2 to 6 days; 2021-08-02 to 2021-08-02 is 1."),
    ({"priogrid_gid": "1"}, "place", "Priogrid_gid is 1"),
]


@pytest.mark.parametrize(("cells", "check", "message"), BROKEN)
def test_a_row_that_breaks_a_rule_is_a_claim_with_a_finding(tmp_path: Path, cells, check, message) -> None:
    made = dossier_of(one(tmp_path, **cells))
    assert faults(made) == []
    (finding,) = made.findings
    assert (finding.check, finding.verdict, finding.about) == (check, "disagrees", (made.events[0].id,))
    assert finding.message.startswith(message)
    assert dossier_of(one(tmp_path)).findings == ()


def test_ids_and_points_of_rows_are_no_contacts_and_nothing_of_a_row_is_masked(tmp_path: Path) -> None:
    made = dossier_of(one(tmp_path, id="0991234567", conflict_new_id="0991234567", geom_wkt="POINT (29.473 0.491)"))
    shown = show(made)
    assert shown.redactions == ()
    assert kept_row(shown.dossier.document) == kept_row(made.document)
    assert shown.dossier.document.title == "UCDP GED, event 0991234567"


def test_a_telephone_number_in_a_cell_of_words_is_still_hidden(tmp_path: Path) -> None:
    made = dossier_of(one(tmp_path, source_headline="Call 0991 234 567 for more", id="7"))
    assert "234 567" not in show(made).dossier.document.text


def test_the_point_of_a_row_is_hidden_only_where_its_place_is_moved(tmp_path: Path) -> None:
    coarse = Policy(coarsen_km=10.0)
    town = show(dossier_of(one(tmp_path)), coarse).dossier
    base = show(dossier_of(one(tmp_path, where_coordinates="Beni military base")), coarse).dossier
    assert "latitude: 0.491\nlongitude: 29.473" in town.document.text
    assert "latitude: [coordinates]\nlongitude: [coordinates]" in base.document.text
    assert faults(base) == []
    assert "0.491" not in base.document.text
    assert base.places[0].lat != 0.491


def test_an_excerpt_of_a_row_is_no_row(tmp_path: Path) -> None:
    view = show(dossier_of(one(tmp_path)), SHARED).dossier
    assert view.document.dataset == "ucdp-ged"
    assert kept_row(view.document) is None


def test_a_report_is_no_row(tmp_path: Path) -> None:
    from dateline.readers.text import read_text

    assert kept_row(read_text("UCDP GED 24.1, event 901\nid: 901")) is None
    assert ROW["id"] == "901"
