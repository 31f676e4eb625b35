"""What a table calls a country -> its ISO code, and whether a row's coordinates can lie in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from dateline.codebook.country_codes import codes_of, of_acled_name, of_ucdp_name
from dateline.errors import InputError
from dateline.gazetteer import load_gazetteer
from dateline.gazetteer.overlays.checks import country_reader, exchanged
from dateline.gazetteer.protocol import Box


@cache
def country_code(name: str) -> str | None:
    """ISO 3166-1 alpha-2 for what UCDP, ACLED or anybody calls a country ("DR Congo (Zaire)"); None where it is not
    known."""
    if not name.strip():
        return None
    codes = of_ucdp_name(name) or of_acled_name(name)
    return codes.iso2 if codes is not None else _reader()(name.strip())


@cache
def _reader() -> Callable[[str], str | None]:
    return country_reader(load_gazetteer(()))


@cache
def _box(country: str) -> Box | None:
    place = load_gazetteer(()).country(country)
    return place.bbox if place else None


def is_exchanged(lat: float, lon: float, country: str) -> bool:
    """Whether coordinates lie in a country only with latitude and longitude exchanged."""
    box = _box(country)
    return box is not None and exchanged(lat, lon, box)


def _name(country: str) -> str:
    codes = codes_of(country)
    return codes.acled_name if codes is not None else country


def check_point(lat: float, lon: float, country: str | None, where: str) -> None:
    """Raise `InputError` where coordinates lie in the row's country only if they are exchanged."""
    if country is not None and is_exchanged(lat, lon, country):
        raise InputError(
            where,
            f"latitude {lat:g} and longitude {lon:g} lie in {_name(country)} only if they are exchanged.",
            "Exchange them.",
        )
