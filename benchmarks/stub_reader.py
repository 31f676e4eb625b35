"""A reader that takes no time, for measuring and testing what stands around it: every report's sentences are claims of
one source and events of one actor in one place. Reports to go with it are made from a number (all of it is invented).
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from dateline.case.adding.wire import Answer, Task, answer_to_bytes, setup_from_bytes, task_from_bytes
from dateline.case.adding.work import entered
from dateline.model.document import Document
from dateline.model.dossier import FORMAT, Dossier, GazetteerUsed, Receipt
from dateline.model.ids import record_id
from dateline.model.origin import by_rule
from dateline.model.records import Actor, Claim, Coding, Event, Participant, Place, Source, Where
from dateline.model.span import Evidence
from dateline.model.values import When

ORIGIN: Final = by_rule("made for a measurement")
SYLLABLES: Final = ("ba", "de", "ko", "lu", "mi", "na", "po", "ra", "se", "tu", "wa", "zi")
TOWN: Final = "Malakal"
GROUP: Final = "River Guard"
VOICE: Final = "a nurse"
MAYOR: Final = "the mayor"


def prepare(setup: bytes) -> Callable[[bytes], bytes]:
    """What processes of the pool run in place of the reader: see `dateline.case.adding.work.prepare`."""
    told = setup_from_bytes(setup)

    def work(job: bytes) -> bytes:
        task = task_from_bytes(job)
        _obey(task)
        return answer_to_bytes(entered(task, dossier_of(task.document), told))

    return work


def refuse(setup: bytes) -> Callable[[bytes], bytes]:
    """A reader that can read nothing."""
    return lambda job: answer_to_bytes(Answer(None, f"{task_from_bytes(job).name}: by design.", "by design"))


def _obey(task: Task) -> None:
    """A report whose title asks for it kills its reader, or keeps it."""
    title = task.document.title or ""
    if title.startswith("Kill"):
        os.kill(os.getpid(), signal.SIGKILL)
    if title.startswith("Slow"):
        time.sleep(0.05)


def dossier_of(document: Document) -> Dossier:
    """Every sentence is a claim and an event."""
    made = _Maker(document)
    sentences = [s for s in made.sentences() if all(w in document.text[slice(*s)] for w in (GROUP, TOWN))]
    if not sentences:
        return made.dossier((), (), (), (), ())
    first = sentences[0]
    hidden = VOICE in document.text
    voice = made.words((0, len(document.text)), VOICE if hidden else MAYOR)
    source = Source(
        made.id("source", voice), "anonymous" if hidden else "group", None, voice.quote, None, None, None, hidden,
        (voice,), ORIGIN,
    )  # fmt: skip
    actor = made.words(first, GROUP)
    group = Actor(made.id("actor", actor), GROUP, (), "militia", "SS", None, {}, (actor,), ORIGIN)
    town = made.words(first, TOWN)
    place = Place(
        made.id("place", town), TOWN, "city", 9.53, 31.66, None, "SS", None, None, None, 1, 5.0, "made", (town,), ORIGIN
    )  # fmt: skip
    claims = tuple(made.claim(source, voice, s) for s in sentences)
    events = tuple(made.event(group, place, c, s) for c, s in zip(claims, sentences, strict=True))
    return made.dossier((group,), (place,), (source,), claims, events)


class _Maker:
    """Records around the words of one text."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def sentences(self) -> Iterator[tuple[int, int]]:
        text = self.document.text
        start = text.find("\n\n") + 2
        while (end := text.find(". ", start)) >= 0:
            yield start, end
            start = end + 2

    def words(self, span: tuple[int, int], part: str | None = None) -> Evidence:
        start = span[0] if part is None else self.document.text.index(part, *span)
        return self.document.evidence(start, span[1] if part is None else start + len(part))

    def id(self, kind: str, words: Evidence) -> str:
        return record_id(self.document.source_sha256, kind, "", [words])

    def claim(self, source: Source, voice: Evidence, span: tuple[int, int]) -> Claim:
        content = self.words(span)
        id_ = self.id("claim", content)
        return Claim(id_, source.id, (), None, voice, (content,), False, "asserted", None, None, None, ORIGIN)

    def event(self, actor: Actor, place: Place, claim: Claim, span: tuple[int, int]) -> Event:
        told, who, where = self.words(span), self.words(span, GROUP), self.words(span, TOWN)
        day = self.document.published.date or "2021-05-05"
        return Event(
            self.id("event", told), Coding("ASSAULT", None, (), None, 3), "happened",
            (Participant("actor", actor.id, (claim.id,), (who,)),), Where(place.id, (claim.id,), (where,)),
            When("then", day, day, "day", "made", (where,), (claim.id,)), (), (), (), (), None, None, None, (),
            (claim.id,), (told,), ORIGIN,
        )  # fmt: skip

    def dossier(
        self, actors: tuple[Actor, ...], places: tuple[Place, ...], sources: tuple[Source, ...],
        claims: tuple[Claim, ...], events: tuple[Event, ...],
    ) -> Dossier:  # fmt: skip
        receipt = Receipt("0", "stub/1", (), GazetteerUsed("none", "0"), "none", {}, 0.0)
        return Dossier(
            FORMAT, self.document, actors, places, sources, claims, events, (), (), (), (), (), (), receipt
        )  # fmt: skip


def report(number: int, title: str = "Report", sentences: int = 5) -> str:
    """The text of a report: its own words for ever, some far more common than others. Every tenth hides its source."""
    chance = random.Random(number)  # noqa: S311 - sample data
    words = [[_word(chance) for _ in range(5)] for _ in range(sentences)]
    lines = [f"Fighters of the {GROUP} {a} {b} {TOWN} {' '.join(rest)}" for a, b, *rest in words]
    said = MAYOR if number % 10 else f"{VOICE} who asked not to be named"
    return f"{title} {number} of {_word(chance)}\n\n{'. '.join(lines)}. So said {said}.\n"


def _word(chance: random.Random) -> str:
    number = int(12 ** (1 + 3 * chance.random() ** 0.7))
    return "".join(SYLLABLES[number // 12**n % 12] for n in range(4))


def write_table(path: Path, texts: Iterator[str]) -> None:
    """Reports as a table, one a row, each of a day of its own year."""
    import csv

    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(("text", "published", "title"))
        for n, text in enumerate(texts):
            title, _, body = text.partition("\n\n")
            table.writerow((body, f"20{n % 20:02}-{n % 12 + 1:02}-{n % 28 + 1:02}", title))
