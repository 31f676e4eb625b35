"""A case out and in again: as GED into a new case, where every difference is one that the loss report names."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from dateline.case.adding.keyed import keyed_case
from dateline.case.adding.rows import add_rows
from dateline.case.facts import BESIDES
from dateline.case.opening import create_case_store
from dateline.case.store.entry import entry_of
from dateline.case.store.protocol import Store
from dateline.catalogue.lookup import load_catalogue
from dateline.exports.case_material import material_of_case
from dateline.exports.coded import CodedEvent
from dateline.exports.format import format_named
from dateline.exports.formats.ged.sides import dyad_of
from dateline.exports.targets import named
from dateline.exports.writing import write_export
from dateline.imports.reading import read_rows
from dateline.model.records import Participant, Phrase
from tests.case.views.conftest import Clock
from tests.case.views.generated import fill
from tests.case.views.invented import Told

BOTH: Final = ("ged", "ged-shaped")
CARRIED: Final[dict[str, tuple[Callable[[CodedEvent], Any], set[str]]]] = {
    "type": (lambda e: e.ucdp, {"type_of_violence"}),
    "dyad": (lambda e: (side(e, "a"), side(e, "b")), {"side_a", "side_b"}),
    "days": (lambda e: e.when and (e.when.start, e.when.end), {"date_start", "date_end"}),
    "precision of days": (lambda e: e.when and e.when.precision, {"date_prec"}),
    "place": (lambda e: e.where and e.where.name, {"where_coordinates"}),
    "point": (lambda e: e.where and (e.where.lat, e.where.lon), {"latitude", "longitude"}),
    "country": (lambda e: e.where and e.where.country, {"country", "country_id"}),
    "division": (lambda e: e.where and e.where.admin1, {"adm_1"}),
    "precision of the place": (lambda e: e.where and e.where.where_prec, {"where_prec"}),
    "radius": (lambda e: e.where and e.where.radius_km, {"where_prec"}),
    "deaths": (lambda e: e.deaths and (e.deaths.low, e.deaths.best, e.deaths.high), {"best", "low", "high"}),
    "hedge": (lambda e: e.deaths and e.deaths.hedge, {"best"}),
    "PLOVER": (lambda e: (e.plover, e.mode), {"plover"}),
    "ACLED": (lambda e: e.acled, {"acled"}),
    "contexts": (lambda e: e.contexts, {"contexts"}),
    "targets": (lambda e: e.targets, {"targets"}),
    "means": (lambda e: e.means, {"means"}),
    "outcome": (lambda e: e.outcome, {"outcome"}),
    "injured": (lambda e: e.injured_shown, {"injured"}),
}
"""What of an event is compared, and the fields under which the loss report may say why it differs."""


def side(event: CodedEvent, which: str) -> str | None:
    """The side as GED has it, under the catalogue's name: an import calls "ADF" so, as reading a report does."""
    found = dyad_of(event).a if which == "a" else dyad_of(event).b
    known = load_catalogue().find(found.name) if found is not None else None
    return known.name if known is not None else found.name if found is not None else None


def clashes() -> Iterator[Told]:
    """Fights of two sides, several days, a range of deaths, weapons and an outcome."""
    told = Told(
        "Fiction. From 1 to 4 May M23 fought the army at Goma with mortars; at least 12 fighters died, 5 were hurt. "
        "The rebels withdrew. Nearly a month later up to 40 people fell in Bunia, where ADF met M23.",
        "Lake Radio", "2021-06-07",
    )  # fmt: skip
    told.attack("M23 fought the army", "Goma", "2021-05-01", by="M23", killed="at least 12 fighters", toll=12)
    told.attack("ADF met M23", "Bunia", "2021-05-30", by="ADF", killed="up to 40 people", toll=40)
    first, second = told.events
    assert first.when is not None
    other = Participant("side_b", told.actor("army"), (), (told.words("army"),))
    words = told.words("with mortars")
    told.actors["army"] = replace(told.actors["army"], kind="military")
    told.events[0] = replace(
        first,
        who=(replace(first.who[0], role="side_a"), other),
        when=replace(first.when, end="2021-05-04", precision="days", text="From 1 to 4 May"),
        deaths=(replace(first.deaths[0], of="unknown", low=12.0, best=None, high=None, hedge="at least"),),
        injured=(replace(first.deaths[0], of="unknown", low=5.0, best=5.0, high=5.0, hedge="exact"),),
        means=(Phrase("mortars", (words,)),),
        outcome=Phrase("withdrew", (told.words("withdrew"),)),
    )
    other = Participant("side_b", told.actor("M23"), (), (told.words("M23"),))
    told.events[1] = replace(
        second,
        who=(replace(second.who[0], role="side_a"), other),
        deaths=(replace(second.deaths[0], of="unknown", low=None, best=None, high=40.0, hedge="at most"),),
    )
    yield told


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = create_case_store(tmp_path / "first.dateline", Clock())
    for told in clashes():
        made.add([entry_of(told.dossier(), "clashes.txt")])
    fill(made, 3)
    yield made
    made.close()


