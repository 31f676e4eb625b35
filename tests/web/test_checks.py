"""Checks: what reports state beside what was computed, and a person's word on it. The demo's reports are made up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from dateline.case.store.protocol import Store
from dateline.web.settings import ServeSettings
from tests.web.conftest import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def found(client: TestClient, query: str = "") -> list[dict[str, Any]]:
    return list(client.get(f"/api/v1/checks{query}").json()["items"])


def disputed(client: TestClient) -> dict[str, Any]:
    return found(client, "?verdict=disagrees")[0]


def test_a_distance_that_the_map_contradicts_is_told_beside_it_and_drawn(client: TestClient) -> None:
    one = disputed(client)
    assert (one["check"], one["called"]) == ("distance", "contradicted by map")
    assert one["compared"] == [{"what": "distance", "stated": "40 km", "computed": "84.1 km"}]
    page = client.get("/checks?verdict=disagrees").text
    assert "stated 40 km" in page
    assert "<svg" in page
    assert f'href="/review/{one["report"]}"' in page


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 2), ("?kind=distance", 1), ("?kind=calendar", 0), ("?verdict=agrees", 1), ("?state=open", 2),
        ("?state=decided", 0), ("?report=doc-none", 0), ("?kind=&verdict=&state=", 2), ("?limit=1", 1),
    ],
)  # fmt: skip
def test_findings_are_chosen_by_what_the_address_asks(client: TestClient, query: str, number: int) -> None:
    assert len(found(client, query)) == number
    assert client.get(f"/checks{query}").text.count("data-check") == number


def test_findings_are_gone_through_page_by_page(client: TestClient) -> None:
    first = client.get("/api/v1/checks?limit=1").json()
    second = client.get(f"/api/v1/checks?limit=1&after={first['next']}").json()
    assert [first["items"][0]["id"], second["items"][0]["id"]] == [f["id"] for f in found(client)]
    assert second["next"] is None


def test_a_word_on_a_finding_is_kept_changed_and_taken_back(client: TestClient, store: Store) -> None:
    one = disputed(client)
    told = {"word": "source error", "seen": one["revision"], "reason": "a slip", "back": "?verdict=disagrees"}
    answer = client.post(f"/checks/{one['id']}/decide", data=told, follow_redirects=False)
    assert answer.headers["location"] == f"/checks?verdict=disagrees#{one['id']}"
    now = disputed(client)
    assert (now["decided"]["word"], now["decided"]["who"], now["decided"]["reason"]) == ("source error", "AB", "a slip")
    assert [f["id"] for f in found(client, "?state=decided")] == [one["id"]]
    assert client.get("/api/v1/checks").json()["open"] == 0
    again = {"word": "both stand", "seen": now["revision"]}
    assert client.post(f"/api/v1/checks/{one['id']}/decision", json=again).status_code == 201
    assert disputed(client)["decided"]["word"] == "both stand"
    assert len([j for j in store.judgements() if j.of == "finding" and j.undone is None]) == 1
    client.post(f"/checks/{one['id']}/undo", data={"back": ""})
    assert disputed(client)["decided"] is None
    assert client.post(f"/api/v1/checks/{one['id']}/undo").status_code == 404


def test_nobody_decides_over_somebody_else_unseen(people: dict[str, TestClient]) -> None:
    one = disputed(people["AB"])
    told = {"word": "our error", "seen": one["revision"]}
    path = f"/api/v1/checks/{one['id']}/decision"
    assert people["AB"].post(path, json=told).status_code == 201
    assert people["CD"].post(path, json=told).status_code == 412
    assert people["EF"].post(path, json=told | {"seen": 10**6}).status_code == 403


def test_the_same_sending_is_kept_once(client: TestClient) -> None:
    one = disputed(client)
    told = {"word": "our error", "seen": one["revision"]}
    path, key = f"/api/v1/checks/{one['id']}/decision", {"Idempotency-Key": "k1"}
    assert client.post(path, json=told, headers=key).json() == client.post(path, json=told, headers=key).json()


def test_other_words_and_unknown_findings_are_refused(client: TestClient) -> None:
    one = disputed(client)
    assert client.post(f"/checks/{one['id']}/decide", data={"word": "true", "seen": 0}).status_code == 422
    assert client.post("/checks/finding-none/decide", data={"word": "our error", "seen": 0}).status_code == 404


def test_a_form_leads_back_to_this_page_and_nowhere_else(client: TestClient) -> None:
    one = disputed(client)
    told = {"word": "our error", "seen": one["revision"], "back": "//example.org/?kind=distance\r\nX: y"}
    answer = client.post(f"/checks/{one['id']}/decide", data=told, follow_redirects=False)
    assert answer.headers["location"].startswith("/checks?")
    assert "x" not in answer.headers


def test_keys_alone_decide_and_take_back(browser: Browser, case_file: Path) -> None:
    with served(ServeSettings(str(case_file), who="AB")) as address:
        page = browser.new_page()
        page.goto(f"{address}/checks")
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("3")
        page.wait_for_url("**#finding-*")
        decided = page.locator("[data-check]").nth(1)
        assert "both stand, says AB" in decided.inner_text()
        assert page.evaluate("document.activeElement.id") == decided.get_attribute("id")
        page.keyboard.press("Backspace")
        page.locator("[data-undo]").wait_for(state="detached")
        assert "says AB" not in page.locator("main").inner_text()
        page.close()
