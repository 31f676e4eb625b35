"""What somebody who means harm would try, found by trying it: each of these once worked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.case.keep.erasing import erase
from dateline.case.keep.keys import load_key
from dateline.case.keep.protecting import protect
from dateline.case.opening import open_case_store
from dateline.case.store.protocol import Store
from dateline.case.store.sql import SqlStore
from dateline.web.security.accounts import Accounts, make_accounts
from tests.web.asking import stranger
from tests.web.conftest import PASSWORD, token_in

NAME = "Muse Daud Ali"
REPORT = "doc-b14e7e1d5f0a"
"""A report of the demo, which is fiction, that names him."""
PAGES = (
    f"/review/{REPORT}", f"/api/v1/reports/{REPORT}/review", f"/api/v1/reports/{REPORT}/text",
    f"/api/v1/reports/{REPORT}/dossier", "/history", "/agreement", "/sources", "/actors", "/inbox/jobs",
    "/api/v1/decisions", "/api/v1/decisions.jsonl", "/api/v1/decisions.csv", "/api/v1/claims.csv",
    "/api/v1/sources.csv", "/api/v1/voices?limit=500", "/api/v1/figures", "/api/v1/agreement", "/api/v1/exports",
    "/api/v1/history/difference?before=1",
)  # fmt: skip


@pytest.fixture
def beside(case_file: Path) -> Iterator[SqlStore]:
    """The case, opened a second time, as `dateline protect` does while it is served."""
    made = open_case_store(str(case_file))
    assert isinstance(made, SqlStore)
    yield made
    made.close()


def review(client: TestClient, report: str = REPORT, **query: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/reports/{report}/review", params=query)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def decide(client: TestClient, once: str | None = None, task: str | None = None, **decision: Any) -> Any:
    sent = {"decisions": [decision], "task": task}
    headers = {"Idempotency-Key": once} if once else {}
    return client.post(f"/api/v1/reports/{REPORT}/decisions", json=sent, headers=headers)


def hide(beside: SqlStore, case_file: Path, name: str = NAME) -> None:
    protect(beside, load_key(Path(f"{case_file}.key")), [name], "AB")


def naming(client: TestClient, name: str = NAME) -> list[str]:
    """Pages that name somebody."""
    return [path for path in PAGES if name in client.get(path).text]


# names hidden while the case is served


def test_who_is_hidden_while_the_case_is_served_is_on_no_page_any_more(
    client: TestClient, beside: SqlStore, case_file: Path
) -> None:
    told = review(client)
    claim = next(r["id"] for r in told["records"] if r["kind"] == "claim")
    at = told["text"].index(NAME)
    quote = {"start": at, "end": at + 20, "quote": told["text"][at : at + 20]}
    assert decide(client, verb="value", about=claim, slot="evidence", evidence=[quote]).status_code == 201
    assert decide(client, verb="reject", about=claim, reason=f"other: {NAME} says otherwise").status_code == 201
    coding = {"title": NAME, "coders": ["AB", NAME], "reports": [REPORT]}
    assert client.post("/api/v1/agreement", json=coding).status_code == 201
    task = client.get("/api/v1/agreement").json()["items"][0]["id"]
    assert decide(client, verb="note", about=REPORT, value=f"{NAME} phoned", task=task).status_code == 201
    assert len(naming(client)) > 8
    hide(beside, case_file)
    assert naming(client) == []
    assert NAME not in client.get(f"/review/{REPORT}?task={task}").text
    assert decide(client, verb="note", about=REPORT, value=f"call {NAME} back").status_code == 201
    assert naming(client) == []


def test_what_is_found_after_somebody_was_hidden_does_not_bring_the_name_back(
    client: TestClient, beside: SqlStore, store: Store, case_file: Path
) -> None:
    told = review(client)  # kept in memory now, with the name
    at = told["text"].index("restaurant")
    quote = {"start": at, "end": at + 10, "quote": "restaurant"}
    hide(beside, case_file)
    shift = review(client)["text"].index("restaurant") - at
    quote |= {"start": quote["start"] + shift, "end": quote["end"] + shift}
    made = {"kind": "event", "slots": {"plover": "ASSAULT", "status": "happened"}}
    answer = decide(client, verb="add", about=REPORT, value=made, evidence=[quote])
    assert answer.status_code == 201, answer.text
    assert naming(client) == []
    assert NAME not in (store.text_of(REPORT) or "")


def test_a_name_in_a_key_of_a_sending_does_not_stop_the_hiding_of_it(
    client: TestClient, beside: SqlStore, case_file: Path
) -> None:
    event = next(r["id"] for r in review(client)["records"] if r["kind"] == "event")
    sent = {"verb": "note", "about": [event], "value": "seen"}
    key = {"Idempotency-Key": "Muse-Daud-Ali-1"}
    assert client.post("/api/v1/decisions", json=sent, headers=key).status_code == 201
    back = {"record": event, "to": 1}
    assert client.post("/api/v1/history/restore", json=back, headers={"Idempotency-Key": NAME}).status_code == 201
    hide(beside, case_file)
    assert naming(client) == []


def test_keys_that_an_earlier_server_kept_as_they_came_are_forgotten_with_the_name(
    store: Store, beside: SqlStore, case_file: Path
) -> None:
    from dateline.model.judgement import Judgement

    store.judge([Judgement("note", "report", (REPORT,), "AB", value="seen")], once="Muse-Daud-Ali-1")
    hide(beside, case_file)
    assert "Daud" not in case_file.read_bytes().decode("latin-1")
    assert [j.value for j in store.judgements()] == ["seen"]


def test_an_erased_report_is_gone_from_a_server_that_had_it_open(
    client: TestClient, beside: SqlStore, case_file: Path
) -> None:
    words = review(client)["text"][:60]
    assert decide(client, verb="note", about=REPORT, value=f"it says {words}").status_code == 201
    erase(beside, [REPORT], "AB", "asked to")
    assert client.get(f"/review/{REPORT}").status_code == 404
    assert [p for p in PAGES if words in client.get(p).text] == []


# keys under which decisions are sent


def test_two_people_who_send_one_key_do_not_lose_a_decision_to_each_other(
    people: dict[str, TestClient], store: Store
) -> None:
    events = [r["id"] for r in people["AB"].get("/api/v1/events").json()["items"]]
    one = {"verb": "note", "about": [events[0]], "value": "of AB"}
    other = {"verb": "note", "about": [events[1]], "value": "of CD"}
    key = {"Idempotency-Key": "1"}
    assert people["AB"].post("/api/v1/decisions", json=one, headers=key).status_code == 201
    assert "of AB" not in people["CD"].post("/api/v1/decisions", json=other, headers=key).text
    people["CD"].post("/api/v1/decisions", json=other, headers=key)
    assert sorted((j.who, j.value) for j in store.judgements()) == [("AB", "of AB"), ("CD", "of CD")]


# what is sent


def multipart(size: int) -> tuple[bytes, dict[str, str]]:
    """So many bytes that call themselves files."""
    return b"x" * size, {"Content-Type": "multipart/form-data; boundary=b"}


def test_who_is_not_signed_in_may_send_a_name_and_a_password_and_no_files(store: Store) -> None:
    with stranger(store) as client:
        token = token_in(client.get("/login").text)
        body, headers = multipart(70_000)
        assert client.post("/login", content=body, headers=headers | {"X-CSRF-Token": token}).status_code == 413
        assert client.post("/login", data={"name": "AB", "csrf": token}).status_code == 403


def test_files_are_taken_where_files_are_taken_and_json_is_no_file_whatever_it_is_called(client: TestClient) -> None:
    body, headers = multipart(9 * 2**20)
    assert client.post("/api/v1/decisions", content=body, headers=headers).status_code == 413
    files = [("files", ("a.txt", b"x" * (9 * 2**20), "text/plain"))]
    assert client.post("/api/v1/inbox/files", files=files).status_code == 202


def test_who_may_only_read_sends_no_files(people: dict[str, TestClient]) -> None:
    body, headers = multipart(9 * 2**20)
    assert people["EF"].post("/api/v1/inbox/files", content=body, headers=headers).status_code == 413


@pytest.mark.parametrize("path", ["//elsewhere.example/x", "//elsewhere.example"])
def test_a_link_in_another_page_leads_to_no_third_page(store: Store, path: str) -> None:
    came = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "cross-site"}
    with stranger(store) as client:
        assert 'href="/inbox?q=x"' in client.get("/inbox?q=x", headers=came).text
        answer = client.get(f"http://127.0.0.1:8765{path}", headers=came, follow_redirects=False)
        assert "elsewhere" not in answer.text.split("<body", 1)[0]
        assert 'href="//' not in answer.text
        assert not answer.headers.get("location", "/").startswith("//")


@pytest.mark.parametrize("path", ["/history?about=a%00b", "/review/a%00b", "/api/v1/events/a%00b"])
def test_a_zero_byte_in_an_address_reaches_no_database(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 400


def test_of_two_who_change_the_accounts_at_once_none_undoes_the_other(tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    make_accounts(path).add("AB", PASSWORD, ["read"])

    def give(n: int) -> None:
        for _ in range(5):
            Accounts(path).make_token("AB")

    threads = [Thread(target=give, args=(n,)) for n in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(Accounts(path).get("AB").tokens) == 20


# blindness


def test_a_coder_of_a_blind_coding_meets_no_word_of_anothers_answers(people: dict[str, TestClient]) -> None:
    coding = {"title": "T", "coders": ["AB", "CD"], "reports": [REPORT]}
    task = people["AB"].post("/api/v1/agreement", json=coding).json()["id"]
    event = next(r["id"] for r in review(people["AB"])["records"] if r["kind"] == "event")
    assert decide(people["AB"], task=task, verb="reject", about=event, reason="other: zqsecret").status_code == 201
    assert decide(people["AB"], task=task, verb="done", about=REPORT).status_code == 201
    other = people["CD"]
    seen = [*PAGES, f"/review/{REPORT}?task={task}", f"/agreement/{task}/{REPORT}", f"/api/v1/agreement/{task}"]
    seen += [f"/api/v1/decisions?text=zqsecret&about={event}", f"/api/v1/history/restore?record={event}&to=1"]
    numbers = range(1, 30)
    seen += [p for n in numbers for p in (f"/history/judgement-{n}", f"/api/v1/decisions/judgement-{n}")]
    assert [p for p in seen if "zqsecret" in other.get(p).text.replace("text=zqsecret", "")] == []
    assert review(other, task=task)["counts"].get("rejected", 0) == 0
    taken = [other.post("/api/v1/decisions", json={"verb": "undo", "about": [f"judgement-{n}"]}) for n in numbers]
    assert {answer.status_code for answer in taken} == {422}
    assert decide(other, task=task, verb="reject", about=event, reason="other: mine").status_code == 201


def test_who_may_only_code_does_not_settle_what_coders_differ_in(people: dict[str, TestClient], store: Store) -> None:
    event = next(r["id"] for r in review(people["AB"])["records"] if r["kind"] == "event")
    mark = "adjudicated in coding-0123abcd: as CD has it (kept)"
    for decision in (
        {"verb": "accept", "about": event, "reason": mark},
        {"verb": "reject", "about": event, "reason": f"other: {mark}"},
        {"verb": "note", "about": REPORT, "value": mark},
    ):
        assert decide(people["CD"], **decision).status_code == 422
    sent = {"verb": "note", "about": [event], "value": mark}
    assert people["CD"].post("/api/v1/decisions", json=sent).status_code == 422
    assert store.judgements() == ()
    assert decide(people["CD"], verb="accept", about=event, reason="adjudicated by nobody").status_code == 201


@pytest.mark.parametrize(
    "value", ["half \ud800 of it", "zero \0 byte", float("nan"), {"name": "\ud800"}, "x" * 200_000]
)
def test_what_no_log_can_keep_is_refused_and_is_no_fault(client: TestClient, store: Store, value: object) -> None:
    for about, verb, slot in ((REPORT, "note", None), (review(client)["records"][0]["id"], "value", "where")):
        sent = json.dumps({"decisions": [{"verb": verb, "about": about, "slot": slot, "value": value}]})
        headers = {"Content-Type": "application/json"}
        answer = client.post(f"/api/v1/reports/{REPORT}/decisions", content=sent, headers=headers)
        assert answer.status_code == 422
    assert store.judgements() == ()


def test_errors_do_not_tell_where_the_files_of_the_server_lie(client: TestClient, case_file: Path) -> None:
    Path(f"{case_file}.key").chmod(0o644)
    answer = client.post("/api/v1/inbox/files", files=[("files", ("a.txt", b"x", "text/plain"))])
    assert answer.status_code == 422
    assert f"{case_file.name}.key" in answer.text
    assert str(case_file.parent) not in answer.text
