"""Which page of the folder holds what, and links between them.

The parts of other pages link within their own page ("#happening-…", "#place-3"). Here such a link is led to the page
that holds the record, relative to where it stands; one that no page holds becomes plain words. So every link that is
written leads somewhere, and none out of the folder.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from dateline.render.map.svg import safe_id
from dateline.render.page.markup import Markup

PAGES: Final = {
    "~index": "index.html",
    "~happenings": "happenings.html",
    "~ledger": "contradictions.html",
    "~held": "holding.html",
    "~places": "places.html",
    "~actors": "actors.html",
    "~bonds": "relations.html",
    "~sources": "sources.html",
    "~checks": "checks.html",
    "~reports": "reports.html",
    "~about": "about.html",
}
"""The pages that every folder has, by the name under which others link to them."""
_HREF: Final = re.compile(r'(<a(?:\s[^<>]*)?)\shref="#([^"<>]*)"')
_ID: Final = re.compile(r'\sid="([^"<>]*)"')
_PLAIN: Final = re.compile(r"[a-z]{1,12}-[a-z0-9-]{1,60}")


@dataclass(slots=True)
class Folder:
    """What stands where. `reports` and `happenings` are the ids (as `safe_id` has them) that have a page."""

    happenings: frozenset[str] = frozenset()
    reports: set[str] = field(default_factory=set)
    numbered: dict[str, Callable[[str], str | None]] = field(default_factory=dict)
    """Where a record of a paged list stands, by the first part of its id ("actor" of "actor-17")."""
    at: dict[tuple[str, int], int | None] = field(default_factory=dict)
    """What of a report's text is marked instead of a character that is not."""
    gone: set[tuple[str, str]] = field(default_factory=set)
    """Records that their report's page does not have: (report, record)."""

    def place_of(self, anchor: str) -> str | None:
        """The page and place of what an anchor names; None where nothing in the folder is called so."""
        if anchor in PAGES:
            return PAGES[anchor]
        name, _, words = anchor.partition("@")
        if name in self.reports:
            return file_of("report", name) + self._words(name, words)
        if name in self.happenings:
            return file_of("happening", name)
        kind = name.rpartition("-")[0]
        return self.numbered[kind](name) if kind in self.numbered else None

    def _words(self, report: str, part: str) -> str:
        if not part.isdigit():
            return f"#{part}" if part and (report, part) not in self.gone else ""
        at = self.at.get((report, int(part)), int(part))
        return "" if at is None else f"#t-{at}"


def file_of(kind: str, id_: str) -> str:
    """The page of a record: named by its id where that is plain, else by a digest of it, so that a name is safe on
    every disk and no two differ by case alone."""
    name = id_ if _PLAIN.fullmatch(id_) else f"id-{hashlib.sha256(id_.encode()).hexdigest()[:20]}"
    return f"{kind}/{name}.html"


def words_anchor(report: str, start: int) -> str:
    """The anchor of a character of a report's text."""
    return f"{safe_id(report)}@{start}"


def record_anchor(report: str, id_: str) -> str:
    """The anchor of a record of a report, on the report's page."""
    return f"{safe_id(report)}@{safe_id(id_)}"


def relinked(markup: str, page: str, folder: Folder) -> Markup:
    """The markup of a page with its links led to where the records are. `page` is the page's own file in the folder."""
    own = ids_in(markup)
    base = posixpath.dirname(page) or "."

    def led(match: re.Match[str]) -> str:
        anchor = match[2]
        if anchor in own:
            return match[0]
        place = folder.place_of(anchor)
        if place is None:
            return match[1]
        file, _, part = place.partition("#")
        return f'{match[1]} href="{posixpath.relpath(file, base)}{"#" + part if part else ""}"'

    return Markup(_HREF.sub(led, markup))


def ids_in(markup: str) -> set[str]:
    """The ids that a page has."""
    return set(_ID.findall(markup))
