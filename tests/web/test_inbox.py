"""The inbox: what is to be reviewed, and how reports come into the case. All reports are made up."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.case.store.protocol import Store
from dateline.errors import SettingsError
from dateline.model.judgement import Judgement
from dateline.web.settings import ServeSettings
from dateline.web.topics.inbox import adding
from dateline.web.topics.inbox.adding import Aside, told_name
from tests.web.asking import paged
from tests.web.conftest import as_own_page, client_of

FICTION = """Market reopens in Baidoa after raid

BAIDOA, 14 March 2024 - Gunmen killed three traders in Baidoa on Tuesday, police said. This report is fiction.
"""


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports are read in this process: processes of their own take seconds to start."""
    monkeypatch.setattr(adding, "WORKERS", 1)


def finished(client: TestClient) -> dict[str, Any]:
    """The newest job, once all are over."""
    for _ in range(600):
        jobs = client.get("/api/v1/jobs").json()
        if all(j["over"] for j in jobs):
            return dict(jobs[0])
        time.sleep(0.05)
    raise AssertionError(jobs)


def items(client: TestClient, query: str = "") -> list[dict[str, Any]]:
    return list(client.get(f"/api/v1/inbox{query}").json()["items"])


def first_event(store: Store) -> tuple[str, str]:
    """(report, event)"""
    stored = next(s for s in store.readings() if s.dossier.events)
    return stored.report, stored.dossier.events[0].id


def test_a_report_goes_from_to_review_over_in_work_to_done(client: TestClient, store: Store) -> None:
    report, event = first_event(store)
    status = {r["id"]: (r["status"], r["decided"], r["unsure"]) for r in items(client)}
    assert status[report] == ("open", 0, 0)
    store.judge([Judgement("unsure", "event", (event,), "AB")], within=report)
    told = {r["id"]: (r["status"], r["decided"], r["unsure"]) for r in items(client)}
    assert told == status | {report: ("work", 1, 1)}
    store.judge([Judgement("accept", "event", (event,), "AB")], within=report)
    store.judge([Judgement("done", "report", (report,), "AB")], within=report)
    assert {r["id"]: (r["status"], r["decided"], r["unsure"]) for r in items(client)}[report] == ("done", 1, 0)
    assert "1</b> done" in client.get("/inbox").text


def test_a_decision_in_a_review_makes_its_report_one_in_work(client: TestClient, store: Store) -> None:
    report = next(r.id for r in store.reports())
    claim = next(s.dossier.claims[0].id for s in [*store.readings([report])])
    told = {"decisions": [{"verb": "accept", "about": claim}], "seen": {claim: 0}}
    assert client.post(f"/api/v1/reports/{report}/decisions", json=told).status_code == 201
    assert {r["id"]: (r["status"], r["decided"]) for r in items(client)}[report] == ("work", 1)


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("?status=open", True), ("?status=", True), ("?status=done", False), ("?q=zzzz", False), ("?language=en", True),
        ("?language=ar", False), ("?since=2024-01-01", True), ("?until=2023-12-31", False),
    ],
)  # fmt: skip
def test_filters_of_the_address_leave_out_what_does_not_fit(client: TestClient, query: str, *, fits: bool) -> None:
    assert bool(items(client, query)) == fits
    assert (f"{len(items(client, query))} of " in client.get(f"/inbox{query}").text) == fits


def test_a_report_is_found_by_words_of_its_title_and_by_its_outlet(client: TestClient) -> None:
    every = items(client)
    one = every[0]
    assert one["id"] in [r["id"] for r in items(client, f"?q={one['title'].split()[0].lower()}")]
    assert {r["outlet"] for r in items(client, f"?outlet={one['outlet']}")} == {one["outlet"]}


def test_only_reports_that_a_check_disagrees_with_are_shown_where_that_is_asked(client: TestClient) -> None:
    disputed = items(client, "?disputed=1")
    assert disputed
    assert all(r["disputed"] for r in disputed)
    assert len(disputed) == client.get("/api/v1/inbox").json()["disputed"]


