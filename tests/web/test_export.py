"""Exports in the browser and for programs: looked at beforehand, made beside the requests, nobody exposed unseen.

All persons and happenings here are fiction.
"""

from __future__ import annotations

import csv
import io
import json
import re
import time
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser

from dateline.case.keep.keys import key_path, load_key
from dateline.case.opening import open_case_store
from dateline.case.store.entry import addition_key, entry_of, pack
from dateline.case.store.protocol import Store
from dateline.exports.built_in import BUILT_IN
from dateline.exports.case_material import material_of_case
from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement
from dateline.protect.policy import Policy
from dateline.protect.view import show
from dateline.web.settings import ServeSettings
from dateline.web.topics.export.making import KEPT
from tests.case.views.invented import Told
from tests.web.conftest import accounts_made, as_own_page, client_of, served, sign_in
from tests.web.looking import watched

V1 = "/api/v1"
NAME = "Furaha Zawadisson"
NUMBER = "+243 912 555 0143"
__all__ = ["accounts_made"]


def whispered() -> Dossier:
    """A report whose source must not be named."""
    told = Told(
        f"Attack on Beni\n\nBENI — ADF fighters attacked Beni on 3 May 2024, killing four civilians, said {NAME}, "
        f"a nurse who asked not to be named. Her number is {NUMBER}. The army held a parade. This is fiction.\n",
        "Kivu Courier",
        "2024-05-04",
        title="Attack on Beni",
    )
    claim = told.claim(NAME, "ADF fighters attacked Beni on 3 May 2024, killing four civilians", kind="named")
    told.actor("army")
    told.attack("attacked Beni", "Beni", "2024-05-03", killed="four civilians", toll=4, claims=[claim])
    made = told.dossier()
    return replace(made, sources=tuple(replace(s, protect=True) for s in made.sources))


def added(store: Store, case_file: Path) -> str:
    """The report in the case, as adding it keeps it; its id."""
    key, whole = load_key(key_path(str(case_file))), whispered()
    view = show(whole, Policy(key=key.pseudonym_key)).dossier
    assert NAME not in json.dumps(view.document.text)
    store.add([entry_of(view, "beni.txt", key=addition_key(whole), sealed=key.seal(pack(whole)))])
    return view.document.id


def review(store: Store) -> None:
    """Somebody goes through every report that protects anybody."""
    store.judge([Judgement("done", "report", (p.report,), "CD") for p in store.protecting()])


def ended(client: TestClient, id_: str) -> dict[str, Any]:
    """An export once it is over."""
    for _ in range(600):
        found: dict[str, Any] = client.get(f"{V1}/exports/{id_}").json()
        if found["over"]:
            return found
        time.sleep(0.02)
    raise AssertionError("It did not end.")


def made(client: TestClient, **asked: Any) -> dict[str, Any]:
    answer = client.post(f"{V1}/exports", json=asked)
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == f"{V1}/exports/{answer.json()['id']}"
    return ended(client, answer.json()["id"])


def fetched(client: TestClient, export: dict[str, Any]) -> dict[str, bytes]:
    """The files of an export by kind."""
    return {f["kind"]: client.get(f["url"]).content for f in export["files"]}


def test_each_format_is_offered_once(client):
    names = re.findall(r'href="/export\?format=([^"&]+)"', client.get("/export").text)
    assert len(names) == len(set(names)) > 10


def test_every_format_is_offered_with_what_it_holds_and_for_whom(client: TestClient) -> None:
    page = client.get("/export").text
    found = {f["name"]: f for f in client.get(f"{V1}/formats").json()["items"]}
    assert set(found) == set(BUILT_IN)
    assert len(client.get(f"{V1}/formats").json()["items"]) == len(found), "each once"
    assert all(f["used_by"] and f["summary"] for f in found.values())
    assert all(f'href="/export?format={name}"' in page for name in found)


