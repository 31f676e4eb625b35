"""When an event happened: the date of it, not of the saying, of another clause or of another noun (all fiction)."""

from __future__ import annotations

import pytest

from dateline.model.dossier import Dossier
from tests.conftest import Read

pytestmark = pytest.mark.model
PUBLISHED = "2024-05-26"  # a Sunday


def when_of(dossier: Dossier, words: str) -> tuple[str | None, str | None, str | None]:
    """(start, end, basis) of the event that is told with these words."""
    event = next(e for e in dossier.events if any(words in x.quote for x in e.evidence))
    return (event.when.start, event.when.end, event.when.basis) if event.when else (None, None, None)


@pytest.mark.parametrize(
    ("text", "words", "start"),
    [
        # a date belongs to what it hangs on
        ("Rebels shelled Malakal on Tuesday, a spokesman said on Friday.", "shelled", "2024-05-21"),
        ("The army said on Friday that rebels shelled Malakal.", "shelled", None),
        ("The army said on Friday that rebels were shelling Malakal.", "shelling", "2024-05-24"),
        ("The rebels shelled Malakal on Monday and the army bombed Kodok on Wednesday.", "shelled", "2024-05-20"),
        ("The rebels shelled Malakal on Monday and the army bombed Kodok on Wednesday.", "bombed", "2024-05-22"),
        ("Soldiers attacked Kodok, which was bombed by rebels last year.", "attacked", None),
        ("Soldiers arrested two men over the 2002 massacre in Kodok.", "arrested", None),
        ("Rebels attacked Malakal before the army bombed Kodok on Wednesday.", "bombed", "2024-05-22"),
        ("Rebels killed 12 soldiers at Kodok as the army bombed Malakal on Wednesday.", "killed", "2024-05-22"),
        # what counts from another day
        (
            "The army entered Kodok on Friday, four days after a bomber killed 12 people in Malakal.",
            "killed",
            "2024-05-20",
        ),
        ("Rebels shelled Malakal on 3 May. Two days later the army bombed Kodok.", "bombed", "2024-05-05"),
        ("Rebels shelled Malakal on 3 May. The army bombed Kodok the following day.", "bombed", "2024-05-04"),
        ("Rebels shelled Malakal two days after the army attack of 3 May on Kodok.", "shelled", "2024-05-05"),
        # a clause that a date opens
        ("It was the first visit since 2017, when rebels killed 40 soldiers in Kodok.", "killed", "2017-01-01"),
    ],
)
def test_an_event_has_the_date_that_belongs_to_it(read: Read, text: str, words: str, start: str | None) -> None:
    assert when_of(read(text, PUBLISHED), words)[0] == start


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Rebels shelled Malakal on Tuesday. Gunmen attacked a market in Kodok.",
            "Gunmen attacked",
            ("2024-05-21", "2024-05-21", "relative to Tuesday"),
        ),
        (
            "Rebels shelled Malakal on Tuesday. Officials met on Thursday. Gunmen attacked a market in Kodok.",
            "Gunmen attacked",
            (None, None, None),
        ),
        (
            "Rebels shelled Malakal last month. Gunmen attacked a market in Kodok.",
            "Gunmen attacked",
            (None, None, None),
        ),
        (
            "Rebels shelled Malakal on Tuesday. Gunmen plan to attack Kodok.",
            "attack Kodok",
            (None, None, None),
        ),
    ],
)
def test_a_day_holds_on_while_the_report_tells_on_and_says_so(
    read: Read, text: str, words: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    assert when_of(read(text, PUBLISHED), words) == expected


def test_no_event_takes_the_publication_date_by_itself(read: Read) -> None:
    dossier = read("Rebels shelled Malakal. The army bombed Kodok and killed 12 rebels.", PUBLISHED)
    assert dossier.events
    assert all(e.when is None for e in dossier.events)
