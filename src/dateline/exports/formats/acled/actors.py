"""Who takes part, in ACLED's columns: two actors without direction, those beside them, and how their kinds meet.

Rules of the ACLED codebook (sections Actors, Actor names and Inter codes, Event aggregation): an actor has its own
name; civilians, protesters and rioters stand under a generic name with the country, and who they are in the column of
associated actors; a state's force abroad is External/Other forces; where nobody is named, an unidentified armed group
stands. Of several on one side an organised armed one stands first, whatever the order of the report; civilians who are
hit in a battle are no actor of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.case.ledger.words import folded, words
from dateline.codebook.acled import (
    CIVILIANS,
    ActorKind,
    actor_kinds,
    generic_names,
    interaction_words,
    inters,
    targeted,
    unnamed,
)
from dateline.codebook.acled import TARGETED as FILLED
from dateline.codebook.tables import AcledType
from dateline.codebook.unnamed import is_unnamed
from dateline.exports.coded import CodedEvent, Party
from dateline.exports.losses import Losses
from dateline.exports.opposed import ARMED, STATES, opposed

VIOLENT: Final = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
BATTLES: Final = "Battles"
AGAINST_CIVILIANS: Final = "Violence against civilians"
CIVILIAN: Final = "Civilians"
ARMED_GROUP: Final = "Unidentified Armed Group"
ASSOCIATES: Final = "; "
"""Between several associated actors, and between several sources."""
NO_DIRECTION: Final = "actor1 and actor2 do not tell who did it to whom"
NEAREST: Final = "ACLED has no code for this kind of actor: the nearest stands"
NOBODY: Final = "nobody is named: ACLED's generic name stands"
SIDE: Final = "on whose side an associate stands is not told: it is put beside actor1"
NO_PARTY: Final = "civilians are no actor of a battle: they are put among the associated actors"
BESIDE: Final = "more than one actor of a side: the further ones are put among the associated actors"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two actors; `code` 0 and an empty name for none."""

    name: str = ""
    code: int = 0
    beside: tuple[str, ...] = ()


def actor_cells(event: CodedEvent, pair: AcledType, country: str, losses: Losses) -> dict[str, str] | None:
    """The nine cells about actors; None where the event has nobody that a row could name."""
    two = opposed(event)
    doers, others, unsided = (_named(side) for side in (two.doers, two.others, two.unsided))
    one, other = _sides(event, pair, country, doers, others, losses)
    if not one.name:
        return None
    first, second = _beside(event, one, other, unsided, losses)
    if doers and others:
        losses.changed(event.id, "actor1", f"{doers[0].name} -> {others[0].name}", NO_DIRECTION)
    return {
        "actor1": one.name,
        "assoc_actor_1": ASSOCIATES.join(first),
        "inter1": inters()[one.code],
        "actor2": other.name,
        "assoc_actor_2": ASSOCIATES.join(second),
        "inter2": inters()[other.code] if other.code else "",
        "interaction": interaction_words(one.code, other.code),
        "civilian_targeting": FILLED if targeted(pair, one.code, other.code) else "",
    }


def _named(parties: Sequence[Party]) -> list[Party]:
    """Those who have a name to stand under: the organised and named first, civilians last, else in their order."""
    return sorted((p for p in parties if plain_name(p.name)), key=_rank)


def _rank(party: Party) -> int:
    if party.kind not in ARMED:
        return 2
    return 1 if is_unnamed(party.name) else 0


def _sides(
    event: CodedEvent, pair: AcledType, country: str, doers: Sequence[Party], others: Sequence[Party], losses: Losses
) -> tuple[Side, Side]:
    one = _side(event, doers, pair, country, losses, doing=True)
    other = _side(event, others, pair, country, losses, doing=False)
    sides = []
    for number, side in enumerate((one, other), 1):
        name = None if side.name else unnamed(pair, number)
        if name:
            losses.changed(event.id, f"actor{number}", "", NOBODY)
            side = Side(_of(name, country), generic_names()[name], side.beside)
        sides.append(side)
    if not sides[0].name:
        sides.reverse()  # a strategic development that is told of one actor only
    return sides[0], sides[1]


