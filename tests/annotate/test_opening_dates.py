"""A date that opens a clause without a comma belongs to the clause, and who acts keeps his own name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model.dossier import Dossier

Read = Callable[..., Dossier]


@pytest.mark.parametrize(
    ("text", "who", "date"),
    [
        ("On Monday rebels attacked Bria.", ["rebels"], "2024-05-20"),
        ("On Friday gunmen were killed in Bria.", ["gunmen"], "2024-05-24"),
        ("On 5 May soldiers shot two men in Bria.", ["soldiers", "two men"], "2024-05-05"),
        ("On Monday Hamas attacked Sderot.", ["Hamas"], "2024-05-20"),
        ("On Monday, rebels attacked Bria.", ["rebels"], "2024-05-20"),
        ("On Monday night gunmen attacked Bria.", ["gunmen"], "2024-05-20"),
        ("In the Monday attack two soldiers died in Bria.", ["two soldiers"], "2024-05-20"),
    ],
)
def test_a_day_before_who_acts_is_no_part_of_him(read: Read, text: str, who: list[str], date: str) -> None:
    dossier = read(text)
    (event,) = dossier.events
    words = {a.id: a.mentions[0].quote.removeprefix("The ").removeprefix("the ") for a in dossier.actors}
    assert [words[w.actor] for w in event.who] == who
    assert event.when is not None
    assert event.when.start == date
