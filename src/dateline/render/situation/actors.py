"""The actors of the case, the bonds between them as a table and as a picture."""

from __future__ import annotations

from dateline.model.situation import Bond, Figure
from dateline.render.page.markup import Markup, el, join
from dateline.render.page.parts import note, part, row, table
from dateline.render.page.view import country_words, predicate, value
from dateline.render.situation.network import network_figure
from dateline.render.situation.said import says
from dateline.render.situation.view import SituationView, day_markup
from dateline.render.words import clean

NAMES = 12
"""Other names told of one actor; the rest are counted."""


def actors_part(view: SituationView) -> Markup:
    """Those who take part in most happenings first."""
    if not view.actors:
        return part("actors", "Actors", note("No actors: no report of this case names one."))
    heads = ["Name", "What it is", "Also called", "Happenings", "Reports"]
    legend = note(
        "Those who take part in most happenings come first. Letter, shape and colour stand for the actor alone."
    )
    rows = [_actor(view, a) for a in view.actors]
    return part("actors", "Actors", legend, table("c-actors", "Actors", heads, rows), count=len(view.actors))


def _actor(view: SituationView, a: Figure) -> Markup:
    name = el("span", {"class": "actor"}, view.sign(a.key), value(a.name))
    others = [n for n in a.names if clean(n).casefold() != clean(a.name).casefold()]
    more = f" and {len(others) - NAMES} more" if len(others) > NAMES else None
    also = join([join([value(n) for n in others[:NAMES]], ", "), more])
    what = ", ".join(t for t in (a.kind, country_words(a.country)) if t)
    return row(view, view.anchors[a.key], name, value(what), also, f"{a.happenings:,}", f"{a.reports:,}")


def bonds_part(view: SituationView) -> Markup:
    """The relations between actors; the picture holds those with most of them."""
    bonds = view.situation.bonds
    if not bonds:
        return part("bonds", "Relations", note("No report of this case tells how two actors stand to each other."))
    heads = ["Subject", "Relation", "Object", "When", "Who says so"]
    rows = [_bond(view, b) for b in bonds]
    told = table("c-bonds", "Relations between actors", heads, rows)
    both = el("div", {"class": "bonds-both"}, network_figure(view), el("div", None, told))
    return part("bonds", "Relations", both, count=len(bonds))


def _bond(view: SituationView, b: Bond) -> Markup:
    return row(
        view,
        None,
        view.actor(b.subject_key, b.subject),
        predicate(clean(b.predicate)),
        view.actor(b.object_key, b.object),
        day_markup(b.when) if b.when else None,
        says(view, b.said, values=False),
    )