def test_the_choice_of_a_format_keeps_the_filter_that_explore_had(client: TestClient) -> None:
    assert 'href="/export?format=ged&amp;country=SO&amp;actor=al-Shabaab"' in client.get(
        "/export?country=SO&actor=al-Shabaab"
    ).text  # fmt: skip


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_preview_of_every_format_tells_its_losses_and_changes_nothing(client: TestClient, name: str) -> None:
    if name == "gold":  # of reports that somebody went through to the end
        report = client.get(f"{V1}/reports?limit=1").json()["items"][0]["id"]
        done = {"decisions": [{"verb": "done", "about": report}]}
        assert client.post(f"{V1}/reports/{report}/decisions", json=done).status_code == 201
    before = client.get(f"{V1}/case").json()["head"]
    found = client.get(f"{V1}/export-preview", params={"format": name}).json()
    assert found["records"] > 0
    assert len(found["rows"]) <= 5
    assert client.get(f"/export?format={name}").status_code == 200
    assert client.get(f"{V1}/case").json()["head"] == before


def test_a_preview_shows_the_first_rows_of_what_is_asked_for(client: TestClient, store: Store) -> None:
    review(store)
    found = client.get(f"{V1}/export-preview?format=csv&from=2024-03-07&to=2024-03-07&share=no").json()
    file = fetched(client, made(client, format="csv", **{"from": "2024-03-07", "to": "2024-03-07", "share": False}))
    rows = list(csv.reader(io.StringIO(file["export"].decode())))
    assert found["header"] == rows[0]
    assert found["rows"] == [[c[:400] for c in row] for row in rows[1:6]]
    assert found["records"] < client.get(f"{V1}/export-preview?format=csv").json()["records"]


def test_nothing_that_fits_is_said_rather_than_exported_whole(client: TestClient) -> None:
    assert "Nothing in the case fits." in client.get("/export?format=ged&text=zeppelin").text


@pytest.mark.parametrize(
    "asked",
    ["format=gedd", "format=ged&country=Atlantis", "format=ged&from=May", "format=ged&as_of=99999", "format=ged&x=1"],
)
def test_what_makes_no_sense_is_told_with_the_form_still_there(client: TestClient, asked: str) -> None:
    answer = client.get(f"/export?{asked}")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "<form" in answer.text
    assert client.get(f"{V1}/export-preview?{asked}").status_code == 422


def test_ged_with_a_protected_source_in_it_never_holds_the_name_and_says_what_is_hidden(
    client: TestClient, store: Store, case_file: Path
) -> None:
    report = added(store, case_file)
    review(store)
    pseudonym = next(p.sources[0] for p in store.protecting() if p.report == report)
    page = client.get("/export?format=ged&country=CD").text
    export = made(client, format="ged", country=["CD"])
    files = fetched(client, export)
    rows = list(csv.DictReader(io.StringIO(files["export"].decode())))
    assert [(r["where_coordinates"], r["best"]) for r in rows] == [("Beni", "4")]
    told = [page, client.get(f"/export/{export['id']}").text, json.dumps(export), *(f.decode() for f in files.values())]
    for secret in (NAME, "Zawadisson", NUMBER, "555 0143"):
        assert not [text for text in told if secret in text]
    assert pseudonym in files["export"].decode()
    hidden = {r["what"]: r["count"] for r in export["redactions"]}
    assert hidden["report that the case keeps as a view, with whom it protects hidden"] == 1
    assert "report that the case keeps as a view, with whom it protects hidden" in page
    assert "whom reports protect is hidden" in page


def test_files_are_those_that_the_manifest_has_the_digests_of(client: TestClient, store: Store) -> None:
    review(store)
    export = made(client, format="ged")
    files = fetched(client, export)
    manifest = json.loads(files["manifest"])
    digests = {f["name"]: f["sha256"] for f in export["files"]}
    assert manifest["files"]
    assert all(digests[name] == told["sha256"] for name, told in manifest["files"].items())
    assert manifest["of"]["shared"] is True
    assert [c["what"] for c in export["licences"]] == [c["what"] for c in manifest["licences"]]
    assert export["losses"] == manifest["losses"]["by_reason"]
    page = client.get(f"/export/{export['id']}").text
    assert all(f["sha256"] in page and f["url"] in page for f in export["files"])
    assert export["losses"][0]["reason"] in page.replace("&#39;", "'")


def test_pages_of_a_case_come_as_one_file(client: TestClient, store: Store) -> None:
    review(store)
    files = fetched(client, made(client, format="html", **{"from": "2024-03-07"}))
    with zipfile.ZipFile(io.BytesIO(files["export"])) as packed:
        assert packed.testzip() is None
        assert [n for n in packed.namelist() if n.endswith("/index.html")]


