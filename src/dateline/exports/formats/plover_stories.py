"""The reports behind an export, kept beside it while it is written: their text, and who and what they name.

An event tells where its words stand but not the words themselves, and a case tells its events in an order of its own.
So the reports go to a file on the way, and as many as are needed at a time come back: memory stays flat.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from dateline.model.dossier import Dossier
from dateline.render.words import clean

GROUPS: Final = frozenset(
    {"military", "rebel group", "militia", "coalition", "government", "police", "media",
     "international organisation", "ngo", "company"}
)  # fmt: skip
"""Kinds of actors that are organisations; states are places, civilians and others are neither."""
RECENT: Final = 16
"""How many reports are kept at hand."""


@dataclass(frozen=True, slots=True)
class Story:
    """What one report holds."""

    text: str
    people: tuple[str, ...]
    groups: tuple[str, ...]
    places: tuple[str, ...]


class Stories:
    """Reports by id, in a file of their own."""

    def __init__(self, store: sqlite3.Connection) -> None:
        self._store = store
        self._recent: dict[str, Story | None] = {}
        store.execute("PRAGMA journal_mode = OFF")
        store.execute("PRAGMA synchronous = OFF")
        store.execute("CREATE TABLE stories (id TEXT PRIMARY KEY, story TEXT) WITHOUT ROWID")

    def keep(self, dossier: Dossier) -> Story:
        """Put a report in; the last of one id counts."""
        story = story_of(dossier)
        told = json.dumps((story.text, story.people, story.groups, story.places))  # ASCII: lone surrogates too
        self._store.execute("INSERT OR REPLACE INTO stories VALUES (?, ?)", (dossier.document.id, told))
        return story

    def find(self, report: str) -> Story | None:
        """The report; None where it is none of the material's."""
        if report not in self._recent:
            while len(self._recent) >= RECENT:
                del self._recent[next(iter(self._recent))]
            row = self._store.execute("SELECT story FROM stories WHERE id = ?", (report,)).fetchone()
            self._recent[report] = _read(row[0]) if row else None
        return self._recent[report]


def story_of(dossier: Dossier) -> Story:
    """The text, and the names of persons, groups and places, each once, in the order of the dossier. Those who are
    only described ("fighters") have no name."""
    people = dict.fromkeys(clean(a.name) for a in dossier.actors if a.kind == "person")
    people |= dict.fromkeys(clean(s.name) for s in dossier.sources if s.kind == "named" and s.name and not s.protect)
    groups = dict.fromkeys(clean(a.name) for a in dossier.actors if a.kind in GROUPS)
    places = dict.fromkeys(clean(p.name) for p in dossier.places)
    named = ((*filter(_is_name, people),), (*filter(_is_name, groups),), tuple(places))
    return Story(dossier.document.text, *named)


def _is_name(text: str) -> bool:
    """Whether it has a capital, or is written in a script that has none."""
    return text != text.lower() or text == text.upper()


@contextmanager
def stories_beside(path: Path) -> Iterator[Stories]:
    """A place for the reports of an export that is written to `path`; it is gone afterwards."""
    with (
        TemporaryDirectory(prefix="stories-", dir=path.parent) as room,
        closing(sqlite3.connect(Path(room) / "stories", isolation_level=None)) as store,
    ):
        yield Stories(store)


def _read(told: str) -> Story:
    text, people, groups, places = json.loads(told)
    return Story(text, tuple(people), tuple(groups), tuple(places))
