"""A stranger's page in a real browser, beside somebody who is signed in."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from playwright.sync_api import Browser

from dateline.web.settings import ServeSettings
from tests.web.conftest import PASSWORD, served
from tests.web.looking import violations


@contextmanager
def elsewhere(body: str) -> Iterator[str]:
    """A page under another name of this machine."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
            pass

    server = HTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_links_lead_in_and_forms_change_nothing(browser: Browser, case_file: Path, accounts: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    with served(ServeSettings(str(case_file), accounts=accounts)) as address:
        form = f'<form method="post" action="{address}/logout"><button id="forged">x</button></form>'
        with elsewhere(f'<a href="{address}/history?after=999">x</a>{form}') as theirs:
            page.goto(f"{address}/history")
            assert violations(page) == []
            page.fill("#name", "AB")
            page.fill("#password", PASSWORD)
            page.click("button.main")
            page.wait_for_url("**/history")
            page.goto(theirs)
            page.click("a")
            page.wait_for_url("**/history?after=999")
            page.wait_for_selector("h1:text-is('History')")  # signed in, though the browser kept the cookie back first
            page.goto(theirs)
            page.click("#forged")
            page.wait_for_selector("h1:text-is('You may not do this')")
            page.goto(f"{address}/history")
            page.wait_for_selector("h1:text-is('History')")
            page.click(".leave button")
            page.wait_for_selector("h1:text-is('Sign in')")
    context.close()
