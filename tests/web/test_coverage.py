"""Coverage: who was heard when, and the gaps. All reports are made up."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.case.store.entry import entry_of
from dateline.case.store.protocol import Store
from dateline.model.document import Published
from scripts.soak_reports import dossier_of


def told(client: TestClient, query: str = "") -> dict[str, Any]:
    return dict(client.get(f"/api/v1/coverage{query}").json())


def add(store: Store, number: int, outlet: str, day: str | None) -> None:
    made = dossier_of(number, 1)
    published = replace(made.document.published, date=day) if day else Published(None, "none")
    document = replace(made.document, outlet=outlet, published=published)
    store.add([entry_of(replace(made, document=document), f"{number}")])


@pytest.mark.parametrize("by", ["week", "month"])
def test_each_cell_counts_the_reports_of_its_outlet_and_time(client: TestClient, store: Store, by: str) -> None:
    found = told(client, f"?by={by}")
    rows = list(store.reports())
    days = [(r.outlet, dt.date(1970, 1, 1) + dt.timedelta(days=r.published)) for r in rows if r.published is not None]
    for n, time in enumerate(found["times"]):
        first, last = map(dt.date.fromisoformat, (time["first"], time["last"]))
        counted = Counter(o for o, d in days if first <= d <= last)
        assert {r["outlet"]: r["cells"][n]["reports"] for r in found["rows"] if r["cells"][n]["reports"]} == counted
    assert sum(c["reports"] for r in found["rows"] for c in r["cells"]) == len(days)
    assert found["reports"] == len(rows)


def test_a_gap_is_a_week_without_reports_between_weeks_with_some(client: TestClient, store: Store) -> None:
    assert told(client)["gaps"] == 0
    add(store, 1, "Made-up Wire", "2024-02-05")
    add(store, 2, "Made-up Wire", "2024-02-26")
    found = told(client)
    row = next(r for r in found["rows"] if r["outlet"] == "Made-up Wire")
    assert (row["gaps"], found["gaps"]) == (2, 2)
    gaps = [t["label"] for t, c in zip(found["times"], row["cells"], strict=True) if c["gap"]]
    assert gaps == ["2024-W07", "2024-W08"]
    page = client.get("/coverage").text
    assert page.count('<span class="sr"> gap</span>') == 2


def test_reports_without_a_day_are_counted_and_stand_in_no_week(client: TestClient, store: Store) -> None:
    add(store, 3, "Undated Wire", None)
    found = told(client)
    row = next(r for r in found["rows"] if r["outlet"] == "Undated Wire")
    assert (row["reports"], row["undated"], row["gaps"], row["first"]) == (1, 1, 0, None)
    assert found["undated"] == 1
    assert not any(c["reports"] for c in row["cells"])


def test_a_long_time_is_gone_through_page_by_page(client: TestClient, store: Store) -> None:
    add(store, 4, "Old Wire", "2019-01-07")
    seen: list[str] = []
    back: int | None = 0
    while back is not None:
        found = told(client, f"?by=month&back={back}")
        seen = [t["label"] for t in found["times"]] + seen
        back = found["earlier"]
    assert (seen[0], seen[-1]) == ("2019-01", "2024-03")
    assert seen == sorted(set(seen))


def test_a_cell_leads_to_its_reports(client: TestClient) -> None:
    found = told(client)
    row, n = next((r, n) for r in found["rows"] for n, c in enumerate(r["cells"]) if c["reports"])
    time = found["times"][n]
    params = {"outlet": row["outlet"], "since": time["first"], "until": time["last"]}
    assert client.get("/api/v1/inbox", params=params).json()["total"] == row["cells"][n]["reports"]


def test_countries_and_languages_are_those_of_the_readings_that_hold(client: TestClient, store: Store) -> None:
    events = [(s.report, e, {p.id: p for p in s.dossier.places}) for s in store.readings() for e in s.dossier.events]
    codes = Counter(places[e.where.place].country if e.where else None for _, e, places in events)
    found = told(client)
    assert {c["of"]: c["events"] for c in found["countries"]} == dict(codes)
    assert [(c["of"], c["reports"]) for c in found["languages"]] == [("en", len(list(store.reports())))]


@pytest.mark.parametrize("query", ["?by=year", "?back=-1", "?back=99999", "?start=x"])
def test_other_times_are_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/coverage{query}").status_code == 422


def test_an_empty_case_has_an_empty_table(tmp_path: Path) -> None:
    from dateline.case.opening import create_case_store
    from dateline.web.settings import ServeSettings
    from tests.web.conftest import client_of

    store = create_case_store(str(tmp_path / "empty.dateline"))
    with client_of(store, ServeSettings(str(tmp_path / "empty.dateline"), who="AB", token="once")) as client:  # noqa: S106
        client.get("/enter", params={"token": "once"})
        for path in ("/coverage", "/inbox", "/checks", "/sources"):
            assert client.get(path).status_code == 200
        assert client.get("/api/v1/coverage").json()["times"] == []
    store.close()
