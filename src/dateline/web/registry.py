"""The topics of the workbench, one a line: where their pages and their JSON are, and what the navigation calls them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fastapi import APIRouter

TOPICS: Final = (
    "inbox",
    "actors",
    "compare",
    "sources",
    "checks",
    "coverage",
    "history",
    "review",
    "agreement",
    "records",
    "export",
    "explore",
    "event",
)  # fmt: skip
"""Each is a folder in `topics` whose `page.py` has `PAGES` and whose `api.py` has `API` (routers)."""
NAVIGATION: Final = (
    ("/inbox", "Inbox", "i"),
    ("/review", "Review", "r"),
    ("/explore", "Explore", "x"),
    ("/compare", "Compare", "m"),
    ("/actors", "Actors", "a"),
    ("/sources", "Sources", "s"),
    ("/checks", "Checks", "c"),
    ("/coverage", "Coverage", "v"),
    ("/agreement", "Agreement", "t"),
    ("/export", "Export", "e"),
    ("/history", "History", "h"),
)
"""Path, name, and the key that leads there after `g`."""


def routers(which: str, name: str) -> Iterator[APIRouter]:
    """The routers of all topics: ("page", "PAGES") or ("api", "API")."""
    for topic in TOPICS:
        yield getattr(import_module(f"dateline.web.topics.{topic}.{which}"), name)
