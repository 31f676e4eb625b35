"""Events as cards: what, whether, who with symbols, where, when, with what tolls, and who says which of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from dateline.codebook.tables import acled_types, plover_types, ucdp_codes
from dateline.model.records import Casualties, Claim, Count, Event, Phrase, Rival, Where
from dateline.model.span import Evidence
from dateline.render.page.findings import verdict_words
from dateline.render.page.markup import Child, Markup, el, join
from dateline.render.page.parts import badge, capped, card, facts, lines, note, origin_line, part
from dateline.render.page.view import View, event_kind, value, when_words
from dateline.render.summary import HOSTILE
from dateline.render.words import clean, quantity

ROLES = {
    "actor": "does it",
    "recipient": "is done to",
    "side_a": "one side",
    "side_b": "the other side",
    "associate": "supports a side",
}
"""What a role in an event is called on the page; the contract's words stand in the card's facts."""
STATUSES = {"happened": "reported as happened", "ongoing": "reported as going on"}
"""A report's word is reported, not certified; the other statuses speak for themselves."""
PARTICIPANTS = 40
"""Participants, tolls and rivals told of one event; the rest are counted."""


def events_part(view: View) -> Markup:
    events = view.dossier.events
    if not events:
        return part("events", "Events", note("No events: this text tells of no conflict, or of none that can be read."))
    odd = _odd_spans(view)
    return part("events", "Events", capped(events, "event", lambda e: event_card(view, e, odd)), count=len(events))


NEAR = 50
"""Findings looked at before an event's words end: enough, and never all of them for each event."""
Odd = tuple[list[tuple[int, int, str]], int]
"""Spans of findings that disagree with their verdict, by start, and the longest of them."""


def _odd_spans(view: View) -> Odd:
    spans = [
        (e.start, e.end, verdict_words(f))
        for f in view.dossier.findings
        if f.verdict == "disagrees"
        for e in f.evidence
    ]
    return sorted(spans), max((end - start for start, end, _ in spans), default=0)


def _verdicts(event: Event, odd: Odd) -> dict[str, None]:
    """The verdicts of checks whose words overlap the event's, each once."""
    spans, longest = odd
    found: dict[str, None] = {}
    for e in event.evidence:
        first, last = bisect_left(spans, (e.start - longest,)), bisect_left(spans, (e.end,))
        found |= {verdict: None for _, end, verdict in spans[max(first, last - NEAR) : last] if end > e.start}
    return found


def event_card(view: View, event: Event, odd: Odd) -> Markup:
    """One event with everything that is known of it."""
    badges = [badge(STATUSES.get(event.status, event.status), "" if event.status in STATUSES else "open")]
    badges += [badge("disputed", "warn")] if event.rivals else []
    badges += [badge(verdict, "warn") for verdict in _verdicts(event, odd)]
    number = el("span", {"class": "no"}, str(view.numbers[event.id]))
    return card(
        view,
        event.id,
        "article",
        el("h3", None, number, " ", event_title(view, event)),
        el("p", {"class": "badges"}, join(badges, " ")),
        facts(_facts(view, event)),
        origin_line(event.id, event.origin.engine, event.origin.rule, event.score),
    )


def event_title(view: View, event: Event) -> Markup:
    """ "Armed clash: the army against the militia", each name set apart."""

    def of(*roles: str) -> Markup:
        ids = list(dict.fromkeys(w.actor for w in event.who if w.role in roles))[:6]
        return join([value(view.names.actor(i)) for i in ids], ", ")

    sides = [side for side in (of("side_a"), of("side_b")) if side]
    if sides:
        told = join(sides, " against " if event.coding.plover in HOSTILE else " with ")
    elif of("recipient"):
        told = join([of("actor") or "someone", of("recipient")], " → ")
    else:
        told = of("actor") or Markup("nobody named")
    return join([event_kind(event), ": ", told, join([", with ", of("associate")]) if of("associate") else None])


