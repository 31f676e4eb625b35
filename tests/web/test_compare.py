"""Two reports side by side: read, decided on, taken back (the demo's case is fiction on real geography)."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from fastapi.testclient import TestClient
from playwright.sync_api import Browser, expect

from dateline.case.linking import link_case
from dateline.case.opening import open_case_store
from dateline.case.store.protocol import Store
from dateline.model.judgement import Judgement
from dateline.web.settings import ServeSettings
from tests.web.conftest import served
from tests.web.looking import watched


def alone(store: Store) -> tuple[str, str]:
    """A pair that the machine compared and holds for two, with as few companions as any."""
    group = {e: m for m in store.groups().values() for e in m}
    pairs = [(k.a, k.b) for k in store.pairs("near", limit=500) if group[k.a] != group[k.b]]
    return min(pairs, key=lambda p: (len(group[p[0]]) + len(group[p[1]]), p))


def together(store: Store, a: str, b: str) -> bool:
    of = store.happenings_of([a, b])
    return of[a] == of[b]


def form_of(page: str) -> dict[str, str]:
    """The hidden fields of the form that decides."""
    form = page[page.index('action="/compare"') :]
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form[: form.index("</form>")]))


def test_the_queue_begins_with_what_the_machine_was_least_sure_of(client: TestClient, store: Store) -> None:
    first = client.get("/api/v1/compare").json()
    points = [abs(p["reason"]["points"]) for p in first["items"]]
    assert points == sorted(points)
    assert len(points) == 25
    rest = client.get("/api/v1/compare", params={"after": first["next"]}).json()
    ids = {(p["a"]["event"], p["b"]["event"]) for p in first["items"]}
    assert not ids & {(p["a"]["event"], p["b"]["event"]) for p in rest["items"]}
    page = client.get("/compare").text
    assert f"a={first['items'][0]['a']['event']}&amp;b={first['items'][0]['b']['event']}" in page


def test_what_was_decided_leaves_the_queue_and_stands_among_the_decided(client: TestClient, store: Store) -> None:
    a, b = alone(store)
    answer = client.post("/api/v1/compare", json={"verb": "unsure", "a": a, "b": b, "reason": "one source"})
    assert answer.status_code == 201
    near = client.get("/api/v1/compare", params={"limit": 200}).json()["items"]
    assert (a, b) not in {(p["a"]["event"], p["b"]["event"]) for p in near}
    (judged,) = client.get("/api/v1/compare?what=judged").json()["items"]
    assert {judged["a"]["event"], judged["b"]["event"]} == {a, b}
    assert judged["decision"]["reason"] == "one source"


def test_pairs_that_others_decided_on_are_passed_over_however_many_they_are(client: TestClient, store: Store) -> None:
    """Of a long queue several people work off the front: nobody is told that it ended, or shown the same pair again."""
    pairs = [(k.a, k.b) for k in store.pairs("near", limit=500)]
    assert len(pairs) > 60
    store.judge([Judgement("unsure", "event", p, "CD") for p in pairs[:-3]])
    found = client.get("/api/v1/compare", params={"limit": 2}).json()
    assert [(p["a"]["event"], p["b"]["event"]) for p in found["items"]] == pairs[-3:-1]
    (last,) = client.get("/api/v1/compare", params={"limit": 2, "after": found["next"]}).json()["items"]
    assert (last["a"]["event"], last["b"]["event"]) == pairs[-1]
    links = re.findall(r'href="(/compare\?a=[^"]+)"', client.get("/compare?limit=2").text)
    page = client.get(links[0].replace("&amp;", "&")).text
    assert f"a={pairs[-2][0]}&amp;b={pairs[-2][1]}&amp;what=near" in page, "the next pair, not this one again"
    told = {**form_of(page), "verb": "unsure", "reason": "one source"}
    answer = client.post("/compare", data=told, follow_redirects=False)
    assert f"a={pairs[-2][0]}&b={pairs[-2][1]}" in answer.headers["location"]


def test_a_pair_of_one_happening_waits_though_that_happening_was_compared_with_another(
    client: TestClient, store: Store
) -> None:
    of = {e: h for h, m in store.groups().items() for e in m}
    one = next(k for k in store.pairs("near", limit=500) if of[k.a] == of[k.b])
    other = next(h for h in of.values() if h != of[one.a])
    store.judge([Judgement("unsure", "happening", (of[one.a], other), "CD")])
    near = client.get("/api/v1/compare", params={"limit": 200}).json()["items"]
    assert (one.a, one.b) in {(p["a"]["event"], p["b"]["event"]) for p in near}


def test_values_stand_side_by_side_with_who_says_them(client: TestClient) -> None:
    told = client.get("/api/v1/compare", params=dict(zip("ab", _clash(client), strict=True))).json()
    fields = {f["name"]: f for f in told["fields"]}
    assert fields["status"]["how"] == "same"
    assert fields["deaths"]["how"] == "differs"
    assert fields["deaths"]["a"]["said"][0]["quote"]
    low, high = fields["deaths"]["range"].split("–")
    assert float(low) < float(high), "numbers are never averaged"
    page = client.get("/compare", params=dict(zip("ab", _clash(client), strict=True))).text
    assert "≠ differs" in page
    assert "<mark" in page
    assert "<svg" in page


def _clash(client: TestClient) -> tuple[str, str]:
    """Two accounts of one happening whose tolls differ."""
    items = client.get("/api/v1/compare", params={"limit": 500}).json()["items"]
    for p in items:
        a, b = p["a"]["event"], p["b"]["event"]
        told = client.get("/api/v1/compare", params={"a": a, "b": b}).json()
        if {f["name"]: f["how"] for f in told["fields"]}.get("deaths") == "differs":
            return a, b
    raise AssertionError("the demo has such a pair")


def test_what_is_decided_holds_at_once_and_as_linking_has_it(client: TestClient, store: Store) -> None:
    a, b = alone(store)
    before = store.groups()
    made = client.post("/api/v1/compare", json={"verb": "same", "a": a, "b": b}).json()
    assert together(store, a, b)
    assert any({a, b} <= set(members) for members in made["happenings"].values())
    assert link_case(store, write=False).changed == 0
    assert client.post("/api/v1/compare/undo", json={"judgements": made["kept"]}).status_code == 201
    assert store.groups() == before
    assert link_case(store, write=False).changed == 0


def test_a_happening_is_split_and_put_together_again(client: TestClient, store: Store) -> None:
    happening, members = max(store.groups().items(), key=lambda g: len(g[1]))
    chosen = list(members[-2:])
    page = client.get("/compare", params={"a": happening}).text
    assert page.count('name="members"') == len(members)
    told = {"verb": "apart", "a": happening, "members": chosen, "reason": "another town"}
    made = client.post("/api/v1/compare", json=told).json()
    assert not any(together(store, chosen[0], m) for m in members[:-2])
    assert link_case(store, write=False).changed == 0
    assert client.post("/api/v1/compare/undo", json={"judgements": made["kept"]}).status_code == 201
    assert store.groups()[happening] == members
    for odd in ([], list(members), ["event-000000000000"]):
        assert client.post("/api/v1/compare", json=told | {"members": odd}).status_code == 422


def test_a_form_decides_goes_on_and_is_kept_once(client: TestClient, store: Store) -> None:
    first = client.get("/api/v1/compare").json()["items"][0]
    query = {"a": first["a"]["event"], "b": first["b"]["event"], "what": "near", "at": 1}
    form = form_of(client.get("/compare", params=query).text) | {"verb": "apart", "reason": "two hotels"}
    answer = client.post("/compare", data=form, follow_redirects=False)
    assert answer.status_code == 303
    assert first["b"]["event"] not in answer.headers["location"].split("&what")[0].split("b=")[1]
    seq = store.info().seq
    assert client.post("/compare", data=form, follow_redirects=False).status_code == 303
    assert store.info().seq == seq, "sent again, nothing is kept twice"
    page = client.get(answer.headers["location"]).text
    assert "two hotels" in page
    assert "Take it back" in page


def test_nobody_decides_over_somebody_else_unseen(client: TestClient, store: Store) -> None:
    a, b = alone(store)
    form = form_of(client.get("/compare", params={"a": a, "b": b}).text)
    store.judge([Judgement("apart", "event", (a, b), "CD")])
    answer = client.post("/compare", data=form | {"verb": "same"})
    assert answer.status_code == 412
    assert "CD decided on this" in answer.text
    assert not together(store, a, b)


def test_what_is_not_there_or_makes_no_sense_is_refused_in_words(client: TestClient, store: Store) -> None:
    a, b = alone(store)
    assert client.get("/compare", params={"a": a, "b": "event-none"}).status_code == 404
    assert client.get("/compare", params={"a": a, "b": a}).status_code == 404
    assert client.get("/compare", params={"what": "everything"}).status_code == 422
    assert client.post("/api/v1/compare", json={"verb": "same", "a": a}).status_code == 422
    assert client.post("/api/v1/compare", json={"verb": "reject", "a": a, "b": b}).status_code == 422
    assert client.post("/api/v1/compare/undo", json={"judgements": ["judgement-1"]}).status_code == 422


def test_a_pair_held_for_two_against_its_score_is_explained(client: TestClient) -> None:
    pairs = client.get("/api/v1/compare", params={"limit": 100}).json()["items"]
    odd = next(p for p in pairs if p["reason"]["points"] > 0 and not p["together"])
    plain = next(p for p in pairs if p["reason"]["points"] > 0 and p["together"])
    for pair, explained in ((odd, True), (plain, False)):
        page = client.get("/compare", params={"a": pair["a"]["event"], "b": pair["b"]["event"]}).text
        assert ("These two alone would be held for one" in page) is explained


def test_a_decision_taken_back_from_the_next_pair_leads_back_to_its_own(client: TestClient) -> None:
    first = client.get("/api/v1/compare").json()["items"][0]
    ends = {first["a"]["event"], first["b"]["event"]}
    query = {"a": first["a"]["event"], "b": first["b"]["event"], "what": "near", "at": 1}
    form = form_of(client.get("/compare", params=query).text) | {"verb": "apart"}
    following = client.post("/compare", data=form).text
    assert "Kept for the pair before: " in following
    back = re.search(r'<form method="post" action="/compare/undo" class="row">.*?</form>', following, re.DOTALL)
    assert back
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', back[0]))
    answer = client.post("/compare/undo", data=sent, follow_redirects=False)
    asked = parse_qs(urlsplit(answer.headers["location"]).query)
    assert {asked["a"][0], asked["b"][0]} == ends
    assert asked["what"] == ["near"], "going on leads to the next pair still"
    assert "Kept: " in client.get(answer.headers["location"]).text


def test_a_happening_that_became_part_of_another_is_still_found(client: TestClient, store: Store) -> None:
    a, b = alone(store)
    of = store.happenings_of([a, b])
    client.post("/api/v1/compare", json={"verb": "same", "a": of[a], "b": of[b]})
    gone = ({of[a], of[b]} - set(store.groups())).pop()
    kept = ({of[a], of[b]} - {gone}).pop()
    told = client.get("/api/v1/compare", params={"a": kept, "b": gone}).json()
    assert told["together"]
    assert told["decisions"][0]["verb"] == "same"


def test_two_events_are_merged_and_split_again_by_keys(browser: Browser, case_file: Path) -> None:
    store = open_case_store(str(case_file))
    a, b = alone(store)
    before = store.groups()
    with served(ServeSettings(str(case_file), who="AB")) as address, watched(browser, address) as seen:
        page = seen.context.new_page()
        page.goto(f"{seen.origin}/compare?a={a}&b={b}")
        expect(page.get_by_text("≠ held for two now")).to_be_visible()
        page.keyboard.press("c")
        page.keyboard.type("same hotel")
        page.keyboard.press("Escape")
        page.keyboard.press("m")
        expect(page.get_by_text("= held for one now")).to_be_visible()
        assert together(store, a, b)
        page.keyboard.press("d")
        expect(page.get_by_text("≠ held for two now")).to_be_visible()
        assert not together(store, a, b)
        page.keyboard.press("Backspace")
        expect(page.get_by_text("= held for one now")).to_be_visible()
        assert together(store, a, b)
        assert next(j.reason for j in store.judgements()) == "same hotel"
        assert [told for told in seen.complaints if "404" not in told] == []
        assert seen.elsewhere == []
    assert store.groups(as_of=store.judgements()[0].seq) == before
    store.close()
