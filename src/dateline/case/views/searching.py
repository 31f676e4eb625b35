"""Claims by words, place and days: found in the database's indexes, no dossier is opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from dateline.case.store.entry import day_of, iso_of
from dateline.case.store.protocol import ClaimRow, Query, ReportRow, Store
from dateline.case.views.filter import Filter
from dateline.case.views.loading import shown_of
from dateline.protect.places import is_moved
from dateline.protect.policy import Policy

PAGE: Final = 1000


def claims_of(store: Store, text: str | None, only: Filter, as_of: int | None, limit: int | None) -> Iterator[ClaimRow]:
    """Claims that fit, in the order of adding; all of them where `limit` is None. Of the filter the box, the days and
    the words are asked."""
    days = (day_of(only.first), day_of(only.last)) if only.first or only.last else None
    query = Query(text if text and text.strip() else None, only.box, days, as_of, PAGE)
    left = limit
    while left is None or left > 0:
        wanted = PAGE if left is None else min(PAGE, left)
        found = store.find(replace(query, limit=wanted))
        yield from found
        if len(found) < wanted:
            return
        query = replace(query, after=found[-1].n)
        left = None if left is None else left - len(found)


def passed_on(store: Store, claims: Iterable[ClaimRow], policy: Policy, as_of: int | None) -> Iterator[ClaimRow]:
    """Claims as they may leave the house: with the words that are left of them, and without a point where the report
    has one that was moved."""
    report, words, exact = "", dict[str, str](), True
    for claim in claims:
        if claim.report != report:
            report = claim.report
            dossier = shown_of(next(iter(store.readings([report], as_of))), policy).dossier
            words = {c.id: " … ".join(e.quote for e in c.content) for c in dossier.claims}
            exact = not any(is_moved(p.basis) for p in dossier.places)
        if claim.id in words:
            point = (claim.lat, claim.lon) if exact else (None, None)
            yield replace(claim, words=words[claim.id], lat=point[0], lon=point[1])


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim that was found, with the report that holds it."""

    claim: str
    report: str
    outlet: str | None
    title: str | None
    published: str | None
    source: str | None
    stance: str
    said: str | None
    start: str | None
    """First day of what is claimed."""
    end: str | None
    lat: float | None
    lon: float | None
    words: str


def hits(store: Store, text: str | None, only: Filter, as_of: int | None, limit: int | None) -> Iterator[Hit]:
    """Claims that fit, each beside its report."""
    reports: dict[str, ReportRow] = {r.id: r for r in store.reports(as_of)}
    for c in claims_of(store, text, only, as_of, limit):
        r = reports[c.report]
        start, end = map(iso_of, c.days)
        yield Hit(
            c.id, c.report, r.outlet, r.title, iso_of(r.published), c.source, c.stance, iso_of(c.said), start, end,
            c.lat, c.lon, c.words,
        )  # fmt: skip
