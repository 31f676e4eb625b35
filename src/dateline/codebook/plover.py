"""What PLOVER says besides its types: quads, scores, sectors, and what becomes of an act that has not happened.

All of it are tables of the manual (`data/plover_*.tsv`). PLOVER writes an announced act either as a type of its own
(AGREE, THREATEN, CONCEDE) or as its type with one of four auxiliary modes among the contexts, never as both.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from dateline.codebook.tables import as_plover, plover_contexts, rows
from dateline.model.vocabulary import EventStatus, Plover, Stance

SAYINGS: Final = 3
"""The quad of verbal conflict: to demand, to accuse, to refuse or to threaten is done when it is said, whatever stands
of its content."""
BACKGROUND: Final = "background"
"""The age of what is told long after it happened, in `plover_auxiliary.tsv`."""


@dataclass(frozen=True, slots=True)
class Turned:
    """What PLOVER calls an act that stands so."""

    type: Plover
    mode: str | None
    auxiliary: str | None
    """One of the four auxiliary modes; None where the type says it all."""
    announced: bool = False
    """Whether the type stands for the announcement: it is done when it is said."""


@dataclass(frozen=True, slots=True)
class KindCodes:
    """How PLOVER codes an actor of a kind: its sector, and the code where no country is known. None for none."""

    sector: str | None
    code: str | None
    by_words: bool
    """Whether the words for the actor may tell a finer sector."""


@dataclass(frozen=True, slots=True)
class PlaceCodes:
    """GeoNames class and code of a kind of place, and the finest of PLOVER's five levels that it can have."""

    feature_class: str | None
    feature_code: str | None
    resolution: int


@cache
def quads() -> dict[Plover, int]:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    return {as_plover(r["type"], "plover_quads.tsv"): int(r["quad"]) for r in rows("plover_quads.tsv")}


@cache
def quad_names() -> dict[int, str]:
    """The names of the four, as POLECAT writes them."""
    return {int(r["quad"]): r["name"] for r in rows("plover_quad_names.tsv")}


@cache
def needing_recipients() -> frozenset[Plover]:
    """Types that are no event without somebody to whom it is done."""
    name = "plover_quads.tsv"
    return frozenset(as_plover(r["type"], name) for r in rows(name) if r["needs_recipient"] == "1")


@cache
def _scores() -> dict[tuple[str, str], float]:
    return {(r["type"], r["mode"]): float(r["score"]) for r in rows("plover_scores.tsv")}


def score_of(type_: Plover, mode: str | None) -> float:
    """Conflict (-10) to cooperation (+10): the mode's score, the type's where the manual has none for the mode."""
    found = _scores()
    return found.get((type_, mode or ""), found[type_, ""])


@cache
def auxiliary_modes() -> tuple[str, ...]:
    """The four: future, hypothetical, negation, historical."""
    return tuple(dict.fromkeys(r["auxiliary"] for r in rows("plover_auxiliary.tsv")))


@cache
def _auxiliaries() -> dict[tuple[str, str], str]:
    return {(r["of"], r["value"]): r["auxiliary"] for r in rows("plover_auxiliary.tsv")}


@cache
def _unreal() -> dict[tuple[Plover, str, str], tuple[Plover, str | None]]:
    name = "plover_unreal.tsv"
    return {
        (as_plover(r["type"], name), r["mode"], r["status"]): (
            as_plover(r["becomes"], name), r["becomes_mode"] or None,
        )
        for r in rows(name)
    }  # fmt: skip


def turned(type_: Plover, mode: str | None, status: EventStatus) -> Turned:
    """What PLOVER calls an act that has happened, is planned, possible, alleged or denied."""
    found = _unreal()
    becomes = found.get((type_, mode or "", status)) or found.get((type_, "", status))
    if becomes is not None:
        return Turned(becomes[0], mode if becomes[0] == type_ else becomes[1], None, announced=True)
    return Turned(type_, mode, _auxiliaries().get(("status", status)))


def auxiliary_of_saying(type_: Plover, stance: Stance) -> str | None:
    """The auxiliary mode of a saying that is itself the act: "might recognise the government" is hypothetical SUPPORT.

    AGREE stands for the future itself, and sayings of verbal conflict are done when they are said.
    """
    if quads()[type_] == SAYINGS or (type_ == "AGREE" and stance == "intended"):
        return None
    return _auxiliaries().get(("stance", stance))


def historical() -> str:
    """The auxiliary mode of what is told as background."""
    return _auxiliaries()["age", BACKGROUND]


def negation() -> str:
    """The auxiliary mode of what is denied."""
    return _auxiliaries()["status", "denied"]


def contexts_of(type_: Plover, mode: str | None, contexts: tuple[str, ...]) -> tuple[str, ...]:
    """The contexts, with the one that a mode brings with it (COERCE, cyber and misinformation)."""
    own = mode if type_ == "COERCE" and mode in plover_contexts() else None
    return tuple(dict.fromkeys((*contexts, *([own] if own else []))))


@cache
def sectors() -> dict[str, str]:
    """Sector code -> what it holds."""
    return {r["code"]: r["gloss"] for r in rows("plover_sectors.tsv")}


@cache
def kinds() -> dict[str, KindCodes]:
    """How each kind of actor is coded."""
    return {
        r["kind"]: KindCodes(r["sector"] or None, r["code"] or None, r["by_words"] == "1")
        for r in rows("plover_kinds.tsv")
    }


@cache
def _sector_words() -> tuple[dict[str, str], int]:
    found = {r["word"]: r["sector"] for r in rows("plover_words.tsv")}
    return found, max(len(word.split()) for word in found)


def sector_of_words(name: str) -> str | None:
    """The sector that the last words of a common name tell ("unknown gunmen": UAF); None where they tell none."""
    found, longest = _sector_words()
    words = name.casefold().split()
    tails = (" ".join(words[-n:]) for n in range(min(longest, len(words)), 0, -1))
    return next((found[tail] for tail in tails if tail in found), None)


@cache
def nonstate() -> dict[str, str]:
    """Codes of international actors that belong to no state, by code: its name."""
    return {r["code"]: r["name"] for r in rows("plover_nonstate.tsv")}


@cache
def nonstate_roots() -> dict[str, str]:
    """Key of an organisation in our catalogue -> the code that it and all its bodies have."""
    return {r["root"]: r["code"] for r in rows("plover_nonstate.tsv") if r["root"]}


@cache
def countries() -> dict[str, tuple[str, str | None]]:
    """ISO alpha-2 -> (PLOVER's code, a sector), where the code is not the country's own ISO alpha-3."""
    return {r["iso2"]: (r["code"], r["sector"] or None) for r in rows("plover_countries.tsv")}


@cache
def places() -> dict[str, PlaceCodes]:
    """How each kind of place is coded."""
    return {
        r["kind"]: PlaceCodes(r["feature_class"] or None, r["feature_code"] or None, int(r["resolution"]))
        for r in rows("plover_places.tsv")
    }


@cache
def resolutions() -> dict[int, int]:
    """UCDP's where_prec -> the finest of PLOVER's levels that so vague a place can have."""
    return {int(r["where_prec"]): int(r["resolution"]) for r in rows("plover_resolutions.tsv")}


def resolution_of(kind: str, where_prec: int | None) -> int | None:
    """1 country, 2 province, 3 district, 4 city, 5 within a city; None where nobody says how vague the place is."""
    coded, vague = places().get(kind), resolutions().get(where_prec or 0)
    if coded is None or vague is None:
        return None
    return min(coded.resolution, vague)
