"""Who comes in by the link, what a stranger's page can do (nothing), and how long a session lasts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dateline.case.store.protocol import Store
from dateline.web.security.sessions import IDLE, LONGEST, RENEWED, Sessions
from dateline.web.settings import ServeSettings
from tests.web.asking import ONCE, Clock, stranger, tried
from tests.web.conftest import BASE, client_of, sign_in, token_in

# --- the link of the terminal


def test_the_link_opens_the_case_once(store: Store) -> None:
    with stranger(store) as one:
        assert one.get("/tried/read", follow_redirects=False).headers["location"] == "/login?next=%2Ftried%2Fread"
        assert one.get("/enter", params={"token": ONCE}).status_code == 200
        assert one.get("/tried/read").json() == "AB"
        with TestClient(one.app, base_url=BASE) as other:
            refused = other.get("/enter", params={"token": ONCE})
            assert refused.status_code == 403
            assert "used already" in refused.text
            assert other.get("/tried/read", follow_redirects=False).status_code == 303


def test_when_the_link_was_used_the_next_one_is_told(store: Store) -> None:
    with stranger(store) as one:
        assert isinstance(one.app, FastAPI)
        door, told = one.app.state.door, []
        door.told_anew = lambda: told.append(door.token)
        one.get("/enter", params={"token": ONCE})
        assert len(told) == 1
        with TestClient(one.app, base_url=BASE) as other:
            assert other.get("/enter", params={"token": told[0]}).status_code == 200


@pytest.mark.parametrize("token", ["", "x", ONCE[:-1], ONCE + "x", "é" * 30])
def test_another_token_opens_nothing(store: Store, token: str) -> None:
    with stranger(store) as one:
        assert one.get("/enter", params={"token": token}).status_code == 403
        assert one.get("/enter", params={"token": ONCE}).status_code == 200


def test_a_link_that_a_browser_only_fetches_beforehand_stays_good(store: Store) -> None:
    with stranger(store) as one:
        assert one.get("/enter", params={"token": ONCE}, headers={"Sec-Purpose": "prefetch"}).status_code == 425
        assert one.get("/enter", params={"token": ONCE}).status_code == 200


# --- names and origins


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200), ("localhost", 200), ("LOCALHOST:1", 200), ("[::1]:8765", 200), ("localhost.", 200),
        ("cases.example.org", 200), ("evil.example", 421), ("127.0.0.1.evil.example", 421), ("evil.example:8765", 421),
        ("169.254.169.254", 421), ("", 400), ("localhost@evil.example", 400), ("localhost:x", 400), ("a b", 400),
        ("localhost/x", 400),
    ],
)  # fmt: skip
def test_only_names_of_the_server_are_answered_to(store: Store, host: str, status: int) -> None:
    with stranger(store, names=("Cases.Example.org",)) as one:
        one.get("/enter", params={"token": ONCE})
        cookie = "; ".join(f"{k}={v}" for k, v in one.cookies.items())
        for path in ("/tried/read", "/static/app.css"):
            assert one.get(path, headers={"Host": host, "Cookie": cookie}).status_code == status


def test_a_page_that_points_its_name_at_this_machine_learns_nothing(store: Store) -> None:
    """DNS rebinding: the browser takes the page for the server's own, but says the page's name."""
    with stranger(store) as one:
        asked = {"Host": "rebound.example:8765", "Origin": "http://rebound.example:8765"}
        answer = one.get("/enter", params={"token": ONCE}, headers=asked)
        assert answer.status_code == 421
        assert "demo" not in answer.text
        assert "set-cookie" not in answer.headers
        assert one.get("/enter", params={"token": ONCE}).status_code == 200  # the link was not used up


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": BASE}, 200),
        ({"Origin": BASE, "Sec-Fetch-Site": "same-origin"}, 200),
        ({}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:9999"}, 403),
        ({"Origin": "http://localhost:8765"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": BASE, "Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_what_changes_something_comes_from_our_own_pages(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    assert isinstance(client.app, FastAPI)
    client.app.include_router(tried())
    for name in ("Origin", "Sec-Fetch-Site"):
        del client.headers[name]
    assert client.post("/api/v1/tried/code", json={}, headers=headers).status_code == status


# --- the token of forms


def test_what_changes_something_brings_the_token_of_a_page(client: TestClient) -> None:
    assert isinstance(client.app, FastAPI)
    client.app.include_router(tried())
    token = client.headers.pop("X-CSRF-Token")
    assert client.post("/tried/code").status_code == 403
    assert client.post("/tried/code", data={"csrf": "x"}).status_code == 403
    assert client.post("/tried/code", params={"csrf": token}).status_code == 403
    assert client.post("/tried/code", json={"csrf": token}).status_code == 403
    assert client.post("/tried/code", data={"other": "é&=", "csrf": token}).json() == "AB"
    assert client.post("/tried/code", headers={"X-CSRF-Token": token}).json() == "AB"
    for method in ("PUT", "PATCH", "DELETE"):
        assert client.request(method, "/tried/code").status_code == 403


def test_a_form_with_files_brings_the_token_first(client: TestClient) -> None:
    assert isinstance(client.app, FastAPI)
    client.app.include_router(tried())
    token = client.headers.pop("X-CSRF-Token")
    file = ("r.txt", b"x" * 300_000)
    fine = client.post("/tried/files", files=[("csrf", (None, token)), ("file", file)])
    assert fine.json() == 300_000
    assert client.post("/tried/files", files=[("file", file), ("csrf", (None, token))]).status_code == 403
    assert client.post("/tried/files", files=[("csrf", (None, "wrong")), ("file", file)]).status_code == 403


def test_the_token_of_another_session_fits_nothing(store: Store, accounts: Path) -> None:
    with stranger(store, accounts=accounts) as one, TestClient(one.app, base_url=BASE) as other:
        sign_in(one, "AB")
        sign_in(other, "CD")
        other.headers["X-CSRF-Token"] = one.headers["X-CSRF-Token"]
        assert one.post("/tried/code").json() == "AB"
        assert other.post("/tried/code").status_code == 403


def test_the_token_is_written_anew_each_time(client: TestClient) -> None:
    """A compressed page whose secret stays the same gives it away, letter by letter (BREACH)."""
    tokens = {token_in(client.get("/history").text) for _ in range(5)}
    assert len(tokens) == 5
    assert all(len({t[n] for t in tokens}) > 1 for n in range(0, 40, 8))


def test_forms_without_script_have_the_token_in_a_field(people: dict[str, TestClient]) -> None:
    page = people["AB"].get("/history").text
    assert re.search(
        r'<form class="leave" method="post" action="/logout"><input type="hidden" name="csrf" value="[^"]+">', page
    )


# --- sessions


def test_a_session_is_over_when_nobody_used_it_and_at_the_latest_after_a_week() -> None:
    clock = Clock()
    sessions = Sessions("s" * 40, "c", clock)
    session = sessions.begin("AB")
    sealed = sessions.sealed(session)
    assert sessions.read(sealed) == session
    assert sessions.renewed(session) is None
    clock.now += RENEWED + 1
    again = sessions.renewed(session)
    assert again is not None
    clock.now += IDLE - RENEWED
    assert sessions.read(sealed) is None
    assert sessions.read(sessions.sealed(again)) == again
    while clock.now < session.begun + LONGEST:
        assert again is not None
        assert sessions.read(sessions.sealed(again)) is not None
        clock.now += IDLE - 1
        again = sessions.renewed(again)
    assert again is not None
    assert sessions.read(sessions.sealed(again)) is None


def test_an_expired_session_opens_nothing(store: Store) -> None:
    with stranger(store) as one:
        assert isinstance(one.app, FastAPI)
        clock = Clock()
        one.app.state.door.sessions._clock = clock
        one.get("/enter", params={"token": ONCE})
        assert one.get("/tried/read").json() == "AB"
        clock.now += IDLE + 1
        assert one.get("/tried/read", follow_redirects=False).status_code == 303


def test_a_cookie_that_was_tampered_with_is_no_session() -> None:
    sessions = Sessions("s" * 40, "c")
    sealed = sessions.sealed(sessions.begin("AB"))
    assert sessions.read(sealed) is not None
    other = Sessions("t" * 40, "c")
    for wrong in (sealed[:-1], "x" + sealed, other.sealed(other.begin("AB")), "", "a.b", "é", "." * 5000, None):
        assert sessions.read(wrong) is None


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(store: Store) -> None:
    with stranger(store) as one:
        told = one.get("/enter", params={"token": ONCE}).headers["set-cookie"]
        assert told.startswith("dateline-8765=")
        assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(told.split("; "))
        assert "Secure" not in told
        assert "Domain" not in told
    with client_of(store, ServeSettings("case", token=ONCE, who="AB")) as over_tls:
        told = over_tls.get("https://127.0.0.1:8765/enter", params={"token": ONCE}).headers["set-cookie"]
        assert "Secure" in told.split("; ")


def test_the_one_time_token_is_in_no_answer(store: Store) -> None:
    with stranger(store) as one:
        assert isinstance(one.app, FastAPI)
        for path in ("/login", "/history", "/enter", "/nothing"):
            assert one.app.state.door.token not in one.get(path).text
        assert ONCE not in repr(ServeSettings("case", token=ONCE))


def test_a_link_in_somebody_elses_page_leads_to_ours_though_the_cookie_was_kept_back(store: Store) -> None:
    with stranger(store) as one:
        asked = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "cross-site"}
        answer = one.get("/history?after=3&x=%22%3E", headers=asked, follow_redirects=False)
        assert answer.status_code == 200
        assert '<meta http-equiv="refresh" content="0; url=/history?after=3&amp;x=%22%3E">' in answer.text
        assert (
            one.get("/history", headers=asked | {"Sec-Fetch-Site": "none"}, follow_redirects=False).status_code == 303
        )
