"""Reading one report: the contents page of everything that happens between a Document and its Dossier.

Each step says which layers it needs and gives; a wrong order is refused before anything runs.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline import __version__
from dateline.errors import StepOrderError
from dateline.model.document import Document
from dateline.model.dossier import FORMAT, Dossier, Dropped, GazetteerUsed, Receipt

if TYPE_CHECKING:
    from dateline.engines.encoder import Encoder
    from dateline.engines.protocol import Engine
    from dateline.extract.context import Context
    from dateline.model.parse import Token
    from dateline.resolve.explain import Explanation


NO_ENCODER = "none"
LANGUAGE = "en"
"""What is read. Sections in other languages stay in the document, and a finding says that they were not read."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a report is read. Equal settings and equal bytes give equal dossiers."""

    engine: str = "spacy"
    """Name of the engine that parses; "spacy" is the only one so far."""
    overlays: tuple[str, ...] | None = None
    """Which of the user's overlays stand over the gazetteer, by name; None for all that are installed."""
    encoder: str | None = None
    """Which encoder of mentions helps: None for the package's own, "none" for none, else the path of a file."""


class Layers:
    """What is known of a report so far: one attribute a layer, set by the step that gives it."""

    def __init__(self, whole: Document, settings: Settings, engine: Engine) -> None:
        self.whole, self.settings, self.engine = whole, settings, engine
        self.document = whole.only_in(LANGUAGE).without_rows()
        self.layers: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["layers"][name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reading: `run` returns the layers it gives, in the order of `gives`."""

    name: str
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    run: Callable[[Layers], tuple[Any, ...]]


def check_order(steps: Iterable[Step], given: Iterable[str] = ()) -> None:
    """Raise StepOrderError where a step needs a layer that no step before it gives."""
    have = set(given)
    for step in steps:
        missing = [n for n in step.needs if n not in have]
        if missing:
            raise StepOrderError(
                f"Step {step.name!r} needs {', '.join(missing)}, which no step before it gives. Known so far: "
                f"{', '.join(sorted(have)) or 'nothing'}. Move it after the step that gives it."
            )
        have.update(step.gives)


def read_document(document: Document, settings: Settings | None = None, engine: Engine | None = None) -> Dossier:
    """The dossier of one report. `engine` overrides the one that the settings name (for tests and plug-ins).

    Raises EngineMissing where the engine's model is not installed.
    """
    settings = settings or Settings()
    started = time.perf_counter()
    layers = Layers(document, settings, engine or engine_of(settings))
    check_order(STEPS)
    for step in STEPS:
        layers.layers.update(zip(step.gives, step.run(layers), strict=True))
    return _dossier(layers, time.perf_counter() - started)


def explain_place(
    document: Document, name: str, settings: Settings | None = None, engine: Engine | None = None
) -> Explanation:
    """Which place a report means by a name, and why: the reading up to its places, asked about one of them."""
    from dateline.resolve.explain import explain

    r = layers_until("toponyms", document, settings, engine)
    return explain(name, r.document, r.parse, r.toponyms, r.gazetteer)


def layers_until(
    layer: str, document: Document, settings: Settings | None = None, engine: Engine | None = None
) -> Layers:
    """What the reading knows of a report once it has this layer: for asking a part of it alone."""
    settings = settings or Settings()
    r = Layers(document, settings, engine or engine_of(settings))
    for step in STEPS:
        r.layers.update(zip(step.gives, step.run(r), strict=True))
        if layer in step.gives:
            break
    return r


def engine_of(settings: Settings) -> Engine:
    from dateline.engines.spacy import SpacyEngine
    from dateline.errors import SettingsError

    if settings.engine != SpacyEngine.name:
        raise SettingsError(f"There is no engine {settings.engine!r}. Known: {SpacyEngine.name}.")
    return SpacyEngine()


def load_encoder(settings: Settings) -> Encoder | None:
    """The encoder that the settings ask for. Raises EngineMissing where it cannot be used."""
    from dateline.engines.encoder import Encoder

    if settings.encoder == NO_ENCODER:
        return None
    return Encoder.load(Path(settings.encoder) if settings.encoder is not None else None)


def _parse(r: Layers) -> tuple[Any, ...]:
    return (r.engine.parse(r.document),)


def _encoded(r: Layers) -> tuple[Any, ...]:
    """What the encoder finds, and the engine's labels set right by it."""
    from dateline.annotate.encoded import relabel

    encoder = load_encoder(r.settings)
    found = encoder.mentions(r.document, r.parse) if encoder is not None else []
    relabel(r.parse, found)
    return encoder, found


def _gazetteer(r: Layers) -> tuple[Any, ...]:
    from dateline.catalogue.lookup import load_catalogue
    from dateline.gazetteer import load_gazetteer

    return load_gazetteer(r.settings.overlays), load_catalogue()


def _mentions(r: Layers) -> tuple[Any, ...]:
    from dateline.annotate.encoded import add_described
    from dateline.annotate.mentions import find_mentions
    from dateline.annotate.names import find_names
    from dateline.annotate.repair import repair
    from dateline.annotate.unknown_names import add_unknown

    published = r.document.published.date
    names = find_names(r.parse, r.catalogue, r.gazetteer.has, year=int(published[:4]) if published else None)
    add_unknown(r.parse, names, r.catalogue, r.gazetteer.has)
    repair(r.parse, names, r.catalogue)
    mentions = find_mentions(r.parse, names, r.catalogue)
    return names, add_described(r.parse, mentions, names, r.encoded, r.catalogue)


def _times(r: Layers) -> tuple[Any, ...]:
    from dateline.annotate.timex import attach, find_timexes
    from dateline.resolve.timeline import Timeline

    timexes = find_timexes(r.document)
    dated = attach(timexes, r.parse)
    return timexes, dated, Timeline(r.document, r.parse, dated)


def _numbers(r: Layers) -> tuple[Any, ...]:
    from dateline.annotate.numbers import find_counted

    return (find_counted(r.document, r.parse, r.timexes),)


def _places(r: Layers) -> tuple[Any, ...]:
    from dateline.annotate.spatial import find_described
    from dateline.annotate.toponyms import find_toponyms
    from dateline.resolve.places import resolve_places
    from dateline.resolve.placetable import PlaceTable

    tokens = r.parse.tokens
    taken = [
        (tokens[n.first].start, tokens[n.last - 1].end)
        for n in dict.fromkeys(r.names.values())
        if n.kind != "state" and n.rule != "engine"  # what only the engine takes for a body may be a place
    ]
    toponyms = find_toponyms(r.document, r.parse, r.gazetteer, taken)
    described = find_described(r.document, r.parse, toponyms, r.gazetteer)
    places, unresolved = resolve_places(r.document, r.parse, toponyms, described, r.gazetteer)
    return toponyms, described, PlaceTable(r.document, places), unresolved


def _actors(r: Layers) -> tuple[Any, ...]:
    from dateline.resolve.actors import ActorTable

    return (ActorTable(r.document, r.parse, r.mentions, r.catalogue),)


def _claims(r: Layers) -> tuple[Any, ...]:
    from dateline.annotate.attribution import find_attributions
    from dateline.annotate.quotations import find_quotations
    from dateline.extract.claims import extract_claims

    def known(name: str) -> str | None:
        entry = r.catalogue.find(name) or r.catalogue.state_by_capital(name)
        return entry.kind if entry else None

    attributions = find_attributions(r.document, r.parse, find_quotations(r.document), known=known)
    return (extract_claims(r.document, r.parse, attributions, actor_at=r.actors.at, when_of=_when_of(r)),)


def _when_of(r: Layers) -> Callable[..., Any]:
    from dateline.annotate.timex import UNDATED

    dated = [d for d in r.dated if d.timex.form not in UNDATED]
    dated.sort(key=lambda d: r.parse.tokens[d.governor].start)
    governed = [r.parse.tokens[d.governor].start for d in dated]

    def when_of(start: int, end: int) -> Any:
        """When something was said: the date that the cue verb at start..end governs."""
        at = bisect_left(governed, start)
        return r.timeline.when_of(dated[at].timex) if at < len(governed) and governed[at] < end else None

    return when_of


def _triggers(r: Layers) -> tuple[Any, ...]:
    from dateline.annotate.triggers import find_triggers

    spots = [m for p in r.places.places for m in p.mentions]
    spots += [e for s in r.claims.sources if s.anonymity for e in s.anonymity.evidence]  # "asked to be withheld"
    return (find_triggers(r.document, r.parse, r.timexes, r.mentions, spots),)


def _records(r: Layers) -> tuple[Any, ...]:
    from dateline.extract.amounts import extract_amounts
    from dateline.extract.belonging import Belonging
    from dateline.extract.control import extract_control
    from dateline.extract.events import extract_events
    from dateline.extract.media import extract_media
    from dateline.extract.relations import extract_relations
    from dateline.extract.victims import extract_victims

    context = context_of(r)
    tagged = extract_events(context, r.triggers)
    events = tuple(e for e, _ in tagged)
    control = extract_control(context, tagged)
    relations = extract_relations(context, events, control)
    victims = extract_victims(context, tagged)
    media = extract_media(context, events)
    deaths = {(c.start, c.end) for e in events for d in e.deaths for c in d.evidence}
    context.used.update(c.to for c in r.claims.claims if c.to is not None)
    for source in r.claims.sources:
        if source.affiliation:
            context.used.add(source.affiliation)
        if source.kind == "group":  # residents, witnesses, medics: they take part by what they say
            said = (r.actors.at(m.start, m.end) for m in source.mentions)
            context.used.update(a for a in said if a is not None and r.actors.kind_of(a) in {"civilians", "person"})
    of = Belonging(context, events).of
    amounts = extract_amounts(r.document, r.parse, r.counted, deaths=deaths, claims=r.claims.claims_for, of=of)
    return events, relations, control, victims, media, amounts, r.actors.records(context.used)


def context_of(r: Layers) -> Context:
    """What the extractors share, made of the layers up to the triggers."""
    from dateline.extract.cast import Cast
    from dateline.extract.context import Context

    def is_place(token: Token) -> bool:
        return token.pos == "PROPN" and r.places.place_at(token.start, token.end) is not None

    cast = Cast(r.document, r.parse, r.actors, _speaker(r), is_place)
    return Context(
        r.document, r.parse, r.catalogue, r.names, r.actors, cast, r.places, r.claims, r.counted, r.dated, r.timeline
    )


def _speaker(r: Layers) -> Callable[[int], str | None]:
    """The actor that "we" stands for at an offset: the affiliation of whoever is speaking there, or the speaker."""
    spoken: list[tuple[int, int, int, str]] = []
    for claim in r.claims.claims:
        source = r.claims.source_of(claim.id)
        actor = source.affiliation
        if actor is not None:
            spoken.extend((e.end - e.start, e.start, e.end, actor) for e in claim.content)

    def speaker(offset: int) -> str | None:
        inside = [(length, actor) for length, start, end, actor in spoken if start <= offset < end]
        return min(inside)[1] if inside else None

    return speaker


def _findings(r: Layers) -> tuple[Any, ...]:
    from dateline.checks import Geography, run_checks

    geography = Geography(r.places, r.toponyms, r.described, r.gazetteer)
    return (run_checks(r.document, r.parse, geography, r.timexes, r.counted, r.whole, r.claims.sources),)


STEPS: Sequence[Step] = (
    Step("parse", (), ("parse",), _parse),
    Step("encoded", ("parse",), ("encoder", "encoded"), _encoded),
    Step("registers", (), ("gazetteer", "catalogue"), _gazetteer),
    Step("mentions", ("parse", "encoded", "gazetteer", "catalogue"), ("names", "mentions"), _mentions),
    Step("times", ("parse",), ("timexes", "dated", "timeline"), _times),
    Step("numbers", ("parse", "timexes"), ("counted",), _numbers),
    Step("places", ("parse", "names", "gazetteer"), ("toponyms", "described", "places", "unresolved"), _places),
    Step("actors", ("parse", "mentions", "catalogue"), ("actors",), _actors),
    Step("claims", ("parse", "actors", "dated", "timeline"), ("claims",), _claims),
    Step("triggers", ("parse", "timexes", "mentions", "places", "claims"), ("triggers",), _triggers),
    Step(
        "records",
        ("parse", "catalogue", "names", "actors", "places", "claims", "counted", "dated", "timeline", "triggers"),
        ("events", "relations", "control", "victims", "media", "amounts", "actor_records"),
        _records,
    ),
    Step(
        "findings",
        ("parse", "places", "toponyms", "described", "gazetteer", "timexes", "counted", "claims"),
        ("findings",),
        _findings,
    ),
)


def _dossier(r: Layers, seconds: float) -> Dossier:
    receipt = Receipt(
        dateline=__version__,
        engine=r.engine.name,
        models=(*r.engine.models(), *(r.encoder.models() if r.encoder is not None else ())),
        gazetteer=GazetteerUsed(r.gazetteer.name, r.gazetteer.version),
        codebook="PLOVER 2.0 draft, ACLED 2024, UCDP GED 19.1",
        settings=_told(r.settings) | {"published": r.document.published.date},
        seconds=round(seconds, 3),
        dropped=_dropped(r),
    )
    return Dossier(
        FORMAT,
        r.whole,
        r.actor_records,
        r.places.places,
        r.claims.sources,
        r.claims.claims,
        r.events,
        r.victims,
        r.relations,
        r.control,
        r.amounts,
        r.media,
        r.findings,
        receipt,
    )


def _told(settings: Settings) -> dict[str, Any]:
    """Settings as JSON gives them back. One that is left open is told by what came of it: the gazetteer's name says
    which overlays are installed."""
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(settings).items()}
    if settings.encoder is not None:
        told["encoder"] = Path(settings.encoder).name  # where a file lies on somebody's disk is nobody else's business
    return {name: value for name, value in told.items() if value is not None}


def _dropped(r: Layers) -> tuple[Dropped, ...]:
    """What was seen and given up, by reason."""
    told = {t.i for event in r.events for e in event.evidence for t in r.parse.within(e.start, e.end)}
    silent = sum(f.token.i not in told for f in r.triggers)
    unplaced = sum(p.lat is None for p in r.places.places)
    rows = [
        ("row of a table, whose cells are not read", sum(map(r.whole.is_row, r.whole.sections))),
        *((f"name of a place: {reason}", count) for reason, count in sorted(r.unresolved.items())),
        ("description of a place that cannot be drawn", unplaced - sum(r.unresolved.values())),
        ("event word that tells too little for an event", silent),
    ]
    return tuple(Dropped(reason, count) for reason, count in rows if count > 0)
