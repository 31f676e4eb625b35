"""What the page shows of a review besides what the JSON tells: numbers, who says each record, what belongs where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from dateline.case.review.records import ReportReview, State
from dateline.case.review.slots import words_of
from dateline.model.dossier import Dossier
from dateline.model.records import Claim
from dateline.render.page.markup import Markup, el, join
from dateline.render.page.spans import Kind
from dateline.render.words import STANCES, clean, interval, names_of, shorten
from dateline.web.topics.review.answer import RecordNow, Review, Words
from dateline.web.topics.review.text import Marked

SIGNS: Final[Mapping[State, str]] = {
    "open": "○", "accepted": "✓", "corrected": "✎", "rejected": "✕", "unsure": "?", "added": "+",
}  # fmt: skip
"""A shape for each state, beside its word: nothing is told by colour alone."""
STATES: Final[Mapping[State, str]] = {
    "open": "to review", "accepted": "accepted", "corrected": "corrected", "rejected": "rejected", "unsure": "unsure",
    "added": "added",
}  # fmt: skip
SHOWN: Final = 200
"""Cards on one page: of a report with more records they stand on several."""
VOICES: Final = 6
"""Sources told on one card; the rest are counted."""
CUE: Final = 120


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a record: the source, what it is, how it says it, when, in which words of the report."""

    who: str
    about: str
    how: str
    said: str | None
    cue: str | None
    card: str | None
    """The claim's own card."""
    n: int | None


_PARTS: Final = {"event": re.compile(r"(, |: )"), "claim": re.compile(r"(: )"), "control": re.compile(r"( / |: )")}


def title_parts(record: RecordNow) -> Markup:
    """A record's title, its parts set apart: a name in Arabic must not turn the day behind it around."""
    split = _PARTS.get(record.kind)
    parts = split.split(record.title, maxsplit=0 if record.kind != "claim" else 1) if split else [record.title]
    return join([el("bdi", None, part) if n % 2 == 0 else part for n, part in enumerate(parts)])


@dataclass(frozen=True, slots=True)
class Card:
    """A record with its number in the report."""

    n: int
    record: RecordNow
    voices: tuple[Voice, ...]
    more: int
    """Voices that are not shown."""
    mine: str
    """The last decision of whoever looks; "" where there is none."""

    @property
    def title(self) -> Markup:
        return title_parts(self.record)

    @property
    def sign(self) -> str:
        return SIGNS[self.record.state]

    @property
    def state(self) -> str:
        return STATES[self.record.state]

    @property
    def spans(self) -> str:
        return spans(self.record.evidence)


@dataclass(frozen=True, slots=True)
class Window:
    """The cards of one page, and how many there are before and after it."""

    cards: tuple[Card, ...]
    before: str | None
    """Id of the last record of the page before."""
    after: str | None
    total: int
    open: int
    """Records to review that stand on other pages."""


def spans(words: Sequence[Words]) -> str:
    """Words as a script of the page reads them: "12-40 55-60"."""
    return " ".join(f"{w.start}-{w.end}" for w in words)


def chosen_in(review: ReportReview, record: str | None) -> str | None:
    """The record that is open first: the one asked for, else the first to review, else the first."""
    if record is not None and review.of(record) is not None:
        return record
    first = next((r for r in review.records if r.state == "open"), next(iter(review.records), None))
    return first.id if first is not None else None


def listed_about(review: ReportReview, chosen: str | None) -> list[str]:
    """The records that stand on one page with the chosen one."""
    ids = [r.id for r in review.records]
    first = ids.index(chosen) // SHOWN * SHOWN if chosen in ids else 0
    return ids[first : first + SHOWN]


def window_of(shown: Review, review: ReportReview, who: str) -> Window:
    """The cards of the records shown."""
    numbers = {r.id: n for n, r in enumerate(review.records, 1)}
    voices = _Voices(review, numbers)
    cards = tuple(_card(numbers[record.id], record, voices, who) for record in shown.records)
    ids = list(numbers)
    first = cards[0].n - 1 if cards else 0
    last = first + len(cards)
    elsewhere = review.counts["open"] - sum(r.state == "open" for r in shown.records)
    return Window(
        cards, ids[first - 1] if first else None, ids[last] if last < len(ids) else None, len(ids), elsewhere
    )  # fmt: skip


