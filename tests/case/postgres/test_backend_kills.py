"""The server's own process is killed while reports are added. (Kills of the program that adds are in
tests/case/store/test_kills.py, for every kind of store.)"""

from __future__ import annotations

import pytest

from scripts.postgres import missing, started
from scripts.soak import said
from scripts.soak_postgres import backends


def test_a_server_that_is_killed_comes_back_with_all_that_was_acknowledged() -> None:
    if reason := missing():
        pytest.skip(f"no PostgreSQL: {reason}")
    with started() as server:  # one of its own: all its connections break
        soak = backends(server, server.url(), kills=3, seed=5)
    assert soak.figures.clean, said(soak.figures) + "\n" + "\n".join(soak.figures.faults[:20])
    assert soak.struck
