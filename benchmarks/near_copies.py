"""How well near copies are told apart, on pairs made from texts of the project (all of it fiction).

Copies are made as outlets make them: another headline, dateline or first paragraph, boilerplate of their own, cuts from
the end or the middle, light edits, several of these at once. What must not be taken for a copy: two reports on one
event, one form filled in for another event, another story with the same background, the same story with another toll,
two stories around one long quotation.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from dateline.case.adding.nearness import Text, bands, compared, text_of
from dateline.readers.text import read_text

ROOT: Final = Path(__file__).resolve().parents[1]
LEADS: Final = (
    "The news came in the evening, when most offices were closed and few telephones answered.",
    "Details were slow to arrive on a day on which little else was spoken of in the region.",
)
BOILERPLATE: Final = (
    "Sign up for our newsletter and never miss a story. Follow us for more. All rights reserved by the publisher.",
    "Additional reporting by our correspondents in the region. Editing by the night desk.",
)
EDITS: Final = (
    ("said", "told reporters"), ("killed", "dead"), ("people", "persons"), ("attacked", "struck"), ("near", "close to"),
    ("wounded", "hurt"), ("also", "too"), ("because", "since"), ("began", "started"), ("large", "big"),
    ("however", "yet"), ("town", "city"), ("statement", "communiqué"), ("during", "in"), ("area", "zone"),
)  # fmt: skip
OTHERS: Final = (
    ("Beledweyne", "Baidoa"), ("Mogadishu", "Kismayo"), ("Hiran", "Bay"), ("Beni", "Rutshuru"), ("Kharkiv", "Sumy"),
    ("Sunday", "Thursday"), ("Monday", "Friday"), ("Tuesday", "Saturday"), ("March", "August"), ("October", "May"),
    ("El Bur", "Garbaharey"), ("Marsabit", "Lodwar"), ("Massawa", "Assab"), ("Aden", "Mukalla"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    kind: str
    copy: bool
    a: str
    b: str


Change = Callable[[list[str], random.Random], list[str]]


def stories() -> list[str]:
    """Texts of the project, and longer ones put together of two."""
    files = [*sorted((ROOT / "samples").glob("*.txt")), *sorted((ROOT / "tests/gate/fairness").glob("*.txt"))]
    files += sorted((ROOT / "src/dateline/cli/data/demo").glob("*.txt"))
    texts = [f.read_text(encoding="utf-8").strip() for f in files if "wire-copy" not in f.name]
    return [t.replace("\n\nThis report is fiction, written as a sample for Dateline.", "") for t in texts]


def headline(parts: list[str], chance: random.Random) -> list[str]:
    return [
        chance.choice(("A day of grief in the region", "What is known so far", "Officials tell of the day")),
        *parts[1:],
    ]


def lead(parts: list[str], chance: random.Random) -> list[str]:
    return [parts[0], chance.choice(LEADS), *parts[2:]]


def boilerplate(parts: list[str], chance: random.Random) -> list[str]:
    return [*parts, chance.choice(BOILERPLATE)]


def cut_end(parts: list[str], chance: random.Random) -> list[str]:
    """Keep the first half."""
    return parts[: max(3, (len(parts) + 1) // 2)]


def cut_middle(parts: list[str], chance: random.Random) -> list[str]:
    gone = chance.randrange(2, len(parts)) if len(parts) > 3 else len(parts)
    return parts[:gone] + parts[gone + 1 :]


def edited(parts: list[str], chance: random.Random) -> list[str]:
    """Every third of the words that have another one for it."""

    def turned(text: str) -> str:
        for word, other in EDITS:
            pieces = re.split(rf"(?<!\w){word}(?!\w)", text)
            text = pieces[0] + "".join((other if chance.random() < 0.35 else word) + p for p in pieces[1:])
        return text

    return [turned(p) for p in parts]


def dateline(parts: list[str], chance: random.Random) -> list[str]:
    """Another agency in front of the first paragraph."""
    first = re.sub(r"^[A-Z]{3}[^—–]{0,60}[—–] ", "", parts[1])
    return [parts[0], f"NAIROBI, 6 March 2024 (Gulf Post) — {first}", *parts[2:]]


COPIES: Final[dict[str, tuple[Change, ...]]] = {
    "another headline": (headline,),
    "another dateline": (dateline,),
    "another first paragraph": (lead,),
    "boilerplate": (boilerplate,),
    "cut from the end": (cut_end,),
    "cut in the middle": (cut_middle,),
    "light edits": (edited,),
    "headline, dateline, cut, boilerplate": (headline, dateline, cut_end, boilerplate),
    "headline, first paragraph, boilerplate": (headline, lead, boilerplate),
    "headline, light edits, cut in the middle": (headline, edited, cut_middle),
}


def other_event(parts: list[str], chance: random.Random) -> list[str]:
    """The same form, filled in for another event; nothing where the text has too little to fill in."""
    text = "\n\n".join(parts)
    filled = sum(text.count(place) for place, _ in OTHERS) + len(re.findall(r"\d+", text))
    for place, other in OTHERS:
        text = text.replace(place, other)
    turned = re.sub(r"\d+", lambda m: str(int(m[0]) + chance.randrange(1, 9)), text)
    return turned.split("\n\n") if filled > 2 else []


def other_toll(parts: list[str], chance: random.Random) -> list[str]:
    """The same story, told again with one number changed, which is none of the dateline's."""
    number = r"(?<![\w.,])\d{1,2}(?![\w.,:])"
    told = [re.sub(r"^[A-Z]{3}[^—–]{0,60}[—–] ", "", p) for p in parts]
    numbers = [n for p in told for n in re.findall(number, p)]
    if not numbers:
        return []
    was = chance.choice(numbers)
    return [re.sub(number, lambda m: str(int(was) + 3) if m[0] == was else m[0], p) for p in told]