@pytest.mark.parametrize("sort", ["added", "newest", "oldest", "claims", "unsure", "checks"])
def test_pages_put_together_are_the_whole_list(client: TestClient, sort: str) -> None:
    whole = [r["id"] for r in items(client, f"?sort={sort}")]
    found = [r["id"] for r in paged(client, f"/api/v1/inbox?sort={sort}&limit=4")]
    assert found == whole
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("query", ["?since=yesterday", "?status=perhaps", "?limit=0", "?sort=size"])
def test_what_makes_no_sense_is_refused_in_words(client: TestClient, query: str) -> None:
    answer = client.get(f"/api/v1/inbox{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


def test_files_are_added_with_receipts_and_once(client: TestClient, store: Store) -> None:
    before = len(list(store.reports()))
    files = [
        ("files", ("raid.txt", FICTION.encode(), "text/plain")),
        ("files", ("../../etc/again.txt", FICTION.encode(), "text/plain")),
        ("files", ("empty.txt", b"", "text/plain")),
    ]
    sent = client.post("/api/v1/inbox/files", files=files, data={"published": "2024-03-14", "outlet": "Made-up Wire"})
    assert sent.status_code == 202
    job = finished(client)
    assert (job["state"], job["counts"]) == ("done", {"added": 1, "known": 1, "failed": 1})
    assert len(job["reasons"]) == 1
    assert job["reasons"][0].startswith("empty.txt")
    rows = list(store.reports())
    assert len(rows) == before + 1
    assert (rows[-1].name, rows[-1].outlet, rows[-1].appearances) == ("raid.txt", "Made-up Wire", 1)
    page = client.get("/inbox/jobs").text
    assert "1 failed" in page
    assert "empty.txt" in page
    assert "/etc" not in page
    assert "dateline-served" not in page
    assert "<b>1</b> failed to be added" in client.get("/inbox").text


def test_pasted_text_becomes_a_report_and_the_case_is_linked_where_that_is_wanted(
    client: TestClient, store: Store
) -> None:
    told = {
        "text": FICTION,
        "title": "Raid in Baidoa",
        "outlet": "Made-up Wire",
        "published": "2024-03-14",
        "link": "1",
    }
    answer = client.post("/inbox/paste", data=told, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/inbox/jobs")
    time.sleep(0.1)
    assert finished(client)["what"] == adding.LINK
    assert list(store.reports())[-1].title == "Raid in Baidoa"


def test_a_name_to_hide_is_hidden_in_what_is_added(client: TestClient, store: Store) -> None:
    text = FICTION.replace("police said", "Halima Warsame Duale, a trader, said")
    told = {"text": text, "published": "2024-03-14", "protect": "Halima Warsame Duale"}
    client.post("/inbox/paste", data=told, follow_redirects=False)
    assert finished(client)["counts"] == {"added": 1}
    kept = json.dumps([str(s.dossier) for s in store.readings()])
    assert "Baidoa" in kept
    assert "Halima" not in kept


@pytest.mark.parametrize("path", ["/inbox/paste", "/inbox/link", "/inbox/jobs/0/stop", "/api/v1/inbox/link"])
def test_who_may_only_read_adds_nothing(people: dict[str, TestClient], path: str) -> None:
    answer = people["EF"].post(path, data={"text": FICTION})
    assert answer.status_code == 403
    assert people["EF"].get("/api/v1/jobs").json() == []
    assert "Add reports" in people["CD"].get("/inbox").text
    assert "Add reports" not in people["EF"].get("/inbox").text


def test_without_the_key_nothing_is_added_and_it_is_said_why(store: Store, case_file: Path) -> None:
    Path(f"{case_file}.key").unlink()
    with client_of(store, ServeSettings(str(case_file), who="AB", token="once")) as client:  # noqa: S106 - good once
        client.get("/enter", params={"token": "once"})
        answer = as_own_page(client).post("/inbox/paste", data={"text": FICTION})
        assert answer.status_code == 422
        assert "--key" in answer.text
        assert str(case_file.parent) not in answer.text
        assert client.get("/api/v1/jobs").json() == []


@pytest.mark.parametrize(
    "data",
    [{"text": " \n"}, {"text": FICTION, "published": "14/03/2024"}, {"text": FICTION, "published": "2024-02-30"}],
)
def test_an_empty_text_or_a_day_that_is_none_is_refused(client: TestClient, data: dict[str, str]) -> None:
    assert client.post("/inbox/paste", data=data).status_code == 422
    assert client.get("/api/v1/jobs").json() == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("report.txt", "report.txt"), ("../../etc/passwd", "passwd"), ("C:\\Users\\me\\a.txt", "a.txt"), ("", None),
        ("..", None), ("a\u202etxt.exe", None), (None, None), ("x" * 500 + ".txt", "x" * 116 + ".txt"),
    ],
)  # fmt: skip
def test_names_of_files_lose_folders_and_what_acts(given: str | None, told: str | None) -> None:
    found = told_name(given)
    assert found == told if told else ("/" not in found and "\u202e" not in found and found)


@pytest.mark.parametrize("path", ["/api/v1/inbox/files", "/inbox/add"])
def test_a_form_that_is_cut_off_or_names_a_file_without_end_is_refused_in_words(client: TestClient, path: str) -> None:
    head = {"Content-Type": "multipart/form-data; boundary=b"}
    token = client.headers["X-CSRF-Token"].encode()
    first = b'--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n' + token + b"\r\n"
    part = b'--b\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n\r\n%s\r\n--b--\r\n'
    assert client.post(path, content=first + part % (b"raid.txt", b""), headers=head).status_code in {200, 202}
    answer = client.post(path, content=first + part % (b"x" * 5000, FICTION.encode()), headers=head)
    assert answer.status_code == 400
    assert "name of more than 4,000 characters" in answer.text
    assert len(client.get("/api/v1/jobs").json()) == 1


def test_what_was_sent_is_gone_when_nobody_wants_it_any_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from io import BytesIO

    monkeypatch.setattr(adding, "LARGEST", 10)
    aside = Aside()
    folder = aside.folder
    aside.put("small.txt", BytesIO(b"0123456789"))
    with pytest.raises(SettingsError, match="large"):
        aside.put("large.txt", BytesIO(b"0123456789a"))
    assert folder.stat().st_mode & 0o077 == 0
    del aside
    assert not folder.exists()


def test_a_job_is_stopped_and_what_was_done_stays(client: TestClient) -> None:
    client.post("/inbox/link")
    job = finished(client)
    assert client.post(f"/api/v1/jobs/{job['id']}/stop").json()["state"] == "done"
    assert client.post("/api/v1/jobs/none/stop").status_code == 404


def test_hostile_titles_stand_as_words(client: TestClient, store: Store) -> None:
    told = {"text": FICTION, "title": "<script>alert(1)</script>\u202e", "published": "2024-03-14"}
    client.post("/inbox/paste", data=told, follow_redirects=False)
    finished(client)
    page = client.get("/inbox").text
    assert "&lt;script&gt;alert(1)" in page
    assert "\u202e" not in page
    assert not re.search(r"<script>", page)