def test_protected_sources_that_nobody_has_gone_through_stop_an_export(client: TestClient, store: Store) -> None:
    answer = client.post(f"{V1}/exports", json={"format": "ged"})
    waiting = [p.report for p in store.protecting()]
    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"
    assert [r["report"] for r in answer.json()["reports"]] == waiting
    page = client.get("/export?format=ged").text
    assert 'name="all_the_same"' in page
    assert all(f'href="/review/{report}"' in page for report in waiting)
    review(store)
    assert client.post(f"{V1}/exports", json={"format": "ged"}).status_code == 202
    assert 'name="all_the_same"' not in client.get("/export?format=ged").text


def test_only_reports_of_the_export_stop_it(client: TestClient, store: Store, case_file: Path) -> None:
    review(store)
    report = added(store, case_file)
    refused = made(client, format="ged", country=["CD"])
    assert (refused["state"], refused["files"]) == ("failed", [])
    assert [r["report"] for r in refused["refused"]] == [report]
    assert 'name="all_the_same"' in client.get(f"/export/{refused['id']}").text
    assert made(client, format="ged", country=["SO"])["state"] == "done"


def test_a_report_that_was_read_anew_is_to_be_gone_through_again(store: Store, case_file: Path) -> None:
    from dateline.case.views.guarded import unreviewed

    added(store, case_file)
    review(store)
    assert unreviewed(store) == ()
    store.judge([Judgement("undo", "judgement", (store.judgements()[-1].id,), "CD")])
    assert len(unreviewed(store)) == 1
    review(store)
    key, whole = load_key(key_path(str(case_file))), whispered()
    again = replace(whole, receipt=replace(whole.receipt, dateline="1"))
    view = show(again, Policy(key=key.pseudonym_key)).dossier
    store.reread([entry_of(view, "beni.txt", key=addition_key(again), sealed=key.seal(pack(again)))])
    assert [p.title for p in unreviewed(store)] == ["Attack on Beni"]


def test_exporting_them_all_the_same_is_kept_on_the_case_with_who_did(client: TestClient, store: Store) -> None:
    waiting = [p.report for p in store.protecting()]
    export = made(client, format="ged", all_the_same=True)
    note = store.judgements()[-1]
    assert export["state"] == "done"
    assert (note.id, note.verb, note.of, note.who) == (export["note"], "note", "case", "AB")
    assert all(report in note.value for report in waiting)
    assert "exported as ged for passing on" in note.value
    assert note.id in client.get(f"/export/{export['id']}").text
    review(store)
    assert made(client, format="ged")["note"] is None


def test_the_form_of_the_page_makes_the_file(client: TestClient, store: Store) -> None:
    review(store)
    answer = client.post("/export", data={"format": "csv", "country": "SO", "text": "", "share": "yes"})
    assert answer.status_code == 200
    id_ = str(answer.url).rpartition("/")[2]
    assert ended(client, id_)["state"] == "done"
    assert "country=SO" in client.get(f"/export/{id_}").text


def test_a_form_without_the_tick_shows_what_stops_it(client: TestClient) -> None:
    answer = client.post("/export", data={"format": "ged"})
    assert answer.status_code == 409
    assert "nobody has gone through" in answer.text


def test_files_are_taken_away_on_request_and_after_a_while(client: TestClient, store: Store) -> None:
    review(store)
    exports = client.app.state.desk.exports  # type: ignore[attr-defined]
    first, second = made(client, format="ged"), made(client, format="csv")
    rooms = [exports.find(e["id"]).room for e in (first, second)]
    assert oct(rooms[0].parent.stat().st_mode)[-3:] == "700"
    assert client.delete(f"{V1}/exports/{first['id']}").status_code == 204
    assert [r.exists() for r in rooms] == [False, True]
    assert client.get(first["files"][0]["url"]).status_code == 404
    exports.sweep(time.monotonic() + KEPT - 60)
    assert rooms[1].exists()
    exports.sweep(time.monotonic() + KEPT + 60)
    assert not rooms[1].exists()
    assert client.get(f"/export/{second['id']}").status_code == 404


