"""The records for programs: lists page by page, as of any state, as sheets and map layers, each problem in one form."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.case.store.entry import entry_of
from dateline.case.store.protocol import Store
from dateline.model.judgement import Judgement
from dateline.web.app import create_app
from dateline.web.settings import ServeSettings
from tests.web.conftest import BASE, client_of, sign_in, signed_in_for_all
from tests.web.hard import hostile

V1 = "/api/v1"
LISTS = ["reports", "claims", "events", "actors", "places", "sources", "control", "relations", "findings"]


def followed(client: TestClient, path: str) -> list[dict[str, Any]]:
    """All items of a list, page after page."""
    items, url = [], f"{V1}{path}"
    while url:
        found = client.get(url).json()
        items += found["items"]
        url = found["next_url"]
    return items


@pytest.mark.parametrize("name", LISTS)
def test_pages_of_a_list_add_up_to_its_sheet_and_each_record_is_found_by_its_id(client: TestClient, name: str) -> None:
    items = followed(client, f"/{name}?limit=7")
    rows = list(csv.DictReader(io.StringIO(client.get(f"{V1}/{name}.csv").text)))
    assert items
    assert [i["id"] for i in items] == [r["id"] for r in rows]
    assert client.get(f"{V1}/{name}/{items[-1]['id']}").json() == items[-1]


def test_the_next_page_stands_in_the_answer_and_in_the_link_header(client: TestClient) -> None:
    first = client.get(f"{V1}/events?limit=2&country=SO")
    told = first.json()
    assert first.headers["link"] == f'<{told["next_url"]}>; rel="next"'
    assert f"after={told['next']}" in told["next_url"]
    assert "country=SO" in told["next_url"]
    assert not {i["id"] for i in told["items"]} & {i["id"] for i in client.get(told["next_url"]).json()["items"]}


def test_the_last_page_leads_nowhere(client: TestClient) -> None:
    answer = client.get(f"{V1}/reports?limit=500")
    assert answer.json()["next_url"] is None
    assert "link" not in answer.headers


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ("events?country=SO", lambda e: e["country"] == "SO"),
        ("events?type=ASSAULT&type=Battles", lambda e: e["plover"] == "ASSAULT" or e["acled"].startswith("Battles")),
        ("events?from=2024-03-04&to=2024-03-08", lambda e: e["when"]["start"] == "2024-03-07"),
        ("events?actor=al-shabaab", lambda e: any("habaab" in a["name"] for a in e["actors"])),
        ("events?box=4,45,5,46", lambda e: 4 <= e["lat"] <= 5),
        ("claims?text=restaurant", lambda c: "restaurant" in c["words"].lower()),
        ("claims?source=police&text=bomb", lambda c: "police" in c["source"]),
        ("claims?stance=denied&stance=alleged", lambda c: c["stance"] in {"denied", "alleged"}),
        ("control?holds=controls", lambda c: c["status"] == "controls"),
        ("relations?actor=police", lambda r: "police" in (r["subject"] + r["object"]).lower()),
        ("findings?verdict=agrees", lambda f: f["verdict"] == "agrees"),
        ("actors?kind=civilians", lambda a: a["kind"] == "civilians"),
        ("places?kind=city&country=SO", lambda p: p["kind"] == "city" and p["country"] == "SO"),
        ("reports?outlet=Morning%20Courier", lambda r: r["outlet"] == "Morning Courier"),
    ],
)
def test_what_is_asked_for_is_in_the_list_and_nothing_else(client: TestClient, asked: str, fits: Any) -> None:
    name = asked.partition("?")[0]
    found, everything = followed(client, f"/{asked}"), followed(client, f"/{name}")
    assert found
    assert len(found) < len(everything)
    assert all(fits(one) for one in found)


def test_records_of_one_report_are_those_that_point_to_it(client: TestClient) -> None:
    report = client.get(f"{V1}/reports").json()["items"][3]
    claims = followed(client, f"/claims?report={report['id']}&limit=2")
    assert len(claims) == report["claims"]
    text = client.get(f"{V1}/reports/{report['id']}/text").text
    spans = [span for c in claims for span in c["evidence"]]
    assert spans
    assert all(text[s["start"] : s["end"]] == s["quote"] for s in spans)


def test_a_state_of_the_log_holds_what_was_known_then(client: TestClient) -> None:
    now, then = client.get(f"{V1}/case").json(), followed(client, "/reports?as_of=5")
    assert len(then) == 5
    assert len(followed(client, "/reports")) == now["counts"]["report"] > 5
    assert {e["report"] for e in followed(client, "/events?as_of=5")} <= {r["id"] for r in then}
    late = followed(client, "/events")[-1]
    assert client.get(f"{V1}/events/{late['id']}?as_of=5").status_code == 404
    assert client.get(f"{V1}/events/{late['id']}?as_of={now['seq']}").status_code == 200
    assert followed(client, "/reports?as_of=2001-01-01") == []


def test_the_same_question_is_not_answered_twice_until_the_case_changes(client: TestClient, store: Store) -> None:
    first = client.get(f"{V1}/claims?limit=3")
    again = client.get(f"{V1}/claims?limit=3", headers={"If-None-Match": first.headers["etag"]})
    other = client.get(f"{V1}/claims?limit=4", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert other.status_code == 200
    store.add([entry_of(hostile().dossier(), "hostile.txt")])
    changed = client.get(f"{V1}/claims?limit=3", headers={"If-None-Match": first.headers["etag"]})
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


def test_a_sheet_comes_to_whoever_accepts_csv(client: TestClient) -> None:
    asked = client.get(f"{V1}/events?limit=3", headers={"Accept": "text/csv"})
    assert asked.headers["content-type"].startswith("text/csv")
    assert asked.text == client.get(f"{V1}/events.csv?limit=3").text
    assert client.get(f"{V1}/events", headers={"Accept": "application/json, text/csv"}).json()["items"]


def test_no_cell_of_a_sheet_acts_as_a_formula(client: TestClient, store: Store) -> None:
    store.add([entry_of(hostile().dossier(), "=cmd|' /C calc'!A0.txt")])
    rows = list(csv.reader(io.StringIO(client.get(f"{V1}/reports.csv").text)))
    assert any("cmd|" in cell for row in rows for cell in row)
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "@"))]


def test_a_report_is_given_as_read_and_as_people_left_it(client: TestClient, store: Store) -> None:
    event = client.get(f"{V1}/events?limit=1").json()["items"][0]
    address = f"{V1}/reports/{event['report']}/dossier"
    store.judge([Judgement("reject", "event", (event["id"],), "AB")])
    as_read, as_left = (client.get(f"{address}?decided={told}").json() for told in ("false", "true"))
    assert client.get(address).json() == as_read
    assert event["id"] in {e["id"] for e in as_read["events"]}
    assert event["id"] not in {e["id"] for e in as_left["events"]}


def test_a_map_layer_holds_the_points_of_what_has_one(client: TestClient) -> None:
    layer = client.get(f"{V1}/events.geojson?country=SO")
    assert layer.headers["content-type"].startswith("application/geo+json")
    placed = [e for e in followed(client, "/events?country=SO") if e["lat"] is not None]
    features = json.loads(layer.text)["features"]
    assert [f["id"] for f in features] == [e["id"] for e in placed]
    assert features[0]["geometry"]["coordinates"] == [placed[0]["lon"], placed[0]["lat"]]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404),
        ("/events/event-0", 404),
        ("/reports/doc-0/text", 404),
        ("/reports/doc-0/dossier", 404),
        ("/events?limit=0", 422),
        ("/events?limit=501", 422),
        ("/events?after=-1", 422),
        ("/events?contry=SO", 422),
        ("/events?country=Atlantis", 422),
        ("/events?type=Quarrels", 422),
        ("/events?box=1,2,3", 422),
        ("/events?box=9,9,1,1", 422),
        ("/events?from=May", 422),
        ("/events?from=2024-05-02&to=2024-05-01", 422),
        ("/events?as_of=yesterday", 422),
        ("/events?as_of=9999", 422),
        ("/claims?text=%00", 400),
        ("/claims/%00", 400),
        ("/claims?stance=shouted", 422),
    ],
)
def test_what_makes_no_sense_is_told_as_a_problem(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"{V1}{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


def test_a_method_that_is_not_there_is_a_problem_that_names_those_that_are(client: TestClient) -> None:
    answer = client.delete(f"{V1}/events")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"
    assert answer.headers["content-type"] == "application/problem+json"


def test_whom_the_case_protects_stands_in_no_list(client: TestClient, store: Store, case_file: Path) -> None:
    hidden = [s["name"] for s in followed(client, "/sources") if s["protected"]]
    assert hidden
    assert all(name.startswith("source ") for name in hidden)


def test_a_page_teaches_every_list(client: TestClient) -> None:
    page = client.get("/api").text
    assert all(f'href="{V1}/{name}"' in page for name in LISTS)
    assert "as_of" in page


def groups(store: Store, most: int = 2) -> list[str]:
    """Happenings that one event tells, some of them."""
    return [h for h, members in store.groups().items() if len(members) == 1][:most]


def decide(client: TestClient, headers: dict[str, str] | None = None, **sent: Any) -> Any:
    return client.post(f"{V1}/decisions", json=sent, headers=headers or {})


def test_two_happenings_are_made_one_and_taken_apart_again(client: TestClient, store: Store) -> None:
    a, b = groups(store)
    one = decide(client, verb="same", about=[a, b], reason="one strike")
    assert one.status_code == 201
    kept = one.json()["kept"][0]
    assert (kept["who"], kept["verb"]) == ("AB", "same")
    assert any(set(kept["about"]) <= set(members) for members in store.groups().values())
    undone = decide(client, verb="undo", about=[kept["id"]])
    assert undone.status_code == 201
    assert set(groups(store, 99)) >= {a, b}


def test_a_decision_sent_twice_under_one_key_is_kept_once(client: TestClient, store: Store) -> None:
    happening = groups(store)[0]
    sent = {"verb": "exclude", "about": [happening], "reason": "before the war"}
    first, again = (decide(client, {"Idempotency-Key": "k-1"}, **sent) for _ in range(2))
    assert first.json() == again.json()
    assert len(store.judgements()) == 1
    assert decide(client, {"Idempotency-Key": "k-2"}, **sent).json()["kept"] != first.json()["kept"]


def test_nobody_decides_over_what_somebody_decided_meanwhile(client: TestClient, store: Store) -> None:
    event = followed(client, "/events")[0]
    tag = client.get(f"{V1}/events/{event['id']}").headers["etag"]
    store.judge([Judgement("exclude", "event", (event["id"],), "CD")])
    late = decide(client, {"If-Match": tag}, verb="include", about=[event["id"]])
    assert late.status_code == 412
    assert late.json()["detail"].startswith("CD decided on this")
    assert decide(client, verb="include", about=[event["id"]], seen={event["id"]: 0}).status_code == 412
    fresh = client.get(f"{V1}/events/{event['id']}").headers["etag"]
    assert decide(client, {"If-Match": fresh}, verb="include", about=[event["id"]]).status_code == 201


def test_a_value_stands_in_the_happening_as_it_was_decided(client: TestClient, store: Store) -> None:
    happening = groups(store)[0]
    told = {"low": 3, "best": 4, "high": 5}
    assert decide(client, verb="value", about=[happening], slot="deaths", value=told).status_code == 201
    assert store.judgements()[-1].value == told
    assert decide(client, verb="value", about=[happening], slot="where", value=[]).status_code == 201
    assert store.judgements()[-1].value is None  # nothing, as in a review; no place that is called []
    assert decide(client, verb="note", about=[happening], value="ask the hospital again").status_code == 201
    assert client.get(f"{V1}/decisions").json()["items"][0]["told"].endswith("ask the hospital again")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"verb": "same", "about": ["HERE"]}, 422),
        ({"verb": "same", "about": ["HERE", "HERE"]}, 422),
        ({"verb": "same", "about": ["HERE", "happening-0"]}, 404),
        ({"verb": "exclude", "about": ["event-0"]}, 404),
        ({"verb": "exclude", "about": ["nobody of that name"]}, 404),
        ({"verb": "exclude", "about": ["HERE"], "value": 3}, 422),
        ({"verb": "exclude", "about": ["HERE"], "slot": "when"}, 422),
        ({"verb": "value", "about": ["HERE"], "slot": "deaths", "value": "many"}, 422),
        ({"verb": "value", "about": ["HERE"], "slot": "colour", "value": "red"}, 422),
        ({"verb": "value", "about": ["HERE"], "slot": "where", "value": {"name": "\0"}}, 422),
        ({"verb": "note", "about": ["HERE"]}, 422),
        ({"verb": "note", "about": ["HERE"], "value": "x" * 10_001}, 422),
        ({"verb": "undo", "about": ["judgement-77"]}, 422),
        ({"verb": "shout", "about": ["HERE"]}, 422),
        ({"verb": "exclude", "about": []}, 422),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused_and_nothing_is_kept(
    client: TestClient, store: Store, sent: dict[str, Any], status: int
) -> None:
    here = groups(store)[0]
    sent = {**sent, "about": [here if a == "HERE" else a for a in sent["about"]]}
    answer = decide(client, **sent)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert store.judgements() == ()


def test_only_who_may_code_decides(store: Store, case_file: Path, accounts_made: Path) -> None:
    with client_of(store, ServeSettings(str(case_file), accounts=accounts_made)) as client:
        sign_in(client, "EF")
        assert client.get(f"{V1}/events").status_code == 200
        assert decide(client, verb="exclude", about=[groups(store)[0]]).status_code == 403
    assert store.judgements() == ()


def test_a_fault_of_the_program_tells_a_number_and_nothing_else(
    store: Store, case_file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: Any) -> Any:
        raise RuntimeError("Furaha Zawadisson")

    monkeypatch.setattr(type(store), "rows", broken)
    app = create_app(store, ServeSettings(str(case_file), who="AB"))
    with TestClient(signed_in_for_all(app), base_url=BASE, raise_server_exceptions=False) as client:
        answer = client.get(f"{V1}/events")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "Zawadisson" not in answer.text
    assert answer.json()["id"] in caplog.text


def test_a_key_is_its_senders_own_and_good_for_one_decision(people: dict[str, TestClient], store: Store) -> None:
    a, b = sorted(store.groups())[:2]
    path, key = "/api/v1/decisions", {"Idempotency-Key": "k1"}
    first = people["AB"].post(path, json={"verb": "exclude", "about": [a]}, headers=key)
    assert people["AB"].post(path, json={"verb": "exclude", "about": [a]}, headers=key).json() == first.json()
    other = people["AB"].post(path, json={"verb": "exclude", "about": [b]}, headers=key)
    assert other.status_code == 422
    assert "Other decisions" in other.text
    theirs = people["CD"].post(path, json={"verb": "include", "about": [a]}, headers=key)
    assert theirs.status_code == 201
    assert theirs.json()["kept"][0]["who"] == "CD"


def test_a_merge_sent_twice_is_kept_once_though_it_is_in_effect(client: TestClient, store: Store) -> None:
    a, b = sorted(store.groups())[:2]
    key, told = {"Idempotency-Key": "k2"}, {"verb": "same", "about": [a, b]}
    first, again = (client.post("/api/v1/decisions", json=told, headers=key) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201), again.text
    assert first.json()["kept"] == again.json()["kept"]
