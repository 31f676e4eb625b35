"""A report ready to be stored: its dossier as bytes and the rows made from it, with numbers that start at 0.

Entries are made where the reading is done (in a worker, in parallel); the store only adds its own numbers and writes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from dateline.case.facts import NOBODY, actor_key
from dateline.errors import DossierError
from dateline.model.document import Document
from dateline.model.dossier import Dossier
from dateline.model.records import Claim, Event, Place
from dateline.model.values import When
from dateline.render.words import clean, names_of

EPOCH: Final = dt.date(1970, 1, 1)
LEVEL: Final = 1
"""zlib's: 4.5 times smaller at half a millisecond a report; more costs twice the time for a tenth."""

LONGEST: Final = 100_000_000
"""Bytes of a dossier's JSON; that of a report of 100,000 words has a tenth. A few thousand bytes can be made to unpack
to billions."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One report, read and prepared. Rows are in the order of their tables' columns, but for the numbers that the store
    gives: `n` and `reading` are left out, references are positions in this entry's own lists."""

    id: str
    key: str
    """What makes it the same addition: its text and what was said of it."""
    name: str
    text: str = field(repr=False)
    text_sha256: str
    title: str | None
    outlet: str | None
    url: str | None
    language: str | None
    published: int | None
    engine: str
    dossier: bytes = field(repr=False)
    sealed: bytes | None = field(default=None, repr=False)
    bands: tuple[int, ...] = field(default=(), repr=False)
    """One 63-bit hash a band."""
    copy_of: str | None = None
    """Id of the report that it is a near duplicate of; the adding finds it."""
    likeness: float | None = None
    sources: tuple[Row, ...] = field(default=(), repr=False)
    """(id, kind, name, protect)"""
    actors: tuple[Row, ...] = field(default=(), repr=False)
    """(id, key, name, kind, country)"""
    places: tuple[Row, ...] = field(default=(), repr=False)
    """(id, name, kind, lat, lon, country, admin1, geonames_id, where_prec, radius_km)"""
    events: tuple[Row, ...] = field(default=(), repr=False)
    """(id, plover, mode, acled, ucdp, status, day_start, day_end, precision, PLACE, lat, lon, country, deaths_low,
    deaths_best, deaths_high, words)"""
    claims: tuple[Row, ...] = field(default=(), repr=False)
    """(id, SOURCE, stance, act, quoted, said, day_start, day_end, lat, lon, words)"""
    event_actors: tuple[Row, ...] = field(default=(), repr=False)
    """(EVENT, role, ACTOR)"""
    event_claims: tuple[Row, ...] = field(default=(), repr=False)
    """(EVENT, CLAIM)"""
    tolls: tuple[Row, ...] = field(default=(), repr=False)
    """(EVENT, harm, of, low, best, high, hedge)"""
    control: tuple[Row, ...] = field(default=(), repr=False)
    """(id, PLACE, ACTOR, status, day_start, day_end)"""
    relations: tuple[Row, ...] = field(default=(), repr=False)
    """(id, SUBJECT, predicate, OBJECT, day_start, day_end)"""
    findings: tuple[Row, ...] = field(default=(), repr=False)
    """(id, check, verdict, severity, message)"""
    evidence: tuple[Row, ...] = field(default=(), repr=False)
    """(kind, RECORD, start, end)"""


def day_of(iso: str | None) -> int | None:
    """An ISO day as days since 1970-01-01; None where it is no day."""
    if not iso:
        return None
    try:
        return (dt.date.fromisoformat(iso[:10]) - EPOCH).days
    except ValueError:
        return None


def iso_of(day: int | None) -> str | None:
    """Days since 1970-01-01 as an ISO day; None where no calendar has it."""
    if day is None:
        return None
    try:
        return (EPOCH + dt.timedelta(days=day)).isoformat()
    except OverflowError:
        return None


def pack(dossier: Dossier) -> bytes:
    """A dossier as the store keeps it. The seconds that reading took are set to 0: they would make equal readings
    differ."""
    from dateline.model.schema import dossier_to_json

    timeless = replace(dossier, receipt=replace(dossier.receipt, seconds=0.0))
    return zlib.compress(dossier_to_json(timeless).encode(), LEVEL)


def unpack(packed: bytes, longest: int = LONGEST) -> Dossier:
    """A dossier as it was packed. Raises `DossierError` where the bytes are none, or unpack to more than `longest`."""
    from dateline.model.schema import dossier_from_json

    return dossier_from_json(unpacked(packed, longest))


def unpacked(packed: bytes, longest: int = LONGEST) -> bytes:
    """The JSON of a packed dossier."""
    inflate = zlib.decompressobj()
    try:
        text = inflate.decompress(packed, longest)
    except zlib.error as exc:
        raise DossierError("a dossier of the case is damaged: it cannot be unpacked.") from exc
    if not inflate.eof:
        raise DossierError("a dossier of the case is damaged or larger than any report's.")
    return text


def addition_key(dossier: Dossier) -> str:
    """What makes two additions the same: the text and all that is said of it, without where the file lay."""
    return document_key(dossier.document)


