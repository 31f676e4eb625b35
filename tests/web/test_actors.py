"""Actors across reports: the list, one of them, how they stand to one another (the demo's case is fiction)."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient

from dateline.case.linking import facts_in
from dateline.case.store.protocol import Store


def listed(client: TestClient, **query: str) -> list[dict[str, object]]:
    items: list[dict[str, object]] = client.get("/api/v1/figures", params=query).json()["items"]
    return items


def test_actors_are_counted_over_all_reports(client: TestClient, store: Store) -> None:
    items = {str(a["key"]): a for a in listed(client, limit="500")}
    told = items["al-shabaab"]
    reports = events = 0
    happenings = set()
    of = {e: h for h, members in store.groups().items() for e in members}
    for facts in facts_in(store):
        reports += any(a.key == "al-shabaab" for a in facts.actors)
        taking = [e for e in facts.events if any(x.actor.key == "al-shabaab" for x in e.sides)]
        events += len(taking)
        happenings |= {of[e.id] for e in taking}
    assert (told["reports"], told["accounts"], told["happenings"]) == (reports, events, len(happenings))
    numbers = [a["reports"] for a in items.values()]
    assert numbers == sorted(numbers, reverse=True)  # type: ignore[type-var]


def test_actors_are_found_by_name_kind_and_country(client: TestClient) -> None:
    assert next(a["key"] for a in listed(client, q="shabaab")) == "al-shabaab"
    assert {a["kind"] for a in listed(client, kind="military")} == {"military"}
    assert listed(client, q="nobody is called so") == []
    assert "No report names such an actor" in client.get("/actors", params={"q": "100%_"}).text
    assert client.get("/actors", params={"kind": "empire"}).status_code == 422
    first = client.get("/api/v1/figures", params={"limit": 5}).json()
    second = client.get("/api/v1/figures", params={"limit": 5, "after": first["next"]}).json()
    assert not {a["key"] for a in first["items"]} & {a["key"] for a in second["items"]}


def test_an_actors_page_tells_what_reports_say_and_who_says_it(client: TestClient) -> None:
    told = client.get("/api/v1/figures/al-shabaab").json()
    assert told["relations"]
    assert all("al-shabaab" in {r["subject_key"], r["object_key"]} for r in told["relations"])
    assert all(r["said"][0]["quote"] for r in told["relations"])
    assert told["holds"]
    page = client.get("/actors/al-shabaab").text
    assert "/explore?actor=al-shabaab" in page
    assert told["relations"][0]["said"][0]["source"] in page
    early = client.get("/api/v1/figures/al-shabaab", params={"at": "2001-01-01"}).json()
    assert len(early["holds"]) < len(told["holds"])
    assert client.get("/actors/nobody").status_code == 404
    assert client.get("/actors/al-shabaab", params={"at": "soon"}).status_code == 422


def test_the_accounts_of_an_actor_come_page_by_page(client: TestClient) -> None:
    seen: list[tuple[str, str]] = []
    after = 0
    for _ in range(20):
        told = client.get("/api/v1/figures/al-shabaab", params={"limit": 4, "after": after}).json()["accounts"]
        seen += [(t["account"]["event"], t["role"]) for t in told["items"]]
        if told["next"] is None:
            break
        after = told["next"]
    whole = client.get("/api/v1/figures/al-shabaab", params={"limit": 500}).json()["accounts"]["items"]
    assert seen == [(t["account"]["event"], t["role"]) for t in whole]
    assert len(seen) == len(set(seen)) > 4


def places(page: str) -> dict[str, str]:
    """Where each actor stands in the picture."""
    found = re.findall(r'<use href="#(sign-[^"]+)" x="([^"]+)" y="([^"]+)"', page)
    return {sign: f"{x} {y}" for sign, x, y in found}


def test_actors_stand_at_the_same_places_whatever_day_is_shown(client: TestClient) -> None:
    whole, early = (client.get("/actors/network", params=p).text for p in ({}, {"at": "2023-01-01"}))
    assert places(whole) == places(early) != {}
    assert whole.count('class="bond') >= early.count('class="bond')
    told = client.get("/api/v1/ties").json()
    for row in told["matrix"]:
        for key, cell in zip(told["actors"], row["cells"], strict=True):
            between = [t["told"] for t in told["ties"] if (t["subject_key"], t["object_key"]) == (row["key"], key)]
            assert (cell["told"] if cell else []) == between
    day = client.get("/api/v1/ties", params={"at": "2024-03-10"}).json()
    assert day["before"] is not None
    assert day["before"] < "2024-03-10"


def test_two_actors_are_decided_to_be_one_and_it_is_taken_back(client: TestClient, store: Store) -> None:
    told = client.get("/api/v1/figures/al-shabaab").json()
    other = next(str(a["key"]) for a in listed(client) if a["key"] != "al-shabaab")
    page = client.get("/actors/al-shabaab").text
    form = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page[page.index('action="/actors"') :]))
    data = {**form, "b": other, "verb": "same", "reason": "an alias"}
    assert client.post("/actors", data=data).status_code == 200
    assert client.get(f"/api/v1/figures/{other}").json()["actor"]["one_with"] == ["al-shabaab"]
    assert "an alias" in client.get("/actors/al-shabaab").text
    stale = {"verb": "apart", "a": "al-shabaab", "b": other, "seen": told["seen"]}
    assert client.post("/api/v1/figures", json=stale).status_code == 412
    (kept,) = store.judgements()
    assert client.post(f"/history/{kept.id}/undo", data={"once": "u"}).status_code == 200
    assert client.get(f"/api/v1/figures/{other}").json()["actor"]["one_with"] == []
    assert client.post("/api/v1/figures", json={"verb": "same", "a": "al-shabaab", "b": "nobody"}).status_code == 422


def test_nobody_is_quoted_twice_for_one_statement_in_the_same_words(client):
    for key in ("al-shabaab", "somali-national-army"):
        told = client.get(f"/api/v1/figures/{key}").json()
        for statement in told["relations"] + told["holds"]:
            voices = [(v["source"], v["stance"], v["quote"]) for v in statement["said"]]
            assert len(voices) == len(set(voices))
    assert "1 happening (1 account)" in client.get("/actors/name%3Aarmy").text
