"""Many happenings told as one, and the ones that are told as parts of them. Happenings are fiction."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model.dossier import Dossier

Read = Callable[..., Dossier]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The army carried out 27 attacks in Sudan last week.", (27, 27, 27)),
        ("Dozens of air strikes have hit Idlib in recent weeks.", (24, None, None)),
        ("Gunmen carried out a series of attacks near Bria on Sunday.", (2, None, None)),
        ("The army shelled the town of Bria twice on Monday.", (2, 2, 2)),
        ("Soldiers clashed with rebels three times near Goma.", (3, 3, 3)),
        ("Soldiers clashed with rebels several times near Goma.", (2, None, None)),
        ("The army shelled the town of Bria on Monday.", None),
        ("The army shelled the town of Bria for the first time on Monday.", None),
    ],
)
def test_how_often_it_happened_is_a_range(
    read: Read, text: str, count: tuple[float | None, float | None, float | None] | None
) -> None:
    (event,) = read(text).events
    assert (event.count and (event.count.low, event.count.high, event.count.best)) == count


def test_a_happening_singled_out_points_to_the_many_and_keeps_their_doers(read: Read) -> None:
    dossier = read(
        "The army carried out 27 attacks in 18 cities last week. In one attack, in Omdurman, five civilians "
        "were killed. The deadliest strike hit a market in Kutum, killing 12 people."
    )
    whole, *parts = dossier.events
    assert (whole.parent, [p.parent for p in parts]) == (None, [whole.id, whole.id])
    assert {w.actor for p in parts for w in p.who if w.role == "actor"} == {w.actor for w in whole.who}


def test_a_happening_of_somebody_else_is_no_part(read: Read) -> None:
    dossier = read("The army carried out 27 attacks last week. In another attack, rebels shelled the town of Bria.")
    assert [e.parent for e in dossier.events] == [None, None]
