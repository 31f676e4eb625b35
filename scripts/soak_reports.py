"""Reports nobody wrote, read by nobody: dossiers and entries made from a number, for tests of the store that need many.

The towns are real, everything said of them is invented. The same number gives the same dossier, in every process.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections.abc import Iterator
from typing import Final

from dateline.case.store.entry import EPOCH, Entry, entry_of
from dateline.model.document import Document, Published, Section
from dateline.model.dossier import FORMAT, Dossier, GazetteerUsed, Receipt
from dateline.model.ids import record_id
from dateline.model.origin import by_rule
from dateline.model.records import Actor, Casualties, Claim, Coding, Control, Event, Participant, Place, Source, Where
from dateline.model.span import Evidence
from dateline.model.values import When

TOWNS: Final = (
    ("Malakal", 9.53, 31.66, "SS"), ("Kodok", 9.89, 32.12, "SS"), ("Hodeidah", 14.79, 42.95, "YE"),
    ("Taiz", 13.58, 44.02, "YE"), ("Idlib", 35.93, 36.63, "SY"), ("Kidal", 18.44, 1.41, "ML"),
    ("Goma", -1.68, 29.22, "CD"), ("Baidoa", 3.11, 43.65, "SO"), ("Kunduz", 36.73, 68.87, "AF"),
    ("Marawi", 8.0, 124.29, "PH"), ("Suva", -18.14, 178.44, "FJ"), ("Apia", -13.83, -171.77, "WS"),
)  # fmt: skip
GROUPS: Final = ("River Guard", "Hill Front", "Coast Brigade", "Dawn Column", "Salt Road Militia", "army")
DEEDS: Final = ("shelled", "attacked", "raided", "bombed", "surrounded")
VOICES: Final = ("a nurse", "a trader", "a teacher", "the mayor", "a driver")
SYLLABLES: Final = ("ba", "de", "ko", "lu", "mi", "na", "po", "ra", "se", "tu", "wa", "zi")
ORIGIN: Final = by_rule("made for a test")
EVENTS: Final = 12
"""Events of a report of the usual size; each is told by two or three claims."""


class _Writer:
    """Writes the text and remembers where words stand in it."""

    def __init__(self, title: str) -> None:
        self.parts = [title, "\n\n"]
        self.at = len(title) + 2

    def write(self, words: str) -> tuple[int, int]:
        start = self.at
        self.parts.append(words)
        self.at += len(words)
        return start, self.at


def word(chance: random.Random) -> str:
    """A word nobody uses; some are far more common than others."""
    number = int(12 ** (1 + 3 * chance.random() ** 0.7))
    return "".join(SYLLABLES[number // 12**n % 12] for n in range(4))


def dossier_of(number: int, events: int = EVENTS, engine: str = "stub/1") -> Dossier:
    """The dossier of report `number`."""
    chance = random.Random(number)  # noqa: S311 - sample data
    title = f"Report {number} of {word(chance)}"
    written, told = _Writer(title), []
    day = 14_000 + chance.randrange(5_000)
    for _ in range(events):
        town, group, toll = chance.choice(TOWNS), chance.choice(GROUPS), chance.randrange(1, 40)
        deed = written.write(f"the {group} {chance.choice(DEEDS)} {town[0]} near {word(chance)}, killing {toll}")
        written.write(" ")
        second = written.write(f"smoke rose over {town[0]} and {word(chance)} {word(chance)}")
        written.write(", ")
        voice = chance.choice(VOICES)
        by = written.write(f"{voice} said")
        written.write(". ")
        told.append((town, group, deed, second, by, voice, day + chance.randrange(-30, 1), chance))
    return _Maker(title, "".join(written.parts), day, engine).dossier(told)


class _Maker:
    """Puts records around the words of one text."""

    def __init__(self, title: str, text: str, day: int, engine: str) -> None:
        self.sha = hashlib.sha256(text.encode()).hexdigest()
        sections = (Section("title", 0, len(title)), Section("paragraph", len(title) + 2, len(text)))
        published = Published((EPOCH + dt.timedelta(days=day)).isoformat(), "given")
        self.document = Document(
            f"doc-{self.sha[:12]}", title, (), "Nile Wire", None, published, "en", None, self.sha, text, sections
        )
        self.engine = engine
        self.actors: dict[str, Actor] = {}
        self.sources: dict[str, Source] = {}
        self.places: list[Place] = []
        self.claims: list[Claim] = []

    def words(self, span: tuple[int, int], part: str | None = None) -> Evidence:
        start = span[0] if part is None else self.document.text.index(part, *span)
        return self.document.evidence(start, span[1] if part is None else start + len(part))

    def id(self, kind: str, words: Evidence) -> str:
        return record_id(self.sha, kind, "", [words])

    def dossier(self, told: list[tuple]) -> Dossier:  # type: ignore[type-arg]
        events = tuple(self.event(*one) for one in told)
        holder, first = next(iter(self.actors.values())), self.places[0]
        control = Control(
            record_id(self.sha, "control", "", first.mentions), first.id, holder.id, "controls", None, None, (),
            first.mentions, ORIGIN,
        )  # fmt: skip
        return Dossier(
            FORMAT, self.document, tuple(self.actors.values()), tuple(self.places), tuple(self.sources.values()),
            tuple(self.claims), events, (), (), (control,), (), (), (),
            Receipt("0", self.engine, (), GazetteerUsed("none", "0"), "none", {}, 0.0),
        )  # fmt: skip

    def event(
        self, town: tuple[str, float, float, str], group: str, deed: tuple[int, int], second: tuple[int, int],
        by: tuple[int, int], voice: str, day: int, chance: random.Random,
    ) -> Event:  # fmt: skip
        who, where = self.words(deed, group), self.words(deed, town[0])
        actor = self.actors.setdefault(group, Actor(
            self.id("actor", who), group, (), "military" if group == "army" else "militia", town[3], None, {}, (who,),
            ORIGIN,
        ))  # fmt: skip
        speaker = self.words(by, voice)
        source = self.sources.setdefault(voice, Source(
            self.id("source", speaker), "anonymous", None, voice, None, None, None, False, (speaker,), ORIGIN
        ))  # fmt: skip
        place = Place(
            self.id("place", where), town[0], "city", round(town[1] + chance.gauss(0, 0.5), 4),
            round(town[2] + chance.gauss(0, 0.5), 4), None, town[3], None, None, None, 1, 5.0, "made", (where,), ORIGIN,
        )  # fmt: skip
        self.places.append(place)
        said = tuple(self.claim(source.id, by, span) for span in (deed, second))
        iso = (EPOCH + dt.timedelta(days=day)).isoformat()
        number = self.words((deed[1] - 2, deed[1]), self.document.text[deed[0] : deed[1]].rsplit(" ", 1)[1])
        n = float(number.quote)
        return Event(
            record_id(self.sha, "event", "", [self.words(deed)]),
            Coding("ASSAULT", None, (), "Explosions/Remote violence/Shelling/artillery/missile attack", 3), "happened",
            (Participant("actor", actor.id, said, (who,)),), Where(place.id, said, (where,)),
            When("then", iso, iso, "day", "made", (where,), said),
            (Casualties("civilians", n, n, n, "exact", said, (number,)),),
            (), (), (), None, None, None, (), said, (self.words(deed),), ORIGIN,
        )  # fmt: skip

    def claim(self, source: str, by: tuple[int, int], span: tuple[int, int]) -> str:
        content = self.words(span)
        id_ = self.id("claim", content)
        said = self.words(by, "said")
        self.claims.append(Claim(id_, source, (), None, said, (content,), False, "asserted", None, None, None, ORIGIN))
        return id_


def entries(first: int, count: int, events: int = EVENTS) -> Iterator[Entry]:
    """Entries of reports `first`, `first` + 1 … as adding would make them."""
    for number in range(first, first + count):
        yield entry_of(dossier_of(number, events), f"report {number}")
