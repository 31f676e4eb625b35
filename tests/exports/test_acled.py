"""ACLED-like tables: whatever is written keeps the rules of such a table, and what it cannot carry is told.

Places are real; happenings and persons are invented.
"""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.checks.rows.acled import Beside, breaches_of, header_breaches, missing_of
from dateline.codebook.acled import actor_kinds
from dateline.codebook.tables import acled_types
from dateline.exports.cells import unsafe
from dateline.exports.coded import CodedEvent, Dated, Located
from dateline.exports.format import format_named
from dateline.exports.losses import Losses
from dateline.model.vocabulary import EventStatus, Hedge, Role
from tests.exports.coded_samples import (
    ARMY,
    CIVILIANS,
    MALAKAL,
    REED,
    TUESDAY,
    cited,
    coded_event,
    exported,
    material_of_events,
    number,
    numbered,
    party,
    toll,
)

CLASH = "Battles/Armed clash"
SHELLING = "Explosions/Remote violence/Shelling/artillery/missile attack"
ATTACK = "Violence against civilians/Attack"
PROTEST = "Protests/Peaceful protest"
AIR = "Explosions/Remote violence/Air/drone strike"
FRONT = ("Reed Front", "Rebel group")
SOME_CIVILIANS = ("Civilians (South Sudan)", "Civilians")
UNIDENTIFIED = ("Unidentified Armed Group (South Sudan)", "Political militia")
NONE = ("", "")


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a table, after seeing that it keeps all rules."""
    with path.open(encoding="utf-8", newline="") as stream:
        names, *rows = csv.reader(stream)
    assert header_breaches(names) == []
    found = [{name: unsafe(cell) for name, cell in zip(names, row, strict=True)} for row in rows]
    beside = Beside()
    for row in found:
        assert [*breaches_of(row), *missing_of(row), *beside.breaches(row)] == []
    return found


def told(losses: Losses, kind: str) -> set[tuple[str, str]]:
    """Field and reason of what was lost in one way."""
    return {(field, reason) for k, field, reason in losses.counts if k == kind}


def row_of(tmp_path: Path, **more: Any) -> dict[str, str]:
    (row,) = rows_of(exported("acled", tmp_path, coded_event(**more))[0])
    return row


def test_an_attack_fills_the_31_columns(tmp_path: Path) -> None:
    row = row_of(tmp_path)
    notes = row.pop("notes")
    assert row == {
        "event_id_cnty": "hap-00000000000a", "event_date": "2031-05-06", "year": "2031", "time_precision": "1",
        "disorder_type": "Political violence", "event_type": "Battles", "sub_event_type": "Armed clash",
        "actor1": "Reed Front", "assoc_actor_1": "", "inter1": "Rebel group", "actor2": "South Sudan army",
        "assoc_actor_2": "", "inter2": "State forces", "interaction": "State forces-Rebel group",
        "civilian_targeting": "", "iso": "728", "region": "Eastern Africa", "country": "South Sudan",
        "admin1": "Upper Nile", "admin2": "", "admin3": "", "location": "Malakal", "latitude": "9.5334",
        "longitude": "31.6605", "geo_precision": "1", "source": "Nile Wire", "source_scale": "", "fatalities": "4",
        "tags": "", "timestamp": "1935878400",
    }  # fmt: skip
    assert "Killed: at least 4 of South Sudan army" in notes
    assert "on Tuesday" in notes
    assert "an army spokesman, Nile Wire: “fighters of the Reed Front" in notes


@pytest.mark.parametrize(
    ("when", "day", "precision"),
    [
        (Dated("2031-05-06", "2031-05-06", "day", None, None), "2031-05-06", "1"),
        (Dated("2031-05-05", "2031-05-11", "week", None, "last week"), "2031-05-08", "2"),
        (Dated("2031-04-01", "2031-04-10", "range", None, "early April"), "2031-04-01", "3"),
        (Dated("2031-04-21", "2031-04-30", "range", None, "late April"), "2031-04-30", "3"),
        (Dated("2031-04-01", "2031-04-30", "month", None, "in April"), "2031-04-15", "3"),
    ],
)
def test_a_stretch_of_days_is_told_by_one_day_and_a_code(tmp_path: Path, when: Dated, day: str, precision: str) -> None:
    path, losses = exported("acled", tmp_path, coded_event(when=when))
    (row,) = rows_of(path)
    assert (row["event_date"], row["time_precision"]) == (day, precision)
    assert any(field == "event_date" for field, _ in told(losses, "changed")) == (when.start != when.end)
    assert when.words is None or when.words in row["notes"]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"included": False}, "the case leaves it out"),
        ({"status": "planned"}, "it is planned, and ACLED records what happened"),
        ({"status": "possible"}, "it is only possible, and ACLED records what happened"),
        ({"status": "denied"}, "it is denied, and ACLED records what happened"),
        ({"acled": None}, "it has no event type of ACLED's"),
        ({"when": None}, "no day is told"),
        (
            {"when": Dated("2031-01-01", "2031-12-31", "year", None, None)},
            "its days are open or more than a month, and ACLED has no code for that",
        ),
        (
            {"when": Dated("2031-01-01", None, "day", None, None)},
            "its days are open or more than a month, and ACLED has no code for that",
        ),
        ({"where": None}, "no place with coordinates and a country is known"),
        (
            {"where": Located("Nowhere", "village", None, None, "SS", None, None, None, None, None, None, None)},
            "no place with coordinates and a country is known",
        ),
        (
            {"where": Located("South Sudan", "country", 7.0, 30.0, "SS", None, None, 6, 3, None, None, None)},
            "its place is a whole country, and ACLED records no such event",
        ),
        ({"acled": "Strategic developments/Agreement", "parties": ()}, "nobody takes part that a row could name"),
    ],
)
def test_what_the_layout_cannot_carry_is_left_out_and_told(tmp_path: Path, more: dict[str, Any], reason: str) -> None:
    path, losses = exported("acled", tmp_path, coded_event(**more), numbered(coded_event(), 2))
    assert [row["event_id_cnty"] for row in rows_of(path)] == ["hap-000000000002"]
    assert told(losses, "left out") == {("", reason)}


@pytest.mark.parametrize(
    ("status", "word"), [("alleged", "Status: alleged."), ("ongoing", "Status: ongoing."), ("happened", "")]
)
def test_what_is_alleged_is_written_and_said_to_be(tmp_path: Path, status: EventStatus, word: str) -> None:
    notes = row_of(tmp_path, status=status)["notes"]
    assert word in notes
    assert ("Status" in notes) == bool(word)


@pytest.mark.parametrize(
    ("pair", "parties", "one", "other", "interaction"),
    [
        (CLASH, (REED, ARMY), FRONT, ("South Sudan army", "State forces"), "State forces-Rebel group"),
        (CLASH, (party("Uganda army", "military", "side_a", "UG"), party("Reed Front", "rebel group", "side_b")),
         ("Uganda army", "External/Other forces"), FRONT, "Rebel group-External/Other forces"),
        (ATTACK, (REED, CIVILIANS), FRONT, SOME_CIVILIANS, "Rebel group-Civilians"),
        (ATTACK, (party("UN mission", "international organisation", "actor"), CIVILIANS),
         ("UN mission", "External/Other forces"), SOME_CIVILIANS, "External/Other forces-Civilians"),
        (ATTACK, (CIVILIANS,), UNIDENTIFIED, SOME_CIVILIANS, "Political militia-Civilians"),
        (ATTACK, (REED,), FRONT, SOME_CIVILIANS, "Rebel group-Civilians"),
        (ATTACK, (party("gunmen", "other", "actor"), party("Ann Example", "person", "recipient")),
         UNIDENTIFIED, SOME_CIVILIANS, "Political militia-Civilians"),
        (ATTACK, (party("villagers", "civilians", "actor"), CIVILIANS), UNIDENTIFIED,
         SOME_CIVILIANS, "Political militia-Civilians"),
        (SHELLING, (), UNIDENTIFIED, NONE, "Political militia only"),
        (AIR, (), ("Unidentified Military Forces (South Sudan)", "External/Other forces"), NONE,
         "External/Other forces only"),
        (CLASH, (), UNIDENTIFIED, UNIDENTIFIED, "Political militia-Political militia"),
        (PROTEST, (party("teachers", "civilians", "actor"),), ("Protesters (South Sudan)", "Protesters"), NONE,
         "Protesters only"),
        ("Riots/Mob violence", (party("a mob", "other", "actor"), CIVILIANS), ("Rioters (South Sudan)", "Rioters"),
         SOME_CIVILIANS, "Rioters-Civilians"),
        ("Strategic developments/Arrests", (party("Hill Front", "militia", "recipient"),),
         ("Hill Front", "Political militia"), NONE, "Political militia only"),
    ],
)  # fmt: skip
def test_who_takes_part_has_a_name_and_a_kind(
    tmp_path: Path, pair: str, parties: tuple[Any, ...], one: tuple[str, str], other: tuple[str, str], interaction: str
) -> None:
    row = row_of(tmp_path, acled=pair, parties=parties)
    assert (row["actor1"], row["inter1"]) == one
    assert (row["actor2"], row["inter2"]) == other
    assert row["interaction"] == interaction


def test_who_the_civilians_are_stands_beside_them_with_allies_and_further_actors(tmp_path: Path) -> None:
    hill = party("Hill Front", "militia", "actor")
    ally = party("Reed Front youth", "militia", "associate", part_of="Reed Front")
    guard = party("market guards", "civilians", "associate")
    path, losses = exported("acled", tmp_path, coded_event(acled=ATTACK, parties=(REED, hill, CIVILIANS, ally, guard)))
    (row,) = rows_of(path)
    assert row["assoc_actor_1"] == "Hill Front; Reed Front youth; market guards"
    assert row["assoc_actor_2"] == "residents"
    assert row["civilian_targeting"] == "Civilian targeting"
    reasons = {reason for _, reason in told(losses, "changed")}
    assert "on whose side an associate stands is not told: it is put beside actor1" in reasons
    assert "actor1 and actor2 do not tell who did it to whom" in reasons


@pytest.mark.parametrize(
    ("deaths", "disputed", "fatalities", "changed"),
    [
        (None, (), "0", False),
        (number(0, 0, 0), (), "0", False),
        (number(4, 4, 4), (), "4", False),
        (number(4, 4, None, hedge="at least"), (), "4", True),
        (number(3, 7, 12), (), "7", True),
        (number(3, 7, 12), ("deaths",), "3", True),
        (number(3, None, None, hedge="several"), (), "3", True),
        (number(24, None, None, hedge="dozens"), (), "12", True),
        (number(40, None, None, hedge="dozens"), (), "40", True),
        (number(100, None, None, hedge="hundreds"), (), "100", True),
        (number(None, None, None, hedge="heavy"), (), "3", True),
        (number(None, None, 20, hedge="at most"), (), "20", True),
    ],
)
def test_fatalities_are_one_whole_number_by_the_codebooks_rules(
    tmp_path: Path, deaths: Any, disputed: tuple[str, ...], fatalities: str, *, changed: bool
) -> None:
    path, losses = exported("acled", tmp_path, coded_event(deaths=deaths, deaths_shown="shown", disputed=disputed))
    assert rows_of(path)[0]["fatalities"] == fatalities
    assert any(field == "fatalities" for field, _ in told(losses, "changed")) == changed


@pytest.mark.parametrize(
    ("roles", "one", "other", "beside_one"),
    [
        (("actor", "side_a"), "Reed Front", "South Sudan army", ""),
        (("recipient", "side_b"), "South Sudan army", "Reed Front", ""),
        (("side_b", "side_a"), "South Sudan army", "Reed Front", ""),
        (("actor", "side_a", "recipient"), "Reed Front", "Hill Front", "South Sudan army"),
    ],
)
def test_who_only_fought_stands_against_the_one_of_whom_more_is_told(
    tmp_path: Path, roles: tuple[Role, ...], one: str, other: str, beside_one: str
) -> None:
    names = (("Reed Front", "rebel group"), ("South Sudan army", "military"), ("Hill Front", "militia"))
    parties = tuple(party(*name, role) for name, role in zip(names, roles, strict=False))
    row = row_of(tmp_path, parties=parties)
    assert (row["actor1"], row["actor2"], row["assoc_actor_1"]) == (one, other, beside_one)


def test_words_and_differing_accounts_stand_in_the_notes(tmp_path: Path) -> None:
    tolls = (
        toll("civilians", None, low=3, hedge="several", words="several civilians", cited=0),
        toll("unknown", 40, words="40 dead", cited=1),
        toll("unknown", 2, harm="injured", words="two hurt", cited=1),
    )
    voices = (cited(), cited(source="a trader", outlet="Radio Example", quote="40 dead", claim="c2"))
    notes = row_of(tmp_path, tolls=tolls, cited=voices, disputed=("deaths",))["notes"]
    assert "Killed: several (3 or more) of civilians, “several civilians” (an army spokesman, Nile Wire); 40" in notes
    assert "Injured: 2, “two hurt” (a trader, Radio Example)." in notes
    assert "Accounts differ on: deaths." in notes


def test_sources_are_all_outlets_and_the_time_is_that_of_the_last_report(tmp_path: Path) -> None:
    voices = (cited(), cited(outlet="Radio; Example", published="2031-05-09"), cited(outlet=None, published=None))
    row = row_of(tmp_path, cited=voices)
    assert row["source"] == "Nile Wire; Radio, Example"
    assert row["timestamp"] == "1936051200"
    assert row_of(tmp_path, cited=(cited(published=None, outlet=None),))["timestamp"] == ""


def same(n: int, **more: Any) -> CodedEvent:
    return numbered(coded_event(**more), n)


def test_what_the_same_actors_do_in_one_place_on_one_day_is_one_row(tmp_path: Path) -> None:
    again = {"deaths": number(9, 9, 9), "cited": (cited(outlet="Radio Example", published="2031-05-20"),)}
    turned = (party("Reed Front", "rebel group", "recipient"), party("South Sudan army", "military", "actor", "SS"))
    events = (same(1), same(2, acled=SHELLING), same(3, **again), same(4, parties=turned), same(5, where=KODOK))
    path, losses = exported("acled", tmp_path, *events)
    rows = rows_of(path)
    assert [row["event_id_cnty"][-1] for row in rows] == ["1", "2", "5"]
    assert (rows[0]["fatalities"], rows[0]["source"], rows[0]["timestamp"]) == (
        "9",
        "Nile Wire; Radio Example",
        "1937001600",
    )
    assert told(losses, "left out") == {
        ("", "told by another row: the same actors, kind, day and place are one event (aggregated)")
    }
    assert losses.counts["changed", "event_id_cnty", "this row stands for that event, too (aggregated)"] == 2
    assert not [p.name for p in tmp_path.iterdir() if "sqlite" in p.name or "whole" in p.name]


KODOK = Located("Kodok", "city", 9.89, 32.11, "SS", "Upper Nile", None, 1, 1, None, None, None)


@pytest.mark.parametrize(
    "more",
    [
        {"acled": PROTEST},
        {"when": Dated("2031-05-05", "2031-05-11", "week", None, None)},
        {"where": Located("Upper Nile", "province", 9.8, 32.7, "SS", None, None, 4, 3, None, None, None)},
    ],
)
def test_demonstrations_and_what_is_not_exact_stay_apart(tmp_path: Path, more: dict[str, Any]) -> None:
    assert len(rows_of(exported("acled", tmp_path, same(1, **more), same(2, **more))[0])) == 2


IMPORTED = {
    "event_id_cnty": "SSD77", "event_date": "06 May 2031", "year": "2031", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Battles", "sub_event_type": "Armed clash",
    "actor1": "Military Forces of South Sudan (2011-)", "assoc_actor_1": "Hill Guard; Women (South Sudan)",
    "inter1": "1", "actor2": "Reed Front", "assoc_actor_2": "", "inter2": "2", "interaction": "12",
    "civilian_targeting": "", "iso": "728", "region": "Eastern Africa", "country": "South Sudan",
    "admin1": "Upper Nile", "admin2": "Malakal", "admin3": "Centre", "location": "Malakal", "latitude": "9.533400",
    "longitude": "31.66", "geo_precision": "2", "source": "Nile Wire", "source_scale": "National",
    "notes": "-- Shots were fired.", "fatalities": "3", "tags": "women targeted: politicians",
    "timestamp": "1936224001",
}  # fmt: skip
"""Fiction, in ACLED's columns."""


