"""The PostgreSQL of a run of the tests: started when the first one asks, stopped when Python ends."""

from __future__ import annotations

import atexit
from contextlib import ExitStack
from functools import cache
from itertools import count

import pytest

from scripts.postgres import Server, missing, started

_NUMBERS = count(1)


@cache
def running() -> Server:
    """Skips the test where no server can be started, saying why."""
    if reason := missing():
        pytest.skip(f"no PostgreSQL: {reason}")
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(started())


def new_url() -> str:
    """Of a case that is not there yet, beside all others."""
    return running().url(schema=f"case_{next(_NUMBERS)}")
