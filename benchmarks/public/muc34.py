"""MUC-3 and MUC-4: who did it, to whom, where, and how sure the report is of it, in wires of 1988 to 1991.

The texts are upper case: `_truecase` gives them the letters of print before they are read (character for character;
nothing is learned from the set). Figures are taken over whole messages: the fillers of a slot in all templates of a
message against those of all its violent events, irrelevant messages (no template) included, so that whatever is found
there costs precision. A filler is right by the rules of the MUC-4 scorer for strings, applied loosely: one of the
gold's alternatives ("/") shares its head word with ours, an organisation all its words; an optional filler
("?") neither costs nor counts where it is left out. The confidence slot is compared for the organisations found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.frame import Asked, Beside, Counts, Measured, Row, SetMissing, f1, interval, rows_of

SLOTS = {
    "9": "perpetrator, individual",
    "10": "perpetrator, organisation",
    "12": "physical target",
    "6": "instrument",
    "victim": "victim",
    "3": "place",
}
"""Number of a slot in the templates -> its name here. Victims are named (18) or described (19)."""
ORGANISATION = "perpetrator, organisation"
FACT, ACCUSED, CLAIMED, POSSIBLE = "reported as fact", "suspected or accused", "claimed or admitted", "possible"
HEADER = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4}).*$", re.MULTILINE)
DATELINE = re.compile(r"\s*[^\[\]]{3,120}?--(?=\s)")
"""Place, day and service before the text: where it was filed is no place of an event."""
SLOT = re.compile(r"^\s*(\d+)\.\s+[A-Z ]+:\s?[A-Z ]*?(?:\s{2,}(.*))?$")
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
PREPOSITIONS = frozenset("of from in on at for with by to near".split())
ORGANISED = frozenset(
    ["military", "rebel group", "militia", "coalition", "government", "police", "state", "company", "ngo", "media"]
)


@dataclass(frozen=True, slots=True)
class Filler:
    """One thing that fills a slot: the ways to say it, and whether it may be left out."""

    ways: tuple[str, ...]
    optional: bool = False
    confidence: tuple[str, ...] = ()


@dataclass(slots=True)
class Message:
    """A message with the fillers of its templates, by the name of the slot."""

    id: str
    text: str
    gold: dict[str, list[Filler]] = field(default_factory=dict)


@dataclass(slots=True)
class Answered:
    """What was found in a message, by slot, ours and the baseline's; and how sure we say the report is of whom."""

    message: Message
    ours: dict[str, list[Filler]]
    all_named: dict[str, list[Filler]]


# --- reading the set ---------------------------------------------------------------------------------------------


def messages_of(folder: Path, part: str) -> list[Message]:
    """The messages of one part (a folder of texts with their keys, which are the files that begin with "key-")."""
    files = sorted(p for p in (folder / part).iterdir() if p.is_file()) if (folder / part).is_dir() else []
    found: dict[str, Message] = {}
    for path in files:
        text = path.read_text(encoding="utf-8", errors="replace")
        if not path.name.startswith("key-"):
            found |= {m.id: m for m in _texts(text)}
    for path in files:
        if path.name.startswith("key-"):
            for id_, slots in _templates(path.read_text(encoding="utf-8", errors="replace")):
                if id_ in found:
                    _enter(found[id_].gold, slots)
    return list(found.values())


def _texts(text: str) -> Iterator[Message]:
    """Messages with their lines joined to paragraphs and the marks of the service taken out."""
    heads = list(HEADER.finditer(text))
    for head, following in zip(heads, [*heads[1:], None], strict=False):
        body = text[head.end() : following.start() if following else len(text)]
        body = body[found.end() :] if (found := DATELINE.match(body)) else body
        body = re.sub(r"\[(?:TEXT|REPORT|EDITORIAL REPORT|COMMUNIQUE|STATEMENT|ARTICLE|COMMENTARY)\]", "", body)
        paragraphs = (" ".join(p.split()) for p in re.split(r"\n\s*\n", body))
        yield Message(head[1], "\n\n".join(p for p in paragraphs if p))


