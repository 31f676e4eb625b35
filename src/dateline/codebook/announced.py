"""What PLOVER calls an act that has not happened: announced help is an agreement, an announced attack a threat.

A dossier says of each event what is done (its type) and whether it happened (its status). PLOVER has one type for both:
"will send food" is AGREE, "will attack" THREATEN, "refused to talk" REJECT. Whoever writes PLOVER reads this table.
"""

from __future__ import annotations

from functools import lru_cache

from dateline.codebook.tables import as_plover, rows
from dateline.model.vocabulary import EventStatus, Plover


@lru_cache(maxsize=1)
def _announced() -> dict[tuple[str, str], Plover]:
    name = "plover_announced.tsv"
    return {(as_plover(r["type"], name), r["status"]): as_plover(r["becomes"], name) for r in rows(name)}


def plover_of(act: Plover, status: EventStatus) -> Plover:
    """The PLOVER type of an act that stands so: its own where it happened, goes on, may have or is only alleged."""
    return _announced().get((act, status), act)
