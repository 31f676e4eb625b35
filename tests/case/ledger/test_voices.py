"""Which claims are one voice."""

from __future__ import annotations

import pytest

from tests.case.ledger.conftest import Desk, told


def voice(desk: Desk, report: str, who):
    return desk.voices.voice_of(who, desk.reports[report])


def test_an_outlet_is_one_voice_in_all_its_reports(desk: Desk) -> None:
    one, two, other = desk.report("Nile Wire"), desk.report("Nile Wire"), desk.report("Juba Post")
    assert voice(desk, one, told()) == voice(desk, two, told()) != voice(desk, other, told())


def test_reports_without_an_outlet_are_voices_of_their_own(desk: Desk) -> None:
    assert voice(desk, desk.report(None), told()) != voice(desk, desk.report(None), told())


def test_a_copy_speaks_with_the_voice_of_what_it_copies_down_the_chain(desk: Desk) -> None:
    first, second, third = desk.report("Nile Wire"), desk.report("Juba Post"), desk.report("Kodok Daily")
    desk.copies = {third: second, second: first}
    assert voice(desk, first, told()) == voice(desk, second, told()) == voice(desk, third, told())
    residents = told("residents", "group")
    assert voice(desk, first, residents) == voice(desk, third, residents)


def test_copies_that_run_in_a_circle_are_one_voice_and_end(desk: Desk) -> None:
    one, two = desk.report("Nile Wire"), desk.report("Juba Post")
    desk.copies = {one: two, two: one}
    assert voice(desk, one, told()) == voice(desk, two, told())


@pytest.mark.parametrize(
    "more",
    [{"dateline": "MALAKAL (Reuters) —"}, {"byline": ("Ann Example, Reuters",)}, {"byline": ("Reuters",)}],
)
def test_a_report_that_credits_an_agency_has_the_agencys_voice(desk: Desk, more) -> None:
    printed, own = desk.report("Juba Post", **more), desk.report("Reuters")
    assert voice(desk, printed, told()) == voice(desk, own, told())


def test_a_report_that_credits_two_agencies_or_its_own_outlet_keeps_its_voice(desk: Desk) -> None:
    both, own = desk.report("Juba Post", byline=("Reuters and Xinhua",)), desk.report("Juba Post")
    assert voice(desk, both, told()) == voice(desk, own, told())
    reuters = desk.report("Reuters", dateline="JUBA (Reuters) —")
    assert voice(desk, reuters, told()) == voice(desk, desk.report("Reuters"), told())


def test_an_outlet_that_is_cited_adds_nothing_to_its_own_report(desk: Desk) -> None:
    citing, own = desk.report("Juba Post"), desk.report("Reuters")
    assert voice(desk, citing, told("Reuters", "media", of="reuters")) == voice(desk, own, told())
    assert voice(desk, citing, told("Kodok Daily", "media")) == voice(desk, desk.report("Kodok Daily"), told())


def test_local_media_is_no_outlet_and_so_a_voice_of_its_report(desk: Desk) -> None:
    one, two = desk.report("Nile Wire"), desk.report("Juba Post")
    assert voice(desk, one, told("local media", "media")) != voice(desk, two, told("local media", "media"))


SOHR = "syrian-observatory-for-human-rights"
PENTAGON = told("the Pentagon", "organisation", of="pentagon")
RUSSIAN = told("Russia’s Defense Ministry", "organisation", of="RU")
SAME = [
    (told("a spokesman from the Pentagon", "organisation", of="pentagon"),
     PENTAGON),
    (told("the Ministry of Defence", "organisation"), told("a defense ministry spokesman", "organisation")),
    (told("Ann Example", "named", of="pentagon", role="spokeswoman"), PENTAGON),
    (told("Col. Ann Example", "named", of="pentagon"), told("Ann Example", "named", of="pentagon")),
    (told("source K7Q2M", "named"), told("source K7Q2M", "named")),
    (told("Syrian Observatory for Human Rights", "organisation"), told("SOHR", "media", of=SOHR)),
    (told("medics", "group", via=("Reuters",)), told("medics", "group", via=("Reuters",))),
    (RUSSIAN, told("the Russian Defence Ministry", "organisation", of="RU")),
]  # fmt: skip
APART = [
    (told("Ann Example", "named", of="pentagon"), told("Ann Example", "named", of="unicef")),
    (told("Ann Example", "named"), told("Ben Example", "named")),
    (told("residents", "group"), told("residents", "group")),
    (told("a medic", "anonymous"), told("a medic", "anonymous")),
    (RUSSIAN, told("the Russian Foreign Ministry", "organisation", of="RU")),
    (told("medics", "group", via=("Reuters",)), told("medics", "group", via=("Xinhua",))),
    (told("a video", "document"), told("a video", "document")),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_quoted_in_two_outlets_it_is_one_voice(desk: Desk, one, other) -> None:
    assert voice(desk, desk.report("Nile Wire"), one) == voice(desk, desk.report("Juba Post"), other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_quoted_in_two_outlets_they_are_two_voices(desk: Desk, one, other) -> None:
    assert voice(desk, desk.report("Nile Wire"), one) != voice(desk, desk.report("Juba Post"), other)


def test_a_name_without_affiliation_is_the_person_whose_only_affiliation_is_known(desk: Desk) -> None:
    one, two = desk.report("Nile Wire"), desk.report("Juba Post")
    desk.event(one, by=told("Ann Example", "named", of="unicef"))
    assert voice(desk, two, told("Ann Example", "named")) == voice(desk, one, told("Ann Example", "named", of="unicef"))
    desk.event(two, by=told("Ann Example", "named", of="pentagon"))
    assert voice(desk, two, told("Ann Example", "named")) != voice(desk, one, told("Ann Example", "named", of="unicef"))


def test_every_voice_says_why_it_is_one(desk: Desk) -> None:
    report = desk.reports[desk.report("Juba Post", byline=("Reuters",))]
    for who in (told(), *(w for pair in SAME for w in pair)):
        assert desk.voices.why(who, report).endswith(".")
    assert "Reuters" in desk.voices.why(told(), report)