def same_background(parts: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    """Two stories of sixty words with the same background, twice as long."""
    own, theirs = (" ".join(p).split() for p in (parts, other))
    background = " ".join(own[60:180])
    return [" ".join(own[:60]), background], [" ".join(theirs[:60]), background]


def one_quotation(parts: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    """Two stories around one long quotation."""
    quoted = f"“{' '.join(parts[1].split()[:50])}”, a spokesman said."
    return [*parts[:1], quoted, *parts[2:]], [*other[:1], quoted, *other[2:]]


def pairs() -> Iterator[Pair]:
    texts = stories()
    for n, text in enumerate(texts):
        chance = random.Random(n)  # noqa: S311 - sample data
        parts = text.split("\n\n")
        for kind, changes in COPIES.items():
            made = parts
            for change in changes:
                made = change(made, chance)
            yield Pair(kind, copy=True, a=text, b="\n\n".join(made))
        if form := other_event(parts, chance):
            yield Pair("form for another event", copy=False, a=text, b="\n\n".join(form))
        toll = other_toll(parts, chance)
        if toll and _text("\n\n".join(toll)).words != _text(text).words:  # else it stood in a dateline
            yield Pair("another toll", copy=False, a=text, b="\n\n".join(toll))
        other = texts[(n + 1) % len(texts)].split("\n\n")
        for kind, make in (("same background", same_background), ("one quotation", one_quotation)):
            a, b = make(parts, other)
            yield Pair(kind, copy=False, a="\n\n".join(a), b="\n\n".join(b))
        for later in texts[n + 1 :]:
            yield Pair("different reports", copy=False, a=text, b=later)


@cache
def _text(text: str) -> Text:
    return text_of(read_text(text))


def measure() -> dict[str, Any]:
    """Recall by kind of copy, false alarms by kind of others, precision, recall; and what bands find."""
    told: dict[str, list[bool]] = defaultdict(list)
    met: list[bool] = []
    right = wrong = copies = 0
    for pair in pairs():
        a, b = _text(pair.a), _text(pair.b)
        is_copy = compared(a, b) is not None
        told[f"{'copy' if pair.copy else 'no copy'}: {pair.kind}"].append(is_copy)
        if pair.copy:
            copies += 1
            shared = set(enumerate(bands(a.shingles))) & set(enumerate(bands(b.shingles)))
            met.append(bool(shared))
        right += pair.copy and is_copy
        wrong += not pair.copy and is_copy
    return {
        "pairs": sum(map(len, told.values())),
        "precision": round(right / (right + wrong), 4),
        "recall": round(right / copies, 4),
        "copies that share a band": round(sum(met) / len(met), 4),
        "held for copies, by kind": {kind: f"{sum(found)} of {len(found)}" for kind, found in told.items()},
    }