def _side(
    event: CodedEvent, parties: Sequence[Party], pair: AcledType, country: str, losses: Losses, *, doing: bool
) -> Side:
    if not parties:
        return Side()
    first, *more = parties
    generic, code = _kind(first, event, pair, losses, doing=doing)
    column = "assoc_actor_1" if doing else "assoc_actor_2"
    if pair.event_type == BATTLES and code == CIVILIANS:
        losses.changed(event.id, column, first.name, NO_PARTY)
        return Side(beside=tuple(n for p in parties for n in _as_beside(p, pair, country, doing=doing)))
    own = plain_name(first.name)
    name = _of(generic, country) if generic else own
    beside = [own] if generic and not _says(own, generic) else []
    if more:
        losses.changed(event.id, column, more[0].name, BESIDE)
    beside += [n for p in more for n in _as_beside(p, pair, country, doing=doing)]
    return Side(name, code, tuple(n for n in dict.fromkeys(beside) if n != name))


def _as_beside(party: Party, pair: AcledType, country: str, *, doing: bool) -> list[str]:
    """A further one of a side: civilians under their generic name, and who they are where that says more."""
    own, kind = plain_name(party.name), _row(party.kind)
    if not kind.done_to or not kind.sure or (doing and pair.event_type in VIOLENT):
        return [own]
    return [_of(kind.done_to, country), *([] if _says(own, kind.done_to) else [own])]


def _kind(party: Party, event: CodedEvent, pair: AcledType, losses: Losses, *, doing: bool) -> tuple[str, int]:
    """The generic name of a party ("" where its own stands) and its code."""
    kind = _row(party.kind)
    violent = doing and pair.event_type in VIOLENT
    if violent and party.kind not in STATES and is_unnamed(party.name):
        losses.changed(event.id, "actor1", party.name, NOBODY)
        return ARMED_GROUP, generic_names()[ARMED_GROUP]
    generic = kind.done_to if not doing or (kind.sure and not violent) else ""
    if doing and pair.event_type == "Protests":
        generic = kind.in_protests
    elif doing and pair.event_type == "Riots":
        generic = kind.in_riots
    elif pair.event_type == AGAINST_CIVILIANS and not doing and not kind.sure:
        generic = generic or CIVILIAN
    if generic:
        return generic, generic_names()[generic]
    if not kind.sure or (violent and kind.done_to):
        losses.changed(event.id, "inter1" if doing else "inter2", f"{party.name}: {party.kind}", NEAREST)
        return "", kind.doing_violence if violent else kind.at_home
    where = event.where.country if event.where else None
    abroad = party.country is not None and where is not None and party.country.upper() != where.upper()
    return "", kind.abroad if abroad else kind.at_home


def _beside(
    event: CodedEvent, one: Side, other: Side, unsided: Sequence[Party], losses: Losses
) -> tuple[list[str], list[str]]:
    """The associated actors of both sides; an associate goes to the side whose group it is part of."""
    columns: tuple[list[str], list[str]] = (list(one.beside), list(other.beside))
    for party in (*unsided, *event.with_role("associate")):
        with_other = bool(other.name) and party.part_of is not None and plain_name(party.part_of) == other.name
        if not with_other and not (party.part_of and plain_name(party.part_of) == one.name):
            losses.changed(event.id, "assoc_actor_1", party.name, SIDE)
        columns[with_other].append(plain_name(party.name))
    return list(dict.fromkeys(columns[0])), list(dict.fromkeys(columns[1]))


def _of(generic: str, country: str) -> str:
    return f"{generic} ({country})"


def _row(kind: str) -> ActorKind:
    return actor_kinds()[kind] if kind in actor_kinds() else actor_kinds()["other"]


def _says(own: str, generic: str) -> bool:
    """Whether a name says no more than the generic one: "civilians", "Civilians (Syria)", "18 people"."""
    return own.casefold().removeprefix("the ").startswith(generic.casefold()) or says_nobody(own)


def says_nobody(name: str) -> bool:
    """Whether a name tells its people apart from nobody: "people", "at least 18 people"."""
    return folded(name).rpartition(" ")[2] in words("whole")


def plain_name(name: str) -> str:
    """A name without the sign that parts names in a cell."""
    return " ".join(name.replace(";", ",").split())


def together(*cells: str) -> str:
    """Several cells of values parted by semicolons as one, each value once."""
    values = (value.strip() for cell in cells for value in cell.split(";"))
    return ASSOCIATES.join(dict.fromkeys(filter(None, values)))


def names_in(cells: Iterable[str]) -> Iterator[str]:
    """The names of actors in some cells of a row, folded, each cell parted at semicolons."""
    for cell in cells:
        for name in cell.split(";"):
            if name.strip():
                yield " ".join(name.split()).casefold()
