"""Numbers and names of countries in ISO 3166, Gleditsch and Ward, Correlates of War, UCDP and ACLED.

`data/country_codes.tsv` has a row for each code of ISO 3166-1 in use, and Kosovo. UCDP's region follows from the
number (UCDP codebooks: 2 to 199 Americas, 200 to 399 Europe, 400 to 626 Africa, 630 to 698 Middle East, 700 and above
Asia). For what is no state of its own the table names the state under which UCDP codes events there; that is a fact
about UCDP, not about who should hold it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.codebook.tables import rows


@dataclass(frozen=True, slots=True)
class CountryCodes:
    """One country or territory. What a list does not know is None."""

    iso2: str
    iso3: str
    numeric: int | None
    """ISO 3166-1 numeric; ACLED's `iso`."""
    gw: int | None
    """Gleditsch and Ward's number of the state; None for what is no state of their system."""
    cow: int | None
    """Correlates of War's number of the state."""
    ucdp_name: str | None
    """As UCDP GED writes it in `country`, and in "Government of …"."""
    ucdp_also: tuple[str, ...]
    """Other spellings, of older and newer releases."""
    ucdp_id: int | None
    """UCDP GED's `country_id`."""
    ucdp_region: str | None
    acled_name: str
    acled_region: str


@cache
def country_codes() -> dict[str, CountryCodes]:
    """All by ISO 3166-1 alpha-2."""
    return {r["iso2"]: _codes(r) for r in rows("country_codes.tsv")}


def codes_of(iso2: str | None) -> CountryCodes | None:
    """The codes of a country; None where there is none such."""
    return country_codes().get(iso2.upper()) if iso2 else None


@cache
def _by_ucdp_name() -> dict[str, CountryCodes]:
    states = [c for c in country_codes().values() if c.gw is not None]
    return {name.casefold(): c for c in states for name in (c.ucdp_name, *c.ucdp_also) if name}


def of_ucdp_name(name: str) -> CountryCodes | None:
    """The state that UCDP calls so ("DR Congo (Zaire)"), in any release; None for others."""
    return _by_ucdp_name().get(name.strip().casefold())


@cache
def _by_ucdp_id() -> dict[int, CountryCodes]:
    return {c.ucdp_id: c for c in country_codes().values() if c.gw is not None and c.ucdp_id is not None}


def of_ucdp_id(number: int) -> CountryCodes | None:
    """The state that has UCDP's `country_id`."""
    return _by_ucdp_id().get(number)


@cache
def _by_acled_name() -> dict[str, CountryCodes]:
    return {c.acled_name.casefold(): c for c in country_codes().values()}


def of_acled_name(name: str) -> CountryCodes | None:
    """The country that ACLED calls so ("Democratic Republic of Congo")."""
    return _by_acled_name().get(name.strip().casefold())


def _codes(r: dict[str, str]) -> CountryCodes:
    numeric, gw, cow, ucdp_id = (int(r[c]) if r[c] else None for c in ("numeric", "gw", "cow", "ucdp_id"))
    also = tuple(r["ucdp_also"].split("|")) if r["ucdp_also"] else ()
    return CountryCodes(
        r["iso2"], r["iso3"], numeric, gw, cow, r["ucdp_name"] or None, also, ucdp_id, r["ucdp_region"] or None,
        r["acled_name"], r["acled_region"],
    )  # fmt: skip