def _facts(view: View, event: Event) -> Iterator[tuple[str, Child]]:
    yield "Who", join(lines(_who(view, event)))
    yield "Where", _where(view, event, event.where)
    yield "When", _when(view, event)
    yield "Killed", join(lines(_tolls(view, event.deaths)))
    yield "Injured", join(lines(_tolls(view, event.injured)))
    yield "Others say", join(lines(_rivals(view, event.rivals)))
    yield "Targets", join(lines(_target(view, t.what, t.place, t.evidence) for t in event.targets[:PARTICIPANTS]))
    yield "Means", join([_phrase(view, m) for m in event.means[:PARTICIPANTS]], ", ")
    yield "Outcome", _phrase(view, event.outcome) if event.outcome else None
    yield "How often", _count(event.count)
    yield "Part of", view.link(event.parent) if event.parent else None
    yield "Said by", join(lines(_claim(view, c) for c in event.claims[:PARTICIPANTS]))
    yield "Words", view.words(event.evidence)
    yield "Coding", join(lines(coding_words(event)))


def _who(view: View, event: Event) -> Iterator[Child]:
    for who in event.who[:PARTICIPANTS]:
        role = el("span", {"class": "muted"}, f" {ROLES.get(who.role, who.role)} ({who.role.replace('_', ' ')})")
        yield join([view.actor(who.actor), role, _unless_all(view, event, who.claims)])
    if len(event.who) > PARTICIPANTS:
        yield f"and {len(event.who) - PARTICIPANTS:,} more"


def _unless_all(view: View, event: Event, claims: Sequence[str]) -> Markup | None:
    """Who says so, where it is not simply who tells of the event."""
    return join([" ", view.says(claims)]) if claims and set(claims) != set(event.claims) else None


def _where(view: View, event: Event, where: Where | None) -> Markup:
    if where is None:
        return el("span", {"class": "muted"}, "place not told")
    return join([view.place(where.place), " ", view.words(where.evidence), _unless_all(view, event, where.claims)])


def _when(view: View, event: Event) -> Markup:
    if event.when is None:
        return when_words(None)
    words = view.words(event.when.evidence)
    return join([when_words(event.when), " ", words, _unless_all(view, event, event.when.claims)])


def _tolls(view: View, tolls: Sequence[Casualties]) -> Iterator[Child]:
    for toll in tolls[:PARTICIPANTS]:
        number = el("b", None, quantity(toll.low, toll.high, toll.best, toll.hedge))
        of = None if toll.of == "unknown" else join([" ", Markup("of "), view.actor(toll.of)])
        yield join([number, of, " ", view.says(toll.claims), " ", view.words(toll.evidence)])


def _rivals(view: View, rivals: Sequence[Rival]) -> Iterator[Child]:
    for rival in rivals[:PARTICIPANTS]:
        told = join([f"{clean(rival.slot)}: ", value(rival.value)])
        yield join([told, " ", view.says(rival.claims), " ", view.words(rival.evidence)])


def _target(view: View, what: str, place: str | None, evidence: Iterable[Evidence]) -> Markup:
    return join([what, join([" at ", view.place(place)]) if place else None, " ", view.words(tuple(evidence))])


def _phrase(view: View, phrase: Phrase) -> Markup:
    return view.words(phrase.evidence) or value(phrase.text)


def _count(count: Count | None) -> str | None:
    return quantity(count.low, count.high, count.best, "unknown") if count else None


def _claim(view: View, id_: str) -> Markup:
    """A claim by its source, with its stance where the source does not simply assert it."""
    claim: Claim | None = view.claims.get(id_)
    if claim is None:
        return value(id_)
    stance = badge(claim.stance, "open") if claim.stance != "asserted" else None
    return join([view.link(id_, view.names.source(claim.source)), stance], " ")


@cache
def plover_glosses() -> dict[str, str]:
    return {name: told.gloss for name, told in plover_types().items()}


def coding_words(event: Event) -> Iterator[Child]:
    """The codes of PLOVER, ACLED and UCDP, each with what it means."""
    coding = event.coding
    mode = f", mode {coding.plover_mode}" if coding.plover_mode else ""
    contexts = f", context {', '.join(c.replace('_', ' ') for c in coding.contexts)}" if coding.contexts else ""
    yield _code("PLOVER", f"{coding.plover}{mode}{contexts}", plover_glosses().get(coding.plover))
    if coding.acled:
        acled = acled_types().get(coding.acled)
        yield _code("ACLED", coding.acled, acled.gloss if acled else None)
    if coding.ucdp is not None:
        yield _code("UCDP", f"type {coding.ucdp}", ucdp_codes()["type_of_violence"].get(coding.ucdp))


def _code(book: str, code: str, meaning: str | None) -> Markup:
    told = el("span", {"class": "muted"}, f" – {meaning}") if meaning else None
    return join([f"{book} ", el("code", None, clean(code)), told])
