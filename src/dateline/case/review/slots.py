"""What a record can be corrected in, slot by slot: what it is called, what it is set with, and what stands there now.

Values are JSON in the shapes that `ledger.decided` reads: {"name", "lat", "lon", "country", "admin1", "where_prec"} for
a place, {"start", "end", "precision"} for days, {"low", "best", "high"} for numbers, lists of names for actors; and
{"id", "name", "kind"} for the source of a claim.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, cast, get_args

from dateline.case.ledger.clashes import slot_of
from dateline.case.ledger.decided import WORDS
from dateline.case.review.records import Kind, Record
from dateline.codebook.tables import acled_types, plover_types, ucdp_codes
from dateline.model.dossier import Dossier
from dateline.model.records import Casualties, Claim, Control, Event, Place, Source
from dateline.model.span import Evidence
from dateline.model.values import When
from dateline.model.vocabulary import ControlStatus, EventStatus, Predicate, Role, SourceKind, Stance
from dateline.render.words import Names, clean, interval, quantity, quoted
from dateline.tsv import rows_of

Widget = Literal["place", "date", "number", "choice", "actors", "source", "text"]
ROOM: Final = "dateline.case"
WHOLE: Final = "unknown"
"""Whom a toll is of where the report does not tell people apart."""
TOLLS: Final = ("deaths", "injured")
LONGEST: Final = 240
"""Characters of words that a value is shown by."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value that a slot may have, and what it means."""

    value: Any
    label: str


@dataclass(frozen=True, slots=True)
class SlotKind:
    """One slot of a kind of record."""

    name: str
    label: str
    widget: Widget
    choices: tuple[Option, ...]
    """Empty where any value of its widget's shape may stand."""
    empty: bool
    """Whether it may say nothing."""


def _plain(values: tuple[str, ...]) -> tuple[Option, ...]:
    return tuple(Option(v, v.replace("_", " ")) for v in values)


@cache
def _choices(name: str) -> tuple[Option, ...]:
    if name == "plover":
        return tuple(Option(t.name, f"{t.name}: {t.gloss}") for t in plover_types().values())
    if name == "acled":
        return tuple(Option(pair, pair) for pair in acled_types())
    if name == "ucdp":
        return tuple(Option(n, f"{n} {told}") for n, told in ucdp_codes()["type_of_violence"].items())
    closed: Mapping[str, Any] = {
        "status": EventStatus, "stance": Stance, "control": ControlStatus, "predicate": Predicate,
    }  # fmt: skip
    return _plain(get_args(closed[name])) if name else ()


@cache
def slot_kinds() -> Mapping[Kind, tuple[SlotKind, ...]]:
    """The slots by kind of record, in the order in which they are shown."""
    found: dict[Kind, list[SlotKind]] = {}
    for row in rows_of(ROOM, "review_slots"):
        made = SlotKind(
            row["slot"], row["label"], cast("Widget", row["widget"]), _choices(row["choices"]), bool(row["empty"])
        )
        found.setdefault(cast("Kind", row["kind"]), []).append(made)
    return {kind: tuple(slots) for kind, slots in found.items()}


def slot_kind(kind: Kind, slot: str) -> SlotKind | None:
    """A slot by its name; "deaths of civilians" is one of the kind of "deaths". None for one that there is not."""
    toll = next((t for t in TOLLS if slot.startswith(f"{t} of ")), None)
    found = next((s for s in slot_kinds()[kind] if s.name == (toll or slot)), None)
    if found is None or toll is None:
        return found
    return SlotKind(slot, f"{found.label} ({slot.removeprefix(f'{toll} of ')})", found.widget, (), found.empty)


def slots_of(kind: Kind, read: Record, names: Names) -> tuple[SlotKind, ...]:
    """The slots of a record: those of its kind, and of an event one more for each kind of people that tolls tell
    apart. They follow from what was read, so that no decision takes a slot away."""
    found: list[SlotKind] = []
    for slot in slot_kinds()[kind]:
        found.append(slot)
        if slot.name in TOLLS and isinstance(read, Event):
            of_kinds = [s for s in tolls_of(read, slot.name, names) if s != slot.name]
            found += [s for name in of_kinds if (s := slot_kind(kind, name)) is not None]
    return tuple(found)


def tolls_of(read: Event, toll: str, names: Names) -> dict[str, str]:
    """Slot -> whom its numbers are of: an actor's id, "civilians" or "unknown"."""
    of = list(dict.fromkeys(c.of for c in tolls_in(read, toll)))
    found = {slot_of(toll, one, clean(names.actor(one)), len(of)): one for one in of}
    return {toll: WHOLE, **found}


def tolls_in(event: Event, toll: str) -> tuple[Casualties, ...]:
    """Who was killed, or injured."""
    return event.deaths if toll == "deaths" else event.injured


def numbers_in(event: Event, slot: str, read: Event, names: Names) -> list[Casualties]:
    """The numbers of a slot of tolls, as each speaker gives them."""
    toll = slot.partition(" of ")[0]
    of = tolls_of(read, toll, names).get(slot)
    return [c for c in tolls_in(event, toll) if c.of == of]


