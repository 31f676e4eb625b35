"""What SQLite does in its own way: full text, boxes, and triggers that let a case only grow.

Rows are added. What may change is the end of an interval, once (`until`, `undone`); everything else only within
`SqlStore.erasing()`, which leaves a mark in `meta` for as long as its transaction lasts. The triggers cost adding
nothing: they look at changes and deletions only. They guard against mistakes; against malice there is the chain.
"""

from __future__ import annotations

from typing import Final

_SEARCH: Final = (
    "CREATE VIRTUAL TABLE claim_text USING fts5(words, content='claim', content_rowid='n', tokenize='unicode61')",
    "CREATE VIRTUAL TABLE claim_box USING rtree(n, west, east, south, north, first, last)",
)
CLOSED: Final = {
    "reading": ("until", "n report seq engine dossier sealed events claims"),
    "member": ("until", "happening event seq"),
    "link": ("until", "a b score why seq"),
    "rule": ("until", "name body seq"),
    "judgement": ("undone", "seq verb of by"),
}
"""Tables with intervals: the column that ends one, and all others."""
KEPT: Final = (
    "log", "log_body", "report", "appearance", "body", "source", "actor", "place", "event", "claim", "event_actor",
    "event_claim", "toll", "control", "relation", "finding", "evidence", "band", "judged", "happening", "backup",
)  # fmt: skip
_UNLESS: Final = "NOT EXISTS (SELECT 1 FROM meta WHERE key = 'erasing')"
_REFUSED: Final = "BEGIN SELECT RAISE(ABORT, 'a case only grows: rows are changed within erasing() only'); END"


def _guards() -> list[str]:
    made = [
        *(f"CREATE TRIGGER {t}_stays BEFORE DELETE ON {t} WHEN {_UNLESS} {_REFUSED}" for t in (*KEPT, *CLOSED)),
        *(f"CREATE TRIGGER {t}_is_kept BEFORE UPDATE ON {t} WHEN {_UNLESS} {_REFUSED}" for t in KEPT),
    ]
    for table, (end, others) in CLOSED.items():
        names = ", ".join(f'"{name}"' for name in others.split())
        made.append(f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE OF {names} ON {table} WHEN {_UNLESS} {_REFUSED}")
        ends = f"(OLD.{end} IS NOT NULL OR NEW.{end} IS NULL) AND {_UNLESS}"
        made.append(f"CREATE TRIGGER {table}_ends_once BEFORE UPDATE OF {end} ON {table} WHEN {ends} {_REFUSED}")
    return made


STEPS: Final = {"0001": _SEARCH, "0004": tuple(_guards())}
"""Statements that follow a revision. As the revisions, they are not edited once published."""
SHADOWED: Final = ("claim_text_", "claim_box_")
"""How the names begin of the tables that SQLite makes for its own full text and boxes."""
