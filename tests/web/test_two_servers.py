"""Two servers on one case at once: what is kept by one is seen by the other, and nobody decides over anybody. The
demo's case is fiction on real geography."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from dateline.case.keep.keys import key_path, load_key
from dateline.case.keep.protecting import protect
from dateline.case.opening import open_case_store
from dateline.case.store.sql import SqlStore
from dateline.web.app import create_app
from dateline.web.settings import ServeSettings
from scripts.reviewers import accounts_of
from tests.web.conftest import BASE, served, sign_in
from tests.web.looking import paths
from tests.web.test_agreement import WORDS, an_event, decide, done, handed_out, rejecting, reports_in, review

Servers = tuple[dict[str, TestClient], dict[str, TestClient]]


@pytest.fixture
def servers(case_file: Path, accounts: Path) -> Iterator[Servers]:
    """AB and CD at each of two servers, which share nothing but the case and the accounts."""
    with ExitStack() as stack:
        found = []
        for _ in range(2):
            store = open_case_store(str(case_file))
            stack.callback(store.close)
            app = create_app(store, ServeSettings(str(case_file), accounts=accounts))
            found.append({n: sign_in(stack.enter_context(TestClient(app, base_url=BASE)), n) for n in ("AB", "CD")})
        yield found[0], found[1]


def told(client: TestClient, case_file: Path) -> dict[str, Any]:
    """What a server answers wherever a case is shown: JSON, and the words of pages but for what each makes itself."""
    store = open_case_store(str(case_file))
    try:
        pages = paths(store).values()
    finally:
        store.close()
    asked = [p for p in pages if "/export" not in p and "/jobs" not in p]
    return {p: client.get(f"/api/v1{p}").json() for p in asked if client.get(f"/api/v1{p}").status_code == 200}


def test_what_one_server_keeps_stands_in_every_answer_of_the_other(servers: Servers, case_file: Path) -> None:
    one, two = servers[0]["AB"], servers[1]["AB"]
    before = told(two, case_file)
    assert len(before) > 8
    assert told(one, case_file) == before
    store = open_case_store(str(case_file))
    report = next(s.report for s in store.readings() if s.dossier.events)
    a, b = next((k.a, k.b) for k in store.pairs("near", limit=100))
    store.close()
    event = an_event(one, report)
    where = {"name": "Kismayo", "lat": -0.3582, "lon": 42.5454, "country": "SO"}
    moved = {"verb": "value", "about": event, "slot": "where", "value": where}
    assert decide(one, report, None, moved).status_code == 201
    assert one.post("/api/v1/compare", json={"verb": "same", "a": a, "b": b}).status_code == 201
    after = told(two, case_file)
    assert told(one, case_file) == after
    assert {p for p in before if before[p] != after.get(p)} >= {"/explore", "/inbox"}
    assert "Kismayo" in str(after["/explore"])


def test_nobody_decides_over_what_somebody_kept_at_the_other_server(servers: Servers, case_file: Path) -> None:
    one, two = servers[0]["AB"], servers[1]["CD"]
    store = open_case_store(str(case_file))
    report = next(s.report for s in store.readings() if s.dossier.events)
    store.close()
    record = next(r for r in review(two, report)["records"] if r["kind"] == "event")
    seen = {record["id"]: record["revision"]}
    body = {"decisions": [{"verb": "accept", "about": record["id"]}], "seen": seen}
    kept = one.post(f"/api/v1/reports/{report}/decisions", json=body)
    assert kept.status_code == 201
    refused = two.post(f"/api/v1/reports/{report}/decisions", json=body)
    assert refused.status_code == 412
    assert refused.json()["records"][0]["state"] == "accepted"
    (first,) = kept.json()["kept"]
    assert two.post(f"/api/v1/reports/{report}/undo", json={"decision": first["id"]}).status_code == 201
    again = one.post(f"/api/v1/reports/{report}/undo", json={"decision": first["id"]})
    assert again.status_code == 422
    assert "taken back already" in again.json()["detail"]


def test_a_blind_double_coding_stays_blind_over_two_servers(servers: Servers, case_file: Path) -> None:
    store = open_case_store(str(case_file))
    report = next(r for r in reports_in(store) if an_event(servers[0]["AB"], r))
    store.close()
    here, there = servers
    task = handed_out(here, [report])
    event = an_event(there["CD"], report)
    assert decide(there["CD"], report, task, rejecting(event)).status_code == 201
    done(there["CD"], report, task)
    for who in (here["AB"], there["AB"]):
        assert WORDS not in str(review(who, report, task)) + str(review(who, report))
        assert WORDS not in who.get(f"/api/v1/agreement/{task}/{report}").text
        assert WORDS not in who.get("/history").text + who.get("/api/v1/decisions").text
    assert WORDS in str(review(here["CD"], report, task)), "whoever coded sees it at either server"
    done(here["AB"], report, task)
    assert WORDS in there["AB"].get(f"/api/v1/agreement/{task}/{report}").text


def test_whom_one_server_hides_no_other_one_shows_any_more(servers: Servers, case_file: Path) -> None:
    one, two = servers[0]["AB"], servers[1]["AB"]
    store = open_case_store(str(case_file))
    assert isinstance(store, SqlStore)
    name = next(s.name for stored in store.readings() for s in stored.dossier.sources if s.name and " " in s.name)
    assert name is not None
    assert name in str(told(two, case_file))
    protect(store, load_key(key_path(str(case_file))), [name], "AB")
    store.close()
    for client in (one, two):
        assert name not in str(told(client, case_file))


def test_while_another_program_writes_those_who_wait_to_decide_keep_nobody_from_reading(
    case_file: Path, tmp_path: Path
) -> None:
    """More decide than the server has threads; the other program is done before they give up."""
    path = tmp_path / "coders.json"
    tokens = list(accounts_of(path, 16).values())
    store = open_case_store(str(case_file))
    report = next(r.id for r in store.reports())
    store.close()
    answers: list[int] = []
    body = {"decisions": [{"verb": "note", "about": report, "value": "once more"}]}

    def decide_by(token: str) -> None:
        told = {"Authorization": f"Bearer {token}"}
        answers.append(
            httpx2.post(f"{at}/api/v1/reports/{report}/decisions", json=body, headers=told, timeout=30).status_code
        )

    with (
        served(ServeSettings(str(case_file), accounts=path)) as at,
        closing(sqlite3.connect(case_file, isolation_level=None)) as other,
        ThreadPoolExecutor(15) as deciding,
    ):
        other.execute("BEGIN IMMEDIATE")
        waiting = [deciding.submit(decide_by, token) for token in tokens[1:]]
        try:
            for _ in range(3):
                time.sleep(0.3)
                told = {"Authorization": f"Bearer {tokens[0]}"}
                assert httpx2.get(f"{at}/api/v1/inbox", headers=told, timeout=3).status_code == 200
            assert answers == []
        finally:
            other.execute("COMMIT")
        for one in waiting:
            one.result(30)
    assert answers == [201] * 15
