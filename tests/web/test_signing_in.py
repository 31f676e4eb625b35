"""Accounts at the door: roles, signing in and out, tokens of the API, wrong passwords."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dateline.case.store.protocol import Store
from dateline.web.security.accounts import Accounts
from dateline.web.security.guard import own_path
from dateline.web.security.limiting import FREE, MOST, Failures, address_key
from tests.web.asking import ONCE, Clock, stranger, tried
from tests.web.conftest import BASE, PASSWORD, as_own_page, sign_in, token_in


def test_each_signs_as_themselves_and_may_what_their_roles_allow(people: dict[str, TestClient]) -> None:
    app = people["AB"].app
    assert isinstance(app, FastAPI)
    app.include_router(tried())
    for path, method, allowed in (
        ("/tried/read", "GET", {"AB", "CD", "EF"}), ("/tried/code", "POST", {"AB", "CD"}),
        ("/tried/publish", "GET", {"AB"}),
    ):  # fmt: skip
        for name, client in people.items():
            answer = client.request(method, path)
            assert (answer.status_code, name in allowed) in {(200, True), (403, False)}
            assert not answer.is_success or answer.json() == name
    refused = people["EF"].post("/api/v1/tried/code", json={})
    assert refused.headers["content-type"] == "application/problem+json"
    assert "needs the role" in refused.json()["detail"]


def test_who_has_no_role_sees_nothing(store: Store, accounts: Path) -> None:
    Accounts(accounts).set_roles("EF", ())
    with stranger(store, accounts=accounts) as one:
        sign_in(one, "EF")
        assert one.get("/tried/read").status_code == 403
        assert one.get("/history").status_code == 403
        assert "demo" not in one.get("/history").text  # not even what the case is called


def test_who_is_not_signed_in_is_told_as_they_can_read_it(store: Store, accounts: Path) -> None:
    with stranger(store, accounts=accounts) as one:
        told = one.get("/history", params={"after": 3}, follow_redirects=False)
        assert (told.status_code, told.headers["location"]) == (303, "/login?next=%2Fhistory%3Fafter%3D3")
        program = one.get("/api/v1/decisions")
        assert program.status_code == 401
        assert program.headers["content-type"] == "application/problem+json"
        assert program.headers["www-authenticate"].startswith("Bearer")
        assert one.post("/api/v1/tried/code", json={}).status_code == 401
        piece = one.get("/history", headers={"HX-Request": "true"}, follow_redirects=False)
        assert (piece.status_code, piece.headers["hx-redirect"]) == (401, "/login")
        assert "demo" not in one.get("/login").text  # nor what the case is called


def test_signing_in_leads_back_to_where_one_was(store: Store, accounts: Path) -> None:
    with stranger(store, accounts=accounts) as one:
        page = one.get("/login", params={"next": "/history?after=3"}).text
        assert 'name="next" value="/history?after=3"' in page
        told = {"name": "AB", "password": PASSWORD, "csrf": token_in(page), "next": "/history?after=3"}
        assert one.post("/login", data=told, follow_redirects=False).headers["location"] == "/history?after=3"


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/history", "/history"), ("/x?a=1", "/x?a=1"), ("//evil.example", "/"), ("https://evil.example", "/"),
        ("/\\evil.example", "/"), ("/login", "/"), ("/a\r\nb", "/"), ("javascript:alert(1)", "/"), ("", "/"),
    ],
)  # fmt: skip
def test_nobody_is_led_elsewhere_by_signing_in(asked: str, led: str) -> None:
    assert own_path(asked) == led


def test_signing_in_needs_the_token_of_the_page_too(store: Store, accounts: Path) -> None:
    """Else a stranger's page could sign somebody in as another, and read what they then do."""
    with stranger(store, accounts=accounts) as one:
        told = {"name": "AB", "password": PASSWORD}
        assert one.post("/login", data=told).status_code == 403
        one.get("/login")
        assert one.post("/login", data=told).status_code == 403
        assert one.get("/tried/read", follow_redirects=False).status_code == 303


def test_signing_in_makes_a_new_session(store: Store, accounts: Path) -> None:
    """Else whoever planted the cookie beforehand would share it."""
    with stranger(store, accounts=accounts) as one:
        one.get("/login")
        before = dict(one.cookies)
        sign_in(one, "AB")
        assert dict(one.cookies) != before
        one.cookies = before
        assert one.get("/tried/read", follow_redirects=False).status_code == 303


def test_signing_out_ends_the_session_though_its_cookie_comes_again(store: Store, accounts: Path) -> None:
    with stranger(store, accounts=accounts) as one:
        sign_in(one, "AB")
        kept = dict(one.cookies)
        assert one.post("/logout", follow_redirects=False).headers["location"] == "/login"
        assert not dict(one.cookies)
        one.cookies = kept
        assert one.get("/tried/read", follow_redirects=False).status_code == 303


def test_sessions_are_over_once_the_account_changed(store: Store, accounts: Path) -> None:
    with stranger(store, accounts=accounts) as one, TestClient(one.app, base_url=BASE) as other:
        sign_in(one, "AB")
        sign_in(other, "CD")
        Accounts(accounts).set_password("AB", "seven tall pines stand")
        assert one.get("/tried/read", follow_redirects=False).status_code == 303
        assert other.get("/tried/read").json() == "CD"
        Accounts(accounts).remove("CD")
        assert other.get("/tried/read", follow_redirects=False).status_code == 303


