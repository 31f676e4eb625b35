"""Who stands against whom: two sides out of what accounts tell, the same for all formats that have two. Fiction."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.codebook.unnamed import is_unnamed
from dateline.exports.coded import Dead, coded_alone
from dateline.exports.formats.ged.row import made_of
from dateline.exports.formats.plover_deeds import deed_of
from dateline.exports.losses import Losses
from dateline.exports.opposed import opposed
from dateline.model.dossier import Dossier
from tests.exports.coded_samples import ARMY, CIVILIANS, REED, cited, coded_event, exported, number, party, toll
from tests.exports.test_acled import row_of as acled_row

REED_DEAD = replace(REED, role="recipient")
GUARD = party("River Guard", "militia", "recipient")
STATE = party("Government of South Sudan", "government", "side_a", "SS", against=frozenset({REED.key}))
REED_SIDE = replace(REED, role="side_b", against=frozenset({STATE.key}))
BATTLE = "Battles/Armed clash"
BOMB = "Explosions/Remote violence/Suicide bomb"


def names(*parties: Any) -> tuple[list[str], ...]:
    return tuple([p.name for p in side] for side in parties)


@pytest.mark.parametrize(
    ("parties", "acled", "doers", "others", "unsided"),
    [
        ((REED, ARMY), BATTLE, ["Reed Front"], ["South Sudan army"], []),
        ((STATE, REED_SIDE), BATTLE, ["Government of South Sudan"], ["Reed Front"], []),
        # a battle told by the dead of both sides; those whom one bomb killed fought nobody
        ((REED_DEAD, ARMY), BATTLE, ["South Sudan army"], ["Reed Front"], []),
        ((REED_DEAD, GUARD), BATTLE, ["Reed Front"], ["River Guard"], []),
        ((REED_DEAD, ARMY), BOMB, [], ["Reed Front", "South Sudan army"], []),
        ((ARMY, CIVILIANS), BATTLE, [], ["South Sudan army", "residents"], []),
        # another account has the doer on a side: who is against it there is done to here
        ((REED, CIVILIANS, STATE), BOMB, ["Reed Front"], ["residents", "Government of South Sudan"], []),
        ((REED, CIVILIANS, replace(STATE, against=frozenset())), BOMB, ["Reed Front"], ["residents"],
         ["Government of South Sudan"]),
        # two sides are told, and besides who was hit
        ((CIVILIANS, STATE, REED_SIDE), BATTLE, ["Government of South Sudan"], ["Reed Front"], ["residents"]),
        ((ARMY, replace(REED_SIDE, against=frozenset())), BATTLE, ["Reed Front"], ["South Sudan army"], []),
    ],
)  # fmt: skip
def test_two_sides_are_made_of_what_accounts_tell(
    parties: Any, acled: str, doers: list[str], others: list[str], unsided: list[str]
) -> None:
    two = opposed(coded_event(parties=parties, acled=acled))
    assert names(two.doers, two.others, two.unsided) == (doers, others, unsided)


def test_a_battle_told_by_its_dead_has_both_sides_in_every_format(tmp_path: Path) -> None:
    event = coded_event(
        parties=(REED_DEAD, ARMY), acled=BATTLE, deaths=number(42, 42, 42),
        dead=(Dead("Reed Front", number(40, 40, 40)), Dead("South Sudan army", number(2, 2, 27))),
    )  # fmt: skip
    ged = made_of(event)
    assert ged.why_not == []
    assert [ged.cells[c] for c in ("side_a", "side_b", "deaths_a", "deaths_b")] == [
        "Government of South Sudan", "Reed Front", "2", "40",
    ]  # fmt: skip
    acled = acled_row(tmp_path, acled=BATTLE, parties=(REED_DEAD, ARMY))
    assert (acled["actor1"], acled["actor2"]) == ("South Sudan army", "Reed Front")
    deed = deed_of(event, Losses())
    assert deed is not None
    assert [e.text for e in deed.actors] == ["South Sudan army", "Reed Front"]


def test_whose_side_is_not_told_is_an_associate_in_plover_and_not_lost() -> None:
    deed = deed_of(coded_event(parties=(REED, CIVILIANS, replace(STATE, against=frozenset()))), Losses())
    assert deed is not None
    assert [e.text for e in deed.actors] == ["Reed Front"]
    assert [e.text for e in deed.associates] == ["Government of South Sudan"]


@pytest.mark.parametrize(
    ("pair", "parties", "cells"),
    [
        (BOMB, (REED, CIVILIANS, ARMY), ("Reed Front", "", "South Sudan army", "Civilians (South Sudan); residents")),
        (BOMB, (party("bomber", "person", "actor"), REED, CIVILIANS),
         ("Reed Front", "bomber", "Civilians (South Sudan)", "residents")),
        (BOMB, (REED, party("18 people", "civilians", "recipient")), ("Reed Front", "", "Civilians (South Sudan)", "")),
        (BOMB, (party("Unidentified armed group", "rebel group", "actor"), CIVILIANS),
         ("Unidentified Armed Group (South Sudan)", "", "Civilians (South Sudan)", "residents")),
        (BATTLE, (ARMY, replace(CIVILIANS, role="side_b"), replace(REED, role="side_a")),
         ("Reed Front", "", "South Sudan army", "Civilians (South Sudan); residents")),
        (BATTLE, (REED, CIVILIANS),
         ("Reed Front", "", "Unidentified Armed Group (South Sudan)", "Civilians (South Sudan); residents")),
        ("Violence against civilians/Attack", (REED, party("St Mark’s Church", "other", "recipient")),
         ("Reed Front", "", "Civilians (South Sudan)", "St Mark’s Church")),
    ],
)  # fmt: skip
def test_an_armed_organised_actor_stands_before_civilians_and_the_unnamed(
    tmp_path: Path, pair: str, parties: Any, cells: tuple[str, ...]
) -> None:
    row = acled_row(tmp_path, acled=pair, parties=parties)
    assert tuple(row[c] for c in ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2")) == cells


@pytest.mark.parametrize(
    ("said", "names"),
    [
        (is_unnamed, ("gunmen", "Unidentified armed group", "unknown assailants", "armed men")),
        (lambda name: not is_unnamed(name), ("Reed Front", "al-Noor", "M23", "حركة النور", "")),
    ],
)
def test_a_name_that_says_only_what_somebody_is_names_nobody(said: Any, names: tuple[str, ...]) -> None:
    assert [name for name in names if not said(name)] == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"parties": (party("Unidentified armed group", "rebel group", "actor"), ARMY)}, "no dyad is known"),
        ({"plover": "COOPERATE", "ucdp": None, "acled": None}, "no use of armed force is told"),
    ],
)
def test_whom_nobody_knows_and_who_does_no_violence_makes_no_dyad(change: dict[str, Any], why: str) -> None:
    made = made_of(coded_event(**change))
    assert [reason.partition(":")[0] for reason in made.why_not] == [why]
    assert "type_of_violence" not in made.cells or made.cells["type_of_violence"] == "1"
    assert "dyad_name" not in made.cells


def test_the_dead_of_one_sided_violence_are_civilians_and_its_doer_is_none() -> None:
    event = coded_event(
        parties=(party("bomber", "person", "actor"), REED, CIVILIANS), ucdp=3, deaths=number(9, 9, 9),
        dead=(Dead("bomber", number(1, 1, 1)),),
    )  # fmt: skip
    made = made_of(event)
    assert [made.cells[c] for c in ("deaths_a", "deaths_civilians", "deaths_unknown")] == ["0", "8", "1"]
    assert ("dropped", "side_a", "bomber") in {lost[:3] for lost in made.lost}


def test_the_words_of_a_denial_are_not_shown_as_what_its_speaker_says(tmp_path: Path) -> None:
    words = "it had shelled the market of Malakal"
    voices = (cited(quote="soldiers shelled the market"), cited(source="the army", stance="denied", quote=words))
    event = coded_event(cited=voices, tolls=(toll("civilians", 2),))
    cells = made_of(event).cells
    assert f"[the army (denies)] {words}" in cells["source_article"]
    assert cells["source_original"] == "an army spokesman, the army (denies)"
    notes = acled_row(tmp_path, cited=voices)["notes"]
    assert f"the army (denies), Nile Wire: “{words}”" in notes
    path, _ = exported("hxl", tmp_path, event)
    assert "an army spokesman | the army (denies)" in path.read_text()


def test_the_dead_are_those_that_the_case_shows(read: Any) -> None:
    dossier: Dossier = read(
        "Malakal, 6 May 2031 - Gunmen of the Reed Front attacked a market in Malakal on Tuesday, killing six civilians."
    )
    from dateline.case.facts import facts_of

    (event,) = [e for e in coded_alone(facts_of(dossier)) if e.deaths is not None]
    assert [(d.of, d.number.best) for d in event.dead] == [("civilians", 6)]
