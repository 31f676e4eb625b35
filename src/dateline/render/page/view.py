"""What the parts of the page share: how a record is called, numbered and linked, and the words that stand for it.

Each record has its dossier id as anchor, so an address with `#event-…` leads to the same record on every page made of
the same dossier, and a number that its card and its marks in the text carry (`data-k`, `data-r`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from dateline.catalogue.rows import table as catalogue_table
from dateline.codebook.tables import acled_types
from dateline.model.dossier import Dossier
from dateline.model.records import Claim, Event
from dateline.model.span import Evidence
from dateline.model.values import When
from dateline.model.vocabulary import Verdict
from dateline.protect.policy import Shown
from dateline.render.page.markup import NOTHING, Child, Markup, el, join
from dateline.render.summary import participants
from dateline.render.symbols import Symbol, symbols_of
from dateline.render.words import Names, clean, interval, names_of, quantity, shorten

QUOTE = 220
"""Characters of a quote on a card; the text itself holds the rest."""
PIECES = 12
"""Pieces of evidence that a card quotes; the rest are counted."""


class _Record(Protocol):
    @property
    def id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class View:
    """A dossier as the page shows it. `keys` numbers the records, `labels` names them in a few words."""

    shown: Shown
    names: Names = field(repr=False)
    symbols: dict[str, Symbol] = field(repr=False)
    keys: dict[str, int] = field(repr=False)
    labels: dict[str, str] = field(repr=False)
    claims: dict[str, Claim] = field(repr=False)
    numbers: dict[str, int] = field(repr=False)
    drawn: dict[str, str] = field(repr=False)
    kinds: dict[str, str] = field(repr=False)
    odd: dict[str, Verdict] = field(default_factory=dict)
    """Findings that disagree or cannot tell, with their verdict."""

    @property
    def dossier(self) -> Dossier:
        return self.shown.dossier

    def link(self, id_: str, text: Child = None, **attributes: str | None) -> Markup:
        """A link to a record, called by `text` or its label; plain words where the dossier has no such record."""
        told = text if text is not None else self.labels.get(id_, id_)
        inner = told if isinstance(told, Markup) else value(told)
        return el("a", {"href": f"#{id_}", **attributes}, inner) if id_ in self.keys else inner

    def actor(self, id_: str) -> Markup:
        """An actor's symbol and name, linked; "civilians" and "unknown" of a toll as they are."""
        return el("span", {"class": "actor"}, self.symbol(id_), self.link(id_, self.names.actor(id_)))

    def symbol(self, id_: str) -> Markup:
        """An actor's symbol, drawn once on the page and used here; nothing for who has none."""
        drawn = self.drawn.get(id_)
        if drawn is None:
            return NOTHING
        use = el("use", {"href": f"#{drawn}"})
        return el("svg", {"class": "dl-symbol", "width": 20, "height": 20, "aria-hidden": "true"}, use)

    def place(self, id_: str) -> Markup:
        return self.link(id_, self.names.place(id_))

    def says(self, claims: Sequence[str], lead: str = "according to ") -> Markup:
        """Who states it, each linked to the claim: "according to residents, the report itself"."""
        told = [self.link(id_, self._speaker(id_)) for id_ in _one_a_source(claims, self.claims)]
        return el("span", {"class": "says"}, lead, join(told, ", ")) if told else NOTHING

    def _speaker(self, claim: str) -> str:
        found = self.claims.get(claim)
        return shorten(self.names.source(found.source), 60) if found else claim

    def words(self, evidence: Sequence[Evidence], longest: int = QUOTE) -> Markup:
        """The report's words, each piece linked to where it stands in the text."""
        pieces = sorted(dict.fromkeys(evidence))
        told = [words_link(e, longest) for e in pieces[:PIECES]]
        more = el("span", {"class": "muted"}, f" and {len(pieces) - PIECES} more") if len(pieces) > PIECES else None
        return el("span", {"class": "words"}, join(told, " "), more) if told else NOTHING


def view_of(shown: Shown) -> View:
    """The view of a dossier: numbers and labels for all its records, symbols for its actors."""
    d = shown.dossier
    names, symbols = names_of(d), symbols_of(d)
    numbers = {e.id: n for n, e in enumerate(d.events, 1)}
    kinds = {r.id: noun for noun, records in _kinds(d) for r in records}
    return View(
        shown,
        names,
        symbols,
        {id_: n for n, id_ in enumerate(kinds, 1)},
        _labels(shown, names, numbers),
        {c.id: c for c in d.claims},
        numbers,
        {id_: f"sign-{n}" for n, id_ in enumerate(symbols, 1)},
        kinds,
        {f.id: f.verdict for f in d.findings if f.verdict != "agrees"},
    )


