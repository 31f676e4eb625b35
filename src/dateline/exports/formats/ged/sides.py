"""Who against whom: type of violence, the two sides, and the numbers of the states whose governments they are.

UCDP GED codebook: state-based violence has a government on side a; non-state violence has two organised groups, none of
them a state's; one-sided violence is done by a government or a group (side a) to civilians (side b). Forces of a state
stand as its government. Who is not organised (gunmen, residents, a crowd, an armed group that nobody knows) makes no
dyad, and neither do two who do no violence to each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dateline.codebook.country_codes import CountryCodes, codes_of
from dateline.codebook.ged import CIVILIANS, GOVERNMENT
from dateline.codebook.unnamed import is_unnamed
from dateline.exports.coded import UNREAL, CodedEvent, Party
from dateline.exports.formats.ged.made import Made, line
from dateline.exports.opposed import STATES, opposed

GROUP_KINDS: Final = frozenset({"rebel group", "militia", "coalition"})
CIVILIAN_KINDS: Final = frozenset({"civilians", "media", "ngo"})
LONGEST: Final = 400
"""Signs of a side's name, so that the dyad's fits into a cell."""

NO_FORCE: Final = "no use of armed force is told"
NO_DYAD: Final = "no dyad is known: GED needs two organised sides, or one that does violence to civilians"
AS_GOVERNMENT: Final = "the forces of a state stand as its government"
AS_CIVILIANS: Final = "those who are no party stand as Civilians"
ONE_OF_TWO: Final = "GED has two sides; others who take part are left off"
OTHER_TYPE: Final = "the type of violence follows from the sides that are known"


@dataclass(frozen=True, slots=True)
class Side:
    """A side as GED writes it. `state` is the state whose government it is."""

    name: str
    organised: bool = False
    state: CountryCodes | None = None


@dataclass(frozen=True, slots=True)
class Dyad:
    """The two sides, as far as they are known; `violence` is UCDP's type, None where they make no dyad."""

    a: Side | None
    b: Side | None
    violence: int | None

    def column_of(self, side: Side | None) -> str | None:
        """In which column the dead of a side are counted; None where it is neither of the two."""
        if side is None:
            return None
        if side.name == CIVILIANS:
            return "deaths_civilians"
        if self.a is not None and side.name == self.a.name:
            return "deaths_a"
        return "deaths_b" if self.b is not None and side.name == self.b.name else None


def side_of(party: Party, *, one_sided: bool = False) -> Side:
    """The side that somebody who takes part is on. A person is taken for a civilian only where the violence is
    one-sided already: he may be a commander."""
    name = line(party.name)[:LONGEST].strip()
    if party.kind in CIVILIAN_KINDS or (one_sided and party.kind == "person"):
        return Side(CIVILIANS)
    group = bool(name) and name != CIVILIANS and not name.startswith(GOVERNMENT)
    if party.kind in STATES:
        state = codes_of(party.country)
        if state is not None and state.gw is not None and state.ucdp_name:
            return Side(GOVERNMENT + state.ucdp_name, organised=True, state=state)
        return Side(name, organised=group and party.country is not None)
    return Side(name, organised=group and party.kind in GROUP_KINDS and not is_unnamed(name))


def dyad_of(event: CodedEvent) -> Dyad:
    """The two sides of an event."""
    one_sided = event.ucdp == 3
    two = opposed(event)
    doers = [side_of(p) for p in two.doers]
    others = [side_of(p, one_sided=one_sided) for p in two.others]
    a = next((s for s in doers if s.organised), None)
    b = next((s for s in others if s.organised and (a is None or s.name != a.name)), None)
    if not is_violent(event):
        return Dyad(a or next(iter(doers), None), b or next(iter(others), None), None)
    if a is not None and (one_sided or b is None) and _civilians_die(event, others):
        return Dyad(a, Side(CIVILIANS), 3)
    if a is not None and b is not None:
        if a.state is None and b.state is not None:
            a, b = b, a
        return Dyad(a, b, 1 if a.state else 2)
    hit = Side(CIVILIANS) if _civilians_die(event, others) else None
    return Dyad(a or next(iter(doers), None), b or hit or next(iter(others), None), None)


def is_violent(event: CodedEvent) -> bool:
    """Whether armed force is told of: two who train together are no parties to a conflict."""
    return event.plover == "ASSAULT" or event.ucdp is not None


def _civilians_die(event: CodedEvent, others: list[Side]) -> bool:
    if any(s.name == CIVILIANS for s in others):
        return True
    killed = (t for t in event.tolls if t.harm == "killed" and t.of == "civilians")
    return any(event.cited[t.cited].stance not in UNREAL and (t.best or t.low or 0) > 0 for t in killed)


def put_sides(event: CodedEvent, dyad: Dyad, made: Made) -> None:
    """Fill the columns of the sides, and tell what they do not hold."""
    a, b, violence = dyad.a, dyad.b, dyad.violence
    cells = made.cells
    for column, number, side in (("side_a", "gwnoa", a), ("side_b", "gwnob", b)):
        if side is not None:
            cells[column] = side.name
            if side.state is not None:
                cells[number] = str(side.state.ucdp_id)
    if not is_violent(event):
        made.not_ged(NO_FORCE)
    elif violence is None:
        made.not_ged(NO_DYAD)
        if event.ucdp is not None and not (cells.get("side_a") and cells.get("side_b")):
            violence = event.ucdp
    elif a is not None and b is not None:
        cells["dyad_name"] = f"{a.name} - {b.name}"
        if violence != 1:
            cells["conflict_name"] = cells["dyad_name"]
    if violence is not None:
        cells["type_of_violence"] = str(violence)
    if event.ucdp is not None and event.ucdp != violence:
        made.changed("type_of_violence", event.ucdp, OTHER_TYPE)
    for party, column, reason in _renamed(event, dyad):
        if reason == ONE_OF_TWO:
            made.dropped(column, party, reason)
        else:
            made.changed(column, party, reason)


def _renamed(event: CodedEvent, dyad: Dyad) -> Iterator[tuple[str, str, str]]:
    """Those who stand under another name, or not at all: (their name, column, why)."""
    two = opposed(event)
    for party in event.parties:
        side = side_of(party, one_sided=dyad.violence == 3 and party not in two.doers)
        at = next((c for c, s in (("side_a", dyad.a), ("side_b", dyad.b)) if s is not None and s.name == side.name), "")
        if not at:
            yield party.name, "side_b" if party in two.others else "side_a", ONE_OF_TWO
        elif side.name == CIVILIANS and party.name.casefold() != CIVILIANS.casefold():
            yield party.name, at, AS_CIVILIANS
        elif side.state is not None and party.name != side.name:
            yield party.name, at, AS_GOVERNMENT
