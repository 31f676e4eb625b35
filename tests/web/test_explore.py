"""Explore: one filter in the address, four views, each count leading to as many."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from dateline.case.ledger.inclusion import Rules
from dateline.case.situation import situation_of
from dateline.case.views.filter import filter_of
from dateline.model.judgement import Judgement
from dateline.web.settings import ServeSettings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from dateline.case.store.protocol import Store

API = "/api/v1/explore"


def shown_in(store: Store, **asked: Any) -> set[str]:
    """What the situation shows under a filter."""
    return {h.id for h in situation_of(store, only=filter_of(**asked), rules=Rules()).happenings if h.included}


FILTERS: list[dict[str, Any]] = [
    {}, {"country": "SO"}, {"text": "bomb"}, {"actor": "Shabaab"}, {"from": "2024-03-09"}, {"to": "2024-03-07"},
    {"type": "ASSAULT"}, {"status": "denied"}, {"country": "KE"}, {"source": "residents"}, {"box": "4,44,5,46"},
]  # fmt: skip


@pytest.mark.parametrize("asked", FILTERS, ids=str)
def test_the_table_shows_what_the_situation_shows(client, store, asked):
    found = client.get(API, params=asked).json()
    told = {k: v.split(",") if k == "box" else v for k, v in asked.items()}
    assert {h["id"] for h in found["items"]} == shown_in(store, **told)
    assert found["shown"] == len(found["items"])
    assert found["of"] == 17
    assert found["shown"] + sum(x["number"] for x in found["left_out"]) == found["of"]
    html = client.get("/explore", params=asked).text
    assert all(f'href="/event/{h["id"]}"' in html for h in found["items"])
    assert f"<b>{found['shown']}</b> of 17 happenings shown" in html


@pytest.mark.parametrize("view", ["map", "timeline", "matrix"])
def test_each_part_of_a_figure_leads_to_as_many_as_it_counts(client, view):
    html = client.get("/explore", params={"view": view}).text
    found = client.get(f"{API}/{view}").json()
    if view == "map":
        counts = [c["happenings"] for c in found["cells"]]
        links = re.findall(r'<th scope="row"><a href="(/explore\?[^"]+)"', html)
    elif view == "timeline":
        counts = [b["happenings"] for b in found["bars"] if b["happenings"]]
        links = re.findall(r'<th scope="row"><a href="(/explore\?[^"]+)"', html)
    else:
        counts = [n for row in found["counts"] for n in row if n]
        links = re.findall(r'<td class="heat-[1-5]"><a href="(/explore\?[^"]+)"', html)
    assert len(counts) == len(links) > 3
    for number, link in zip(counts, links, strict=True):
        told = client.get(unescape(link)).text
        assert f"<b>{number}</b> of 17" in told, link


def test_figures_have_a_drawing_whose_links_are_those_of_their_table(client):
    for view in ("map", "timeline"):
        html = client.get("/explore", params={"view": view}).text
        drawn = re.findall(r'<a (?:class="dl-map-crowd-link" )?href="(/explore\?[^"]+)"', html.partition("<table")[0])
        table = re.findall(r'<th scope="row"><a href="(/explore\?[^"]+)"', html)
        assert {unescape(x) for x in table} <= {unescape(x) for x in drawn}


def test_pages_follow_each_other_by_their_cursor(client):
    seen: list[str] = []
    after: int | None = 0
    while after is not None:
        page = client.get(API, params={"limit": 5, "after": after, "sort": "earliest"}).json()
        seen += [h["id"] for h in page["items"]]
        after = page["next"]
    assert len(seen) == len(set(seen)) == 17


def test_all_state_is_in_the_address_and_a_form_leaves_nothing_empty_in_it(client):
    answer = client.get("/explore?text=&from=2024-03-09&country=so%2C+ke&view=map&type=", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/explore?country=so%3Bke&from=2024-03-09&view=map"
    html = client.get(answer.headers["location"]).text
    assert 'value="2024-03-09"' in html
    assert 'href="/api/v1/explore/map?country=so&amp;country=ke&amp;from=2024-03-09"' in html


def test_what_is_shown_leads_to_its_export_and_never_to_more(client):
    html = client.get("/explore?country=SO&from=2024-03-09&view=map").text
    assert 'href="/export?country=SO&amp;from=2024-03-09"' in html
    formats = client.get("/export?country=SO&from=2024-03-09").text
    assert "/export?format=ged&amp;country=SO&amp;from=2024-03-09" in formats
    sides = client.get("/explore?doer=al-shabaab").text  # Export knows no sides of an act
    assert "Export these" not in sides


def test_the_part_that_changes_comes_with_its_address_where_the_page_asks_by_script(client):
    answer = client.get("/explore?text=bomb&country=&view=timeline", headers={"HX-Request": "true"})
    assert answer.headers["HX-Push-Url"] == "/explore?text=bomb&view=timeline"
    assert 'id="explore"' in answer.text


@pytest.mark.parametrize(
    ("asked", "word"),
    [({"type": "WAR"}, "type"), ({"from": "yesterday"}, "no day"), ({"box": "1,2,3"}, "box"),
     ({"country": "Atlantis"}, "country"), ({"from": "2024-05-01", "to": "2024-01-01"}, "after the last"),
     ({"view": "globe"}, "view"), ({"colour": "red"}, "colour"), ({"as_of": "9999"}, "as-of"),
     ({"box": "9,0,1,1"}, "box"), ({"text": "a\x00b"}, "zero byte")],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_words(client, asked, word):
    for path in ("/explore", API):
        if path == API and "view" in asked:
            continue
        answer = client.get(path, params=asked)
        assert answer.status_code == (400 if word == "zero byte" else 422)  # the door has no address with that
        assert word in answer.text


def test_what_decisions_leave_out_is_told_and_not_counted(client, store):
    first = client.get(API).json()["items"][0]["id"]
    store.judge([Judgement("exclude", "happening", (first,), "AB", reason="before the war")])
    found = client.get(API).json()
    assert first not in {h["id"] for h in found["items"]}
    assert found["shown"] == 16
    assert {"reason": "happenings that a decision leaves out", "number": 1} in found["left_out"]
    assert "1 happenings that a decision leaves out" in client.get("/explore").text


def test_a_decided_place_is_where_the_map_counts_it(client, store):
    first = client.get(API).json()["items"][0]["id"]
    value = {"name": "Kismaayo", "lat": -0.36, "lon": 42.55, "country": "SO"}
    store.judge([Judgement("value", "happening", (first,), "AB", slot="where", value=value)])
    found = client.get(API, params={"box": "-0.5,42,0,43"}).json()
    assert [h["id"] for h in found["items"]] == [first]
    assert found["items"][0]["decided"] == ["where"]


def test_words_of_reports_are_inert_in_every_view(client):
    for view in ("table", "map", "timeline", "matrix"):
        answer = client.get(
            "/explore", params={"view": view, "text": "<script>alert(1)</script>", "actor": '"><svg onload=x>'}
        )
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "<svg onload" not in answer.text


def test_an_answer_that_one_has_already_is_not_sent_again(client):
    tag = client.get(f"{API}/map").headers["ETag"]
    assert client.get(f"{API}/map", headers={"If-None-Match": tag}).status_code == 304


def test_a_filter_without_reload_pushes_its_address_and_a_reload_gives_the_same(
    case_file: Path, serve: Callable[[ServeSettings], Any], browser: Browser
) -> None:
    with serve(ServeSettings(str(case_file), who="AB")) as base:
        page = browser.new_page()
        problems: list[str] = []
        page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
        page.goto(f"{base}/explore")
        page.evaluate("window.same = true")
        page.fill("#f-text", "bomb")
        page.press("#f-text", "Tab")
        page.wait_for_url("**/explore?text=bomb")
        page.wait_for_selector(".chip")
        assert page.evaluate("window.same") is True, "the page was loaded anew"
        page.click('.tabs a[data-view="timeline"]')
        page.wait_for_selector("svg.heaps")
        assert page.url.endswith("/explore?text=bomb&view=timeline")
        before = page.inner_text("#explore .tells"), page.inner_text("#explore table")
        page.reload()
        assert (page.inner_text("#explore .tells"), page.inner_text("#explore table")) == before
        assert page.input_value("#f-text") == "bomb"
        page.go_back()
        page.wait_for_selector("table.happenings")
        assert problems == []
        page.close()
