"""Who changes a case waits for whoever does so already: another program that links or adds may take a minute. Those who
wait must not take all threads of the server, or nobody could read meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Final
from weakref import WeakKeyDictionary

from fastapi import Request

WRITERS: Final = 6
"""Requests that change something that are worked on at a time: half of the threads."""
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})

Turns = WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore]


async def in_turn(request: Request) -> AsyncIterator[None]:
    """A dependency under which so many requests change something at a time. What they send was received before: nobody
    keeps a turn by sending slowly."""
    if request.method in SAFE:
        yield
        return
    turns: Turns = request.app.state.turns
    async with turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(WRITERS)):
        yield
