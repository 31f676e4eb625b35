"""Names of a division that are also a country's or a town's: which of the two a text is about.

"McLean, Virginia" means the state, for it holds a McLean; "Georgia" among places of the United States is the state.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from dateline.gazetteer.folding import fold
from dateline.gazetteer.protocol import Gazetteer
from dateline.model.layers import Toponym
from dateline.model.parse import Parse


def settle_containers(text: str, toponyms: list[Toponym], gazetteer: Gazetteer) -> list[Toponym]:
    """The same toponyms, in text order; a name after a place and a comma is typed as the division that holds it, and a
    country's name before such a division ("Lebanon, Ohio") is a town wherever the text has it."""
    out, towns = list(toponyms), set[str]()
    for n, (one, two) in enumerate(itertools.pairwise(toponyms), 1):
        untyped = two.hint in {None, "country"} and two.rule != "typed"
        comma = text[one.end : two.start].strip() == ","
        if not comma or not (untyped or two.hint == "province") or not _holds(two.name, one.name, gazetteer):
            continue
        if one.hint == "country" and one.rule != "typed":
            out[n - 1] = replace(one, hint="city", within=two.name)
            towns.add(one.name)
        elif one.within != two.name:
            continue
        if untyped:
            out[n] = replace(two, hint="province")
    return [replace(t, hint="city") if t.name in towns and t.hint == "country" else t for t in out]


def _holds(division: str, name: str, gazetteer: Gazetteer) -> bool:
    """Whether a first-order division of the one name has a place of the other."""
    found = {(c.country, fold(c.name)) for c in gazetteer.candidates(division) if c.kind == "province"}
    return bool(found) and any((c.country, fold(c.admin1 or "")) in found for c in gazetteer.candidates(name))


def settle_namesakes(parse: Parse, toponyms: list[Toponym], gazetteer: Gazetteer) -> list[Toponym]:
    """The same toponyms; a country's name is typed as a province where the text's other places and adjectives lie in
    that province's country more often than in the country."""
    names = sorted({t.name for t in toponyms if t.hint == "country" and t.rule != "typed"})
    meant = {n: provinces for n in names if (provinces := _provinces(n, gazetteer))}
    if not meant:
        return toponyms
    lies = _countries(parse, [t.name for t in toponyms if t.name not in meant], gazetteer)
    away = {n for n, provinces in meant.items() if _elsewhere(gazetteer.country_named(n), provinces, lies)}
    return [replace(t, hint="province") if t.name in away and t.hint == "country" else t for t in toponyms]


def _provinces(name: str, gazetteer: Gazetteer) -> frozenset[str]:
    """Countries, other than the one so named, that have a first-order division of the name."""
    own = gazetteer.country_named(name)
    return frozenset(
        c.country
        for c in gazetteer.candidates(name)
        if c.kind == "province" and c.country and c.country != own and fold(c.name) == fold(name)
    )


def _countries(parse: Parse, names: list[str], gazetteer: Gazetteer) -> list[frozenset[str]]:
    """For each name and adjective of a country, the countries it may lie in."""
    found = [frozenset({code}) for t in parse.tokens if (code := gazetteer.country_of_adjective(t.text))]
    for name in names:
        code = gazetteer.country_named(name)
        found.append(frozenset({code} if code else {c.country for c in gazetteer.candidates(name) if c.country}))
    return found


def _elsewhere(own: str | None, provinces: frozenset[str], lies: list[frozenset[str]]) -> bool:
    here = sum(own in codes and not codes & provinces for codes in lies)
    there = sum(bool(codes & provinces) and own not in codes for codes in lies)
    return there > here
