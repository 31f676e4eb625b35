"""Who takes part, as PLOVER codes it: a country or an international body, and sectors of society."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from dateline.catalogue.lookup import load_catalogue
from dateline.catalogue.rows import table
from dateline.codebook import plover
from dateline.codebook.country_codes import codes_of
from dateline.exports.coded import Party

UNKNOWN = "UNK"
"""Sector of the doer whom nobody names ("two civilians were killed by a bomb")."""


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor or recipient. `sectors`: the primary one first. All None where nobody is named: `NOBODY`."""

    code: str | None
    sectors: tuple[str, ...]
    text: str | None
    key: str | None
    """Key in our catalogue; None for what is not in it."""
    cow: int | None = None
    """Number of the state in the Correlates of War's list."""
    names: tuple[str, ...] = ()
    """As reports call it."""
    title: str | None = None
    """What a person is ("spokesman"), where the report tells."""


NOBODY = Entity(None, (UNKNOWN,), None, None)


@lru_cache(maxsize=4096)
def entity_of(party: Party, title: str | None = None) -> Entity:
    """The entity that somebody is who takes part."""
    kind = plover.kinds()[party.kind] if party.kind in plover.kinds() else plover.kinds()["other"]
    code, beside = _country(party.country)
    if body := _body(party.key):
        code = body
    word = plover.sector_of_words(party.name) if kind.by_words else None
    sectors = tuple(s for s in (word or kind.sector, beside) if s)
    known = codes_of(party.country) if not body else None
    return Entity(
        code or kind.code,
        sectors,
        party.name,
        None if party.key.startswith("name:") or not party.key else party.key,
        known.cow if known else None,
        party.names or (party.name,),
        title,
    )


def _country(iso2: str | None) -> tuple[str | None, str | None]:
    """PLOVER's code of a country, and the sector that it brings with it."""
    if not iso2:
        return None, None
    other = plover.countries().get(iso2.upper())
    if other is not None:
        return other
    known = codes_of(iso2)
    return (known.iso3, None) if known else (None, None)


def code_of_country(iso2: str | None) -> str | None:
    """PLOVER's code of a country: ISO 3166-1 alpha-3, but for the few that it writes otherwise."""
    return _country(iso2)[0]


def name_of_country(iso2: str | None) -> str | None:
    """The country's short name in English."""
    state = load_catalogue().state(iso2.upper()) if iso2 else None
    return state.name if state else None


@cache
def _groups() -> dict[str, str]:
    return {r["key"]: r["part_of"] for r in table("organisations.tsv")}


@cache
def _body(key: str) -> str | None:
    """The code of an international body and of all its parts (a UN mission is UNO)."""
    seen: set[str] = set()
    while key and key not in seen:
        if key in plover.nonstate_roots():
            return plover.nonstate_roots()[key]
        seen.add(key)
        key = _groups().get(key, "")
    return None