def imported(**more: Any) -> CodedEvent:
    where = Located("Malakal", "city", 9.5334, 31.66, "SS", "Upper Nile", None, None, 2, None, None, None)
    parties = (
        party("South Sudan army", "military", "side_a", "SS", names=("South Sudan army", IMPORTED["actor1"])),
        party("Reed Front", "rebel group", "side_b"),
        party("Hill Guard", "militia", "associate"),
        party("Women (South Sudan)", "civilians", "associate"),
    )
    return coded_event(**{
        "dataset": "acled", "row": IMPORTED, "where": where, "parties": parties, "deaths": number(3, 3, 3), **more,
    })  # fmt: skip


def test_an_imported_row_that_stands_alone_comes_out_equal_in_every_column(tmp_path: Path) -> None:
    path, losses = exported("acled", tmp_path, imported(), numbered(imported(), 2))
    assert rows_of_imported(path) == [IMPORTED, IMPORTED]
    assert losses.total == 0


def rows_of_imported(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [{name: unsafe(cell) for name, cell in row.items()} for row in csv.DictReader(stream)]


def test_columns_that_the_31_lack_are_told(tmp_path: Path) -> None:
    path, losses = exported("acled", tmp_path, imported(row={**IMPORTED, "population_best": "5000", "iso3": ""}))
    assert rows_of_imported(path) == [IMPORTED]
    assert told(losses, "dropped") == {("population_best", "the 31 columns of today have no place for it")}


@pytest.mark.parametrize(
    ("more", "differing"),
    [
        ({"deaths": number(5, 5, 5)}, {"fatalities": "5"}),
        (
            {"when": Dated("2031-05-07", "2031-05-07", "day", None, None)},
            {"event_date": "2031-05-07"},
        ),
        (
            {"acled": "Battles/Government regains territory"},
            {"sub_event_type": "Government regains territory"},
        ),
        (
            {"where": KODOK},
            {"location": "Kodok", "latitude": "9.8900", "longitude": "32.1100", "admin2": "", "admin3": "",
             "geo_precision": "1"},
        ),
        (
            {"parties": (REED, party("Hill Guard", "militia", "recipient"))},
            {"actor1": "Reed Front", "assoc_actor_1": "", "inter1": "Rebel group", "actor2": "Hill Guard",
             "inter2": "Political militia", "interaction": "Rebel group-Political militia"},
        ),
    ],
)  # fmt: skip
def test_where_the_case_says_otherwise_its_value_stands_and_the_rows_is_told(
    tmp_path: Path, more: dict[str, Any], differing: dict[str, str]
) -> None:
    path, losses = exported("acled", tmp_path, imported(**more))
    assert rows_of_imported(path) == [IMPORTED | differing]
    ours = "the case says otherwise: its value stands, not the imported row's"
    assert {field for field, reason in told(losses, "changed") if reason == ours} == set(differing)


def beside(**more: Any) -> CodedEvent:
    """An imported row that a report tells, too."""
    voices = (cited(outlet="ACLED", source="ACLED", quote="3", dataset="acled"), cited(outlet="Radio Example"))
    events = (("doc-1", "event-1"), ("doc-2", "event-2"))
    tolls = (toll("unknown", 3, words="3", cited=0), toll("unknown", 5, words="five dead", cited=1))
    return imported(**{"events": events, "cited": voices, "tolls": tolls, **more})


def test_what_reports_say_beside_a_row_is_added_to_source_and_notes(tmp_path: Path) -> None:
    path, losses = exported("acled", tmp_path, beside(disputed=("deaths",)))
    (row,) = rows_of_imported(path)
    assert row["source"] == "Nile Wire; Radio Example"
    assert row["notes"] == (
        f"{IMPORTED['notes']} Killed: 5, “five dead” (an army spokesman, Radio Example). Accounts differ on: deaths."
        f" an army spokesman, Radio Example: “{cited().quote}”."
    )
    assert {k for k, v in row.items() if v != IMPORTED[k]} == {"source", "notes"}
    assert told(losses, "changed") == {
        ("fatalities", "accounts differ: one number stands, the others are in the notes")
    }


@pytest.mark.parametrize(
    ("role", "column", "is_told"),
    [("recipient", "assoc_actor_2", False), ("actor", "assoc_actor_1", False), ("associate", "assoc_actor_1", True)],
)
def test_whom_reports_name_besides_stands_beside_the_rows_actors(
    tmp_path: Path, role: Role, column: str, *, is_told: bool
) -> None:
    more = party("Lake Guard; youth", "militia", role)
    path, losses = exported("acled", tmp_path, beside(parties=(*imported().parties, more)))
    (row,) = rows_of_imported(path)
    assert row[column] == "; ".join(filter(None, (IMPORTED[column], "Lake Guard, youth")))
    assert {k for k, v in row.items() if v != IMPORTED[k]} == {"source", "notes", column}
    assert bool(told(losses, "changed")) == is_told


def test_who_is_against_the_rows_actor_in_another_account_stands_on_the_other_side(tmp_path: Path) -> None:
    parties = imported().parties
    doer = next(p for p in parties if p.role in {"actor", "side_a"})
    foe = party("Hill Police", "police", "side_a", "SS", against=frozenset({doer.key}))
    crowd = party("18 people", "civilians", "recipient")
    path, _ = exported("acled", tmp_path, beside(parties=(*parties, foe, crowd)))
    (row,) = rows_of_imported(path)
    assert "Hill Police" in row["assoc_actor_2"]
    assert "Hill Police" not in row["assoc_actor_1"]
    assert "18 people" not in "".join(row.values())


@pytest.mark.parametrize(
    ("lat", "lon", "differing"),
    [
        (9.53342, 31.66, set()),
        (9.54, 31.66, {"latitude", "longitude", "geo_precision"}),
        (9.9, 31.66, {"latitude", "longitude", "geo_precision", "admin2", "admin3"}),
    ],
)
def test_another_point_of_the_same_town_keeps_the_rows_divisions(
    tmp_path: Path, lat: float, lon: float, differing: set[str]
) -> None:
    where = Located("Malakal", "city", lat, lon, "SS", "Upper Nile", None, None, 1, None, None, None)
    (row,) = rows_of_imported(exported("acled", tmp_path, imported(where=where))[0])
    assert {k for k, v in row.items() if v != IMPORTED[k]} <= differing
    assert row["latitude"] == (IMPORTED["latitude"] if not differing else f"{lat:.4f}")
    assert bool(row["admin2"]) == ("admin2" not in differing)


def test_a_row_that_the_case_rejects_is_left_out(tmp_path: Path) -> None:
    path, losses = exported("acled", tmp_path, imported(status="denied"), numbered(imported(included=False), 2))
    assert rows_of_imported(path) == []
    assert len(told(losses, "left out")) == 2


NAMES = st.text(max_size=30) | st.sampled_from(["=1+1", "-2", "Civilians (South Sudan)", "a; b", "\u202ex", "'"])
ROLES = st.sampled_from(get_args(Role))
KINDS = st.sampled_from([*actor_kinds(), "unheard of"])
COUNTRIES = st.sampled_from(["SS", "UG", "XK", None])
PARTIES = st.builds(lambda n, k, r, c: party(n or "x", k, r, c), NAMES, KINDS, ROLES, COUNTRIES)
AMOUNTS = st.none() | st.floats(0, 1e12)
DAYS = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2040, 1, 1))
WHENS = st.builds(
    lambda day, more, precision: Dated(
        day.isoformat(), (day + dt.timedelta(more)).isoformat(), precision, None, "words"
    ),
    DAYS, st.integers(0, 40), st.sampled_from(["day", "days", "week", "month", "range", "unknown"]),
)  # fmt: skip
PLACES = st.builds(
    lambda name, lat, lon, country, where, geo: Located(
        name or "x", "city", lat, lon, country, name, None, where, geo, None, None, name
    ),
    NAMES.filter(str.strip), st.floats(-90, 90), st.floats(-180, 180), COUNTRIES, st.none() | st.integers(1, 7),
    st.none() | st.integers(1, 3),
)  # fmt: skip
EVENTS = st.builds(
    lambda pair, parties, when, where, low, best, hedge, disputed, title: coded_event(
        acled=pair, parties=tuple(parties), when=when, where=where, deaths=number(low, best, None, hedge=hedge),
        disputed=disputed, title=title, tolls=(),
    ),
    st.sampled_from(list(acled_types())), st.lists(PARTIES, max_size=5), WHENS, PLACES, AMOUNTS, AMOUNTS,
    st.sampled_from(get_args(Hedge)), st.sampled_from([(), ("deaths",)]), NAMES,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EVENTS, max_size=4))
def test_whatever_the_events_are_the_table_keeps_its_rules(tmp_path: Path, events: list[CodedEvent]) -> None:
    path, losses = exported("acled", tmp_path, *(numbered(e, n) for n, e in enumerate(events)))
    left_out = sum(count for (kind, _, _), count in losses.counts.items() if kind == "left out")
    assert len(rows_of(path)) + left_out == len(events)


def test_an_interrupted_export_leaves_no_keys_behind(tmp_path: Path) -> None:
    def broken() -> Any:
        yield coded_event()
        raise KeyboardInterrupt

    material = material_of_events()
    with pytest.raises(KeyboardInterrupt):
        format_named("acled").write(replace(material, events=broken), tmp_path / "x.csv", Losses(), lambda n: None)
    assert [p.name for p in tmp_path.iterdir()] == ["x.csv"]


def test_a_direction_that_is_told_is_lost_and_said_to_be(tmp_path: Path) -> None:
    _, losses = exported("acled", tmp_path, coded_event(when=TUESDAY, where=MALAKAL))
    assert ("plover", "ACLED has types of its own") in told(losses, "dropped")
    assert ("url", "ACLED has no addresses of reports") in told(losses, "dropped")
