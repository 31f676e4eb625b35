"""What pages list of a case is what going through its dossiers tells, over every kind of store. All reports are made
up."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from dateline.case.store.entry import day_of, entry_of
from dateline.case.store.findings import FindingsWanted
from dateline.case.store.speakers import ORDERS, Order, SpeakersWanted
from dateline.case.store.sql import SqlStore
from dateline.model.dossier import Dossier
from dateline.model.ids import record_id
from dateline.model.judgement import Judgement
from dateline.model.origin import by_rule
from dateline.model.records import Finding
from dateline.model.span import Evidence
from dateline.model.vocabulary import Verdict
from scripts.soak_reports import dossier_of, entries


def checked(number: int, *verdicts: Verdict) -> Dossier:
    """A report with a finding for each verdict."""
    made = dossier_of(number, 2)
    text = made.document.text
    findings = []
    for n, verdict in enumerate(verdicts):
        words = (Evidence(n, n + 5, text[n : n + 5]),)
        id_ = record_id(made.document.source_sha256, "finding", "distance", words)
        findings.append(
            Finding(id_, "distance", verdict, "warning", f"finding {n}", {"stated_km": 1.0}, (), words, by_rule("made"))
        )
    return replace(made, findings=tuple(findings))


def reread(store: SqlStore) -> None:
    """The first report read anew, with fewer events and claims."""
    first = dossier_of(1, 3)
    store.reread([entry_of(replace(first, relations=(), control=(), events=first.events[:1]), "again")])


@pytest.mark.parametrize("order", ORDERS)
def test_sources_are_those_of_the_dossiers(store: SqlStore, order: Order) -> None:
    store.add(list(entries(1, 10, 3)))
    reread(store)
    claims: Counter[tuple[str, str]] = Counter()
    reports: Counter[tuple[str, str]] = Counter()
    for stored in store.readings():
        named = {x.id: (x.kind, x.name or x.description or "") for x in stored.dossier.sources}
        claims.update(named[c.source] for c in stored.dossier.claims)
        reports.update(set(named.values()))
    found, more = store.speakers(SpeakersWanted(order=order, limit=500))
    assert not more
    told = {(s.kind, s.name): (s.claims, s.reports) for s in found}
    assert {k: v for k, v in told.items() if k in reports} == {
        k: (claims[k], n) for k, n in reports.items() if k in told
    }
    assert sum(c for c, _ in told.values()) == claims.total()
    pages = [store.speakers(SpeakersWanted(order=order, start=n, limit=2))[0] for n in range(0, len(found), 2)]
    assert [s.name for page in pages for s in page] == [s.name for s in found]


def test_one_source_is_told_with_its_reports_and_what_it_speaks_of(store: SqlStore) -> None:
    store.add(list(entries(1, 6, 3)))
    top = store.speakers(SpeakersWanted())[0][0]
    one = store.speaker(top.kind, top.name)
    assert one is not None
    assert (one.claims, one.reports) == (top.claims, top.reports)
    assert sum(n for _, n in one.stances) == one.claims
    assert len(one.told_in) == one.reports
    days = [day for *_, day, _ in one.told_in]
    assert days == sorted((day for day in days if day is not None), reverse=True)
    events = {e.id for s in store.readings() for e in s.dossier.events}
    assert one.happenings
    assert set(one.happenings) <= events  # nothing is linked
    assert store.speaker(top.kind, "nobody") is None


def test_coverage_counts_each_report_once_and_events_of_readings_that_hold(store: SqlStore) -> None:
    store.add(list(entries(1, 10, 3)))
    reread(store)
    days: Counter[tuple[str | None, int | None]] = Counter()
    countries: Counter[str | None] = Counter()
    for stored in store.readings():
        document = stored.dossier.document
        places = {p.id: p.country for p in stored.dossier.places}
        days[document.outlet, day_of(document.published.date)] += 1
        countries.update(places[e.where.place] if e.where else None for e in stored.dossier.events)
    found = store.coverage()
    assert {(o, d): n for o, d, n in found.days} == days
    assert {code: n for code, n, _ in found.countries} == countries
    assert sum(n for _, n in found.languages) == 10


def test_findings_are_listed_counted_and_decided(store: SqlStore) -> None:
    made = [checked(1, "disagrees", "agrees"), checked(2, "disagrees", "cannot tell")]
    store.add([entry_of(d, f"report {n}") for n, d in enumerate(made)])
    every = store.findings_listed(FindingsWanted())
    told = [f for d in made for f in d.findings]
    behind = sorted(told, key=lambda f: f.verdict != "disagrees")  # what has to be looked at stands first
    assert [r.id for r in every.rows] == [f.id for f in behind]
    assert every.counts == {("distance", "disagrees"): 2, ("distance", "agrees"): 1, ("distance", "cannot tell"): 1}
    assert (every.total, every.open, every.more) == (4, 2, False)
    first = every.rows[0]
    (kept,) = store.judge([Judgement("value", "finding", (first.id,), "AB", slot="verdict", value="our error")])
    coded = Judgement("value", "finding", (every.rows[1].id,), "CD", slot="verdict", value="our error", task="task-1")
    store.judge([coded])  # one coder's answer in a double coding is nobody's word yet
    assert [r.id for r in store.findings_listed(FindingsWanted(state="decided")).rows] == [first.id]
    assert store.findings_listed(FindingsWanted(state="open", verdict="disagrees")).total == 1
    store.judge([Judgement("undo", "judgement", (kept.id,), "AB")])
    assert store.findings_listed(FindingsWanted(state="decided")).total == 0
    page = store.findings_listed(FindingsWanted(limit=3))
    rest = store.findings_listed(FindingsWanted(limit=3, after=page.rows[-1].rank))
    assert [r.id for r in (*page.rows, *rest.rows)] == [r.id for r in every.rows]
    assert store.finding_report(first.id) == made[0].document.id
    assert store.finding_report("finding-none") is None
    of_one = store.findings_listed(FindingsWanted(report=made[1].document.id))
    assert (of_one.total, sum(of_one.counts.values())) == (2, 2)
