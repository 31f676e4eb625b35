"""Actors, relations, who holds what, numbers, victims and pictures: one table each, every row a record."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model.records import Actor, Amount, Control, Media, Relation, Victim
from dateline.model.span import Evidence
from dateline.render.page.markup import Markup, el, join
from dateline.render.page.parts import lines, note, part, row, table
from dateline.render.page.view import View, country_words, predicate, value, victim_name, when_words
from dateline.render.words import quantity

MENTIONS = 24
"""Mentions of an actor or place that are linked one by one; the rest are counted."""
HOLDS = {
    "controls": "holds it",
    "majority": "holds most of it",
    "partial": "holds part of it",
    "contested": "is fighting for it",
    "encircled": "holds it, surrounded",
    "besieged": "lies before it",
    "lost": "no longer holds it",
    "seeks": "is out to take it",
}
"""How an actor stands to a place, by control status (see the contract's words on it)."""


def records_parts(view: View) -> Markup:
    """All tables of records that the dossier has, in the order of the page."""
    d = view.dossier
    parts = [_actors(view, d.actors)]
    if d.relations:
        parts.append(_relations(view, d.relations))
    if d.control:
        parts.append(_control(view, d.control))
    if d.amounts:
        parts.append(_amounts(view, d.amounts))
    if d.victims:
        parts.append(_victims(view, d.victims))
    if d.media:
        parts.append(_media(view, d.media))
    return join(parts)


def mentions(view: View, evidence: Sequence[Evidence]) -> Markup:
    """Each mention as a numbered link to its place in the text, the first one with its words."""
    pieces = sorted(dict.fromkeys(evidence))
    numbered = [
        el("a", {"href": f"#t-{e.start}", "aria-label": f"mention {n}", "class": "nth"}, str(n))
        for n, e in enumerate(pieces[1:MENTIONS], 2)
    ]
    more = f" and {len(pieces) - MENTIONS:,} more" if len(pieces) > MENTIONS else None
    return join([view.words(pieces[:1], 60), " ", join(numbered, " "), more])


def _actors(view: View, actors: Sequence[Actor]) -> Markup:
    if not actors:
        return part("actors", "Actors", note("No actors: the text names nobody who could be read as one."))
    heads = ["Name", "What it is", "Also called", "In the text"]
    ranked = sorted(actors, key=lambda a: list_order(view, a.id))
    rows = [_actor(view, a) for a in ranked]
    legend = note("Those who take part in most events come first. Letter, shape and colour stand for the actor alone.")
    return part("actors", "Actors", legend, table("c-actors", "Actors", heads, rows), count=len(actors))


def list_order(view: View, actor: str) -> int:
    """Actors stand as their symbols were given out: by the number of events they take part in."""
    return int(view.drawn[actor].rsplit("-", 1)[-1])


def _actor(view: View, a: Actor) -> Markup:
    name = el("span", {"class": "actor"}, view.symbol(a.id), value(a.name))
    part_of = join(["part of ", view.actor(a.part_of)]) if a.part_of else None
    known = a.catalogue.get("key") or ", ".join(f"{k} {v}" for k, v in a.catalogue.items())
    catalogue = el("span", {"class": "muted"}, "catalogue: ", value(known)) if known else None
    what = join(lines(told for told in (a.kind, country_words(a.country), part_of, catalogue) if told))
    aliases = join([value(alias) for alias in a.aliases[:MENTIONS]], ", ")
    return row(view, a.id, name, what, aliases, mentions(view, a.mentions))


def _relations(view: View, relations: Sequence[Relation]) -> Markup:
    rows = [
        row(
            view,
            r.id,
            view.actor(r.subject),
            predicate(r.predicate),
            view.actor(r.object),
            when_words(r.when) if r.when else None,
            view.says(r.claims, ""),
            view.words(r.evidence, 120),
        )
        for r in relations
    ]
    heads = ["Subject", "Relation", "Object", "When", "Who says so", "Words"]
    return part("relations", "Relations", table("c-relations", "Relations", heads, rows), count=len(relations))


def _control(view: View, control: Sequence[Control]) -> Markup:
    rows = [
        row(
            view,
            c.id,
            view.place(c.place),
            view.actor(c.actor),
            join([HOLDS.get(c.status, c.status), el("span", {"class": "muted"}, f" ({c.status})")]),
            value(c.extent) if c.extent else None,
            when_words(c.when) if c.when else None,
            view.says(c.claims, ""),
            view.words(c.evidence, 120),
        )
        for c in control
    ]
    heads = ["Place", "Actor", "How it stands", "How much", "When", "Who says so", "Words"]
    return part("control", "Who holds what", table("c-control", "Who holds what", heads, rows), count=len(control))


def _amounts(view: View, amounts: Sequence[Amount]) -> Markup:
    rows = [
        row(
            view,
            a.id,
            a.what,
            join([quantity(a.low, a.high, a.best, a.hedge), " ", value(a.unit)]),
            view.link(a.of) if a.of else None,
            view.says(a.claims, ""),
            view.words(a.evidence, 120),
        )
        for a in amounts
    ]
    heads = ["What", "How much", "Of", "Who says so", "Words"]
    return part("numbers", "Numbers", table("c-numbers", "Numbers", heads, rows), count=len(amounts))


def _victims(view: View, victims: Sequence[Victim]) -> Markup:
    rows = [
        row(
            view,
            v.id,
            value(victim_name(view.shown, v.name, protect=v.protect)),
            v.harm,
            value(", ".join(told for told in (v.status, v.sex, None if v.age is None else f"aged {v.age}") if told)),
            view.link(v.event) if v.event else None,
            view.says(v.claims, ""),
            view.words(v.evidence, 120),
        )
        for v in victims
    ]
    heads = ["Name", "Harm", "Who", "Event", "Who says so", "Words"]
    return part("victims", "Named victims", table("c-victims", "Named victims", heads, rows), count=len(victims))


def _media(view: View, media: Sequence[Media]) -> Markup:
    rows = [
        row(
            view,
            m.id,
            m.kind,
            value(m.credit) if m.credit else None,
            when_words(m.taken) if m.taken else None,
            view.place(m.where) if m.where else None,
            join([view.link(i) for i in m.shows], ", "),
            view.words(m.evidence, 120),
        )
        for m in media
    ]
    heads = ["Kind", "Credit", "Taken", "Where", "Shows", "Words"]
    return part("media", "Photos and videos", table("c-media", "Photos and videos", heads, rows), count=len(media))
