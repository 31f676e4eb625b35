"""What PLOVER calls an act that has not happened: announced help is an agreement, an announced attack a threat.

A dossier says of each event what is done (its type) and whether it happened (its status). PLOVER has one type for both:
"will send food" is AGREE, "will attack" THREATEN, "refused to talk" REJECT. Whoever writes PLOVER reads this table.
"""

from __future__ import annotations

from functools import lru_cache

from dateline.codebook.tables import as_plover, rows
from dateline.model.dossier import Dossier
from dateline.model.vocabulary import EventStatus, Plover


@lru_cache(maxsize=1)
def _announced() -> dict[tuple[str, str], Plover]:
    name = "plover_announced.tsv"
    return {(as_plover(r["type"], name), r["status"]): as_plover(r["becomes"], name) for r in rows(name)}


def plover_of(act: Plover, status: EventStatus) -> Plover:
    """The PLOVER type of an act that stands so: its own where it happened, goes on, may have or is only alleged."""
    return _announced().get((act, status), act)


def plover_types(dossier: Dossier) -> tuple[Plover, ...]:
    """The types that PLOVER codes of a report, in its own sense: acts of speech and happenings together.

    What is only wanted, refused or threatened in a saying that is itself an act is that act and nothing beside it:
    "demanded that the army withdraw" is REQUEST, and no RETREAT.
    """
    acts = {c.id: c.act for c in dossier.claims}
    told = [c.act for c in dossier.claims if c.act is not None]
    for event in dossier.events:
        if event.status in UNREAL and event.claims and acts.get(event.claims[0]) is not None:
            continue
        told.append(plover_of(event.coding.plover, event.status))
    return tuple(dict.fromkeys(told))


UNREAL = frozenset({"planned", "possible", "denied"})
