"""Rows of datasets beside what reports tell. Invented happenings on real geography."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dateline.case.facts import EventFacts, ReportFacts, facts_of
from dateline.case.link import Linked, link_events, relink
from dateline.imports.dossier import dossier_of
from dateline.model.judgement import Judgement
from tests.case.link.made import actor, event, report, toll
from tests.imports.made import ROW, one

RAIDERS = actor("Red Valley Front")


def raid(id_: str, killed: float = 12, **given: object) -> EventFacts:
    """A raid on Beni on 2 August, unless told otherwise."""
    words = f"On Monday the Red Valley Front attacked Beni and killed {killed:g} people"
    usual: dict[str, object] = {
        "on": "2021-08-02", "where": "Beni", "who": {"actor": RAIDERS}, "tolls": (toll(killed),),
    }  # fmt: skip
    return event(id_, words, **{**usual, **given})


@pytest.fixture
def row(tmp_path: Path):
    """The facts of a row; cells and the release may be given."""

    def made(version: str | None = None, dataset: str = "UCDP GED", **cells: str) -> ReportFacts:
        naming = {"version": version, "dataset": dataset}
        return facts_of(dossier_of(one(tmp_path, naming, **cells)), 1)

    return made


def together(linked: Linked, *reports: ReportFacts) -> bool:
    """Whether the (first) events of reports are one happening."""
    return len({linked.group_of()[r.events[0].id] for r in reports}) == 1


@pytest.mark.parametrize(
    ("cells", "same"),
    [
        ({}, True),
        ({"best": "40", "high": "40", "deaths_civilians": "40"}, True),  # a contradiction, of one raid
        ({"where_coordinates": "near Beni", "where_prec": "2"}, True),
        ({"date_start": "2021-08-01", "date_end": "2021-08-03", "date_prec": "2"}, True),
        ({"date_start": "2021-08-12", "date_end": "2021-08-12"}, False),
        ({"where_coordinates": "Goma town", "latitude": "-1.68", "longitude": "29.23"}, False),
        ({"date_start": "2021-08-01", "date_end": "2021-08-31", "date_prec": "4"}, False),  # the sum of a month
    ],
)
def test_a_row_is_put_beside_what_a_report_tells_of_one_day_place_and_side(row, cells, same) -> None:
    told, coded = report("1", raid("a")), row(**cells)
    assert together(link_events([told, coded]), told, coded) is same


def test_two_rows_of_one_dataset_are_never_one_happening(row) -> None:
    first, second = row(), row(id="902", best="6", high="6", low="6", deaths_civilians="6")
    assert not together(link_events([first, second]), first, second)
    told = report("1", raid("a", 5))
    linked = link_events([told, first, second])
    assert together(linked, told, first)
    assert not together(linked, told, second)


def test_rows_of_two_datasets_may_be_one_happening_without_any_report(row) -> None:
    first, second = row(), row(dataset="Team A")
    assert together(link_events([first, second]), first, second)


def test_the_row_of_a_later_release_is_the_same_row(row) -> None:
    first, later = row("23.1"), row("24.1", best="6", high="8", deaths_civilians="6")
    assert first.report != later.report
    assert together(link_events([first, later]), first, later)


def test_what_two_rows_claim_equally_well_is_left_apart(row) -> None:
    told, first, second = report("1", raid("a")), row(), row(id="902")
    linked = link_events([told, first, second])
    assert len(linked.groups) == 3


def test_another_actor_of_the_same_town_and_day_is_another_happening(row) -> None:
    told = report("1", raid("a"))
    coded = row(side_a="Green Hill Guard", dyad_name="Green Hill Guard - Civilians", best="30", low="30", high="30")
    named = replace(told, text="The Red Valley Front came to Beni, said the Green Party.")
    assert not together(link_events([named, coded]), named, coded)


def test_linking_of_reports_among_themselves_is_the_same_with_rows_and_without(row) -> None:
    reports = [
        report("1", raid("a"), published="2021-08-03"),
        report("2", raid("b", 14), published="2021-08-04"),
        report("3", raid("c", 2, on="2021-08-03", where="Oicha"), published="2021-08-04"),
        report("4", raid("d", 2, on="2021-08-09"), published="2021-08-10"),
    ]
    rows = [row(id=str(n), where_coordinates=f"Place {n} village", best=str(n)) for n in range(5, 60)]
    alone, beside = link_events(reports), link_events([*rows, *reports])
    ids = {i for group in alone.groups for i in group}
    left = {tuple(i for i in group if i in ids) for group in beside.groups} - {()}
    assert left == set(alone.groups)
    assert [k for k in beside.links if {k.a, k.b} <= ids] == list(alone.links)


def test_linking_again_with_what_is_new_comes_to_the_same(row) -> None:
    reports = [
        report("1", raid("a")),
        row(),
        report("2", raid("b", 5), published="2021-08-05"),
        row(id="902", best="9"),
    ]
    for n in range(1, len(reports)):
        earlier = link_events(reports[:n])
        assert relink(earlier, reports, {r.report for r in reports[n:]}) == replace(
            link_events(reports), compared=relink(earlier, reports, {r.report for r in reports[n:]}).compared
        )


def test_a_persons_word_goes_before_what_is_computed(row) -> None:
    told, coded = report("1", raid("a")), row()
    ids = tuple(sorted((told.events[0].id, coded.events[0].id)))
    apart = Judgement("apart", "event", ids, "Ann Example", by="person", seq=3)
    assert not together(link_events([told, coded], [apart]), told, coded)
    far = row(id="903", date_start="2021-09-12", date_end="2021-09-12")
    same = Judgement("same", "event", (told.events[0].id, far.events[0].id), "Ann Example", by="person", seq=4)
    assert together(link_events([told, far], [same]), told, far)
    assert ROW["id"] == "901"