class Shown:
    """Looks values up in a dossier. `read` is the record as it was read, which tells its slots of tolls."""

    def __init__(self, dossier: Dossier, names: Names) -> None:
        self.names = names
        self.actors = {a.id: a for a in dossier.actors}
        self.places: dict[str, Place] = {p.id: p for p in dossier.places}
        self.sources: dict[str, Source] = {s.id: s for s in dossier.sources}

    def value(self, record: Record, slot: str, read: Record) -> Any:
        """What stands in a slot, as JSON; None for nothing. The slot of the words gives them as [[start, end]]."""
        if slot == WORDS:
            return [[e.start, e.end] for e in words_of(record)]
        if isinstance(record, Event):
            return self._event(record, slot, read)
        if isinstance(record, Claim):
            source = self.sources.get(record.source)
            return {"source": source_value(source, self.names), "stance": record.stance,
                    "said": when_value(record.said)}[slot]  # fmt: skip
        if isinstance(record, Control):
            return {"place": place_value(self.places.get(record.place)), "actor": [self.names.actor(record.actor)],
                    "status": record.status, "when": when_value(record.when)}[slot]  # fmt: skip
        return {"subject": [self.names.actor(record.subject)], "predicate": record.predicate,
                "object": [self.names.actor(record.object)], "when": when_value(record.when)}[slot]  # fmt: skip

    def _event(self, event: Event, slot: str, read: Record) -> Any:
        if slot in {"plover", "acled", "ucdp"}:
            return getattr(event.coding, slot)
        if slot == "status":
            return event.status
        if slot == "when":
            return when_value(event.when)
        if slot == "where":
            return place_value(self.places.get(event.where.place) if event.where else None)
        if slot in get_args(Role):
            return [self.names.actor(w.actor) for w in event.who if w.role == slot] or None
        told = numbers_in(event, slot, cast("Event", read), self.names)
        return {"low": told[0].low, "best": told[0].best, "high": told[0].high} if told else None

    def words(self, record: Record, slot: str, read: Record) -> str | None:
        """The same in words; None where nothing stands there."""
        if slot == WORDS:
            return quoted(words_of(record), LONGEST)
        if isinstance(record, Event) and slot.partition(" of ")[0] in TOLLS:
            numbers = numbers_in(record, slot, cast("Event", read), self.names)
            told = [quantity(c.low, c.high, c.best, c.hedge) for c in numbers]
            return " / ".join(dict.fromkeys(told)) or None
        if slot in {"when", "said"}:
            when: When | None = record.said if isinstance(record, Claim) else record.when
            return None if when is None else interval(when)
        return shown_value(self.value(record, slot, read))

    def evidence(self, record: Record, slot: str, read: Record) -> tuple[Evidence, ...]:
        """The report's words that bear a slot's value out; none where nothing stands there."""
        if isinstance(record, Event):
            return self._event_words(record, slot, read)
        if slot in {"when", "said"}:
            when: When | None = record.said if isinstance(record, Claim) else record.when
            return when.evidence if when is not None else ()
        if isinstance(record, Claim) and slot != WORDS and record.cue is not None:
            return (record.cue,)
        return words_of(record)

    def _event_words(self, event: Event, slot: str, read: Record) -> tuple[Evidence, ...]:
        if slot in {"plover", "acled", "ucdp", "status", WORDS}:
            return event.evidence
        if slot in get_args(Role):
            found = [e for w in event.who if w.role == slot for e in w.evidence]
        elif slot in {"where", "when"}:
            held: Any = getattr(event, slot)
            found = list(held.evidence) if held is not None else []
        else:
            found = [e for c in numbers_in(event, slot, cast("Event", read), self.names) for e in c.evidence]
        return tuple(dict.fromkeys(found))


def words_of(record: Record) -> tuple[Evidence, ...]:
    """The words that a record as a whole stands on."""
    return record.content if isinstance(record, Claim) else record.evidence


def shown_value(value: Any) -> str | None:
    """A value of a slot in words."""
    if isinstance(value, list):
        return ", ".join(map(str, value)) or None
    if isinstance(value, dict) and "name" in value:
        return clean(str(value["name"])) or None
    if isinstance(value, str):
        return value.replace("_", " ") if value in get_args(Predicate) else value
    return None if value is None else str(value)


def place_value(place: Place | None) -> dict[str, Any] | None:
    """A place as a value."""
    if place is None:
        return None
    return {"name": clean(place.name), "lat": place.lat, "lon": place.lon, "country": place.country,
            "admin1": place.admin1, "where_prec": place.where_prec}  # fmt: skip


def when_value(when: When | None) -> dict[str, Any] | None:
    """Days as a value; None where the words tell none."""
    if when is None or (when.start is None and when.end is None):
        return None
    return {"start": when.start, "end": when.end, "precision": when.precision}


def source_value(source: Source | None, names: Names) -> dict[str, Any] | None:
    """A source as a value."""
    return None if source is None else {"id": source.id, "name": names.source(source.id), "kind": source.kind}


def choices_in(dossier: Dossier, names: Names) -> dict[str, tuple[Option, ...]]:
    """What a report names: its actors, places and sources as values to choose from, by widget."""
    places = {p.name.casefold(): p for p in reversed(dossier.places)}
    return {
        "actors": tuple(Option(n, n) for n in dict.fromkeys(clean(a.name) for a in dossier.actors)),
        "place": tuple(Option(place_value(p), clean(p.name)) for p in reversed(places.values())),
        "source": tuple(Option(source_value(s, names), names.source(s.id)) for s in dossier.sources),
    }


SOURCE_KINDS: Final = get_args(SourceKind)
