"""The sheet as data: each event one row, each value with its quote and source, and what the sheet says of itself."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

import pytest

from dateline.codebook.tables import acled_types
from dateline.exports.cells import LONGEST, parted, row_hash, visible
from dateline.exports.choices import choices
from dateline.exports.columns import UNHASHED, rows, sheets
from dateline.exports.sheet import FORMAT, RECORDS, tables
from dateline.exports.view import PIECES, SAYERS
from dateline.model.vocabulary import Role
from dateline.protect import show
from dateline.protect.gate import LeakError
from dateline.protect.policy import OWNER, SHARED, Policy, Redaction, Shown

NEWS = (
    "KHARTOUM, 24 May 2024 (Nile Wire) — Fighters of the Rapid Support Forces shelled a market in El Fasher on "
    "Thursday, killing at least 12 people, a doctor said.\n\n"
    "The Sudanese army said 20 civilians were killed and 30 wounded in the shelling. On Friday the army and the Rapid "
    "Support Forces clashed near Nyala, residents said. “They fired rockets at the school,” a teacher said.\n\n"
    "The army bombed Kutum on 20 May, according to residents. The Rapid Support Forces denied that they had shelled "
    "the market.\n"
)
"""Fiction on real geography."""
SLOTS = [*get_args(Role), "date", "place", "deaths", "injured", "targets", "means", "outcome", "rivals"]


def read_back(shown):
    return {
        table.name: [
            {c.name: cell for c, cell in zip(table.columns, cells, strict=True) if cell is not None}
            for cells in table.rows
        ]
        for table in tables(shown)
    }


def said(back, item):
    return [row["says"] for row in back["about"] if row["item"] == item]


def test_each_event_is_one_row(rich):
    event, dossier = read_back([rich])["events"][0], rich.dossier
    assert len(read_back([rich])["events"]) == len(dossier.events) == 1
    assert event["event_id"] == dossier.events[0].id
    assert event["report"] == dossier.document.id
    assert (event["status"], event["plover"], event["ucdp_type"]) == ("happened", "ASSAULT", 3)
    assert event["acled_event_type"] == "Explosions/Remote violence"
    assert event["acled_sub_event_type"] == "Shelling/artillery/missile attack"
    assert (event["place"], event["lat"], event["lon"], event["country"]) == ("Malakal", 9.53, 31.66, "SS")
    assert event["date_start"].isoformat() == event["date_end"].isoformat() == "2021-05-04"
    assert event["outcome"] == "The market burned down"
    assert (event["count_low"], event["count_best"]) == (2, 2)
    assert "count_high" not in event


def test_values_of_one_slot_stand_in_the_order_of_their_quotes_and_sources(rich):
    event = read_back([rich])["events"][0]
    assert parted(event["actor"]) == ["River Guard", "the reed men"]
    assert parted(event["actor_quote"]) == ["River Guard", "the reed men"]
    assert parted(event["actor_source"]) == ["a nurse", "a trader (via the army)"]
    assert parted(event["targets"]) == ["market", "school"]
    assert parted(event["targets_quote"]) == ["a market", "a school"]
    assert parted(event["rivals"]) == ["where: Kodok"]
    assert parted(event["rivals_source"]) == ["the army"]


def test_a_slot_without_claims_of_its_own_rests_on_those_of_its_event(rich):
    event = read_back([rich])["events"][0]
    assert event["place_source"] == "a nurse"
    assert event["date_source"] == event["sources"] == "a nurse | the army | a trader (via the army)"


def test_rival_tolls_stand_side_by_side_and_nothing_is_averaged(rich):
    back = read_back([rich])
    event = back["events"][0]
    assert event["deaths"] == "at least 12 | 40 (civilians)"
    assert (event["deaths_low"], event["deaths_best"], event["deaths_hedge"]) == (12, 12, "at least")
    assert event["deaths_tolls"] == 2
    assert "injured" not in event
    first, second = back["tolls"]
    assert (first["low"], first["source"], first["quote"]) == (12, "the army", "At least 12 people")
    assert "high" not in first
    assert (second["best"], second["of"], second["source"]) == (40, "civilians", "a trader (via the army)")
    assert first["toll_id"] == f"{event['event_id']}/killed/1"


def test_a_check_that_disagrees_is_told_beside_the_event_and_in_full_among_the_findings(rich):
    back = read_back([rich])
    assert back["events"][0]["checks"] == "disagrees: distance"
    assert back["findings"][0]["verdict"] == "disagrees"
    assert back["findings"][0]["figures"] == "stated_km: 40 | computed_km: 64.1"
    assert back["findings"][0]["about"] == "Malakal"


@pytest.mark.model
def test_every_value_of_a_report_has_its_words_and_whoever_says_so(read):
    dossier = read(NEWS)
    back = read_back([Shown(dossier, Policy())])
    assert len(back["events"]) == len(dossier.events) >= 3
    assert {row["event_id"] for row in back["events"]} == {event.id for event in dossier.events}
    told = 0
    for row in back["events"]:
        assert all(piece in dossier.document.text for piece in row["quote"].split(PIECES))
        assert row["sources"]
        for slot in SLOTS:
            if {slot, f"{slot}_start", f"{slot}_text"} & set(row):
                told += 1
                for quote in parted(row[f"{slot}_quote"]):
                    assert all(piece in dossier.document.text for piece in quote.split(PIECES))
                assert all(parted(row[f"{slot}_source"]))
    assert told >= 8


@pytest.mark.model
def test_several_participants_have_as_many_quotes_and_sources(read):
    back = read_back([Shown(read(NEWS), Policy())])
    for row in back["events"]:
        for role in get_args(Role):
            number = len(parted(row.get(role, "")))
            assert len(parted(row.get(f"{role}_quote", ""))) == number
            assert len(parted(row.get(f"{role}_source", ""))) == number
            assert len(parted(row.get(f"{role}_ids", ""))) == number


@pytest.mark.model
def test_sources_are_named_as_the_sheet_of_sources_names_them(read):
    back = read_back([Shown(read(NEWS), Policy())])
    known = {row["source"] for row in back["sources"]}
    named = {
        re.sub(r" \(via .*\)$", "", sayer)
        for row in back["events"]
        for cell in parted(row["sources"])
        for sayer in cell.split(SAYERS)
    }
    assert named <= known
    assert {row["source"] for row in back["claims"]} <= known


def test_every_record_of_the_dossier_has_its_row(shown):
    back, dossier = read_back([shown]), shown.dossier
    for name in RECORDS:
        if name != "tolls":
            ids = [record.id for record in getattr(dossier, name)]
            assert [row[sheets()[name].columns[0].name] for row in back[name]] == ids
    assert (back["victims"][0]["name"], back["victims"][0]["age"]) == ("Ann Example", 34)
    assert (back["relations"][0]["subject"], back["relations"][0]["object"]) == ("army", "River Guard")
    assert (back["control"][0]["place"], back["control"][0]["status"]) == ("Kodok", "controls")
    assert (back["amounts"][0]["amount"], back["amounts"][0]["quote"]) == ("about 300", "About 300 people")


def test_a_claim_says_who_says_it_and_a_video_what_it_shows(rich):
    back = read_back([rich])
    assert [row["source"] for row in back["claims"]] == ["a nurse", "the army", "a trader"]
    assert back["claims"][2]["via"] == "the army"
    assert back["claims"][0]["content"] == "the River Guard shelled Malakal"
    assert back["claims"][0]["quoted"] == "no"
    assert back["media"][0]["shows_ids"] == rich.dossier.events[0].id


def test_every_row_of_records_begins_with_its_id_and_report_and_ends_with_what_is_yours(shown):
    for sheet in sheets().values():
        if sheet.records:
            assert sheet.columns[0].kind == "id"
            assert sheet.header[1] == "report"
            assert sheet.header[-3:] == ("decision", "note", "row_hash")
    for table in tables([shown]):
        for cells in table.rows:
            assert len(cells) == len(table.columns)
            assert cells[0] is not None


def test_a_row_hash_is_that_of_the_rows_cells(rich):
    for table in tables([rich]):
        if sheets()[table.name].records:
            for cells in table.rows:
                kept = [v for c, v in zip(table.columns, cells, strict=True) if c.name not in UNHASHED]
                assert cells[-1] == row_hash(table.name, kept)


def test_every_column_is_documented_with_what_it_means_and_what_that_rests_on():
    for sheet in sheets().values():
        assert len(set(sheet.header)) == len(sheet.header)
        assert sheet.meaning.endswith(".")
        for column in sheet.columns:
            assert column.meaning.endswith((".", "…"))
            assert column.source
            assert not column.choices or column.choices in choices()


def test_the_workbook_tells_of_every_column_and_every_list(shown):
    back = read_back([shown])
    told = {(row["sheet"], row["column"]) for row in back["columns"]}
    assert told == {(sheet.name, column.name) for sheet in sheets().values() for column in sheet.columns}
    assert [row["value"] for row in back["choices"] if row["list"] == "decision"] == [
        "accept",
        "correct",
        "reject",
        "unsure",
    ]


def test_a_value_from_a_closed_list_stands_in_its_list(rich, shown):
    for table in tables([rich, shown]):
        for cells in table.rows:
            for column, cell in zip(table.columns, cells, strict=True):
                if column.choices and cell is not None and table.name != "columns":
                    words = {word for word, _ in choices()[column.choices]}
                    assert set(parted(str(cell)) if column.several else [cell]) <= words


def test_meanings_are_given_only_for_words_that_exist():
    for row in rows("choices"):
        assert row["value"] in {str(word) for word, _ in choices()[row["list"]]}
        assert row["source"]


def test_every_pair_of_acled_can_be_chosen():
    types = {word for word, _ in choices()["ACLED event type"]}
    subs = {word for word, _ in choices()["ACLED sub-event type"]}
    assert {(t.event_type in types, t.sub_event_type in subs) for t in acled_types().values()} == {(True, True)}
    assert (len(types), len(subs)) == (6, 25)


def test_no_list_names_a_word_twice():
    for words in choices().values():
        assert len({word for word, _ in words}) == len(words)


def test_hostile_text_is_made_visible_in_every_cell(shown):
    actor = replace(shown.dossier.actors[0], name="\u202e=HYPERLINK(1)\x07", aliases=("a\u2066", "b|c"))
    hostile = replace(shown, dossier=replace(shown.dossier, actors=(actor, *shown.dossier.actors[1:])))
    back = read_back([hostile])
    assert back["actors"][0]["name"] == "⟨U+202E⟩=HYPERLINK(1)⟨U+0007⟩"
    assert parted(back["actors"][0]["aliases"]) == ["a⟨U+2066⟩", "b|c"]
    for table in tables([hostile]):
        for cells in table.rows:
            assert all(cell == visible(cell) for cell in cells if isinstance(cell, str))


def test_a_line_break_within_a_quote_is_kept(rich):
    assert "a market,\na school" in read_back([rich])["events"][0]["quote"]


def test_a_cell_that_is_too_long_is_cut_and_counted(shown):
    actor = replace(shown.dossier.actors[0], name="x" * (LONGEST + 1))
    back = read_back([replace(shown, dossier=replace(shown.dossier, actors=(actor,), events=(), relations=()))])
    assert back["actors"][0]["name"] == "x" * (LONGEST - 1) + "…"
    assert said(back, "cells cut") == ["1 cells were too long and end with “…”."]


def test_many_reports_stand_in_the_same_sheets_each_row_with_its_report(shown, rich):
    back = read_back([shown, rich])
    ids = [shown.dossier.document.id, rich.dossier.document.id]
    assert [row["report"] for row in back["reports"]] == ids
    assert [row["report"] for row in back["events"]] == ids
    assert said(back, "report") == ids
    assert said(back, "reports") == ["2, told of in the sheet reports."]
    assert back["reports"][0]["disagreements"] == 1
    assert back["reports"][0]["given_up"] == "place not in the gazetteer: 1"


def test_a_report_that_is_given_twice_is_written_twice_and_told_of(shown):
    back = read_back([shown, shown])
    assert len(back["events"]) == 2
    assert said(back, "report") == [f"{shown.dossier.document.id} (2 times: its rows stand here as often)"]


def test_reports_are_taken_one_at_a_time(shown, rich):
    from dateline.exports.sheet import stream

    taken = []

    def reports():
        for one in (shown, rich):
            taken.append(one.dossier.document.id)
            yield one

    name, cells = next(stream(reports()))
    assert (name, cells[1]) == ("events", shown.dossier.document.id)
    assert taken == [shown.dossier.document.id]


def test_a_report_without_events_has_sheets_without_rows(empty):
    back = read_back([empty])
    assert all(back[name] == [] for name in RECORDS)
    assert back["reports"][0]["events"] == 0
    assert said(back, "format") == [FORMAT] == ["dateline-sheet/1"]


def test_no_reports_at_all_are_sheets_too():
    back = read_back([])
    assert back["reports"] == []
    assert said(back, "reports") == ["0, told of in the sheet reports."]


def test_what_a_view_does_not_show_is_counted_and_never_named(shown):
    policy = Policy(protect=("Ann Example", "Malakal"), quote=200, coarsen_km=10.0, key=b"k3y-of-ours")
    redactions = (Redaction("source", "source A", 3), Redaction("contact", None, 1))
    back = read_back([Shown(shown.dossier, policy, redactions)])
    assert said(back, "not shown: source") == ["3 times; in its place stand: source A."]
    assert said(back, "not shown: contact") == ["1 times."]
    assert back["reports"][0]["not_shown"] == "source: 3, shown as source A | contact: 1"
    (words,) = said(back, "policy")
    assert words == (
        "Whom the reports protect is not named. Names and phrases hidden besides: 2. "
        "Pseudonyms are made with the secret of the case: the same in every report. "
        "Quotes have at most 200 characters. Sensitive places are moved to the middle of a square 10 km wide."
    )
    assert not any(secret in row["says"] for row in back["about"] for secret in ("Ann Example", "k3y-of-ours"))


def test_what_a_view_hides_stands_in_no_cell(dossier):
    hidden = show(dossier, Policy(protect=("Ann Example",)))
    assert "Ann Example" in dossier.document.text
    back = read_back([hidden])
    assert back["victims"][0]["name"] == "name withheld"
    assert not any("Ann Example" in str(cell) for rows_ in back.values() for row in rows_ for cell in row.values())
    assert said(back, "not shown: name")
    assert said(back, "not shown: source")
    assert back["events"][0]["sources"] == back["sources"][0]["source"] == "source A, a medical worker"


def test_a_view_that_still_holds_a_secret_is_stopped_and_the_column_named_without_it(dossier):
    hidden = show(dossier, Policy(protect=("Ann Example",)))
    with pytest.raises(LeakError, match="sheet victims, column name") as caught:
        tables([replace(hidden, dossier=dossier)])
    assert "Ann" not in str(caught.value)


def test_redactions_of_many_reports_are_added_up(shown, rich):
    one = replace(shown, redactions=(Redaction("source", "source A", 2),))
    two = replace(rich, redactions=(Redaction("source", "source B", 3),))
    assert said(read_back([one, two]), "not shown: source") == ["5 times; in its place stand: source A, source B."]


def test_a_view_that_hides_nothing_says_so(shown):
    assert said(read_back([shown]), "not shown") == ["Nothing was left out or replaced."]


def test_policies_that_differ_are_told_with_how_many_reports_have_them(shown, rich):
    back = read_back([replace(shown, policy=OWNER), replace(rich, policy=SHARED), replace(rich, policy=SHARED)])
    first, second = said(back, "policy")
    assert first.startswith("Protected persons are shown as they are")
    assert first.endswith("(1 of the reports)")
    assert second.endswith("(2 of the reports)")
    assert "source A of another is somebody else" in second
    assert "source A" not in first


def test_a_source_to_protect_is_never_named_among_those_who_say_so(shown):
    source = replace(shown.dossier.sources[0], kind="named", name="Ann Example")
    named = replace(shown, dossier=replace(shown.dossier, sources=(source,)))
    back = read_back([named])
    assert back["events"][0]["sources"] == back["claims"][0]["source"] == "a source not to be named"


def test_the_licences_of_places_names_and_codes_are_told(shown):
    back = read_back([shown])
    assert "GeoNames" in said(back, "places")[0]
    assert "CC BY 4.0" in said(back, "places")[0]
    assert "PLOVER" in said(back, "codes")[0]
    assert all(name in {row["item"].removeprefix("sheet ") for row in back["about"]} for name in sheets())