def _templates(text: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each template: the message's id, and the lines of each slot."""
    id_, slots, slot = "", dict[str, list[str]](), ""
    for line in text.splitlines():
        found = SLOT.match(line)
        if found:
            slot, value = found[1], (found[2] or "").strip()
            if slot == "0":
                if slots:
                    yield id_, slots
                id_, slots = value.partition(" ")[0], {}
            else:
                slots[slot] = [value]
        elif line.strip() and not line.startswith(";") and slot in slots:
            slots[slot].append(line.strip())
    if slots:
        yield id_, slots


def _enter(gold: dict[str, list[Filler]], slots: dict[str, list[str]]) -> None:
    """Add the fillers of one template; the same thing in two templates is one filler of the message."""
    for number, slot in SLOTS.items():
        if number == "3":
            found = [_place(line) for line in slots.get("3", ())]
        elif number == "victim":
            found = _victims(slots)
        else:
            found = [_filler(line) for line in slots.get(number, ())]
        for filler in found:
            if filler is not None and filler.ways:
                confidence = _confidence(slots, filler) if slot == ORGANISATION else ()
                _add(gold.setdefault(slot, []), Filler(filler.ways, filler.optional, confidence))


def _add(fillers: list[Filler], new: Filler) -> None:
    for n, old in enumerate(fillers):
        if set(old.ways) & set(new.ways):
            ways = tuple(dict.fromkeys((*old.ways, *new.ways)))
            fillers[n] = Filler(ways, old.optional and new.optional, old.confidence or new.confidence)
            return
    fillers.append(new)


def _filler(line: str) -> Filler | None:
    ways = tuple(w.replace('\\"', "").strip() for w in STRING.findall(line.partition('": ')[0] + '"'))
    return Filler(ways, line.startswith("?")) if ways else None


def _victims(slots: dict[str, list[str]]) -> list[Filler | None]:
    """Named victims with their descriptions, and those only described."""
    named = [_filler(line) for line in slots.get("18", ())]
    described: list[Filler | None] = []
    for line in slots.get("19", ()):
        what, _, whose = line.partition(": ")
        ways = tuple(w.replace('\\"', "").strip() for w in (*STRING.findall(whose), *STRING.findall(what)))
        described.append(Filler(ways, line.startswith("?")) if ways else None)
    return [*named, *described]


def _place(line: str) -> Filler | None:
    """The narrowest place of "COUNTRY: PROVINCE (PROVINCE): TOWN (CITY)"; between two places ("A - B") either."""
    narrow = line.lstrip("? ").split(": ")[-1]
    ways = tuple(re.sub(r"\(.*?\)", "", w).strip() for w in re.split(r" - | / ", narrow))
    return Filler(tuple(w for w in ways if w and w not in "-*"), line.startswith("?"))


def _confidence(slots: dict[str, list[str]], filler: Filler) -> tuple[str, ...]:
    """What the template says of an organisation: "POSSIBLE / REPORTED AS FACT" accepts either."""
    for line in slots.get("11", ()):
        said, _, whom = line.lstrip("? ").partition(":")
        if set(filler.ways) & {w.replace('\\"', "").strip() for w in STRING.findall(whom)}:
            return tuple(dict.fromkeys(_collapsed(s) for s in said.split(" / ")))
    return ()


def _collapsed(said: str) -> str:
    return next((c for c in (FACT, ACCUSED, CLAIMED, POSSIBLE) if said.strip().lower().startswith(c)), said.lower())


# --- our reading -------------------------------------------------------------------------------------------------


def answer(message: Message, truecase: Callable[[str], str], engine: Any) -> Answered:
    """The fillers of a message's violent events, and of everything that its text names."""
    from dateline.readers.text import read_text
    from dateline.reading import layers_until

    layers = layers_until("events", read_text(truecase(message.text)), engine=engine)
    return Answered(message, _of_events(layers), _of_all(layers))


def _violent(event: Any) -> bool:
    coding = event.coding
    told = coding.plover == "ASSAULT" or "Abduction" in (coding.acled or "") or "Looting" in (coding.acled or "")
    return told and event.status != "denied" and not any(w.role == "side_a" for w in event.who)


def _of_events(layers: Any) -> dict[str, list[Filler]]:
    found: dict[str, list[Filler]] = {}
    places = {p.id: p for p in layers.places.places}
    for event in filter(_violent, layers.events):
        for who in event.who:
            slot = _slot(layers, who.actor) if who.role == "actor" else "victim"
            said = _sure(layers, event, who) if slot == ORGANISATION else ()
            _take(found, slot, Filler(_ways(layers, who.actor, who.evidence), confidence=said))
        for toll in (*event.deaths, *event.injured):
            if toll.of.startswith("actor-"):
                _take(found, "victim", Filler(_ways(layers, toll.of, ())))
        if event.where is not None:
            _take(found, "place", Filler(_place_ways(places[event.where.place], event.where.evidence)))
        for target in event.targets:
            _take(found, "physical target", Filler(tuple(e.quote for e in target.evidence)))
        for means in event.means:
            _take(found, "instrument", Filler((means.text, *(e.quote for e in means.evidence))))
    return found


def _of_all(layers: Any) -> dict[str, list[Filler]]:
    """The bare baseline: every organisation and person that the text names, in every slot that it could fill."""
    found: dict[str, list[Filler]] = {}
    for actor in dict.fromkeys(layers.actors.id_of(m) for m in layers.actors.mentions):
        kind = layers.actors.kind_of(actor)
        filler = Filler(_ways(layers, actor, ()))
        _take(found, _slot(layers, actor), filler)
        if kind in {"person", "civilians", "other"}:
            _take(found, "victim", filler)
    for place in layers.places.places:
        _take(found, "place", Filler(_place_ways(place, place.mentions)))
    return found


def _take(found: dict[str, list[Filler]], slot: str, filler: Filler) -> None:
    ways = tuple(dict.fromkeys(w.upper() for w in filler.ways if w))
    if ways:
        _add(found.setdefault(slot, []), Filler(ways, confidence=filler.confidence))


def _slot(layers: Any, actor: str) -> str:
    """A group with a name of its own is an organisation; persons, and groups only described, are individuals."""
    named = any(m.form == "named" for m in layers.actors.mentions_of(actor))
    return ORGANISATION if named and layers.actors.kind_of(actor) in ORGANISED else "perpetrator, individual"


def _ways(layers: Any, actor: str, evidence: Iterable[Any]) -> tuple[str, ...]:
    text = layers.document.text
    told = [text[m.start : m.end] for m in layers.actors.mentions_of(actor)]
    return tuple(dict.fromkeys((*(e.quote for e in evidence), *told)))


def _place_ways(place: Any, evidence: Iterable[Any]) -> tuple[str, ...]:
    return (place.name, *(e.quote for e in evidence))


def _sure(layers: Any, event: Any, who: Any) -> tuple[str, ...]:
    """How sure the report is that it was this organisation, from our status, stances and sources."""
    claims = [layers.claims.source_of(c) for c in (*who.claims, *event.claims)]
    stances = {layers.claims.stance_of(c) for c in who.claims}
    if event.status == "possible" or "possible" in stances:
        return (POSSIBLE,)
    if any(s.affiliation == who.actor or layers.actors.at(m.start, m.end) == who.actor
           for s in claims for m in s.mentions[:1]):  # fmt: skip
        return (CLAIMED,)
    return (ACCUSED,) if event.status == "alleged" or "alleged" in stances else (FACT,)


# --- scoring -----------------------------------------------------------------------------------------------------


def same(slot: str, ours: Filler, gold: Filler) -> bool:
    """Whether two fillers mean one thing."""
    alike = _all_words if slot in {ORGANISATION, "place"} else _head
    return bool({alike(w) for w in ours.ways} & {alike(w) for w in gold.ways} - {frozenset(), ""})


def _all_words(way: str) -> frozenset[str] | str:
    return frozenset(re.findall(r"\w+", way.upper())) - {"THE", "OF", "AND", "CITY", "TOWN"}


def _head(way: str) -> frozenset[str] | str:
    """The last word before a preposition, without its plural."""
    words = re.findall(r"[\w-]+", way.upper())
    cut = next((n for n, w in enumerate(words) if n and w.lower() in PREPOSITIONS), len(words))
    return words[cut - 1].removesuffix("S") if words else ""


def counts(slot: str, ours: Sequence[Filler], gold: Sequence[Filler]) -> Counts:
    """One message's fillers of one slot: ours that are right, and the gold's that were met."""
    due = [g for g in gold if not g.optional]
    right = [o for o in ours if any(same(slot, o, g) for g in due)]
    spared = [o for o in ours if o not in right and any(same(slot, o, g) for g in gold)]
    met = [g for g in due if any(same(slot, o, g) for o in ours)]
    return Counts(len(right), len(ours) - len(spared), len(due), len(met))


def rows(answered: Sequence[Answered], part: str) -> Iterator[Row]:
    for slot in SLOTS.values():
        units = [counts(slot, a.ours.get(slot, []), a.message.gold.get(slot, [])) for a in answered]
        named = [counts(slot, a.all_named.get(slot, []), a.message.gold.get(slot, [])) for a in answered]
        beside = [Beside("everything of that sort in the text", f1(named))] if any(c.predicted for c in named) else []
        yield from rows_of("muc34", "events", f"{part}: {slot}", units, beside=beside)
    yield from _sure_rows(answered, part)


def _sure_rows(answered: Sequence[Answered], part: str) -> Iterator[Row]:
    """How often the confidence is right, over the organisations that were found."""
    pairs = list(sure_pairs(answered))
    if not pairs:
        return
    often = Counter(c for _, gold in pairs for c in gold[:1]).most_common(1)[0][0]

    def share(units: Sequence[tuple[str, tuple[str, ...]]]) -> float:
        return sum(said in gold for said, gold in units) / len(units)

    constant = Beside(f"always {often}", share([(often, gold) for _, gold in pairs]))
    low, high = interval(pairs, share)
    title = f"{part}: confidence in the organisations found"
    yield Row("muc34", "events", title, share(pairs), low, high, len(pairs), None, (constant,))


def sure_pairs(answered: Iterable[Answered]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for a in answered:
        for gold in a.message.gold.get(ORGANISATION, []):
            found = next((o for o in a.ours.get(ORGANISATION, []) if same(ORGANISATION, o, gold)), None)
            if found is not None and gold.confidence and found.confidence:
                yield found.confidence[0], gold.confidence


def errors(answered: Iterable[Answered]) -> Iterator[tuple[str, str]]:
    for a in answered:
        for slot in SLOTS.values():
            gold, ours = a.message.gold.get(slot, []), a.ours.get(slot, [])
            for g in gold:
                if not g.optional and not any(same(slot, o, g) for o in ours):
                    yield f"{slot}: not found", f"{a.message.id} {' / '.join(g.ways)}"
            for o in ours:
                if not any(same(slot, o, g) for g in gold):
                    kind = "no such filler" if a.message.gold else "in an irrelevant message"
                    yield f"{slot}: {kind}", f"{a.message.id} {' / '.join(o.ways[:3])}"


def measure(folder: Path, asked: Asked) -> Measured:
    """Every part that the folder holds: the texts used for tests (tst…) together, those for development apart."""
    from benchmarks.public._truecase import Truecaser, english
    from dateline.catalogue.lookup import load_catalogue
    from dateline.engines.spacy import SpacyEngine
    from dateline.gazetteer import load_gazetteer

    parts = sorted(p.name for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []
    tests = [m for part in parts if part.startswith("tst") for m in messages_of(folder, part)]
    others = [m for part in parts if not part.startswith("tst") for m in messages_of(folder, part)]
    if not tests and not others:
        raise SetMissing(f"no messages of MUC-3 or MUC-4 below {folder}")
    truecase, engine = Truecaser(english(), load_catalogue(), load_gazetteer(())), SpacyEngine()
    found: list[Row] = []
    wrong: list[tuple[str, str]] = []
    for title, messages in (("tests", tests), ("development", others)):
        answered = [answer(m, truecase, engine) for m in asked.of(messages, f"muc34, {title}")]
        if answered:
            found.extend(rows(answered, title))
            wrong.extend(errors(answered))
    return Measured(tuple(found), tuple(wrong))
