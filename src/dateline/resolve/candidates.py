"""The names of a report, each with the places it may mean: by the very name, else by another spelling nearby.

Which of them is meant is `ranker`'s work.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from dateline.annotate.short_names import adjective_place, short_forms
from dateline.gazetteer.folding import bare, fold
from dateline.gazetteer.protocol import Candidate, Gazetteer
from dateline.model.layers import Toponym
from dateline.model.vocabulary import PlaceKind

GROUPS: dict[PlaceKind, str] = {
    "city": "town",
    "village": "town",
    "province": "division",
    "region": "division",
    "district": "district",
    "area": "land",
    "desert": "land",
    "river": "water",
    "country": "country",
    "road": "road",
    "border crossing": "post",
    "checkpoint": "post",
    "military base": "post",
    "airport": "post",
    "facility": "post",
    "other": "water",
}
"""Kinds that one name does not tell apart ("Amhara region" is a first-order division)."""
FITS: dict[str, frozenset[str]] = {
    "town": frozenset({"town"}),
    "division": frozenset({"division", "land"}),
    "district": frozenset({"district"}),
    "land": frozenset({"land", "division"}),
    "water": frozenset({"water"}),
    "country": frozenset({"country", "division", "town"}),
    "road": frozenset({"road"}),
    "post": frozenset({"post"}),
}
"""Groups that a typed name may belong to; "country" is but a guess from the name ("Georgia")."""
STAND_INS: dict[str, frozenset[str]] = {
    "district": frozenset({"town", "division"}),
    "division": frozenset({"district", "town"}),
    "land": frozenset({"town", "district", "post"}),
    "town": frozenset({"post", "land", "district", "division"}),
}
"""A district may stand at the town it is named after; a town never at a river, and nothing built at a town of its name
(see `hosts`)."""
BUILT = frozenset({"post", "road"})
"""Groups of things that are named after a place beside which they stand."""
TITLED = frozenset({"post", "land", "water"})
"""Groups whose type word may be a part of the name ("Tabqa Dam", "Caspian Sea")."""
FOREIGN = 50_000
"""People a town must have to be believed outside the countries of the report."""
SLIGHT = 2.0
"""Weight up to which a country that many others outweigh is only named in passing."""
TELLING = 4.0
"""Weight that all countries must have together to say which are foreign."""
HOME = 3
"""Countries of the report, most important first, in which another spelling of a name is looked for."""
NEAR = 6


@dataclass(slots=True, eq=False)
class Cluster:
    """The mentions of one name in one sense (town, division …) before it is grounded."""

    name: str
    group: str | None
    mentions: list[Toponym] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    chosen: Candidate | None = None
    stand_in: bool = False
    """The candidate is of another kind than the text says (the town a district is named after)."""
    spelled: bool = True
    """False where only another spelling is in the gazetteer."""
    host: Candidate | None = None
    """The town at whose point an ungrounded facility stands."""
    reason: str = ""
    """Why nothing was chosen."""

    @property
    def hint(self) -> PlaceKind | None:
        hints = Counter(m.hint for m in self.mentions if m.hint)
        return hints.most_common(1)[0][0] if hints else None

    @property
    def withins(self) -> list[str]:
        return [m.within for m in self.mentions if m.within]


def clusters_of(toponyms: list[Toponym], gazetteer: Gazetteer) -> list[Cluster]:
    """Mentions by name and sense; a bare name takes the town if the report has one so named, else the typed sense."""
    senses: dict[str, Counter[str]] = {}
    for t in toponyms:
        if t.hint:
            senses.setdefault(fold(t.name), Counter())[GROUPS[t.hint]] += 1
    found: dict[tuple[str, str | None], Cluster] = {}
    for t in toponyms:
        key = fold(t.name)
        group = GROUPS[t.hint] if t.hint else _bare_sense(senses.get(key), t.name, gazetteer)
        if t.dateline and t.hint is None:
            group = "town"
        found.setdefault((key, group), Cluster(t.name, group)).mentions.append(t)
    return list(found.values())


def _bare_sense(senses: Counter[str] | None, name: str, gazetteer: Gazetteer) -> str | None:
    """A town's airport or hospital does not make the town one, nor the district that is called after it."""
    if not senses:
        return None
    if "town" in senses:
        return "town"
    sense = next((s for s, _ in senses.most_common() if s not in BUILT), None)
    seat = sense == "district" and any(GROUPS[x.kind] == "town" for x in gazetteer.candidates(name))
    return "town" if seat else sense


