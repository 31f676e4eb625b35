"""The review page: without script, in a browser by keyboard alone, with the server away, in code points."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from dateline.case.opening import open_case_store
from dateline.case.review.opening import Reviews
from dateline.case.review.records import ReportReview
from dateline.case.store.entry import entry_of
from dateline.case.store.protocol import Store
from dateline.model.judgement import Judgement
from dateline.web.settings import ServeSettings
from tests.case.views.invented import Told
from tests.web.conftest import served
from tests.web.hard import arabic, hostile
from tests.web.looking import watched

EL_BUR = "Army captures El Bur from al-Shabaab"


def report_of(store: Store, title: str = EL_BUR) -> str:
    return next(r.id for r in store.reports() if r.title == title)


def reviewed(store: Store, report: str) -> ReportReview:
    return Reviews(store).opened(report).review


def shown_text(page: str) -> str:
    """The report's text as the page's elements hold it."""
    blocks = re.findall(r"<(p|h3)[^>]* data-t=\"\"[^>]*>(.*?)</\1>", page, re.DOTALL)
    return "".join(unescape(re.sub(r"<[^>]*>", "", inner)) for _, inner in blocks)


def decide(client: TestClient, report: str, **told: str) -> Any:
    return client.post(f"/review/{report}/decide", data=told, follow_redirects=False)


# --- without script -------------------------------------------------------------------------------------------------


def test_review_begins_with_a_report_that_is_not_done(client: TestClient, store: Store) -> None:
    rows = list(store.reports())
    assert client.get("/review", follow_redirects=False).headers["location"] == f"/review/{rows[0].id}"
    store.judge([Judgement("done", "report", (rows[0].id,), "AB", value={"nothing": False})])
    assert client.get("/review", follow_redirects=False).headers["location"] == f"/review/{rows[1].id}"
    store.judge([Judgement("done", "report", (r.id,), "AB", value={"nothing": False}) for r in rows[1:]])
    assert "Every report is gone through" in client.get("/review").text


def test_every_character_of_the_report_stands_in_the_page_in_order(client: TestClient, store: Store) -> None:
    for told in (arabic(), hostile()):
        store.add([entry_of(told.dossier(), "told.txt")])
    for row in store.reports():
        text = reviewed(store, row.id).read.document.text
        page = client.get(f"/review/{row.id}").text
        visible = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "▯", text)
        assert shown_text(page) == visible
        starts = [int(n) for n in re.findall(r'data-t="" data-start="(\d+)"', page)]
        assert starts == sorted(set(starts))
        assert starts[0] == 0


def test_a_verdict_without_script_is_kept_and_leads_back_to_the_record(client: TestClient, store: Store) -> None:
    report = report_of(store)
    first, second, third, *_ = reviewed(store, report).records
    answer = decide(client, report, verb="accept", about=first.id, seen="0")
    assert answer.status_code == 303
    assert answer.headers["location"].endswith(f"#{first.id}")
    decide(client, report, verb="reject", about=second.id, seen="0", reason="wrong place", words="it was Jowhar")
    decide(client, report, verb="unsure", about=third.id, seen="0")
    now = reviewed(store, report)
    assert [r.state for r in now.records[:3]] == ["accepted", "rejected", "unsure"]
    page = client.get(f"/review/{report}").text
    assert "wrong place: it was Jowhar" in page
    assert "3 of 16 decided" in page
    taken_back = now.records[1].decided[-1].id
    decide(client, report, verb="undo", about=second.id, decision=taken_back)
    assert reviewed(store, report).records[1].state == "open"


def test_a_form_made_elsewhere_decides_nothing(client: TestClient, store: Store) -> None:
    report = report_of(store)
    first = reviewed(store, report).records[0]
    client.headers.pop("X-CSRF-Token")
    assert decide(client, report, verb="accept", about=first.id, seen="0").status_code == 403
    assert reviewed(store, report).records[0].state == "open"


def test_nobody_decides_over_another_unseen(client: TestClient, store: Store) -> None:
    report = report_of(store)
    first = reviewed(store, report).records[0]
    store.judge([Judgement("reject", first.kind, (first.id,), "CD", reason="duplicate")])
    answer = decide(client, report, verb="accept", about=first.id, seen="0")
    assert answer.status_code == 412
    assert "CD" in answer.text
    assert reviewed(store, report).records[0].state == "rejected"


def test_a_correction_without_script_keeps_the_words_of_its_slot(client: TestClient, store: Store) -> None:
    report = report_of(store)
    event = next(r for r in reviewed(store, report).records if r.kind == "event")
    form = client.get(f"/review/{report}/fix?record={event.id}")
    assert form.status_code == 200
    told = {"where.there": "place", "where.name": "Jowhar", "where.lat": "2.78", "where.lon": "45.5",
            "where.where_prec": "2", "when.there": "date", "when.start": "2024-03-09", "when.end": "",
            "when.precision": "day"}  # fmt: skip
    answer = decide(client, report, verb="value", about=event.id, seen="0", **told)
    assert answer.status_code == 303, answer.text
    now = reviewed(store, report)
    kept = next(r for r in now.records if r.id == event.id).record
    assert kept.when.start == kept.when.end == "2024-03-09"  # type: ignore[union-attr]
    assert kept.when.evidence == event.record.when.evidence  # type: ignore[union-attr]
    place = next(p for p in now.now.places if p.id == kept.where.place)  # type: ignore[union-attr]
    assert (place.name, place.lat, place.where_prec) == ("Jowhar", 2.78, 2)
    same = {name: value for name, value in told.items() if name.startswith("when")}
    again = decide(client, report, verb="value", about=event.id, **same)
    assert again.status_code == 422
    assert "Nothing was changed" in again.text


def test_a_record_is_added_without_script_only_with_words(client: TestClient, store: Store) -> None:
    report = report_of(store)
    before = len(reviewed(store, report).records)
    told = {"kind": "event", "plover.there": "choice", "plover.value": '"PROTEST"', "status.there": "choice",
            "status.value": '"happened"'}  # fmt: skip
    assert decide(client, report, verb="add", **told).status_code == 422
    assert decide(client, report, verb="add", evidence="0-4", **told).status_code == 303
    added = next(r for r in reviewed(store, report).records if r.state == "added")
    assert len(reviewed(store, report).records) == before + 1
    assert added.record.evidence[0].quote == "Army"  # type: ignore[union-attr]


def test_nothing_here_rejects_what_is_open_and_ends_the_report(client: TestClient, store: Store) -> None:
    report = report_of(store)
    decide(client, report, verb="nothing")
    now = reviewed(store, report)
    assert {r.state for r in now.records} == {"rejected"}
    assert now.done is not None
    assert now.done.value == {"nothing": True}


def test_a_report_that_was_done_can_be_opened_again(client: TestClient, store: Store) -> None:
    report = report_of(store)
    decide(client, report, verb="done")
    page = client.get(f"/review/{report}").text
    assert "Not done after all" in page
    done = reviewed(store, report).done
    assert done is not None
    decide(client, report, verb="undo", decision=done.id)
    assert reviewed(store, report).done is None


def test_a_report_is_looked_at_as_it_was(client: TestClient, store: Store) -> None:
    report = report_of(store)
    first = reviewed(store, report).records[0]
    before = store.info().seq
    decide(client, report, verb="accept", about=first.id, seen="0")
    page = client.get(f"/review/{report}", params={"as_of": before}).text
    assert "0 of 16 decided" in page
    assert 'value="accept"' not in page
    assert "1 of 16 decided" in client.get(f"/review/{report}").text


def test_a_card_tells_who_took_its_record_and_calls_nothing_true(client: TestClient, store: Store) -> None:
    report = report_of(store)
    one, two, three = reviewed(store, report).records[:3]
    store.judge([
        Judgement("accept", one.kind, (one.id,), "AB"),
        Judgement("reject", two.kind, (two.id,), "AB", reason="duplicate"),
        Judgement("note", three.kind, (three.id,), "AB", value="flag: to be looked at again"),
    ])  # fmt: skip
    page = client.get(f"/review/{report}").text
    assert "AB: this is accepted" in page
    assert "AB: this is rejected and left out (duplicate)" in page
    assert "AB: flags it: to be looked at again" in page
    told = [d["told"] for d in client.get("/api/v1/decisions").json()["items"]]
    assert any(f"{one.id} is accepted" in words for words in told), "a list of all decisions names the record"


def test_whoever_only_reads_is_offered_no_decision(people: dict[str, TestClient], store: Store) -> None:
    report = report_of(store)
    first = reviewed(store, report).records[0]
    page = people["EF"].get(f"/review/{report}")
    assert page.status_code == 200
    assert 'value="accept"' not in page.text
    assert decide(people["EF"], report, verb="accept", about=first.id, seen="0").status_code == 403
    assert decide(people["CD"], report, verb="accept", about=first.id, seen="0").status_code == 303
    assert reviewed(store, report).records[0].decided[-1].who == "CD"


def test_a_hostile_report_stands_escaped(client: TestClient, store: Store) -> None:
    told = hostile()
    store.add([entry_of(told.dossier(), "hostile.txt")])
    page = client.get(f"/review/{told.document.id}").text
    assert "<script>window" not in page
    assert 'onerror="' not in page
    fix = client.get(f"/review/{told.document.id}/fix?record={told.events[0].id}").text
    assert "<script>window" not in fix


def test_an_arabic_report_has_its_own_direction_block_by_block(client: TestClient, store: Store) -> None:
    told = arabic()
    store.add([entry_of(told.dossier(), "arabic.txt")])
    page = client.get(f"/review/{told.document.id}").text
    blocks = re.findall(r"<(?:p|h3)[^>]* data-t=\"\"[^>]*>", page)
    assert blocks
    assert all('dir="auto"' in b for b in blocks)


def test_places_are_found_by_name_the_near_ones_first(client: TestClient) -> None:
    asked = {"q": "Paris", "lat": "33.6", "lon": "-95.5"}
    found = client.get("/review/places", params=asked, headers={"Accept": "application/json"}).json()
    assert found["total"] > 1
    assert found["places"][0]["country"] == "US"
    assert found["places"][0]["km"] < 50
    assert "Paris" in client.get("/review/places", params={"q": "Paris"}).text
    alike = client.get(
        "/review/places", params={"q": "Beletweyne", "countries": "SO"}, headers={"Accept": "application/json"}
    ).json()
    assert any(p["country"] == "SO" for p in alike["places"])
    assert client.get("/review/places", params={"q": "Paris", "lat": "91", "lon": "0"}).status_code == 422


def test_a_place_is_found_while_its_name_is_typed_the_reports_own_countries_first(client: TestClient) -> None:
    asked = {"q": "Gaalk", "lat": "2.0", "lon": "45.3", "countries": "SO"}
    found = client.get("/review/places", params=asked, headers={"Accept": "application/json"}).json()["places"]
    assert (found[0]["name"], found[0]["country"], found[0]["begins"]) == ("Gaalkacyo", "SO", True)
    whole = client.get("/review/places", params=asked | {"q": "Gaalkacyo"}, headers={"Accept": "application/json"})
    assert (whole.json()["places"][0]["name"], whole.json()["places"][0]["begins"]) == ("Gaalkacyo", False)
    short = client.get("/review/places", params=asked | {"q": "Ga"}, headers={"Accept": "application/json"}).json()
    assert not any(p["begins"] for p in short["places"])


def test_the_map_to_point_on_tells_the_degrees_of_its_edges(client: TestClient) -> None:
    figure = client.get("/review/map", params={"lat": 4.0, "lon": 45.0, "km": 222.39}).text
    south, west, north, east = (
        float(re.search(rf'data-{side}="([^"]+)"', figure)[1])  # type: ignore[index]
        for side in ("south", "west", "north", "east")
    )
    assert (south + north) / 2 == pytest.approx(4.0)
    assert (west + east) / 2 == pytest.approx(45.0)
    assert east - west == pytest.approx(2 / 0.99756, rel=1e-3)
    assert client.get("/review/map", params={"lat": "nan", "lon": 45.0}).status_code == 422


def test_a_record_of_a_long_report_is_found_on_its_own_page(client: TestClient, store: Store) -> None:
    line = "The ADF attacked Beni on 3 May 2024. "
    told = Told(f"A long day\n\n{line * 450}This is fiction.\n", "Wire", "2024-05-04", title="A long day")
    text = told.document.text
    slots = {"plover": "ASSAULT", "status": "happened"}
    body = [
        Judgement("add", "event", (told.document.id, f"event-{n:012x}"), "AB",
                  value={"id": f"event-{n:012x}", "kind": "event", "slots": slots},
                  evidence=((at, at + 20, text[at : at + 20]),))
        for n, at in enumerate(m.start() for m in re.finditer("The ADF", text))
    ]  # fmt: skip
    store.add([entry_of(told.dossier(), "long.txt")])
    store.judge(body)
    page = client.get(f"/review/{told.document.id}").text
    assert page.count('class="card rec') == 200
    assert "Records after these" in page
    last = client.get(f"/review/{told.document.id}?record=event-{449:012x}").text
    assert f'id="event-{449:012x}"' in last
    assert last.count('class="card rec') == 50
    assert shown_text(page) == text


# --- in a browser ---------------------------------------------------------------------------------------------------


@contextmanager
def opened(browser: Browser, case_file: Path, report: str) -> Iterator[Page]:
    """The page of a report in a browser, once its scripts are ready; it may neither complain nor ask elsewhere."""
    with served(ServeSettings(str(case_file), who="AB")) as address, watched(browser, address) as seen:
        page = seen.context.new_page()
        seen.complaints.clear()
        page.goto(f"{seen.origin}/review/{report}")
        expect(page.locator(".rec.on")).to_have_count(1)
        yield page
        assert seen.elsewhere == []


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text("all saved")


def now(case_file: Path, report: str) -> ReportReview:
    store = open_case_store(str(case_file))
    try:
        return reviewed(store, report)
    finally:
        store.close()


def test_a_whole_report_is_reviewed_by_keyboard_alone(browser: Browser, store: Store, case_file: Path) -> None:
    report = report_of(store)
    before = reviewed(store, report)
    event = next(r for r in before.records if r.kind == "event")
    at = before.records.index(event)
    with opened(browser, case_file, report) as page:
        page.keyboard.press("a")  # accepts the first, and goes on
        expect(page.locator(f"#{before.records[1].id}.on")).to_be_visible()
        saved(page)
        for _ in range(at - 1):
            page.keyboard.press("j")
        expect(page.locator(f"#{event.id}.on")).to_be_visible()
        page.keyboard.press("}")  # its words, one more
        page.keyboard.press("]")  # and one less at their start
        page.keyboard.press("Enter")
        saved(page)
        page.keyboard.press("p")  # its place, on the map
        page.locator("#pick-map .dl-map-pin").wait_for()
        page.locator("#pick-map").focus()
        degrees = page.locator('[name="pick-lat"]').input_value()
        for _ in range(5):
            page.keyboard.press("ArrowUp")
        assert float(page.locator('[name="pick-lat"]').input_value()) > float(degrees)
        page.locator("#picker button.main").press("Enter")
        expect(page.locator("#picker")).not_to_be_visible()
        saved(page)
        page.keyboard.press("e")  # a number that has no words so far wants some
        page.locator('.fixing [name="deaths.best"]').fill("3")
        page.keyboard.press("Enter")
        fault = page.locator(".fixing .fault")
        expect(fault).to_contain_text("choose those that say it")
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        page.keyboard.press("x")  # wrong, and why
        page.keyboard.press("4")
        page.keyboard.press("u")
        page.keyboard.press("Backspace")  # takes "unsure" back
        saved(page)
        page.keyboard.press("D")
        page.wait_for_url(lambda url: report not in url)
    after = now(case_file, report)
    assert after.records[0].state == "accepted"
    corrected = after.of(event.id)
    assert corrected is not None
    assert corrected.state == "corrected"
    moved, old = corrected.record.evidence[0], event.record.evidence[0]  # type: ignore[union-attr]
    assert moved.start > old.start
    assert moved.end > old.end
    place = next(p for p in after.now.places if p.id == corrected.record.where.place)  # type: ignore[union-attr]
    assert place.lat is not None
    assert place.lat > float(degrees)
    assert [r.decided[-1].reason for r in after.records if r.state == "rejected"] == ["wrong number"]
    assert "unsure" not in {r.state for r in after.records}
    assert after.done is not None


def test_a_form_keeps_what_is_typed_while_its_card_is_drawn_anew(
    browser: Browser, store: Store, case_file: Path
) -> None:
    report = report_of(store)
    event = next(r for r in reviewed(store, report).records if r.kind == "event")
    held: list[Route] = []
    with opened(browser, case_file, report) as page:
        page.locator(f"#{event.id}").click(position={"x": 5, "y": 5})
        expect(page.locator(f"#{event.id}.on")).to_be_visible()
        drawn = re.compile(rf"/review/{report}(\?|$)")
        page.route(drawn, lambda route: held.append(route))  # noqa: PLW0108 - a builtin is not taken
        with page.expect_request(drawn):
            page.keyboard.press("}")
            page.keyboard.press("Enter")  # its words, one more: the page is to be drawn anew
        page.keyboard.press("e")
        best = page.locator('.fixing [name="deaths.best"]')
        best.fill("3")
        held[0].continue_()
        page.locator(f"#{event.id}[data-stale]").wait_for()
        expect(best).to_be_focused()
        expect(best).to_have_value("3")
        page.unroute(drawn)
        page.keyboard.press("Escape")
        expect(page.locator(f"#{event.id}:not([data-stale])")).to_be_visible()


def test_a_form_that_comes_late_opens_in_the_card_as_it_stands(browser: Browser, store: Store, case_file: Path) -> None:
    report = report_of(store)
    event = next(r for r in reviewed(store, report).records if r.kind == "event")
    held: list[Route] = []
    with opened(browser, case_file, report) as page:
        page.locator(f"#{event.id}").click(position={"x": 5, "y": 5})
        expect(page.locator(f"#{event.id}.on")).to_be_visible()
        page.route("**/fix?*", lambda route: held.append(route))  # noqa: PLW0108 - a builtin is not taken
        with page.expect_request("**/fix?*"):
            page.keyboard.press("e")
        drawn = "document.addEventListener('review:redrawn', () => document.body.dataset.drawn = '1')"
        page.evaluate(drawn)
        page.keyboard.press("}")
        page.keyboard.press("Enter")
        page.locator("body[data-drawn]").wait_for()
        held[0].continue_()
        page.locator('.fixing [name="deaths.best"]').fill("3")
        page.keyboard.press("Enter")
        expect(page.locator(".fixing .fault")).to_contain_text("choose those that say it")


def test_a_number_out_of_order_is_told_while_the_form_is_open(browser: Browser, store: Store, case_file: Path) -> None:
    report = report_of(store, "Car bomb kills at least 12 outside Beledweyne restaurant")
    with opened(browser, case_file, report) as page:
        page.keyboard.press("e")
        best = page.locator('.fixing [name="deaths.best"]')
        best.fill("5")  # at least 12 are told of
        page.keyboard.press("Enter")
        expect(page.locator(".fixing .fault")).to_contain_text("the least before the best")
        expect(best).to_have_value("5")
        asked: list[str] = []

        def stay(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.dismiss()

        page.on("dialog", stay)
        with page.expect_event("dialog"):
            page.evaluate("location.reload()")
        assert asked == ["beforeunload"], "what was typed is not lost by a reload"
        expect(best).to_have_value("5")
        best.fill("15")
        page.keyboard.press("Enter")
        saved(page)
        expect(page.locator(".rec.on")).to_contain_text("15")
    assert now(case_file, report).records[0].state == "corrected"


def test_a_decision_to_look_at_is_led_to_from_other_reports(browser: Browser, store: Store, case_file: Path) -> None:
    report = report_of(store)
    first = reviewed(store, report).records[0]
    with opened(browser, case_file, report) as page:
        store.judge([Judgement("reject", first.kind, (first.id,), "CD", reason="duplicate")])
        page.keyboard.press("a")
        expect(page.locator(f"#{first.id} .stopped")).to_contain_text("CD")
        page.locator("#saved a").click()
        expect(page.locator(f"#{first.id}.on .stopped")).to_be_in_viewport()
        page.keyboard.press("J")
        page.wait_for_url(lambda url: report not in url)
        page.locator("#saved a").click()
        expect(page.locator(f"#{first.id}.on .stopped")).to_contain_text("CD")
        page.locator(".stopped").get_by_role("button", name="Keep theirs").click()
        saved(page)


def test_a_key_held_down_decides_once_and_the_end_of_the_words_is_seen(
    browser: Browser, store: Store, case_file: Path
) -> None:
    report = report_of(store)
    with opened(browser, case_file, report) as page:
        page.keyboard.down("a")
        page.keyboard.down("a")  # as a keyboard repeats a key
        page.keyboard.down("a")
        page.keyboard.up("a")
        saved(page)
        assert sum(r.state == "accepted" for r in reviewed(store, report).records) == 1
        page.keyboard.press("v")
        chosen = page.locator("#words > p").first
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 860})
            assert chosen.evaluate("e => e.scrollHeight - e.clientHeight") <= 1, "no line of them is cut off"
        assert page.locator(".top nav [aria-current]").evaluate("e => e.getBoundingClientRect().right") <= 390


def test_no_decision_is_lost_while_the_server_is_away(browser: Browser, store: Store, case_file: Path) -> None:
    report = report_of(store)
    ids = [r.id for r in reviewed(store, report).records]
    with opened(browser, case_file, report) as page:
        swallowed: list[str] = []

        def away(route: Route) -> None:
            """The first is kept by the server, but its answer is lost; the others do not arrive."""
            if not swallowed:
                route.fetch()
            swallowed.append(route.request.headers["idempotency-key"])
            route.abort()

        page.route("**/decisions", away)
        page.keyboard.press("a")
        page.keyboard.press("u")
        page.keyboard.press("a")
        expect(page.locator("#saved")).to_have_text("3 decisions wait for the server")
        expect(page.locator(f"#{ids[1]}")).to_have_attribute("data-state", "unsure")
        page.reload()  # the page is drawn anew; what waits is shown, and sent when the server is back
        expect(page.locator(f"#{ids[2]}")).to_have_attribute("data-state", "accepted")
        page.unroute("**/decisions", away)
        page.keyboard.press("Control+s")
        saved(page)
        assert len(set(swallowed)) == 1
    assert [r.state for r in now(case_file, report).records[:4]] == ["accepted", "unsure", "accepted", "open"]
    assert sum(len(r.decided) for r in now(case_file, report).records) == 3


def test_who_was_overtaken_chooses_what_holds(browser: Browser, store: Store, case_file: Path) -> None:
    report = report_of(store)
    first, second = reviewed(store, report).records[:2]
    with opened(browser, case_file, report) as page:
        for record in (first, second):
            store.judge([Judgement("reject", record.kind, (record.id,), "CD", reason="duplicate")])
        page.keyboard.press("a")
        box = page.locator(f"#{first.id} .stopped")
        expect(box).to_contain_text("CD")
        expect(page.locator("#saved")).to_contain_text("to look at")
        page.keyboard.press("a")
        expect(page.locator(f"#{second.id} .stopped")).to_contain_text("CD")
        page.locator(f"#{first.id} summary").first.click()
        box.get_by_role("button", name="Keep mine").click()
        page.locator(f"#{second.id} summary").first.click()
        page.locator(f"#{second.id} .stopped").get_by_role("button", name="Keep theirs").click()
        saved(page)
    assert [r.state for r in now(case_file, report).records[:2]] == ["accepted", "rejected"]


def test_places_in_the_text_are_code_points_on_both_sides(browser: Browser, store: Store, case_file: Path) -> None:
    """Arabic, an emoji of two UTF-16 units, letters that combine, and a character that is stood in for."""
    words = "قصفت 😀 أم درمان e\u0301t e\u0301 \u202eturned\u202c 👩\u200d🚒 end"
    told = Told(f"Mixed\n\n{words} on 3 May 2024. This is fiction.\n", "Wire", "2024-05-04", title="Mixed")
    store.add([entry_of(told.dossier(), "mixed.txt")])
    text = told.document.text
    with opened_bare(browser, case_file, told.document.id) as page:
        for part in ("😀", "أم درمان", "e\u0301t", "\u202eturned\u202c", "👩\u200d🚒 end", "Mixed"):
            start = text.index(part)
            end = start + len(part)
            assert page.evaluate(f"offsets.exact({start}, {end})") == part
            back = page.evaluate(
                f"(() => {{ const r = offsets.range({start}, {end}); return [offsets.of(r.startContainer,"
                " r.startOffset), offsets.of(r.endContainer, r.endOffset)]; })()"
            )
            assert back == [start, end]
            picked = page.evaluate(
                f"(() => {{ const s = getSelection(); s.removeAllRanges(); s.addRange(offsets.range({start}, {end}));"
                " return offsets.selected(s); })()"
            )
            assert picked == [start, end]
        assert page.evaluate("[offsets.points('a😀b', 3), offsets.units('a😀b', 2), offsets.points('')]") == [2, 3, 0]
        step = text.index("😀")
        assert page.evaluate(f"offsets.step({step}, 0, 1)") == text.index("أم درمان")
        assert page.evaluate(f"offsets.step({step}, 0, -1)") == text.index("قصفت")
        start = text.index("\u202eturned")
        page.evaluate(f"getSelection().removeAllRanges(); getSelection().addRange(offsets.range({start}, {start + 8}))")
        page.keyboard.press("n")  # a new record from what is selected
        page.locator("#adding button.main").click()
        expect(page.locator("#adding .fault")).to_contain_text("cannot be empty")
        page.locator('#adding [name="plover.value"]').select_option('"ASSAULT"')
        page.locator('#adding [name="status.value"]').select_option('"happened"')
        page.locator("#adding button.main").click()
        expect(page.locator(".rec")).to_have_attribute("data-state", "added")
        saved(page)
    added = now(case_file, told.document.id).records[0].record
    assert added.evidence[0].quote == "\u202eturned\u202c"  # type: ignore[union-attr]


@contextmanager
def opened_bare(browser: Browser, case_file: Path, report: str) -> Iterator[Page]:
    """A report without records."""
    with served(ServeSettings(str(case_file), who="AB")) as address, watched(browser, address) as seen:
        page = seen.context.new_page()
        page.goto(f"{seen.origin}/review/{report}")
        page.wait_for_function("document.documentElement.classList.contains('scripted-on')")
        yield page


def test_requests_of_several_threads_see_one_review(client: TestClient, store: Store) -> None:
    report = report_of(store)
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(client.get(f"/review/{report}").status_code)) for _ in range(4)
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert found == [200] * 4
