"""What a number belongs to (all fiction)."""

from __future__ import annotations

import pytest

from tests.conftest import Read

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("Rebels shelled Malakal for three days, wounding 40 civilians.", "three days", "shelled"),
        ("Rebels shelled Malakal for three days, wounding 40 civilians.", "40 civilians", "shelled"),
        ("Rebels shelled Malakal, destroying 12 trucks.", "12 trucks", "shelled"),
        ("The attack on Malakal displaced 2,000 families.", "2,000 families", "attack"),
        ("Police arrested 30 protesters in Juba.", "30 protesters", "arrested"),
        ("Rebels carried out five attacks on Kodok.", "five attacks", "attacks"),
        ("Rebels shelled Kodok, 40 km north of Malakal.", "40 km", None),
        ("Rebels shelled a camp of 5,000 people in Malakal.", "5,000 people", None),
    ],
)
def test_an_amount_belongs_to_the_event_that_the_grammar_ties_it_to(
    read: Read, text: str, words: str, told: str | None
) -> None:
    dossier = read(text)
    amount = next(a for a in dossier.amounts if words in a.evidence[0].quote)
    event = next((e for e in dossier.events if e.id == amount.of), None)
    assert (amount.of is None) == (told is None)
    assert told is None or (event is not None and any(told in e.quote for e in event.evidence))


def test_a_force_belongs_to_whoever_has_it_where_a_record_names_them(read: Read) -> None:
    dossier = read("The River Guard attacked Kodok on Monday. The River Guard has 2,000 fighters in Malakal.")
    amount = next(a for a in dossier.amounts if a.what == "force size")
    assert {a.id: a.name for a in dossier.actors}[str(amount.of)] == "River Guard"
