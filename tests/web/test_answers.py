"""What every answer tells the browser, what may be sent, and where a case may be served."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dateline.case.store.protocol import Store
from dateline.errors import SettingsError
from dateline.web.security.door import Door
from dateline.web.security.headers import CSP, HEADERS
from dateline.web.security.hosts import check_address
from dateline.web.settings import ServeSettings
from tests.web.asking import stranger, tried
from tests.web.conftest import BASE, token_in


def every_path(app: FastAPI) -> list[tuple[str, str]]:
    """Method and path of each route there is, with something in place of what it is given."""
    routes: list[Any] = []
    for one in app.routes:
        nested = getattr(one, "effective_route_contexts", None)  # routers that were included, since FastAPI 0.150
        routes += nested() if nested else [one]
    found = [
        (method, re.sub(r"\{[^}]+\}", "x-1", route.path))
        for route in routes
        for method in sorted(getattr(route, "methods", None) or ())
    ]
    return [*found, ("GET", "/static/app.js"), ("GET", "/static/nothing.js"), ("GET", "/nothing"), ("OPTIONS", "/")]


def test_every_answer_carries_the_headers(client: TestClient) -> None:
    app = client.app
    assert isinstance(app, FastAPI)
    app.include_router(tried())
    known = TestClient(app, base_url=BASE, cookies=dict(client.cookies), raise_server_exceptions=False)
    nobody = TestClient(app, base_url=BASE, raise_server_exceptions=False)
    asked = every_path(app)
    assert {("GET", "/history"), ("GET", "/tried/fault"), ("POST", "/login"), ("GET", "/render.css")} <= set(asked)
    for method, path in asked:
        for who in (known, nobody):
            answer = who.request(method, path, follow_redirects=False)
            assert {n: answer.headers.get(n) for n in HEADERS} == HEADERS, (method, path)
            kept = path.startswith(("/static/", "/render.css"))
            assert kept or answer.headers["cache-control"] == "no-store", (method, path)
    assert nobody.get("/history", headers={"Host": "evil.example"}).headers["content-security-policy"] == CSP


def test_a_fault_of_the_program_is_told_without_its_details(client: TestClient) -> None:
    assert isinstance(client.app, FastAPI)
    client.app.include_router(tried())
    quiet = TestClient(client.app, base_url=BASE, cookies=dict(client.cookies), raise_server_exceptions=False)
    answer = quiet.get("/tried/fault")
    assert answer.status_code == 500
    assert "a fault of the program" not in answer.text.lower().replace("this is a fault of the program, not yours", "")
    assert answer.headers["content-security-policy"] == CSP


def test_an_error_is_told_to_people_in_plain_words_with_a_way_on(client: TestClient) -> None:
    page = client.get("/nowhere").text
    assert "<h1>There is no such page</h1>" in page
    assert '<a href="/inbox">Inbox</a>' in page
    told = client.get("/nowhere", headers={"accept": "application/json"}).json()
    assert (told["title"], told["status"]) == ("Not Found", 404)
    events = client.get("/api/v1/events").json()["items"]
    where = f"/event/{events[0]['id']}"
    sent = {"csrf": token_in(client.get(where).text), "verb": "note", "words": " "}
    refused = client.post(f"{where}/decide", data=sent)
    assert refused.status_code == 422
    assert "<h1>That could not be used</h1>" in refused.text
    assert f'<a href="{where}">Begin again</a>' in refused.text


def test_the_policy_lets_nothing_in_from_elsewhere_and_no_script_in_pages() -> None:
    parts = dict(part.split(" ", 1) for part in CSP.split("; "))
    assert parts["default-src"] == "'none'"
    assert set(parts.values()) == {"'none'", "'self'"}


def test_nobody_unknown_is_answered_by_any_route_but_those_of_the_door(store: Store) -> None:
    with stranger(store) as nobody:
        assert isinstance(nobody.app, FastAPI)
        for method, path in every_path(nobody.app):
            if path.startswith(("/static/", "/render.css", "/login", "/enter")):
                continue
            answer = nobody.request(method, path, follow_redirects=False)
            assert answer.status_code in {303, 401, 403}, (method, path, answer.status_code)


def test_files_of_pages_are_kept_for_good_where_their_version_is_named(client: TestClient) -> None:
    page = client.get("/history").text
    for path in re.findall(r'"(/static/[^"]+)"', page):
        assert "immutable" in client.get(path).headers["cache-control"], path
    assert client.get("/static/app.js?v=older").headers["cache-control"] == "no-cache"
    assert client.get("/static/app.js").headers["cache-control"] == "no-cache"
    assert client.get("/static/../app.py").status_code == 404
    assert client.get("/static/%2e%2e/app.py").status_code == 404


def test_large_answers_are_compressed_and_small_ones_are_not(client: TestClient) -> None:
    assert client.get("/static/app.js").headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get("/api/v1/decisions").headers


def test_too_much_is_refused_before_it_is_read(client: TestClient) -> None:
    assert client.post("/login", headers={"Content-Length": str(10**9)}, content=b"").status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(9):
            yield b"x" * 2**20

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    del client.headers["X-CSRF-Token"]
    assert client.post("/login", headers=kind, content=pieces()).status_code == 413


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.3.2.1"])
def test_this_machine_is_served_without_accounts(host: str) -> None:
    check_address(ServeSettings("case", host))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.7", "cases.example.org", "128.0.0.1"])  # noqa: S104 - refused
def test_other_machines_are_served_only_with_accounts(host: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no accounts.*dateline accounts add"):
        check_address(ServeSettings("case", host))
    check_address(ServeSettings("case", host, accounts=tmp_path / "a.json", names=("cases.example.org",)))


def test_an_address_that_stands_for_all_needs_a_name(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--name"):
        check_address(ServeSettings("case", "0.0.0.0", accounts=tmp_path / "a.json"))  # noqa: S104 - refused
    with pytest.raises(SettingsError, match="--name"):
        check_address(ServeSettings("case", "::", accounts=tmp_path / "a.json"))


def test_a_server_without_a_token_makes_one_that_nobody_guesses() -> None:
    made = {Door(ServeSettings("case", who="AB")).token for _ in range(3)}
    assert len(made) == 3
    assert min(map(len, made)) >= 43
