"""What PLOVER calls an act that has not happened: announced help is an agreement, an announced attack a threat.

A dossier says of each event what is done (its type) and whether it happened (its status). PLOVER has one type for both:
"will send food" is AGREE, "will attack" THREATEN, "refused to talk" REJECT. Whoever writes PLOVER reads this table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from dateline.codebook.tables import as_plover, rows
from dateline.model.dossier import Dossier
from dateline.model.records import Claim
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
    told = [type_ for _, type_ in acts_of(dossier)]
    for event in dossier.events:
        if event.status in UNREAL and event.claims and acts.get(event.claims[0]) is not None:
            continue
        told.append(plover_of(event.coding.plover, event.status))
    return tuple(dict.fromkeys(told))


def acts_of(dossier: Dossier) -> Iterator[tuple[Claim, Plover]]:
    """The sayings that are themselves acts, each with its type; without those that another act merely answers."""
    acts = {c.id: c.act for c in dossier.claims}
    answers = [c for c in dossier.claims if c.act in ANSWERS]
    for claim in dossier.claims:
        if claim.act is not None and not _answered(claim, answers, acts):
            yield claim, plover_of(claim.act, "planned") if claim.stance == "intended" else claim.act


UNREAL = frozenset({"planned", "possible", "denied"})


def _answered(claim: Claim, answers: Sequence[Claim], acts: dict[str, Plover | None]) -> bool:
    """Whether a saying is only what another act answers: "rejected the demand", "accepted the proposal"."""
    if claim.inside is not None and acts.get(claim.inside) is not None:
        return True
    start, end = claim.content[0].start, claim.content[-1].end
    return any(c.id != claim.id and c.content[0].start <= start and end <= c.content[-1].end for c in answers)


ANSWERS = frozenset({"REJECT", "CONCEDE", "AGREE"})
