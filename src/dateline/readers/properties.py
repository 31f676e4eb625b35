"""What office software writes into a file about its author and title, as far as it looks right.

Such fields are often left over from a template or filled in by the program ("Microsoft Word - draft3.doc", "Microsoft
Office User"): those of `software.tsv` are passed over, and so is whatever does not look like a title or a name.
"""

from __future__ import annotations

import re
from functools import cache

from dateline.readers.tables import rows

TITLE = (8, 250)
"""Characters that a title may have."""
WORDS = 3
"""Words of a title that the report itself does not show."""

_FILE = re.compile(r"\.[a-z]{2,4}\d?\Z|[\\/]|_\w+_", re.IGNORECASE)
_SPLIT = re.compile(r"[;,&]|\band\b")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,4}")


@cache
def _software(field: str) -> re.Pattern[str]:
    patterns = [row["pattern"] for row in rows("software") if row["field"] == field]
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)


def title_of(told: str | None, shown: str) -> str | None:
    """The title that a file tells of itself. `shown` is the beginning of its text: what stands there is right."""
    title = " ".join((told or "")[:1000].split())
    if not TITLE[0] <= len(title) <= TITLE[1] or " " not in title:
        return None
    if title.casefold() in " ".join(shown.split()).casefold():
        return title
    if _FILE.search(title) or _software("title").search(title) or len(title.split()) < WORDS:
        return None
    return title


def authors_of(told: str | None) -> tuple[str, ...]:
    """The persons that a file names as its authors."""
    parts = [" ".join(part.split()) for part in _SPLIT.split((told or "")[:400])]
    named = [part for part in parts if part]
    if not all(_NAME.fullmatch(part) and not _software("author").search(part) for part in named):
        return ()
    return tuple(part for part in named if part[0].isupper())
