"""Which place of a sentence belongs to a verb. Happenings are fiction on real geography."""

from __future__ import annotations

import pytest

from dateline.extract.frames import clause_span
from dateline.extract.placing import Clause, place_of
from dateline.readers.text import read_text
from dateline.reading import context_of, layers_until

TOLD: list[tuple[str, str, str | None]] = [
    # the verb's own phrase before the rest of the sentence
    ("Soldiers from Juba attacked a convoy in Malakal.", "attacked", "Malakal"),
    ("In Malakal, soldiers attacked a convoy that had left Juba on Monday.", "attacked", "Malakal"),
    # the named place before the unnamed, and before what only says in which country it lies
    ("A bomb exploded at a checkpoint near Kirkuk.", "exploded", "Kirkuk"),
    ("Gunmen shot two men in Tikrit, Iraq, on Sunday.", "shot", "Tikrit"),
    ("Gunmen shot two men in Kandahar's Panjwai district on Sunday.", "shot", "Panjwai district"),
    # what went on at the same time
    ("A driver was shot as he walked through Kassala.", "shot", "Kassala"),
    # none: the place belongs to other words
    ("Rebels attacked the convoy after the president returned from Nairobi.", "attacked", None),
    ("Rebels attacked the convoy, a doctor in Nairobi said.", "attacked", None),
    ("Rebels attacked the convoy.", "attacked", None),
    ("Ann Example, 34, of Kassala, was shot on Sunday in Juba.", "shot", "Juba"),
    # where it was written
    ("KYIV, Ukraine Two drones struck a depot in Odesa.", "struck", "Odesa"),
]


@pytest.mark.parametrize(("text", "verb", "place"), TOLD, ids=[t[0][:50] for t in TOLD])
def test_a_verb_has_the_place_of_its_own_words(text: str, verb: str, place: str | None) -> None:
    layers = layers_until("triggers", read_text(text))
    context = context_of(layers)
    token = next(t for t in layers.parse.tokens if t.text == verb)
    where = place_of(context, Clause(token, token, [clause_span(context, token)]))
    assert (where.evidence[0].quote if where else None) == place