def full_names(c: Cluster) -> list[str]:
    """The name alone and with its type word ("Tabqa", "Tabqa Dam"); the longer form first where it is typed."""
    words = dict.fromkeys(w for m in c.mentions if m.hint for w in (m.word, m.hint) if GROUPS[m.hint] in TITLED)
    return [*(f"{c.name} {w}" for w in words if w), c.name]


METROPOLIS = 5_000_000
"""People from whom on a city called "X City" is what "X" means more often than a division of that name."""


def own_name(x: Candidate) -> str:
    """A place's main name, folded; a metropolis need not be called "city"."""
    own = bare(fold(x.name))
    return own.removesuffix(" city") if x.population >= METROPOLIS else own


def longer(name: str, x: Candidate) -> bool:
    """A town whose own name only begins with the words ("Victorville" for "Victor"; not "New York City")."""
    own, said = own_name(x), bare(fold(name))
    return GROUPS[x.kind] == "town" and len(own) > len(said) + 2 and own.startswith(said)


# --- the candidates of a name -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Home:
    """The countries a report is about, with their weights."""

    countries: dict[str, float]

    @property
    def near(self) -> list[str]:
        """Codes, most important first."""
        return sorted(self.countries, key=lambda c: (-self.countries[c], c))[:NEAR]

    def slight(self, x: Candidate) -> bool:
        """Whether the report names the place's country in passing only, or not at all."""
        weight = self.countries.get(x.country or "", 0.0)
        total = sum(self.countries.values())
        return total >= TELLING and x.country is not None and weight <= SLIGHT and weight < 0.1 * total

    def foreign(self, x: Candidate) -> bool:
        """A small place in a country that the report is not about."""
        return self.slight(x) and x.population < FOREIGN and GROUPS[x.kind] in {"town", "post", "road", "district"}


def fill(c: Cluster, gazetteer: Gazetteer, home: Home) -> None:
    """Sets the candidates: exact names of the right kind, with other spellings in the report's countries where all of
    those are foreign; else a place of the same name and another kind."""
    exact = _named(c, gazetteer)
    fits = [x for x in exact if _fits(c, x)]
    alike: list[Candidate] = []
    if all(home.foreign(x) for x in fits):
        found = [x for code in home.near[:HOME] for x in gazetteer.similar(c.name, code)]
        alike = [x if x.match != "exact" else replace(x, match="skeleton") for x in found]
        known = {x.key for x in fits}
        fits += [x for x in alike if _spelled_fits(c, x) and x.key not in known]
    if not fits and c.group in STAND_INS:
        want = STAND_INS[c.group]
        own = [x for x in exact or alike if x.country in home.countries or not home.countries]
        fits, c.stand_in = [x for x in own if GROUPS[x.kind] in want], True
    c.candidates = list({x.key: x for x in reversed(fits)}.values())[::-1]


def _named(c: Cluster, gazetteer: Gazetteer) -> list[Candidate]:
    """Everything that bears the name; a division by its short form, a country by its adjective."""
    short = short_forms().get(c.name)
    if short is not None:
        return [x for x in gazetteer.candidates(short.name) if x.country == short.country and x.kind == "province"]
    people = adjective_place(c.name, gazetteer) if c.group in {None, "country"} else None
    if people is not None:
        return [people]
    whole = [gazetteer.candidates(n) for n in full_names(c)]
    return list({x.key: x for one in whole for x in one}.values())


def _fits(c: Cluster, x: Candidate) -> bool:
    """Whether a place is of the kind the text says; a town may bear the very word ("Fort Worth")."""
    if c.group is None or GROUPS[x.kind] in FITS[c.group]:
        return True
    titled = GROUPS[x.kind] == "town" and c.group in TITLED and fold(x.name) == fold(c.name)
    return titled and any(m.word and m.word in fold(c.name).split() for m in c.mentions)


def _spelled_fits(c: Cluster, x: Candidate) -> bool:
    """Another spelling of a bare name is believed for towns only: divisions and countries are few and well known."""
    return GROUPS[x.kind] in ({"town", "post"} if c.group is None else FITS[c.group])


def alike(x: Candidate) -> bool:
    """Whether only another spelling of the name led to it."""
    return x.match in {"skeleton", "fuzzy"}