def test_accounts_that_cannot_be_read_let_nobody_in(store: Store, accounts: Path) -> None:
    with stranger(store, accounts=accounts) as one:
        sign_in(one, "AB")
        kept = accounts.read_bytes()
        accounts.write_bytes(b"{")
        answer = one.get("/tried/read")
        assert answer.status_code == 503
        assert str(accounts) not in answer.text
        accounts.write_bytes(kept)
        assert one.get("/tried/read").json() == "AB"


def test_a_token_of_the_api_opens_what_both_it_and_its_owner_may(store: Store, accounts: Path) -> None:
    known = Accounts(accounts)
    whole, reading = known.make_token("CD"), known.make_token("CD", ["read"])
    assert whole not in accounts.read_text()
    with stranger(store, accounts=accounts) as one:
        for token, status in ((whole, 200), (reading, 403), ("dateline_x", 401), ("", 401)):
            asked = {"Authorization": f"Bearer {token}"}
            assert one.post("/api/v1/tried/code", json={}, headers=asked).status_code == status
        # no browser sends it by itself, so it needs no token of a page
        asked = {"Authorization": f"Bearer {whole}", "Origin": "http://evil.example"}
        assert one.post("/api/v1/tried/code", json={}, headers=asked).status_code == 200
        assert one.get("/tried/read", headers=asked, follow_redirects=False).status_code == 303  # pages are for people
        known.set_roles("CD", ["read"])
        assert one.post("/api/v1/tried/code", json={}, headers=asked).status_code == 403


def test_read_only_is_read_only_for_everybody(store: Store, accounts: Path) -> None:
    with stranger(store, read_only=True) as one, stranger(store, read_only=True, accounts=accounts) as two:
        one.get("/enter", params={"token": ONCE})
        for client in (as_own_page(one), sign_in(two, "AB")):
            assert client.get("/tried/read").json() == "AB"
            assert client.post("/tried/code").status_code == 403
            assert client.get("/tried/publish").status_code == 403


def test_the_link_opens_nothing_where_there_are_accounts(store: Store, accounts: Path) -> None:
    with stranger(store, accounts=accounts) as one:
        assert one.get("/enter", params={"token": ONCE}).status_code == 403


def test_after_some_wrong_passwords_one_waits(store: Store, accounts: Path) -> None:
    with stranger(store, accounts=accounts) as one:
        token = token_in(one.get("/login").text)

        def tries(name: str, password: str) -> int:
            return one.post("/login", data={"name": name, "password": password, "csrf": token}).status_code

        assert [tries("AB", "wrong") for _ in range(FREE)] == [403] * FREE
        refused = one.post("/login", data={"name": "AB", "password": PASSWORD, "csrf": token})
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 0
        assert tries("CD", PASSWORD) == 429  # from the same address


def test_waiting_grows_with_each_failure_and_is_forgotten() -> None:
    clock = Clock()
    failures = Failures(clock)
    waits = []
    for _ in range(FREE + 4):
        failures.add("as ab", "from x")
        waits.append(failures.wait("as ab"))
    assert waits == [0] * (FREE - 1) + [5, 10, 20, 40, 80]
    assert failures.wait("as cd", "from x") == 80
    assert failures.wait("as cd", "from y") == 0
    clock.now += 79
    assert failures.wait("as ab") == 1
    clock.now += 2
    assert failures.wait("as ab") == 0
    clock.now += 4000
    failures.add("as ab")
    assert failures.wait("as ab") == 0
    failures.forget("from x")
    assert failures.wait("from x") == 0


def test_failures_of_many_names_take_bounded_memory() -> None:
    failures = Failures(Clock())
    for n in range(MOST + 500):
        failures.add(f"as {n}")
    assert len(failures._known) == MOST


def test_addresses_of_one_network_count_as_one() -> None:
    assert address_key("2001:db8::1") == address_key("2001:db8::2:3")
    assert address_key("2001:db8:1::1") != address_key("2001:db8:2::1")
    assert address_key("10.0.0.1") == address_key("::ffff:10.0.0.1") != address_key("10.0.0.2")


def test_a_name_that_nobody_has_is_refused_as_slowly_and_in_the_same_words(
    store: Store, accounts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time would tell who has an account: a password is compared either way."""
    compared: list[str | None] = []

    def matches(kept: str | None, password: str) -> bool:
        compared.append(kept)
        return False

    monkeypatch.setattr("dateline.web.security.door.matches", matches)
    with stranger(store, accounts=accounts) as one:
        token = token_in(one.get("/login").text)
        known, unknown = (
            one.post("/login", data={"name": name, "password": "wrong", "csrf": token}) for name in ("AB", "ZZ")
        )
        assert [c is None for c in compared] == [False, True]
        assert known.status_code == unknown.status_code == 403
        assert "do not fit" in known.text
        assert "do not fit" in unknown.text


def test_a_strangers_page_signs_nobody_out(store: Store, accounts: Path) -> None:
    """The browser keeps the cookie back where others lead here; an answer that set another would end the session."""
    with stranger(store, accounts=accounts) as one:
        for path in ("/history", "/login", "/nothing", "/enter?token=x", "/"):
            for mode in ("navigate", "no-cors"):
                asked = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode, "Origin": "http://evil.example"}
                assert "set-cookie" not in one.get(path, headers=asked, follow_redirects=False).headers, path
                assert "set-cookie" not in one.post(path, headers=asked, follow_redirects=False).headers, path
