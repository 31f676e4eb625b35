"""What `dateline place` prints: tables of candidates and overlays, explanations, where the data come from.

Names come from files of others: `clean` takes out what could steer a terminal, and nothing of them is read as markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Protocol

from dateline.gazetteer.protocol import Candidate, Gazetteer
from dateline.render.words import clean, plain, shorten

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from dateline.gazetteer.overlays.store import Overlay
    from dateline.resolve.placestring import Located

HEAD = ("name", "kind", "in", "admin1", "lat", "lon", "people", "events", "match", "source")
NUMBERS = frozenset({"lat", "lon", "people", "events", "places", "names", "score"})
WHOLE = NUMBERS | {"in", "kind", "match", "added", "version"}
"""Columns whose cells are never broken over lines."""
SHOWN = 25
"""Candidates of one name that are shown; the rest are counted."""


class Ranked(Protocol):
    """A candidate with its score and what the score is made of (see `dateline.resolve.explain`)."""

    @property
    def candidate(self) -> Candidate: ...
    @property
    def score(self) -> float: ...
    @property
    def terms(self) -> tuple[tuple[str, float], ...]: ...
    @property
    def chosen(self) -> bool: ...


class Told(Protocol):
    """Which place a report means by a name, and why."""

    @property
    def mentions(self) -> int: ...
    @property
    def chosen(self) -> Candidate | None: ...
    @property
    def reason(self) -> str: ...
    @property
    def ranked(self) -> Sequence[Ranked]: ...


def lines_of(message: str) -> str:
    """A message whose lines stay lines, each cleaned."""
    return "\n".join("  " * line.startswith("  ") + clean(line) for line in message.split("\n"))


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def _table(head: Iterable[str]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for name in head:
        table.add_column(name, justify="right" if name in NUMBERS else "left", overflow="fold", no_wrap=name in WHOLE)
    return table


def _cells(c: Candidate) -> list[str]:
    people = f"{c.population:,}" if c.population else ""
    events = f"{c.events:,}" if c.events else ""
    where = [clean(x) if x else "" for x in (c.country, c.admin1)]
    return [
        shorten(c.name, 60),
        c.kind,
        *where,
        f"{c.lat:.3f}",
        f"{c.lon:.3f}",
        people,
        events,
        c.match,
        shorten(c.source, 60),
    ]


def _add_row(table: Table, cells: Iterable[str]) -> None:
    from rich.text import Text

    table.add_row(*map(Text, cells))


def print_candidates(name: str, found: list[Candidate], gazetteer: Gazetteer, country: str | None = None) -> None:
    """The candidates of a name, the most populous first; what to do where there is none."""
    console = _console()
    if not found:
        where = f" in {country}, nor by another spelling" if country else ""
        advice = "dateline place add FILE adds places."
        if country is None:
            advice = f"With --country CC other spellings are looked for; {advice}"
        console.print(f"No place is known by the name “{shorten(name, 60)}”{where} ({clean(gazetteer.name)}). {advice}")
        return
    eventful = any(c.events for c in found)
    table = _table(h for h in HEAD if h != "events" or eventful)
    ordered = sorted(found, key=lambda c: (-c.population, -c.events, c.kind, c.id))
    for c in ordered[:SHOWN]:
        _add_row(table, (x for h, x in zip(HEAD, _cells(c), strict=True) if h != "events" or eventful))
    console.print(table)
    if len(ordered) > SHOWN:
        console.print(f"and {len(ordered) - SHOWN:,} more: --country CC or --json shows them.")


def print_located(told: Located) -> None:
    """What a description means on the map, and what it is built on."""
    console = _console()
    called = f"“{shorten(told.text, 80)}”"
    if told.point is None:
        missing = ", ".join(f"“{shorten(m, 60)}”" for m in told.missing) or "what it is built on"
        console.print(f"{called} cannot be drawn: {missing} is not known.")
        return
    lat, lon = told.point
    console.print(f"{called} is read as: {clean(told.basis or told.construct)}.")
    wide = f"; the line is {told.width_km:g} km wide to each side" if told.width_km else ""
    console.print(f"Point {lat:.4f}, {lon:.4f}, radius {told.radius_km or 0:g} km{wide}.")
    console.print(f"UCDP where_prec {told.where_prec}, ACLED geo_precision {told.geo_precision}.")
    table = _table(("built on", "kind", "in", "admin1", "lat", "lon"))
    for c in told.anchors:
        _add_row(table, _cells(c)[:6])
    console.print(table)
    if told.geometry:
        console.print(told.geometry)


def located_json(told: Located) -> str:
    return _dumped(asdict(told))


def print_explanation(name: str, told: Told) -> None:
    """What was chosen, then every candidate with its score and what makes it."""
    console = _console()
    called = f"“{shorten(name, 60)}”"
    many = f"{told.mentions:,} mention{'' if told.mentions == 1 else 's'}"
    if told.chosen is not None:
        c = told.chosen
        where = ", ".join(clean(x) for x in (c.name, c.admin1, c.country) if x)
        console.print(f"{called} ({many}) is read as {where}: {c.kind}, {c.lat:.4f}, {c.lon:.4f}.")
    else:
        console.print(f"{called} ({many}) stays unresolved.")
    if told.reason:
        console.print(clean(told.reason))
    if not told.ranked:
        return
    table = _table(("", "score", "name", "kind", "in", "admin1", "source", "why"))
    for one in told.ranked[:SHOWN]:
        name_, kind, country, admin1, *_, source = _cells(one.candidate)
        why = ", ".join(f"{clean(term)} {value:+.2f}" for term, value in one.terms if value)
        _add_row(table, ["→" if one.chosen else "", f"{one.score:.2f}", name_, kind, country, admin1, source, why])
    console.print(table)
    if len(told.ranked) > SHOWN:
        console.print(f"and {len(told.ranked) - SHOWN:,} more: --json shows them.")


def print_overlays(overlays: Iterable[Overlay]) -> None:
    table = _table(("name", "kind", "places", "names", "file", "added", "version"))
    for one in overlays:
        a = one.about
        counts = (plain(a["places"]), plain(a["names"]))
        told = map(clean, (a["added"][:10], one.version))
        _add_row(table, [clean(one.name), clean(a["kind"]), *counts, shorten(a["file"], 60), *told])
    _console().print(table)


def print_about(base: dict[str, Any], overlays: list[Overlay]) -> None:
    """Sources and licences first, then counts and digests, then the overlays."""
    console = _console()
    counts = ", ".join(f"{base[what]:,} {what}" for what in ("places", "names", "shapes"))
    console.print(f"{base['name']} {base['version']}: {counts}")
    table = _table(("source", "licence", "where", "what"))
    for row in base["licences"]:
        _add_row(table, map(clean, row))
    console.print(table)
    for head, digests in (("Made from archives", base["archives"]), ("and tables", base["made_of"])):
        console.print(f"\n{head} (SHA-256):")
        for file, digest in digests.items():
            console.print(f"  {digest}  {file}", soft_wrap=True)
    for one in overlays:
        a = one.about
        called = clean(f"{one.name} ({one.version}): {a['places']:,} places of {a['source']}")
        console.print(f"\nOverlay {called}")
        console.print(f"  {clean(a['licence'])}")
        console.print(f"  {clean(a['sha256'])}  {clean(a['file'])}, added {clean(a['added'])}", soft_wrap=True)
        if a.get("url"):
            console.print(f"  from {clean(a['url'])}", soft_wrap=True)


def as_json(found: Iterable[Candidate]) -> str:
    return _dumped([asdict(c) for c in found])


def explanation_json(told: Told) -> str:
    ranked = [
        {"candidate": asdict(r.candidate), "score": r.score, "terms": dict(r.terms), "chosen": r.chosen}
        for r in told.ranked
    ]
    chosen = asdict(told.chosen) if told.chosen is not None else None
    return _dumped({"mentions": told.mentions, "chosen": chosen, "reason": told.reason, "ranked": ranked})


def about_json(base: dict[str, Any], overlays: Iterable[Overlay]) -> str:
    return _dumped({**base, "overlays": {one.name: one.about for one in overlays}})


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
