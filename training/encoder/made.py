"""Sentences of our own: frames whose slots are filled anew for each epoch, and sentences marked by hand.

Geography, states and bodies are real (gazetteer and catalogue), persons and happenings invented. One sentence keeps to
one country, so that its names belong together.
"""

from __future__ import annotations

import csv
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpora import FINE, titles
from spans import KINDS, Example, Marked, level_of, name_within, outermost

from dateline.catalogue.lookup import load_catalogue
from dateline.gazetteer import load_gazetteer
from dateline.gazetteer.artifact import RECORD

HERE = Path(__file__).parent / "annotations"
_SLOT = re.compile(r"\{(\w+)\}")
LARGE = 50_000


def lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def slots() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    name = ""
    for line in lines("slots.txt"):
        if line.startswith("= "):
            name = line[2:].strip()
        else:
            found[name].append(line)
    return dict(found)


@lru_cache(maxsize=1)
def regions() -> list[dict[str, list[str]]]:
    with (HERE / "names.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            {"countries": r["countries"].split(), "given": r["given"].split("|"), "family": r["family"].split("|")}
            for r in rows
        ]


@lru_cache(maxsize=1)
def towns() -> dict[str, tuple[list[str], list[str]]]:
    """Large and small places of each country, by the gazetteer."""
    gazetteer: Any = load_gazetteer(())
    found: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for n in range(len(gazetteer._records) // RECORD.size):
        x = gazetteer._candidate(n)
        if x.kind in {"city", "village"} and x.source == "GeoNames" and x.country:
            found[x.country][x.population < LARGE].append(x.name)
    return {country: names for country, names in found.items() if names[0] and names[1]}


@lru_cache(maxsize=1)
def bodies() -> dict[str, list[str]]:
    """Names and acronyms of the catalogue by what slot they fill."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in load_catalogue().entries.values():
        kind = FINE.get(entry.kind)
        slot = {"group": "group", "force": "army", "government": "office", "organisation": "org"}.get(kind or "")
        if entry.kind == "media":
            slot = "media"
        if slot:
            names = [entry.name, *entry.aliases]
            found[slot] += [n for n in names if n[:1].isupper() or n.startswith("al-")]
    return dict(found)


class Scene:
    """Fills the slots of one sentence."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.region = chance.choice(regions())
        known = [c for c in self.region["countries"] if c in towns()]
        self.country = chance.choice(known)
        self.large, self.small = towns()[self.country]

    def fill(self, text: str, depth: int = 0) -> str:
        while (m := _SLOT.search(text)) is not None:
            text = text[: m.start()] + self.slot(m.group(1), depth) + text[m.end() :]
        return text

    def slot(self, name: str, depth: int) -> str:
        pick = self.chance.choice
        catalogue = load_catalogue()
        state = catalogue.state(self.country)
        if name in {"given", "family"}:
            return pick(self.region[name])
        if name in {"place", "country", "nat", "village"} or (
            name.endswith("_") and name[:-1] in {"country", "nat", "village"}
        ):
            kind = "nationality" if name.startswith("nat") else "place"
            bare = name.rstrip("_")
            other = state if self.chance.random() < 0.5 else None
            while other is None or not other.adjectives or "|" in other.name:
                other = catalogue.state(pick(sorted(towns())))
            value = {
                "place": lambda: pick(self.large if self.chance.random() < 0.5 else self.small),
                "village": lambda: pick(self.small),
                "country": lambda: other.name,
                "nat": lambda: other.adjectives[0],
            }[bare]()
            return f"[{value}|{'government' if name == 'country_' else kind}]"
        if name == "armedgroup":
            new = self.chance.random() < 0.5
            return f"[{self.fill(pick(slots()['invented'])) if new else pick(bodies()['group'])}|group]"
        if name == "org" and self.chance.random() < 0.5:
            return f"[{self.fill(pick(slots()['inventedbody']))}|organisation]"
        if name in {"army", "office", "org", "media"}:
            kind = {"army": "force", "office": "government"}.get(name, "organisation")
            return f"[{pick(bodies()[name])}|{kind}]"
        if name == "acronym":
            return "".join(pick("ABCDFGHJKLMNPRSTUVW") for _ in range(pick((2, 3, 3, 3, 4, 4))))
        if name.endswith("_"):
            return self.slot(name[:-1], depth)
        return self.fill(pick(slots()[name]), depth + 1)


def marked(text: str) -> Example:
    """Text without its brackets, and the spans that they marked."""
    plain, open_at, spans = "", [], []
    for piece in re.split(r"(\[|\|\w*\])", text):
        if piece == "[":
            open_at.append(len(plain))
        elif piece.startswith("|") and piece.endswith("]") and open_at:
            start, kind = open_at.pop(), piece[1:-1]
            if kind:
                spans.append(Marked(start, len(plain), frozenset({kind})))
        else:
            plain += piece
    assert all(k in KINDS for s in spans for k in s.kinds), text
    phrases = [Marked(s.start, s.end, s.kinds, level_of(plain[s.start : s.end])) for s in spans]
    names = [
        Marked(*at, s.kinds)
        for s, p in zip(spans, phrases, strict=True)
        if p.level != "pronoun" and (at := name_within(plain, s.start, s.end, titles())) is not None
    ]
    first = next((n for n, c in enumerate(plain) if c.isalpha()), 0)
    plain = plain[:first] + plain[first].upper() + plain[first + 1 :]
    return Example(plain, outermost(phrases), outermost(names), [], "own")


def made(count: int, chance: random.Random) -> Sequence[Example]:
    frames = lines("sentences.txt")
    return [marked(Scene(chance).fill(frames[n % len(frames)])) for n in range(count)]


def by_hand() -> list[Example]:
    return [marked(line) for line in lines("marked.txt")]


def swapped(example: Example, chance: random.Random, share: float = 0.4) -> Example:
    """The sentence with some of its towns and persons replaced, so that names of one war are not learnt by heart."""
    if not example.names:
        return example
    scene, text, moves = Scene(chance), example.text, []
    for name in example.names:
        words = text[name.start : name.end]
        if name.kinds == {"place"} and load_catalogue().find(words) is None and chance.random() < share:
            moves.append((name.start, name.end, chance.choice(scene.small if chance.random() < 0.6 else scene.large)))
        elif name.kinds == {"person"} and " " in words and chance.random() < share:
            moves.append((name.start, name.end, scene.fill("{given} {family}")))
    return moved(example, moves)


def moved(example: Example, moves: Sequence[tuple[int, int, str]]) -> Example:
    """The example with its words at some places replaced, all offsets moved along."""

    def at(offset: int, *, end: bool) -> int:
        shift = 0
        for a, b, new in moves:
            if b < offset or (b == offset and end) or (b <= offset and not end):
                shift += len(new) - (b - a)
        return offset + shift

    text = example.text
    for a, b, new in sorted(moves, reverse=True):
        text = text[:a] + new + text[b:]

    def along(spans: list[Marked] | None) -> list[Marked] | None:
        return (
            None
            if spans is None
            else [Marked(at(s.start, end=False), at(s.end, end=True), s.kinds, s.level) for s in spans]
        )

    blind = [(at(a, end=False), at(b, end=True)) for a, b in example.blind]
    return Example(text, along(example.phrases), along(example.names), blind, example.source)
