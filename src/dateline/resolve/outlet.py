"""What an outlet's name or address tells of where it is: a weak hint, as a local paper writes of its own town."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dateline.gazetteer.folding import fold
from dateline.gazetteer.protocol import Gazetteer
from dateline.tsv import rows_of

LEAST = 4
"""Letters of the shortest place name read out of an outlet's."""
_HOST = re.compile(r"(?:[a-z]+://)?(?:www\.)?((?:[a-z0-9-]{1,63}\.)+[a-z]{2,24})(?=[/:?#]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outlet:
    """The country that an address's ending tells, and a place name in the title ("Kyiv Independent")."""

    country: str | None = None
    name: str | None = None


UNKNOWN = Outlet()


@cache
def _words(use: str) -> tuple[str, ...]:
    found = (r["word"] for r in rows_of("dateline.resolve", "outlet_words") if r["use"] == use)
    return tuple(sorted(found, key=lambda w: (-len(w), w)))


def outlet_of(outlet: str | None, url: str | None, gazetteer: Gazetteer) -> Outlet:
    """What is told by the outlet's name, which may itself be an address, and by the report's own address."""
    hosts = [m.group(1).lower() for text in (url, outlet) if text and (m := _HOST.match(text.strip()))]
    country = next((c for h in hosts if (c := _country(h, gazetteer))), None)
    titles = [outlet] if outlet and not _HOST.match(outlet.strip()) else []
    titles += [max(h.split(".")[:-1], key=len) for h in hosts]
    return Outlet(country, next((n for t in titles if (n := _place(t, gazetteer))), None))


def _country(host: str, gazetteer: Gazetteer) -> str | None:
    ending = host.rpartition(".")[2]
    code = {"uk": "GB"}.get(ending, ending.upper())
    return code if ending not in _words("domain") and gazetteer.country(code) is not None else None


def _place(title: str, gazetteer: Gazetteer) -> str | None:
    """What is left of a title without the words that newspapers are called by, if that is a place's name."""
    rest = before = " ".join(fold(title).split())
    while rest:
        for word in _words("title"):
            rest = rest.removesuffix(word).removeprefix(word).strip()
        if rest == before:
            break
        before = rest
    stripped = rest != " ".join(fold(title).split())
    return rest if stripped and len(rest) >= LEAST and gazetteer.has(rest) else None