def _card(n: int, record: RecordNow, voices: _Voices, who: str) -> Card:
    told = voices.of(record.id)
    own = [d.id for d in record.decided if d.who == who]
    return Card(n, record, told[:VOICES], max(0, len(told) - VOICES), own[-1] if own else "")


class _Voices:
    """Looks up who says a record."""

    def __init__(self, review: ReportReview, numbers: Mapping[str, int]) -> None:
        self.review, self.numbers = review, numbers
        self.names = names_of(review.now)
        self.claims = {c.id: c for d in (review.read, review.now) for c in d.claims}
        self.claims |= {r.id: r.record for r in review.records if isinstance(r.record, Claim)}

    def of(self, id_: str) -> tuple[Voice, ...]:
        """One voice a source, in the order of the claims; none for what nobody is said to say."""
        reviewed = self.review.of(id_)
        if reviewed is None:
            return ()
        record = reviewed.record
        claims = [record] if isinstance(record, Claim) else [self.claims[c] for c in record.claims if c in self.claims]
        first: dict[str, Claim] = {}
        for claim in claims:
            first.setdefault(claim.source, claim)
        return tuple(self._voice(claim, own=claim is record) for claim in first.values())

    def _voice(self, claim: Claim, *, own: bool) -> Voice:
        source = self.names.sources.get(claim.source)
        name = self.names.source(claim.source)
        told = [source.role, self.names.actor(source.affiliation or "")] if source is not None else []
        about = dict.fromkeys(clean(t) for t in told if t and len(t) > 3 and clean(t) not in name)
        via = [f"via {self.names.source(v)}" for v in claim.via]
        how = ["in direct speech"] if claim.quoted else []
        kind = f"{source.kind} source" if source is not None and source.kind in {"anonymous", "named"} else ""
        return Voice(
            name,
            ", ".join(filter(None, [kind, *about])),
            ", ".join([STANCES[claim.stance], *how, *via]),
            interval(claim.said) if claim.said is not None else None,
            shorten(claim.cue.quote, CUE) if claim.cue is not None else None,
            None if own or claim.id not in self.numbers else claim.id,
            self.numbers.get(claim.id),
        )


def marked_of(shown: Review, review: ReportReview) -> list[Marked]:
    """The records as the text marks them; words of single values only of those that have a card."""
    details = {r.id: tuple(dict.fromkeys(_details(r))) for r in shown.records}
    return [
        Marked(
            n, r.id, cast("Kind", r.kind), r.state, tuple((w.start, w.end) for w in words_of(r.record)),
            details.get(r.id, ()),
        )
        for n, r in enumerate(review.records, 1)
    ]  # fmt: skip


def _details(record: RecordNow) -> Iterator[tuple[int, int]]:
    own = {(w.start, w.end) for w in record.evidence}
    for slot in record.slots:
        yield from ((w.start, w.end) for w in slot.evidence if (w.start, w.end) not in own)


def middle_of(dossier: Dossier) -> tuple[float, float] | None:
    """Where a map to point on begins: at the first place of an event, else at the first with a point."""
    known = {p.id: (p.lat, p.lon) for p in dossier.places if p.lat is not None and p.lon is not None}
    told = [e.where.place for e in dossier.events if e.where is not None and e.where.place in known]
    id_ = next(iter([*told, *known]), None)
    if id_ is None:
        return None
    lat, lon = known[id_]
    return float(lat or 0), float(lon or 0)


def countries_of(dossier: Dossier) -> list[str]:
    """Countries that the report names places of, those of most places first."""
    found: dict[str, int] = {}
    for place in dossier.places:
        if place.country:
            found[place.country] = found.get(place.country, 0) + 1
    return sorted(found, key=lambda c: -found[c])[:4]
