"""Who takes part by the words beside an event noun, with what result, and who was harmed. Happenings are fiction."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model.dossier import Dossier

Read = Callable[..., Dossier]


def sides(dossier: Dossier) -> list[tuple[list[str], list[str]]]:
    name = {a.id: a.name for a in dossier.actors}
    return [
        ([name[w.actor] for w in e.who if w.role in {"actor", "side_a"}],
         [name[w.actor] for w in e.who if w.role in {"recipient", "side_b"}])
        for e in dossier.events
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An army offensive near Goma killed five people.", [(["army"], ["people"])]),
        ("A gas attack on Kutum killed 87 people in April. The minister blamed the Sudanese army for the attack.",
         [(["Sudanese Armed Forces"], ["people"])]),
        ("The army said it had repelled an attack by rebels on the town of Bria.", [(["rebels"], ["army"])]),
        ("The soldiers came under fire from rebels near Bria.", [(["rebels"], ["soldiers"])]),
        ("The killing of three farmers by Serb police in Kosovo drew protests.", [(["Serb police"], ["farmers"])]),
        ("The army repelled rebels near Goma.", [(["army"], ["rebels"])]),
        ("At least 51 people were killed in clashes between Serb police and ethnic Albanians in Kosovo.",
         [(["Serb police"], ["Albanians"])]),
    ],
)  # fmt: skip
def test_who_takes_part_is_told_beside_the_noun(
    read: Read, text: str, expected: list[tuple[list[str], list[str]]]
) -> None:
    assert sides(read(text)) == expected


def test_what_strikes_destroyed_tells_whom_they_hit(read: Read) -> None:
    dossier = read("The army conducted five airstrikes near Bria on Monday. These strikes destroyed two rebel depots.")
    assert sides(dossier)[0][0] == ["army"]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Rebels attacked the base on Monday but were pushed back.", "were pushed back"),
        ("The army said it had repelled an attack by rebels on the town of Bria.", "repelled"),
        ("Rebels attacked the town of Bria on Monday, forcing thousands to flee.", "forcing thousands to flee"),
        ("Rebels attacked the town of Bria on Monday.", None),
    ],
)
def test_the_outcome_is_in_the_words_of_the_text(read: Read, text: str, outcome: str | None) -> None:
    event = read(text).events[0]
    assert (event.outcome and event.outcome.text) == outcome


def deaths(dossier: Dossier) -> list[tuple[str, float | None]]:
    name = {a.id: a.name for a in dossier.actors}
    return [(name.get(t.of, t.of), t.best) for e in dossier.events for t in e.deaths]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels attacked Bria, killing three soldiers and eleven civilians, among them two children.",
         [("soldiers", 3), ("civilians", 11)]),
        ("Ann Kelso was killed by a mine near Manbij on Friday. The soldier who was killed in Syria was 34.",
         [("Ann Kelso", 1)]),
        ("A man was killed in a battle between troops and terrorists in Belfast.", [("man", 1)]),
        ("The driver rammed a checkpoint in Bria before being shot to death by police.", [("driver", 1)]),
        ("More than 60 civilians were killed and injured in bombings in Tartus.", [("civilians", None)]),
    ],
)  # fmt: skip
def test_the_dead_are_counted_once_and_of_whom_they_are(
    read: Read, text: str, expected: list[tuple[str, float | None]]
) -> None:
    assert deaths(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # one happening
        (
            "Gunmen killed 15 civilians in Metekel on Monday. The killings of 15 people in Metekel shocked the region.",
            1,
        ),
        # two: other towns; other ranks; a denial beside what it denies
        ("Gunmen killed 15 civilians in Kutum on Monday. In Omdurman 15 civilians were killed on Monday.", 2),
        ("A major general was killed by a mine near Palmyra. A lieutenant general was killed in Hama.", 2),
        ("The army denied that it had shelled Bria. The army shelled Bria on Monday, a nurse said.", 2),
    ],
)
def test_the_same_count_tells_the_same_happening_and_other_ranks_towns_or_a_denial_another(
    read: Read, text: str, events: int
) -> None:
    assert len(read(text).events) == events
