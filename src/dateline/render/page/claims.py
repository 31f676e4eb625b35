"""Claims under their sources: who speaks, how they are to be protected, and what they say in which tone."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model.records import Claim, Source
from dateline.render.page.events import plover_glosses
from dateline.render.page.markup import Child, Markup, el, join
from dateline.render.page.parts import badge, capped, card, facts, note, origin_line, part
from dateline.render.page.view import View, value, when_words
from dateline.render.words import STANCES


def claims_part(view: View) -> Markup:
    """The sources in the order in which they first speak, the report's own voice last, each with its claims."""
    d = view.dossier
    if not d.claims and not d.sources:
        return part("claims", "Who says what", note("No claims: nobody says anything here that could be read."))
    by_source: dict[str, list[Claim]] = {}
    for claim in d.claims:
        by_source.setdefault(claim.source, []).append(claim)
    known = {s.id: s for s in d.sources}
    order = sorted(dict.fromkeys([*by_source, *known]), key=lambda i: i in known and known[i].kind == "narrator")
    groups = capped(order, "source", lambda i: _group(view, i, known.get(i), by_source.get(i, [])))
    return part("claims", "Who says what", groups, count=len(d.claims))


def _group(view: View, id_: str, source: Source | None, claims: list[Claim]) -> Markup:
    """A source and all it says."""
    badges = [badge(source.kind)] if source else []
    if source and source.protect:
        badges.append(badge("protect: not to be named", "warn"))
    head = el("h3", None, value(view.names.source(id_)), " ", join(badges, " "))
    told = capped(claims, "claim", lambda c: claim_card(view, c)) if claims else note("Passes on the words of others.")
    who = facts(_source_facts(view, source)) if source else None
    return card(view, id_, "section", head, who, el("div", {"class": "claims-of"}, told))


def _source_facts(view: View, source: Source) -> Iterator[tuple[str, Child]]:
    if source.kind == "narrator":
        return
    yield "Described as", value(source.description) if source.description and source.name else None
    yield "Role", value(source.role) if source.role else None
    yield "Of", view.actor(source.affiliation) if source.affiliation else None
    yield "Protection", "never to be named" if source.protect else None
    if source.anonymity:
        reason = value(source.anonymity.reason) if source.anonymity.reason else "no reason given"
        yield "Not named because", join([reason, view.words(source.anonymity.evidence)], " ")
    yield "Words", view.words(source.mentions, 80)


def claim_card(view: View, claim: Claim) -> Markup:
    """One claim: its stance and words, and how it came to the report."""
    stance = badge(STANCES.get(claim.stance, claim.stance), "" if claim.stance == "asserted" else "open")
    quote = el("p", {"class": "content"}, stance, " ", view.words(claim.content, 600))
    foot = origin_line(claim.id, claim.origin.engine, claim.origin.rule, claim.score)
    return card(view, claim.id, "div", quote, el("p", {"class": "how"}, join(_how(view, claim), " · ")), foot)


def _how(view: View, claim: Claim) -> Iterator[Child]:
    """Quoted or not, the cue, when, through whom, within what, as which act, to whom: what is known of it."""
    yield "quoted" if claim.quoted else "in the report’s wording"
    yield join(["cue ", view.words((claim.cue,))]) if claim.cue else None
    yield join(["said on ", when_words(claim.said), " ", view.words(claim.said.evidence)]) if claim.said else None
    yield (
        join(["passed on by ", join([view.link(i, view.names.source(i)) for i in claim.via], ", ")])
        if claim.via
        else None
    )
    yield join(["within the claim of ", view.link(claim.inside)]) if claim.inside else None
    yield (
        join(["act ", el("code", None, claim.act), f" – {plover_glosses().get(claim.act, '')}"]) if claim.act else None
    )
    yield join(["to ", view.actor(claim.to)]) if claim.to else None
