"""The review as programs see it: one report, its records, decisions on them."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.case.review.tasks import open_double_coding
from dateline.case.store.protocol import Store


@pytest.fixture
def report(store: Store) -> str:
    """A report of which a near one follows: one before, one after."""
    return list(store.reading_numbers())[3]


def review(client: TestClient, report: str, **asked: Any) -> dict[str, Any]:
    answer = client.get(f"/api/v1/reports/{report}/review", params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def post(client: TestClient, report: str, *decisions: dict[str, Any], key: str | None = None, **told: Any) -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    if match := told.pop("match", None):
        headers["If-Match"] = match
    body = {"decisions": decisions, **told}
    return client.post(f"/api/v1/reports/{report}/decisions", json=body, headers=headers)


def test_a_review_tells_text_records_slots_and_where_to_go_on(client: TestClient, store: Store, report: str) -> None:
    found = review(client, report)
    ids = list(store.reading_numbers())
    assert (found["previous"], found["next"]) == (ids[2], ids[4])
    assert found["counts"] == {"open": len(found["records"])}
    starts = [r["evidence"][0]["start"] for r in found["records"]]
    assert starts == sorted(starts)
    for record in found["records"]:
        for words in [*record["evidence"], *(w for s in record["slots"] for w in s["evidence"])]:
            assert found["text"][words["start"] : words["end"]] == words["quote"]
        assert all(s["shown"] == s["read"] and not s["changed"] for s in record["slots"])


def test_a_decision_comes_back_with_the_record_as_it_is_now(client: TestClient, report: str) -> None:
    event = next(r for r in review(client, report)["records"] if r["kind"] == "event")
    value = {"name": "Nowhereville", "lat": 1.5, "lon": 30.5}
    words = event["evidence"][:1]
    answer = post(
        client, report, {"verb": "value", "about": event["id"], "slot": "where", "value": value, "evidence": words},
        {"verb": "accept", "about": event["id"]}, seen={event["id"]: event["revision"]},
    )  # fmt: skip
    assert answer.status_code == 201
    told = answer.json()
    (card,) = told["records"]
    where = next(s for s in card["slots"] if s["name"] == "where")
    assert (card["state"], where["shown"], where["changed"]) == ("corrected", "Nowhereville", True)
    assert card["revision"] == told["kept"][1]["seq"] == told["report"]["revision"]
    assert answer.headers["ETag"] == f'"{card["revision"]}"'
    assert review(client, report)["counts"] == told["report"]["counts"]
    assert "Nowhereville (1.5, 30.5), not" in card["decided"][0]["told"]


def test_what_has_not_changed_is_not_sent_again(client: TestClient, report: str) -> None:
    url = f"/api/v1/reports/{report}/review"
    tag = client.get(url).headers["ETag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
    assert post(client, report, {"verb": "done", "about": report}).status_code == 201
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 200


def test_a_decision_over_anothers_is_answered_with_what_is_there_now(client: TestClient, report: str) -> None:
    record = review(client, report)["records"][0]["id"]
    assert post(client, report, {"verb": "accept", "about": record}, seen={record: 0}).status_code == 201
    answer = post(client, report, {"verb": "reject", "about": record, "reason": "duplicate"}, seen={record: 0})
    assert (answer.status_code, answer.headers["content-type"]) == (412, "application/problem+json")
    assert [(r["id"], r["state"]) for r in answer.json()["records"]] == [(record, "accepted")]


def test_a_write_on_an_old_state_of_the_report_is_refused_and_its_repetition_is_not(
    client: TestClient, report: str
) -> None:
    first, second = (r["id"] for r in review(client, report)["records"][:2])
    tag = client.get(f"/api/v1/reports/{report}/review").headers["ETag"]
    kept = post(client, report, {"verb": "accept", "about": first}, key="one", match=tag)
    assert kept.status_code == 201
    assert post(client, report, {"verb": "accept", "about": second}, match=tag).status_code == 412
    again = post(client, report, {"verb": "accept", "about": first}, key="one", match=tag)
    assert (again.status_code, again.json()["kept"]) == (201, kept.json()["kept"])


def test_a_decision_is_taken_back_and_that_too(client: TestClient, report: str) -> None:
    record = review(client, report)["records"][0]["id"]
    at = post(client, report, {"verb": "reject", "about": record, "reason": "not an event: a headline"}).json()
    url = f"/api/v1/reports/{report}/undo"
    back = client.post(url, json={"decision": at["kept"][0]["id"]}).json()
    assert [(r["id"], r["state"]) for r in back["records"]] == [(record, "open")]
    forth = client.post(url, json={"decision": back["kept"][0]["id"]}).json()
    assert [(r["id"], r["state"], r["reason"]) for r in forth["records"]] == [
        (record, "rejected", "not an event: a headline")
    ]
    assert client.post(url, json={"decision": back["kept"][0]["id"]}).status_code == 422


def test_the_next_report_is_one_that_is_not_done(client: TestClient, store: Store, report: str) -> None:
    ids = list(store.reading_numbers())
    assert post(client, ids[4], {"verb": "done", "about": ids[4]}).json()["report"]["done"]["who"] == "AB"
    assert review(client, report)["next"] == ids[5]


@pytest.mark.parametrize(
    "body",
    [
        {"decisions": []},
        {"decisions": [{"verb": "same", "about": "x"}]},
        {"decisions": [{"verb": "accept", "about": "event-nowhere"}]},
        {"decisions": [{"verb": "accept", "about": "x"}], "seen": {"x": -1}},
        {"decisions": [{"verb": "accept", "about": "x"}], "task": "coding-nowhere"},
        {"decisions": [{"verb": "undo", "about": "judgement-x"}]},
        {"decisions": [{"verb": "value", "about": "x", "evidence": [{"start": 2, "end": 1, "quote": "x"}]}]},
    ],
)
def test_what_makes_no_sense_is_refused(client: TestClient, report: str, store: Store, body: dict[str, Any]) -> None:
    answer = client.post(f"/api/v1/reports/{report}/decisions", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert store.judgements() == ()


def test_a_report_that_is_not_there_is_not_found(client: TestClient) -> None:
    assert client.get("/api/v1/reports/doc-nowhere/review").status_code == 404
    assert post(client, "doc-nowhere", {"verb": "done", "about": "doc-nowhere"}).status_code == 404


def test_who_only_reads_decides_nothing_and_blind_coders_see_themselves_alone(
    people: dict[str, TestClient], store: Store, report: str
) -> None:
    ids = list(store.reading_numbers())
    task = open_double_coding(store, [ids[0], report], ["AB", "CD"], "AB").id
    record = review(people["AB"], report)["records"][0]["id"]
    decision = {"verb": "reject", "about": record, "reason": "duplicate"}
    assert post(people["EF"], report, decision).status_code == 403
    assert post(people["EF"], report, decision, task=task).status_code == 403
    assert post(people["CD"], report, decision, task=task).status_code == 201
    assert review(people["CD"], report, task=task)["records"][0]["state"] == "rejected"
    assert review(people["CD"], report, task=task)["next"] == ids[0]  # of the task, and back to its start
    for who, asked in (("AB", {"task": task}), ("EF", {"task": task}), ("CD", {}), ("AB", {})):
        seen = review(people[who], report, **asked)
        assert {r["state"] for r in seen["records"]} == {"open"}
        assert seen["revision"] == seen["reading"]
