"""Values in words, the same wherever a dossier is shown: numbers with their hedges, intervals, names by id.

Text of a report is foreign: `clean` takes out what could steer a terminal or turn the reading direction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from dateline.model.dossier import Dossier
from dateline.model.records import Finding, Source
from dateline.model.span import Evidence
from dateline.model.values import When

STANCES: Final[dict[str, str]] = {
    "asserted": "asserts",
    "alleged": "alleges",
    "denied": "denies",
    "intended": "intends",
    "possible": "holds possible",
    "demanded": "demands",
}
"""What somebody does who says it with this stance."""
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """One line without control and direction characters."""
    return _SPACE.sub(" ", _UNSAFE.sub(" ", text)).strip()


def shorten(text: str, longest: int) -> str:
    """Cleaned text, cut at a word with "…" where it is longer."""
    flat = clean(text)
    if len(flat) <= longest:
        return flat
    cut = flat[: longest - 1].rsplit(" ", 1)[0] if " " in flat[: longest - 1] else flat[: longest - 1]
    return cut.rstrip(" ,;:–—-") + "…"


def quoted(evidence: tuple[Evidence, ...], longest: int) -> str:
    """The report's words in quotation marks, the pieces parted by "…"."""
    inner = " … ".join(clean(e.quote) for e in evidence)
    return f"“{shorten(inner, longest).strip('“”')}”"


def plain(number: float) -> str:
    """1200.0 as "1,200", 2.5 as "2.5"."""
    return f"{int(number):,}" if number == int(number) else f"{number:,.2f}".rstrip("0")


def quantity(low: float | None, high: float | None, best: float | None, hedge: str) -> str:
    """A number as the report gives it: "about 100", "several (3 or more)", "15 to 20", "none", "heavy"."""
    if low == high == best == 0:
        return "none"
    if hedge == "exact" and best is not None:
        return plain(best)
    bounds = _bounds(low, high, best)
    if hedge in {"several", "dozens", "hundreds"}:
        return f"{hedge} ({bounds})" if bounds else hedge
    if hedge in {"exact", "unknown"}:
        return bounds or "not told"
    told = next((n for n in _order(hedge, low, high, best) if n is not None), None)
    return hedge if told is None else f"{hedge} {plain(told)}"


def _order(hedge: str, low: float | None, high: float | None, best: float | None) -> tuple[float | None, ...]:
    return (high, best, low) if hedge in {"at most", "less than"} else (best, low, high)


def _bounds(low: float | None, high: float | None, best: float | None) -> str:
    if low is not None and high is not None and low != high:
        return f"{plain(low)} to {plain(high)}"
    if best is not None:
        return plain(best)
    if low is not None:
        return f"{plain(low)} or more"
    return f"up to {plain(high)}" if high is not None else ""


def check_word(finding: Finding) -> str:
    """What a check is called: its name in the contract, save for two that the contract's list has no name for."""
    return finding.origin.rule if finding.origin.rule in {"language", "protection"} else finding.check


def interval(when: When | None) -> str:
    """A time with its precision; the report's own words where no day can be told."""
    if when is None:
        return "undated"
    if when.start is None and when.end is None:
        return f"“{shorten(when.text, 40)}” (no day can be told)"
    return days_words(when.start, when.end, when.precision)


def days_words(start: str | None, end: str | None, precision: str) -> str:
    """ISO days with their precision: "2020-10-14", "2020-10-01 to 2020-10-10 (range)", "2020-10-01 to … (range)"."""
    if start is None and end is None:
        return "undated"
    if precision == "day" or start == end:
        return f"{start or end}"
    return f"{start or '…'} to {end or '…'} ({precision})"


@dataclass(frozen=True, slots=True)
class Names:
    """What to call a record that another one refers to by id."""

    actors: dict[str, str]
    places: dict[str, str]
    sources: dict[str, Source] = field(repr=False)

    def actor(self, id_: str) -> str:
        return self.actors.get(id_, id_)

    def place(self, id_: str) -> str:
        return self.places.get(id_, id_)

    def source(self, id_: str) -> str:
        """A source as the report names it. A source to protect is never named, whatever the report does."""
        source = self.sources.get(id_)
        if source is None:
            return id_
        if source.kind == "narrator":
            return "the report itself"
        if source.protect and (source.name or source.kind == "named"):
            return "a source not to be named"
        words = [source.name, source.description]
        told = next((w for w in words if w), source.mentions[0].quote if source.mentions else source.kind)
        return clean(told)


def names_of(dossier: Dossier) -> Names:
    """The names of a dossier's actors, places and sources by id."""
    return Names(
        {a.id: clean(a.name) for a in dossier.actors},
        {p.id: clean(p.name) for p in dossier.places},
        {s.id: s for s in dossier.sources},
    )
