"""One happening: each value with who says it, side by side where reports differ, and what a person decides."""

from __future__ import annotations

import re
from html import unescape

import pytest

from dateline.case.situation import situation_of
from dateline.case.views.filter import Filter
from dateline.model.judgement import Judgement
from tests.web.conftest import token_in

API = "/api/v1/happenings"


@pytest.fixture
def disputed(store):
    """A happening of several reports that disagree on the dead."""
    found = situation_of(store).happenings
    return next(h for h in found if h.reports > 2 and h.slot("deaths").state == "disputed")


def decide(client, id_, **form):
    page = client.get(f"/event/{id_}").text
    seen = re.search(r'name="seen" value="(\d+)"', page)
    once = re.search(r'name="once" value="([0-9a-f]+)-', page)
    assert seen
    assert once
    told = {"csrf": token_in(page), "seen": seen[1], "once": f"{once[1]}-{form.get('slot', form['verb'])}"} | form
    return client.post(f"/event/{id_}/decide", data=told, follow_redirects=False)


def test_every_word_on_every_value_stands_with_its_source_and_a_way_to_it(client, disputed):
    page = unescape(client.get(f"/event/{disputed.id}").text)
    for slot in disputed.slots:
        for said in slot.said:
            assert said.quote[:300] in page
            assert f"/review/{said.report}?record={said.event}" in page
    found = client.get(f"{API}/{disputed.id}").json()
    assert {f["name"]: len(f["said"]) for f in found["fields"]} == {
        s.name: len(s.said) for s in disputed.slots if s.said or s.shown
    }


def test_numbers_are_a_range_and_what_contradicts_stands_side_by_side(client, disputed):
    found = client.get(f"{API}/{disputed.id}").json()
    number = disputed.slot("deaths").number
    told = next(f for f in found["fields"] if f["name"] == "deaths")
    assert (told["number"]["low"], told["number"]["high"]) == (number.low, number.high)
    against = [e for e in found["ledger"] if e["kind"] == "contradiction"]
    assert all(len(e["sides"]) > 1 for e in against)
    page = unescape(client.get(f"/event/{disputed.id}").text)
    for e in against:
        assert all(f"<b><bdi>{side['value']}</bdi></b>" in page for side in e["sides"])
    assert {w["how"] for f in found["fields"] for w in f["said"]} >= {"agrees", "differs"}


def test_whoever_denies_a_deed_bears_out_nothing_of_it_and_the_best_number_is_not_called_replaced(client, disputed):
    fields = client.get(f"{API}/{disputed.id}").json()["fields"]
    of_whom = [(f["name"], w["stance"], w["how"]) for f in fields for w in f["said"]]
    assert {how for slot, stance, how in of_whom if stance == "denied" and slot != "status"} == {"denies"}
    assert {how for slot, stance, how in of_whom if stance == "denied" and slot == "status"} == {"differs"}
    deaths = next(f for f in fields if f["name"] == "deaths")
    how = {w["value"]: w["how"] for w in deaths["said"]}
    best = f"{deaths['number']['best']:g}"
    assert how[best] == "agrees", "a number that a report of another voice goes beyond is still the one shown"
    assert how["17"] == "replaced", "its own source corrected it"


def test_a_quote_stands_once_for_all_who_say_it(client, disputed):
    page = unescape(client.get(f"/event/{disputed.id}").text)
    status = page.partition('id="slot-status"')[2].partition("</tbody>")[0]
    said = disputed.slot("status").said
    quotes = {(s.value, s.stance, s.quote) for s in said}
    assert len(said) > len(quotes)
    assert status.count("<q ") == len(quotes)
    assert all(s.source in status for s in said if s.source_kind != "narrator")


def test_an_event_leads_to_its_happening(client, disputed):
    event = disputed.events[-1][1]
    assert client.get(f"{API}/{event}").json()["id"] == disputed.id
    assert disputed.id in client.get(f"/event/{event}").text


@pytest.mark.parametrize("id_", ["happening-000000000000", "event-nothing", "doc-1", "x"])
def test_what_is_not_there_is_not_found(client, id_):
    assert client.get(f"/event/{id_}").status_code == 404
    answer = client.get(f"{API}/{id_}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ({"slot": "deaths", "low": "3", "best": "4", "high": "7.5"}, ("deaths", "4 (3 to 7.5)")),
        ({"slot": "when", "start": "2024-03-01", "end": "2024-03-02"}, ("when", "2024-03-01 to 2024-03-02 (range)")),
        (
            {"slot": "where", "name": "Kismaayo", "lat": "-0.36", "lon": "42.55", "where_prec": "1"},
            ("where", "Kismaayo"),
        ),
        ({"slot": "status", "text": "alleged"}, ("status", "alleged")),
        ({"slot": "actor", "text": "Danab; police"}, ("actor", "Danab, police")),
        ({"slot": "title", "text": "A name of its own"}, ("title", "A name of its own")),
    ],
)
def test_a_value_decided_by_hand_is_shown_and_what_reports_say_stays(client, store, disputed, form, shown):
    before = len(disputed.slot(shown[0]).said)
    assert decide(client, disputed.id, verb="value", reason="the hospital's list", **form).status_code == 303
    now = situation_of(store, only=Filter(happenings=(disputed.id,))).happenings[0]
    told = now.title if shown[0] == "title" else now.slot(shown[0]).shown
    assert told == shown[1]
    if shown[0] != "title":
        assert (now.slot(shown[0]).state, len(now.slot(shown[0]).said)) == ("decided", before)
    page = client.get(f"/event/{disputed.id}").text
    assert "hospital" in page


