"""How actors stand to one another at a date: the picture, the matrix, the table that holds it all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel

from dateline.case.store.entry import iso_of
from dateline.case.store.figures import Tie as TieRow
from dateline.model.situation import Bond, Day, Figure, Situation
from dateline.render.page.markup import NOTHING, Markup, join
from dateline.render.page.parts import signs
from dateline.render.page.view import predicate
from dateline.render.situation.network import kind_of, network_figure
from dateline.render.situation.view import sign_id, view_of

if TYPE_CHECKING:
    from dateline.case.store.protocol import Store
    from dateline.web.desk import Desk

ALL: Final = 2000
"""Kinds of relations that are gone through; of a case that has more, those of most reports."""
TOP: Final = 14
"""Actors in the matrix, as in the picture."""


class Tie(BaseModel):
    """One kind of relation between two actors."""

    subject: str
    subject_key: str
    predicate: str
    told: str
    object: str
    object_key: str
    kind: str
    """How it is drawn: "for", "against" or "other"."""
    reports: int
    first: str | None
    last: str | None


class Cell(BaseModel):
    """What the row's actor is told to be to the column's."""

    told: list[str]
    kind: str
    reports: int


class Row(BaseModel):
    key: str
    name: str
    cells: list[Cell | None]


class Ties(BaseModel):
    """Relations at a day, or on all days."""

    at: str | None
    before: str | None
    """The day before on which a relation begins or ends."""
    after: str | None
    ties: list[Tie]
    actors: list[str]
    """Keys of the matrix' columns."""
    matrix: list[Row]
    left: int
    """Actors with relations that the matrix has no room for."""
    more: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    signs: Markup
    network: Markup


def ties(desk: Desk, day: int | None) -> tuple[Ties, Drawn]:
    """The relations at a day, and the picture of them."""
    store = desk.store
    everything = store.ties(limit=ALL + 1)
    held = everything if day is None else store.ties(day=day, limit=ALL + 1)
    names = _names(store, everything[:ALL])
    told = [_tie(t, names) for t in held[:ALL]]
    order = _order(everything[:ALL], names)
    top = order[:TOP]
    before, after = store.tie_days(day) if day is not None else (None, None)
    if day is None and everything:
        before = max((d for t in everything for d in (t.last, t.first) if d is not None), default=None)
    made = Ties(
        at=iso_of(day), before=iso_of(before), after=iso_of(after), ties=told, actors=top,
        matrix=[_row(key, top, told, names) for key in top], left=len(order) - len(top), more=len(held) > ALL,
    )  # fmt: skip
    return made, _drawn(everything[:ALL], held[:ALL], names)


def _names(store: Store, told: tuple[TieRow, ...]) -> dict[str, Figure]:
    """The actors that stand in a relation, as figures; names of the first hundreds, keys for the rest."""
    keys = list(dict.fromkeys(k for t in told for k in (t.subject, t.object)))[:400]
    return {
        k: Figure(k, x.names[0][0] if x.names else k, x.kind, x.country, tuple(n for n, _ in x.names), x.reports, 0)
        for k, x in store.actor_lines(keys).items()
    }


def _order(told: tuple[TieRow, ...], names: dict[str, Figure]) -> list[str]:
    """Actors by how many of them they stand in; the same whatever day is looked at."""
    counts = Counter(k for t in told for k in (t.subject, t.object))
    return sorted(counts, key=lambda k: (-counts[k], names[k].name if k in names else k, k))


def _called(names: dict[str, Figure], key: str) -> str:
    return names[key].name if key in names else key


def _tie(t: TieRow, names: dict[str, Figure]) -> Tie:
    return Tie(
        subject=_called(names, t.subject), subject_key=t.subject, predicate=t.predicate, told=predicate(t.predicate),
        object=_called(names, t.object), object_key=t.object, kind=kind_of(_bond(t, names)), reports=t.reports,
        first=iso_of(t.first), last=iso_of(t.last),
    )  # fmt: skip


def _bond(t: TieRow, names: dict[str, Figure]) -> Bond:
    when = Day(iso_of(t.first), iso_of(t.last), "range") if t.first is not None or t.last is not None else None
    subject, other = _called(names, t.subject), _called(names, t.object)
    return Bond(subject, t.subject, t.predicate, other, t.object, when, ())


def _row(key: str, top: list[str], told: list[Tie], names: dict[str, Figure]) -> Row:
    cells: list[Cell | None] = []
    for other in top:
        between = [t for t in told if (t.subject_key, t.object_key) == (key, other)]
        kinds = {t.kind for t in between}
        kind = "against" if "against" in kinds and "for" not in kinds else "for" if "for" in kinds else "other"
        both = "both" if {"for", "against"} <= kinds else kind
        shown = [t.told for t in between]
        cells.append(Cell(told=shown, kind=both, reports=max(t.reports for t in between)) if between else None)
    return Row(key=key, name=_called(names, key), cells=cells)


def _drawn(everything: tuple[TieRow, ...], held: tuple[TieRow, ...], names: dict[str, Figure]) -> Drawn:
    """The ring. Who stands where is told by all relations, what is drawn by those of the day."""
    figures = tuple(names[k] for k in dict.fromkeys(k for t in everything for k in (t.subject, t.object)) if k in names)
    bonds = tuple(_bond(t, names) for t in everything if t.subject in names and t.object in names)
    view = view_of(Situation("", None, None, "", (), (), (), (), bonds, figures, ()))
    drawn = network_figure(view, [_bond(t, names) for t in held])
    if not drawn:
        return Drawn(NOTHING, NOTHING)
    used = {sign_id(view.anchors[k]): view.symbols[k] for k in view.symbols if k in view.anchors}
    return Drawn(join([signs(used)]), drawn)
