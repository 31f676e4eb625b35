"""The log in the browser, as JSON and as files; an earlier state brought back (the demo's case is fiction)."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from fastapi.testclient import TestClient
from playwright.sync_api import Browser, expect

from dateline.case.opening import open_case_store
from dateline.case.store.protocol import Store
from dateline.model.judgement import Judgement
from dateline.web.settings import ServeSettings
from tests.web.conftest import served
from tests.web.looking import watched


def report_of(store: Store) -> str:
    return next(iter(store.reports())).id


def event_of(store: Store) -> str:
    return min(e for members in store.groups().values() for e in members)


def deaths(number: float, event: str, who: str = "AB", reason: str | None = None) -> Judgement:
    return Judgement("value", "event", (event,), who, slot="deaths", value=number, before=4, reason=reason)


def decided(store: Store) -> tuple[str, int, int]:
    """An event whose toll was decided twice, the first word taken back: its id, and the two numbers of the log."""
    event = event_of(store)
    (one,) = store.judge([deaths(5, event, reason="hospital list")])
    (two,) = store.judge([deaths(6, event, "CD")])
    store.judge([Judgement("undo", "judgement", (one.id,), "CD")])
    return event, one.seq, two.seq


def values(store: Store, event: str) -> list[object]:
    return [j.value for j in store.judgements_about([event]) if j.undone is None and j.verb == "value"]


def test_a_decision_stands_in_the_page_and_in_its_json(client: TestClient, store: Store) -> None:
    store.judge([Judgement("note", "report", (report_of(store),), "AB", value="read again")])
    assert "read again" in client.get("/history").text
    assert client.get("/api/v1/decisions").json()["items"][0]["who"] == "AB"


def test_the_log_is_asked_by_who_what_when_and_words(client: TestClient, store: Store) -> None:
    event, first, second = decided(store)
    report = report_of(store)
    store.judge([Judgement("note", "report", (report,), 'E "F', value="Ärger in 100%_Stadt")])

    def asked(**query: str) -> list[int]:
        return [d["seq"] for d in client.get("/api/v1/decisions", params=query).json()["items"]]

    assert asked(who="CD") == [second + 1, second]
    assert asked(who='E "F') == [second + 2]
    assert asked(who="C") == []
    assert asked(verb="value", about=event) == [second, first]
    assert asked(of="report") == [second + 2]
    assert asked(text="hospital") == [first]
    assert asked(text="100%_stadt") == asked(text="ärger") == [second + 2]
    assert asked(text="100%xStadt") == []
    assert first not in asked(standing="true")
    assert asked(first="2199-01-01") == asked(last="1999-01-01") == []
    assert len(asked(first="2000-01-01", last="2199-01-01", verb="")) == 4
    assert client.get("/history", params={"first": "yesterday"}).status_code == 422
    assert client.get("/history", params={"verb": "forget"}).status_code == 422


def test_pages_of_the_log_follow_one_another(client: TestClient, store: Store) -> None:
    store.judge([deaths(n, event_of(store)) for n in range(7)])
    seen: list[int] = []
    after = 0
    for _ in range(5):
        told = client.get("/api/v1/decisions", params={"limit": 3, "after": after, "who": "AB"}).json()
        seen += [d["seq"] for d in told["items"]]
        if told["next"] is None:
            break
        after = told["next"]
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 7


def test_an_answer_in_a_double_coding_is_told_to_nobody(client: TestClient, store: Store) -> None:
    (blind,) = store.judge([Judgement("reject", "event", (event_of(store),), "CD", task="double-1")])
    assert client.get("/api/v1/decisions").json()["items"] == []
    assert client.get(f"/history/{blind.id}").status_code == 404
    assert client.get("/api/v1/decisions.jsonl").text == ""


def test_the_log_is_written_out_and_no_cell_acts(client: TestClient, store: Store) -> None:
    store.judge([Judgement("note", "report", (report_of(store),), "AB", value="x", reason="=HYPERLINK(1)")])
    (row,) = csv.DictReader(io.StringIO(client.get("/api/v1/decisions.csv").text))
    assert row["reason"] == "'=HYPERLINK(1)"
    (line,) = client.get("/api/v1/decisions.jsonl").text.splitlines()
    assert json.loads(line)["reason"] == "=HYPERLINK(1)"


def test_a_decision_tells_before_and_after_and_what_stands_beside_it(client: TestClient, store: Store) -> None:
    event, first, second = decided(store)
    told = client.get(f"/api/v1/decisions/judgement-{first}").json()
    assert told["changes"] == [{"name": "deaths", "before": "4", "after": "5"}]
    assert told["decision"]["undone"] == second + 1
    assert [d["seq"] for d in told["beside"]] == [second + 1, second]
    page = client.get(f"/history/judgement-{first}").text
    assert "<del><bdi>4</bdi></del>" in page
    assert f"/history/restore?record={event}&amp;to={first}" in page
    assert client.get("/history/judgement-1").status_code == client.get("/history/judgement-x").status_code == 404


def test_an_earlier_state_is_brought_back_by_new_decisions(client: TestClient, store: Store) -> None:
    event, first, _ = decided(store)
    assert values(store, event) == [6]
    plan = client.get("/api/v1/history/restore", params={"record": event, "to": first}).json()
    assert ([d["seq"] for d in plan["undone"]], [d["seq"] for d in plan["again"]]) == ([first + 1], [first])
    told = {"record": event, "to": first, "seen": plan["seen"], "reason": "the list is right"}
    kept = client.post("/api/v1/history/restore", json=told, headers={"Idempotency-Key": "k1"})
    assert kept.status_code == 201
    assert values(store, event) == [5]
    again = client.post("/api/v1/history/restore", json=told, headers={"Idempotency-Key": "k1"})
    assert again.json() == kept.json(), "sent again, nothing is kept twice"
    last = store.judgements()[-1]
    assert last.reason is not None
    assert f"as it was at {first}: the list is right" in last.reason
    assert client.post("/api/v1/history/restore", json=told | {"seen": None}).status_code == 422, "it is so already"
    assert not store.verify()


def test_nothing_is_restored_over_what_somebody_decided_meanwhile(client: TestClient, store: Store) -> None:
    event, first, _ = decided(store)
    seen = client.get("/api/v1/history/restore", params={"record": event, "to": first}).json()["seen"]
    store.judge([deaths(9, event, "EF")])
    told = {"record": event, "to": first, "seen": seen}
    assert client.post("/api/v1/history/restore", json=told).status_code == 412
    assert values(store, event)[-1] == 9
    assert client.get("/api/v1/history/restore", params={"record": event, "to": 10**6}).status_code == 422


def test_a_merge_is_taken_back_from_the_log_and_the_happenings_follow(client: TestClient, store: Store) -> None:
    before = store.groups()
    a, b = (members[0] for members in list(before.values())[:2])
    (kept,) = client.post("/api/v1/compare", json={"verb": "same", "a": a, "b": b}).json()["kept"]
    seq = int(kept.removeprefix("judgement-"))
    difference = {"about": a, "before": str(seq - 1)}
    changes = client.get("/api/v1/history/difference", params=difference).json()["happenings"]
    assert any(change["joined"] for change in changes)
    assert "now with" in client.get("/history/difference", params=difference).text
    told = {"record": a, "to": seq - 1}
    assert client.post("/api/v1/history/restore", json=told).status_code == 201
    assert store.groups() == before
    store.judge([Judgement("same", "event", (a, b), "AB")])
    last = store.judgements()[-1]
    answer = client.post(f"/history/{last.id}/undo", data={"once": "u1", "reason": "two towns"})
    assert answer.status_code == 200
    assert "taken back" in answer.text
    assert store.groups() == before


def test_the_chain_is_told_and_whether_it_holds(client: TestClient, store: Store) -> None:
    told = client.get("/api/v1/history/chain").json()
    assert (told["head"], told["faults"]) == (store.info().head, [])
    assert told["checked"] == told["seq"] > 0
    assert store.info().head in client.get("/history/chain").text


def test_an_earlier_revision_is_restored_in_the_browser(browser: Browser, case_file: Path) -> None:
    store = open_case_store(str(case_file))
    event, first, _ = decided(store)
    with served(ServeSettings(str(case_file), who="AB")) as address, watched(browser, address) as seen:
        page = seen.context.new_page()
        page.goto(f"{seen.origin}/history?about={event}")
        page.get_by_role("link", name=f"judgement {first}").click()
        page.get_by_role("link", name="right after it").click()
        page.get_by_label("Why").fill("the list is right")
        page.get_by_role("button", name="Restore this state").click()
        expect(page.get_by_role("heading", name="History")).to_be_visible()
        expect(page.get_by_text("the list is right").first).to_be_visible()
    assert values(store, event) == [5]
    store.close()
