"""The log in the browser and as JSON."""

from __future__ import annotations

from fastapi.testclient import TestClient

from dateline.case.store.protocol import Store
from dateline.model.judgement import Judgement


def test_a_decision_stands_in_the_page_and_in_its_json(client: TestClient, store: Store) -> None:
    report = next(iter(store.reports())).id
    store.judge([Judgement("note", "report", (report,), "AB", value="read again")])
    assert "read again" in client.get("/history").text
    assert client.get("/api/v1/decisions").json()["items"][0]["who"] == "AB"
