"""What the parts of the situation page share: numbers of happenings, symbols of actors, reports by id, and links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dateline.model.situation import Day, Figure, Happening, ReportLine, Said, Situation, Spot
from dateline.render.map.svg import safe_id
from dateline.render.page.markup import Child, Markup, el
from dateline.render.page.view import value
from dateline.render.symbols import Symbol, symbols_for
from dateline.render.words import clean, days_words, shorten

TITLE = 200
"""Characters of a title that are shown."""


@dataclass(frozen=True, slots=True)
class Sited:
    """A place of the case as map and table show it: one for all happenings that lie there, as exactly as they do."""

    id: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    where_prec: int | None
    radius_km: float | None
    basis: str | None
    geonames_id: int | None = None
    geometry: str | None = None


@dataclass(frozen=True, slots=True)
class SituationView:
    """A situation as the page shows it. `told` are the happenings that count, in the order of time, numbered
    from 1 by `numbers`."""

    situation: Situation
    told: tuple[Happening, ...]
    numbers: Mapping[str, int] = field(repr=False)
    reports: Mapping[str, ReportLine] = field(repr=False)
    actors: tuple[Figure, ...] = field(repr=False)
    """All who are named anywhere, those of most happenings first."""
    symbols: Mapping[str, Symbol] = field(repr=False)
    anchors: Mapping[str, str] = field(repr=False)
    """The part of the page that tells of an actor, by the actor's key."""
    places: Mapping[Spot, Sited] = field(repr=False)
    keys: Mapping[str, int] = field(default_factory=dict, repr=False)
    """Empty: the page has no script that would look records up by number."""

    def happening(self, id_: str, text: Child = None) -> Markup:
        """A link to a happening with its number; words where the page does not hold it."""
        n = self.numbers.get(id_)
        if n is None:
            return text if isinstance(text, Markup) else value(shorten(text or id_, TITLE))
        number = el("span", {"class": "no"}, str(n))
        told = text if text is not None else value(shorten(self.told[n - 1].title, TITLE))
        return el("a", {"href": f"#{safe_id(id_)}"}, number, " ", told)

    def actor(self, key: str, name: str) -> Markup:
        """An actor's symbol and name, linked to its row."""
        anchor = self.anchors.get(key)
        inner = value(shorten(name, TITLE))
        link = el("a", {"href": f"#{anchor}"}, inner) if anchor else inner
        return el("span", {"class": "actor"}, self.sign(key), link)

    def sign(self, key: str) -> Markup | None:
        """An actor's symbol, drawn once on the page and used here."""
        if key not in self.anchors:
            return None
        use = el("use", {"href": f"#{sign_id(self.anchors[key])}"})
        return el("svg", {"class": "dl-symbol", "width": 20, "height": 20, "aria-hidden": "true"}, use)

    def report(self, id_: str, text: str | None = None) -> Markup:
        """A link to a report's row; its id where the case does not list it."""
        line = self.reports.get(id_)
        if line is None:
            return value(text or id_)
        return el("a", {"href": f"#{safe_id(id_)}"}, value(shorten(text or outlet_words(line), TITLE)))

    def place(self, spot: Spot) -> Markup:
        """A place's name, linked to its row."""
        sited = self.places.get(spot)
        return el("a", {"href": f"#{sited.id}"}, value(spot.name)) if sited else value(spot.name)

    def words(self, said: Said, inner: Markup) -> Markup:
        """A quote's words, as a link to them where this view can lead there; this one cannot."""
        return inner


def sign_id(anchor: str) -> str:
    return f"sign-{anchor}"


def outlet_words(line: ReportLine) -> str:
    """What a report is called in few words: its outlet, else its title, else the name under which it came."""
    return clean(line.outlet or line.title or line.name)


def view_of(situation: Situation) -> SituationView:
    """The view of a situation."""
    told = tuple(sorted((h for h in situation.happenings if h.included), key=in_time))
    actors = tuple(_actors(situation))
    keys = {a.key: f"actor-{n}" for n, a in enumerate(actors, 1)}
    return SituationView(
        situation,
        told,
        {h.id: n for n, h in enumerate(told, 1)},
        {r.id: r for r in situation.reports},
        actors,
        symbols_for((a.key, a.name) for a in actors),
        keys,
        _places(situation, told),
    )


def in_time(happening: Happening) -> tuple[bool, str, str, str]:
    """By the first day, undated ones last."""
    when = happening.when
    day = (when.start or when.end) if when else None
    return day is None, day or "", (when.end if when else None) or "", happening.id


def _actors(situation: Situation) -> Iterator[Figure]:
    """The case's actors, those of most happenings first, and after them whoever is only named in a record."""
    yield from sorted(situation.figures, key=lambda f: (-f.happenings, -f.reports, f.name, f.key))
    seen = {f.key for f in situation.figures}
    for key, name, kind in _named(situation):
        if key not in seen:
            seen.add(key)
            yield Figure(key, name, kind, None, (), 0, 0)


def _named(situation: Situation) -> Iterator[tuple[str, str, str]]:
    yield from ((s.key, s.name, s.kind) for h in situation.happenings for s in h.sides)
    yield from ((h.actor_key, h.actor, "") for h in situation.held)
    for bond in situation.bonds:
        yield from ((bond.subject_key, bond.subject, ""), (bond.object_key, bond.object, ""))


def _places(situation: Situation, told: Iterable[Happening]) -> dict[Spot, Sited]:
    """Each place once, numbered in the order in which happenings and then holdings name it."""
    spots = [*(h.where for h in told if h.where is not None), *(h.place for h in situation.held)]
    found: dict[Spot, Sited] = {}
    by_point: dict[tuple[str, float | None, float | None, int | None], Sited] = {}
    for spot in dict.fromkeys(spots):
        point = (clean(spot.name).casefold(), spot.lat, spot.lon, spot.where_prec)
        if point not in by_point:
            by_point[point] = _sited(f"place-{len(by_point) + 1}", spot)
        found[spot] = by_point[point]
    return found


def _sited(id_: str, spot: Spot) -> Sited:
    kind = {4: "province", 6: "country"}.get(spot.where_prec or 0, "other")
    return Sited(
        id_, clean(spot.name), kind, spot.lat, spot.lon, spot.country, spot.admin1, spot.where_prec, spot.radius_km,
        spot.basis,
    )  # fmt: skip


def day_words(day: Day | None) -> str:
    """A time with its precision, "undated" where there is none."""
    return "undated" if day is None else days_words(day.start, day.end, day.precision)


def untitled(happening: Happening) -> list[str]:
    """Day and place, as far as the title does not tell them."""
    day = day_words(happening.when)
    where = clean(happening.where.name) if happening.where else "place not told"
    title = clean(happening.title)
    return [told for told in (day, where) if told not in title]


def day_markup(day: Day | None) -> Markup:
    """The same, as a `<time>` where it is one day."""
    told = day_words(day)
    if day is None or not day.start or day.start != day.end:
        return el("span", None, clean(told))
    return el("time", {"datetime": clean(day.start)}, clean(told))
