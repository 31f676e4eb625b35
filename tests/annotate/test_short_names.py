"""Short forms of divisions, and words for people by where they are from."""

from __future__ import annotations

import pytest

from dateline.annotate.short_names import adjective_place, short_forms, short_names_in
from dateline.gazetteer import load_gazetteer


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A mill burned in Salem, Ore., on Monday.", ["Oregon"]),
        ("A mill burned in Dayton, OH.", ["Ohio"]),
        ("N.D. roads were shut.", ["North Dakota"]),
        ("They drove to Windsor, Ont.", ["Ontario"]),
        ("Miss. Example left.", []),
        ("She met her Pa. Then she left.", []),
        ("In 300 B.C. the town was founded.", []),
        ("OR it may not be so.", []),
        ("The Ore. was rich.", []),
    ],
)
def test_a_short_form_counts_after_a_place_or_where_it_is_no_word(text: str, names: list[str]) -> None:
    found = short_names_in(text, 0, len(text))
    assert [s.name for _, _, s in found] == names
    assert all(short_forms()[text[a:b]] == s for a, b, s in found)


@pytest.mark.parametrize(
    ("word", "country", "kind"),
    [
        ("Syrian", "SY", "country"),
        ("Iraqis", "IQ", "country"),
        ("Texans", "US", "province"),
        ("Europeans", None, "region"),
    ],
)
def test_an_adjective_leads_to_its_place(word: str, country: str | None, kind: str) -> None:
    place = adjective_place(word, load_gazetteer())
    assert place is not None
    assert (place.country, place.kind) == (country, kind)


@pytest.mark.parametrize("word", ["Sudan", "Muslim", "texan", "Zedian", ""])
def test_other_words_lead_nowhere(word: str) -> None:
    assert adjective_place(word, load_gazetteer()) is None


def test_every_row_of_the_demonyms_leads_to_a_place_or_to_none_by_its_gazetteer() -> None:
    from dateline.tsv import rows_of

    rows = rows_of("dateline.annotate", "demonyms")
    lost = {r["name"] for r in rows for w in r["words"].split("|") if adjective_place(w, load_gazetteer()) is None}
    assert len(lost) <= 3, lost