@pytest.mark.parametrize("name", ["x" * 230, "\u540d" * 78, "=ca\"se'\n\u202e..", "--"])
def test_whatever_a_case_is_called_its_exports_have_names_that_a_disk_takes(case_file: Path, name: str) -> None:
    called = case_file.with_name(f"{name}.dateline")
    case_file.rename(called)
    with (
        closing(open_case_store(str(called))) as store,
        client_of(store, ServeSettings(str(called), who="AB", token="once")) as client,  # noqa: S106 - good once
    ):
        client.get("/enter", params={"token": "once"})
        review(store)
        export = made(as_own_page(client), format="geojson-areas")
        assert export["state"] == "done", export["told"]
        answer = client.get(export["files"][0]["url"])
        told = answer.headers["content-disposition"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert told.startswith("attachment; filename")
        assert "geojson-areas.geojson" in told
        assert not {"\n", "\u202e", "'\"", "="} & set(told.partition("filename")[2][3:])


def test_a_file_that_cannot_be_written_is_told_without_the_folders_of_the_server(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dateline.errors import OutputError
    from dateline.web.topics.export import making

    def full(_: object, __: object, target: Path, ___: object) -> None:
        raise OutputError(str(target), "the disk is full.")

    monkeypatch.setattr(making, "write_export", full)
    review(store)
    export = made(client, format="ged")
    assert (export["state"], export["told"]) == ("failed", "demo-ged.csv: the disk is full.")


def test_the_end_of_the_server_takes_all_files_away(store: Store, case_file: Path) -> None:
    with client_of(store, ServeSettings(str(case_file), who="AB", token="once")) as client:  # noqa: S106 - good once
        client.get("/enter", params={"token": "once"})
        as_own_page(client)
        review(store)
        export = made(client, format="ged")
        room = client.app.state.desk.exports.find(export["id"]).room  # type: ignore[attr-defined]
        assert room.exists()
    assert not room.parent.exists()


def test_an_export_can_be_stopped(client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from threading import Event

    from dateline.web.topics.export import making

    review(store)
    begun, go_on = Event(), Event()

    def slow(*args: Any, **more: Any) -> Any:
        begun.set()
        assert go_on.wait(20)
        return material_of_case(*args, **more)

    monkeypatch.setattr(making, "material_of_case", slow)
    id_ = client.post(f"{V1}/exports", json={"format": "ged"}).json()["id"]
    assert begun.wait(20)
    assert "Stop it" in client.get(f"/export/{id_}").text
    assert client.delete(f"{V1}/exports/{id_}").status_code == 204
    go_on.set()
    assert ended(client, id_)["state"] == "cancelled"
    assert client.get(f"{V1}/exports/{id_}/files/export").status_code == 404


def test_only_who_may_publish_exports(store: Store, case_file: Path, accounts_made: Path) -> None:
    settings = ServeSettings(str(case_file), accounts=accounts_made)
    with client_of(store, settings) as client:
        sign_in(client, "CD")
        assert client.get("/export").status_code == 403
        assert client.get(f"{V1}/export-preview?format=ged").status_code == 403
        assert client.post(f"{V1}/exports", json={"format": "ged"}).status_code == 403
    with client_of(store, settings) as client:
        sign_in(client, "AB")
        assert client.get("/export").status_code == 200


def test_in_a_browser_ged_is_looked_at_made_and_fetched(browser: Browser, store: Store, case_file: Path) -> None:
    added(store, case_file)
    store.close()
    with served(ServeSettings(str(case_file), who="AB")) as address, watched(browser, address) as seen:
        page = seen.context.new_page()
        page.goto(f"{seen.origin}/export?format=ged&country=CD")
        assert page.locator("#hidden ~ table").inner_text().count("whom it protects hidden") == 1
        begun = len(seen.complaints)
        page.get_by_label(re.compile("Export them all the same")).check()
        page.get_by_role("button", name="Make the file").click()
        page.get_by_role("link", name="The export").wait_for(timeout=10_000)
        with page.expect_download() as download:
            page.get_by_role("link", name="The export").click()
        text = Path(download.value.path()).read_text(encoding="utf-8")
        assert "Beni" in text
        assert NAME not in text + page.content()
        assert seen.complaints[begun:] == []
        assert seen.elsewhere == []
