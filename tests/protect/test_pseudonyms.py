"""What hidden sources are called."""

from __future__ import annotations

import re

import pytest

from dateline.errors import SettingsError
from dateline.protect import Policy, show
from dateline.protect import pseudonyms as made_of
from dateline.protect.pseudonyms import ALPHABET, ordinal, pseudonyms

KEY, OTHER = b"the secret of one case", b"the secret of another"


@pytest.mark.parametrize(
    ("number", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")],
)
def test_letters_go_on_after_z(number: int, letters: str) -> None:
    assert ordinal(number) == letters


def test_without_a_key_the_order_alone_counts() -> None:
    assert pseudonyms(["name\0x", "name\0y"], None) == ["source A", "source B"]


def test_with_a_key_the_identity_alone_counts() -> None:
    one, two = pseudonyms(["name\0x", "name\0y"], KEY)
    assert pseudonyms(["name\0y", "name\0x"], KEY) == [two, one]
    assert pseudonyms(["name\0x"], OTHER) != [one]
    assert re.fullmatch(rf"source [{ALPHABET}]{{5}}", one)


def test_the_signs_cannot_be_read_for_one_another() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("01OIoil") & set(ALPHABET)


def test_pseudonyms_that_collide_both_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    signs = {"x": "AAAAABC", "y": "AAAAABD", "z": "BBBBBBB"}
    monkeypatch.setattr(made_of, "_signs", lambda identity, key: signs[identity])
    assert pseudonyms(["x", "y", "z"], KEY) == ["source AAAAABC", "source AAAAABD", "source BBBBB"]
    assert pseudonyms(["x", "x"], KEY) == ["source AAAAABC", "source AAAAABC"]


def test_an_empty_key_is_refused() -> None:
    with pytest.raises(SettingsError, match="key"):
        pseudonyms(["name\0x"], b"")


def label(report, text: str, key: bytes | None, **source: object) -> str:
    r = report(text)
    r.source(text.partition(" spoke")[0], **source)
    return show(r.dossier(), Policy(key=key)).labels[0][1]


def test_a_named_source_has_one_pseudonym_in_all_reports_of_a_case(report) -> None:
    one = label(report, "Amal Garang spoke on Monday.", KEY, name="Amal Garang")
    two = label(report, "AMAL  GARANG spoke again, on Friday.", KEY, name="AMAL  GARANG")
    assert one == two
    assert label(report, "Amal Garang spoke on Monday.", OTHER, name="Amal Garang") != one
    assert label(report, "Musa Garang spoke on Monday.", KEY, name="Musa Garang") != one


def test_an_unnamed_source_is_never_taken_for_that_of_another_report(report) -> None:
    one = label(report, "A nurse spoke on Monday.", KEY)
    assert label(report, "A nurse spoke on Monday.", KEY) == one
    assert label(report, "A nurse spoke on Friday.", KEY) != one


def test_the_key_is_not_shown() -> None:
    assert "secret" not in repr(Policy(key=KEY))