def document_key(document: Document) -> str:
    """`addition_key` of a report that is not read yet."""
    told = {k: v for k, v in asdict(document).items() if k not in {"file", "sections"}}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def entry_of(
    dossier: Dossier, name: str, *, key: str | None = None, sealed: bytes | None = None, bands: Sequence[int] = ()
) -> Entry:
    """The entry of a dossier as it may be seen.

    `key` is `addition_key` of the whole dossier where this one is a view of it; `sealed` the whole one, encrypted.
    """
    document = dossier.document
    rows = _Rows(dossier)
    return Entry(
        id=document.id,
        key=key or addition_key(dossier),
        name=clean(name),
        text=document.text,
        text_sha256=hashlib.sha256(document.text.encode()).hexdigest(),
        title=document.title,
        outlet=document.outlet,
        url=document.url,
        language=document.language,
        published=day_of(document.published.date),
        engine=f"dateline {dossier.receipt.dateline} {dossier.receipt.engine}",
        dossier=pack(dossier),
        sealed=sealed,
        bands=tuple(bands),
        sources=rows.sources(),
        actors=rows.actors(),
        places=rows.places(),
        events=tuple(rows.event(e) for e in dossier.events),
        claims=tuple(rows.claim(c) for c in dossier.claims),
        event_actors=rows.event_actors(),
        event_claims=rows.event_claims(),
        tolls=rows.tolls(),
        control=rows.control(),
        relations=rows.relations(),
        findings=tuple((f.id, f.check, f.verdict, f.severity, clean(f.message)) for f in dossier.findings),
        evidence=rows.evidence(),
    )


def _days(when: When | None) -> tuple[int | None, int | None]:
    """Ends in their order: an interval that is told backwards is meant forwards."""
    start, end = (day_of(when.start), day_of(when.end)) if when else (None, None)
    return (end, start) if start is not None and end is not None and end < start else (start, end)


def _at(records: Sequence[Any]) -> Mapping[str, int]:
    return {r.id: n for n, r in enumerate(records)}


class _Rows:
    """The rows of one dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self.d = dossier
        self.names = names_of(dossier)
        self.at = {
            "source": _at(dossier.sources),
            "actor": _at(dossier.actors),
            "place": _at(dossier.places),
            "event": _at(dossier.events),
            "claim": _at(dossier.claims),
        }
        self.place: dict[str, Place] = {p.id: p for p in dossier.places}
        self.about: dict[str, Event] = {}
        for event in sorted(dossier.events, key=lambda e: (e.where is None, e.when is None)):
            for claim in event.claims:
                self.about.setdefault(claim, event)

    def sources(self) -> tuple[Row, ...]:
        return tuple((s.id, s.kind, self.names.source(s.id), int(s.protect)) for s in self.d.sources)

    def actors(self) -> tuple[Row, ...]:
        return tuple((a.id, actor_key(a), clean(a.name), a.kind, a.country) for a in self.d.actors)

    def places(self) -> tuple[Row, ...]:
        return tuple(
            (p.id, clean(p.name), p.kind, p.lat, p.lon, p.country, p.admin1, p.geonames_id, p.where_prec, p.radius_km)
            for p in self.d.places
        )

    def event(self, e: Event) -> Row:
        place = self.place.get(e.where.place) if e.where else None
        toll = e.deaths[0] if e.deaths else None
        return (
            e.id, e.coding.plover, e.coding.plover_mode, e.coding.acled, e.coding.ucdp, e.status, *_days(e.when),
            e.when.precision if e.when else None, self.at["place"][place.id] if place else None,
            place.lat if place else None, place.lon if place else None, place.country if place else None,
            toll.low if toll else None, toll.best if toll else None, toll.high if toll else None,
            " … ".join(clean(x.quote) for x in e.evidence),
        )  # fmt: skip

    def claim(self, c: Claim) -> Row:
        event = self.about.get(c.id)
        place = self.place.get(event.where.place) if event and event.where else None
        return (
            c.id, self.at["source"].get(c.source), c.stance, c.act, int(c.quoted), _days(c.said)[0],
            *_days(event.when if event else None), place.lat if place else None, place.lon if place else None,
            " … ".join(clean(x.quote) for x in c.content),
        )  # fmt: skip

    def event_actors(self) -> tuple[Row, ...]:
        actors = self.at["actor"]
        told = ((n, w.role, actors[w.actor]) for n, e in enumerate(self.d.events) for w in e.who if w.actor in actors)
        return tuple(dict.fromkeys(told))

    def event_claims(self) -> tuple[Row, ...]:
        claims = self.at["claim"]
        stated = ((n, claims[c]) for n, e in enumerate(self.d.events) for c in e.claims if c in claims)
        return tuple(dict.fromkeys(stated))

    def tolls(self) -> tuple[Row, ...]:
        return tuple(
            (n, harm, t.of if t.of in NOBODY else self.names.actor(t.of), t.low, t.best, t.high, t.hedge)
            for n, e in enumerate(self.d.events)
            for harm, tolls in (("killed", e.deaths), ("injured", e.injured))
            for t in tolls
        )

    def control(self) -> tuple[Row, ...]:
        places, actors = self.at["place"], self.at["actor"]
        return tuple(
            (c.id, places[c.place], actors[c.actor], c.status, *_days(c.when))
            for c in self.d.control
            if c.place in places and c.actor in actors
        )

    def relations(self) -> tuple[Row, ...]:
        actors = self.at["actor"]
        return tuple(
            (r.id, actors[r.subject], r.predicate, actors[r.object], *_days(r.when))
            for r in self.d.relations
            if r.subject in actors and r.object in actors
        )

    def evidence(self) -> tuple[Row, ...]:
        events = (("event", n, x.start, x.end) for n, e in enumerate(self.d.events) for x in e.evidence)
        claims = (("claim", n, x.start, x.end) for n, c in enumerate(self.d.claims) for x in c.content)
        return tuple(dict.fromkeys((*events, *claims)))
