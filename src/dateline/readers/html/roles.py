"""What class names, ids and element names say of a part of a page: outside of the report, a caption, a byline …

The names are those that content systems give their parts (`data/html_roles.tsv`). They are read word by word, so that
"article__share-bar" is a share bar, and "tag-share" (a WordPress keyword) is nothing. What is `alone` stands outside
where it is the whole name ("menu", not "conflict-menu"), and "card-live" is an entry of a live blog and no card.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from dateline.readers.tables import rows

LONGEST = 600
"""Characters of a class attribute that are looked at."""
OUTSIDE = frozenset({"aside", "nav", "footer", "menu", "dialog"})
OUTSIDE_ROLES = frozenset({"navigation", "complementary", "contentinfo", "search", "dialog", "alertdialog"})
"""Elements and ARIA roles whose text stands beside the report."""
NAMING = (
    "class",
    "id",
    "data-component",
    "data-testid",
    "data-test",
    "data-module",
    "data-gu-name",
    "data-spacefinder-role",
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SLUG = 3
"""Words of the longest id that is a name."""
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


@cache
def _known() -> dict[tuple[str, ...], frozenset[str]]:
    """Words -> roles."""
    found: dict[tuple[str, ...], set[str]] = {}
    for row in rows("html_roles"):
        found.setdefault(tuple(row["words"].split()), set()).add(row["role"])
    return {words: frozenset(roles) for words, roles in found.items()}


@cache
def _longest() -> int:
    return max(map(len, _known()))


@lru_cache(maxsize=8192)
def roles_of(names: str) -> frozenset[str]:
    """The roles that a class or id attribute names."""
    found: set[str] = set()
    for name in names[:LONGEST].split():
        found |= _roles_of_one(name)
    return frozenset(found)


def _roles_of_one(name: str) -> set[str]:
    words = [word.lower() for word in _WORD.findall(name)]
    known = _known()
    if words and "ignored" in known.get((words[0],), ()):
        return set()
    spans = [
        (start, end, roles)
        for start in range(len(words))
        for end in range(start + 1, min(len(words), start + _longest()) + 1)
        if (roles := known.get(tuple(words[start:end])))
    ]
    live = [(start, end) for start, end, roles in spans if "live" in roles]
    found: set[str] = set()
    for start, end, roles in spans:
        covered = any(first <= start and end <= last for first, last in live)
        found |= roles - {"outside"} if covered else roles
    return found | {"outside"} if "alone" in known.get(tuple(words), ()) else found


def roles_at(name: str, attributes: Mapping[str, str]) -> frozenset[str]:
    """The roles of an element: by its own name, its classes, its id and the like.

    Ids that are made of a heading's words ("comments-by-the-army") say nothing.
    """
    found: frozenset[str] = roles_of(name) if "-" in name else frozenset()
    for key in NAMING:
        if (value := attributes.get(key)) and not (
            key == "id" and (name in HEADINGS or len(_WORD.findall(value)) > SLUG)
        ):
            found |= roles_of(value)
    beside = name in OUTSIDE or attributes.get("role", "").strip().lower() in OUTSIDE_ROLES
    return found | {"outside"} if beside else found
