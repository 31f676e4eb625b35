"""Blind double coding in the browser: nobody sees another's answers too early, and what differs is adjudicated."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import expect

from dateline.case.opening import open_case_store
from dateline.case.store.protocol import Store
from dateline.web.settings import ServeSettings
from tests.web.conftest import PASSWORD, served
from tests.web.looking import violations

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

WORDS = "zzyzx, seen by nobody"
"""What CD writes, and nobody else."""
People = dict[str, TestClient]


def reports_in(store: Store) -> list[str]:
    return [r.id for r in store.reports()]


def handed_out(people: People, reports: list[str], **more: object) -> str:
    body = {"title": "First round", "coders": ["AB", "CD"], "reports": reports, **more}
    answer = people["AB"].post("/api/v1/agreement", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def review(client: TestClient, report: str, task: str | None = None) -> dict[str, Any]:
    answer = client.get(f"/api/v1/reports/{report}/review", params={"task": task} if task else {})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def decide(client: TestClient, report: str, task: str | None, *decisions: dict[str, Any]) -> Any:
    return client.post(f"/api/v1/reports/{report}/decisions", json={"decisions": list(decisions), "task": task})


def done(client: TestClient, report: str, task: str) -> None:
    assert decide(client, report, task, {"verb": "done", "about": report}).status_code == 201


def an_event(client: TestClient, report: str) -> str:
    return next(str(r["id"]) for r in review(client, report)["records"] if r["kind"] == "event")


def rejecting(record: str) -> dict[str, Any]:
    return {"verb": "reject", "about": record, "reason": f"not an event: {WORDS}"}


def status(record: str, value: str) -> dict[str, Any]:
    return {"verb": "value", "about": record, "slot": "status", "value": value}


@pytest.fixture
def report(people: People, store: Store) -> str:
    """A report with an event and a claim at least."""
    for one in reports_in(store):
        kinds = [r["kind"] for r in review(people["AB"], one)["records"]]
        if "event" in kinds and "claim" in kinds:
            return one
    raise AssertionError("the demo has reports with events")


@pytest.fixture
def task(people: People, report: str) -> str:
    return handed_out(people, [report])


def test_a_double_coding_is_handed_out_by_those_who_adjudicate_and_needs_two_coders(
    people: People, report: str
) -> None:
    body = {"coders": ["AB", "CD"], "reports": [report]}
    assert people["CD"].post("/api/v1/agreement", json=body).status_code == 403
    for wrong, told in (
        ({"coders": ["AB"]}, "two coders"),
        ({"coders": ["AB", "AB "]}, "two coders"),
        ({"coders": ["AB", "EF"]}, "may not code"),
        ({"coders": ["AB", "nobody"]}, "no account"),
        ({"reports": ["doc-of-elsewhere"]}, "no report"),
    ):
        answer = people["AB"].post("/api/v1/agreement", json={**body, **wrong})
        assert answer.status_code == 422, wrong
        assert told in answer.json()["detail"]


def test_the_same_seed_gives_the_same_sample(people: People) -> None:
    body = {"coders": ["AB", "CD"], "sample": 3, "seed": 9}
    made = [people["AB"].post("/api/v1/agreement", json=body).json() for _ in range(2)]
    assert [m["reports"] for m in made] == [3, 3]
    nexts = [[c["next"] for c in m["coders"] if c["name"] == "AB"] for m in made]
    assert nexts[0] == nexts[1]


def test_only_coders_of_the_task_answer_in_it_and_only_on_its_reports(
    people: People, store: Store, task: str, report: str
) -> None:
    event = an_event(people["AB"], report)
    assert decide(people["CD"], report, task, {"verb": "accept", "about": event}).status_code == 201
    assert decide(people["EF"], report, task, {"verb": "accept", "about": event}).status_code == 403
    assert decide(people["AB"], report, "coding-none", {"verb": "accept", "about": event}).status_code == 422
    other = next(r for r in reports_in(store) if r != report)
    assert decide(people["AB"], other, task, {"verb": "done", "about": other}).status_code == 422


def everywhere(client: TestClient, task: str, report: str, record: str) -> dict[str, str]:
    """All that somebody can ask for that might tell of an answer, by its address."""
    paths = (
        f"/agreement/{task}", f"/agreement/{task}/{report}", f"/agreement/{task}/{report}?show=all", "/agreement",
        f"/api/v1/agreement/{task}", f"/api/v1/agreement/{task}/{report}", "/api/v1/agreement",
        f"/api/v1/reports/{report}/review?task={task}", f"/api/v1/reports/{report}/review",
        f"/api/v1/reports/{report}/review?task={task}&as_of=999999", f"/review/{report}?task={task}",
        f"/review/{report}", "/history", "/api/v1/decisions", "/api/v1/decisions?limit=500",
        f"/api/v1/decisions?task={task}", f"/api/v1/reports/{report}", f"/api/v1/records/{record}",
        f"/history?task={task}", f"/api/v1/decisions?about={record}", "/inbox", f"/api/v1/events/{record}",
    )  # fmt: skip
    return {path: client.get(path).text for path in paths}


@pytest.mark.parametrize("asks", ["AB", "EF"])
def test_nobody_reads_another_coders_answers_before_all_are_done(
    people: People, task: str, report: str, asks: str
) -> None:
    event = an_event(people["CD"], report)
    assert decide(people["CD"], report, task, rejecting(event)).status_code == 201
    done(people["CD"], report, task)
    found = everywhere(people[asks], task, report, event)
    assert not [path for path, told in found.items() if WORDS in told]
    mine = review(people["AB"], report, task)
    assert next(r for r in mine["records"] if r["id"] == event)["state"] == "open"
    assert mine["done"] is None
    own = people["CD"].get(f"/api/v1/agreement/{task}/{report}").json()
    assert own["coders"] == ["CD"]
    assert WORDS in json.dumps(own)


def test_answers_leave_the_case_as_it_is(people: People, task: str, report: str) -> None:
    event = an_event(people["CD"], report)
    before = review(people["AB"], report)
    assert decide(people["CD"], report, task, rejecting(event)).status_code == 201
    assert review(people["AB"], report) == before


def test_a_coder_takes_back_no_answer_of_another(people: People, task: str, report: str) -> None:
    event = an_event(people["CD"], report)
    kept = decide(people["CD"], report, task, rejecting(event)).json()["kept"][0]["id"]
    body = {"decision": kept, "task": task}
    assert people["AB"].post(f"/api/v1/reports/{report}/undo", json=body).status_code == 422
    assert people["AB"].post(f"/api/v1/reports/{report}/undo", json={"decision": kept}).status_code == 422
    assert people["CD"].post(f"/api/v1/reports/{report}/undo", json=body).status_code == 201


def test_the_same_key_of_two_coders_gives_neither_the_others_answers(people: People, task: str, report: str) -> None:
    event = an_event(people["CD"], report)
    sent = {"decisions": [rejecting(event)], "task": task}
    path, key = f"/api/v1/reports/{report}/decisions", {"Idempotency-Key": "one"}
    assert people["CD"].post(path, json=sent, headers=key).status_code == 201
    mine = {"decisions": [{"verb": "accept", "about": event}], "task": task}
    answer = people["AB"].post(path, json=mine, headers=key)
    assert answer.status_code == 201
    assert WORDS not in answer.text
    assert answer.json()["records"][0]["state"] == "accepted"


def test_once_all_are_done_answers_stand_and_coders_see_how_they_differ_if_the_task_says_so(
    people: People, task: str, report: str
) -> None:
    event = an_event(people["CD"], report)
    decide(people["CD"], report, task, rejecting(event))
    done(people["CD"], report, task)
    done(people["AB"], report, task)
    assert decide(people["AB"], report, task, {"verb": "accept", "about": event}).status_code == 422
    both = people["CD"].get(f"/api/v1/agreement/{task}/{report}").json()
    assert (both["coders"], both["waiting"], both["may_decide"]) == (["AB", "CD"], [], False)
    assert "EF" not in both["coders"]
    assert people["EF"].get(f"/api/v1/agreement/{task}/{report}").status_code == 404


def test_without_reveal_coders_see_their_own_alone_for_ever(people: People, report: str) -> None:
    task = handed_out(people, [report], reveal=False)
    decide(people["AB"], report, task, rejecting(an_event(people["AB"], report)))
    done(people["CD"], report, task)
    done(people["AB"], report, task)
    found = people["CD"].get(f"/api/v1/agreement/{task}/{report}")
    assert found.json()["coders"] == ["CD"]
    assert WORDS not in found.text
    assert people["CD"].get(f"/api/v1/agreement/{task}").status_code == 403
    assert people["AB"].get(f"/api/v1/agreement/{task}/{report}").json()["coders"] == ["AB", "CD"]


def test_a_closed_task_takes_no_answers(people: People, task: str, report: str) -> None:
    assert people["CD"].post(f"/api/v1/agreement/{task}/close", json={}).status_code == 403
    assert people["AB"].post(f"/api/v1/agreement/{task}/close", json={}).json()["closed_by"] == "AB"
    assert decide(people["CD"], report, task, {"verb": "done", "about": report}).status_code == 422
    people["AB"].post(f"/api/v1/agreement/{task}/close", json={"again": True})
    done(people["CD"], report, task)


@pytest.fixture
def coded(people: People, task: str, report: str) -> tuple[str, str, str]:
    """Both are done: AB says an event is alleged, CD that it is denied; CD rejects a claim. (task, event, claim)."""
    event = an_event(people["AB"], report)
    claims = [str(r["id"]) for r in review(people["AB"], report)["records"] if r["kind"] == "claim"]
    assert decide(people["AB"], report, task, status(event, "alleged")).status_code == 201
    assert decide(people["AB"], report, task, {"verb": "accept", "about": claims[-1]}).status_code == 201
    assert decide(people["CD"], report, task, status(event, "denied")).status_code == 201
    answer = decide(people["CD"], report, task, {"verb": "reject", "about": claims[-1], "reason": "wrong source"})
    assert answer.status_code == 201
    for name in ("AB", "CD"):
        assert decide(people[name], report, task, {"verb": "accept", "about": event}).status_code == 201
        done(people[name], report, task)
    return task, event, claims[-1]


def act(client: TestClient, task: str, report: str, **wanted: object) -> dict[str, Any]:
    answer = client.post(f"/api/v1/agreement/{task}/{report}", json=wanted)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_figures_and_the_worst_cases_are_told_as_a_page_and_as_json(
    people: People, coded: tuple[str, str, str], report: str
) -> None:
    task, event, claim = coded
    found = people["AB"].get(f"/api/v1/agreement/{task}").json()
    assert found["reports"] == 1
    differ = {(d["record"], d["field"]): d["values"] for d in found["worst"]}
    assert differ[event, "status"] == ["alleged", "denied"]
    assert differ[claim, "kept"] == ["kept", "left out"]
    told = people["AB"].get(f"/agreement/{task}").text
    assert "too few to say" in told
    assert f"/agreement/{task}/{report}?show=all#{event}" in told


def test_what_is_picked_becomes_a_decision_of_the_case_and_is_undone_again(
    people: People, coded: tuple[str, str, str], report: str
) -> None:
    task, event, claim = coded
    found = act(people["AB"], task, report, act="carry")
    assert (found["to_carry"], found["open"]) == (
        0,
        len([1 for r in found["records"] for x in r["lines"] if x["open"]]),
    )
    was = found["open"]
    found = act(people["AB"], task, report, act="pick", record=event, slot="status", coder="CD")
    assert found["open"] == was - 1
    now = review(people["AB"], report)
    record = next(r for r in now["records"] if r["id"] == event)
    assert next(s["value"] for s in record["slots"] if s["name"] == "status") == "denied"
    assert f"adjudicated in {task}" in people["AB"].get("/api/v1/decisions").text
    assert act(people["AB"], task, report, act="undo")["open"] == was
    again = next(r for r in review(people["AB"], report)["records"] if r["id"] == event)
    assert next(s["value"] for s in again["slots"] if s["name"] == "status") != "denied"
    act(people["AB"], task, report, act="pick", record=claim, slot="kept", coder="CD")
    gone = next(r for r in review(people["AB"], report)["records"] if r["id"] == claim)
    assert (gone["state"], gone["reason"].partition(":")[0]) == ("rejected", "wrong source")


def test_adjudicating_sent_again_is_the_same_and_keeps_nothing_twice(
    people: People, coded: tuple[str, str, str], report: str, store: Store
) -> None:
    task, event, claim = coded
    pick = {"act": "pick", "record": event, "slot": "status", "coder": "CD"}
    path, key = f"/api/v1/agreement/{task}/{report}", {"Idempotency-Key": "p1"}
    seen = next(r["revision"] for r in people["AB"].get(path).json()["records"] if r["id"] == event)
    first, again = (people["AB"].post(path, json={**pick, "seen": seen}, headers=key) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201), again.text
    assert len(store.judgements()) == 1
    other = people["AB"].post(path, json={**pick, "record": claim, "slot": "kept"}, headers=key)
    assert other.status_code == 201
    assert len(store.judgements()) == 2, "another answer under the same key is lost for nobody"


def test_a_third_value_has_words_and_a_report_is_done_when_all_is_decided(
    people: People, coded: tuple[str, str, str], report: str
) -> None:
    task, event, _ = coded
    early = people["AB"].post(f"/api/v1/agreement/{task}/{report}", json={"act": "done"})
    assert early.status_code == 422
    text = people["AB"].get(f"/api/v1/agreement/{task}/{report}").json()["text"]
    words = {"start": 0, "end": 9, "quote": text[:9]}
    act(people["AB"], task, report, act="carry")
    found = act(
        people["AB"], task, report, act="otherwise", record=event, slot="status", value="possible", evidence=[words]
    )
    while found["open"]:
        record, line = next((r, x) for r in found["records"] for x in r["lines"] if x["open"])
        found = act(people["AB"], task, report, act="pick", record=record["id"], slot=line["slot"], coder="AB")
    assert act(people["AB"], task, report, act="done")["done"]
    now = review(people["AB"], report)
    assert now["done"] is not None
    record = next(r for r in now["records"] if r["id"] == event)
    assert next(s["value"] for s in record["slots"] if s["name"] == "status") == "possible"


def test_whoever_looked_before_somebody_else_decided_is_told(
    people: People, coded: tuple[str, str, str], report: str
) -> None:
    task, event, _ = coded
    pick = {"act": "pick", "record": event, "slot": "status", "coder": "AB", "seen": 0}
    path = f"/api/v1/agreement/{task}/{report}"
    assert people["AB"].post(path, json=pick).status_code == 201
    assert people["AB"].post(path, json={**pick, "coder": "CD"}).status_code == 412


def test_coders_without_the_role_adjudicate_nothing(people: People, coded: tuple[str, str, str], report: str) -> None:
    task, event, _ = coded
    pick = {"act": "pick", "record": event, "slot": "status", "coder": "CD"}
    assert people["CD"].post(f"/api/v1/agreement/{task}/{report}", json=pick).status_code == 403
    page = people["CD"].get(f"/agreement/{task}/{report}").text
    assert "Take it" not in page


def test_the_pages_forms_do_the_same_without_script(people: People, coded: tuple[str, str, str], report: str) -> None:
    task, event, _ = coded
    path = f"/agreement/{task}/{report}"
    form = {"act": "pick", "record": event, "slot": "status", "coder": "AB", "seen": "0"}
    answer = people["AB"].post(path, data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}#open")
    third = {
        "act": "otherwise",
        "record": event,
        "slot": "status",
        "value.choice": '"possible"',
        "quote": "no such words",
    }
    refused = people["AB"].post(path, data=third)
    assert refused.status_code == 422
    assert "does not say" in refused.text
    text = people["AB"].get(f"/api/v1/agreement/{task}/{report}").json()["text"]
    assert people["AB"].post(path, data={**third, "quote": text[:12]}).status_code == 200
    record = next(r for r in review(people["AB"], report)["records"] if r["id"] == event)
    assert next(s["value"] for s in record["slots"] if s["name"] == "status") == "possible"


def test_a_task_is_handed_out_by_the_form_and_coders_find_their_way_to_it(people: People, report: str) -> None:
    assert "Hand out a double coding" not in people["CD"].get("/agreement").text
    form = {"title": "By form", "coders": ["AB", "CD"], "reports": report, "kinds": ["event"], "reveal": "on"}
    answer = people["AB"].post("/agreement", data=form, follow_redirects=False)
    assert answer.status_code == 303
    task = answer.headers["location"].removeprefix("/agreement/")
    assert f"/review/{report}?task={task}" in people["CD"].get("/agreement").text
    assert people["EF"].get(f"/agreement/{task}").status_code == 404


@pytest.fixture
def second_user(case_file: Path, accounts: Path) -> ServeSettings:
    return ServeSettings(str(case_file), accounts=accounts)


def test_two_people_code_a_report_in_the_browser_and_one_adjudicates_by_keys(
    browser: Browser, second_user: ServeSettings
) -> None:
    with served(second_user) as base:
        report, event = report_and_event(second_user.case)
        pages = {name: signed_in(browser, base, name) for name in ("AB", "CD")}
        ab, cd = pages["AB"], pages["CD"]
        ab.goto(f"{base}/agreement")
        ab.get_by_label("AB").check()
        ab.get_by_label("CD").check()
        ab.get_by_label("Or these reports alone").fill(report)
        ab.get_by_role("button", name="Hand out").click()
        ab.wait_for_url("**/agreement/coding-*")
        task = ab.url.rpartition("/")[2]
        for page, value in ((ab, "alleged"), (cd, "denied")):
            page.goto(f"{base}/agreement")
            page.get_by_role("link", name="Go on coding").wait_for()
            answered_ = page.evaluate(SENT, [report, task, [status(event, value), {"verb": "done", "about": report}]])
            assert answered_ == 201
        cd.goto(f"{base}/agreement/{task}/{report}")
        assert cd.get_by_role("button", name="Take it").count() == 0
        ab.goto(f"{base}/agreement/{task}/{report}")
        assert "1 to decide" in ab.locator("#progress").inner_text()
        ab.keyboard.press("c")
        expect(ab.locator("#progress")).not_to_contain_text("carried over")
        ab.keyboard.press("2")
        expect(ab.locator("#progress")).to_contain_text("0 to decide, 1 decided")
        ab.keyboard.press("Backspace")
        expect(ab.locator("#progress")).to_contain_text("1 to decide")
        ab.keyboard.press("1")
        expect(ab.locator("#progress")).to_contain_text("0 to decide")
        ab.keyboard.press("Enter")
        expect(ab.locator("#progress")).to_contain_text("the report is done")
        assert violations(ab) == []
        for page in pages.values():
            page.context.close()


SENT = """async ([report, task, decisions]) =>
  (await dateline.post(`/api/v1/reports/${report}/decisions`, { decisions, task })).status"""


def report_and_event(case: str) -> tuple[str, str]:
    """A report of the case that has an event, and the event."""
    store = open_case_store(case)
    stored = next(s for s in store.readings() if s.dossier.events)
    store.close()
    return stored.report, stored.dossier.events[0].id


def signed_in(browser: Browser, base: str, name: str) -> Page:
    page = browser.new_context().new_page()
    page.goto(f"{base}/login")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login" not in url)
    return page
