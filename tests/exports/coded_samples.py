"""Events as exporters take them, built by hand: one whole one, its parts, and the material that holds them.

Places are real; happenings and persons are invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from dateline.exports.coded import Cited, CodedEvent, Dated, Dead, Located, Party, Toll
from dateline.exports.format import format_named
from dateline.exports.losses import Losses, losses_in
from dateline.exports.material import Material
from dateline.model.situation import Number
from dateline.model.vocabulary import Role

WORDS: Final = (
    "fighters of the Reed Front attacked an army post near Malakal on Tuesday, killing at least four soldiers"
)


def party(name: str, kind: str, role: Role, country: str | None = None, **more: Any) -> Party:
    """Somebody who takes part."""
    return Party(role, name, kind, country, f"name:{name.casefold()}", **more)


def number(low: float | None, best: float | None, high: float | None, **more: Any) -> Number:
    return Number(low, best, high, more.get("hedge", "exact"), more.get("rule", "as told"))


def toll(of: str, best: float | None, *, low: float | None = None, high: float | None = None, **more: Any) -> Toll:
    """People killed, as the voice at `cited` tells it."""
    given: dict[str, Any] = {"harm": "killed", "role": None, "hedge": "exact", "words": "", "cited": 0}
    exact = best if more.get("hedge", "exact") == "exact" else None
    low, high = (exact if low is None else low), (exact if high is None else high)
    return Toll(of=of, low=low, best=best, high=high, **{**given, **more})


def cited(**more: Any) -> Cited:
    """One voice of one report."""
    given: dict[str, Any] = {
        "report": "doc-00000000000a", "event": "event-00000000000a", "claim": "claim-00000000000a",
        "outlet": "Nile Wire", "title": "Army post attacked", "published": "2031-05-07",
        "url": "https://example.org/1", "language": "en", "source": "an army spokesman", "source_kind": "named",
        "via": (), "stance": "asserted", "said": None, "quote": WORDS, "start": 40, "end": 40 + len(WORDS),
    }  # fmt: skip
    return Cited(**{**given, **more})


MALAKAL: Final = Located(
    "Malakal", "city", 9.53342, 31.66049, "SS", "Upper Nile", 363885, 2, 1, 25.0, "named place", "near Malakal"
)
TUESDAY: Final = Dated("2031-05-06", "2031-05-06", "day", "relative", "on Tuesday")
REED: Final = party("Reed Front", "rebel group", "actor")
ARMY: Final = party("South Sudan army", "military", "recipient", "SS")
CIVILIANS: Final = party("residents", "civilians", "recipient")


def coded_event(**more: Any) -> CodedEvent:
    """A whole event: rebels attack an army post, four soldiers die; with the values given in place of its own."""
    given: dict[str, Any] = {
        "id": "hap-00000000000a", "title": "Reed Front attacks South Sudan army", "plover": "ASSAULT",
        "mode": "firearms", "contexts": ("military",), "acled": "Battles/Armed clash", "ucdp": 1,
        "status": "happened", "when": TUESDAY, "where": MALAKAL, "parties": (REED, ARMY),
        "deaths": number(4, 4, None, hedge="at least"), "deaths_shown": "at least 4", "injured": None,
        "injured_shown": None, "tolls": (toll("South Sudan army", 4, low=4, hedge="at least"),), "targets": (),
        "means": ("rifles",), "outcome": None, "cited": (cited(),),
        "events": (("doc-00000000000a", "event-00000000000a"),), "reports": 1, "voices": 1, "disputed": (),
    }  # fmt: skip
    whole = {**given, **more}
    return CodedEvent(**{"dead": dead_of(whole["tolls"]), **whole})


def dead_of(tolls: tuple[Toll, ...]) -> tuple[Dead, ...]:
    """The dead by kind of people as a case shows them where each kind has one voice."""
    told = {t.of: Number(t.low, t.best, t.high, t.hedge, "as told") for t in tolls if t.harm == "killed"}
    return tuple(Dead(of, number) for of, number in told.items() if of != "unknown")


def material_of_events(*events: CodedEvent, kind: Any = "case") -> Material:
    """Material that holds these events and nothing else."""

    def none() -> Iterator[Any]:
        return iter(())

    return Material(kind, "sample", lambda: iter(events), none, none, none)


def exported(name: str, folder: Path, *events: CodedEvent) -> tuple[Path, Losses]:
    """The events in a format, and what it could not carry."""
    format_ = format_named(name)
    path = folder / f"{name}{format_.suffix}"
    with losses_in(folder / f"{name}.losses.csv") as losses:
        format_.write(material_of_events(*events), path, losses, lambda records: None)
    return path, losses


def numbered(event: CodedEvent, n: int) -> CodedEvent:
    """The event under another id."""
    return replace(event, id=f"hap-{n:012x}")