def _kinds(d: Dossier) -> Iterable[tuple[str, Sequence[_Record]]]:
    """All records by what one of them is called, in the order in which the lists beneath the paragraphs tell them."""
    return (
        ("check", d.findings),
        ("event", d.events),
        ("claim", d.claims),
        ("number", d.amounts),
        ("relation", d.relations),
        ("holding", d.control),
        ("victim", d.victims),
        ("picture", d.media),
        ("actor", d.actors),
        ("place", d.places),
        ("source", d.sources),
    )


def _labels(shown: Shown, names: Names, numbers: dict[str, int]) -> dict[str, str]:
    """A few words for each record, as the lists beneath the paragraphs name it."""
    d = shown.dossier
    found = {f.id: f"{f.check}: {shorten(f.message, 70)}" for f in d.findings}
    found |= {e.id: f"{numbers[e.id]} {event_words(e, names)}" for e in d.events}
    found |= {c.id: f"{shorten(names.source(c.source), 40)}: “{shorten(c.content[0].quote, 40)}”" for c in d.claims}
    found |= {s.id: shorten(names.source(s.id), 60) for s in d.sources}
    found |= {a.id: names.actor(a.id) for a in d.actors} | {p.id: names.place(p.id) for p in d.places}
    found |= {v.id: f"{victim_name(shown, v.name, protect=v.protect)}, {v.harm}" for v in d.victims}
    found |= {r.id: f"{names.actor(r.subject)} {predicate(r.predicate)} {names.actor(r.object)}" for r in d.relations}
    found |= {c.id: f"{names.place(c.place)}: {names.actor(c.actor)} ({c.status})" for c in d.control}
    found |= {
        a.id: f"{a.what}: {quantity(a.low, a.high, a.best, a.hedge)} {shorten(a.unit, 30)}".rstrip() for a in d.amounts
    }
    return found | {m.id: f"{m.kind}, {shorten(m.credit, 40) if m.credit else 'no credit'}" for m in d.media}


def victim_name(shown: Shown, name: str, *, protect: bool) -> str:
    """A victim's name, unless it is to be protected and the page is not for the owner of the case."""
    return "name withheld" if protect and not shown.policy.reveal else clean(name)


def predicate(word: str) -> str:
    return word.replace("_", " ")


def event_words(event: Event, names: Names) -> str:
    """What an event is, in a few words: "Armed clash: the army against the militia"."""
    return f"{event_kind(event)}: {shorten(participants(event, names).replace(' -> ', ' → '), 80)}"


def event_kind(event: Event) -> str:
    """ACLED's sub-event type where it says something, else the PLOVER type as a word."""
    acled = acled_types().get(event.coding.acled or "")
    return acled.sub_event_type if acled and acled.sub_event_type != "Other" else event.coding.plover.capitalize()


def value(text: str, tag: str = "bdi") -> Markup:
    """A value out of the report: cleaned, and set apart so that its direction does not turn the words around it."""
    return el(tag, None, clean(text))


def words_link(evidence: Evidence, longest: int = QUOTE) -> Markup:
    """A quote that leads to its place in the text."""
    quote = value(shorten(evidence.quote, longest).strip("“”"))
    return el("a", {"class": "w", "href": f"#t-{evidence.start}"}, Markup("“"), quote, Markup("”"))


def when_words(when: When | None) -> Markup:
    """A time with its precision and how the day was found."""
    if when is None:
        return el("span", {"class": "muted"}, "undated")
    told: Child = interval(when)
    if when.start and when.start == when.end:
        told = el("time", {"datetime": when.start}, told)
    elif not when.start and not when.end:
        told = value(told or "")
    basis = el("span", {"class": "muted"}, f" ({clean(when.basis)})") if when.basis else None
    return join([told, basis])


@cache
def _countries() -> dict[str, str]:
    return {row["iso2"]: row["name"] for row in catalogue_table("states.tsv")}


def country_words(code: str | None) -> str:
    """A country's name with its code: "Yemen (YE)"."""
    return "" if not code else f"{_countries()[code]} ({code})" if code in _countries() else clean(code)


def _one_a_source(claims: Iterable[str], known: dict[str, Claim]) -> list[str]:
    """The first claim of each source, in order."""
    first: dict[str, str] = {}
    for id_ in claims:
        first.setdefault(known[id_].source if id_ in known else id_, id_)
    return list(first.values())
