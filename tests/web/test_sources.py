"""Sources: who says something, how others stand to it, who is protected. The demo's reports are made up."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from dateline.case.keep.keys import load_key
from dateline.case.keep.revealing import identities
from dateline.case.store.protocol import Store
from dateline.case.store.sql import SqlStore
from dateline.web.settings import ServeSettings
from tests.web.asking import paged
from tests.web.conftest import as_own_page, client_of


def items(client: TestClient, query: str = "") -> list[dict[str, Any]]:
    return list(client.get(f"/api/v1/voices{query}").json()["items"])


def test_sources_are_counted_as_the_dossiers_tell_them(client: TestClient, store: Store) -> None:
    claims: Counter[tuple[str, str]] = Counter()
    reports: dict[tuple[str, str], set[str]] = {}
    for stored in store.readings():
        known = {x.id: (x.kind, x.name or x.description or "") for x in stored.dossier.sources}
        claims.update(known[c.source] for c in stored.dossier.claims)
        for key in known.values():
            reports.setdefault(key, set()).add(stored.report)
    found = {(s["kind"], s["name"]): (s["claims"], s["reports"]) for s in items(client, "?limit=500")}
    named = {k for k in reports if k in found}
    assert {k: found[k] for k in named} == {k: (claims[k], len(reports[k])) for k in named}
    assert sum(c for c, _ in found.values()) == claims.total()


@pytest.mark.parametrize("sort", ["claims", "reports", "name"])
def test_sources_are_gone_through_page_by_page(client: TestClient, sort: str) -> None:
    whole = [s["key"] for s in items(client, f"?sort={sort}&limit=500")]
    assert [s["key"] for s in paged(client, f"/api/v1/voices?sort={sort}&limit=7")] == whole


def test_sources_are_chosen_by_kind_words_and_protection(client: TestClient) -> None:
    assert {s["kind"] for s in items(client, "?kind=organisation")} == {"organisation"}
    assert "Al-Shabaab" in [s["name"] for s in items(client, "?q=al-shabaab&kind=organisation")]
    assert [s["name"] for s in items(client, "?q=AL-SHABAAB spokesman&kind=organisation")] == [
        "a spokesman for al-Shabaab"
    ]
    hidden = items(client, "?protected=1")
    assert hidden
    assert all(s["protected"] and s["kind"] == "anonymous" for s in hidden)
    assert items(client, "?q=zzzz") == []
    assert "Nairobi Ledger" in [s["name"] for s in items(client, "?kind=outlet")]


def test_a_source_is_told_with_counts_and_no_score(client: TestClient) -> None:
    told = client.get("/api/v1/voices/organisation:Al-Shabaab").json()
    assert told["stances"]["denied"] == 1
    assert sum(told["stances"].values()) == told["claims"]
    record = told["record"]
    assert record["of"] >= record["contradicted"] > 0
    assert record["of"] >= record["alone"] + record["corroborated"]
    page = client.get("/sources/organisation:Al-Shabaab").text
    assert "not a measure of trust" in page
    assert "somebody says otherwise" in page


@pytest.mark.parametrize("key", ["organisation:Nobody", "x", ":", "anonymous:../../etc"])
def test_an_unknown_source_is_told_as_such(client: TestClient, key: str) -> None:
    assert client.get(f"/sources/{quote(key, safe=':')}").status_code == 404


def protected_in(client: TestClient) -> tuple[dict[str, Any], str]:
    """(the source, a report that protects it)"""
    one = items(client, "?protected=1")[0]
    told = client.get(f"/api/v1/voices/{quote(one['key'], safe=':')}").json()
    return one, next(r["id"] for r in told["told_in"] if r["protected"])


def test_a_protected_source_is_shown_once_to_who_may_and_that_is_kept(store: SqlStore, case_file: Path) -> None:
    key = Path(f"{case_file}.key")
    settings = ServeSettings(str(case_file), who="AB", token="once", key=key)  # noqa: S106 - good once
    with client_of(store, settings) as client:
        client.get("/enter", params={"token": "once"})
        as_own_page(client)
        one, report = protected_in(client)
        who = [p for p in identities(store, load_key(key), report) if p.name or p.description]
        hidden = [w for p in who for w in (p.name, p.description) if w]
        assert hidden
        page = client.get(f"/sources/{quote(one['key'], safe=':')}").text
        assert "Show once" in page
        assert client.post("/sources/reveal", data={"report": report, "reason": "x"}).status_code == 422
        assert store.judgements() == ()
        shown = client.post("/sources/reveal", data={"report": report, "reason": "to call the witness back"})
        assert shown.status_code == 200
        assert all(p.label in shown.text for p in who)
        assert any(w in shown.text for w in hidden)
        assert shown.headers["cache-control"] == "no-store"
    (kept,) = store.judgements()
    assert (kept.verb, kept.about, kept.who, kept.reason) == ("note", (report,), "AB", "to call the witness back")
    assert not any(p.name and p.name in str(kept) for p in who)


def test_who_has_not_the_role_sees_nobody(people: dict[str, TestClient], store: Store) -> None:
    _, report = protected_in(people["AB"])
    told = {"report": report, "reason": "to call the witness back"}
    assert people["CD"].post("/sources/reveal", data=told).status_code == 403
    assert people["AB"].post("/sources/reveal", data=told).status_code == 422  # the server has no key
    assert store.judgements() == ()
    assert "Show once" not in people["CD"].get("/sources").text


def test_no_page_of_sources_names_whom_the_case_hides(client: TestClient, store: SqlStore, case_file: Path) -> None:
    key = load_key(Path(f"{case_file}.key"))
    names = [p.name for r in store.reports() for p in identities(store, key, r.id) if p.name]
    pages = [client.get("/sources?limit=500").text, client.get("/api/v1/voices?limit=500").text]
    pages += [client.get(f"/sources/{quote(s['key'], safe=':')}").text for s in items(client, "?protected=1")]
    assert len(pages) > 2
    assert not any(name in page for name in names for page in pages)


def test_what_reports_say_in_their_own_voice_is_no_single_source(client):
    page = client.get("/sources").text
    assert "the reports themselves, where no source is named" in page
    assert "the report itself" not in page