@pytest.mark.parametrize(
    "form",
    [
        {"verb": "value", "slot": "deaths", "low": "many"}, {"verb": "value", "slot": "deaths", "low": "-4"},
        {"verb": "value", "slot": "when", "start": "today"}, {"verb": "value", "slot": "status", "text": "true"},
        {"verb": "value", "slot": "where", "name": "X", "lat": "95", "lon": "0"},
        {"verb": "value", "slot": "evidence", "text": "x"},
        {"verb": "value", "slot": "no such", "text": "x"}, {"verb": "praise"}, {"verb": "note", "words": " "},
        {"verb": "value", "slot": "title", "text": " "}, {"verb": "value", "slot": "deaths", "low": "nan"},
    ],
)  # fmt: skip
def test_a_value_that_its_slot_cannot_have_is_refused(client, store, disputed, form):
    before = store.head()
    assert decide(client, disputed.id, **form).status_code == 422
    assert store.head() == before


def test_a_page_says_what_was_just_decided_on_it_with_the_way_back(client, disputed):
    answer = decide(client, disputed.id, verb="exclude", reason="counted twice")
    page = client.get(answer.headers["location"]).text
    told = page.partition('role="status">')[2].partition("</p>")[0]
    assert "does not count (counted twice)" in told
    back = dict(re.findall(r'name="(\w+)" value="([^"]*)"', told))
    answer = client.post(f"/event/{disputed.id}/undo", data=back, follow_redirects=False)
    told = client.get(answer.headers["location"]).text.partition('role="status">')[2].partition("</p>")[0]
    assert "takes back" in told
    assert "<form" not in told
    assert 'role="status"' not in client.get(f"/event/{disputed.id}").text


def test_an_account_that_was_rejected_is_told_and_makes_a_revision_of_its_own(client, store, disputed):
    before = client.get(f"{API}/{disputed.id}").json()
    gone = disputed.events[-1][1]
    store.judge([Judgement("reject", "event", (gone,), "AB", reason="wrong place")])
    now = client.get(f"{API}/{disputed.id}").json()
    assert len(now["accounts"]) == len(before["accounts"]) - 1
    assert now["revision"] > before["revision"]
    assert any(f"{gone} is rejected" in step["told"] for step in now["history"])
    then = client.get(f"{API}/{disputed.id}", params={"as_of": before["revision"]}).json()
    assert len(then["accounts"]) == len(before["accounts"])


def test_nobody_decides_over_somebody_else_unseen(client, store, disputed):
    page = client.get(f"/event/{disputed.id}").text
    old = {"csrf": token_in(page), "seen": "0", "verb": "exclude", "reason": "x"}
    assert decide(client, disputed.id, verb="reject", reason="a hoax").status_code == 303
    assert client.post(f"/event/{disputed.id}/decide", data=old, follow_redirects=False).status_code == 412
    assert [j.verb for j in store.judgements()] == ["reject"]


def test_a_form_sent_twice_is_kept_once(client, store, disputed):
    page = client.get(f"/event/{disputed.id}").text
    form = {"csrf": token_in(page), "seen": "0", "verb": "note", "words": "look again", "once": "abc"}
    for _ in range(2):
        assert client.post(f"/event/{disputed.id}/decide", data=form, follow_redirects=False).status_code == 303
    assert [j.value for j in store.judgements()] == ["look again"]


def test_a_decision_is_taken_back_and_the_earlier_state_stays_at_its_address(client, store, disputed):
    before = client.get(f"{API}/{disputed.id}").json()
    decide(client, disputed.id, verb="exclude", reason="a duplicate")
    now = client.get(f"{API}/{disputed.id}").json()
    assert "a duplicate" in now["excluded"]
    assert now["revision"] > before["revision"]
    made = next(s["decision"] for s in now["history"] if s["decision"])
    form = {"csrf": token_in(client.get("/explore").text), "decision": made, "once": "u1"}
    assert client.post(f"/event/{disputed.id}/undo", data=form, follow_redirects=False).status_code == 303
    assert client.get(f"{API}/{disputed.id}").json()["excluded"] is None
    then = client.get(f"{API}/{disputed.id}", params={"as_of": now["revision"]}).json()
    assert "a duplicate" in then["excluded"]
    page = client.get(f"/event/{disputed.id}", params={"as_of": now["revision"]}).text
    assert "as known" in page
    assert f'action="/event/{disputed.id}/decide"' not in page
    again = client.post(f"/event/{disputed.id}/undo", data=form | {"decision": "judgement-1", "once": "u2"})
    assert again.status_code == 422


def test_whoever_may_only_read_sees_no_form_and_decides_nothing(people, store, disputed):
    page = people["EF"].get(f"/event/{disputed.id}").text
    assert "/decide" not in page
    form = {"csrf": token_in(page), "verb": "exclude", "seen": "0"}
    assert people["EF"].post(f"/event/{disputed.id}/decide", data=form, follow_redirects=False).status_code == 403
    assert people["CD"].get(f"/event/{disputed.id}").text.count("/decide") > 3
    assert store.judgements() == ()


def test_it_is_cited_with_its_revision(client, disputed):
    told = client.get(f"{API}/{disputed.id}").json()
    csl = client.get(f"{API}/{disputed.id}/citation").json()
    assert csl["id"] == f"{disputed.id}@{told['revision']}"
    assert (csl["type"], csl["title"]) == ("entry", disputed.title)
    assert client.get(csl["URL"]).status_code == 200
    assert f"revision {told['revision']}" in client.get(f"/event/{disputed.id}").text
