"""The table of country codes: whole, without doubles, and as the published lists have them."""

from __future__ import annotations

from collections import Counter

import pytest

from dateline.codebook.country_codes import codes_of, country_codes, of_acled_name, of_ucdp_id, of_ucdp_name


@pytest.mark.parametrize(
    ("iso2", "iso3", "numeric", "gw", "cow", "ucdp", "acled"),
    [
        ("SY", "SYR", 760, 652, 652, "Syria", "Syria"),
        ("CD", "COD", 180, 490, 490, "DR Congo (Zaire)", "Democratic Republic of Congo"),
        ("CG", "COG", 178, 484, 484, "Congo", "Republic of Congo"),
        ("YE", "YEM", 887, 678, 679, "Yemen (North Yemen)", "Yemen"),
        ("DE", "DEU", 276, 260, 255, "Germany", "Germany"),
        ("RS", "SRB", 688, 340, 345, "Serbia (Yugoslavia)", "Serbia"),
        ("BA", "BIH", 70, 346, 346, "Bosnia-Herzegovina", "Bosnia and Herzegovina"),
        ("XK", "XKX", None, 347, 347, "Kosovo", "Kosovo"),
        ("PS", "PSE", 275, None, None, "Israel", "Palestine"),
        ("PR", "PRI", 630, None, None, "United States of America", "Puerto Rico"),
        ("AQ", "ATA", 10, None, None, None, "Antarctica"),
    ],
)
def test_a_country_has_the_numbers_and_names_of_each_list(
    iso2: str, iso3: str, numeric: int | None, gw: int | None, cow: int | None, ucdp: str | None, acled: str
) -> None:
    found = codes_of(iso2)
    assert found is not None
    assert (found.iso3, found.numeric, found.gw, found.cow) == (iso3, numeric, gw, cow)
    assert (found.ucdp_name, found.acled_name) == (ucdp, acled)


def test_no_code_or_name_stands_twice() -> None:
    known = list(country_codes().values())
    for column in ("iso2", "iso3", "numeric", "gw", "cow", "acled_name"):
        counts = Counter(v for c in known if (v := getattr(c, column)) is not None)
        assert [v for v, n in counts.items() if n > 1] == [], column
    names = Counter(n for c in known if c.gw is not None for n in (c.ucdp_name, *c.ucdp_also))
    assert [n for n, count in names.items() if count > 1] == []


def test_regions_are_those_of_ucdp_and_acled() -> None:
    known = list(country_codes().values())
    assert {c.ucdp_region for c in known} - {None} == {"Africa", "Americas", "Asia", "Europe", "Middle East"}
    assert len({c.acled_region for c in known}) == 17


def test_a_region_of_ucdp_follows_from_the_number() -> None:
    limits = {"Americas": (2, 199), "Europe": (200, 399), "Africa": (400, 626), "Middle East": (630, 698)}
    for c in country_codes().values():
        if c.ucdp_id is not None:
            low, high = limits.get(c.ucdp_region or "", (700, 999))
            assert low <= c.ucdp_id <= high, c


def test_names_lead_back_to_their_country() -> None:
    for c in country_codes().values():
        assert of_acled_name(c.acled_name) is c
        if c.gw is not None and c.ucdp_id is not None and c.ucdp_name is not None:
            assert of_ucdp_name(c.ucdp_name) is c
            assert of_ucdp_id(c.ucdp_id) is c


@pytest.mark.parametrize(
    ("name", "iso2"), [("Macedonia, FYR", "MK"), ("swaziland", "SZ"), ("Israel", "IL"), ("Atlantis", None), ("", None)]
)
def test_older_spellings_of_ucdp_are_known(name: str, iso2: str | None) -> None:
    found = of_ucdp_name(name)
    assert (found.iso2 if found else None) == iso2


@pytest.mark.parametrize("iso2", [None, "", "ZZ", "X-SL"])
def test_what_is_no_code_has_no_row(iso2: str | None) -> None:
    assert codes_of(iso2) is None
