"""Names of files give away no more than texts do."""

from __future__ import annotations

import pytest

from dateline.model.dossier import Dossier
from dateline.protect.filenames import gives_away
from dateline.protect.policy import Policy

HIDES = Policy(protect=("Zubeidah Quartey",))


@pytest.mark.parametrize(
    "name",
    [
        "interviews/Zubeidah Quartey.txt",
        "interview_zubeidah_quartey.docx",
        "zubeidahQuartey-2.txt",
        "sources/QUARTEY/notes.txt",
        "https://example.net/2021/zubeidah-quartey-speaks",
        "mail from someone@wire.example.net.eml",
        "talk with a nurse.txt",
    ],
)
def test_a_name_that_tells_who_it_was_is_told(name: str, dossier: Dossier) -> None:
    assert gives_away(name, dossier, HIDES)


@pytest.mark.parametrize("name", ["reports/0017.txt", "malakal-2021-05-05.html", "reports.csv row 17", "annual.txt"])
def test_other_names_are_left_as_they_are(name: str, dossier: Dossier) -> None:
    assert not gives_away(name, dossier, HIDES)


def test_whoever_owns_the_case_may_see_all(dossier: Dossier) -> None:
    assert not gives_away("Zubeidah Quartey.txt", dossier, Policy(reveal=True))