def exported(store: Store, folder: Path) -> tuple[list[Path], dict[str, list[dict[str, str]]]]:
    """Both files, and what each tells of its losses."""
    files, losses = [], {}
    for name in BOTH:
        written = write_export(format_named(name), material_of_case(store), folder / f"{name}.csv")
        files.append(written.path)
        losses[name] = list(csv.DictReader(named(written.path, ".losses.csv").read_text("utf-8").splitlines()))
    return files, losses


def imported(files: list[Path], case: Path) -> tuple[list[CodedEvent], list[str]]:
    """The events of a new case that the files are imported into, and why rows were refused."""
    with keyed_case(str(case)) as keyed:
        receipts = [
            r for file in files for r in add_rows(keyed.store, ((file, row) for row in read_rows(file)), key=keyed.key)
        ]
        found = list(material_of_case(keyed.store).events())
    assert {r.became for r in receipts} <= {"added", "failed"}
    return found, [r.why for r in receipts if r.became == "failed"]


def test_events_come_back_from_ged_and_the_losses_explain_every_difference(store: Store, tmp_path: Path) -> None:
    before = {e.id: e for e in material_of_case(store).events()}
    files, losses = exported(store, tmp_path)
    found, refused = imported(files, tmp_path / "second.dateline")
    after = {e.row["relid"]: e for e in found if e.row is not None}
    assert len(after) == len(found) > 12
    told = {(row["record"], row["field"]) for rows in losses.values() for row in rows if row["kind"] != "left out"}
    unexplained, explained = [], 0
    for id_, event in after.items():
        for name, (value, fields) in CARRIED.items():
            was, now = value(before[id_]), value(event)
            if was != now and not any((id_, field) in told for field in fields):
                unexplained.append((name, was, now))
            explained += was != now
    assert not unexplained, unexplained
    assert explained > 30
    assert len(refused) == len(before) - len(after)
    lacking = {why.partition(" is ")[0] for why in refused}
    assert lacking == {"date_prec", "best", "type_of_violence"}  # what the case itself does not know


def test_each_event_is_in_one_of_the_two_files_and_told_as_left_out_by_the_other(store: Store, tmp_path: Path) -> None:
    files, losses = exported(store, tmp_path)
    rows = {
        name: {row["relid"] for row in csv.DictReader(file.read_text("utf-8").splitlines())}
        for name, file in zip(BOTH, files, strict=True)
    }
    ids = {e.id for e in material_of_case(store).events()}
    assert rows["ged"] | rows["ged-shaped"] == ids
    for name in BOTH:
        left_out = [row for row in losses[name] if row["kind"] == "left out"]
        assert {row["record"] for row in left_out if row["record"]} == ids - rows[name]
        assert {row["field"] for row in left_out if not row["record"]} <= set(BESIDES)  # whole kinds of records


def test_what_came_in_as_ged_goes_out_as_it_came(store: Store, tmp_path: Path) -> None:
    files, _ = exported(store, tmp_path)
    imported(files[:1], tmp_path / "second.dateline")
    with keyed_case(str(tmp_path / "second.dateline")) as keyed, closing(keyed.store) as second:
        again = write_export(format_named("ged"), material_of_case(second), tmp_path / "again.csv")
    assert again.path.read_text("utf-8") == files[0].read_text("utf-8")
    assert again.manifest["of"]["datasets"] == ["ucdp-ged"]
