"""`dateline serve` as a program: what it prints, what it refuses, and how it ends."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from typer.testing import CliRunner

from dateline.cli.app import app
from dateline.web.security.accounts import make_accounts
from dateline.web.serving import Patient, bound, link_of
from dateline.web.settings import ServeSettings
from tests.web.conftest import served


@contextmanager
def running(*words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The program, once it answers, and the link that it printed."""
    with subprocess.Popen(
        [sys.executable, "-m", "dateline", "serve", *words, "--no-open"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        try:
            assert program.stdout is not None
            yield program, program.stdout.readline().strip()
        finally:
            program.kill()


def asked(link: str, path: str = "", **headers: str) -> http.client.HTTPResponse:
    """What is answered; the connection is closed."""
    parts = urlsplit(link)
    assert parts.hostname
    with closing(http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=20)) as connection:
        connection.request("GET", path or link.removeprefix(f"{parts.scheme}://{parts.netloc}"), headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_it_serves_until_it_is_stopped(case_file: Path, sent: signal.Signals, code: int) -> None:
    with running(str(case_file), "--port", "0", "--who", "AB") as (program, link):
        assert "/enter?token=" in link
        first = asked(link)
        assert first.status == 200
        cookie = (first.headers["Set-Cookie"] or "").partition(";")[0]
        assert asked(link, "/history", Cookie=cookie).status == 200
        assert asked(link).status == 403  # a second time
        assert "server" not in first.headers
        assert program.stdout is not None
        again = program.stdout.readline().strip()
        assert asked(again).status == 200
        program.send_signal(sent)
        _, err = program.communicate(timeout=20)
        assert program.returncode == code
        assert err.endswith("Stopped.\n")
        assert "token" not in err
        assert "Traceback" not in err


def refused(*words: str) -> tuple[int, str]:
    """Exit code and standard error of a server that does not start."""
    command = [sys.executable, "-m", "dateline", "serve", *words, "--no-open"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == ""
    return done.returncode, " ".join(done.stderr.split())


def test_what_cannot_be_served_is_said_in_words(case_file: Path, tmp_path: Path) -> None:
    case, empty = str(case_file), tmp_path / "empty.json"
    make_accounts(empty)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for words, code, said in (
            (["nothing.dateline"], 1, "is not there"),
            ([case, "--host", "10.0.0.7"], 2, "dateline accounts add"),
            ([case, "--accounts", str(empty)], 1, "has no accounts"),
            ([case, "--accounts", str(tmp_path / "none.json")], 1, "cannot be read"),
            ([case, "--who", " "], 2, "Say who decides"),
            ([case, "--who", "AB", "--accounts", str(empty)], 2, "without accounts"),
            ([case, "--key", str(tmp_path / "none.key")], 1, "cannot be read"),
            ([case, "--certificate-key", str(empty)], 2, "needs the --certificate"),
            ([case, "--certificate", str(tmp_path / "none.pem")], 1, "is no file"),
            ([case, "--port", "99999"], 2, "--port"),
            ([case, "--port", port], 1, "--port 0 takes a free one"),
        ):
            done = CliRunner().invoke(app, ["serve", *words, "--no-open"])
            told = " ".join(done.stderr.replace("│", " ").split())
            assert (done.exit_code, said in told) == (code, True), (words, told, done.exception)
            assert done.stdout == ""
    assert refused("nothing.dateline")[0] == 1


@pytest.mark.parametrize(
    ("settings", "link"),
    [
        (ServeSettings("c"), "http://127.0.0.1:8765/enter?token=t"),
        (ServeSettings("c", "::1"), "http://[::1]:8765/enter?token=t"),
        (ServeSettings("c", names=("Case.example",)), "http://case.example:8765/enter?token=t"),
        (ServeSettings("c", "10.0.0.7", certificate=Path("c.pem")), "https://10.0.0.7:8765/enter?token=t"),
    ],
)
def test_the_link_is_one_that_a_browser_can_open(settings: ServeSettings, link: str) -> None:
    assert link_of(settings, "t") == link
    assert "token" not in link_of(settings, None)


def test_localhost_is_this_machine_alone() -> None:
    with bound(ServeSettings("c", "localhost", 0)) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


def test_who_connects_and_says_nothing_is_let_go(case_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Patient, "patience", 0.3)
    with served(ServeSettings(str(case_file), who="AB")) as address:
        parts = urlsplit(address)
        where = (parts.hostname or "", parts.port or 0)
        with socket.create_connection(where, timeout=10) as silent, socket.create_connection(where, timeout=10) as slow:
            slow.sendall(b"GET / HTTP/1.1\r\nHost: loc")
            assert silent.recv(1) == b""
            assert slow.recv(1) == b""
        with closing(http.client.HTTPConnection(*where, timeout=10)) as kept:
            for _ in range(2):  # one that says what it wants is kept
                kept.request("GET", "/history")
                answer = kept.getresponse()
                answer.read()
                assert answer.status == 200
        with socket.create_connection(where, timeout=10) as large:
            large.sendall(b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000)
            assert large.recv(12) == b"HTTP/1.1 400"
