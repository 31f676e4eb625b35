"""Cases made by chance: invented reports of the same few days and towns, with copies, newer readings, links and every
kind of decision. The same seed gives the same case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from random import Random

from dateline.case.store.entry import entry_of
from dateline.case.store.protocol import Store
from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement, Of, Verb
from dateline.model.situation import Link
from tests.case.views.invented import Told

TOWNS = ("Beni", "Bunia", "Goma", "Rwampara camp", "Taveuni")
GROUPS = ("River Guard", "Guard of the River", "RGF", "ADF", "army")
SPEAKERS = (
    ("Ann Example", "named"),
    ("Col. Ann Example", "named"),
    ("residents", "group"),
    ("the ministry", "organisation"),
)
OUTLETS = ("Kivu Courier", "Congo Post", "Lake Radio")
DECIDED = {
    "where": ({"name": "Goma", "lat": -1.6, "lon": 29.2}, {"name": "Rwampara camp", "lat": 1.51234, "lon": 30.21234}),
    "when": ("2021-05-04", {"start": "2021-05-01", "end": "2021-05-09"}),
    "status": ("denied", "alleged"),
    "deaths": (3, {"low": 1, "high": 9}),
    "title": ("A name of its own",),
    "actor": (["River Guard"], ["Lake Watch"], ["RGF", "army"], None),
    "recipient": (["Lake Watch"],),
}


def fill(store: Store, seed: int, reports: int = 14) -> None:
    """Reports, then links and decisions, then some reports read anew and others that came later."""
    chance = Random(seed)  # noqa: S311 - nothing is kept secret by it
    made = [report(chance, n) for n in range(reports)]
    for n, dossier in enumerate(made[:-3]):
        original = made[chance.randrange(n)].document.id if n and chance.random() < 0.3 else None
        entry = entry_of(dossier, f"{n}.txt")
        store.add([replace(entry, copy_of=original, likeness=0.9 if original else None)])
    link(store, chance, made[:-3])
    store.judge(list(decisions(chance, made[:-3], list(store.groups()))))
    for n in (1, 4):
        fewer = replace(made[n], events=made[n].events[1:])
        store.reread([replace(entry_of(fewer, f"{n}.txt"), engine="a newer one")])
    for n, dossier in enumerate(made[-3:]):
        store.add([entry_of(dossier, f"late-{n}.txt")])
    if chance.random() < 0.5:
        store.set_rule("inclusion", {"events": {"min_deaths": 2}}, "Coder")


def report(chance: Random, number: int) -> Dossier:
    """One report of three attacks, a holding and a relation."""
    lines: list[tuple[str, str, str, int]] = []
    for n in range(3):
        town, group = chance.choice(TOWNS), chance.choice(GROUPS)
        lines.append((f"Line {number}-{n}: the {group} raided {town}", town, group, chance.randrange(1, 9)))
    holder, town, other = chance.choice(GROUPS), chance.choice(TOWNS), chance.choice(GROUPS)
    who, kind = chance.choice(SPEAKERS)
    text = "".join(f"{line}, killing {dead} civilians. " for line, _, _, dead in lines)
    text += f"{who} said so. Then {holder} kept {town} as {other} backed them, item {number}."
    told = Told(text, chance.choice(OUTLETS), f"2021-05-{chance.randrange(3, 9):02d}")
    for line, place, group, dead in lines:
        claims = [told.claim(who, line, kind, chance.choice(("asserted", "asserted", "denied", "alleged")))]
        day = f"2021-05-0{chance.randrange(1, 4)}" if chance.random() < 0.8 else None
        told.attack(line, place, day, by=group, killed=f"{dead} civilians", toll=dead, claims=claims)
    told.holds(f"{holder} kept {town}", town, holder, f"2021-05-0{chance.randrange(1, 8)}")
    if holder != other:
        told.relates(f"{other} backed", other, chance.choice(("backs", "opposes")), holder)
    return named(told, chance, who).dossier()


def named(told: Told, chance: Random, who: str) -> Told:
    """Some groups known by name only, under an alias; some persons with the group that they speak for."""
    for name, actor in told.actors.items():
        catalogue = {} if name in GROUPS[:3] else actor.catalogue
        aliases = ("River Guard",) if name == "RGF" and chance.random() < 0.5 else ()
        told.actors[name] = replace(actor, catalogue=catalogue, aliases=aliases, kind="militia")
    if chance.random() < 0.5:
        source = told.sources[who]
        told.sources[who] = replace(source, affiliation=chance.choice([a.id for a in told.actors.values()]))
    return told


def link(store: Store, chance: Random, made: list[Dossier]) -> None:
    """Events of one town and day together, but for some that were never compared."""
    alike: dict[tuple[str | None, str | None], list[str]] = {}
    for dossier in made:
        towns = {p.id: p.name for p in dossier.places}
        for e in dossier.events:
            if chance.random() < 0.85:
                key = (towns[e.where.place] if e.where else None, e.when.start if e.when else e.id)
                alike.setdefault(key, []).append(e.id)
    pairs = (sorted(pair) for group in alike.values() for pair in combinations(group, 2))
    links = [Link(a, b, 1.0, (("day", 1.0, "same"),)) for a, b in pairs]
    store.set_groups(alike.values(), links[::2], "chance")


def decisions(chance: Random, made: list[Dossier], happenings: list[str]) -> Iterator[Judgement]:
    """A score of all kinds."""
    events = [e.id for d in made for e in d.events]
    reports = [d.document.id for d in made]
    stated = [c.id for d in made for c in d.control] + [r.id for d in made for r in d.relations]
    for _ in range(9):
        slot = chance.choice(list(DECIDED))
        about = chance.choice(happenings if chance.random() < 0.5 else events)
        kind: Of = "happening" if about.startswith("happening") else "event"
        yield Judgement("value", kind, (about,), "Coder", slot=slot, value=chance.choice(DECIDED[slot]))
    verb: Verb
    for verb in ("include", "exclude", "exclude", "reject"):
        yield Judgement(verb, "happening", (chance.choice(happenings),), "Coder", reason="seen twice")
    for verb in ("reject", "reject", "accept", "reject", "reject", "reject"):
        yield Judgement(verb, "event", (chance.choice(events),), "Coder")
    claims = [c.id for d in made for c in d.claims]
    yield from (Judgement("reject", "claim", (chance.choice(claims),), "Coder") for _ in range(6))
    yield Judgement("value", "claim", (chance.choice(claims),), "Coder", slot="stance", value="denied")
    yield Judgement("reject", "report", (chance.choice(reports),), "Coder", reason="a fake")
    yield Judgement("reject", "event", (chance.choice(stated),), "Coder")
    if chance.random() < 0.5:
        yield Judgement("same", "actor", ("name:river guard", "test-adf"), "Coder")
    else:
        yield Judgement("apart", "actor", ("name:river guard", "name:guard of the river"), "Coder")
